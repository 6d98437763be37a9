package seal

import (
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"golang.org/x/crypto/chacha20poly1305"
)

// ErrKey says that a passphrase or a key is not the one that sealed this.
var ErrKey = errors.New("wrong passphrase or key")

// ErrTampered says that sealed bytes are damaged, or were changed, or moved here
// from another place.
var ErrTampered = errors.New("sealed bytes were damaged or changed")

const (
	dataSize = 32
	rawSize  = dataSize + len(ID{})
)

// ID names a journal. It is random, is no secret and stays the same when the data
// key changes.
type ID [16]byte

func (id ID) String() string { return hex.EncodeToString(id[:]) }

// Key opens one journal. The zero Key opens nothing.
type Key struct{ k *keys }

type keys struct {
	data    [dataSize]byte
	id      ID
	records cipher.AEAD
	head    cipher.AEAD
	names   []byte
	check   [8]byte
}

// NewKey is a fresh key for a new journal.
func NewKey() Key {
	var data [dataSize]byte
	var id ID
	rand.Read(data[:])
	rand.Read(id[:])
	return derive(data, id)
}

// Rotated is a fresh data key for the same journal.
func (k Key) Rotated() Key {
	var data [dataSize]byte
	rand.Read(data[:])
	return derive(data, k.k.id)
}

// ParseKey takes back what Bytes gave.
func ParseKey(b []byte) (Key, error) {
	if len(b) != rawSize {
		return Key{}, fmt.Errorf("key of %d bytes: %w", len(b), ErrTampered)
	}
	return derive([dataSize]byte(b[:dataSize]), ID(b[dataSize:])), nil
}

// Bytes is the naked key with its journal's id, for a keyring that guards it.
func (k Key) Bytes() []byte {
	return append(append(make([]byte, 0, rawSize), k.k.data[:]...), k.k.id[:]...)
}

// IsZero says that there is no key, or none any more.
func (k Key) IsZero() bool { return k.k == nil || k.k.records == nil }

// Wipe forgets the key in every copy of it: until Become it opens nothing, as the zero
// Key, and only knows its journal. The ciphers are let go and not written over, since Go
// lends no hand for that.
func (k Key) Wipe() {
	if k.k != nil {
		clear(k.k.data[:])
		clear(k.k.names)
		*k.k = keys{id: k.k.id}
	}
}

// Become makes k, and every copy of it, another key of the same journal.
func (k Key) Become(other Key) { *k.k = *other.k }

// Journal is the id of the journal that the key opens.
func (k Key) Journal() ID { return k.k.id }

// Check is eight bytes that tell this data key from every other and say nothing
// about it. Kept in the clear, they tell a wrong key from a damaged journal.
func (k Key) Check() [8]byte { return k.k.check }

// Name hides a name: sixteen bytes that say nothing without the key.
func (k Key) Name(name string) [16]byte {
	m := hmac.New(sha256.New, k.k.names)
	m.Write([]byte(name))
	return [16]byte(m.Sum(nil))
}

// Format keeps the key out of every message, whatever the verb.
func (Key) Format(s fmt.State, _ rune) { s.Write([]byte("seal.Key")) }

// derive cannot fail: every length is a constant that its algorithm allows.
func derive(data [dataSize]byte, id ID) Key {
	sub := func(purpose string, n int) []byte {
		b, err := hkdf.Key(sha256.New, data[:], id[:], "recover/1 "+purpose, n)
		if err != nil {
			panic(err)
		}
		return b
	}
	aead := func(purpose string) cipher.AEAD {
		a, err := chacha20poly1305.NewX(sub(purpose, chacha20poly1305.KeySize))
		if err != nil {
			panic(err)
		}
		return a
	}
	return Key{&keys{
		data: data, id: id,
		records: aead("records"),
		head:    aead("head"),
		names:   sub("names", 32),
		check:   [8]byte(sub("check", 8)),
	}}
}
