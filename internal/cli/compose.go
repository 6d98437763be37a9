package cli

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/journey"
)

// runLetter composes: the first time part by part, later from the overview of the
// parts; or it says what the letter waits for.
func runLetter(ctx context.Context, d *desk) error {
	if d.state.On("crisis") && !d.json {
		return d.restScreen()
	}
	if d.json {
		return d.letterOverview(ctx)
	}
	if d.letterShut() != nil {
		return d.waitsFor("letter")
	}
	s := &sitting{desk: d, asked: map[string]bool{}}
	first := d.nextPart()
	if !d.canAsk() {
		if first == "" {
			first = d.plan.NextOf(d.state, "letter", d.now)
		}
		if first == "" {
			return d.restScreen()
		}
		return d.nobody(journey.Position{Step: first})
	}
	if first != "" && !d.begunLetter() {
		if more, err := s.parts(ctx); err != nil || !more {
			return err
		}
	}
	return s.composer(ctx)
}

// waitsFor says what a part of the road waits for: the locks that shut it, else what
// opens its door. It is an answer and no failure.
func (d *desk) waitsFor(stage string) error {
	if d.json {
		return d.positionJSON("")
	}
	p, w, locked := d.out(), d.words(), false
	p.text(w.Title(stage))
	for _, l := range d.plan.Locks {
		if d.state.On(l.ID) && slices.Contains(l.Shuts, stage) {
			locked = true
			d.lockLines(l.ID, p.text)
		}
	}
	if !locked {
		p.text(w.Stage(stage).Door)
	}
	p.text(w.Say("footer.help"))
	return nil
}

// letterShut says why nothing of the letter is open, or nil.
func (d *desk) letterShut() *journey.Refusal {
	q, _ := d.plan.Question("letter.whole")
	r := d.plan.Open(d.state, q, d.now)
	if r != nil && (r.Code == "shut-lock" || !d.plan.Reached(d.state, "letter", d.now)) {
		return r
	}
	return nil
}

// parts asks what was not asked yet, the warm-up first, in the order of the letter.
func (s *sitting) parts(ctx context.Context) (more bool, err error) {
	for id := s.nextPart(); id != "" && !s.asked[id]; id = s.nextPart() {
		s.asked[id] = true
		q, _ := s.plan.Question(id)
		s.introduce(journey.Position{Stage: "letter", Step: id})
		if err := s.ask(ctx, q, false); err != nil {
			return false, err
		}
		if err := s.sit(ctx, s.isEvent); err != nil {
			return false, err
		}
		if s.letterShut() != nil || s.state.On("crisis") {
			return false, s.restScreen()
		}
		if more, err := s.breathe(ctx, q); err != nil || !more {
			return false, err
		}
	}
	return true, nil
}

// nextPart is the first part that was not asked yet and is open, or "".
func (d *desk) nextPart() string {
	for _, id := range d.openParts() {
		if _, asked := d.state.Answers[id]; !asked {
			return id
		}
	}
	return ""
}

// openParts are the warm-up and the parts, as far as they may be written now.
func (d *desk) openParts() (ids []string) {
	for _, id := range append([]string{"letter.warmup"}, journey.LetterParts()...) {
		if q, ok := d.plan.Question(id); ok && d.plan.Open(d.state, q, d.now) == nil {
			ids = append(ids, id)
		}
	}
	return ids
}

func (d *desk) begunLetter() bool {
	for _, id := range append(journey.LetterParts(), "letter.warmup", "letter.whole") {
		if _, asked := d.state.Answers[id]; asked {
			return true
		}
	}
	return false
}

// composer shows how the letter stands and lets the person choose what to do with it,
// until they leave.
func (s *sitting) composer(ctx context.Context) error {
	for {
		s.gap()
		if err := s.overview(ctx); err != nil {
			return err
		}
		choice, err := s.asker().One(ctx, ask.Question{ID: "letter", Text: s.words().Say("letter.menu")}, s.menu())
		if err != nil || choice == "leave" {
			if err == nil {
				s.gap()
				err = s.restScreen()
			}
			return err
		}
		if err := s.choose(ctx, choice); err != nil {
			return err
		}
		if s.state.On("crisis") || s.letterShut() != nil {
			return s.restScreen()
		}
	}
}

// menu is what may be done now: the next thing first.
func (s *sitting) menu() (options []ask.Option) {
	w := s.words()
	add := func(value, id string, pairs ...string) {
		options = append(options, ask.Option{Value: value, Label: w.Say(id, pairs...)})
	}
	next, due := s.nextPart(), s.plan.NextOf(s.state, "letter", s.now)
	if next != "" {
		add("next", "letter.menu.next", "title", w.Question(next).Name)
	}
	finished, _ := s.plan.Question("letter.finished")
	if s.plan.Open(s.state, finished, s.now) == nil && !s.state.Answers[finished.ID].Value.Yes() {
		add("finished", "letter.menu.finished")
	} else if due != "" && due != next {
		add("due", "letter.menu.due")
	}
	if len(s.openParts()) > 0 {
		add("part", "letter.menu.part")
	}
	if s.mayEdit() == nil {
		add("edit", "letter.menu.edit")
	}
	if s.plan.LetterStand(s.state, s.now) != journey.LetterNone {
		add("read", "letter.menu.read")
		add("look", "letter.menu.look")
	}
	add("leave", "letter.menu.leave")
	return options
}

func (s *sitting) choose(ctx context.Context, choice string) error {
	switch choice {
	case "next":
		_, err := s.parts(ctx)
		return err
	case "part":
		return s.onePart(ctx)
	case "edit":
		if err := s.editLetter(ctx); err != nil {
			return err
		}
		return s.sit(ctx, s.isEvent)
	case "read":
		return runLetterRead(ctx, s.desk)
	case "look":
		letter, err := s.letterText(ctx)
		if err == nil {
			s.gap()
			s.lookOver(letter, s.err())
		}
		return err
	}
	return s.whatIsDue(ctx, choice == "finished")
}

