package journey_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/recover-journal/recover/internal/clock"
	"github.com/recover-journal/recover/internal/journey"
)

// A walk goes on from anywhere in anybody's life: a page of testdata, cut after one of
// its paragraphs. That is how it comes to stand, with a letter ready or a meeting
// prepared, where a walk from the first day would never come.

// moment is where a life stood after a paragraph of its page.
type moment struct {
	life   string
	facts  []journey.Fact
	now    time.Time
	device *time.Location
}

// moments are all of all lives.
func moments(t *testing.T, plan journey.Plan) (all []moment) {
	files, _ := filepath.Glob("testdata/*.txt")
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		l := &life{t: t, plan: plan, quick: true}
		l.after = func() {
			if len(l.facts) > 1 {
				all = append(all, moment{file, slices.Clip(l.facts), l.now, l.zone})
			}
		}
		l.play(string(b))
	}
	return all
}

// from is a person at one of the moments.
func from(t *rapid.T, plan journey.Plan, all []moment) *anyone {
	m := all[rapid.IntRange(0, len(all)-1).Draw(t, "moment")]
	t.Logf("%s, %s", m.life, m.now)
	return &anyone{T: t, plan: plan, facts: m.facts, state: journey.Replay(m.facts), now: m.now, device: m.device, past: map[string][]journey.Given{}}
}

