//go:build unix

package store

import (
	"bufio"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/recover-journal/recover/internal/journal"
	"github.com/recover-journal/recover/internal/seal"
)

// children are what child can be asked to do.
func children() map[string]func(*testing.T, string) {
	return map[string]func(*testing.T, string){
		"write":   childWrites,
		"rewrite": childRewrites,
		"create":  childCreates,
		"damage":  childReadsDamaged,
		"full":    childFillsDisk,
		"hold":    childHolds,
		"add":     childAdds,
		"act":     childActs,
		"live":    childLives,
	}
}

// A writer that is killed at any moment loses nothing that it was told is kept.
func TestKill(t *testing.T) {
	t.Parallel()
	kills, acknowledged := 0, 0
	for range times(1, 10, 100) { // what a writer reads first grows with each save
		acknowledged += killOften(t, 50)
		kills += 50
	}
	t.Logf("%d kills, %d saves acknowledged, none lost", kills, acknowledged)
}

// killOften kills one writer after another at a journal, and says how many saves were
// acknowledged.
func killOften(t *testing.T, rounds int) (acknowledged int) {
	j := newJournal(t, Options{}, nil)
	leaveKey(t, j)
	for round := range rounds {
		last := killWriter(t, j.path, time.Duration(1+rand.IntN(60))*time.Millisecond)
		acknowledged = max(acknowledged, last)
		view(t, j, func(tx *Tx) error {
			facts, err := tx.Facts()
			for i, f := range facts {
				if string(f) != strconv.Itoa(i+1) {
					t.Fatalf("round %d: fact %d is %s", round, i+1, f)
				}
			}
			if len(facts) < acknowledged {
				t.Fatalf("round %d: %d kept of %d", round, len(facts), acknowledged)
			}
			if tx.Living() != len(facts) {
				t.Fatalf("round %d: %d entries for %d facts", round, tx.Living(), len(facts))
			}
			return errors.Join(err, tx.Verify())
		})
	}
	return acknowledged
}

// killWriter is the last number that the writer said was kept.
func killWriter(t *testing.T, path string, after time.Duration) (last int) {
	cmd := child(t, "write "+path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if lines.Text() == "ready" {
			time.AfterFunc(after, func() { cmd.Process.Kill() })
		} else if n, err := strconv.Atoi(lines.Text()); err == nil {
			last = n
		}
	}
	cmd.Wait()
	return last
}

func childWrites(t *testing.T, path string) {
	j := childJournal(t, path, Options{})
	fmt.Println("ready")
	for {
		n := 0
		update(t, j, func(tx *Tx) error {
			facts, err := tx.Facts()
			n = len(facts) + 1
			_, err2 := tx.AddEntry(entryAt(n, n, "entry"))
			return errors.Join(err, err2, tx.AppendFacts([]byte(strconv.Itoa(n))))
		})
		fmt.Println(n)
	}
}

// dieAt is a hook that kills its own process at the n-th place.
func dieAt(n int) Options {
	return Options{point: func(name string) error {
		if n--; n < 0 {
			syscall.Kill(syscall.Getpid(), syscall.SIGKILL)
			select {}
		}
		return nil
	}}
}

// A rewrite or a creation that dies at any of its stations leaves a whole journal (or
// none), and what is left over is cleared away.
func TestDieAtEveryStation(t *testing.T) {
	t.Parallel()
	j := newJournal(t, Options{}, someLife(30))
	leaveKey(t, j)
	want := contents(t, j)
	died := 0
	for n := range 40 {
		if err := child(t, fmt.Sprintf("rewrite %s|%d", j.path, n)).Run(); err == nil {
			break
		}
		died++
		if contents(t, j) != want {
			t.Fatalf("station %d: other contents", n)
		}
		verify(t, j)
		update(t, j, func(*Tx) error { return nil })
		if left := Leftovers(j.path); len(left) != 0 {
			t.Fatalf("station %d: left %v", n, left)
		}
	}
	if died < 6 || died == 40 {
		t.Errorf("died at %d stations", died)
	}
	for n := range 40 {
		path := filepath.Join(t.TempDir(), "journal.db")
		if err := child(t, fmt.Sprintf("create %s|%d", path, n)).Run(); err == nil {
			break
		}
		again, err := Create(ctx, path, seal.NewKey(), seal.Wraps{}, Options{}, nil)
		if errors.Is(err, ErrExists) {
			again = Open(path, zeroKey(t), Options{})
		}
		verify(t, again)
		update(t, again, func(*Tx) error { return nil })
		if left, _ := os.ReadDir(filepath.Dir(path)); len(left) != 1 {
			t.Errorf("station %d: left %v", n, left)
		}
	}
}

