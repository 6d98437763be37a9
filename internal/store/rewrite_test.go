package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/recover-journal/recover/internal/seal"
)

// contents is everything in a journal, as text.
func contents(t *testing.T, j *Journal) string {
	t.Helper()
	var out string
	view(t, j, func(tx *Tx) error {
		facts, err := tx.Facts()
		list, err2 := tx.Latest(0, nil)
		out = fmt.Sprintf("%s\n%v\n", facts, list)
		for _, s := range []Shelf{Answers, Letters, Agreements, Drafts, Settings} {
			all, err := tx.All(s)
			if err != nil {
				return err
			}
			for _, n := range all {
				h, err := tx.History(s, n.Name)
				if err != nil {
					return err
				}
				out += fmt.Sprintf("%c %s %s\n", s, n.Name, h)
			}
		}
		undo, _, err3 := tx.Undo()
		out += string(undo)
		return errors.Join(err, err2, err3)
	})
	return out
}

// A rewrite changes what it was asked to and nothing else.
func TestRewrite(t *testing.T) {
	t.Parallel()
	j := newJournal(t, Options{}, someLife(50))
	want, old := contents(t, j), j.key
	var counter uint64
	view(t, j, func(tx *Tx) error { counter = tx.Counter(); return nil })

	wraps := seal.Wraps{Passphrase: []byte("wrapped")}
	key := old.Rotated()
	for name, c := range map[string]Change{
		"nothing": {},
		"wraps":   {Wraps: &wraps},
		"key":     {Key: key, Wraps: &wraps},
	} {
		if err := j.Rewrite(ctx, c); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		counter++
		if got := contents(t, j); got != want {
			t.Errorf("%s: other contents", name)
		}
		verify(t, j)
	}
	view(t, j, func(tx *Tx) error {
		if tx.Counter() != counter || string(tx.Header().Wraps.Passphrase) != "wrapped" {
			t.Errorf("counter %d, want %d; wraps %q", tx.Counter(), counter, tx.Header().Wraps)
		}
		return nil
	})
	if err := Open(j.path, old, Options{}).View(ctx, (*Tx).Verify); !errors.Is(err, seal.ErrKey) {
		t.Errorf("the old key: %v", err)
	}

	err := j.Rewrite(ctx, Change{Edit: func(tx *Tx) error {
		return errors.Join(tx.Burn(Letters, "one"), tx.ClearUndo(), tx.AppendFacts([]byte("burned")))
	}})
	if err != nil {
		t.Fatal(err)
	}
	view(t, j, func(tx *Tx) error {
		h, err := tx.History(Letters, "one")
		facts, err2 := tx.Facts()
		if len(h) != 0 || string(facts[len(facts)-1]) != "burned" {
			t.Errorf("letters %q, facts %q", h, facts)
		}
		return errors.Join(err, err2)
	})
	before := contents(t, j)
	no := errors.New("no")
	err = j.Rewrite(ctx, Change{Edit: func(tx *Tx) error { return errors.Join(tx.AppendFacts([]byte("x")), no) }})
	if !errors.Is(err, no) || contents(t, j) != before {
		t.Errorf("an edit that failed: %v", err)
	}
}

// A snapshot is the journal as it is, does not replace a file, and can be adopted in
// the place of a journal that is damaged or gone.
func TestSnapshotAndAdopt(t *testing.T) {
	t.Parallel()
	j := newJournal(t, Options{}, someLife(20))
	update(t, j, (*Tx).ClearUndo)
	want := contents(t, j)
	path := filepath.Join(filepath.Dir(j.path), "snapshots", "one")
	for _, damage := range []func() error{
		func() error { return os.WriteFile(j.path, []byte("gone"), 0o600) },
		func() error { return os.Remove(j.path) },
	} {
		if err := j.Snapshot(ctx, path); err != nil {
			t.Fatal(err)
		}
		if err := j.Snapshot(ctx, path); !errors.Is(err, ErrExists) {
			t.Errorf("over another snapshot: %v", err)
		}
		if err := damage(); err != nil {
			t.Fatal(err)
		}
		if err := Open(j.path, j.key, Options{}).Adopt(ctx, Open(path, j.key, Options{})); err != nil {
			t.Fatal(err)
		}
		if contents(t, j) != want {
			t.Error("other contents")
		}
	}
}

// What a crash left is cleared away by the next change, and nothing else is.
func TestLeftovers(t *testing.T) {
	t.Parallel()
	j := newJournal(t, Options{}, nil)
	dir := filepath.Dir(j.path)
	ours, theirs := []string{"journal.new", "journal.new-123456"}, []string{"journal.new-notes", "journal.newer", "other.new"}
	for _, name := range append(ours, theirs...) {
		os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o600)
	}
	verify(t, j)
	if got := Leftovers(j.path); len(got) != 2 {
		t.Errorf("leftovers = %v", got)
	}
	update(t, j, func(*Tx) error { return nil })
	for _, name := range ours {
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			t.Errorf("%s is still there", name)
		}
	}
	for _, name := range theirs {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Errorf("%s is gone", name)
		}
	}
}

// What is too much to be held at once goes to the new file piece by piece, and is all
// there.
func TestRewriteOfMuch(t *testing.T) {
	const n, size = 60, breath / 40
	j := newJournal(t, Options{}, func(tx *Tx) error {
		for i := range n {
			if _, err := tx.AddEntry(entryAt(i, i, strings.Repeat("word ", size/5))); err != nil {
				return err
			}
		}
		return nil
	})
	if err := j.Rewrite(ctx, Change{Key: j.key.Rotated()}); err != nil {
		t.Fatal(err)
	}
	view(t, j, func(tx *Tx) error {
		all, err := tx.Latest(0, nil)
		if err == nil && len(all) != n {
			t.Errorf("%d entries of %d", len(all), n)
		}
		return errors.Join(err, tx.Verify())
	})
	info, err := os.Stat(j.path)
	if err != nil {
		t.Fatal(err)
	}
	if sealed := int64(n * 2 * size); info.Size() > sealed*3/2 { // the text stands in two fields
		t.Errorf("a file of %d bytes for %d", info.Size(), sealed)
	}
}
