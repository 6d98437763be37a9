package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/journey"
)

func newClosure(o *options) *cobra.Command { return newAsking(o, "closure", runClosure) }

// runClosure is letting go, from any stage and at any time. Looking at it shuts
// nothing: only the answer to its first question does.
func runClosure(ctx context.Context, d *desk) error {
	first := d.stageOf("closure").Questions[0]
	if d.state.On("crisis") { // it opens when asked for, after the help screen (CONTENT.md 5)
		d.note(d.passage("crisis.help"))
	}
	if !d.state.Closing() {
		if !d.canAsk() {
			return d.nobody(journey.Position{Step: first.ID})
		}
		s := &sitting{desk: d, asked: map[string]bool{}}
		s.introduce(journey.Position{Stage: "closure", Step: first.ID})
		if err := s.ask(ctx, first, false); err != nil {
			return err
		}
	}
	return d.sitAndShow(ctx, func(id string) bool { return strings.HasPrefix(id, "closure.") || d.isEvent(id) })
}
