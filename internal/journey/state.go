package journey

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/recover-journal/recover/internal/clock"
)

// State is what the facts add up to. It is made by Replay and never changed after.
type State struct {
	Zone       string            // the home zone's IANA name; "" before the journal began
	Zones      []string          // every home zone so far, the first first
	First      clock.Day         // the day of the first answer; 0 before it
	Last       time.Time         // the latest moment of any fact
	LastDay    clock.Day         // the latest civil day of any fact
	Answers    map[string]Answer // by question; of an event, those of its latest run
	Held       map[string]LockOn // the locks that are on
	Changed    map[string]bool   // locks whose answer was changed and that wait for lock.changed
	Due        map[string]string // events to be asked about, and because of what
	Notes      map[string]clock.Day
	Again      map[string]clock.Day   // questions to be asked again, and from when
	Runs       map[string]Run         // the latest run of each event
	Slips      []Slip                 // in the order in which they were logged
	Dates      map[string][]clock.Day // on which something of a stage or event was answered
	CheckIns   []clock.Day            // the days with a check-in
	Heavy      []clock.Day            // the latest days in a row on which the load was heavy
	Quiet      Quiet
	Letter     Letter
	Away       clock.Day   // the day after which the person was away, the last time that they were
	Agreements []Agreement // in the order in which they were made
	Sessions   []Session   // of writing
	Zoned      []string    // zones of the device for which the person was asked which days count

	awayUntil clock.Day // the day on which they were back
	zone      *time.Location
	orderFirm bool              // a rule was named, not only feared
	on        map[string][]span // when each lock was on, the first time first
	count     int
}

// Answer is the latest answer to a question. Value is nothing for a text.
type Answer struct {
	Value   Value
	Marks   []string
	Skipped bool
	At      clock.Moment
	Day     clock.Day
	First   clock.Moment // when it was first answered and not skipped
	Entry   string       // the log entry that it wrote beside itself, or ""
}

// LockOn is a lock that is on: the day it was set, when in the order of facts, and
// the answers that set it and still stand.
type LockOn struct {
	Since clock.Day
	At    clock.Moment
	By    []string
	order int
}

// Run is one time that an event was told.
type Run struct {
	Number  int
	Entry   string // its log entry, where it has one
	Started clock.Day
	order   int
}

// Replay folds the facts, which must be in the order in which they were appended.
func Replay(facts []Fact) State {
	s := State{
		Answers: map[string]Answer{}, Held: map[string]LockOn{}, Changed: map[string]bool{}, Due: map[string]string{},
		Notes: map[string]clock.Day{}, Again: map[string]clock.Day{}, Runs: map[string]Run{}, Dates: map[string][]clock.Day{},
		on: map[string][]span{},
	}
	for _, f := range facts {
		s.take(f)
	}
	return s
}

// With is the state after some more facts. The state itself stays as it is.
func (s State) With(facts ...Fact) State {
	t := s
	t.Answers, t.Held, t.Changed, t.Due = clone(s.Answers), clone(s.Held), clone(s.Changed), clone(s.Due)
	t.Notes, t.Again, t.Runs, t.Dates = clone(s.Notes), clone(s.Again), clone(s.Runs), clone(s.Dates)
	t.on = clone(s.on)
	t.Slips, t.Zones = slices.Clone(s.Slips), slices.Clone(s.Zones)
	for _, f := range facts {
		t.take(f)
	}
	return t
}

func clone[K comparable, V any](m map[K]V) map[K]V {
	c := make(map[K]V, len(m)+1)
	for k, v := range m {
		c[k] = v
	}
	return c
}

func (s *State) take(f Fact) {
	s.count++
	if f.At.UTC.After(s.Last) {
		s.Last = f.At.UTC
	}
	s.LastDay = max(s.LastDay, f.Day)
	switch f.Kind {
	case Began, ZoneSet:
		s.Zone = f.Name
		s.zone, _ = clock.Zone(f.Name) // read once: it is asked for at every look
		if !slices.Contains(s.Zones, f.Name) {
			s.Zones = append(s.Zones, f.Name)
		}
	case Answered, SkippedIt, Undone:
		s.answered(f)
	case Locked:
		s.locked(f)
	case Withdrawn:
		if l, ok := s.Held[f.Name]; ok {
			l.By = slices.DeleteFunc(slices.Clone(l.By), func(by string) bool { return by == f.By })
			s.Held[f.Name] = l
			if len(l.By) == 0 {
				s.Changed[f.Name] = true
			}
		}
	case Unlocked:
		s.closeSpan(f)
		delete(s.Held, f.Name)
		delete(s.Changed, f.Name)
		if f.Name == "order" {
			s.orderFirm = false
		}
		s.notParted(f.Day)
	case DueNow:
		if s.Due[f.Name] != dueStrong {
			s.Due[f.Name] = f.By
		}
		if f.Name == "away" {
			s.Away, s.awayUntil = f.Until, f.Day
		}
	case Noted:
		s.noted(f)
	case AgainOn:
		s.Again[f.Question] = f.Until
	case Removed:
		s.Slips = slices.DeleteFunc(slices.Clone(s.Slips), func(x Slip) bool { return x.Run == f.Run })
	}
}

