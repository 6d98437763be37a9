package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"

	"github.com/recover-journal/recover/internal/seal"
)

// schema is the shape of the records, in the clear and again in the head. A program
// refuses a higher one, and brings a lower one to its own: migrate.go.
const schema = 1

// head is the one record that knows all others. It is written anew in every
// transaction and sealed under a key of its own.
type head struct {
	Schema  uint32
	Commit  uint64   // counts the transactions that changed something
	NextID  uint64   // the counter that entry ids are made from
	Living  uint64   // entries that are not stubs
	Ceiling int64    // the latest moment of any entry so far, in Unix milliseconds
	Clear   [32]byte // digest of the clear bucket
	Tallies [len(tallied)]tally
}

// tally is what the head knows of a bucket: the next number (where its keys are
// numbers), how many records, and the XOR of a digest of each one's place and mark.
type tally struct {
	Next  uint64
	Count uint64
	Sum   [32]byte
}

func newHead() head {
	h := head{Schema: schema, Ceiling: minMoment}
	for i := range h.Tallies {
		h.Tallies[i].Next = firstEntry
	}
	return h
}

func (h *head) tally(bucket byte) *tally { return &h.Tallies[position(bucket)] }

func (h *head) encode() []byte {
	b, err := binary.Append(nil, binary.BigEndian, h)
	if err != nil {
		panic(err) // a struct of fixed size always fits
	}
	return b
}

func decodeHead(b []byte) (head, error) {
	var h head
	n, err := binary.Decode(b, binary.BigEndian, &h)
	if err != nil || n != len(b) {
		return head{}, damaged("head of %d bytes", len(b))
	}
	return h, nil
}

// flip puts a record into the sum, or takes it out again.
func (t *tally) flip(bucket byte, key, sealed []byte) {
	m := markOf(bucket, key, sealed)
	for i := range t.Sum {
		t.Sum[i] ^= m[i]
	}
}

// add puts what was read elsewhere beside this.
func (t *tally) add(o tally) {
	t.Count += o.Count
	t.Next = max(t.Next, o.Next)
	for i := range t.Sum {
		t.Sum[i] ^= o.Sum[i]
	}
}

// markOf is SHA-256(bucket | key | version | nonce). Key and mark need no lengths
// between them: all keys of a bucket are equally long.
func markOf(bucket byte, key, sealed []byte) [32]byte {
	var room [96]byte
	b := append(room[:0], bucket)
	b = append(b, key...)
	return sha256.Sum256(append(b, seal.Mark(sealed)...))
}

// check compares what was read of a bucket with what the head knows of it.
func (t *tally) check(bucket byte, count uint64, sum [32]byte) error {
	if count != t.Count {
		return damaged("bucket %c: %d records, not %d", bucket, count, t.Count)
	}
	if !bytes.Equal(sum[:], t.Sum[:]) {
		return damaged("bucket %c: not the records last written", bucket)
	}
	return nil
}