func childRewrites(t *testing.T, arg string) {
	path, n, _ := strings.Cut(arg, "|")
	at, _ := strconv.Atoi(n)
	if err := childJournal(t, path, dieAt(at)).Rewrite(ctx, Change{}); err != nil {
		t.Fatal(err)
	}
}

func childCreates(t *testing.T, arg string) {
	path, n, _ := strings.Cut(arg, "|")
	at, _ := strconv.Atoi(n)
	if _, err := Create(ctx, path, zeroKey(t), seal.Wraps{}, dieAt(at), someLife(5)); err != nil {
		t.Fatal(err)
	}
}

// A step that fails without a crash leaves the journal as it was, and no file.
func TestFailAtEveryStation(t *testing.T) {
	t.Parallel()
	j := newJournal(t, Options{}, someLife(20))
	want := contents(t, j)
	no := errors.New("no")
	for n := range 40 {
		left := n
		failing := Open(j.path, j.key, Options{point: func(name string) error {
			if left--; left == -1 && name != "renamed" {
				return no
			}
			return nil
		}})
		err := failing.Rewrite(ctx, Change{})
		if err == nil && left >= 0 {
			break
		}
		if contents(t, j) != want || len(Leftovers(j.path)) != 0 {
			t.Fatalf("station %d: %v", n, err)
		}
	}
	verify(t, j)
}

// A disk that is full is a clean error: what was kept is kept, and the same process
// can write again when there is room.
func TestDiskFull(t *testing.T) {
	t.Parallel()
	j := newJournal(t, Options{}, someLife(3))
	leaveKey(t, j)
	cmd := child(t, "full "+j.path)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%.3000s", err, out)
	}
	verify(t, j)
}

// roomFor is a limit of n bytes, in whatever type the system counts in.
func roomFor[T int64 | uint64](_ T, n int64) T { return T(n) }

func childFillsDisk(t *testing.T, path string) {
	j := childJournal(t, path, Options{})
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	var was syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &was); err != nil {
		t.Fatal(err)
	}
	limit := was
	limit.Cur = roomFor(limit.Cur, info.Size()+100_000)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		t.Fatal(err)
	}
	kept, full := 0, 0
	add := func() error {
		return j.Update(ctx, func(tx *Tx) error {
			_, err := tx.AddEntry(entryAt(kept, kept, strings.Repeat("long ", 400)))
			return errors.Join(err, tx.AppendFacts([]byte(strconv.Itoa(kept))))
		})
	}
	for range 400 {
		if err := add(); err == nil {
			kept++
		} else if full++; !errors.Is(err, ErrDisk) || errors.Is(err, ErrDamaged) {
			t.Fatal(err)
		}
	}
	if kept == 0 || full == 0 {
		t.Fatalf("%d kept, %d refused", kept, full)
	}
	if err := j.Rewrite(ctx, Change{Edit: func(tx *Tx) error { return tx.Put(Drafts, "big", make([]byte, 1<<20)) }}); !errors.Is(err, ErrDisk) {
		t.Errorf("rewrite on a full disk: %v", err)
	}
	if _, err := Create(ctx, path+"2", j.key, seal.Wraps{}, Options{}, someLife(400)); !errors.Is(err, ErrDisk) {
		t.Errorf("create on a full disk: %v", err)
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &was); err != nil {
		t.Fatal(err)
	}
	if err := add(); err != nil {
		t.Fatalf("with room again: %v", err)
	}
	kept++
	list, _ := os.ReadDir(filepath.Dir(path))
	view(t, j, func(tx *Tx) error {
		facts, err := tx.Facts()
		if n := len(facts) - 1; n != kept || len(list) != 2 {
			t.Errorf("%d kept of %d; %v", n, kept, list)
		}
		return errors.Join(err, tx.Verify())
	})
}

