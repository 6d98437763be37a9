//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package keys

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"

	"golang.org/x/sys/unix"
)

// secretMax is as much of a line as any terminal passes on.
const secretMax = 4096

// Secret reads a line from the terminal in without showing it. prompt is called when
// the echo is off, and again after Ctrl-Z. Leaving is io.EOF: Ctrl-D, the end of ctx
// (Ctrl-C is a signal here), a hang-up.
func Secret(ctx context.Context, in *os.File, prompt func()) ([]byte, error) {
	was, err := unix.IoctlGetTermios(int(in.Fd()), getTermios)
	if err != nil {
		return nil, fmt.Errorf("terminal mode: %w", err)
	}
	return hidden{in, *was, prompt}.read(ctx)
}

// Secret reads a line without showing it, from the keys. What was typed ahead is part
// of it, so that it never becomes the answer to a later question.
func (k *Reader) Secret(ctx context.Context, prompt func()) ([]byte, error) {
	if !k.taken {
		return Secret(ctx, k.in, prompt)
	}
	defer k.Begin(ctx)()
	prompt()
	defer func() {
		clear(k.line.text)
		k.line = line{}
	}()
	for {
		key, err := k.Next(-1)
		switch {
		case err == ErrAgain:
			prompt()
		case err != nil:
			return nil, err
		case key == "":
		case key == CtrlC, key == CtrlD:
			return nil, io.EOF
		case key == Enter:
			return []byte(string(k.line.text)), nil
		case strings.HasPrefix(key, pasteStart):
			for _, r := range strings.TrimRight(key[len(pasteStart):], "\r\n") {
				k.line.turn(string(r))
			}
		default:
			k.line.turn(key)
		}
	}
}

// hidden is a terminal that does not show what is typed, and how it was before.
type hidden struct {
	in     *os.File
	was    unix.Termios
	prompt func()
}

func (h hidden) read(ctx context.Context) (secret []byte, err error) {
	present, err := unix.IoctlGetTermios(int(h.in.Fd()), getTermios)
	if err != nil {
		return nil, fmt.Errorf("terminal mode: %w", err)
	}
	if err := h.hide(); err != nil {
		return nil, err
	}
	jobs := h.jobs()
	defer func() {
		jobs()
		set := uint(setTermios)
		if err != nil {
			set = setFlushed
		}
		if back := unix.IoctlSetTermios(int(h.in.Fd()), set, present); err == nil {
			err = back
		}
	}()
	h.prompt()
	return h.line(ctx)
}

// line reads one line. In this mode the terminal is readable when a line is whole.
func (h hidden) line(ctx context.Context) ([]byte, error) {
	ended, wake, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer ended.Close()
	defer wake.Close()
	defer context.AfterFunc(ctx, func() { wake.Write([]byte{0}) })()

	buffer, n := make([]byte, secretMax), 0
	defer clear(buffer)
	for n < len(buffer) {
		if !readable(h.in, ended, -1, func() bool { return true }) {
			return nil, io.EOF
		}
		m, err := h.in.Read(buffer[n:])
		if m == 0 || err != nil {
			return nil, io.EOF // Ctrl-D, or the terminal is gone
		}
		n += m
		if line, ok := bytes.CutSuffix(buffer[:n], []byte("\n")); ok {
			return bytes.Clone(bytes.TrimSuffix(line, []byte("\r"))), nil
		}
	}
	return nil, fmt.Errorf("a secret longer than %d bytes", secretMax)
}

// hide switches the echo off and leaves the rest as a shell has it.
func (h hidden) hide() error {
	mode := h.was
	mode.Lflag &^= unix.ECHO | unix.ECHONL
	mode.Lflag |= unix.ICANON | unix.ISIG
	mode.Iflag |= unix.ICRNL
	if err := unix.IoctlSetTermios(int(h.in.Fd()), setTermios, &mode); err != nil {
		return fmt.Errorf("terminal mode: %w", err)
	}
	return nil
}

// jobs lets Ctrl-Z stop the program: the shell gets its echo, and the secret is hidden
// again afterwards. Call what it returns before the terminal is given back.
func (h hidden) jobs() (done func()) {
	stopped, quit, gone := make(chan os.Signal, 1), make(chan struct{}), make(chan struct{})
	signal.Notify(stopped, unix.SIGTSTP)
	go func() {
		defer close(gone)
		for {
			select {
			case <-quit:
				return
			case <-stopped:
				unix.IoctlSetTermios(int(h.in.Fd()), setTermios, &h.was)
				unix.Kill(unix.Getpid(), unix.SIGSTOP)
				h.hide()
				h.prompt()
			}
		}
	}()
	return func() {
		signal.Stop(stopped)
		close(quit)
		<-gone
	}
}
