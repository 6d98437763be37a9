package cli

import (
	"encoding/json"
	"strings"
	"time"
	"unicode"

	"github.com/recover-journal/recover/internal/clock"
	"github.com/recover-journal/recover/internal/journal"
	"github.com/recover-journal/recover/internal/journey"
)

// What other journals export, as notes of the log.

// jrnlEntry reads an entry of jrnl's JSON: a title, a body, a date and an hour of the
// zone in which the person is at home.
func (m *importer) jrnlEntry(raw []byte) (e journal.Entry, why *journey.Refusal) {
	var x struct {
		Title, Body, Date, Time string
		Tags                    []string
		Starred                 bool
	}
	if json.Unmarshal(raw, &x) != nil {
		return e, &journey.Refusal{Code: "shape"}
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", x.Date+" "+orElse(x.Time, "12:00"), m.home)
	if err != nil {
		return e, &journey.Refusal{Code: "import-when"}
	}
	return m.foreign(x.Title+"\n"+x.Body, at, m.home, nil, x.Starred), nil
}

// dayOneEntry reads an entry of Day One's JSON: a text, a moment, a zone, tags.
func (m *importer) dayOneEntry(raw []byte) (e journal.Entry, why *journey.Refusal) {
	var x struct {
		Text, CreationDate, TimeZone string
		Tags                         []string
		Starred                      bool
	}
	if json.Unmarshal(raw, &x) != nil {
		return e, &journey.Refusal{Code: "shape"}
	}
	at, err := time.Parse(time.RFC3339, x.CreationDate)
	if err != nil {
		return e, &journey.Refusal{Code: "import-when"}
	}
	zone, err := clock.Zone(x.TimeZone)
	if err != nil {
		zone = m.home
	}
	return m.foreign(x.Text, at, zone, x.Tags, x.Starred), nil
}

// foreign is a note made of a text: its first line, and the rest.
func (m *importer) foreign(s string, at time.Time, zone *time.Location, tags []string, starred bool) journal.Entry {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\u2028' || r == '\u2029':
			return '\n'
		case unicode.IsControl(r) && r != '\n' && r != '\t':
			return -1
		}
		return r
	}, strings.ReplaceAll(s, "\r\n", "\n"))
	what, note, _ := strings.Cut(strings.TrimSpace(s), "\n")
	e := journal.Entry{Kind: "note", When: clock.At(at, zone), What: strings.TrimSpace(what), Note: note, Fields: map[string]json.RawMessage{}}
	if strings.TrimSpace(note) == "" {
		e.Note = ""
	}
	if list := strings.TrimSpace(strings.Join(strings.Fields(strings.Join(tags, ", ")), " ")); list != "" {
		e.Fields["tags"] = textRaw(list)
	}
	if starred {
		e.Fields["starred"] = json.RawMessage("true")
	}
	return e
}

func orElse(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
