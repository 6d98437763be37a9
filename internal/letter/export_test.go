package letter

import "github.com/recover-journal/recover/internal/text"

// Unsaid is what an element that no rule saw must have beside.
const Unsaid = unsaid

// seenView is a piece of a sentence as the model sees it.
type seenView struct{ moves []moved }

func (c *Checker) each(s string, to func(seenView)) {
	for _, at := range text.Sentences(s) {
		for piece := range pieces(c.read.read(s, at)) {
			moves := c.moves(piece)
			c.feats.read(c.pack, piece, moves, s[piece[0].at.Start:at.End])
			to(seenView{moves})
		}
	}
}

// Names are the features of a sentence, each once, with its moves.
func (c *Checker) Names(s string) []string {
	var names []string
	seen := map[string]bool{}
	c.each(s, func(v seenView) {
		for i := range c.feats.ends {
			if n := string(c.feats.name(i)); !seen[n] {
				seen[n] = true
				names = append(names, n)
			}
		}
	})
	return names
}

// Moved is a rule that found something.
type Moved struct {
	Rule, Category, Element, Pattern string
	Weak, Spared                     bool
}

// Moves are the rules that found something in a sentence.
func (c *Checker) Moves(s string) (list []Moved) {
	c.each(s, func(v seenView) {
		for _, m := range v.moves {
			if m.rule.Category != "" || m.rule.Element != "" {
				list = append(list, Moved{m.rule.ID, m.rule.Category, m.rule.Element, m.pattern(), m.rule.Weak, m.spared})
			}
		}
	})
	return list
}

// Scores are the sums of the model for a sentence, for each category the largest of its
// pieces.
func (c *Checker) Scores(s string) []int {
	var most []int
	c.each(s, func(seenView) {
		sums := c.table.score(&c.feats)
		for k, n := range sums {
			if most == nil {
				most = make([]int, len(sums))
				for i := range most {
					most[i] = -never
				}
			}
			most[k] = max(most[k], n)
		}
	})
	return most
}
