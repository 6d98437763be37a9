package journey

import (
	"time"

	"github.com/recover-journal/recover/internal/clock"
)

// rest says what is waited for when there is nothing to answer.
func (v *view) rest() Position {
	if v.letsGo() {
		return Position{Stage: "closure", Step: "closure.reason", Stand: Ready, Reason: ToAnswer}
	}
	running := v.unfinishedToday("space") && v.quietGoesOn() && !v.wanted()
	writing := v.unfinishedToday("why")
	p := Position{Stage: v.here(), Stand: Resting, Reason: ForToday}
	if running || writing {
		if p.OpensAt = v.tomorrow(); !running {
			p.Stage = "why"
		}
		return p
	}
	if later := v.later(); later.Reason != "" {
		return later
	}
	if again := v.nextAgain(); again != 0 {
		p.Stage, p.OpensAt = v.here(), again.Start(v.location())
		return p
	}
	if len(v.Held) > 0 {
		return Position{Stage: v.here(), Stand: Shut, Reason: ByLocks}
	}
	return p // nothing more comes by itself: they may write, and letting go is open
}

// later is the rest of the road beyond the choice: the letter that rests, the meeting
// that comes, the silence, and the weeks of the slow part.
func (v *view) later() Position {
	p := Position{Stage: v.here(), Stand: Resting}
	look, answer := v.Silence(v.State)
	switch stand := v.LetterStand(v.State, v.now); {
	case v.meeting():
		p.Stage, p.Reason, p.OpensAt = "meeting", ForMeet, v.meetingDay().Start(v.location())
	case v.openNow(v.stage("patience")) && (v.noted("unfree") || v.Has("patience.yes")):
		p.Stage = "patience"
		if p.Reason = ForThem; !v.noted("unfree") {
			p.Reason, p.OpensAt = ForWeek, v.nextOfWeek().Start(v.location())
		}
	case stand == LetterRests && v.openNow(v.stage("letter")):
		p.Stage, p.Reason, p.OpensAt = "letter", ForLetter, v.restEnds()
	case stand == LetterReady && v.openNow(v.stage("letter")):
		p.Stage, p.Reason = "letter", ForLetter
		if _, asked := v.Answers["letter.sent"]; !asked {
			p.OpensAt = v.tomorrow()
		}
	case look != 0 && len(v.shutters(v.State, "letter")) == 0:
		p.Stage, p.Reason = "letter", ForReply
		next := v.silenceEnd(v.State)
		for _, day := range []clock.Day{answer, look} {
			if day > v.Today(v.now) {
				next = day
			}
		}
		p.OpensAt = next.Start(v.location())
	}
	return p
}

// restEnds is when something of the resting letter comes next: tomorrow while a reading
// is wanted, else the end of its rest.
func (v *view) restEnds() time.Time {
	end, next := v.HoldEnds(v.State).In(v.location()), v.tomorrow()
	counts, _ := v.Clock(v.now)
	again, planned := v.againIn("letter")
	switch at := again.Start(v.location()); {
	case v.letterRereading():
	case planned && (!end.After(counts) || at.Before(end)):
		return at
	case end.After(counts):
		return end
	case v.tooLong():
		return time.Time{} // it waits for the person, not for a day
	}
	return next
}

// againIn is the first day on which something of a stage is asked again.
func (v *view) againIn(stage string) (day clock.Day, planned bool) {
	for _, q := range v.stage(stage).Questions {
		if d, ok := v.Again[q.ID]; ok && (!planned || d < day) {
			day, planned = d, true
		}
	}
	return day, planned
}

// letterRereading says that the letter is to be read again: on too few dates yet, or it
// was left alone for long.
func (v *view) letterRereading() bool {
	return v.finished() && v.Letter.Sent == 0 && !v.kept() && (len(v.RereadDays()) < v.Numbers["letter-rereads"] || v.stale())
}

// meetingDay is the day from which the notes after the meeting are offered: the day of
// it where that is known, else the day after getting ready.
func (v *view) meetingDay() clock.Day {
	day := v.dayAt("meeting.day")
	if day == 0 {
		for _, id := range []string{"meeting.yes", "meeting.place", "meeting.truth", "meeting.flood"} {
			day = max(day, v.Answers[id].Day+1)
		}
	}
	if again := v.Again["meeting.after.heard"]; again > day {
		day = again
	}
	return day
}

// nextOfWeek is the day of the next thing in the slow part: the weekly questions, or
// an agreement to look at.
func (v *view) nextOfWeek() clock.Day {
	next := v.ReviewDay(v.State)
	if a := v.Answers["patience.clean"]; a.Day != 0 && (next == 0 || a.Day+7 < next) {
		next = a.Day + 7
	}
	for _, a := range v.Agreements {
		if day := v.ReviewOf(a); day != 0 && (next == 0 || day < next) {
			next = day
		}
	}
	return max(next, v.Today(v.now)+1)
}

// letsGo says that the choice led to letting go: the person chose it, or wants a
// letter where the outcome has none, or has none any more (CONTENT.md 7.3).
func (v *view) letsGo() bool {
	next, outcome := v.Answers["choice.next"].Value, v.Outcome(v.State)
	exit := outcome == "better-apart" || outcome == "honest-exit"
	return !v.Closing() && !v.passedOver() && (v.noted("lets-go") || v.silent() && v.Answers["letter.silence"].Value.Is("let-go") ||
		v.chosen() && (next.Is("let-go") || exit && next.Is("letter")))
}

// passedOver says that the person was asked what brings them to let go, and passed it
// over, since they last chose to. It is not asked again by itself.
func (v *view) passedOver() bool {
	asked := v.Answers["closure.reason"]
	for _, id := range []string{"choice.next", "letter.silence", "waiting.look", "review.choose", "letter.sent"} {
		if v.Answers[id].At.UTC.After(asked.At.UTC) {
			return false
		}
	}
	return asked.Skipped
}

// unfinishedToday says that a stage goes on tomorrow.
func (v *view) unfinishedToday(stage string) bool {
	return v.openNow(v.stage(stage)) && !v.done(stage)
}

// nextAgain is the first day on which something of an open stage is asked again, or 0.
func (v *view) nextAgain() (day clock.Day) {
	for id, d := range v.Again {
		if st, ok := v.StageOf(id); ok && v.openNow(st) && (day == 0 || d < day) {
			day = d
		}
	}
	return day
}

// tomorrow is the instant at which the next civil day begins, or the quiet ends if
// that comes first.
func (v *view) tomorrow() time.Time {
	at := (v.Today(v.now) + 1).Start(v.location())
	now, _ := v.Clock(v.now)
	if end := v.EndAt(v.State); !end.IsZero() && end.After(now) && end.Before(at) {
		return end
	}
	return at
}
