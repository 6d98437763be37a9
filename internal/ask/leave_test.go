package ask_test

import (
	"bytes"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"github.com/recover-journal/recover/internal/screen"
)

// However a person goes away, from whatever is open, the terminal is as it was, the
// status says who ended it, and a text in the making comes along.
func TestLeaving(t *testing.T) {
	open := []struct{ name, arg, first, typed, kept string }{
		{"line", "line=Say", "Say\n>", "half", `("half")`},
		{"text", "text=Say", "text.\n>", "one\rhalf", `("one\nhalf")`},
		{"one", "one=Say", "> Calm", "m", `("")`},
		{"many", "many=Say", "> [ ] Calm", " ", `("[]")`},
		{"yes", "yes=Say", "> Not", "y", `("false")`},
		{"press", "press=Say", "H: help", "x", `("")`},
		{"wait", "wait=Say", "Say 1m0s", "x", `("waited")`},
		{"secret", "secret=Say", "Answer:", "half", `("0 bytes, sum 0")`},
	}
	ways := []struct {
		name string
		key  string
		sig  syscall.Signal
		want int
	}{
		{"ctrl-c", "\x03", 0, 130},
		{"ctrl-d", "\x04", 0, 130},
		{"interrupt", "", syscall.SIGINT, 130},
		{"terminate", "", syscall.SIGTERM, 143},
		{"hang-up", "", syscall.SIGHUP, 129},
	}
	for _, o := range open {
		for _, w := range ways {
			t.Run(o.name+" "+w.name, func(t *testing.T) {
				t.Parallel()
				s := start(t, screen.Options{}, o.arg)
				s.WaitFor(o.first)
				typed := strings.NewReplacer("\r", "", "\n", "").Replace
				switch {
				case o.name == "secret":
					s.Type(o.typed)
					if w.key == "\x04" {
						s.Type(w.key) // the first only ends the half line
					}
				case o.name == "text":
					s.Type(o.typed)
					s.WaitFor("> one\n> half")
				case o.name == "line":
					s.Type(o.typed)
					s.WaitFor("> half")
				case o.name == "many":
					s.Type(o.typed)
					s.WaitFor("> [x] Calm")
				default:
					s.Type(typed(o.typed))
				}
				if s.Type(w.key); w.sig != 0 {
					s.Signal(w.sig)
				}
				if got := s.End(); got != w.want {
					t.Errorf("exit %d, want %d:\n%s", got, w.want, s.Text())
				}
				s.WaitFor("What you answered is kept:  " + o.kept)
				if !s.Cooked() || !s.CursorVisible() {
					t.Error("the terminal was not given back")
				}
				if o.name == "secret" && strings.Contains(s.Output(), "half") {
					t.Error("half a secret was shown")
				}
			})
		}
	}
}

// A secret is never shown: alone, after a line, typed ahead, pasted, or mended.
func TestSecret(t *testing.T) {
	t.Parallel()
	s := start(t, screen.Options{}, "secret=One", "line=Two", "secret=Three", "secret!=Four", "line=Five")
	s.WaitFor("One")
	s.Type("zzzx\x7f\r")
	s.WaitFor("Two")
	s.Type("two\rzz👨‍👩‍👧\x7fz\r\rfive\r")
	answered(t, s, "3 bytes, sum 366 | two | 3 bytes, sum 366 | skipped | five")
	if strings.Contains(s.Output(), "z") {
		t.Errorf("a secret was shown:\n%s", s.Text())
	}
}

func TestSecretPasted(t *testing.T) {
	t.Parallel()
	s := start(t, screen.Options{}, "line=One", "secret=Two")
	s.WaitFor("One")
	s.Type("one\r")
	s.WaitFor("Two")
	s.Paste("zz z\n")
	s.Type("\r")
	answered(t, s, "one | 4 bytes, sum 398")
	if strings.Contains(s.Output(), "zz z") {
		t.Errorf("a secret was shown:\n%s", s.Text())
	}
}

