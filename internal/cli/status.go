package cli

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/clock"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/internal/store"
)

func newStatus(o *options) *cobra.Command {
	return &cobra.Command{
		Use: "status", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runStatus(cmd.Context(), o) },
	}
}

// runStatus says where the person is, what opens the next door, and what is shut and
// why. Without a journal it shows the way in.
func runStatus(ctx context.Context, o *options) error {
	d, err := o.open(ctx)
	if errors.Is(err, store.ErrMissing) {
		if !o.json {
			return o.wayIn()
		}
		d, err = o.empty()
	}
	if err != nil {
		return err
	}
	if o.json {
		return writeJSON(o.env.Out, d.statusJSON())
	}
	d.clockBack()
	d.statusScreen()
	return nil
}

func (d *desk) statusScreen() {
	w, p := d.words(), d.out()
	pos := d.plan.Next(d.state, d.now)
	if d.state.On("crisis") {
		_ = d.restScreen()
		return
	}
	p.text(w.Say("status.where", "title", w.Stage(pos.Stage).Title))
	if h := d.header(); h != "" {
		p.text(h)
	}
	if pos.Mode == "together" || !d.plan.Reached(d.state, "patience", d.now) { // whoever begins again keeps no quiet
		p.text(w.Mode(pos.Mode).Quiet)
	}
	p.blank()
	d.nextDoor(p, pos)
	if lines := d.dates(); len(lines) > 0 {
		p.blank()
		for _, line := range lines {
			p.text(line)
		}
	}
	if thing := d.smallThing(); thing != "" {
		p.blank()
		p.text(w.Say("status.day", "why", thing))
	}
	if len(pos.Locks) > 0 {
		p.blank()
		p.text(w.Say("status.locks"))
		for i, id := range pos.Locks {
			if i > 0 {
				p.blank()
			}
			d.lockLines(id, func(s string) { p.indent(s, 2) })
		}
	}
	p.blank()
	d.road(p)
	p.blank()
	p.text(w.Say("status.way"))
	p.text(w.Say("footer.help"))
}

// dates are the lines about the letter, the waiting, the week and the agreements, as far
// as there is something to say.
func (d *desk) dates() (lines []string) {
	w := d.words()
	add := func(id string, pairs ...string) { lines = append(lines, w.Say(id, pairs...)) }
	switch d.plan.LetterStand(d.state, d.now) {
	case journey.LetterRests:
		if end := d.plan.HoldEnds(d.state); end.After(d.now) {
			add("status.letter.rests", "date", d.dayWords(clock.DayOf(end, d.home())))
		}
	case journey.LetterReady:
		add("status.letter.ready")
	case journey.LetterStands:
		add("status.letter.kept")
	case journey.LetterSent:
		add("status.letter.sent", "date", d.dayWords(d.state.Letter.Sent))
	}
	if n := d.plan.TooLong(d.state); n > 0 {
		add("letter.too-long", "n", strconv.Itoa(n))
	}
	if d.plan.Stopped(d.state) {
		add("letter.stopped")
	}
	if day := d.plan.WaitingLook(d.state); day != 0 && !d.plan.Shuts(d.state, "choice") {
		add("status.waiting-look", "date", d.dayWords(day))
	}
	if day := d.plan.ReviewDay(d.state); day != 0 && day <= d.today() {
		add("status.review-due")
	}
	if _, due := d.plan.AgreementDue(d.state, d.today()); due {
		add("status.agree-due")
	}
	return lines
}

// nextDoor says what opens the next door; under a lock, nothing is promised.
func (d *desk) nextDoor(p printer, pos journey.Position) {
	w := d.words()
	switch {
	case pos.Stand == journey.Ready && pos.Step != "":
		q := w.Question(pos.Step)
		if e, ok := d.plan.EventOf(pos.Step); ok && e.Safety {
			p.text(w.Say("status.due"))
			return
		}
		p.text(w.Say("status.waiting", "question", clean(d.fill(pos.Step, q.Text))))
	default:
		p.text(d.reason(pos))
	}
	if locked := d.plan.Shuts(d.state, "choice") || d.state.Closing(); locked || pos.Stage == "start" {
		return
	}
	if next := d.nextShut(); next != "" {
		p.text(w.Say("status.next", "why", w.Stage(next).Door))
	}
}

// nextShut is the stage whose door comes next on the road.
func (d *desk) nextShut() string {
	for _, st := range d.plan.StageStands(d.state, d.now) {
		if st.Stand == journey.Shut && st.ID != "space" && st.ID != "start" && !d.unneeded(st.ID) {
			return st.ID
		}
	}
	return ""
}

// unneeded says that a stage is not for two who stay together (CONTENT.md 4).
func (d *desk) unneeded(stage string) bool {
	return d.plan.Mode(d.state) == "together" && d.state.Has("start.status") && slices.Contains([]string{"space", "choice", "meeting"}, stage)
}

