package guide

import (
	"go.yaml.in/yaml/v3"

	"github.com/recover-journal/recover/internal/text"
)

// LetterNote is something to look at in a letter that is no fault of its own: a phrase
// that stands there, or a count. Say tells it; Stop says that a letter with one of the
// phrases may not be handed over.
type LetterNote struct {
	ID, Say string
	Phrases []string
	Stop    bool
}

// LetterNotes are the notes of letter-notes.yaml, in their order. Their phrases are those
// of every language, as text.Loose leaves them: a letter is written in the one that the
// other person reads.
func (g *Guide) LetterNotes() []LetterNote {
	var all []*part
	for _, lang := range Languages(g.fsys) {
		in := &Guide{fsys: g.fsys, lang: lang, pages: map[string]*part{}}
		all = append(all, in.words("letter-notes.yaml"))
	}
	own := g.words("letter-notes.yaml")
	var notes []LetterNote
	for _, id := range own.names() {
		p := own.at(id)
		n := LetterNote{ID: id, Say: orID(p.at("say").text(), id), Stop: p.at("stop").text() == "true"}
		for _, in := range all {
			for _, phrase := range in.at(id, "phrases").list() {
				n.Phrases = append(n.Phrases, text.Loose(phrase))
			}
		}
		notes = append(notes, n)
	}
	return notes
}

// letterNotes reads letter-notes.yaml.
func letterNotes(r *reader, root *yaml.Node) {
	r.pairs(root, func(key, value *yaml.Node) {
		r.id = key.Value
		said, stop, phrases := false, false, 0
		r.fields(value, map[string]field{
			"say":  func(n *yaml.Node) { r.sentence(n); said = true },
			"stop": r.flag(&stop),
			"phrases": func(n *yaml.Node) {
				r.each(n, func(n *yaml.Node) { r.sentence(n); phrases++ })
			},
		})
		if !said {
			r.fault(key, "it has no say")
		}
		if stop && phrases == 0 {
			r.fault(key, "only phrases can stop a letter")
		}
	})
}