// Standard output may be a pipe while questions are asked.
func TestStandardOutputIsNoTerminal(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	s := start(t, screen.Options{Stdout: &out}, "line=Say", "one=Which?")
	s.WaitFor("Say")
	s.Type("hello\r\r")
	ended(t, s)
	if out.String() != "= hello | calm\n" {
		t.Errorf("standard output: %q", out.String())
	}
}

// A pipe at standard input: questions have nobody, a secret has the terminal.
func TestStandardInputIsAPipe(t *testing.T) {
	t.Parallel()
	pipe := func() *strings.Reader { return strings.NewReader("a text, R\n") }
	s := start(t, screen.Options{Stdin: pipe()}, "line=Say")
	if got := s.End(); got != 4 || !strings.Contains(s.Text(), "line: no one to ask") {
		t.Errorf("exit %d:\n%s", got, s.Text())
	}
	s = start(t, screen.Options{Stdin: pipe()}, "secret=Word")
	s.WaitFor("Answer:")
	s.Type("zzz\r")
	answered(t, s, "3 bytes, sum 366")
	s = start(t, screen.Options{Stdin: pipe()}, "-no-input", "secret=Word")
	if got := s.End(); got != 4 {
		t.Errorf("--no-input: exit %d:\n%s", got, s.Text())
	}
}

// No terminal at all: status 4, and no escape in what a script reads.
func TestNoTerminal(t *testing.T) {
	t.Parallel()
	for _, arg := range []string{"line=Say", "one=Say", "press=Say", "wait=Say", "secret=Say"} {
		cmd := exec.Command(app.file, arg)
		cmd.Env = []string{"SAY=" + app.say, "TERM=xterm"}
		out, _ := cmd.CombinedOutput()
		if got := cmd.ProcessState.ExitCode(); got != 4 || bytes.ContainsRune(out, 0x1b) {
			t.Errorf("%s: exit %d, %q", arg, got, out)
		}
	}
}

// What chooses Plain, and that it writes no escape.
func TestPlainOnATerminal(t *testing.T) {
	for _, c := range []struct {
		name string
		env  []string
		args []string
	}{
		{"flag", nil, []string{"-plain"}},
		{"ACCESSIBLE", []string{"ACCESSIBLE=1"}, nil},
		{"dumb", []string{"TERM=dumb"}, nil},
		{"no TERM", []string{"TERM="}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := start(t, screen.Options{Cols: 40, Rows: 60, Env: c.env},
				append(c.args, "one!=Where?", "line?=What?", "text=Letter?", "secret=Word", "yes=Go?", "wait*=Left")...)
			s.WaitFor("Answer:")
			s.Type("3\r")
			s.WaitFor("for help.\nAnswer:")
			s.Type("?\r")
			s.WaitFor("columns.\nAnswer:")
			s.Type("I shouted, 我很抱歉\r")
			s.WaitFor("ends the text.")
			s.Type("Dear Ana,\r\r.\r")
			s.WaitFor("not shown")
			s.Type("zzz\r")
			s.WaitFor("yes or no and press Enter.\nAnswer:")
			s.Type("y\r")
			s.WaitFor("Left 1s")
			answered(t, s, `letter | I shouted, 我很抱歉 | "Dear Ana,\n" | 3 bytes, sum 366 | true | waited`)
			if strings.ContainsAny(s.Output(), "\x1bz") {
				t.Errorf("an escape, or a secret: %q", s.Output())
			}
			if c.name == "flag" {
				s.Golden("plain_40x60")
			}
		})
	}
}

