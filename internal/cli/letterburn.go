package cli

import (
	"context"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/internal/store"
)

func newLetterBurn(o *options) *cobra.Command {
	n, yes := 0, false
	cmd := &cobra.Command{Use: "burn", Args: noArgs, RunE: func(cmd *cobra.Command, _ []string) error {
		d, err := o.open(cmd.Context())
		if err != nil {
			return err
		}
		if cmd.Flags().Changed("revision") && n < 1 {
			return noRevision(strconv.Itoa(n))
		}
		return runLetterBurn(cmd.Context(), d, n, yes)
	}}
	cmd.Flags().IntVar(&n, "revision", 0, "")
	cmd.Flags().BoolVar(&yes, "yes", false, "")
	return cmd
}

// runLetterBurn takes the whole letter out of the journal for good, or one earlier
// revision of it. The journal is written anew, so that no sealed byte of it stays.
func runLetterBurn(ctx context.Context, d *desk, n int, yes bool) error {
	if d.state.On("crisis") {
		return d.restScreen()
	}
	all, err := d.revisions(ctx)
	if err != nil {
		return err
	}
	letter, err := d.letterText(ctx)
	if err != nil {
		return err
	}
	question := "letter.burn"
	switch {
	case n != 0:
		r, err := pick(all, strconv.Itoa(n))
		if err != nil {
			return err
		}
		if r.N == all[0].N && letter != "" {
			return &fault{code: codeInvalid, id: "revision-stands"}
		}
		question = "letter.burn.one"
	case letter == "" && len(all) == 0 && !d.begunLetter():
		return &fault{code: codeMissing, id: "letter-none"}
	}
	if sure, err := d.sureTo(ctx, question, yes); err != nil || !sure {
		return err
	}
	if err := d.burn(ctx, func(tx *store.Tx) error {
		if n != 0 {
			return burnRevision(tx, n)
		}
		return d.burnLetter(tx)
	}); err != nil {
		return err
	}
	if d.json {
		return writeJSON(d.env.Out, map[string]bool{"burned": true})
	}
	d.sayBurned(d.out())
	return nil
}

// sureTo asks once before words go for good. Nobody to ask wants --yes.
func (d *desk) sureTo(ctx context.Context, id string, yes bool) (bool, error) {
	if yes {
		return true, nil
	}
	if !d.canAsk() {
		return false, &fault{code: codeNobody, id: "nobody-yes", err: ask.ErrNobody}
	}
	w := d.words()
	choice, err := d.asker().One(ctx, ask.Question{ID: "burn", Text: w.Say(id)}, []ask.Option{
		{Value: "no", Label: w.Say("letter.burn.no")}, {Value: "yes", Label: w.Say("letter.burn.yes")},
	})
	return choice == "yes", err
}

// burn forgets: what edit removes is not copied into the journal's new file. The undo
// slot would bring words back, so it is emptied.
func (d *desk) burn(ctx context.Context, edit func(*store.Tx) error) error {
	err := d.journal.Rewrite(ctx, store.Change{Edit: func(tx *store.Tx) error {
		if err := edit(tx); err != nil {
			return err
		}
		return tx.ClearUndo()
	}})
	if err != nil {
		return err
	}
	d.keptSome = true
	d.forgetCopies(ctx)
	return d.load(ctx)
}

// burnLetter removes every word of the letter: its texts and their earlier versions, its
// revisions and its drafts; and where it was not handed over, all that was said of it.
func (d *desk) burnLetter(tx *store.Tx) error {
	for _, q := range d.stageOf("letter").Questions {
		id := q.ID
		if d.state.Letter.Sent != 0 && !journey.WritesLetter(id) && id != "letter.warmup" {
			continue // what was done with it has happened
		}
		if err := tx.Burn(store.Answers, id); err != nil {
			return err
		}
		if err := tx.Burn(store.Drafts, draftName(id)); err != nil {
			return err
		}
	}
	if err := tx.Burn(store.Letters, letterName); err != nil {
		return err
	}
	facts, err := readFacts(tx)
	if err != nil {
		return err
	}
	return appendFacts(tx, []journey.Fact{d.plan.BurnLetter(journey.Replay(facts), d.now, d.device)})
}

// burnRevision removes one earlier revision, and with it each version of an answer whose
// words stand in no other.
func burnRevision(tx *store.Tx, n int) error {
	all, err := revisions(tx)
	if err != nil {
		return err
	}
	gone := slices.IndexFunc(all, func(r revision) bool { return r.N == n })
	texts := all[gone].Texts
	rest := slices.Delete(slices.Clone(all), gone, gone+1)
	i := -1
	if err := sift(tx, store.Letters, letterName, func([]byte) bool { i++; return i != gone }); err != nil {
		return err
	}
	for id, said := range texts {
		if slices.ContainsFunc(rest, func(r revision) bool { return r.Texts[id] == said }) {
			continue
		}
		if err := sift(tx, store.Answers, id, func(b []byte) bool {
			var w words
			return readWords(b, &w) != nil || w.Value.Text() != said
		}); err != nil {
			return err
		}
	}
	return nil
}

// sift lays a name on a shelf anew with those of its versions that stay, in their order.
// It is asked about the latest first.
func sift(tx *store.Tx, shelf store.Shelf, name string, stays func([]byte) bool) error {
	versions, err := tx.History(shelf, name)
	if err != nil {
		return err
	}
	kept := slices.DeleteFunc(versions, func(b []byte) bool { return !stays(b) })
	if err := tx.Burn(shelf, name); err != nil {
		return err
	}
	slices.Reverse(kept)
	for _, b := range kept {
		if err := tx.Put(shelf, name, b); err != nil {
			return err
		}
	}
	return nil
}
