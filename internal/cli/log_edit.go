package cli

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"strings"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/clock"
	"github.com/recover-journal/recover/internal/journal"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/internal/store"
)

func newLogEdit(o *options) *cobra.Command {
	e := &writeOptions{options: o}
	cmd := &cobra.Command{
		Use: "edit ID [-]", Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := e.target(args)
			if err == nil && id == "" {
				err = &fault{code: codeUsage, id: "log-id"}
			}
			if err != nil {
				return err
			}
			return runLogEdit(cmd.Context(), e, id)
		},
	}
	e.flags(cmd)
	return cmd
}

// runLogEdit changes parts of an entry: those that a file, standard input or a flag
// names, or those that the person chooses.
func runLogEdit(ctx context.Context, o *writeOptions, id string) error {
	d, err := o.open(ctx)
	if err != nil {
		return err
	}
	e, err := d.entry(ctx, id)
	if err != nil {
		return err
	}
	k, ok := d.words().Kind(e.Kind)
	if !ok {
		return &fault{code: codeUsage, id: "log-kind", pairs: []string{"word", clean(e.Kind), "options", ""}}
	}
	d.clockBack()
	if o.answers == "" && !o.input && o.when == "" && o.intensity == "" {
		return d.editAsked(ctx, k, e, o.all)
	}
	changes, bad, err := d.changesGiven(o, k)
	if err != nil {
		return err
	}
	e, more, err := d.amendEntry(ctx, k, e.ID, e, changes)
	if err != nil {
		return err
	}
	if bad = mergeWrong(bad, more); len(bad) > 0 {
		return invalid(bad)
	}
	return d.added(e)
}

// amendments are new values for parts of an entry; null takes a part away. When is
// apart, since it is no JSON any more.
type amendments struct {
	parts map[string]json.RawMessage
	when  clock.Moment
	bad   bool // something in it is refused already: nothing may be kept
}

func (d *desk) changesGiven(o *writeOptions, k journal.Kind) (a amendments, bad []journey.Invalid, err error) {
	a.parts = map[string]json.RawMessage{}
	if o.answers != "" {
		pieces, wrong, err := d.readPieces(o.answers)
		if err != nil {
			return a, nil, err
		}
		bad = wrong
		for _, p := range pieces {
			a.parts[p.id] = p.raw
		}
	}
	w := writing{}
	if o.input {
		if w, _, err = d.given(o); err != nil {
			return a, nil, err
		}
		a.parts[journal.What], a.parts[journal.Note] = textRaw(w.What), textRaw(w.Note)
	}
	bad = append(bad, d.byFlags(o, k, &w)...)
	maps.Copy(a.parts, w.Fields)
	a.when = w.When
	if raw, ok := a.parts[journal.When]; ok {
		delete(a.parts, journal.When)
		var s string
		code := "wants-when"
		if json.Unmarshal(raw, &s) == nil {
			a.when, code = d.whenGiven(s)
		}
		if code != "" {
			bad = append(bad, journey.Invalid{ID: journal.When, Refusal: &journey.Refusal{Code: code}})
		}
	}
	a.bad = len(bad) > 0
	return a, bad, nil
}

// amendEntry puts new values into the entry with an id, as it stands in the journal
// then, and keeps it in its place. before is what recover undo brings back.
func (d *desk) amendEntry(ctx context.Context, k journal.Kind, id string, before journal.Entry, a amendments) (e journal.Entry, bad []journey.Invalid, err error) {
	return d.amendUndo(ctx, k, id, change{Entry: id, Before: &before}, a)
}

