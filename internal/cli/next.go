package cli

import (
	"context"
	"errors"
	"slices"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/internal/store"
)

type nextOptions struct {
	*options
	answers string
	list    bool
	step    string
}

func newNext(o *options) *cobra.Command {
	n := &nextOptions{options: o}
	cmd := &cobra.Command{
		Use: "next", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runNext(cmd.Context(), n) },
	}
	f := cmd.Flags()
	f.StringVar(&n.answers, "answers", "", "")
	f.BoolVar(&n.list, "list", false, "")
	f.StringVar(&n.step, "step", "", "")
	return cmd
}

// runNext is what now: keep a file of answers, list, or show and ask what comes next.
func runNext(ctx context.Context, o *nextOptions) error {
	d, err := o.open(ctx)
	if errors.Is(err, store.ErrMissing) && o.answers == "" {
		d, err = o.begin(ctx)
		if d == nil || err != nil {
			return err
		}
	}
	if err != nil {
		return err
	}
	switch {
	case o.answers != "":
		return d.answerFrom(ctx, o.answers)
	case o.list:
		return d.list()
	case o.json:
		return d.positionJSON(o.step)
	}
	d.clockBack()
	if o.step != "" {
		return d.runStep(ctx, o.step)
	}
	if err := d.whichZone(ctx); err != nil {
		return err
	}
	if err := d.offerHalf(ctx); err != nil {
		return err
	}
	return d.sitAndShow(ctx, nil)
}

// whichZone asks once which days count, where the device is in another zone than home
// (CONTENT.md 6.2). A script is not asked: it may answer zone.days at any time.
func (d *desk) whichZone(ctx context.Context) error {
	here := d.device.String()
	if !d.canAsk() || here == d.state.Zone || here == "Local" || d.state.First == 0 || slices.Contains(d.state.Zoned, here) || d.state.On("crisis") {
		return nil
	}
	q, ok := d.plan.Question("zone.days")
	if !ok {
		return nil
	}
	s := &sitting{desk: d, asked: map[string]bool{}}
	return s.ask(ctx, q, false)
}

// begin is next without a journal: a script sees the very first step, a pipe the way
// in, and a person may make the journal here and go on.
func (o *nextOptions) begin(ctx context.Context) (*desk, error) {
	if o.json || o.list {
		d, err := o.empty()
		if err != nil {
			return nil, err
		}
		if o.list {
			return nil, d.list()
		}
		return nil, d.positionJSON(o.step)
	}
	if !o.canAsk() {
		return nil, o.waysIn() // the same command again would say the same again
	}
	o.hello(o.note)
	w := o.words()
	choice, err := o.asker().One(ctx, ask.Question{ID: "begin", Text: w.Say("welcome.begin")}, []ask.Option{
		{Value: "yes", Label: w.Say("welcome.begin.yes")}, {Value: "no", Label: w.Say("welcome.begin.no")},
	})
	if err != nil || choice == "no" {
		return nil, err
	}
	o.gap()
	return runInit(ctx, &initOptions{options: o.options, goesOn: true})
}

// sitAndShow asks what is due, as far as somebody is there, and then says where the
// person is. A script that cannot be asked is told which flag answers.
func (d *desk) sitAndShow(ctx context.Context, only func(string) bool) error {
	pos := d.plan.Next(d.state, d.now)
	if pos.Step != "" && !d.canAsk() {
		return d.nobody(pos)
	}
	if pos.Step != "" {
		if header := d.header(); header != "" {
			d.note(header)
		}
		if err := d.sit(ctx, only); err != nil {
			return err
		}
		d.gap()
	}
	return d.restScreen()
}

// nobody says what would be asked, and how a script answers it.
func (d *desk) nobody(pos journey.Position) error {
	return &fault{code: codeNobody, id: "nobody", pairs: []string{"question", pos.Step}, err: ask.ErrNobody}
}

// runStep asks one question by its id, also to change an earlier answer.
func (d *desk) runStep(ctx context.Context, id string) error {
	q, r := d.openQuestion(id)
	if r != nil && d.state.On("crisis") {
		return d.restScreen() // no refusal on such a day: what it is for, and who is there
	}
	if r != nil {
		return notOpen(id, r)
	}
	if !d.canAsk() {
		return d.nobody(journey.Position{Step: id})
	}
	s := &sitting{desk: d, asked: map[string]bool{}}
	if d.state.Has(id) {
		old, err := d.answer(ctx, id)
		if err != nil {
			return err
		}
		d.notef("next.before", "answer", "")
		d.quote(d.shown(q, old.Value))
	}
	d.wayBack = "recover next --step " + id
	if err := s.ask(ctx, q, true); err != nil {
		return err
	}
	d.wayBack = "recover next"
	// What the answer made due comes at once: the safety question before all else.
	return d.sit(ctx, func(next string) bool { _, ok := d.plan.EventOf(next); return ok })
}

// openQuestion is the question with an id, if it may be answered now.
func (d *desk) openQuestion(id string) (journey.Question, *journey.Refusal) {
	q, ok := d.plan.Question(id)
	if !ok {
		_, bad := d.plan.AnswerAll(d.state, []journey.Given{{Question: id}}, d.now, d.device)
		return q, bad[0].Refusal
	}
	return q, d.plan.Open(d.state, q, d.now)
}

// list prints the questions that may be answered now.
func (d *desk) list() error {
	pos := d.plan.Next(d.state, d.now)
	ids := pos.Also
	if pos.Step != "" {
		ids = append([]string{pos.Step}, ids...)
	}
	if d.json {
		all := []questionJSON{}
		for _, id := range ids {
			all = append(all, d.questionJSON(id))
		}
		return writeJSON(d.env.Out, all)
	}
	p := d.out()
	if len(ids) == 0 {
		p.text(d.words().Say("next.nothing"))
	}
	for _, id := range ids {
		p.line(id)
		p.indent(d.fill(id, d.words().Question(id).Text), 4)
	}
	return nil
}

// clockBack says in one line that the clock went back (CONTENT.md 6.2).
func (d *desk) clockBack() {
	if _, back := d.state.Clock(d.now); back && d.state.Last.Sub(d.now) > clockSlack {
		d.notef("clock.back")
	}
}