func (s *State) answered(f Fact) {
	if s.First == 0 {
		s.First = f.Day
	}
	stage, _, _ := strings.Cut(f.Question, ".")
	switch stage {
	case "agree":
		s.agreed(f)
	case "write":
		s.wrote(f)
	case "zone":
		s.Zoned = append(slices.Clone(s.Zoned), f.At.Zone)
	}
	if f.Run > s.Runs[f.Name].Number {
		s.newRun(f.Name, f)
	} else if f.Run != 0 && f.Run < s.Runs[f.Name].Number {
		s.slipOf(stage, f) // an earlier run put right: the answers stay those of the latest
		return
	}
	delete(s.Again, f.Question)
	if f.Kind == Undone && f.By != priorAnswer {
		delete(s.Answers, f.Question)
	} else {
		a := Answer{Marks: f.Marks, Skipped: f.Kind == SkippedIt, At: f.At, Day: f.Day, First: s.Answers[f.Question].First, Entry: f.Entry}
		if f.Value != nil {
			a.Value = *f.Value
		}
		if a.First.IsZero() && !a.Skipped {
			a.First = f.At
		}
		s.Answers[f.Question] = a
	}
	if f.Kind == Answered && !slices.Contains(s.Dates[stage], f.Day) {
		s.Dates[stage] = append(slices.Clone(s.Dates[stage]), f.Day)
	}
	if (f.Question == "start.order" || f.Question == "away.order") && f.Value != nil && f.Value.Is("yes") {
		s.orderFirm = true
	}
	if strings.HasPrefix(f.Question, "space.daily.") && !slices.Contains(s.CheckIns, f.Day) {
		s.CheckIns = append(slices.Clone(s.CheckIns), f.Day)
	}
	if n, ok := s.Answers[f.Question].Value.Number(); ok && f.Question == "space.daily.load" {
		s.heavy(n, f.Day)
	}
	switch f.Question {
	case "lock.changed":
		clear(s.Changed)
		delete(s.Due, "lock")
	case "crisis.harm":
		delete(s.Due, "harm")
	case "slip.what", "heard.words":
		delete(s.Due, stage) // also where one that was half told is gone on with
	}
	switch stage {
	case "letter":
		s.letterAnswered(f)
	case "heard":
		s.letterHeard(f)
	}
	s.slipOf(stage, f)
	s.Quiet.answered(f, s)
}

func (s *State) slipOf(stage string, f Fact) {
	if stage == "slip" {
		s.slipAnswered(f)
	}
}

// heavyLoad is the load from which a day counts as heavy (CONTENT.md 7.1).
const heavyLoad = 7

func (s *State) heavy(load int, day clock.Day) {
	days := slices.DeleteFunc(slices.Clone(s.Heavy), func(d clock.Day) bool { return d == day })
	if load < heavyLoad {
		days = nil
	} else {
		days = append(days, day)
	}
	s.Heavy = days
}

func (s *State) newRun(event string, f Fact) {
	s.Runs[event] = Run{Number: f.Run, Entry: f.Entry, Started: f.Day, order: s.count}
	delete(s.Due, event)
	for q := range s.Answers {
		if strings.HasPrefix(q, event+".") && q != "crisis.plan" && q != "crisis.harm" {
			delete(s.Answers, q)
		}
	}
}

func (s *State) locked(f Fact) {
	l, on := s.Held[f.Name]
	if on && f.Name == "crisis" {
		l.Since = f.Day // it is paused until the day after the latest answer
	}
	if !on {
		l = LockOn{Since: f.Day, At: f.At, order: s.count}
		if f.Name != "crisis" {
			s.letterLocked()
		}
		s.on[f.Name] = append(slices.Clone(s.on[f.Name]), span{since: f.Day, order: s.count})
		if f.Name == "said-no" || f.Name == "asked-no-contact" {
			s.parted(f.Day)
		}
	}
	if !slices.Contains(l.By, f.By) {
		l.By = append(slices.Clone(l.By), f.By)
	}
	s.Held[f.Name] = l
	delete(s.Changed, f.Name)
}

