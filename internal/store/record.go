package store

import (
	"bytes"
	"encoding/binary"
	"encoding/json"

	"github.com/recover-journal/recover/internal/journal"
)

// Record is one record of a journal without its seal, as a backup holds it: enough to
// write the journal again exactly.
type Record struct {
	In      string          `json:"in"`
	Number  uint64          `json:"n,omitempty"`
	Name    string          `json:"name,omitempty"`
	Before  uint64          `json:"before,omitempty"`  // the number of the version before
	Ceiling int64           `json:"ceiling,omitempty"` // of an entry
	Next    uint64          `json:"next,omitempty"`    // where an edited entry went
	Value   json.RawMessage `json:"value,omitempty"`
	Bytes   []byte          `json:"bytes,omitempty"` // in place of a value that is no JSON
	Sum     string          `json:"sha256"`          // of the value
}

// bucketWords names the buckets in a backup. Like the buckets they are for ever.
var bucketWords = map[byte]string{
	bEntries: "entries", bIndex: "index", bFacts: "facts", bDrafts: "drafts", bSettings: "settings", bUndo: "journal",
	bAnswers: "answers", bAnswersOld: "answers before", bLetters: "letters", bLettersOld: "letters before",
	bAgree: "agreements", bAgreeOld: "agreements before",
}

func bucketOfWord(word string) (byte, bool) {
	for b, w := range bucketWords {
		if w == word {
			return b, true
		}
	}
	return 0, false
}

// value is what the record says.
func (r *Record) value() []byte {
	if r.Value != nil {
		return r.Value
	}
	return r.Bytes
}

func (r *Record) setValue(b []byte) {
	r.Sum = sumOf(b)
	var compact bytes.Buffer
	if len(b) > 0 && json.Compact(&compact, b) == nil && bytes.Equal(compact.Bytes(), b) {
		r.Value = bytes.Clone(b)
		return
	}
	r.Bytes = bytes.Clone(b)
}

// Records gives every record of the journal in the order of the buckets and their keys,
// each bucket compared with the head.
func (tx *Tx) Records(f func(Record) error) error {
	for i := range tallied {
		list, err := tx.all(tallied[i])
		if err != nil {
			return err
		}
		for _, sealed := range list {
			r, err := tx.record(tallied[i], sealed)
			if err != nil {
				return err
			}
			if err := f(r); err != nil {
				return err
			}
		}
	}
	return nil
}

func (tx *Tx) record(bucket byte, sealed record) (r Record, err error) {
	body, err := tx.unseal(bucket, sealed.key, sealed.sealed)
	if err != nil {
		return r, err
	}
	r.In = bucketWords[bucket]
	if len(sealed.key) == 8 && bytes.IndexByte([]byte(appended), bucket) >= 0 {
		r.Number = binary.BigEndian.Uint64(sealed.key)
	}
	switch bucket {
	case bEntries:
		l, err := decodeLine(body)
		if err != nil {
			return r, tx.damage("entry %d", r.Number)
		}
		r.Ceiling, r.Next, body = l.ceiling, l.next, l.json
	case bIndex, bFacts:
	case bUndo:
		r.Name = string(sealed.key)
	default:
		v, ok := decodeVolume(body)
		if !ok {
			return r, tx.damage("bucket %c: record", bucket)
		}
		r.Name, r.Before, body = v.name, v.before, v.plain
	}
	r.setValue(body)
	return r, nil
}

// takeIn writes a record where it was.
func (tx *Tx) takeIn(r Record) error {
	bucket, ok := bucketOfWord(r.In)
	if !ok {
		return damaged("a record in %q", r.In)
	}
	body := r.value()
	if sumOf(body) != r.Sum {
		return damaged("a record in %s", r.In)
	}
	key := number(r.Number)
	switch bucket {
	case bEntries:
		body = line{ceiling: r.Ceiling, next: r.Next, json: body}.encode()
	case bIndex, bFacts:
	case bUndo:
		key = []byte(r.Name)
	default:
		if Shelf(bucket).older() != 0 || bucket == bDrafts || bucket == bSettings {
			key = nameKey(tx.key, bucket, r.Name)
		}
		body = volume{before: r.Before, name: r.Name, plain: body}.encode()
	}
	if len(key) == 0 {
		return damaged("a record in %s without a name", r.In)
	}
	return tx.put(bucket, key, body)
}

// thing is what a record is about, for a person who compares two journals: entries by
// their ids, all else by name. What is not a person's own words has none.
func (r *Record) thing() (kind, name string, ok bool) {
	switch r.In {
	case "entries":
		e, err := journal.Decode(r.value())
		return r.In, e.ID, err == nil && len(r.value()) > 0
	case "facts":
		return r.In, string(number(r.Number)), true
	case "answers", "letters", "agreements", "drafts", "settings":
		return r.In, r.Name, true
	}
	return "", "", false
}
