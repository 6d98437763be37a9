package ask

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/AlecAivazis/survey/v2"
	"github.com/AlecAivazis/survey/v2/terminal"

	"github.com/recover-journal/recover/internal/ask/keys"
)

// mark stands before what the person types, and before what they chose.
const mark = "> "

// Rich asks on a terminal that can draw. The question is printed; survey draws the
// answer below it. Nothing is drawn that moves but lists, and nothing is taken of the
// terminal before the first question.
type Rich struct {
	o         Options
	keys      *keys.Reader // nil until the first question
	asked     bool
	idle      idleClock
	explained explained
}

var _ Terminal = (*Rich)(nil)

func newRich(o Options) *Rich {
	templates(o.Env("NO_COLOR") == "", hang("  "+o.Say("ask.list-none"), "  ", o.columns()))
	return &Rich{o: o, explained: explained{}}
}

// Pause gives the terminal back as it was found.
func (r *Rich) Pause() error {
	if r.keys == nil {
		return nil
	}
	return r.keys.Pause()
}

// Resume takes the terminal again.
func (r *Rich) Resume() error {
	if r.keys == nil {
		return nil
	}
	return r.keys.Resume()
}

// Wipe clears the terminal.
func (r *Rich) Wipe() bool {
	_, err := fmt.Fprint(r.o.Err, wipeScreen)
	return err == nil
}

// Close gives the terminal back. A question asked afterwards takes it again.
func (r *Rich) Close() error {
	if r.keys == nil {
		return nil
	}
	k := r.keys
	r.keys = nil
	return k.Close()
}

// open takes the terminal and prints the question. done ends the question.
func (r *Rich) open(ctx context.Context, text string) (done func(), err error) {
	if ctx.Err() != nil {
		return nil, left(ctx)
	}
	if r.keys == nil {
		if r.keys, err = keys.New(r.o.In, r.o.Err); err != nil {
			r.keys = nil
			return nil, err
		}
	}
	r.watch(ctx)
	if r.asked {
		fmt.Fprintln(r.o.Err)
	}
	r.asked = true
	r.tell(text)
	return r.keys.Begin(ctx), nil
}

// tell prints sentences.
func (r *Rich) tell(s string) {
	if s != "" {
		fmt.Fprintln(r.o.Err, r.wrapped(s))
	}
}

func (r *Rich) wrapped(s string) string { return strings.Join(wrap(s, r.o.columns()), "\n") }

// Line asks for one line, again until it passes the check.
func (r *Rich) Line(ctx context.Context, q Question) (string, error) {
	done, err := r.open(ctx, q.Text)
	if err != nil {
		return "", err
	}
	defer done()
	given := q.Begun != "" && r.keys.Give(q.Begun)
	r.hints(q, given)
	for {
		s, err := r.input(ctx, q, given)
		switch {
		case errors.Is(err, ErrLeft):
			return r.keys.Half(), err
		case err != nil:
			return "", err
		case s == "" && !given && q.Begun != "":
			s = q.Begun
		case q.skipped(s):
			return "", ErrSkipped
		case s == "":
			s = q.Default
		}
		if err := q.check(s); err != nil {
			r.tell(err.Error())
			continue
		}
		return s, nil
	}
}

// hints says what a line may be besides an answer. given says that what was begun stands
// in it already.
func (r *Rich) hints(q Question, given bool) {
	if q.Help != "" {
		r.tell(r.o.Say("ask.help"))
	}
	switch {
	case given:
		r.tell(r.o.Say("ask.begun"))
	case q.Begun != "":
		r.tell(r.o.Say("ask.begun-keep", "answer", q.Begun))
	case q.Default != "":
		r.tell(r.o.Say("ask.keep", "answer", q.Default))
	case q.Skip:
		r.tell(r.o.Say("ask.skip-empty"))
	}
}

// input reads one line. After Ctrl-Z the question is printed once more.
func (r *Rich) input(ctx context.Context, q Question, given bool) (line string, err error) {
	for {
		p := &survey.Input{}
		if q.Help != "" {
			p.Help = r.wrapped(q.Help)
		}
		err := r.run(ctx, p, &line, survey.WithStdio(r.keys, r.keys.LineOut(), r.o.Err))
		if !errors.Is(err, keys.ErrAgain) {
			return line, err
		}
		r.tell(q.Text)
		r.hints(q, given)
	}
}

// run lets survey ask. It is not trusted to stay on its feet: a panic in it is an error
// of ours, and the terminal is given back as ever.
func (r *Rich) run(ctx context.Context, p survey.Prompt, to any, io survey.AskOpt) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("asking: %v", fault)
		}
	}()
	return r.leaving(ctx, survey.AskOne(p, to, io))
}

// leaving turns survey's ways of ending into ours.
func (r *Rich) leaving(ctx context.Context, err error) error {
	switch {
	case errors.Is(err, terminal.InterruptErr):
		return left(ctx)
	case errors.Is(err, io.EOF):
		fmt.Fprintln(r.o.Err)
		return left(ctx)
	}
	return err
}

// Secret asks without showing what is typed.
func (r *Rich) Secret(ctx context.Context, q Question) ([]byte, error) {
	if r.asked {
		fmt.Fprintln(r.o.Err)
	}
	r.asked = true
	s := secretOn(r.o.In, r.o.Err, r.o)
	if r.keys != nil {
		s.read = r.keys.Secret
	}
	return s.ask(ctx, q)
}
