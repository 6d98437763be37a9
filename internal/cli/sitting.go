package cli

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/guide"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/internal/store"
)

// sitting is one time that a person sits down and answers. It ends when nothing more
// is due, when what is due was already passed over in it, or when the person leaves.
type sitting struct {
	*desk
	asked map[string]bool // questions of this sitting
	stage string          // whose opening was shown last
	only  func(question string) bool

	shownNow map[string]bool // what was shown right before the question in hand

	telling    string          // the event that the person came to tell, or ""
	named      map[string]bool // the runs of events that were begun or named in it, by turn
	breaths    int             // breathers of this sitting
	run        int             // the run of an event that is asked about, where it is not the latest
	changedNow bool            // an agreement was just said to have changed
}

// sit asks what comes next, one thing at a time, as long as only wants it (nil: all).
func (d *desk) sit(ctx context.Context, only func(string) bool) error {
	return (&sitting{desk: d, asked: map[string]bool{}, only: only}).goOn(ctx)
}

// goOn is the rest of a sitting.
func (s *sitting) goOn(ctx context.Context) error {
	for {
		pos := s.position()
		if pos.Step == "" || s.asked[s.turn(pos.Step)] || s.only != nil && !s.only(pos.Step) {
			return nil
		}
		more, err := s.step(ctx, pos)
		if err != nil || !more {
			return err
		}
	}
}

// position is where the person is. What they came to tell goes on at once, also where
// the way would ask for something else first; what is about safety comes before it.
func (s *sitting) position() journey.Position {
	pos := s.plan.Next(s.state, s.now)
	if s.telling == "" || s.isEvent(pos.Step) {
		return pos
	}
	if id := s.plan.HalfTold(s.state, s.telling, s.now); id != "" {
		pos.Step, pos.Stand, pos.Reason = id, journey.Ready, journey.ToAnswer
	}
	return pos
}

// turn names a question together with the run of its event: what comes due again in one
// sitting, such as the safety question, is asked again.
func (s *sitting) turn(question string) string {
	e, _ := s.plan.EventOf(question)
	run := s.state.Runs[e.ID].Number
	if e.Shelf != "" {
		run = s.runInHand(question) // two that are due on one day are two
	}
	return question + "#" + strconv.Itoa(run)
}

// step shows what belongs before the question of a position, asks it, and keeps the
// answer. more is false when the person wants to stop.
func (s *sitting) step(ctx context.Context, pos journey.Position) (more bool, err error) {
	s.goesOn(ctx, pos.Step)
	s.asked[s.turn(pos.Step)] = true
	s.introduce(pos)
	if pos.Reason == journey.ToRetry && s.state.Answers[pos.Step].Skipped {
		s.gap()
		s.notef("next.required") // it was left, and comes again: nobody is to guess why
	}
	q, _ := s.plan.Question(pos.Step)
	if pos.Reason == journey.ToReread {
		return true, s.reread(ctx, q)
	}
	if q.ID == "agree.status" {
		s.run = s.runInHand(q.ID)
		defer func() { s.run = 0 }()
		return true, s.review(ctx, q)
	}
	if err := s.ask(ctx, q, false); err != nil {
		return false, err
	}
	return s.breathe(ctx, q)
}

// introduce tells what a stage or an event is about, once a sitting and only before
// the first of its answers.
func (s *sitting) introduce(pos journey.Position) {
	w := s.words()
	if e, ok := s.plan.EventOf(pos.Step); ok {
		if pos.Step == e.Questions[0].ID && w.Event(e.ID).Opening != "" {
			s.gap()
			s.note(s.fill(pos.Step, w.Event(e.ID).Opening))
		}
		return
	}
	if s.stage == pos.Stage {
		return
	}
	s.stage = pos.Stage
	stage := w.Stage(pos.Stage)
	s.gap()
	if pos.Stage == "choice" && s.plan.Over(s.state, s.now) {
		s.note(s.passage("space.done"))
		s.gap()
	}
	s.heading(stage.Title)
	if len(s.state.Dates[pos.Stage]) == 0 && stage.Opening != "" {
		s.note(s.fill(pos.Step, stage.Opening))
	}
}

