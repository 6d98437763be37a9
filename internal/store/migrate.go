package store

import (
	"context"
	"fmt"
	"time"
)

// migration leads the records of a journal from one schema to the next. It sees them through
// a Tx and changes them there; what it leaves is written to the new file.
type migration func(*Tx) error

// migrations are all there are: the first leads from schema 1 to 2. One is never changed once
// it was released, and none is ever taken out; each schema has a golden file in
// testdata, from which every later program must arrive.
func migrations() []migration { return nil }

// schema is the shape of the records that this program writes.
func (o Options) schema() int { return schema + len(o.steps) }

// Migrate brings a journal of an earlier schema to that of this program: a snapshot of
// it as it is, then one rewrite. Dying on the way leaves the old journal whole. It
// reports whether there was something to do; h is what Peek said.
func (j *Journal) Migrate(ctx context.Context, h Header, now time.Time) (bool, error) {
	if h.Schema >= j.o.schema() {
		return false, nil
	}
	o := j.o
	o.Older = true
	old := Open(j.path, j.key, o)
	if _, err := old.TakeSnapshot(ctx, now); err != nil {
		return false, fmt.Errorf("migration: %w", err)
	}
	if err := old.Rewrite(ctx, Change{migrate: true}); err != nil {
		return false, fmt.Errorf("migration: %w", err)
	}
	return true, nil
}

// migrate runs the steps that lead from the schema of the file to that of the program.
// Another window may have done it already.
func (tx *Tx) migrate(o Options) error {
	tx.moving = true
	defer func() { tx.moving = false }()
	all := append(migrations(), o.steps...)
	for from := tx.header.Schema; from < o.schema(); from++ {
		if err := all[from-1](tx); err != nil {
			return fmt.Errorf("to schema %d: %w", from+1, err)
		}
	}
	tx.header.Schema = o.schema()
	tx.header.digest = digest(tx.header.values())
	tx.head.Schema = uint32(o.schema())
	return nil
}
