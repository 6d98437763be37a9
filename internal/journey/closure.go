package journey

import (
	"slices"

	"github.com/recover-journal/recover/internal/clock"
)

// checkIns are the days after the first closure.load on which it is asked again
// (CONTENT.md 12), and monthly is how often after them, where that was chosen.
var checkIns = [...]clock.Day{7, 30, 90}

const monthly clock.Day = 30

// road is every stage but letting go, which nobody is led into. What the partner asked
// for comes first: a meeting they said yes to, then the slow part; a letter that is
// not asked for by itself comes last.
func (v *view) road() []Stage {
	var first, stages, last []Stage
	meeting, trying, waits := v.meeting(), v.trying(), v.letterWaits()
	for _, st := range v.Stages {
		switch {
		case st.ID == "closure":
		case st.ID == "meeting" && meeting:
			first = append(first, st)
		case st.ID == "letter" && waits, st.ID == "choice" && trying:
			last = append(last, st)
		default:
			stages = append(stages, st)
		}
	}
	at := slices.IndexFunc(stages, func(st Stage) bool { return st.ID == "choice" || st.ID == "letter" || st.ID == "patience" })
	return slices.Concat(stages[:max(at, 0)], first, stages[max(at, 0):], last)
}

// lettingGo is the position of a person who is letting go.
func (v *view) lettingGo() Position {
	st := v.stage("closure")
	if id := v.fresh(st); id != "" {
		return Position{Stage: st.ID, Step: id, Stand: Ready, Reason: ToAnswer}
	}
	if id := v.lacking(st); id != "" {
		return Position{Stage: st.ID, Step: id, Stand: Ready, Reason: ToRetry}
	}
	if v.Answers["closure.ready"].Value.Is("close") {
		return Position{Stage: st.ID, Stand: Complete, Reason: Closed}
	}
	check := v.checkIn()
	if check != 0 && check <= v.Today(v.now) {
		return Position{Stage: st.ID, Step: "closure.load", Stand: Ready, Reason: ToAnswer}
	}
	if again, ok := v.Again["closure.ready"]; ok && (check == 0 || again < check) {
		check = again
	}
	p := Position{Stage: st.ID, Stand: Resting, Reason: ForToday}
	if check != 0 {
		p.OpensAt = check.Start(v.location())
	}
	return p
}

// checkIn is the day of the next check-in, or 0: the first one after the day on which
// the load was last asked.
func (v *view) checkIn() clock.Day {
	a := v.Answers["closure.load"]
	if a.First.IsZero() {
		return 0
	}
	first := clock.DayOf(a.First.UTC, v.location())
	for _, d := range checkIns {
		if first+d > a.Day {
			return first + d
		}
	}
	if !v.Answers["closure.ready"].Value.Is("monthly") {
		return 0
	}
	d := first + checkIns[len(checkIns)-1]
	for d <= a.Day {
		d += monthly
	}
	return d
}
