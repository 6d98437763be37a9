package clock

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func english() WhenWords {
	w := WhenWords{
		Today: []string{"today"}, Yestern: []string{"yesterday"}, Last: []string{"last"}, Ago: []string{"ago"},
		Days: []string{"day", "days"}, Weeks: []string{"week", "weeks"}, At: []string{"at"},
	}
	for m := range w.Months {
		name := strings.ToLower(time.Month(m + 1).String())
		w.Months[m] = []string{name, name[:3]}
	}
	for d := range w.Weekdays {
		name := strings.ToLower(time.Weekday(d).String())
		w.Weekdays[d] = []string{name, name[:3]}
	}
	return w
}

func TestParseWhen(t *testing.T) {
	const now = "2026-11-23T09:00:00+01:00" // a Monday
	for _, c := range []struct{ in, want string }{
		{"2026-11-22", "2026-11-22T12:00:00+01:00"},
		{"22 nov", "2026-11-22T12:00:00+01:00"},
		{"nov 22", "2026-11-22T12:00:00+01:00"},
		{"22. Nov.", "2026-11-22T12:00:00+01:00"},
		{"22 November 2025", "2025-11-22T12:00:00+01:00"},
		{"nov 22, 2025", "2025-11-22T12:00:00+01:00"},
		{"24 nov", "2025-11-24T12:00:00+01:00"},
		{"23 nov", "2026-11-23T12:00:00+01:00"}, // today, though its noon is to come
		{"29 feb", "2024-02-29T12:00:00+01:00"},
		{"29 feb 2024", "2024-02-29T12:00:00+01:00"},
		{"today", "2026-11-23T12:00:00+01:00"},
		{"  YESTERDAY ", "2026-11-22T12:00:00+01:00"},
		{"monday", "2026-11-23T12:00:00+01:00"},
		{"last monday", "2026-11-16T12:00:00+01:00"},
		{"friday", "2026-11-20T12:00:00+01:00"},
		{"last friday", "2026-11-20T12:00:00+01:00"},
		{"last sun", "2026-11-22T12:00:00+01:00"},
		{"3 days ago", "2026-11-20T12:00:00+01:00"},
		{"1 day ago", "2026-11-22T12:00:00+01:00"},
		{"0 days ago", "2026-11-23T12:00:00+01:00"},
		{"2 weeks ago", "2026-11-09T12:00:00+01:00"},
		{"31 days ago", "2026-10-23T12:00:00+02:00"}, // across the change of the clocks
		{"2026-11-21 22:30", "2026-11-21T22:30:00+01:00"},
		{"yesterday at 7:05", "2026-11-22T07:05:00+01:00"},
		{"last friday 23:59", "2026-11-20T23:59:00+01:00"},
		{"today 08:59", "2026-11-23T08:59:00+01:00"},
		{"at 8:30", "2026-11-23T08:30:00+01:00"},
		{"8:30", "2026-11-23T08:30:00+01:00"},
		{"2026-10-25 02:30", "2026-10-25T02:30:00+02:00"}, // comes twice: the first
		{"2026-03-29 02:30", "2026-03-29T03:30:00+02:00"}, // comes never: as long after the gap
		{"tomorrow", "no"}, {"", "no"}, {" ", "no"}, {"at", "no"}, {"22", "no"}, {"nov", "no"}, {"31 feb", "no"}, {"0 nov", "no"},
		{"29 feb 2026", "no"}, {"2026-02-29", "no"}, {"2026-13-01", "no"}, {"22/11/2026", "no"}, {"2026-11-21T22:30", "no"},
		{"last", "no"}, {"last week", "no"}, {"-3 days ago", "no"}, {"99999 days ago", "no"}, {"three days ago", "no"}, {"3 ago", "no"},
		{"22 nov 25", "no"}, {"2026-11-21 24:00", "no"}, {"2026-11-21 22:60", "no"}, {"2026-11-21 22", "no"}, {"1970-01-01", "no"},
		{"friday last", "no"}, {"today today", "no"}, {strings.Repeat("1 ", 60), "no"}, {"２２ nov", "no"},
		{"2026-11-24", "later"}, {"24 nov 2026", "later"}, {"today 09:01", "later"}, {"at 23:30", "later"},
	} {
		zone, _ := Zone("Europe/Madrid")
		at, _ := time.Parse(time.RFC3339, now)
		got, err := ParseWhen(c.in, at, zone, english())
		said := got.Format(time.RFC3339)
		switch {
		case errors.Is(err, ErrLater):
			said = "later"
		case errors.Is(err, ErrWhen):
			said = "no"
		}
		if said != c.want {
			t.Errorf("%q = %s, want %s", c.in, said, c.want)
		}
	}
}

