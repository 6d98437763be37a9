package ask

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/recover-journal/recover/internal/ask/keys"
)

// Text asks for any number of lines: in the editor where there is one, else here.
func (r *Rich) Text(ctx context.Context, q Question) (string, error) {
	done, err := r.open(ctx, q.Text)
	if err != nil {
		return q.Default, err
	}
	defer done()
	r.keys.Lines()
	if q.Help != "" {
		r.tell(r.o.Say("ask.help"))
	}
	if q.Skip && q.Default == "" {
		r.tell(r.o.Say("ask.skip-text"))
	}
	w := &writing{q: q, say: r.o.Say, tell: r.tell}
	w.next = func(ctx context.Context) (written, error) {
		r.keys.Written(w.half())
		return r.next(ctx, q)
	}
	if r.o.Editor != nil {
		return r.edit(ctx, w)
	}
	return w.begin().write(ctx)
}

// next is one line of a text.
func (r *Rich) next(ctx context.Context, q Question) (written, error) {
	line, err := r.input(ctx, Question{Text: q.Text}, false)
	if errors.Is(err, ErrLeft) {
		line = r.keys.Half()
	}
	return written{line, err == nil && r.keys.Pasted()}, err
}

// edit opens the editor at Enter, and goes on in lines when the person begins to
// write instead: somebody may have pasted the text already.
func (r *Rich) edit(ctx context.Context, w *writing) (string, error) {
	w.editor = r.inEditor
	w.tell(w.say("ask.editor"))
	text := w.q.Default
	for {
		line, err := w.next(ctx)
		if line == (written{text: "?"}) && w.q.Help != "" {
			w.tell(w.q.Help)
			continue
		}
		if err != nil || line.text != "" || line.pasted {
			return w.from(text).writeOn(ctx, line, err)
		}
		if text, err = r.inEditor(ctx, text); err != nil {
			return text, err
		}
		if text == "" && w.q.Skip {
			return "", ErrSkipped
		}
		if err = w.q.check(text); err == nil {
			return text, nil
		}
		w.tell(err.Error())
		w.tell(w.say("ask.editor-again"))
	}
}

// inEditor runs the editor on the terminal as it was found.
func (r *Rich) inEditor(ctx context.Context, text string) (string, error) {
	if err := r.keys.Pause(); err != nil {
		return text, err
	}
	text, err := r.o.Editor(ctx, text)
	if back := r.keys.Resume(); err == nil {
		err = back
	}
	return text, err
}

// Wait shows how much is left, each second, on one line.
func (r *Rich) Wait(ctx context.Context, c Countdown) error {
	hint := ""
	if c.Early {
		hint = r.o.Say("ask.wait-early")
	}
	done, err := r.open(ctx, hint)
	if err != nil {
		return err
	}
	defer done()
	drawn := 0
	defer func() { fmt.Fprintln(r.o.Err) }()
	for {
		rest := remaining(c.Until, r.o.Now())
		if rest <= 0 {
			return nil
		}
		drawn = r.draw(c.Line(rest), drawn)
		key, err := r.keys.Next(tick(rest))
		switch {
		case errors.Is(err, keys.ErrAgain):
			drawn = 0
		case errors.Is(err, io.EOF), key == keys.CtrlC, key == keys.CtrlD:
			return left(ctx)
		case err != nil:
			return err
		case key == keys.Enter && c.Early:
			return ErrEarly
		}
	}
}

// draw puts text where the lines drawn before stand, and reports how many it took.
func (r *Rich) draw(text string, before int) int {
	rows := wrap(text, r.o.columns())
	up := ""
	if before > 1 {
		up = fmt.Sprintf("\x1b[%dA", before-1)
	}
	fmt.Fprint(r.o.Err, "\r", up, "\x1b[J", strings.Join(rows, "\n"))
	return len(rows)
}
