package journey

import (
	"strconv"
	"time"

	"github.com/recover-journal/recover/internal/clock"
)

// Ahead is one date of the person's own that is still to come: a civil day in the home
// zone or, where an hour is meant, an instant. The ID stays the same while the date moves.
type Ahead struct {
	ID  string // quiet, hold, reread-1, look, answer, end, waiting, review, agree-1, closure
	Day clock.Day
	At  time.Time // zero where a whole day is meant
}

// Ahead are the dates to come, those of the nearest door first. Under a lock, and once
// the person lets go, no date of a door to the partner is promised: withheld says that
// there could be such dates and that they are left out. On a day of crisis there is none.
func (p Plan) Ahead(s State, now time.Time) (dates []Ahead, withheld bool) {
	v := p.look(s, now)
	if v.On("crisis") {
		return nil, true
	}
	add := func(id string, day clock.Day) {
		if day > v.Today(now) {
			dates = append(dates, Ahead{ID: id, Day: day})
		}
	}
	withheld = p.Shuts(v.State, "choice") || p.Shuts(v.State, "letter")
	if !p.Shuts(v.State, "choice") && !v.Closing() {
		add("quiet", p.End(v.State))
		add("waiting", p.WaitingLook(v.State))
	}
	if !p.Shuts(v.State, "letter") && !v.Closing() {
		dates = append(dates, v.letterAhead()...)
		look, answer := p.Silence(v.State)
		add("look", look)
		if add("answer", answer); answer != 0 && answer != p.silenceEnd(v.State) {
			add("end", p.silenceEnd(v.State))
		}
	}
	if day := p.ReviewDay(v.State); day != 0 {
		add("review", max(day, v.Today(now)+1))
	}
	if v.agreements() {
		for _, a := range v.Agreements {
			add("agree-"+strconv.Itoa(a.Run), p.ReviewOf(a))
		}
	}
	if v.Closing() {
		add("closure", v.checkIn())
	}
	return dates, withheld
}

// letterAhead is what a resting letter waits for: the end of its rest, and the dates on
// which it may be read again, the earliest that can be.
func (v *view) letterAhead() (dates []Ahead) {
	if v.LetterStand(v.State, v.now) != LetterRests {
		return nil
	}
	counts, _ := v.Clock(v.now)
	if end := v.HoldEnds(v.State); end.After(counts) {
		dates = append(dates, Ahead{ID: "hold", Day: clock.DayOf(end, v.location()), At: end})
	}
	read := len(v.RereadDays())
	missing := v.Numbers["letter-rereads"] - read
	if missing < 1 && v.stale() {
		missing = 1
	}
	for i := range max(missing, 0) {
		dates = append(dates, Ahead{ID: "reread-" + strconv.Itoa(read+i+1), Day: v.Today(v.now) + 1 + clock.Day(i)})
	}
	return dates
}
