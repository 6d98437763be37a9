package cli

import (
	"context"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/clock"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/internal/store"
)

func newAgreements(o *options) *cobra.Command {
	list := func(cmd *cobra.Command, _ []string) error { return runAgreements(cmd.Context(), o) }
	cmd := &cobra.Command{Use: "agreements", Args: cobra.ArbitraryArgs, RunE: func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return unknownCommand(cmd, args[0])
		}
		return list(cmd, nil)
	}}
	cmd.AddCommand(
		&cobra.Command{Use: "list", Args: noArgs, RunE: list},
		newAsking(o, "add", runAgree),
		newAgreement(o, "review", ""), newAgreement(o, "end", "ended"),
	)
	return cmd
}

// newAgreement is a command about one agreement, named by its number.
func newAgreement(o *options, name, status string) *cobra.Command {
	var answers string
	cmd := &cobra.Command{Use: name + " [N]", Args: cobra.ArbitraryArgs, RunE: func(cmd *cobra.Command, args []string) error {
		if len(args) > 1 {
			return noArgs(cmd, args)
		}
		d, err := o.open(cmd.Context())
		if err != nil {
			return err
		}
		number := ""
		if len(args) > 0 {
			number = args[0]
		}
		if answers != "" {
			run, err := d.namedAgreement(number)
			if err != nil {
				return err
			}
			return d.answerFrom(cmd.Context(), answers, run)
		}
		return runAgreement(cmd.Context(), d, number, status)
	}}
	cmd.Flags().StringVar(&answers, "answers", "", "")
	return cmd
}

// agreementJSON is one agreement in the list.
type agreementJSON struct {
	ID     string                   `json:"id"`
	Fields map[string]journey.Value `json:"fields"`
	Review clock.Day                `json:"review"`
	Ended  bool                     `json:"ended"`
	parted bool                     // it ended because the two parted
}

// runAgreements lists what the two agreed, with the day of the next look at each.
func runAgreements(ctx context.Context, o *options) error {
	d, err := o.open(ctx)
	if err != nil {
		return err
	}
	all, err := d.agreed(ctx)
	if err != nil {
		return err
	}
	if d.json {
		return writeJSON(d.env.Out, all)
	}
	p, w := d.out(), d.words()
	if d.plan.Mode(d.state) == "together" && d.state.On("safety") {
		p.text(d.passage("agree.off"))
		return nil
	}
	if len(all) == 0 {
		p.text(w.Say("agreements.none"))
		return nil
	}
	p.text(w.Say("agreements.title"))
	status, _ := d.plan.Question("agree.status")
	open := d.plan.Open(d.state, status, d.now) == nil
	for _, a := range all {
		p.blank()
		p.text(w.Say("agreements.number", "n", a.ID) + " " + a.Fields["agree.text"].Text())
		state := w.Say("agreements.on")
		switch {
		case a.parted:
			state = w.Say("agreements.parted")
		case a.Ended:
			state = w.Say("agreements.over")
		}
		p.indent(w.Say("agreements.state", "state", state), 2)
		if a.Review != 0 && open { // no look is promised while the slow part is shut
			p.indent(w.Say("agreements.look", "date", d.dayWords(a.Review)), 2)
		}
	}
	return nil
}

// agreed are the agreements that are kept, in the order in which they were made.
func (d *desk) agreed(ctx context.Context) (all []agreementJSON, err error) {
	all = []agreementJSON{}
	err = d.journal.View(ctx, func(tx *store.Tx) error {
		for _, a := range d.state.Agreements {
			if !a.Free {
				continue
			}
			r, err := getRecord(tx, a.Run)
			if err != nil {
				return err
			}
			j := agreementJSON{ID: strconv.Itoa(a.Run), Fields: map[string]journey.Value{}, Review: d.plan.ReviewOf(a), Ended: a.Over(), parted: a.Parted != 0 && !a.Ended}
			for id, w := range r {
				j.Fields[id] = w.Value
			}
			all = append(all, j)
		}
		return nil
	})
	return all, err
}

// runAgree writes a new agreement down. What could be talked over is shown first; none
// of it is switched on by itself.
func runAgree(ctx context.Context, d *desk) error {
	if d.plan.Mode(d.state) == "together" && d.state.On("safety") {
		d.out().text(d.passage("agree.off"))
		return nil
	}
	first := d.event("agree").Questions[0]
	if r := d.plan.Open(d.state, first, d.now); r != nil {
		return notOpen(first.ID, r)
	}
	if !d.canAsk() {
		return d.nobody(journey.Position{Step: first.ID})
	}
	s := &sitting{desk: d, asked: map[string]bool{}}
	s.introduce(journey.Position{Step: first.ID})
	d.starters()
	for _, q := range d.event("agree").Questions {
		if q.ID == "agree.status" || d.plan.Open(d.state, q, d.now) != nil && q.ID != first.ID {
			continue
		}
		if err := s.ask(ctx, q, false); err != nil {
			return err
		}
		if !d.state.Has(first.ID) || d.state.Has("agree.free") && !d.state.Answers["agree.free"].Value.Yes() {
			return nil
		}
	}
	return nil
}

