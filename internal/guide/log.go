package guide

import (
	"go.yaml.in/yaml/v3"

	"github.com/recover-journal/recover/internal/journal"
	"github.com/recover-journal/recover/internal/journey"
)

// The files of the log: the kinds, their words, and what its commands say.
const (
	logKinds = "log/kinds.yaml"
	logWords = "log.yaml"
	logSays  = "log-says.yaml"
)

// LogKind is what a kind of log entries is called: a short title, when to choose it,
// and the question for the one line of an entry.
type LogKind struct{ Title, About, Line string }

// KindIDs are the kinds of log entries in their order, those that are not offered too.
func (g *Guide) KindIDs() []string { return g.kinds().names() }

// Kind is the structure of a kind. The fields of an event's kind are its questions.
// Only the kind that is asked for is parsed: a list needs none, and an entry one.
func (g *Guide) Kind(id string) (journal.Kind, bool) {
	if k, ok := g.read[id]; ok {
		return k, true
	}
	p := g.kinds().at(id)
	if p == nil {
		return journal.Kind{}, false
	}
	if g.read == nil {
		g.read = map[string]journal.Kind{}
	}
	r := &reader{file: shown(g.fsys, logKinds), taken: map[string]place{}, faults: new(Faults)} // Check tells
	g.read[id] = r.logKind(id, p.parsed(), g.road)
	return g.read[id], true
}

// KindWords are the words of a kind.
func (g *Guide) KindWords(id string) LogKind {
	p := g.words(logWords).at(id)
	return LogKind{Title: orID(p.at("title").text(), id), About: p.at("about").text(), Line: p.at("line").text()}
}

// FieldWords are the words of a field.
func (g *Guide) FieldWords(kind, field string) Question {
	if g.home(field).name != "" {
		return g.Question(field)
	}
	p := g.words(logWords).at(kind, "fields", field)
	return Question{Text: orID(p.at("text").text(), kind+" "+field), Help: p.at("help").text()}
}

// FieldLabel is what a person reads for an option of a field.
func (g *Guide) FieldLabel(kind, field, value string) string {
	if g.home(field).name != "" {
		return g.Label(field, value)
	}
	return orID(g.words(logWords).at(kind, "fields", field, "options", value).text(), value)
}

// kinds is the file of the kinds, cut and not read.
func (g *Guide) kinds() *part {
	const key = "\x00kinds" // no file of words is called this
	if p, ok := g.pages[key]; ok {
		return p
	}
	p := &part{root: true}
	if src, err := read(g.fsys, logKinds); err == nil {
		p.src = src
	}
	g.pages[key] = p
	return p
}

// logKind reads one kind.
func (r *reader) logKind(id string, n *yaml.Node, road journey.Plan) journal.Kind {
	k := journal.Kind{ID: id}
	r.fields(n, map[string]field{
		"event": r.text(&k.Event), "unlisted": r.flag(&k.Unlisted),
		"fields": func(n *yaml.Node) { r.each(n, func(n *yaml.Node) { k.Fields = append(k.Fields, r.logField(id, n)) }) },
	})
	for _, e := range road.Events {
		if k.Event == e.ID {
			for _, q := range e.Questions {
				k.Fields = append(k.Fields, fieldOf(q))
			}
		}
	}
	return k
}

func (r *reader) logField(kind string, n *yaml.Node) (f journal.Field) {
	sort := "field of " + kind
	r.named(n, sort, &f.ID, map[string]field{
		"kind":     func(n *yaml.Node) { f.Type = journal.Type(r.kind(n)) },
		"required": r.flag(&f.Required), "options": r.texts(&f.Options), "min": r.limit(&f.Min), "max": r.limit(&f.Max),
		"past": r.flag(&f.Past), "first": r.flag(&f.First), "theirs": r.flag(&f.Theirs),
	})
	if f.Type == "" {
		r.fault(n, "%s: it has no kind that is known", f.ID)
	}
	if f.Type == journal.ScaleType {
		f.Min, f.Max = orElse(f.Min, 0), orElse(f.Max, 10)
	}
	return f
}

// fieldOf is a question of an event as the log knows it.
func fieldOf(q journey.Question) journal.Field {
	return journal.Field{
		ID: q.ID, Type: journal.Type(q.Kind), Required: q.Required, Options: q.Options, Min: q.Min, Max: q.Max, Past: q.Past,
	}
}
