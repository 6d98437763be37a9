package ask

import (
	"context"
	"os"
	"runtime"
	"strings"
	"time"

	"golang.org/x/term"
)

// Say is a sentence by its id. The pairs are names and values: "max", "5" puts 5
// where {max} stands.
type Say func(id string, pairs ...string) string

// Options say whom to ask, and how.
type Options struct {
	// In is where answers come from and Err where questions go. They may be nil:
	// then there is nobody.
	In, Err *os.File
	// Plain asks line by line.
	Plain bool
	// NoInput asks nothing at all.
	NoInput bool
	// Env looks up ACCESSIBLE, TERM and NO_COLOR. Nil knows none.
	Env func(name string) string
	// Say has the sentences.
	Say Say
	// Now is asked what is left of a wait.
	Now func() time.Time
	// Width is how many columns there are; 0 asks the terminal each time.
	Width int
	// Editor changes a text in an editor, while the terminal is given back. Text uses
	// it where it is not nil. With an error it may also return a text, which is kept.
	Editor func(ctx context.Context, text string) (string, error)
	// Idle locks what is open when nobody is there; nil never does.
	Idle *Idle
}

// New chooses an asker. It changes nothing about the terminal before the first
// question.
func New(o Options) Terminal {
	if o.Env == nil {
		o.Env = func(string) string { return "" }
	}
	switch {
	case o.NoInput, !IsTerminal(o.Err):
		return Nobody{}
	case !IsTerminal(o.In):
		return Nobody{secret: controlling(o)}
	case o.Plain, Simple(o.Env):
		return plainOn(o)
	}
	return newRich(o)
}

// Simple says that nothing is to be drawn: $ACCESSIBLE asks for lines, or $TERM names a
// terminal that cannot draw.
func Simple(env func(name string) string) bool {
	return accessible(env("ACCESSIBLE")) || simple(env("TERM"))
}

// accessible reads $ACCESSIBLE: anything but a no.
func accessible(value string) bool {
	switch strings.ToLower(value) {
	case "", "0", "no", "false":
		return false
	}
	return true
}

// simple is a terminal that cannot draw. Windows has no $TERM and draws.
func simple(name string) bool {
	return name == "dumb" || name == "" && runtime.GOOS != "windows"
}

// IsTerminal says whether f is a terminal.
func IsTerminal(f *os.File) bool { return f != nil && term.IsTerminal(int(f.Fd())) }

// Size is how many columns and rows the terminal f has: 80 and 24 where it does not
// say, or is none.
func Size(f *os.File) (columns, rows int) {
	if f != nil {
		w, h, err := term.GetSize(int(f.Fd()))
		if err == nil && w > 0 && h > 0 {
			return w, h
		}
	}
	return 80, 24
}
