package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/recover-journal/recover/internal/journal"
	"github.com/recover-journal/recover/internal/seal"
)

// Damaged files: each is read by a child process, in batches, so that a crash or a
// hang of the reader would be seen. Every one is found damaged, or reads as before
// where the damage lay in bytes that are not in use; and reading changes none.
func TestDamagedFiles(t *testing.T) {
	t.Parallel()
	j := newJournal(t, Options{}, nil)
	for i := range 6 { // several commits, so that there are free pages with old records
		update(t, j, func(tx *Tx) error {
			if i == 0 {
				return someLife(150)(tx)
			}
			list, err := tx.Latest(10, nil)
			for _, e := range list {
				err = errors.Join(err, tx.EditEntry(e))
			}
			return err
		})
	}
	leaveKey(t, j)
	if err := os.WriteFile(j.path+".want", []byte(contents(t, j)), 0o600); err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(glances(j))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(j.path+".glances", b, 0o600); err != nil {
		t.Fatal(err)
	}
	cases := times(360, 2520, 6000)
	const batch = 120
	sum := make(map[string]int)
	for from := 0; from < cases; from += batch {
		cmd := child(t, fmt.Sprintf("damage %s|%d|%d", j.path, from, min(from+batch, cases)))
		var out bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &out
		if err := runFor(cmd, 60*time.Second); err != nil {
			t.Fatalf("cases from %d: %v\n%.4000s", from, err, out.String())
		}
		counted := strings.Index(out.String(), "counted ")
		if counted < 0 {
			t.Fatalf("cases from %d: the child counted nothing:\n%.4000s", from, out.String())
		}
		var some map[string]int
		if err := json.NewDecoder(strings.NewReader(out.String()[counted+len("counted "):])).Decode(&some); err != nil {
			t.Fatal(err)
		}
		for kind, n := range some {
			sum[kind] += n
		}
	}
	t.Logf("%d files: %v", cases, sum)
	if looked := sum["found"] + sum["warned"] + sum["whole"]; looked != cases || sum["glimpsed"]+sum["glimpsed damage"] != cases {
		t.Errorf("of %d files not all were read at both depths: %v", cases, sum)
	}
}

func runFor(cmd *exec.Cmd, d time.Duration) error {
	if err := cmd.Start(); err != nil {
		return err
	}
	stop := time.AfterFunc(d, func() { cmd.Process.Kill() })
	defer stop.Stop()
	return cmd.Wait()
}

// childReadsDamaged makes each file, reads it, and says what came of it.
func childReadsDamaged(t *testing.T, arg string) {
	f := strings.Split(arg, "|")
	j := childJournal(t, f[0], Options{})
	want, err := os.ReadFile(f[0] + ".want")
	if err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(f[0])
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(f[0] + ".glances")
	if err != nil {
		t.Fatal(err)
	}
	var glimpsed map[string]string
	if err := json.Unmarshal(b, &glimpsed); err != nil {
		t.Fatal(err)
	}
	from, _ := strconv.Atoi(f[1])
	to, _ := strconv.Atoi(f[2])
	path := filepath.Join(t.TempDir(), "journal.db")
	count := make(map[string]int)
	for n := from; n < to; n++ {
		what, bad := spoil(good, n)
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		count[readDamaged(t, what, Open(path, j.key, Options{}), string(want))]++
		count[glanceDamaged(t, what, Open(path, j.key, Options{trusted: true}), string(want), glimpsed)]++
		if after, err := os.ReadFile(path); err != nil || sha256.Sum256(after) != sha256.Sum256(bad) {
			t.Errorf("%s: reading changed the file", what)
		}
	}
	b, err = json.Marshal(count)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println("counted", string(b))
}

// spoil damages a copy in the n-th way.
func spoil(good []byte, n int) (what string, bad []byte) {
	r := rand.New(rand.NewPCG(uint64(n), 11))
	bad = bytes.Clone(good)
	const size = 4096
	page := r.IntN(len(bad)/size) * size
	switch n % 8 {
	case 0:
		cut := r.IntN(len(bad))
		return fmt.Sprintf("cut to %d", cut), bad[:cut]
	case 1, 2: // anywhere
		at := r.IntN(len(bad))
		bad[at] ^= 1 << r.IntN(8)
		return fmt.Sprintf("bit at %d", at), bad
	case 3, 4: // in the header of a page or in its elements, where bbolt trusts most
		at := page + r.IntN(256)
		bad[at] ^= 1 << r.IntN(8)
		return fmt.Sprintf("bit in elements at %d", at), bad
	case 5:
		clear(bad[page : page+size])
		return fmt.Sprintf("zeros at %d", page), bad
	case 6:
		for i := range size {
			bad[page+i] = byte(r.Uint32())
		}
		return fmt.Sprintf("noise at %d", page), bad
	default: // a page in another's place, with its number or without
		other := r.IntN(len(bad)/size) * size
		copy(bad[page+8*(n/8%2):page+size], good[other+8*(n/8%2):other+size])
		return fmt.Sprintf("page %d at %d", other, page), bad
	}
}

