package journey

import "time"

// Fired are the places of the effects that an answer to q fired.
func (p Plan) Fired(before State, q Question, j Judgement, now time.Time) (places []int) {
	facts := j.Facts[len(p.lapsed(before, now)):]
	v := view{p, before.With(j.Facts[:len(j.Facts)-len(facts)+1]...), now, before.With(j.Facts[:len(j.Facts)-len(facts)]...)}
	takenBack := facts[0].Kind == Undone && facts[0].By != priorAnswer
	for i, e := range q.Then {
		if (!takenBack || forNone(e)) && v.holds(q.ID, e.When) {
			places = append(places, i)
		}
	}
	return places
}

// Ruling is what a named rule said where it alone decided.
type Ruling struct {
	Rule string
	Says bool
}

// Rulings are those of the rules among the conditions of an answer that was just given,
// with the state before it.
func (p Plan) Rulings(s, before State, question string, all []When, now time.Time) (rulings []Ruling) {
	v := view{p, p.look(s, now).State, now, before}
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
