package cli

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/seal"
	"github.com/recover-journal/recover/internal/store"
)

// keyring keeps a key between commands, for a time that ends by itself. It must never be
// a process of ours that listens.
type keyring interface {
	keep(name string, secret []byte, d time.Duration) error
	recall(name string) []byte
	forget(name string)
}

// What unlock --for takes.
const (
	shortestUnlock = time.Minute
	longestUnlock  = 12 * time.Hour
)

func ringName(id seal.ID) string { return "recover:" + id.String() }

// recalled is the key of a journal that unlock --for left in the keyring, if it is there
// still and is the journal's.
func (o *options) recalled(h store.Header) (seal.Key, bool) {
	ring := o.env.Keyring
	if ring == nil || o.keepSecret { // a command that needs the passphrase itself asks for it
		return seal.Key{}, false
	}
	b := ring.recall(ringName(h.Journal))
	defer clear(b)
	key, err := seal.ParseKey(b)
	if err != nil || !h.Opens(key) {
		return seal.Key{}, false
	}
	return key, true
}

// forgetKey takes the key of a journal out of the keyring.
func (o *options) forgetKey(id seal.ID) {
	if o.env.Keyring != nil {
		o.env.Keyring.forget(ringName(id))
	}
}

func newUnlock(o *options) *cobra.Command {
	var d time.Duration
	cmd := &cobra.Command{
		Use: "unlock", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runUnlock(cmd.Context(), o, d) },
	}
	cmd.Flags().DurationVar(&d, "for", 0, "")
	return cmd
}

// runUnlock opens the journal once and leaves its key with the system for a while.
func runUnlock(ctx context.Context, o *options, d time.Duration) error {
	if o.env.Keyring == nil {
		return &fault{code: codeUsage, id: "no-keyring"}
	}
	if d < shortestUnlock || d > longestUnlock {
		return &fault{code: codeUsage, id: "unlock-for"}
	}
	desk, err := o.open(ctx)
	if err != nil {
		return err
	}
	key := desk.journal.Key()
	opens, err := desk.opensByItself(ctx)
	if err != nil {
		return err
	}
	if opens { // keeping its key would be of no use, and the end of that a lie
		if o.json {
			return writeJSON(o.env.Out, map[string]any{"until": nil})
		}
		o.out().text(o.words().Say("unlock.no-passphrase"))
		return nil
	}
	secret := key.Bytes()
	defer clear(secret)
	if err := o.env.Keyring.keep(ringName(key.Journal()), secret, d); err != nil {
		return &fault{code: codeUsage, id: "no-keyring", err: err}
	}
	until := desk.now.Add(d)
	if o.json {
		return writeJSON(o.env.Out, map[string]any{"until": until.Format(time.RFC3339)})
	}
	p, w := o.out(), o.words()
	p.text(w.Say("unlock.until", "date", o.deviceTime(until)))
	p.text(w.Say("unlock.anyone"))
	return nil
}

// opensByItself says that the journal has no passphrase.
func (d *desk) opensByItself(ctx context.Context) (yes bool, err error) {
	err = d.journal.View(ctx, func(tx *store.Tx) error {
		w := tx.Header().Wraps
		yes = len(w.Passphrase)+len(w.Recovery) == 0
		return nil
	})
	return yes, err
}

func newLock(o *options) *cobra.Command {
	return &cobra.Command{
		Use: "lock", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runLock(cmd.Context(), o) },
	}
}

// runLock takes the key back. It needs no passphrase, and a journal that was not unlocked
// is locked, too.
func runLock(ctx context.Context, o *options) error {
	if err := o.prepare(); err != nil {
		return err
	}
	p, err := o.paths()
	if err != nil {
		return err
	}
	h, err := store.Peek(ctx, p.journal, store.Options{OneHeader: true})
	if err != nil {
		return err
	}
	o.forgetKey(h.Journal)
	if o.json {
		return writeJSON(o.env.Out, map[string]bool{"locked": len(h.Wraps.Passphrase)+len(h.Wraps.Recovery) > 0})
	}
	if len(h.Wraps.Passphrase)+len(h.Wraps.Recovery) == 0 {
		o.out().text(o.words().Say("unlock.no-passphrase"))
		return nil
	}
	o.out().text(o.words().Say("lock.done"))
	return nil
}
