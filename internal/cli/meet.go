package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/journey"
)

func newMeet(o *options) *cobra.Command { return newAsking(o, "meet", runMeet) }

// runMeet gets the person ready for a meeting, and takes the notes after it.
func runMeet(ctx context.Context, d *desk) error {
	st := d.stageOf("meeting")
	if d.plan.Open(d.state, st.Questions[0], d.now) != nil {
		return d.waitsFor("meeting")
	}
	after, _ := d.plan.Question("meeting.after.heard")
	if d.state.Has("meeting.after.next") {
		return d.meetingPage(ctx)
	}
	if d.plan.Open(d.state, after, d.now) != nil {
		return d.getReady(ctx, st)
	}
	if !d.canAsk() {
		return d.nobody(journey.Position{Step: after.ID})
	}
	w := d.words()
	choice, err := d.asker().One(ctx, ask.Question{ID: "meet", Text: w.Say("meet.ask")}, []ask.Option{
		{Value: "yes", Label: w.Say("meet.ask.yes")}, {Value: "no", Label: w.Say("meet.ask.no")},
	})
	if err != nil {
		return err
	}
	if choice == "no" {
		return d.meetingPage(ctx)
	}
	s := &sitting{desk: d, asked: map[string]bool{}}
	for _, q := range st.Questions {
		if !strings.HasPrefix(q.ID, "meeting.after.") || d.state.Has(q.ID) || d.plan.Open(d.state, q, d.now) != nil {
			continue
		}
		if err := s.ask(ctx, q, false); err != nil {
			return err
		}
		if err := d.sit(ctx, d.isEvent); err != nil {
			return err
		}
	}
	d.gap()
	return d.restScreen()
}

// getReady asks what belongs before the meeting, whatever else is due today.
func (d *desk) getReady(ctx context.Context, st journey.Stage) error {
	s := &sitting{desk: d, asked: map[string]bool{}}
	s.introduce(journey.Position{Stage: st.ID, Step: st.Questions[0].ID})
	for _, q := range st.Questions {
		if strings.HasPrefix(q.ID, "meeting.after.") || d.state.Has(q.ID) || d.plan.Open(d.state, q, d.now) != nil {
			continue
		}
		if !d.canAsk() {
			return d.nobody(journey.Position{Step: q.ID})
		}
		if err := s.ask(ctx, q, false); err != nil {
			return err
		}
		if !d.state.Has("meeting.yes") {
			break // without a clear yes there is nothing to get ready for
		}
		if err := d.sit(ctx, d.isEvent); err != nil {
			return err
		}
	}
	d.gap()
	return d.restScreen()
}

// meetingPage is what was prepared, to read once more before going.
func (d *desk) meetingPage(ctx context.Context) error {
	if d.json {
		return d.meetingJSON(ctx)
	}
	p, w := d.out(), d.words()
	p.text(w.Say("meet.prepare"))
	for _, q := range d.stageOf("meeting").Questions {
		if strings.HasPrefix(q.ID, "meeting.after.") || !d.state.Has(q.ID) {
			continue
		}
		old, err := d.answer(ctx, q.ID)
		if err != nil {
			return err
		}
		p.text(d.fill(q.ID, w.Question(q.ID).Text))
		p.indent(d.shown(q, old.Value), 2)
	}
	for _, id := range []string{"meeting.say", "meeting.dont-say", "meeting.checklist"} {
		p.blank()
		p.text(d.passage(id))
	}
	p.blank()
	p.text(w.Say("footer.help"))
	return nil
}

// meetingJSON is the same page for a program: what was answered, and what to say and not.
func (d *desk) meetingJSON(ctx context.Context) error {
	page := struct {
		Prepared map[string]journey.Value `json:"prepared"`
		Say      []string                 `json:"say"`
	}{map[string]journey.Value{}, []string{d.passage("meeting.say"), d.passage("meeting.dont-say"), d.passage("meeting.checklist")}}
	for _, q := range d.stageOf("meeting").Questions {
		if strings.HasPrefix(q.ID, "meeting.after.") || !d.state.Has(q.ID) {
			continue
		}
		old, err := d.answer(ctx, q.ID)
		if err != nil {
			return err
		}
		page.Prepared[q.ID] = old.Value
	}
	return writeJSON(d.env.Out, page)
}
