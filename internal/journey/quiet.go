package journey

import (
	"slices"
	"strconv"
	"time"

	"github.com/recover-journal/recover/internal/clock"
)

// Quiet is the plan of the quiet as the answers set it, before any slip moved it.
// CONTENT.md 6: the partner's own date wins, the person may lengthen and never
// shorten, and only a mistaken day 0 put right, or the partner's date, moves the end
// earlier.
type Quiet struct {
	Day0   clock.Day // the last contact that the person began; 0 while not known
	Length int       // in days; 0 while none is chosen, or where their date counts
	Theirs clock.Day // the date that the partner named, 0 if none
	base   clock.Day // the end without slips; 0 while there is none
	floor  clock.Day // the end may not come before it
	await  bool      // their date is chosen and not given yet
}

func (q *Quiet) answered(f Fact, s *State) {
	theirDate := false
	switch f.Question {
	case "space.day0":
		q.Day0, q.floor = s.dayAt("space.day0"), 0
	case "space.length", "start.asked":
	case "space.until", "start.until":
		theirDate = true
	default:
		return
	}
	asked, until := Value{}, clock.Day(0)
	if a, ok := s.Answers["start.asked"]; ok {
		asked = a.Value
	}
	if asked.Is("time") {
		until = s.dayAt("start.until")
	}
	length := s.Answers["space.length"].Value.Text()
	q.await = false
	if length == "their-date" {
		q.Length, q.Theirs = 0, s.dayAt("space.until")
		q.await = q.Theirs == 0
		q.base = q.Theirs
		if q.Theirs != 0 {
			q.floor = q.Theirs
		}
		return
	}
	q.Theirs = until
	n, err := strconv.Atoi(length)
	if err != nil || q.Day0 == 0 {
		q.Length, q.base = 0, 0
		return
	}
	q.Length = n
	end := max(q.Day0+clock.Day(n), until)
	if theirDate {
		q.floor = 0
	}
	q.base = max(end, q.floor)
	q.floor = q.base
}

// dayAt is the date that was answered, or 0.
func (s State) dayAt(question string) clock.Day {
	d, err := clock.ParseDay(s.Answers[question].Value.Text())
	if err != nil {
		return 0
	}
	return d
}

// ended says that their wish ended the quiet: they asked to talk, or want to try
// (CONTENT.md 6.3, 7.3). Under a lock it runs on as a record.
func (p Plan) ended(s State) bool {
	noted := func(n string) bool { _, ok := s.Notes[n]; return ok }
	return !p.contactShut(s) && slices.ContainsFunc([]string{"talk", "try", "trying"}, noted)
}

// contactShut says that a lock stands before contact, whatever day it is.
func (p Plan) contactShut(s State) bool {
	return slices.ContainsFunc(p.shutters(s, "choice"), func(lock string) bool { return lock != "crisis" })
}

// theyKnow says that the partner knows of it: from the beginning, or told since.
func (s State) theyKnow() bool {
	when, told := s.Answers["start.when"], s.Answers["untold.told"]
	return !when.Value.Is("they-dont-know") || told.Value.Yes() && !told.At.UTC.Before(when.At.UTC)
}

// Base is the end of the quiet as it was planned, without slips; 0 while there is
// none, also while one waits for the partner, and once their wish ended it.
func (p Plan) Base(s State) clock.Day {
	if s.waiting() || p.ended(s) || !s.theyKnow() || p.Mode(s) == "together" {
		return 0
	}
	return s.Quiet.base
}

// End is the civil date on which the quiet is over: the planned one, or the one to
// which the hold of a slip runs if that is later. 0 while there is none.
func (p Plan) End(s State) clock.Day {
	base := p.Base(s)
	if base == 0 {
		return 0
	}
	return max(base, p.Hold(s))
}

// EndAt is the instant at which the quiet is over: the start of End in the home
// zone, and in every zone that was home before, so that no move brings it nearer.
// It is the zero time where there is no end.
func (p Plan) EndAt(s State) time.Time {
	end := p.End(s)
	if end == 0 {
		return time.Time{}
	}
	at := end.Start(s.location())
	for _, name := range s.Zones {
		if zone, err := clock.Zone(name); err == nil {
			if t := end.Start(zone); t.After(at) {
				at = t.In(s.location())
			}
		}
	}
	return at
}

// Hold is the date to which the latest hold of a slip runs, or 0. A slip on or before
// day 0 holds nothing, nor does one of class A.
func (p Plan) Hold(s State) clock.Day { return p.holdOf(s, s.Judge(p.Numbers)) }

func (p Plan) holdOf(s State, slips []Judged) clock.Day {
	var hold clock.Day
	for _, j := range slips {
		if j.Day <= s.Quiet.Day0 {
			continue
		}
		switch j.Class {
		case ClassB:
			hold = max(hold, j.Day+clock.Day(p.Numbers["hold-b"]))
		case ClassC:
			hold = max(hold, j.Day+clock.Day(p.Numbers["hold-c"]))
		}
	}
	return hold
}

// Elapsed is how many civil days have gone by since day 0, and whether there is one.
func (s State) Elapsed(now time.Time) (days int, ok bool) {
	if s.Quiet.Day0 == 0 {
		return 0, false
	}
	return int(max(0, s.Today(now)-s.Quiet.Day0)), true
}

// QuietDays is the elapsed days less the different dates with a B or C slip after
// day 0.
func (p Plan) QuietDays(s State, now time.Time) (days int, ok bool) {
	days, ok = s.Elapsed(now)
	dates := map[clock.Day]bool{}
	for _, j := range s.Judge(p.Numbers) {
		if j.Class != ClassA && j.Day > s.Quiet.Day0 && j.Day <= s.Today(now) {
			dates[j.Day] = true
		}
	}
	return max(0, days-len(dates)), ok
}

// DayNumber is what "Day 28" says: elapsed days, or where there is no day 0 the days
// counted from the first day of start.
func (s State) DayNumber(now time.Time) int {
	if n, ok := s.Elapsed(now); ok {
		return n
	}
	if s.First == 0 {
		return 0
	}
	return int(s.Today(now) - s.First)
}

func (s State) waiting() bool { _, ok := s.Notes["waiting"]; return ok }

// Mode is the one mode that fits, the first of CONTENT.md 4.
func (p Plan) Mode(s State) string {
	status := s.Answers["start.status"].Value
	switch {
	case s.On("order"):
		return "order"
	case s.waiting():
		return "wait-for-them"
	case status.Is("together-and-trying"):
		return "together"
	case status.Is("same-home"):
		return "shared-home"
	}
	for _, tie := range s.Answers["start.ties"].Value.Options() {
		if tie != "nothing" {
			return "practical"
		}
	}
	return "separated"
}

// Over says that the quiet had an end and that it has come.
func (p Plan) Over(s State, now time.Time) bool {
	at := p.EndAt(s)
	counts, _ := s.Clock(now)
	return !at.IsZero() && !counts.Before(at)
}
