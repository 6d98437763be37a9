package journey

import (
	"slices"
	"strings"
	"time"

	"github.com/recover-journal/recover/internal/clock"
)

// Given is an answer that somebody gives. Worry is what the phrase matcher says of
// its words. Amend says that the first question of an event is asked to put the latest
// run right, and not to tell of another.
type Given struct {
	Question string
	Value    Value
	Worry    Worry
	Amend    bool
	New      bool // the first question of an event tells of another run, whatever was left half told
	Run      int  // the run of the event that it belongs to; 0 is the latest, or the one that is due
}

// Worry is what a text makes due (CONTENT.md 13): the safety question with the help
// page before it (Strong), the question alone (Weak), or the question about harm.
// Stop says that a letter with these words may not be handed over.
type Worry struct{ Strong, Weak, Harm, Stop bool }

// Judgement is what an accepted answer does: the facts to append, the passages to
// show, in order, and the state that follows.
type Judgement struct {
	Facts []Fact
	Show  []string
	State State
}

// Answer judges one answer at the time now, lived in zone. A refusal means that
// nothing would be kept.
func (p Plan) Answer(s State, g Given, now time.Time, zone *time.Location) (Judgement, *Refusal) {
	q, ok := p.Question(g.Question)
	if !ok {
		return Judgement{}, refuse("unknown-question", "near", p.near(g.Question))
	}
	lived := p.lapsed(s, now)
	if lived != nil {
		s = s.With(lived...)
	}
	if r := p.Open(s, q, now); r != nil {
		return Judgement{}, r
	}
	if r := p.Check(s, q, g.Value, now); r != nil {
		return Judgement{}, r
	}
	j := judging{plan: p, now: now, writer: newWriter(s, now, zone), wronglySet: changed(s), out: Judgement{State: s, Facts: lived}}
	return j.run(q, p.answerFact(s, q, g, s.Today(now)), g), nil
}

// writer makes the facts of one moment.
type writer struct {
	at  clock.Moment
	day clock.Day
}

func newWriter(s State, now time.Time, zone *time.Location) writer {
	counts, _ := s.Clock(now)
	return writer{clock.At(counts, zone), s.Today(now)}
}

func (w writer) fact(f Fact) Fact {
	f.At, f.Day = w.at, w.day
	return f
}

// Begin is the first fact of a journal: its home zone, which must be a zone's name.
func Begin(home string, now time.Time, zone *time.Location) Fact {
	at := clock.At(now, zone)
	day := clock.DayOf(now, zone)
	if l, err := clock.Zone(home); err == nil {
		day = clock.DayOf(now, l)
	}
	return Fact{Kind: Began, At: at, Day: day, Name: home}
}

type judging struct {
	plan Plan
	now  time.Time
	writer
	wronglySet []string // locks whose answer was changed before this one
	out        Judgement
}

func (j *judging) add(fs ...Fact) {
	for i := range fs {
		fs[i] = j.fact(fs[i])
	}
	j.out.Facts = append(j.out.Facts, fs...)
	j.out.State = j.out.State.With(fs...)
}

func (p Plan) answerFact(s State, q Question, g Given, today clock.Day) Fact {
	f := Fact{Kind: Answered, Question: q.ID}
	if e, ok := p.EventOf(q.ID); ok && e.ID != "open" {
		run := s.Runs[e.ID]
		f.Name, f.Run, f.Entry = e.ID, max(run.Number, 1), run.Entry
		switch due, ok := p.AgreementDue(s, today); {
		case g.Run != 0:
			f.Run = g.Run
		case q.ID == "agree.status" && ok:
			f.Run = due.Run
		case q.ID == e.Questions[0].ID && !g.Amend && (g.New || today > run.Started || !p.unfinished(s, e)):
			f.Run, f.Entry = run.Number+1, ""
		}
	}
	switch {
	case g.Value.Skipped():
		f.Kind = SkippedIt
	case q.Kind == Text || q.Kind == Multiline:
		f.Marks = p.marksOf(q, g.Value.Text())
		if g.Worry.Stop && WritesLetter(q.ID) {
			f.Marks = append(f.Marks, stopMark)
		}
	default:
		f.Value = &g.Value
	}
	return f
}

