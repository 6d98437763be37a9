package clock

import (
	"testing"
	"time"
)

// The start of a day, also where the clocks change at midnight or a day is missing.
func TestStart(t *testing.T) {
	for _, c := range []struct{ zone, day, want string }{
		{"UTC", "2026-03-08", "2026-03-08T00:00:00Z"},
		{"America/New_York", "2026-03-08", "2026-03-08T00:00:00-05:00"},
		{"America/New_York", "2026-03-09", "2026-03-09T00:00:00-04:00"},
		{"America/New_York", "2026-11-02", "2026-11-02T00:00:00-05:00"},
		{"Pacific/Auckland", "2026-04-06", "2026-04-06T00:00:00+12:00"},
		{"Australia/Lord_Howe", "2026-04-05", "2026-04-05T00:00:00+11:00"},
		{"Australia/Lord_Howe", "2026-04-06", "2026-04-06T00:00:00+10:30"},
		{"America/Santiago", "2026-09-06", "2026-09-06T01:00:00-03:00"}, // midnight is skipped
		{"America/Santiago", "2026-04-05", "2026-04-05T00:00:00-04:00"}, // the hour before midnight comes twice
		{"Pacific/Apia", "2011-12-30", "2011-12-31T00:00:00+14:00"},     // the day is skipped
		{"Pacific/Kiritimati", "2026-01-01", "2026-01-01T00:00:00+14:00"},
		{"Etc/GMT+12", "2026-01-01", "2026-01-01T00:00:00-12:00"},
	} {
		zone, err := Zone(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		d, err := ParseDay(c.day)
		if err != nil {
			t.Fatal(err)
		}
		got := d.Start(zone)
		if got.Format(time.RFC3339) != c.want {
			t.Errorf("%s starts in %s at %s, want %s", c.day, c.zone, got.Format(time.RFC3339), c.want)
		}
		if before := DayOf(got.Add(-time.Second), zone); before >= d {
			t.Errorf("%s: a second before its start in %s it is already %s", c.day, c.zone, before)
		}
	}
}

// Every day of two years begins, once, on itself, and the days follow one another.
func TestDaysFollow(t *testing.T) {
	for _, name := range []string{"Australia/Lord_Howe", "America/New_York", "America/Havana", "Africa/Casablanca", "Asia/Kathmandu"} {
		zone, err := Zone(name)
		if err != nil {
			t.Fatal(err)
		}
		first, _ := ParseDay("2026-01-01")
		for d := first; d < first+730; d++ {
			start := d.Start(zone)
			if DayOf(start, zone) != d {
				t.Errorf("%s: %s begins on %s", name, d, DayOf(start, zone))
			}
			if length := (d + 1).Start(zone).Sub(start); length < 22*time.Hour || length > 26*time.Hour {
				t.Errorf("%s: %s lasts %s", name, d, length)
			}
		}
	}
}

func TestDayJSON(t *testing.T) {
	var d Day
	if err := d.UnmarshalJSON([]byte(`"2028-02-29"`)); err != nil || d.String() != "2028-02-29" || (d+1).String() != "2028-03-01" {
		t.Errorf("leap day = %s, %v", d, err)
	}
	if err := d.UnmarshalJSON([]byte(`"2027-02-29"`)); err == nil {
		t.Error("a day that does not exist was taken")
	}
	if b, _ := Day(0).MarshalJSON(); string(b) != "null" {
		t.Errorf("no day = %s", b)
	}
}
