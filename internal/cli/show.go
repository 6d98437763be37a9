package cli

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/recover-journal/recover/internal/clock"
	"github.com/recover-journal/recover/internal/journey"
)

// clockSlack is by how much a clock may be set right without a word.
const clockSlack = 2 * time.Minute

// empty is a desk without a journal: the very first step.
func (o *options) empty() (*desk, error) {
	now, err := o.env.Now()
	if err != nil {
		return nil, &fault{code: codeFile, id: "clock", err: err}
	}
	device, err := clock.Zone(o.env.Device())
	if err != nil {
		device = time.UTC
	}
	d := &desk{options: o, plan: o.words().Plan(), device: device, now: now}
	d.state = journey.Replay(nil)
	d.state.Zone = device.String()
	return d, nil
}

// hello is what this is, in three lines.
func (o *options) hello(say func(string)) {
	say(o.words().Say("welcome.what"))
	say(o.words().Say("welcome.promise"))
}

// wayIn is what a person sees who has no journal yet.
func (o *options) wayIn() error {
	return o.waysIn([2]string{o.words().Say("welcome.way"), "recover next"})
}

// waysIn is the way in, beginning with some ways that depend on the command.
func (o *options) waysIn(first ...[2]string) error {
	w, p := o.words(), o.out()
	o.hello(p.text)
	p.blank()
	p.pairs("", append(first, [][2]string{
		{w.Say("welcome.make"), "recover init"},
		{w.Say("welcome.private"), "recover help privacy"},
		{w.Say("welcome.help"), "recover help-now"},
	}...))
	return nil
}

// header is the one line about the quiet: the day, the quiet days, and to which day it
// runs. A count of 0 is not shown, and under a lock no date is promised.
func (d *desk) header() string {
	w, end := d.words(), d.plan.End(d.state)
	day := d.state.DayNumber(d.now)
	quiet, _ := d.plan.QuietDays(d.state, d.now)
	if day == 0 || d.day0Open() {
		return ""
	}
	id := "header"
	switch locked := d.plan.Shuts(d.state, "choice") || d.state.Closing(); {
	case locked:
		id = "header.lock"
	case end == 0 || end <= d.today():
		id = "header.no-end"
	}
	switch {
	case quiet == 1:
		id += ".one"
	case quiet == 0 && id == "header":
		id = "header.no-quiet"
	case quiet == 0:
		id = "header.day"
	}
	h := w.Say(id, "day", strconv.Itoa(day), "quiet", strconv.Itoa(quiet), "date", d.dayWords(end))
	if d.isPlain() {
		h = strings.ReplaceAll(h, " · ", ", ") // a dot in the middle is not read aloud
	}
	return h
}

// day0Open says that the person was not asked yet from which day their quiet counts: a
// number would be of another day.
func (d *desk) day0Open() bool {
	if d.state.Quiet.Day0 != 0 {
		return false
	}
	q, ok := d.plan.Question("space.day0")
	return !d.plan.Reached(d.state, "why", d.now) || ok && d.plan.Mode(d.state) != "together" && d.plan.Open(d.state, q, d.now) == nil
}

// reason says in a sentence why a position is as it is.
func (d *desk) reason(pos journey.Position) string {
	w := d.words()
	switch pos.Reason {
	case journey.ToAnswer:
		if q, ok := d.plan.Question(pos.Step); ok && q.Required {
			return w.Say("next.required")
		}
		return w.Say("next.optional")
	case journey.ToReread:
		return w.Passage("why.reread")
	case journey.ToRetry:
		return w.Say("next.skipped-required")
	case journey.ForCrisis:
		return d.lockText("crisis")
	case journey.Closed:
		return w.Passage("closure.closed")
	case journey.ByLocks:
		return d.lockText(pos.Locks[0])
	}
	if pos.Reason == journey.ForLetter {
		switch n := d.plan.TooLong(d.state); {
		case d.plan.LetterStand(d.state, d.now) == journey.LetterReady:
			return w.Say("status.letter.ready")
		case n > 0:
			return w.Say("letter.too-long", "n", strconv.Itoa(n))
		}
	}
	if pos.OpensAt.IsZero() {
		if pos.Reason == journey.ForThem {
			return w.Say("next.resting.theirs")
		}
		return w.Say("next.resting.open")
	}
	date := w.NearDay(clock.DayOf(pos.OpensAt, d.home()), d.today())
	switch pos.Reason {
	case journey.ForLetter:
		if d.plan.LetterStand(d.state, d.now) == journey.LetterReady {
			return w.Say("status.letter.ready")
		}
		return d.letterRests(date)
	case journey.ForReply:
		return w.Say("next.resting.silence", "date", date)
	case journey.ForWeek:
		return w.Say("next.resting.week", "date", date)
	case journey.ForMeet:
		return w.Say("next.resting.meeting", "date", date)
	}
	return w.Say("next.resting", "date", date)
}

