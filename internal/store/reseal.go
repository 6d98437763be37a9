package store

import (
	"context"
	"errors"
	"os"
)

// Reseal changes key or wrappings of the journal and of every snapshot, so that what
// opened them before opens none of them. The snapshots come first: dying on the way
// leaves a journal that opens as before, and the next Reseal starts anew. A snapshot
// that the journal's key does not open, or that is damaged, is removed once the journal
// and the others are done; files that were set aside cannot be changed, and stay.
func (j *Journal) Reseal(ctx context.Context, c Change) error {
	list, err := Snapshots(SnapshotFolder(j.path))
	if err != nil {
		return err
	}
	var lost []string
	for _, s := range list {
		err := j.beside(s.Path).Rewrite(ctx, Change{Key: c.Key, Wraps: c.Wraps, still: true})
		switch {
		case err == nil:
		case errors.Is(err, ErrDisk), errors.Is(err, ErrReadOnly), errors.Is(err, ErrLocked), errors.Is(err, context.Canceled):
			return err
		default:
			lost = append(lost, s.Path)
		}
		if err := j.o.at("resealed"); err != nil {
			return err
		}
	}
	if err := j.Rewrite(ctx, c); err != nil {
		return err
	}
	for _, path := range lost {
		if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
			return onDisk("snapshots", err)
		}
	}
	return nil
}
