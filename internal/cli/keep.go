package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/recover-journal/recover/internal/clock"
	"github.com/recover-journal/recover/internal/journal"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/internal/store"
)

// words are an answer as it is kept: what was said, when, and in which run of an
// event. They can be changed and burned; the facts know nothing of them.
type words struct {
	Value journey.Value `json:"value"`
	At    clock.Moment  `json:"at"`
	Day   clock.Day     `json:"day"`
	Run   int           `json:"run,omitempty"`
}

// change is what the undo slot holds of one answer: enough to put back what was there
// before.
type change struct {
	Question string         `json:"question"`
	Prior    *words         `json:"prior,omitempty"`  // nil: there was nothing
	Record   string         `json:"record,omitempty"` // in which record of a shelf the answer stands
	Entry    string         `json:"entry,omitempty"`
	Before   *journal.Entry `json:"before,omitempty"`  // the entry as it was; nil: it was made
	Removed  bool           `json:"removed,omitempty"` // the entry was taken out: Before is to come back
}

// errRefused ends a transaction that is to keep nothing.
var errRefused = errors.New("refused")

// keep judges answers by the journal as it is now and keeps them: all, or with any
// invalid one none. Two windows cannot undo each other, since each judges inside its
// own transaction.
func (d *desk) keep(ctx context.Context, given ...journey.Given) (j journey.Judgement, bad []journey.Invalid, err error) {
	now, err := d.env.Now()
	if err != nil {
		return j, nil, &fault{code: codeFile, id: "clock", err: err}
	}
	var after journey.State
	var counter uint64
	burned := false
	err = d.journal.Update(ctx, func(tx *store.Tx) error {
		facts, err := readFacts(tx)
		if err != nil {
			return err
		}
		state := journey.Replay(facts)
		before := d.meanwhile(state, now)
		state = state.With(before...)
		if j, bad = d.plan.AnswerAll(state, given, now, d.device); len(bad) > 0 {
			return errRefused
		}
		k := keeping{tx: tx, plan: d.plan, state: state, given: given, home: d.home(), beside: d.slipWords, untitled: d.untitled}
		if err := k.words(j.Facts); err != nil {
			return err
		}
		if burned, err = saidBurn(tx, given); err != nil {
			return err
		}
		after, counter = state.With(j.Facts...), tx.Counter()+1
		if err := revise(tx, after, j.Facts, false); err != nil {
			return err
		}
		return appendFacts(tx, append(before, j.Facts...))
	})
	if errors.Is(err, errRefused) {
		return j, bad, nil
	}
	if err != nil {
		return j, nil, err
	}
	// From here on the answer is kept: nothing below may fail, or it would be given twice.
	d.keptSome = true
	d.saw(after, now, counter)
	if burned {
		if d.journal.Rewrite(ctx, store.Change{}) != nil {
			d.notef("unsent.burn-later")
		} else {
			d.forgetCopies(ctx)
		}
	}
	return j, nil, nil
}

// keeping puts the words of a batch of answers where they belong.
type keeping struct {
	tx       *store.Tx
	plan     journey.Plan
	state    journey.State // as it stands before the fact in hand
	given    []journey.Given
	home     *time.Location
	entries  map[int]*journal.Entry // by run: the log entries that the batch writes
	before   map[int]*journal.Entry
	changes  []change
	untitled func(kind string) string // the line of an entry that was given none
	beside   func(*journal.Entry)     // puts what stands beside the answers into an entry, or nil
}

// words keeps what each answering fact was about, fills the ids of new log entries
// into the facts, and fills the undo slot.
func (k *keeping) words(facts []journey.Fact) error {
	k.entries, k.before = map[int]*journal.Entry{}, map[int]*journal.Entry{}
	for i := range facts {
		f := &facts[i]
		if f.Question != "" && (f.Kind == journey.Answered || f.Kind == journey.SkippedIt) {
			if err := k.one(f); err != nil {
				return err
			}
		}
		k.state = k.state.With(*f)
	}
	if err := k.log(); err != nil {
		return err
	}
	for i := range k.changes {
		if c := &k.changes[i]; c.Entry != "" {
			c.Before = k.before[runOf(facts, c.Question)]
		}
	}
	b, err := json.Marshal(k.changes)
	if err != nil {
		return err
	}
	return k.tx.SetUndo(b)
}

func runOf(facts []journey.Fact, question string) int {
	for _, f := range facts {
		if f.Question == question {
			return f.Run
		}
	}
	return 0
}

