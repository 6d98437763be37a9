package journey

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/recover-journal/recover/internal/clock"
)

// rule decides over dates and facts what a list of option values cannot say. The
// data refers to it by name; each names the paragraph of CONTENT.md it stands for.
type rule func(v *view) bool

// view is a plan, a state and a now, looked at together.
type view struct {
	Plan
	State
	now    time.Time
	before State // as it stood before the answer that is judged
	known  *known
}

// known is what was worked out once about a plan, a state and a now: many questions ask
// the same of a stage.
type known struct {
	done    map[string]bool
	opening map[string]opening
}

func (p Plan) at(s State, now time.Time) *view {
	return &view{p, s, now, s, &known{map[string]bool{}, map[string]opening{}}}
}

// Rules names every rule that the data may refer to.
func Rules() []string { return slices.Sorted(maps.Keys(rules())) }

// rules is made at the first question that needs one, and never changed: commands that
// ask nothing pay nothing for it.
func rules() map[string]rule {
	book.once.Do(func() { book.rules = allRules() })
	return book.rules
}

var book struct {
	once  sync.Once
	rules map[string]rule
}

func allRules() map[string]rule {
	return map[string]rule{
		// 7.0: under 14 days since they learned
		"early": func(v *view) bool {
			d := v.dayAt("start.when")
			return d != 0 && v.Today(v.now)-d < clock.Day(v.Numbers["early"])
		},
		// 6: the partner's own date wins
		"end-theirs": func(v *view) bool { return v.Base(v.State) != 0 && v.Base(v.State) == v.Quiet.Theirs },
		"end-ours":   func(v *view) bool { return v.Base(v.State) != 0 && v.Base(v.State) != v.Quiet.Theirs },
		// 7.1: three days at 7 or more
		"heavy-days": func(v *view) bool { return every(v.Numbers["heavy-days"], v.heavyDays()) },
		"pull-first": func(v *view) bool { return v.Notes["pulled"] == 0 },
		"pull-again": func(v *view) bool { return v.Notes["pulled"] != 0 },
		// 7.0: "they don't know yet", until they were told
		"they-know": func(v *view) bool { return v.theyKnow() },
		// 7.2: two if-then lines, three where the person is not sure
		"plans-short": func(v *view) bool { return markedLines(v.Answers["why.plan"].Marks) < v.plansWanted() },
		"own-again":   func(v *view) bool { return v.Has("why.own") && !v.marked("why.own", "passes") },
		// 13
		"words-strong": func(v *view) bool { return v.Due["crisis"] == dueStrong },
		"heavy-day": func(v *view) bool {
			by := v.Due["crisis"]
			n, ok := v.Answers[by].Value.Number()
			return ok && strings.HasSuffix(by, ".load") && n >= v.Numbers["heavy"]
		},
		"has-plan":         func(v *view) bool { return v.marked("crisis.plan", "words") },
		"crisis-later-day": func(v *view) bool { return v.On("crisis") && v.Today(v.now) > v.Held["crisis"].Since },
		// 5: how locks open
		"lock-set-today":   func(v *view) bool { return v.anyChanged(func(l LockOn) bool { return l.Since == v.Today(v.now) }) },
		"lock-set-earlier": func(v *view) bool { return !v.anyChanged(func(l LockOn) bool { return l.Since == v.Today(v.now) }) },
		"order-unsure":     func(v *view) bool { return v.On("order") && !v.orderFirm },
		"order-ended": func(v *view) bool {
			a := v.Answers["order.ended"]
			return v.On("order") && a.Value.Yes() && !a.At.UTC.Before(v.Held["order"].At.UTC)
		},
		// 3, 12: letting go
		"closing":             func(v *view) bool { return v.Closing() },
		"closing-not":         func(v *view) bool { return !v.Closing() },
		"closing-today-still": func(v *view) bool { return !v.Closing() || v.Notes["closing"] == v.Today(v.now) },
		"closing-today":       func(v *view) bool { return v.Closing() && v.Notes["closing"] == v.Today(v.now) },
		"closing-by-itself": func(v *view) bool {
			return v.Letter.Sent != 0 && v.Answers["closure.reason"].Value.Is("silence") && v.Notes["closing"] >= v.silenceEnd(v.State)
		},
		"closure-check": func(v *view) bool { return v.Has("closure.load") },
		// 7.3: the choice
		"relief-only":         func(v *view) bool { return v.reliefOnly() },
		"outcome-honest-exit": func(v *view) bool { return v.Outcome(v.State) == "honest-exit" },
		"outcome-short":       func(v *view) bool { return v.Outcome(v.State) == "short" },
		"outcome-open":        func(v *view) bool { return v.Outcome(v.State) == "open" },
		"outcome-unknown":     func(v *view) bool { return v.Outcome(v.State) == "unknown" },
		// 6.3: whose words open a door
		"word-counts":     (*view).wordCounts,
		"word-counts-not": func(v *view) bool { return !v.wordCounts() },
		"word-opens": func(v *view) bool {
			far := !v.Answers["heard.said"].Value.Is("talk") && v.On("other-person")
			return v.wordCounts() && !v.On("order") && !v.On("safety") && !far
		},
		// 8: the letter
		"letter-exit-note":   (*view).exitNote,
		"letter-open":        func(v *view) bool { return v.Letter.Sent == 0 },
		"letter-in-parts":    func(v *view) bool { return !v.Has(letterWhole) },
		"letter-as-whole":    func(v *view) bool { return v.Has(letterWhole) },
		"letter-words":       (*view).written,
		"letter-door":        func(v *view) bool { return !v.brief() },
		"letter-unsent":      (*view).unsent,
		"letter-handable":    func(v *view) bool { return !v.unsent() },
		"letter-first-rest":  func(v *view) bool { return v.Letter.Finished.Equal(v.Answers["letter.finished"].At.UTC) },
		"letter-rests-again": func(v *view) bool { return !v.Letter.Finished.Equal(v.Answers["letter.finished"].At.UTC) },
		"letter-finished":    func(v *view) bool { return v.finished() && v.Letter.Sent == 0 && !v.unsent() },
		"letter-rereading":   (*view).letterRereading,
		"letter-stale":       (*view).stale,
		"letter-read-twice":  func(v *view) bool { return len(v.RereadDays()) >= v.Numbers["letter-rereads"] && !v.stale() },
		"letter-rested":      (*view).rested,
		"letter-wanted":      func(v *view) bool { return !v.oneHome() || v.Answers["letter.asked"].Value.Is("yes") },
		"letter-ready":       func(v *view) bool { return v.LetterStand(v.State, v.now) == LetterReady },
		"one-home":           (*view).oneHome,
		"letter-sendable":    func(v *view) bool { return v.Letter.Sent != 0 || v.written() },
		"letter-may-be-sent": func(v *view) bool {
			return v.LetterStand(v.State, v.now) == LetterReady && v.Answers["letter.glad"].Day < v.Today(v.now)
		},
		"letter-unready":   (*view).unready,
		"letter-ungiven":   func(v *view) bool { return v.unready() && !v.finished() },
		"letter-no-choice": func(v *view) bool { return v.unready() && v.partEmpty("letter.choice") },
		"letter-no-repair": func(v *view) bool { return v.unready() && v.partEmpty("letter.repair") },
		"letter-in-hold":   (*view).inHold,
		"letter-unread":    func(v *view) bool { return v.unready() && v.letterRereading() },
		"letter-unheard":   func(v *view) bool { return v.unready() && v.finished() && !v.kept() && !v.aloud() },
		"letter-stops":     func(v *view) bool { return v.unready() && (v.stopped() || v.tooLong()) },
		"letter-stays":     func(v *view) bool { return v.unready() && v.kept() },
		"letter-doors":     func(v *view) bool { return v.unready() && !v.kept() && v.rested() && !v.doorsAnswered() },
		"letter-sent":      func(v *view) bool { return v.Letter.Sent != 0 },
		"letter-sent-early": func(v *view) bool {
			return v.Letter.Sent != 0 && v.before.Letter.Sent == 0 && v.LetterStand(v.before, v.now) != LetterReady
		},
		"letter-sent-in-quiet": func(v *view) bool {
			return v.Letter.Sent != 0 && v.before.Letter.Sent == 0 && (v.inQuiet() || v.waiting())
		},
		"letter-reply-earlier":  func(v *view) bool { return v.Has("letter.reply") && v.Answers["letter.reply"].Day < v.Today(v.now) },
		"letter-silence-look":   func(v *view) bool { return v.silenceSince("silence-look") },
		"letter-silence-answer": func(v *view) bool { return v.silenceSince("silence-answer") },
		// 9: the meeting
		"meeting-no-yes": func(v *view) bool { return v.Answers["meeting.yes"].Skipped },
		"meeting-prepared": func(v *view) bool {
			return v.Has("meeting.yes") && v.Has("meeting.place") && v.Has("meeting.truth") && v.Has("meeting.flood")
		},
		"meeting-day-come": func(v *view) bool { return v.Today(v.now) >= v.meetingDay() },
		// 7.6, 10.3, 11: the slow part
		"free":      func(v *view) bool { return !v.noted("unfree") },
		"reviewing": func(v *view) bool { return v.openNow(v.stage("patience")) && !v.noted("unfree") && !v.On("crisis") },
		"agreement-due": func(v *view) bool {
			_, due := v.AgreementDue(v.State, v.Today(v.now))
			return due
		},
		"agreements-open": func(v *view) bool { return v.agreements() },
		// 7.2: writing sessions
		"writing-open": (*view).writingOpen,
		"writing-today": func(v *view) bool {
			n := len(v.Sessions)
			return n == 0 || v.Sessions[n-1].Day < v.Today(v.now) || v.Sessions[n-1].Load < 0
		},
		"wrote-before":    func(v *view) bool { return len(v.Sessions) > 1 },
		"writing-heavier": func(v *view) bool { return v.writingHeavier() },
		"writing-done":    func(v *view) bool { return len(v.Sessions) >= v.Numbers["writing-most"] },
		// 6.2, 7.1: time
		"away-long":   func(v *view) bool { return v.Away != 0 && v.awayUntil-v.Away >= clock.Day(v.Numbers["away-long"]) },
		"quiet-runs":  func(v *view) bool { return v.inQuiet() },
		"why-written": func(v *view) bool { return v.planned(v.stage("why")) },
		"halfway": func(v *view) bool {
			end := v.End(v.State)
			half := v.Quiet.Day0 + (end-v.Quiet.Day0)/2
			return end != 0 && v.Today(v.now) >= half && v.Today(v.now) < half+7
		},
		// 6.1: what to say after a slip
		"slip-told":        func(v *view) bool { return v.Has("slip.what") },
		"slip-under-order": func(v *view) bool { return v.On("order") },
		"slip-indirect-under-order": func(v *view) bool {
			return v.On("order") && slices.Contains([]string{"asked-someone", "liked-or-tagged", "through-a-person"}, v.latestSlip().What)
		},
		"slip-crossed":       func(v *view) bool { return v.latestSlip().Class == ClassC && !v.On("order") },
		"slip-child":         func(v *view) bool { return v.latestSlip().What == "through-a-child" },
		"slip-stalking":      func(v *view) bool { return v.latestSlip().Class == ClassC && v.latestSlip().What != "through-a-child" },
		"slip-quiet":         func(v *view) bool { n, _ := v.QuietDays(v.State, v.now); return n > 1 && v.gentle() },
		"slip-quiet-one":     func(v *view) bool { n, _ := v.QuietDays(v.State, v.now); return n == 1 && v.gentle() },
		"slip-gentle":        (*view).gentle,
		"slip-nothing-moves": func(v *view) bool { return v.latestSlip().Class == ClassA },
		"slip-moved":         func(v *view) bool { return v.reached() && v.promises() && v.slipMoved() },
		"slip-crossed-moved": func(v *view) bool {
			return v.latestSlip().Class == ClassC && !v.On("order") && v.promises() && v.slipMoved()
		},
		"slip-not-moved": func(v *view) bool { return v.reached() && v.promises() && !v.slipMoved() },
		"slip-no-end":    func(v *view) bool { return v.reached() && !v.promises() },
	}
}