func readDamaged(t *testing.T, what string, j *Journal, want string) string {
	var got string
	read := func() error {
		return j.View(ctx, func(tx *Tx) error {
			// By every way of reading, not by Verify alone.
			if _, err := tx.Latest(20, nil); err != nil {
				return err
			}
			return tx.Verify()
		})
	}
	Peek(ctx, j.path, Options{})
	err := read()
	kind := "found"
	if errors.Is(err, ErrHeader) {
		kind = "warned"
		j.o.OneHeader = true
		err = read()
	}
	switch {
	case err == nil:
		if got = contents(t, j); got != want && kind != "warned" {
			t.Errorf("%s: wrong text without an error", what)
		}
		if kind != "warned" {
			kind = "whole"
		}
		if werr := j.View(ctx, func(tx *Tx) error { return nil }); werr != nil {
			t.Errorf("%s: %v", what, werr)
		}
	case errors.Is(err, ErrDamaged), errors.Is(err, ErrEmpty), errors.Is(err, ErrNewer):
	default:
		t.Errorf("%s: %v", what, err)
	}
	return kind
}

// glances are single things read from a journal, each in a transaction of its own, as a
// command does that needs no more. Whatever fails stands as its error.
func glances(j *Journal) map[string]string {
	out := make(map[string]string)
	look := func(name string, f func(*Tx) (any, error)) {
		err := j.View(ctx, func(tx *Tx) error {
			v, err := f(tx)
			out[name] = fmt.Sprintf("%s", v)
			return err
		})
		if err != nil {
			out[name] = errorMark + err.Error()
			if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrEmpty) && !errors.Is(err, ErrHeader) && !errors.Is(err, ErrNewer) {
				out[name] = "another error: " + err.Error()
			}
		}
	}
	look("latest", func(tx *Tx) (any, error) { return tx.Latest(20, nil) })
	look("some", func(tx *Tx) (any, error) {
		return tx.Latest(3, func(e journal.Entry) bool { return strings.HasSuffix(e.What, "7") })
	})
	look("facts", func(tx *Tx) (any, error) { return tx.Facts() })
	look("answer", func(tx *Tx) (any, error) { b, _, err := tx.Get(Answers, "why.10"); return b, err })
	look("history", func(tx *Tx) (any, error) { return tx.History(Letters, "one") })
	look("all", func(tx *Tx) (any, error) { return tx.All(Settings) })
	look("entry", func(tx *Tx) (any, error) { return tx.Entry(journal.ID(17)) })
	look("undo", func(tx *Tx) (any, error) { b, _, err := tx.Undo(); return b, err })
	return out
}

const errorMark = "error: "

// glanceDamaged reads a damaged file that looks as if nothing had happened to it, so
// that only the way to what is read is looked at. Each thing is right, or an error; and
// whoever then reads it whole finds what a whole look finds.
func glanceDamaged(t *testing.T, what string, j *Journal, want string, glimpsed map[string]string) string {
	kind := "glimpsed"
	for name, got := range glances(j) {
		switch {
		case strings.HasPrefix(got, errorMark):
			kind = "glimpsed damage"
		case got != glimpsed[name]:
			t.Errorf("%s: a glance at %s: %.200s", what, name, got)
		}
	}
	if err := j.View(ctx, (*Tx).Verify); err == nil && contents(t, j) != want {
		t.Errorf("%s: wrong text after a whole look", what)
	}
	return kind
}

