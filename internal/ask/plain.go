package ask

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/recover-journal/recover/internal/ask/keys"
)

// LineMax is how many bytes of one line a Linux terminal passes on, and LineMaxBSD
// how many the others do. They drop the rest without a word, so a line that long
// may have been longer.
const (
	LineMax    = 4095
	LineMaxBSD = 1023
)

// Plain asks a line at a time: no escape byte, no colour, no movement of the cursor,
// nothing that a screen reader cannot read aloud.
type Plain struct {
	// Max is the length at which a line counts as cut by the terminal; 0 trusts every
	// line, and takes a last line without an end as a whole one.
	Max int
	// Columns is how wide a line may be; 0 wraps nothing.
	Columns func() int
	// Now is asked what is left of a wait.
	Now func() time.Time

	in        *bufio.Reader
	out       io.Writer
	say       Say
	wait      chan reply // a line that was still awaited when the context ended
	asked     bool
	explained explained
	idle      idleClock
	// written says that lines of the open question were typed before: it is half answered.
	written bool
	secret  func(context.Context, Question) ([]byte, error)
	spare   func() (keys.Spared, error) // has the terminal keep a half line; nil where there is none
	spared  *keys.Spared                // that terminal, while a question is open
}

type reply struct {
	text string
	err  error
}

var _ Terminal = (*Plain)(nil)

// NewPlain reads answers from in and writes questions to out. Neither need be a
// terminal, which is how Plain is tested.
func NewPlain(in io.Reader, out io.Writer, say Say) *Plain {
	return &Plain{in: bufio.NewReader(in), out: out, say: say, explained: explained{}}
}

// plainOn is Plain on a terminal.
func plainOn(o Options) *Plain {
	p := NewPlain(o.In, o.Err, o.Say)
	p.Max, p.Now, p.Columns = lineMax(), o.Now, o.columns
	p.idle = idleClock{idle: o.Idle, now: o.Now}
	p.spare = func() (keys.Spared, error) { return keys.Spare(o.In) }
	p.secret = func(ctx context.Context, q Question) ([]byte, error) {
		return secretOn(o.In, o.Err, o).ask(ctx, q)
	}
	return p
}

// Line asks for one line, again until it passes the check.
func (p *Plain) Line(ctx context.Context, q Question) (string, error) {
	p.open(q.Text)
	return p.line(ctx, q, q.Default)
}

// line asks for a line to a question that was printed. shown is what an empty answer
// stands for, in words.
func (p *Plain) line(ctx context.Context, q Question, shown string) (string, error) {
	defer p.hold()()
	if q.Help != "" {
		p.tell(p.say("ask.help"))
	}
	switch {
	case q.Begun != "":
		p.tell(p.say("ask.begun-keep", "answer", q.Begun))
	case q.Default != "":
		p.tell(p.say("ask.keep", "answer", shown))
	case q.Skip:
		p.tell(p.say("ask.skip-empty"))
	}
	for {
		fmt.Fprint(p.out, clean(p.say("ask.answer")), " ")
		s, err := p.read(ctx)
		switch {
		case errors.Is(err, errCut):
			p.tell(p.say("ask.cut"))
			continue
		case errors.Is(err, errAgain):
			p.open(q.Text)
			continue
		case err != nil:
			fmt.Fprintln(p.out)
			return s, err
		case s == "-" && q.Begun != "":
			q.Begun = ""
			p.tell(p.say("ask.text-anew"))
			continue
		case s == "" && q.Begun != "":
			s = q.Begun
		case s == "?" && q.Help != "":
			p.tell(q.Help)
			continue
		case q.skipped(s):
			return "", ErrSkipped
		case s == "":
			s = q.Default
		}
		if err := q.check(s); err != nil {
			p.tell(err.Error())
			continue
		}
		return s, nil
	}
}

