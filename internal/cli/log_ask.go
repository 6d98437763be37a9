package cli

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"strings"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/journal"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/internal/store"
	"github.com/recover-journal/recover/internal/text"
)

// askKind asks what sort of entry it is to be: one that was begun stands first.
func (d *desk) askKind(ctx context.Context) (journal.Kind, error) {
	w, kinds := d.words(), d.offeredKinds()
	var begun, options []ask.Option
	for _, k := range kinds {
		words := w.KindWords(k.ID)
		o := ask.Option{Value: k.ID, Label: w.Say("log.kind-choice", "title", words.Title, "about", words.About)}
		if _, ok := d.begun(ctx, k); ok {
			o.Label = w.Say("log.kind-begun", "title", words.Title)
			begun = append(begun, o)
			continue
		}
		options = append(options, o)
	}
	options = append(begun, options...)
	id, err := d.asker().One(ctx, ask.Question{ID: "kind", Text: w.Say("log.which-kind")}, options)
	if err != nil {
		return journal.Kind{}, err
	}
	return d.kindNamed(id)
}

// partID is what of an entry a draft belongs to, so that a text which could not be kept is
// offered where it was written.
func partID(kind, part string) string { return "log." + kind + "." + part }

// draftOf names what was begun of a part of an entry: of a kind, as long as the entry is
// not kept, and then of that entry alone.
func draftOf(k journal.Kind, e journal.Entry, part string) string {
	if e.ID == "" {
		return partID(k.ID, part)
	}
	return partID("entry."+e.ID, part)
}

// askLine asks for the one line of an entry.
func (d *desk) askLine(ctx context.Context, k journal.Kind, e journal.Entry) (string, error) {
	q := ask.Question{ID: journal.What, Text: d.words().KindWords(k.ID).Line, Default: e.What}
	f := journal.Field{ID: journal.What, Type: journal.TextType}
	q.Check = d.checkedField(f, textRaw)
	return d.oneLine(ctx, draftOf(k, e, journal.What), q)
}

// askNote asks for the rest of what there is to say, which may be long. What was
// written before the person left is kept as a draft.
func (d *desk) askNote(ctx context.Context, k journal.Kind, e journal.Entry) (string, error) {
	f := journal.Field{ID: journal.Note, Type: journal.MultilineType}
	q := ask.Question{ID: journal.Note, Text: d.words().Say("log.note"), Skip: true, Default: e.Note}
	q.Check = d.checkedField(f, func(t string) json.RawMessage { return textRaw(text.Tidy(t)) })
	id := draftOf(k, e, journal.Note)
	if t := d.draft(ctx, id); t != "" {
		d.notef("draft.here")
		q.Default = t
	}
	t, err := d.asker().Text(ctx, q)
	if errors.Is(err, ask.ErrLeft) && strings.TrimSpace(t) != "" && t != e.Note {
		d.keepDraft(id, t)
	}
	return text.Tidy(t), err
}

// askField asks for a field; its value so far is the entry's. The answer is JSON.
func (d *desk) askField(ctx context.Context, k journal.Kind, e journal.Entry, f journal.Field) (json.RawMessage, error) {
	w := d.words().FieldWords(k.ID, f.ID)
	q := ask.Question{ID: f.ID, Text: d.fill(f.ID, w.Text), Help: d.fill(f.ID, w.Help), Skip: true, Default: defaultOf(e.Fields[f.ID])}
	if same, ok := d.plan.Question(f.ID); ok {
		q.Deliberate = same.Deliberate
	}
	var options []ask.Option
	for _, v := range f.Options {
		options = append(options, ask.Option{Value: v, Label: d.words().FieldLabel(k.ID, f.ID, v)})
	}
	switch f.Type {
	case journal.SelectType:
		v, err := d.asker().One(ctx, q, options)
		return textRaw(v), err
	case journal.MultiselectType:
		v, err := d.asker().Many(ctx, q, options)
		raw, _ := json.Marshal(append([]string{}, v...))
		return raw, err
	case journal.ConfirmType:
		yes, err := d.asker().Yes(ctx, q)
		return json.RawMessage(strconv.FormatBool(yes)), err
	}
	read := textRaw
	switch f.Type {
	case journal.ScaleType:
		q.Text = d.words().Say("next.scale", "question", q.Text, "min", strconv.Itoa(*f.Min), "max", strconv.Itoa(*f.Max))
		read = numberRaw
	case journal.NumberType:
		read = numberRaw
	case journal.DateType:
		s, as := &sitting{desk: d}, journey.Question{Past: f.Past}
		q.Help = strings.TrimSpace(q.Help + "\n" + s.dateHint(as))
		read = func(t string) json.RawMessage { return textRaw(s.day(as, t).Text()) }
	}
	q.Check = d.checkedField(f, read)
	if f.Type == journal.ScaleType || f.Type == journal.NumberType {
		q.Check = d.orWords(ctx, q.Check)
	}
	if f.Type == journal.TextType {
		t, err := d.oneLine(ctx, draftOf(k, e, f.ID), q)
		return read(t), err
	}
	t, err := d.asker().Line(ctx, q)
	return read(t), err
}

// checkedField is the check of a field, as a sentence.
func (d *desk) checkedField(f journal.Field, read func(string) json.RawMessage) func(string) error {
	return func(t string) error {
		raw := read(t)
		_, code, pairs := f.Check(raw, journal.Limits{Most: d.plan.Numbers["text-most"], Today: d.today()})
		if code == "" {
			return nil
		}
		s := &sitting{desk: d}
		return errors.New(s.kindly(journey.Question{Past: f.Past}, &journey.Refusal{Code: code, Pairs: pairs}))
	}
}

func textRaw(t string) json.RawMessage {
	raw, _ := json.Marshal(t)
	return raw
}

// numberRaw is a number as typed, or what was typed as a text, for the check to refuse.
func numberRaw(t string) json.RawMessage {
	if n, err := strconv.Atoi(strings.TrimSpace(t)); err == nil {
		return json.RawMessage(strconv.Itoa(n))
	}
	return textRaw(t)
}

// defaultOf is a value as an asker takes it.
func defaultOf(raw json.RawMessage) string {
	var v any
	if raw == nil || json.Unmarshal(raw, &v) != nil {
		return ""
	}
	switch v := v.(type) {
	case string:
		return v
	case bool:
		if v {
			return "yes"
		}
		return "no"
	case float64:
		return strconv.Itoa(int(v))
	case []any:
		var values []string
		for _, item := range v {
			s, _ := item.(string)
			values = append(values, s)
		}
		return strings.Join(values, ",")
	}
	return ""
}

// insist does something with the journal, and asks whether to try again while another
// window or a full disk keeps it from being done. What was written is kept aside where
// the person gives up.
func (d *desk) insist(ctx context.Context, part, written string, do func() error) error {
	s := &sitting{desk: d}
	q := journey.Question{ID: part, Kind: journey.Multiline}
	for {
		err := do()
		switch {
		case err == nil:
			d.dropDraft(ctx, part)
			return nil
		case !errors.Is(err, store.ErrLocked) && !errors.Is(err, store.ErrDisk), !d.canAsk():
			return s.rescue(q, journey.String(written), err)
		}
		if err := s.again(ctx, err); err != nil {
			return s.rescue(q, journey.String(written), err)
		}
	}
}
