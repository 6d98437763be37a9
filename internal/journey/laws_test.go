package journey_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/recover-journal/recover/internal/clock"
	"github.com/recover-journal/recover/internal/journey"
)

// The laws of the engine, over random lives: a person who answers anything, in any
// order, skips, undoes, moves, and whose clock is set back.

// doors are the stages that lead to the partner. No lock that shuts one may be got round.
var doors = []string{"choice", "letter", "meeting", "patience"}

type anyone struct {
	*rapid.T
	plan   journey.Plan
	facts  []journey.Fact
	state  journey.State
	now    time.Time
	device *time.Location
	past   map[string][]journey.Given
}

func someone(t *rapid.T, plan journey.Plan) *anyone {
	zone := rapid.SampledFrom([]string{"UTC", "Pacific/Auckland", "America/New_York", "Australia/Lord_Howe"}).Draw(t, "zone")
	device, err := clock.Zone(zone)
	if err != nil {
		t.Fatal(err)
	}
	a := &anyone{T: t, plan: plan, device: device, past: map[string][]journey.Given{}}
	a.now = time.Date(2026, time.Month(rapid.IntRange(1, 12).Draw(t, "month")), 1, rapid.IntRange(0, 23).Draw(t, "hour"), 0, 0, 0, time.UTC)
	a.add(journey.Begin(zone, a.now, device))
	return a
}

func (a *anyone) add(fs ...journey.Fact) {
	a.facts = append(a.facts, fs...)
	a.state = a.state.With(fs...)
	if len(a.facts) == 1 {
		a.state = journey.Replay(a.facts)
	}
}

// value draws an answer that mostly fits.
func (a *anyone) value(q journey.Question) journey.Value {
	if rapid.IntRange(0, 9).Draw(a.T, "skip") == 0 {
		return journey.Value{}
	}
	switch q.Kind {
	case journey.Select:
		return journey.String(rapid.SampledFrom(q.Options).Draw(a.T, "option"))
	case journey.Multiselect:
		from := a.plan.Offers(a.state, q, a.now)
		if len(from) == 0 {
			return journey.List()
		}
		return journey.List(rapid.SampledFrom(from).Draw(a.T, "option"))
	case journey.Confirm:
		return journey.Bool(rapid.Bool().Draw(a.T, "yes"))
	case journey.Scale, journey.Number:
		return journey.Int(rapid.IntRange(0, 10).Draw(a.T, "scale"))
	case journey.Date:
		if len(q.Words) > 0 && rapid.IntRange(0, 4).Draw(a.T, "word") == 0 {
			return journey.String(q.Words[0])
		}
		day := a.state.Today(a.now) + clock.Day(rapid.IntRange(-40, 40).Draw(a.T, "days"))
		return journey.String(day.String())
	}
	return journey.String(rapid.SampledFrom([]string{"one line", "If one, then two.\nIf three, then four.", "I chose to lie to them."}).Draw(a.T, "text"))
}

// step lets the person do one thing.
func (a *anyone) step() {
	if rapid.IntRange(0, 3).Draw(a.T, "wait") == 0 {
		a.now = a.now.Add(time.Duration(rapid.IntRange(1, 400).Draw(a.T, "hours")) * time.Hour)
	}
	if rapid.IntRange(0, 9).Draw(a.T, "away") == 0 {
		a.add(a.plan.Meanwhile(a.state, time.Time{}, a.plan.Gone(a.state, time.Time{}, a.now), a.now, a.device)...)
	}
	pos := a.plan.Next(a.state, a.now)
	id := pos.Step
	if id == "" || rapid.IntRange(0, 3).Draw(a.T, "wander") == 0 {
		id = rapid.SampledFrom(a.plan.Order()).Draw(a.T, "question").ID
	}
	q, _ := a.plan.Question(id)
	if prior := a.past[id]; len(prior) > 1 && rapid.IntRange(0, 9).Draw(a.T, "undo") == 0 {
		if j, r := a.plan.Undo(a.state, id, &prior[len(prior)-2], a.now, a.device); r == nil {
			a.add(j.Facts...)
		}
		return
	}
	g := journey.Given{Question: id, Value: a.value(q), Amend: rapid.IntRange(0, 4).Draw(a.T, "amend") == 0}
	g.Worry.Strong = (q.Kind == journey.Text || q.Kind == journey.Multiline) && rapid.IntRange(0, 30).Draw(a.T, "worry") == 0
	j, r := a.plan.Answer(a.state, g, a.now, a.device)
	if r == nil {
		a.past[id] = append(a.past[id], g)
		a.add(j.Facts...)
	}
}

