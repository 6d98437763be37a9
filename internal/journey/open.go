package journey

import (
	"slices"
	"strings"
	"time"
)

// Question is the question with the id.
func (p Plan) Question(id string) (Question, bool) {
	for _, st := range p.Stages {
		for _, q := range st.Questions {
			if q.ID == id {
				return q, true
			}
		}
	}
	for _, e := range p.Events {
		for _, q := range e.Questions {
			if q.ID == id {
				return q, true
			}
		}
	}
	return Question{}, false
}

// Order is every question in the order in which a file of answers is judged: the
// stages with the safety question behind the first, then what a lock lets stand, and
// the events, which may answer what a stage made due.
func (p Plan) Order() []Question {
	var all []Question
	for q := range p.ordered {
		all = append(all, *q)
	}
	return all
}

// ordered gives the questions of Order without a copy of each: they are large.
func (p Plan) ordered(yield func(*Question) bool) {
	each := func(qs []Question) bool {
		for i := range qs {
			if !yield(&qs[i]) {
				return false
			}
		}
		return true
	}
	for i, st := range p.Stages {
		if !each(st.Questions) || i == 0 && !each(p.event("crisis").Questions) {
			return
		}
	}
	for _, id := range []string{"harm", "lock", "open", "away", "slip", "heard", "waiting", "agree", "review", "trig", "urge", "write", "unsent", "zone"} {
		if !each(p.event(id).Questions) {
			return
		}
	}
}

func (p Plan) event(id string) Event {
	for _, e := range p.Events {
		if e.ID == id {
			return e
		}
	}
	return Event{}
}

// among says that the question is one of these. They are large, so none is copied.
func among(questions []Question, id string) bool {
	for i := range questions {
		if questions[i].ID == id {
			return true
		}
	}
	return false
}

// EventOf is the event to which the question belongs.
func (p Plan) EventOf(question string) (Event, bool) {
	for _, e := range p.Events {
		if among(e.Questions, question) {
			return e, true
		}
	}
	return Event{}, false
}

// StageOf is the stage to which the question belongs.
func (p Plan) StageOf(question string) (Stage, bool) {
	for _, st := range p.Stages {
		if among(st.Questions, question) {
			return st, true
		}
	}
	return Stage{}, false
}

// shutters are the locks that are on and shut the stage, in the plan's order.
func (p Plan) shutters(s State, stage string) []string {
	var ids []string
	for _, l := range p.Locks {
		if s.On(l.ID) && slices.Contains(l.Shuts, stage) {
			ids = append(ids, l.ID)
		}
	}
	return ids
}

// LocksOn are the locks that are on, in the plan's order.
func (p Plan) LocksOn(s State) []string {
	ids := []string{}
	for _, l := range p.Locks {
		if s.On(l.ID) {
			ids = append(ids, l.ID)
		}
	}
	return ids
}

// Open says why the question cannot be answered now, or nil.
func (p Plan) Open(s State, q Question, now time.Time) *Refusal {
	return p.look(s, now).refusal(q)
}

// refusal says why the question cannot be answered now, or nil.
func (v *view) refusal(q Question) *Refusal {
	p, s, now := v.Plan, v.State, v.now
	if st, ok := p.StageOf(q.ID); ok {
		return v.openStage(st, q)
	}
	e, _ := p.EventOf(q.ID)
	switch {
	case e.ID == "open":
		return v.openUnderLock(q)
	case q.ID == "lock.changed" && s.Due["lock"] == "", q.ID == "crisis.harm" && s.Due["harm"] == "":
		return refuse("not-asked")
	case q.ID == "crisis.ask" && s.On("crisis") && s.Today(now) <= s.Held["crisis"].Since:
		return refuse("later-day")
	case q.ID == "write.day" && p.WritingOver(s) && !v.On("crisis"):
		return nil
	case !v.holds(q.ID, e.Asked):
		return v.eventShut(e)
	case e.ID == "agree" && q.ID == "agree.status" && len(s.Agreements) > 0:
		return nil
	case q.ID != e.Questions[0].ID && !v.told(e):
		return refuse("not-asked")
	case !v.holds(q.ID, q.Asked):
		return refuse("not-asked")
	}
	return nil
}

