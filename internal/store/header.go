package store

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strconv"

	"github.com/recover-journal/recover/internal/seal"
	"go.etcd.io/bbolt"
)

// format is the shape of the file as a whole: buckets, head, sealing.
const format = 1

// Header is what a journal says without a key.
type Header struct {
	Format  int
	Schema  int
	Journal seal.ID
	Wraps   seal.Wraps

	check  [8]byte  // of the data key: tells a wrong key from damage
	digest [32]byte // of all of these; the head knows it
}

// The keys of the clear bucket. The checksum is for chance damage, in a wrapped key
// above all, where age would say "wrong passphrase"; the head seals the same digest.
// Later formats must keep bucket, key and rule of the checksum, the format and the schema.
const (
	keyFormat     = 'f'
	keySchema     = 's'
	keyJournal    = 'j'
	keyPassphrase = 'p'
	keyRecovery   = 'r'
	keyCheck      = 'v'
	keyDigest     = 'c'
)

func newHeader(k seal.Key, w seal.Wraps) Header {
	h := Header{Format: format, Schema: schema, Journal: k.Journal(), Wraps: w, check: k.Check()}
	h.digest = digest(h.values())
	return h
}

func (h *Header) values() map[byte][]byte {
	return map[byte][]byte{
		keyFormat:     strconv.AppendInt(nil, int64(h.Format), 10),
		keySchema:     strconv.AppendInt(nil, int64(h.Schema), 10),
		keyJournal:    h.Journal[:],
		keyPassphrase: h.Wraps.Passphrase,
		keyRecovery:   h.Wraps.Recovery,
		keyCheck:      h.check[:],
	}
}

func (h *Header) write(b *bbolt.Bucket) error {
	for k, v := range h.values() {
		if err := b.Put([]byte{k}, v); err != nil {
			return err
		}
	}
	return b.Put([]byte{keyDigest}, h.digest[:])
}

// readHeader copies the clear bucket out of the file and checks it.
func readHeader(b *bbolt.Bucket, newest int) (Header, error) {
	if b == nil {
		return Header{}, damaged("clear bucket")
	}
	var sum []byte
	values := make(map[byte][]byte)
	err := b.ForEach(func(k, v []byte) error {
		switch {
		case len(k) != 1 || v == nil:
			return damaged("clear bucket")
		case k[0] == keyDigest:
			sum = append(sum, v...)
		default:
			values[k[0]] = append([]byte{}, v...)
		}
		return nil
	})
	if err != nil {
		return Header{}, err
	}
	d := digest(values)
	if string(sum) != string(d[:]) {
		return Header{}, damaged("clear bucket: checksum")
	}
	return parseHeader(values, d, newest)
}

func parseHeader(v map[byte][]byte, digest [32]byte, newest int) (Header, error) {
	h := Header{digest: digest}
	var err, err2 error
	h.Format, err = strconv.Atoi(string(v[keyFormat]))
	h.Schema, err2 = strconv.Atoi(string(v[keySchema]))
	if err != nil || err2 != nil || h.Schema < 1 {
		return Header{}, damaged("format and schema")
	}
	if h.Format > format || h.Schema > newest {
		return Header{}, fmt.Errorf("format %d, schema %d: %w", h.Format, h.Schema, ErrNewer)
	}
	if len(v[keyJournal]) != len(h.Journal) || len(v[keyCheck]) != len(h.check) {
		return Header{}, damaged("journal id")
	}
	copy(h.Journal[:], v[keyJournal])
	copy(h.check[:], v[keyCheck])
	h.Wraps = seal.Wraps{Passphrase: v[keyPassphrase], Recovery: v[keyRecovery]}
	return h, nil
}

// digest covers keys and values with their lengths, in the order of the keys, which
// are single bytes.
func digest(values map[byte][]byte) [32]byte {
	var all []byte
	for k := range 256 {
		if v, ok := values[byte(k)]; ok {
			all = append(all, byte(k))
			all = binary.BigEndian.AppendUint32(all, uint32(len(v)))
			all = append(all, v...)
		}
	}
	return sha256.Sum256(all)
}

// Opens says whether a key is this journal's.
func (h Header) Opens(k seal.Key) bool { return h.accept(k) == nil }

// accept says whether the key is this journal's.
func (h *Header) accept(k seal.Key) error {
	if k.IsZero() {
		return fmt.Errorf("journal: %w", seal.ErrKey)
	}
	if k.Journal() != h.Journal {
		return fmt.Errorf("journal %s: %w", h.Journal, seal.ErrKey)
	}
	if k.Check() != h.check {
		return fmt.Errorf("journal %s: data key: %w", h.Journal, seal.ErrKey)
	}
	return nil
}