func (d *desk) amendUndo(ctx context.Context, k journal.Kind, id string, undo change, a amendments) (e journal.Entry, bad []journey.Invalid, err error) {
	if err := d.tick(); err != nil {
		return e, nil, err
	}
	fresh := journal.Entry{} // what is new, alone
	d.amended(k, &fresh, a)
	worry := d.worryOf(fresh)
	if a.bad {
		return e, onlyIn(d.wrongOf(k, &fresh), a), nil
	}
	var j journey.Judgement
	err = d.change(ctx, worry, func(tx *store.Tx) ([]change, error) {
		old, err := tx.Entry(id)
		if err != nil {
			return nil, err
		}
		e = old
		e.Fields = maps.Clone(old.Fields)
		d.amended(k, &e, a)
		if bad = onlyIn(d.wrongOf(k, &e), a); len(bad) > 0 {
			return nil, errRefused
		}
		if k.Event != "" {
			if j, bad, err = d.amendEvent(tx, k, old, &e); err != nil || len(bad) > 0 {
				return nil, errors.Join(err, errRefused)
			}
		}
		if e.When.UTC.After(e.Stored.UTC) {
			e.Stored = d.present()
		}
		if err := tx.EditEntry(e); err != nil {
			return nil, err
		}
		if undo.Before != nil && undo.Before.ID == "" {
			undo.Before = &old
		}
		return []change{undo}, appendFacts(tx, j.Facts)
	})
	switch {
	case len(bad) > 0:
		return e, bad, nil
	case errors.Is(err, store.ErrNoEntry):
		return e, nil, d.noEntry(ctx, id)
	case err == nil && len(j.Facts) > 0:
		d.state = d.state.With(j.Facts...)
		if s := (&sitting{desk: d}); !d.json {
			s.after(journey.Question{}, journey.Value{}, j)
		}
	}
	return e, nil, err
}

// amended puts new values into an entry.
func (d *desk) amended(k journal.Kind, e *journal.Entry, a amendments) {
	if e.Fields == nil {
		e.Fields = map[string]json.RawMessage{}
	}
	for part, raw := range a.parts {
		switch part {
		case journal.What:
			e.What = defaultOf(raw)
		case journal.Note:
			e.Note = defaultOf(raw)
			if strings.TrimSpace(e.Note) == "" {
				e.Note = ""
			}
		default:
			e.Fields[part] = raw
		}
	}
	if a.when.IsZero() {
		return
	}
	if k.Event != "" {
		e.Fields[k.Event+".when"] = textRaw(d.dayOf(a.when).String())
		return
	}
	e.When = a.when
}

// dayOf is the civil day of a moment where days are counted.
func (d *desk) dayOf(m clock.Moment) clock.Day { return clock.DayOf(m.UTC, d.home()) }

// onlyIn leaves what is wrong in the parts that are new: an entry of an earlier version
// of the kinds can still be put right in one place.
func onlyIn(bad []journey.Invalid, a amendments) (some []journey.Invalid) {
	for _, b := range bad {
		if _, ok := a.parts[b.ID]; ok {
			some = append(some, b)
		}
	}
	return some
}

// amendAsked keeps one answer to a part of an entry that is open before a person.
func (d *desk) amendAsked(ctx context.Context, k journal.Kind, e journal.Entry, part string, raw json.RawMessage, edit bool) (journal.Entry, error) {
	undo := change{Entry: e.ID}
	if edit {
		undo.Before = &journal.Entry{}
	}
	return d.amendKept(ctx, k, e, undo, amendments{parts: map[string]json.RawMessage{part: raw}}, defaultOf(raw), part)
}

func (d *desk) amendKept(ctx context.Context, k journal.Kind, e journal.Entry, undo change, a amendments, written, part string) (journal.Entry, error) {
	err := d.insist(ctx, draftOf(k, e, part), written, func() error {
		kept, bad, err := d.amendUndo(ctx, k, e.ID, undo, a)
		if len(bad) > 0 {
			return invalid(bad)
		}
		if err == nil {
			e = kept
		}
		return err
	})
	return e, err
}

