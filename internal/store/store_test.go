package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/recover-journal/recover/internal/seal"
)

var ctx = context.Background()

func TestFacts(t *testing.T) {
	t.Parallel()
	j := newJournal(t, Options{}, nil)
	var want []string
	for i := range 50 {
		a, b := fmt.Sprint("a", i), fmt.Sprint("b", i)
		want = append(want, a, b)
		update(t, j, func(tx *Tx) error { return tx.AppendFacts([]byte(a), []byte(b)) })
	}
	view(t, j, func(tx *Tx) error {
		facts, err := tx.Facts()
		var got []string
		for _, f := range facts {
			got = append(got, string(f))
		}
		if !slices.Equal(got, want) {
			t.Errorf("facts = %q", got)
		}
		return err
	})
	verify(t, j)
}

// Words keep their versions until they are dropped or burned.
func TestShelves(t *testing.T) {
	t.Parallel()
	j := newJournal(t, Options{}, nil)
	put := func(s Shelf, name, text string) {
		t.Helper()
		update(t, j, func(tx *Tx) error { return tx.Put(s, name, []byte(text)) })
	}
	history := func(s Shelf, name string, want ...string) {
		t.Helper()
		view(t, j, func(tx *Tx) error {
			list, err := tx.History(s, name)
			if got := string(bytes.Join(list, []byte(","))); got != strings.Join(want, ",") {
				t.Errorf("history of %s = %s", name, got)
			}
			plain, ok, err2 := tx.Get(s, name)
			if ok != (len(want) > 0) || ok && string(plain) != want[0] {
				t.Errorf("latest of %s = %q, %t", name, plain, ok)
			}
			return errors.Join(err, err2)
		})
		verify(t, j)
	}
	for i := range 4 {
		put(Answers, "a", fmt.Sprint("a", i))
		put(Answers, "b", fmt.Sprint("b", i))
		put(Letters, "a", fmt.Sprint("letter", i))
		put(Drafts, "a", fmt.Sprint("draft", i))
	}
	history(Answers, "a", "a3", "a2", "a1", "a0")
	history(Letters, "a", "letter3", "letter2", "letter1", "letter0")
	history(Drafts, "a", "draft3")
	history(Answers, "none")
	update(t, j, func(tx *Tx) error { return errors.Join(tx.Drop(Answers, "a"), tx.Drop(Answers, "none")) })
	history(Answers, "a", "a2", "a1", "a0")
	put(Answers, "a", "again")
	history(Answers, "a", "again", "a2", "a1", "a0")
	update(t, j, func(tx *Tx) error { return errors.Join(tx.Burn(Answers, "a"), tx.Drop(Drafts, "a")) })
	history(Answers, "a")
	history(Drafts, "a")
	history(Answers, "b", "b3", "b2", "b1", "b0")
	for range 4 {
		update(t, j, func(tx *Tx) error { return tx.Drop(Answers, "b") })
	}
	history(Answers, "b")
	put(Settings, "z", "1")
	put(Settings, "m", "2")
	view(t, j, func(tx *Tx) error {
		all, err := tx.All(Settings)
		if fmt.Sprintf("%s", all) != "[{m 2} {z 1}]" {
			t.Errorf("settings = %s", all)
		}
		return err
	})
}

func TestUndoSlot(t *testing.T) {
	t.Parallel()
	j := newJournal(t, Options{}, nil)
	slot := func(want string) {
		t.Helper()
		view(t, j, func(tx *Tx) error {
			got, ok, err := tx.Undo()
			if ok != (want != "") || string(got) != want {
				t.Errorf("undo = %q, %t", got, ok)
			}
			return err
		})
	}
	slot("")
	update(t, j, func(tx *Tx) error { return tx.SetUndo([]byte("one")) })
	update(t, j, func(tx *Tx) error { return tx.SetUndo([]byte("two")) })
	slot("two")
	update(t, j, (*Tx).ClearUndo)
	slot("")
	verify(t, j)
}