// With one header page damaged the journal is refused, until the caller says that the
// person knows; then the commit before may be what is left. The next save makes both
// header pages whole again.
func TestOneHeader(t *testing.T) {
	t.Parallel()
	for page := range 2 {
		j := newJournal(t, Options{}, nil)
		for range 5 {
			update(t, j, func(tx *Tx) error { return tx.AppendFacts([]byte("x")) })
		}
		b, err := os.ReadFile(j.path)
		if err != nil {
			t.Fatal(err)
		}
		b[page*4096+40] ^= 1
		if err := os.WriteFile(j.path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		for _, err := range []error{j.View(ctx, (*Tx).Verify), j.Update(ctx, (*Tx).ClearUndo)} {
			if !errors.Is(err, ErrHeader) || errors.Is(err, ErrDamaged) {
				t.Errorf("page %d: %v", page, err)
			}
		}
		told := Open(j.path, j.key, Options{OneHeader: true})
		view(t, told, func(tx *Tx) error {
			facts, err := tx.Facts()
			if len(facts) < 4 {
				t.Errorf("page %d: %d facts", page, len(facts))
			}
			return errors.Join(err, tx.Verify())
		})
		update(t, told, func(tx *Tx) error { return tx.AppendFacts([]byte("x")) })
		verify(t, j)
	}
}

// Writing to damaged files neither crashes nor makes worse what it is told is damaged.
func TestDamagedWrite(t *testing.T) {
	t.Parallel()
	j := newJournal(t, Options{}, someLife(60))
	good, err := os.ReadFile(j.path)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "journal.db")
	for n := range times(80, 800, 4000) {
		what, bad := spoil(good, n)
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		k := Open(path, j.key, Options{trusted: n%2 == 1})
		err := k.Update(ctx, func(tx *Tx) error {
			_, err := tx.AddEntry(entryAt(100, 100, "new"))
			return errors.Join(err, tx.AppendFacts([]byte("new")))
		})
		after, _ := os.ReadFile(path)
		if err != nil && !bytes.Equal(after, bad) {
			t.Errorf("%s: refused (%v) and changed", what, err)
		}
		if err != nil {
			continue
		}
		err = k.View(ctx, func(tx *Tx) error {
			list, err := tx.Latest(1, nil)
			if err == nil && list[0].What != "new" {
				t.Errorf("%s: %q is the latest", what, list[0].What)
			}
			return err
		})
		if err != nil && !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func FuzzPreflight(f *testing.F) {
	j := newJournal(f, Options{}, someLife(8))
	good, err := os.ReadFile(j.path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add([]byte{})
	f.Add(make([]byte, 4*4096))
	for n := range 16 {
		_, bad := spoil(good, n)
		f.Add(bad)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		r := bytes.NewReader(b)
		for _, d := range []depth{whole, onTheWay} {
			c, err := preflight(r, r.Size(), d)
			for name := range c.buckets() {
				if err == nil {
					_, err = c.way(name, number(5))
				}
				if err == nil {
					err = c.bucket(name)
				}
			}
			if err != nil && !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrNewer) {
				t.Error(err)
			}
		}
	})
}

func (c *check) buckets() map[byte]uint64 {
	if c == nil {
		return nil
	}
	return c.roots
}

// FuzzFile gives the whole of reading any bytes at all.
func FuzzFile(f *testing.F) {
	key, err := seal.ParseKey(make([]byte, 48))
	if err != nil {
		f.Fatal(err)
	}
	path := filepath.Join(f.TempDir(), "journal.db")
	if _, err := Create(ctx, path, key, seal.Wraps{}, Options{}, nil); err != nil {
		f.Fatal(err)
	}
	good, _ := os.ReadFile(path)
	f.Add(good)
	for n := range 16 {
		_, bad := spoil(good, n)
		f.Add(bad)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		path := filepath.Join(t.TempDir(), "journal.db")
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		Open(path, key, Options{OneHeader: true}).View(ctx, (*Tx).Verify)
		glances(Open(path, key, Options{OneHeader: true, trusted: true}))
	})
}

func FuzzRecord(f *testing.F) {
	f.Add(volume{name: "n", plain: []byte("p"), before: 3}.encode())
	f.Add(line{ceiling: 3, json: []byte("{}")}.encode())
	f.Add(new(head).encode())
	f.Fuzz(func(t *testing.T, b []byte) {
		if v, ok := decodeVolume(b); ok && len(v.name)+len(v.plain) > len(b) {
			t.Error("more than was there")
		}
		if _, err := decodeLine(b); err != nil && !errors.Is(err, ErrDamaged) {
			t.Error(err)
		}
		if _, err := decodeHead(b); err != nil && !errors.Is(err, ErrDamaged) {
			t.Error(err)
		}
	})
}
