package ask

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
)

// SignalError is why a context of WithSignals ended.
type SignalError struct{ Signal os.Signal }

func (e SignalError) Error() string { return e.Signal.String() }

// Sig is the signal, for packages that must not know this one.
func (e SignalError) Sig() os.Signal { return e.Signal }

type lentKey struct{}

// LendInterrupts lets interrupts pass by a context of WithSignals until they are taken
// back: while an editor has the terminal, Ctrl-C is the editor's.
func LendInterrupts(ctx context.Context) (takeBack func()) {
	lent, ok := ctx.Value(lentKey{}).(*atomic.Int32)
	if !ok {
		return func() {}
	}
	lent.Add(1)
	return func() { lent.Add(-1) }
}

// WithSignals returns a context that ends at the first interrupt, termination or
// hang-up, which it remembers. Every asker then returns ErrLeft, and LeftBy says which
// signal it was. stop gives the signals back to the system.
func WithSignals(parent context.Context) (ctx context.Context, stop func()) {
	ctx, cancel := context.WithCancelCause(parent)
	lent := new(atomic.Int32)
	ctx = context.WithValue(ctx, lentKey{}, lent)
	came := make(chan os.Signal, 1)
	signal.Notify(came, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	go func() {
		for {
			select {
			case s := <-came:
				if s == os.Interrupt && lent.Load() > 0 {
					continue
				}
				cancel(SignalError{s})
				return
			case <-ctx.Done():
				return
			}
		}
	}()
	return ctx, func() {
		signal.Stop(came)
		cancel(nil)
	}
}

// LeftBy is the signal from outside that made err, or nil: the person left by
// themselves, or err is something else.
func LeftBy(err error) os.Signal {
	var s SignalError
	if errors.As(err, &s) {
		return s.Signal
	}
	return nil
}

// left is ErrLeft, with the reason why ctx ended, if it did.
func left(ctx context.Context) error {
	if cause := context.Cause(ctx); cause != nil {
		return fmt.Errorf("%w: %w", ErrLeft, cause)
	}
	return ErrLeft
}
