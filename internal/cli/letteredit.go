package cli

import (
	"context"
	"errors"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/edit"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/internal/text"
)

func newLetterEdit(o *options) *cobra.Command {
	return newAsking(o, "edit", runLetterEdit)
}

// runLetterEdit changes the letter as one text, in the person's editor.
func runLetterEdit(ctx context.Context, d *desk) error {
	if d.state.On("crisis") {
		return d.restScreen()
	}
	q, _ := d.plan.Question("letter.whole")
	if d.state.Letter.Sent != 0 {
		return &fault{code: codeInvalid, id: "letter-sent"}
	}
	if r := d.plan.Open(d.state, q, d.now); r != nil {
		return notOpen(q.ID, r)
	}
	if !d.canAsk() {
		return d.nobody(journey.Position{Step: q.ID})
	}
	if err := d.mayEdit(); err != nil {
		return err
	}
	s := &sitting{desk: d, asked: map[string]bool{}}
	if err := s.editLetter(ctx); err != nil {
		return err
	}
	for _, line := range d.dates(journey.Position{}) {
		d.note(line)
	}
	return d.sit(ctx, d.isEvent)
}

// editLetter opens the letter, or the draft of it that was not finished, and keeps what
// the person made of it: from then on the letter is one text.
func (s *sitting) editLetter(ctx context.Context) error {
	q, _ := s.plan.Question("letter.whole")
	before, err := s.letterText(ctx)
	if err != nil {
		return err
	}
	so, err := s.draftOr(ctx, q.ID, before)
	if err != nil || so == nil {
		return err
	}
	t, err := s.edited(ctx, q, *so)
	if err != nil {
		return err
	}
	if t == before || t == "" {
		s.dropDraft(ctx, q.ID)
		s.notef("letter.same")
		return nil
	}
	if err := s.give(ctx, q, journey.String(t), false); err != nil {
		return err
	}
	s.savedLetter(ctx, t)
	return nil
}

// savedLetter says that a revision was kept, and what there is to look at.
func (s *sitting) savedLetter(ctx context.Context, letter string) {
	if n := s.latestRevision(ctx); n != nil {
		s.gap()
		s.notef("letter.saved", "n", strconv.Itoa(*n))
	}
	s.lookOver(letter, s.err())
}

// draftOr is what an editor opens with: the text as it stands, or a draft that was left,
// as the person chooses. It is nil where they leave the draft for later.
func (s *sitting) draftOr(ctx context.Context, question, stands string) (*string, error) {
	draft := s.draft(ctx, question)
	if draft == "" || draft == stands {
		return &stands, nil
	}
	w := s.words()
	choice, err := s.asker().One(ctx, ask.Question{ID: "draft", Text: w.Say("edit.draft")}, []ask.Option{
		{Value: "continue", Label: w.Say("edit.draft.continue")}, {Value: "keep", Label: w.Say("edit.draft.keep")},
		{Value: "discard", Label: w.Say("edit.draft.discard")},
	})
	switch {
	case err != nil || choice == "keep":
		return nil, err
	case choice == "discard":
		s.dropDraft(ctx, question)
		return &stands, nil
	}
	return &draft, nil
}

// edited opens the editor until the text will do, or the person leaves it as a draft.
func (s *sitting) edited(ctx context.Context, q journey.Question, so string) (string, error) {
	w := s.words()
	for {
		if err := s.asker().Pause(); err != nil {
			return "", err
		}
		t, err := s.inEditor(ctx, q.ID, so)
		if back := s.asker().Resume(); err == nil {
			err = back
		}
		switch {
		case errors.Is(err, ask.ErrLeft):
			return "", err
		case errors.Is(err, edit.ErrFailed):
			s.note(w.Say("edit.failed"))
		case errors.Is(err, edit.ErrLarge):
			return "", &fault{code: codeInvalid, id: "letter-large", err: err}
		case err != nil:
			return "", err
		default:
			why := s.wrong(q, t)
			if why == "" {
				return t, nil
			}
			s.note(why)
		}
		so = t
		choice, err := s.asker().One(ctx, ask.Question{ID: "edit.again", Text: w.Say("edit.again")}, []ask.Option{
			{Value: "yes", Label: w.Say("edit.again.yes")}, {Value: "no", Label: w.Say("edit.again.no")},
		})
		if err != nil {
			return "", err
		}
		if choice == "no" {
			return "", &fault{code: codeInvalid, id: "edit-kept"}
		}
	}
}

// wrong is the sentence about a text that will not do, with its line where one is to
// blame, or "". A text without a word is no fault: it changes nothing.
func (s *sitting) wrong(q journey.Question, t string) string {
	var in *text.InvalidError
	if errors.As(text.Valid(t), &in) {
		id := "edit.control"
		if errors.Is(in, text.ErrUTF8) {
			id = "edit.utf8"
		}
		return s.words().Say(id, "line", strconv.Itoa(in.Line))
	}
	if r := s.plan.Check(s.state, q, journey.String(t), s.now); r != nil && r.Code != "empty" {
		return s.kindly(q, r)
	}
	return ""
}
