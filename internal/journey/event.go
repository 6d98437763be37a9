package journey

import (
	"slices"
	"sort"
	"time"

	"github.com/recover-journal/recover/internal/clock"
)

// turn is when an event has its turn.
type turn int

// The turns: what is about safety and locks, then what happened while the person was
// away, then everything else once the first questions are answered.
const (
	beforeAll turn = iota
	awayFirst
	inTurn
)

func turnOf(e Event) turn {
	switch {
	case e.ID == "lock" || e.Safety:
		return beforeAll
	case e.ID == "away":
		return awayFirst
	}
	return inTurn
}

// event is the question of an event that is due or half told, of those that have this
// turn.
func (v *view) event(when turn) string {
	events := slices.Clone(v.Events)
	sort.SliceStable(events, func(i, j int) bool { return events[i].Rank < events[j].Rank })
	for _, e := range events {
		if turnOf(e) != when || e.Own || len(e.Questions) == 0 || !v.holds(e.Questions[0].ID, e.Asked) {
			continue
		}
		if id := v.timely(e); id != "" {
			return id
		}
		if v.Due[e.ID] != "" {
			return e.Questions[0].ID
		}
		if id := v.halfTold(e); id != "" {
			return id
		}
	}
	return ""
}

// timely is the question of an event that its own day makes due: a look at the waiting,
// at an agreement, at the week.
func (v *view) timely(e Event) string {
	today, day := v.Today(v.now), clock.Day(0)
	if v.Closing() {
		return ""
	}
	switch e.ID {
	case "waiting":
		if len(v.shutters(v.State, "choice")) == 0 {
			day = v.WaitingLook(v.State)
		}
	case "review":
		day = v.ReviewDay(v.State)
	case "agree":
		if _, due := v.AgreementDue(v.State, today); due {
			return "agree.status"
		}
	}
	if day != 0 && day <= today {
		return e.Questions[0].ID
	}
	return ""
}

// HalfTold is the next question of an event whose latest run is half told, or "" where
// there is none, and on a day on which everything is paused.
func (p Plan) HalfTold(s State, event string, now time.Time) string {
	if s.On("crisis") {
		return ""
	}
	return p.look(s, now).halfTold(p.event(event))
}

// halfTold is the next question of the event's latest run. What is not required is
// offered on the day of the run only: nobody is asked about an old day for ever.
func (v *view) halfTold(e Event) string {
	run, ok := v.Runs[e.ID]
	if !ok || !v.told(e) || v.Answers[e.Questions[0].ID].Skipped {
		return ""
	}
	for _, q := range e.Questions[1:] {
		_, asked := v.Answers[q.ID]
		if !asked && v.holds(q.ID, q.Asked) && v.holds(q.ID, q.Due) && (q.Required || run.Started == v.Today(v.now)) {
			return q.ID
		}
	}
	return ""
}
