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
	ForEnd    Reason = "end"     // the quiet runs until its end
	ForThem   Reason = "them"    // it rests until the partner raises it
	ForLetter Reason = "letter"  // the letter rests
	ForReply  Reason = "silence" // the letter was handed over, and they owe no reply
	ForWait   Reason = "waiting" // waiting for them, until the next look at it
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

func (v view) find() Position {
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
func (v view) here() string {
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

func (v view) openNow(st Stage) bool { return v.opening(st).open && !v.shutBy(st.ID) }

// unfinished is the next question of a stage that is not done: what was not asked
// yet, else what was skipped or is not enough.
func (v view) unfinished(stage string) Position {
	st := v.stage(stage)
	if id := v.fresh(st); id != "" {
		return Position{Stage: stage, Step: id, Stand: Ready, Reason: ToAnswer}
	}
	return Position{Stage: stage, Step: v.lacking(st), Stand: Ready, Reason: ToRetry}
}

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
func (v view) event(when turn) string {
	events := slices.SortedStableFunc(slices.Values(v.Events), func(a, b Event) int { return a.Rank - b.Rank })
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
func (v view) timely(e Event) string {
	today, day := v.Today(v.now), clock.Day(0)
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

// halfTold is the next question of the event's latest run. What is not required is
// offered on the day of the run only: nobody is asked about an old day for ever.
func (v view) halfTold(e Event) string {
	run, ok := v.Runs[e.ID]
	if !ok || !v.told(e) || v.Answers[e.Questions[0].ID].Skipped {
		return ""
	}
	for _, q := range e.Questions[1:] {
		_, asked := v.Answers[q.ID]
		if !asked && v.holds(q.ID, q.Asked) && (q.Required || run.Started == v.Today(v.now)) {
			return q.ID
		}
	}
	return ""
}

// fresh is the stage's first question that was never asked, is asked anew today, or
// whose time to be asked again has come.
func (v view) fresh(st Stage) string {
	if !v.openNow(st) || st.ID == "letter" && v.letterWaits() || st.ID == "choice" && v.trying() {
		return ""
	}
	done := v.done(st.ID)
	daily := st.ID == "space" && !v.openNow(v.stage("choice")) // two minutes a day, until the next door is open
	for _, q := range st.Questions {
		if _, planned := v.Again[q.ID]; done && !planned && len(q.Due) == 0 && !(daily && q.Each == "day") {
			continue
		}
		if v.holds(q.ID, q.Asked) && v.holds(q.ID, q.Due) && v.offered(q) {
			return q.ID
		}
	}
	return ""
}

func (v view) offered(q Question) bool {
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
func (v view) startDay() clock.Day {
	if days := v.Dates["start"]; len(days) > 0 {
		return slices.Max(days)
	}
	return v.Today(v.now)
}

// lacking is a required question of an open stage that was skipped, or whose answer
// is not enough.
func (v view) lacking(st Stage) string {
	if !v.openNow(st) || st.ID == "letter" && v.letterWaits() || st.ID == "choice" && v.trying() || v.done(st.ID) {
		return ""
	}
	for _, q := range st.Questions {
		if again, planned := v.Again[q.ID]; planned && again > v.Today(v.now) {
			continue
		}
		if q.Required && v.holds(q.ID, q.Asked) && v.holds(q.ID, q.Due) && !v.enough(q) {
			return q.ID
		}
	}
	return ""
}

// reread is an answer of why to read again: the one that was left alone the longest,
// on a day on which nothing of why was answered yet, while dates are missing.
func (v view) reread() string {
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

// rest says what is waited for when there is nothing to answer.
func (v view) rest() Position {
	if v.letsGo() {
		return Position{Stage: "closure", Step: "closure.reason", Stand: Ready, Reason: ToAnswer}
	}
	running := v.unfinishedToday("space") && !v.openNow(v.stage("choice")) && !v.wanted()
	writing := v.unfinishedToday("why")
	p := Position{Stage: v.here(), Stand: Resting, Reason: ForToday}
	if running || writing {
		if p.OpensAt = v.tomorrow(); !running {
			p.Stage = "why"
		}
		return p
	}
	if later := v.later(); later.Reason != "" {
		return later
	}
	if again := v.nextAgain(); again != 0 {
		p.Stage, p.OpensAt = v.here(), again.Start(v.location())
		return p
	}
	if len(v.Held) > 0 {
		return Position{Stage: "choice", Stand: Shut, Reason: ByLocks}
	}
	p.OpensAt = v.tomorrow()
	return p
}

// later is the rest of the road beyond the choice: the letter that rests, the meeting
// that comes, the silence, the waiting, and the weeks of the slow part.
func (v view) later() Position {
	p := Position{Stage: v.here(), Stand: Resting}
	look, answer := v.Silence(v.State)
	switch stand := v.LetterStand(v.State, v.now); {
	case v.meeting():
		p.Stage, p.Reason, p.OpensAt = "meeting", ForMeet, v.meetingDay().Start(v.location())
	case v.openNow(v.stage("patience")) && (v.noted("unfree") || v.Has("patience.yes")):
		p.Stage = "patience"
		if p.Reason = ForThem; !v.noted("unfree") {
			p.Reason, p.OpensAt = ForWeek, v.nextOfWeek().Start(v.location())
		}
	case stand == LetterRests && v.openNow(v.stage("letter")):
		p.Stage, p.Reason, p.OpensAt = "letter", ForLetter, v.restEnds()
	case stand == LetterReady && v.openNow(v.stage("letter")):
		p.Stage, p.Reason, p.OpensAt = "letter", ForLetter, v.tomorrow()
	case look != 0 && len(v.shutters(v.State, "letter")) == 0:
		p.Stage, p.Reason = "letter", ForReply
		next := v.silenceEnd(v.State)
		for _, day := range []clock.Day{answer, look} {
			if day > v.Today(v.now) {
				next = day
			}
		}
		p.OpensAt = next.Start(v.location())
	case v.waiting() && len(v.shutters(v.State, "choice")) == 0:
		p.Reason, p.OpensAt = ForWait, v.WaitingLook(v.State).Start(v.location())
	}
	return p
}

// restEnds is when something of the resting letter comes next: tomorrow while a reading
// is wanted, else the end of its rest.
func (v view) restEnds() time.Time {
	end, tomorrow := v.HoldEnds(v.State), v.tomorrow()
	counts, _ := v.Clock(v.now)
	if v.letterRereading() || !end.After(counts) {
		return tomorrow
	}
	return end
}

// letterRereading says that the letter is to be read again: on too few dates yet, or it
// was left alone for long.
func (v view) letterRereading() bool {
	return v.finished() && v.Letter.Sent == 0 && !v.kept() && (len(v.RereadDays()) < v.Numbers["letter-rereads"] || v.stale())
}

// meetingDay is the day from which the notes after the meeting are offered: the day of
// it where that is known, else the day after getting ready.
func (v view) meetingDay() clock.Day {
	day := v.dayAt("meeting.day")
	if day == 0 {
		for _, id := range []string{"meeting.yes", "meeting.place", "meeting.truth", "meeting.flood"} {
			day = max(day, v.Answers[id].Day+1)
		}
	}
	if again := v.Again["meeting.after.heard"]; again > day {
		day = again
	}
	return day
}

// nextOfWeek is the day of the next thing in the slow part: the weekly questions, or
// an agreement to look at.
func (v view) nextOfWeek() clock.Day {
	next := v.ReviewDay(v.State)
	if a := v.Answers["patience.clean"]; a.Day != 0 && (next == 0 || a.Day+7 < next) {
		next = a.Day + 7
	}
	for _, a := range v.Agreements {
		if day := v.ReviewOf(a); day != 0 && (next == 0 || day < next) {
			next = day
		}
	}
	return max(next, v.Today(v.now)+1)
}

// letsGo says that the choice led to letting go: the person chose it, or wants a
// letter where the outcome has none (CONTENT.md 7.3).
func (v view) letsGo() bool {
	next, outcome := v.Answers["choice.next"].Value, v.Outcome(v.State)
	exit := outcome == "honest-exit" || outcome == "better-apart"
	return !v.Closing() && (v.noted("lets-go") || v.silent() && v.Answers["letter.silence"].Value.Is("let-go") ||
		v.chosen() && (next.Is("let-go") || exit && next.Is("letter")))
}

// unfinishedToday says that a stage goes on tomorrow.
func (v view) unfinishedToday(stage string) bool {
	return v.openNow(v.stage(stage)) && !v.done(stage)
}

// nextAgain is the first day on which something of an open stage is asked again, or 0.
func (v view) nextAgain() (day clock.Day) {
	for id, d := range v.Again {
		if st, ok := v.StageOf(id); ok && v.openNow(st) && (day == 0 || d < day) {
			day = d
		}
	}
	return day
}

// tomorrow is the instant at which the next civil day begins, or the quiet ends if
// that comes first.
func (v view) tomorrow() time.Time {
	at := (v.Today(v.now) + 1).Start(v.location())
	now, _ := v.Clock(v.now)
	if end := v.EndAt(v.State); !end.IsZero() && end.After(now) && end.Before(at) {
		return end
	}
	return at
}

// also lists what else may be answered now: what was not answered yet, what is asked
// anew each day, and what a lock lets stand. Where the road is shut, the answers that
// stay open to be changed are listed too.
func (v view) also(step string, shut bool) []string {
	ids := []string{}
	for _, q := range v.Order() {
		if q.ID == step || v.Plan.Open(v.State, q, v.now) != nil {
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
