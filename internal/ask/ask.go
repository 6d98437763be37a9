package ask

import (
	"context"
	"errors"
	"time"
)

var (
	// ErrLeft is how a person goes away: Ctrl-C, Ctrl-D, the end of input, a hang-up,
	// a context that ended. It is not a failure: what was answered before is kept.
	ErrLeft = errors.New("left")
	// ErrNobody says that an answer is needed and no one can be asked. It comes
	// wrapped with the question's ID.
	ErrNobody = errors.New("no one to ask")
	// ErrSkipped is the answer to a question that may be skipped, and was.
	ErrSkipped = errors.New("skipped")
	// ErrEarly says that the person ended a wait before its time, which was allowed.
	ErrEarly = errors.New("ended early")
)

// Question is what every asker needs to know.
type Question struct {
	// ID names the question to scripts and in errors.
	ID string
	// Text is the question, and whatever belongs before it. It may have many lines.
	Text string
	// Help is shown for "?" alone.
	Help string
	// Default is taken for an empty answer: a value for One, values with commas
	// between for Many, "yes" or "no" for Yes. Text begins with it and adds to it.
	Default string
	// Begun is what was typed at this question before the person left, for Line. Where
	// the terminal can draw it stands in the line, to go on with; else it is told, and an
	// empty answer takes it.
	Begun string
	// Skip lets the person pass over the question: an empty answer to Line, Text and
	// Secret, one more option elsewhere. The answer is ErrSkipped. Where there is a
	// Default, an empty line takes that.
	Skip bool
	// Deliberate is for One: a list without a Default begins on no option, so that Enter
	// alone answers nothing. Yes is always asked so, and a line is never taken empty here.
	Deliberate bool
	// Check says why an answer will not do, as a sentence to the person. Options come
	// to it as values, several with commas between; yes and no as "yes" and "no".
	// Secret does not call it: a string cannot be wiped.
	Check func(string) error
}

// Option is one possible answer. Its value is kept and never changes; its label may.
type Option struct{ Value, Label string }

// Key is one key that leaves a screen. Its value is kept and never changes; its label
// and its letter may.
type Key struct {
	Value, Label string
	// Key is the letter that takes it, upper or lower case. The first of several keys
	// is Enter's and may have none.
	Key string
}

// Countdown is a time to wait for.
type Countdown struct {
	// ID names the wait to scripts and in errors.
	ID string
	// Until is when it ends, by the clock on the wall: a laptop that sleeps waits too.
	Until time.Time
	// Line says how much is left, in one short line.
	Line func(left time.Duration) string
	// Early lets Enter end it sooner.
	Early bool
}

// Asker asks one thing and waits. It returns an answer that passed Check, or an
// error that is ErrLeft, ErrSkipped or ErrNobody. An answer that did not pass is told
// why, and asked for again.
type Asker interface {
	// Line asks for one line: a few words, a number, a point on a scale, a date. With
	// ErrLeft it also returns what stood in the line, as far as the terminal tells.
	Line(context.Context, Question) (string, error)
	// Text asks for any number of lines, blank ones too. With ErrLeft it also returns
	// what was written so far.
	Text(context.Context, Question) (string, error)
	// One asks for one of the options and returns its value.
	One(context.Context, Question, []Option) (string, error)
	// Many asks for any number of the options and returns their values in the order
	// of the options.
	Many(context.Context, Question, []Option) ([]string, error)
	// Yes asks for a yes or a no.
	Yes(context.Context, Question) (bool, error)
	// Press shows a screen that one key leaves, and returns the value of that key. Enter
	// takes the first. Every other needs a letter of its own, else it is an error. The
	// question's Default and Skip mean nothing here.
	Press(context.Context, Question, []Key) (string, error)
	// Secret asks for a line that is not shown. The bytes are the caller's to wipe.
	Secret(context.Context, Question) ([]byte, error)
	// Wait shows the time going by. It returns nil when the time has come, and
	// ErrEarly when the person ended it where that is allowed. After a sleep of the
	// machine it looks at the clock within a second.
	Wait(context.Context, Countdown) error
}

// Terminal is an asker that may hold the terminal. While it does, Ctrl-C is a key and
// no signal: work that takes time without asking runs between Pause and Resume.
type Terminal interface {
	Asker
	// Pause gives the terminal back as it was found, for an editor or for slow work.
	Pause() error
	// Resume ends a Pause.
	Resume() error
	// Wipe takes everything off the screen, and what scrolled away where the terminal
	// lets go of it. It reports whether it did: who asks in lines sends no such thing.
	Wipe() bool
	// Close gives the terminal back for good. It may be called more than once.
	Close() error
}

// check asks the question's own Check.
func (q Question) check(s string) error {
	if q.Check == nil {
		return nil
	}
	return q.Check(s)
}

// skipped says whether an empty answer passes over the question.
func (q Question) skipped(answer string) bool {
	return answer == "" && q.Default == "" && q.Skip
}
