package ask

import (
	"context"
	"time"
)

// quiet is how long Plain says nothing more of a wait. A screen reader reads every line
// aloud, over whatever the person is doing meanwhile.
const quiet = 5 * time.Minute

// remaining is what is left by the clock on the wall. The other clock that Go keeps
// inside a time stands still while a laptop sleeps, so it is taken out of both.
func remaining(until, now time.Time) time.Duration { return until.Round(0).Sub(now.Round(0)) }

// tick is how long what was drawn stays true: a second at most. A timer stands still
// while a laptop sleeps, so a wait in one piece would end late by the whole sleep.
func tick(rest time.Duration) time.Duration {
	if part := rest % time.Second; part > 0 {
		return part
	}
	return time.Second
}

// Wait says how much is left: at the start, and then every few minutes. It says so too
// when much more or less is left than it was: the laptop slept, or its clock was set.
func (p *Plain) Wait(ctx context.Context, c Countdown) error {
	if c.Early {
		p.tell(p.say("ask.wait-early"))
	}
	var said time.Duration // what was left when it was said; 0 is not yet
	for {
		rest := remaining(c.Until, p.Now())
		if rest <= 0 {
			return nil
		}
		if said == 0 || (said-rest).Abs() >= quiet {
			p.tell(c.Line(rest))
			said = rest
		}
		if err := p.pass(ctx, c, tick(rest)); err != nil {
			return err
		}
	}
}

// pass waits for d, for a line, or for ctx. A line where none may end the wait is read
// and forgotten.
func (p *Plain) pass(ctx context.Context, c Countdown, d time.Duration) error {
	late := time.NewTimer(d)
	defer late.Stop()
	for {
		select {
		case <-ctx.Done():
			return left(ctx)
		case <-late.C:
			return nil
		case r := <-p.reading():
			p.wait = nil
			if r.err != nil {
				return left(ctx)
			}
			if c.Early {
				return ErrEarly
			}
		}
	}
}
