//go:build unix

package main_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/recover-journal/recover/internal/screen"
)

// on runs the program at a time, and wants status 0.
func on(t testing.TB, home, now, in string, args ...string) string {
	t.Helper()
	cmd := exec.Command(program, args...)
	cmd.Env = environment(home, "RECOVER_NOW="+now)
	cmd.Stdin = strings.NewReader(in)
	var errs strings.Builder
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("recover %s: %v\n%s", strings.Join(args, " "), err, errs.String())
	}
	return string(out)
}

const letterDay = "2026-02-02T12:00:00Z"

// lettered is a HOME whose letter is open.
func lettered(t testing.TB) string {
	home := begun(t, "start.json", "plan.json")
	on(t, home, "2026-01-01T18:00:00Z", `{"space.day0": "2026-01-01"}`, "next", "--answers", "-")
	on(t, home, "2026-01-01T18:00:00Z", "", "next", "--answers", filepath.Join("testdata", "answers", "why.json"))
	for _, day := range []string{"03", "04"} {
		on(t, home, "2026-01-"+day+"T18:00:00Z", `{"why.what": "I had an affair `+day+`."}`, "next", "--answers", "-")
	}
	on(t, home, letterDay, "", "next", "--answers", filepath.Join("testdata", "answers", "choice.json"))
	return home
}

// desk is a window at the letter, with an editor.
func deskWith(t *testing.T, home, editor string, cols, rows int, args ...string) *screen.Screen {
	t.Helper()
	tmp := filepath.Join(home, "tmp")
	if err := os.MkdirAll(tmp, 0o700); err != nil {
		t.Fatal(err)
	}
	return screen.Start(t, screen.Options{Cols: cols, Rows: rows, Env: environment(home, "RECOVER_NOW="+letterDay, "EDITOR="+editor, "TMPDIR="+tmp)}, program, args...)
}

// editors are the four that can be kept in hand: what writes a line at the start of the
// text and saves it, and what leaves.
var editors = []struct{ name, write, leave string }{
	{"vim", "ggO%s\x1b:w\r", ":q\r"},
	{"nvim", "ggO%s\x1b:w\r", ":q\r"},
	{"nano", "%s\r\x0f\r", "\x18"},
	{"emacs", "%s\r\x18\x13", "\x18\x03"},
}

// gossip are settings with which each editor would leave copies in HOME.
var gossip = map[string]string{
	".vimrc":                "set backup undofile swapfile backupdir=~ undodir=~ directory=~ viminfo='100,n~/.viminfo\nau BufWritePost * silent! exe 'w! ~/copy'\n",
	".config/nvim/init.vim": "set backup undofile swapfile backupdir=~ undodir=~ directory=~\n",
	".nanorc":               "set backup\nset historylog\nset positionlog\n",
	".emacs":                "(setq backup-directory-alist '((\".\" . \"~/\")) make-backup-files t auto-save-default t auto-save-interval 20)\n(recentf-mode 1)\n(savehist-mode 1)\n",
}

