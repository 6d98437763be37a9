//go:build !windows

package screen

import (
	"syscall"

	"github.com/creack/pty"
)

// start opens the terminal and runs the program as the leader of a session on it.
func (s *Screen) start(o Options) {
	s.t.Helper()
	var err error
	if s.keyboard, s.terminal, err = pty.Open(); err != nil {
		s.t.Skip("no pseudo-terminal here:", err)
	}
	if err := pty.Setsize(s.keyboard, &pty.Winsize{Rows: uint16(o.Rows), Cols: uint16(o.Cols)}); err != nil {
		s.t.Fatal(err)
	}
	s.cmd.Stdin, s.cmd.Stdout, s.cmd.Stderr = s.terminal, s.terminal, s.terminal
	if o.Stdin != nil {
		s.cmd.Stdin = o.Stdin
	}
	if o.Stdout != nil {
		s.cmd.Stdout = o.Stdout
	}
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true, Ctty: 2}
	if err := s.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
}
