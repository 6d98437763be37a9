package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/recover-journal/recover/internal/clock"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/internal/store"
)

// letterName is the name of the one letter on its shelf.
const letterName = "letter"

// revision is the letter as it was after a save: its texts by question. The numbers go
// up from 1 and stay what they are when one of them is burned.
type revision struct {
	N     int               `json:"n"`
	At    clock.Moment      `json:"at"`
	Day   clock.Day         `json:"day"`
	Texts map[string]string `json:"texts"`
}

// text is the letter, with a blank line between its parts.
func (r revision) text() string { return joined(r.Texts) }

func joined(texts map[string]string) string {
	var parts []string
	for _, id := range append(journey.LetterParts(), "letter.whole") {
		if t := strings.Trim(texts[id], "\n"); strings.TrimSpace(t) != "" {
			parts = append(parts, t)
		}
	}
	return strings.Join(parts, "\n\n")
}

// revise keeps a revision where facts that are about to be kept changed words of the
// letter. It belongs to their transaction: no save is without one. Taking the last
// change back takes its revision away again.
func revise(tx *store.Tx, s journey.State, facts []journey.Fact, undone bool) error {
	i := slices.IndexFunc(facts, func(f journey.Fact) bool { return journey.WritesLetter(f.Question) })
	if i < 0 {
		return nil
	}
	texts, err := letterTexts(tx, s)
	if err != nil {
		return err
	}
	all, err := revisions(tx)
	if err != nil {
		return err
	}
	r := revision{N: 1, At: facts[i].At, Day: facts[i].Day, Texts: texts}
	if len(all) > 0 {
		r.N = all[0].N + 1
		if maps.Equal(all[0].Texts, texts) {
			return nil
		}
	}
	if undone && (len(all) > 1 && maps.Equal(all[1].Texts, texts) || len(all) == 1 && len(texts) == 0) {
		return tx.Drop(store.Letters, letterName)
	}
	b, err := json.Marshal(r)
	if err != nil {
		return err
	}
	return tx.Put(store.Letters, letterName, b)
}

// letterTexts are the words of the letter as it stands, by question.
func letterTexts(tx *store.Tx, s journey.State) (map[string]string, error) {
	texts := map[string]string{}
	for _, id := range s.LetterTexts() {
		if !s.Has(id) {
			continue
		}
		w, ok, err := getWords(tx, id)
		if err != nil {
			return nil, err
		}
		if ok {
			texts[id] = w.Value.Text()
		}
	}
	return texts, nil
}

// revisions are all that are kept, the latest first.
func revisions(tx *store.Tx) ([]revision, error) {
	raw, err := tx.History(store.Letters, letterName)
	if err != nil {
		return nil, err
	}
	all := make([]revision, len(raw))
	for i, b := range raw {
		if err := json.Unmarshal(b, &all[i]); err != nil {
			return nil, fmt.Errorf("revision: %w: %w", store.ErrDamaged, err)
		}
	}
	return all, nil
}

// letterText is the letter as it stands.
func (d *desk) letterText(ctx context.Context) (text string, err error) {
	err = d.journal.View(ctx, func(tx *store.Tx) error {
		texts, err := letterTexts(tx, d.state)
		text = joined(texts)
		return err
	})
	return text, err
}

func (d *desk) revisions(ctx context.Context) (all []revision, err error) {
	err = d.journal.View(ctx, func(tx *store.Tx) error {
		all, err = revisions(tx)
		return err
	})
	return all, err
}

// latestRevision is the number of the letter as it stands, or nil where there is none.
func (d *desk) latestRevision(ctx context.Context) *int {
	if d.journal == nil || d.state.Letter.Edited.IsZero() {
		return nil
	}
	var r *revision
	_ = d.journal.View(ctx, func(tx *store.Tx) error {
		b, ok, err := tx.Get(store.Letters, letterName)
		if err == nil && ok {
			r = &revision{}
			err = json.Unmarshal(b, r)
		}
		return err
	})
	if r == nil {
		return nil
	}
	return &r.N
}
