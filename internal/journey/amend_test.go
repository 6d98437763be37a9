package journey

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/recover-journal/recover/internal/clock"
)

// slipPlan is a plan of nothing but slips.
func slipPlan() Plan {
	return Plan{Numbers: map[string]int{"hold-b": 7, "hold-c": 21, "slip-window": 14, "text-most": 100}, Events: []Event{{ID: "slip", Entry: "slip", Questions: []Question{
		{ID: "slip.what", Kind: Select, Required: true, Options: []string{"looked", "messaged-or-called", "gift-or-note", "turned-up"}},
		{ID: "slip.when", Kind: Date, Required: true, Past: true},
		{ID: "slip.stop", Kind: Select, Required: true, Options: []string{"no", "yes-after", "yes-before"}},
		{ID: "slip.plan", Kind: Text},
	}}}}
}

// judged is what the slips come to, whatever the order in which they were told.
func judged(p Plan, s State) map[string]string {
	out := map[string]string{}
	for _, j := range s.Judge(p.Numbers) {
		out[j.Entry] = string(j.Class) + " " + j.Day.String() + " " + j.What + " " + j.Stop
	}
	return out
}

// A slip that is put right, taken out or brought back counts as if it had been told so:
// replaying the facts gives what a person would say who read the log anew.
func TestAmendLaws(t *testing.T) {
	p, zone := slipPlan(), time.UTC
	rapid.Check(t, func(t *rapid.T) {
		now := time.Date(2026, 3, 1, 9, 0, 0, 0, zone)
		facts := []Fact{Begin("UTC", now, zone)}
		entries := map[string]map[string]Value{} // the log, as a person reads it
		draw := func() map[string]Value {
			return map[string]Value{
				"slip.what": String(rapid.SampledFrom(p.Events[0].Questions[0].Options).Draw(t, "what")),
				"slip.when": String((clock.DayOf(now, zone) - clock.Day(rapid.IntRange(0, 30).Draw(t, "ago"))).String()),
				"slip.stop": String(rapid.SampledFrom([]string{"no", "yes-after", "yes-before"}).Draw(t, "stop")),
			}
		}
		given := func(answers map[string]Value) (list []Given) {
			for id, v := range answers {
				list = append(list, Given{Question: id, Value: v})
			}
			return list
		}
		removed := map[string]map[string]Value{}
		for i := range rapid.IntRange(1, 14).Draw(t, "steps") {
			state := Replay(facts)
			var ids []string
			for id := range entries {
				ids = append(ids, id)
			}
			switch n := rapid.IntRange(0, 3).Draw(t, "do"); {
			case n == 0 || len(ids) == 0:
				answers := draw()
				j, bad := p.AnswerAll(state, given(answers), now, zone)
				if len(bad) > 0 {
					t.Fatalf("%v", bad)
				}
				id := strconv.Itoa(i)
				for k := range j.Facts {
					j.Facts[k].Entry = id
				}
				facts, entries[id] = append(facts, j.Facts...), answers
			case n == 1:
				id := rapid.SampledFrom(sorted(ids)).Draw(t, "edited")
				answers := draw()
				j, bad := p.Amend(state, Told{"slip", RunOf(facts, "slip", id), id, entries[id]}, given(answers), now, zone)
				if len(bad) > 0 {
					t.Fatalf("%v", bad)
				}
				facts, entries[id] = append(facts, j.Facts...), answers
			case n == 2:
				id := rapid.SampledFrom(sorted(ids)).Draw(t, "removed")
				j := p.Remove(state, Told{"slip", RunOf(facts, "slip", id), id, entries[id]}, now, zone)
				facts = append(facts, j.Facts...)
				removed[id] = entries[id]
				delete(entries, id)
			default:
				for id, answers := range removed {
					j, bad := p.TellAgain(state, Told{"slip", RunOf(facts, "slip", id), id, answers}, now, zone)
					if len(bad) > 0 {
						t.Fatalf("%v", bad)
					}
					facts, entries[id] = append(facts, j.Facts...), answers
					delete(removed, id)
					break
				}
			}
			want := State{Slips: nil}
			for id, a := range entries {
				day, _ := clock.ParseDay(a["slip.when"].Text())
				want.Slips = append(want.Slips, Slip{Entry: id, What: a["slip.what"].Text(), Day: day, Stop: a["slip.stop"].Text()})
			}
			got := judged(p, Replay(facts))
			if d := cmp.Diff(judged(p, want), got); d != "" {
				t.Fatalf("(-log +facts)\n%s", d)
			}
		}
	})
}

func sorted(ids []string) []string {
	for i := range ids {
		for k := i; k > 0 && ids[k] < ids[k-1]; k-- {
			ids[k], ids[k-1] = ids[k-1], ids[k]
		}
	}
	return ids
}

// Every kind of fact that there is is known to who reads one from a file.
func TestKnown(t *testing.T) {
	f, err := parser.ParseFile(token.NewFileSet(), "fact.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	ast.Inspect(f, func(node ast.Node) bool {
		v, ok := node.(*ast.ValueSpec)
		if !ok || v.Type == nil {
			return true
		}
		if typ, ok := v.Type.(*ast.Ident); ok && typ.Name == "FactKind" {
			name, err := strconv.Unquote(v.Values[0].(*ast.BasicLit).Value)
			if err != nil || !FactKind(name).Known() {
				t.Errorf("%s is not known", name)
			}
			n++
		}
		return true
	})
	if n < 13 || FactKind("sang").Known() {
		t.Errorf("%d kinds", n)
	}
}