// onePart lets the person choose a part, to write it or to change it.
func (s *sitting) onePart(ctx context.Context) error {
	w := s.words()
	var options []ask.Option
	for _, id := range s.openParts() {
		options = append(options, ask.Option{Value: id, Label: w.Say("letter.part", "title", w.Question(id).Name, "state", s.partStand(ctx, id))})
	}
	id, err := s.asker().One(ctx, ask.Question{ID: "letter.part", Text: w.Say("letter.which")}, options)
	if err != nil {
		return err
	}
	q, _ := s.plan.Question(id)
	if err := s.ask(ctx, q, true); err != nil {
		return err
	}
	return s.sit(ctx, s.isEvent)
}

// whatIsDue asks what comes next of the letter, one after the other: the readings, the
// doors. With finished it begins with that question, after a look at the letter.
func (s *sitting) whatIsDue(ctx context.Context, finished bool) error {
	asked := map[string]bool{}
	id := s.plan.NextOf(s.state, "letter", s.now)
	if finished {
		id = "letter.finished"
		letter, err := s.letterText(ctx)
		if err != nil {
			return err
		}
		s.gap()
		s.lookOver(letter, s.err())
	}
	for ; id != "" && !asked[id]; id = s.plan.NextOf(s.state, "letter", s.now) {
		asked[id] = true
		q, _ := s.plan.Question(id)
		if err := s.ask(ctx, q, false); err != nil {
			return err
		}
		if err := s.sit(ctx, s.isEvent); err != nil {
			return err
		}
		if s.state.On("crisis") || s.letterShut() != nil || finished {
			return nil
		}
	}
	return nil
}

// overview is the parts and how each stands, and how long the letter is.
func (s *sitting) overview(ctx context.Context) error {
	w, p := s.words(), s.err()
	letter, err := s.letterText(ctx)
	if err != nil {
		return err
	}
	if parts := s.openParts(); len(parts) > 0 {
		var rows [][]string
		for _, id := range parts {
			rows = append(rows, []string{w.Question(id).Name, s.partStand(ctx, id)})
		}
		p.table(w.Say("letter.parts"), w.Say("status.state"), rows)
		p.blank()
	}
	id := "letter.length"
	if s.plan.Brief(s.state, s.now) {
		id = "letter.length.brief"
	}
	s.notef(id, "n", strconv.Itoa(len(strings.Fields(letter))))
	for _, line := range s.dates(journey.Position{}) {
		s.note(line)
	}
	if s.draft(ctx, "letter.whole") != "" && s.mayEdit() == nil {
		s.notef("edit.draft.waits")
	}
	return nil
}

// partStand is how a part stands, in a word or two.
func (d *desk) partStand(ctx context.Context, id string) string {
	w := d.words()
	a, asked := d.state.Answers[id]
	switch {
	case (!asked || a.Skipped) && d.drafted(ctx, id):
		return w.Say("letter.part.draft")
	case !asked:
		return w.Say("letter.part.new")
	case a.Skipped || id != "letter.warmup" && !hasWords(d.state, id):
		return w.Say("letter.part.empty")
	case id == "letter.warmup":
		return w.Say("letter.part.written")
	}
	return w.Say("letter.part.words", "n", strconv.Itoa(d.state.WordsOf(id)))
}

// letterOverview is the overview for scripts.
func (d *desk) letterOverview(ctx context.Context) error {
	type part struct {
		ID    string `json:"id"`
		Name  string `json:"name"`
		State string `json:"state"`
		Words int    `json:"words"`
	}
	letter, err := d.letterText(ctx)
	if err != nil {
		return err
	}
	parts := []part{}
	for _, id := range d.openParts() {
		stand, a := "done", d.state.Answers[id]
		if a.At.IsZero() || a.Skipped || id != "letter.warmup" && !hasWords(d.state, id) {
			stand = "empty"
		}
		parts = append(parts, part{id, d.words().Question(id).Name, stand, d.state.WordsOf(id)})
	}
	return writeJSON(d.env.Out, map[string]any{
		"state": d.plan.LetterStand(d.state, d.now), "revision": d.latestRevision(ctx), "words": len(strings.Fields(letter)), "parts": parts,
	})
}

// beside shows what an earlier answer may seed: beside the question, and never in it.
func (s *sitting) beside(q journey.Question) {
	if q.Beside == "" || !s.state.Has(q.Beside) {
		return
	}
	old, err := s.answer(context.Background(), q.Beside)
	if of, ok := s.plan.Question(q.Beside); ok && err == nil && !old.Value.Skipped() {
		s.gap()
		s.note(s.words().Question(q.ID).Beside)
		s.quote(s.shown(of, old.Value))
	}
}

// partSoFar is what stands in a part that is written on or changed.
func (s *sitting) partSoFar(ctx context.Context, q journey.Question) string {
	if !journey.WritesLetter(q.ID) || !s.state.Has(q.ID) {
		return ""
	}
	old, err := s.answer(ctx, q.ID)
	if err != nil {
		return ""
	}
	return old.Value.Text()
}

// sameWords says that a part of the letter was left as it is. That is no change: it
// lengthens no rest, and no revision comes of it.
func (s *sitting) sameWords(ctx context.Context, q journey.Question, v journey.Value) bool {
	if !journey.WritesLetter(q.ID) || v.Skipped() || v.Text() != s.partSoFar(ctx, q) {
		return false
	}
	s.dropDraft(ctx, q.ID)
	s.notef("letter.same")
	return true
}
