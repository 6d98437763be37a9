package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"

	"github.com/recover-journal/recover/internal/seal"
)

// Change is what is to be different in a rewritten journal. The zero Change only
// forgets: what was removed or replaced leaves the file.
type Change struct {
	Key   seal.Key        // a new data key for the same journal (rotation)
	Wraps *seal.Wraps     // new wrappings
	Edit  func(*Tx) error // changes to the records; nobody sees them before the file is in place

	migrate bool // bring the records to the program's schema
	still   bool // of a snapshot: it stays the journal of its commit
}

// Rewrite writes the journal anew and puts the new file in its place: what stays is
// copied, what was removed is not. It is the one way in which sealed bytes leave the
// file, a key or a wrapping changes, or records move to another schema. The old file
// is locked all the while, and is whole until the new one was read back and renamed.
// From then on j has the new key.
func (j *Journal) Rewrite(ctx context.Context, c Change) error {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	s, err := open(ctx, j.path, true, Sight{}, j.o)
	if err != nil {
		return err
	}
	defer s.close()
	tx, err := s.begin(j.key)
	if err != nil {
		return err
	}
	if c.migrate {
		if err := tx.migrate(j.o); err != nil {
			return err
		}
	}
	if c.Edit != nil {
		// In the old file's transaction, which is rolled back at the end: what Edit
		// removes is never written to the new file at all.
		if err := c.Edit(tx); err != nil {
			return err
		}
	}
	if !c.still {
		if err := tx.rewritten(); err != nil {
			return err
		}
	}
	key := j.key
	if !c.Key.IsZero() {
		key = c.Key
	}
	temp := newName(s.path)
	defer os.Remove(temp)
	if err := tx.copyTo(ctx, temp, key, c.Wraps, c.still, j.o); err != nil {
		return err
	}
	if err := os.Rename(temp, s.path); err != nil {
		return onDisk("journal file", err)
	}
	j.key = key
	if err := j.o.at("renamed"); err != nil {
		return err
	}
	return syncFolder(s.path)
}

// Snapshot writes a copy of the journal, without what was removed and without what undo
// would bring back, to a file that is not there yet, and reads it back. The path must be on the journal's own file system:
// the copy grows beside the journal, where the next Update clears away what a crash
// left of it.
func (j *Journal) Snapshot(ctx context.Context, path string) error {
	return j.View(ctx, func(tx *Tx) error {
		if _, err := os.Lstat(path); err == nil {
			return fmt.Errorf("%s: %w", path, ErrExists)
		}
		if err := makeFolder(filepath.Dir(path)); err != nil {
			return err
		}
		real, err := locate(j.path)
		if err != nil {
			return err
		}
		temp, err := tempName(real)
		if err != nil {
			return err
		}
		defer os.Remove(temp)
		if err := tx.copyTo(ctx, temp, j.key, nil, true, j.o); err != nil {
			return err
		}
		return putNew(temp, path)
	})
}

// Adopt puts the file of another journal, read whole first, in the place of this one,
// which may be damaged or missing. It waits for the lock like every writer. other is
// moved: afterwards it is what the path of j names. Where j was read before, it must
// not have changed since: ErrMoved.
func (j *Journal) Adopt(ctx context.Context, other *Journal) error {
	if err := other.View(ctx, (*Tx).Verify); err != nil {
		return err
	}
	real, err := filepath.EvalSymlinks(j.path)
	if errors.Is(err, fs.ErrNotExist) {
		return putNew(other.path, j.path)
	}
	if err != nil {
		return onDisk("journal file", err)
	}
	f, err := os.OpenFile(real, os.O_RDWR, 0)
	if err != nil {
		return onDisk("journal file", err)
	}
	defer f.Close()
	ctx, cancel := context.WithTimeout(ctx, j.o.timeout())
	defer cancel()
	if err := lock(ctx, f, true); err != nil {
		return err
	}
	if same, _, err := compare(f, real); err != nil || !same {
		return errors.Join(err, fmt.Errorf("%s: %w", j.path, ErrMoved))
	}
	if last := j.Sight(); last != (Sight{}) {
		if now, err := sightOf(f); err != nil || now != last {
			return errors.Join(err, fmt.Errorf("%s: %w", j.path, ErrMoved))
		}
	}
	if err := os.Rename(other.path, real); err != nil {
		return onDisk("journal file", err)
	}
	j.key = other.key
	j.see(Sight{})
	return syncFolder(real)
}

// copyTo writes what tx sees to a new file and reads that back. The temporary file of
// an earlier crash is in nobody's use: tx holds the lock.
func (tx *Tx) copyTo(ctx context.Context, path string, key seal.Key, w *seal.Wraps, still bool, o Options) error {
	if err := tx.everyPage(); err != nil {
		return err
	}
	if tx.broken != nil {
		return tx.broken
	}
	header := tx.header
	if w != nil || key != tx.key {
		wraps := header.Wraps
		if w != nil {
			wraps = *w
		}
		header = newHeader(key, wraps)
		header.Schema = tx.header.Schema
	}
	if err := removeOld(path); err != nil {
		return err
	}
	h := tx.head
	if still {
		h.Commit-- // a snapshot is no change: keepHead counts it up to what it is
	}
	for i := range h.Tallies {
		h.Tallies[i].Count, h.Tallies[i].Sum = 0, [32]byte{}
	}
	err := write(path, key, header, h, o, func(to *Tx) error {
		for i := range tallied {
			if err := tx.copyBucket(to, tallied[i]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return readBack(ctx, path, key, o)
}

func removeOld(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return onDisk("new journal", err)
	}
	return nil
}

// copyBucket copies a bucket that was compared with the head. Under the same key the
// sealed bytes are taken as they are; under another each record is sealed anew.
func (tx *Tx) copyBucket(to *Tx, bucket byte) error {
	list, err := tx.all(bucket)
	if err != nil {
		return err
	}
	to.bucket(bucket).FillPercent = brimful // keys come in order
	held := 0
	for _, r := range list {
		if held += len(r.sealed); held > breath {
			if err := to.breathe(); err != nil {
				return err
			}
			to.bucket(bucket).FillPercent, held = brimful, 0
		}
		if !tx.write && bucket == bUndo && string(r.key) == undoKey {
			continue // what was removed today is in no snapshot
		}
		if to.key != tx.key {
			if r, err = tx.reseal(to.key, bucket, r); err != nil {
				return err
			}
		}
		if err := to.place(bucket, r.key, r.sealed); err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) reseal(key seal.Key, bucket byte, r record) (record, error) {
	plain, err := tx.key.Open(bucket, r.key, r.sealed)
	if err != nil {
		return record{}, tx.damage("bucket %c: record", bucket)
	}
	at := append([]byte{}, r.key...)
	switch Shelf(bucket) {
	case Answers, Letters, Agreements, Drafts, Settings:
		v, ok := decodeVolume(plain[min(revSize, len(plain)):])
		if !ok {
			return record{}, tx.damage("bucket %c: record", bucket)
		}
		at = nameKey(key, bucket, v.name)
	}
	return record{at, key.Seal(bucket, at, plain)}, nil
}