// Words in another order, with articles, and with or without their accents.
func TestParseWhenSpanish(t *testing.T) {
	bare := strings.NewReplacer("á", "a", "é", "e", "í", "i", "ó", "o", "ú", "u")
	w := WhenWords{
		Today: []string{"hoy"}, Yestern: []string{"ayer"}, Ereyest: []string{"anteayer", "antier"}, Past: []string{"pasado"}, Since: []string{"hace"},
		Days: []string{"día", "días"}, Weeks: []string{"semana", "semanas"}, At: []string{"a", "la", "las"}, Skip: []string{"el", "de", "del"},
		Fold: func(s string) string { return bare.Replace(strings.ToLower(s)) },
	}
	w.Months[10], w.Months[2] = []string{"noviembre", "nov"}, []string{"marzo", "mar"}
	w.Weekdays[2], w.Weekdays[3], w.Weekdays[5] = []string{"martes", "mar"}, []string{"miércoles", "mié"}, []string{"viernes", "vie"}
	for in, want := range map[string]string{
		"ayer": "2026-11-22", "AYER": "2026-11-22", "anteayer": "2026-11-21", "hoy": "2026-11-23", "hace 3 días": "2026-11-20", "hace 3 dias": "2026-11-20",
		"hace 1 semana": "2026-11-16", "viernes": "2026-11-20", "el viernes pasado": "2026-11-20", "viernes pasado": "2026-11-20", "el martes": "2026-11-17",
		"miercoles": "2026-11-18", "Miércoles": "2026-11-18", "mié.": "2026-11-18", "mar": "2026-11-17", "22 mar": "2026-03-22", "22 nov": "2026-11-22",
		"el 22 de noviembre de 2025": "2025-11-22", "22 de noviembre del 2025": "2025-11-22", "2026-11-22": "2026-11-22", "ayer a las 22:30": "2026-11-22",
		"a las 8:30": "2026-11-23", "a la 1:15": "2026-11-23",
		"3 días hace": "no", "pasado viernes": "no", "el": "no", "de el": "no", "hace": "no", "hace días": "no", "mañana": "no", "hace tres días": "no",
		"yesterday": "no", "a las": "no", "el de 8:30": "no",
	} {
		now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
		got, err := ParseWhen(in, now, time.UTC, w)
		said := DayOf(got, time.UTC).String()
		if err != nil {
			said = "no"
		}
		if said != want {
			t.Errorf("%q = %s, want %s", in, said, want)
		}
	}
}

// Today is that of the zone, not of the moment.
func TestParseWhenZone(t *testing.T) {
	now := time.Date(2026, 11, 22, 23, 0, 0, 0, time.UTC)
	for zone, want := range map[string]string{
		"Pacific/Kiritimati": "2026-11-23T12:00:00+14:00", "Etc/GMT+12": "2026-11-22T12:00:00-12:00",
	} {
		z, err := Zone(zone)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := ParseWhen("today", now, z, english()); err != nil || got.Format(time.RFC3339) != want {
			t.Errorf("today in %s is %s, %v", zone, got.Format(time.RFC3339), err)
		}
	}
}

// Nothing that is taken is after today, and what has an hour is not after now.
func FuzzParseWhen(f *testing.F) {
	for _, s := range []string{"2026-11-22", "22 nov 22:30", "last friday", "3 days ago", "29 feb", "9999 weeks ago", "at 2:30", "0000-01-01"} {
		f.Add(s, int64(1700000000))
	}
	zones := []*time.Location{time.UTC}
	for _, name := range []string{"America/Santiago", "Pacific/Apia", "Australia/Lord_Howe"} {
		z, err := Zone(name)
		if err != nil {
			f.Fatal(err)
		}
		zones = append(zones, z)
	}
	f.Fuzz(func(t *testing.T, s string, unix int64) {
		now := time.Unix(unix%(1<<33), 0)
		for _, zone := range zones {
			got, err := ParseWhen(s, now, zone, english())
			if err == nil && DayOf(got, zone) > DayOf(now, zone) {
				t.Fatalf("%q is %s, after %s", s, got, now.In(zone))
			}
			if err == nil && strings.Contains(s, ":") && got.After(now) {
				t.Fatalf("%q is %s, after %s", s, got, now.In(zone))
			}
		}
	})
}
