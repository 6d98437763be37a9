//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package keys

import (
	"os"

	"golang.org/x/sys/unix"
)

// Hush has the terminal in show nothing of what is typed, until back is called. It does
// nothing where in is none. What was typed meanwhile is there to be read.
func Hush(in *os.File) (back func()) {
	was, err := unix.IoctlGetTermios(int(in.Fd()), getTermios)
	if err != nil {
		return func() {}
	}
	mode := *was
	mode.Lflag &^= unix.ECHO | unix.ECHONL
	if unix.IoctlSetTermios(int(in.Fd()), setTermios, &mode) != nil {
		return func() {}
	}
	return func() { _ = unix.IoctlSetTermios(int(in.Fd()), setTermios, was) }
}
