package ask

import (
	"io"
	"strings"
	"testing"

	"github.com/creack/pty"
)

// The kernel keeps LineMax bytes of a line typed at a terminal, and Plain notices.
func TestTerminalCutsLines(t *testing.T) {
	keyboard, terminal, err := pty.Open()
	if err != nil {
		t.Skip("no pseudo-terminal here:", err)
	}
	defer keyboard.Close()
	defer terminal.Close()
	go io.Copy(io.Discard, keyboard) // the echo
	go io.WriteString(keyboard, strings.Repeat("a", 5000)+"\nshort\n")

	var out strings.Builder
	p := NewPlain(terminal, &out, say)
	if s, err := p.read(t.Context()); len(s) != LineMax || err != nil {
		t.Errorf("the terminal passed %d of 5000 bytes on, %v; LineMax is %d", len(s), err, LineMax)
	}
	go io.WriteString(keyboard, strings.Repeat("b", 5000)+"\nagain\n")
	p.Max = LineMax
	for _, want := range []string{"short", "again"} {
		if s, err := p.Line(t.Context(), Question{}); s != want || err != nil {
			t.Errorf("Line has %d bytes, %v, want %q", len(s), err, want)
		}
	}
	if got := strings.Count(out.String(), "ask.cut "); got != 1 {
		t.Errorf("said %d times that a line was cut, want once", got)
	}
}
