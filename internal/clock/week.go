package clock

import "fmt"

// Week is the week of ISO 8601 in which a day lies: it begins on Monday and belongs to
// the year of its Thursday.
type Week struct{ Year, Number int }

// WeekOf is the week of a day.
func WeekOf(d Day) Week {
	y, n := d.utc().ISOWeek()
	return Week{y, n}
}

// String is "2026-W08".
func (w Week) String() string { return fmt.Sprintf("%04d-W%02d", w.Year, w.Number) }

// Monday is the first day of the week of d.
func (d Day) Monday() Day { return d - Day((int(d.Weekday())+6)%7) }
