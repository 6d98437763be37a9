package store

import (
	"bytes"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/recover-journal/recover/internal/seal"
)

// livedIn is a journal in which everything happened that can: edits, removals, texts
// that are no JSON.
func livedIn(t testing.TB) *Journal {
	j := newJournal(t, Options{}, someLife(40))
	update(t, j, func(tx *Tx) error {
		list, err := tx.Latest(3, nil)
		return errors.Join(err, tx.EditEntry(list[0]), tx.RemoveEntry(list[1].ID), tx.Drop(Answers, "why.10"),
			tx.Put(Drafts, "html", []byte(`{"a": "<b>  "}`)), tx.Put(Drafts, "none", nil), tx.Put(Drafts, "bytes", []byte{0, 0xff, '\n'}))
	})
	return j
}

func backupOf(t testing.TB, j *Journal) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := j.WriteBackup(ctx, &b, "test", day0); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// What a backup was made from is what it brings back, under another key, too.
func TestBackup(t *testing.T) {
	t.Parallel()
	j := livedIn(t)
	want, text := contents(t, j), backupOf(t, j)
	b, err := ReadBackup(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if again := backupOf(t, j); !bytes.Equal(text, again) {
		t.Error("a second backup is another one")
	}
	for _, key := range []seal.Key{j.key, seal.NewKey()} {
		back, err := b.Create(ctx, filepath.Join(t.TempDir(), "journal.db"), key, seal.Wraps{}, 1000, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if contents(t, back) != want {
			t.Error("other contents")
		}
		verify(t, back)
		view(t, back, func(tx *Tx) error {
			if tx.Counter() <= 1000 {
				t.Errorf("counter %d", tx.Counter())
			}
			here, err := tx.Contents()
			for _, d := range Compare(here, b.Contents()) {
				if d.Here+d.There+d.Other > 0 || d.Same == 0 {
					t.Errorf("%+v", d)
				}
			}
			return err
		})
		// It goes on as the first one would have: the same next id, the same numbers.
		var ids [2]string
		for i, k := range []*Journal{j, back} {
			update(t, k, func(tx *Tx) error {
				e, err := tx.AddEntry(entryAt(50, 50, "after"))
				ids[i] = e.ID
				return err
			})
		}
		if key == j.key && ids[0] != ids[1] {
			t.Errorf("ids %v", ids)
		}
	}
}

// What is here, what is there, what is in both.
func TestCompare(t *testing.T) {
	t.Parallel()
	j := livedIn(t)
	b, err := ReadBackup(bytes.NewReader(backupOf(t, j)))
	if err != nil {
		t.Fatal(err)
	}
	update(t, j, func(tx *Tx) error {
		list, err := tx.Latest(2, nil)
		e := list[0]
		e.What = "other words"
		_, err2 := tx.AddEntry(entryAt(60, 60, "only here"))
		return errors.Join(err, err2, tx.EditEntry(e), tx.RemoveEntry(list[1].ID), tx.Put(Answers, "new", []byte("1")))
	})
	view(t, j, func(tx *Tx) error {
		here, err := tx.Contents()
		for _, d := range Compare(here, b.Contents()) {
			want := map[string]Difference{
				"entries": {"entries", 1, 1, 37, 1},
				"answers": {"answers", 1, 0, 2, 0},
			}[d.Kind]
			if want.Kind != "" && d != want || want.Kind == "" && d.Here+d.There+d.Other > 0 {
				t.Errorf("%+v", d)
			}
		}
		return err
	})
}

// A backup that is cut, changed in any line, or put together anew is refused whole.
func TestBackupDamaged(t *testing.T) {
	t.Parallel()
	text := backupOf(t, newJournal(t, Options{}, someLife(3)))
	for n := range len(text) {
		if _, err := ReadBackup(bytes.NewReader(text[:n])); !errors.Is(err, ErrDamaged) {
			t.Fatalf("cut to %d of %d: %v", n, len(text), err)
		}
	}
	lines := strings.SplitAfter(string(text), "\n")
	for i := range lines[:len(lines)-1] {
		without := strings.Join(lines[:i], "") + strings.Join(lines[i+1:], "")
		if _, err := ReadBackup(strings.NewReader(without)); !errors.Is(err, ErrDamaged) {
			t.Errorf("without line %d: %v", i+1, err)
		}
	}
	if _, err := ReadBackup(io.MultiReader(bytes.NewReader(text), strings.NewReader("{}\n"))); !errors.Is(err, ErrDamaged) {
		t.Errorf("with more behind: %v", err)
	}
	newer := strings.Replace(string(text), `"schema":1`, `"schema":2`, 1)
	if _, err := ReadBackup(strings.NewReader(newer)); !errors.Is(err, ErrNewer) {
		t.Errorf("of a newer program: %v", err)
	}
}

// FuzzBackup gives any bytes to who reads backups, and what it takes to the store.
func FuzzBackup(f *testing.F) {
	j := newJournal(f, Options{}, func(tx *Tx) error {
		_, err := tx.AddEntry(entryAt(1, 1, "x"))
		return errors.Join(err, tx.Put(Answers, "a", []byte("1")), tx.AppendFacts([]byte("{}")))
	})
	f.Add(backupOf(f, j))
	f.Fuzz(func(t *testing.T, text []byte) {
		b, err := ReadBackup(bytes.NewReader(text))
		if err != nil {
			if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrNewer) {
				t.Error(err)
			}
			return
		}
		if back, err := b.Create(ctx, filepath.Join(t.TempDir(), "j.db"), j.key, seal.Wraps{}, 0, Options{}); err == nil {
			verify(t, back)
		}
	})
}