func (k *keeping) one(f *journey.Fact) error {
	w := words{At: f.At, Day: f.Day, Run: f.Run}
	for _, g := range k.given {
		if g.Question == f.Question {
			w.Value = g.Value
		}
	}
	c := change{Question: f.Question}
	e, _ := k.plan.EventOf(f.Question)
	if e.Shelf != "" {
		return k.record(e, f, w, c)
	}
	if e.Entry != "" {
		entry, err := k.entry(e, f)
		if err != nil {
			return err
		}
		c.Entry, f.Entry = entry.ID, entry.ID
		q, _ := k.plan.Question(f.Question)
		c.Prior = fieldOf(*entry, q)
		setField(entry, q, f, w.Value, k.home)
		k.changes = append(k.changes, c)
		return nil
	}
	if _, had := k.state.Answers[f.Question]; had && f.Run <= k.state.Runs[f.Name].Number {
		old, ok, err := getWords(k.tx, f.Question)
		if err != nil {
			return err
		}
		if ok {
			c.Prior = &old
		}
	}
	k.changes = append(k.changes, c)
	if err := putWords(k.tx, f.Question, w); err != nil {
		return err
	}
	if q, _ := k.plan.Question(f.Question); q.Entry != "" && !w.Value.Skipped() {
		return k.alsoLogged(q, f, w)
	}
	return nil
}

// alsoLogged writes an answer into the log, too. An answer given again changes the entry
// that it wrote before.
func (k *keeping) alsoLogged(q journey.Question, f *journey.Fact, w words) error {
	entry := journal.Entry{Kind: q.Entry, When: f.At, Stored: f.At, Fields: map[string]json.RawMessage{}}
	var before *journal.Entry
	old, err := k.tx.Entry(k.state.Answers[q.ID].Entry)
	switch {
	case err == nil:
		before, entry = &old, old
		entry.Fields = maps.Clone(old.Fields)
	case errors.Is(err, store.ErrNoEntry):
		if entry, err = k.tx.AddEntry(entry); err != nil {
			return err
		}
	default:
		return err
	}
	if entry.Fields == nil {
		entry.Fields = map[string]json.RawMessage{}
	}
	setField(&entry, q, f, w.Value, k.home)
	if days := k.plan.Numbers[q.Review]; days > 0 {
		b, err := json.Marshal((f.Day + clock.Day(days)).String())
		if err != nil {
			return err
		}
		entry.Fields["review"] = b
	}
	f.Entry = entry.ID
	k.changes = append(k.changes, change{Entry: entry.ID, Before: before})
	return k.tx.EditEntry(entry)
}

// record keeps an answer of an event whose runs are records on a shelf of their own. What
// is not freely agreed is not kept (CONTENT.md 11).
func (k *keeping) record(e journey.Event, f *journey.Fact, w words, c change) error {
	c.Record = strconv.Itoa(f.Run)
	r, err := getRecord(k.tx, f.Run)
	if err != nil {
		return err
	}
	if f.Question == "agree.free" && !w.Value.Yes() {
		k.changes = slices.DeleteFunc(k.changes, func(o change) bool { return o.Record == c.Record })
		return k.tx.Burn(store.Agreements, c.Record)
	}
	if old, ok := r[f.Question]; ok {
		c.Prior = &old
	}
	r[f.Question] = w
	k.changes = append(k.changes, c)
	return putRecord(k.tx, f.Run, r)
}

// record is the words of one run, by question.
type record map[string]words

func getRecord(tx *store.Tx, run int) (r record, err error) {
	b, ok, err := tx.Get(store.Agreements, strconv.Itoa(run))
	if err != nil || !ok {
		return record{}, err
	}
	if err := json.Unmarshal(b, &r); err != nil {
		return nil, fmt.Errorf("record: %w: %w", store.ErrDamaged, err)
	}
	return r, nil
}

func putRecord(tx *store.Tx, run int, r record) error {
	b, err := json.Marshal(r)
	if err != nil {
		return err
	}
	return tx.Put(store.Agreements, strconv.Itoa(run), b)
}

// entry is the log entry that holds the words of an event's run; a new run has a new
// one.
func (k *keeping) entry(e journey.Event, f *journey.Fact) (*journal.Entry, error) {
	if entry, ok := k.entries[f.Run]; ok {
		return entry, nil
	}
	entry := journal.Entry{Kind: e.Entry, When: f.At, Stored: f.At, Fields: map[string]json.RawMessage{}}
	if f.Entry != "" {
		old, err := k.tx.Entry(f.Entry)
		if err != nil {
			return nil, err
		}
		entry = old
		entry.Fields = maps.Clone(old.Fields)
		k.before[f.Run] = &old
	} else {
		made, err := k.tx.AddEntry(entry)
		if err != nil {
			return nil, err
		}
		entry = made
		if entry.Fields == nil {
			entry.Fields = map[string]json.RawMessage{}
		}
	}
	k.entries[f.Run] = &entry
	return &entry, nil
}

// log writes the entries that the batch changed.
func (k *keeping) log() error {
	for _, entry := range k.entries {
		if k.beside != nil {
			k.beside(entry)
		}
		if entry.What == "" && k.untitled != nil {
			entry.What = k.untitled(entry.Kind)
		}
		if err := k.tx.EditEntry(*entry); err != nil {
			return err
		}
	}
	return nil
}