func TestEntries(t *testing.T) {
	t.Parallel()
	j := newJournal(t, Options{}, nil)
	var ids []string
	for i := range 100 {
		update(t, j, func(tx *Tx) error {
			e, err := tx.AddEntry(entryAt(i, i, fmt.Sprint(i)))
			ids = append(ids, e.ID)
			return err
		})
	}
	edited := entryAt(3, 200, "edited")
	edited.ID = ids[3]
	update(t, j, func(tx *Tx) error { return errors.Join(tx.EditEntry(edited), tx.RemoveEntry(ids[4])) })
	view(t, j, func(tx *Tx) error {
		e, err := tx.Entry(ids[3])
		if e.What != "edited" || tx.Living() != 99 {
			t.Errorf("%s, %d living", e.What, tx.Living())
		}
		for _, id := range []string{ids[4], "zzzz", "no id", ""} {
			if _, err := tx.Entry(id); !errors.Is(err, ErrNoEntry) {
				t.Errorf("entry %q: %v", id, err)
			}
		}
		return err
	})
	update(t, j, func(tx *Tx) error {
		taken := entryAt(1, 1, "taken")
		taken.ID = ids[1]
		if _, err := tx.AddEntry(taken); !errors.Is(err, ErrTaken) {
			t.Errorf("an id that is taken: %v", err)
		}
		if _, err := tx.AddEntry(entryAt(2, 1, "future")); !errors.Is(err, ErrFuture) {
			t.Errorf("a moment after its writing: %v", err)
		}
		back := entryAt(4, 4, "back")
		back.ID = ids[4]
		if _, err := tx.AddEntry(back); err != nil {
			t.Errorf("a removed entry brought back: %v", err)
		}
		far := entryAt(5, 5, "far")
		far.ID = "zzzzzzzz"
		if _, err := tx.AddEntry(far); err != nil {
			t.Error(err)
		}
		next, err := tx.AddEntry(entryAt(6, 6, "next"))
		if len(next.ID) != 4 || slices.Contains(ids, next.ID) {
			t.Errorf("next id = %s", next.ID)
		}
		return err
	})
	verify(t, j)
}

// Ids stay unique when an import brings those that are still to come.
func TestImportedIDs(t *testing.T) {
	t.Parallel()
	from, to := newJournal(t, Options{}, nil), newJournal(t, Options{}, nil)
	seen := make(map[string]bool)
	for i := range 60 {
		var id string
		update(t, from, func(tx *Tx) error {
			e, err := tx.AddEntry(entryAt(i, i, "x"))
			id = e.ID
			return err
		})
		if i%3 != 0 {
			continue
		}
		update(t, to, func(tx *Tx) error {
			e := entryAt(i, i, "imported")
			e.ID = id
			if seen[id] {
				e.ID = ""
			}
			kept, err := tx.AddEntry(e)
			own, err2 := tx.AddEntry(entryAt(i, i, "own"))
			if seen[kept.ID] || seen[own.ID] || kept.ID == own.ID {
				t.Errorf("%s or %s is not new", kept.ID, own.ID)
			}
			seen[kept.ID], seen[own.ID] = true, true
			return errors.Join(err, err2)
		})
	}
	verify(t, to)
}

// With any error nothing is kept, and the counter does not move.
func TestAllOrNothing(t *testing.T) {
	t.Parallel()
	j := newJournal(t, Options{}, someLife(5))
	before, err := os.ReadFile(j.path)
	if err != nil {
		t.Fatal(err)
	}
	no := errors.New("no")
	err = j.Update(ctx, func(tx *Tx) error {
		return errors.Join(tx.AppendFacts([]byte("x")), tx.Put(Answers, "a", nil), no)
	})
	if !errors.Is(err, no) {
		t.Error(err)
	}
	update(t, j, func(*Tx) error { return nil })
	update(t, j, func(tx *Tx) error { return tx.Burn(Answers, "none") })
	if after, _ := os.ReadFile(j.path); !bytes.Equal(before, after) {
		t.Error("the file changed")
	}
	var counter uint64
	view(t, j, func(tx *Tx) error {
		counter = tx.Counter()
		if err := tx.AppendFacts([]byte("x")); !errors.Is(err, ErrReadOnly) {
			t.Errorf("a view that writes: %v", err)
		}
		return nil
	})
	update(t, j, func(tx *Tx) error { return errors.Join(tx.Expect(counter), tx.AppendFacts([]byte("x"))) })
	err = j.Update(ctx, func(tx *Tx) error { return tx.Expect(counter) })
	if !errors.Is(err, ErrMoved) {
		t.Errorf("a journal that moved: %v", err)
	}
}

