package seal

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// What a passphrase must have at least: this many characters, or this many words.
const (
	leastCharacters = 12
	leastWords      = 4
)

// Weak says that a passphrase is too short to be a seal.
func Weak(pass string) bool {
	return utf8.RuneCountInString(strings.TrimSpace(pass)) < leastCharacters && len(strings.Fields(pass)) < leastWords
}

const (
	wordBits    = 10
	phraseWords = 6
)

// Phrase is a passphrase of six words from a list of 1,024: sixty bits, each word as
// likely as any other.
func Phrase(rand io.Reader, list []string) (string, error) {
	if len(list) != 1<<wordBits {
		return "", fmt.Errorf("word list of %d words, not %d", len(list), 1<<wordBits)
	}
	var b [2 * phraseWords]byte
	if _, err := io.ReadFull(rand, b[:]); err != nil {
		return "", fmt.Errorf("random bytes: %w", err)
	}
	var picked [phraseWords]string
	for i := range picked {
		n := int(b[2*i])<<8 | int(b[2*i+1])
		picked[i] = list[n&(1<<wordBits-1)]
	}
	return strings.Join(picked[:], " "), nil
}
