package guide

import "strings"

// Say is a sentence of microcopy.yaml, ask.yaml or log-says.yaml. The pairs are names and values:
// Say("back", "n", "3") puts 3 where "{n}" stands. An id that no file knows comes
// back in ⟨⟩. Where "n" takes a form that the sentence has, such as ID.one for 1, it is
// that one.
func (g *Guide) Say(id string, pairs ...string) string {
	text := ""
	if form := g.formOf(pairs); form != other {
		text, _ = g.Has(id + "." + form)
	}
	if text == "" {
		text, _ = g.Has(id)
	}
	if first := g.first(); text == "" && first != nil {
		return first.Say(id, pairs...)
	}
	return Fill(orID(text, id), pairs...)
}

// Has is the sentence as it stands in the file, and whether there is one.
func (g *Guide) Has(id string) (string, bool) {
	for _, name := range []string{"microcopy.yaml", "ask.yaml", logSays} {
		if s := g.words(name).at(id).text(); s != "" {
			return s, true
		}
	}
	return "", false
}

// Fill puts values where their names stand in braces. What is put in is not looked
// at again, so that a person's own words with braces stay as they are. A name without
// a value stays, to be seen.
func Fill(text string, pairs ...string) string {
	if len(pairs) < 2 || !strings.Contains(text, "{") {
		return text
	}
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(text, "{")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		name, after, ok := strings.Cut(rest, "}")
		value, known := "", false
		for i := 0; ok && i+1 < len(pairs) && !known; i += 2 {
			value, known = pairs[i+1], pairs[i] == name
		}
		if known {
			b.WriteString(value)
			text = after
		} else {
			b.WriteString("{")
			text = rest
		}
	}
}