// A bug in the caller stays a bug, and the file is let go all the same.
func TestPanicInside(t *testing.T) {
	t.Parallel()
	j := newJournal(t, Options{}, nil)
	for _, run := range []func(context.Context, func(*Tx) error) error{j.View, j.Update} {
		func() {
			defer func() {
				if recover() != "bug" {
					t.Error("the panic was hidden")
				}
			}()
			run(ctx, func(tx *Tx) error { panic("bug") })
		}()
	}
	update(t, j, func(tx *Tx) error { return tx.AppendFacts([]byte("x")) })
}

// What is wrong has five names.
func TestWhatIsWrong(t *testing.T) {
	t.Parallel()
	j := newJournal(t, Options{Timeout: 60 * time.Millisecond}, someLife(3))
	dir := filepath.Dir(j.path)
	file := func(name, text string) string {
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return p
	}
	check := func(path string, want error) {
		t.Helper()
		other := Open(path, j.key, j.o)
		_, peek := Peek(ctx, path, j.o)
		for _, err := range []error{peek, other.View(ctx, (*Tx).Verify), other.Update(ctx, (*Tx).ClearUndo)} {
			if !errors.Is(err, want) {
				t.Errorf("%s: %v, want %v", filepath.Base(path), err, want)
			}
			for _, no := range []error{ErrMissing, ErrEmpty, ErrDamaged, ErrNewer, ErrLocked} {
				if no != want && errors.Is(err, no) {
					t.Errorf("%s: also %v", filepath.Base(path), no)
				}
			}
		}
	}
	check(filepath.Join(dir, "none.db"), ErrMissing)
	check(filepath.Join(dir, "no", "folder.db"), ErrMissing)
	check(file("empty.db", ""), ErrEmpty)
	check(file("one.db", "x"), ErrDamaged)
	check(file("text.db", strings.Repeat("dear diary\n", 5000)), ErrDamaged)
	check(file("zero.db", string(make([]byte, 40_000))), ErrDamaged)
	check(dir, ErrDamaged)
	if _, err := os.Stat(filepath.Join(dir, "none.db")); !errors.Is(err, fs.ErrNotExist) {
		t.Error("opening made a file")
	}

	newer := filepath.Join(dir, "newer.db")
	h := newHeader(j.key, seal.Wraps{})
	h.Schema = schema + 1
	h.digest = digest(h.values())
	if err := write(newer, j.key, h, newHead(), Options{}, nil); err != nil {
		t.Fatal(err)
	}
	check(newer, ErrNewer)

	view(t, j, func(*Tx) error {
		if err := j.Update(ctx, (*Tx).ClearUndo); !errors.Is(err, ErrLocked) {
			t.Errorf("open elsewhere: %v", err)
		}
		return j.View(ctx, (*Tx).Verify) // two may read
	})
	update(t, j, func(*Tx) error { check(j.path, ErrLocked); return nil })
	verify(t, j)

	if err := Open(j.path, seal.NewKey(), j.o).View(ctx, (*Tx).Verify); !errors.Is(err, seal.ErrKey) || errors.Is(err, ErrDamaged) {
		t.Errorf("another journal's key: %v", err)
	}
	if err := Open(j.path, j.key.Rotated(), j.o).View(ctx, (*Tx).Verify); !errors.Is(err, seal.ErrKey) {
		t.Errorf("another data key: %v", err)
	}
	if err := Open(j.path, seal.Key{}, j.o).View(ctx, (*Tx).Verify); !errors.Is(err, seal.ErrKey) {
		t.Errorf("no key: %v", err)
	}
}

// Waiting ends when the caller says so.
func TestCancel(t *testing.T) {
	t.Parallel()
	j := newJournal(t, Options{Timeout: time.Minute}, nil)
	c, cancel := context.WithCancel(ctx)
	update(t, j, func(*Tx) error {
		time.AfterFunc(20*time.Millisecond, cancel)
		if err := j.View(c, func(*Tx) error { return nil }); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
		return nil
	})
}

