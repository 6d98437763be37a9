package store

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/recover-journal/recover/internal/seal"
)

var update1 = flag.Bool("update", false, "write the golden journal of the present schema anew; an earlier one is never written again")

// golden is a journal of a schema as a program of its time wrote it, with what was in it.
func golden(n int) (db, text string) {
	return filepath.Join("testdata", fmt.Sprintf("schema%d.db", n)), filepath.Join("testdata", fmt.Sprintf("schema%d.txt", n))
}

func goldenLife(tx *Tx) error {
	if err := someLife(12)(tx); err != nil {
		return err
	}
	list, err := tx.Latest(2, nil)
	return errors.Join(err, tx.RemoveEntry(list[0].ID), tx.Drop(Answers, "why.0"), tx.SetRecovery("age1golden"))
}

// Every schema that was ever released is read, whole, and arrives at the present one.
func TestGolden(t *testing.T) {
	t.Parallel()
	if schema != 1+len(migrations()) {
		t.Fatalf("schema %d with %d migrations", schema, len(migrations()))
	}
	if *update1 {
		db, text := golden(schema)
		os.Remove(db)
		j, err := Create(ctx, db, zeroKey(t), seal.Wraps{Passphrase: []byte("wrapped")}, Options{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		update(t, j, goldenLife)
		if err := os.WriteFile(text, []byte(contents(t, j)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for n := 1; n <= schema; n++ {
		db, text := golden(n)
		b, err := os.ReadFile(db)
		if err != nil {
			t.Fatal(err)
		}
		want, err := os.ReadFile(text)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "journal.db")
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		j := Open(path, zeroKey(t), Options{})
		h, err := Peek(ctx, path, Options{})
		if err != nil || h.Schema != n {
			t.Fatalf("schema %d: says %d, %v", n, h.Schema, err)
		}
		if did, err := j.Migrate(ctx, h, day0); err != nil || did != (n < schema) {
			t.Fatalf("schema %d: migrated %t, %v", n, did, err)
		}
		verify(t, j)
		if got := contents(t, j); got != string(want) {
			t.Errorf("schema %d: other contents:\n%s", n, got)
		}
	}
}

// nextSchemas are made-up ones: each adds a fact, and the second renames an answer.
var nextSchemas = []migration{
	func(tx *Tx) error { return tx.AppendFacts([]byte("schema 2")) },
	func(tx *Tx) error {
		b, _, err := tx.Get(Answers, "why.0")
		return errors.Join(err, tx.Put(Answers, "why.zero", b), tx.Burn(Answers, "why.0"), tx.AppendFacts([]byte("schema 3")))
	},
}

// A journal of an earlier schema is copied as it is, brought to the present one in one
// rewrite, and its snapshot can still be read.
func TestMigrate(t *testing.T) {
	t.Parallel()
	j := newJournal(t, Options{}, someLife(20))
	before := contents(t, j)
	later := Open(j.path, j.key, Options{steps: nextSchemas})
	if err := later.View(ctx, (*Tx).Verify); !errors.Is(err, ErrOlder) {
		t.Errorf("read as it is: %v", err)
	}
	h, err := Peek(ctx, j.path, later.o)
	if err != nil {
		t.Fatal(err)
	}
	if did, err := later.Migrate(ctx, h, day0); !did || err != nil {
		t.Fatal(did, err)
	}
	if did, err := later.Migrate(ctx, h, day0); !did || err != nil { // another window, which looked before
		t.Fatal(did, err)
	}
	verify(t, later)
	view(t, later, func(tx *Tx) error {
		facts, err := tx.Facts()
		if n := len(facts); n != 4 || string(facts[n-1]) != "schema 3" || tx.Header().Schema != 3 {
			t.Errorf("%q, schema %d", facts, tx.Header().Schema)
		}
		return err
	})
	old := snapshotsOf(t, j)
	kept := Open(old[len(old)-1].Path, j.key, Options{})
	update(t, kept, (*Tx).ClearUndo)
	if want := before; contents(t, kept) == "" || len(contents(t, kept)) < len(want)-50 {
		t.Errorf("the snapshot holds other contents")
	}
	// The earlier program refuses the file, and does not touch it.
	b, err := os.ReadFile(j.path)
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{
		j.View(ctx, (*Tx).Verify), j.Update(ctx, (*Tx).ClearUndo), j.Rewrite(ctx, Change{}),
		Open(j.path, j.key, Options{OneHeader: true, Older: true}).View(ctx, (*Tx).Verify),
	} {
		if !errors.Is(err, ErrNewer) {
			t.Errorf("an earlier program: %v", err)
		}
	}
	if after, err := os.ReadFile(j.path); err != nil || !bytes.Equal(b, after) {
		t.Error("an earlier program changed the file")
	}
	if err := later.Reseal(ctx, Change{Key: j.key.Rotated()}); err != nil {
		t.Fatal(err)
	}
	if n := len(snapshotsOf(t, j)); n != len(old) {
		t.Errorf("%d of %d snapshots are left", n, len(old))
	}
	verify(t, later)
}

// A migration that fails or dies at any place leaves the journal of the old schema, or
// the one of the new.
func TestMigrateFails(t *testing.T) {
	t.Parallel()
	j := newJournal(t, Options{}, someLife(20))
	want := contents(t, j)
	stopped := 0
	for n := range 60 {
		left := n
		o := Options{steps: nextSchemas, point: func(name string) error {
			if left--; left == -1 && name != "renamed" {
				return syscall.EIO
			}
			return nil
		}}
		h, err := Peek(ctx, j.path, Options{steps: nextSchemas})
		if err != nil {
			t.Fatal(err)
		}
		_, err = Open(j.path, j.key, o).Migrate(ctx, h, day0)
		if err == nil {
			break
		}
		stopped++
		if contents(t, j) != want || len(Leftovers(j.path)) != 0 {
			t.Fatalf("stopped at %d: %v", n, err)
		}
	}
	if stopped < 6 || stopped == 60 {
		t.Errorf("stopped at %d places", stopped)
	}
	verify(t, Open(j.path, j.key, Options{steps: nextSchemas}))
	no := errors.New("no")
	k := newJournal(t, Options{}, someLife(5))
	bad := Open(k.path, k.key, Options{steps: []migration{func(*Tx) error { return no }}})
	if _, err := bad.Migrate(ctx, Header{Schema: 1}, day0); !errors.Is(err, no) {
		t.Error(err)
	}
	verify(t, k)
}
