package cli

import (
	"errors"
	"path/filepath"
	"testing"

	"github.com/recover-journal/recover/internal/seal"
	"github.com/recover-journal/recover/internal/store"
)

// The lock wipes the key wherever a command holds it, and the passphrase brings it back.
// Nothing is locked where a file opened the journal, nor while something is in hand.
func TestIdle(t *testing.T) {
	key := seal.NewKey()
	const phrase = "correct horse battery staple"
	pass, err := key.WrapPassphrase(phrase, seal.Cost{Log2: 8})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "journal.db")
	j, err := store.Create(t.Context(), path, key, seal.Wraps{Passphrase: pass}, store.Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	h, err := store.Peek(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	o := &options{prepared: true, env: Env{Getenv: func(string) (string, bool) { return "", false }}, noInput: true}
	o.env.Asker = System().Asker
	idle := o.idle()
	if got := idle.After(); got != 0 {
		t.Errorf("a journal that opens by a file locks after %v", got)
	}
	o.lockable = &lockable{path, h, j.Key()}
	if got := idle.After(); got != idleMost {
		t.Errorf("it locks after %v", got)
	}
	done := o.standStill()
	if got := idle.After(); got != 0 {
		t.Errorf("with a text in hand it locks after %v", got)
	}
	done()
	read := func() error { return j.View(t.Context(), (*store.Tx).Verify) }
	if err := read(); err != nil || !idle.Lock() {
		t.Fatal("not locked", err)
	}
	if err := read(); !errors.Is(err, seal.ErrKey) || !key.IsZero() {
		t.Errorf("locked, it says: %v", err)
	}
	if took, err := idle.Unlock(t.Context(), "a half answer"); took || err == nil || !key.IsZero() {
		t.Errorf("with another line: %t, %v", took, err)
	}
	if took, err := idle.Unlock(t.Context(), phrase); !took || err != nil {
		t.Errorf("with the passphrase: %t, %v", took, err)
	}
	if err := read(); err != nil {
		t.Errorf("opened again: %v", err)
	}
}
