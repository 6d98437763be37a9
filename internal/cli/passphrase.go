package cli

import (
	"context"
	"errors"
	"os"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/journal"
	"github.com/recover-journal/recover/internal/seal"
	"github.com/recover-journal/recover/internal/store"
)

// sealing is what is to become of the seal of a journal.
type sealing struct {
	*desk
	had     bool // the journal has a passphrase
	wraps   seal.Wraps
	newFile string

	covered, left []string // files that were set aside: see coverAside
}

func newPassphrase(o *options) *cobra.Command {
	cmd := &cobra.Command{
		Use: "passphrase", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runPassphrase(cmd.Context(), o) },
	}
	for _, c := range []struct {
		name string
		run  func(context.Context, *sealing) error
	}{{"set", setPassphrase}, {"change", changePassphrase}, {"remove", removePassphrase}, {"rotate", rotateKey}} {
		var newFile string
		sub := &cobra.Command{
			Use: c.name, Args: noArgs,
			RunE: func(cmd *cobra.Command, _ []string) error {
				o.keepSecret = c.name == "rotate"
				s, err := o.sealing(cmd.Context())
				if err != nil {
					return err
				}
				s.newFile = newFile
				return c.run(cmd.Context(), s)
			},
		}
		if c.name != "remove" {
			sub.Flags().StringVar(&newFile, "new-file", "", "")
		}
		cmd.AddCommand(sub)
	}
	return cmd
}

// runPassphrase says how the journal opens.
func runPassphrase(ctx context.Context, o *options) error {
	s, err := o.sealing(ctx)
	if err != nil {
		return err
	}
	return s.tell("")
}

func (o *options) sealing(ctx context.Context) (*sealing, error) {
	d, err := o.open(ctx)
	if err != nil {
		return nil, err
	}
	s := &sealing{desk: d}
	return s, s.read(ctx)
}

func (s *sealing) read(ctx context.Context) error {
	return s.journal.View(ctx, func(tx *store.Tx) error {
		s.wraps = tx.Header().Wraps
		s.had = len(s.wraps.Passphrase) > 0
		return nil
	})
}

// setPassphrase gives one to a journal that opened by its key file. The key in that file
// lay in the clear, so the journal gets another.
func setPassphrase(ctx context.Context, s *sealing) error {
	if s.had {
		return &fault{code: codeUsage, id: "passphrase-has"}
	}
	secret, err := s.newSecret(ctx)
	if err != nil {
		return err
	}
	defer clear(secret)
	if err := s.reseal(ctx, s.journal.Key().Rotated(), secret); err != nil {
		return err
	}
	if err := os.Remove(s.paths.keyFile(s.journal.Key().Journal())); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return s.tell("passphrase.set")
}

// changePassphrase wraps the same key to another passphrase. The recovery key stays.
func changePassphrase(ctx context.Context, s *sealing) error {
	if !s.had {
		return &fault{code: codeUsage, id: "passphrase-none"}
	}
	secret, err := s.newSecret(ctx)
	if err != nil {
		return err
	}
	defer clear(secret)
	if err := s.reseal(ctx, s.journal.Key(), secret); err != nil {
		return err
	}
	return s.tell("passphrase.changed")
}

// rotateKey makes a new data key and seals every record anew. The passphrase may stay.
func rotateKey(ctx context.Context, s *sealing) error {
	if !s.had {
		return &fault{code: codeUsage, id: "passphrase-none"}
	}
	secret := s.secret
	if s.newFile != "" || secret == nil || seal.IsRecovery(string(secret)) {
		var err error
		if secret, err = s.newSecret(ctx); err != nil {
			return err
		}
	}
	defer clear(secret)
	if err := s.reseal(ctx, s.journal.Key().Rotated(), secret); err != nil {
		return err
	}
	return s.tell("passphrase.rotated")
}

// removePassphrase moves the key to a key file. That is there before the passphrase goes.
func removePassphrase(ctx context.Context, s *sealing) error {
	if !s.had {
		return &fault{code: codeUsage, id: "passphrase-none"}
	}
	if err := s.snapshot(ctx); err != nil {
		return err
	}
	if err := s.writeKeyFile(s.paths, s.journal.Key()); err != nil {
		return err
	}
	none := func(tx *store.Tx) error { return tx.SetRecovery("") }
	if err := s.journal.Reseal(ctx, store.Change{Wraps: &seal.Wraps{}, Edit: none}); err != nil {
		return err
	}
	return s.tell("passphrase.removed")
}

