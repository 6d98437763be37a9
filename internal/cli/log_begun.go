package cli

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/clock"
	"github.com/recover-journal/recover/internal/guide"
	"github.com/recover-journal/recover/internal/journal"
)

// begun is an entry without its line: what was answered before that, and when. It lies
// sealed as a draft of its kind, beside what was typed of the line.
type begun struct {
	When   clock.Moment               `json:"when"`
	Fields map[string]json.RawMessage `json:"fields"`
	Passed string                     `json:"passed,omitempty"` // the field that was passed over
}

// begunPart is the part of an entry that is no part yet.
const begunPart = "begun"

func (d *desk) begun(ctx context.Context, k journal.Kind) (b begun, ok bool) {
	ok = json.Unmarshal([]byte(d.draft(ctx, partID(k.ID, begunPart))), &b) == nil
	return b, ok
}

func (d *desk) keepBegun(k journal.Kind, b begun) {
	raw, err := json.Marshal(b)
	if err != nil {
		return
	}
	half := d.keptHalf
	d.keepDraft(partID(k.ID, begunPart), string(raw))
	d.keptHalf = half // this much was answered
}

// offerBegun offers an entry of this kind that was begun, and gives a new one where there is
// none or the person lets it go.
func (d *desk) offerBegun(ctx context.Context, k journal.Kind) (begun, error) {
	anew := begun{When: d.present(), Fields: map[string]json.RawMessage{}}
	b, ok := d.begun(ctx, k)
	if !ok {
		return anew, nil
	}
	if b.Fields == nil {
		b.Fields = anew.Fields
	}
	w := d.words()
	said := []string{w.Say("log.begun", "title", w.KindWords(k.ID).Title, "date", w.DayYear(d.dayOf(b.When)))}
	for _, f := range k.Fields {
		if raw := b.Fields[f.ID]; raw != nil {
			said = append(said, "  "+d.fill(f.ID, w.FieldWords(k.ID, f.ID).Text)+" "+d.fieldShown(k, f, raw))
		}
	}
	if line := d.draft(ctx, partID(k.ID, journal.What)); line != "" && !d.on(guide.Masked) {
		said = append(said, "  "+line)
	}
	choice, err := d.asker().One(ctx, ask.Question{ID: "begun", Text: strings.Join(said, "\n")}, []ask.Option{
		{Value: "on", Label: w.Say("log.begun.on")}, {Value: "anew", Label: w.Say("log.begun.anew")},
	})
	if err != nil || choice == "on" {
		return b, err
	}
	d.dropDraft(ctx, partID(k.ID, begunPart))
	d.dropDraft(ctx, partID(k.ID, journal.What))
	return anew, nil
}
