package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"github.com/recover-journal/recover/internal/seal"
	"go.etcd.io/bbolt"
)

// Tx is one transaction on a journal. It gives copies, never bytes of the file, and
// must not be used after the function that it was handed to.
type Tx struct {
	b        *bbolt.Tx
	db       *bbolt.DB // of a file of our own making; see breathe
	key      seal.Key
	header   Header
	head     head
	buckets  [len(tallied)]*bbolt.Bucket
	write    bool
	fresh    uint64 // the number of the first entry that this transaction may add
	changed  bool
	o        Options
	moving   bool               // a migration is under way
	broken   error              // the first damage met: after it nothing may be written
	compared [len(tallied)]bool // buckets that were found to be what the head says
	file     *check             // looks at a page before bbolt does; nil for a file of our own making
}

// Header is what the journal says without a key.
func (tx *Tx) Header() Header { return tx.header }

// Counter counts the transactions that changed something. Whoever reads, asks and
// writes compares it, or lets Expect do so.
func (tx *Tx) Counter() uint64 { return tx.head.Commit }

// Expect is ErrMoved when the journal changed since Counter gave counter.
func (tx *Tx) Expect(counter uint64) error {
	if tx.head.Commit != counter {
		return fmt.Errorf("journal at %d, not %d: %w", tx.head.Commit, counter, ErrMoved)
	}
	return nil
}

// load reads the clear bucket and the head, and finds every bucket.
func (tx *Tx) load() error {
	return tx.guard("head", func() (err error) {
		if tx.header, err = readHeader(tx.b.Bucket([]byte{bClear}), tx.o.schema()); err != nil {
			return err
		}
		if err := tx.header.accept(tx.key); err != nil {
			return err
		}
		if tx.header.Schema < tx.o.schema() && !tx.o.Older {
			return fmt.Errorf("schema %d: %w", tx.header.Schema, ErrOlder)
		}
		h := tx.b.Bucket([]byte{bHead})
		if h == nil {
			return damaged("head")
		}
		plain, err := tx.key.OpenHead(bHead, []byte(headKey), h.Get([]byte(headKey)))
		if err != nil {
			return damaged("head")
		}
		if tx.head, err = decodeHead(plain); err != nil {
			return err
		}
		if tx.head.Clear != tx.header.digest || int(tx.head.Schema) != tx.header.Schema {
			return damaged("clear bucket: not the one last written")
		}
		tx.fresh = tx.head.tally(bEntries).Next
		return tx.findBuckets()
	})
}

func (tx *Tx) findBuckets() error {
	for i := range tallied {
		b := tx.b.Bucket([]byte{tallied[i]})
		if b == nil {
			return damaged("bucket %c", tallied[i])
		}
		tx.buckets[i] = b
	}
	for i := range appended {
		tx.bucket(appended[i]).FillPercent = brimful
	}
	return nil
}

func (tx *Tx) bucket(bucket byte) *bbolt.Bucket { return tx.buckets[position(bucket)] }

// keepHead counts the transaction and writes the head.
func (tx *Tx) keepHead() error {
	tx.head.Commit++
	return tx.writeHead()
}

func (tx *Tx) writeHead() error {
	sealed := tx.key.SealHead(bHead, []byte(headKey), tx.head.encode())
	return tx.guard("head", func() error {
		return tx.b.Bucket([]byte{bHead}).Put([]byte(headKey), sealed)
	})
}

// guard remembers damage, so that a caller who overlooks the error writes nothing.
func (tx *Tx) guard(what string, f func() error) error {
	err := guard(what, f)
	if tx.broken == nil && errors.Is(err, ErrDamaged) {
		tx.broken = err
	}
	return err
}

// A record's plaintext is its revision (the commit that wrote it, for salvage, where
// several copies of one record may be found) and its body.
const revSize = 8

// unseal opens a record of the file.
func (tx *Tx) unseal(bucket byte, key, sealed []byte) (body []byte, err error) {
	err = tx.guard("record", func() error {
		body, err = openRecord(tx.key.Open, bucket, key, sealed)
		return err
	})
	return body, err
}

// opener is the Open of a seal.Key or a seal.Opener.
type opener func(bucket byte, key, sealed []byte) ([]byte, error)

func openRecord(open opener, bucket byte, key, sealed []byte) ([]byte, error) {
	plain, err := open(bucket, key, sealed)
	if err != nil {
		return nil, fmt.Errorf("bucket %c: %w: %w", bucket, ErrDamaged, err)
	}
	if len(plain) < revSize {
		return nil, damaged("bucket %c: record without revision", bucket)
	}
	return plain[revSize:], nil
}

// way and whole look at the pages of a bucket before bbolt follows them: those on the
// way to a key, or all.
func (tx *Tx) way(bucket byte, key []byte) error {
	if tx.file == nil {
		return nil
	}
	_, err := tx.file.way(bucket, key)
	return err
}

func (tx *Tx) whole(bucket byte) error {
	if tx.file == nil {
		return nil
	}
	return tx.file.bucket(bucket)
}

