package store

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"
)

// What can be wrong with a journal, or with what was asked of it.
var (
	ErrMissing  = errors.New("no journal")
	ErrEmpty    = errors.New("journal file is empty")
	ErrDamaged  = errors.New("journal is damaged")
	ErrHeader   = errors.New("one of two header pages is damaged, the last save may be missing")
	ErrNewer    = errors.New("journal was written by a newer program")
	ErrOlder    = errors.New("journal is of an earlier schema")
	ErrLocked   = errors.New("journal is open elsewhere")
	ErrExists   = errors.New("journal exists")
	ErrMoved    = errors.New("journal has moved on")
	ErrDisk     = errors.New("disk")
	ErrReadOnly = errors.New("journal cannot be written")
	ErrNoEntry  = errors.New("no such entry")
	ErrTaken    = errors.New("id is taken")
	ErrFuture   = errors.New("moment is after its writing")
)

// damaged names the thing that is damaged.
func damaged(format string, a ...any) error {
	return fmt.Errorf("%s: %w", fmt.Sprintf(format, a...), ErrDamaged)
}

// guard runs f over mapped bytes. A fault there, and a panic of bbolt's over what it
// found, is damage. The caller must have set debug.SetPanicOnFault for its goroutine.
func guard(what string, f func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			// Not the value: it may hold bytes of the file.
			err = damaged("%s: %T", what, r)
		}
	}()
	return f()
}

// onDisk names what the system refused. bbolt builds some of its errors with %s, so
// the text is looked at, too.
func onDisk(what string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return fmt.Errorf("%s: %w: %w", what, ErrReadOnly, err)
	case isDisk(err):
		return fmt.Errorf("%s: %w: %w", what, ErrDisk, err)
	}
	return fmt.Errorf("%s: %w", what, err)
}

func isDisk(err error) bool {
	for _, e := range []error{syscall.ENOSPC, syscall.EFBIG, syscall.EDQUOT, syscall.EIO} {
		if errors.Is(err, e) || strings.Contains(err.Error(), e.Error()) {
			return true
		}
	}
	for _, s := range []string{"file resize error", "file sync error", "mmap allocate error"} {
		if strings.Contains(err.Error(), s) {
			return true
		}
	}
	return false
}
