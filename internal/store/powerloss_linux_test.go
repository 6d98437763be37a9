//go:build amd64

package store

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// childLives does many things, each said when it is kept.
func childLives(t *testing.T, path string) {
	j := childJournal(t, path, Options{})
	fmt.Println("ready")
	for n := 1; n <= 60; n++ {
		var err error
		switch {
		case n%20 == 10:
			err = j.Rewrite(ctx, Change{Edit: func(tx *Tx) error { return tx.AppendFacts([]byte(strconv.Itoa(n))) }})
		case n%20 == 0:
			_, err = j.Daily(ctx, day0.AddDate(0, 0, n))
			fallthrough
		default:
			err = errors.Join(err, j.Update(ctx, func(tx *Tx) error {
				_, err := tx.AddEntry(entryAt(n, n, strings.Repeat("word ", n*7%300)))
				return errors.Join(err, tx.AppendFacts([]byte(strconv.Itoa(n))), tx.Put(Answers, "why.0", []byte(strconv.Itoa(n))))
			}))
		}
		if err != nil {
			t.Fatal(err)
		}
		fmt.Println("kept", n)
	}
}

// disk is what a disk may hold after the power went: for each file what was synced, and
// what was written after that and may be there or not, in pieces of 512 bytes.
type disk struct {
	durable map[string][]byte
	pending map[string][]call
	names   []call // renames, links and removals that the folder was not synced after
}

const sector = 512

func newDisk() *disk { return &disk{map[string][]byte{}, map[string][]call{}, nil} }

// apply takes the next call of the record.
func (d *disk) apply(c call) {
	switch c.name {
	case "pwrite", "write", "truncate":
		d.pending[c.path] = append(d.pending[c.path], c)
	case "rename", "link", "unlink":
		_, synced := d.durable[c.path]
		if _, known := d.pending[c.path]; synced || known { // else it fails: there is no such file
			d.names = append(d.names, c)
		}
	case "sync":
		if _, isFolder := d.folder(c.path); isFolder {
			for _, n := range d.names {
				d.rename(n)
			}
			d.names = nil
			return
		}
		b := d.durable[c.path]
		for _, p := range d.pending[c.path] {
			b = written(b, p, nil)
		}
		d.durable[c.path] = b
		delete(d.pending, c.path)
	}
}

func (d *disk) folder(path string) (string, bool) {
	info, err := os.Stat(path)
	return path, err == nil && info.IsDir()
}

// rename moves what is known of a file to its new name.
func (d *disk) rename(c call) {
	switch c.name {
	case "unlink":
		delete(d.durable, c.path)
		delete(d.pending, c.path)
	case "rename", "link":
		d.durable[c.to] = d.durable[c.path]
		d.pending[c.to] = d.pending[c.path]
		if c.name == "rename" {
			delete(d.durable, c.path)
			delete(d.pending, c.path)
		}
	}
}

// written puts a write into a copy of a file's bytes; torn says which sectors arrived.
func written(b []byte, c call, torn func() bool) []byte {
	if c.name == "truncate" {
		if torn != nil && torn() {
			return b
		}
		n := int(c.offset)
		if n <= len(b) {
			return bytes.Clone(b[:n])
		}
		return append(bytes.Clone(b), make([]byte, n-len(b))...)
	}
	at := int(c.offset)
	if at < 0 {
		at = len(b)
	}
	b = bytes.Clone(b)
	for i := 0; i < len(c.data); i += sector {
		if torn != nil && torn() {
			continue
		}
		part := c.data[i:min(i+sector, len(c.data))]
		if end := at + i + len(part); end > len(b) {
			b = append(b, make([]byte, end-len(b))...)
		}
		copy(b[at+i:], part)
	}
	return b
}

// image is one thing that may be found after the power went now: some of the pending
// writes, torn, and the first few of the pending names.
func (d *disk) image(r *rand.Rand) map[string][]byte {
	x := &disk{maps.Clone(d.durable), maps.Clone(d.pending), nil}
	for path, pending := range d.pending {
		b := x.durable[path]
		share := r.Float64()
		for _, c := range pending {
			b = written(b, c, func() bool { return r.Float64() > share })
		}
		x.durable[path] = b
		delete(x.pending, path)
	}
	for _, c := range d.names[:r.IntN(len(d.names)+1)] {
		x.rename(c)
	}
	return x.durable
}

// The power goes at any moment: whatever subset of the unsynced sectors reached the
// disk, the journal opens, is whole, and holds all that was said to be kept.
func TestPowerLoss(t *testing.T) {
	j := newJournal(t, Options{}, nil)
	leaveKey(t, j)
	first, err := os.ReadFile(j.path)
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Dir(j.path)
	var record []call
	kept := map[int]int{} // by place in the record: the last number said to be kept
	said, _ := traced(t, child(t, "live "+j.path), dir, func(c call) verdict {
		if c.name == other {
			return verdict{}
		}
		if c.path != "standard output" {
			record = append(record, c)
		} else if n, err := strconv.Atoi(strings.TrimSpace(strings.TrimPrefix(string(c.data), "kept "))); err == nil {
			kept[len(record)] = n
		}
		return verdict{}
	})
	if !strings.Contains(said, "kept 60") || len(record) < 150 {
		t.Fatalf("%d calls; the child said %q", len(record), said)
	}
	r := rand.New(rand.NewPCG(7, 7))
	d := newDisk()
	d.durable[j.path] = first
	each := times(1, 2, 8)
	images, last, older := 0, 0, 0
	at := filepath.Join(t.TempDir(), "journal.db")
	for i := 0; i <= len(record); i++ {
		last = max(last, kept[i])
		for range each {
			files := d.image(r)
			images++
			found := holds(t, j.key.KeyFile(), at, files[j.path], fmt.Sprintf("after call %d (%d kept)", i, last))
			if found < last {
				t.Fatalf("after call %d: %d kept of %d", i, found, last)
			}
			if found == last {
				older++
			}
		}
		if i < len(record) {
			d.apply(record[i])
		}
	}
	t.Logf("%d images of %d calls, in %d of them not more than was said to be kept", images, len(record), older)
	if images < 300 {
		t.Errorf("only %d images", images)
	}
}

// holds opens an image and gives the last number in it.
func holds(t *testing.T, keyFile []byte, at string, b []byte, what string) (last int) {
	t.Helper()
	if err := os.WriteFile(at, b, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(at+".key", keyFile, 0o600); err != nil {
		t.Fatal(err)
	}
	read := func(o Options) error {
		return childJournal(t, at, o).View(ctx, func(tx *Tx) error {
			facts, err := tx.Facts()
			if err != nil {
				return err
			}
			for i, f := range facts {
				if string(f) != strconv.Itoa(i+1) {
					return damaged("fact %d is %s", i+1, f)
				}
			}
			last = len(facts)
			return tx.Verify()
		})
	}
	err := read(Options{})
	if errors.Is(err, ErrHeader) { // a torn header page: said, and the other one holds the commit before
		err = read(Options{OneHeader: true})
	}
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	return last
}
