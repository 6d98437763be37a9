//go:build unix

package main_test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// held keeps the lock of a journal as another window does, until it is let go.
func held(t testing.TB, home string) (free func()) {
	t.Helper()
	f, err := os.OpenFile(filepath.Join(home, ".local", "share", "recover", "journal.db"), os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		t.Fatal(err)
	}
	return func() { f.Close() }
}

// Another window has the journal open: for longer than two seconds it is 6, and for
// less the command waits.
func TestOpenElsewhere(t *testing.T) {
	t.Parallel()
	home := begun(t, "start.json")
	before := must(t, home, "", "answers", "--json")
	free := held(t, home)
	began := time.Now()
	out, stderr, status := call(home, `{"why.what": "Words."}`, "next", "--answers", "-", "--json")
	if status != 6 {
		t.Errorf("status %d after %v\n%s", status, time.Since(began), stderr)
	}
	if err := everywhere(out, stderr, true, status); err != nil {
		t.Error(err)
	}
	if took := time.Since(began); took < 2*time.Second || took > 6*time.Second {
		t.Errorf("it gave up after %v", took)
	}
	time.AfterFunc(700*time.Millisecond, free)
	if _, stderr, status := call(home, "", "status"); status != 0 {
		t.Errorf("status %d, though it freed in time\n%s", status, stderr)
	}
	if after := must(t, home, "", "answers", "--json"); after != before {
		t.Errorf("the journal changed:\n%s\n%s", before, after)
	}
}
