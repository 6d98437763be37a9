package cli

import (
	"context"
	"os"

	"github.com/recover-journal/recover/internal/seal"
)

// wrap wraps a key to a passphrase and, where somebody can write it down, to a new
// recovery key. What it made is opened again before anything relies on it.
func (o *options) wrap(ctx context.Context, key seal.Key, secret []byte) (wraps seal.Wraps, recipient string, err error) {
	if o.canAsk() {
		o.gap()
		o.notef("init.sealing") // a second or more, in which nothing moves
	}
	hushed := o.hush()
	wraps.Passphrase, err = key.WrapPassphrase(string(secret), o.env.Cost)
	if err == nil {
		err = opensAgain(wraps, string(secret), key)
	}
	hushed()
	if err != nil || !o.canAsk() {
		return wraps, "", err
	}
	wraps.Recovery, recipient, err = o.newRecovery(ctx, key)
	return wraps, recipient, err
}

// opensAgain says that a secret opens the key that was wrapped to it.
func opensAgain(w seal.Wraps, secret string, key seal.Key) error {
	again, err := w.Unlock(secret)
	if err == nil && again.Check() != key.Check() {
		err = seal.ErrTampered
	}
	return err
}

// newRecovery makes a recovery key, shows it once, and has its end typed back.
func (o *options) newRecovery(ctx context.Context, key seal.Key) (wrapped []byte, recipient string, err error) {
	r, err := seal.NewRecovery()
	if err != nil {
		return nil, "", err
	}
	wrapped, err = key.WrapRecovery(r.Recipient)
	if err == nil {
		err = opensAgain(seal.Wraps{Recovery: wrapped}, r.Secret, key)
	}
	if err != nil {
		return nil, "", err
	}
	return wrapped, r.Recipient, o.showRecovery(ctx, r.Secret)
}

// writeKeyFile lays the key beside the settings, never in the folder of the journal
// (SECURITY.md 3).
func (o *options) writeKeyFile(p paths, key seal.Key) error {
	if err := os.MkdirAll(p.keys, 0o700); err != nil {
		return &fault{code: codeFile, id: "folder", pairs: []string{"file", p.keys}, err: err}
	}
	b := key.KeyFile()
	defer clear(b)
	return writeWhole(p.keyFile(key.Journal()), b)
}
