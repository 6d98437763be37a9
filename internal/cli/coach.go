package cli

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/store"
)

// The keys of the coach: what each does, and the letter that does it. Enter goes on.
const (
	coachGo   = "go"
	coachMore = "more"
	coachStop = "stop"
	coachHelp = "help"
)

// coachSteps are the eight steps of CONTENT.md 10.2, and where a break is offered.
const (
	coachSteps = 8
	coachCheck = 2 // the step at which they look at themselves
	coachAfter = 3 // the step at which a break ends
	workedUp   = 7 // from here on a break comes first
)

func newCoach(o *options) *cobra.Command { return newAsking(o, "coach", runCoach) }

// runCoach leads through the eight steps, a key each. Leaving is never asked about.
func runCoach(ctx context.Context, d *desk) error {
	switch {
	case d.state.On("crisis"):
		return d.restScreen()
	case d.json:
		return writeJSON(d.env.Out, d.coachJSON())
	case d.unsafe(): // harm came from them: the coach asks for no patience any more
		d.out().text(d.passage("start.tome"))
		d.out().text(d.words().Say("footer.help"))
		return nil
	case d.apart():
		for _, line := range d.apartLines() {
			d.out().text(line)
		}
		d.out().text(d.words().Say("footer.help"))
		return nil
	case !d.canAsk():
		d.coachPage()
		return nil
	}
	c := &coaching{desk: d}
	first, err := c.opening(ctx)
	if err != nil {
		return err
	}
	for step := first; step <= coachSteps; step++ {
		more, err := c.step(ctx, step)
		if err != nil || !more {
			return err
		}
	}
	return c.after(ctx)
}

// unsafe says that the person told of harm done to them, in the moment.
func (d *desk) unsafe() bool { _, ok := d.state.Notes["unsafe"]; return ok }

// apart says that contact or nearness is shut: there is nobody to stay with and listen
// to. Under one roof a no, or the waiting, does not send them apart.
func (d *desk) apart() bool {
	if d.state.On("order") || d.state.On("asked-no-contact") {
		return true
	}
	status := d.state.Answers["start.status"].Value
	return !status.Is("same-home") && !status.Is("together-and-trying") &&
		(d.state.On("said-no") || d.state.On("safety") || d.plan.Mode(d.state) == "wait-for-them")
}

// apartLines are what is left of the coach then: no line of it names contact.
func (d *desk) apartLines() (lines []string) {
	if d.state.On("safety") {
		lines = d.coachOpening()
	}
	w := d.words()
	return append(lines, w.Coach([]string{"apart"}), w.Coach([]string{"apart-urge"}))
}

// coachPage is the steps on one page, for a pipe or a printer.
func (d *desk) coachPage() {
	p, w := d.out(), d.words()
	for _, line := range d.coachOpening() {
		p.text(line)
	}
	for step := 1; step <= coachSteps; step++ {
		p.blank()
		p.text(strconv.Itoa(step) + ". " + w.Coach([]string{"steps", strconv.Itoa(step), "screen"}))
		p.indent(w.Coach([]string{"steps", strconv.Itoa(step), "more"}), 3)
	}
	p.blank()
	p.text(w.Coach([]string{"leave"}))
	p.text(w.Say("footer.help"))
}

// coachJSON is the steps for a program: none where harm came from them, or contact is shut.
type coachJSON struct {
	Opening []string        `json:"opening"`
	Steps   []coachStepJSON `json:"steps"`
	Leave   string          `json:"leave"`
}

type coachStepJSON struct {
	Screen string `json:"screen"`
	More   string `json:"more"`
}

func (d *desk) coachJSON() coachJSON {
	w := d.words()
	j := coachJSON{Opening: d.coachOpening(), Steps: []coachStepJSON{}, Leave: w.Coach([]string{"leave"})}
	if d.unsafe() {
		j.Opening = []string{d.passage("start.tome")}
		return j
	}
	if d.apart() {
		j.Opening = d.apartLines()
		return j
	}
	for step := 1; step <= coachSteps; step++ {
		id := strconv.Itoa(step)
		j.Steps = append(j.Steps, coachStepJSON{w.Coach([]string{"steps", id, "screen"}), w.Coach([]string{"steps", id, "more"})})
	}
	return j
}

// coachOpening is what stands before the first step: where the two are together and the
// person may have done harm, help comes first.
func (d *desk) coachOpening() []string {
	w := d.words()
	if d.state.On("safety") {
		r, _ := w.Resource(d.countryCode())
		return []string{w.Coach([]string{"safety"}, "line", r.Behaviour)}
	}
	return []string{w.Coach([]string{"opening"})}
}

type coaching struct {
	*desk
	back time.Time // when they said that they would be back
}

// opening shows where the person stands: at the beginning, or back from a break.
func (c *coaching) opening(ctx context.Context) (step int, err error) {
	w := c.words()
	c.heading(w.Coach([]string{"title"}))
	at, ok := c.breakTime(ctx)
	if !ok || c.now.Sub(at) > 24*time.Hour {
		for _, line := range c.coachOpening() {
			c.note(line)
		}
		return 1, nil
	}
	key := "back"
	if c.now.After(at.Add(time.Minute)) {
		key = "late"
	}
	c.note(w.Coach([]string{key}, "time", c.clockTime(at)))
	return coachAfter, c.keepBreak(ctx, time.Time{})
}

