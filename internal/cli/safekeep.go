package cli

import (
	"context"

	"github.com/recover-journal/recover/internal/clock"
	"github.com/recover-journal/recover/internal/seal"
	"github.com/recover-journal/recover/internal/store"
)

// keptCopy is a journal that this command changed: at its end the day's snapshot is
// taken, when every answer has been given and said.
type keptCopy struct {
	paths   paths
	journal *store.Journal
	counter uint64
}

// journalAt is the journal with its key. What the state home knows of its file spares a
// look at the whole, and its first change is remembered for copyOfTheDay.
func (o *options) journalAt(p paths, key seal.Key) *store.Journal {
	var j *store.Journal
	j = store.Open(p.journal, key, store.Options{
		Sight:   p.noted(key.Journal()).Sight,
		Changed: func(commit uint64) { o.kept = &keptCopy{p, j, commit} },
	})
	return j
}

// copyOfTheDay takes the day's snapshot after a change. The change itself is kept, so
// that nothing here is a failure of the command: the person is told, and that is all.
func (o *options) copyOfTheDay() {
	if o.kept == nil || o.kept.journal.Key().IsZero() {
		return // nothing changed, or the person left it locked: the next change takes it
	}
	k, ctx := o.kept, context.Background()
	now, err := o.env.Now()
	if err != nil {
		return
	}
	device, err := clock.Zone(o.env.Device())
	if err != nil {
		return
	}
	took, err := k.journal.Daily(ctx, now.In(device))
	if err != nil {
		o.noCopy()
	}
	id := k.journal.Key().Journal()
	n := k.paths.noted(id)
	n.Counter, n.Sight = max(n.Counter, k.counter), k.journal.Sight()
	if took { // the journal may have been written anew, which counts as a commit
		_ = k.journal.View(ctx, func(tx *store.Tx) error { n.Counter = tx.Counter(); return nil })
		n.Sight = k.journal.Sight()
	}
	k.paths.note(id, n)
}

func (o *options) noCopy() {
	if !o.json {
		o.notef("copy.failed")
		o.notef("copy.failed.look")
	}
}

// forgetCopies is for what was burned: a new snapshot is taken at once, and the older ones
// that hold it go.
func (d *desk) forgetCopies(ctx context.Context) {
	now, err := d.env.Now()
	if err == nil {
		_, err = d.journal.TakeSnapshot(ctx, now.In(d.device))
	}
	if err != nil {
		d.noCopy()
	}
}

// older tells a person once that the journal has gone back: a copy was put in its place,
// or a synced folder brought an earlier one. Somebody who reads JSON is no person, so
// that the next one is told.
func (d *desk) older(n noted, counter uint64) {
	if counter >= n.Counter && !n.Older {
		return
	}
	n.Older, n.Back, n.Counter = true, true, min(n.Counter, counter)
	if !d.json {
		d.notef("older.journal")
		d.notef("older.look")
		d.gap()
		n.Older = false
	}
	d.paths.note(d.journal.Key().Journal(), n)
}
