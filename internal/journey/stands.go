package journey

import (
	"slices"
	"time"
)

// StageStand is how one stage stands.
type StageStand struct {
	ID      string
	Stand   Stand
	OpensAt time.Time // when its door opens, or when the quiet ends; zero if no date says so
	DoneAt  time.Time // zero unless complete
}

// Stages tells how every stage stands, in the plan's order.
func (p Plan) StageStands(s State, now time.Time) []StageStand {
	v := p.look(s, now)
	stands := make([]StageStand, len(p.Stages))
	for i, st := range p.Stages {
		stands[i] = v.stand(st)
	}
	return stands
}

func (v *view) stand(st Stage) StageStand {
	o := StageStand{ID: st.ID}
	door := v.opening(st)
	switch {
	case v.shutBy(st.ID) && (!v.done(st.ID) || len(v.shutters(v.State, st.ID)) > 1 || !v.On("crisis")):
		o.Stand = Shut // whatever was done there before
	case v.done(st.ID):
		o.Stand, o.DoneAt = Complete, v.doneAt(st)
	case !door.open:
		o.Stand, o.OpensAt = Shut, door.at
	case st.ID == "patience" && v.noted("unfree"):
		o.Stand = Resting
	case st.ID == "letter" && v.LetterStand(v.State, v.now) == LetterRests:
		o.Stand, o.OpensAt = Resting, v.restEnds()
	case st.ID == "space" && v.planned(st):
		o.Stand, o.OpensAt = Resting, v.EndAt(v.State)
	case st.ID == "why" && v.planned(st) && slices.Contains(v.Dates["why"], v.Today(v.now)):
		o.Stand, o.OpensAt = Resting, (v.Today(v.now) + 1).Start(v.location())
	default:
		o.Stand = Ready
	}
	return o
}

// planned says that everything required of the stage is answered.
func (v *view) planned(st Stage) bool {
	for _, q := range st.Questions {
		if q.Required && v.holds(q.ID, q.Asked) && !v.enough(q) {
			return false
		}
	}
	return true
}

// doneAt is when a stage had all it needs: for the quiet its end, else the moment of
// the last answer that it needed.
func (v *view) doneAt(st Stage) time.Time {
	var last time.Time
	for _, q := range st.Questions {
		if a := v.Answers[q.ID]; q.Required && v.Has(q.ID) && a.First.UTC.After(last) {
			last = a.First.UTC
		}
	}
	if st.ID == "space" {
		if end := v.EndAt(v.State); end.After(last) {
			last = end
		}
		for _, n := range []string{"talk", "try", "trying"} {
			if at := v.Notes[n].Start(v.location()); v.ended(v.State) && v.noted(n) && at.After(last) {
				last = at
			}
		}
	}
	if days := v.Dates[st.ID]; st.ID == "why" && len(days) >= v.Numbers["why-days"] {
		third := slices.Sorted(slices.Values(days))[v.Numbers["why-days"]-1]
		if at := third.Start(v.location()); at.After(last) {
			last = at
		}
	}
	return last.In(v.location())
}
