package render

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"
	"pgregory.net/rapid"
)

// Whatever a title holds, a reader of somebody else's finds it as it was, on its day; and
// no line is longer than the standard has it, nor broken inside a character.
func TestICSReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		title := rapid.StringOfN(rapid.RuneFrom([]rune(`ab ,;:\"é語👪🏽ع`)), 1, 120, -1).Draw(t, "title")
		day := time.Date(2026, 1, rapid.IntRange(1, 400).Draw(t, "day"), 0, 0, 0, 0, time.UTC)
		at := day.Add(time.Duration(rapid.IntRange(0, 86399).Draw(t, "second")) * time.Second)
		file := ICS([]Reminder{{UID: "1", Title: title, When: day, AllDay: true}, {UID: "2", Title: title, When: at}}, at)
		for line := range strings.SplitSeq(strings.TrimSuffix(file, "\r\n"), "\r\n") {
			if len(line) > 75 || !utf8.ValidString(line) || strings.ContainsAny(line, "\r\n") {
				t.Fatalf("a line of %d bytes: %q", len(line), line)
			}
		}
		calendar, err := ics.ParseCalendar(strings.NewReader(file))
		if err != nil {
			t.Fatalf("%v\n%s", err, file)
		}
		events := calendar.Events()
		if len(events) != 2 {
			t.Fatalf("%d events", len(events))
		}
		for _, e := range events {
			if got := e.GetProperty(ics.ComponentPropertySummary).Value; got != title {
				t.Fatalf("the title is %q, not %q", got, title)
			}
			if len(e.Alarms()) != 1 {
				t.Fatalf("%d alarms", len(e.Alarms()))
			}
		}
		if got, err := events[0].GetAllDayStartAt(); err != nil || got.Format("2006-01-02") != day.Format("2006-01-02") {
			t.Fatalf("the day is %v, %v, not %v", got, err, day)
		}
		if got, err := events[0].GetAllDayEndAt(); err != nil || got.Format("2006-01-02") != day.AddDate(0, 0, 1).Format("2006-01-02") {
			t.Fatalf("the day ends %v, %v", got, err)
		}
		if got, err := events[1].GetStartAt(); err != nil || !got.Equal(at) {
			t.Fatalf("the instant is %v, %v, not %v", got, err, at)
		}
	})
}
