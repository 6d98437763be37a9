package cli

import (
	"bytes"
	"context"
	"errors"
	"os"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/clock"
	"github.com/recover-journal/recover/internal/seal"
	"github.com/recover-journal/recover/internal/store"
)

func newVerify(o *options) *cobra.Command {
	return &cobra.Command{
		Use: "verify [FILE]",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return oneFile(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return verifyJournal(cmd.Context(), o)
			}
			return verifyBackup(cmd.Context(), o, args[0])
		},
	}
}

// verifyJournal opens every record of the journal and compares the whole with its head,
// and does the same with every snapshot. One that is not whole is something found.
func verifyJournal(ctx context.Context, o *options) error {
	d, err := o.open(ctx)
	if err != nil {
		return err
	}
	var counts map[string]int
	err = d.journal.View(ctx, func(tx *store.Tx) error {
		counts = countsTold(tx.Counts(), tx.Living())
		return tx.Verify()
	})
	if err != nil {
		return err
	}
	list, err := store.Snapshots(store.SnapshotFolder(d.paths.journal))
	if err != nil {
		return err
	}
	whole := 0
	for _, s := range list {
		if store.Open(s.Path, d.journal.Key(), store.Options{Older: true}).View(ctx, (*store.Tx).Verify) == nil {
			whole++
		}
	}
	var end error
	if whole < len(list) {
		end = errFound
	}
	if o.json {
		all := map[string]any{"file": d.paths.journal, "counts": counts, "snapshots": whole, "snapshots_damaged": len(list) - whole}
		return errors.Join(writeJSON(o.env.Out, all), end)
	}
	p, w := o.out(), o.words()
	p.text(w.Say("verify.journal", "file", d.paths.journal))
	o.tellCounts(p, counts)
	p.text(w.Say("verify.snapshots", "n", strconv.Itoa(whole)))
	if end != nil {
		p.text(w.Say("verify.snapshots.bad", "n", strconv.Itoa(len(list)-whole)))
	}
	return end
}

// verifyBackup reads a backup whole: decrypts, counts, sums.
func verifyBackup(ctx context.Context, o *options, name string) error {
	if err := o.prepare(); err != nil {
		return err
	}
	b, secret, err := o.readBackup(ctx, name)
	if err != nil {
		return err
	}
	clear(secret)
	if o.json {
		return writeJSON(o.env.Out, backupJSON(name, b.Manifest))
	}
	p, w := o.out(), o.words()
	p.text(w.Say("verify.backup", "file", name))
	p.text(w.Say("verify.made", "date", o.deviceTime(b.Manifest.Made)))
	o.tellCounts(p, countsOf(b.Manifest))
	return nil
}

// deviceTime is a moment as the clock on the wall says it.
func (o *options) deviceTime(t time.Time) string {
	zone, err := clock.Zone(o.env.Device())
	if err != nil {
		zone = time.UTC
	}
	return t.In(zone).Format("2006-01-02 15:04")
}

// readBackup opens a backup with the secret that is given or asked for, and gives both.
func (o *options) readBackup(ctx context.Context, name string) (*store.Backup, []byte, error) {
	info, err := os.Stat(name)
	if err != nil || !info.Mode().IsRegular() {
		return nil, nil, &fault{code: codeFile, id: "file", pairs: []string{"file", clean(name)}, err: err}
	}
	if h, err := store.Peek(ctx, name, store.Options{}); err == nil {
		return o.readSnapshot(ctx, name, info.ModTime(), h)
	}
	if err := looksSealed(name); err != nil { // before a passphrase is asked for in vain
		return nil, nil, err
	}
	secret, err := o.givenSecret(ctx)
	if err != nil {
		return nil, nil, err
	}
	if secret != nil {
		b, err := openBackup(name, secret)
		return b, secret, err
	}
	w := o.words()
	for left := unlockTries; ; {
		secret, err := o.asker().Secret(ctx, ask.Question{ID: "passphrase", Text: w.Say("backup.passphrase"), Help: w.Say("unlock.key")})
		if errors.Is(err, ask.ErrNobody) {
			return nil, nil, &fault{code: codeKey, id: "key-missing", err: err}
		}
		if err != nil {
			return nil, nil, err
		}
		hushed := o.hush()
		b, err := openBackup(name, secret)
		hushed()
		left--
		if !errors.Is(err, seal.ErrKey) || left == 0 {
			return b, secret, err
		}
		clear(secret)
		o.notef("unlock.wrong")
		o.notef("unlock.left", "n", strconv.Itoa(left))
	}
}

// readSnapshot takes a copy that lies beside the journal as a backup. It opens with what
// opens the journal.
func (o *options) readSnapshot(ctx context.Context, name string, made time.Time, h store.Header) (*store.Backup, []byte, error) {
	p, err := o.paths()
	if err != nil {
		return nil, nil, err
	}
	o.keepSecret = true
	key, err := o.unlock(ctx, p, h)
	if err != nil {
		return nil, nil, err
	}
	o.source = &lockable{name, h, key}
	var plain bytes.Buffer
	if _, err := store.Open(name, key, store.Options{}).WriteBackup(ctx, &plain, Version, made.UTC()); err != nil {
		return nil, nil, err
	}
	b, err := store.ReadBackup(&plain)
	return b, o.secret, err
}

// looksSealed says that a file begins as every backup does. What follows is for openBackup.
func looksSealed(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return &fault{code: codeFile, id: "file", pairs: []string{"file", clean(name)}, err: err}
	}
	defer f.Close()
	if !seal.IsSealed(f) {
		return &fault{code: codeFile, id: "backup-none", pairs: []string{"file", clean(name)}}
	}
	return nil
}

func openBackup(name string, secret []byte) (*store.Backup, error) {
	pairs := []string{"file", clean(name)}
	f, err := os.Open(name)
	if err != nil {
		return nil, &fault{code: codeFile, id: "file", pairs: pairs, err: err}
	}
	defer f.Close()
	b, err := decryptBackup(f, string(secret))
	switch {
	case errors.Is(err, seal.ErrKey):
		return nil, &fault{code: codeKey, id: "backup-key", pairs: pairs, err: err}
	case errors.Is(err, store.ErrNewer):
		return nil, &fault{code: codeNewer, id: "backup-newer", pairs: pairs, err: err}
	case err != nil:
		return nil, &fault{code: codeDamaged, id: "backup-damaged", pairs: pairs, err: err}
	}
	return b, nil
}
