package cli

import (
	"context"
	"encoding/json"
	"errors"
	"maps"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/journal"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/internal/store"
)

// addSlip is the log's door to a slip: the same room as `space slip`, with the same
// record. What came by file or flag is judged by the engine; otherwise it asks.
func (d *desk) addSlip(ctx context.Context, o *writeOptions, k journal.Kind, w writing, bad []journey.Invalid) error {
	if len(bad) > 0 {
		return invalid(bad)
	}
	if o.when != "" {
		w.Fields = maps.Clone(w.Fields)
		if w.Fields == nil {
			w.Fields = map[string]json.RawMessage{}
		}
	}
	if !w.When.IsZero() && w.Fields[k.Event+".when"] == nil && w.Fields != nil {
		w.Fields[k.Event+".when"] = textRaw(d.dayOf(w.When).String())
	}
	first := k.Fields[0].ID
	if o.answers != "" {
		e, bad, err := d.keepSlip(ctx, k, w)
		if err != nil {
			return err
		}
		if len(bad) > 0 {
			return invalid(bad)
		}
		return d.added(e)
	}
	if !d.canAsk() {
		return &fault{code: codeNobody, id: "nobody", pairs: []string{"question", first}, err: ask.ErrNobody}
	}
	d.wayBack = "recover log add " + k.ID
	if err := d.tellEvent(ctx, k.Event); err != nil {
		return err
	}
	e, err := d.entry(ctx, d.state.Runs[k.Event].Entry)
	if err != nil {
		return nil // it was taken back in the same sitting
	}
	return d.added(e)
}

// keepSlip judges the answers about a slip and keeps them as space slip does, and the
// line and the note beside them: all or nothing.
func (d *desk) keepSlip(ctx context.Context, k journal.Kind, w writing) (e journal.Entry, bad []journey.Invalid, err error) {
	given, bad := d.givenOf(k, w.Fields)
	blank := journal.Entry{What: w.What, Note: w.Note}
	bad = append(bad, d.wrongOf(journal.Kind{ID: k.ID, Event: k.Event}, &blank)...)
	if w.Fields[k.Fields[0].ID] == nil {
		bad = append(bad, journey.Invalid{ID: k.Fields[0].ID, Refusal: &journey.Refusal{Code: "empty"}})
	}
	if len(bad) > 0 { // everything is named at once, so the engine judges the rest
		_, more := d.plan.AnswerAll(d.state, given, d.now, d.device)
		return e, mergeWrong(bad, more), nil
	}
	words := journal.Entry{What: w.What, Note: w.Note}
	worry := d.worryOf(words)
	for i := range given {
		given[i].New = true // what is added is another, also on the day of one that was left half told
		if q, ok := d.plan.Question(given[i].Question); ok {
			given[i].Worry = d.worry(q, given[i].Value)
		}
	}
	given[0].Worry = journey.Worry{
		Strong: given[0].Worry.Strong || worry.Strong, Weak: given[0].Worry.Weak || worry.Weak, Harm: given[0].Worry.Harm || worry.Harm,
	}
	d.slipWords = func(entry *journal.Entry) { entry.What, entry.Note = w.What, w.Note }
	defer func() { d.slipWords = nil }()
	j, bad, err := d.keep(ctx, given...)
	if err != nil || len(bad) > 0 {
		return e, bad, err
	}
	if !d.json {
		s := &sitting{desk: d}
		s.after(journey.Question{}, journey.Value{}, j)
	}
	e, err = d.entry(ctx, d.state.Runs[k.Event].Entry)
	return e, nil, err
}

// givenOf are fields of an entry as answers to the engine's questions.
func (d *desk) givenOf(k journal.Kind, fields map[string]json.RawMessage) (given []journey.Given, bad []journey.Invalid) {
	for id, raw := range fields {
		g := journey.Given{Question: id}
		switch err := g.Value.UnmarshalJSON(raw); {
		case !has(k, id):
			bad = append(bad, journey.Invalid{ID: id, Refusal: &journey.Refusal{Code: "unknown-field", Pairs: []string{"near", journal.Near(id, k.FieldIDs())}}})
		case err != nil:
			bad = append(bad, journey.Invalid{ID: id, Refusal: &journey.Refusal{Code: "shape"}})
		default:
			given = append(given, g)
		}
	}
	return given, bad
}

func has(k journal.Kind, field string) bool { _, ok := k.Field(field); return ok }

