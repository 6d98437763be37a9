package store

import (
	"encoding/binary"
	"fmt"
	"sort"

	"github.com/recover-journal/recover/internal/seal"
)

// Shelf keeps words under names. The names are sealed with the words; in the file a
// key says nothing.
type Shelf byte

// The shelves. Answers, letters and agreements keep each earlier version until Drop
// or Burn; drafts and settings keep the latest only.
const (
	Answers    Shelf = bAnswers
	Letters    Shelf = bLetters
	Agreements Shelf = bAgree
	Drafts     Shelf = bDrafts
	Settings   Shelf = bSettings
)

// Named is one thing on a shelf.
type Named struct {
	Name  string
	Plain []byte
}

// older is the bucket of earlier versions, or zero.
func (s Shelf) older() byte {
	switch s {
	case Answers:
		return bAnswersOld
	case Letters:
		return bLettersOld
	case Agreements:
		return bAgreeOld
	}
	return 0
}

// volume is a version of something: its words, and the number under which the version
// before it is kept (zero: it is the first).
type volume struct {
	before uint64
	name   string
	plain  []byte
}

func (v volume) encode() []byte {
	b := binary.BigEndian.AppendUint64(nil, v.before)
	b = binary.AppendUvarint(b, uint64(len(v.name)))
	b = append(b, v.name...)
	return append(b, v.plain...)
}

func decodeVolume(b []byte) (volume, bool) {
	if len(b) < 8 {
		return volume{}, false
	}
	v := volume{before: binary.BigEndian.Uint64(b)}
	size, n := binary.Uvarint(b[8:])
	if n <= 0 || size > uint64(len(b)-8-n) {
		return volume{}, false
	}
	b = b[8+n:]
	v.name, v.plain = string(b[:size]), b[size:]
	return v, true
}

// nameKey is the key of a name on a shelf; the same name on another has another.
func nameKey(k seal.Key, bucket byte, name string) []byte {
	h := k.Name(string(rune(bucket)) + name)
	return h[:]
}

// Put lays plain on the shelf under name. What lay there becomes its version before.
func (tx *Tx) Put(s Shelf, name string, plain []byte) error {
	key := nameKey(tx.key, byte(s), name)
	v := volume{name: name, plain: plain}
	if old := s.older(); old != 0 {
		body, err := tx.get(byte(s), key)
		if err != nil {
			return err
		}
		if body != nil {
			if v.before, err = tx.append(old, body); err != nil {
				return err
			}
		}
	}
	return tx.put(byte(s), key, v.encode())
}

// Get is the latest under name.
func (tx *Tx) Get(s Shelf, name string) (plain []byte, ok bool, err error) {
	v, ok, err := tx.latest(s, name)
	return v.plain, ok, err
}

func (tx *Tx) latest(s Shelf, name string) (volume, bool, error) {
	body, err := tx.get(byte(s), nameKey(tx.key, byte(s), name))
	if err != nil || body == nil {
		return volume{}, false, err
	}
	v, err := tx.volume(byte(s), name, body)
	return v, err == nil, err
}

func (tx *Tx) volume(bucket byte, name string, body []byte) (volume, error) {
	v, ok := decodeVolume(body)
	if !ok || v.name != name {
		return volume{}, tx.damage("bucket %c: record of another name", bucket)
	}
	return v, nil
}

// All is the latest of everything on the shelf, in the order of names, compared with
// the head.
func (tx *Tx) All(s Shelf) ([]Named, error) {
	list, err := tx.all(byte(s))
	if err != nil {
		return nil, err
	}
	named := make([]Named, len(list))
	for i, r := range list {
		body, err := tx.unseal(byte(s), r.key, r.sealed)
		if err != nil {
			return nil, err
		}
		v, ok := decodeVolume(body)
		if !ok {
			return nil, tx.damage("bucket %c: record", byte(s))
		}
		named[i] = Named{v.name, v.plain}
	}
	sort.Slice(named, func(i, j int) bool { return named[i].Name < named[j].Name })
	return named, nil
}

// History is every version under name, the latest first.
func (tx *Tx) History(s Shelf, name string) ([][]byte, error) {
	var list [][]byte
	err := tx.eachVersion(s, name, func(_ uint64, v volume) error {
		list = append(list, v.plain)
		return nil
	})
	return list, err
}

// eachVersion walks from the latest, whose number is zero, to the first.
func (tx *Tx) eachVersion(s Shelf, name string, f func(n uint64, v volume) error) error {
	v, ok, err := tx.latest(s, name)
	if err != nil || !ok {
		return err
	}
	n := uint64(0)
	for {
		if err := f(n, v); err != nil {
			return err
		}
		if v.before == 0 {
			return nil
		}
		if n != 0 && v.before >= n {
			return tx.damage("bucket %c: versions in a ring", s.older())
		}
		n = v.before
		if v, err = tx.earlier(s, name, n); err != nil {
			return err
		}
	}
}

func (tx *Tx) earlier(s Shelf, name string, n uint64) (volume, error) {
	old := s.older()
	if old == 0 {
		return volume{}, tx.damage("bucket %c: a version before", byte(s))
	}
	body, err := tx.get(old, number(n))
	if err != nil {
		return volume{}, err
	}
	if body == nil {
		return volume{}, tx.damage("bucket %c: number %d is missing", old, n)
	}
	return tx.volume(old, name, body)
}

// Drop takes the latest version away; the one before is the latest again.
func (tx *Tx) Drop(s Shelf, name string) error {
	key := nameKey(tx.key, byte(s), name)
	v, ok, err := tx.latest(s, name)
	if err != nil || !ok {
		return err
	}
	if v.before == 0 {
		return tx.Burn(s, name)
	}
	before, err := tx.earlier(s, name, v.before)
	if err != nil {
		return err
	}
	if err := tx.forget(lost{Shelf: s, Name: name}); err != nil {
		return err
	}
	if err := tx.remove(s.older(), number(v.before)); err != nil {
		return err
	}
	return tx.put(byte(s), key, before.encode())
}

// Burn takes every version away. Their sealed bytes leave the file with the next
// Rewrite.
func (tx *Tx) Burn(s Shelf, name string) error {
	var numbers []uint64
	there := false
	err := tx.eachVersion(s, name, func(n uint64, _ volume) error {
		there = true
		if n != 0 {
			numbers = append(numbers, n)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("burn: %w", err)
	}
	if !there {
		return nil
	}
	if s.older() != 0 { // a draft that became an answer is not words forgotten
		if err := tx.forget(lost{Shelf: s, Name: name}); err != nil {
			return err
		}
	}
	for _, n := range numbers {
		if err := tx.remove(s.older(), number(n)); err != nil {
			return err
		}
	}
	return tx.remove(byte(s), nameKey(tx.key, byte(s), name))
}
