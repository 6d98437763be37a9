package guide

import (
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Stage is what a stage of the road is called and how it is introduced.
type Stage struct{ Title, Opening, Door string }

// Question is what a person reads at a question. Labels stand beside it: see Label.
// Name is what it is called in a list, and Beside what leads to the earlier answer that
// is shown beside it, where the words have them.
type Question struct{ Text, Help, Guidance, Example, Name, Beside string }

// Lock is the two lines that tell a lock: what is shut, and what is still open.
type Lock struct{ Shut, Open string }

// Mode is what a mode is called, and what quiet means in it.
type Mode struct{ Title, Quiet string }

// Stage gives the words of a stage.
func (g *Guide) Stage(id string) Stage { return g.stageWords("stages/"+id+".yaml", id) }

// Title is the title of a stage. Of the program's own words no more is unpacked for it
// than the head of their file: status asks for all of them, and for little else.
func (g *Guide) Title(id string) string {
	name := "stages/" + id + ".yaml"
	if own, ok := g.fsys.(peeker); ok && g.pages[name] == nil {
		p := &part{root: true, src: own.Peek(path.Join(g.lang, name), headSize), voice: g.speaker()}
		if p.index() && len(p.starts) > 1 && startsWith(p.src[p.starts[0]:], "title") { // so it ends before the next
			return p.at("title").text()
		}
	}
	return g.Stage(id).Title
}

const headSize = 1 << 10

// peeker gives the first bytes of some files as they lie in memory, and nil of others.
type peeker interface {
	Peek(name string, most int) []byte
}

// Event gives the words of an event.
func (g *Guide) Event(id string) Stage { return g.stageWords("events/"+id+".yaml", id) }

func (g *Guide) stageWords(name, id string) Stage {
	p := g.words(name)
	return Stage{Title: orID(p.at("title").text(), id), Opening: p.at("opening").text(),
		Door: p.at("door").text()}
}

// Question gives the words of a question; the pairs fill what stands in braces, as
// in Say.
func (g *Guide) Question(id string, pairs ...string) Question {
	p := g.question(id)
	if first := g.first(); first != nil && p.at("text") == nil {
		return first.Question(id, pairs...)
	}
	return Question{
		Text:     Fill(orID(p.at("text").text(), id), pairs...),
		Help:     Fill(p.at("help").text(), pairs...),
		Guidance: Fill(p.at("guidance").text(), pairs...),
		Example:  Fill(p.at("example").text(), pairs...),
		Name:     p.at("name").text(),
		Beside:   p.at("beside").text(),
	}
}

// Label is what a person reads for an option of a question, or for a word beside a
// date. Where the options are those chosen at another question, so are the labels.
func (g *Guide) Label(id, value string) string {
	if s := g.question(id).at("options", value).text(); s != "" {
		return s
	}
	if from := g.home(id).from; from != "" {
		if s := g.question(from).at("options", value).text(); s != "" {
			return s
		}
	}
	if first := g.first(); first != nil {
		return first.Label(id, value)
	}
	return orID("", value)
}

// Passage is a text that an answer shows, filled as in Say. It stands in the file of
// a stage, of an event, or in help-now.yaml.
func (g *Guide) Passage(id string, pairs ...string) string {
	if form := g.formOf(pairs); form != other {
		if s := g.passage(id + "." + form).text(); s != "" {
			return Fill(s, pairs...)
		}
	}
	text := g.passage(id).text()
	if first := g.first(); text == "" && first != nil {
		return first.Passage(id, pairs...)
	}
	return Fill(orID(text, id), pairs...)
}

func (g *Guide) passage(id string) *part {
	// A passage is mostly named after the file in which it stands.
	first, _, _ := strings.Cut(id, ".")
	for _, name := range g.passageFiles(first) {
		if p := g.words(name).at("passages", id); p != nil {
			return p
		}
	}
	return nil
}

// passageFiles are the files that hold passages, those that bear a name first.
func (g *Guide) passageFiles(first string) (names []string) {
	for _, s := range g.road.Stages {
		names = append(names, "stages/"+s.ID+".yaml")
	}
	for _, e := range g.road.Events {
		names = append(names, "events/"+e.ID+".yaml")
	}
	names = append(names, "help-now.yaml")
	slices.SortStableFunc(names, func(a, b string) int { return rank(a, first) - rank(b, first) })
	return names
}

func rank(name, first string) int {
	if strings.TrimSuffix(path.Base(name), ".yaml") == first {
		return 0
	}
	return 1
}

// Lock gives the words of a lock.
func (g *Guide) Lock(id string, pairs ...string) Lock {
	p := g.words("locks.yaml").at(id)
	return Lock{Shut: Fill(orID(p.at("shut").text(), id), pairs...), Open: Fill(p.at("open").text(), pairs...)}
}

// Mode gives the words of a mode.
func (g *Guide) Mode(id string) Mode {
	p := g.words("modes.yaml").at(id)
	return Mode{Title: orID(p.at("title").text(), id), Quiet: p.at("quiet").text()}
}

// Days are the small things of the quiet, in order: one goes with each check-in.
func (g *Guide) Days() []string { return g.words("days.yaml").at("days").list() }

// PassphraseWords are the words of which an offered passphrase is made.
func (g *Guide) PassphraseWords() []string { return g.words("passphrase.yaml").at("words").list() }

// question is the words of a question, or nil.
func (g *Guide) question(id string) *part {
	return g.words(g.home(id).name).at("questions", id)
}

// words is a file of the language, cut but not read. A file that is not there is an
// empty one: Check tells. What a folder of somebody's own leaves out of a file stands as
// it was below: who changes three sentences need not carry all others along.
func (g *Guide) words(name string) *part {
	if p, ok := g.pages[name]; ok {
		return p
	}
	full := path.Join(g.lang, name)
	p := g.page(g.fsys, full)
	if o, ok := g.fsys.(overlay); ok && o.has(full) {
		p.below = g.page(o.base, full)
	}
	if name != topicsFile { // which shows what a mark is
		if p.voice = g.speaker(); p.below != nil {
			p.below.voice = g.voice
		}
	}
	g.pages[name] = p
	return p
}

// speaker fills the marks of every page.
func (g *Guide) speaker() *voice {
	if g.voice == nil {
		g.voice = &voice{of: g}
	}
	return g.voice
}

func (g *Guide) page(fsys fs.FS, name string) *part {
	p := &part{root: true}
	if own, ok := fsys.(peeker); ok {
		p.src = own.Peek(name, largest)
	}
	if p.src != nil {
		return p
	}
	if src, err := read(fsys, name); err == nil {
		p.src = src
	}
	return p
}

// orID is the text, or where there is none the id in a way that shows on a screen.
func orID(text, id string) string {
	if text == "" {
		return "⟨" + id + "⟩"
	}
	return text
}
