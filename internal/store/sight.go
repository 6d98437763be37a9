package store

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"os"
)

// Sight is what a journal's file looked like when it was last looked at whole, or
// written by us after that. A file that looks the same need not be looked at whole
// again: only the pages on the way to what is read. It holds nothing of the contents.
type Sight struct {
	Size   int64  `json:"size"`
	Time   int64  `json:"time"`
	Change int64  `json:"change"` // zero where the system does not tell
	File   uint64 `json:"file"`   // its number in the file system
	Sum    string `json:"sum"`    // of the header pages and the list of free pages
}

// sight is how the file looks now, for who holds its lock.
func (c *check) sight(f *os.File) (Sight, error) {
	info, err := f.Stat()
	if err != nil {
		return Sight{}, onDisk("journal file", err)
	}
	s := Sight{Size: info.Size(), Time: info.ModTime().UnixNano()}
	s.Change, s.File = statOf(info)
	b := binary.BigEndian.AppendUint64(nil, c.meta.transaction)
	b = binary.BigEndian.AppendUint64(b, c.meta.root)
	b = binary.BigEndian.AppendUint64(b, c.meta.high)
	sum := sha256.Sum256(append(b, c.listed...))
	s.Sum = hex.EncodeToString(sum[:16])
	return s, nil
}

// sightOf is how an open file looks.
func sightOf(f *os.File) (Sight, error) {
	info, err := f.Stat()
	if err != nil {
		return Sight{}, onDisk("journal file", err)
	}
	c, err := begin(f, info.Size())
	if err != nil {
		return Sight{}, err
	}
	return c.sight(f)
}

// Sight is the latest that is known of the file, for the caller to note; the zero
// Sight says nothing.
func (j *Journal) Sight() Sight {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.sight
}

func (j *Journal) see(s Sight) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.sight = s
}
