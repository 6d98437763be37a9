package journey

import (
	"time"

	"github.com/recover-journal/recover/internal/clock"
)

// Meanwhile are the facts that time itself brought since the journal was last used, to
// be appended before the next answer: that it was open at a moment known from
// elsewhere (seen), that the person was away (gone is the day before which they were
// last here, 0 if they were not away), and that a long silence ended in letting go.
// It is none where the facts know all that. Next and Answer take what the silence
// brought into account by themselves.
func (p Plan) Meanwhile(s State, seen time.Time, gone clock.Day, now time.Time, zone *time.Location) []Fact {
	var facts []Fact
	if gone != 0 && s.First != 0 && s.Due["away"] == "" && gone >= s.awayUntil && !s.Closing() {
		w := newWriter(s, now, zone)
		facts = append(facts, w.fact(Fact{Kind: DueNow, Name: "away", By: "away", Until: gone}))
	}
	if seen.After(s.Last) && seen.After(now) {
		facts = append(facts, Fact{Kind: Seen, At: clock.At(seen, zone), Day: s.Today(seen)})
	}
	return append(facts, p.lapsed(s.With(facts...), now)...)
}

// Gone is the day on which the person was last here, where that is so long ago that
// they are asked what happened since (CONTENT.md 6.2); else 0. last is the latest moment
// known from elsewhere at which the journal was open.
func (p Plan) Gone(s State, last, now time.Time) clock.Day {
	if s.First == 0 {
		return 0
	}
	if s.Last.After(last) || last.After(now) {
		last = s.Last
	}
	day := clock.DayOf(last, s.location())
	if s.Today(now)-day >= clock.Day(p.Numbers["away"]) {
		return day
	}
	return 0
}

// AwayDays is how many civil days the latest absence lasted.
func (s State) AwayDays() int { return int(max(0, s.awayUntil-s.Away)) }

// lapsed are the facts of a silence that has ended: letting go began by itself.
func (p Plan) lapsed(s State, now time.Time) []Fact {
	if !s.silent() || p.Numbers["silence-end"] == 0 || s.Today(now) < p.silenceEnd(s) {
		return nil
	}
	at := p.silenceEnd(s).Start(s.location())
	if at.Before(s.Last) {
		at = s.Last
	}
	w := writer{clock.At(at, s.location()), max(p.silenceEnd(s), s.LastDay)}
	reason := String("silence")
	return []Fact{
		w.fact(Fact{Kind: Answered, Question: "closure.reason", Value: &reason, By: byTime}),
		w.fact(Fact{Kind: Noted, Name: "closing"}),
	}
}

// byTime says in an Answered fact that nobody answered: the time was over.
const byTime = "time"

// look is the plan, the state and the now together, with all that time brought.
func (p Plan) look(s State, now time.Time) *view {
	if facts := p.lapsed(s, now); facts != nil {
		s = s.With(facts...)
	}
	return p.at(s, now)
}

// The looks at the waiting (CONTENT.md 6): at day 90 and every 60 days after it, from
// day 0 or from the day on which they asked for time if that is later.

// WaitingLook is the day of the next look at the waiting, or of the one that is due;
// 0 where nobody waits.
func (p Plan) WaitingLook(s State) clock.Day {
	if !s.waiting() || p.Numbers["waiting-again"] <= 0 {
		return 0
	}
	from := max(s.Quiet.Day0, s.Notes["waiting"])
	if s.Notes["waiting"] == s.First && s.Quiet.Day0 != 0 {
		from = s.Quiet.Day0 // they had asked before the journal began
	}
	look := from + clock.Day(p.Numbers["waiting-look"])
	for look <= s.Runs["waiting"].Started {
		look += clock.Day(p.Numbers["waiting-again"])
	}
	return look
}

// ReviewDay is the day from which the next weekly review is offered, 0 where there is
// none: seven days after the latest, or after the slow part began, or began again. A
// missed week is skipped and never queued (CONTENT.md 6).
func (p Plan) ReviewDay(s State) clock.Day {
	v := p.look(s, s.Last)
	if !v.goesOn() {
		return 0
	}
	began := clock.DayOf(s.Answers["patience.yes"].First.UTC, s.location())
	if free := s.Answers["patience.free"]; free.Value.Yes() {
		began = max(began, free.Day)
	}
	return max(began, s.Runs["review"].Started) + clock.Day(p.Numbers["review"])
}

// goesOn says that the slow part is open and does not rest, and that the person did not
// say that they no longer choose it.
func (v *view) goesOn() bool {
	return v.openNow(v.stage("patience")) && !v.noted("unfree") && !v.noted("lets-go") && v.Has("patience.yes")
}
