package letter_test

import (
	"slices"
	"testing"

	"github.com/recover-journal/recover/internal/letter"
)

// Every rule finds its move in each sentence that it names, and the whole checker points
// at it; it keeps away from each sentence that it spares.
func TestRules(t *testing.T) {
	p, w, proofs := pack(t)
	c := letter.New(p, w)
	for _, r := range proofs {
		if r.Element == "" && (len(r.Catches) == 0 || len(r.Spares) == 0) {
			t.Errorf("%s: a rule has sentences to catch and to spare", r.Rule)
		}
		for _, s := range r.Catches {
			moved := slices.ContainsFunc(c.Moves(s), func(m letter.Moved) bool { return m.Rule == r.Rule && !m.Spared })
			if !moved {
				t.Errorf("%s does not find %q", r.Rule, s)
			}
			if !slices.Contains(kinds(c.Check(s)), r.Category) {
				t.Errorf("%s: %q is not pointed at", r.Rule, s)
			}
		}
		for _, s := range r.Spares {
			if slices.Contains(kinds(c.Check(s)), r.Category) {
				t.Errorf("%s: %q is pointed at", r.Rule, s)
			}
		}
	}
}
