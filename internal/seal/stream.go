package seal

import (
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"strings"

	"filippo.io/age"
)

// Cost is how dear a guess at a passphrase is made. The zero Cost is the one that
// protects people; a test may ask for less.
type Cost struct {
	// Log2 is the scrypt work factor; zero is age's own default.
	Log2 int
}

const (
	workFactor    = 18 // 0.3 to 1 s by machine, 260 MiB
	maxWorkFactor = 20 // four times that, for a hostile file
)

// EncryptPassphrase writes an age file to a passphrase: what is written to it is in
// dst, whole, once it is closed without an error.
func EncryptPassphrase(dst io.Writer, pass string, c Cost) (io.WriteCloser, error) {
	to, err := age.NewScryptRecipient(pass)
	if err != nil {
		return nil, fmt.Errorf("passphrase: %w", err)
	}
	to.SetWorkFactor(workFactor)
	if c.Log2 != 0 {
		to.SetWorkFactor(c.Log2)
	}
	defer debug.FreeOSMemory()
	w, err := age.Encrypt(dst, to)
	if err != nil {
		return nil, fmt.Errorf("age file: %w", err)
	}
	return w, nil
}

// EncryptRecipient writes an age file to an age1… recipient, or to several, one a line;
// empty lines and those that begin with # are passed over. Of age's kinds of recipients
// it takes X25519 alone, whose secrets Decrypt reads.
func EncryptRecipient(dst io.Writer, recipient string) (io.WriteCloser, error) {
	var to []age.Recipient
	for line := range strings.Lines(recipient) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		one, err := age.ParseX25519Recipient(line)
		if err != nil {
			// age's own words quote the line, which may be a secret typed by mistake.
			return nil, fmt.Errorf("recipient: %w", ErrKey)
		}
		to = append(to, one)
	}
	if len(to) == 0 {
		return nil, fmt.Errorf("recipient: %w", ErrKey)
	}
	w, err := age.Encrypt(dst, to...)
	if err != nil {
		return nil, fmt.Errorf("age file: %w", err)
	}
	return w, nil
}

// RecipientOf is the age1… recipient of a recovery key.
func RecipientOf(secret string) (string, error) {
	id, err := age.ParseX25519Identity(strings.ToUpper(strings.TrimSpace(secret)))
	if err != nil {
		return "", fmt.Errorf("recovery key: %w", ErrKey)
	}
	return id.Recipient().String(), nil
}

// Decrypt reads an age file with a passphrase or an AGE-SECRET-KEY-1…. Bytes that it
// gives are authentic, but only io.EOF says that they are all.
func Decrypt(src io.Reader, secret string) (io.Reader, error) {
	id, scrypt, err := identity(secret)
	if err != nil {
		return nil, err
	}
	if scrypt {
		defer debug.FreeOSMemory()
	}
	r, err := age.Decrypt(src, id)
	if wrong := (*age.NoIdentityMatchError)(nil); errors.As(err, &wrong) {
		return nil, fmt.Errorf("age file: %w", ErrKey)
	}
	if err != nil {
		return nil, fmt.Errorf("age file: %w", ErrTampered)
	}
	return authentic{r}, nil
}

// identity never wraps age's errors: they may quote what was typed.
func identity(secret string) (id age.Identity, scrypt bool, err error) {
	if IsRecovery(secret) {
		id, err := age.ParseX25519Identity(strings.ToUpper(strings.TrimSpace(secret)))
		if err != nil {
			return nil, false, fmt.Errorf("recovery key: %w", ErrKey)
		}
		return id, false, nil
	}
	pass, err := age.NewScryptIdentity(secret)
	if err != nil {
		return nil, false, fmt.Errorf("passphrase: %w", ErrKey)
	}
	pass.SetMaxWorkFactor(maxWorkFactor)
	return pass, true, nil
}

// authentic turns every failure to read on into ErrTampered.
type authentic struct{ r io.Reader }

func (a authentic) Read(p []byte) (int, error) {
	n, err := a.r.Read(p)
	if err != nil && err != io.EOF {
		err = fmt.Errorf("age file: %w", ErrTampered)
	}
	return n, err
}

// IsSealed says that what r gives begins as an age file does.
func IsSealed(r io.Reader) bool {
	const head = "age-encryption.org/"
	b := make([]byte, len(head))
	_, err := io.ReadFull(r, b)
	return err == nil && string(b) == head
}
