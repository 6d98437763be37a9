package journey

import (
	"slices"

	"github.com/recover-journal/recover/internal/clock"
)

// Session is one writing session (CONTENT.md 7.2).
type Session struct {
	Run  int
	Day  clock.Day
	Load int // how heavy the day was after it; -1 while that was not asked
	Same bool
}

func (s *State) wrote(f Fact) {
	all := slices.Clone(s.Sessions)
	i := slices.IndexFunc(all, func(w Session) bool { return w.Run == f.Run })
	if i < 0 {
		if f.Kind != Answered || f.Question != "write.text" {
			return
		}
		i, all = len(all), append(all, Session{Run: f.Run, Day: f.Day, Load: -1})
	}
	if f.Value != nil {
		if n, ok := f.Value.Number(); ok && f.Question == "write.load" {
			all[i].Load = n
		}
		all[i].Same = f.Question == "write.same" && f.Value.Yes() || f.Question != "write.same" && all[i].Same
	}
	s.Sessions = all
}

// WritingOver says that the writing sessions have ended: all four were held, or it grew
// heavier, or the same was written again. Then the plain day log is better.
func (p Plan) WritingOver(s State) bool {
	return len(s.Sessions) >= p.Numbers["writing-most"] || s.writingHeavier() ||
		slices.ContainsFunc(s.Sessions, func(w Session) bool { return w.Same })
}

// writingHeavier says that the load rose two sessions running, by three or more in all.
func (s State) writingHeavier() bool {
	n := len(s.Sessions)
	if n < 3 {
		return false
	}
	a, b, c := s.Sessions[n-3].Load, s.Sessions[n-2].Load, s.Sessions[n-1].Load
	return a >= 0 && b > a && c > b && c-a >= 3
}

// writingOpen says that a session may be held now: not in the first days, not on a heavy
// day, one a day, and not after they ended.
func (v *view) writingOpen() bool {
	today := v.Today(v.now)
	written := len(v.Sessions) > 0 && v.Sessions[len(v.Sessions)-1].Day == today
	return v.done("start") && !v.On("crisis") && v.openNow(v.stage("why")) && v.DayNumber(v.now) >= v.Numbers["writing-first"] &&
		!v.heavyToday() && (written || !v.WritingOver(v.State))
}

// heavyToday says that the latest load that was told, told today, is a heavy one.
func (v *view) heavyToday() bool {
	var latest Answer
	for _, id := range []string{"start.load", "space.daily.load", "away.load", "letter.load", "meeting.after.load", "write.load"} {
		if a := v.Answers[id]; v.Has(id) && a.At.UTC.After(latest.At.UTC) {
			latest = a
		}
	}
	n, ok := latest.Value.Number()
	return ok && latest.Day == v.Today(v.now) && n >= v.Numbers["heavy"]
}
