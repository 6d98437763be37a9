package journal

import (
	"errors"
	"fmt"
	"strings"
)

// ErrID says that a text is no id of an entry.
var ErrID = errors.New("not an id")

// signs are the digits and letters of an id: 32, without those that look like others
// (i, l, o) and without u. They stand in the order of their value.
const signs = "0123456789abcdefghjkmnpqrstvwxyz"

const (
	signBits = 5
	fewest   = 4
	most     = 12
)

// ID is the id of the n-th entry. The first 32^4 have four signs, the next 32^5 five,
// and so on. Neighbours look nothing alike, so a slip of the finger finds nothing
// rather than the entry next door.
func ID(n uint64) string {
	width := fewest
	for width < most && n >= 1<<(signBits*width) {
		n -= 1 << (signBits * width)
		width++
	}
	x := scramble(n, signBits*width)
	var id [most]byte
	for i := width - 1; i >= 0; i-- {
		id[i] = signs[x&31]
		x >>= signBits
	}
	return string(id[:width])
}

// Number is the n of ID(n).
func Number(id string) (uint64, error) {
	if len(id) < fewest || len(id) > most {
		return 0, fmt.Errorf("id of %d signs: %w", len(id), ErrID)
	}
	var x, before uint64
	for i := range len(id) {
		v := strings.IndexByte(signs, id[i])
		if v < 0 {
			return 0, fmt.Errorf("id: %w", ErrID)
		}
		x = x<<signBits | uint64(v)
	}
	for width := fewest; width < len(id); width++ {
		before += 1 << (signBits * width)
	}
	return before + unscramble(x, signBits*len(id)), nil
}

// ReadID is the id that a person meant who typed s: case does not count, and the
// signs that are in no id stand for those that they look like.
func ReadID(s string) (string, error) {
	look := strings.NewReplacer("o", "0", "i", "1", "l", "1")
	id := look.Replace(strings.ToLower(strings.TrimSpace(s)))
	if _, err := Number(id); err != nil {
		return "", err
	}
	return id, nil
}

// OneSlipAway are the ids that differ from one in a single sign, or in two neighbours
// that changed places.
func OneSlipAway(id string) (ids []string) {
	for i := range id {
		for _, sign := range signs {
			if byte(sign) != id[i] {
				ids = append(ids, id[:i]+string(sign)+id[i+1:])
			}
		}
		if i > 0 && id[i] != id[i-1] {
			ids = append(ids, id[:i-1]+string(id[i])+string(id[i-1])+id[i+1:])
		}
	}
	return ids
}

// The scramble: multiply by an odd number, fold the upper half into the lower,
// multiply again; each step can be undone within so many bits. It hides nothing and
// need not: it spreads.
const (
	odd1 = 0x9e3779b97f4a7c15
	odd2 = 0xd1342543de82ef95
)

func scramble(n uint64, bits int) uint64 {
	mask := uint64(1)<<bits - 1
	n = n * odd1 & mask
	n ^= n >> ((bits + 1) / 2)
	return n * odd2 & mask
}

func unscramble(x uint64, bits int) uint64 {
	mask := uint64(1)<<bits - 1
	x = x * inverse(odd2) & mask
	x ^= x >> ((bits + 1) / 2) // the shift is at least half, so once undoes once
	return x * inverse(odd1) & mask
}

// inverse is the y with y*odd = 1 modulo 2^64, by Newton: each round doubles the bits
// that are right, and an odd number is its own inverse in three.
func inverse(odd uint64) uint64 {
	y := odd
	for range 5 {
		y *= 2 - odd*y
	}
	return y
}
