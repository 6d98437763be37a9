package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/recover-journal/recover/internal/seal"
	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

// session is the short time for which a journal's file is open. Its close always lets
// the file go, whatever happened.
type session struct {
	path  string // with symbolic links followed, so that a rename hits the file itself
	write bool
	o     Options
	file  *os.File
	db    *bbolt.DB
	tx    *bbolt.Tx
	stuck bool // a panic may have left bbolt's own locks taken
	check *check
	depth func(now Sight) depth
	sight Sight // how the file looks, where it was looked at whole or looks as it did
}

// open locks the journal's file, checks its pages, and hands it to bbolt. A file that
// looks as it did when last looked at is not looked at whole.
func open(ctx context.Context, path string, write bool, last Sight, o Options) (*session, error) {
	return openAt(ctx, path, write, func(now Sight) depth {
		if now == last || o.trusted {
			return onTheWay
		}
		return whole
	}, o)
}

func openAt(ctx context.Context, path string, write bool, d func(Sight) depth, o Options) (*session, error) {
	real, err := locate(path)
	if err != nil {
		return nil, err
	}
	s := &session{path: real, write: write, o: o, depth: d}
	options := &bbolt.Options{
		Timeout:      o.timeout(),
		ReadOnly:     !write,
		NoStatistics: true,
		OpenFile: func(string, int, os.FileMode) (f *os.File, err error) {
			s.file, err = s.take(ctx)
			return s.file, err
		},
	}
	err = guard("journal file", func() error {
		s.db, err = bbolt.Open(real, 0o600, options)
		return err
	})
	if err != nil {
		s.stuck = true
		s.close()
		return nil, explain(err)
	}
	s.db.AllocSize = allocSize
	if write {
		removeLeftovers(real)
	}
	return s, nil
}

// allocSize is by how much the file grows once it is larger than this.
const allocSize = 256 << 10

// locate follows links and says what is there, before bbolt can make a journal out of
// nothing.
func locate(path string) (string, error) {
	real, err := filepath.EvalSymlinks(path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("%s: %w", path, ErrMissing)
	}
	if err != nil {
		return "", onDisk("journal file", err)
	}
	info, err := os.Stat(real)
	if err != nil {
		return "", onDisk("journal file", err)
	}
	if !info.Mode().IsRegular() {
		return "", fmt.Errorf("%s: no file: %w", path, ErrDamaged)
	}
	if info.Size() == 0 {
		return "", fmt.Errorf("%s: %w", path, ErrEmpty)
	}
	return real, nil
}

// take opens and locks the file that the path names now. Who waited for the lock may
// have been given a file that was replaced meanwhile: then it starts again. Whatever
// bbolt asks for, nothing is created here.
//
// Where others get on while it waits, a queue is moving, and it goes on waiting; where
// nothing moves for as long as Options say, a window holds the file.
func (s *session) take(parent context.Context) (*os.File, error) {
	for turn := 1; ; turn++ {
		ctx, cancel := context.WithTimeout(parent, s.o.timeout())
		before, _ := os.Stat(s.path)
		f, err := s.attemptAll(ctx)
		cancel()
		if !errors.Is(err, ErrLocked) || turn == mostTurns || !moved(before, s.path) {
			return f, err
		}
	}
}

// mostTurns is how often a moving queue is waited for.
const mostTurns = 10

// moved says that somebody wrote the file since.
func moved(before os.FileInfo, path string) bool {
	now, err := os.Stat(path)
	return err == nil && before != nil && (!os.SameFile(before, now) || !now.ModTime().Equal(before.ModTime()))
}

func (s *session) attemptAll(ctx context.Context) (*os.File, error) {
	for {
		f, err := s.attempt(ctx)
		if f != nil || err != nil {
			return f, err
		}
	}
}

// attempt gives neither file nor error when the file was replaced under its hands.
func (s *session) attempt(ctx context.Context) (_ *os.File, err error) {
	flag := os.O_RDONLY
	if s.write {
		flag = os.O_RDWR
	}
	f, err := os.OpenFile(s.path, flag, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: %w", s.path, ErrMissing)
	}
	if err != nil {
		return nil, onDisk("journal file", err)
	}
	keep := false
	defer func() {
		if !keep {
			f.Close()
		}
	}()
	if err := s.o.at("opened"); err != nil {
		return nil, err
	}
	if err := lock(ctx, f, s.write); err != nil {
		return nil, err
	}
	same, size, err := compare(f, s.path)
	if err != nil || !same {
		return nil, err
	}
	if err := s.inspect(f, size); err != nil {
		return nil, err
	}
	keep = true
	return f, nil
}

