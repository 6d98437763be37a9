package cli

import (
	"errors"
	"strings"
	"time"

	"github.com/recover-journal/recover/internal/clock"
)

// present is the moment that counts, where this machine is.
func (d *desk) present() clock.Moment {
	counts, _ := d.state.Clock(d.now)
	return clock.At(counts, d.device)
}

// whenWord reads a date in words (INTERFACE.md 4). Noon of a day that is not so far on
// is now: no entry tells of what is still to come.
func (d *desk) whenWord(s string) (clock.Moment, string) {
	counts, _ := d.state.Clock(d.now)
	t, err := d.words().When(s, counts, d.home())
	switch {
	case errors.Is(err, clock.ErrLater):
		return clock.Moment{}, "later"
	case err != nil:
		return clock.Moment{}, "wants-when"
	case t.After(counts):
		t = counts
	}
	return clock.At(t, d.home()), ""
}

// whenGiven is whenWord for a file, where a moment may be written as machines do.
func (d *desk) whenGiven(s string) (clock.Moment, string) {
	t, err := time.Parse(time.RFC3339Nano, strings.TrimSpace(s))
	if err != nil {
		return d.whenWord(s)
	}
	if counts, _ := d.state.Clock(d.now); t.After(counts) {
		return clock.Moment{}, "later"
	}
	_, offset := t.Zone()
	m := clock.At(t, d.home())
	if m.Offset != offset {
		m = clock.Moment{UTC: t.UTC().Truncate(time.Millisecond), Offset: offset}
	}
	return m, ""
}

// dayFlag reads the day that --since or --until names. A date to come is one, too.
func (d *desk) dayFlag(flag, s string) (clock.Day, error) {
	if s == "" {
		return 0, nil
	}
	if day, err := clock.ParseDay(strings.TrimSpace(s)); err == nil && day != 0 {
		return day, nil
	}
	m, why := d.whenWord(s)
	if why != "" {
		return 0, &fault{code: codeUsage, id: "log-date", hint: "log-date.hint", pairs: []string{"flag", flag}}
	}
	return clock.DayOf(m.UTC, d.home()), nil
}

// whenWords is a moment as a person reads it: as it was lived, wherever that was.
func whenWords(m clock.Moment) string { return m.Time().Format("2006-01-02 15:04") }
