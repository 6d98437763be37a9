//go:build unix && !solaris && !aix && !android

package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"syscall"
)

// lock takes the same lock as bbolt does, but before bbolt looks at the file, so that
// preflight reads pages that nobody writes. bbolt then takes it again on the same
// open file, which always succeeds. The system wakes those who wait one after another,
// so that two hundred windows at once do not look for it two hundred times a second.
func lock(ctx context.Context, f *os.File, write bool) error {
	how := syscall.LOCK_SH
	if write {
		how = syscall.LOCK_EX
	}
	err := flock(int(f.Fd()), how|syscall.LOCK_NB)
	if err == nil {
		return nil
	}
	if !errors.Is(err, syscall.EWOULDBLOCK) {
		return onDisk("lock", err)
	}
	// The waiting has a descriptor of its own, which nobody closes under its hands.
	fd, err := syscall.Dup(int(f.Fd()))
	if err != nil {
		return onDisk("lock", err)
	}
	syscall.CloseOnExec(fd)
	got := make(chan error, 1)
	go func() {
		err := flock(fd, how)
		if ctx.Err() != nil && err == nil {
			// Nobody waits any longer; where somebody does after all, the lock is refused.
			err = ctx.Err()
			_ = flock(fd, syscall.LOCK_UN)
		}
		syscall.Close(fd)
		got <- err
	}()
	select {
	case err = <-got:
	case <-ctx.Done():
		err = ctx.Err()
	}
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("%s: %w", f.Name(), ErrLocked)
	case errors.Is(err, context.Canceled):
		return err
	}
	return onDisk("lock", err)
}

func flock(fd, how int) error {
	for {
		if err := syscall.Flock(fd, how); !errors.Is(err, syscall.EINTR) {
			return err
		}
	}
}

// alone lets one window at a time work in a folder. Where another is at it there is
// neither a release nor an error. A window that dies gives it up.
func alone(dir string) (release func(), err error) {
	d, err := os.Open(dir)
	if err != nil {
		return nil, onDisk("folder", err)
	}
	if err := syscall.Flock(int(d.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		d.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, nil
		}
		return nil, onDisk("folder", err)
	}
	return func() { d.Close() }, nil
}
