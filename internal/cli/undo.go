package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/guide"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/internal/store"
)

func newUndo(o *options) *cobra.Command {
	yes := false
	cmd := &cobra.Command{
		Use: "undo", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runUndo(cmd.Context(), o, yes) },
	}
	cmd.Flags().BoolVar(&yes, "yes", false, "")
	return cmd
}

// errMoved says that the last change is another one than was shown.
var errMoved = errors.New("moved")

// runUndo takes back the last change to words, once. Whoever can be asked sees it first:
// what is taken back is in no history, and nothing brings it back.
func runUndo(ctx context.Context, o *options, yes bool) error {
	d, err := o.open(ctx)
	if err != nil {
		return err
	}
	before := d.state.Held
	var questions []string
	for err = errMoved; errors.Is(err, errMoved); { // shown again where another window changed it
		var seen []byte
		if !yes && d.canAsk() {
			sure := false
			if seen, sure, err = d.sureToUndo(ctx); err != nil || !sure {
				return err
			}
		}
		questions, err = d.undo(ctx, seen)
	}
	if err != nil {
		return err
	}
	slices.Reverse(questions)
	if o.json {
		return writeJSON(o.env.Out, map[string][]string{"undone": questions})
	}
	p, w := o.out(), d.words()
	for _, q := range questions {
		if _, ok := d.plan.Question(q); !ok {
			p.text(w.Say("log.undone", "id", q))
			continue
		}
		p.text(w.Say("undo.done", "question", clean(d.fill(q, w.Question(q).Text))))
	}
	p.text(w.Say("undo.again"))
	d.tellUndone(before)
	return nil
}

// tellUndone says what became of each lock that the change had to do with: a lock that is
// not the person's own to open does not go because an answer went.
func (d *desk) tellUndone(before map[string]journey.LockOn) {
	p, w := d.out(), d.words()
	for _, l := range d.plan.Locks {
		was, on := before[l.ID]
		now, still := d.state.Held[l.ID]
		switch {
		case on && !still:
			p.text(w.Say("undo.opened", "lock", d.lock(l.ID).Shut))
		case d.state.Changed[l.ID]:
			d.lockLines(l.ID, p.text)
			p.text(w.Say("undo.locked"))
		case len(now.By) < len(was.By):
			d.lockLines(l.ID, p.text)
			p.text(w.Say("undo.stays"))
		case still && !on:
			d.lockLines(l.ID, p.text)
		}
	}
}

// undoShown is how many parts of a change are shown before it is taken back.
const undoShown = 5

// sureToUndo shows what the undo slot holds and asks. seen is the slot as it was shown, or
// nil where nothing was: what is about safety undo will not take back, and says so.
func (d *desk) sureToUndo(ctx context.Context) (seen []byte, sure bool, err error) {
	var changes []change
	err = d.journal.View(ctx, func(tx *store.Tx) error {
		if seen, changes, err = undoSlot(tx); err != nil {
			return err
		}
		if slices.ContainsFunc(changes, func(c change) bool { q, _ := d.plan.Question(c.Question); return q.Safety }) {
			seen = nil
			return nil
		}
		return d.showChanges(tx, changes)
	})
	if err != nil || seen == nil {
		return nil, err == nil, err
	}
	sure, err = d.asker().Yes(ctx, ask.Question{ID: "undo", Text: d.words().Say("undo.ask")})
	if err == nil && !sure {
		d.notef("undo.no")
	}
	return seen, sure, err
}

// undoSlot is what the undo slot holds, as it stands there and as changes.
func undoSlot(tx *store.Tx) (slot []byte, changes []change, err error) {
	b, ok, err := tx.Undo()
	if err != nil {
		return nil, nil, err
	}
	if !ok || json.Unmarshal(b, &changes) != nil || len(changes) == 0 {
		return nil, nil, &fault{code: codeMissing, id: "undo-nothing"}
	}
	return slices.Clone(b), changes, nil
}

// showChanges shows the parts of the last change, and what comes of taking them back.
func (d *desk) showChanges(tx *store.Tx, changes []change) error {
	d.notef("undo.shown")
	for _, c := range changes[:min(len(changes), undoShown)] {
		if err := d.showChange(tx, c); err != nil {
			return err
		}
	}
	if more := len(changes) - undoShown; more > 0 {
		d.notef("undo.more", "n", strconv.Itoa(more))
	}
	if slices.ContainsFunc(changes, func(c change) bool { return !c.Removed }) {
		d.gap()
		d.notef("undo.gone")
	}
	return nil
}

// showChange shows one part of the last change: of which question or entry, of which day,
// and its words, cut short.
func (d *desk) showChange(tx *store.Tx, c change) error {
	d.gap()
	q, ok := d.plan.Question(c.Question)
	if !ok {
		return d.showEntryChange(tx, c)
	}
	now, err := standing(tx, c, q)
	if err != nil || now == nil {
		return err
	}
	d.notef("undo.of", "title", clean(d.fill(q.ID, d.words().Question(q.ID).Text)), "date", d.words().DayYear(d.dayOf(now.At)))
	d.quoteShort(d.shown(q, now.Value))
	if c.Prior != nil {
		d.notef("undo.comes-back")
		d.quoteShort(d.shown(q, c.Prior.Value))
	}
	return nil
}

// standing is the answer that a change left, or nil where it is gone by other ways.
func standing(tx *store.Tx, c change, q journey.Question) (*words, error) {
	switch {
	case c.Record != "":
		run, _ := strconv.Atoi(c.Record)
		r, err := getRecord(tx, run)
		if w, ok := r[q.ID]; ok {
			return &w, err
		}
		return nil, err
	case c.Entry != "":
		e, err := tx.Entry(c.Entry)
		if errors.Is(err, store.ErrNoEntry) {
			return nil, nil
		}
		return fieldOf(e, q), err
	}
	w, ok, err := getWords(tx, q.ID)
	if !ok {
		return nil, err
	}
	return &w, err
}

// showEntryChange shows an entry of the log that was made, changed or removed.
func (d *desk) showEntryChange(tx *store.Tx, c change) error {
	e, err := tx.Entry(c.Entry)
	id := "undo.made"
	switch gone := errors.Is(err, store.ErrNoEntry); {
	case gone && c.Before == nil:
		return nil
	case gone:
		e, id, err = *c.Before, "undo.removed", nil
	case c.Before != nil:
		id = "undo.changed"
	}
	if err != nil {
		return err
	}
	d.notef(id, "title", d.words().KindWords(e.Kind).Title, "date", d.words().DayYear(d.dayOf(e.When)))
	d.quoteShort(d.lineOf(e))
	return nil
}

// quoteShort shows words in a few lines at most, and none where they are to be masked.
func (d *desk) quoteShort(s string) {
	if s != "" && !d.on(guide.Masked) {
		d.quote(short(s))
	}
}

// asShown says that the undo slot holds what was shown, or that nothing was.
func asShown(slot, seen []byte) bool { return seen == nil || bytes.Equal(slot, seen) }
