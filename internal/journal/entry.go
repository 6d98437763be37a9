package journal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/recover-journal/recover/internal/clock"
)

// ErrEntry says that something is not an entry.
var ErrEntry = errors.New("not an entry")

// Entry is one item of the log. When is the moment it tells of, Stored the moment at
// which it was written down; When is never after Stored. Fields are those of its
// kind, each a JSON value.
type Entry struct {
	ID     string                     `json:"id"`
	Kind   string                     `json:"kind"`
	When   clock.Moment               `json:"when"`
	Stored clock.Moment               `json:"stored"`
	What   string                     `json:"what"`
	Note   string                     `json:"note,omitempty"`
	Fields map[string]json.RawMessage `json:"fields,omitempty"`
}

// Encode is the entry's JSON for keeping. Two entries that say the same are encoded
// alike, however their fields were escaped or spaced.
func (e Entry) Encode() ([]byte, error) {
	fields := make(map[string]json.RawMessage, len(e.Fields))
	for id, raw := range e.Fields {
		plain, err := respell(raw)
		if err != nil {
			return nil, fmt.Errorf("field %s: %w", id, ErrEntry)
		}
		fields[id] = plain
	}
	e.Fields = fields
	return write(e)
}

// Decode takes back what Encode gave.
func Decode(b []byte) (Entry, error) {
	var e Entry
	if err := json.Unmarshal(b, &e); err != nil {
		// The decoder's own words may quote what a person wrote.
		return Entry{}, fmt.Errorf("entry of %d bytes: %w", len(b), ErrEntry)
	}
	return e, nil
}

// respell writes a JSON value again, with no escape that JSON does not need. Numbers
// keep every digit.
func respell(raw []byte) ([]byte, error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	if d.More() {
		return nil, ErrEntry
	}
	return write(v)
}

func write(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}
