package ask

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/recover-journal/recover/internal/ask/keys"
)

// Idle locks what is open when nobody has touched a key for a while. The time stands
// still while an answer is half typed, while a Wait runs and between Pause and Resume.
type Idle struct {
	// After is how long a question may wait untouched. It is asked each time; 0 is for
	// ever.
	After func() time.Duration
	// Lock shuts it, and reports whether there was anything to shut.
	Lock func() bool
	// Unlock asks for what opens it, by this asker. typed is a line that was written since
	// it was locked, or ""; took says that this was the secret, and no answer.
	Unlock func(ctx context.Context, typed string) (took bool, err error)
}

// idleClock is the time since somebody touched a key.
type idleClock struct {
	idle  *Idle
	now   func() time.Time
	since time.Time
}

func (c *idleClock) touch() {
	if c.idle != nil {
		c.since = c.now().Round(0) // by the wall: a lid that was shut is nobody there
	}
}

// over says that it took too long, and that what was open is shut now.
func (c *idleClock) over() bool {
	if c.idle == nil {
		return false
	}
	most := c.idle.After()
	if most > 0 && c.now().Sub(c.since) < most {
		return false
	}
	if most > 0 && c.idle.Lock() {
		return true
	}
	c.touch()
	return false
}

// wipeScreen takes everything off the screen, and what scrolled away where the terminal
// keeps that and lets go of it.
const wipeScreen = "\x1b[H\x1b[J\x1b[3J\x1b[?25h"

// watch looks for nobody being there until the question ends.
func (r *Rich) watch(ctx context.Context) {
	if r.o.Idle == nil {
		return
	}
	r.idle.idle, r.idle.now = r.o.Idle, r.o.Now
	r.keys.Watch(&keys.Idle{Touch: r.idle.touch, Over: r.idle.over, Lock: func() error {
		fmt.Fprint(r.o.Err, wipeScreen)
		r.tell(r.o.Say("ask.locked"))
		_, err := r.o.Idle.Unlock(ctx, "")
		fmt.Fprintln(r.o.Err)
		return err
	}})
}

// errAgain is a question to be asked again: it was locked, and no answer came.
var errAgain = errors.New("the question was locked: ask it again")

// glance is how often Plain looks whether anybody is there.
const glance = time.Second

// await waits for a line, as read does, and looks whether anybody is there. A terminal
// does not tell what is half typed, so the line that comes after the lock is still an
// answer, once the secret was given.
func (p *Plain) await(ctx context.Context) (string, error) {
	p.idle.touch()
	look := time.NewTicker(glance)
	defer look.Stop()
	for {
		select {
		case <-ctx.Done():
			return p.half(), left(ctx)
		case <-look.C:
			if p.written || !p.idle.over() {
				continue
			}
			fmt.Fprintln(p.out)
			p.tell(p.say("ask.locked"))
			p.tell(p.say("ask.locked-enter"))
			return p.awaken(ctx)
		case r := <-p.reading():
			return p.take(ctx, r)
		}
	}
}

// awaken has it opened again when a line came. Half a line there may be the secret, and is
// let go.
func (p *Plain) awaken(ctx context.Context) (string, error) {
	var line string
	var err error
	select {
	case <-ctx.Done():
		return "", left(ctx)
	case r := <-p.reading():
		line, err = p.take(ctx, r)
	}
	if err != nil && !errors.Is(err, errCut) {
		return line, err
	}
	idle := p.idle
	p.idle = idleClock{} // nobody watches the secret
	took, refused := idle.idle.Unlock(ctx, line)
	p.idle = idle
	switch {
	case refused != nil:
		return line, refused
	case err != nil:
		return "", err
	case took || line == "":
		return "", errAgain
	}
	return line, nil
}