func gossiping(t *testing.T, home string) {
	for name, settings := range gossip {
		if name == ".vimrc" {
			settings, _, _ = strings.Cut(settings, "au ") // a command of the person's own writes where it says
		}
		file := filepath.Join(home, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(settings), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// nowhere wants that no file under HOME and in no private folder holds the words.
func nowhere(t *testing.T, home string, words ...string) {
	t.Helper()
	if err := noMark(home, words...); err != nil {
		t.Error(err)
	}
	for _, dir := range privateFolders() {
		err := noMark(dir, words...)
		for errors.Is(err, fs.ErrNotExist) { // of another test, which is just ending
			if _, gone := os.Stat(dir); gone != nil {
				err = nil
				break
			}
			err = noMark(dir, words...)
		}
		if err != nil && !strings.HasPrefix(err.Error(), "there is no file") {
			t.Error(err)
		}
	}
}

func privateFolders() []string {
	dirs, _ := filepath.Glob("/dev/shm/recover-*")
	return dirs
}

func letterOf(t *testing.T, home string) string {
	t.Helper()
	return on(t, home, letterDay, "", "letter", "show")
}

// With each editor, and with a person's own settings that keep copies: what was saved is
// a revision, and not one word of it is left anywhere.
func TestLetterEditors(t *testing.T) {
	for _, e := range editors {
		t.Run(e.name, func(t *testing.T) {
			needs(t, e.name)
			t.Parallel()
			word := "quokka" + e.name
			home := lettered(t)
			gossiping(t, home)
			on(t, home, letterDay, `{"letter.act": "I lied to you."}`, "letter", "--answers", "-")
			s := deskWith(t, home, e.name, 80, 24, "letter", "edit")
			s.WaitFor("I lied to you.")
			typed(t, s, home, fmt.Sprintf(e.write, "A "+word+" first."))
			s.Type(e.leave)
			s.WaitFor("This is revision 2.")
			ended(t, s, 0, 1000)
			if got := letterOf(t, home); !strings.HasPrefix(got, "A "+word+" first.") || !strings.Contains(got, "I lied to you.") {
				t.Errorf("the letter is %q", got)
			}
			nowhere(t, home, word)
			if err := noMark(home, "lied to you"); err != nil {
				t.Error(err)
			}
		})
	}
}

// needs skips a test where a program is not on this machine.
func needs(t *testing.T, name string) {
	if _, err := exec.LookPath(name); err != nil {
		t.Skipf("not run: no %s on this machine", name)
	}
}

// typed types into the editor and waits until what was saved there is sealed: five
// seconds at most.
func typed(t *testing.T, s *screen.Screen, home, keys string) {
	t.Helper()
	before := counter(t, home)
	s.Type(keys)
	for late := time.Now().Add(5 * time.Second); counter(t, home) == before; time.Sleep(50 * time.Millisecond) {
		if time.Now().After(late) {
			t.Fatalf("five seconds after it was saved, nothing is sealed:\n%s", s.Text())
		}
	}
}

// counter is how many changes the journal has seen, as the state home notes it.
func counter(t *testing.T, home string) uint64 {
	t.Helper()
	on(t, home, letterDay, "", "status", "--json")
	notes, _ := filepath.Glob(filepath.Join(home, ".local", "state", "recover", "*.json"))
	if len(notes) != 1 {
		t.Fatal(notes)
	}
	b, err := os.ReadFile(notes[0])
	if err != nil {
		t.Fatal(err)
	}
	var n struct{ Counter uint64 }
	if err := json.Unmarshal(b, &n); err != nil {
		t.Fatal(err)
	}
	return n.Counter
}

// The program is killed while the editor is open: what was saved in it is offered again,
// also where memory was lost with the power, and nothing of it is readable meanwhile.
func TestLetterKilled(t *testing.T) {
	for _, e := range editors {
		for _, power := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, power cut %t", e.name, power), func(t *testing.T) {
				needs(t, e.name)
				if power && e.name != "vim" && times(1, 2) == 1 {
					t.Skip("only with RECOVER_LONG=1")
				}
				t.Parallel()
				word := fmt.Sprintf("numbat%s%t", e.name, power)
				home := lettered(t)
				gossiping(t, home)
				on(t, home, letterDay, `{"letter.act": "I lied to you."}`, "letter", "--answers", "-")
				others := privateFolders()
				s := deskWith(t, home, e.name, 80, 24, "letter", "edit")
				s.WaitFor("I lied to you.")
				typed(t, s, home, fmt.Sprintf(e.write, "A "+word+" first."))
				// The journal is not held open: a word can be kept beside it.
				on(t, home, letterDay, `{"space.daily.load": 4}`, "next", "--answers", "-")
				s.Signal(syscall.SIGKILL)
				s.End()
				gone(t, word)
				if power {
					for _, dir := range privateFolders() {
						if !contains(others, dir) && holds(dir, word) {
							os.RemoveAll(dir)
						}
					}
				} else if out := onBoth(t, home, "status"); !strings.Contains(out, "recover letter edit") {
					t.Errorf("the text that was cut off is not told about:\n%s", out)
				}
				nowhere(t, home, word)
				s = deskWith(t, home, e.name, 80, 24, "letter", "edit")
				s.WaitFor("> Go on with the draft")
				s.Type("\r")
				s.WaitFor("A " + word + " first.")
				s.Type(e.leave)
				s.WaitFor("This is revision 2.")
				ended(t, s, 0, 1000)
				if got := letterOf(t, home); !strings.HasPrefix(got, "A "+word+" first.") {
					t.Errorf("the letter is %q", got)
				}
				nowhere(t, home, word)
			})
		}
	}
}

// gone waits until the editors of a killed program have ended. One that waits for its
// last words to be read, which nobody does here, is ended.
func gone(t *testing.T, words ...string) {
	t.Helper()
	for _, dir := range privateFolders() {
		if !holds(dir, words[0]) {
			continue // of another test
		}
		for late := time.Now().Add(5 * time.Second); ; time.Sleep(20 * time.Millisecond) {
			pids := openIn(dir)
			if len(pids) == 0 && free(dir) {
				break
			}
			if time.Now().Before(late.Add(-4 * time.Second)) {
				continue
			}
			for _, pid := range pids {
				syscall.Kill(pid, syscall.SIGKILL)
			}
			if time.Now().After(late) {
				t.Fatalf("%d programs have a text open that was cut off", len(pids))
			}
		}
	}
}

