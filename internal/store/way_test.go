package store

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

// pagesLookedAt is how many pages were looked at by a run, on the way or whole.
func pagesLookedAt(t *testing.T, j *Journal, write bool, f func(*Tx) error) (n int, all bool) {
	t.Helper()
	run := j.View
	if write {
		run = j.Update
	}
	err := run(ctx, func(tx *Tx) error {
		err := f(tx)
		n, all = len(tx.file.known), tx.file.done
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n, all
}

// A file that looks as it did when it was last looked at is looked at only on the way to
// what is read: as many pages among a hundred entries as among ten thousand, but for the
// levels of the tree. And one that looks otherwise is looked at whole.
func TestTwoDepths(t *testing.T) {
	t.Parallel()
	latest := func(tx *Tx) error { _, err := tx.Latest(20, nil); return err }
	add := func(tx *Tx) error { _, err := tx.AddEntry(entryAt(1, 1, "x")); return err }
	for _, entries := range []int{100, 1000, times(3000, 3000, 30_000)} {
		j := newJournal(t, Options{}, someLife(entries))
		again := func(o Options) *Journal { return Open(j.path, j.key, o) }
		if _, all := pagesLookedAt(t, j, false, latest); !all {
			t.Error("the first look was not at the whole")
		}
		for what, f := range map[string]func(*Tx) error{"latest": latest, "add": add} {
			n, all := pagesLookedAt(t, again(Options{Sight: j.Sight()}), false, latest)
			if all || n > 12 {
				t.Errorf("%s among %d: %d pages, whole: %t", what, entries, n, all)
			}
			if _, all := pagesLookedAt(t, j, true, f); all {
				t.Errorf("%s among %d: the file was looked at whole", what, entries)
			}
		}
		if _, all := pagesLookedAt(t, again(Options{}), false, latest); !all {
			t.Error("without a sight the look was not at the whole")
		}
		seen := j.Sight()
		later := time.Now().Add(time.Second)
		if err := os.Chtimes(j.path, later, later); err != nil {
			t.Fatal(err)
		}
		if _, all := pagesLookedAt(t, again(Options{Sight: seen}), false, latest); !all {
			t.Error("after another's writing the look was not at the whole")
		}
		if _, all := pagesLookedAt(t, again(Options{trusted: true}), false, (*Tx).Verify); !all {
			t.Error("Verify did not look at the whole")
		}
		verify(t, j)
	}
}

// Whatever a journal went through, what is read on the way is what is read whole.
func TestDepthsAgree(t *testing.T) {
	t.Parallel()
	j := newJournal(t, Options{trusted: true}, someLife(600))
	for i := range 60 {
		update(t, j, func(tx *Tx) error {
			list, err := tx.Latest(3+i, nil)
			if err != nil {
				return err
			}
			err = errors.Join(tx.EditEntry(list[i]), tx.RemoveEntry(list[i/2].ID),
				tx.Put(Drafts, fmt.Sprint(i), []byte(strings.Repeat("long ", 10*i))))
			_, err2 := tx.AddEntry(entryAt(i, 1000, "added"))
			return errors.Join(err, err2, tx.Burn(Drafts, fmt.Sprint(i-7)), tx.AppendFacts([]byte("f")))
		})
		if i%20 == 0 {
			verify(t, j)
		}
	}
	other := Open(j.path, j.key, Options{})
	if a, b := contents(t, j), contents(t, other); a != b {
		t.Error("another text on the way")
	}
	verify(t, other)
}
