package seal

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"filippo.io/age"
)

// Wraps are the wrapped keys of a journal, each an ordinary age file, and both may be
// missing. They are two, because age forbids a passphrase beside another recipient.
type Wraps struct {
	Passphrase []byte
	Recovery   []byte
}

// Recovery is a key for the day on which the passphrase is forgotten. Secret is shown
// once and kept nowhere. Recipient seals to it without it: kept sealed in the journal,
// it lets a new data key be wrapped; kept in the clear, it could be exchanged.
type Recovery struct {
	Secret    string
	Recipient string
}

// NewRecovery makes a recovery key.
func NewRecovery() (Recovery, error) {
	id, err := age.GenerateX25519Identity()
	if err != nil {
		return Recovery{}, fmt.Errorf("recovery key: %w", err)
	}
	return Recovery{Secret: id.String(), Recipient: id.Recipient().String()}, nil
}

// IsRecovery says that a typed secret looks like a recovery key and not like a
// passphrase.
func IsRecovery(secret string) bool {
	return strings.HasPrefix(strings.ToUpper(strings.TrimSpace(secret)), "AGE-SECRET-KEY-1")
}

// WrapPassphrase wraps the key to a passphrase. It takes half a second on purpose.
func (k Key) WrapPassphrase(pass string, c Cost) ([]byte, error) {
	return k.wrap(func(w io.Writer) (io.WriteCloser, error) { return EncryptPassphrase(w, pass, c) })
}

// WrapRecovery wraps the key to a Recovery's Recipient.
func (k Key) WrapRecovery(recipient string) ([]byte, error) {
	return k.wrap(func(w io.Writer) (io.WriteCloser, error) { return EncryptRecipient(w, recipient) })
}

func (k Key) wrap(encrypt func(io.Writer) (io.WriteCloser, error)) ([]byte, error) {
	var out bytes.Buffer
	w, err := encrypt(&out)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(k.Bytes()); err != nil {
		return nil, fmt.Errorf("wrapped key: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("wrapped key: %w", err)
	}
	return out.Bytes(), nil
}

// Unlock opens whichever wrapping the secret fits: a recovery key or a passphrase.
// A secret for which there is no wrapping is a wrong one.
func (w Wraps) Unlock(secret string) (Key, error) {
	wrapped := w.Passphrase
	if IsRecovery(secret) {
		wrapped = w.Recovery
	}
	if len(wrapped) == 0 {
		return Key{}, fmt.Errorf("wrapped key: none: %w", ErrKey)
	}
	return unwrap(wrapped, secret)
}

func unwrap(wrapped []byte, secret string) (Key, error) {
	r, err := Decrypt(bytes.NewReader(wrapped), secret)
	if err != nil {
		return Key{}, fmt.Errorf("wrapped key: %w", err)
	}
	raw, err := io.ReadAll(io.LimitReader(r, int64(rawSize)+1))
	if err != nil {
		return Key{}, fmt.Errorf("wrapped key: %w", err)
	}
	return ParseKey(raw)
}
