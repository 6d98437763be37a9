package cli

import (
	"encoding/json"
	"time"

	"github.com/recover-journal/recover/internal/clock"
	"github.com/recover-journal/recover/internal/journal"
)

// entryJSON is an entry as INTERFACE.md 7 has it.
type entryJSON struct {
	ID     string                     `json:"id"`
	Kind   string                     `json:"kind"`
	When   string                     `json:"when"`
	Stored string                     `json:"stored"`
	What   string                     `json:"what"`
	Note   string                     `json:"note"`
	Fields map[string]json.RawMessage `json:"fields"`
}

func entryOut(e journal.Entry) entryJSON {
	j := entryJSON{e.ID, e.Kind, fineStamp(e.When), fineStamp(e.Stored), e.What, e.Note, e.Fields}
	if j.Fields == nil {
		j.Fields = map[string]json.RawMessage{}
	}
	return j
}

// fineStamp is a moment with all that is kept of it, to the millisecond.
func fineStamp(m clock.Moment) string { return m.Time().Format(time.RFC3339Nano) }

type kindJSON struct {
	ID     string      `json:"id"`
	Title  string      `json:"title"`
	Fields []fieldJSON `json:"fields"`
}

type fieldJSON struct {
	ID       string       `json:"id"`
	Kind     journal.Type `json:"kind"`
	Text     string       `json:"text"`
	Required bool         `json:"required"`
	Options  []optionJSON `json:"options"`
	Min      *int         `json:"min"`
	Max      *int         `json:"max"`
}

func (o *options) kindOut(k journal.Kind) kindJSON {
	w := o.words()
	j := kindJSON{ID: k.ID, Title: w.KindWords(k.ID).Title, Fields: []fieldJSON{}}
	for _, f := range k.Fields {
		fj := fieldJSON{ID: f.ID, Kind: f.Type, Text: w.FieldWords(k.ID, f.ID).Text, Required: f.Required,
			Options: []optionJSON{}, Min: f.Min, Max: f.Max}
		for _, v := range f.Options {
			fj.Options = append(fj.Options, optionJSON{v, w.FieldLabel(k.ID, f.ID, v)})
		}
		j.Fields = append(j.Fields, fj)
	}
	return j
}
