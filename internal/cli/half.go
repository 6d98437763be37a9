package cli

import (
	"context"
	"slices"
	"strings"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/guide"
	"github.com/recover-journal/recover/internal/journal"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/internal/store"
)

// settingHalf names the entries of half told slips that were offered: each is once.
const settingHalf = "half-told"

// offerHalf offers to finish a slip that was left half told before a later one was begun:
// the road asks about the latest alone. Leaving it as it is is fine.
func (d *desk) offerHalf(ctx context.Context) error {
	pos := d.plan.Next(d.state, d.now)
	if _, event := d.plan.EventOf(pos.Step); event || !d.canAsk() || d.state.On("crisis") {
		return nil
	}
	k, e, ok := d.halfTold(ctx)
	if !ok {
		return nil
	}
	w, line := d.words(), d.lineOf(e)
	if line == "" || d.on(guide.Masked) {
		line = w.KindWords(e.Kind).Title
	}
	choice, err := d.asker().One(ctx, ask.Question{ID: "half.older", Text: w.Say("half.older", "date", w.DayYear(d.dayOf(e.When)), "title", short(line))}, []ask.Option{
		{Value: "finish", Label: w.Say("half.older.finish")}, {Value: "leave", Label: w.Say("half.older.leave")},
	})
	if err != nil {
		return err
	}
	if err := d.offered(ctx, e.ID); err != nil || choice == "leave" {
		return err
	}
	d.wayBack = restOf(e.ID)
	if _, err = d.askRest(ctx, k, e, "", true); err != nil {
		return err // and they come back to this one
	}
	d.wayBack = ""
	return nil
}

// halfTold is the earliest slip before the latest that lacks an answer which is needed,
// and was not offered yet.
func (d *desk) halfTold(ctx context.Context) (k journal.Kind, e journal.Entry, ok bool) {
	older := slices.DeleteFunc(slices.Clone(d.state.Slips), func(s journey.Slip) bool { return s.Run == d.state.Runs["slip"].Number })
	if len(older) == 0 {
		return k, e, false
	}
	k, _ = d.words().Kind("slip")
	_ = d.journal.View(ctx, func(tx *store.Tx) error {
		done, _, err := tx.Get(store.Settings, settingHalf)
		for _, s := range older {
			if ok || err != nil || slices.Contains(strings.Fields(string(done)), s.Entry) {
				continue
			}
			if e, err = tx.Entry(s.Entry); err == nil {
				ok = slices.ContainsFunc(k.Fields, func(f journal.Field) bool { return f.Required && e.Fields[f.ID] == nil })
			} else {
				err = nil // it was removed
			}
		}
		return err
	})
	return k, e, ok
}

// offered notes that the entry was offered.
func (d *desk) offered(ctx context.Context, entry string) error {
	return d.journal.Update(ctx, func(tx *store.Tx) error {
		done, _, err := tx.Get(store.Settings, settingHalf)
		if err != nil {
			return err
		}
		return tx.Put(store.Settings, settingHalf, []byte(strings.TrimSpace(string(done)+" "+entry)))
	})
}