// eventShut says why an event cannot be told now: by a lock, where one stands before
// it.
func (v *view) eventShut(e Event) *Refusal {
	if v.On("crisis") {
		return refuse("shut-lock", "lock", "crisis")
	}
	if e.ID == "agree" || e.ID == "review" {
		if locks := v.shutters(v.State, "patience"); len(locks) > 0 {
			return refuse("shut-lock", "lock", locks[0])
		}
		return refuse("shut-stage", "stage", "patience")
	}
	return refuse("not-asked")
}

// told says that there is a run of the event to which a follow-up could belong.
func (v *view) told(e Event) bool {
	_, ok := v.Answers[e.Questions[0].ID]
	return ok
}

func (v *view) openStage(st Stage, q Question) *Refusal {
	if v.mayDraft(q) && v.holds(q.ID, q.Asked) {
		return nil
	}
	if locks := v.shutters(v.State, st.ID); len(locks) > 0 {
		return refuse("shut-lock", "lock", locks[0])
	}
	switch o := v.opening(st); {
	case !o.open && q.ID == "letter.reply" && v.Letter.Sent != 0:
		return nil // a reply that comes late can be told; it opens no door by itself
	case !o.open && q.ID == "letter.sent" && v.holds(q.ID, q.Asked):
		return nil // what has happened has happened
	case !o.open && !o.at.IsZero():
		return refuse("shut-until", "date", v.End(v.State).String())
	case !o.open:
		return refuse("shut-stage", "stage", st.ID)
	case !v.holds(q.ID, q.Asked):
		return refuse("not-asked")
	}
	return nil
}

// openUnderLock lets what a lock asks stand while it is on, and what follows up on
// such an answer on the day of it: by then the answer may have opened the lock.
func (v *view) openUnderLock(q Question) *Refusal {
	for _, w := range q.Asked {
		if w.Of != "" && v.Answers[w.Of].Day == v.Today(v.now) && v.holds(q.ID, q.Asked) {
			return nil
		}
	}
	for _, l := range v.Plan.Locks {
		if slices.Contains(l.Asks, q.ID) && v.On(l.ID) {
			if !v.holds(q.ID, q.Asked) {
				return refuse("not-asked")
			}
			return nil
		}
	}
	return refuse("not-asked")
}

// opening says whether a stage's own door is open, apart from locks, and when it
// will be where a date says so.
type opening struct {
	open bool
	at   time.Time
}

// opening is how a stage's own door stands, worked out once.
func (v *view) opening(st Stage) opening {
	o, ok := v.known.opening[st.ID]
	if !ok {
		o = v.openingOf(st)
		v.known.opening[st.ID] = o
	}
	return o
}

// openingOf applies the rule of CONTENT.md 3, column "opens when".
func (v *view) openingOf(st Stage) opening {
	if v.Closing() && !slices.Contains([]string{"start", "space", "why", "closure"}, st.ID) && !(st.ID == "letter" && v.exitNote()) {
		return opening{}
	}
	switch st.Opens {
	case "always":
		return opening{open: true}
	case "start-done":
		return opening{open: v.done("start")}
	case "start-done-apart":
		return opening{open: v.done("start") && v.Plan.Mode(v.State) != "together"}
	case "quiet-and-why-done":
		return v.choiceOpening()
	case "outcome-allows":
		return opening{open: v.letterOpens()}
	case "invited":
		return opening{open: v.noted("meet") || v.noted("invited")}
	case "they-want-to-try":
		return opening{open: v.trying() || v.Plan.Mode(v.State) == "together" && v.done("start")}
	case "with-patience":
		return opening{open: v.openNow(v.stage("patience"))}
	}
	return opening{}
}

func (v *view) choiceOpening() opening {
	switch {
	case v.noted("talk"):
		return opening{open: true}
	case v.needsTime():
		return opening{open: true} // nothing more of it is asked, and all of it may be answered
	case v.Plan.Mode(v.State) == "together" || v.Plan.Mode(v.State) == "wait-for-them" || !v.done("start"):
		return opening{}
	case v.done("space") && v.done("why"):
		return opening{open: true}
	}
	return opening{at: v.EndAt(v.State)}
}