// dueStrong is why the safety question is due after strong words.
const dueStrong = "words"

func (v *view) marked(question, mark string) bool {
	return slices.Contains(v.Answers[question].Marks, mark)
}

func (v *view) plansWanted() int {
	if n, ok := v.Answers["why.again"].Value.Number(); ok && n <= 6 {
		return v.Numbers["why-plans-unsure"]
	}
	return v.Numbers["why-plans"]
}

func (v *view) heavyDays() int { return len(v.Heavy) }

// every says that a count came to the end of one more round, so that what is said then
// is not said every day.
func every(round, n int) bool { return round > 0 && n > 0 && n%round == 0 }

func (v *view) anyChanged(f func(LockOn) bool) bool {
	for lock := range v.before.Changed {
		if f(v.before.Held[lock]) {
			return true
		}
	}
	return false
}

// wordCounts says that what the partner said opens a door. Their words to the person
// do; under a lock and while one waits for them only what they said on their own.
func (v *view) wordCounts() bool {
	switch v.Answers["heard.first"].Value.Text() {
	case "on-their-own":
		return true
	case "answer":
		return len(v.Held) == 0 && !v.waiting() && !v.Closing()
	}
	return false
}

// latestSlip is the slip told last, with its class; empty where there is none.
func (v *view) latestSlip() Judged {
	if len(v.Slips) == 0 {
		return Judged{}
	}
	last := v.Slips[len(v.Slips)-1]
	for _, j := range v.Judge(v.Numbers) {
		if j.order == last.order {
			return j
		}
	}
	return Judged{}
}