// get reads one record; a missing one is nil without an error.
func (tx *Tx) get(bucket byte, key []byte) ([]byte, error) {
	var sealed []byte
	err := tx.guard("record", func() error {
		if err := tx.way(bucket, key); err != nil {
			return err
		}
		sealed = tx.bucket(bucket).Get(key)
		return nil
	})
	if err == nil && sealed == nil {
		err = tx.absent(bucket, key)
	}
	if err != nil || sealed == nil {
		return nil, err
	}
	return tx.unseal(bucket, key, sealed)
}

// absent compares a bucket with the head where a record was not found: a key that was
// damaged is not to pass for words that were never written. Numbers without gaps are
// held to that by their readers, and the ids that nobody was given yet need no proof.
func (tx *Tx) absent(bucket byte, key []byte) error {
	switch {
	case tx.file == nil, slices.Contains([]byte{bEntries, bFacts, bAnswersOld, bLettersOld, bAgreeOld}, bucket):
		return nil
	case bucket == bIndex && freshBlock(key, tx.head.NextID):
		return nil
	case tx.compared[position(bucket)]:
		return nil
	}
	_, err := tx.all(bucket)
	tx.compared[position(bucket)] = err == nil
	return err
}

// put writes one record, in place of the one that was there.
func (tx *Tx) put(bucket byte, key, body []byte) error {
	plain := binary.BigEndian.AppendUint64(make([]byte, 0, revSize+len(body)), tx.head.Commit+1)
	return tx.place(bucket, key, tx.key.Seal(bucket, key, append(plain, body...)))
}

// place writes a sealed record and brings the tally up to date.
func (tx *Tx) place(bucket byte, key, sealed []byte) error {
	return tx.alter("record", func() error {
		if err := tx.way(bucket, key); err != nil {
			return err
		}
		t, b := tx.head.tally(bucket), tx.bucket(bucket)
		if old := b.Get(key); old != nil {
			t.flip(bucket, key, old)
			t.Count--
		}
		t.flip(bucket, key, sealed)
		t.Count++
		tx.changed = true
		return b.Put(key, sealed)
	})
}

// remove takes one record away; a missing one is none too many.
func (tx *Tx) remove(bucket byte, key []byte) error {
	return tx.alter("record", func() error {
		// A leaf that has become small is joined with its neighbours: look at them all.
		if err := tx.whole(bucket); err != nil {
			return err
		}
		t, b := tx.head.tally(bucket), tx.bucket(bucket)
		old := b.Get(key)
		if old == nil {
			return tx.absent(bucket, key)
		}
		t.flip(bucket, key, old)
		t.Count--
		tx.changed = true
		return b.Delete(key)
	})
}

func (tx *Tx) alter(what string, f func() error) error {
	if !tx.write {
		return fmt.Errorf("%s: a view: %w", what, ErrReadOnly)
	}
	if tx.broken != nil {
		return tx.broken
	}
	err := tx.guard(what, f)
	if err != nil && tx.broken == nil {
		tx.broken = err // half a change: nothing of it may be kept
	}
	return err
}

// append writes a record under the bucket's next number.
func (tx *Tx) append(bucket byte, body []byte) (uint64, error) {
	t := tx.head.tally(bucket)
	n := t.Next
	if err := tx.put(bucket, number(n), body); err != nil {
		return 0, err
	}
	t.Next++
	return n, nil
}

// record is a sealed record as it lies in the file.
type record struct{ key, sealed []byte }

// all is every record of a bucket in the order of keys, compared with the head. The
// bytes are the file's own.
func (tx *Tx) all(bucket byte) (list []record, err error) {
	t := tx.head.tally(bucket)
	err = tx.guard("bucket", func() error {
		if err := tx.whole(bucket); err != nil {
			return err
		}
		var found tally
		c := tx.bucket(bucket).Cursor()
		for k, v := c.First(); k != nil; k, v = c.Next() {
			if v == nil || found.Count == t.Count {
				return damaged("bucket %c: more than %d records", bucket, t.Count)
			}
			found.Count++
			found.flip(bucket, k, v)
			list = append(list, record{k, v})
		}
		return t.check(bucket, found.Count, found.Sum)
	})
	return list, err
}

// numbered is all of a bucket whose numbers have no gaps.
func (tx *Tx) numbered(bucket byte) ([]record, error) {
	list, err := tx.all(bucket)
	if err != nil {
		return nil, err
	}
	if uint64(len(list))+1 != tx.head.tally(bucket).Next {
		return nil, tx.damage("bucket %c: %d records", bucket, len(list))
	}
	for i, r := range list {
		if string(r.key) != string(number(uint64(i)+1)) {
			return nil, tx.damage("bucket %c: number %d is missing", bucket, i+1)
		}
	}
	return list, nil
}

// damage is an error that also keeps the transaction from being kept.
func (tx *Tx) damage(format string, a ...any) error {
	return tx.guard("journal", func() error { return damaged(format, a...) })
}
