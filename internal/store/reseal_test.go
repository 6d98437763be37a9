package store

import (
	"errors"
	"os"
	"testing"

	"github.com/recover-journal/recover/internal/seal"
)

// A new key for the journal and all snapshots: the old one opens none of them, each is
// still of its commit, and what the old key no longer knew is gone. Dying on the way
// leaves a journal that opens as before, and doing it again ends well.
func TestReseal(t *testing.T) {
	t.Parallel()
	j := newJournal(t, Options{}, someLife(20))
	counters := func(key seal.Key) (list []uint64) {
		for _, s := range snapshotsOf(t, j) {
			view(t, Open(s.Path, key, Options{}), func(tx *Tx) error { list = append(list, tx.Counter()); return tx.Verify() })
		}
		return list
	}
	for day := range 4 {
		update(t, j, func(tx *Tx) error { return tx.AppendFacts([]byte("x")) })
		if _, err := j.Daily(ctx, day0.AddDate(0, 0, day)); err != nil {
			t.Fatal(err)
		}
	}
	want, before, old := contents(t, j), counters(j.key), j.key
	no := errors.New("no")
	for n := range 3 {
		left := n
		dying := Open(j.path, j.key, Options{point: func(name string) error {
			if name == "resealed" {
				if left--; left < 0 {
					return no
				}
			}
			return nil
		}})
		if err := dying.Reseal(ctx, Change{Key: old.Rotated(), Wraps: &seal.Wraps{}}); !errors.Is(err, no) {
			t.Fatal(err)
		}
		if contents(t, j) != want {
			t.Error("another journal")
		}
	}
	// Three of four are under keys that nobody has any more.
	if err := j.Reseal(ctx, Change{Key: old.Rotated(), Wraps: &seal.Wraps{Passphrase: []byte("new")}}); err != nil {
		t.Fatal(err)
	}
	after := counters(j.key)
	if len(after) != 1 || after[0] != before[3] {
		t.Errorf("counters %v, were %v", after, before)
	}
	if contents(t, j) != want {
		t.Error("other contents")
	}
	verify(t, j)
	for _, path := range append([]string{j.path}, snapshotsOf(t, j)[0].Path) {
		if err := Open(path, old, Options{}).View(ctx, (*Tx).Verify); !errors.Is(err, seal.ErrKey) {
			t.Errorf("the old key: %v", err)
		}
		if h, err := Peek(ctx, path, Options{}); err != nil || string(h.Wraps.Passphrase) != "new" {
			t.Errorf("%s: wraps %q, %v", path, h.Wraps, err)
		}
	}
	if left, _ := os.ReadDir(SnapshotFolder(j.path)); len(left) != 1 {
		t.Errorf("left %v", left)
	}
}
