package journal

import (
	"encoding/json"
	"maps"
	"slices"

	"github.com/recover-journal/recover/internal/clock"
)

// Few is the number below which there is too little to say a middle, or to draw a line
// (CONTENT.md 10.4).
const Few = 3

// Input is what the figures are made of, besides the entries themselves.
type Input struct {
	Entries []Entry
	Day     func(clock.Moment) clock.Day // of an entry: the home zone's
	Reached func(entry string) bool      // the slip with this entry reached them (class B or C)
	Loads   []Dated                      // how heavy a day was, once for a day and question
	Reviews []Review                     // agreements that were due to be looked at again
}

// Dated is a number of a day.
type Dated struct {
	Day   clock.Day
	Value int
}

// Review is a look at an agreement: the day on which it was looked at, and whether that
// was on the day agreed, or before.
type Review struct {
	Day    clock.Day
	OnTime bool
}

// Spread is the middle of some numbers with the lowest and the highest. The middle is
// nil where there are fewer than Few, the others where there are none.
type Spread struct {
	N      int      `json:"n"`
	Median *float64 `json:"median"`
	Low    *int     `json:"low"`
	High   *int     `json:"high"`
}

// Week is what one week of the log shows. It counts what the person felt and did, and
// never rates the partner.
type Week struct {
	Monday    clock.Day
	Entries   map[string]int // by kind, only those that there are
	Intensity Spread         // of triggers, as the person felt them
	Calm      Spread         // minutes until the person was calm
	Steps     Spread         // of the coach, of eight
	Defended  Defended
	Urges     Urges
	Truth     Truth
	Kept      Kept
	Load      Spread
}

// Defended counts triggers by what the person said in their own defence. What was only
// thought was not said.
type Defended struct {
	None   int `json:"none"`
	Bit    int `json:"bit"`
	Argued int `json:"argued"`
}

// Urges counts urges that were felt, and contacts that were made: acted on.
type Urges struct {
	Felt  int `json:"felt"`
	Acted int `json:"acted"`
}

// Truth counts truth slips, with the middle of the hours until they were told.
type Truth struct {
	N     int      `json:"n"`
	Hours *float64 `json:"hours_until_told"`
}

// Kept counts what became of agreements. Told is one that was missed and said in time.
type Kept struct {
	Kept     int
	Missed   int
	Told     int
	Reviewed int
	OnTime   int
}

// Total is how many entries the week has.
func (w Week) Total() (n int) {
	for _, of := range w.Entries {
		n += of
	}
	return n
}

// Figures are the weeks in which there is anything, the earliest first. A week without
// is a gap and not a zero, so it is not there.
func Figures(in Input) []Week {
	gathered := map[clock.Day]*gathering{}
	of := func(d clock.Day) *gathering {
		monday := d.Monday()
		if gathered[monday] == nil {
			gathered[monday] = &gathering{week: Week{Monday: monday, Entries: map[string]int{}}}
		}
		return gathered[monday]
	}
	for _, e := range in.Entries {
		of(in.Day(e.When)).take(e, in.Reached)
	}
	for _, l := range in.Loads {
		g := of(l.Day)
		g.load = append(g.load, l.Value)
	}
	for _, r := range in.Reviews {
		g := of(r.Day)
		g.week.Kept.Reviewed++
		if r.OnTime {
			g.week.Kept.OnTime++
		}
	}
	weeks := make([]Week, 0, len(gathered))
	for _, monday := range slices.Sorted(maps.Keys(gathered)) {
		weeks = append(weeks, gathered[monday].done())
	}
	return weeks
}

// gathering is a week in the making.
type gathering struct {
	week                               Week
	intensity, calm, steps, load, told []int
}

func (g *gathering) take(e Entry, reached func(string) bool) {
	w := &g.week
	w.Entries[e.Kind]++
	switch e.Kind {
	case "trigger":
		g.intensity = appendNumber(g.intensity, e, "intensity")
		g.calm = appendNumber(g.calm, e, "calm-minutes")
		if steps, ok := listIn(e, "steps"); ok {
			g.steps = append(g.steps, len(steps))
		}
		switch textIn(e, "defended") {
		case "none", "thought-it":
			w.Defended.None++
		case "said-a-bit":
			w.Defended.Bit++
		case "argued":
			w.Defended.Argued++
		}
	case "urge":
		w.Urges.Felt++
	case "slip":
		if reached(e.ID) {
			w.Urges.Acted++
		}
	case "truth-slip":
		w.Truth.N++
		g.told = appendNumber(g.told, e, "hours-until-told")
	case "clean-slate":
		switch textIn(e, "outcome") {
		case "kept":
			w.Kept.Kept++
		case "missed":
			w.Kept.Missed++
		case "told":
			w.Kept.Told++
		}
	}
}

func (g *gathering) done() Week {
	g.week.Intensity, g.week.Calm, g.week.Steps, g.week.Load = SpreadOf(g.intensity), SpreadOf(g.calm), SpreadOf(g.steps), SpreadOf(g.load)
	g.week.Truth.Hours = SpreadOf(g.told).Median
	return g.week
}

// SpreadOf is the spread of numbers in any order.
func SpreadOf(numbers []int) (s Spread) {
	n := slices.Sorted(slices.Values(numbers))
	if s.N = len(n); s.N == 0 {
		return s
	}
	s.Low, s.High = &n[0], &n[len(n)-1]
	if s.N >= Few {
		middle := float64(n[(s.N-1)/2]+n[s.N/2]) / 2
		s.Median = &middle
	}
	return s
}

func appendNumber(to []int, e Entry, field string) []int {
	if n, ok := NumberIn(e, field); ok {
		return append(to, n)
	}
	return to
}

// NumberIn is the number that stands in a field of an entry.
func NumberIn(e Entry, field string) (n int, ok bool) {
	raw, ok := e.Fields[field]
	if !ok || string(raw) == "null" {
		return 0, false
	}
	return n, json.Unmarshal(raw, &n) == nil
}

func textIn(e Entry, field string) (s string) {
	_ = json.Unmarshal(e.Fields[field], &s)
	return s
}

func listIn(e Entry, field string) (list []string, ok bool) {
	raw, ok := e.Fields[field]
	if !ok || string(raw) == "null" {
		return nil, false
	}
	return list, json.Unmarshal(raw, &list) == nil
}
