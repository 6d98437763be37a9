package journey

import (
	"fmt"
	"slices"
	"time"

	"github.com/recover-journal/recover/internal/clock"
)

// Letter is what the facts say of the one letter (CONTENT.md 8). It knows no word of
// it: only which parts hold any, how many, and when they were last touched.
type Letter struct {
	Finished time.Time // when it was first called finished, and stayed so; zero while it is written
	Edited   time.Time // the latest change of a part
	Rereads  []Reading // since Finished, in order
	Aloud    time.Time // when it was last read aloud
	Sent     clock.Day // the day on which it was handed over; 0 before
	Reply    clock.Day // the day on which a reply was noted; 0 while there is none
}

// Reading is one time that the letter was read again. Another says that it was on another
// date than those before it, in every zone that has been home: no move makes two dates
// of one day.
type Reading struct {
	At      time.Time
	Day     clock.Day
	Another bool
}

// letterParts are the parts that make the letter, in order; the warm-up is not in it.
var letterParts = []string{
	"letter.opening", "letter.act", "letter.choice", "letter.cost", "letter.sorry", "letter.understanding",
	"letter.repair", "letter.acceptance", "letter.door", "letter.close",
}

// letterWhole is the letter written as one text. While it has an answer that is the
// letter, and the parts are neither asked nor counted.
const letterWhole = "letter.whole"

// LetterParts are the questions whose answers make the letter, in the order in which
// they stand in it.
func LetterParts() []string { return slices.Clone(letterParts) }

// LetterTexts are the questions whose answers are the letter as it stands: the one whole
// text where there is one, else the parts.
func (s State) LetterTexts() []string {
	if s.Has(letterWhole) {
		return []string{letterWhole}
	}
	return LetterParts()
}

// WritesLetter says that an answer to the question changes words of the letter.
func WritesLetter(question string) bool {
	return question == letterWhole || slices.Contains(letterParts, question)
}

func (s *State) letterAnswered(f Fact) {
	l := &s.Letter
	answered := f.Kind == Answered || f.Kind == Undone && f.By == priorAnswer
	yes := answered && f.Value != nil && f.Value.Yes()
	switch {
	case WritesLetter(f.Question):
		l.Edited = f.At.UTC
	case f.Question == "letter.finished" && yes && l.Finished.IsZero():
		l.Finished, l.Rereads = f.At.UTC, nil
	case f.Question == "letter.reread" && yes:
		s.read(f)
	case f.Question == "letter.aloud":
		l.Aloud = time.Time{}
		if yes {
			l.Aloud = f.At.UTC
			s.read(f)
		}
	case f.Question == "letter.sent":
		l.Sent = s.dayAt("letter.sent")
	case f.Question == "letter.reply":
		if l.Reply = 0; answered && f.Value != nil && !f.Value.Is("nothing") {
			l.Reply = f.Day
		}
	}
}

func (s *State) read(f Fact) {
	another := true
	for _, r := range s.Letter.Rereads {
		another = another && r.Day != f.Day
		for _, name := range s.Zones {
			if zone, err := clock.Zone(name); err == nil && clock.DayOf(r.At, zone) == clock.DayOf(f.At.UTC, zone) {
				another = false
			}
		}
	}
	s.Letter.Rereads = append(slices.Clone(s.Letter.Rereads), Reading{f.At.UTC, f.Day, another})
}

// letterHeard ends the silence where the partner wrote by themselves: more than
// practical things, and to the person.
func (s *State) letterHeard(f Fact) {
	first, said := s.Answers["heard.first"].Value, s.Answers["heard.said"].Value
	if f.Question == "heard.said" && s.Letter.Sent != 0 && s.Letter.Reply == 0 &&
		!first.Is("someone-else") && !said.Is("practical") && said.Text() != "" {
		s.Letter.Reply = f.Day
	}
}

// letterLocked takes a letter that was not handed over back to drafting: it is called
// finished anew once the lock is open, and rests anew (CONTENT.md 5).
func (s *State) letterLocked() {
	if s.Letter.Sent != 0 {
		return
	}
	s.Letter.Finished, s.Letter.Rereads, s.Letter.Aloud = time.Time{}, nil, time.Time{}
	s.forget("letter.finished", "letter.reread", "letter.aloud", "letter.channel", "letter.blocked", "letter.once", "letter.glad")
}

