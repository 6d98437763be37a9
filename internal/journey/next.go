package journey

import (
	"slices"
	"time"

	"github.com/recover-journal/recover/internal/clock"
)

// Stand is how a stage or the whole road stands (INTERFACE.md 5).
type Stand string

// The four stands.
const (
	Ready    Stand = "ready"
	Resting  Stand = "resting"
	Shut     Stand = "shut"
	Complete Stand = "complete"
)

// Reason says why a Position is as it is, as a code under which the sentence stands.
type Reason string

// The reasons.
const (
	ToAnswer  Reason = "answer"  // a question is due
	ToReread  Reason = "reread"  // an earlier answer may be read again: it counts for its day
	ToRetry   Reason = "retry"   // skipped or not enough, and it keeps a door shut
	ForToday  Reason = "today"   // enough for today; the next thing comes tomorrow
	ForThem   Reason = "them"    // it rests until the partner raises it
	ForLetter Reason = "letter"  // the letter rests
	ForReply  Reason = "silence" // the letter was handed over, and they owe no reply
	ForWeek   Reason = "week"    // the slow part: nothing before the next thing of the week
	ForMeet   Reason = "meeting" // ready for the meeting
	ByLocks   Reason = "locks"   // locks shut what would come next
	Closed    Reason = "closed"  // the journal is closed, as the person wished
	ForCrisis Reason = "crisis"  // today is for staying safe
)

// Position is where the person is and what comes next.
type Position struct {
	Stage   string
	Step    string // the question's id, or "" where nothing is asked
	Stand   Stand
	Reason  Reason
	OpensAt time.Time // zero unless resting until a known time
	Locks   []string
	Mode    string
	Outcome string
	Also    []string // the other questions that may be answered now
}

// Next finds the first step whose facts are missing (STYLE.md 4). Same state, same
// now, same position.
func (p Plan) Next(s State, now time.Time) Position {
	v := p.look(s, now)
	pos := v.find()
	pos.Locks, pos.Mode, pos.Outcome = p.LocksOn(v.State), p.Mode(v.State), p.Outcome(v.State)
	pos.Also = v.also(pos.Step, pos.Stand == Shut)
	return pos
}

func (v *view) find() Position {
	here := v.here()
	if v.On("crisis") {
		if v.Today(v.now) > v.Held["crisis"].Since {
			return Position{Stage: here, Step: "crisis.ask", Stand: Ready, Reason: ToAnswer}
		}
		return Position{Stage: here, Stand: Shut, Reason: ForCrisis}
	}
	if id := v.event(beforeAll); id != "" {
		return Position{Stage: here, Step: id, Stand: Ready, Reason: ToAnswer}
	}
	if v.Closing() {
		if id := v.event(inTurn); id != "" { // what they wrote, or a slip, that is being told
			return Position{Stage: here, Step: id, Stand: Ready, Reason: ToAnswer}
		}
		return v.lettingGo()
	}
	if id := v.event(awayFirst); id != "" {
		return Position{Stage: here, Step: id, Stand: Ready, Reason: ToAnswer}
	}
	if !v.done("start") {
		return v.unfinished("start")
	}
	if id := v.event(inTurn); id != "" {
		return Position{Stage: here, Step: id, Stand: Ready, Reason: ToAnswer}
	}
	for _, st := range v.road() {
		if id := v.fresh(st); id != "" {
			return Position{Stage: st.ID, Step: id, Stand: Ready, Reason: ToAnswer}
		}
	}
	for _, st := range v.road() {
		if id := v.lacking(st); id != "" {
			return Position{Stage: st.ID, Step: id, Stand: Ready, Reason: ToRetry}
		}
	}
	if id := v.reread(); id != "" {
		return Position{Stage: "why", Step: id, Stand: Ready, Reason: ToReread}
	}
	return v.rest()
}

// here is the stage the person is in: the first that is open and not done.
func (v *view) here() string {
	if v.Closing() {
		return "closure"
	}
	last := "start"
	for _, st := range v.road() {
		if !v.opening(st).open {
			continue
		}
		if !v.done(st.ID) {
			return st.ID
		}
		last = st.ID
	}
	return last
}

func (v *view) openNow(st Stage) bool { return v.opening(st).open && !v.shutBy(st.ID) }

// unfinished is the next question of a stage that is not done: what was not asked
// yet, else what was skipped or is not enough.
func (v *view) unfinished(stage string) Position {
	st := v.stage(stage)
	if id := v.fresh(st); id != "" {
		return Position{Stage: stage, Step: id, Stand: Ready, Reason: ToAnswer}
	}
	return Position{Stage: stage, Step: v.lacking(st), Stand: Ready, Reason: ToRetry}
}

// fresh is the stage's first question that was never asked, is asked anew today, or
// whose time to be asked again has come.
func (v *view) fresh(st Stage) string {
	if !v.openNow(st) || v.waits(st.ID) {
		return ""
	}
	done := v.done(st.ID)
	daily := st.ID == "space" && v.quietGoesOn() // two minutes a day
	for _, q := range st.Questions {
		if _, planned := v.Again[q.ID]; done && !planned && len(q.Due) == 0 && !(daily && q.Each == "day") {
			continue
		}
		if v.holds(q.ID, q.Asked) && v.holds(q.ID, q.Due) && v.offered(q) && !v.spared(q) {
			return q.ID
		}
	}
	return ""
}

