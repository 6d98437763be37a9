package guide

import "go.yaml.in/yaml/v3"

// LetterNote is something to look at in a letter that is no fault of its own: a phrase
// that stands there, or a count. Say tells it; Stop says that a letter with one of the
// phrases may not be handed over.
type LetterNote struct {
	ID, Say string
	Phrases []string
	Stop    bool
}

// LetterNotes are the notes of letter-notes.yaml, in their order.
func (g *Guide) LetterNotes() []LetterNote {
	all := g.words("letter-notes.yaml")
	var notes []LetterNote
	for _, id := range all.names() {
		p := all.at(id)
		notes = append(notes, LetterNote{ID: id, Say: orID(p.at("say").text(), id), Phrases: p.at("phrases").list(), Stop: p.at("stop").text() == "true"})
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
