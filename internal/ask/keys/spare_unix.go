//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package keys

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// Spared is a terminal that reads whole lines, and does not throw away a half one when
// Ctrl-C comes.
type Spared struct {
	in  *os.File
	was unix.Termios
}

// Spare has the terminal in keep a half typed line at Ctrl-C. Back ends that.
func Spare(in *os.File) (Spared, error) {
	was, err := unix.IoctlGetTermios(int(in.Fd()), getTermios)
	if err != nil {
		return Spared{}, fmt.Errorf("terminal mode: %w", err)
	}
	s := Spared{in, *was}
	mode := s.was
	mode.Lflag |= unix.NOFLSH
	return s, s.set(mode)
}

// HandOut gives what is half typed to whoever reads the terminal: after it comes the end
// of input. A terminal that is gone has nothing left to give.
func (s Spared) HandOut() error {
	mode := s.was
	mode.Lflag &^= unix.ICANON
	mode.Cc[unix.VMIN], mode.Cc[unix.VTIME] = 0, 0
	return s.set(mode)
}

// Back makes the terminal what it was.
func (s Spared) Back() { _ = s.set(s.was) }

func (s Spared) set(mode unix.Termios) error {
	if err := unix.IoctlSetTermios(int(s.in.Fd()), setTermios, &mode); err != nil {
		return fmt.Errorf("terminal mode: %w", err)
	}
	return nil
}
