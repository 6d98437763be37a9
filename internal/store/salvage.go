package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"sort"

	"github.com/recover-journal/recover/internal/journal"
	"github.com/recover-journal/recover/internal/seal"
)

// Salvaged is what was brought out of a damaged file, and what was not.
type Salvaged struct {
	Entries, Facts, Answers, Letters, Agreements, Drafts, Settings int

	Missing map[string]int // records of a kind that the head counts and nobody found
	Numbers []uint64       // the numbers of missing entries, at most some hundred
	Free    int            // records found in free space alone: removed ones, not brought back
	Unsure  bool           // no list of free space was found: removed ones may be among them
	Head    bool           // the head was found: without it nobody knows what is missing
}

// Wrappings finds every wrapped key in a file, whatever state it is in.
func Wrappings(path string) (list []seal.Wraps, ids []seal.ID, err error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, onDisk("journal file", err)
	}
	eachItem(b, func(_ uint64, key, value []byte) {
		switch {
		case len(key) == 1 && key[0] == keyPassphrase && len(value) > 0:
			list = append(list, seal.Wraps{Passphrase: bytes.Clone(value)})
		case len(key) == 1 && key[0] == keyRecovery && len(value) > 0:
			list = append(list, seal.Wraps{Recovery: bytes.Clone(value)})
		case len(key) == 1 && key[0] == keyJournal && len(value) == len(seal.ID{}):
			ids = append(ids, seal.ID(value))
		}
	})
	return list, ids, nil
}

// Salvage forgets the tree of a damaged file, looks at every page for records, and
// writes those that authenticate into a new journal at to. The file itself is read and
// never written.
func Salvage(ctx context.Context, from, to string, key seal.Key, o Options) (Salvaged, error) {
	b, err := os.ReadFile(from)
	if err != nil {
		return Salvaged{}, onDisk("journal file", err)
	}
	w := newWreck(b, key)
	list, _, err := Wrappings(from)
	if err != nil {
		return Salvaged{}, err
	}
	_, err = Create(ctx, to, key, w.wraps(list), o, w.rebuild)
	if err != nil {
		return Salvaged{}, fmt.Errorf("salvage: %w", err)
	}
	return w.result, nil
}

// wreck is what was found in a damaged file.
type wreck struct {
	key    seal.Key
	head   head
	found  map[byte]map[string]piece // by bucket and key, the newest
	result Salvaged
}

type piece struct {
	rev  uint64
	body []byte
	free bool
}

func newWreck(b []byte, key seal.Key) *wreck {
	w := &wreck{key: key, found: map[byte]map[string]piece{}}
	for i := range tallied {
		w.found[tallied[i]] = map[string]piece{}
	}
	free, sure := freePages(b)
	w.result.Unsure = !sure
	eachItem(b, func(page uint64, k, value []byte) {
		w.take(free[page], k, value)
	})
	return w
}

// take keeps a record that authenticates as one of a bucket, if none that is newer was
// found. One in free space is only counted, unless the same lies in use.
func (w *wreck) take(free bool, k, value []byte) {
	if string(k) == headKey {
		if plain, err := w.key.OpenHead(bHead, k, value); err == nil {
			if h, err := decodeHead(plain); err == nil && (!w.result.Head || h.Commit > w.head.Commit) {
				w.head, w.result.Head = h, true
			}
		}
		return
	}
	for bucket := range w.found {
		plain, err := w.key.Open(bucket, k, value)
		if err != nil || len(plain) < revSize {
			continue
		}
		p := piece{rev: binary.BigEndian.Uint64(plain), body: bytes.Clone(plain[revSize:]), free: free}
		old, had := w.found[bucket][string(k)]
		if !had || old.free && !p.free || old.free == p.free && p.rev > old.rev {
			w.found[bucket][string(k)] = p
		}
		return
	}
}

// wraps are the newest wrappings that hold this key. Which those are cannot be tried
// without a passphrase; the ones in use come last in the file's own order, so that the
// last of each is taken.
func (w *wreck) wraps(list []seal.Wraps) (out seal.Wraps) {
	for _, l := range list {
		if l.Passphrase != nil {
			out.Passphrase = l.Passphrase
		}
		if l.Recovery != nil {
			out.Recovery = l.Recovery
		}
	}
	return out
}

