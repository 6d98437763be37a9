package cli

import (
	"context"
	"errors"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/seal"
	"github.com/recover-journal/recover/internal/store"
)

type restoreOptions struct {
	*options
	yes          bool
	noPassphrase bool
}

func newRestore(o *options) *cobra.Command {
	r := &restoreOptions{options: o}
	cmd := &cobra.Command{
		Use: "restore FILE", Args: oneFile,
		RunE: func(cmd *cobra.Command, args []string) error { return runRestore(cmd.Context(), r, args[0]) },
	}
	cmd.Flags().BoolVar(&r.yes, "yes", false, "")
	cmd.Flags().BoolVar(&r.noPassphrase, "no-passphrase", false, "")
	return cmd
}

// runRestore puts a backup in the place of the journal: read it whole, look at what is
// here, show the difference, ask, keep a copy of what is here, and only then replace it.
func runRestore(ctx context.Context, o *restoreOptions, name string) error {
	if err := o.prepare(); err != nil {
		return err
	}
	p, err := o.paths()
	if err != nil {
		return err
	}
	b, secret, err := o.readBackup(ctx, name)
	if err != nil {
		return err
	}
	defer clear(secret)
	here, err := o.present(ctx, p, secret)
	if err != nil {
		return err
	}
	differ := store.Compare(here.contents, b.Contents())
	o.tellDifference(here, differ)
	if err := o.agree(ctx, here); err != nil {
		return err
	}
	key, wraps, err := o.keyFor(ctx, p, here, secret)
	if err != nil {
		return err
	}
	now, err := o.env.Now()
	if err != nil {
		return &fault{code: codeFile, id: "clock", err: err}
	}
	kept, err := here.keep(ctx, now)
	if err != nil {
		return err
	}
	if err := here.journal.Restore(ctx, b, key, wraps, here.counter); err != nil {
		return err
	}
	o.keptSome = true
	return o.restored(p, key, here, kept, differ)
}

// present is the journal that is here, as far as it can be read.
type present struct {
	there    bool
	journal  *store.Journal
	readable bool
	key      seal.Key
	wraps    seal.Wraps
	counter  uint64
	contents store.Contents
}

// present reads the journal that is here. The backup's secret may open it, too; one that
// is damaged, or that nothing opens, is kept aside unread.
func (o *restoreOptions) present(ctx context.Context, p paths, secret []byte) (*present, error) {
	here := &present{journal: store.Open(p.journal, seal.Key{}, store.Options{})}
	if _, err := os.Lstat(p.journal); errors.Is(err, os.ErrNotExist) {
		return here, nil
	}
	here.there = true
	h, err := store.Peek(ctx, p.journal, store.Options{})
	if errors.Is(err, store.ErrLocked) || errors.Is(err, context.Canceled) || errors.Is(err, store.ErrNewer) {
		return nil, err
	}
	if err != nil {
		return here, nil
	}
	here.wraps = h.Wraps
	if len(h.Wraps.Passphrase)+len(h.Wraps.Recovery) == 0 {
		here.key, err = readKeyFile(p.keyFile(h.Journal))
	} else if here.key, err = h.Wraps.Unlock(string(secret)); err != nil && o.canAsk() {
		o.notef("restore.other")
		here.key, err = o.askedSecret(ctx, h)
	}
	if errors.Is(err, ask.ErrLeft) {
		return nil, err
	}
	if err != nil {
		return here, nil
	}
	here.journal = store.Open(p.journal, here.key, store.Options{})
	err = here.journal.View(ctx, func(tx *store.Tx) (err error) {
		here.counter = tx.Counter()
		here.contents, err = tx.Contents()
		return err
	})
	here.readable = err == nil
	return here, nil
}

// keep keeps a copy of what is here: a snapshot, or the file as it is.
func (h *present) keep(ctx context.Context, now time.Time) (file string, err error) {
	switch {
	case !h.there:
		return "", nil
	case h.readable:
		s, err := h.journal.TakeSnapshot(ctx, now)
		return s.Path, err
	}
	return store.SetAside(h.journal.Path(), now)
}

// agree asks, where something is here that goes out of the journal.
func (o *restoreOptions) agree(ctx context.Context, here *present) error {
	if !here.there || o.yes {
		return nil
	}
	w := o.words()
	yes, err := o.asker().Yes(ctx, ask.Question{ID: "restore", Text: w.Say("restore.ask"), Default: "no"})
	if errors.Is(err, ask.ErrNobody) {
		return &fault{code: codeNobody, id: "nobody", pairs: []string{"question", "restore"}, hint: "nobody.yes.hint", err: err}
	}
	if err == nil && !yes {
		err = ask.ErrLeft
	}
	return err
}

// keyFor is the key of the journal that is here; else a new one, under the passphrase
// that opened the backup, or one that is chosen now.
func (o *restoreOptions) keyFor(ctx context.Context, p paths, here *present, secret []byte) (seal.Key, seal.Wraps, error) {
	if here.readable {
		return here.key, here.wraps, nil
	}
	if o.source != nil && !o.noPassphrase { // it goes on opening as it did
		return o.source.key, o.source.header.Wraps, nil
	}
	key := seal.NewKey()
	if o.noPassphrase {
		return key, seal.Wraps{}, o.writeKeyFile(p, key)
	}
	if seal.IsRecovery(string(secret)) {
		chosen, err := o.choosePassphrase(ctx)
		if err != nil {
			return key, seal.Wraps{}, err
		}
		defer clear(chosen)
		secret = chosen
	}
	wraps, _, err := o.wrap(ctx, key, secret)
	return key, wraps, err
}

func (o *restoreOptions) tellDifference(here *present, differ []store.Difference) {
	if o.json || !here.there {
		return
	}
	w := o.words()
	if !here.readable {
		o.notef("restore.unreadable")
		o.gap()
		return
	}
	var rows [][]string
	for _, d := range differ {
		var parts []string
		for _, part := range []struct {
			id string
			n  int
		}{{"restore.same", d.Same}, {"restore.changed", d.Other}, {"restore.here", d.Here}, {"restore.there", d.There}} {
			if part.n > 0 {
				parts = append(parts, w.Say(part.id, "n", strconv.Itoa(part.n)))
			}
		}
		rows = append(rows, []string{w.Say("kind." + d.Kind), strings.Join(parts, ", ")})
	}
	o.notef("restore.differ")
	o.err().table(w.Say("restore.what"), w.Say("restore.how"), rows)
	o.gap()
}

func (o *restoreOptions) restored(p paths, key seal.Key, here *present, kept string, differ []store.Difference) error {
	n := p.noted(key.Journal())
	n.Counter, n.Older, n.Back, n.Sight = 0, false, false, store.Sight{} // the next look notes what is there
	p.note(key.Journal(), n)
	if o.json {
		list := []map[string]any{}
		for _, d := range differ {
			list = append(list, map[string]any{"kind": d.Kind, "same": d.Same, "other": d.Other, "here": d.Here, "there": d.There})
		}
		return writeJSON(o.env.Out, map[string]any{"journal": p.journal, "kept": orNull(kept), "difference": list})
	}
	out, w := o.out(), o.words()
	out.text(w.Say("restore.done", "file", p.journal))
	if kept != "" {
		out.text(w.Say("restore.kept", "file", kept))
	}
	if o.noPassphrase && !here.readable {
		out.text(w.Say("init.no-passphrase"))
	}
	return nil
}