// lives holds a law at the end of many lives, some of them begun in a life of testdata.
// They end anywhere, so every state that a person can reach is an end.
func lives(t *testing.T, law func(a *anyone)) {
	plan := road(t)
	all := moments(t, plan)
	rapid.Check(t, func(t *rapid.T) {
		a := someone(t, plan)
		if rapid.Bool().Draw(t, "goes on") {
			a = from(t, plan, all)
		}
		for range rapid.IntRange(5, 60).Draw(t, "steps") {
			a.step()
		}
		law(a)
	})
}

// Same facts, same now: same answer, also after the facts were written down and read
// again. No fact holds prose.
func TestSameFactsSameAnswer(t *testing.T) {
	plan := road(t)
	rapid.Check(t, func(t *rapid.T) {
		a := someone(t, plan)
		for range rapid.IntRange(5, 60).Draw(t, "steps") {
			a.step()
		}
		b, err := json.Marshal(a.facts)
		if err != nil {
			t.Fatal(err)
		}
		for _, prose := range []string{"one line", "If one", "I chose"} {
			if strings.Contains(string(b), prose) {
				t.Fatalf("a fact holds %q", prose)
			}
		}
		var again []journey.Fact
		if err := json.Unmarshal(b, &again); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(plan.Next(a.state, a.now), plan.Next(journey.Replay(again), a.now)); d != "" {
			t.Fatalf("the facts read again say otherwise:\n%s", d)
		}
		if d := cmp.Diff(plan.StageStands(a.state, a.now), plan.StageStands(journey.Replay(again), a.now)); d != "" {
			t.Fatalf("the facts read again say otherwise:\n%s", d)
		}
	})
}

// No lock opens because time passes, and none that shuts a door to the partner lets it
// stand open.
func TestNoLockOpensWithTime(t *testing.T) {
	lives(t, func(a *anyone) {
		for _, years := range []int{0, 1, 10} {
			then := a.now.AddDate(years, 0, 0)
			if d := cmp.Diff(a.plan.LocksOn(a.state), a.plan.Next(a.state, then).Locks); d != "" {
				a.Fatalf("after %d years:\n%s", years, d)
			}
			for _, st := range a.plan.StageStands(a.state, then) {
				if a.stepsThrough(st) {
					a.Fatalf("%s is %s under %v", st.ID, st.Stand, a.plan.LocksOn(a.state))
				}
			}
		}
	})
}

// ways are the questions that open each lock (CONTENT.md 5).
var ways = map[string][]string{
	"order":            {"heard.first", "order.none", "lock.changed"},
	"asked-no-contact": {"heard.sure", "lock.changed"},
	"said-no":          {"heard.sure", "lock.changed"},
	"safety":           {"lock.changed"},
	"other-person":     {"other.over", "other.work", "start.other"},
	"untold":           {"untold.told", "start.when", "start.health", "why.told"},
	"crisis":           {"crisis.ask"},
}

// A lock goes only by one of the ways that CONTENT.md 5 gives it.
func TestHowLocksOpen(t *testing.T) {
	plan := road(t)
	rapid.Check(t, func(t *rapid.T) {
		a := someone(t, plan)
		for range rapid.IntRange(5, 80).Draw(t, "steps") {
			before, n := a.state, len(a.facts)
			a.step()
			for _, f := range a.facts[n:] {
				if f.Kind != journey.Unlocked {
					continue
				}
				by, _, _ := strings.Cut(f.By, "#")
				if !slices.Contains(ways[f.Name], by) {
					t.Fatalf("%s was opened by %s", f.Name, by)
				}
				if by == "lock.changed" && before.Held[f.Name].Since != f.Day {
					t.Fatalf("%s, set on %s, was put right on %s", f.Name, before.Held[f.Name].Since, f.Day)
				}
			}
		}
	})
}

// Elapsed days never fall, whatever the clock does and wherever home is. Quiet days
// fall only by what was told of a slip.
func TestNothingGoesBack(t *testing.T) {
	plan := road(t)
	rapid.Check(t, func(t *rapid.T) {
		a := someone(t, plan)
		for range rapid.IntRange(5, 40).Draw(t, "steps") {
			a.step()
			days, ok := a.state.Elapsed(a.now)
			zone := rapid.SampledFrom([]string{"Pacific/Kiritimati", "Etc/GMT+12", "Europe/Berlin", "Asia/Kathmandu"}).Draw(t, "to")
			back := a.now.Add(-time.Duration(rapid.IntRange(0, 96).Draw(t, "back")) * time.Hour)
			moved := a.state.With(a.plan.MoveHome(a.state, zone, a.now, a.device))
			for _, s := range []journey.State{a.state, moved} {
				if after, _ := s.Elapsed(back); ok && back.Before(s.Last) && after < lastElapsed(s) {
					t.Fatalf("%d elapsed days became %d", lastElapsed(s), after)
				}
			}
			if after, _ := moved.Elapsed(a.now); ok && after < days {
				t.Fatalf("%d elapsed days became %d in %s", days, after, zone)
			}
			if before, after := a.plan.EndAt(a.state), a.plan.EndAt(moved); after.Before(before) {
				t.Fatalf("the end came nearer in %s: %s, then %s", zone, before, after)
			}
		}
	})
}

