package letter_test

import (
	"fmt"
	"os"
	"slices"
	"testing"

	"github.com/recover-journal/recover/internal/letter"
)

// decide says what is found by sums, moves and limits: as Check does.
func decide(s scored, l limits) (found []string) {
	for k, c := range letter.Categories() {
		least := l.alone[k]
		if slices.ContainsFunc(s.moves, func(m letter.Moved) bool { return m.Category == c && !m.Spared && !m.Weak }) {
			least = l.veto[k]
		}
		if s.sums[k] >= least {
			found = append(found, c)
		}
	}
	return found
}

// TestReport is the look at the errors: RECOVER_LETTER=errors go test -run TestReport.
func TestReport(t *testing.T) {
	mode := os.Getenv("RECOVER_LETTER")
	if mode == "" {
		t.Skip("set RECOVER_LETTER")
	}
	p, w, proofs := pack(t)
	items := corpus(t, "seen")
	all := samples(items, proofs)
	look(letter.New(p, w), all)
	oof, _ := across(t, p, w, all, func(s sample) string { return s.writer })
	l := choose(oof, beta)
	r := newResult()
	rules := newResult()
	perRule := map[string]*tally{}
	for _, s := range oof {
		if s.weight < 1 {
			continue
		}
		var want []string
		for k, c := range letter.Categories() {
			if s.labels[k] == 1 {
				want = append(want, c)
			}
		}
		i := item{Labels: want}
		found := decide(s, l)
		r.sentence(i, found)
		var hit []string
		for _, m := range s.moves {
			if m.Category == "" || m.Spared {
				continue
			}
			if perRule[m.Rule] == nil {
				perRule[m.Rule] = &tally{}
			}
			perRule[m.Rule].found++
			if slices.Contains(want, m.Category) {
				perRule[m.Rule].right++
			}
			if !m.Weak && !slices.Contains(hit, m.Category) {
				hit = append(hit, m.Category)
			}
		}
		rules.sentence(i, hit)
		if mode == "errors" {
			for _, c := range letter.Categories() {
				is, was := slices.Contains(found, c), slices.Contains(want, c)
				if is != was {
					sign := "MISS"
					if is {
						sign = "FALSE"
					}
					fmt.Printf("%s %s %d %v | %s\n", sign, c, s.sums[place(c)], s.moves, s.text)
				}
			}
		}
	}
	fmt.Printf("cross-validated by writer\n%s\nstrong rules alone\n%s\n", r, rules)
	for k, c := range letter.Categories() {
		fmt.Println(c, l.veto[k], l.alone[k], l.care[k])
	}
	if mode == "rules" {
		for id, a := range perRule {
			fmt.Printf("%-24s %3d of %3d  %.2f\n", id, a.right, a.found, a.precision())
		}
	}
}
