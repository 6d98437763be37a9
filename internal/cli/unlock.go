package cli

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"strconv"
	"time"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/edit"
	"github.com/recover-journal/recover/internal/seal"
	"github.com/recover-journal/recover/internal/store"
)

const (
	unlockTries  = 3                // at a prompt; from a file or a command there is one
	commandTakes = 30 * time.Second // at most (SECURITY.md 4)
	secretMost   = 4096             // bytes of a passphrase; a file with more is something else
)

// unlock finds the key of a journal: in its key file, or by the passphrase or the
// recovery key.
func (o *options) unlock(ctx context.Context, p paths, h store.Header) (seal.Key, error) {
	if len(h.Wraps.Passphrase) == 0 && len(h.Wraps.Recovery) == 0 {
		return readKeyFile(p.keyFile(h.Journal))
	}
	if key, ok := o.recalled(h); ok {
		return key, nil
	}
	secret, err := o.givenSecret(ctx)
	if err != nil {
		return seal.Key{}, err
	}
	if secret != nil {
		defer clear(secret)
		key, err := h.Wraps.Unlock(string(secret))
		o.opened(secret, err)
		return key, err
	}
	return o.askedSecret(ctx, h)
}

// opened keeps what opened the journal, for a command that seals something to it.
func (o *options) opened(secret []byte, err error) {
	if err == nil && o.keepSecret {
		o.secret = bytes.Clone(secret)
	}
}

func readKeyFile(name string) (seal.Key, error) {
	b, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return seal.Key{}, &fault{code: codeKey, id: "key-file", err: err}
	}
	if err != nil {
		return seal.Key{}, err
	}
	defer clear(b)
	return seal.ParseKeyFile(b)
}

// givenSecret is the passphrase of RECOVER_PASSPHRASE_FILE or, without that, of
// RECOVER_PASSPHRASE_COMMAND; nil where neither is set.
func (o *options) givenSecret(ctx context.Context) ([]byte, error) {
	if name := o.env.getenv("RECOVER_PASSPHRASE_FILE"); name != "" {
		return secretFile(name)
	}
	line := o.env.getenv("RECOVER_PASSPHRASE_COMMAND")
	if line == "" {
		return nil, nil
	}
	broken := &fault{code: codeKey, id: "key-command"}
	words, err := edit.Split(line)
	if err != nil || len(words) == 0 {
		return nil, broken
	}
	ctx, cancel := context.WithTimeout(ctx, commandTakes)
	defer cancel()
	cmd := exec.CommandContext(ctx, words[0], words[1:]...)
	cmd.Stderr = o.env.Err
	out, err := cmd.Output()
	if err != nil || len(out) == 0 || len(out) > secretMost {
		return nil, broken
	}
	return oneLine(out), nil
}

// secretFile reads a passphrase that only its owner may read.
func secretFile(name string) ([]byte, error) {
	refused := &fault{code: codeKey, id: "passphrase-file", pairs: []string{"file", name}}
	info, err := os.Stat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() > secretMost {
		refused.err = err
		return nil, refused
	}
	if othersMayRead(info) {
		refused.id = "passphrase-file-mode"
		return nil, refused
	}
	b, err := os.ReadFile(name)
	if err != nil {
		refused.err = err
		return nil, refused
	}
	for line := range bytes.Lines(b) { // a file that age-keygen made begins with comments
		if seal.IsRecovery(string(line)) {
			return bytes.TrimSpace(line), nil
		}
	}
	return oneLine(b), nil
}

// oneLine cuts the newline that an editor or echo put at the end.
func oneLine(b []byte) []byte {
	b = bytes.TrimSuffix(b, []byte("\n"))
	return bytes.TrimSuffix(b, []byte("\r"))
}

// askedSecret asks for the passphrase, a few times. Unlocking takes half a second on
// purpose, in which Ctrl-C must work.
func (o *options) askedSecret(ctx context.Context, h store.Header) (seal.Key, error) {
	w := o.words()
	for left := unlockTries; ; {
		secret, err := o.asker().Secret(ctx, ask.Question{ID: "passphrase", Text: w.Say("unlock.passphrase"), Help: w.Say("unlock.key")})
		if errors.Is(err, ask.ErrNobody) {
			return seal.Key{}, &fault{code: codeKey, id: "key-missing", err: err}
		}
		if err != nil {
			return seal.Key{}, err
		}
		hushed := o.hush()
		key, err := h.Wraps.Unlock(string(secret))
		hushed()
		o.opened(secret, err)
		clear(secret)
		o.typed = o.typed || err == nil
		left--
		if !errors.Is(err, seal.ErrKey) || left == 0 {
			return key, err
		}
		o.notef("unlock.wrong")
		o.notef("unlock.left", "n", strconv.Itoa(left))
	}
}

// hush gives the terminal back for a second or more of work with a secret, in which Ctrl-C
// must work and what is typed must not show, until done is called.
func (o *options) hush() (done func()) {
	o.asker().Pause()
	back := ask.Hush(o.env.In)
	return func() {
		back()
		o.asker().Resume()
	}
}
