//go:build unix

package main_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/recover-journal/recover/internal/screen"
)

// A word that must not appear on any list.
const secretWord = "Quokkamark"

// oneEntry is a HOME with a journal that opens by itself, and the id of its one entry.
func oneEntry(t *testing.T) (home, id string) {
	t.Helper()
	home = t.TempDir()
	must(t, home, "", "init", "--no-passphrase", "--zone", "UTC", "--country", "US")
	said := must(t, home, secretWord+" in the rain", "log", "add", "urge", "--intensity", "5", "-")
	return home, strings.TrimSpace(said[strings.LastIndex(strings.TrimSpace(said), " "):])
}

// In the shells that people have, Tab completes commands, flags and the ids of entries.
func TestCompletionInShells(t *testing.T) {
	const comes = "/usr/share/bash-completion/bash_completion"
	for _, c := range []struct {
		shell string
		args  []string
		load  string
	}{
		{"bash", []string{"--norc", "--noprofile", "-i"}, "source " + comes + "; source <(recover completion bash)"},
		{"zsh", []string{"-f", "-i"}, "autoload -U compinit; compinit -u -D; source <(recover completion zsh)"},
		{"fish", []string{"--no-config", "-i"}, "recover completion fish | source"},
	} {
		t.Run(c.shell, func(t *testing.T) {
			program, err := exec.LookPath(c.shell)
			if err != nil {
				t.Skipf("not run: there is no %s", c.shell)
			}
			if _, err := os.Stat(comes); c.shell == "bash" && err != nil {
				t.Skip("not run: there is no bash-completion")
			}
			home, id := oneEntry(t)
			s := screen.Start(t, screen.Options{Cols: 100, Rows: 30, Env: environment(home, "PATH="+builds+":"+os.Getenv("PATH"))}, program, c.args...)
			s.Type(c.load + "; echo loa''ded\r")
			s.WaitFor("loaded")
			s.Type("\x15recover log ki\t")
			s.WaitFor("recover log kinds")
			s.Type("\x15recover next --st\t")
			s.WaitFor("recover next --step")
			s.Type("\x15recover log show " + id[:1] + "\t")
			s.WaitFor("recover log show " + id)
			s.Type("\x15recover completion pow\t")
			s.WaitFor("recover completion powershell")
			s.Type("\x15exit\r")
			s.End()
			if strings.Contains(s.Output(), secretWord) {
				t.Error("a word of the journal is on the screen")
			}
		})
	}
}

// A completion tells ids, kinds, days and words of ours; it writes nothing anywhere and
// asks for nothing.
func TestCompletionTellsLittle(t *testing.T) {
	home, id := oneEntry(t)
	must(t, home, `{"letter.act": "x"}`, "next", "--list")
	before := everyFile(t, home)
	for line, want := range map[string]string{
		"log show ":         id + "\turge 2026-01-01 18:00",
		"log show zz":       "",
		"log rm " + id[:1]:  id + "\turge 2026-01-01 18:00",
		"log add tr":        "trigger\tTrigger",
		"log --kind pa":     "patience\tPatience",
		"next --step start": "start.when",
		"--country N":       "NZ\tNew Zealand",
		"completion f":      "fish",
		"letter diff ":      "",
		"space he":          "heard\tWrite down what they said first",
		"next --li":         "--list\tlist the questions that may be answered now",
		"nonsense ":         "",
	} {
		out, stderr, status := call(home, "", append([]string{"__complete"}, strings.Split(line, " ")...)...)
		if status != 0 || strings.Contains(out+stderr, secretWord) || !strings.Contains(out, "\n:") && !strings.HasPrefix(out, ":") {
			t.Errorf("%q: status %d\n%s%s", line, status, out, stderr)
		}
		if want != "" && !strings.HasPrefix(out, want) || want == "" && !strings.HasPrefix(out, ":") {
			t.Errorf("%q: %q, not %q", line, out, want)
		}
	}
	if d := cmp.Diff(before, everyFile(t, home)); d != "" {
		t.Errorf("something was written (-before +after):\n%s", d)
	}
}

// Where the journal takes a passphrase, or another window holds it, or there is none, a
// completion says what it knows by itself.
func TestCompletionOfSealed(t *testing.T) {
	home, _ := sealed(t)
	for _, home := range []string{home, t.TempDir()} {
		before := everyFile(t, home)
		for _, line := range []string{"log show ", "letter show --revision "} {
			if out, _, status := call(home, "", append([]string{"__complete"}, strings.Split(line, " ")...)...); status != 0 || !strings.HasPrefix(out, ":") {
				t.Errorf("%q: status %d, %q", line, status, out)
			}
		}
		if out, _, _ := call(home, "", "__complete", "next", "--step", "why.wh"); out[:9] != "why.what\n" {
			t.Errorf("%q", out)
		}
		if d := cmp.Diff(before, everyFile(t, home)); d != "" {
			t.Errorf("something was written (-before +after):\n%s", d)
		}
	}
}

// everyFile is what stands under a folder: each name with its size and time.
func everyFile(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.Walk(dir, func(name string, info os.FileInfo, err error) error {
		if err == nil {
			all[name] = info.Mode().String() + info.ModTime().String()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