// Text asks for any number of lines. A line with only a full stop ends it.
func (p *Plain) Text(ctx context.Context, q Question) (string, error) {
	defer p.hold()()
	p.open(q.Text)
	if q.Help != "" {
		p.tell(p.say("ask.help"))
	}
	if q.Skip && q.Default == "" {
		p.tell(p.say("ask.skip-text"))
	}
	w := &writing{q: q, say: p.say, tell: p.tell}
	w.next = func(ctx context.Context) (written, error) {
		p.written = w.half()
		s, err := p.read(ctx)
		for errors.Is(err, errAgain) {
			p.open(q.Text)
			s, err = p.read(ctx)
		}
		return written{text: s}, err
	}
	defer func() { p.written = false }()
	return w.begin().write(ctx)
}

// Secret asks without showing what is typed. Where answers come from no terminal they
// are read as lines: there is no echo to switch off.
func (p *Plain) Secret(ctx context.Context, q Question) ([]byte, error) {
	if p.secret != nil {
		p.open("")
		return p.secret(ctx, q)
	}
	p.open(q.Text)
	s, err := p.read(ctx)
	if err == nil && q.skipped(s) {
		err = ErrSkipped
	}
	return []byte(s), err
}

// Pause has nothing to give back: the terminal is as it was.
func (p *Plain) Pause() error { return nil }

// Resume has nothing to take.
func (p *Plain) Resume() error { return nil }

// Wipe leaves the lines where they are.
func (p *Plain) Wipe() bool { return false }

// Close has nothing to give back.
func (p *Plain) Close() error { return nil }

// open prints a question, with an empty line between it and the one before.
func (p *Plain) open(text string) {
	if p.asked {
		fmt.Fprintln(p.out)
	}
	p.asked = true
	p.tell(text)
}

// tell prints sentences.
func (p *Plain) tell(s string) {
	if s == "" {
		return
	}
	if p.Columns != nil {
		s = strings.Join(wrap(s, p.Columns()), "\n")
	}
	fmt.Fprintln(p.out, clean(s))
}

// read waits for a line, or for ctx. A read from a terminal cannot be called back,
// so a line that comes after ctx ended is the next question's. At a terminal the end
// of input in the middle of a line is no Enter: the line comes with ErrLeft, and so does
// what of it was typed when ctx ended.
func (p *Plain) read(ctx context.Context) (string, error) {
	if p.idle.idle != nil {
		return p.await(ctx)
	}
	select {
	case <-ctx.Done():
		return p.half(), left(ctx)
	case r := <-p.reading():
		return p.take(ctx, r)
	}
}

// halfWait is how long a terminal may take to hand out a half line: where there is none it
// says nothing.
const halfWait = 250 * time.Millisecond

// hold has the terminal keep a half line until back is called.
func (p *Plain) hold() (back func()) {
	if p.spare == nil {
		return func() {}
	}
	s, err := p.spare()
	if err != nil {
		return func() {}
	}
	p.spared = &s
	return func() {
		s.Back()
		p.spared = nil
	}
}

// half is what was typed of a line that has no end, and any line before it that nobody has
// read yet. The terminal holds it, and hands it to the read that waits.
func (p *Plain) half() string {
	var lines []string
	late := time.After(halfWait)
	for p.spared != nil && p.spared.HandOut() == nil {
		select {
		case r := <-p.reading():
			p.wait = nil
			if lines = append(lines, r.text); r.err == nil {
				continue
			}
		case <-late:
		}
		break
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

// take is a line that came.
func (p *Plain) take(ctx context.Context, r reply) (string, error) {
	p.wait = nil
	switch {
	case r.err != nil && (r.text == "" || p.Max > 0):
		return r.text, left(ctx)
	case p.Max > 0 && len(r.text) >= p.Max:
		return "", errCut
	}
	return r.text, nil
}

// reading is where the next line arrives.
func (p *Plain) reading() chan reply {
	if p.wait == nil {
		wait := make(chan reply, 1)
		p.wait = wait
		go func() {
			s, err := p.in.ReadString('\n')
			wait <- reply{keys.Bare(strings.TrimRight(s, "\r\n")), err}
		}()
	}
	return p.wait
}
