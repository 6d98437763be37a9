package cli

import (
	"context"
	"encoding/json"
	"maps"

	"github.com/recover-journal/recover/internal/clock"
	"github.com/recover-journal/recover/internal/journal"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/internal/store"
	"github.com/recover-journal/recover/internal/text"
)

// writing is an entry that somebody wants kept. Without a When it is of now. Fields are
// JSON values under the ids of the kind.
type writing struct {
	Kind   string
	When   clock.Moment
	What   string
	Note   string
	Fields map[string]json.RawMessage
}

// keepEntry checks a new log entry and keeps it, in one transaction with what its words
// make due; recover undo takes it back. bad says everything that will not do, and then
// nothing is kept. It is the one door for every kind but that of an event: a slip goes
// through keepSlip.
func (d *desk) keepEntry(ctx context.Context, w writing) (e journal.Entry, bad []journey.Invalid, err error) {
	k, err := d.kindNamed(w.Kind)
	if err != nil {
		return e, nil, err
	}
	if err := d.tick(); err != nil {
		return e, nil, err
	}
	e = journal.Entry{Kind: k.ID, When: w.When, Stored: d.present(), What: w.What, Note: w.Note, Fields: maps.Clone(w.Fields)}
	if e.When.IsZero() {
		e.When = e.Stored
	}
	if bad = d.wrongOf(k, &e); len(bad) > 0 {
		return e, bad, nil
	}
	err = d.change(ctx, d.worryOf(e), func(tx *store.Tx) (changes []change, err error) {
		e, err = tx.AddEntry(e)
		return []change{{Entry: e.ID}}, err
	})
	return e, nil, err
}

// tick looks at the clock anew: a person may have sat here for a while.
func (d *desk) tick() error {
	now, err := d.env.Now()
	if err != nil {
		return &fault{code: codeFile, id: "clock", err: err}
	}
	d.now = now
	return nil
}

// change does something to the log in one transaction, fills the undo slot with what
// it did, and keeps what the words make due.
func (d *desk) change(ctx context.Context, w journey.Worry, do func(*store.Tx) ([]change, error)) error {
	var after journey.State
	var counter uint64
	err := d.journal.Update(ctx, func(tx *store.Tx) error {
		after, counter = d.state, tx.Counter()+1
		changes, err := do(tx)
		if err != nil {
			return err
		}
		if w != (journey.Worry{}) {
			facts, err := readFacts(tx)
			if err != nil {
				return err
			}
			state := journey.Replay(facts)
			due := d.plan.Worried(state, w, "log", d.now, d.device)
			if after = state.With(due...); len(due) > 0 {
				err = appendFacts(tx, due)
			}
			if err != nil {
				return err
			}
		}
		return setUndo(tx, changes)
	})
	if err != nil {
		return err
	}
	d.keptSome = true
	d.saw(after, d.now, counter)
	return nil
}

func setUndo(tx *store.Tx, changes []change) error {
	b, err := json.Marshal(changes)
	if err != nil {
		return err
	}
	return tx.SetUndo(b)
}

// wrongOf is everything about an entry that will not do, as it is told.
func (d *desk) wrongOf(k journal.Kind, e *journal.Entry) (bad []journey.Invalid) {
	for _, w := range k.Check(e, journal.Limits{Most: d.plan.Numbers["text-most"], Today: d.today()}) {
		bad = append(bad, journey.Invalid{ID: w.Part, Refusal: &journey.Refusal{Code: w.Code, Pairs: w.Pairs}})
	}
	return bad
}

// worryOf is what the phrase matcher says of all words of an entry.
func (d *desk) worryOf(e journal.Entry) (w journey.Worry) {
	texts := []string{e.What, e.Note}
	for _, raw := range e.Fields {
		var s string
		if json.Unmarshal(raw, &s) == nil {
			texts = append(texts, s)
		}
	}
	watch, weak := text.NewWatch(d.words().Safety()...), 0
	for _, t := range texts {
		if t == "" {
			continue
		}
		a := watch.Look(t)
		weak += a.Weak
		w.Strong, w.Harm = w.Strong || a.Strong, w.Harm || a.Harm
	}
	w.Strong, w.Weak = w.Strong || weak > 1, weak == 1
	return w
}