// lastElapsed is the elapsed days at the last fact.
func lastElapsed(s journey.State) int {
	n, _ := s.Elapsed(s.Last)
	return n
}

// The planned end moves earlier only when a mistaken day 0 is put right or the partner
// named a date, and the end with holds, besides, only when what was told of a slip
// changed.
func TestTheEndComesNoNearer(t *testing.T) {
	theirs := []string{"space.day0", "space.until", "start.until"}
	plan := road(t)
	rapid.Check(t, func(t *rapid.T) {
		a := someone(t, plan)
		for range rapid.IntRange(5, 80).Draw(t, "steps") {
			before, n := a.state, len(a.facts)
			a.step()
			was, is := a.state, a.plan.Base(a.state)
			if was.Quiet.Theirs != before.Quiet.Theirs || is == 0 || len(a.facts) == n {
				continue
			}
			if q := a.facts[n].Question; is < a.plan.Base(before) && !slices.Contains(theirs, q) {
				t.Fatalf("%s moved the end from %s to %s", q, a.plan.Base(before), is)
			}
		}
	})
}

// Every state has a way on: something to answer, a time to come back at, a door that
// stands in the map; or, under a lock, what stays open. And whatever may be answered
// next can be.
func TestAWayOn(t *testing.T) {
	lives(t, func(a *anyone) {
		pos := a.plan.Next(a.state, a.now)
		switch {
		case pos.Step != "":
			q, _ := a.plan.Question(pos.Step)
			if r := a.plan.Open(a.state, q, a.now); r != nil {
				a.Fatalf("%s comes next and is refused: %s", pos.Step, r.Code)
			}
		case pos.Stand == journey.Resting:
			if !pos.OpensAt.IsZero() && !pos.OpensAt.After(a.now) && a.now.After(a.state.Last) {
				a.Fatalf("it rests until %s, which is past %s", pos.OpensAt, a.now)
			}
		case pos.Stand == journey.Complete:
		case pos.Stand == journey.Shut && pos.Reason == journey.ForCrisis:
			if next := a.plan.Next(a.state, a.now.AddDate(0, 0, 2)); next.Step != "crisis.ask" {
				a.Fatalf("two days after a heavy night comes %q", next.Step)
			}
		case pos.Stand == journey.Shut && len(pos.Also) == 0:
			a.Fatalf("nothing stays open under %v", pos.Locks)
		}
		for _, id := range pos.Also {
			q, _ := a.plan.Question(id)
			if r := a.plan.Open(a.state, q, a.now); r != nil {
				a.Fatalf("%s may be answered and is refused: %s", id, r.Code)
			}
		}
		reason, _ := a.plan.Question("closure.reason")
		if st := a.plan.StageStands(a.state, a.now); st[len(st)-1].Stand == journey.Shut || a.plan.Open(a.state, reason, a.now) != nil {
			a.Fatal("letting go is shut")
		}
	})
}

// kind is what a person answers who has a calm time and no lock.
var kind = map[string]journey.Value{
	"start.status": journey.String("split-up"), "start.asked": journey.String("nothing-yet"), "start.order": journey.String("no"),
	"start.byme": journey.List("none"), "start.tome": journey.List("none"), "start.other": journey.String("fully"),
	"start.health": journey.String("no"), "crisis.ask": journey.String("no"), "space.length": journey.String("30"),
	"space.daily.contact": journey.String("none"), "why.told": journey.String("yes"), "why.want": journey.String("one-partner"),
	"why.own": journey.String("I chose to lie to them."), "why.plan": journey.String("If one, then two.\nIf three, then four.\nIf five, then six."),
}