// trying says that they want to try, in words of theirs.
func (v *view) trying() bool { return v.noted("try") || v.noted("trying") }

// meeting says that a meeting is before the person: they said yes to one, and the notes
// after it are not written.
func (v *view) meeting() bool {
	return (v.noted("meet") || v.noted("invited")) && !v.done("meeting") && v.openNow(v.stage("meeting"))
}

func (v *view) noted(n string) bool { _, ok := v.Notes[n]; return ok }

// done says that a stage has all it needs. It is worked out once.
func (v *view) done(stage string) bool {
	d, ok := v.known.done[stage]
	if !ok {
		d = v.isDone(stage)
		v.known.done[stage] = d
	}
	return d
}

func (v *view) isDone(stage string) bool {
	if stage == "space" && v.ended(v.State) && v.Plan.Mode(v.State) != "together" {
		return true
	}
	if stage == "choice" && v.needsTime() {
		return true
	}
	st := v.stage(stage)
	for _, q := range st.Questions {
		if q.Required && q.Each == "" && v.holds(q.ID, q.Asked) && !v.enough(q) {
			return false
		}
	}
	switch stage { // patience and triggers are never done
	case "start":
		return v.Has("start.status")
	case "space":
		at := v.EndAt(v.State)
		now, _ := v.Clock(v.now)
		return !at.IsZero() && !now.Before(at)
	case "choice":
		return v.Outcome(v.State) != "" && v.chosen()
	case "letter":
		stand := v.LetterStand(v.State, v.now)
		return stand == LetterSent || stand == LetterStands
	case "meeting":
		return true
	case "closure":
		ready := v.Answers["closure.ready"].Value
		return v.Closing() && (ready.Is("close") || ready.Is("monthly"))
	case "why":
		return len(v.Dates["why"]) >= v.Numbers["why-days"]
	}
	return false
}

func (v *view) stage(id string) Stage {
	for _, st := range v.Stages {
		if st.ID == id {
			return st
		}
	}
	return Stage{}
}

// enough says that the question is answered in a way that counts: a line of ownership
// that passes, as many lines as are wanted.
func (v *view) enough(q Question) bool {
	if !v.Has(q.ID) {
		return false
	}
	switch {
	case slices.Contains([]string{"letter.finished", "letter.once"}, q.ID):
		return v.Answers[q.ID].Value.Yes()
	case q.ID == "letter.aloud":
		return v.aloud()
	case q.ID == "letter.blocked":
		return !v.Answers[q.ID].Value.Yes()
	case q.ID == "letter.byme":
		return !v.Answers[q.ID].Value.Has("rather-not-say")
	case slices.Contains(q.Marks, "own"):
		return v.marked(q.ID, "passes")
	case q.ID == "why.plan":
		return markedLines(v.Answers[q.ID].Marks) >= v.plansWanted()
	case q.Lines > 0:
		return markedLines(v.Answers[q.ID].Marks) >= q.Lines
	}
	return true
}

// near is the question whose id is nearest to a mistyped one, or "".
func (p Plan) near(id string) string {
	best, least := "", min(4, len(id)/2+1)
	for q := range p.ordered {
		if d := distance(strings.ToLower(id), q.ID); d < least {
			best, least = q.ID, d
		}
	}
	return best
}

// distance is the Levenshtein distance in bytes, of ids of at most 64.
func distance(a, b string) int {
	if len(a) > 64 {
		return len(a)
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := diagonal
			if a[i-1] != b[j-1] {
				cost++
			}
			diagonal, row[j] = row[j], min(row[j]+1, row[j-1]+1, cost)
		}
	}
	return row[len(b)]
}

// Shuts says that a lock shuts the stage.
func (p Plan) Shuts(s State, stage string) bool { return len(p.shutters(s, stage)) > 0 }

// Reached says that the stage's own door is open, whether or not a lock shuts it.
func (p Plan) Reached(s State, stage string, now time.Time) bool {
	v := p.look(s, now)
	return v.opening(v.stage(stage)).open
}
