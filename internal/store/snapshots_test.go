package store

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/recover-journal/recover/internal/journal"
)

func snapshotsOf(t *testing.T, j *Journal) []Snapshot {
	t.Helper()
	list, err := Snapshots(SnapshotFolder(j.path))
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// Ten of the latest, seven days, four weeks and six months: after two years of daily
// snapshots that is what is left, and the order in which they came does not matter.
func TestKeepers(t *testing.T) {
	t.Parallel()
	var list []Snapshot
	for day := range 730 {
		list = append(list, Snapshot{Made: day0.AddDate(0, 0, day)})
	}
	slices.Reverse(list)
	for range 3 {
		kept := keepers(list, time.UTC)
		list = slices.DeleteFunc(list, func(s Snapshot) bool { return !kept[s] })
	}
	months := map[string]bool{}
	for _, s := range list {
		months[s.Made.Format("2006-01")] = true
	}
	if len(months) != keptMonths || len(list) < 15 || len(list) > 27 {
		t.Errorf("%d are left, of %d months", len(list), len(months))
	}
	for i := range keptLatest {
		if want := day0.AddDate(0, 0, 729-i); !list[i].Made.Equal(want) {
			t.Errorf("%d is of %v, not %v", i, list[i].Made, want)
		}
	}
}

// The day's first change makes one, and each is a journal that opens with the key.
func TestDaily(t *testing.T) {
	t.Parallel()
	j := newJournal(t, Options{}, someLife(20))
	for day := range 20 {
		for hour := range 2 {
			update(t, j, func(tx *Tx) error { return tx.AppendFacts([]byte("x")) })
			took, err := j.Daily(ctx, day0.AddDate(0, 0, day).Add(time.Duration(hour)*time.Hour))
			if err != nil || took != (hour == 0) {
				t.Fatalf("day %d: %t, %v", day, took, err)
			}
		}
	}
	list := snapshotsOf(t, j)
	if len(list) < keptLatest || len(list) == 20 {
		t.Errorf("%d snapshots", len(list))
	}
	for _, s := range list {
		verify(t, Open(s.Path, j.key, Options{}))
	}
	verify(t, j)
}

// A file that is mostly free is written anew with the day's snapshot, and one that is
// not stays as it is.
func TestDailyTightens(t *testing.T) {
	t.Parallel()
	j := newJournal(t, Options{}, someLife(20))
	size := func() int64 {
		info, err := os.Stat(j.path)
		if err != nil {
			t.Fatal(err)
		}
		return info.Size()
	}
	daily := func(day int) {
		t.Helper()
		update(t, j, func(tx *Tx) error { return tx.AppendFacts([]byte("x")) })
		if took, err := j.Daily(ctx, day0.AddDate(0, 0, day)); err != nil || !took {
			t.Fatalf("%t, %v", took, err)
		}
	}
	update(t, j, func(tx *Tx) error { return tx.Put(Drafts, "long", make([]byte, 4<<20)) })
	daily(0)
	if full := size(); full < 4<<20 {
		t.Fatalf("%d bytes", full)
	}
	update(t, j, func(tx *Tx) error { return tx.Put(Drafts, "long", []byte("short")) })
	daily(1)
	if left := size(); left > 1<<20 {
		t.Errorf("%d bytes are left of a short journal", left)
	}
	verify(t, j)
	tight, _ := os.Stat(j.path)
	daily(2)
	if now, _ := os.Stat(j.path); !os.SameFile(tight, now) {
		t.Error("written anew without a reason")
	}
}

// What was removed or edited leaves the journal with the day's snapshot, and no older
// snapshot keeps it.
func TestForgottenEverywhere(t *testing.T) {
	t.Parallel()
	for name, forget := range map[string]func(*Tx) error{
		"remove": func(tx *Tx) error {
			list, err := tx.Latest(1, nil)
			return errors.Join(err, tx.RemoveEntry(list[0].ID), tx.SetUndo([]byte("it was")))
		},
		"edit": func(tx *Tx) error { list, err := tx.Latest(1, nil); return errors.Join(err, tx.EditEntry(list[0])) },
		"burn": func(tx *Tx) error { return tx.Burn(Letters, "one") },
		"drop": func(tx *Tx) error { return tx.Drop(Answers, "why.0") },
	} {
		j := newJournal(t, Options{}, someLife(40))
		for day := range 3 {
			if _, err := j.Daily(ctx, day0.AddDate(0, 0, day)); err != nil {
				t.Fatal(err)
			}
			update(t, j, func(tx *Tx) error { return tx.AppendFacts([]byte("x")) })
		}
		update(t, j, forget)
		if _, err := j.Daily(ctx, day0.AddDate(0, 0, 3)); err != nil {
			t.Fatal(err)
		}
		list := snapshotsOf(t, j)
		if len(list) != 1 {
			t.Errorf("%s: %d snapshots are left", name, len(list))
		}
		view(t, Open(list[0].Path, j.key, Options{}), func(tx *Tx) error {
			if _, ok, err := tx.Undo(); ok || err != nil {
				t.Errorf("%s: the snapshot can undo: %v", name, err)
			}
			return tx.Verify()
		})
		// The undo slot held it: the file is written anew once more when it is empty.
		update(t, j, func(tx *Tx) error { return tx.SetUndo([]byte("something else")) })
		before, err := os.Stat(j.path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := j.Daily(ctx, day0.AddDate(0, 0, 4)); err != nil {
			t.Fatal(err)
		}
		after, err := os.Stat(j.path)
		if err != nil || os.SameFile(before, after) != (name != "remove") {
			t.Errorf("%s: written anew a second time: %t, %v", name, !os.SameFile(before, after), err)
		}
		verify(t, j)
		if len(snapshotsOf(t, j)) != 2 {
			t.Errorf("%s: later snapshots go, too", name)
		}
	}
}

// Many windows at the same moment: one takes the snapshot.
func TestDailyAtOnce(t *testing.T) {
	t.Parallel()
	j := newJournal(t, Options{Timeout: 20 * time.Second}, someLife(20))
	var wg sync.WaitGroup
	for range 12 {
		wg.Go(func() {
			if _, err := Open(j.path, j.key, j.o).Daily(ctx, day0); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if n := len(snapshotsOf(t, j)); n != 1 {
		t.Errorf("%d snapshots", n)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(j.path), "*")); len(left) != 2 {
		t.Errorf("left %v", left)
	}
}

// A snapshot goes where it holds what was forgotten, and stays where it never did: an
// entry that was written later, a shelf that was empty then. Each entry keeps to its
// number, however many were forgotten.
func TestForgottenLater(t *testing.T) {
	t.Parallel()
	j := newJournal(t, Options{}, someLife(40))
	daily := func(day, want int) {
		t.Helper()
		if _, err := j.Daily(ctx, day0.AddDate(0, 0, day)); err != nil {
			t.Fatal(err)
		}
		if n := len(snapshotsOf(t, j)); n != want {
			t.Errorf("day %d: %d snapshots, not %d", day, n, want)
		}
		verify(t, j)
	}
	edit := func(e journal.Entry) func(*Tx) error {
		return func(tx *Tx) error { e.Note += "."; return tx.EditEntry(e) }
	}
	var first, second journal.Entry
	daily(0, 1)
	update(t, j, func(tx *Tx) (err error) { first, err = tx.AddEntry(entryAt(500, 500, "later")); return err })
	update(t, j, edit(first)) // on the day it was written
	daily(1, 2)
	update(t, j, func(tx *Tx) (err error) {
		second, err = tx.AddEntry(entryAt(600, 600, "later still"))
		return errors.Join(err, tx.Put(Letters, "new", []byte("words")))
	})
	update(t, j, func(tx *Tx) error { return tx.Burn(Letters, "new") })
	daily(2, 3)
	for range mostLost - 3 { // the list of them is full, and nothing is mistaken for what it is not
		update(t, j, edit(second))
	}
	daily(3, 3) // that of day 2 held the second
	update(t, j, edit(first))
	daily(4, 2) // those of day 1 and 3 held the first
	update(t, j, edit(second))
	daily(5, 1) // more than can be told apart: then all that are older go
}
