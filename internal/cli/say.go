package cli

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/recover-journal/recover/internal/clock"
	"github.com/recover-journal/recover/internal/guide"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/internal/store"
)

// lines says which help line stands where a passage says {line} (CONTENT.md 13): the
// one for one's own behaviour, or for being harmed; else the crisis line.
func line(id string, r guide.Resource) string {
	switch {
	case slices.Contains([]string{"start.safety", "start.rather-not-say", "slip.after.c", "slip.after.order", "crisis.harm", "safety", "agree.off"}, id):
		return r.Behaviour
	case slices.Contains([]string{"start.tome", "start.untold", "untold"}, id), strings.HasPrefix(id, "why.told."):
		return r.Harmed
	}
	return r.Crisis
}

// passage is a text that an answer brings with it, filled with what it speaks of.
func (d *desk) passage(id string) string {
	w := d.words()
	return w.Passage(id, d.pairs(id, w.Passage(id))...)
}

// fill fills what stands in braces in the words of a question.
func (d *desk) fill(id, s string) string {
	if !strings.Contains(s, "{") {
		return s // most words need no help line to be looked up
	}
	return guide.Fill(s, d.pairs(id, s)...)
}

// pairs are what may stand in braces in a text about a question or a passage.
func (d *desk) pairs(id, text string) []string {
	w := d.words()
	r := guide.Resource{}
	if strings.HasPrefix(id, "help.") || strings.Contains(text, "{line}") || strings.Contains(text, "{emergency}") || strings.Contains(text, "{directory}") {
		r, _ = w.Resource(d.countryCode())
	}
	quiet, _ := d.plan.QuietDays(d.state, d.now)
	n := quiet
	if id == "why.plan.more" {
		n = d.plan.PlansMissing(d.state)
	}
	partner := d.partner
	switch {
	case d.state.On("said-no"):
		partner = w.Say("init.partner.said-no")
	case partner == "":
		partner = w.Say("init.partner.default")
	}
	pairs := []string{
		"line", line(id, r), "emergency", r.Emergency, "directory", r.Directory,
		"crisis", r.Crisis, "behaviour", r.Behaviour, "harmed", r.Harmed,
		"days", w.Count(quiet, "days"), "partner", clean(partner),
	}
	date := d.dayWords(d.plan.End(d.state))
	if strings.HasPrefix(id, "away.") {
		date, n = d.dayWords(d.state.Away), d.state.AwayDays()
	}
	pairs = append(pairs, "date", date, "n", strconv.Itoa(n), "home", d.state.Zone, "here", d.device.String())
	if id == "crisis.plan-again" {
		old, err := d.answer(context.Background(), "crisis.plan")
		if err == nil {
			pairs = append(pairs, "plan", old.Value.Text())
		}
	}
	return pairs
}

// dayWords is a date in words, with its year where that is not this one.
func (d *desk) dayWords(day clock.Day) string {
	if day == 0 {
		return ""
	}
	y, _, _ := day.Date()
	if now, _, _ := d.today().Date(); now == y {
		return d.words().Day(day)
	}
	return d.words().DayYear(day)
}

// lockLines tells a lock in its two lines. Before the first questions are answered
// looking at why is not open yet, and nothing says that it is.
func (d *desk) lockLines(id string, to func(string)) {
	l := d.lock(id)
	to(l.Shut)
	first, named := map[string]string{"order": "lock.first.order", "safety": "lock.first.safety", "other-person": "lock.first.other-person", "untold": "lock.first.untold"}[id]
	if !named || d.plan.Reached(d.state, "why", d.now) {
		to(l.Open)
		return
	}
	r, _ := d.words().Resource(d.countryCode())
	to(d.words().Say(first, "line", line(id, r)))
}

// lock gives the two lines of a lock, with the help lines of the country.
func (o *options) lock(id string) guide.Lock {
	r, _ := o.words().Resource(o.countryCode())
	return o.words().Lock(id, "line", line(id, r), "emergency", r.Emergency)
}

// answer is the latest answer to a question, with its words.
func (d *desk) answer(ctx context.Context, question string) (w words, err error) {
	err = d.journal.View(ctx, func(tx *store.Tx) error {
		e, _ := d.plan.EventOf(question)
		if e.Shelf != "" {
			r, err := getRecord(tx, d.runInHand(question))
			w = r[question]
			return err
		}
		if e.Entry == "" {
			w, _, err = getWords(tx, question)
			return err
		}
		entry, err := tx.Entry(d.state.Runs[e.ID].Entry)
		if errors.Is(err, store.ErrNoEntry) {
			return nil
		}
		q, _ := d.plan.Question(question)
		if old := fieldOf(entry, q); old != nil {
			w = *old
		} else if a, ok := d.state.Answers[question]; ok { // the facts hold what was chosen
			w = words{Value: a.Value, At: a.At, Day: a.Day}
		}
		return err
	})
	return w, err
}

// runInHand is the run of an agreement that is asked about: the one that is to be looked
// at, else the latest.
func (d *desk) runInHand(question string) int {
	if a, due := d.plan.AgreementDue(d.state, d.today()); due && question == "agree.status" {
		return a.Run
	}
	e, _ := d.plan.EventOf(question)
	return d.state.Runs[e.ID].Number
}

// shown is an answer as a person reads it.
func (d *desk) shown(q journey.Question, v journey.Value) string {
	w := d.words()
	if n, ok := v.Number(); ok {
		return strconv.Itoa(n)
	}
	switch q.Kind {
	case journey.Confirm:
		if v.Skipped() {
			break
		}
		if v.Yes() {
			return w.Say("answers.yes")
		}
		return w.Say("answers.no")
	case journey.Multiselect:
		if v.Skipped() {
			break
		}
		var labels []string
		for _, o := range v.Options() {
			labels = append(labels, w.Label(q.ID, o))
		}
		if len(labels) == 0 {
			return w.Say("answers.none-chosen")
		}
		return strings.Join(labels, ", ")
	case journey.Select:
		if !v.Skipped() {
			return w.Label(q.ID, v.Text())
		}
	case journey.Date:
		if day, err := clock.ParseDay(v.Text()); err == nil {
			return w.DayYear(day)
		}
		if !v.Skipped() {
			return w.Label(q.ID, v.Text())
		}
	}
	if v.Skipped() {
		return w.Say("answers.skipped")
	}
	return v.Text()
}

// gap leaves a line free beside the answer.
func (o *options) gap() { o.err().blank() }

// heading names a part. It is a line of its own, and no colour is needed to see it.
func (o *options) heading(s string) {
	o.noted = o.noted || s != ""
	o.err().heading(s)
}

// quote shows a person's own words, set in.
func (o *options) quote(s string) { o.err().indent(s, 2) }