func (s *State) noted(f Fact) {
	switch f.Name {
	case "not-waiting":
		delete(s.Notes, "waiting")
	case "not-closing":
		delete(s.Notes, "closing")
		s.notParted(f.Day)
	case "waiting", "closing":
		for _, n := range []string{"talk", "meet", "try", "invited", "trying", "lets-go"} {
			delete(s.Notes, n)
		}
		if f.Name != "closing" || !s.Closing() { // said again, it is no younger
			s.Notes[f.Name] = f.Day
		}
		if f.Name == "closing" {
			s.parted(f.Day)
			delete(s.Due, "away") // nobody who lets go is asked to catch up
		}
	case "not-letting-go":
		delete(s.Notes, "lets-go")
	case "not-invited":
		delete(s.Notes, "meet")
		delete(s.Notes, "invited")
	case "talk", "meet", "try", "invited", "trying", "meet-again":
		s.Notes[f.Name] = f.Day
		s.turned(f.Name)
	case "free":
		delete(s.Notes, "unfree")
	case letterBurned:
		s.letterBurned()
	default:
		s.Notes[f.Name] = f.Day
	}
}

// turned forgets what a new word of the partner makes stale: where they are is asked
// anew, a new invitation is prepared anew, and whether they chose freely is looked at
// anew.
func (s *State) turned(note string) {
	var stale []string
	switch note {
	case "talk":
		stale = []string{"choice."}
	case "meet":
		stale = []string{"choice.", "meeting."}
	case "try":
		stale = []string{"choice.", "patience.yes", "patience.free"}
	case "invited", "meet-again":
		stale = []string{"meeting."}
	}
	for q := range s.Answers {
		if slices.ContainsFunc(stale, func(prefix string) bool { return strings.HasPrefix(q, prefix) }) {
			delete(s.Answers, q)
			delete(s.Again, q)
		}
	}
	if note == "try" || note == "trying" {
		delete(s.Notes, "unfree")
	}
	delete(s.Notes, "lets-go")
}

// span is one time that a lock was on. end is 0 while it is.
type span struct {
	since, end clock.Day
	order      int
}

func (s *State) closeSpan(f Fact) {
	if _, on := s.Held[f.Name]; on {
		spans := slices.Clone(s.on[f.Name])
		spans[len(spans)-1].end = f.Day
		s.on[f.Name] = spans
	}
}

// Closing says that the person is letting go: the doors to the partner are shut until
// the partner, asking on their own, opens the way back (CONTENT.md 3).
func (s State) Closing() bool { _, ok := s.Notes["closing"]; return ok }

// On says that the lock is on.
func (s State) On(lock string) bool { _, ok := s.Held[lock]; return ok }

// Has says that the question has an answer that was not skipped.
func (s State) Has(question string) bool {
	a, ok := s.Answers[question]
	return ok && !a.Skipped
}

// Count is how many facts were folded.
func (s State) Count() int { return s.count }

// source is what a lock knows of the answer that set it: the question, and for an
// event which run, since the next run does not take back what the last one set.
func (s State) source(question string) string {
	event, _, _ := strings.Cut(question, ".")
	if s.Runs[event].Number > 0 {
		return fmt.Sprintf("%s#%d", question, s.Runs[event].Number)
	}
	return question
}

// location is the home zone. A zone that this machine does not know counts as UTC;
// the caller has refused such names before they became facts.
func (s State) location() *time.Location {
	if s.zone != nil {
		return s.zone
	}
	if l, err := clock.Zone(s.Zone); err == nil {
		return l
	}
	return time.UTC
}

// Clock is the time that counts: now, or the last fact's moment where the machine's
// clock stands before it (CONTENT.md 6.2). Back says that it does.
func (s State) Clock(now time.Time) (counts time.Time, back bool) {
	if now.Before(s.Last) {
		return s.Last, true
	}
	return now, false
}

// Today is the civil date in the home zone. It never falls, whatever the clock does
// and whichever zone was chosen.
func (s State) Today(now time.Time) clock.Day {
	now, _ = s.Clock(now)
	return max(clock.DayOf(now, s.location()), s.LastDay)
}