// road is every stage with its state in a word.
func (d *desk) road(p printer) {
	w := d.words()
	var rows [][]string
	for _, st := range d.plan.StageStands(d.state, d.now) {
		rows = append(rows, []string{w.Stage(st.ID).Title, d.stand(st)})
	}
	p.table(w.Say("status.stages"), w.Say("status.state"), rows)
}

func (d *desk) stand(st journey.StageStand) string {
	w := d.words()
	switch {
	case d.unneeded(st.ID):
		return w.Say("status.not-needed")
	case st.Stand == journey.Complete:
		return w.Say("status.complete")
	case st.Stand == journey.Resting && !st.OpensAt.IsZero() && !d.plan.Shuts(d.state, "choice"):
		return w.Say("status.resting.until", "date", d.dayWords(clock.DayOf(st.OpensAt, d.home())))
	}
	return w.Say("status." + string(st.Stand))
}

// The JSON of INTERFACE.md 5, second part.

type statusJSON struct {
	Now     string       `json:"now"`
	Zone    string       `json:"zone"`
	Stages  []stageJSON  `json:"stages"`
	Mode    string       `json:"mode"`
	Locks   []lockJSON   `json:"locks"`
	Outcome *string      `json:"outcome"`
	Space   spaceJSON    `json:"space"`
	Letter  letterJSON   `json:"letter"`
	Next    positionJSON `json:"next"`
}

type stageJSON struct {
	ID      string  `json:"id"`
	Title   string  `json:"title"`
	State   string  `json:"state"`
	OpensAt *string `json:"opens_at"`
	DoneAt  *string `json:"done_at"`
}

type lockJSON struct {
	ID       string    `json:"id"`
	Since    clock.Day `json:"since"`
	OpenedBy string    `json:"opened_by"`
}

type spaceJSON struct {
	Day0    clock.Day `json:"day0"`
	End     clock.Day `json:"end"`
	Elapsed *int      `json:"elapsed"`
	Quiet   *int      `json:"quiet"`
	Hold    clock.Day `json:"hold"`
}

type letterJSON struct {
	State       string             `json:"state"`
	Revision    *int               `json:"revision"`
	HoldEnds    *string            `json:"hold_ends"`
	RereadDates []string           `json:"reread_dates"`
	HandedOver  *string            `json:"handed_over"`
	Silence     map[string]*string `json:"silence"`
}

func (d *desk) statusJSON() statusJSON {
	w := d.words()
	counts, _ := d.state.Clock(d.now)
	pos := d.position()
	s := statusJSON{
		Now: counts.In(d.home()).Format(time.RFC3339), Zone: d.state.Zone, Stages: []stageJSON{}, Mode: pos.Mode,
		Locks: []lockJSON{}, Outcome: pos.Outcome, Next: pos,
		Letter: d.letterJSON(),
	}
	for _, st := range d.plan.StageStands(d.state, d.now) {
		s.Stages = append(s.Stages, stageJSON{st.ID, w.Stage(st.ID).Title, string(st.Stand), d.instant(st.OpensAt), d.instant(st.DoneAt)})
	}
	for _, l := range d.plan.Locks {
		if on, ok := d.state.Held[l.ID]; ok {
			s.Locks = append(s.Locks, lockJSON{l.ID, on.Since, openedBy(l)})
		}
	}
	if days, ok := d.state.Elapsed(d.now); ok {
		quiet, _ := d.plan.QuietDays(d.state, d.now)
		s.Space = spaceJSON{Day0: d.state.Quiet.Day0, Elapsed: &days, Quiet: &quiet}
	}
	s.Space.End, s.Space.Hold = d.plan.End(d.state), d.plan.Hold(d.state)
	return s
}

func (d *desk) letterJSON() letterJSON {
	l := d.state.Letter
	look, answer := d.plan.Silence(d.state)
	j := letterJSON{
		State: string(d.plan.LetterStand(d.state, d.now)), Revision: d.latestRevision(context.Background()), HoldEnds: d.instant(d.plan.HoldEnds(d.state)), RereadDates: []string{},
		HandedOver: dayOrNull(l.Sent), Silence: map[string]*string{"look": dayOrNull(look), "answer": dayOrNull(answer)},
	}
	for _, day := range d.state.RereadDays() {
		j.RereadDates = append(j.RereadDates, day.String())
	}
	return j
}

func dayOrNull(day clock.Day) *string {
	if day == 0 {
		return nil
	}
	s := day.String()
	return &s
}

// openedBy says who can open a lock (CONTENT.md 5, first table): "you", where the
// person's own word counts; "later-day", by the safety question on another day;
// "you-and-partner" under a rule about contact; "service" where a specialist comes
// first; else "partner".
func openedBy(l journey.Lock) string {
	switch {
	case l.User:
		return "you"
	case l.ID == "crisis":
		return "later-day"
	case l.ID == "order":
		return "you-and-partner"
	case l.ID == "safety":
		return "service"
	}
	return "partner"
}
