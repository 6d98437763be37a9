package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/journey"
)

func newLetter(o *options) *cobra.Command {
	cmd := newAsking(o, "letter", runLetter)
	cmd.Args = cobra.ArbitraryArgs
	run := cmd.RunE
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return unknownCommand(cmd, args[0])
		}
		return run(cmd, nil)
	}
	cmd.AddCommand(
		newAsking(o, "read", runLetterRead),
		newAsking(o, "sent", func(ctx context.Context, d *desk) error { return d.runStep(ctx, "letter.sent") }),
		newAsking(o, "reply", func(ctx context.Context, d *desk) error { return d.runStep(ctx, "letter.reply") }),
	)
	return cmd
}

// runLetter goes on with the letter part by part, or says what it waits for.
func runLetter(ctx context.Context, d *desk) error {
	if d.state.On("crisis") {
		return d.restScreen()
	}
	st := d.stageOf("letter")
	first := st.Questions[0]
	if r := d.plan.Open(d.state, first, d.now); r != nil && !d.plan.Reached(d.state, "letter", d.now) || r != nil && r.Code == "shut-lock" {
		return &fault{code: codeInvalid, id: "step", invalid: []journey.Invalid{{ID: first.ID, Refusal: r}}}
	}
	s := &sitting{desk: d, asked: map[string]bool{}}
	for _, q := range st.Questions {
		if d.state.Has(q.ID) || !d.partOfLetter(q.ID) || d.plan.Open(d.state, q, d.now) != nil {
			continue
		}
		if !d.canAsk() {
			return d.nobody(journey.Position{Step: q.ID})
		}
		s.introduce(journey.Position{Stage: "letter", Step: q.ID})
		if err := s.ask(ctx, q, false); err != nil {
			return err
		}
		if err := d.sit(ctx, d.isEvent); err != nil {
			return err
		}
		if more, err := s.breathe(ctx, q); err != nil || !more {
			return err
		}
	}
	return d.sitAndShow(ctx, func(id string) bool { return strings.HasPrefix(id, "letter.") || d.isEvent(id) })
}

func (d *desk) partOfLetter(id string) bool {
	for _, part := range journey.LetterParts() {
		if part == id {
			return true
		}
	}
	return id == "letter.warmup"
}

// letterText is the letter as it stands: its parts, a blank line between them.
func (d *desk) letterText(ctx context.Context) (string, error) {
	var parts []string
	for _, id := range journey.LetterParts() {
		if !d.state.Has(id) {
			continue
		}
		old, err := d.answer(ctx, id)
		if err != nil {
			return "", err
		}
		if t := strings.TrimSpace(old.Value.Text()); t != "" {
			parts = append(parts, t)
		}
	}
	return strings.Join(parts, "\n\n"), nil
}

// runLetterRead shows the letter to be read again, and notes the reading with its date.
func runLetterRead(ctx context.Context, d *desk) error {
	text, err := d.letterText(ctx)
	if err != nil {
		return err
	}
	p, w := d.out(), d.words()
	if text == "" {
		p.text(w.Say("letter.none"))
		return nil
	}
	p.text(w.Say("letter.read"))
	p.blank()
	p.text(text)
	if !d.canAsk() {
		return nil
	}
	s := &sitting{desk: d, asked: map[string]bool{}}
	for _, id := range []string{"letter.reread", "letter.aloud"} {
		q, _ := d.plan.Question(id)
		if d.plan.Open(d.state, q, d.now) != nil {
			continue
		}
		if err := s.ask(ctx, q, false); err != nil {
			return err
		}
	}
	return nil
}
