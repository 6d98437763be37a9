package ask

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/recover-journal/recover/internal/ask/keys"
)

// secret asks for a line that is not shown.
type secret struct {
	out     *os.File
	say     Say
	columns int
	// read reads a line without echo, and calls its argument when the echo is off.
	read func(context.Context, func()) ([]byte, error)
}

func (s secret) ask(ctx context.Context, q Question) ([]byte, error) {
	if ctx.Err() != nil {
		return nil, left(ctx)
	}
	typed, err := s.read(ctx, func() {
		for _, line := range []string{q.Text, s.say("ask.hidden")} {
			if line != "" {
				fmt.Fprintln(s.out, strings.Join(wrap(line, s.columns), "\n"))
			}
		}
		fmt.Fprint(s.out, clean(s.say("ask.answer")), " ")
	})
	fmt.Fprintln(s.out)
	switch {
	case errors.Is(err, io.EOF):
		return nil, left(ctx)
	case err == nil && q.skipped(string(typed)):
		return nil, ErrSkipped
	}
	return typed, err
}

// secretOn reads a secret from a terminal that no Reader holds.
func secretOn(in, out *os.File, o Options) secret {
	return secret{out: out, say: o.Say, columns: o.columns(), read: func(ctx context.Context, prompt func()) ([]byte, error) {
		return keys.Secret(ctx, in, prompt)
	}}
}

// controlling asks on the controlling terminal, where there is one.
func controlling(o Options) func(context.Context, Question) ([]byte, error) {
	return func(ctx context.Context, q Question) ([]byte, error) {
		in, out, err := openTerminal()
		if err != nil {
			return nil, nobody(q.ID)
		}
		defer in.Close()
		defer out.Close()
		return secretOn(in, out, o).ask(ctx, q)
	}
}

// columns is how wide a line may be: one less than the terminal, since some terminals
// go to the next line early.
func (o Options) columns() int {
	if o.Width > 0 {
		return o.Width
	}
	w, _ := Size(o.Err)
	return w - 1
}
