package seal

import (
	"bytes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"slices"

	"golang.org/x/crypto/chacha20poly1305"
)

// A sealed value is version (1) | nonce (24) | ciphertext and tag (16).
const (
	version   = 1
	nonceEnd  = 1 + chacha20poly1305.NonceSizeX
	overhead  = nonceEnd + chacha20poly1305.Overhead
	padTo     = 256
	padMarker = 0x80
)

// Mark is the part of a sealed value that is different for every sealing: version
// and nonce. Who keeps a digest of marks notices an older value put back.
func Mark(sealed []byte) []byte { return sealed[:min(nonceEnd, len(sealed))] }

// Seal seals plain for its place: one bucket of the journal and one key in it.
func (k Key) Seal(bucket byte, key, plain []byte) []byte {
	return k.seal(k.k.records, bucket, key, plain)
}

// Open takes back what Seal sealed for the same place.
func (k Key) Open(bucket byte, key, sealed []byte) ([]byte, error) {
	return k.open(k.k.records, bucket, key, sealed)
}

// SealHead is Seal under a key of its own, so that no record can ever pass for the
// head of the journal.
func (k Key) SealHead(bucket byte, key, plain []byte) []byte {
	return k.seal(k.k.head, bucket, key, plain)
}

// OpenHead takes back what SealHead sealed.
func (k Key) OpenHead(bucket byte, key, sealed []byte) ([]byte, error) {
	return k.open(k.k.head, bucket, key, sealed)
}

func (k Key) seal(a cipher.AEAD, bucket byte, key, plain []byte) []byte {
	padded := (len(plain)/padTo + 1) * padTo
	out := make([]byte, nonceEnd, padded+overhead)
	out[0] = version
	rand.Read(out[1:nonceEnd])
	body := out[nonceEnd : nonceEnd+padded]
	body[copy(body, plain)] = padMarker
	return a.Seal(out, out[1:nonceEnd], body, k.place(bucket, key))
}

func (k Key) open(a cipher.AEAD, bucket byte, key, sealed []byte) ([]byte, error) {
	if err := wellFormed(sealed); err != nil {
		return nil, err
	}
	body := make([]byte, 0, len(sealed)-overhead)
	return open(a, body, sealed, k.place(bucket, key))
}

func wellFormed(sealed []byte) error {
	if len(sealed) < overhead+padTo || (len(sealed)-overhead)%padTo != 0 {
		return fmt.Errorf("record of %d bytes: %w", len(sealed), ErrTampered)
	}
	if sealed[0] != version {
		return fmt.Errorf("record of version %d: %w", sealed[0], ErrTampered)
	}
	return nil
}

func open(a cipher.AEAD, dst, sealed, place []byte) ([]byte, error) {
	body, err := a.Open(dst, sealed[1:nonceEnd], sealed[nonceEnd:], place)
	if err != nil {
		return nil, fmt.Errorf("record: %w", ErrTampered)
	}
	return unpad(body)
}

// Opener opens many records, one after another, in the same memory. It is for one
// goroutine.
type Opener struct {
	k           Key
	place, body []byte
}

// Opener opens what k sealed.
func (k Key) Opener() *Opener { return &Opener{k: k} }

// Open is Key.Open, but what it gives is good only until the next call.
func (o *Opener) Open(bucket byte, key, sealed []byte) ([]byte, error) {
	if err := wellFormed(sealed); err != nil {
		return nil, err
	}
	o.place = o.k.appendPlace(o.place[:0], bucket, key)
	o.body = slices.Grow(o.body[:0], len(sealed)-overhead)
	return open(o.k.k.records, o.body, sealed, o.place)
}

// place is the associated data: what a record is bound to beyond its own bytes. The
// bucket is one byte, so that bucket and key cannot run into one another. Another
// version will seal under another text, so that its byte cannot be exchanged either.
func (k Key) place(bucket byte, key []byte) []byte {
	return k.appendPlace(make([]byte, 0, 64), bucket, key)
}

func (k Key) appendPlace(ad []byte, bucket byte, key []byte) []byte {
	ad = append(ad, "recover/1"...)
	ad = append(ad, k.k.id[:]...)
	ad = append(ad, bucket)
	return append(ad, key...)
}

// unpad cuts the marker and the zeros behind it. There is one marker always, so text
// that ends in zeros comes back whole.
func unpad(b []byte) ([]byte, error) {
	for len(b) >= 8 && binary.LittleEndian.Uint64(b[len(b)-8:]) == 0 { // there may be hundreds
		b = b[:len(b)-8]
	}
	end := len(bytes.TrimRight(b, "\x00")) - 1
	if end < 0 || b[end] != padMarker {
		return nil, fmt.Errorf("record padding: %w", ErrTampered)
	}
	return b[:end], nil
}
