package journey

import (
	"cmp"
	"slices"
	"sort"

	"github.com/recover-journal/recover/internal/clock"
)

// Class is how far a slip reached (CONTENT.md 2).
type Class byte

// The classes: A looked, B reached out, C crossed a line.
const (
	ClassA Class = 'A'
	ClassB Class = 'B'
	ClassC Class = 'C'
)

// Slip is one slip as it was told. Day is the day on which it happened, which may be
// long before it was logged. Until that day is told it is the day of the telling: the
// partner's quiet is protected from the first word on, and the day told later puts it right.
type Slip struct {
	Run    int    // which slip it is, in the order of telling, from 1
	Entry  string // the log entry that holds its words
	What   string
	Day    clock.Day
	Stop   string // "", no, yes-after, yes-before
	Logged clock.Day
	order  int // where in the facts it was first told
}

func (s *State) slipAnswered(f Fact) {
	slips := slices.Clone(s.Slips)
	i := slices.IndexFunc(slips, func(x Slip) bool { return x.Run == f.Run })
	if i < 0 && f.Question == "slip.what" && f.Kind == Answered {
		i = len(slips)
		slips = append(slips, Slip{Run: f.Run, Entry: f.Entry, Day: f.Day, Logged: f.Day, order: s.count})
	}
	if i < 0 {
		return
	}
	x := &slips[i]
	value := Value{}
	if f.Value != nil {
		value = *f.Value
	}
	switch f.Question {
	case "slip.what":
		x.What = value.Text()
		if value.Skipped() {
			slips = slices.Delete(slips, i, i+1)
		}
	case "slip.when":
		if day, err := clock.ParseDay(value.Text()); err == nil {
			x.Day = day
		} else { // skipped, or taken back
			x.Day = x.Logged
		}
	case "slip.stop":
		x.Stop = value.Text()
	}
	s.Slips = slips
}

// Judged is a slip with its class.
type Judged struct {
	Slip
	Class Class
}

// Judge works the classes out, in the order of the days on which the slips happened
// (CONTENT.md 6.1, rules 3 and 4).
func (s State) Judge(numbers map[string]int) []Judged {
	var js []Judged
	for _, x := range s.Slips {
		js = append(js, Judged{x, classOf(x.What)})
	}
	sort.SliceStable(js, func(i, j int) bool {
		return cmp.Or(cmp.Compare(js[i].Day, js[j].Day), cmp.Compare(js[i].order, js[j].order)) < 0
	})
	for i := range js {
		j := &js[i]
		switch {
		case s.during("order", j.Slip):
			j.Class = ClassC
		case j.Class != ClassB:
		case j.Stop == "yes-before", s.during("asked-no-contact", j.Slip), third(js[:i], j.Day, numbers["slip-window"]):
			j.Class = ClassC
		}
	}
	return js
}

// classOf is the class of the act alone (CONTENT.md 6.1, slip.what).
func classOf(what string) Class {
	switch what {
	case "looked", "asked-someone":
		return ClassA
	case "through-a-child", "new-account", "turned-up", "threatened":
		return ClassC
	}
	return ClassB
}

// third says that B or C slips stand on two other dates in the window before day.
func third(before []Judged, day clock.Day, window int) bool {
	dates := map[clock.Day]bool{}
	for _, j := range before {
		if j.Class != ClassA && j.Day < day && j.Day >= day-clock.Day(window) {
			dates[j.Day] = true
		}
	}
	return len(dates) >= 2
}

// during says that the slip happened while the lock was on: on a later day, or on the
// day itself when it was told after the lock was set. The slip that brought the lock
// was told before it.
func (s State) during(lock string, x Slip) bool {
	for _, span := range s.on[lock] {
		if span.end != 0 && x.Day > span.end {
			continue
		}
		if x.Day > span.since || x.Day == span.since && x.order > span.order {
			return true
		}
	}
	return false
}
