package cli

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/edit"
	"github.com/recover-journal/recover/internal/guide"
	"github.com/recover-journal/recover/internal/store"
	"github.com/recover-journal/recover/internal/text"
)

// mayEdit says why no editor can be opened here, or nil.
func (o *options) mayEdit() error {
	_, err := o.editor()
	return err
}

// editor is the editor that the person chose, if it may be used (SECURITY.md 8).
func (o *options) editor() (edit.Editor, error) {
	e, err := edit.Choose(func(name string) string {
		if own := o.setting(guide.Editor); own != "" {
			return own
		}
		return o.env.getenv(name)
	}, o.on(guide.AnyEditor))
	for _, known := range []struct {
		is error
		id string
	}{{edit.ErrNone, "editor-none"}, {edit.ErrWindow, "editor-window"}, {edit.ErrUnknown, "editor-unknown"}, {edit.ErrMissing, "editor-missing"}} {
		if errors.Is(err, known.is) {
			return e, &fault{code: codeFile, id: known.id, err: err}
		}
	}
	return e, err
}

// forText is the asker's way to the editor, at a question for a text of many lines; nil
// where there is none that may be used.
func (o *options) forText() func(context.Context, string) (string, error) {
	if o.mayEdit() != nil {
		return nil
	}
	return func(ctx context.Context, so string) (string, error) {
		if o.drafting == nil {
			return so, nil
		}
		return o.drafting(ctx, so)
	}
}

// inEditor lets the person change a text in their editor. What was saved in it is kept
// as the draft of the question while the editor is open, and when it ends. An end by a
// signal is how a person leaves.
func (d *desk) inEditor(ctx context.Context, question, so string) (string, error) {
	e, err := d.editor()
	if err != nil {
		return so, err
	}
	places := d.editPlaces()
	if !places[0].Memory {
		d.notef("edit.on-disk")
	}
	takeBack := ask.LendInterrupts(ctx)
	defer takeBack()
	job := edit.Job{
		Editor: e, Place: places[0], Label: edit.Label{Journal: d.journal.Key().Journal().String(), Question: question},
		In: d.env.In, Out: d.env.Terminal,
		Draft: func(t string) error { return d.sealDraft(question, text.Tidy(t)) },
	}
	t, err := job.Run(ctx, so)
	if errors.Is(err, edit.ErrMissing) {
		return so, &fault{code: codeFile, id: "editor-missing", err: err}
	}
	if cause := context.Cause(ctx); err != nil && cause != nil && errors.Is(err, cause) {
		err = fmt.Errorf("%w: %w", ask.ErrLeft, err)
	}
	return text.Tidy(t), err
}

// editPlaces are where a text may lie while it is in an editor.
func (o *options) editPlaces() []edit.Place {
	p, err := o.paths()
	if err != nil {
		return nil
	}
	return edit.Places(o.env.getenv, filepath.Dir(p.journal))
}

// sealDraft keeps a draft in the journal, else sealed beside it. It says so only where
// neither took the text.
func (d *desk) sealDraft(question, t string) error {
	err := d.journal.Update(context.Background(), func(tx *store.Tx) error {
		return tx.Put(store.Drafts, draftName(question), []byte(t))
	})
	if err != nil {
		err = d.putRescued(question, t)
	}
	d.keptSome = true
	return err
}

// takeOrphans takes in what an editor held when the program was killed: from now on it
// is a draft, and the person is told where to go on with it. A script is told nothing,
// and changes nothing.
func (d *desk) takeOrphans(ctx context.Context) {
	if d.json {
		return
	}
	for _, o := range edit.Orphans(d.editPlaces(), d.journal.Key().Journal().String()) {
		t, q := text.Tidy(o.Text), o.Label.Question
		if strings.TrimSpace(t) == "" || t == d.kept(ctx, q) {
			o.Remove()
			continue
		}
		if t != d.draft(ctx, q) && d.sealDraft(q, t) != nil {
			continue // it stays where it is, to be found again
		}
		o.Remove()
		d.notef("draft.found", "command", commandFor(q))
	}
}

// commandFor is what one types to go on with a draft.
func commandFor(question string) string {
	switch question {
	case "letter.whole":
		return "recover letter edit"
	case "unsent.text":
		return "recover letter unsent"
	}
	return "recover next --step " + clean(question)
}

// kept is the text that is kept for a question: its answer, or the letter.
func (d *desk) kept(ctx context.Context, question string) string {
	if question == "letter.whole" {
		t, _ := d.letterText(ctx)
		return t
	}
	if _, ok := d.plan.Question(question); !ok || !d.state.Has(question) {
		return ""
	}
	old, _ := d.answer(ctx, question)
	return old.Value.Text()
}
