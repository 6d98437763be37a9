package cli

import (
	"context"
	"time"

	"github.com/recover-journal/recover/internal/journey"
)

// The JSON of INTERFACE.md 5.

type positionJSON struct {
	Stage     string         `json:"stage"`
	Step      *string        `json:"step"`
	State     string         `json:"state"`
	Title     string         `json:"title"`
	Guidance  string         `json:"guidance"`
	Reason    string         `json:"reason"`
	OpensAt   *string        `json:"opens_at"`
	Questions []questionJSON `json:"questions"`
	Locks     []string       `json:"locks"`
	Mode      string         `json:"mode"`
	Outcome   *string        `json:"outcome"`
	Also      []string       `json:"also"`
}

type questionJSON struct {
	ID       string         `json:"id"`
	Kind     journey.Kind   `json:"kind"`
	Text     string         `json:"text"`
	Help     string         `json:"help"`
	Required bool           `json:"required"`
	Options  []optionJSON   `json:"options"`
	Min      *int           `json:"min"`
	Max      *int           `json:"max"`
	Answer   *journey.Value `json:"answer"`
}

type optionJSON struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

// positionJSON prints the next step, or the one that was asked for.
func (d *desk) positionJSON(step string) error {
	if step == "" {
		return writeJSON(d.env.Out, d.position())
	}
	q, r := d.openQuestion(step)
	if r != nil {
		return notOpen(step, r)
	}
	pos := d.plan.Next(d.state, d.now)
	if st, ok := d.plan.StageOf(q.ID); ok {
		pos.Stage = st.ID
	}
	pos.Step, pos.Stand, pos.Reason, pos.OpensAt = q.ID, journey.Ready, journey.ToAnswer, time.Time{}
	return writeJSON(d.env.Out, d.positionOf(pos))
}

func (d *desk) position() positionJSON { return d.positionOf(d.plan.Next(d.state, d.now)) }

func (d *desk) positionOf(pos journey.Position) positionJSON {
	w := d.words()
	p := positionJSON{
		Stage: pos.Stage, State: string(pos.Stand), Title: w.Title(pos.Stage), Reason: d.reason(pos),
		OpensAt: d.instant(pos.OpensAt), Questions: []questionJSON{}, Locks: pos.Locks, Mode: pos.Mode,
		Outcome: orNull(pos.Outcome), Also: pos.Also,
	}
	if pos.Step != "" {
		p.Step = &pos.Step
		p.Questions = append(p.Questions, d.questionJSON(pos.Step))
		p.Guidance = d.fill(pos.Step, w.Question(pos.Step).Guidance)
		q, _ := d.plan.Question(pos.Step)
		for _, id := range d.plan.Before(d.state, q, d.now) {
			p.Guidance = d.passage(id) + "\n" + p.Guidance
		}
	}
	return p
}

func (d *desk) questionJSON(id string) questionJSON {
	w := d.words()
	q, _ := d.plan.Question(id)
	words := w.Question(id)
	j := questionJSON{ID: id, Kind: q.Kind, Text: d.fill(id, words.Text), Help: d.fill(id, words.Help), Required: q.Required,
		Options: []optionJSON{}, Min: q.Min, Max: q.Max}
	for _, v := range append(d.plan.Offers(d.state, q, d.now), q.Words...) {
		j.Options = append(j.Options, optionJSON{v, d.fill(id, w.Label(id, v))})
	}
	if d.journal != nil && d.state.Has(id) {
		if old, err := d.answer(context.Background(), id); err == nil {
			j.Answer = &old.Value
		}
	}
	return j
}

// instant is a time with the home zone's offset, or null.
func (d *desk) instant(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	s := t.In(d.home()).Format(time.RFC3339)
	return &s
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
