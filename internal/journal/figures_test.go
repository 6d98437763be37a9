package journal

import (
	"encoding/json"
	"fmt"
	"sort"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/recover-journal/recover/internal/clock"
)

// randomEntry is an entry of some weeks, of the kinds that count.
func randomEntry(t *rapid.T, i int) Entry {
	at := time.Date(2025, 12, 20, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 40*24).Draw(t, "hour")) * time.Hour)
	e := Entry{ID: fmt.Sprint(i), When: clock.At(at, time.UTC), Stored: clock.At(at, time.UTC), What: "x", Fields: map[string]json.RawMessage{}}
	e.Kind = rapid.SampledFrom([]string{"trigger", "trigger", "trigger", "urge", "slip", "truth-slip", "clean-slate", "kindness"}).Draw(t, "kind")
	maybe := func(field, value string) {
		if rapid.Bool().Draw(t, field) {
			e.Fields[field] = json.RawMessage(value)
		}
	}
	number := func(hi int) string { return fmt.Sprint(rapid.IntRange(0, hi).Draw(t, "n")) }
	maybe("intensity", number(10))
	maybe("calm-minutes", number(90))
	maybe("steps", rapid.SampledFrom([]string{`[]`, `["1"]`, `["1","4","8"]`, `null`}).Draw(t, "steps"))
	maybe("defended", rapid.SampledFrom([]string{`"none"`, `"thought-it"`, `"said-a-bit"`, `"argued"`}).Draw(t, "defended"))
	maybe("hours-until-told", number(100))
	maybe("outcome", rapid.SampledFrom([]string{`"kept"`, `"missed"`, `"told"`}).Draw(t, "outcome"))
	return e
}

// The figures are those of a second computation, slow and obvious: for every week from
// the first to the last, go over all entries once for every number.
func TestFiguresLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := Input{Day: func(m clock.Moment) clock.Day { return clock.DayOf(m.UTC, time.UTC) }, Reached: func(id string) bool { return len(id)%2 == 0 }}
		for i := range rapid.IntRange(0, 40).Draw(t, "entries") {
			in.Entries = append(in.Entries, randomEntry(t, i))
		}
		for range rapid.IntRange(0, 9).Draw(t, "loads") {
			day, _ := clock.ParseDay("2025-12-20")
			in.Loads = append(in.Loads, Dated{day + clock.Day(rapid.IntRange(0, 40).Draw(t, "day")), rapid.IntRange(0, 10).Draw(t, "load")})
		}
		if d := cmp.Diff(slowly(in), Figures(in)); d != "" {
			t.Fatalf("(-slow +quick)\n%s", d)
		}
	})
}

func slowly(in Input) []Week {
	weeks := []Week{}
	first, _ := clock.ParseDay("2025-12-15")
	for monday := first; monday < first+70; monday += 7 {
		here := func(d clock.Day) bool { return d >= monday && d <= monday+6 }
		numbers := func(kind, field string) (list []int) {
			for _, e := range in.Entries {
				var n *int
				if here(in.Day(e.When)) && e.Kind == kind && json.Unmarshal(e.Fields[field], &n) == nil && n != nil {
					list = append(list, *n)
				}
			}
			return list
		}
		count := func(kind, field string, values ...string) (n int) {
			for _, e := range in.Entries {
				if !here(in.Day(e.When)) || e.Kind != kind {
					continue
				}
				if field == "" {
					n++
				}
				for _, v := range values {
					if string(e.Fields[field]) == `"`+v+`"` {
						n++
					}
				}
			}
			return n
		}
		w := Week{Monday: monday, Entries: map[string]int{}}
		for _, kind := range []string{"trigger", "urge", "slip", "truth-slip", "clean-slate", "kindness"} {
			if n := count(kind, ""); n > 0 {
				w.Entries[kind] = n
			}
		}
		w.Intensity, w.Calm = obvious(numbers("trigger", "intensity")), obvious(numbers("trigger", "calm-minutes"))
		var steps, load []int
		for _, e := range in.Entries {
			var s []string
			if here(in.Day(e.When)) && e.Kind == "trigger" && json.Unmarshal(e.Fields["steps"], &s) == nil && s != nil {
				steps = append(steps, len(s))
			}
			if here(in.Day(e.When)) && e.Kind == "slip" && in.Reached(e.ID) {
				w.Urges.Acted++
			}
		}
		for _, l := range in.Loads {
			if here(l.Day) {
				load = append(load, l.Value)
			}
		}
		w.Steps, w.Load = obvious(steps), obvious(load)
		w.Defended = Defended{count("trigger", "defended", "none", "thought-it"), count("trigger", "defended", "said-a-bit"), count("trigger", "defended", "argued")}
		w.Urges.Felt = count("urge", "")
		w.Truth = Truth{count("truth-slip", ""), obvious(numbers("truth-slip", "hours-until-told")).Median}
		w.Kept = Kept{Kept: count("clean-slate", "outcome", "kept"), Missed: count("clean-slate", "outcome", "missed"), Told: count("clean-slate", "outcome", "told")}
		if len(w.Entries) > 0 || len(load) > 0 {
			weeks = append(weeks, w)
		}
	}
	return weeks
}

func obvious(list []int) Spread {
	s := Spread{N: len(list)}
	if len(list) == 0 {
		return s
	}
	sort.Ints(list)
	s.Low, s.High = &list[0], &list[len(list)-1]
	if len(list) < 3 {
		return s
	}
	m := float64(list[len(list)/2])
	if len(list)%2 == 0 {
		m = (float64(list[len(list)/2-1]) + float64(list[len(list)/2])) / 2
	}
	s.Median = &m
	return s
}

// The strongest stands first; one strong moment tells less than a middle.
func TestRisk(t *testing.T) {
	at := func(s string) clock.Moment {
		m, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return clock.At(m, time.UTC)
	}
	urge := func(when, fields string) Entry {
		e := Entry{Kind: "urge", When: at(when), Stored: at("2026-01-09T09:00:00Z")}
		if err := json.Unmarshal([]byte(fields), &e.Fields); err != nil {
			t.Fatal(err)
		}
		return e
	}
	r := RiskOf([]Entry{
		urge("2026-01-01T23:10:00Z", `{"intensity":9,"where":"In bed","with":"phone"}`),
		urge("2026-01-02T01:10:00Z", `{"intensity":7,"where":"in BED"}`),
		urge("2026-01-03T02:10:00Z", `{"intensity":8,"where":"In bed"}`),
		urge("2026-01-04T09:10:00Z", `{"intensity":10,"where":"Bus"}`),
		urge("2026-01-05T12:00:00Z", `{"intensity":10}`),
		{Kind: "slip", Fields: map[string]json.RawMessage{"slip.before": json.RawMessage(`["late","alone"]`)}},
		{Kind: "slip", Fields: map[string]json.RawMessage{"slip.before": json.RawMessage(`["late"]`)}},
	})
	if len(r.Hours) != 2 || r.Hours[0].Name != "night" || *r.Hours[0].Median != 8 || r.Hours[0].N != 3 || r.Hours[1].Median != nil {
		t.Errorf("%+v", r.Hours)
	}
	if len(r.Places) != 2 || r.Places[0].Name != "In bed" || r.Places[0].N != 3 || len(r.Hands) != 1 {
		t.Errorf("%+v %+v", r.Places, r.Hands)
	}
	if len(r.Before) != 2 || r.Before[0].Name != "late" || r.Before[0].N != 2 {
		t.Errorf("%+v", r.Before)
	}
}
