package cli

import (
	"bytes"
	"encoding/json"
	"unicode/utf8"

	"github.com/recover-journal/recover/internal/journal"
	"github.com/recover-journal/recover/internal/journey"
)

// piece is one part of an entry in a file: kind, when, what, note or a field's id.
type piece struct {
	id  string
	raw json.RawMessage
}

// readPieces reads one JSON object, part to value. The fields may stand beside the
// other parts or, as recover log shows them, together under "fields".
func (o *options) readPieces(name string) (pieces []piece, bad []journey.Invalid, err error) {
	b, err := o.readAll(name)
	if err != nil {
		return nil, nil, &fault{code: codeFile, id: "file", pairs: []string{"file", clean(name)}, err: err}
	}
	refused := func(id string) error {
		return &fault{code: codeInvalid, id: id, hint: "log-shape.hint", pairs: []string{"file", clean(name)}}
	}
	if !utf8.Valid(b) {
		return nil, nil, refused("not-utf8")
	}
	b = bytes.TrimPrefix(b, []byte("\ufeff"))
	if !json.Valid(b) {
		return nil, nil, refused("not-json")
	}
	seen := map[string]bool{}
	take := func(id string, raw json.RawMessage) {
		if seen[id] {
			bad = append(bad, journey.Invalid{ID: id, Refusal: &journey.Refusal{Code: "twice"}})
			return
		}
		seen[id] = true
		if halfText(raw) {
			bad = append(bad, journey.Invalid{ID: id, Refusal: &journey.Refusal{Code: "utf8"}})
			return
		}
		pieces = append(pieces, piece{id, raw})
	}
	ok := eachPiece(b, func(id string, raw json.RawMessage) {
		if id != "fields" || !eachPiece(raw, take) {
			take(id, raw)
		}
	})
	if !ok {
		return nil, nil, refused("json-shape")
	}
	return pieces, bad, nil
}

// eachPiece calls f with the parts of an object; it is false where b is none.
func eachPiece(b []byte, f func(string, json.RawMessage)) bool {
	d := json.NewDecoder(bytes.NewReader(b))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return false
	}
	for d.More() {
		t, err := d.Token()
		if err != nil {
			return false
		}
		id, _ := t.(string)
		var raw json.RawMessage
		if d.Decode(&raw) != nil {
			return false
		}
		f(id, raw)
	}
	return true
}

// halfText says that a JSON string names half of a character.
func halfText(raw json.RawMessage) bool {
	var v journey.Value
	return len(raw) > 0 && raw[0] == '"' && v.UnmarshalJSON(raw) == nil && halfCharacter(raw, v)
}

// writingFrom is an entry as a file tells it.
func (d *desk) writingFrom(name string) (w writing, bad []journey.Invalid, err error) {
	pieces, bad, err := d.readPieces(name)
	if err != nil {
		return w, nil, err
	}
	w.Fields = map[string]json.RawMessage{}
	for _, p := range pieces {
		to := map[string]*string{"kind": &w.Kind, journal.What: &w.What, journal.Note: &w.Note, journal.When: new(string)}[p.id]
		if to == nil {
			w.Fields[p.id] = p.raw
			continue
		}
		if string(p.raw) == "null" {
			continue
		}
		if json.Unmarshal(p.raw, to) != nil {
			bad = append(bad, journey.Invalid{ID: p.id, Refusal: &journey.Refusal{Code: "wants-text"}})
			continue
		}
		if p.id != journal.When {
			continue
		}
		m, code := d.whenGiven(*to)
		if code != "" {
			bad = append(bad, journey.Invalid{ID: p.id, Refusal: &journey.Refusal{Code: code}})
		}
		w.When = m
	}
	return w, bad, nil
}
