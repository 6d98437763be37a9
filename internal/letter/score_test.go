package letter_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/recover-journal/recover/internal/letter"
)

// tally counts what was found and what there was to find.
type tally struct{ right, found, there int }

func (a tally) precision() float64 { return float64(a.right) / float64(max(a.found, 1)) }
func (a tally) recall() float64    { return float64(a.right) / float64(max(a.there, 1)) }

// f is precision and recall in one, with precision counting beta times as much.
func (a tally) f(beta float64) float64 {
	b := 1 / (beta * beta)
	return (1 + b) * float64(a.right) / max(b*float64(a.there)+float64(a.found), 1)
}

func (a *tally) add(found, there, skip []string) {
	for _, f := range found {
		if !slices.Contains(skip, f) {
			a.found++
			if slices.Contains(there, f) {
				a.right++
			}
		}
	}
	for _, x := range there {
		if !slices.Contains(skip, x) {
			a.there++
		}
	}
}

// result is the table of LETTER.md.
type result struct {
	all           tally
	by            map[string]*tally
	fine, flagged int
	faults        tally
	byFault       map[string]*tally
	missing       tally
	byElement     map[string]*tally
	letters       int
	verdicts      int
	good, accused int
}

func newResult() *result {
	r := &result{by: map[string]*tally{}, byFault: map[string]*tally{}, byElement: map[string]*tally{}}
	for _, c := range letter.Categories() {
		r.by[c], r.byFault[c] = &tally{}, &tally{}
	}
	for _, e := range letter.Elements() {
		r.byElement[e] = &tally{}
	}
	return r
}

// kinds are the categories found, each once.
func kinds(rep letter.Report) (list []string) {
	for _, f := range rep.Findings {
		if !slices.Contains(list, f.Category) {
			list = append(list, f.Category)
		}
	}
	return list
}

func (r *result) sentence(i item, found []string) {
	want := slices.DeleteFunc(slices.Clone(i.Labels), func(l string) bool { return l == "ok" })
	r.all.add(found, want, nil)
	for c, t := range r.by {
		t.add(only(found, c), only(want, c), nil)
	}
	if len(want) == 0 {
		r.fine++
		if len(found) > 0 {
			r.flagged++
		}
	}
}

func only(list []string, c string) []string {
	if slices.Contains(list, c) {
		return []string{c}
	}
	return nil
}

func (r *result) letter(i item, rep letter.Report) {
	found := kinds(rep)
	r.letters++
	r.faults.add(found, i.Faults, i.Unsure)
	r.missing.add(rep.Missing, i.Missing, i.Unsure)
	for c, t := range r.byFault {
		t.add(only(found, c), only(i.Faults, c), i.Unsure)
	}
	for e, t := range r.byElement {
		t.add(only(rep.Missing, e), only(i.Missing, e), i.Unsure)
	}
	if rep.Verdict == i.Overall {
		r.verdicts++
	}
	if i.Overall == letter.Good {
		r.good++
		if len(found) > 0 {
			r.accused++
		}
	}
}

func (r *result) String() string {
	var b strings.Builder
	row := func(name string, t tally) {
		fmt.Fprintf(&b, "%-22s precision %.3f  recall %.3f  (%d right of %d found, %d there)\n", name, t.precision(), t.recall(), t.right, t.found, t.there)
	}
	row("sentences", r.all)
	fmt.Fprintf(&b, "%-22s %.3f (%d of %d)\n", "fine, flagged", float64(r.flagged)/float64(max(r.fine, 1)), r.flagged, r.fine)
	for _, c := range letter.Categories() {
		row("  "+c, *r.by[c])
	}
	if r.letters > 0 {
		row("letters: faults", r.faults)
		for _, c := range letter.Categories() {
			row("  "+c, *r.byFault[c])
		}
		row("letters: missing", r.missing)
		for _, e := range letter.Elements() {
			row("  "+e, *r.byElement[e])
		}
		fmt.Fprintf(&b, "%-22s %.3f (%d of %d)\n", "verdict right", float64(r.verdicts)/float64(r.letters), r.verdicts, r.letters)
		fmt.Fprintf(&b, "%-22s %.3f (%d of %d)\n", "good letters flagged", float64(r.accused)/float64(max(r.good, 1)), r.accused, r.good)
	}
	return b.String()
}
