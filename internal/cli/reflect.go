package cli

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/journey"
)

func newReflect(o *options) *cobra.Command {
	var answers string
	var minutes int
	cmd := &cobra.Command{
		Use: "reflect", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := o.open(cmd.Context())
			if err != nil {
				return err
			}
			if answers != "" {
				return d.answerFrom(cmd.Context(), answers)
			}
			if minutes, err = d.minutes("writing", minutes); err != nil {
				return err
			}
			return runReflect(cmd.Context(), d, time.Duration(minutes)*time.Minute)
		},
	}
	cmd.Flags().StringVar(&answers, "answers", "", "")
	cmd.Flags().IntVar(&minutes, "minutes", 0, "")
	return cmd
}

// runReflect lets the person read or change an answer of `why`, or write for a while.
func runReflect(ctx context.Context, d *desk, length time.Duration) error {
	if d.state.On("crisis") {
		return d.restScreen()
	}
	if !d.canAsk() {
		return d.nobody(journey.Position{Step: "write.text"})
	}
	w := d.words()
	d.heading(w.Stage("why").Title)
	choice, err := d.asker().One(ctx, ask.Question{ID: "reflect", Text: w.Say("reflect.menu")}, []ask.Option{
		{Value: "change", Label: w.Say("reflect.change")}, {Value: "write", Label: w.Say("reflect.write")},
		{Value: "leave", Label: w.Say("reflect.leave")},
	})
	switch {
	case err != nil || choice == "leave":
		return err
	case choice == "write":
		return d.write(ctx, length)
	}
	return d.readAgain(ctx)
}

// readAgain shows one answer of the person's choice, to be kept or written anew. Either
// counts for the day.
func (d *desk) readAgain(ctx context.Context) error {
	w := d.words()
	var options []ask.Option
	for _, q := range d.stageOf("why").Questions {
		if d.state.Has(q.ID) {
			options = append(options, ask.Option{Value: q.ID, Label: d.fill(q.ID, w.Question(q.ID).Text)})
		}
	}
	if len(options) == 0 {
		d.notef("reflect.none")
		return nil
	}
	id, err := d.asker().One(ctx, ask.Question{ID: "reflect.which", Text: w.Say("reflect.which")}, options)
	if err != nil {
		return err
	}
	q, r := d.openQuestion(id)
	if r != nil {
		return &fault{code: codeInvalid, id: "step", invalid: []journey.Invalid{{ID: id, Refusal: r}}}
	}
	s := &sitting{desk: d, asked: map[string]bool{}}
	if err := s.reread(ctx, q); err != nil {
		return err
	}
	return d.sit(ctx, d.isEvent)
}

// write is a writing session (CONTENT.md 7.2), or once they have ended the plain day
// log. Nobody is led into either.
func (d *desk) write(ctx context.Context, length time.Duration) error {
	s := &sitting{desk: d, asked: map[string]bool{}}
	first, _ := d.plan.Question("write.text")
	switch {
	case d.plan.WritingOver(d.state):
		d.note(d.passage("write.plain"))
		return s.askByID(ctx, "write.day")
	case d.plan.Open(d.state, first, d.now) != nil:
		d.note(d.passage("write.not-yet"))
		return nil
	}
	topic := "write." + strconv.Itoa(min(len(d.state.Sessions)+1, d.plan.Numbers["writing-most"]))
	d.note(d.passage("write.intro"))
	d.notef("reflect.until", "time", d.clockTime(d.wall().Add(length)))
	d.gap()
	d.note(d.passage(topic))
	for _, id := range []string{"write.text", "write.load", "write.same"} {
		if err := s.askByID(ctx, id); err != nil {
			return err
		}
		if !d.state.Has("write.text") || d.state.On("crisis") {
			return nil
		}
	}
	d.notef("footer.help")
	return nil
}

// meeting

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
