package render

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/recover-journal/recover/internal/text"
)

// Reminder is one date in a calendar: a whole day, or an instant where AllDay is false.
// Of a whole day the civil date of When counts, in the zone that When has.
type Reminder struct {
	UID    string
	Title  string
	When   time.Time
	AllDay bool
}

// hour is the time of day at which a calendar reminds of a whole day.
const hour = "PT9H"

// ICS is a file of RFC 5545 with one event and one alarm for each reminder. Whole
// days float, as a birthday does, and instants are in UTC, so that it needs no table of
// zones. It names nobody, no program and no place. made is when the file is written: a
// calendar takes the later of two files for the truth.
func ICS(reminders []Reminder, made time.Time) string {
	var b strings.Builder
	line := func(name, value string) { b.WriteString(fold(name + ":" + value)) }
	const instant, date = "20060102T150405Z", "20060102"
	stamp := made.UTC().Format(instant)
	line("BEGIN", "VCALENDAR")
	line("VERSION", "2.0")
	line("PRODID", "-//personal//dates//EN")
	for _, r := range reminders {
		line("BEGIN", "VEVENT")
		line("UID", escapeICS(r.UID))
		line("DTSTAMP", stamp)
		alarm := "PT0S"
		if r.AllDay {
			alarm = hour
			line("DTSTART;VALUE=DATE", r.When.Format(date))
			line("DTEND;VALUE=DATE", r.When.AddDate(0, 0, 1).Format(date))
		} else {
			line("DTSTART", r.When.UTC().Format(instant))
			line("DURATION", "PT15M")
		}
		title := escapeICS(r.Title)
		line("SUMMARY", title)
		line("CLASS", "PRIVATE")
		line("TRANSP", "TRANSPARENT")
		line("BEGIN", "VALARM")
		line("ACTION", "DISPLAY")
		line("TRIGGER", alarm)
		line("DESCRIPTION", title)
		line("END", "VALARM")
		line("END", "VEVENT")
	}
	line("END", "VCALENDAR")
	return b.String()
}

// escapeICS makes a text a value.
func escapeICS(s string) string {
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`).Replace(text.Clean(s))
}

// fold ends a line, after breaking it into pieces of at most 75 bytes, never inside a
// character.
func fold(s string) string {
	var b strings.Builder
	for room := 75; len(s) > room; room = 74 {
		n := room
		for n > 0 && !utf8.RuneStart(s[n]) {
			n--
		}
		b.WriteString(s[:n] + "\r\n ")
		s = s[n:]
	}
	return b.String() + s + "\r\n"
}
