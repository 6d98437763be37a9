package store

import (
	"encoding/binary"
	"fmt"
	"math"
	"time"

	"github.com/recover-journal/recover/internal/clock"
	"github.com/recover-journal/recover/internal/journal"
)

// minMoment is before every moment.
const minMoment = math.MinInt64

// line is a record of the entries' bucket: an entry, or the stub that stays where one
// was. Ceiling is the latest moment among it and all before it.
type line struct {
	ceiling int64
	next    uint64 // where an edited entry went; zero for one that was removed
	json    []byte // nothing in a stub
}

const lineHead = 16

func (l line) encode() []byte {
	b := make([]byte, 0, lineHead+len(l.json))
	b = binary.BigEndian.AppendUint64(b, uint64(l.ceiling))
	b = binary.BigEndian.AppendUint64(b, l.next)
	return append(b, l.json...)
}

func decodeLine(b []byte) (line, error) {
	if len(b) < lineHead {
		return line{}, damaged("entry of %d bytes", len(b))
	}
	return line{
		ceiling: int64(binary.BigEndian.Uint64(b)),
		next:    binary.BigEndian.Uint64(b[8:]),
		json:    b[lineHead:],
	}, nil
}

func (l line) stub() bool { return len(l.json) == 0 }

// moment is what entries are ordered by: nothing finer than a millisecond is kept.
func moment(m clock.Moment) int64 { return m.UTC.UnixMilli() }

// Living counts the entries that were not removed.
func (tx *Tx) Living() int { return int(tx.head.Living) }

// AddEntry keeps an entry and gives it back as kept. Without an id it gets one; an id
// that it brings must be free (ErrTaken) or be that of a removed entry, which it then
// brings back.
func (tx *Tx) AddEntry(e journal.Entry) (journal.Entry, error) {
	if err := tidy(&e); err != nil {
		return e, err
	}
	id, err := tx.claim(e.ID)
	if err != nil {
		return e, err
	}
	e.ID = journal.ID(id)
	if err := tx.appendEntry(id, e); err != nil {
		return e, err
	}
	tx.head.Living++
	return e, nil
}

// EditEntry keeps e in the place of the entry with its id. An e that moves When past
// the old Stored must bring a new one.
func (tx *Tx) EditEntry(e journal.Entry) error {
	if err := tidy(&e); err != nil {
		return err
	}
	id, at, old, err := tx.find(e.ID)
	if err != nil {
		return err
	}
	old.next = tx.head.tally(bEntries).Next
	if err := tx.appendEntry(id, e); err != nil {
		return err
	}
	if at < tx.fresh { // and not an entry that this transaction made
		if err := tx.forget(lost{Number: at}); err != nil {
			return err
		}
	}
	return tx.stub(at, old)
}

// RemoveEntry takes an entry out of every view. Its id is not given to another.
func (tx *Tx) RemoveEntry(id string) error {
	_, at, old, err := tx.find(id)
	if err != nil {
		return err
	}
	tx.head.Living--
	if err := tx.forget(lost{Number: at}); err != nil {
		return err
	}
	return tx.stub(at, old)
}

// Entry is the entry with an id, or ErrNoEntry.
func (tx *Tx) Entry(id string) (journal.Entry, error) {
	_, _, l, err := tx.find(id)
	if err != nil {
		return journal.Entry{}, err
	}
	return tx.decode(l)
}

// tidy cuts moments to what is kept and refuses what would break the walk: an entry's
// moment after its own writing.
func tidy(e *journal.Entry) error {
	e.When.UTC = e.When.UTC.Truncate(time.Millisecond)
	e.Stored.UTC = e.Stored.UTC.Truncate(time.Millisecond)
	if e.When.IsZero() || e.Stored.IsZero() {
		return fmt.Errorf("entry without its moments: %w", journal.ErrEntry)
	}
	if moment(e.When) > moment(e.Stored) {
		return fmt.Errorf("entry: %w", ErrFuture)
	}
	return nil
}

// claim is the number behind an id: of the one asked for, or the next that is free.
func (tx *Tx) claim(wanted string) (uint64, error) {
	if wanted == "" {
		for {
			id := tx.head.NextID
			tx.head.NextID++
			if at, err := tx.lookUp(id); err != nil || at == 0 {
				return id, err
			}
		}
	}
	id, err := journal.Number(wanted)
	if err != nil {
		return 0, err
	}
	at, err := tx.lookUp(id)
	if err != nil {
		return 0, err
	}
	if at != 0 {
		if l, err := tx.line(at); err != nil || !l.stub() {
			return 0, orTaken(err)
		}
	}
	// The counter moves past what was taken in, so that an id which a fact still
	// names is not given again; but a made-up id must not make all later ones long.
	if id >= tx.head.NextID && id < farID {
		tx.head.NextID = id + 1
	}
	return id, nil
}

// farID is the number of the first id with six signs, after 34 million others.
const farID = 1<<20 + 1<<25

func orTaken(err error) error {
	if err != nil {
		return err
	}
	return fmt.Errorf("entry: %w", ErrTaken)
}

// appendEntry writes e under the next number and points its id there.
func (tx *Tx) appendEntry(id uint64, e journal.Entry) error {
	json, err := e.Encode()
	if err != nil {
		return err
	}
	tx.head.Ceiling = max(tx.head.Ceiling, moment(e.When))
	at, err := tx.append(bEntries, line{ceiling: tx.head.Ceiling, json: json}.encode())
	if err != nil {
		return err
	}
	return tx.point(id, at)
}

func (tx *Tx) stub(at uint64, old line) error {
	return tx.put(bEntries, number(at), line{ceiling: old.ceiling, next: old.next}.encode())
}

// find is where the living entry with an id lies.
func (tx *Tx) find(id string) (n, at uint64, l line, err error) {
	n, err = journal.Number(id)
	if err != nil {
		return 0, 0, line{}, fmt.Errorf("%w: %w", ErrNoEntry, err)
	}
	at, err = tx.lookUp(n)
	if err == nil && at == 0 {
		err = fmt.Errorf("entry: %w", ErrNoEntry)
	}
	if err != nil {
		return 0, 0, line{}, err
	}
	l, err = tx.line(at)
	if err == nil && l.stub() {
		err = fmt.Errorf("entry: removed: %w", ErrNoEntry)
	}
	return n, at, l, err
}

func (tx *Tx) line(at uint64) (line, error) {
	body, err := tx.get(bEntries, number(at))
	if err != nil {
		return line{}, err
	}
	if body == nil {
		return line{}, tx.damage("entry %d is missing", at)
	}
	var l line
	err = tx.guard("entry", func() error {
		l, err = decodeLine(body)
		return err
	})
	return l, err
}

// decode is for an entry that was sealed by us: what cannot be read is damage.
func (tx *Tx) decode(l line) (journal.Entry, error) {
	e, err := journal.Decode(l.json)
	if err != nil {
		return journal.Entry{}, tx.damage("entry")
	}
	return e, nil
}
