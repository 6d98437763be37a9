package cli

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/seal"
	"github.com/recover-journal/recover/internal/store"
)

func newBackup(o *options) *cobra.Command {
	var recipient string
	cmd := &cobra.Command{
		Use: "backup FILE", Args: oneFile,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runBackup(cmd.Context(), o, args[0], recipient)
		},
	}
	cmd.Flags().StringVar(&recipient, "recipient", "", "")
	return cmd
}

// oneFile takes the name of one file and nothing else.
func oneFile(cmd *cobra.Command, args []string) error {
	if len(args) != 1 {
		return &fault{code: codeUsage, id: "one-file", pairs: []string{"command", nameOf(cmd)}}
	}
	return nil
}

// runBackup writes the whole journal into one age file: open, choose to whom, write,
// read back, and only then give it its name.
func runBackup(ctx context.Context, o *options, name, recipient string) error {
	if _, err := os.Lstat(name); err == nil {
		return &fault{code: codeExists, id: "file-there", pairs: []string{"file", clean(name)}}
	}
	o.keepSecret = recipient == ""
	d, err := o.open(ctx)
	if err != nil {
		return err
	}
	to, err := o.addressee(ctx, recipient)
	if err != nil {
		return err
	}
	defer to.wipe()
	m, err := d.writeBackup(ctx, name, to)
	if err != nil {
		return err
	}
	n := d.paths.noted(d.journal.Key().Journal())
	n.Backup = d.now.UTC()
	d.paths.note(d.journal.Key().Journal(), n)
	if o.json {
		return writeJSON(o.env.Out, backupJSON(name, m))
	}
	p, w := o.out(), o.words()
	p.text(w.Say("backup.done", "file", name))
	o.tellCounts(p, countsOf(m))
	p.text(w.Say("backup.opens", "file", name))
	p.text(w.Say("backup.elsewhere"))
	return nil
}

// addressee is to whom a backup is sealed, and what opens it again to be read back.
type addressee struct {
	recipients string // or, with "", the secret as a passphrase
	secret     []byte
	cost       seal.Cost
}

func (a addressee) wipe() { clear(a.secret) }

func (a addressee) encrypt(w io.Writer) (io.WriteCloser, error) {
	if a.recipients != "" {
		return seal.EncryptRecipient(w, a.recipients)
	}
	return seal.EncryptPassphrase(w, string(a.secret), a.cost)
}

// addressee is the recipient that was given; or what opened the journal; or a
// passphrase that is chosen now.
func (o *options) addressee(ctx context.Context, recipient string) (a addressee, err error) {
	if recipient != "" {
		return readBackAlso(recipient, &fault{code: codeUsage, id: "recipient"})
	}
	a.secret, a.cost = o.secret, o.env.Cost
	if a.secret == nil { // the journal opens by its key file
		if a.secret, err = o.givenSecret(ctx); err != nil {
			return a, err
		}
	}
	if a.secret == nil {
		if a.secret, err = o.choosePassphrase(ctx); errors.Is(err, ask.ErrNobody) || isNobody(err) {
			return a, &fault{code: codeNobody, id: "nobody", pairs: []string{"question", "passphrase"}, hint: "nobody.backup.hint", err: err}
		}
		if err != nil {
			return a, err
		}
	}
	if !seal.IsRecovery(string(a.secret)) {
		return a, nil
	}
	if recipient, err = seal.RecipientOf(string(a.secret)); err != nil {
		return a, err
	}
	a.recipients = recipient
	return a, nil
}

func isNobody(err error) bool {
	var f *fault
	return errors.As(err, &f) && f.code == codeNobody
}

// readBackAlso seals to a key of this moment besides the recipient's, so that what was
// written can be read back here. That key is forgotten with the process.
func readBackAlso(recipient string, refused error) (addressee, error) {
	once, err := seal.NewRecovery()
	if err != nil {
		return addressee{}, err
	}
	if _, err := seal.EncryptRecipient(io.Discard, recipient); err != nil {
		return addressee{}, refused
	}
	return addressee{recipients: recipient + "\n" + once.Recipient, secret: []byte(once.Secret)}, nil
}

// writeBackup writes under another name, reads back, and renames.
func (d *desk) writeBackup(ctx context.Context, name string, to addressee) (m store.Manifest, err error) {
	refused := func(err error) error {
		return &fault{code: codeFile, id: "file-write", pairs: []string{"file", clean(name)}, err: err}
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".recover-*")
	if err != nil {
		return m, refused(err)
	}
	defer os.Remove(f.Name())
	defer f.Close()
	d.asker().Pause()
	defer d.asker().Resume()
	w, err := to.encrypt(f)
	if err != nil {
		return m, refused(err)
	}
	if m, err = d.journal.WriteBackup(ctx, w, Version, d.now.Truncate(time.Second).UTC()); err != nil {
		return m, diskOr(err, refused)
	}
	if err := errors.Join(w.Close(), f.Sync()); err != nil {
		return m, refused(err)
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return m, refused(err)
	}
	b, err := decryptBackup(f, string(to.secret))
	if err != nil {
		return m, refused(err)
	}
	if b.Manifest.Commit != m.Commit {
		return m, refused(errors.New("read back: another journal"))
	}
	return m, refuse(putFile(f.Name(), name), refused)
}

// diskOr keeps what is wrong with the journal, and names the backup's file for all else.
func diskOr(err error, refused func(error) error) error {
	for _, ours := range []error{store.ErrDamaged, store.ErrLocked, store.ErrHeader, store.ErrMissing, context.Canceled} {
		if errors.Is(err, ours) {
			return err
		}
	}
	return refused(err)
}

func refuse(err error, refused func(error) error) error {
	if err == nil {
		return nil
	}
	return refused(err)
}

// putFile gives a finished file its name and replaces nothing.
func putFile(from, to string) error {
	if err := os.Link(from, to); err == nil || errors.Is(err, os.ErrExist) {
		return err
	}
	if _, err := os.Lstat(to); err == nil { // a file system without links
		return os.ErrExist
	}
	return os.Rename(from, to)
}

func decryptBackup(r io.Reader, secret string) (*store.Backup, error) {
	plain, err := seal.Decrypt(r, secret)
	if err != nil {
		return nil, err
	}
	return store.ReadBackup(plain)
}

// told are the kinds that a person is told of, with the word for each in a manifest.
var told = []string{"entries", "facts", "answers", "letters", "agreements", "drafts"}

func countsOf(m store.Manifest) map[string]int {
	return countsTold(m.Counts, int(m.Living))
}

func countsTold(all map[string]int, living int) map[string]int {
	counts := map[string]int{}
	for _, kind := range told {
		counts[kind] = all[kind]
	}
	counts["entries"] = living
	return counts
}

func backupJSON(name string, m store.Manifest) map[string]any {
	return map[string]any{"file": name, "made": m.Made.Format(time.RFC3339), "counts": countsOf(m)}
}

func (o *options) tellCounts(p printer, counts map[string]int) {
	w := o.words()
	var rows [][]string
	for _, kind := range told {
		if counts[kind] > 0 {
			rows = append(rows, []string{w.Say("kind." + kind), strconv.Itoa(counts[kind])})
		}
	}
	if len(rows) > 0 {
		p.table(w.Say("backup.holds"), "", rows)
	}
}
