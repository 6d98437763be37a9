package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"sort"
	"strconv"

	"github.com/recover-journal/recover/internal/clock"
	"github.com/recover-journal/recover/internal/journal"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/internal/store"
)

// summary counts what an import does.
type summary struct {
	inUse     bool
	entries   int // new ones
	same      int // that stand there already
	renamed   int // that got a new id, since theirs was taken by another
	skipped   int // of another program, without a text
	answers   int // versions of answers
	facts     int
	factsLeft bool // the facts of the file tell another road, and were left out
	shelves   int  // letters, drafts, agreements, settings
	shelfLeft int  // that stand there already, and otherwise
}

func (s summary) changes() bool { return s.entries+s.answers+s.facts+s.shelves > 0 }

func (s summary) out(try bool) map[string]any {
	return map[string]any{
		"dry_run": try, "entries": map[string]int{"added": s.entries, "same": s.same, "renamed": s.renamed, "skipped": s.skipped},
		"answers": s.answers, "facts": s.facts, "facts_left": s.factsLeft, "texts": s.shelves, "texts_left": s.shelfLeft,
	}
}

func (d *desk) summaryLines(s summary) (lines []string) {
	for _, l := range []struct {
		n  int
		id string
	}{
		{s.entries, "import.entries"}, {s.same, "import.same"}, {s.renamed, "import.renamed"}, {s.skipped, "import.skipped"},
		{s.answers, "import.answers"}, {s.facts, "import.facts"}, {s.shelves, "import.texts"}, {s.shelfLeft, "import.texts-left"},
	} {
		if l.n > 0 {
			lines = append(lines, d.words().Say(l.id, "n", strconv.Itoa(l.n)))
		}
	}
	if s.factsLeft {
		lines = append(lines, d.words().Say("import.facts-left"))
	}
	return lines
}

// taking puts a document into a journal, in one transaction.
type taking struct {
	*desk
	tx  *store.Tx
	doc document
	sum summary

	mine     []journey.Fact
	takeAll  bool            // the road of the file is the journal's now
	slips    []journal.Entry // that no fact of the file knows
	standing map[string]bool // entries that stand there, by what they say
}

