package cli

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/internal/store"
	"github.com/recover-journal/recover/internal/text"
)

func newUrge(o *options) *cobra.Command { return newTimed(o, "urge", "urge", runUrge) }

// newTimed is a command with a timer, whose length may be chosen inside its range.
func newTimed(o *options, name, timer string, run func(context.Context, *desk, time.Duration) error) *cobra.Command {
	minutes := 0
	cmd := newAsking(o, name, func(ctx context.Context, d *desk) error {
		n, err := d.minutes(timer, minutes)
		if err != nil {
			return err
		}
		return run(ctx, d, time.Duration(n)*time.Minute)
	})
	cmd.Flags().IntVar(&minutes, "minutes", 0, "")
	return cmd
}

// minutes is the length of a timer: what was asked for inside its range, or the usual.
func (d *desk) minutes(timer string, asked int) (int, error) {
	r := d.plan.Ranges[timer]
	switch {
	case asked == 0:
		return d.plan.Numbers[timer], nil
	case asked < r.Least || asked > r.Most:
		return 0, &fault{code: codeUsage, id: "minutes", pairs: []string{"min", strconv.Itoa(r.Least), "max", strconv.Itoa(r.Most)}}
	}
	return asked, nil
}

// timer is a running urge timer, as it is kept: it goes on while the lid is closed.
type timer struct {
	Began time.Time `json:"began"`
	Until time.Time `json:"until"`
}

const settingUrge = "urge-timer"

// runUrge is the urge timer of CONTENT.md 7.1: rate it, let it rise and fall, rate it
// again.
func runUrge(ctx context.Context, d *desk, length time.Duration) error {
	e := d.event("urge")
	if d.state.On("crisis") {
		return d.restScreen()
	}
	if !d.canAsk() {
		return d.nobody(journey.Position{Step: e.Questions[0].ID})
	}
	s := &sitting{desk: d, asked: map[string]bool{}}
	w := d.words()
	d.heading(w.Urge("title"))
	t, running := d.urgeTimer(ctx)
	if !running {
		if err := s.askByID(ctx, "urge.before"); err != nil {
			return err
		}
		if d.state.On("crisis") || !d.state.Has("urge.before") {
			return nil
		}
		t = timer{Began: d.wall(), Until: d.wall().Add(length)}
		if err := d.keepUrge(ctx, &t); err != nil {
			return err
		}
		d.urgeSteps(ctx)
	} else if left := t.Until.Sub(d.wall()); left > 0 {
		d.note(w.Urge("resumed", "left", w.Span(left)))
	}
	if err := d.watch(ctx, t); err != nil {
		return err
	}
	return s.afterUrge(ctx, t)
}

// urgeSteps are what to do while the time runs, and whom one can call.
func (d *desk) urgeSteps(ctx context.Context) {
	w := d.words()
	d.gap()
	for _, key := range []string{"body", "breathe", "watch"} {
		d.note(w.Urge(key))
	}
	if old, err := d.answer(ctx, "space.person"); err == nil && d.state.Has("space.person") {
		d.note(w.Urge("person", "name", clean(old.Value.Text())))
	}
	// What may be written about, if anything, and under no lock: this is no time for an invitation.
	topics := d.state.Answers["space.topics"].Value.Options()
	if q, ok := d.plan.Question("space.channel"); ok && d.state.Has("space.channel") && len(topics) > 0 && len(d.state.Held) == 0 {
		if old, err := d.answer(ctx, "space.channel"); err == nil {
			d.note(w.Urge("channel", "channel", d.shown(q, old.Value)))
		}
	}
}

// watch shows the time going by. Enter ends it sooner.
func (d *desk) watch(ctx context.Context, t timer) error {
	w := d.words()
	d.gap()
	err := d.asker().Wait(ctx, ask.Countdown{
		ID: "urge.wait", Until: t.Until, Early: true,
		Line: func(left time.Duration) string { return w.Urge("running", "left", w.Span(left)) },
	})
	if err == nil {
		d.note(w.Urge("over"))
	}
	if errors.Is(err, ask.ErrEarly) {
		return nil
	}
	return err
}