func (v *view) reached() bool { return v.latestSlip().Class == ClassB && !v.On("order") }

func (v *view) gentle() bool {
	c := v.latestSlip().Class
	return !v.On("order") && (c == ClassA || c == ClassB)
}

// promises says that there is a date to speak of: an end, no lock beyond it, and nothing
// that has made the partner's answer decide instead (CONTENT.md 6.1, rule 4).
func (v *view) promises() bool {
	return v.End(v.State) != 0 && !v.shutBy("choice") && !v.Closing() && !v.wanted() && v.Letter.Sent == 0
}

func (v *view) shutBy(stage string) bool { return len(v.shutters(v.State, stage)) > 0 }

func (v *view) slipMoved() bool {
	last := v.latestSlip()
	var others []Judged
	for _, j := range v.Judge(v.Numbers) {
		if j.order != last.order {
			others = append(others, j)
		}
	}
	return v.End(v.State) > max(v.Base(v.State), v.holdOf(v.State, others))
}

// holds says that all conditions hold for the answer to question.
func (v *view) holds(question string, all []When) bool {
	for _, w := range all {
		if !v.hold(question, w) {
			return false
		}
	}
	return true
}

func (v *view) hold(question string, w When) bool {
	if w.Of != "" {
		question = w.Of
	}
	a, ok := v.Answers[question]
	there := ok && !a.Skipped
	n, isNumber := a.Value.Number()
	chosen := a.Value.Options()
	is := func(o string) bool { return a.Value.Is(o) }
	switch {
	case w.Is != nil && !(there && slices.ContainsFunc(w.Is, is)),
		w.Isnt != nil && there && slices.ContainsFunc(w.Isnt, is),
		w.Contains != nil && !(there && slices.ContainsFunc(w.Contains, a.Value.Has)),
		w.Besides != nil && !slices.ContainsFunc(chosen, func(o string) bool { return !slices.Contains(w.Besides, o) }),
		w.Only != nil && !(there && len(chosen) > 0 && !slices.ContainsFunc(chosen, func(o string) bool { return !slices.Contains(w.Only, o) })),
		w.AtLeast != nil && !(there && isNumber && n >= *w.AtLeast),
		w.AtMost != nil && !(there && isNumber && n <= *w.AtMost),
		w.Marked != "" && !(there && slices.Contains(a.Marks, w.Marked)),
		w.Unanswered && there,
		w.Mode != nil && !slices.Contains(w.Mode, v.Plan.Mode(v.State)),
		w.NotMode != nil && slices.Contains(w.NotMode, v.Plan.Mode(v.State)),
		w.Lock != nil && !slices.ContainsFunc(w.Lock, v.On),
		w.NoLock != nil && slices.ContainsFunc(w.NoLock, v.On),
		w.Rule != "" && !rules()[w.Rule](v):
		return false
	}
	return true
}

// PlansMissing is how many if-then lines are still wanted against doing it again.
func (p Plan) PlansMissing(s State) int {
	v := p.at(s, s.Last)
	return max(0, v.plansWanted()-markedLines(s.Answers["why.plan"].Marks))
}