// goesOn names, once a sitting, the entry that a question belongs to where the entry was
// not begun in it: alone the question would come out of nowhere.
func (s *sitting) goesOn(ctx context.Context, question string) {
	e, ok := s.plan.EventOf(question)
	run := s.state.Runs[e.ID]
	if !ok || run.Entry == "" || question == e.Questions[0].ID {
		return
	}
	if s.knows(e) {
		return
	}
	entry, err := s.entry(ctx, run.Entry)
	if err != nil {
		return // the question can be answered without it
	}
	line := s.lineOf(entry)
	if line == "" || s.on(guide.Masked) {
		line = s.words().KindWords(entry.Kind).Title
	}
	s.gap()
	if run.Started == s.today() && s.dayOf(entry.When) == s.today() {
		s.notef("half.today", "title", short(line))
		return
	}
	s.notef("half.goes-on", "date", s.words().DayYear(s.dayOf(entry.When)), "title", short(line))
}

// knows says that the event's run in hand was begun or named in this sitting. From then
// on it is.
func (s *sitting) knows(e journey.Event) bool {
	turn := s.turn(e.Questions[0].ID)
	if s.named == nil {
		s.named = map[string]bool{}
	}
	known := s.named[turn]
	s.named[turn] = true
	return known
}

// ask asks one question until it has an answer that is kept, or was skipped. Amend
// puts an earlier answer of an event right.
func (s *sitting) ask(ctx context.Context, q journey.Question, amend bool) error {
	s.before(q)
	for {
		v, err := s.value(ctx, q)
		if errors.Is(err, ask.ErrSkipped) {
			v, err = journey.Value{}, nil
		}
		if err != nil || s.sameWords(ctx, q, v) || s.stillHere(q, v) {
			return err
		}
		meant, left := s.meant(ctx, q, v)
		if !meant {
			if left != nil {
				return left
			}
			continue
		}
		if left != nil {
			ctx = context.WithoutCancel(ctx)
		}
		if err := s.give(ctx, q, v, amend); err != nil {
			return err
		}
		if e, ok := s.plan.EventOf(q.ID); ok && q.ID == e.Questions[0].ID {
			s.knows(e)
		}
		return left
	}
}

// meant looks a second time at an answer that nothing takes back tomorrow: it shows what
// the answer does, or who is there, and asks. Whoever leaves instead of confirming has
// said what they said where it is about safety; else nothing was answered.
func (s *sitting) meant(ctx context.Context, q journey.Question, v journey.Value) (yes bool, left error) {
	pages := s.plan.Meant(s.state, q, v, s.now)
	if len(pages) == 0 {
		return true, nil
	}
	for _, id := range pages {
		if !s.shownNow[id] {
			s.gap()
			s.note(s.passage(id))
			s.shownNow[id] = true
		}
	}
	w := s.words()
	choice, err := s.asker().One(ctx, ask.Question{ID: "meant", Deliberate: true, Text: w.Say("crisis.meant", "answer", s.fill(q.ID, w.Label(q.ID, v.Text())))}, []ask.Option{
		{Value: "yes", Label: w.Say("crisis.meant.yes")}, {Value: "no", Label: w.Say("crisis.meant.no")},
	})
	return choice == "yes" || err != nil && q.Safety, err
}

// stillHere says that a letter which is not ready was looked at and not handed over. No
// day is no answer then: it would keep the question from being asked when it is time.
func (s *sitting) stillHere(q journey.Question, v journey.Value) bool {
	return q.ID == "letter.sent" && v.Skipped() && s.plan.LetterStand(s.state, s.now) != journey.LetterReady
}

// give keeps an answer and shows what it does. While another window or a full disk
// keeps the journal from being written, the answer stays here and is tried again.
// worry, where it is given, is of words that are not kept.
func (s *sitting) give(ctx context.Context, q journey.Question, v journey.Value, amend bool, worry ...journey.Worry) error {
	g := journey.Given{Question: q.ID, Value: v, Worry: s.worry(q, v), Amend: amend, Run: s.run}
	for _, w := range worry {
		g.Worry = w
	}
	for {
		j, bad, err := s.keep(ctx, g)
		switch {
		case errors.Is(err, store.ErrLocked), errors.Is(err, store.ErrDisk):
			if err := s.again(ctx, err); err != nil {
				return s.rescue(q, v, err)
			}
			continue
		case err != nil:
			return s.rescue(q, v, err)
		case len(bad) > 0:
			s.note(s.refusal(bad[0].Refusal))
			if t := v.Text(); t != "" && (q.Kind == journey.Text || q.Kind == journey.Multiline) {
				s.keepDraft(q.ID, t) // another window changed what is asked; what was written stays
			}
			return nil
		}
		s.dropDraft(ctx, q.ID)
		s.changedNow = q.ID == "agree.status" && v.Is("changed")
		s.after(q, v, j)
		return nil
	}
}