func (s *State) forget(questions ...string) {
	for _, q := range questions {
		delete(s.Answers, q)
		delete(s.Again, q)
	}
}

// letterBurned is a letter of which no word is left. Where it was handed over, that
// stays; else there is none, and another may be begun.
func (s *State) letterBurned() {
	s.letterLocked()
	s.forget(append(LetterParts(), letterWhole, "letter.warmup")...)
	if s.Letter.Sent == 0 {
		s.Letter.Edited = time.Time{}
		s.forget("letter.asked")
	}
}

// BurnLetter is the fact that every word of the letter was burned.
func (p Plan) BurnLetter(s State, now time.Time, zone *time.Location) Fact {
	w := newWriter(s, now, zone)
	return w.fact(Fact{Kind: Noted, Name: letterBurned})
}

const letterBurned = "letter-burned"

// LetterStand is how the letter stands (INTERFACE.md 5, letter.state).
type LetterStand string

// The stands of a letter.
const (
	LetterNone   LetterStand = "none"
	LetterDraft  LetterStand = "drafting"
	LetterRests  LetterStand = "resting"
	LetterReady  LetterStand = "ready"
	LetterSent   LetterStand = "handed-over"
	LetterStands LetterStand = "kept"
)

// LetterStand says how the letter stands at now. While any lock is on, or its stage is
// not open, it is never ready.
func (p Plan) LetterStand(s State, now time.Time) LetterStand {
	v := p.look(s, now)
	switch {
	case v.Letter.Sent != 0:
		return LetterSent
	case !v.finished() && !v.written():
		return LetterNone
	case !v.finished():
		return LetterDraft
	case v.kept():
		return LetterStands
	case len(v.Held) > 0:
		return LetterDraft
	case v.rested() && v.doorsAnswered() && v.openNow(v.stage("letter")):
		return LetterReady
	}
	return LetterRests
}

// written says that some part of the letter holds words.
func (v *view) written() bool {
	return slices.ContainsFunc(v.LetterTexts(), func(id string) bool { return v.marked(id, "words") })
}

func (v *view) finished() bool { return v.Answers["letter.finished"].Value.Yes() }

// unsent says that the letter is one that stays here.
func (v *view) unsent() bool {
	return v.Plan.Mode(v.State) != "together" && !v.wanted() && v.Answers["choice.next"].Value.Is("unsent")
}

// wanted says that the partner's own word opened the letter: they asked to talk, to
// meet or to try.
func (v *view) wanted() bool {
	return v.noted("talk") || v.noted("meet") || v.noted("invited") || v.trying()
}

// kept says that a finished letter stays with the person.
func (v *view) kept() bool {
	asked, glad := v.Answers["letter.asked"].Value, v.Answers["letter.glad"].Value
	n, said := glad.Number()
	return v.finished() && (v.unsent() || asked.Is("not-now") || asked.Is("no") ||
		v.Answers["letter.channel"].Value.Is("none") || said && n <= 5)
}

// words counts the words of the letter, as the marks of its parts say.
func (v *view) letterWords() (n int) {
	for _, id := range v.LetterTexts() {
		n += v.WordsOf(id)
	}
	return n
}

// WordsOf is how many words an answer has, as its mark says.
func (s State) WordsOf(question string) (n int) {
	for _, m := range s.Answers[question].Marks {
		if _, err := fmt.Sscanf(m, "count:%d", &n); err == nil {
			return n
		}
	}
	return 0
}

// brief says that the letter is held to a few words and has no invitation: after a short
// time together, and as the note of an honest exit.
func (v *view) brief() bool { return v.Outcome(v.State) == "short" || v.exitNote() }

// Brief says that the letter is held to the number "short-words" and has no invitation.
func (p Plan) Brief(s State, now time.Time) bool { return p.look(s, now).brief() }

