package cli

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/internal/seal"
	"github.com/recover-journal/recover/internal/store"
)

// A draft is a text that was not finished. It is sealed like everything else, and
// named after its question.
func draftName(question string) string { return "answer:" + question }

func (d *desk) draft(ctx context.Context, question string) (text string) {
	_ = d.journal.View(ctx, func(tx *store.Tx) error {
		b, ok, err := tx.Get(store.Drafts, draftName(question))
		if ok {
			text = string(b)
		}
		return err
	})
	if text == "" {
		text = d.takeRescued(ctx, question)
	}
	return text
}

// drafted says that the journal holds a draft for the question.
func (d *desk) drafted(ctx context.Context, question string) (ok bool) {
	_ = d.journal.View(ctx, func(tx *store.Tx) (err error) {
		_, ok, err = tx.Get(store.Drafts, draftName(question))
		return err
	})
	return ok
}

// oneLine asks for a text of one line. What was typed of it before the person left is a
// draft, and stands there when the question comes again.
func (d *desk) oneLine(ctx context.Context, draft string, q ask.Question) (string, error) {
	q.Begun = d.draft(ctx, draft)
	t, err := d.asker().Line(ctx, q)
	switch {
	case !errors.Is(err, ask.ErrLeft):
	case t != "" && t == q.Begun:
		d.keptSome, d.keptHalf = true, true
	case strings.TrimSpace(t) != "":
		d.keepDraft(draft, t)
	}
	return t, err
}

// keepDraft keeps what was written when the person left. The context is over by then.
func (d *desk) keepDraft(question, text string) {
	err := d.journal.Update(context.Background(), func(tx *store.Tx) error {
		return tx.Put(store.Drafts, draftName(question), []byte(text))
	})
	if err != nil {
		_ = d.putRescued(question, text)
	}
	d.keptSome, d.keptHalf = true, true
}

func (d *desk) dropDraft(ctx context.Context, question string) {
	_ = d.journal.Update(ctx, func(tx *store.Tx) error {
		if _, ok, err := tx.Get(store.Drafts, draftName(question)); err != nil || !ok {
			return err
		}
		return tx.Burn(store.Drafts, draftName(question))
	})
}

// rescue keeps a text that the journal did not take, sealed with the journal's key in
// the state home, so that leaving loses nothing. It gives back the error that was the
// cause.
func (d *desk) rescue(q journey.Question, v journey.Value, cause error) error {
	if t := v.Text(); t != "" && (q.Kind == journey.Text || q.Kind == journey.Multiline) {
		if d.putRescued(q.ID, t) == nil {
			d.notef("draft.rescued")
		}
	}
	return cause
}

// rescueBucket is the place for which a rescued text is sealed: no bucket of the file.
const rescueBucket = '!'

func (d *desk) rescueFile(question string) string {
	name := d.journal.Key().Name("rescued:" + question)
	return filepath.Join(d.paths.state, strings.ToLower(hexOf(name[:]))+".draft")
}

// anyRescued says that a text waits beside the journal.
func (d *desk) anyRescued() bool {
	drafts, _ := filepath.Glob(filepath.Join(d.paths.state, "*.draft"))
	return len(drafts) > 0
}

func (d *desk) putRescued(question, text string) error {
	if d.journal.Key().IsZero() {
		return seal.ErrKey
	}
	sealed := d.journal.Key().Seal(rescueBucket, []byte(question), []byte(text))
	if err := os.MkdirAll(d.paths.state, 0o700); err != nil {
		return err
	}
	return writeWhole(d.rescueFile(question), sealed)
}

// takeRescued takes a rescued text in: from now on it is a draft in the journal.
func (d *desk) takeRescued(ctx context.Context, question string) string {
	if d.journal.Key().IsZero() {
		return ""
	}
	name := d.rescueFile(question)
	sealed, err := os.ReadFile(name)
	if err != nil {
		return ""
	}
	plain, err := d.journal.Key().Open(rescueBucket, []byte(question), sealed)
	if err != nil {
		return ""
	}
	err = d.journal.Update(ctx, func(tx *store.Tx) error {
		return tx.Put(store.Drafts, draftName(question), plain)
	})
	if err == nil {
		if err := os.Remove(name); err != nil && !errors.Is(err, os.ErrNotExist) {
			return string(plain)
		}
	}
	return string(plain)
}

func hexOf(b []byte) string {
	const digits = "0123456789abcdef"
	var s strings.Builder
	for _, c := range b {
		s.WriteByte(digits[c>>4])
		s.WriteByte(digits[c&15])
	}
	return s.String()
}
