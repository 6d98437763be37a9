package cli

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/journey"
)

func newUndo(o *options) *cobra.Command {
	return &cobra.Command{
		Use: "undo", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runUndo(cmd.Context(), o) },
	}
}

// runUndo takes back the last change to words, once.
func runUndo(ctx context.Context, o *options) error {
	d, err := o.open(ctx)
	if err != nil {
		return err
	}
	before := d.state.Held
	questions, err := d.undo(ctx)
	if err != nil {
		return err
	}
	slices.Reverse(questions)
	if o.json {
		return writeJSON(o.env.Out, map[string][]string{"undone": questions})
	}
	p, w := o.out(), d.words()
	for _, q := range questions {
		if _, ok := d.plan.Question(q); !ok {
			p.text(w.Say("log.undone", "id", q))
			continue
		}
		p.text(w.Say("undo.done", "question", clean(d.fill(q, w.Question(q).Text))))
	}
	p.text(w.Say("undo.again"))
	d.tellUndone(before)
	return nil
}

// tellUndone says what became of each lock that the change had to do with: a lock that is
// not the person's own to open does not go because an answer went.
func (d *desk) tellUndone(before map[string]journey.LockOn) {
	p, w := d.out(), d.words()
	for _, l := range d.plan.Locks {
		was, on := before[l.ID]
		now, still := d.state.Held[l.ID]
		switch {
		case on && !still:
			p.text(w.Say("undo.opened", "lock", d.lock(l.ID).Shut))
		case d.state.Changed[l.ID]:
			d.lockLines(l.ID, p.text)
			p.text(w.Say("undo.locked"))
		case len(now.By) < len(was.By):
			d.lockLines(l.ID, p.text)
			p.text(w.Say("undo.stays"))
		case still && !on:
			d.lockLines(l.ID, p.text)
		}
	}
}
