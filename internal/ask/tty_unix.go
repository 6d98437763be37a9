//go:build !windows

package ask

import (
	"os"
	"runtime"
)

// openTerminal opens the controlling terminal, whatever the standard files are.
func openTerminal() (in, out *os.File, err error) {
	if in, err = os.OpenFile("/dev/tty", os.O_RDWR, 0); err != nil {
		return nil, nil, err
	}
	if out, err = os.OpenFile("/dev/tty", os.O_WRONLY, 0); err != nil {
		in.Close()
		return nil, nil, err
	}
	return in, out, nil
}

// lineMax is where this system's terminals cut a line.
func lineMax() int {
	if runtime.GOOS == "linux" {
		return LineMax
	}
	return LineMaxBSD
}
