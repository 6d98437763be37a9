package seal

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

const keyFileHead = "recover-key-1"

// KeyFile is the key as one line of text, for a journal without a passphrase. It is
// the naked key: whoever reads the file reads the journal.
func (k Key) KeyFile() []byte {
	sum := keyFileSum(k.Bytes())
	return fmt.Appendf(nil, "%s %x %x %x\n", keyFileHead, k.k.id[:], k.k.data[:], sum)
}

// ParseKeyFile reads what KeyFile wrote. A file that lost or changed a sign is
// ErrTampered and not merely a wrong key.
func ParseKeyFile(b []byte) (Key, error) {
	f := bytes.Fields(b)
	if len(f) != 4 || string(f[0]) != keyFileHead {
		return Key{}, fmt.Errorf("key file: %w", ErrTampered)
	}
	var raw []byte
	for _, part := range [][]byte{f[2], f[1], f[3]} {
		b, err := hex.AppendDecode(nil, part)
		if err != nil {
			return Key{}, fmt.Errorf("key file: %w", ErrTampered)
		}
		raw = append(raw, b...)
	}
	if len(raw) < rawSize || !bytes.Equal(raw[rawSize:], keyFileSum(raw[:rawSize])) {
		return Key{}, fmt.Errorf("key file: %w", ErrTampered)
	}
	return ParseKey(raw[:rawSize])
}

// keyFileSum notices damage; the file is no safer for it.
func keyFileSum(raw []byte) []byte {
	sum := sha256.Sum256(append([]byte(keyFileHead), raw...))
	return sum[:4]
}
