package ask_test

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/recover-journal/recover/internal/screen"
)

// away starts the app on a terminal; leave has nobody there until want stands on the
// screen. The time is what the test says, so that nothing depends on how fast it is.
func away(t *testing.T, args ...string) (s *screen.Screen, leave func(want string)) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "away")
	s = start(t, screen.Options{Env: []string{"AWAY=" + file}}, args...)
	return s, func(want string) {
		t.Helper()
		for n := 5; !strings.Contains(s.Text(), want); n += 5 {
			if n > 1000 {
				t.Fatalf("waited in vain for %q:\n%s", want, s.Text())
			}
			if err := os.WriteFile(file+"~", []byte(strconv.Itoa(n)), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := os.Rename(file+"~", file); err != nil {
				t.Fatal(err)
			}
			time.Sleep(50 * time.Millisecond)
		}
	}
}

// Nobody is there: the screen is wiped, the secret is asked for, and every kind of
// question comes back as it was.
func TestIdleRich(t *testing.T) {
	for _, c := range []struct{ name, arg, drawn, keys, want string }{
		{"line", "line=What happened?", "What happened?", "I shouted\r", "hello | I shouted"},
		{"list", "one=Where?", "> Calm first", "\r", "hello | calm"},
		{"ticks", "many=What helps?", "> [ ] Calm first", " \r", "hello | [calm]"},
		{"key", "press=Breathe.", "m: more", "m", "hello | more"},
		{"text", "text=The letter:", "The letter:", "one\r.\r", `hello | "one"`},
		{"yes", "yes=Go on?", "> Not chosen yet", "y\r", "hello | true"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s, leave := away(t, "line=The first:", c.arg)
			s.WaitFor("The first:")
			s.Type("hello\r")
			s.WaitFor(c.drawn)
			leave("The word:")
			if text := s.Text(); strings.Contains(text, "hello") || strings.Contains(text, strings.TrimPrefix(c.arg, c.name+"=")) {
				t.Errorf("it is still to be read:\n%s", text)
			}
			s.Type("hush\r")
			s.WaitFor(c.drawn)
			s.Type(c.keys)
			answered(t, s, c.want)
		})
	}
}

// Whoever does not know the secret gets no further.
func TestIdleWrong(t *testing.T) {
	t.Parallel()
	s, leave := away(t, "one=Where?")
	s.WaitFor("> Calm first")
	leave("The word:")
	s.Type("hash\r")
	if got := s.End(); got != 1 || !strings.Contains(s.Text(), "that was not the word") || !s.Cooked() {
		t.Errorf("exit %d:\n%s", got, s.Text())
	}
	s, leave = away(t, "line=Where?")
	s.WaitFor("Where?")
	leave("The word:")
	s.Type("\x03")
	if got := s.End(); got != 130 || !s.Cooked() {
		t.Errorf("exit %d:\n%s", got, s.Text())
	}
}

// Plain says so without an escape byte, and what was half typed is the answer still. The
// secret, typed where it is seen, is none.
func TestIdlePlain(t *testing.T) {
	for _, c := range []struct{ name, before, after, want string }{
		{"nothing typed", "", "\rhush\rI shouted\r", "I shouted"},
		{"half typed", "I sh", "outed\rhush\r", "I shouted"},
		{"the secret at once", "", "hush\rI shouted\r", "I shouted"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s, leave := away(t, "-plain", "line=What happened?")
			s.WaitFor("Answer:")
			s.Type(c.before)
			s.WaitFor(strings.TrimSpace("Answer: " + c.before))
			leave("press Enter")
			first, rest, _ := strings.Cut(c.after, "\r")
			s.Type(first + "\r")
			if first != "hush" {
				s.WaitFor("The word:")
				first, rest, _ = strings.Cut(rest, "\r")
				s.Type(first + "\r")
			}
			if rest != "" {
				s.WaitFor("locked")
				s.Type(rest)
			}
			answered(t, s, c.want)
			if strings.Contains(s.Output(), "\x1b") {
				t.Error("an escape byte")
			}
		})
	}
}
