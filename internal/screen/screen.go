package screen

import (
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/hinshun/vt10x"
)

// Patience is how long anything may take before the test fails.
const Patience = 10 * time.Second

// Options say what the program runs in. The zero value is a window of 80 by 24.
type Options struct {
	Cols, Rows int
	// Env is added to a small environment with a fresh HOME.
	Env []string
	// Dir is where the program starts; empty is that HOME.
	Dir string
	// Mute is a terminal that does not say where its cursor is.
	Mute bool
	// Stdin and Stdout stand in place of the terminal. Standard error is always it.
	Stdin  io.Reader
	Stdout io.Writer
}

// Screen is a program and the screen it draws on.
type Screen struct {
	t        testing.TB
	cmd      *exec.Cmd
	keyboard *os.File // our end
	terminal *os.File // the program's end, held so that nothing is lost
	vt       vt10x.Terminal
	cols     int
	rows     int
	answers  chan string
	mu       sync.Mutex
	output   []byte        // all of it, for tests that look at bytes
	news     chan struct{} // something was drawn
	done     chan struct{} // the program has ended and all it drew was seen
}

// Start runs the program. It is ended with the test.
func Start(t testing.TB, o Options, program string, args ...string) *Screen {
	t.Helper()
	if o.Cols == 0 {
		o.Cols, o.Rows = 80, 24
	}
	cmd := exec.Command(program, args...)
	home := t.TempDir()
	if cmd.Dir = o.Dir; cmd.Dir == "" {
		cmd.Dir = home
	}
	cmd.Env = append([]string{
		"TERM=xterm-256color", "LANG=C.UTF-8", "TZ=UTC", "NO_COLOR=1",
		"HOME=" + home, "PATH=" + os.Getenv("PATH"),
	}, o.Env...)
	s := &Screen{
		t: t, cmd: cmd, cols: o.Cols, rows: o.Rows,
		answers: make(chan string, 64), news: make(chan struct{}, 1), done: make(chan struct{}),
	}
	s.vt = vt10x.New(vt10x.WithSize(o.Cols, o.Rows), vt10x.WithWriter(answering{s, o.Mute}))
	s.start(o)
	go s.answer()
	go s.watch()
	go func() {
		cmd.Wait()
		io.WriteString(s.terminal, mark)
	}()
	t.Cleanup(func() {
		cmd.Process.Kill()
		<-s.done
		close(s.answers)
		s.keyboard.Close()
		s.terminal.Close()
		if t.Failed() {
			t.Logf("the last screen:\n%s", s.Text())
		}
	})
	return s
}

// answering is where the emulator writes what a terminal answers. It is called with
// the screen locked, so it must not wait for a program that does not read.
type answering struct {
	s    *Screen
	mute bool
}

func (a answering) Write(p []byte) (int, error) {
	if !a.mute {
		a.s.answers <- string(p)
	}
	return len(p), nil
}

func (s *Screen) answer() {
	for a := range s.answers {
		io.WriteString(s.keyboard, a)
	}
}

// Text is what stands on the screen, without blanks at line ends and at the bottom.
func (s *Screen) Text() string {
	s.vt.Lock()
	defer s.vt.Unlock()
	lines := make([]string, s.rows)
	for y := range lines {
		line := make([]rune, s.cols)
		for x := range line {
			if line[x] = s.vt.Cell(x, y).Char; line[x] == 0 {
				line[x] = ' '
			}
		}
		lines[y] = strings.TrimRight(string(line), " ")
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

// CursorVisible says whether the program left the cursor to be seen.
func (s *Screen) CursorVisible() bool {
	s.vt.Lock()
	defer s.vt.Unlock()
	return s.vt.CursorVisible()
}

// Output is every byte the program has written to its terminal so far.
func (s *Screen) Output() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return string(s.output)
}

// WaitFor waits until want stands somewhere on the screen.
func (s *Screen) WaitFor(want string) {
	s.t.Helper()
	if text, ok := s.wait(func(text string) bool { return strings.Contains(text, want) }); !ok {
		s.t.Fatalf("waited in vain for %q:\n%s", want, text)
	}
}

// wait looks at the screen at each output, until it is right, the program has ended
// or patience has. It gives the screen it saw last.
func (s *Screen) wait(right func(text string) bool) (text string, ok bool) {
	late := time.After(Patience)
	for ended := false; ; {
		if text = s.Text(); right(text) {
			return text, true
		}
		if ended {
			return text, false
		}
		select {
		case <-s.news:
		case <-s.done:
			ended = true
		case <-late:
			return text, false
		}
	}
}

// Type sends keys, as the terminal would.
func (s *Screen) Type(keys string) {
	s.t.Helper()
	if _, err := io.WriteString(s.keyboard, keys); err != nil {
		s.t.Fatal(err)
	}
}

// Paste sends text between the marks of bracketed paste.
func (s *Screen) Paste(text string) {
	s.t.Helper()
	s.Type("\x1b[200~" + text + "\x1b[201~")
}

// Signal sends a signal to the program.
func (s *Screen) Signal(sig os.Signal) {
	s.t.Helper()
	if err := s.cmd.Process.Signal(sig); err != nil {
		s.t.Fatal(err)
	}
}

// End waits for the program to end, and gives its exit status. All that it wrote is on
// the screen then.
func (s *Screen) End() int {
	s.t.Helper()
	select {
	case <-s.done:
	case <-time.After(Patience):
		s.t.Fatalf("the program did not end:\n%s", s.Text())
	}
	return s.cmd.ProcessState.ExitCode()
}
