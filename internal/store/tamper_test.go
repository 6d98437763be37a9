package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"go.etcd.io/bbolt"
)

func containsText(b []byte, s string) bool { return bytes.Contains(b, []byte(s)) }

// tamper changes a copy of the journal through bbolt itself, as someone would who can
// write the file and knows bbolt, but not the key.
func tamper(t *testing.T, j *Journal, f func(b *bbolt.Tx) error) *Journal {
	t.Helper()
	b, err := os.ReadFile(j.path)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "journal.db")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Update(f); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return Open(path, j.key, Options{})
}

func bucketOf(b *bbolt.Tx, name byte) *bbolt.Bucket { return b.Bucket([]byte{name}) }

// Six ways to change a journal without its key, each in several buckets, and each is
// found by whatever reads the bucket whole.
func TestTampering(t *testing.T) {
	t.Parallel()
	j := newJournal(t, Options{}, someLife(40))
	var id string
	old := make(map[byte][]byte)
	view(t, j, func(tx *Tx) error {
		list, err := tx.Latest(1, nil)
		id = list[0].ID
		old['e'] = bytes.Clone(tx.bucket('e').Get(number(40)))
		old['a'] = bytes.Clone(tx.bucket('a').Get(nameKey(tx.key, 'a', "why.0")))
		old['h'] = bytes.Clone(tx.b.Bucket([]byte{'h'}).Get([]byte(headKey)))
		return err
	})
	update(t, j, func(tx *Tx) error {
		e, err := tx.Entry(id)
		e.What = "other words"
		return errors.Join(err, tx.EditEntry(e), tx.Put(Answers, "why.0", []byte("new")))
	})
	verify(t, j)

	name := func(tx *Tx, s string) []byte { return nameKey(j.key, 'a', s) }
	read := map[byte]func(*Tx) error{
		'e': func(tx *Tx) error { _, err := tx.Latest(0, nil); return err },
		'f': func(tx *Tx) error { _, err := tx.Facts(); return err },
		'a': func(tx *Tx) error { _, err := tx.All(Answers); return err },
	}
	swap := func(bucket byte, a, b []byte) func(*bbolt.Tx) error {
		return func(tx *bbolt.Tx) error {
			k := bucketOf(tx, bucket)
			x, y := bytes.Clone(k.Get(a)), bytes.Clone(k.Get(b))
			return errors.Join(k.Put(a, y), k.Put(b, x))
		}
	}
	change := func(bucket byte, key []byte, f func(v []byte) []byte) func(*bbolt.Tx) error {
		return func(tx *bbolt.Tx) error {
			k := bucketOf(tx, bucket)
			return k.Put(key, f(bytes.Clone(k.Get(key))))
		}
	}
	remove := func(bucket byte, key []byte) func(*bbolt.Tx) error {
		return func(tx *bbolt.Tx) error { return bucketOf(tx, bucket).Delete(key) }
	}
	version := func(v []byte) []byte { v[0] = 2; return v }
	restore := func(bucket byte) func([]byte) []byte { return func([]byte) []byte { return old[bucket] } }
	copyTo := func(bucket byte, from, to []byte) func(*bbolt.Tx) error {
		return func(tx *bbolt.Tx) error {
			return bucketOf(tx, bucket).Put(to, bytes.Clone(bucketOf(tx, bucket).Get(from)))
		}
	}
	for _, c := range []struct {
		what   string
		bucket byte
		do     func(*bbolt.Tx) error
	}{
		{"entries swapped", 'e', swap('e', number(3), number(4))},
		{"facts swapped", 'f', swap('f', number(1), number(2))},
		{"answers swapped", 'a', swap('a', name(nil, "why.0"), name(nil, "why.10"))},
		{"entry copied", 'e', copyTo('e', number(3), number(42))},
		{"entry copied over another", 'e', copyTo('e', number(3), number(4))},
		{"fact copied", 'f', copyTo('f', number(1), number(5))},
		{"version byte", 'e', change('e', number(3), version)},
		{"version byte of a fact", 'f', change('f', number(1), version)},
		{"entry deleted", 'e', remove('e', number(3))},
		{"last entry deleted", 'e', remove('e', number(41))},
		{"last fact deleted", 'f', remove('f', number(4))},
		{"answer deleted", 'a', remove('a', name(nil, "why.0"))},
		{"head deleted", 0, remove('h', []byte(headKey))},
		{"old entry for its stub", 'e', change('e', number(40), restore('e'))},
		{"old answer", 'a', change('a', name(nil, "why.0"), restore('a'))},
		{"old head", 'e', change('h', []byte(headKey), restore('h'))},
		{"clear bucket", 0, change('k', []byte{keySchema}, func([]byte) []byte { return []byte("0") })},
		{"bucket deleted", 0, func(tx *bbolt.Tx) error { return tx.DeleteBucket([]byte{'u'}) }},
	} {
		bad := tamper(t, j, c.do)
		if err := bad.View(ctx, (*Tx).Verify); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: verify: %v", c.what, err)
		}
		look := read[c.bucket]
		if look == nil {
			look = func(*Tx) error { return nil } // the head is looked at in any case
		}
		if err := bad.View(ctx, look); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: reading: %v", c.what, err)
		}
		if err := bad.Rewrite(ctx, Change{}); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: rewriting: %v", c.what, err)
		}
	}
	verify(t, tamper(t, j, func(*bbolt.Tx) error { return nil }))
}

