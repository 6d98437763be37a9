package store

import (
	"cmp"
	"encoding/binary"
	"runtime"
	"runtime/debug"
	"slices"
	"sort"
	"sync"
	"sync/atomic"

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
	jobs, counted, err := tx.jobs()
	if err != nil {
		return nil, err
	}
	sieves := make([]sieve, max(1, min(runtime.GOMAXPROCS(0), len(jobs))))
	var next atomic.Int64
	var wg sync.WaitGroup
	for i := range sieves {
		s := &sieves[i]
		*s = sieve{open: tx.key.Opener().Open, raw: raw, keep: keep}
		if !counted {
			s.pages = tx.file.apart(windowSize)
		}
		wg.Go(func() {
			debug.SetPanicOnFault(true) // it counts for this goroutine only, which ends here
			for n := next.Add(1); n <= int64(len(jobs)) && s.err == nil; n = next.Add(1) {
				s.err = guard("entry", func() error { return jobs[n-1](s) })
			}
		})
	}
	wg.Wait()
	return tx.gather(sieves, counted)
}

// jobs are the parts of the bucket of entries, small enough that no core waits long for
// another. Mostly they read its pages from the file by themselves and look at each as
// they go: one reading, no map, and memory for a page and no more. What this
// transaction wrote is not in the file yet; then they are parts of a list that was
// counted.
func (tx *Tx) jobs() (jobs []func(*sieve) error, counted bool, err error) {
	if tx.file == nil || tx.changed || tx.file.roots[bEntries] == 0 {
		list, err := tx.numbered(bEntries)
		for part := range slices.Chunk(list, share) {
			jobs = append(jobs, func(s *sieve) error { return s.list(part) })
		}
		return jobs, true, err
	}
	var spans []span
	err = tx.guard("bucket", func() (err error) {
		spans, err = tx.file.spans(bEntries, enough)
		return err
	})
	for part := range slices.Chunk(spans, max(1, len(spans)/enough)) {
		jobs = append(jobs, func(s *sieve) error { return s.spans(part) })
	}
	return jobs, false, err
}

const (
	share  = 256 // records of a list in a job
	enough = 64  // jobs, to be fair to both cores
)

func (tx *Tx) gather(sieves []sieve, counted bool) ([]journal.Entry, error) {
	t := tx.head.tally(bEntries)
	all, sum := []found(nil), tally{Next: firstEntry}
	living := uint64(0)
	checks := []*check{}
	for _, s := range sieves {
		if s.err != nil {
			return nil, tx.guard("entries", func() error { return s.err })
		}
		all = append(all, s.found...)
		living += s.living
		sum.add(s.tally)
		checks = append(checks, s.pages)
	}
	if !counted {
		err := tx.guard("bucket", func() error {
			// Keys rise through the whole tree, so as many as the last number are all.
			if err := t.check(bEntries, sum.Count, sum.Sum); err != nil || sum.Next != t.Next || t.Count+1 != t.Next {
				return cmp.Or(err, damaged("entries: %d records below %d", sum.Count, t.Next))
			}
			return tx.file.join(checks)
		})
		if err != nil {
			return nil, err
		}
	}
	if living != tx.head.Living {
		return nil, tx.damage("%d living entries, not %d", living, tx.head.Living)
	}
	sort.Slice(all, func(i, j int) bool { return newestFirst(all[i], all[j]) < 0 })
	return entries(all), nil
}

// sieve is one core's part of a Sift.
type sieve struct {
	open   opener
	raw    func([]byte) bool
	keep   func(journal.Entry) bool
	pages  *check // looks at the pages, where they are not of a list
	tally  tally  // of what it read
	found  []found
	living uint64
	err    error
}

func (s *sieve) list(part []record) error {
	for _, r := range part {
		if err := s.look(r.key, r.sealed); err != nil {
			return err
		}
	}
	return nil
}

func (s *sieve) spans(part []span) error {
	for _, p := range part {
		if err := s.pages.tree(p.page, p.from, p.to, p.level, s.item); err != nil {
			return err
		}
	}
	return nil
}

// item is a record in its page.
func (s *sieve) item(it item) error {
	if err := plainItem(it); err != nil {
		return err
	}
	if len(it.key) != 8 {
		return damaged("entry under a key of %d bytes", len(it.key))
	}
	s.tally.Count++
	s.tally.flip(bEntries, it.key, it.value)
	s.tally.Next = max(s.tally.Next, binary.BigEndian.Uint64(it.key)+1)
	return s.look(it.key, it.value)
}

func (s *sieve) look(key, sealed []byte) error {
	body, err := openRecord(s.open, bEntries, key, sealed)
	if err != nil {
		return err
	}
	l, err := decodeLine(body)
	if err != nil || l.stub() {
		return err
	}
	s.living++
	if s.raw != nil && !s.raw(l.json) {
		return nil
	}
	at := binary.BigEndian.Uint64(key)
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
