//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package keys

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"golang.org/x/term"
)

// Reader passes the terminal through untouched: survey speaks to the Windows
// console by itself.
type Reader struct {
	in, out *os.File
	ctx     context.Context
}

// New returns a Reader that changes nothing.
func New(in, out *os.File) (*Reader, error) {
	return &Reader{in, out, context.Background()}, nil
}

// Resume does nothing here.
func (k *Reader) Resume() error { return nil }

// Pause does nothing here.
func (k *Reader) Pause() error { return nil }

// Close does nothing here.
func (k *Reader) Close() error { return nil }

// Brackets does nothing here.
func (k *Reader) Brackets(bool) {}

// Begin ties Next to ctx. A Read that waits goes on waiting.
func (k *Reader) Begin(ctx context.Context) (done func()) {
	k.ctx = ctx
	return func() {}
}

// Lines does nothing here.
func (k *Reader) Lines() {}

// Ticks does nothing here.
func (k *Reader) Ticks(func(string) bool) {}

// Again does nothing here.
func (k *Reader) Again(func()) {}

// Watch does nothing here: survey waits for the keys itself.
func (k *Reader) Watch(*Idle) {}

// Written does nothing here.
func (k *Reader) Written(bool) {}

// Give cannot put anything into survey's line here.
func (k *Reader) Give(string) bool { return false }

// Half is not known here.
func (k *Reader) Half() string { return "" }

// Pasted is not known here.
func (k *Reader) Pasted() bool { return false }

// Fd is the terminal's.
func (k *Reader) Fd() uintptr { return k.in.Fd() }

// Read reads from the terminal.
func (k *Reader) Read(p []byte) (int, error) { return k.in.Read(p) }

// Next only waits, and reads no key meanwhile. Without an end to the wait it reads one,
// and does not notice the end of the context before that is there.
func (k *Reader) Next(d time.Duration) (string, error) {
	if d < 0 {
		return k.key()
	}
	select {
	case <-time.After(d):
		return "", nil
	case <-k.ctx.Done():
		return "", io.EOF
	}
}

// key reads one key, byte by byte: what comes after it is survey's to read.
func (k *Reader) key() (string, error) {
	if k.ctx.Err() != nil {
		return "", io.EOF
	}
	was, err := term.MakeRaw(int(k.in.Fd()))
	if err != nil {
		return "", fmt.Errorf("terminal mode: %w", err)
	}
	defer term.Restore(int(k.in.Fd()), was)
	var raw []byte
	for {
		b := make([]byte, 1)
		if n, _ := k.in.Read(b); n == 0 {
			return "", io.EOF
		}
		raw = append(raw, b...)
		if n := cut(raw); n > 0 {
			return name(string(raw[:n])), nil
		}
	}
}

// Out is where survey must write.
func (k *Reader) Out() *os.File { return k.out }

// LineOut is where survey.Input must write.
func (k *Reader) LineOut() *os.File { return k.out }
