//go:build amd64

package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/recover-journal/recover/internal/seal"
)

// acts are what a person does to a journal, each in a child that is stopped, fails or is
// killed at every call that changes a file.
var acts = map[string]func(*Journal) error{
	"add": func(j *Journal) error {
		return j.Update(ctx, func(tx *Tx) error {
			_, err := tx.AddEntry(entryAt(500, 500, "entry 500"))
			return errors.Join(err, tx.AppendFacts([]byte("added")))
		})
	},
	"answer": func(j *Journal) error {
		return j.Update(ctx, func(tx *Tx) error {
			return errors.Join(tx.Put(Answers, "why.0", []byte(strings.Repeat("long ", 4000))), tx.AppendFacts([]byte("answered")))
		})
	},
	"edit": func(j *Journal) error {
		return j.Update(ctx, func(tx *Tx) error {
			list, err := tx.Latest(1, nil)
			if err != nil {
				return err
			}
			list[0].What = "other words"
			return tx.EditEntry(list[0])
		})
	},
	"rewrite": func(j *Journal) error {
		return j.Rewrite(ctx, Change{Edit: func(tx *Tx) error { return tx.Burn(Letters, "one") }})
	},
	"daily": func(j *Journal) error { _, err := j.Daily(ctx, day0.AddDate(0, 0, 9)); return err },
	"restore": func(j *Journal) error {
		f, err := os.Open(j.path + ".backup")
		if err != nil {
			return err
		}
		defer f.Close()
		b, err := ReadBackup(f)
		if err != nil {
			return err
		}
		return j.Restore(ctx, b, j.key, seal.Wraps{}, 0)
	},
}

// childActs does one thing, says what came of it, and after a failure whether the same
// process can go on.
func childActs(t *testing.T, arg string) {
	name, path, _ := strings.Cut(arg, "|")
	j := childJournal(t, path, Options{})
	fmt.Println("ready")
	err := acts[name](j)
	switch {
	case err == nil:
		fmt.Println("kept")
		return
	case errors.Is(err, ErrDisk), errors.Is(err, syscall.EIO), errors.Is(err, syscall.ENOSPC):
		fmt.Println("refused")
	default:
		fmt.Println("wrongly refused:", err)
	}
	if errors.Is(err, ErrDamaged) {
		fmt.Println("called damage:", err)
	}
	if err := childJournal(t, path, Options{}).Update(ctx, func(tx *Tx) error { return tx.Put(Drafts, "again", []byte("x")) }); err != nil {
		fmt.Println("cannot go on:", err)
	}
}

// prepared is a journal with some history, its backup, and its bytes as they are now.
func prepared(t *testing.T) (j *Journal, good []byte, before string) {
	j = newJournal(t, Options{}, someLife(40))
	for day := range 2 {
		update(t, j, func(tx *Tx) error { return tx.AppendFacts([]byte("x")) })
		if _, err := j.Daily(ctx, day0.AddDate(0, 0, day)); err != nil {
			t.Fatal(err)
		}
	}
	leaveKey(t, j)
	if err := os.WriteFile(j.path+".backup", backupOf(t, j), 0o600); err != nil {
		t.Fatal(err)
	}
	update(t, j, func(tx *Tx) error {
		return errors.Join(tx.SetUndo(nil), tx.ClearUndo(), tx.AppendFacts([]byte("after the backup")), tx.Burn(Letters, "two"))
	})
	good, err := os.ReadFile(j.path)
	if err != nil {
		t.Fatal(err)
	}
	return j, good, contents(t, j)
}

// everyCall runs an act with a verdict at its n-th changing call, for every n to the
// end, and holds after each that the journal is as before or as after, and whole.
// With all, the calls that change nothing count, too.
func everyCall(t *testing.T, act string, v verdict, step int, all bool) (points int) {
	j, good, before := prepared(t)
	dir := filepath.Dir(j.path)
	reset := func() {
		if err := os.WriteFile(j.path, good, 0o600); err != nil {
			t.Fatal(err)
		}
		late, _ := filepath.Glob(filepath.Join(dir, "snapshots", "2026-01-10*"))
		for _, name := range late {
			os.Remove(name)
		}
		removeLeftovers(j.path)
	}
	if err := acts[act](Open(j.path, j.key, Options{})); err != nil {
		t.Fatal(err)
	}
	after := contents(t, Open(j.path, j.key, Options{}))
	for n := 0; ; n += step {
		reset()
		seen, ready := 0, false
		said, killed := traced(t, child(t, "act "+act+"|"+j.path), dir, func(c call) verdict {
			ready = ready || c.path == "standard output" && strings.Contains(string(c.data), "ready")
			if !ready || c.path == "standard output" || c.name == other && !all || v.fail != 0 && (c.name == "unlink" || c.name == "link") {
				return verdict{}
			}
			if seen++; seen == n+1 {
				return v
			}
			return verdict{}
		})
		reached := seen > n
		k := Open(j.path, j.key, Options{})
		got := contents(t, k)
		again := strings.Contains(said, "refused") && !strings.Contains(said, "kept")
		if again { // the draft that was written after the failure
			got = strings.Replace(got, "d again [x]\n", "", 1)
		}
		switch {
		case !strings.Contains(said, "ready") && !killed: // killed, another thread may not have come to say it
			t.Fatalf("%s: the child said %q", act, said)
		case strings.Contains(said, "wrongly") || strings.Contains(said, "damage") || strings.Contains(said, "cannot go on"):
			t.Errorf("%s, call %d: %s", act, n, said)
		case strings.Contains(said, "kept") && got != after:
			t.Errorf("%s, call %d: said to be kept and is not", act, n)
		case got != before && got != after:
			t.Errorf("%s, call %d: neither as before nor as after", act, n)
		case v.kill && reached && !killed:
			t.Errorf("%s, call %d: was not killed", act, n)
		}
		verify(t, k)
		for _, s := range snapshotsOf(t, j) {
			verify(t, Open(s.Path, j.key, Options{}))
		}
		update(t, k, func(*Tx) error { return nil })
		if left := Leftovers(j.path); len(left) > 0 {
			t.Errorf("%s, call %d: left %v", act, n, left)
		}
		if !reached {
			return n / step
		}
	}
}

// Killed at any call that changes a file: nothing that was said to be kept is lost, and
// the journal is whole.
func TestKilledAtEveryCall(t *testing.T) {
	for act := range acts {
		points := everyCall(t, act, verdict{kill: true}, times(3, 1, 1), false)
		t.Logf("%s: killed at %d calls", act, points)
		if points < 1 {
			t.Errorf("%s: no call was reached", act)
		}
	}
}

// The same at every system call there is, whatever it does. How many there are depends on
// how the runtime's threads come to run.
func TestKilledAtEverySystemCall(t *testing.T) {
	for act := range acts {
		points := everyCall(t, act, verdict{kill: true}, times(40, 15, 1), true)
		t.Logf("%s: killed at %d system calls", act, points)
		if points < 1 {
			t.Errorf("%s: no call was reached", act)
		}
	}
}

// A disk that fails, or is full, at any write, sync or rename: a clean refusal, nothing
// lost that was kept, and the same process goes on.
func TestDiskFailsAtEveryCall(t *testing.T) {
	for act := range acts {
		for _, errno := range []syscall.Errno{syscall.EIO, syscall.ENOSPC} {
			points := everyCall(t, act, verdict{fail: errno}, times(4, 1, 1), false)
			t.Logf("%s: %v at %d calls", act, errno, points)
			if points < 1 {
				t.Errorf("%s: no call was reached", act)
			}
		}
	}
}