// unfinished says that something required of the event's latest run was not asked yet.
// On the day on which it was begun its first question may be said anew; later it is
// another that is told, so that neither is lost.
func (p Plan) unfinished(s State, e Event) bool {
	v := p.at(s, s.Last)
	if s.Runs[e.ID].Number == 0 || !v.told(e) || s.Answers[e.Questions[0].ID].Skipped {
		return false
	}
	for _, q := range e.Questions[1:] {
		if _, asked := s.Answers[q.ID]; q.Required && !asked && v.holds(q.ID, q.Asked) && v.holds(q.ID, q.Due) {
			return true
		}
	}
	return false
}

// run appends the fact and then everything that the answer does.
func (j *judging) run(q Question, f Fact, g Given) Judgement {
	before := j.out.State
	j.add(f)
	after := j.out.State
	if f.Run != 0 && f.Run < after.Runs[f.Name].Number { // of an earlier run: what it does is judged by its own answer
		after = after.With()
		after.Answers[q.ID] = Answer{Value: g.Value, Marks: f.Marks, Skipped: f.Kind == SkippedIt, At: j.at, Day: j.day}
	}
	v := j.plan.at(after, j.now)
	v.before = before
	takenBack := f.Kind == Undone && f.By != priorAnswer // no answer is left that could do anything
	var hits []Effect
	for _, e := range q.Then {
		if (!takenBack || forNone(e)) && v.holds(q.ID, e.When) {
			hits = append(hits, e)
		}
	}
	source := j.out.State.source(q.ID)
	j.withdraw(before, source, hits)
	for _, e := range hits {
		j.effect(e, q, source)
	}
	j.worry(g.Worry, q.ID)
	return j.out
}

// forNone says that an effect is for a question that was left without an answer.
func forNone(e Effect) bool {
	return slices.ContainsFunc(e.When, func(w When) bool { return w.Of == "" && w.Unanswered })
}

// withdraw notes the locks that this answer set before and sets no longer. Where the
// person's own word counts (CONTENT.md 5) the lock opens; else it stays, and they are
// asked what has changed.
func (j *judging) withdraw(before State, source string, hits []Effect) {
	for _, l := range j.plan.Locks {
		on, ok := before.Held[l.ID]
		if !ok || !slices.Contains(on.By, source) || slices.ContainsFunc(hits, func(e Effect) bool { return e.Lock == l.ID }) {
			continue
		}
		if l.ID == "crisis" {
			continue // only its own question opens it, on a later day: an effect does that
		}
		j.add(Fact{Kind: Withdrawn, Name: l.ID, By: source})
		if !j.out.State.Changed[l.ID] {
			continue
		}
		if l.User {
			j.add(Fact{Kind: Unlocked, Name: l.ID, By: source})
		} else {
			j.add(Fact{Kind: DueNow, Name: "lock", By: source})
		}
	}
}

func (j *judging) effect(e Effect, q Question, source string) {
	if e.Lock != "" {
		j.add(Fact{Kind: Locked, Name: e.Lock, By: source})
	}
	if e.Unlock != "" && j.out.State.On(e.Unlock) {
		j.add(Fact{Kind: Unlocked, Name: e.Unlock, By: source})
	}
	switch e.Note {
	case "":
	case "put-right":
		j.putRight(source)
	case "start-again":
		j.startAgain()
	case "zone-here":
		j.add(Fact{Kind: ZoneSet, Name: j.at.Zone})
	default:
		j.note(e.Note)
	}
	if e.Ask != "" {
		j.add(Fact{Kind: DueNow, Name: e.Ask, By: q.ID})
	}
	if e.Again != "" {
		j.add(Fact{Kind: AgainOn, Question: q.ID, Until: j.day + clock.Day(j.plan.Numbers[e.Again])})
	}
	if e.Show != "" && !slices.Contains(j.out.Show, e.Show) {
		j.out.Show = append(j.out.Show, e.Show)
	}
}

// note appends a turn of the road, unless it is taken already.
func (j *judging) note(name string) {
	s := j.out.State
	if name == "not-waiting" && !s.waiting() || name == "not-closing" && !s.Closing() || name == "not-letting-go" && s.Notes["lets-go"] == 0 {
		return
	}
	j.add(Fact{Kind: Noted, Name: name})
}

