package cli

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

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

// statusScreen is where the person is, what the quiet still holds, what opens the next
// door, what is shut and why, the road, and help at the foot.
func (d *desk) statusScreen() {
	w, p := d.words(), d.out()
	if d.state.On("crisis") {
		_ = d.restScreen()
		return
	}
	pos := d.plan.Next(d.state, d.now)
	rows := [][2]string{{w.Say("status.where"), w.Title(pos.Stage)}}
	add := func(label, says string) {
		if says != "" {
			rows = append(rows, [2]string{label, says})
		}
	}
	add(w.Say("status.quiet"), d.quietLines(pos))
	add(d.due(pos))
	add(w.Say("status.next"), d.nextDoor(pos))
	add(w.Say("status.also"), strings.Join(d.dates(pos), "\n"))
	add(w.Say("status.day"), d.smallThing())
	p.pairs("", rows)
	p.blank()
	if len(pos.Locks) > 0 || d.state.Closing() {
		d.lockParts(p, pos)
		p.blank()
	}
	d.road(p, pos)
	p.blank()
	p.text(w.Say("status.way"))
	p.text(w.Say("footer.help"))
}

// quietMeans is what quiet means in a mode. Who was asked for no contact starts none, with
// things to settle or without.
func (d *desk) quietMeans(mode string) string {
	if mode == "practical" && d.state.On("asked-no-contact") {
		mode = "separated"
	}
	return d.words().Mode(mode).Quiet
}

// quietLines say what the quiet is and what it still holds. Whoever begins again keeps
// none.
func (d *desk) quietLines(pos journey.Position) string {
	w := d.words()
	var lines []string
	if h := d.header(); h != "" {
		lines = append(lines, h)
	}
	if pos.Mode == "together" || !d.plan.Reached(d.state, "patience", d.now) {
		lines = append(lines, d.quietMeans(pos.Mode))
	}
	if left := int(d.plan.End(d.state) - d.today()); left > 0 && pos.Mode != "together" && !d.promisesNothing() {
		lines = append(lines, w.Say("status.quiet.left", "n", strconv.Itoa(left)))
	}
	return strings.Join(lines, "\n")
}

// promisesNothing says that no date and no next door is named: a lock is on, or the
// person lets go.
func (d *desk) promisesNothing() bool { return d.plan.Shuts(d.state, "choice") || d.state.Closing() }

// due is what waits for the person, or why nothing does. A lock is told once, with all
// of them.
func (d *desk) due(pos journey.Position) (label, says string) {
	w := d.words()
	if pos.Stand == journey.Ready && pos.Step != "" {
		if e, ok := d.plan.EventOf(pos.Step); ok && e.Safety {
			return w.Say("status.waiting"), w.Say("status.due")
		}
		says = clean(d.fill(pos.Step, w.Question(pos.Step).Text))
		if pos.Reason == journey.ToRetry && d.state.Answers[pos.Step].Skipped {
			says += "\n" + d.reason(pos) // why the doors after it stay shut
		}
		return w.Say("status.waiting"), says
	}
	if pos.Reason == journey.ByLocks {
		return w.Say("status.now"), w.Say("status.by-locks")
	}
	return w.Say("status.now"), d.reason(pos)
}

// nextDoor is the next stage on the road and what opens it; under a lock, nothing is
// promised.
func (d *desk) nextDoor(pos journey.Position) string {
	if d.promisesNothing() || pos.Stage == "start" {
		return ""
	}
	st := d.words().Stage(d.nextShut())
	if st.Door == "" {
		return ""
	}
	return st.Title + "\n" + st.Door
}

// dates are the lines about the letter, the waiting, the week and the agreements, as far
// as there is something to say that the position does not say.
func (d *desk) dates(pos journey.Position) (lines []string) {
	w := d.words()
	add := func(id string, pairs ...string) { lines = append(lines, w.Say(id, pairs...)) }
	said := pos.Reason == journey.ForLetter
	switch d.plan.LetterStand(d.state, d.now) {
	case journey.LetterRests:
		if end := d.plan.HoldEnds(d.state); end.After(d.now) && !said {
			add("status.letter.rests", "date", d.dayWords(clock.DayOf(end, d.home())))
		}
	case journey.LetterReady:
		if !said {
			add("status.letter.ready")
		}
	case journey.LetterStands:
		add("status.letter.kept")
	case journey.LetterSent:
		add("status.letter.sent", "date", d.dayWords(d.state.Letter.Sent))
	}
	if n := d.plan.TooLong(d.state); n > 0 && !said {
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

// lockParts tell every lock that is on, in its two lines, and in as many that the person
// lets go, which shuts the doors like one.
func (d *desk) lockParts(p printer, pos journey.Position) {
	w := d.words()
	p.heading(w.Say("status.locks"))
	for i, id := range pos.Locks {
		if i > 0 {
			p.blank()
		}
		d.lockLines(id, func(s string) { p.indent(s, 2) })
	}
	if !d.state.Closing() {
		return
	}
	if len(pos.Locks) > 0 {
		p.blank()
	}
	p.indent(w.Say("status.closing"), 2)
	if d.state.Notes["closing"] == d.today() {
		p.indent(w.Say("status.closing.today"), 2)
	} else {
		p.indent(w.Say("status.closing.open"), 2)
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

// road is every stage with its state in a word. What is open stands out.
func (d *desk) road(p printer, pos journey.Position) {
	w := d.words()
	var rows [][2]string
	open := map[string]bool{}
	for _, st := range d.plan.StageStands(d.state, d.now) {
		title := w.Title(st.ID)
		open[title] = st.Stand == journey.Ready || st.ID == pos.Stage
		rows = append(rows, [2]string{title, d.stand(st)})
	}
	p.looks(w.Say("status.road"), 20, rows, func(s string) string {
		if open[strings.TrimSpace(s)] {
			return p.style.Heading(s)
		}
		return s
	})
}

func (d *desk) stand(st journey.StageStand) string {
	w := d.words()
	switch {
	case d.unneeded(st.ID):
		return w.Say("status.not-needed")
	case st.Stand == journey.Complete:
		return w.Say("status.complete")
	case st.Stand == journey.Resting && !st.OpensAt.IsZero() && !d.plan.Shuts(d.state, "choice"):
		at := st.OpensAt
		if end := d.plan.HoldEnds(d.state); st.ID == "letter" && end.After(at) {
			at = end // what may be done before is told above
		}
		return w.Say("status.resting.until", "date", d.dayWords(clock.DayOf(at, d.home())))
	}
	if st.Stand == journey.Shut && !d.state.On("crisis") {
		return w.Say(d.whyShut(st.ID))
	}
	return w.Say("status." + string(st.Stand))
}

// whyShut names the line of a stage that is shut: why, in a word or two. What a lock shuts,
// or letting go, is told above, and nothing is promised of it.
func (d *desk) whyShut(stage string) string {
	switch {
	case stage == "triggers" && !d.unsafe() && !d.apart() && !d.state.Closing():
		return "status.shut.coach"
	case d.promisesNothing(), d.plan.Shuts(d.state, stage), stage == "triggers":
		return "status.shut"
	case stage == "space" || stage == "why":
		return "status.shut.first"
	case stage == "meeting" || stage == "patience" || d.plan.Mode(d.state) == "wait-for-them":
		return "status.shut.theirs"
	case stage == "choice":
		return "status.shut.quiet-and-why"
	}
	return "status.shut.before"
}