// exitNote says that the one letter is the note of an honest exit (CONTENT.md 7.2): the
// person told the truth about what they want and is going, the quiet is over, and no
// lock is on. It is open while they let go, too.
func (v *view) exitNote() bool {
	going := v.Outcome(v.State) == "honest-exit" || v.Closing() && v.Answers["closure.reason"].Value.Is("honest-exit")
	return going && v.Letter.Sent == 0 && v.Answers["why.want"].Value.Is("not-exclusive") && len(v.Held) == 0 &&
		v.Plan.Mode(v.State) != "together" && !v.wanted() && v.done("space") && v.done("why")
}

// tooLong says that a letter that is to be brief is over its length.
func (v *view) tooLong() bool { return v.brief() && v.letterWords() > v.Numbers["short-words"] }

// stopped says that the letter holds words that stop it: of harm, or an ultimatum.
func (v *view) stopped() bool {
	return slices.ContainsFunc(v.LetterTexts(), func(id string) bool { return v.marked(id, stopMark) })
}

// stopMark marks a text with words that may not be handed over (CONTENT.md 8, stops).
const stopMark = "stop"

// Stopped says that a finished letter holds words that stop it.
func (p Plan) Stopped(s State) bool {
	v := p.look(s, s.Last)
	return v.finished() && v.stopped()
}

// TooLong is how many words a letter that is to be brief has, where it has more than it
// may; else 0.
func (p Plan) TooLong(s State) int {
	if v := p.look(s, s.Last); v.finished() && v.tooLong() {
		return v.letterWords()
	}
	return 0
}

// HoldEnds is the instant until which a finished letter rests: from its first
// "finished", and a while after each change since; zero before it is finished. A
// letter that was left alone for long rests once more after it was read again.
func (p Plan) HoldEnds(s State) time.Time {
	l := s.Letter
	if l.Finished.IsZero() {
		return time.Time{}
	}
	edit := time.Duration(p.Numbers["letter-edit"]) * time.Hour
	end := l.Finished.Add(time.Duration(p.Numbers["letter-hold"]) * time.Hour)
	if l.Edited.After(l.Finished) && l.Edited.Add(edit).After(end) {
		end = l.Edited.Add(edit)
	}
	if r := p.rereadStale(s); !r.IsZero() && r.Add(edit).After(end) {
		end = r.Add(edit)
	}
	return end
}

// touched is when the letter was last changed or called finished.
func (l Letter) touched() time.Time {
	if l.Edited.After(l.Finished) {
		return l.Edited
	}
	return l.Finished
}

// rereadStale is when a letter that had not been touched for long was read again, or
// zero.
func (p Plan) rereadStale(s State) time.Time {
	old := s.Letter.touched().AddDate(0, 0, p.Numbers["letter-stale"])
	for _, r := range s.Letter.Rereads {
		if r.At.After(old) {
			return r.At
		}
	}
	return time.Time{}
}

// RereadDays are the different dates on which the letter was read again since it was
// first finished, in order.
func (s State) RereadDays() []clock.Day {
	var days []clock.Day
	for _, r := range s.Letter.Rereads {
		if r.Another {
			days = append(days, r.Day)
		}
	}
	return days
}

// stale says that the letter was left alone for so long that it must be read again.
func (v *view) stale() bool {
	counts, _ := v.Clock(v.now)
	old := v.Letter.touched().AddDate(0, 0, v.Numbers["letter-stale"])
	return v.finished() && counts.After(old) && v.rereadStale(v.State).IsZero()
}

// aloud says that the words were read aloud as they stand.
func (v *view) aloud() bool {
	return !v.Letter.Aloud.IsZero() && !v.Letter.Edited.After(v.Letter.Aloud)
}

// rested says that nothing of time or reading stands between the letter and its doors,
// and that what happened in a long absence was asked: a no may have come in it.
func (v *view) rested() bool {
	counts, _ := v.Clock(v.now)
	return v.finished() && v.Due["away"] == "" && !counts.Before(v.HoldEnds(v.State)) && len(v.RereadDays()) >= v.Numbers["letter-rereads"] &&
		!v.stale() && v.aloud() && !v.tooLong() && !v.stopped()
}

