package store

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/recover-journal/recover/internal/journal"
)

// model is a log as a plain list: what the walk is compared with.
type model struct {
	list []found // number counts writings
	next uint64
}

func (m *model) write(e journal.Entry) {
	m.list = slices.DeleteFunc(m.list, func(f found) bool { return f.entry.ID == e.ID })
	m.list = append(m.list, found{moment(e.When), m.next, e})
	m.next++
}

func (m *model) latest(n int, keep func(journal.Entry) bool) []string {
	list := slices.Clone(m.list)
	slices.SortFunc(list, newestFirst)
	var out []string
	for _, f := range list {
		if (keep == nil || keep(f.entry)) && (n == 0 || len(out) < n) {
			out = append(out, f.entry.ID+" "+f.entry.What)
		}
	}
	return out
}

func idsOf(list []journal.Entry) []string {
	var out []string
	for _, e := range list {
		out = append(out, e.ID+" "+e.What)
	}
	return out
}

// The walk that stops early gives what a plain sort of everything gives: for logs
// with entries written late, edited, moved to other days, removed and brought back,
// imported in a heap, and written while the clock was set back.
func TestWalk(t *testing.T) {
	t.Parallel()
	for seed := range times(60, 300, 3000) {
		r := rand.New(rand.NewPCG(uint64(seed), 7))
		j := newJournal(t, Options{}, nil)
		var m model
		now := 100_000
		for range 1 + r.IntN(6) {
			update(t, j, func(tx *Tx) error {
				for range r.IntN(25) {
					if err := step(tx, &m, r, &now); err != nil {
						return err
					}
				}
				return nil
			})
			compareWalks(t, seed, j, &m, r)
		}
		if seed%10 == 0 {
			if err := j.Rewrite(ctx, Change{}); err != nil {
				t.Fatal(err)
			}
			compareWalks(t, seed, j, &m, r)
			verify(t, j)
		}
		if t.Failed() {
			return
		}
	}
}

func step(tx *Tx, m *model, r *rand.Rand, now *int) error {
	*now += r.IntN(500)
	if r.IntN(12) == 0 {
		*now -= r.IntN(3000) // the clock is set back
	}
	when := *now
	if r.IntN(3) == 0 {
		when -= r.IntN(2880)
	}
	e := entryAt(when, *now, fmt.Sprint(m.next))
	switch what := r.IntN(10); {
	case what < 6 || len(m.list) == 0:
		kept, err := tx.AddEntry(e)
		m.write(kept)
		return err
	case what < 7:
		for range r.IntN(20) { // an import: stored at one moment
			kept, err := tx.AddEntry(entryAt(*now-r.IntN(90_000), *now, fmt.Sprint(m.next)))
			if err != nil {
				return err
			}
			m.write(kept)
		}
		return nil
	case what < 9:
		e.ID = m.list[r.IntN(len(m.list))].entry.ID
		m.write(e)
		return tx.EditEntry(e)
	default:
		i := r.IntN(len(m.list))
		gone := m.list[i].entry
		m.list = slices.Delete(m.list, i, i+1)
		if err := tx.RemoveEntry(gone.ID); err != nil || r.IntN(3) > 0 {
			return err
		}
		kept, err := tx.AddEntry(gone)
		m.write(kept)
		return err
	}
}

func compareWalks(t *testing.T, seed int, j *Journal, m *model, r *rand.Rand) {
	t.Helper()
	odd := func(e journal.Entry) bool { return e.When.UTC.Minute()%2 == 1 }
	view(t, j, func(tx *Tx) error {
		for _, n := range []int{0, 1, 2, 5, 20, 1 + r.IntN(100)} {
			for _, keep := range []func(journal.Entry) bool{nil, odd} {
				got, err := tx.Latest(n, keep)
				if err != nil {
					return err
				}
				if want := m.latest(n, keep); !slices.Equal(idsOf(got), want) {
					t.Errorf("log %d, latest %d: %v, want %v", seed, n, idsOf(got), want)
				}
			}
		}
		if tx.Living() != len(m.list) {
			t.Errorf("log %d: %d living, want %d", seed, tx.Living(), len(m.list))
		}
		return nil
	})
}

// The walk stops: the latest twenty of a long log cost about twenty records.
func TestWalkStops(t *testing.T) {
	t.Parallel()
	for _, n := range []int{100, 1000, 5000} {
		j := newJournal(t, Options{}, func(tx *Tx) error {
			for i := range n {
				when := i * 60
				if i%5 == 0 {
					when -= i % 2880
				}
				if _, err := tx.AddEntry(entryAt(when, i*60, "x")); err != nil {
					return err
				}
			}
			return nil
		})
		view(t, j, func(tx *Tx) error {
			read := 0
			_, err := tx.Latest(20, func(journal.Entry) bool { read++; return true })
			if read > 40 {
				t.Errorf("%d records read of %d", read, n)
			}
			return err
		})
	}
}

// Sift sees the text as it was typed before anything is decoded, and every entry.
func TestSift(t *testing.T) {
	t.Parallel()
	j := newJournal(t, Options{}, func(tx *Tx) error {
		for i := range 2000 {
			what := "plain"
			if i%100 == 0 {
				what = `<Straße> & "quotes"`
			}
			if _, err := tx.AddEntry(entryAt(i, i, what)); err != nil {
				return err
			}
		}
		return nil
	})
	view(t, j, func(tx *Tx) error {
		got, err := tx.Sift(func(raw []byte) bool { return containsText(raw, "<Straße> & ") }, nil)
		if len(got) != 20 {
			t.Errorf("%d found", len(got))
		}
		n := 0
		err2 := tx.EachEntry(func(e journal.Entry) bool { n++; return n < 1500 })
		if n != 1500 || err2 != nil {
			t.Errorf("%d of each, %v", n, err2)
		}
		return err
	})
}
