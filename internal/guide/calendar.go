package guide

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/recover-journal/recover/internal/clock"
	"github.com/recover-journal/recover/internal/text"
)

// Day is a date without its year: "5 April".
func (g *Guide) Day(d clock.Day) string { return g.date("day", d) }

// DayYear is a date with its year: "5 April 2026".
func (g *Guide) DayYear(d clock.Day) string { return g.date("day-year", d) }

// WeekdayDay is a date with its day of the week: "Sunday, 5 April".
func (g *Guide) WeekdayDay(d clock.Day) string { return g.date("weekday-day", d) }

// WeekdayDayYear is a date with all that it has: "Sunday, 5 April 2026".
func (g *Guide) WeekdayDayYear(d clock.Day) string { return g.date("weekday-day-year", d) }

// Month is the name of a month.
func (g *Guide) Month(m time.Month) string {
	return item(g.words("calendar.yaml").at("months").list(), int(m)-1)
}

// Number is a number with no more digits than it has, and the decimal sign of the
// language: "7.5".
func (g *Guide) Number(v float64) string {
	s := strconv.FormatFloat(v, 'f', -1, 64)
	if sign := g.words("calendar.yaml").at("decimal").text(); sign != "" {
		s = strings.Replace(s, ".", sign, 1)
	}
	return s
}

// NearDay is a date seen from today: yesterday, today, tomorrow, else without its
// year where that is this year's, else with it.
func (g *Guide) NearDay(d, today clock.Day) string {
	year, _, _ := d.Date()
	now, _, _ := today.Date()
	switch {
	case d == today-1:
		return g.calendar("yesterday")
	case d == today:
		return g.calendar("today")
	case d == today+1:
		return g.calendar("tomorrow")
	case year == now:
		return g.Day(d)
	}
	return g.DayYear(d)
}

// DayTime is an hour of a date that is given in words: "5 April at 21:30".
func (g *Guide) DayTime(date string, t time.Time) string {
	return Fill(g.calendar("day-time"), "date", date, "time", t.Format("15:04"))
}

// Span is a length of time in words, in two units at most, the smaller rounded up:
// "2 days and 4 hours", "1 hour", "1 minute" for anything shorter.
func (g *Guide) Span(d time.Duration) string {
	minutes := max(1, ceil(d, time.Minute))
	large, small, n, rest := "hour", "minute", minutes/60, minutes%60
	if minutes >= 24*60 {
		hours := ceil(d, time.Hour)
		large, small, n, rest = "day", "hour", hours/24, hours%24
	}
	switch {
	case n == 0:
		return g.Count(rest, small)
	case rest == 0:
		return g.Count(n, large)
	}
	both := g.words("calendar.yaml").at("and").text()
	if both == "" {
		both = "{a} {b}"
	}
	return Fill(both, "a", g.Count(n, large), "b", g.Count(rest, small))
}

func ceil(d, unit time.Duration) int { return int((d + unit - 1) / unit) }

// Count is a number of units that calendar.yaml names, in the form that the number
// asks for: Count(1, "day") is "1 day", Count(3, "day") "3 days".
func (g *Guide) Count(n int, unit string) string {
	forms := g.words("calendar.yaml").at("spans", unit+"s")
	if forms == nil {
		forms = g.words("calendar.yaml").at("spans", unit)
	}
	form := forms.at(g.form(n)).text()
	if form == "" {
		form = forms.at(other).text()
	}
	return Fill(orID(form, unit), "n", strconv.Itoa(n))
}

// When reads when something was, as a person says it in the language of the guide, or
// else in the one that the program was first written in: a script need not know who
// runs it. Errors are those of clock.ParseWhen.
func (g *Guide) When(s string, now time.Time, zone *time.Location) (time.Time, error) {
	t, err := clock.ParseWhen(s, now, zone, g.when())
	if errors.Is(err, clock.ErrWhen) && g.lang != firstLang {
		first := &Guide{fsys: g.fsys, lang: firstLang, pages: map[string]*part{}}
		return clock.ParseWhen(s, now, zone, first.when())
	}
	return t, err
}

func (g *Guide) when() clock.WhenWords {
	c := g.words("calendar.yaml")
	w := c.at("when")
	words := clock.WhenWords{
		Today: append(w.at("today").list(), c.at("today").text()), Yestern: append(w.at("yesterday").list(), c.at("yesterday").text()),
		Ereyest: w.at("before-yesterday").list(),
		Last:    w.at("last").list(), Past: w.at("past").list(), Ago: w.at("ago").list(), Since: w.at("since").list(),
		Days: w.at("days").list(), Weeks: w.at("weeks").list(), At: w.at("at").list(), Skip: w.at("skip").list(), Fold: text.Loose,
	}
	spread(words.Months[:], c.at("months").list(), w.at("months").list())
	spread(words.Weekdays[:], c.at("weekdays").list(), w.at("weekdays").list())
	return words
}

// spread adds to each list the word of each source that stands in its place.
func spread(to [][]string, sources ...[]string) {
	for _, source := range sources {
		for i, word := range source {
			if i < len(to) && word != "" {
				to[i] = append(to[i], word)
			}
		}
	}
}

func (g *Guide) date(form string, d clock.Day) string {
	if d == 0 {
		return ""
	}
	year, month, day := d.Date()
	return Fill(g.calendar(form), "day", strconv.Itoa(day), "year", strconv.Itoa(year),
		"month", item(g.words("calendar.yaml").at("months").list(), int(month)-1),
		"weekday", item(g.words("calendar.yaml").at("weekdays").list(), int(d.Weekday())))
}

func (g *Guide) calendar(id string) string {
	return orID(g.words("calendar.yaml").at(id).text(), id)
}

func item(list []string, i int) string {
	if i < 0 || i >= len(list) {
		return orID("", strconv.Itoa(i+1))
	}
	return list[i]
}
