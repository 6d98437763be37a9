package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/recover-journal/recover/internal/clock"
	"github.com/recover-journal/recover/internal/journal"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/internal/store"
)

// desk is an open journal to a command: its state as last read, and the way to keep
// something in it. The file itself is open only inside load, keep and undo.
type desk struct {
	*options
	paths   paths
	journal *store.Journal
	plan    journey.Plan
	state   journey.State
	now     time.Time // as the machine says; state.Clock says which time counts
	device  *time.Location
	partner string // what the person calls them, or ""
	pronoun string // the id of the word for them, or ""

	slipWords func(*journal.Entry) // see keepSlip
}

// setting names of the sealed shelf.
const (
	settingPartner = "partner"
	settingPronoun = "pronoun"
)

// open unlocks the journal and reads it.
func (o *options) open(ctx context.Context) (*desk, error) {
	if err := o.prepare(); err != nil {
		return nil, err
	}
	p, err := o.paths()
	if err != nil {
		return nil, err
	}
	if info, err := os.Stat(p.journal); err == nil && !info.Mode().IsRegular() {
		return nil, &fault{code: codeFile, id: "not-journal", pairs: []string{"file", clean(p.journal)}}
	}
	h, err := store.Peek(ctx, p.journal, store.Options{})
	if err != nil {
		return nil, err
	}
	key, err := o.unlock(ctx, p, h)
	if err != nil {
		return nil, err
	}
	j := o.journalAt(p, key)
	now, err := o.env.Now()
	if err != nil {
		return nil, &fault{code: codeFile, id: "clock", err: err}
	}
	if _, err := j.Migrate(ctx, h, now); err != nil {
		return nil, err
	}
	if o.typed && !o.keepSecret {
		o.lockable = &lockable{p.journal, h, key}
	}
	return o.at(ctx, p, j)
}

// at is the desk over a journal that is unlocked.
func (o *options) at(ctx context.Context, p paths, j *store.Journal) (*desk, error) {
	device, err := clock.Zone(o.env.Device())
	if err != nil {
		device = time.UTC
	}
	d := &desk{options: o, paths: p, journal: j, plan: o.words().Plan(), device: device}
	if err := d.load(ctx); err != nil {
		return d, err
	}
	d.takeOrphans(ctx)
	return d, nil
}

// load reads the facts anew and notes in the state home that the journal was seen.
func (d *desk) load(ctx context.Context) error {
	now, err := d.env.Now()
	if err != nil {
		return &fault{code: codeFile, id: "clock", err: err}
	}
	n := d.paths.noted(d.journal.Key().Journal()) // before, so that another window's saving is no going back
	var counter uint64
	err = d.journal.View(ctx, func(tx *store.Tx) error {
		counter = tx.Counter()
		if b, ok, err := tx.Get(store.Settings, settingPartner); err != nil {
			return err
		} else if ok {
			d.partner = string(b)
		}
		b, _, err := tx.Get(store.Settings, settingPronoun)
		if err != nil {
			return err
		}
		d.pronoun = string(b)
		d.words().Call(d.pronoun)
		facts, err := readFacts(tx)
		d.state = journey.Replay(facts)
		return err
	})
	if err != nil {
		return err
	}
	d.older(n, counter)
	d.saw(d.state.With(d.meanwhile(d.state, now)...), now, counter)
	return nil
}

// meanwhile is what time itself brought since the journal was last open. A long absence
// is noted until it is asked about: having been open once more does not end it.
func (d *desk) meanwhile(s journey.State, now time.Time) []journey.Fact {
	id := d.journal.Key().Journal()
	n := d.paths.noted(id)
	if n.Gone == 0 {
		if n.Gone = d.plan.Gone(s, n.Seen, now); n.Gone != 0 {
			d.paths.note(id, n)
		}
	}
	return d.plan.Meanwhile(s, n.Seen, n.Gone, now, d.device)
}

// saw takes a state as the present one, and notes in the state home that the journal
// was open.
func (d *desk) saw(s journey.State, now time.Time, counter uint64) {
	d.state, d.now = s, now
	id := d.journal.Key().Journal()
	n := d.paths.noted(id)
	old := n
	if now.After(n.Seen.Add(seenEvery)) || now.After(n.Seen) && clock.DayOf(now, d.home()) != clock.DayOf(n.Seen, d.home()) {
		n.Seen = now.UTC()
	}
	n.Counter, n.Sight = max(n.Counter, counter), d.journal.Sight()
	if s.Due["away"] == "" {
		n.Gone = 0
	}
	if n != old {
		d.paths.note(id, n)
	}
}

// seenEvery is how far the note of the last look may lag: it counts days, and a command
// that changes nothing need not write.
const seenEvery = 10 * time.Minute

func readFacts(tx *store.Tx) ([]journey.Fact, error) {
	raw, err := tx.Facts()
	if err != nil {
		return nil, err
	}
	facts := make([]journey.Fact, len(raw))
	for i, b := range raw {
		if err := json.Unmarshal(b, &facts[i]); err != nil {
			return nil, fmt.Errorf("fact %d: %w: %w", i, store.ErrDamaged, err)
		}
	}
	return facts, nil
}

func appendFacts(tx *store.Tx, facts []journey.Fact) error {
	raw := make([][]byte, len(facts))
	for i, f := range facts {
		b, err := json.Marshal(f)
		if err != nil {
			return err
		}
		raw[i] = b
	}
	return tx.AppendFacts(raw...)
}

// today is the civil date that counts.
func (d *desk) today() clock.Day { return d.state.Today(d.now) }

// home is the zone in which days are counted.
func (d *desk) home() *time.Location {
	if z, err := clock.Zone(d.state.Zone); err == nil {
		return z
	}
	return time.UTC
}
