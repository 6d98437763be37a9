package bench_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/recover-journal/recover/internal/clock"
	"github.com/recover-journal/recover/internal/guide"
	"github.com/recover-journal/recover/internal/journal"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/internal/letter"
	"github.com/recover-journal/recover/internal/render"
	"github.com/recover-journal/recover/internal/seal"
	"github.com/recover-journal/recover/prompts"
)

var day0 = time.Date(2026, 1, 1, 9, 0, 0, 0, time.UTC)

func content(b *testing.B) *guide.Guide {
	g, err := guide.Load(prompts.FS, "en")
	if err != nil {
		b.Fatal(err)
	}
	return g
}

// life is a person who answered the first questions and then looked in on many days.
func life(b *testing.B, days int) (journey.Plan, []journey.Fact) {
	plan := content(b).Plan()
	var facts []journey.Fact
	state := journey.Replay(nil)
	answer := func(id, value string, now time.Time) {
		var v journey.Value
		if err := json.Unmarshal([]byte(value), &v); err != nil {
			b.Fatal(err)
		}
		if j, refused := plan.Answer(state, journey.Given{Question: id, Value: v}, now, time.UTC); refused == nil {
			facts, state = append(facts, j.Facts...), j.State
		}
	}
	for _, a := range [][2]string{
		{"start.status", `"split-up"`}, {"start.ties", `["nothing"]`}, {"start.asked", `"nothing-yet"`}, {"start.order", `"no"`}, {"start.byme", `["none"]`},
		{"start.tome", `["none"]`}, {"start.other", `"fully"`}, {"start.health", `"no"`}, {"start.load", `4`}, {"crisis.ask", `"no"`},
		{"space.day0", `"2026-01-01"`}, {"space.length", `"90"`}, {"space.risk", `["lonely"]`}, {"space.plan", `"If a, then b."`}, {"space.person", `"Mo"`},
	} {
		answer(a[0], a[1], day0)
	}
	for i := range days {
		now := day0.AddDate(0, 0, i)
		answer("space.daily.load", fmt.Sprint(i%8), now)
		answer("space.daily.contact", `"none"`, now)
	}
	if len(facts) < days {
		b.Fatalf("%d facts of %d days", len(facts), days)
	}
	return plan, facts
}

func BenchmarkReplay(b *testing.B) {
	_, facts := life(b, 90)
	for b.Loop() {
		journey.Replay(facts)
	}
}

func BenchmarkNext(b *testing.B) {
	plan, facts := life(b, 90)
	state := journey.Replay(facts)
	for b.Loop() {
		plan.Next(state, day0.AddDate(0, 0, 89))
	}
}

func BenchmarkLoadContent(b *testing.B) {
	for b.Loop() {
		content(b).Say("footer.help")
	}
}

func BenchmarkSeal(b *testing.B) {
	k, key, plain := seal.NewKey(), []byte("12345678"), []byte(strings.Repeat("word ", 120))
	b.SetBytes(int64(len(plain)))
	for b.Loop() {
		k.Seal('l', key, plain)
	}
}

func BenchmarkOpen(b *testing.B) {
	k, key := seal.NewKey(), []byte("12345678")
	sealed := k.Seal('l', key, []byte(strings.Repeat("word ", 120)))
	o := k.Opener()
	b.SetBytes(int64(len(sealed)))
	for b.Loop() {
		if _, err := o.Open('l', key, sealed); err != nil {
			b.Fatal(err)
		}
	}
}

// entry is one of a log of eight years, some hours after the one before.
func entry(i int) journal.Entry {
	at := clock.At(day0.AddDate(-9, 0, 0).Add(time.Duration(i)*7*time.Hour), time.UTC)
	kinds := []string{"trigger", "urge", "kindness", "note"}
	return journal.Entry{
		ID: fmt.Sprint(i), Kind: kinds[i%len(kinds)], When: at, Stored: at, What: "They said nothing at all, and I asked again",
		Note: strings.Repeat("what happened then and after ", 14), Fields: map[string]json.RawMessage{"intensity": json.RawMessage(fmt.Sprint(i % 11))},
	}
}

func BenchmarkFigures(b *testing.B) {
	in := journal.Input{Day: func(m clock.Moment) clock.Day { return clock.DayOf(m.UTC, time.UTC) }, Reached: func(string) bool { return false }}
	for i := range 10_000 {
		in.Entries = append(in.Entries, entry(i))
	}
	for b.Loop() {
		journal.Figures(in)
	}
}

func BenchmarkSearchLook(b *testing.B) {
	raw, err := entry(1).Encode()
	if err != nil {
		b.Fatal(err)
	}
	f := journal.NewSearch("nowhereatall")
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		f.Might(raw)
	}
}

func BenchmarkLetterCheck(b *testing.B) {
	g := content(b)
	pack, err := g.Letter()
	if err != nil {
		b.Fatal(err)
	}
	c, s := letter.New(pack, g.Safety()), strings.Repeat("I was wrong and you owe me nothing. But you were cold, and I had no choice. ", 25)
	for b.Loop() {
		c.Check(s)
	}
}

// BenchmarkLetterReady is what the first letter pays for all.
func BenchmarkLetterReady(b *testing.B) {
	g := content(b)
	for b.Loop() {
		pack, err := g.Letter()
		if err != nil {
			b.Fatal(err)
		}
		letter.New(pack, g.Safety())
	}
}

func BenchmarkTable(b *testing.B) {
	columns := []render.Column{{Title: "ID", Min: 4}, {Title: "When", Min: 16}, {Title: "Kind", Min: 11}, {Title: "What", Min: 16}}
	var rows [][]string
	for i := range 20 {
		rows = append(rows, []string{fmt.Sprintf("%04d", i), "2026-01-01 09:00", "Trigger", "They said nothing at all, 你好, and I asked again, twice"})
	}
	for b.Loop() {
		render.Table(80, columns, rows)
	}
}