// newSecret is the passphrase that is to be: from --new-file, or chosen now.
func (s *sealing) newSecret(ctx context.Context) ([]byte, error) {
	if s.newFile == "" {
		secret, err := s.choosePassphrase(ctx)
		if isNobody(err) {
			return nil, &fault{code: codeNobody, id: "nobody", pairs: []string{"question", "passphrase"}, hint: "nobody.new-file.hint", err: err}
		}
		return secret, err
	}
	secret, err := secretFile(s.newFile)
	if err != nil {
		return nil, err
	}
	if seal.Weak(string(secret)) || seal.IsRecovery(string(secret)) {
		clear(secret)
		return nil, &fault{code: codeUsage, id: "passphrase-short"}
	}
	return secret, nil
}

// reseal wraps a key to a passphrase and to a recovery key, and seals the journal and its
// snapshots with it. Until the end of this the journal opens as before.
func (s *sealing) reseal(ctx context.Context, key seal.Key, secret []byte) error {
	wraps, recipient, err := s.wrapAnew(ctx, key, secret)
	if err != nil {
		return err
	}
	s.takeAllRescued(ctx) // they are sealed with the key that goes
	if err := s.snapshot(ctx); err != nil {
		return err
	}
	s.asker().Pause()
	defer s.asker().Resume()
	change := store.Change{Wraps: &wraps, Edit: func(tx *store.Tx) error { return tx.SetRecovery(recipient) }}
	if key != s.journal.Key() {
		change.Key = key
	}
	if err := s.journal.Reseal(ctx, change); err != nil {
		return err
	}
	s.covered, s.left = s.coverAside(secret)
	s.keptSome = true
	s.forgetKey(key.Journal())
	return s.load(ctx)
}

// wrapAnew keeps the recovery key where the data key stays. Another data key gets a new
// one where somebody can write it down, else it is wrapped to the one there is.
func (s *sealing) wrapAnew(ctx context.Context, key seal.Key, secret []byte) (wraps seal.Wraps, recipient string, err error) {
	err = s.journal.View(ctx, func(tx *store.Tx) (err error) { recipient, err = tx.Recovery(); return err })
	if err != nil {
		return wraps, "", err
	}
	same := key == s.journal.Key()
	if s.canAsk() && !(same && len(s.wraps.Recovery) > 0) {
		return s.wrap(ctx, key, secret)
	}
	if wraps.Passphrase, err = key.WrapPassphrase(string(secret), s.env.Cost); err == nil {
		err = opensAgain(wraps, string(secret), key)
	}
	switch {
	case err != nil:
	case same:
		wraps.Recovery = s.wraps.Recovery
	case recipient != "":
		wraps.Recovery, err = key.WrapRecovery(recipient)
	}
	return wraps, recipient, err
}

// snapshot keeps the journal as it is before its seal changes. It is sealed anew with it.
func (s *sealing) snapshot(ctx context.Context) error {
	now, err := s.env.Now()
	if err != nil {
		return &fault{code: codeFile, id: "clock", err: err}
	}
	_, err = s.journal.TakeSnapshot(ctx, now)
	return err
}

// takeAllRescued makes drafts in the journal of texts that lie beside it.
func (d *desk) takeAllRescued(ctx context.Context) {
	for _, st := range d.plan.Stages {
		for _, q := range st.Questions {
			d.takeRescued(ctx, q.ID)
		}
	}
	for _, e := range d.plan.Events {
		for _, q := range e.Questions {
			d.takeRescued(ctx, q.ID)
		}
	}
	for _, id := range d.words().KindIDs() {
		k, _ := d.words().Kind(id)
		for _, part := range append(k.FieldIDs(), journal.What, journal.Note) {
			d.takeRescued(ctx, partID(id, part))
		}
	}
	if !d.anyRescued() {
		return // to look for each part of every entry takes a while
	}
	var names []string
	_ = d.journal.View(ctx, func(tx *store.Tx) error {
		return tx.EachEntry(func(e journal.Entry) bool {
			k, _ := d.words().Kind(e.Kind)
			for _, part := range append(k.FieldIDs(), journal.What, journal.Note) {
				names = append(names, draftOf(k, e, part))
			}
			return true
		})
	})
	for _, name := range names {
		d.takeRescued(ctx, name)
	}
}

// tell says what was done, how the journal opens now, and what that does not reach.
func (s *sealing) tell(done string) error {
	if err := s.read(context.Background()); err != nil {
		return err
	}
	recovery := len(s.wraps.Recovery) > 0
	if s.json {
		return writeJSON(s.env.Out, map[string]bool{"passphrase": s.had, "recovery_key": recovery})
	}
	p, w := s.out(), s.words()
	if done != "" {
		p.text(w.Say(done))
	}
	switch {
	case !s.had:
		p.text(w.Say("init.no-passphrase"))
	case recovery:
		p.text(w.Say("passphrase.both"))
	default:
		p.text(w.Say("passphrase.alone"))
	}
	if done != "" && done != "passphrase.removed" {
		p.text(w.Say("passphrase.elsewhere"))
		s.tellAside()
	}
	return nil
}
