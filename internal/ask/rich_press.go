package ask

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/recover-journal/recover/internal/ask/keys"
)

// Press waits for one key, without Enter. The row of keys goes when the answer is there,
// as a list does; the text stays.
func (r *Rich) Press(ctx context.Context, q Question, all []Key) (string, error) {
	if err := apart(q, all); err != nil {
		return "", err
	}
	done, err := r.open(ctx, q.Text)
	if err != nil {
		return "", err
	}
	defer done()
	for {
		k, err := r.press(ctx, q, all)
		if err != nil {
			return "", err
		}
		if err := q.check(k.Value); err != nil {
			r.tell(err.Error())
			continue
		}
		return k.Value, nil
	}
}

// press waits for a key that means something. After Ctrl-Z the screen is printed again.
func (r *Rich) press(ctx context.Context, q Question, all []Key) (Key, error) {
	wipe := r.offer(q, all)
	for {
		key, err := r.keys.Next(-1)
		switch {
		case errors.Is(err, keys.ErrAgain):
			r.tell(q.Text)
			wipe = r.offer(q, all)
			continue
		case errors.Is(err, io.EOF), key == keys.CtrlC, key == keys.CtrlD:
			return Key{}, left(ctx)
		case err != nil:
			return Key{}, err
		case key == "?" && q.Help != "":
			wipe()
			r.tell(q.Help)
			wipe = r.offer(q, all)
			continue
		}
		k, ok := letter(all, key)
		if key == keys.Enter {
			k, ok = all[0], true
		}
		if ok {
			wipe()
			fmt.Fprint(r.o.Err, r.chosen([]Option{{k.Value, k.Label}}))
			return k, nil
		}
	}
}

// offer prints the row of keys. wipe takes it off again: nothing may be printed between.
func (r *Rich) offer(q Question, all []Key) (wipe func()) {
	s := row(r.o.Say, all, r.o.columns())
	if q.Help != "" {
		s += "\n" + r.wrapped(r.o.Say("ask.help-list"))
	}
	fmt.Fprintln(r.o.Err, s)
	return func() { fmt.Fprintf(r.o.Err, "\x1b[%dA\x1b[J", lines(s)) }
}