// startAgain has the first questions asked once more, in short, after a long absence
// (CONTENT.md 6.2). What the questions about the absence asked already is left out.
func (j *judging) startAgain() {
	for _, q := range []string{"start.status", "start.asked", "start.order", "start.byme", "start.other", "start.health"} {
		asked := j.out.State.Has("away." + strings.TrimPrefix(q, "start."))
		if !asked {
			j.add(Fact{Kind: AgainOn, Question: q, Until: j.day})
		}
	}
}

// putRight opens the locks that a wrong answer set, on the day it set them and no
// later (CONTENT.md 5).
func (j *judging) putRight(source string) {
	for _, lock := range j.wronglySet {
		if on, ok := j.out.State.Held[lock]; ok && on.Since == j.day {
			j.add(Fact{Kind: Unlocked, Name: lock, By: source})
		}
	}
}

// Invalid is an answer that will not do, and why.
type Invalid struct {
	ID string
	*Refusal
}

// AnswerAll judges a file of answers one by one in the plan's order, each in the state
// that the ones before it made, so that a follow-up may stand in the same file. It is
// all or nothing: with any Invalid nothing is to be kept.
func (p Plan) AnswerAll(s State, given []Given, now time.Time, zone *time.Location) (Judgement, []Invalid) {
	all := Judgement{State: s}
	var bad []Invalid
	known := map[string]Given{}
	for _, g := range given {
		if _, ok := p.Question(g.Question); ok {
			known[g.Question] = g
		} else {
			bad = append(bad, Invalid{g.Question, refuse("unknown-question", "near", p.near(g.Question))})
		}
	}
	for q := range p.ordered {
		g, ok := known[q.ID]
		if !ok {
			continue
		}
		one, r := p.Answer(all.State, g, now, zone)
		if r != nil {
			bad = append(bad, Invalid{q.ID, r})
			continue
		}
		all.Facts = append(all.Facts, one.Facts...)
		all.Show = append(all.Show, one.Show...)
		all.State = one.State
	}
	return all, bad
}

// Undo takes the latest answer to a question back: prior is the one before it, or nil
// where there was none. It is judged like an answer, so that it opens no lock.
func (p Plan) Undo(s State, question string, prior *Given, now time.Time, zone *time.Location) (Judgement, *Refusal) {
	q, ok := p.Question(question)
	if !ok {
		return Judgement{}, refuse("unknown-question", "near", p.near(question))
	}
	j := judging{plan: p, now: now, writer: newWriter(s, now, zone), wronglySet: changed(s), out: Judgement{State: s}}
	if q.Safety || q.ID == "closure.reason" && s.Closing() && s.Notes["closing"] != s.Today(now) {
		return Judgement{}, refuse("cannot-undo")
	}
	given := Given{Amend: true}
	if prior != nil {
		given = Given{Question: q.ID, Value: prior.Value, Worry: prior.Worry, Amend: true}
		if r := p.Check(s, q, given.Value, now); r != nil {
			return Judgement{}, r
		}
	}
	f := p.answerFact(s, q, given, s.Today(now))
	f.Kind = Undone
	switch {
	case prior == nil:
		f.Value, f.Marks = nil, nil
	case prior.Value.Skipped():
		f.Kind = SkippedIt
	default:
		f.By = priorAnswer
	}
	out := j.run(q, f, given)
	if e, ok := p.EventOf(q.ID); ok && prior == nil && e.Entry != "" && q.ID == e.Questions[0].ID {
		j.add(Fact{Kind: Removed, Name: e.ID, Entry: f.Entry, Run: f.Run})
		out = j.out
	}
	return out, nil
}

func changed(s State) []string {
	var locks []string
	for l := range s.Changed {
		locks = append(locks, l)
	}
	slices.Sort(locks)
	return locks
}

// MoveHome is the fact that days are counted in another zone from now on. No elapsed
// day is lost by it, and no end comes nearer (CONTENT.md 6.2).
func (p Plan) MoveHome(s State, zone string, now time.Time, device *time.Location) Fact {
	w := newWriter(s, now, device)
	return w.fact(Fact{Kind: ZoneSet, Name: zone})
}
