package store

import (
	"bytes"
	"cmp"
	"slices"

	"github.com/recover-journal/recover/internal/journal"
	"go.etcd.io/bbolt"
)

// found is an entry with what it is ordered by: its moment, and among equal moments
// the number under which it lies.
type found struct {
	when   int64
	number uint64
	entry  journal.Entry
}

// newestFirst orders entries as a person reads them.
func newestFirst(a, b found) int {
	return cmp.Or(cmp.Compare(b.when, a.when), cmp.Compare(b.number, a.number))
}

// Latest are the n entries with the latest moments that keep wants (nil: any), the
// latest first; among equal moments the one written later. With n zero it is all.
//
// It walks from the newest record and stops as soon as n moments were found that no
// older record can beat, which the ceiling of the record in hand tells. So its cost
// follows n and keep, not the size of the log.
func (tx *Tx) Latest(n int, keep func(journal.Entry) bool) ([]journal.Entry, error) {
	if n <= 0 {
		return tx.Sift(nil, keep)
	}
	var best []found
	err := tx.walkBack(func(at uint64, l line) (more bool, err error) {
		if len(best) == n && best[n-1].when >= l.ceiling {
			return false, nil
		}
		if l.stub() {
			return true, nil
		}
		e, err := tx.decode(l)
		if err != nil || keep != nil && !keep(e) {
			return true, err
		}
		f := found{moment(e.When), at, e}
		i, _ := slices.BinarySearchFunc(best, f, newestFirst)
		best = slices.Insert(best, i, f)
		best = best[:min(len(best), n)]
		return true, nil
	})
	return entries(best), err
}

func entries(list []found) []journal.Entry {
	out := make([]journal.Entry, len(list))
	for i, f := range list {
		out[i] = f.entry
	}
	return out
}

// walkBack opens the records of the entries' bucket from the newest number down. The
// numbers have no gaps: a missing one is damage and never merely an entry less.
func (tx *Tx) walkBack(f func(at uint64, l line) (more bool, err error)) error {
	t := tx.head.tally(bEntries)
	if t.Count+1 != t.Next {
		return tx.damage("entries: %d records below %d", t.Count, t.Next)
	}
	c := back{tx: tx}
	for at := t.Next - 1; at >= firstEntry; at-- {
		l, err := c.line(at)
		if err != nil {
			return err
		}
		if more, err := f(at, l); err != nil || !more {
			return err
		}
	}
	return nil
}

// back is a cursor on the entries that goes down one number at a time. It looks at
// each page before it goes there.
type back struct {
	tx  *Tx
	c   *bbolt.Cursor
	low []byte // the first key of the page in hand
}

func (b *back) line(at uint64) (l line, err error) {
	err = b.tx.guard("entries", func() error {
		k, sealed, err := b.step(number(at))
		if err != nil {
			return err
		}
		if !bytes.Equal(k, number(at)) {
			return damaged("entry %d is missing", at)
		}
		body, err := openRecord(b.tx.key.Open, bEntries, k, sealed)
		if err != nil {
			return err
		}
		l, err = decodeLine(body)
		return err
	})
	return l, err
}

func (b *back) step(key []byte) (k, v []byte, err error) {
	if b.c != nil && bytes.Compare(key, b.low) >= 0 {
		k, v = b.c.Prev()
		return k, v, nil
	}
	if b.c == nil {
		b.c = b.tx.bucket(bEntries).Cursor()
	}
	if b.tx.file != nil {
		if b.low, err = b.tx.file.way(bEntries, key); err != nil {
			return nil, nil, err
		}
	}
	k, v = b.c.Seek(key)
	return k, v, nil
}