// Half a line comes back where it was left, to go on with: it stands in the line, or is
// told and taken by Enter where nothing is drawn. Untouched it locks like an empty line,
// and the secret that opens it again is no part of it.
func TestBegun(t *testing.T) {
	t.Parallel()
	s := start(t, screen.Options{}, "line~=One", "line~!=Two", "line~*=Three")
	s.WaitFor("> half")
	s.Type(" a line\r")
	s.WaitFor("Two\nYou had begun to write this. Go on with it, or change it.\n> half")
	s.Type("\x15\r")
	s.WaitFor("Three\nYou had begun to write this. Go on with it, or change it.\n> half")
	s.Type("\x15\r")
	answered(t, s, "half a line | skipped | what I said before")

	s = start(t, screen.Options{}, "line~=One")
	s.WaitFor("> half")
	s.Type("\x03")
	s.WaitFor(`("half")`)
	s.End()

	s = start(t, screen.Options{}, "-plain", "line~=One", "line~!=Two", "line~=Three")
	s.WaitFor("You had begun: half To keep that, press Enter.")
	s.Type("\r")
	s.WaitFor("Two")
	s.Type("-\r")
	s.WaitFor("You start again from nothing.\nAnswer:")
	s.Type("\r")
	s.WaitFor("Three")
	s.Type("whole\r")
	answered(t, s, "half | skipped | whole")

	s, leave := away(t, "line~=One")
	s.WaitFor("> half")
	leave("The word:")
	s.Type("hush\r")
	s.WaitFor("> half")
	s.Type("!\r")
	answered(t, s, "half!")
}

// What stands half typed in a terminal's own line is not lost with --plain, whichever way
// the person goes, and is not left to the shell.
func TestPlainHalf(t *testing.T) {
	for _, c := range []struct {
		name string
		end  func(*screen.Screen)
		want int
	}{
		{"ctrl-c", func(s *screen.Screen) { s.Type("\x03") }, 130},
		{"ctrl-d", func(s *screen.Screen) { s.Type("\x04\x04") }, 130},
		{"terminate", func(s *screen.Screen) { s.Signal(syscall.SIGTERM) }, 143},
		{"hang-up", func(s *screen.Screen) { s.Signal(syscall.SIGHUP) }, 129},
	} {
		for kind, want := range map[string]string{"line": `"sólo media 我"`, "text": `"one\nsólo media 我"`} {
			t.Run(c.name+" "+kind, func(t *testing.T) {
				t.Parallel()
				s := start(t, screen.Options{}, "-plain", kind+"=Say")
				s.WaitFor("Say\n")
				if kind == "text" {
					s.Type("one\r")
				}
				s.Type("sólo media 我")
				s.WaitFor("media 我")
				c.end(s)
				if got := s.End(); got != c.want {
					t.Errorf("exit %d, want %d:\n%s", got, c.want, s.Text())
				}
				s.WaitFor("is kept:  (" + want + ")")
				if !s.Cooked() {
					t.Error("the terminal is not as it was")
				}
			})
		}
	}
}

// Plain leaves as Rich does.
func TestLeavingPlain(t *testing.T) {
	for _, c := range []struct {
		name string
		end  func(*screen.Screen)
		want int
	}{
		{"ctrl-c", func(s *screen.Screen) { s.Type("half\x03") }, 130},
		{"ctrl-d", func(s *screen.Screen) { s.Type("\x04") }, 130},
		{"ctrl-d in a line", func(s *screen.Screen) { s.Type("half\x04\x04") }, 130},
		{"terminate", func(s *screen.Screen) { s.Signal(syscall.SIGTERM) }, 143},
		{"hang-up", func(s *screen.Screen) { s.Signal(syscall.SIGHUP) }, 129},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := start(t, screen.Options{}, "-plain", "line=One", "text*=Two")
			s.WaitFor("Answer:")
			s.Type("a\r")
			s.WaitFor("A line with only")
			c.end(s)
			if got := s.End(); got != c.want {
				t.Errorf("exit %d, want %d:\n%s", got, c.want, s.Text())
			}
			s.WaitFor("is kept: a (\"Dear Ana,")
			if !s.Cooked() {
				t.Error("the terminal was left without echo")
			}
		})
	}
}
