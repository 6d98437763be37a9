package store

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/recover-journal/recover/internal/seal"
)

func salvaged(t testing.TB, b []byte, key seal.Key) (*Journal, Salvaged) {
	t.Helper()
	dir := t.TempDir()
	from, to := filepath.Join(dir, "broken.db"), filepath.Join(dir, "out", "new.db")
	if err := os.WriteFile(from, b, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := Salvage(ctx, from, to, key, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if after, err := os.ReadFile(from); err != nil || !bytes.Equal(after, b) {
		t.Error("the broken file was changed")
	}
	return Open(to, key, Options{}), s
}

// What authenticates comes out of a broken file, in its order; what is missing is
// counted; and what was removed stays removed.
func TestSalvage(t *testing.T) {
	t.Parallel()
	const entries = 300
	j := newJournal(t, Options{}, someLife(entries))
	leaveKey(t, j)
	good, err := os.ReadFile(j.path)
	if err != nil {
		t.Fatal(err)
	}
	k, s := salvaged(t, good, j.key)
	if s.Entries != entries || s.Facts != 30 || s.Answers != 3 || len(s.Missing) != 0 || !s.Head || s.Unsure {
		t.Errorf("%+v", s)
	}
	update(t, j, (*Tx).ClearUndo)
	if got, want := contents(t, k), contents(t, j); got != want {
		t.Errorf("other contents")
	}
	for _, part := range []struct{ percent, least int }{{75, 200}, {50, 100}, {25, 20}, {10, 0}} {
		_, s := salvaged(t, good[:len(good)*part.percent/100], j.key)
		if s.Entries < part.least || s.Entries > entries {
			t.Errorf("cut to %d %%: %+v", part.percent, s)
		}
		t.Logf("cut to %d %%: %d of %d entries", part.percent, s.Entries, entries)
	}
	least, sum, pages := entries, 0, 0
	for at := 0; at < len(good); at += 4096 {
		b := bytes.Clone(good)
		clear(b[at:min(at+4096, len(b))])
		_, s := salvaged(t, b, j.key)
		if s.Head && len(s.Numbers) != min(mostNumbers, entries-s.Entries) {
			t.Errorf("page %d: %d entries, missing %v", at/4096, s.Entries, s.Numbers)
		}
		least, sum, pages = min(least, s.Entries), sum+s.Entries, pages+1
	}
	if least < entries*9/10 {
		t.Errorf("with one page lost %d entries are left", least)
	}
	t.Logf("any one page of %d zeroed: mean %.1f, worst %d of %d entries", pages, float64(sum)/float64(pages), least, entries)
	b := bytes.Clone(good)
	clear(b[:2*4096])
	if _, s := salvaged(t, b, j.key); s.Entries != entries || !s.Unsure {
		t.Errorf("both headers gone: %+v", s)
	}
}

// Removed and edited records lie in free space for a while: they are counted there and
// not brought back.
func TestSalvageLeavesRemoved(t *testing.T) {
	t.Parallel()
	j := newJournal(t, Options{}, someLife(60))
	for range 3 {
		update(t, j, func(tx *Tx) error {
			list, err := tx.Latest(1, nil)
			if err != nil {
				return err
			}
			return tx.RemoveEntry(list[0].ID)
		})
	}
	update(t, j, func(tx *Tx) error { return tx.Burn(Letters, "one") })
	good, err := os.ReadFile(j.path)
	if err != nil {
		t.Fatal(err)
	}
	k, s := salvaged(t, good, j.key)
	if s.Entries != 57 || s.Letters != 0 {
		t.Errorf("%+v", s)
	}
	update(t, j, (*Tx).ClearUndo)
	if contents(t, k) != contents(t, j) {
		t.Error("other contents")
	}
}

// Whatever was done to a file, salvage ends with a whole journal or an error, and
// nothing in it was not in the file before.
func TestSalvageDamaged(t *testing.T) {
	t.Parallel()
	j := newJournal(t, Options{}, someLife(60))
	good, err := os.ReadFile(j.path)
	if err != nil {
		t.Fatal(err)
	}
	for n := range times(60, 400, 2500) {
		what, b := spoil(good, n)
		k, s := salvaged(t, b, j.key)
		if err := k.View(ctx, (*Tx).Verify); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		if s.Entries > 60 {
			t.Errorf("%s: %d entries", what, s.Entries)
		}
		view(t, k, func(tx *Tx) error {
			list, err := tx.Latest(0, nil)
			for _, e := range list {
				if want := fmt.Sprint("entry ", e.When.UTC.Sub(day0).Minutes()); e.What != want {
					t.Errorf("%s: %q is not %q", what, e.What, want)
				}
			}
			return err
		})
	}
}

// The wrapped keys are found in a file that opens no more.
func TestWrappings(t *testing.T) {
	t.Parallel()
	key := seal.NewKey()
	path := filepath.Join(t.TempDir(), "journal.db")
	if _, err := Create(ctx, path, key, seal.Wraps{Passphrase: []byte("wrapped p"), Recovery: []byte("wrapped r")}, Options{}, someLife(30)); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	clear(b[:2*4096])
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	list, ids, err := Wrappings(path)
	if err != nil || len(list) != 2 || len(ids) != 1 || ids[0] != key.Journal() {
		t.Errorf("%q %v %v", list, ids, err)
	}
}
