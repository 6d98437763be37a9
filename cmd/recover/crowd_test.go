package main_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// environment is what a command run by hand sees, but for the person's own.
func environment(home string, more ...string) []string {
	return append([]string{
		"HOME=" + home, "TZ=UTC", "LANG=C.UTF-8", "NO_COLOR=1", "TERM=xterm-256color",
		"RECOVER_NOW=2026-01-01T18:00:00Z", "PATH=" + os.Getenv("PATH"),
	}, more...)
}

// call runs the program without a terminal, with text on its standard input.
func call(home, in string, args ...string) (out, stderr string, status int) {
	cmd := exec.Command(program, args...)
	cmd.Env = environment(home, "RECOVER_PASSPHRASE_FILE="+os.Getenv("RECOVER_PASSPHRASE_FILE"))
	cmd.Stdin = strings.NewReader(in)
	var o, e bytes.Buffer
	cmd.Stdout, cmd.Stderr = &o, &e
	err := cmd.Run()
	var ended *exec.ExitError
	if err != nil && !errors.As(err, &ended) {
		return "", err.Error(), -1
	}
	return o.String(), e.String(), cmd.ProcessState.ExitCode()
}

func must(t testing.TB, home, in string, args ...string) string {
	t.Helper()
	out, stderr, status := call(home, in, args...)
	if status != 0 {
		t.Fatalf("recover %s: status %d\n%s", strings.Join(args, " "), status, stderr)
	}
	return out
}

// begun is a HOME with a journal that opens by itself, in which files of
// testdata/answers are kept.
func begun(t testing.TB, files ...string) (home string) {
	t.Helper()
	home = t.TempDir()
	must(t, home, "", "init", "--no-passphrase", "--zone", "UTC", "--country", "US")
	for _, f := range files {
		must(t, home, "", "next", "--answers", filepath.Join("testdata", "answers", f))
	}
	return home
}

type answer struct {
	ID      string
	Value   any
	History []struct{ Value any }
}

// answers are the answers by question, each with the latest first.
func answers(t testing.TB, home string) map[string][]any {
	t.Helper()
	var all []answer
	if err := json.Unmarshal([]byte(must(t, home, "", "answers", "--json")), &all); err != nil {
		t.Fatal(err)
	}
	found := map[string][]any{}
	for _, a := range all {
		found[a.ID] = append(found[a.ID], a.Value)
		for _, h := range a.History {
			found[a.ID] = append(found[a.ID], h.Value)
		}
	}
	return found
}

// Twenty windows answer at once, or two hundred: every one that says it is done has its words kept, and
// any other says so by its status.
func TestManyAtOnce(t *testing.T) {
	home := begun(t, "start.json")
	var wait sync.WaitGroup
	statuses, said := make([]int, times(20, 200)), make([]string, times(20, 200))
	for i := range statuses {
		wait.Go(func() {
			_, said[i], statuses[i] = call(home, fmt.Sprintf(`{"why.what": "Words of window %d."}`, i), "next", "--answers", "-")
		})
	}
	wait.Wait()
	kept := answers(t, home)["why.what"]
	for i, status := range statuses {
		n := count(kept, fmt.Sprintf("Words of window %d.", i))
		switch {
		case status == 0 && n != 1:
			t.Errorf("window %d ended with 0 and its words are there %d times", i, n)
		case status == 6 && n != 0:
			t.Errorf("window %d ended with 6 and its words are there", i)
		case status != 0 && status != 6:
			t.Errorf("window %d: status %d\n%s", i, status, said[i])
		}
		if status != 0 {
			t.Logf("window %d: status %d", i, status)
		}
	}
}

func count(all []any, want string) (n int) {
	for _, v := range all {
		if v == want {
			n++
		}
	}
	return n
}

// Twenty windows begin at once: one makes the journal, and no other touches it.
func TestTwentyBegin(t *testing.T) {
	home := t.TempDir()
	var wait sync.WaitGroup
	statuses := make([]int, 20)
	for i := range statuses {
		wait.Go(func() { _, _, statuses[i] = call(home, "", "init", "--no-passphrase") })
	}
	wait.Wait()
	made := 0
	for i, status := range statuses {
		switch status {
		case 0:
			made++
		case 1:
		default:
			t.Errorf("window %d: status %d", i, status)
		}
	}
	if made != 1 {
		t.Errorf("%d windows made a journal", made)
	}
	must(t, home, `{"start.load": 5}`, "next", "--answers", "-")
	if keys, _ := filepath.Glob(filepath.Join(home, ".config", "recover", "keys", "*")); len(keys) != 1 {
		t.Errorf("%d key files are left", len(keys))
	}
}

// A program that is killed while it keeps an answer loses nothing that was said to be
// kept, and the journal opens.
func TestKilled(t *testing.T) {
	home := begun(t, "start.json")
	done, killed := 0, 0
	for i := range times(40, 1000) {
		words := fmt.Sprintf("Words of round %d.", i)
		cmd := exec.Command(program, "next", "--answers", "-")
		cmd.Env = environment(home)
		cmd.Stdin = strings.NewReader(fmt.Sprintf(`{"why.what": %q}`, words))
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		kill := time.AfterFunc(time.Duration(1000+rand.IntN(29_000))*time.Microsecond, func() { cmd.Process.Kill() })
		err := cmd.Wait()
		kill.Stop()
		kept := answers(t, home)["why.what"]
		n := count(kept, words)
		if n > 1 || err == nil && n != 1 {
			t.Fatalf("round %d (%v): its words are there %d times", i, err, n)
		}
		if err != nil {
			killed++
		}
		if len(kept) < done+n {
			t.Fatalf("round %d: %d answers, and there were %d", i, len(kept), done)
		}
		done = len(kept)
	}
	t.Logf("%d rounds killed, %d answers kept", killed, done)
	must(t, home, "", "status", "--json")
	leftovers(t, home)
}

// leftovers wants no file beside those that a journal has, and its snapshots.
func leftovers(t testing.TB, home string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(home, ".local", "share", "recover", "*"))
	files = slices.DeleteFunc(files, func(name string) bool { return filepath.Base(name) == "snapshots" })
	if err != nil || len(files) != 1 {
		t.Errorf("beside the journal: %v %v", files, err)
	}
}
