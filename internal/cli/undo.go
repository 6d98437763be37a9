package cli

import (
	"context"
	"slices"

	"github.com/spf13/cobra"
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
	for _, l := range d.plan.Locks {
		if d.state.Changed[l.ID] { // a lock does not open because an answer went
			d.lockLines(l.ID, p.text)
			p.text(w.Say("undo.locked"))
		}
	}
	return nil
}