// letterRests says until when the letter rests, and what may be done with it before.
func (d *desk) letterRests(next string) string {
	w, end := d.words(), d.plan.HoldEnds(d.state)
	rests := ""
	if counts, _ := d.state.Clock(d.now); end.After(counts) {
		rests = w.Say("status.letter.rests", "date", w.NearDay(clock.DayOf(end, d.home()), d.today()))
	}
	if len(d.state.RereadDays()) < d.plan.Numbers["letter-rereads"] {
		return strings.TrimSpace(rests + " " + w.Say("next.resting.reread", "date", next))
	}
	if rests != "" {
		return rests
	}
	return w.Say("next.resting.letter", "date", next)
}

func (d *desk) lockText(id string) (s string) {
	d.lockLines(id, func(l string) {
		if s != "" {
			s += " "
		}
		s += l
	})
	return s
}

// restScreen says where the person is when nothing more is asked.
func (d *desk) restScreen() error {
	if d.json {
		return d.positionJSON("")
	}
	p, w := d.out(), d.words()
	pos := d.plan.Next(d.state, d.now)
	if h := d.header(); h != "" {
		p.text(h)
	}
	switch pos.Reason {
	case journey.ForCrisis:
		d.lockLines("crisis", p.text)
		p.text(d.passage("crisis.later"))
	case journey.ByLocks:
		d.locks(p, pos)
	case journey.ToAnswer, journey.ToReread, journey.ToRetry:
		p.text(w.Say("leave.kept", "command", "recover next"))
	default:
		p.text(d.reason(pos))
		if thing := d.dayThing(); thing != "" {
			p.text(thing)
		}
	}
	p.text(w.Say("footer.help"))
	return nil
}

// dayThing is one thing that may be done on a day of the quiet on which all is answered,
// a different one each day; nothing where the day is heavy. None of it is asked about.
func (d *desk) dayThing() string {
	counts, _ := d.state.Clock(d.now)
	if end := d.plan.EndAt(d.state); end.IsZero() || !counts.Before(end) || len(d.state.CheckIns) == 0 ||
		d.state.CheckIns[len(d.state.CheckIns)-1] != d.today() || len(d.state.Held) > 0 {
		return ""
	}
	w := d.words()
	var things []string
	if old, err := d.answer(context.Background(), "space.plan"); err == nil && d.state.Has("space.plan") {
		line, _, _ := strings.Cut(old.Value.Text(), "\n")
		things = append(things, w.Say("rest.thing.plan", "plan", clean(line)))
	}
	if q, ok := d.plan.Question("write.text"); ok && d.plan.Open(d.state, q, d.now) == nil && !d.plan.WritingOver(d.state) {
		things = append(things, w.Say("rest.thing.reflect"))
	}
	if len(d.state.Dates["why"]) > 0 {
		things = append(things, w.Say("rest.thing.read"))
	}
	if len(things) == 0 {
		return w.Say("rest.enough")
	}
	return things[len(d.state.CheckIns)%len(things)]
}

// locks tells every lock that is on, and what may be answered about it.
func (d *desk) locks(p printer, pos journey.Position) {
	for _, id := range pos.Locks {
		d.lockLines(id, p.text)
		d.lockAsks(id, p.text)
	}
}

// lockAsks names the questions that a lock leaves open about itself, with the command
// that asks them: nobody would guess their ids.
func (d *desk) lockAsks(id string, to func(string)) {
	for _, l := range d.plan.Locks {
		if l.ID != id {
			continue
		}
		for _, question := range l.Asks {
			if q, ok := d.plan.Question(question); ok && !d.state.Has(question) && d.plan.Open(d.state, q, d.now) == nil {
				to(d.words().Say("lock.asks", "question", d.words().Question(question).Text, "id", question))
			}
		}
	}
}
