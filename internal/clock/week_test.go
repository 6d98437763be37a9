package clock

import "testing"

// Weeks begin on Monday and belong to the year of their Thursday.
func TestWeek(t *testing.T) {
	for day, want := range map[string]string{
		"2026-01-01": "2026-W01", "2025-12-29": "2026-W01", "2025-12-28": "2025-W52", "2021-01-03": "2020-W53", "2026-02-16": "2026-W08",
	} {
		d, err := ParseDay(day)
		if err != nil {
			t.Fatal(err)
		}
		if got := WeekOf(d).String(); got != want {
			t.Errorf("%s: %s, want %s", day, got, want)
		}
		if m := d.Monday(); m > d || d-m > 6 || m.Weekday() != 1 || WeekOf(m) != WeekOf(d) {
			t.Errorf("%s: its Monday is %s", day, m)
		}
	}
}
