package guide

import "strings"

// Say is a sentence of microcopy.yaml, ask.yaml or log-says.yaml. The pairs are names and values:
// Say("back", "n", "3") puts 3 where "{n}" stands. An id that no file knows comes
// back in ⟨⟩. Where "n" is 1 and there is a sentence ID.one, it is that one.
func (g *Guide) Say(id string, pairs ...string) string {
	text := ""
	if one(pairs) {
		text, _ = g.Has(id + ".one")
	}
	if text == "" {
		text, _ = g.Has(id)
	}
	return Fill(orID(text, id), pairs...)
}

// one says that the pairs tell of one thing.
func one(pairs []string) bool {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] == "n" {
			return pairs[i+1] == "1"
		}
	}
	return false
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
