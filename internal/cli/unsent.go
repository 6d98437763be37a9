package cli

import (
	"context"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/internal/store"
)

// runUnsent is a letter that stays here: open whatever else is shut, but on a day for
// staying safe. It is kept or burned as the person says.
func runUnsent(ctx context.Context, d *desk) error {
	if d.state.On("crisis") {
		return d.restScreen()
	}
	if !d.canAsk() {
		return d.nobody(journey.Position{Step: "unsent.text"})
	}
	s := &sitting{desk: d, asked: map[string]bool{}}
	w := s.words()
	all, err := s.unsents(ctx)
	if err != nil {
		return err
	}
	if len(all) > 0 {
		choice, err := s.asker().One(ctx, ask.Question{ID: "unsent", Text: w.Say("unsent.menu")}, []ask.Option{
			{Value: "read", Label: w.Say("unsent.menu.read")}, {Value: "write", Label: w.Say("unsent.menu.write")},
			{Value: "burn", Label: w.Say("unsent.menu.burn")}, {Value: "leave", Label: w.Say("letter.menu.leave")},
		})
		switch {
		case err != nil || choice == "leave":
			return err
		case choice == "read":
			d.readUnsent(all)
			return nil
		case choice == "burn":
			if sure, err := d.sureTo(ctx, "unsent.burn", false); err != nil || !sure {
				return err
			}
			return d.burnUnsents(ctx)
		}
	} else {
		s.introduce(journey.Position{Step: "unsent.text"})
	}
	return s.writeUnsent(ctx)
}

func (s *sitting) writeUnsent(ctx context.Context) error {
	before := s.state.Runs["unsent"].Number
	if err := s.askByID(ctx, "unsent.text"); err != nil {
		return err
	}
	if s.state.Runs["unsent"].Number == before || !s.state.Has("unsent.text") {
		return nil
	}
	if s.state.On("crisis") {
		return s.restScreen()
	}
	if err := s.askByID(ctx, "unsent.keep"); err != nil {
		return err
	}
	if s.state.Answers["unsent.keep"].Value.Is("burn") {
		s.sayBurned(s.err())
	}
	return nil
}

// unsents are the letters that are kept here, the latest first.
func (d *desk) unsents(ctx context.Context) (all []words, err error) {
	err = d.journal.View(ctx, func(tx *store.Tx) error {
		versions, err := tx.History(store.Answers, "unsent.text")
		for _, b := range versions {
			var w words
			if err := readWords(b, &w); err != nil {
				return err
			}
			if !w.Value.Skipped() {
				all = append(all, w)
			}
		}
		return err
	})
	return all, err
}

// readUnsent prints all that is kept.
func (d *desk) readUnsent(all []words) {
	p := d.out()
	for i, w := range all {
		if i > 0 {
			p.blank()
		}
		p.text(d.dayWords(w.Day))
		p.indent(w.Value.Text(), 2)
	}
}

// burnUnsents takes all of them out of the journal for good.
func (d *desk) burnUnsents(ctx context.Context) error {
	err := d.burn(ctx, func(tx *store.Tx) error {
		if err := tx.Burn(store.Drafts, draftName("unsent.text")); err != nil {
			return err
		}
		return tx.Burn(store.Answers, "unsent.text")
	})
	if err == nil {
		d.sayBurned(d.err())
	}
	return err
}

// saidBurn is the answer that burns the letter written last. Its words go in the
// transaction of the answer; nothing is left that undo could bring back. The journal is
// to be written anew after it.
func saidBurn(tx *store.Tx, given []journey.Given) (said bool, err error) {
	for _, g := range given {
		said = said || g.Question == "unsent.keep" && g.Value.Is("burn")
	}
	if !said {
		return false, nil
	}
	if err := tx.Drop(store.Answers, "unsent.text"); err != nil {
		return false, err
	}
	return true, tx.ClearUndo()
}

func (d *desk) sayBurned(p printer) {
	p.text(d.words().Say("letter.burned"))
	p.text(d.words().Say("letter.burned.copies"))
}
