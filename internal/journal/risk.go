package journal

import (
	"cmp"
	"sort"
	"time"

	"github.com/recover-journal/recover/internal/clock"
	"github.com/recover-journal/recover/internal/text"
)

// Pull is a time, a place, or something that went before, with how often the pull to
// contact them was felt there and how strong it was.
type Pull struct {
	Name string // a part of the day, an option's value, or a person's own words
	Spread
}

// Risk is when and where the pull was strongest, the strongest first. It is about the
// person alone.
type Risk struct {
	Hours  []Pull // parts of the day: night, morning, afternoon, evening
	Places []Pull // in the words of the person, as in the first entry given
	Hands  []Pull // what was in the hand or near
	Before []Pull // what went on before contacts, by the option's value; no strength
}

// RiskOf is the risk that urges and slips show.
func RiskOf(entries []Entry) Risk {
	var hours, places, hands, before pulls
	for _, e := range entries {
		switch e.Kind {
		case "urge":
			n, ok := NumberIn(e, "intensity")
			if part := partOfDay(e); part != "" {
				hours.add(part, n, ok)
			}
			places.add(textIn(e, "where"), n, ok)
			hands.add(textIn(e, "with"), n, ok)
		case "slip":
			options, _ := listIn(e, "slip.before")
			for _, o := range options {
				before.add(o, 0, false)
			}
		}
	}
	return Risk{hours.sorted(), places.sorted(), hands.sorted(), before.sorted()}
}

// partOfDay is the part of the day of an entry as it was lived; nothing where only the
// day is known, which was written down as its noon (INTERFACE.md 4).
func partOfDay(e Entry) string {
	t := e.When.Time()
	if t.Hour() == 12 && t.Minute() == 0 && t.Second() == 0 && clock.DayOf(t, time.UTC) != clock.DayOf(e.Stored.Time(), time.UTC) {
		return ""
	}
	switch h := t.Hour(); {
	case h < 5 || h == 23:
		return "night"
	case h < 12:
		return "morning"
	case h < 18:
		return "afternoon"
	}
	return "evening"
}

// pulls are gathered under a name, whatever its case and accents.
type pulls struct {
	order []string
	named map[string]*gathered
}

type gathered struct {
	name    string
	times   int
	numbers []int
}

func (p *pulls) add(name string, n int, known bool) {
	key := text.Loose(name)
	if key == "" {
		return
	}
	if p.named == nil {
		p.named = map[string]*gathered{}
	}
	g := p.named[key]
	if g == nil {
		g = &gathered{name: name}
		p.named[key] = g
		p.order = append(p.order, key)
	}
	g.times++
	if known {
		g.numbers = append(g.numbers, n)
	}
}

func (p *pulls) sorted() (list []Pull) {
	for _, key := range p.order {
		g := p.named[key]
		s := SpreadOf(g.numbers)
		s.N = g.times
		list = append(list, Pull{g.name, s})
	}
	sort.SliceStable(list, func(i, j int) bool {
		a, b := list[i], list[j]
		return cmp.Or(cmp.Compare(strength(b), strength(a)), cmp.Compare(b.N, a.N)) < 0
	})
	return list
}

// strength orders pulls: by the middle where there is one, else by half of the highest,
// since one strong moment tells less than many.
func strength(p Pull) float64 {
	switch {
	case p.Median != nil:
		return *p.Median
	case p.High != nil:
		return float64(*p.High) / 2
	}
	return -1
}