// Two processes: the second waits as long as it may and then says why.
func TestTwoProcesses(t *testing.T) {
	t.Parallel()
	j := newJournal(t, Options{Timeout: 100 * time.Millisecond}, nil)
	leaveKey(t, j)
	cmd := child(t, "hold "+j.path)
	out, _ := cmd.StdoutPipe()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	bufio.NewScanner(out).Scan() // it holds the lock now
	for _, run := range []error{j.Update(ctx, (*Tx).ClearUndo), j.View(ctx, (*Tx).Verify)} {
		if !errors.Is(run, ErrLocked) {
			t.Error(run)
		}
	}
	if _, err := Peek(ctx, j.path, j.o); !errors.Is(err, ErrLocked) {
		t.Error(err)
	}
	cmd.Process.Kill()
	cmd.Wait()
	verify(t, j)
}

func childHolds(t *testing.T, path string) {
	update(t, childJournal(t, path, Options{}), func(*Tx) error {
		fmt.Println("holding")
		time.Sleep(time.Minute)
		return nil
	})
}

// Writers that wait while the journal is rewritten write to the new file.
func TestRewriteWithWaiters(t *testing.T) {
	t.Parallel()
	for range times(5, 20, 200) {
		j := newJournal(t, Options{Timeout: 10 * time.Second}, someLife(30))
		var wg sync.WaitGroup
		waiting := make(chan bool, 8)
		held := make(chan bool)
		for i := range 8 {
			w := Open(j.path, j.key, Options{Timeout: 10 * time.Second, point: func(name string) error {
				if name == "opened" {
					select {
					case waiting <- true:
					default:
					}
				}
				return nil
			}})
			wg.Go(func() {
				<-held
				if err := w.Update(ctx, func(tx *Tx) error { return tx.AppendFacts([]byte(fmt.Sprint("waiter ", i))) }); err != nil {
					t.Error(err)
				}
			})
		}
		err := j.Rewrite(ctx, Change{Edit: func(*Tx) error {
			close(held)
			for range 8 {
				<-waiting // each has the old file open, and waits for its lock
			}
			return nil
		}})
		if err != nil {
			t.Fatal(err)
		}
		wg.Wait()
		if n := strings.Count(contents(t, j), "waiter"); n != 8 {
			t.Errorf("%d of 8 kept", n)
		}
		verify(t, j)
	}
}

// Twenty processes at once, or two hundred: each save is kept.
func TestManyWriters(t *testing.T) {
	t.Parallel()
	j := newJournal(t, Options{}, nil)
	leaveKey(t, j)
	var wg sync.WaitGroup
	writers := times(20, 200, 200)
	for i := range writers {
		cmd := child(t, fmt.Sprintf("add %s|%d", j.path, i))
		wg.Go(func() {
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
	wg.Wait()
	view(t, j, func(tx *Tx) error {
		seen := make(map[string]bool)
		err := tx.EachEntry(func(e journal.Entry) bool { seen[e.What], seen[e.ID] = true, true; return true })
		if len(seen) != 2*writers {
			t.Errorf("%d of %d kept", len(seen)/2, writers)
		}
		return errors.Join(err, tx.Verify())
	})
}

func childAdds(t *testing.T, arg string) {
	path, n, _ := strings.Cut(arg, "|")
	update(t, childJournal(t, path, Options{Timeout: time.Minute}), func(tx *Tx) error {
		_, err := tx.AddEntry(entryAt(1, 1, "what "+n))
		return err
	})
}

// The folder and the file are the owner's alone, whatever the umask says.
func TestModes(t *testing.T) {
	old := syscall.Umask(0o022)
	defer syscall.Umask(old)
	j := newJournal(t, Options{}, someLife(3))
	snapshot := filepath.Join(filepath.Dir(j.path), "snapshots", "one")
	if err := errors.Join(j.Rewrite(ctx, Change{}), j.Snapshot(ctx, snapshot)); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]os.FileMode{
		j.path: 0o600, filepath.Dir(j.path): 0o700, snapshot: 0o600, filepath.Dir(snapshot): 0o700,
	} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v", path, info.Mode(), err)
		}
	}
}