// afterUrge takes the message that goes nowhere, has the pull rated again, and logs it.
func (s *sitting) afterUrge(ctx context.Context, t timer) error {
	if err := s.message(ctx); err != nil {
		return err
	}
	for _, id := range []string{"urge.after", "urge.where", "urge.instead"} {
		if err := s.askByID(ctx, id); err != nil {
			return err
		}
	}
	spent := max(0, int(s.wall().Sub(t.Began)/time.Minute))
	if q, ok := s.plan.Question("urge.minutes"); ok && spent <= *q.Max {
		if err := s.give(ctx, q, journey.Int(spent), false); err != nil {
			return err
		}
	}
	if err := s.keepUrge(ctx, nil); err != nil {
		return err
	}
	if err := s.askByID(ctx, "urge.acted"); err != nil {
		return err
	}
	if err := s.sit(ctx, s.isEvent); err != nil {
		return err
	}
	s.notef("footer.help")
	return nil
}

// message is a place to write it all, which nothing leaves. It is kept sealed with the
// entry, or let go.
func (s *sitting) message(ctx context.Context) error {
	q, _ := s.plan.Question("urge.message")
	w := s.words()
	typed, err := s.asker().Text(ctx, ask.Question{ID: q.ID, Text: s.fill(q.ID, w.Question(q.ID).Text), Skip: true, Default: s.draft(ctx, q.ID)})
	switch {
	case errors.Is(err, ask.ErrLeft) && strings.TrimSpace(typed) != "":
		s.keepDraft(q.ID, typed)
		return err
	case errors.Is(err, ask.ErrSkipped):
		return nil
	case err != nil:
		return err
	}
	defer s.standStill()()
	choice, err := s.asker().One(ctx, ask.Question{ID: "urge.keep", Text: w.Urge("message-ask")}, []ask.Option{
		{Value: "kept", Label: w.Urge("message-kept")}, {Value: "burned", Label: w.Urge("message-burned")},
	})
	if err != nil || choice == "kept" {
		if e := s.give(ctx, q, journey.String(text.Tidy(typed)), false); e != nil {
			return e
		}
		return err
	}
	s.dropDraft(ctx, q.ID)
	// The words are let go; what they say of the person's safety is not.
	worry := s.worry(q, journey.String(typed))
	if worry.Strong || worry.Weak || worry.Harm {
		return s.give(ctx, q, journey.Value{}, false, worry)
	}
	return nil
}

// askByID asks one question of the event in hand.
func (s *sitting) askByID(ctx context.Context, id string) error {
	q, ok := s.plan.Question(id)
	if !ok || s.plan.Open(s.state, q, s.now) != nil {
		return nil
	}
	if err := s.ask(ctx, q, false); err != nil {
		return err
	}
	return s.sit(ctx, func(next string) bool { e, ok := s.plan.EventOf(next); return ok && e.Safety })
}

func (d *desk) keepUrge(ctx context.Context, t *timer) error {
	return d.journal.Update(ctx, func(tx *store.Tx) error {
		if t == nil {
			return tx.Burn(store.Settings, settingUrge)
		}
		b, err := json.Marshal(t)
		if err != nil {
			return err
		}
		return tx.Put(store.Settings, settingUrge, b)
	})
}

// urgeTimer is the timer that still runs, or ran out on this day while nobody looked.
func (d *desk) urgeTimer(ctx context.Context) (t timer, running bool) {
	_ = d.journal.View(ctx, func(tx *store.Tx) error {
		b, ok, err := tx.Get(store.Settings, settingUrge)
		running = err == nil && ok && json.Unmarshal(b, &t) == nil
		return err
	})
	return t, running && d.wall().Sub(t.Until) < 12*time.Hour && !d.wall().Before(t.Began)
}
