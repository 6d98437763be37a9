package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/journey"
)

func newSpace(o *options) *cobra.Command {
	space := &cobra.Command{
		Use: "space", Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(cmd, args[0])
			}
			return runSpace(cmd.Context(), o)
		},
	}
	space.AddCommand(
		newAsking(o, "plan", runSpacePlan),
		newAsking(o, "day", runSpaceDay),
		newAsking(o, "slip", func(ctx context.Context, d *desk) error { return d.tellEvent(ctx, "slip") }),
		newAsking(o, "heard", func(ctx context.Context, d *desk) error { return d.tellEvent(ctx, "heard") }),
	)
	return space
}

// newAsking is a command that asks, or takes its answers from a file.
func newAsking(o *options, name string, run func(context.Context, *desk) error) *cobra.Command {
	var answers string
	cmd := &cobra.Command{
		Use: name, Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := o.open(cmd.Context())
			if err != nil {
				return err
			}
			if answers != "" {
				return d.answerFrom(cmd.Context(), answers)
			}
			d.clockBack()
			return run(cmd.Context(), d)
		},
	}
	cmd.Flags().StringVar(&answers, "answers", "", "")
	return cmd
}

// runSpace shows the plan of the quiet and asks nothing.
func runSpace(ctx context.Context, o *options) error {
	d, err := o.open(ctx)
	if err != nil {
		return err
	}
	return d.planScreen(ctx)
}

func (d *desk) planScreen(ctx context.Context) error {
	if d.json {
		return writeJSON(d.env.Out, d.statusJSON().Space)
	}
	p, w := d.out(), d.words()
	if !d.plan.Reached(d.state, "space", d.now) {
		p.text(w.Say("space.shut"))
		return nil
	}
	p.text(w.Say("space.plan.title"))
	if h := d.header(); h != "" {
		p.text(h)
	}
	p.text(d.quietMeans(d.plan.Mode(d.state)))
	st := d.stageOf("space")
	for _, q := range st.Questions {
		if q.Each != "" || !d.state.Has(q.ID) {
			continue
		}
		old, err := d.answer(ctx, q.ID)
		if err != nil {
			return err
		}
		p.text(d.fill(q.ID, w.Question(q.ID).Text))
		p.indent(d.shown(q, old.Value), 2)
	}
	p.blank()
	p.text(w.Say("footer.help"))
	return nil
}

func (d *desk) stageOf(id string) journey.Stage {
	for _, st := range d.plan.Stages {
		if st.ID == id {
			return st
		}
	}
	return journey.Stage{}
}

// runSpacePlan asks what is missing in the plan, and shows it.
func runSpacePlan(ctx context.Context, d *desk) error {
	inPlan := func(id string) bool {
		return strings.HasPrefix(id, "space.") && !strings.HasPrefix(id, "space.daily.")
	}
	if pos := d.plan.Next(d.state, d.now); inPlan(pos.Step) {
		if !d.canAsk() {
			return d.nobody(pos)
		}
		if err := d.sit(ctx, inPlan); err != nil {
			return err
		}
		d.gap()
	}
	return d.planScreen(ctx)
}

// runSpaceDay is the two-minute check-in, also a second time in a day.
func runSpaceDay(ctx context.Context, d *desk) error {
	if d.state.On("crisis") {
		return d.restScreen()
	}
	s := &sitting{desk: d, asked: map[string]bool{}}
	done := false
	for _, q := range d.stageOf("space").Questions {
		if q.Each == "" {
			continue
		}
		if r := d.plan.Open(d.state, q, d.now); r != nil {
			return notOpen(q.ID, r)
		}
		if !d.canAsk() {
			return d.nobody(journey.Position{Step: q.ID})
		}
		if a, ok := d.state.Answers[q.ID]; ok && a.Day == d.today() && !done {
			done = true
			d.notef("space.day.again")
		}
		if err := s.ask(ctx, q, false); err != nil {
			return err
		}
		if err := d.sit(ctx, d.isEvent); err != nil {
			return err
		}
		if d.state.On("crisis") {
			break
		}
	}
	d.notef("space.day.done")
	d.notef("footer.help")
	return nil
}

// isEvent says that a question belongs to something that may be due in any stage.
func (d *desk) isEvent(id string) bool { _, ok := d.plan.EventOf(id); return ok }

// tellEvent asks about a slip, or about what the partner wrote first, from its first
// question on. One that was left half told is gone on with.
func (d *desk) tellEvent(ctx context.Context, id string) error {
	first := d.event(id).Questions[0]
	if !d.canAsk() {
		return d.nobody(journey.Position{Step: first.ID})
	}
	goOn, err := d.goOnWith(ctx, id)
	if err != nil {
		return err
	}
	s := &sitting{desk: d, asked: map[string]bool{}, only: d.isEvent, telling: id}
	if !goOn {
		s.introduce(journey.Position{Step: first.ID})
		if err := s.ask(ctx, first, false); err != nil {
			return err
		}
	}
	if err := s.goOn(ctx); err != nil {
		return err
	}
	d.gap()
	p := d.out()
	if h := d.header(); h != "" {
		p.text(h)
	}
	p.text(d.words().Say("footer.help"))
	return nil
}

// goOnWith says that the event is half told and is gone on with. One of an earlier day is
// named, and the person says which they mean: else a second one would be lost in it.
func (d *desk) goOnWith(ctx context.Context, id string) (bool, error) {
	step, run := d.plan.Next(d.state, d.now).Step, d.state.Runs[id]
	e, _ := d.plan.EventOf(step)
	if e.ID != id {
		step = d.plan.HalfTold(d.state, id, d.now)
	}
	if step == "" || step == d.event(id).Questions[0].ID || run.Started == d.today() {
		return step != "", nil
	}
	w := d.words()
	which, err := d.asker().One(ctx, ask.Question{ID: "half", Text: w.Say("half.which", "date", w.DayYear(run.Started))}, []ask.Option{
		{Value: "on", Label: w.Say("half.on")}, {Value: "new", Label: w.Say("half.new")},
	})
	return which == "on", err
}

// event is the event with the id.
func (d *desk) event(id string) journey.Event {
	for _, e := range d.plan.Events {
		if e.ID == id {
			return e
		}
	}
	return journey.Event{}
}
