//go:build unix

package edit

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// drafts are what was handed over to be kept.
type drafts struct {
	mu  sync.Mutex
	all []string
	err error
}

func (d *drafts) keep(text string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.all = append(d.all, text)
	return d.err
}

func (d *drafts) last() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.all) == 0 {
		return ""
	}
	return d.all[len(d.all)-1]
}

// script is an editor that a shell plays; $1 is the file.
func script(t *testing.T, body string) Editor {
	name := filepath.Join(t.TempDir(), "editor")
	if err := os.WriteFile(name, []byte("#!/bin/sh\n"+body+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	return Editor{path: name}
}

func job(t *testing.T, e Editor, d *drafts) (Job, string) {
	dir := t.TempDir()
	return Job{Editor: e, Place: Place{Dir: dir, Memory: true}, Label: Label{"abc", "letter.whole"}, Draft: d.keep, Every: 10 * time.Millisecond}, dir
}

func empty(t *testing.T, dir string) {
	t.Helper()
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// However an editor ends, what it saved comes back, is kept as a draft, and the folder
// is gone.
func TestRun(t *testing.T) {
	for _, c := range []struct {
		name, body, want string
		err              error
		drafted          bool
	}{
		{"saved", `echo changed > "$1"`, "changed", nil, true},
		{"nothing changed", `true`, "as it was", nil, false},
		{"ended with an error", `echo half > "$1"; exit 1`, "half", ErrFailed, true},
		{"ended with an error, nothing changed", `exit 3`, "as it was", ErrFailed, false},
		{"removed the file", `rm "$1"`, "as it was", ErrFailed, false},
		{"put another file in its place", `echo other > "$1.new"; mv "$1.new" "$1"`, "other", nil, true},
		{"killed itself", `echo half > "$1"; kill -9 $$`, "half", ErrFailed, true},
		{"one newline goes, no more", `printf 'a\n\n\n' > "$1"`, "a\n\n", nil, true},
		{"modes", `stat -c %a "$1" "$(dirname "$1")" | tr '\n' ' ' > "$1.m"; mv "$1.m" "$1"`, "600 700 ", nil, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := &drafts{}
			j, dir := job(t, script(t, c.body), d)
			got, err := j.Run(context.Background(), "as it was")
			if got != c.want || !errors.Is(err, c.err) {
				t.Errorf("%q, %v", got, err)
			}
			if drafted := d.last() == c.want; drafted != c.drafted {
				t.Errorf("drafts: %q", d.all)
			}
			empty(t, dir)
		})
	}
}

// What is saved while the editor stays open is a draft within a few looks.
func TestDraftWhileOpen(t *testing.T) {
	d := &drafts{}
	j, dir := job(t, script(t, `echo one > "$1"; while [ ! -e "$1.go" ]; do sleep 0.01; done; echo two > "$1"`), d)
	done := make(chan error, 1)
	go func() { _, err := j.Run(context.Background(), ""); done <- err }()
	for late := time.Now().Add(5 * time.Second); d.last() != "one"; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(late) {
			t.Fatalf("drafts: %q", d.all)
		}
	}
	open, _ := filepath.Glob(filepath.Join(dir, prefix+"*", textName))
	if len(open) != 1 {
		t.Fatal(open)
	}
	if err := os.WriteFile(open[0]+".go", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil || d.last() != "two" {
		t.Errorf("%v, %q", err, d.all)
	}
	empty(t, dir)
}

// signalled is a cause as the program's own contexts have it.
type signalled struct{ os.Signal }

func (s signalled) Error() string  { return s.String() }
func (s signalled) Sig() os.Signal { return s.Signal }

// A hang-up is passed on, and one that does not listen is ended. nano writes FILE.save
// then: that is what is kept.
func TestSignals(t *testing.T) {
	for _, c := range []struct {
		name, body string
		sig        os.Signal
		want       string
	}{
		{"hang-up", `trap 'echo saved > "$1.save"; exit 1' HUP; echo half > "$1"; touch "$1.up"; while :; do sleep 0.02; done`, syscall.SIGHUP, "saved"},
		{"termination", `trap 'echo saved > "$1.save"; exit 1' TERM; echo half > "$1"; touch "$1.up"; while :; do sleep 0.02; done`, syscall.SIGTERM, "saved"},
		{"deaf", `trap '' TERM HUP; echo half > "$1"; touch "$1.up"; while :; do sleep 0.02; done`, syscall.SIGTERM, "half"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.sig == syscall.SIGHUP && signal.Ignored(syscall.SIGHUP) {
				t.Skip("hang-ups are ignored here (nohup), and a shell cannot take that back")
			}
			d := &drafts{}
			j, dir := job(t, script(t, c.body), d)
			ctx, cancel := context.WithCancelCause(context.Background())
			go func() {
				for {
					if up, _ := filepath.Glob(filepath.Join(dir, "*", "*.up")); len(up) > 0 {
						break
					}
					time.Sleep(5 * time.Millisecond)
				}
				cancel(signalled{c.sig})
			}()
			got, err := j.Run(ctx, "as it was")
			if got != c.want || d.last() != c.want || !errors.Is(err, signalled{c.sig}) {
				t.Errorf("%q, %v, drafts %q", got, err, d.all)
			}
			empty(t, dir)
		})
	}
}

// Where the draft cannot be kept, the folder is the only copy: it stays, and is found.
func TestDraftRefused(t *testing.T) {
	d := &drafts{err: errors.New("full")}
	j, dir := job(t, script(t, `echo changed > "$1"`), d)
	if got, err := j.Run(context.Background(), ""); got != "changed" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	found := Orphans([]Place{{dir, true}}, "abc")
	if len(found) != 1 || found[0].Text != "changed" || found[0].Label.Question != "letter.whole" {
		t.Fatalf("%+v", found)
	}
	if others := Orphans([]Place{{dir, true}}, "another journal"); len(others) > 0 {
		t.Errorf("another journal found %+v", others)
	}
	found[0].Remove()
	empty(t, dir)
}

// A text that is too large is not read; what was drafted before stays.
func TestLarge(t *testing.T) {
	d := &drafts{}
	j, dir := job(t, script(t, `head -c 17000000 /dev/zero > "$1.x"; mv "$1.x" "$1"`), d)
	if got, err := j.Run(context.Background(), "as it was"); got != "as it was" || !errors.Is(err, ErrLarge) {
		t.Errorf("%.20q, %v", got, err)
	}
	empty(t, dir)
}

// TestHelper is no test: it is the program that is killed.
func TestHelper(t *testing.T) {
	dir := os.Getenv("EDIT_TEST_DIR")
	if dir == "" {
		t.Skip("the program of TestOrphan")
	}
	e := Editor{path: os.Getenv("EDIT_TEST_EDITOR")}
	j := Job{Editor: e, Place: Place{dir, true}, Label: Label{"abc", "letter.whole"}, Draft: func(string) error { return nil }}
	j.Run(context.Background(), "as it was")
}

// A program that is killed with an editor open leaves an orphan: nobody takes it while
// the editor lives, and everybody finds it after.
func TestOrphan(t *testing.T) {
	dir := t.TempDir()
	e := script(t, `trap '' HUP; echo $$ > "$1.pid"; echo half > "$1"; touch "$1.up"; while :; do sleep 0.02; done`)
	cmd := exec.Command(os.Args[0], "-test.run", "^TestHelper$")
	cmd.Env = append(os.Environ(), "EDIT_TEST_DIR="+dir, "EDIT_TEST_EDITOR="+e.path)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	wait := func(what string, done func() bool) {
		t.Helper()
		for late := time.Now().Add(10 * time.Second); !done(); time.Sleep(10 * time.Millisecond) {
			if time.Now().After(late) {
				t.Fatal("waited in vain: " + what)
			}
		}
	}
	up := func() bool { up, _ := filepath.Glob(filepath.Join(dir, "*", "*.up")); return len(up) > 0 }
	wait("the editor", up)
	places := []Place{{dir, true}}
	if found := Orphans(places, "abc"); len(found) > 0 {
		t.Errorf("taken from a living program: %+v", found)
	}
	cmd.Process.Kill()
	cmd.Wait()
	if found := Orphans(places, "abc"); len(found) > 0 {
		t.Errorf("taken from a living editor: %+v", found)
	}
	pids, _ := filepath.Glob(filepath.Join(dir, "*", "*.pid"))
	b, err := os.ReadFile(pids[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := exec.Command("kill", "-9", strings.TrimSpace(string(b))).Run(); err != nil {
		t.Fatal(err)
	}
	var found []Orphan
	wait("the orphan", func() bool { found = Orphans(places, "abc"); return len(found) == 1 })
	if found[0].Text != "half" {
		t.Errorf("%q", found[0].Text)
	}
	found[0].Remove()
	empty(t, dir)
}

// What a killed program left is found at the first look, also while the programs of
// other journals look there too: they hold no lock of what is not theirs.
func TestOrphanAmongOthers(t *testing.T) {
	dir := t.TempDir()
	places := []Place{{dir, true}}
	f, err := newFolder(places[0], Label{"abc", "letter.whole"}, "half")
	if err != nil {
		t.Fatal(err)
	}
	f.letGo()
	over := make(chan struct{})
	var others sync.WaitGroup
	for range 4 {
		others.Go(func() {
			for {
				select {
				case <-over:
					return
				default:
					if found := Orphans(places, "another journal"); len(found) > 0 {
						t.Errorf("another journal found %+v", found)
					}
				}
			}
		})
	}
	missed := 0
	for range 1000 {
		if len(Orphans(places, "abc")) != 1 {
			missed++
		}
	}
	close(over)
	others.Wait()
	if missed > 0 {
		t.Errorf("not found in %d of 1000 looks", missed)
	}
}

// Memory comes first, and a disk last.
func TestPlaces(t *testing.T) {
	disk := t.TempDir()
	all := Places(env("XDG_RUNTIME_DIR", t.TempDir()), disk)
	if last := all[len(all)-1]; last.Dir != disk || last.Memory {
		t.Errorf("%+v", all)
	}
	for _, p := range all[:len(all)-1] {
		if p.Dir != "/dev/shm" || !p.Memory {
			t.Errorf("%s is not in memory", p.Dir)
		}
	}
}
