package cli

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/journal"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/internal/store"
)

func newLogRemove(o *options) *cobra.Command {
	now := false
	cmd := &cobra.Command{
		Use: "rm ID", Args: oneID,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runLogRemove(cmd.Context(), o, args[0], now)
		},
	}
	cmd.Flags().BoolVar(&now, "now", false, "")
	return cmd
}

// runLogRemove takes an entry out of every view, and says when its bytes go: with now
// they are gone when the command ends, and recover undo cannot bring it back.
func runLogRemove(ctx context.Context, o *options, typed string, now bool) error {
	d, err := o.open(ctx)
	if err != nil {
		return err
	}
	id, err := journal.ReadID(typed)
	if err != nil {
		return d.noEntry(ctx, typed)
	}
	if now {
		err = d.removeNow(ctx, id)
	} else {
		err = d.remove(ctx, id)
	}
	if errors.Is(err, store.ErrNoEntry) {
		return d.noEntry(ctx, id)
	}
	if err != nil {
		return err
	}
	if d.json {
		return writeJSON(d.env.Out, map[string]any{"removed": id, "forgotten": now})
	}
	p, w := d.out(), d.words()
	p.text(w.Say("log.removed", "id", id))
	if now {
		p.text(w.Say("log.removed-now"))
		return nil
	}
	p.text(w.Say("log.removed-when"))
	return nil
}

// remove takes an entry out, to be brought back by recover undo until the next change.
func (d *desk) remove(ctx context.Context, id string) error {
	return d.change(ctx, journey.Worry{}, func(tx *store.Tx) ([]change, error) {
		old, err := d.takeOut(tx, id)
		return []change{{Entry: id, Before: &old, Removed: true}}, err
	})
}

// takeOut removes an entry, and where the engine knows of it appends that it is gone.
func (d *desk) takeOut(tx *store.Tx, id string) (old journal.Entry, err error) {
	if old, err = tx.Entry(id); err != nil {
		return old, err
	}
	if k, _ := d.words().Kind(old.Kind); k.Event != "" {
		facts, err := readFacts(tx)
		if err != nil {
			return old, err
		}
		if told := toldIn(facts, k, old); told.Run > 0 {
			j := d.plan.Remove(journey.Replay(facts), told, d.now, d.device)
			if err := appendFacts(tx, j.Facts); err != nil {
				return old, err
			}
		}
	}
	return old, tx.RemoveEntry(id)
}

// removeNow forgets an entry for good: the journal is written anew without its bytes,
// without what the undo slot holds, and without whatever was removed before. An entry
// that was removed already, and only waits in the undo slot, is forgotten too.
func (d *desk) removeNow(ctx context.Context, id string) error {
	err := d.journal.Rewrite(ctx, store.Change{Edit: func(tx *store.Tx) error {
		_, err := d.takeOut(tx, id)
		if errors.Is(err, store.ErrNoEntry) && waits(tx, id) {
			err = nil
		}
		if err != nil {
			return err
		}
		return tx.ClearUndo()
	}})
	if err != nil {
		return err
	}
	d.forgetCopies(ctx)
	return d.load(ctx)
}

// waits says that the undo slot holds the entry.
func waits(tx *store.Tx, id string) bool {
	b, ok, err := tx.Undo()
	var changes []change
	if err != nil || !ok || json.Unmarshal(b, &changes) != nil {
		return false
	}
	for _, c := range changes {
		if c.Entry == id {
			return true
		}
	}
	return false
}
