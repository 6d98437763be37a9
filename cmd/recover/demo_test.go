//go:build unix

package main_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/recover-journal/recover/internal/screen"
)

// visitor is a HOME with a journal and settings, and an empty folder for temporary
// files. When the test ends, nothing in either has changed.
func visitor(t *testing.T) (env []string) {
	t.Helper()
	home, temp := t.TempDir(), t.TempDir()
	must(t, home, "", "init", "--no-passphrase", "--zone", "Asia/Tokyo", "--country", "NZ")
	must(t, home, "My own words.", "log", "add", "urge", "--intensity", "5", "-")
	before := everyFile(t, home)
	t.Cleanup(func() {
		if d := cmp.Diff(before, everyFile(t, home)); d != "" {
			t.Errorf("something of the person's changed (-before +after):\n%s", d)
		}
		if left, err := filepath.Glob(filepath.Join(temp, "*")); err != nil || len(left) > 0 {
			t.Errorf("this is left: %v, %v", left, err)
		}
	})
	return environment(home, "TMPDIR="+temp)
}

// In a pipe the tour is told without a pause and ends. What it says, and the screen at
// its end, are a golden page.
func TestDemoTold(t *testing.T) {
	for cols, args := range map[string][]string{"80": {"demo"}, "plain": {"demo", "--plain", "--no-input"}} {
		cmd := exec.Command(program, args...)
		cmd.Env = visitor(t)
		var errs bytes.Buffer
		cmd.Stderr = &errs
		out, err := cmd.Output()
		if err != nil || errs.Len() > 0 {
			t.Fatalf("%v\n%s", err, errs.String())
		}
		if err := everywhere(string(out), "", false, 0); err != nil {
			t.Error(err)
		}
		goldenText(t, "demo_"+cols, string(out))
	}
}

// For a script the same beats are one document, and nothing else is printed.
func TestDemoJSON(t *testing.T) {
	cmd := exec.Command(program, "demo", "--json")
	cmd.Env = visitor(t)
	out, err := cmd.Output()
	var beats []struct{ At, Says string }
	if err != nil || json.Unmarshal(out, &beats) != nil || len(beats) < 25 || beats[0].At != "2026-01-05T21:10:00Z" || beats[0].Says == "" {
		t.Errorf("%v\n%s", err, out)
	}
}

// Somebody looks around in it: each command is answered from the made-up journal, by its
// clock, and files that are written there go with it.
func TestDemoExplored(t *testing.T) {
	s := screen.Start(t, screen.Options{Cols: 80, Rows: 50, Env: visitor(t)}, program, "demo", "--fast")
	sit(t, s, `
		In the tour
		> statusENTER
		Day 69 · 68 quiet days
		In the tour
		> log statsENTER
		Quiet days: 68
		do not count.
		In the tour
		> recover letter showENTER
		I hurt you, and I am sorry.
		> agreementsENTER
		it ended when the two of you did
		In the tour
		> log --kind patienceENTER
		I wanted to be told that I do better.
		> remindENTER
		How are you today?
		> export -o all.jsonENTER
		all.json
		> demoENTER
		That is not for the tour.
		> status --journal /etc/passwdENTER
		That is not for the tour.
		> log show zzzzENTER
		recover: hint
		> lgoENTER
		did you mean: recover log
		> statsENTER
		no such command
		> say "thisENTER
		A quotation mark has no partner.
		> qENTER
		The made-up journal is gone.
	`)
	ended(t, s, 0, 80)
	if strings.Contains(s.Output(), "My own words") {
		t.Error("it showed words of the person's")
	}
}

// However it is left, in the story or after it, nothing stays behind.
func TestDemoLeft(t *testing.T) {
	for name, c := range map[string]struct {
		args   []string
		at     string
		signal syscall.Signal // 0 is Ctrl-C
		status int
	}{
		"ctrl-c in the story": {[]string{"demo"}, "what did you do?", 0, 130},
		"ended in the story":  {[]string{"demo"}, "what did you do?", syscall.SIGTERM, 143},
		"hung up":             {[]string{"demo"}, "what did you do?", syscall.SIGHUP, 129},
		"ctrl-c after it":     {[]string{"demo", "--fast"}, "In the tour", 0, 130},
		"ended after it":      {[]string{"demo", "--fast"}, "In the tour", syscall.SIGTERM, 143},
		"in words":            {[]string{"demo", "--plain"}, "In the tour", syscall.SIGHUP, 129},
	} {
		t.Run(name, func(t *testing.T) {
			s := screen.Start(t, screen.Options{Cols: 80, Rows: 50, Env: visitor(t)}, program, c.args...)
			s.WaitFor(c.at)
			if c.signal == 0 {
				s.Type(ctrlC)
			} else {
				s.Signal(c.signal)
			}
			ended(t, s, c.status, 80)
			s.WaitFor("The made-up journal is gone. Nothing of yours was touched.")
			if strings.Contains(s.Text(), "Come back with") {
				t.Error("it sends back to a journal that is gone")
			}
		})
	}
}

// A folder that cannot be made is told in a sentence.
func TestDemoNoRoom(t *testing.T) {
	cmd := exec.Command(program, "demo")
	cmd.Env = environment(t.TempDir(), "TMPDIR="+filepath.Join(t.TempDir(), "none"))
	out, err := cmd.CombinedOutput()
	if cmd.ProcessState.ExitCode() != 1 || !strings.HasPrefix(string(out), "recover: ") || strings.Contains(string(out), "itself") {
		t.Errorf("%v\n%s", err, out)
	}
	if _, err := os.Stat("recover-demo"); err == nil {
		t.Error("it made a folder here")
	}
}