// starters are things to talk over. Where the partner did harm, those that would let
// them watch are left out (CONTENT.md 11).
func (d *desk) starters() {
	watched := []string{"phone", "accounts", "nights", "money"}
	tome := d.state.Answers["start.tome"].Value
	harmed := slices.ContainsFunc(tome.Options(), func(o string) bool { return o != "none" && o != "rather-not-say" })
	d.gap()
	d.note(d.passage("agree.starters"))
	for _, id := range []string{"contact", "plans", "phone", "accounts", "nights", "work", "money", "counselling", "tests", "talk"} {
		if !harmed || !slices.Contains(watched, id) {
			d.err().indent(d.passage("agree.starter."+id), 2)
		}
	}
	d.note(d.passage("agree.offer"))
}

// runAgreement looks at one agreement again, or ends it.
func runAgreement(ctx context.Context, d *desk, number, status string) error {
	q, _ := d.plan.Question("agree.status")
	if r := d.plan.Open(d.state, q, d.now); r != nil {
		return notOpen(q.ID, r)
	}
	all, err := d.agreed(ctx)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		d.out().text(d.words().Say("agreements.none"))
		return nil
	}
	if !d.canAsk() {
		return d.nobody(journey.Position{Step: q.ID})
	}
	run, err := d.whichAgreement(ctx, all, number)
	if err != nil {
		return err
	}
	s := &sitting{desk: d, asked: map[string]bool{}, run: run}
	if status != "" {
		s.showAgreement(ctx)
		return s.give(ctx, q, journey.String(status), false)
	}
	return s.review(ctx, q)
}

// namedAgreement is the run of the agreement that a script means: the one it names, else
// the one that is due, else the only one that goes on.
func (d *desk) namedAgreement(number string) (run int, err error) {
	due, isDue := d.plan.AgreementDue(d.state, d.today())
	var open []int
	for _, a := range d.state.Agreements {
		if a.Free && !a.Over() {
			open = append(open, a.Run)
		}
	}
	n, _ := strconv.Atoi(number)
	switch {
	case number == "" && isDue:
		return due.Run, nil
	case number == "" && len(open) == 1:
		return open[0], nil
	case slices.Contains(open, n):
		return n, nil
	}
	return 0, &fault{code: codeInvalid, id: "agreement", pairs: []string{"n", clean(number)}}
}

func (d *desk) whichAgreement(ctx context.Context, all []agreementJSON, number string) (run int, err error) {
	var options []ask.Option
	for _, a := range all {
		if !a.Ended {
			options = append(options, ask.Option{Value: a.ID, Label: clean(a.Fields["agree.text"].Text())})
		}
	}
	i := slices.IndexFunc(options, func(o ask.Option) bool { return o.Value == number })
	switch {
	case number != "" && i < 0:
		return 0, &fault{code: codeInvalid, id: "agreement", pairs: []string{"n", clean(number)}}
	case number == "" && len(options) > 1:
		if number, err = d.asker().One(ctx, ask.Question{ID: "agreements.which", Text: d.words().Say("agreements.which")}, options); err != nil {
			return 0, err
		}
	case number == "" && len(options) == 1:
		number = options[0].Value
	case len(options) == 0:
		return 0, &fault{code: codeInvalid, id: "agreement", pairs: []string{"n", clean(number)}}
	}
	return strconv.Atoi(number)
}

// review shows an agreement and asks how it stands. One that has changed is written as
// it is now.
func (s *sitting) review(ctx context.Context, q journey.Question) error {
	s.showAgreement(ctx)
	if err := s.ask(ctx, q, true); err != nil {
		return err
	}
	if !s.state.Answers[q.ID].Value.Is("changed") && !s.changedNow {
		return nil
	}
	s.changedNow = false
	for _, id := range []string{"agree.text", "agree.covers", "agree.not", "agree.review"} {
		next, _ := s.plan.Question(id)
		if err := s.ask(ctx, next, true); err != nil {
			return err
		}
	}
	return nil
}

func (s *sitting) showAgreement(ctx context.Context) {
	_ = s.journal.View(ctx, func(tx *store.Tx) error {
		r, err := getRecord(tx, s.run)
		if err == nil {
			s.gap()
			s.note(s.passage("agree.due"))
			s.quote(r["agree.text"].Value.Text())
		}
		return err
	})
}