// setField puts an answer into its entry. The day of a slip is the entry's when: its
// noon, as of every day without an hour (INTERFACE.md 4), and never after its writing.
func setField(entry *journal.Entry, q journey.Question, f *journey.Fact, v journey.Value, home *time.Location) {
	b, err := json.Marshal(v)
	if err != nil {
		return
	}
	for _, part := range parts(q) {
		switch {
		case part == journal.What:
			entry.What, _, _ = strings.Cut(strings.TrimSpace(v.Text()), "\n")
		case part == journal.Note:
			entry.Note = v.Text()
		case v.Skipped() && len(q.Fields) > 0:
			delete(entry.Fields, part)
		default:
			entry.Fields[part] = b
		}
	}
	if day, err := clock.ParseDay(v.Text()); err == nil && f.Question == "slip.when" {
		noon := day.Start(home).Add(12 * time.Hour)
		entry.When = clock.At(noon, home)
		if noon.After(f.At.UTC) {
			entry.When = f.At
		}
		if entry.When.UTC.After(entry.Stored.UTC) {
			entry.Stored = f.At
		}
	}
}

// untitled is the one line of an entry of the urge timer or the coach where the person
// gave none. A slip needs none.
func (d *desk) untitled(kind string) string {
	if kind == "slip" {
		return ""
	}
	return d.words().KindWords(kind).Title
}

// parts are those of an entry that an answer fills: the ones that are named, none where
// the facts alone hold what was chosen, else one under the question's own id.
func parts(q journey.Question) []string {
	event, _, _ := strings.Cut(q.ID, ".")
	if len(q.Fields) > 0 || event == "slip" {
		if len(q.Fields) == 0 {
			return []string{q.ID}
		}
		return q.Fields
	}
	return nil
}

func getWords(tx *store.Tx, question string) (w words, ok bool, err error) {
	b, ok, err := tx.Get(store.Answers, question)
	if err == nil && ok {
		err = readWords(b, &w)
	}
	return w, ok, err
}

func readWords(b []byte, w *words) error {
	if err := json.Unmarshal(b, w); err != nil {
		return fmt.Errorf("answer: %w: %w", store.ErrDamaged, err)
	}
	return nil
}

func putWords(tx *store.Tx, question string, w words) error {
	b, err := json.Marshal(w)
	if err != nil {
		return err
	}
	return tx.Put(store.Answers, question, b)
}

// undo takes the last change to words back, once, as one transaction, and says which
// questions it was about, or which entry of the log. seen is the undo slot as the person
// saw it, or nil: where it holds something else by now, nothing is done (errMoved).
func (d *desk) undo(ctx context.Context, seen []byte) (questions []string, err error) {
	now, err := d.env.Now()
	if err != nil {
		return nil, &fault{code: codeFile, id: "clock", err: err}
	}
	var after journey.State
	var counter uint64
	err = d.journal.Update(ctx, func(tx *store.Tx) error {
		b, changes, err := undoSlot(tx)
		if err != nil {
			return err
		}
		if !asShown(b, seen) {
			return errMoved
		}
		facts, err := readFacts(tx)
		if err != nil {
			return err
		}
		state := journey.Replay(facts)
		for i := len(changes) - 1; i >= 0; i-- {
			c := changes[i]
			if c.Question == "" {
				facts, err := d.undoEntry(tx, state, c)
				if err == nil {
					err = appendFacts(tx, facts)
				}
				if err != nil {
					return err
				}
				state = state.With(facts...)
				questions = append(questions, c.Entry)
				continue
			}
			var given *journey.Given
			if c.Prior != nil {
				q, _ := d.plan.Question(c.Question)
				given = &journey.Given{Question: c.Question, Value: c.Prior.Value, Worry: journey.Worry{Stop: d.stops(q, c.Prior.Value.Text())}}
			}
			j, r := d.plan.Undo(state, c.Question, given, now, d.device)
			if r != nil {
				return &fault{code: codeInvalid, id: "undo-refused", err: r}
			}
			if err := putBack(tx, c); err != nil {
				return err
			}
			if err := appendFacts(tx, j.Facts); err != nil {
				return err
			}
			if err := revise(tx, j.State, j.Facts, true); err != nil {
				return err
			}
			state = j.State
			questions = append(questions, c.Question)
		}
		after, counter = state, tx.Counter()+1
		return tx.ClearUndo()
	})
	if err != nil {
		return nil, err
	}
	d.saw(after, now, counter)
	return questions, nil
}

// putBack brings the words back as they were before a change.
func putBack(tx *store.Tx, c change) error {
	switch {
	case c.Record != "":
		return tx.Drop(store.Agreements, c.Record)
	case c.Entry == "":
		return tx.Drop(store.Answers, c.Question)
	case c.Before != nil:
		return tx.EditEntry(*c.Before)
	}
	err := tx.RemoveEntry(c.Entry)
	if errors.Is(err, store.ErrNoEntry) {
		return nil // an earlier answer of the same batch removed it
	}
	return err
}