// again tells why an answer is not kept yet, and asks whether to try once more.
func (s *sitting) again(ctx context.Context, why error) error {
	defer s.standStill()()
	message, hint := s.sentence(faultOf(why))
	s.note(upper(message) + ". " + upper(hint) + ".")
	w := s.words()
	choice, err := s.asker().One(ctx, ask.Question{ID: "again", Text: w.Say("keep.again")}, []ask.Option{
		{Value: "again", Label: w.Say("keep.again.yes")}, {Value: "leave", Label: w.Say("keep.again.no")},
	})
	if err == nil && choice == "leave" {
		return why
	}
	return err
}

// after shows what an answer brings with it.
func (s *sitting) after(q journey.Question, v journey.Value, j journey.Judgement) {
	for _, id := range j.Show {
		if !s.shownNow[id] {
			s.gap()
			s.note(s.passage(id))
		}
	}
	s.shownNow = nil
	for _, l := range locksIn(j.Facts) {
		if l == "crisis" {
			continue // its page stands above, and its two lines at the end
		}
		s.gap()
		s.lockLines(l, s.note)
	}
	if q.ID == lastDaily(s.plan) && !s.state.On("crisis") && len(s.state.Due) == 0 {
		if thing := s.smallThing(); thing != "" {
			s.gap()
			s.notef("space.small", "why", thing)
		}
	}
}

// locksIn are the locks that the facts set anew.
func locksIn(facts []journey.Fact) (ids []string) {
	for _, f := range facts {
		if f.Kind == journey.Locked && !slices.Contains(ids, f.Name) {
			ids = append(ids, f.Name)
		}
	}
	return ids
}

// lastDaily is the last question of the daily check-in.
func lastDaily(p journey.Plan) (id string) {
	for _, q := range p.Order() {
		if q.Each == "day" && strings.HasPrefix(q.ID, "space.") {
			id = q.ID
		}
	}
	return id
}

// smallThing is today's: they come in order, one with each check-in, and none twice.
func (d *desk) smallThing() string {
	days := d.words().Days()
	n := slices.Index(d.state.CheckIns, d.today())
	if n < 0 || n >= len(days) {
		return ""
	}
	return days[n]
}

// reread shows an answer of earlier and keeps it anew, as it is or changed: reading it
// counts for the day.
func (s *sitting) reread(ctx context.Context, q journey.Question) error {
	w := s.words()
	old, err := s.answer(ctx, q.ID)
	if err != nil {
		return err
	}
	s.gap()
	s.note(s.passage("why.reread"))
	s.gap()
	s.note(w.Question(q.ID).Text)
	s.quote(s.shown(q, old.Value))
	choice, err := s.asker().One(ctx, ask.Question{ID: q.ID, Text: w.Say("next.keep")}, []ask.Option{
		{Value: "keep", Label: w.Say("next.keep.yes")}, {Value: "change", Label: w.Say("next.keep.no")},
	})
	switch {
	case err != nil:
		return err
	case choice == "keep":
		return s.give(ctx, q, old.Value, false)
	}
	return s.ask(ctx, q, false)
}

// breathe offers a stop after a hard question (CONTENT.md 7; hard says which).
func (s *sitting) breathe(ctx context.Context, q journey.Question) (more bool, err error) {
	if !s.hard(q) {
		return true, nil
	}
	w := s.words()
	s.gap()
	s.note(s.breather())
	choice, err := s.asker().One(ctx, ask.Question{ID: "breathe", Text: w.Say("breather.ask")}, []ask.Option{
		{Value: "on", Label: w.Say("breather.on")}, {Value: "stop", Label: w.Say("breather.stop")},
	})
	return choice == "on", err
}

func (s *sitting) hard(q journey.Question) bool {
	if slices.Contains([]string{"start.tome", "choice.no", "letter.sorry", "closure.yours"}, q.ID) {
		return true
	}
	if !strings.HasPrefix(q.ID, "why.") {
		return false
	}
	today := 0
	for id, a := range s.state.Answers {
		if strings.HasPrefix(id, "why.") && a.Day == s.today() {
			today++
		}
	}
	return today == s.plan.Numbers["why-breather"]
}

// breather is the line that fits: in turn, and late at night the late one.
func (s *sitting) breather() string {
	if h := s.now.In(s.device).Hour(); h >= 23 || h < 5 {
		return s.words().Say("breather.late")
	}
	ids := []string{"breather.1", "breather.2", "breather.3"}
	s.breaths++
	return s.words().Say(ids[(int(s.today())+s.breaths)%len(ids)])
}