// toldIn is an event's run as its entry tells it.
func toldIn(facts []journey.Fact, k journal.Kind, e journal.Entry) journey.Told {
	t := journey.Told{Event: k.Event, Run: journey.RunOf(facts, k.Event, e.ID), Entry: e.ID, Answers: map[string]journey.Value{}}
	for id, raw := range e.Fields {
		var v journey.Value
		if has(k, id) && v.UnmarshalJSON(raw) == nil {
			t.Answers[id] = v
		}
	}
	return t
}

// amendEvent puts an entry that tells of an event right, and appends the facts that
// correct what the engine knew: old is what stands there, e what is to stand there.
func (d *desk) amendEvent(tx *store.Tx, k journal.Kind, old journal.Entry, e *journal.Entry) (j journey.Judgement, bad []journey.Invalid, err error) {
	facts, err := readFacts(tx)
	if err != nil {
		return j, nil, err
	}
	told := toldIn(facts, k, old)
	if told.Run == 0 {
		return j, nil, nil // no fact knows of it: it came from elsewhere, half told
	}
	changed := map[string]json.RawMessage{}
	if e.Fields == nil {
		e.Fields = map[string]json.RawMessage{}
	}
	for _, f := range k.Fields {
		now, was := e.Fields[f.ID], old.Fields[f.ID]
		if now == nil && string(was) == "null" { // skipped, and still
			now = was
			e.Fields[f.ID] = now
		}
		if now == nil && was != nil {
			if f.Required {
				bad = append(bad, journey.Invalid{ID: f.ID, Refusal: &journey.Refusal{Code: "empty"}})
			}
			now = json.RawMessage("null")
			e.Fields[f.ID] = now
		}
		if now != nil && string(now) != string(was) {
			changed[f.ID] = now
		}
	}
	given, more := d.givenOf(k, changed)
	if bad = append(bad, more...); len(bad) > 0 {
		return j, bad, nil
	}
	if j, bad = d.plan.Amend(journey.Replay(facts), told, given, d.now, d.device); len(bad) > 0 {
		return j, bad, nil
	}
	for _, f := range j.Facts {
		if v, ok := changed[f.Question]; ok && f.Question == k.Event+".when" {
			q, _ := d.plan.Question(f.Question)
			setField(e, q, &f, valueOf(v), d.home())
		}
	}
	return j, nil, nil
}

func valueOf(raw json.RawMessage) (v journey.Value) {
	_ = v.UnmarshalJSON(raw)
	return v
}

// undoEntry takes a change to the log back and gives the facts that go with it.
func (d *desk) undoEntry(tx *store.Tx, state journey.State, c change) ([]journey.Fact, error) {
	current, err := tx.Entry(c.Entry)
	if err != nil && !errors.Is(err, store.ErrNoEntry) {
		return nil, err
	}
	there := err == nil
	of := current.Kind
	if c.Before != nil {
		of = c.Before.Kind
	}
	k, _ := d.words().Kind(of)
	var facts []journey.Fact
	if k.Event != "" {
		if facts, err = d.undoEvent(tx, state, k, current, there, c); err != nil {
			return nil, err
		}
	}
	switch {
	case c.Before != nil && there:
		return facts, tx.EditEntry(*c.Before)
	case c.Before != nil:
		_, err := tx.AddEntry(*c.Before)
		return facts, err
	case there:
		return facts, tx.RemoveEntry(c.Entry)
	}
	return facts, nil
}

// undoEvent is what undoEntry appends where the entry tells of an event.
func (d *desk) undoEvent(tx *store.Tx, state journey.State, k journal.Kind, current journal.Entry, there bool, c change) ([]journey.Fact, error) {
	all, err := readFacts(tx)
	if err != nil {
		return nil, err
	}
	if journey.RunOf(all, k.Event, c.Entry) == 0 {
		return nil, nil
	}
	var j journey.Judgement
	var bad []journey.Invalid
	switch {
	case c.Before == nil:
		j = d.plan.Remove(state, toldIn(all, k, current), d.now, d.device)
	case there:
		now, was := toldIn(all, k, current), toldIn(all, k, *c.Before)
		var given []journey.Given
		for _, f := range k.Fields {
			a, had := was.Answers[f.ID]
			if b, has := now.Answers[f.ID]; had != has || !a.Equal(b) {
				given = append(given, journey.Given{Question: f.ID, Value: a})
			}
		}
		j, bad = d.plan.Amend(state, now, given, d.now, d.device)
	default:
		j, bad = d.plan.TellAgain(state, toldIn(all, k, *c.Before), d.now, d.device)
	}
	if len(bad) > 0 {
		return nil, &fault{code: codeInvalid, id: "undo-refused", err: bad[0].Refusal}
	}
	return j.Facts, nil
}
