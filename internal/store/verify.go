package store

import (
	"encoding/binary"
	"slices"

	"github.com/recover-journal/recover/internal/journal"
)

// Verify opens every record and compares the whole with the head: counts, sums,
// numbers without gaps, versions that lead to one another, ceilings that never sink,
// and an index that leads to each living entry. Before that every page of the file.
func (tx *Tx) Verify() error {
	if err := tx.everyPage(); err != nil {
		return err
	}
	for i := range tallied {
		if err := tx.verifyBucket(tallied[i]); err != nil {
			return err
		}
	}
	if _, err := tx.Facts(); err != nil {
		return err
	}
	for _, s := range []Shelf{Answers, Letters, Agreements, Drafts, Settings} {
		if err := tx.verifyShelf(s); err != nil {
			return err
		}
	}
	return tx.verifyEntries()
}

// everyPage looks at the whole file, where only the way was looked at so far.
func (tx *Tx) everyPage() error {
	if tx.file == nil || tx.file.done {
		return nil
	}
	return tx.guard("journal file", func() error {
		c, err := preflight(tx.file.w.r, tx.file.w.size, whole)
		if err != nil {
			return err
		}
		tx.file = c
		return nil
	})
}

func (tx *Tx) verifyBucket(bucket byte) error {
	list, err := tx.all(bucket)
	if err != nil {
		return err
	}
	for _, r := range list {
		if _, err := tx.unseal(bucket, r.key, r.sealed); err != nil {
			return err
		}
		if slices.Contains([]byte(appended), bucket) && bucket != bIndex &&
			(len(r.key) != 8 || binary.BigEndian.Uint64(r.key) >= tx.head.tally(bucket).Next) {
			return tx.damage("bucket %c: a number not yet given", bucket)
		}
	}
	return nil
}

// verifyShelf walks every history. The versions of all names together are all that
// the bucket of versions holds.
func (tx *Tx) verifyShelf(s Shelf) error {
	named, err := tx.All(s)
	if err != nil {
		return err
	}
	versions := uint64(0)
	for _, n := range named {
		h, err := tx.History(s, n.Name)
		if err != nil {
			return err
		}
		if len(h) == 0 {
			return tx.damage("bucket %c: record under another name", byte(s))
		}
		versions += uint64(len(h) - 1)
	}
	if old := s.older(); old != 0 && versions != tx.head.tally(old).Count {
		return tx.damage("bucket %c: versions of nothing", old)
	}
	return nil
}

func (tx *Tx) verifyEntries() error {
	list, err := tx.numbered(bEntries)
	if err != nil {
		return err
	}
	living, ceiling := uint64(0), int64(minMoment)
	for i := range list {
		at := uint64(i) + firstEntry
		l, err := tx.line(at)
		if err != nil {
			return err
		}
		if l.ceiling < ceiling || l.stub() && l.next != 0 && l.next <= at {
			return tx.damage("entry %d: ceiling or successor", at)
		}
		ceiling = l.ceiling
		if l.stub() {
			continue
		}
		living++
		if err := tx.verifyEntry(at, l); err != nil {
			return err
		}
	}
	if living != tx.head.Living || ceiling != tx.head.Ceiling {
		return tx.damage("head: %d living entries, not %d", tx.head.Living, living)
	}
	return nil
}

func (tx *Tx) verifyEntry(at uint64, l line) error {
	e, err := tx.decode(l)
	if err != nil {
		return err
	}
	id, err := journal.Number(e.ID)
	if err != nil {
		return tx.damage("entry %d: id", at)
	}
	if to, err := tx.lookUp(id); err != nil || to != at {
		return tx.damage("entry %d: index leads to %d", at, to)
	}
	if moment(e.When) > l.ceiling {
		return tx.damage("entry %d: above its ceiling", at)
	}
	return nil
}