// Even a caller who overlooks the error keeps nothing after damage was met.
func TestDamageStopsWriting(t *testing.T) {
	t.Parallel()
	bad := tamper(t, newJournal(t, Options{}, someLife(40)), func(tx *bbolt.Tx) error {
		return bucketOf(tx, 'f').Delete(number(1))
	})
	err := bad.Update(ctx, func(tx *Tx) error {
		tx.Facts()
		tx.AppendFacts([]byte("x"))
		return nil
	})
	if !errors.Is(err, ErrDamaged) {
		t.Error(err)
	}
}

// Nothing typed, and no name, stands in the file: not in its pages, not in its free
// ones, not in a successor, not in a snapshot.
func TestNothingReadable(t *testing.T) {
	t.Parallel()
	j := newJournal(t, Options{}, someLife(200))
	update(t, j, func(tx *Tx) error {
		list, err := tx.Latest(50, nil)
		for _, e := range list {
			e.Note += marker
			err = errors.Join(err, tx.EditEntry(e))
		}
		return errors.Join(err, tx.Burn(Letters, "one"))
	})
	snapshot := filepath.Join(filepath.Dir(j.path), "snapshots", "2026-01-01")
	if err := j.Snapshot(ctx, snapshot); err != nil {
		t.Fatal(err)
	}
	verify(t, Open(snapshot, j.key, Options{}))
	for range 2 {
		for _, path := range []string{j.path, snapshot} {
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range []string{marker, "trigger", "intensity", "why.", "entry 1", "fact"} {
				if containsText(b, s) {
					t.Errorf("%s holds %q", path, s)
				}
			}
		}
		if err := j.Rewrite(ctx, Change{}); err != nil {
			t.Fatal(err)
		}
	}
}

// After a rewrite no sealed byte of what was removed is left in the file.
func TestForgetting(t *testing.T) {
	t.Parallel()
	j := newJournal(t, Options{}, someLife(30))
	var gone [][]byte
	update(t, j, func(tx *Tx) error {
		for n := range uint64(30) {
			gone = append(gone, bytes.Clone(tx.bucket('e').Get(number(n+1))))
		}
		list, err := tx.Latest(0, nil)
		for _, e := range list {
			err = errors.Join(err, tx.RemoveEntry(e.ID))
		}
		return err
	})
	count := func() int {
		b, _ := os.ReadFile(j.path)
		return len(slices.DeleteFunc(slices.Clone(gone), func(s []byte) bool { return !bytes.Contains(b, s) }))
	}
	before := count()
	if err := j.Rewrite(ctx, Change{}); err != nil {
		t.Fatal(err)
	}
	if before == 0 || count() != 0 {
		t.Errorf("%d removed records in the file before, %d after", before, count())
	}
	verify(t, j)
}
