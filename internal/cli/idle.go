package cli

import (
	"context"
	"errors"
	"time"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/seal"
	"github.com/recover-journal/recover/internal/store"
)

// idleMost is how long a sitting may go on with nobody there (SECURITY.md 4).
const idleMost = 4 * time.Minute

// lockable is a journal that a typed secret opened. One that opens by a file, or by a
// command, opens to whoever sits at this terminal, so that there is nothing to lock.
type lockable struct {
	path   string
	header store.Header
	key    seal.Key
}

// idle has the asker lock the journal when nobody is there. The key is wiped wherever a
// command holds it, and is there again when the person is.
func (o *options) idle() *ask.Idle {
	return &ask.Idle{
		After: func() time.Duration {
			if o.lockable == nil || o.still > 0 {
				return 0
			}
			return idleMost
		},
		Lock: func() bool {
			l := o.lockable
			if h, err := store.Peek(context.Background(), l.path, store.Options{}); err == nil {
				l.header = h // another window may have changed the passphrase
			}
			if _, ok := o.recalled(l.header); ok {
				return false // unlock --for: whoever is here could begin anew
			}
			l.key.Wipe()
			return true
		},
		Unlock: o.openAgain,
	}
}

// openAgain asks for the passphrase of a locked journal. A line that was typed since it
// was locked may be that.
func (o *options) openAgain(ctx context.Context, typed string) (took bool, err error) {
	l := o.lockable
	if typed != "" {
		hushed := o.hush()
		key, err := l.header.Wraps.Unlock(typed)
		hushed()
		if err == nil {
			l.key.Become(key)
			return true, nil
		}
	}
	key, err := o.askedSecret(ctx, l.header)
	switch {
	case err == nil:
		l.key.Become(key)
	case !errors.Is(err, ask.ErrLeft) && o.keptSome: // who leaves by a key is told anyway
		o.notef("leave.kept")
	}
	return false, err
}

// standStill stops the clock of the idle lock until done is called: what was written is
// not kept yet, or stands on the screen and nowhere else.
func (o *options) standStill() (done func()) {
	o.still++
	return func() { o.still-- }
}
