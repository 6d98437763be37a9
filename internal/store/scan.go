package store

import (
	"runtime"
	"runtime/debug"
	"slices"
	"sync"

	"github.com/recover-journal/recover/internal/journal"
)

// Sift reads every entry, on every core, and gives those that both functions want
// (nil: any), in the order of Latest. raw sees an entry's bytes as kept (JSON of
// journal.Entry, with no escape that JSON does not need) before anything is decoded,
// which is what makes a search fast. Both are called from several goroutines at once
// and must not keep what they are given.
//
// What it read is compared with the head: nothing is missing and nothing is older
// than last written.
func (tx *Tx) Sift(raw func([]byte) bool, keep func(journal.Entry) bool) ([]journal.Entry, error) {
	list, err := tx.numbered(bEntries)
	if err != nil {
		return nil, err
	}
	workers := min(runtime.GOMAXPROCS(0), len(list)/leastShare+1)
	share := (len(list) + workers - 1) / workers
	sieves := make([]sieve, workers)
	var wg sync.WaitGroup
	for i := range sieves {
		sieves[i] = sieve{open: tx.key.Opener().Open, raw: raw, keep: keep}
		part := list[min(i*share, len(list)):min((i+1)*share, len(list))]
		wg.Go(func() { sieves[i].run(part, uint64(i*share)+firstEntry) })
	}
	wg.Wait()
	return tx.gather(sieves)
}

// leastShare is how many records make another core worth its waking.
const leastShare = 256

func (tx *Tx) gather(sieves []sieve) ([]journal.Entry, error) {
	var all []found
	living := uint64(0)
	for _, s := range sieves {
		if s.err != nil {
			return nil, tx.guard("entries", func() error { return s.err })
		}
		all = append(all, s.found...)
		living += s.living
	}
	if living != tx.head.Living {
		return nil, tx.damage("%d living entries, not %d", living, tx.head.Living)
	}
	slices.SortFunc(all, newestFirst)
	return entries(all), nil
}

// sieve is one core's part of a Sift.
type sieve struct {
	open   opener
	raw    func([]byte) bool
	keep   func(journal.Entry) bool
	found  []found
	living uint64
	err    error
}

func (s *sieve) run(part []record, first uint64) {
	debug.SetPanicOnFault(true) // it counts for this goroutine only, which ends here
	for i, r := range part {
		if s.err = s.look(first+uint64(i), r); s.err != nil {
			return
		}
	}
}

func (s *sieve) look(at uint64, r record) error {
	var l line
	err := guard("entry", func() error {
		body, err := openRecord(s.open, bEntries, r.key, r.sealed)
		if err != nil {
			return err
		}
		l, err = decodeLine(body)
		return err
	})
	if err != nil || l.stub() {
		return err
	}
	s.living++
	if s.raw != nil && !s.raw(l.json) {
		return nil
	}
	e, err := journal.Decode(l.json)
	if err != nil {
		return damaged("entry %d", at)
	}
	if s.keep == nil || s.keep(e) {
		s.found = append(s.found, found{moment(e.When), at, e})
	}
	return nil
}

// EachEntry gives every entry in the order in which they were written, until f says
// that it has enough.
func (tx *Tx) EachEntry(f func(journal.Entry) (more bool)) error {
	list, err := tx.numbered(bEntries)
	if err != nil {
		return err
	}
	for _, r := range list {
		body, err := tx.unseal(bEntries, r.key, r.sealed)
		if err != nil {
			return err
		}
		l, err := decodeLine(body)
		if err != nil || l.stub() {
			if err != nil {
				return err
			}
			continue
		}
		e, err := tx.decode(l)
		if err != nil || !f(e) {
			return err
		}
	}
	return nil
}