// used gives the pieces of a bucket that are in use, in the order of their keys.
func (w *wreck) used(bucket byte) (keys []string) {
	for _, k := range slices.Sorted(maps.Keys(w.found[bucket])) {
		if w.found[bucket][k].free {
			w.result.Free++
			continue
		}
		keys = append(keys, k)
	}
	return keys
}

// rebuild writes what was found as a journal of its own: in the old order, with new
// numbers, so that there are no gaps.
func (w *wreck) rebuild(tx *Tx) error {
	w.result.Missing = map[string]int{}
	tx.head.Commit = w.head.Commit
	if err := w.entries(tx); err != nil {
		return err
	}
	facts := w.used(bFacts)
	for _, k := range facts {
		if err := tx.AppendFacts(w.found[bFacts][k].body); err != nil {
			return err
		}
	}
	w.result.Facts = len(facts)
	for _, s := range []struct {
		shelf Shelf
		n     *int
	}{{Answers, &w.result.Answers}, {Letters, &w.result.Letters}, {Agreements, &w.result.Agreements}, {Drafts, &w.result.Drafts}, {Settings, &w.result.Settings}} {
		if err := w.shelf(tx, s.shelf, s.n); err != nil {
			return err
		}
	}
	if p, ok := w.found[bUndo][smallRecovery]; ok && !p.free {
		if err := tx.SetRecovery(string(p.body)); err != nil {
			return err
		}
	}
	w.count()
	return nil
}

// entries brings back the living ones, each once: the one with the highest number.
func (w *wreck) entries(tx *Tx) error {
	type entry struct {
		at uint64
		e  journal.Entry
	}
	latest := map[string]entry{}
	for _, k := range w.used(bEntries) {
		l, err := decodeLine(w.found[bEntries][k].body)
		if err != nil || l.stub() || len(k) != 8 {
			continue
		}
		e, err := journal.Decode(l.json)
		if err != nil {
			continue
		}
		latest[e.ID] = entry{binary.BigEndian.Uint64([]byte(k)), e}
	}
	list := slices.Collect(maps.Values(latest))
	sort.Slice(list, func(i, j int) bool { return list[i].at < list[j].at })
	for _, x := range list {
		if _, err := tx.AddEntry(x.e); err != nil {
			if errors.Is(err, ErrTaken) || errors.Is(err, ErrFuture) || errors.Is(err, journal.ErrEntry) {
				continue
			}
			return err
		}
		w.result.Entries++
	}
	tx.head.NextID = max(tx.head.NextID, w.head.NextID)
	return nil
}

// shelf brings back the versions of each name in their order.
func (w *wreck) shelf(tx *Tx, s Shelf, n *int) error {
	versions := map[string][][]byte{}
	if old := s.older(); old != 0 {
		for _, k := range w.used(old) {
			if v, ok := decodeVolume(w.found[old][k].body); ok {
				versions[v.name] = append(versions[v.name], v.plain)
			}
		}
	}
	for _, k := range w.used(byte(s)) {
		if v, ok := decodeVolume(w.found[byte(s)][k].body); ok {
			versions[v.name] = append(versions[v.name], v.plain)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(versions)) {
		for _, plain := range versions[name] {
			if err := tx.Put(s, name, plain); err != nil {
				return err
			}
		}
		*n++
	}
	return nil
}

const mostNumbers = 100

// count tells what the head knows of and nobody found.
func (w *wreck) count() {
	if !w.result.Head {
		return
	}
	for i := range tallied {
		bucket := tallied[i]
		if bucket == bUndo || bucket == bIndex {
			continue
		}
		found := 0
		for _, p := range w.found[bucket] {
			if !p.free {
				found++
			}
		}
		if n := int(w.head.Tallies[i].Count) - found; n > 0 {
			w.result.Missing[bucketWords[bucket]] = n
		}
	}
	for at := firstEntry; at < w.head.tally(bEntries).Next && len(w.result.Numbers) < mostNumbers; at++ {
		if p, ok := w.found[bEntries][string(number(at))]; !ok || p.free {
			w.result.Numbers = append(w.result.Numbers, at)
		}
	}
}