// doorsAnswered says that all that is asked before the handing over is answered so that
// it may be.
func (v *view) doorsAnswered() bool {
	for _, q := range v.stage("letter").Questions {
		if q.Required && v.holds(q.ID, q.Asked) && !v.enough(q) {
			return false
		}
	}
	return true
}

// unready says that the letter is still here and a gate is before the handing over.
func (v *view) unready() bool {
	return v.Letter.Sent == 0 && v.LetterStand(v.State, v.now) != LetterReady
}

// inHold says that a finished letter rests by its time alone.
func (v *view) inHold() bool {
	counts, _ := v.Clock(v.now)
	return v.unready() && v.finished() && !v.kept() && counts.Before(v.HoldEnds(v.State))
}

// partEmpty says that a part has no words, where the letter is written in parts.
func (v *view) partEmpty(id string) bool { return !v.Has(letterWhole) && !v.marked(id, "words") }

// oneHome says that the two share a home, or stay together: the letter is offered by a
// question of the person's own first.
func (v *view) oneHome() bool {
	return v.Plan.Mode(v.State) == "together" || v.Answers["start.status"].Value.Is("same-home")
}

// inQuiet says that the quiet has an end that has not come, and that the partner did
// not end it by a word of their own.
func (v *view) inQuiet() bool {
	at := v.EndAt(v.State)
	counts, _ := v.Clock(v.now)
	return !at.IsZero() && counts.Before(at) && !v.wanted()
}

// The silence after a letter (CONTENT.md 6): a look at 14 days, an answer at 42, and
// letting go by itself at 84. Any reply ends it.

// Silence are the days of the look and of the answer, 0 where there is no silence.
func (p Plan) Silence(s State) (look, answer clock.Day) {
	if !s.silent() {
		return 0, 0
	}
	answer = s.Letter.Sent + clock.Day(p.Numbers["silence-answer"])
	if s.Answers["letter.silence"].Value.Is("wait") {
		answer = p.silenceEnd(s)
	}
	return s.Letter.Sent + clock.Day(p.Numbers["silence-look"]), answer
}

func (p Plan) silenceEnd(s State) clock.Day {
	return s.Letter.Sent + clock.Day(p.Numbers["silence-end"])
}

func (s State) silent() bool {
	return s.Letter.Sent != 0 && s.Letter.Reply == 0 && !s.Closing()
}

func (v *view) silenceSince(number string) bool {
	return v.silent() && v.Today(v.now) >= v.Letter.Sent+clock.Day(v.Numbers[number])
}

// letterWaits says that the letter is not offered by itself: it is optional, or they
// invited, and nothing of it is written yet.
func (v *view) letterWaits() bool {
	begun := slices.ContainsFunc(v.stage("letter").Questions, func(q Question) bool { return v.Has(q.ID) })
	return !begun && (v.Plan.Mode(v.State) == "together" || v.trying() || v.meeting() || v.exitNote())
}

// mayDraft says that the question is a part of a letter that may be drafted and not
// handed over: while one waits for them (CONTENT.md 4), and where what they do not know
// yet will be told as planned with a counsellor (5). The stage stays shut.
func (v *view) mayDraft(q Question) bool {
	if !partOfLetter(q.ID) || v.Closing() || !v.done("why") {
		return false
	}
	locks := v.shutters(v.State, "letter")
	planned, ok := v.Notes["untold-planned"]
	return len(locks) == 0 && v.waiting() ||
		len(locks) == 1 && locks[0] == "untold" && ok && planned >= v.Held["untold"].Since
}

// partOfLetter says that the question belongs to the letter's words or the warm-up.
func partOfLetter(id string) bool { return id == "letter.warmup" || WritesLetter(id) }

// NextOf is the question of an open stage that comes next in it, or "": for a person who
// asked for that stage, whatever else is due.
func (p Plan) NextOf(s State, stage string, now time.Time) string {
	v := p.look(s, now)
	st := v.stage(stage)
	if id := v.fresh(st); id != "" {
		return id
	}
	return v.lacking(st)
}
