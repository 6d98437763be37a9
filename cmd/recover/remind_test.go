//go:build unix

package main_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"
)

// rested is a HOME in a zone with a letter that is finished and rests, on 1 February at
// ten in the evening there.
func rested(t *testing.T, zone string) (home string, at time.Time) {
	t.Helper()
	place, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	home = t.TempDir()
	day := func(m time.Month, d, hour int) string {
		return time.Date(2026, m, d, hour, 0, 0, 0, place).Format(time.RFC3339)
	}
	on(t, home, day(1, 1, 18), "", "init", "--no-passphrase", "--zone", zone)
	for _, name := range []string{"start", "plan", "why"} {
		b, err := os.ReadFile(filepath.Join("testdata", "answers", name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		on(t, home, day(1, 1, 19), string(b), "next", "--answers", "-")
	}
	on(t, home, day(1, 1, 19), `{"space.day0": "2026-01-01"}`, "next", "--answers", "-")
	on(t, home, day(1, 2, 19), `{"why.own": "I chose to lie about where I was at night."}`, "next", "--answers", "-")
	on(t, home, day(1, 3, 19), `{"why.own": "I chose to lie to them about all of it."}`, "next", "--answers", "-")
	on(t, home, day(1, 17, 19), "", "status")
	for _, name := range []string{"choice", "letter"} {
		b, err := os.ReadFile(filepath.Join("testdata", "answers", name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		on(t, home, day(2, 1, 22), string(b), "next", "--answers", "-")
	}
	return home, time.Date(2026, 2, 1, 22, 0, 0, 0, place)
}

// The file that remind writes, read by a program that is not ours: each date on its day
// and each instant at its moment, in zones on both sides of the date line, under titles
// that tell nothing.
func TestRemindReadBack(t *testing.T) {
	for _, zone := range []string{"Pacific/Auckland", "America/New_York", "UTC", "Australia/Lord_Howe"} {
		home, at := rested(t, zone)
		file := filepath.Join(home, "dates.ics")
		now := at.Format(time.RFC3339)
		on(t, home, now, "", "remind", "-o", file)
		if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", zone, info.Mode(), err)
		}
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		calendar, err := ics.ParseCalendar(strings.NewReader(string(b)))
		if err != nil {
			t.Fatalf("%s: %v\n%s", zone, err, b)
		}
		got := map[string]string{}
		for _, e := range calendar.Events() {
			title, trigger := e.GetProperty(ics.ComponentPropertySummary).Value, e.Alarms()[0].GetProperty(ics.ComponentPropertyTrigger).Value
			if start, err := e.GetStartAt(); err == nil && trigger == "PT0S" {
				got[title] += start.UTC().Format(time.RFC3339) + " "
			} else if day, err := e.GetAllDayStartAt(); err == nil && trigger == "PT9H" {
				got[title] += day.Format("2006-01-02 ")
			}
		}
		want := map[string]string{
			"Come back to something": at.Add(72*time.Hour).UTC().Format(time.RFC3339) + " ",
			"Read something":         "2026-02-02 2026-02-03 ",
		}
		if len(got) != len(want) || got["Read something"] != want["Read something"] || got["Come back to something"] != want["Come back to something"] {
			t.Errorf("%s: %v, not %v", zone, got, want)
		}
		for _, word := range []string{"recover", "Recover", "letter", "quiet", "journal", "partner"} {
			if strings.Contains(string(b), word) {
				t.Errorf("%s: the file tells of a %s:\n%s", zone, word, b)
			}
		}
		if again := on(t, home, now, "", "remind"); again != string(b) {
			t.Errorf("%s: it is not the same a second time", zone)
		}
	}
}
