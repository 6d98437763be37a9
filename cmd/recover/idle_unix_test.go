//go:build unix

package main_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/recover-journal/recover/internal/screen"
)

// sittingOn is a window whose clock the test sets: leave has nobody there, for as many
// minutes as it takes until want stands on the screen.
func sittingOn(t *testing.T, home string, cols, rows int, args ...string) (s *screen.Screen, leave func(want string)) {
	t.Helper()
	clock := filepath.Join(t.TempDir(), "clock")
	minutes := 0
	set := func() {
		now := time.Date(2026, 1, 1, 18, minutes, 0, 0, time.UTC).Format(time.RFC3339)
		if err := os.WriteFile(clock+"~", []byte(now), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(clock+"~", clock); err != nil {
			t.Fatal(err)
		}
	}
	set()
	s = screen.Start(t, screen.Options{Cols: cols, Rows: rows, Env: environment(home, "RECOVER_NOW=@"+clock)}, program, args...)
	return s, func(want string) {
		t.Helper()
		for range 200 {
			if strings.Contains(s.Text(), want) {
				return
			}
			minutes += 4
			set()
			time.Sleep(50 * time.Millisecond)
		}
		t.Fatalf("waited in vain for %q:\n%s", want, s.Text())
	}
}

const private = "I hid it, and Zorvenna asked me"

// Four minutes without a key: the screen is wiped, the passphrase is asked for, and the
// question goes on where it was. Nothing that was answered is lost.
func TestIdleLock(t *testing.T) {
	home, _ := sealed(t)
	const words = batteryStaple + "\r"
	for _, size := range []struct{ cols, rows int }{{80, 24}, {40, 24}} {
		s, leave := sittingOn(t, home, size.cols, size.rows, "log", "add", "trigger", "--all")
		s.WaitFor("Passphrase:")
		s.Type(words)
		s.WaitFor("(0 to 10)")
		s.Type("7\r")
		s.WaitFor("In one line")
		leave("your journal is locked")
		if s.WaitFor("Passphrase:"); strings.Contains(s.Text(), "In one line") || strings.Contains(s.Text(), "> 7") {
			t.Errorf("it is still to be read:\n%s", s.Text())
		}
		s.Type("not this one\r")
		s.WaitFor("Tries left: 2")
		s.Type(words)
		s.WaitFor("In one line")
		s.Type(private + "\r")
		s.WaitFor("What set it off, as far as")
		leave("Passphrase:")
		s.Type(words)
		s.WaitFor("What set it off, as far as")
		s.Type("\x03")
		s.WaitFor("What you answered is kept")
		if status := s.End(); status != 130 {
			t.Errorf("status %d", status)
		}
		if e := logged(t, home)[0]; e.What != private || fmt.Sprint(e.Fields["intensity"]) != "7" {
			t.Errorf("kept: %+v", e)
		}
	}
	if err := noMark(home, private); err != nil {
		t.Error(err)
	}
}

// Whoever does not know the passphrase gets no further, and all that was answered is
// kept.
func TestIdleLockWrong(t *testing.T) {
	home, _ := sealed(t)
	for _, plain := range []bool{false, true} {
		args := []string{"log", "add", "trigger", "--all"}
		if plain {
			args = append(args, "--plain")
		}
		s, leave := sittingOn(t, home, 80, 40, args...)
		s.WaitFor("Passphrase:")
		s.Type(batteryStaple + "\r")
		s.WaitFor("(0 to 10)")
		s.Type("7\r")
		s.WaitFor("In one line")
		s.Type(private + "\r")
		s.WaitFor("What set it off, as far as")
		before := len(s.Output())
		leave("your journal is locked")
		if plain {
			s.Type("\r")
		}
		for left := 2; left >= 0; left-- {
			prompted(t, s, 4-left)
			s.Type("nobody knows it\r")
		}
		if status := s.End(); status != 5 {
			t.Errorf("status %d\n%s", status, s.Text())
		}
		if e := logged(t, home)[0]; e.What != private || fmt.Sprint(e.Fields["intensity"]) != "7" {
			t.Errorf("kept: %+v", e)
		}
		if after := s.Output()[before:]; plain && strings.Contains(s.Output(), "\x1b") || strings.Contains(after, "Zorvenna") || strings.Contains(s.Output(), "nobody knows it") {
			t.Errorf("shown: %q", after)
		}
	}
}

// prompted waits for the n-th prompt for a passphrase: the echo is off from there.
func prompted(t *testing.T, s *screen.Screen, n int) {
	t.Helper()
	for range 200 {
		if strings.Count(s.Output(), "Press Enter at the end.\r\nAnswer:") >= n {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("waited in vain for a prompt:\n%s", s.Text())
}
