package cli

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/clock"
	"github.com/recover-journal/recover/internal/journal"
	"github.com/recover-journal/recover/internal/store"
)

func newLogShow(o *options) *cobra.Command {
	return &cobra.Command{
		Use: "show ID", Args: oneID,
		RunE: func(cmd *cobra.Command, args []string) error { return runLogShow(cmd.Context(), o, args[0]) },
	}
}

// oneID wants the id of an entry and nothing else.
func oneID(_ *cobra.Command, args []string) error {
	if len(args) != 1 {
		return &fault{code: codeUsage, id: "log-id"}
	}
	return nil
}

// runLogShow shows all of one entry.
func runLogShow(ctx context.Context, o *options, id string) error {
	d, err := o.open(ctx)
	if err != nil {
		return err
	}
	e, err := d.entry(ctx, id)
	if err != nil {
		return err
	}
	if o.json {
		return writeJSON(o.env.Out, entryOut(e))
	}
	return d.page(func(p printer) { d.entryScreen(p, e) })
}

// entry is the entry with an id as a person types it.
func (d *desk) entry(ctx context.Context, typed string) (e journal.Entry, err error) {
	id, err := journal.ReadID(typed)
	if err != nil {
		return e, d.noEntry(ctx, typed)
	}
	err = d.journal.View(ctx, func(tx *store.Tx) error {
		e, err = tx.Entry(id)
		return err
	})
	if errors.Is(err, store.ErrNoEntry) {
		return e, d.noEntry(ctx, typed)
	}
	return e, err
}

// noEntry is an id that leads nowhere. What was typed is told only where it looks like
// an id: somebody may have typed their words there.
func (d *desk) noEntry(ctx context.Context, typed string) error {
	id, err := journal.ReadID(typed)
	if err != nil {
		return &fault{code: codeUsage, id: "log-no-id"}
	}
	f := &fault{code: codeUsage, id: "log-no-entry", pairs: []string{"id", id}}
	if near := d.nearEntry(ctx, id); near != "" {
		f.hint, f.pairs = "log-no-entry.near", append(f.pairs, "near", near)
	}
	return f
}

// nearEntry is the id of an entry that differs from this one in a single sign, or "".
func (d *desk) nearEntry(ctx context.Context, id string) (near string) {
	_ = d.journal.View(ctx, func(tx *store.Tx) error {
		for _, other := range journal.OneSlipAway(id) {
			if _, err := tx.Entry(other); err == nil {
				near = other
				break
			}
		}
		return nil
	})
	return near
}

func (d *desk) entryScreen(p printer, e journal.Entry) {
	w := d.words()
	k, _ := w.Kind(e.Kind)
	p.text(w.Say("log.entry", "title", w.KindWords(e.Kind).Title, "when", d.whenLong(e.When), "id", e.ID))
	if s := d.lineOf(e); s != "" {
		p.blank()
		p.text(s)
	}
	if e.Note != "" {
		p.blank()
		p.text(e.Note)
	}
	for _, f := range k.Fields {
		if raw := e.Fields[f.ID]; raw != nil {
			p.blank()
			p.text(d.fill(f.ID, w.FieldWords(k.ID, f.ID).Text))
			p.indent(d.fieldShown(k, f, raw), 2)
		}
	}
	p.blank()
	p.text(w.Say("log.written", "when", d.whenLong(e.Stored)))
}

// whenLong is a moment in words.
func (d *desk) whenLong(m clock.Moment) string {
	t := m.Time()
	day, err := clock.ParseDay(t.Format(clock.DayFormat))
	if err != nil {
		return whenWords(m)
	}
	return d.words().DayTime(d.words().DayYear(day), t)
}

// fieldShown is the value of a field as a person reads it.
func (d *desk) fieldShown(k journal.Kind, f journal.Field, raw json.RawMessage) string {
	w := d.words()
	var v any
	if json.Unmarshal(raw, &v) != nil {
		return ""
	}
	switch v := v.(type) {
	case bool:
		if v {
			return w.Say("answers.yes")
		}
		return w.Say("answers.no")
	case float64:
		return strconv.Itoa(int(v))
	case []any:
		var labels []string
		for _, item := range v {
			s, _ := item.(string)
			labels = append(labels, w.FieldLabel(k.ID, f.ID, s))
		}
		if len(labels) == 0 {
			return w.Say("answers.none-chosen")
		}
		return strings.Join(labels, ", ")
	case string:
		switch f.Type {
		case journal.SelectType:
			return w.FieldLabel(k.ID, f.ID, v)
		case journal.DateType:
			if day, err := clock.ParseDay(v); err == nil {
				return w.DayYear(day)
			}
		}
		return v
	}
	return w.Say("answers.skipped")
}
