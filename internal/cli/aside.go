package cli

import (
	"bytes"
	"io"
	"os"
	"strings"

	"github.com/recover-journal/recover/internal/seal"
	"github.com/recover-journal/recover/internal/store"
)

// coverEnd is what the name of a covered file ends with.
const coverEnd = ".age"

// coverAside seals each file that was set aside to a new passphrase, over whatever opened
// it so far: nobody can change the seal of a file that cannot be read. What opened it
// before is not enough any more, and nothing of it is lost. left are those that stay as
// they were.
func (s *sealing) coverAside(secret []byte) (covered, left []string) {
	for _, name := range store.Aside(s.paths.journal) {
		to := name + coverEnd
		if err := s.cover(name, to, string(secret)); err != nil {
			left = append(left, name)
			continue
		}
		covered = append(covered, to)
	}
	return covered, left
}

// cover removes the file only when the other was read back.
func (s *sealing) cover(from, to, secret string) error {
	plain, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	var sealed bytes.Buffer
	w, err := seal.EncryptPassphrase(&sealed, secret, s.env.Cost)
	if err != nil {
		return err
	}
	if _, err := w.Write(plain); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	r, err := seal.Decrypt(bytes.NewReader(sealed.Bytes()), secret)
	if err != nil {
		return err
	}
	if again, err := io.ReadAll(r); err != nil || !bytes.Equal(again, plain) {
		return seal.ErrTampered
	}
	if err := writeWhole(to, sealed.Bytes()); err != nil {
		return err
	}
	return os.Remove(from)
}

// tellAside says what became of the files that were set aside.
func (s *sealing) tellAside() {
	p, w := s.out(), s.words()
	for _, file := range s.covered {
		p.text(w.Say("passphrase.covered", "file", file))
		p.text(w.Say("passphrase.covered.how", "file", file, "to", strings.TrimSuffix(file, coverEnd)))
	}
	for _, file := range s.left {
		p.text(w.Say("passphrase.aside", "file", file))
	}
}