// spared says that nobody is asked for a number of days: where contact is shut the end is
// a record (CONTENT.md 4), taken where it is given, and it promises nothing.
func (v *view) spared(q Question) bool { return q.ID == "space.length" && v.contactShut(v.State) }

// waits says that a stage is open and not offered by itself: a letter that is optional,
// the choice while they want to try, a meeting is before the person, or the first move is
// theirs, and the slow part once the person said that they no longer choose it.
func (v *view) waits(stage string) bool {
	switch stage {
	case "letter":
		return v.letterWaits()
	case "choice":
		return v.trying() || v.meeting() || v.waiting()
	case "patience":
		return v.noted("lets-go")
	}
	return false
}

// quietGoesOn says that there is a quiet to look at day by day: until the next door is
// open, or as long as one waits for them.
func (v *view) quietGoesOn() bool {
	return v.waiting() || !v.ended(v.State) && !v.openNow(v.stage("choice"))
}

func (v *view) offered(q Question) bool {
	a, asked := v.Answers[q.ID]
	again, planned := v.Again[q.ID]
	switch {
	case planned:
		return again <= v.Today(v.now)
	case q.Each == "week":
		return !asked || a.Day+7 <= v.Today(v.now)
	case q.ID == "letter.reread":
		return v.Today(v.now) > clock.DayOf(v.Letter.Finished, v.location()) && (!asked || a.Day < v.Today(v.now))
	case q.Each == "day":
		return (!asked || a.Day < v.Today(v.now)) && v.Today(v.now) > v.startDay()
	case q.Required && asked && !a.Skipped:
		return false
	}
	return !asked
}

// startDay is the day on which the person last answered something of start. The daily
// check-in is offered from the day after: they were asked the same already.
func (v *view) startDay() clock.Day {
	if days := v.Dates["start"]; len(days) > 0 {
		return slices.Max(days)
	}
	return v.Today(v.now)
}

// lacking is a required question of an open stage that was skipped, or whose answer
// is not enough.
func (v *view) lacking(st Stage) string {
	if !v.openNow(st) || v.waits(st.ID) || v.done(st.ID) {
		return ""
	}
	for _, q := range st.Questions {
		if again, planned := v.Again[q.ID]; planned && again > v.Today(v.now) {
			continue
		}
		if q.Required && v.holds(q.ID, q.Asked) && v.holds(q.ID, q.Due) && !v.enough(q) && !v.spared(q) {
			return q.ID
		}
	}
	return ""
}

// reread is an answer of why to read again: the one that was left alone the longest,
// on a day on which nothing of why was answered yet, while dates are missing.
func (v *view) reread() string {
	st := v.stage("why")
	if !v.openNow(st) || v.done("why") || slices.Contains(v.Dates["why"], v.Today(v.now)) {
		return ""
	}
	best, at := "", clock.Moment{}
	for _, q := range st.Questions {
		a := v.Answers[q.ID]
		if v.Has(q.ID) && (q.Kind == Text || q.Kind == Multiline) && (best == "" || a.At.UTC.Before(at.UTC)) {
			best, at = q.ID, a.At
		}
	}
	return best
}

// also lists what else may be answered now: what was not answered yet, what is asked
// anew each day, and what a lock lets stand. Where the road is shut, the answers that
// stay open to be changed are listed too.
func (v *view) also(step string, shut bool) []string {
	ids := []string{}
	for q := range v.ordered {
		if q.ID == step || v.refusal(*q) != nil {
			continue
		}
		if e, ok := v.EventOf(q.ID); ok && e.ID != "open" {
			continue
		}
		if v.On("crisis") {
			continue // nothing is due on such a day, and letting go is never suggested
		}
		a, asked := v.Answers[q.ID]
		if !asked || a.Skipped || q.Each == "day" && a.Day < v.Today(v.now) || q.Each == "week" && a.Day+7 <= v.Today(v.now) || shut {
			ids = append(ids, q.ID)
		}
	}
	return ids
}

// Before are the passages that belong before a question, in order.
func (p Plan) Before(s State, q Question, now time.Time) (ids []string) {
	v := p.look(s, now)
	for _, e := range q.Before {
		if v.holds(q.ID, e.When) {
			ids = append(ids, e.Show)
		}
	}
	return ids
}

// Meant are the passages to show before an answer is kept that a person is asked about a
// second time, in order; nil for one that is taken at its word.
func (p Plan) Meant(s State, q Question, given Value, now time.Time) (ids []string) {
	if len(q.Meant) == 0 || given.Skipped() {
		return nil
	}
	s = s.With()
	s.Answers[q.ID] = Answer{Value: given}
	v := p.look(s, now)
	for _, e := range q.Meant {
		if v.holds(q.ID, e.When) {
			ids = append(ids, e.Show)
		}
	}
	return ids
}