// at is a person where a life stood when its page had come to a paragraph.
func at(t *testing.T, plan journey.Plan, page, paragraph string) moment {
	b, err := os.ReadFile(filepath.Join("testdata", page+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	before, _, found := strings.Cut(string(b), "\n"+paragraph)
	if !found {
		t.Fatalf("%s has no paragraph %q", page, paragraph)
	}
	l := &life{t: t, plan: plan, quick: true}
	l.play(before)
	return moment{page, slices.Clip(l.facts), l.now, l.zone}
}

// Ten thousand answers, to any question, in any order, from anywhere: no door to the
// partner stands open under a lock that shuts it, nothing behind it is asked or taken,
// and no letter is ready. Parts of a draft may be written where what they do not know is
// to be told as planned with a counsellor (CONTENT.md 5); what they say of their own
// accord is an event, and behind no door.
func TestTenThousandAnswers(t *testing.T) {
	plan := road(t)
	all := moments(t, plan)
	given, taken, locked := 0, 0, 0
	rapid.Check(t, func(t *rapid.T) {
		a := from(t, plan, all)
		for range 100 {
			given++
			before, g := a.state, a.anything()
			j, r := plan.Answer(before, g, a.now, a.device)
			if r != nil {
				continue
			}
			taken++
			if st, ok := plan.StageOf(g.Question); ok && plan.Shuts(before, st.ID) {
				_, planned := before.Notes["untold-planned"]
				draft := planned && (g.Question == "letter.warmup" || journey.WritesLetter(g.Question))
				if !(draft && len(plan.LocksOn(before)) == 1 && before.On("untold")) && st.ID != "closure" {
					t.Fatalf("%s was taken under %v", g.Question, plan.LocksOn(before))
				}
			}
			a.add(j.Facts...)
			if len(plan.LocksOn(a.state)) > 0 {
				locked++
			}
			a.doorsShut(taken%4 == 0)
		}
	})
	t.Logf("%d answers given, %d taken, %d of them with a lock on", given, taken, locked)
	if testing.Short() {
		return
	}
	if given < 10000 || taken < given/4 || locked < given/10 {
		t.Error("too few to say much")
	}
}

// anything is an answer to what comes next, to what else may be answered, to something
// behind a door, or to anything at all.
func (a *anyone) anything() journey.Given {
	if rapid.IntRange(0, 5).Draw(a.T, "wait") == 0 {
		a.now = a.now.Add(time.Duration(rapid.IntRange(1, 400).Draw(a.T, "hours")) * time.Hour)
	}
	var ids []string
	switch rapid.IntRange(0, 7).Draw(a.T, "which") {
	case 0, 1, 2, 3:
		if pos := a.plan.Next(a.state, a.now); pos.Step != "" {
			ids = []string{pos.Step}
		}
	case 4, 5:
		for _, st := range a.plan.Stages {
			if slices.Contains(doors, st.ID) {
				for _, q := range st.Questions {
					ids = append(ids, q.ID)
				}
			}
		}
	}
	if ids == nil {
		for _, q := range a.plan.Order() {
			ids = append(ids, q.ID)
		}
	}
	q, _ := a.plan.Question(rapid.SampledFrom(ids).Draw(a.T, "question"))
	return journey.Given{Question: q.ID, Value: a.value(q), Amend: rapid.IntRange(0, 4).Draw(a.T, "amend") == 0}
}

// doorsShut fails where a lock is on and something that it shuts stands open, or, which
// takes longer to see, is offered.
func (a *anyone) doorsShut(offers bool) {
	if len(a.plan.LocksOn(a.state)) == 0 {
		return
	}
	if a.plan.LetterStand(a.state, a.now) == journey.LetterReady {
		a.Fatalf("a letter is ready under %v", a.plan.LocksOn(a.state))
	}
	for _, st := range a.plan.StageStands(a.state, a.now) {
		if a.stepsThrough(st) {
			a.Fatalf("%s is %s under %v", st.ID, st.Stand, a.plan.LocksOn(a.state))
		}
	}
	if !offers {
		return
	}
	pos := a.plan.Next(a.state, a.now)
	for _, id := range append(slices.Clone(pos.Also), pos.Step) {
		st, ok := a.plan.StageOf(id)
		if ok && st.ID != "letter" && slices.Contains(doors, st.ID) && a.plan.Shuts(a.state, st.ID) {
			a.Fatalf("%s is offered under %v", id, a.plan.LocksOn(a.state))
		}
	}
}

// stepsThrough says that a stage is a door to the partner and stands open under a lock
// that shuts it. On a heavy night what is done stays done.
func (a *anyone) stepsThrough(st journey.StageStand) bool {
	if !slices.Contains(doors, st.ID) || st.Stand == journey.Shut {
		return false
	}
	for _, l := range a.plan.Locks {
		if a.state.On(l.ID) && slices.Contains(l.Shuts, st.ID) && (l.ID != "crisis" || st.Stand != journey.Complete) {
			return true
		}
	}
	return false
}

// While the letter rests, nothing that the person does brings the end of its rest
// nearer; no zone makes two dates of one, and no clock that is set back makes it ready.
// A lock takes it back to a draft, and it rests anew. Ready means: rested, read on two
// dates, and read aloud as it stands.
func TestNoRestIsShortened(t *testing.T) {
	plan := road(t)
	var all []moment
	for _, m := range moments(t, plan) {
		if s := journey.Replay(m.facts); !s.Letter.Finished.IsZero() && s.Letter.Sent == 0 {
			all = append(all, m)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		a := from(t, plan, all)
		for range 40 {
			before := a.state
			if j, r := plan.Answer(before, a.anything(), a.now, a.device); r == nil {
				a.add(j.Facts...)
			}
			was, is := plan.HoldEnds(before), plan.HoldEnds(a.state)
			if !is.IsZero() && is.Before(was) && a.state.Letter.Finished.Equal(before.Letter.Finished) {
				t.Fatalf("the rest ended on %s, now on %s", was, is)
			}
			a.moved(before)
			if plan.LetterStand(a.state, a.now) != journey.LetterReady {
				continue
			}
			counts, _ := a.state.Clock(a.now)
			if l := a.state.Letter; is.After(counts) || len(a.state.RereadDays()) < 2 || l.Aloud.Before(l.Edited) {
				t.Fatalf("ready, but rests until %s, read on %v, aloud on %s", is, a.state.RereadDays(), l.Aloud)
			}
		}
	})
}

// moved holds the letter against a move, and against a clock that is set back after the
// journal was open at this moment, as the program notes (Meanwhile).
func (a *anyone) moved(before journey.State) {
	zone := rapid.SampledFrom([]string{"Pacific/Kiritimati", "Etc/GMT+12", "Asia/Kathmandu"}).Draw(a.T, "zone")
	there := a.state.With(a.plan.MoveHome(a.state, zone, a.now, a.device))
	back := a.now.Add(-time.Duration(rapid.IntRange(0, 200).Draw(a.T, "back")) * time.Hour)
	ready := a.plan.LetterStand(a.state, a.now) == journey.LetterReady
	for _, s := range []journey.State{a.state, there} {
		for _, now := range []time.Time{a.now, back} {
			seen := s.With(a.plan.Meanwhile(s, a.now, 0, now, a.device)...)
			if !ready && a.plan.LetterStand(seen, now) == journey.LetterReady {
				a.Fatalf("ready in %s at %s, and not before", s.Zone, now)
			}
		}
		if a.plan.HoldEnds(s).Before(a.plan.HoldEnds(a.state)) || len(s.RereadDays()) != len(a.state.RereadDays()) {
			a.Fatalf("in %s it rests until %s, read on %v", s.Zone, a.plan.HoldEnds(s), s.RereadDays())
		}
	}
}

// A letter that was ready and left alone for a month is read once more. Where the journal
// was open on that day, a clock that is set back does not make it ready again.
func TestAStaleLetterStaysStale(t *testing.T) {
	plan := road(t)
	m := at(t, plan, "an_honest_exit", "2026-02-04")
	ready, stale := m.now.AddDate(0, 0, 19), m.now.AddDate(0, 0, 28)
	s := journey.Replay(m.facts)
	for now, want := range map[time.Time]journey.LetterStand{ready: journey.LetterReady, stale: journey.LetterRests} {
		if got := plan.LetterStand(s, now); got != want {
			t.Errorf("at %s it is %s", now, got)
		}
	}
	s = s.With(plan.Meanwhile(s, stale, 0, ready, m.device)...)
	if got := plan.LetterStand(s, ready); got != journey.LetterRests {
		t.Errorf("after the clock was set back it is %s", got)
	}
}

// Silence ends in letting go, by itself, on the eighty-fourth day and not before,
// whatever is answered meanwhile and however rarely the journal is opened. From then on
// only what they say of their own accord opens a door.
func TestSilenceEndsInLettingGo(t *testing.T) {
	plan := road(t)
	m := at(t, plan, "one_letter_and_silence", "2026-04-10")
	rapid.Check(t, func(t *rapid.T) {
		a := from(t, plan, []moment{m})
		sent := a.state.Letter.Sent
		end := sent + clock.Day(plan.Numbers["silence-end"])
		for _, day := range []clock.Day{13, 14, 15, 41, 42, 43, 60, 83, 84, 85, 400} {
			if rapid.IntRange(0, 3).Draw(t, "stays away") == 0 {
				continue
			}
			for _, now := range []time.Time{(sent + day).Start(m.device), (sent + day + 1).Start(m.device).Add(-time.Second)} {
				a.now = now
				a.opened()
				pos := plan.Next(a.state, a.now)
				if over := sent+day >= end; over != (pos.Stage == "closure") {
					t.Fatalf("on day %d, with the end on %s, comes %+v", day, end, pos)
				} else if over {
					a.shutForGood()
				} else {
					a.nothingCame(pos)
				}
			}
		}
	})
}

// nothingCame answers the looks at the silence, or leaves them.
func (a *anyone) nothingCame(pos journey.Position) {
	answers := map[string]journey.Value{"letter.reply": journey.String("nothing"), "letter.load": journey.Int(3), "letter.silence": journey.String("wait")}
	for pos.Step != "" && rapid.IntRange(0, 3).Draw(a.T, "leaves") > 0 {
		g := journey.Given{Question: pos.Step, Value: answers[pos.Step]}
		if rapid.Bool().Draw(a.T, "passes over") {
			g.Value = journey.Value{}
		}
		j, r := a.plan.Answer(a.state, g, a.now, a.device)
		if r != nil {
			a.Fatalf("%s: %s", pos.Step, r.Code)
		}
		a.add(j.Facts...)
		pos = a.plan.Next(a.state, a.now)
	}
}

// opened notes, now and then, what happened while the person was away.
func (a *anyone) opened() {
	if rapid.IntRange(0, 2).Draw(a.T, "opened") == 0 {
		a.add(a.plan.Meanwhile(a.state, time.Time{}, 0, a.now, a.device)...)
	}
}

// shutForGood fails where a door to the partner stands open to a person who lets go.
func (a *anyone) shutForGood() {
	for _, st := range a.plan.StageStands(a.state, a.now) {
		if slices.Contains(doors, st.ID) && (st.Stand == journey.Ready || st.Stand == journey.Resting) {
			a.Fatalf("%s is %s in letting go", st.ID, st.Stand)
		}
	}
}

// Nothing nags: who sits down and answers what comes, or passes it over, is asked each
// thing once, but for what was passed over or is not enough and keeps a door shut; and
// comes to an end.
func TestOneSitting(t *testing.T) {
	plan := road(t)
	all := moments(t, plan)
	rapid.Check(t, func(t *rapid.T) {
		a := from(t, plan, all)
		a.now = a.now.Add(time.Duration(rapid.IntRange(0, 3000).Draw(t, "hours")) * time.Hour)
		asked := map[string]bool{}
		for range 200 {
			pos := plan.Next(a.state, a.now)
			if pos.Step == "" {
				return
			}
			e, _ := plan.EventOf(pos.Step)
			look, _ := plan.AgreementDue(a.state, a.state.Today(a.now))
			turn := fmt.Sprintf("%s#%d", pos.Step, a.state.Runs[e.ID].Number)
			if pos.Step == "agree.status" {
				turn = fmt.Sprintf("%s#%d", pos.Step, look.Run)
			}
			if asked[turn] && pos.Reason == journey.ToRetry {
				return // the sitting ends here
			}
			if asked[turn] {
				t.Fatalf("%s comes twice (%s)", pos.Step, pos.Reason)
			}
			asked[turn] = true
			q, _ := plan.Question(pos.Step)
			g := journey.Given{Question: pos.Step, Value: a.value(q)}
			j, r := plan.Answer(a.state, g, a.now, a.device)
			if r != nil { // a date of the wrong side, a harm that cannot be passed over
				g.Value = a.patient(q)
				if j, r = plan.Answer(a.state, g, a.now, a.device); r != nil {
					t.Fatalf("%s: %s", pos.Step, r.Code)
				}
			}
			a.add(j.Facts...)
			for step := range asked { // what a new word of theirs makes stale is asked anew
				id, _, _ := strings.Cut(step, "#")
				if _, there := a.state.Answers[id]; !there && id != pos.Step {
					delete(asked, step)
				}
			}
		}
		t.Fatal("a sitting of two hundred questions")
	})
}