// editAsked lets the person choose what to change, one part after the other, until they
// are done. Each is kept as it is given.
func (d *desk) editAsked(ctx context.Context, k journal.Kind, e journal.Entry, all bool) error {
	if !d.canAsk() {
		return &fault{code: codeNobody, id: "nobody", hint: "log-input.hint", pairs: []string{"question", "part"}, err: ask.ErrNobody}
	}
	if all {
		d.wayBack = restOf(e.ID)
		e, err := d.askRest(ctx, k, e, "", true)
		if err != nil {
			return err
		}
		return d.edited(ctx, e)
	}
	for {
		part, err := d.askPart(ctx, k, e)
		if err != nil {
			return err
		}
		if part == "" {
			return d.edited(ctx, e)
		}
		e, err = d.editPart(ctx, k, e, part)
		if err != nil && !errors.Is(err, ask.ErrSkipped) {
			return err
		}
	}
}

// edited asks at once what the new words made due, and says that the entry is kept.
func (d *desk) edited(ctx context.Context, e journal.Entry) error {
	if err := d.sit(ctx, d.onlyFor(e.ID)); err != nil {
		return err
	}
	d.gap()
	return d.added(e)
}

// onlyFor says which questions may come beside an entry that is written or changed: what
// is about safety or a lock, and what is still missing in that very entry. What another
// entry was left with waits for recover next.
func (d *desk) onlyFor(entry string) func(question string) bool {
	return func(question string) bool {
		e, ok := d.plan.EventOf(question)
		return ok && (e.Safety || e.ID == "lock" || d.state.Runs[e.ID].Entry == entry)
	}
}

// askPart asks which part is to change. Done stands first, so that Enter ends it.
func (d *desk) askPart(ctx context.Context, k journal.Kind, e journal.Entry) (string, error) {
	w := d.words()
	options := []ask.Option{{Value: "done", Label: w.Say("log.edit.done")}}
	add := func(id, label, value string) {
		if value != "" {
			label = w.Say("log.edit.part", "question", label, "answer", short(value))
		}
		options = append(options, ask.Option{Value: id, Label: label})
	}
	add(journal.What, w.Say("log.column.what"), e.What)
	add(journal.When, w.Say("log.column.when"), whenWords(e.When))
	for _, f := range k.Fields {
		value := ""
		if raw := e.Fields[f.ID]; raw != nil && string(raw) != "null" {
			value = d.fieldShown(k, f, raw)
		}
		add(f.ID, d.fill(f.ID, w.FieldWords(k.ID, f.ID).Text), value)
	}
	add(journal.Note, w.Say("log.column.note"), e.Note)
	id, err := d.asker().One(ctx, ask.Question{ID: "part", Text: w.Say("log.edit.which")}, options)
	if id == "done" {
		id = ""
	}
	return id, err
}

func (d *desk) editPart(ctx context.Context, k journal.Kind, e journal.Entry, part string) (journal.Entry, error) {
	switch part {
	case journal.What:
		line, err := d.askLine(ctx, k, e)
		if err != nil {
			return e, err
		}
		return d.amendAsked(ctx, k, e, part, textRaw(line), true)
	case journal.Note:
		note, err := d.askNote(ctx, k, e)
		if err != nil {
			return e, err
		}
		return d.amendAsked(ctx, k, e, part, textRaw(note), true)
	case journal.When:
		m, err := d.askWhen(ctx)
		if err != nil {
			return e, err
		}
		return d.amendKept(ctx, k, e, change{Entry: e.ID, Before: &journal.Entry{}}, amendments{when: m}, "", part)
	}
	f, _ := k.Field(part)
	raw, err := d.askField(ctx, k, e, f)
	if err != nil {
		return e, err
	}
	return d.amendAsked(ctx, k, e, part, raw, true)
}

// askWhen asks for a moment in words.
func (d *desk) askWhen(ctx context.Context) (m clock.Moment, err error) {
	w := d.words()
	_, err = d.asker().Line(ctx, ask.Question{ID: journal.When, Text: w.Say("log.when"), Help: w.Say("next.date"), Skip: true, Check: func(t string) error {
		var code string
		if m, code = d.whenWord(t); code != "" {
			return errors.New(upper(d.refusal(&journey.Refusal{Code: code})) + ". " + w.Say("next.date"))
		}
		return nil
	}})
	return m, err
}
