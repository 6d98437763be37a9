package clock

import (
	"encoding/json"
	"fmt"
	"time"
)

// Day is a civil date: the number of days since 1 January 1970 in the Gregorian
// calendar. It has no zone. The zero Day means "no day"; no question of ours asks
// about 1970.
type Day int

// DayFormat is how a Day is written for machines.
const DayFormat = "2006-01-02"

// ParseDay reads YYYY-MM-DD.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(DayFormat, s)
	if err != nil {
		return 0, fmt.Errorf("day: %w", err)
	}
	return civil(t), nil
}

// DayOf is the date on the calendar of zone at the instant t.
func DayOf(t time.Time, zone *time.Location) Day { return civil(t.In(zone)) }

func civil(t time.Time) Day {
	y, m, d := t.Date()
	return Day(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// Date takes the day apart: year, month from 1, day of the month from 1.
func (d Day) Date() (year int, month time.Month, day int) { return d.utc().Date() }

// Weekday is the day of the week.
func (d Day) Weekday() time.Weekday { return d.utc().Weekday() }

// String is YYYY-MM-DD, or nothing for no day.
func (d Day) String() string {
	if d == 0 {
		return ""
	}
	return d.utc().Format(DayFormat)
}

func (d Day) utc() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// Start is the instant at which d begins in zone: the first that is on d and that
// no earlier date follows. Where the clocks skip midnight, or the whole day, it is the
// instant after the gap; where they repeat it, the later one.
func (d Day) Start(zone *time.Location) time.Time {
	const step = 15 * time.Minute
	y, m, day := d.Date()
	noon := time.Date(y, m, day, 12, 0, 0, 0, time.UTC)
	// No zone is more than 15 hours from UTC; the date turns once, or thrice within
	// an hour, in this window. Look for its last turn, from behind.
	hi := noon.Add(27 * time.Hour)
	for DayOf(hi.Add(-step), zone) >= d {
		hi = hi.Add(-step)
	}
	lo := hi.Add(-step)
	for hi.Sub(lo) > time.Second {
		mid := lo.Add(hi.Sub(lo) / 2).Truncate(time.Second)
		if DayOf(mid, zone) >= d {
			hi = mid
		} else {
			lo = mid
		}
	}
	return hi.In(zone)
}

// MarshalJSON writes "YYYY-MM-DD", or null for no day.
func (d Day) MarshalJSON() ([]byte, error) {
	if d == 0 {
		return []byte("null"), nil
	}
	return json.Marshal(d.String())
}

// UnmarshalJSON reads what MarshalJSON writes.
func (d *Day) UnmarshalJSON(b []byte) error {
	var s *string
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	if s == nil {
		*d = 0
		return nil
	}
	day, err := ParseDay(*s)
	*d = day
	return err
}
