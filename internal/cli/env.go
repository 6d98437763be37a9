package cli

import (
	"io"
	"os"
	"time"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/clock"
	"github.com/recover-journal/recover/internal/seal"
)

// Env is everything that the program touches outside itself.
type Env struct {
	In       *os.File // answers, and files named "-"
	Out      io.Writer
	Err      io.Writer
	Terminal *os.File // where questions go: standard error, if it is a file
	Width    func() int
	Getenv   func(name string) (string, bool)
	Now      func() (time.Time, error)
	Device   func() (zone string) // the zone this machine is set to
	Home     func() (string, error)
	Asker    func(ask.Options) ask.Terminal
	Keyring  keyring   // of the system; nil where there is none
	Cost     seal.Cost // of a guess at a passphrase
	Harden   func()    // guards the process: see process_*.go
}

// System is the world as it is.
func System() Env {
	return Env{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Terminal: os.Stderr,
		Width:  func() int { return screenWidth(os.Stdout, os.Stderr) },
		Getenv: os.LookupEnv, Now: clock.Now, Device: clock.DeviceZone, Home: os.UserHomeDir,
		Asker: ask.New, Keyring: systemKeyring(), Cost: cost(), Harden: harden,
	}
}

// screenWidth is the width of the terminal that shows most of what is said: standard
// output's, else standard error's, else 80.
func screenWidth(files ...*os.File) int {
	for _, f := range files {
		if ask.IsTerminal(f) {
			w, _ := ask.Size(f)
			return max(w, 20)
		}
	}
	return 80
}

func (e Env) getenv(name string) string {
	s, _ := e.Getenv(name)
	return s
}
