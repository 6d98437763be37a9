package journey

import "time"

// Given is the state right after an answer's own fact, before what the answer does, and
// the state before that fact: where its effects are judged.
func (p Plan) Given(before State, j Judgement, now time.Time) (after, was State, f Fact) {
	n := len(p.lapsed(before, now))
	return before.With(j.Facts[:n+1]...), before.With(j.Facts[:n]...), j.Facts[n]
}

// Fired are the places of the effects that an answer to q fired.
func (p Plan) Fired(before State, q Question, j Judgement, now time.Time) (places []int) {
	after, was, f := p.Given(before, j, now)
	v := p.at(after, now)
	v.before = was
	takenBack := f.Kind == Undone && f.By != priorAnswer
	for i, e := range q.Then {
		if (!takenBack || forNone(e)) && v.holds(q.ID, e.When) {
			places = append(places, i)
		}
	}
	return places
}

// Looked is the state with all that time brought.
func (p Plan) Looked(s State, now time.Time) State { return p.look(s, now).State }

// Ruling is what a named rule said where it alone decided.
type Ruling struct {
	Rule string
	Says bool
}

// Rulings are those of the rules among the conditions of an answer that was just given,
// with the state before it.
func (p Plan) Rulings(s, before State, question string, all []When, now time.Time) (rulings []Ruling) {
	v := p.at(s, now)
	v.before = before
	for i, w := range all {
		if w.Rule == "" {
			continue
		}
		others := append(append([]When{}, all[:i]...), all[i+1:]...)
		alone := w
		alone.Rule = ""
		if v.holds(question, append(others, alone)) {
			rulings = append(rulings, Ruling{w.Rule, rules()[w.Rule](v)})
		}
	}
	return rulings
}

// MarksOf is what is noted of a text.
func (p Plan) MarksOf(q Question, text string) []string { return p.marksOf(q, text) }
