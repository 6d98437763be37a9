package journey

import (
	"slices"
	"time"
)

// Told is one run of an event as its log entry tells it: which run, and the answers that
// stand in the entry.
type Told struct {
	Event   string
	Run     int
	Entry   string
	Answers map[string]Value
}

// asIf is the state as if the run were the latest of its event, so that answers to it
// are judged like those to a run that was only now told.
func (p Plan) asIf(s State, t Told) State {
	c := s.With()
	was := c.Runs[t.Event]
	c.Runs[t.Event] = Run{Number: t.Run, Entry: t.Entry, Started: was.Started, order: was.order}
	for _, q := range p.event(t.Event).Questions {
		delete(c.Answers, q.ID)
		if v, ok := t.Answers[q.ID]; ok {
			a := Answer{Value: v, Skipped: v.Skipped(), Day: s.LastDay}
			if q.Kind == Text || q.Kind == Multiline {
				a.Value, a.Marks = Value{}, p.marksOf(q, v.Text())
			}
			c.Answers[q.ID] = a
		}
	}
	return c
}

// Amend judges new answers to a run of an event that may lie long ago. The facts carry
// that run's number; what they change is worked out again from all of them.
func (p Plan) Amend(s State, t Told, given []Given, now time.Time, zone *time.Location) (Judgement, []Invalid) {
	again := slices.Clone(given)
	for i := range again {
		again[i].Amend = true
	}
	j, bad := p.AnswerAll(p.asIf(s, t), again, now, zone)
	j.State = s.With(j.Facts...)
	return j, bad
}

// Remove takes a run of an event out, with all that was answered in it. It opens no
// lock: what the answers set stays, and is asked about.
func (p Plan) Remove(s State, t Told, now time.Time, zone *time.Location) Judgement {
	j := Judgement{State: p.asIf(s, t)}
	questions := p.event(t.Event).Questions
	for i := len(questions) - 1; i >= 0; i-- {
		q := questions[i]
		if _, ok := t.Answers[q.ID]; !ok {
			continue
		}
		if one, r := p.Undo(j.State, q.ID, nil, now, zone); r == nil {
			j.Facts, j.State = append(j.Facts, one.Facts...), one.State
		}
	}
	j.State = s.With(j.Facts...)
	return j
}

// TellAgain is a run that was removed and is told anew under its number.
func (p Plan) TellAgain(s State, t Told, now time.Time, zone *time.Location) (Judgement, []Invalid) {
	var given []Given
	for id, v := range t.Answers {
		given = append(given, Given{Question: id, Value: v})
	}
	t.Answers = nil
	return p.Amend(s, t, given, now, zone)
}

// TellLate judges an event that an entry of the log tells of and no fact knows: one that
// came from another journal. It is a new run; its facts carry the entry.
func (p Plan) TellLate(s State, t Told, now time.Time, zone *time.Location) (Judgement, []Invalid) {
	t.Run = s.Runs[t.Event].Number + 1
	return p.TellAgain(s, t, now, zone)
}

// RunOf is the run of an event that an entry of the log tells, as the latest fact that
// names the entry says, or 0.
func RunOf(facts []Fact, event, entry string) int {
	for i := len(facts) - 1; i >= 0; i-- {
		if facts[i].Name == event && facts[i].Entry == entry && entry != "" {
			return facts[i].Run
		}
	}
	return 0
}