func TestCreate(t *testing.T) {
	t.Parallel()
	j := newJournal(t, Options{}, someLife(3))
	before, _ := os.ReadFile(j.path)
	if _, err := Create(ctx, j.path, seal.NewKey(), seal.Wraps{}, Options{}, nil); !errors.Is(err, ErrExists) {
		t.Errorf("a second journal: %v", err)
	}
	if after, _ := os.ReadFile(j.path); !bytes.Equal(before, after) {
		t.Error("the first was touched")
	}
	no := errors.New("no")
	other := filepath.Join(filepath.Dir(j.path), "other.db")
	if _, err := Create(ctx, other, j.key, seal.Wraps{}, Options{}, func(*Tx) error { return no }); !errors.Is(err, no) {
		t.Error(err)
	}
	list, _ := os.ReadDir(filepath.Dir(j.path))
	if len(list) != 1 {
		t.Errorf("left behind: %v", list)
	}
	for path, want := range map[string]fs.FileMode{j.path: 0o600, filepath.Dir(j.path): 0o700} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v", path, info.Mode(), err)
		}
	}
}

// Of many who create at once one succeeds, and the others are told.
func TestCreateAtOnce(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "journal.db")
	results := make(chan error, 8)
	for range cap(results) {
		go func() {
			_, err := Create(ctx, path, seal.NewKey(), seal.Wraps{}, Options{}, nil)
			results <- err
		}()
	}
	made := 0
	for range cap(results) {
		if err := <-results; err == nil {
			made++
		} else if !errors.Is(err, ErrExists) {
			t.Error(err)
		}
	}
	if made != 1 {
		t.Errorf("%d journals were made", made)
	}
}

// The wrapped keys can be read before there is a key, and open the journal.
func TestPeek(t *testing.T) {
	t.Parallel()
	key := seal.NewKey()
	pass, err := key.WrapPassphrase("four words make one", seal.Cost{Log2: 8})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "journal.db")
	if _, err := Create(ctx, path, key, seal.Wraps{Passphrase: pass}, Options{}, someLife(1)); err != nil {
		t.Fatal(err)
	}
	h, err := Peek(ctx, path, Options{})
	if err != nil || h.Journal != key.Journal() || h.Format != format || h.Schema != schema || len(h.Wraps.Recovery) != 0 {
		t.Fatalf("%+v, %v", h, err)
	}
	got, err := h.Wraps.Unlock("four words make one")
	if err != nil {
		t.Fatal(err)
	}
	verify(t, Open(path, got, Options{}))
}

// A journal behind a symbolic link is rewritten where it is.
func TestLink(t *testing.T) {
	t.Parallel()
	j := newJournal(t, Options{}, someLife(3))
	link := filepath.Join(t.TempDir(), "journal.db")
	if err := os.Symlink(j.path, link); err != nil {
		t.Skip(err)
	}
	linked := Open(link, j.key, Options{})
	if err := linked.Rewrite(ctx, Change{}); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Error("the link is gone")
	}
	verify(t, j)
}

// No file stays open after a transaction, whatever came of it.
func TestNothingStaysOpen(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("reads /proc")
	}
	j := newJournal(t, Options{}, someLife(3))
	bad := filepath.Join(filepath.Dir(j.path), "bad.db")
	b, _ := os.ReadFile(j.path)
	copy(b[2*4096:], make([]byte, 30*4096))
	os.WriteFile(bad, b, 0o600)
	j.Update(ctx, func(*Tx) error { return errors.New("no") })
	j.Rewrite(ctx, Change{})
	Open(bad, j.key, Options{}).View(ctx, (*Tx).Verify)
	Open(j.path, seal.NewKey(), Options{}).View(ctx, (*Tx).Verify)
	fds, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatal(err)
	}
	for _, fd := range fds {
		if to, _ := os.Readlink("/proc/self/fd/" + fd.Name()); strings.HasPrefix(to, filepath.Dir(j.path)) {
			t.Errorf("%s is open", to)
		}
	}
}