func (t *taking) all() error {
	if err := t.look(); err != nil {
		return err
	}
	for _, step := range []func() error{t.facts, t.answers, t.entries, t.reserve, t.tellSlips, t.texts, t.settings} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// look says whether the journal is in use: whether it holds anything but its beginning.
func (t *taking) look() (err error) {
	if t.mine, err = readFacts(t.tx); err != nil {
		return err
	}
	used := t.tx.Living()
	for _, f := range t.mine {
		if f.Kind != journey.Began && f.Kind != journey.Seen {
			used++
		}
	}
	for _, s := range []store.Shelf{store.Answers, store.Letters, store.Agreements, store.Drafts} {
		all, err := t.tx.All(s)
		if err != nil {
			return err
		}
		used += len(all)
	}
	t.sum.inUse = used > 0
	t.sum.skipped = t.doc.skipped
	return nil
}

// facts takes the road of the file: whole into a journal that is not in use, and where
// one of the two goes on where the other ends. Two roads are never made one.
func (t *taking) facts() error {
	theirs := t.doc.facts
	if len(theirs) == 0 {
		return nil
	}
	if !t.sum.inUse {
		t.takeAll = true
		if err := t.tx.StartAnew(); err != nil {
			return err
		}
		t.sum.facts = len(theirs)
		return appendFacts(t.tx, theirs)
	}
	n := min(len(t.mine), len(theirs))
	for i := range n {
		a, errA := json.Marshal(t.mine[i])
		b, errB := json.Marshal(theirs[i])
		if errA != nil || errB != nil || !bytes.Equal(a, b) {
			t.sum.factsLeft = true
			return nil
		}
	}
	t.takeAll = true
	t.sum.facts = len(theirs) - n
	return appendFacts(t.tx, theirs[n:])
}

// answers lays the versions of both journals together, in the order in which they were
// given.
func (t *taking) answers() error {
	for _, a := range t.doc.answers {
		var mine []words
		raw, err := t.tx.History(store.Answers, a.ID)
		if err != nil {
			return err
		}
		for _, b := range raw {
			var w words
			if err := readWords(b, &w); err != nil {
				return err
			}
			mine = append(mine, w)
		}
		all, added := slices.Clone(mine), 0
		for _, x := range append([]exportWords{a.exportWords}, a.History...) {
			at, _ := momentIn(x.At, x.Zone)
			w := words{Value: x.Value, At: at, Day: x.Day, Run: x.Run}
			if !slices.ContainsFunc(mine, func(m words) bool { return m.At.UTC.Equal(w.At.UTC) && m.Value.Equal(w.Value) }) {
				all = append(all, w)
				added++
			}
		}
		if added == 0 {
			continue
		}
		t.sum.answers += added
		if len(mine) > 0 {
			sort.SliceStable(all, func(i, j int) bool { return all[j].At.UTC.Before(all[i].At.UTC) })
			if err := t.tx.Burn(store.Answers, a.ID); err != nil {
				return err
			}
		}
		for i := len(all) - 1; i >= 0; i-- {
			if err := putWords(t.tx, a.ID, all[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// entries adds those that do not stand there yet. One whose id is taken by another gets
// a new one.
func (t *taking) entries() error {
	if err := t.readStanding(); err != nil {
		return err
	}
	tell := t.progress("import.progress")
	for i, e := range t.doc.entries {
		if e.Stored.IsZero() {
			e.Stored = t.present()
		}
		says := saying(e)
		if t.sum.inUse && t.standing[says] {
			t.sum.same++
			continue
		}
		kept, err := t.tx.AddEntry(e)
		if errors.Is(err, store.ErrTaken) {
			e.ID = ""
			t.sum.renamed++
			kept, err = t.tx.AddEntry(e)
		}
		if err != nil {
			return err
		}
		t.sum.entries++
		if k, _ := t.words().Kind(e.Kind); k.Event != "" && !t.takeAll {
			t.slips = append(t.slips, kept)
		}
		tell(i + 1)
	}
	return nil
}

func (t *taking) readStanding() error {
	t.standing = map[string]bool{}
	if !t.sum.inUse || len(t.doc.entries) == 0 {
		return nil
	}
	return t.tx.EachEntry(func(e journal.Entry) bool {
		t.standing[saying(e)] = true
		return true
	})
}

// saying is what an entry says, without where and when it was written down.
func saying(e journal.Entry) string {
	e.ID, e.Stored, e.When.Zone, e.When.Offset = "", clock.Moment{}, "", 0
	b, err := e.Encode()
	if err != nil {
		return ""
	}
	return string(b)
}

// reserve keeps the ids that facts of the file name and no entry has any more from
// being given to another.
func (t *taking) reserve() error {
	if !t.takeAll {
		return nil
	}
	for _, f := range t.doc.facts {
		if f.Entry == "" {
			continue
		}
		_, err := t.tx.Entry(f.Entry)
		if !errors.Is(err, store.ErrNoEntry) {
			if err != nil {
				return err
			}
			continue
		}
		at := f.At
		if _, err := t.tx.AddEntry(journal.Entry{ID: f.Entry, Kind: "note", When: at, Stored: at, What: "-"}); err != nil {
			continue // no id that was ever given
		}
		if err := t.tx.RemoveEntry(f.Entry); err != nil {
			return err
		}
	}
	return nil
}

// tellSlips tells the engine of slips that came without their facts, in the order in
// which they happened. One that was left half told stays a line of the log.
func (t *taking) tellSlips() error {
	if len(t.slips) == 0 {
		return nil
	}
	sort.SliceStable(t.slips, func(i, j int) bool { return t.slips[i].When.UTC.UnixMilli() < t.slips[j].When.UTC.UnixMilli() })
	facts, err := readFacts(t.tx)
	if err != nil {
		return err
	}
	state := journey.Replay(facts)
	for _, e := range t.slips {
		k, _ := t.words().Kind(e.Kind)
		told := toldIn(nil, k, e)
		j, bad := t.plan.TellLate(state, told, t.now, t.device)
		if len(bad) > 0 {
			continue
		}
		if err := appendFacts(t.tx, j.Facts); err != nil {
			return err
		}
		t.sum.facts += len(j.Facts)
		state = j.State
	}
	return nil
}

// texts takes letters, drafts and agreements that do not stand there yet. What stands
// there under the same name stays as it is.
func (t *taking) texts() error {
	for _, s := range t.doc.letters {
		shelf := store.Letters
		if s.Shelf == "drafts" {
			shelf = store.Drafts
		}
		if err := t.text(shelf, s); err != nil {
			return err
		}
	}
	for _, s := range t.doc.agreements {
		if err := t.text(store.Agreements, s); err != nil {
			return err
		}
	}
	return nil
}

func (t *taking) text(shelf store.Shelf, s exportShelf) error {
	latest, ok, err := t.tx.Get(shelf, s.Name)
	if err != nil {
		return err
	}
	if ok {
		if string(latest) != s.Versions[0] {
			t.sum.shelfLeft++
		}
		return nil
	}
	t.sum.shelves++
	for i := len(s.Versions) - 1; i >= 0; i-- {
		if err := t.tx.Put(shelf, s.Name, []byte(s.Versions[i])); err != nil {
			return err
		}
	}
	return nil
}

// settings takes the sealed settings: all of them into a journal that is not in use,
// else those that are not set.
func (t *taking) settings() error {
	if t.doc.settings == nil {
		return nil
	}
	mine, err := t.tx.All(store.Settings)
	if err != nil {
		return err
	}
	set := map[string]string{}
	for _, s := range mine {
		set[s.Name] = string(s.Plain)
		if _, theirs := t.doc.settings[s.Name]; !t.sum.inUse && !theirs {
			if err := t.tx.Burn(store.Settings, s.Name); err != nil {
				return err
			}
		}
	}
	for name, value := range t.doc.settings {
		old, ok := set[name]
		switch {
		case ok && old == value:
			continue
		case ok && t.sum.inUse:
			t.sum.shelfLeft++
			continue
		}
		t.sum.shelves++
		if err := t.tx.Put(store.Settings, name, []byte(value)); err != nil {
			return err
		}
	}
	return nil
}
