package journey_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/recover-journal/recover/internal/journey"
)

// tally is what the lives reach. Each thing has a name that says where to look.
type tally struct {
	plan    journey.Plan
	reached map[string]bool
}

func (t *tally) reach(format string, args ...any) { t.reached[fmt.Sprintf(format, args...)] = true }

// answer notes all that one answer did.
func (t *tally) answer(before journey.State, q journey.Question, v journey.Value, j journey.Judgement, now time.Time) {
	if t == nil {
		return
	}
	if !v.Skipped() {
		t.reach("question %s", q.ID)
	}
	for _, o := range append(q.Options, append(q.Words, t.plan.Offers(before, q, now)...)...) {
		if v.Has(o) {
			t.reach("option %s=%s", q.ID, o)
		}
	}
	for _, e := range q.Before {
		t.rule(t.plan.Looked(before, now), before, q.ID, e.When, now)
	}
	for _, show := range t.plan.Before(before, q, now) {
		t.reach("%s opens with %s", q.ID, show)
	}
	for _, e := range q.Meant {
		t.rule(t.plan.Looked(before, now), before, q.ID, e.When, now)
	}
	for _, show := range t.plan.Meant(before, q, v, now) {
		t.reach("%s is looked at twice with %s", q.ID, show)
	}
	for _, i := range t.plan.Fired(before, q, j, now) {
		t.reach("%s", effect(q, i))
	}
	after, was, _ := t.plan.Given(before, j, now)
	for _, e := range q.Then {
		t.rule(after, was, q.ID, e.When, now)
	}
	for _, f := range j.Facts {
		by, _, _ := strings.Cut(f.By, "#")
		switch f.Kind {
		case journey.Locked, journey.Unlocked:
			t.reach("%s %s by %s", f.Kind, f.Name, by)
		case journey.Noted:
			t.reach("note %s", f.Name)
		}
	}
	t.facts(j.Facts)
}

func (t *tally) facts(fs []journey.Fact) {
	for _, f := range fs {
		if t != nil && f.Kind == journey.DueNow {
			t.reach("due %s", f.Name)
		}
	}
}

// effect names one effect of a question so that a person finds it in the data.
func effect(q journey.Question, i int) string {
	e, does := q.Then[i], ""
	for _, d := range [][2]string{{"locks", e.Lock}, {"opens", e.Unlock}, {"notes", e.Note}, {"shows", e.Show}, {"asks", e.Ask}, {"again", e.Again}} {
		if d[1] != "" {
			does += " " + d[0] + " " + d[1]
		}
	}
	return fmt.Sprintf("effect %d of %s:%s", i+1, q.ID, does)
}

func (t *tally) rule(s, before journey.State, question string, when []journey.When, now time.Time) {
	for _, r := range t.plan.Rulings(s, before, question, when, now) {
		t.reach("rule %s %t", r.Rule, r.Says)
	}
}

// position notes how the person stands.
func (t *tally) position(s journey.State, pos journey.Position, now time.Time) {
	if t == nil {
		return
	}
	t.reach("mode %s", pos.Mode)
	t.reach("outcome %s", pos.Outcome)
	t.reach("stand %s", pos.Stand)
	t.reach("reason %s", pos.Reason)
	t.reach("letter %s", t.plan.LetterStand(s, now))
	for _, st := range t.plan.StageStands(s, now) {
		t.reach("stage %s %s", st.ID, st.Stand)
	}
	for _, x := range s.Judge(t.plan.Numbers) {
		t.reach("slip %s %c", x.What, x.Class)
	}
	s = t.plan.Looked(s, now)
	for _, q := range t.plan.Order() {
		t.rule(s, s, q.ID, q.Asked, now)
		t.rule(s, s, q.ID, q.Due, now)
		for _, l := range q.Limits {
			t.rule(s, s, q.ID, l.When, now)
		}
	}
	for _, e := range t.plan.Events {
		t.rule(s, s, e.Questions[0].ID, e.Asked, now)
	}
}

// all is everything that the lives must reach: what the data can do, in the data's own
// order, and what the engine makes of it.
func (t *tally) all() (names []string) {
	want := func(format string, args ...any) {
		if n := fmt.Sprintf(format, args...); !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	for _, q := range t.plan.Order() {
		want("question %s", q.ID)
		for _, o := range append(slices.Clone(q.Options), q.Words...) {
			want("option %s=%s", q.ID, o)
		}
		if from, ok := t.plan.Question(q.From); ok {
			for _, o := range from.Options {
				if !slices.Contains(from.Alone, o) {
					want("option %s=%s", q.ID, o)
				}
			}
		}
		for _, e := range q.Before {
			want("%s opens with %s", q.ID, e.Show)
		}
		for _, e := range q.Meant {
			want("%s is looked at twice with %s", q.ID, e.Show)
		}
		for i, e := range q.Then {
			want("%s", effect(q, i))
			if e.Lock != "" {
				want("%s %s by %s", journey.Locked, e.Lock, q.ID)
			}
			if e.Note != "" && !slices.Contains(deeds, e.Note) {
				want("note %s", e.Note)
			}
			if e.Ask != "" {
				want("due %s", e.Ask)
			}
		}
		if q.ID == "slip.what" {
			for _, o := range q.Options {
				want("slip %s C", o)
			}
		}
	}
	for _, lock := range t.plan.Locks {
		for _, way := range ways[lock.ID] {
			want("%s %s by %s", journey.Unlocked, lock.ID, way)
		}
		if lock.Outcome {
			want("outcome %s", lock.ID)
		}
	}
	for _, rule := range journey.Rules() {
		want("rule %s true", rule)
		want("rule %s false", rule)
	}
	for _, st := range t.plan.Stages {
		want("stage %s %s", st.ID, journey.Ready)
	}
	for sort, values := range map[string][]string{
		"mode":    {"separated", "practical", "shared-home", "together", "wait-for-them", "order"},
		"outcome": {"", "honest-exit", "better-apart", "wait-for-them", "not-ready", "short", "open", "unknown"},
		"stand":   {"ready", "resting", "shut", "complete"},
		"letter":  {"none", "drafting", "resting", "ready", "handed-over", "kept"},
		"reason":  {"answer", "reread", "retry", "today", "them", "letter", "silence", "week", "meeting", "locks", "closed", "crisis"},
		"due":     {"harm", "lock", "away"},
		"slip":    {"looked A", "asked-someone A", "messaged-or-called B", "liked-or-tagged B", "gift-or-note B", "through-a-person B", "talked-about-us B", "other B"},
	} {
		for _, v := range values {
			want("%s %s", sort, v)
		}
	}
	return names
}

// deeds are notes that are done at once, and are no fact of their own.
var deeds = []string{"put-right", "start-again", "zone-here"}

// The lives together reach every question and every option, fire every effect, see every
// rule say yes and say no where it alone decides, set every lock by each answer that
// sets it, and open it in each of its ways. What no life ever shows a person does not
// exist.
func TestTheLivesReachEverything(t *testing.T) {
	all := &tally{plan: road(t), reached: map[string]bool{}}
	files, _ := filepath.Glob("testdata/*.txt")
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		(&life{t: t, plan: all.plan, tally: all}).play(string(b))
	}
	wanted := all.all()
	for _, name := range wanted {
		if !all.reached[name] {
			t.Errorf("no life reaches: %s", name)
		}
	}
	t.Logf("%d lives reach all %d", len(files), len(wanted))
}
