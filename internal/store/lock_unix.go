//go:build unix && !solaris && !aix && !android

package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"
)

// pause is how long to wait between two looks at a lock that another window holds.
const pause = 5 * time.Millisecond

// lock takes the same lock as bbolt does, but before bbolt looks at the file, so that
// preflight reads pages that nobody writes. bbolt then takes it again on the same
// open file, which always succeeds.
func lock(ctx context.Context, f *os.File, write bool) error {
	how := syscall.LOCK_SH
	if write {
		how = syscall.LOCK_EX
	}
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for {
		err := syscall.Flock(int(f.Fd()), how|syscall.LOCK_NB)
		switch {
		case err == nil:
			return nil
		case errors.Is(err, syscall.EINTR):
			continue
		case !errors.Is(err, syscall.EWOULDBLOCK):
			return onDisk("lock", err)
		}
		select {
		case <-ctx.Done():
			if errors.Is(ctx.Err(), context.Canceled) {
				return ctx.Err()
			}
			return fmt.Errorf("%s: %w", f.Name(), ErrLocked)
		case <-tick.C:
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
