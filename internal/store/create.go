package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"

	"github.com/recover-journal/recover/internal/seal"
)

// Create makes a journal at path, with what fill puts into it (nil: nothing). It is
// written under another name in the same folder, read back whole, and only then given
// its own: after a crash there is a whole journal or none. A file that is there is
// never touched: ErrExists.
func Create(ctx context.Context, path string, key seal.Key, w seal.Wraps, o Options, fill func(*Tx) error) (*Journal, error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	if _, err := os.Lstat(path); err == nil {
		return nil, fmt.Errorf("%s: %w", path, ErrExists)
	}
	if err := makeFolder(filepath.Dir(path)); err != nil {
		return nil, err
	}
	temp, err := tempName(path)
	if err != nil {
		return nil, err
	}
	defer os.Remove(temp)
	header, h := newHeader(key, w), newHead()
	header.Schema, h.Schema = o.schema(), uint32(o.schema())
	if err := write(temp, key, header, h, o, fill); err != nil {
		return nil, err
	}
	if err := readBack(ctx, temp, key, o); err != nil {
		return nil, err
	}
	if err := putNew(temp, path); err != nil {
		return nil, err
	}
	return Open(path, key, o), o.at("created")
}

// tempName finds a name that nobody has: two who create at once must not meet.
func tempName(path string) (string, error) {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(newName(path))+"-*")
	if err != nil {
		return "", onDisk("new journal", err)
	}
	f.Close()
	return f.Name(), onDisk("new journal", os.Remove(f.Name()))
}

// write makes a journal's file: the clear bucket, all others, what fill does, and the
// head over it.
func write(path string, key seal.Key, header Header, h head, o Options, fill func(*Tx) error) (err error) {
	db, err := newDB(path, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, onDisk("new journal", db.Close())) }()
	err = guard("new journal", func() error {
		b, err := db.Begin(true)
		if err != nil {
			return err
		}
		tx := &Tx{b: b, db: db, key: key, header: header, head: h, write: true, o: o}
		defer func() { tx.b.Rollback() }() // where it was committed, this says only that
		tx.header.digest = digest(tx.header.values())
		tx.head.Clear = tx.header.digest
		if err := tx.fill(fill); err != nil {
			return err
		}
		db.NoSync = false
		return tx.b.Commit()
	})
	if err != nil {
		return onDisk("new journal", err)
	}
	return o.at("written")
}

// breath is how many bytes are written to a new file before they go to the disk.
const breath = 4 << 20

// breathe lets go of what was put into a file of our own making so far: bbolt holds in
// memory all that one transaction writes. Nobody sees the file before it has its name,
// so only the last transaction need be on the disk, with all before it.
func (tx *Tx) breathe() error {
	if tx.db == nil {
		return nil
	}
	tx.db.NoSync = true
	if err := tx.b.Commit(); err != nil {
		return err
	}
	b, err := tx.db.Begin(true)
	if err != nil {
		return err
	}
	tx.b = b
	return tx.findBuckets()
}

func (tx *Tx) fill(fill func(*Tx) error) error {
	for _, name := range []byte(tallied + string(bHead) + string(bClear)) {
		if _, err := tx.b.CreateBucket([]byte{name}); err != nil {
			return err
		}
	}
	if err := tx.header.write(tx.b.Bucket([]byte{bClear})); err != nil {
		return err
	}
	if err := tx.findBuckets(); err != nil {
		return err
	}
	if fill != nil {
		if err := fill(tx); err != nil {
			return err
		}
	}
	if tx.broken != nil {
		return tx.broken
	}
	return tx.keepHead()
}

// readBack opens what was just written, as a stranger would, and reads all of it.
func readBack(ctx context.Context, path string, key seal.Key, o Options) error {
	if err := Open(path, key, o).View(ctx, (*Tx).Verify); err != nil {
		return fmt.Errorf("new journal, read back: %w", err)
	}
	return o.at("verified")
}
