package cli

import (
	"context"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/journey"
)

func newReflect(o *options) *cobra.Command { return newTimed(o, "reflect", "writing", runReflect) }

// runReflect lets the person read or change an answer of `why`, or write for a while.
func runReflect(ctx context.Context, d *desk, length time.Duration) error {
	if d.state.On("crisis") {
		return d.restScreen()
	}
	if !d.canAsk() {
		return d.nobody(journey.Position{Step: "write.text"})
	}
	w := d.words()
	d.heading(w.Title("why"))
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
		return notOpen(id, r)
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
		done := d.standStill() // a session has its own time
		err := s.askByID(ctx, id)
		done()
		if err != nil {
			return err
		}
		if !d.state.Has("write.text") || d.state.On("crisis") {
			return nil
		}
	}
	d.notef("footer.help")
	return nil
}