// step is one screen. more is false when the person stops, or takes a break.
func (c *coaching) step(ctx context.Context, n int) (more bool, err error) {
	w, id := c.words(), strconv.Itoa(n)
	screen := w.Coach([]string{"steps", id, "screen"})
	if n == coachCheck {
		return c.check(ctx, screen)
	}
	extra := w.Coach([]string{"steps", id, "more"})
	if n == 1 {
		extra += "\n" + w.Coach([]string{"children"}, "time", c.clockTime(c.returning()))
	}
	return c.press(ctx, "coach."+id, screen, extra)
}

// press shows a screen until a key leaves it.
func (c *coaching) press(ctx context.Context, id, screen, extra string) (more bool, err error) {
	w := c.words()
	keys := []ask.Key{
		{Value: coachGo, Label: w.Coach([]string{"keys", "go"})}, {Value: coachMore, Key: "m", Label: w.Coach([]string{"keys", "more"})},
		{Value: coachStop, Key: "s", Label: w.Coach([]string{"keys", "stop"})}, {Value: coachHelp, Key: "h", Label: w.Coach([]string{"keys", "help"})},
	}
	text := screen + "\n" + w.Coach([]string{"leave"})
	for {
		key, err := c.asker().Press(ctx, ask.Question{ID: id, Text: text}, keys)
		if err != nil {
			return false, err
		}
		switch key {
		case coachGo:
			return true, nil
		case coachStop:
			c.gap()
			c.note(w.Coach([]string{"stopped"}))
			return false, nil
		case coachHelp:
			c.helpLines()
			text = w.Coach([]string{"leave"})
		case coachMore:
			text = extra + "\n" + w.Coach([]string{"leave"})
		}
		id += "." + key // the screen is another one now
	}
}

// helpLines shows who can be reached now.
func (c *coaching) helpLines() {
	c.gap()
	for _, id := range []string{"help.crisis", "help.emergency", "help.behaviour", "help.harmed"} {
		c.note(c.passage(id))
	}
	c.notef("footer.help")
}

// check asks how worked up they are. From seven on a break comes first, with the time
// at which they will be back.
func (c *coaching) check(ctx context.Context, screen string) (more bool, err error) {
	w := c.words()
	q := ask.Question{ID: "coach.2", Text: screen + "\n" + w.Coach([]string{"leave"}), Skip: true, Check: c.orWords(ctx, func(t string) error {
		if n, err := strconv.Atoi(strings.TrimSpace(t)); err != nil || n < 0 || n > 10 {
			return errors.New(upper(w.Say("refuse.wants-number", "min", "0", "max", "10")) + ".")
		}
		return nil
	})}
	t, err := c.asker().Line(ctx, q)
	if errors.Is(err, ask.ErrSkipped) {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	if n, _ := strconv.Atoi(strings.TrimSpace(t)); n < workedUp {
		return true, nil
	}
	at := c.returning()
	if err := c.keepBreak(ctx, at); err != nil {
		return false, err
	}
	time := c.clockTime(at)
	more, err = c.press(ctx, "coach.break", w.Coach([]string{"break", "screen"}, "time", time), w.Coach([]string{"break", "more"}, "time", time))
	if more {
		c.gap()
		c.note(w.Coach([]string{"break", "again"}))
	}
	return false, err
}

// returning is when a break that begins now ends.
func (c *coaching) returning() time.Time {
	if c.back.IsZero() {
		c.back = c.now.Add(time.Duration(c.plan.Numbers["break"]) * time.Minute)
	}
	return c.back
}

// after offers the short questions, now or later.
func (c *coaching) after(ctx context.Context) error {
	w := c.words()
	more, err := c.press(ctx, "coach.end", w.Coach([]string{"end"}), w.Event("trig").Opening)
	if err != nil || !more {
		return err
	}
	c.gap()
	c.note(w.Stage("triggers").Opening)
	return c.tellEvent(ctx, "trig")
}

// clockTime is a time of day as a person says it, in the zone of the device.
func (d *desk) clockTime(t time.Time) string { return t.In(d.device).Format("15:04") }

// The time of coming back survives a closed lid: it is a sealed setting, burned once
// it was used.
const settingBreak = "coach-break"

func (d *desk) keepBreak(ctx context.Context, at time.Time) error {
	return d.journal.Update(ctx, func(tx *store.Tx) error {
		if at.IsZero() {
			return tx.Burn(store.Settings, settingBreak)
		}
		b, err := json.Marshal(at.UTC())
		if err != nil {
			return err
		}
		return tx.Put(store.Settings, settingBreak, b)
	})
}

func (d *desk) breakTime(ctx context.Context) (at time.Time, ok bool) {
	_ = d.journal.View(ctx, func(tx *store.Tx) error {
		b, found, err := tx.Get(store.Settings, settingBreak)
		ok = err == nil && found && json.Unmarshal(b, &at) == nil
		return err
	})
	return at, ok
}
