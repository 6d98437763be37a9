package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"time"
)

// Snapshots are whole copies of a journal under its own key, in a folder beside it,
// each named after the moment at which it was made.

// Snapshot is one of them.
type Snapshot struct {
	Path string
	Made time.Time
}

const (
	snapshotTime = "2006-01-02T150405Z"
	snapshotEnd  = ".db"
)

// SnapshotFolder is where the snapshots of a journal are: snapshots beside journal.db,
// and beside any other file a folder with its name.
func SnapshotFolder(path string) string {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	base := filepath.Base(path)
	if base == "journal.db" {
		return filepath.Join(filepath.Dir(path), "snapshots")
	}
	return filepath.Join(filepath.Dir(path), strings.TrimSuffix(base, filepath.Ext(base))+".snapshots")
}

// Snapshots lists what is in a folder of snapshots, the latest first. Whatever is not
// named like one is nobody's business here.
func Snapshots(dir string) ([]Snapshot, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, onDisk("snapshots", err)
	}
	var list []Snapshot
	for _, e := range entries {
		made, err := time.Parse(snapshotTime+snapshotEnd, e.Name())
		if err == nil && e.Type().IsRegular() {
			list = append(list, Snapshot{filepath.Join(dir, e.Name()), made})
		}
	}
	sort.Slice(list, func(i, j int) bool { return list[j].Made.Before(list[i].Made) })
	return list, nil
}

// TakeSnapshot makes one, reads it back whole, and only then removes those that are
// not kept any longer. Who takes one at the same moment takes none.
func (j *Journal) TakeSnapshot(ctx context.Context, now time.Time) (Snapshot, error) {
	dir := SnapshotFolder(j.path)
	s := Snapshot{Made: now.UTC().Truncate(time.Second)}
	for {
		s.Path = filepath.Join(dir, s.Made.Format(snapshotTime)+snapshotEnd)
		err := j.Snapshot(ctx, s.Path)
		if !errors.Is(err, ErrExists) {
			if err != nil {
				return s, fmt.Errorf("snapshot: %w", err)
			}
			break
		}
		s.Made = s.Made.Add(time.Second)
	}
	return s, j.thinOut(ctx, s, now.Location())
}

// Daily is for after a change: it takes the day's snapshot, if none is there of the
// civil day at now. Bytes of what was removed or edited leave the journal first, so
// that neither holds them, and so does free space, where it is more than half. It reports whether it did something; where another window
// is at it, that one does.
func (j *Journal) Daily(ctx context.Context, now time.Time) (took bool, err error) {
	dir := SnapshotFolder(j.path)
	today := now.Format(time.DateOnly)
	there := func() (bool, error) {
		list, err := Snapshots(dir)
		return slices.ContainsFunc(list, func(s Snapshot) bool {
			return s.Made.In(now.Location()).Format(time.DateOnly) == today
		}), err
	}
	if done, err := there(); done || err != nil {
		return false, err
	}
	if err := makeFolder(dir); err != nil {
		return false, err
	}
	release, err := alone(dir)
	if err != nil || release == nil {
		return false, err
	}
	defer release()
	if done, err := there(); done || err != nil {
		return false, err
	}
	var anew bool
	if err := j.View(ctx, func(tx *Tx) error {
		forgot, err := tx.unforgotten()
		anew = forgot || tx.loose()
		return err
	}); err != nil {
		return false, err
	}
	if anew {
		if err := j.Rewrite(ctx, Change{}); err != nil {
			return false, err
		}
	}
	_, err = j.TakeSnapshot(ctx, now)
	return true, err
}

// loosest is a file, in pages, that may be mostly free: a megabyte.
const loosest = 256

// loose says that more than half of a file that is not small is free.
func (tx *Tx) loose() bool {
	f := tx.file
	return f != nil && f.meta.high > loosest && 2*uint64(len(f.free)) > f.meta.high
}

// thinOut removes the snapshots that are not kept any longer, and those before s that
// still hold something forgotten.
func (j *Journal) thinOut(ctx context.Context, s Snapshot, zone *time.Location) error {
	var losses []lost
	if err := j.beside(s.Path).View(ctx, func(tx *Tx) (err error) {
		losses, err = tx.losses()
		return err
	}); err != nil {
		return fmt.Errorf("snapshot: %w", err)
	}
	list, err := Snapshots(filepath.Dir(s.Path))
	if err != nil {
		return err
	}
	kept := keepers(list, zone)
	for _, old := range list {
		if old == s {
			continue
		}
		if kept[old] && !j.holdsLost(ctx, old, losses) {
			continue
		}
		if err := os.Remove(old.Path); err != nil && !errors.Is(err, os.ErrNotExist) {
			return onDisk("snapshots", err)
		}
	}
	return nil
}

// holdsLost says that a snapshot still holds something forgotten. One that cannot be read
// says nothing about itself, and stays: doctor tells of it.
func (j *Journal) holdsLost(ctx context.Context, s Snapshot, losses []lost) (yes bool) {
	err := j.beside(s.Path).View(ctx, func(tx *Tx) error {
		for _, l := range losses {
			held, err := tx.holds(l)
			if err != nil {
				return err
			}
			yes = yes || held
		}
		return nil
	})
	return err == nil && yes
}

// How many snapshots are kept: so many of the latest, and of the latest days, weeks and
// months one each, the last that was made in it.
const (
	keptLatest = 10
	keptDays   = 7
	keptWeeks  = 4
	keptMonths = 6
)

func keepers(list []Snapshot, zone *time.Location) map[Snapshot]bool {
	kept := make(map[Snapshot]bool)
	for _, s := range list[:min(keptLatest, len(list))] {
		kept[s] = true
	}
	for _, period := range []struct {
		n    int
		name func(time.Time) string
	}{
		{keptDays, func(t time.Time) string { return t.Format(time.DateOnly) }},
		{keptWeeks, func(t time.Time) string { y, w := t.ISOWeek(); return fmt.Sprint(y, " ", w) }},
		{keptMonths, func(t time.Time) string { return t.Format("2006-01") }},
	} {
		seen := make(map[string]bool)
		for _, s := range list {
			name := period.name(s.Made.In(zone))
			if !seen[name] && len(seen) < period.n {
				seen[name], kept[s] = true, true
			}
		}
	}
	return kept
}

// beside is another file under the journal's key, of whatever schema.
func (j *Journal) beside(path string) *Journal {
	return Open(path, j.key, Options{OneHeader: true, Older: true, Timeout: j.o.Timeout, steps: j.o.steps})
}
