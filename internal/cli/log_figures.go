package cli

import (
	"context"
	"strings"

	"github.com/recover-journal/recover/internal/clock"
	"github.com/recover-journal/recover/internal/journal"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/internal/store"
)

// figures are what the log shows in numbers (CONTENT.md 10.4). They are for the person,
// or for a counsellor.
type figures struct {
	weeks   []journal.Week
	risk    journal.Risk
	quiet   *int // quiet days, where there is a day to count from
	slips   bool // some slip is told of, so the number of quiet days needs its rule beside it
	byDay   map[clock.Day]int
	entries []journal.Entry
}

// figuresOf are the figures of all entries that a filter wants; days and weeks are those
// of the home zone. With Since and Until set to a Monday and its Sunday they are those
// of one week.
func (d *desk) figuresOf(ctx context.Context, f journal.Filter) (fig figures, err error) {
	in := journal.Input{Day: d.dayOf, Reached: d.reached()}
	err = d.journal.View(ctx, func(tx *store.Tx) error {
		facts, err := readFacts(tx)
		if err != nil {
			return err
		}
		wanted := func(day clock.Day) bool { return (f.Since == 0 || day >= f.Since) && (f.Until == 0 || day <= f.Until) }
		for _, l := range loadsIn(facts) {
			if wanted(l.Day) {
				in.Loads = append(in.Loads, l)
			}
		}
		for _, r := range d.reviewsIn(facts) {
			if wanted(r.Day) {
				in.Reviews = append(in.Reviews, r)
			}
		}
		in.Entries, err = tx.Sift(f.Might, f.Wants)
		return err
	})
	if err != nil {
		return fig, err
	}
	fig.entries, fig.weeks, fig.risk = in.Entries, journal.Figures(in), journal.RiskOf(in.Entries)
	if n, ok := d.plan.QuietDays(d.state, d.now); ok {
		fig.quiet = &n
	}
	fig.slips = len(d.state.Judge(d.plan.Numbers)) > 0
	fig.byDay = map[clock.Day]int{}
	for _, e := range in.Entries {
		fig.byDay[d.dayOf(e.When)]++
	}
	return fig, nil
}

// weekBefore is what the week before the present one shows, in words: its title first,
// then a line for each figure. It is nothing where nothing was written in it.
func (d *desk) weekBefore(ctx context.Context) (lines []string, err error) {
	monday := d.today().Monday() - 7
	f, err := d.figuresOf(ctx, journal.Filter{Since: monday, Until: monday + 6, Day: d.dayOf})
	for _, week := range f.weeks {
		lines = append(append(lines, d.weekTitle(week.Monday)), d.weekLines(week)...)
	}
	return lines, err
}

// reached says which entries tell of a contact that reached them, as the engine judges
// it: class B or C.
func (d *desk) reached() func(entry string) bool {
	far := map[string]bool{}
	for _, j := range d.state.Judge(d.plan.Numbers) {
		far[j.Entry] = j.Class != journey.ClassA
	}
	return func(entry string) bool { return far[entry] }
}

// loadsIn is how heavy the days were: of each question about it the last answer of a
// day that was not taken back.
func loadsIn(facts []journey.Fact) (loads []journal.Dated) {
	type said struct {
		question string
		journal.Dated
	}
	var all []said
	for _, f := range facts {
		if !strings.HasSuffix(f.Question, ".load") {
			continue
		}
		last := -1
		for i := range all {
			if all[i].question == f.Question {
				last = i
			}
		}
		switch f.Kind {
		case journey.Undone:
			if last >= 0 {
				all = append(all[:last], all[last+1:]...)
			}
		case journey.Answered:
			n, ok := f.Value.Number()
			if !ok {
				continue
			}
			if last >= 0 && all[last].Day == f.Day {
				all[last].Value = n
			} else {
				all = append(all, said{f.Question, journal.Dated{Day: f.Day, Value: n}})
			}
		}
	}
	for _, s := range all {
		loads = append(loads, s.Dated)
	}
	return loads
}

type statsJSON struct {
	Weeks []weekJSON `json:"weeks"`
	Quiet *int       `json:"quiet_days"`
}

type weekJSON struct {
	Week       string           `json:"week"`
	Entries    map[string]int   `json:"entries"`
	Intensity  journal.Spread   `json:"intensity"`
	Calm       journal.Spread   `json:"calm_minutes"`
	Steps      journal.Spread   `json:"steps"`
	Defended   journal.Defended `json:"defended"`
	Urges      journal.Urges    `json:"urges"`
	Truth      journal.Truth    `json:"truth"`
	Agreements keptJSON         `json:"agreements"`
	Load       journal.Spread   `json:"load"`
}

type keptJSON struct {
	Kept     int  `json:"kept"`
	Missed   int  `json:"missed"`
	Reviewed *int `json:"reviewed,omitempty"`
	OnTime   *int `json:"on_time,omitempty"`
}

// out is the figures as INTERFACE.md 7 has them.
func (f figures) out() statsJSON {
	s := statsJSON{Weeks: []weekJSON{}, Quiet: f.quiet}
	for _, w := range f.weeks {
		j := weekJSON{Week: clock.WeekOf(w.Monday).String(), Entries: w.Entries, Intensity: w.Intensity, Calm: w.Calm, Steps: w.Steps,
			Defended: w.Defended, Urges: w.Urges, Truth: w.Truth, Agreements: keptJSON{Kept: w.Kept.Kept, Missed: w.Kept.Missed}, Load: w.Load}
		if w.Kept.Reviewed > 0 {
			j.Agreements.Reviewed, j.Agreements.OnTime = &w.Kept.Reviewed, &w.Kept.OnTime
		}
		s.Weeks = append(s.Weeks, j)
	}
	return s
}
