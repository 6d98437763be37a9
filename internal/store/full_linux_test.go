package store

import (
	"bytes"
	"errors"
	"os"
	"syscall"
	"testing"
)

// A failing disk in this process: the descriptor is exchanged for one on which every
// write fails, between the transaction and its commit.
func TestWriteFails(t *testing.T) {
	t.Parallel()
	full, err := os.OpenFile("/dev/full", os.O_RDWR, 0)
	if err != nil {
		t.Skip(err)
	}
	defer full.Close()
	j := newJournal(t, Options{}, someLife(3))
	// Free pages, so that bbolt need not ask how large the file is.
	update(t, j, func(tx *Tx) error { return tx.Put(Drafts, "long", make([]byte, 40_000)) })
	update(t, j, func(tx *Tx) error { return tx.Drop(Drafts, "long") })
	before, _ := os.ReadFile(j.path)
	failing := Open(j.path, j.key, Options{})
	var s *session
	failing.o.point = func(name string) error {
		if name == "commit" {
			return syscall.Dup3(int(full.Fd()), int(s.file.Fd()), 0)
		}
		return nil
	}
	s, err = open(ctx, j.path, true, Sight{}, failing.o)
	if err != nil {
		t.Fatal(err)
	}
	tx, err := s.begin(j.key)
	if err != nil {
		t.Fatal(err)
	}
	if err := tx.AppendFacts([]byte("x")); err != nil {
		t.Fatal(err)
	}
	if err := s.commit(tx); !errors.Is(err, ErrDisk) || !errors.Is(err, syscall.ENOSPC) {
		t.Error(err)
	}
	s.close()
	if after, _ := os.ReadFile(j.path); !bytes.Equal(before, after) {
		t.Error("the file changed")
	}
	verify(t, j)
}
