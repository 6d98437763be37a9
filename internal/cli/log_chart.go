package cli

import (
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/clock"
	"github.com/recover-journal/recover/internal/journal"
	"github.com/recover-journal/recover/internal/render"
)

func newLogChart(o *options) *cobra.Command {
	l := &logOptions{options: o}
	cmd := &cobra.Command{
		Use: "chart", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return l.withFigures(cmd, func(d *desk, f figures) error {
				if o.json {
					return writeJSON(o.env.Out, f.out())
				}
				return d.page(func(p printer) { d.chartScreen(p, f) })
			})
		},
	}
	l.spanFlags(cmd)
	return cmd
}

// chartWeeks is how many weeks a chart goes back where no day is given.
const chartWeeks = 26

// everyWeek is the weeks from the first to the last in which there is something; a week
// with nothing has only its Monday.
func everyWeek(weeks []journal.Week) (all []journal.Week) {
	for i, w := range weeks {
		for i > 0 && all[len(all)-1].Monday+7 < w.Monday {
			all = append(all, journal.Week{Monday: all[len(all)-1].Monday + 7})
		}
		all = append(all, w)
	}
	return all
}

// feltPoints are the weeks by what the person felt.
func (d *desk) feltPoints(weeks []journal.Week) (points []render.Point, middles int) {
	for _, w := range weeks {
		p := render.Point{Label: clock.WeekOf(w.Monday).String(), Value: w.Intensity.Median, Low: float(w.Intensity.Low), High: float(w.Intensity.High)}
		switch {
		case p.Value != nil:
			middles++
		case w.Intensity.N > 0:
			p.Note = d.spreadWords(w.Intensity)
		}
		points = append(points, p)
	}
	return points, middles
}

// didPoints are the weeks by how much was written, and the most of a week.
func didPoints(weeks []journal.Week) (points []render.Point, most float64) {
	for _, w := range weeks {
		p := render.Point{Label: clock.WeekOf(w.Monday).String()}
		if n := float64(w.Total()); n > 0 {
			p.Value = &n
			most = max(most, n)
		}
		points = append(points, p)
	}
	return points, most
}

func float(n *int) *float64 {
	if n == nil {
		return nil
	}
	f := float64(*n)
	return &f
}

// scaleMost is the upper end of every scale (CONTENT.md 10.1).
const scaleMost = 10

func (d *desk) chartScreen(p printer, f figures) {
	w := d.words()
	weeks := everyWeek(f.weeks)
	if len(weeks) == 0 {
		p.text(w.Say("stats.none"))
		return
	}
	if len(weeks) > chartWeeks {
		weeks = weeks[len(weeks)-chartWeeks:]
	}
	felt, middles := d.feltPoints(weeks)
	if p.list {
		d.chartWords(p, weeks, middles)
		return
	}
	did, most := didPoints(weeks)
	p.text(w.Say("chart.felt"))
	p.write(render.Bars(p.width, felt, scaleMost, w.Number))
	p.blank()
	if middles >= journal.Few {
		p.text(w.Say("chart.line"))
		p.write(render.Line(felt, scaleMost) + "\n")
	} else {
		p.text(w.Say("chart.no-line"))
	}
	p.blank()
	p.text(w.Say("chart.did"))
	p.write(render.Bars(p.width, did, most, w.Number))
	p.blank()
	p.text(w.Say("chart.gaps"))
	p.text(w.Say("stats.fewer"))
}

// chartWords is the chart for who reads it aloud: a sentence a week.
func (d *desk) chartWords(p printer, weeks []journal.Week, middles int) {
	w := d.words()
	var line []string
	for _, week := range weeks {
		title := d.weekTitle(week.Monday)
		if week.Total() == 0 && week.Load.N == 0 {
			p.text(w.Say("chart.words-none", "title", title))
			line = append(line, w.Say("chart.gap"))
			continue
		}
		felt := w.Say("chart.words-no-felt")
		if week.Intensity.N > 0 {
			felt = w.Say("stats.felt") + " " + d.spreadWords(week.Intensity)
		}
		p.text(w.Say("chart.words", "title", title, "n", strconv.Itoa(week.Total()), "answer", felt))
		if week.Intensity.Median != nil {
			line = append(line, w.Number(*week.Intensity.Median))
		} else {
			line = append(line, w.Say("chart.gap"))
		}
	}
	p.blank()
	if middles >= journal.Few {
		p.text(w.Say("chart.words-line", "answer", strings.Join(line, ", ")))
	} else {
		p.text(w.Say("chart.no-line"))
	}
	p.text(w.Say("stats.fewer"))
}

func newLogCalendar(o *options) *cobra.Command {
	l, year := &logOptions{options: o}, 0
	cmd := &cobra.Command{
		Use: "calendar", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if cmd.Flags().Changed("year") && (year < 1900 || year > 2200) {
				return &fault{code: codeUsage, id: "flag-value", pairs: []string{"flag", "--year", "command", "log calendar"}}
			}
			return l.withFigures(cmd, func(d *desk, f figures) error {
				if year == 0 {
					year, _, _ = d.today().Date()
				}
				if o.json {
					return writeJSON(o.env.Out, calendarOut(f, year))
				}
				return d.page(func(p printer) { d.calendarScreen(p, f, year) })
			})
		},
	}
	cmd.Flags().IntVar(&year, "year", 0, "")
	cmd.Flags().StringSliceVar(&l.kinds, "kind", nil, "")
	return cmd
}

type dayJSON struct {
	Day     string `json:"day"`
	Entries int    `json:"entries"`
}

// calendarOut is the days of a year on which something was written.
func calendarOut(f figures, year int) map[string]any {
	days := []dayJSON{}
	eachDay(year, func(day clock.Day) {
		if n := f.byDay[day]; n > 0 {
			days = append(days, dayJSON{day.String(), n})
		}
	})
	return map[string]any{"year": year, "days": days}
}

func eachDay(year int, f func(clock.Day)) {
	first, err := clock.ParseDay(time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC).Format(clock.DayFormat))
	if err != nil {
		return
	}
	for day := first; ; day++ {
		if y, _, _ := day.Date(); y != year {
			return
		}
		f(day)
	}
}

// months are a year of the calendar.
func (d *desk) months(f figures, year int) []render.Month {
	months := make([]render.Month, 12)
	eachDay(year, func(day clock.Day) {
		_, m, _ := day.Date()
		n := f.byDay[day]
		if day > d.today() && n == 0 {
			n = -1
		}
		months[m-1].Days = append(months[m-1].Days, n)
		months[m-1].Name = d.words().Month(m)
	})
	return months
}

func (d *desk) calendarScreen(p printer, f figures, year int) {
	w := d.words()
	p.text(w.Say("calendar.title", "date", strconv.Itoa(year)))
	if !p.list && p.width >= 36 {
		p.write(render.Calendar(d.months(f, year)))
		p.blank()
		p.text(w.Say("calendar.signs"))
		return
	}
	total := 0
	eachDay(year, func(day clock.Day) {
		if n := f.byDay[day]; n > 0 {
			total++
			p.text(w.Say("calendar.day", "date", w.WeekdayDay(day), "n", strconv.Itoa(n)))
		}
	})
	if total == 0 {
		p.text(w.Say("calendar.none"))
	}
}
