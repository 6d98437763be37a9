package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/journal"
	"github.com/recover-journal/recover/internal/journey"
)

func newLogReview(o *options) *cobra.Command { return newAsking(o, "review", runReview) }

// runReview is the weekly review: last week's figures first, then nine questions, then
// the if-then lines from everywhere in one place (CONTENT.md 10.3).
func runReview(ctx context.Context, d *desk) error {
	first := d.event("review").Questions[0]
	if r := d.plan.Open(d.state, first, d.now); r != nil {
		return notOpen(first.ID, r)
	}
	if !d.canAsk() {
		return d.nobody(journey.Position{Step: first.ID})
	}
	if err := d.lastWeek(ctx); err != nil {
		return err
	}
	if err := d.tellEvent(ctx, "review"); err != nil {
		return err
	}
	return d.ifThens(ctx)
}

// lastWeek shows the figures of the week before this one, where there are any.
func (d *desk) lastWeek(ctx context.Context) error {
	lines, err := d.weekBefore(ctx)
	if err != nil || len(lines) == 0 {
		return err
	}
	d.notef("review.figures")
	for _, line := range lines {
		d.err().indent(line, 2)
	}
	d.gap()
	return nil
}

// ifThens shows the if-then lines that were written anywhere, the latest of each place.
func (d *desk) ifThens(ctx context.Context) error {
	var lines []string
	add := func(text string) {
		for line := range strings.Lines(text) {
			if line = strings.TrimSpace(line); line != "" {
				lines = append(lines, line)
			}
		}
	}
	for _, id := range []string{"space.plan", "why.plan", "slip.plan", "patience.plan", "trig.next", "review.plan"} {
		if !d.state.Has(id) {
			continue
		}
		old, err := d.answer(ctx, id)
		if err != nil {
			return err
		}
		add(old.Value.Text())
	}
	if len(lines) == 0 {
		return nil
	}
	p := d.out()
	p.blank()
	p.text(d.words().Say("review.plans"))
	for _, line := range lines {
		p.indent(line, 2)
	}
	return nil
}

// reviewsIn are the looks at agreements, each on time or not: on the day agreed, or before.
func (d *desk) reviewsIn(facts []journey.Fact) (all []journal.Review) {
	for i, f := range facts {
		if f.Kind != journey.Answered || f.Question != "agree.status" {
			continue
		}
		for _, a := range journey.Replay(facts[:i]).Agreements {
			if a.Run == f.Run {
				all = append(all, journal.Review{Day: f.Day, OnTime: f.Day <= d.plan.ReviewOf(a)})
			}
		}
	}
	return all
}