// free says that nobody holds the lock of a private folder: a program that was killed
// lets its files go a little after its name.
func free(dir string) bool {
	// A child that another test starts meanwhile would have the lock too, until it runs.
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_RDWR, 0)
	if err != nil {
		return true
	}
	defer f.Close()
	return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil
}

// openIn are the programs that were started with a file of the folder.
func openIn(dir string) (pids []int) {
	lines, _ := filepath.Glob("/proc/[0-9]*/cmdline")
	for _, name := range lines {
		b, err := os.ReadFile(name)
		pid, e := strconv.Atoi(filepath.Base(filepath.Dir(name)))
		if err == nil && e == nil && strings.Contains(string(b), dir+"/") {
			pids = append(pids, pid)
		}
	}
	return pids
}

func contains(list []string, s string) bool {
	for _, l := range list {
		if l == s {
			return true
		}
	}
	return false
}

func holds(dir, word string) bool {
	err := noMark(dir, word)
	return err != nil && strings.Contains(err.Error(), " holds ")
}

// onBoth is all that a command says, beside its answer too.
func onBoth(t *testing.T, home string, args ...string) string {
	t.Helper()
	cmd := exec.Command(program, args...)
	cmd.Env = environment(home, "RECOVER_NOW="+letterDay)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return string(out)
}

// Before the day of the handing over is asked, one is told what still stands before it.
// Enter leaves the letter here, and the question for its time.
func TestLetterSentEarly(t *testing.T) {
	home := lettered(t)
	on(t, home, letterDay, `{"letter.act": "I lied to you."}`, "letter", "--answers", "-")
	s := deskWith(t, home, "vim", 80, 24, "letter", "sent")
	for _, want := range []string{"not ready to be handed over", "You have not said yet", "your choice is empty", "keep doing is empty", "On which day"} {
		s.WaitFor(want)
	}
	s.Type("\r")
	ended(t, s, 0, 1000)
	if out := on(t, home, letterDay, "", "status", "--json"); !strings.Contains(out, `"drafting"`) {
		t.Errorf("the letter is not where it was: %s", out)
	}
	if out := on(t, home, letterDay, "", "answers", "--json"); strings.Contains(out, "letter.sent") {
		t.Errorf("no day was taken for an answer: %s", out)
	}
	if out := on(t, home, letterDay, "", "next", "--json", "--step", "letter.sent"); !strings.Contains(out, "not ready to be handed over") {
		t.Errorf("a script is told nothing of it: %s", out)
	}
}

// A hang-up and a termination end the editor, keep what it held, and leave the terminal
// as it was.
func TestLetterHungUp(t *testing.T) {
	for _, e := range editors {
		for sig, status := range map[syscall.Signal]int{syscall.SIGHUP: 129, syscall.SIGTERM: 143} {
			t.Run(e.name+" "+sig.String(), func(t *testing.T) {
				needs(t, e.name)
				if sig == syscall.SIGTERM && e.name != "vim" && times(1, 2) == 1 {
					t.Skip("only with RECOVER_LONG=1")
				}
				t.Parallel()
				word := fmt.Sprintf("bilby%s%d", e.name, status)
				home := lettered(t)
				on(t, home, letterDay, `{"letter.act": "I lied to you."}`, "letter", "--answers", "-")
				s := deskWith(t, home, e.name, 80, 24, "letter", "edit")
				s.WaitFor("I lied to you.")
				typed(t, s, home, fmt.Sprintf(e.write, "A "+word+" first."))
				s.Signal(sig)
				if got := s.End(); got != status {
					t.Errorf("status %d, not %d", got, status)
				}
				if !s.Cooked() || !s.Echoes() {
					t.Errorf("the terminal: cooked %t, echo %t", s.Cooked(), s.Echoes())
				}
				nowhere(t, home, word)
				s = deskWith(t, home, e.name, 80, 24, "letter", "edit")
				s.WaitFor("> Go on with the draft")
				s.Type("\r")
				s.WaitFor("A " + word + " first.")
				s.Signal(syscall.SIGKILL)
				s.End()
				gone(t, word)
				onBoth(t, home, "status") // takes what is left in
				nowhere(t, home, word)
			})
		}
	}
}
