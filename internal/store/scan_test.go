package store

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/recover-journal/recover/internal/journal"
)

// A search gives what going over all entries one by one gives, whether it reads the
// pages itself or a list of what this transaction has not written yet; with entries of
// every size, edited, removed and backdated, in scripts of every kind.
func TestSearchAgainstSlowOne(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 5))
	bits := []string{"stock", "STOCK", "stóck", "s\u00adtock", "’stock’", "nothing", "مرحبا", "你好", "👩‍👩‍👧", "and then", strings.Repeat("long ", 1500)}
	some := func() string {
		var b strings.Builder
		for range 1 + r.IntN(5) {
			b.WriteString(bits[min(r.IntN(len(bits)), r.IntN(len(bits)+4))%len(bits)] + " ")
		}
		return b.String()
	}
	life := func(n int) func(tx *Tx) error {
		return func(tx *Tx) error {
			for i := range n {
				e, err := tx.AddEntry(entryAt(r.IntN(i+1), i, some()))
				if err != nil {
					return err
				}
				switch r.IntN(9) {
				case 0:
					err = tx.RemoveEntry(e.ID)
				case 1:
					e.What = some()
					err = tx.EditEntry(e)
				}
				if err != nil {
					return err
				}
			}
			return nil
		}
	}
	compare := func(tx *Tx) error {
		for _, word := range []string{"stock", "nothing then", "long long", "你好", "nowhere", strings.ToLower(marker)} {
			f := journal.Filter{Search: journal.NewSearch(word)}
			got, err := tx.Sift(f.Might, f.Wants)
			if err != nil {
				return err
			}
			if want := slowly(t, tx, f); !cmp.Equal(got, want) {
				t.Errorf("%q: %d found, not %d, or in another order", word, len(got), len(want))
			}
		}
		return nil
	}
	for _, n := range []int{0, 1, 40, 700} {
		j := newJournal(t, Options{}, life(n))
		view(t, j, compare)
		update(t, j, compare)
		update(t, j, func(tx *Tx) error {
			if err := life(5)(tx); err != nil {
				return err
			}
			return compare(tx)
		})
		view(t, Open(j.path, j.key, Options{}), compare)
	}
}

func slowly(t *testing.T, tx *Tx, f journal.Filter) []journal.Entry {
	all, err := tx.Latest(tx.Living()+1, nil) // by walking back, without Sift
	if err != nil {
		t.Fatal(err)
	}
	wanted := []journal.Entry{}
	for _, e := range all {
		if f.Wants(e) {
			wanted = append(wanted, e)
		}
	}
	return wanted
}