// compare says whether the path still names the open file, and its size.
func compare(f *os.File, path string) (same bool, size int64, err error) {
	held, err := f.Stat()
	if err != nil {
		return false, 0, onDisk("journal file", err)
	}
	named, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, 0, fmt.Errorf("%s: %w", path, ErrMissing)
	}
	if err != nil {
		return false, 0, onDisk("journal file", err)
	}
	return os.SameFile(held, named), held.Size(), nil
}

func (s *session) inspect(f *os.File, size int64) error {
	if size == 0 {
		return fmt.Errorf("%s: %w", s.path, ErrEmpty)
	}
	c, err := begin(f, size)
	if err != nil {
		return err
	}
	now, err := c.sight(f)
	if err != nil {
		return err
	}
	if err := c.deepen(s.depth(now)); err != nil {
		return err
	}
	if c.oneHeader && !s.o.OneHeader {
		return fmt.Errorf("%s: %w", s.path, ErrHeader)
	}
	s.check, s.sight = c, now
	return nil
}

// explain keeps our own errors and names those of bbolt's that can be met after
// preflight.
func explain(err error) error {
	switch {
	case errors.Is(err, berrors.ErrTimeout):
		return fmt.Errorf("journal file: %w", ErrLocked)
	case errors.Is(err, berrors.ErrInvalid), errors.Is(err, berrors.ErrChecksum), errors.Is(err, berrors.ErrVersionMismatch):
		return damaged("journal file")
	}
	for _, ours := range []error{ErrMissing, ErrEmpty, ErrDamaged, ErrHeader, ErrNewer, ErrOlder, ErrLocked, ErrReadOnly, ErrDisk, context.Canceled} {
		if errors.Is(err, ours) {
			return err
		}
	}
	return onDisk("journal file", err)
}

func (s *session) transaction() (*bbolt.Tx, error) {
	err := guard("transaction", func() (err error) {
		s.tx, err = s.db.Begin(s.write)
		return err
	})
	if err != nil {
		s.stuck = true
		return nil, err
	}
	return s.tx, nil
}

// begin starts the transaction and opens the head with the key.
func (s *session) begin(key seal.Key) (*Tx, error) {
	b, err := s.transaction()
	if err != nil {
		return nil, err
	}
	tx := &Tx{b: b, key: key, write: s.write, file: s.check, o: s.o}
	if err := tx.load(); err != nil {
		return nil, err
	}
	return tx, s.o.at("begun")
}

// commit keeps what tx changed, or nothing.
func (s *session) commit(tx *Tx) error {
	if tx.broken != nil {
		return tx.broken
	}
	if !tx.changed {
		return nil
	}
	if err := tx.keepHead(); err != nil {
		return err
	}
	if err := s.o.at("commit"); err != nil {
		return err
	}
	err := guard("commit", s.tx.Commit)
	if errors.Is(err, ErrDamaged) {
		s.stuck = true
		return err
	}
	if err != nil {
		return fmt.Errorf("commit: %w: %w", ErrDisk, err)
	}
	s.tx = nil
	s.look()
	return s.o.at("committed")
}

// look takes a new sight of what was just written. Where that fails the next one to
// open looks at the whole.
func (s *session) look() {
	if now, err := sightOf(s.file); err == nil {
		s.sight = now
	} else {
		s.sight = Sight{}
	}
}

// close rolls back what was not committed and lets the file go. Where bbolt panicked
// its own locks may be taken for ever; then only the file is closed, which frees the
// lock on it, and the mapping is left to the end of the process.
func (s *session) close() {
	if s.tx != nil && !s.stuck {
		// After a failed commit this only says that the transaction is over.
		if err := guard("rollback", s.tx.Rollback); errors.Is(err, ErrDamaged) {
			s.stuck = true
		}
	}
	if s.db != nil && !s.stuck {
		guard("close", s.db.Close)
	}
	if s.file != nil {
		s.file.Close() // again, where bbolt has done so
	}
}