// A patient person arrives: whoever answers what is asked, tells of no slip and has no
// lock, stands before the choice when the quiet is over.
func TestAPatientPersonArrives(t *testing.T) {
	plan := road(t)
	whole := 0
	rapid.Check(t, func(t *rapid.T) {
		if whole++; whole > 12 && !testing.Short() || whole > 3 && testing.Short() {
			return // a life of thirty days, day by day, is long: a dozen say it
		}
		a := someone(t, plan)
		for range 400 {
			pos := a.plan.Next(a.state, a.now)
			if pos.Stage == "choice" {
				return
			}
			if pos.Step == "" {
				if pos.OpensAt.IsZero() {
					t.Fatalf("a patient person waits for nothing: %+v", pos)
				}
				a.now = pos.OpensAt
				continue
			}
			q, _ := a.plan.Question(pos.Step)
			v, ok := kind[pos.Step]
			if !ok {
				v = a.patient(q)
			}
			j, r := a.plan.Answer(a.state, journey.Given{Question: pos.Step, Value: v}, a.now, a.device)
			if r != nil {
				t.Fatalf("%s: %s", pos.Step, r.Code)
			}
			a.add(j.Facts...)
		}
		t.Fatalf("after 400 steps a patient person is at %+v", a.plan.Next(a.state, a.now))
	})
}

// kindly gives a kind answer, one of these before the others.
func (a *anyone) kindly(q journey.Question, these map[string]journey.Value) {
	v, ok := these[q.ID]
	if !ok {
		v, ok = kind[q.ID]
	}
	if !ok {
		v = a.patient(q)
	}
	j, r := a.plan.Answer(a.state, journey.Given{Question: q.ID, Value: v}, a.now, a.device)
	if r != nil {
		a.Fatalf("%s: %s", q.ID, r.Code)
	}
	a.add(j.Facts...)
}

// Together, and where they want to try, a patient person comes to the weekly look, and
// rests between: nothing is asked before its day, and nothing but that look.
func TestThePatientWeeks(t *testing.T) {
	plan := road(t)
	roads := map[string]map[string]journey.Value{
		"together": {"start.status": journey.String("together-and-trying")},
		"trying":   {"start.asked": journey.String("to-talk"), "heard.first": journey.String("on-their-own"), "heard.said": journey.String("try"), "heard.sure": journey.Bool(true)},
	}
	for name, these := range roads {
		these["patience.free"], these["review.choose"] = journey.Bool(true), journey.String("yes")
		whole := 0
		rapid.Check(t, func(t *rapid.T) {
			if whole++; whole > 5 {
				return
			}
			a := someone(t, plan)
			for range 12 {
				a.sitsDown(these)
				pos := plan.Next(a.state, a.now)
				if pos.Reason == journey.ForWeek {
					a.weeks(these)
					return
				}
				a.now = pos.OpensAt
			}
			t.Fatalf("%s: after twelve sittings comes %+v", name, plan.Next(a.state, a.now))
		})
	}
}

// sitsDown answers what comes until nothing does, and tells what that was.
func (a *anyone) sitsDown(these map[string]journey.Value) (asked []string) {
	for range 100 {
		pos := a.plan.Next(a.state, a.now)
		if pos.Step == "" {
			return asked
		}
		asked = append(asked, pos.Step)
		q, _ := a.plan.Question(pos.Step)
		a.kindly(q, these)
	}
	a.Fatalf("a sitting of a hundred questions, the last %s", asked[len(asked)-1])
	return nil
}

// weeks are ten of them.
func (a *anyone) weeks(these map[string]journey.Value) {
	for range 10 {
		rest := a.plan.Next(a.state, a.now)
		if rest.Reason != journey.ForWeek || !rest.OpensAt.After(a.now) || rest.OpensAt.Sub(a.now) > 7*25*time.Hour {
			a.Fatalf("no rest of a week: %+v", rest)
		}
		for _, now := range []time.Time{a.now.Add(rest.OpensAt.Sub(a.now) / 2), rest.OpensAt.Add(-time.Second)} {
			if d := cmp.Diff(rest, a.plan.Next(a.state, now)); d != "" {
				a.Fatalf("before its day:\n%s", d)
			}
		}
		a.now = rest.OpensAt
		for _, id := range a.sitsDown(these) {
			if !strings.HasPrefix(id, "review.") && id != "patience.clean" {
				a.Fatalf("%s is asked in a week like any other", id)
			}
		}
	}
}

// patient is an answer of somebody who skips nothing and has a calm time.
func (a *anyone) patient(q journey.Question) journey.Value {
	switch q.Kind {
	case journey.Select:
		return journey.String(rapid.SampledFrom(a.plan.Offers(a.state, q, a.now)).Draw(a.T, "option"))
	case journey.Multiselect:
		return journey.List(rapid.SampledFrom(a.plan.Offers(a.state, q, a.now)).Draw(a.T, "option"))
	case journey.Scale:
		return journey.Int(rapid.IntRange(0, 7).Draw(a.T, "calm"))
	case journey.Date:
		if q.ID == "agree.review" {
			return journey.Value{} // in four weeks
		}
		return journey.String(a.state.Today(a.now).String())
	}
	return journey.String("a word")
}
