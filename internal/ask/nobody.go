package ask

import (
	"context"
	"fmt"
)

// Nobody is there to answer: input or errors do not go to a terminal, or the person
// asked not to be asked. Every question is ErrNobody with its ID, so that the
// command can say which flag would answer it.
type Nobody struct {
	// secret asks on the controlling terminal when only standard input is none.
	secret func(context.Context, Question) ([]byte, error)
}

var _ Terminal = Nobody{}

func nobody(id string) error { return fmt.Errorf("%s: %w", id, ErrNobody) }

// Line asks nothing.
func (Nobody) Line(_ context.Context, q Question) (string, error) { return "", nobody(q.ID) }

// Text asks nothing.
func (Nobody) Text(_ context.Context, q Question) (string, error) { return "", nobody(q.ID) }

// One asks nothing.
func (Nobody) One(_ context.Context, q Question, _ []Option) (string, error) {
	return "", nobody(q.ID)
}

// Many asks nothing.
func (Nobody) Many(_ context.Context, q Question, _ []Option) ([]string, error) {
	return nil, nobody(q.ID)
}

// Yes asks nothing.
func (Nobody) Yes(_ context.Context, q Question) (bool, error) { return false, nobody(q.ID) }

// Press asks nothing.
func (Nobody) Press(_ context.Context, q Question, _ []Key) (string, error) {
	return "", nobody(q.ID)
}

// Secret asks on the controlling terminal where New found a pipe at standard input and
// a person at standard error, so that a text can be piped into a sealed journal.
// Otherwise it asks nothing.
func (n Nobody) Secret(ctx context.Context, q Question) ([]byte, error) {
	if n.secret == nil {
		return nil, nobody(q.ID)
	}
	return n.secret(ctx, q)
}

// Wait waits for nothing.
func (Nobody) Wait(_ context.Context, c Countdown) error { return nobody(c.ID) }

// Pause has nothing to give back.
func (Nobody) Pause() error { return nil }

// Resume has nothing to take.
func (Nobody) Resume() error { return nil }

// Wipe has no screen.
func (Nobody) Wipe() bool { return false }

// Close has nothing to give back.
func (Nobody) Close() error { return nil }
