//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package keys

import (
	"context"
	"io"
	"os"

	"golang.org/x/term"
)

// Secret reads a line from the terminal in without showing it. It does not notice
// the end of ctx before the line is there.
func Secret(ctx context.Context, in *os.File, prompt func()) ([]byte, error) {
	prompt()
	s, err := term.ReadPassword(int(in.Fd()))
	if ctx.Err() != nil {
		return nil, io.EOF
	}
	return s, err
}

// Secret reads a line without showing it.
func (k *Reader) Secret(ctx context.Context, prompt func()) ([]byte, error) {
	return Secret(ctx, k.in, prompt)
}
