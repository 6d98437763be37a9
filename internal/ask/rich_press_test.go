package ask_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/recover-journal/recover/internal/screen"
)

// One key leaves the screen, at three sizes. The row of keys goes, the answer stays.
func TestPress(t *testing.T) {
	for _, size := range []struct{ cols, rows int }{{80, 24}, {40, 12}, {100, 30}} {
		t.Run(fmt.Sprintf("%dx%d", size.cols, size.rows), func(t *testing.T) {
			t.Parallel()
			s := start(t, screen.Options{Cols: size.cols, Rows: size.rows},
				"press=Breathe out. Feet on the floor. Say nothing for three breaths.", "press=More of it.", "press=Again.", "press=Last.")
			s.WaitFor("whatever it is")
			s.Golden(fmt.Sprintf("press_%dx%d", size.cols, size.rows))
			s.Type("m")
			s.WaitFor("> more\n\nMore of it.\nEnter: go on")
			s.Type("\r")
			s.WaitFor("> go on\n\nAgain.\nEnter: go on")
			s.Type("S")
			s.WaitFor("> stop\n\nLast.\nEnter: go on")
			s.Type("h")
			answered(t, s, "more | on | stop | help")
			s.Golden(fmt.Sprintf("pressed_%dx%d", size.cols, size.rows))
		})
	}
}

// What is no key of the screen does nothing: other letters, keys that do not print, an
// Escape, and a paste, even of the very letter.
func TestPressUnknown(t *testing.T) {
	t.Parallel()
	s := start(t, screen.Options{}, "press=One", "line=Two")
	s.WaitFor("H: help")
	s.Type("x ?2我" + arrowDown + ctrlLeft + "\x1bm" + shiftTab + f5 + linuxF1 + "\x7f\t\x01\x15\x17\x1b")
	s.Paste("m")
	s.Paste("\n")
	s.Paste("s\n")
	s.Type("M")
	s.WaitFor("Two")
	s.Type("two\r")
	answered(t, s, "more | two")
	if want := "One\n> more\n\nTwo\n> two\n"; !strings.HasPrefix(s.Text(), want) {
		t.Errorf("something was done:\n%s", s.Text())
	}
}

// Help and a refusal stand above the row, which is there once.
func TestPressHelpAndCheck(t *testing.T) {
	t.Parallel()
	s := start(t, screen.Options{}, "press?+=One")
	s.WaitFor("Press ? for help.")
	s.Type("?")
	s.WaitFor("One\nIt is here to help you, in a sentence that is long enough to wrap at forty\ncolumns.\nEnter: go on")
	s.Type("s")
	s.WaitFor("columns.\n> stop\nPlease think once more.\nEnter: go on")
	if n := strings.Count(s.Text(), "Enter: go on"); n != 1 {
		t.Errorf("the keys are named %d times:\n%s", n, s.Text())
	}
	s.Type("\r")
	answered(t, s, "on")
}

// Keys typed ahead are taken in their order, before, at and after a screen of one key.
func TestPressAhead(t *testing.T) {
	t.Parallel()
	s := start(t, screen.Options{}, "line=One", "press=Two", "press=Three", "one=Four", "press=Five", "line=Six")
	s.WaitFor("One")
	s.Type("a\r" + "m" + "\r" + arrowDown + "\r" + "xs" + "six\r")
	answered(t, s, "a | more | on | understand | stop | six")
}

// On a terminal, line by line.
func TestPressPlain(t *testing.T) {
	t.Parallel()
	s := start(t, screen.Options{Cols: 40, Rows: 24}, "-plain", "press=One", "press=Two")
	s.WaitFor("Answer:")
	s.Type("x\r")
	s.WaitFor("press Enter.\nAnswer:")
	s.Type("m\r")
	s.WaitFor("Two\nEnter: go on   m: more   s: stop\nH: help now, whatever it is\nAnswer:")
	s.Type("\r")
	answered(t, s, "more | on")
	if strings.Contains(s.Output(), "\x1b") {
		t.Errorf("an escape: %q", s.Output())
	}
	s.Golden("press_plain_40x24")
}
