package cli

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"sort"
	"strings"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/clock"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/internal/render"
)

func newRemind(o *options) *cobra.Command {
	file := ""
	cmd := &cobra.Command{
		Use: "remind", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runRemind(cmd.Context(), o, file) },
	}
	cmd.Flags().StringVarP(&file, "output", "o", "", "")
	return cmd
}

// runRemind writes the person's own dates as a file for a calendar. A calendar is often
// shared or synced, so no title tells what it is about. On a terminal the dates are shown
// instead: nobody reads such a file.
func runRemind(ctx context.Context, o *options, file string) error {
	d, err := o.open(ctx)
	if err != nil {
		return err
	}
	dates, withheld := d.plan.Ahead(d.state, d.now)
	sort.SliceStable(dates, func(i, j int) bool { return dates[i].Day < dates[j].Day })
	toFile := file != "" && file != "-" && len(dates) > 0
	if toFile {
		if kept, err := d.writeOut(ctx, file, []byte(d.calendar(dates))); err != nil || !kept {
			return err
		}
	}
	switch {
	case o.json:
		return d.datesJSON(dates, withheld)
	case len(dates) == 0:
		d.notef("remind.none")
	case toFile:
		d.notef("remind.written", "file", clean(file))
	case file == "" && o.onScreen():
		d.datesScreen(dates)
	default:
		if _, err := io.WriteString(o.env.Out, d.calendar(dates)); err != nil {
			return err
		}
	}
	if withheld {
		d.notef("remind.withheld")
	}
	return nil
}

// remindTitle is what a date is called where others may look, by its id without the
// number.
func (d *desk) remindTitle(id string) string {
	kind, _, _ := strings.Cut(id, "-")
	titles := map[string]string{
		"quiet": "remind.day", "end": "remind.day", "hold": "remind.hold", "reread": "remind.reread", "look": "remind.look",
		"waiting": "remind.look", "answer": "remind.answer", "review": "remind.review", "agree": "remind.agree", "closure": "remind.closure",
	}
	return d.words().Say(titles[kind])
}

func (d *desk) calendar(dates []journey.Ahead) string {
	var all []render.Reminder
	for _, a := range dates {
		r := render.Reminder{UID: d.uid(a.ID), Title: d.remindTitle(a.ID), When: a.At, AllDay: a.At.IsZero()}
		if r.AllDay {
			r.When = a.Day.Start(d.home())
		}
		all = append(all, r)
	}
	return render.ICS(all, d.now)
}

// uid is the same for the same date of the same journal, so that a calendar moves what it
// has and does not double it. Nothing can be read from it.
func (d *desk) uid(id string) string {
	sum := sha256.Sum256([]byte("date " + d.journal.Key().Journal().String() + " " + id))
	return fmt.Sprintf("%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}

// datesScreen shows the dates, and what they are called in a calendar.
func (d *desk) datesScreen(dates []journey.Ahead) {
	w, p := d.words(), d.out()
	var rows [][]string
	for _, a := range dates {
		day := d.dayWords(a.Day)
		if !a.At.IsZero() {
			day = w.DayTime(day, a.At.In(d.home()))
		}
		rows = append(rows, []string{day, d.remindTitle(a.ID)})
	}
	p.table(w.Say("remind.date"), w.Say("remind.title"), rows)
	p.blank()
	p.text(w.Say("remind.how"))
}

func (d *desk) datesJSON(dates []journey.Ahead, withheld bool) error {
	type date struct {
		ID    string    `json:"id"`
		Date  clock.Day `json:"date"`
		At    *string   `json:"at"`
		Title string    `json:"title"`
		UID   string    `json:"uid"`
	}
	all := []date{}
	for _, a := range dates {
		all = append(all, date{a.ID, a.Day, d.instant(a.At), d.remindTitle(a.ID), d.uid(a.ID)})
	}
	return writeJSON(d.env.Out, map[string]any{"dates": all, "withheld": withheld})
}
