package journey_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/recover-journal/recover/internal/clock"
	"github.com/recover-journal/recover/internal/guide"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/prompts"
)

var update = flag.Bool("update", false, "write what the engine said into the lives")

func road(t testing.TB) journey.Plan {
	t.Helper()
	g, err := guide.Load(prompts.FS, "en")
	if err != nil {
		t.Fatal(err)
	}
	return g.Plan()
}

// TestLives plays every life in testdata and compares what the engine said with the
// page. Rewrite the pages with -update, and read them like prose: only commit a change
// if you understand what caused it.
//
// A page is a line "zone NAME", then paragraphs. A paragraph begins with a moment in
// the device's zone ("2026-01-01 09:00:00", and "in ZONE" once the device has moved, and
// "back" where the journal was not opened since the paragraph before; else it was, in
// between, without a word). Then it has one command a line: "QUESTION VALUE" ("-" skips,
// "\n" is a new line), "undo QUESTION", "zone NAME"; "burn" of the
// letter; before an answer "harm", "strong", "weak" or "stop" where its words worry, and "amend" where it puts the latest run of an event
// right. What begins with "|" is what the engine said.
func TestLives(t *testing.T) {
	plan := road(t)
	files, _ := filepath.Glob("testdata/*.txt")
	if len(files) == 0 {
		t.Fatal("there are no lives")
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := (&life{t: t, plan: plan}).play(string(b))
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(string(b), got); d != "" {
				t.Errorf("%s (-page +engine):\n%s", file, d)
			}
		})
	}
}

type life struct {
	t     *testing.T
	plan  journey.Plan
	facts []journey.Fact
	state journey.State
	zone  *time.Location // the device's
	now   time.Time
	seen  time.Time // when the journal was last open
	past  map[string][]journey.Given
	tally *tally // of what the lives reach, or nil
	quick bool   // says nothing of its positions
	after func() // called after each paragraph, or nil
}

func (l *life) play(page string) string {
	var out []string
	open := false
	l.past = map[string][]journey.Given{}
	for _, line := range append(strings.Split(strings.TrimRight(page, "\n"), "\n"), "") {
		text := strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(text, "|"):
			continue
		case text == "":
			if open && !l.quick {
				out = append(out, l.position()...)
			}
			if open && l.after != nil {
				l.after()
			}
			open = false
		case strings.HasPrefix(text, "#"):
		case strings.HasPrefix(text, "zone ") && l.zone == nil:
			l.begin(strings.TrimPrefix(text, "zone "))
		case !strings.HasPrefix(line, " "):
			l.move(text)
			open = true
		default:
			out = append(out, line)
			out = append(out, l.command(text)...)
			continue
		}
		out = append(out, line)
	}
	return strings.TrimRight(strings.Join(out, "\n"), "\n") + "\n"
}

func (l *life) begin(zone string) {
	var err error
	if l.zone, err = clock.Zone(zone); err != nil {
		l.t.Fatal(err)
	}
}

func (l *life) move(moment string) {
	moment, back := strings.CutSuffix(moment, " back")
	moment, zone, moved := strings.Cut(moment, " in ")
	if moved {
		l.begin(zone)
	}
	now, err := time.ParseInLocation("2006-01-02 15:04:05", moment, l.zone)
	if err != nil {
		l.t.Fatal(err)
	}
	l.now, l.seen = now, l.now
	if len(l.facts) == 0 {
		l.add(journey.Begin(l.zone.String(), now, l.zone))
	}
	if back {
		since := l.plan.Meanwhile(l.state, time.Time{}, l.plan.Gone(l.state, l.seen, now), now, l.zone)
		l.tally.facts(since)
		l.add(since...)
	}
}

func (l *life) add(fs ...journey.Fact) {
	l.facts = append(l.facts, fs...)
	l.state = journey.Replay(l.facts)
}

func (l *life) command(text string) []string {
	word, rest, _ := strings.Cut(text, " ")
	var g journey.Given
	switch word {
	case "zone":
		l.add(l.plan.MoveHome(l.state, rest, l.now, l.zone))
		return nil
	case "undo":
		before := l.past[rest]
		var prior *journey.Given
		if len(before) > 1 {
			prior = &before[len(before)-2]
		}
		j, r := l.plan.Undo(l.state, rest, prior, l.now, l.zone)
		return l.said(j, r)
	case "burn":
		l.add(l.plan.BurnLetter(l.state, l.now, l.zone))
		return nil
	case "strong", "weak", "harm", "stop":
		g.Worry = journey.Worry{Strong: word == "strong", Weak: word == "weak", Harm: word == "harm", Stop: word == "stop"}
		word, rest, _ = strings.Cut(rest, " ")
	case "amend":
		g.Amend = true
		word, rest, _ = strings.Cut(rest, " ")
	}
	g.Question, g.Value = word, l.value(word, rest)
	q, _ := l.plan.Question(word)
	before, opening := l.state, l.plan.Before(l.state, q, l.now)
	j, r := l.plan.Answer(l.state, g, l.now, l.zone)
	said := l.said(j, r)
	if r != nil {
		return said
	}
	l.past[word] = append(l.past[word], g)
	l.tally.answer(before, q, g.Value, j, l.now)
	if len(opening) > 0 {
		said = append([]string{"  | opens with " + strings.Join(opening, ", ")}, said...)
	}
	return said
}

func (l *life) value(question, text string) journey.Value {
	q, _ := l.plan.Question(question)
	if text == "-" {
		return journey.Value{}
	}
	switch q.Kind {
	case journey.Multiselect:
		if text == "" {
			return journey.List()
		}
		return journey.List(strings.Fields(text)...)
	case journey.Scale, journey.Number:
		n, err := strconv.Atoi(text)
		if err != nil {
			l.t.Fatal(err)
		}
		return journey.Int(n)
	case journey.Confirm:
		return journey.Bool(text == "yes")
	}
	return journey.String(strings.ReplaceAll(text, `\n`, "\n"))
}

func (l *life) said(j journey.Judgement, r *journey.Refusal) []string {
	if r != nil {
		return []string{"  | refused: " + strings.TrimSpace(r.Code+" "+strings.Join(r.Pairs, " "))}
	}
	l.add(j.Facts...)
	if l.tally == nil && !l.quick {
		if d := cmp.Diff(l.plan.Next(j.State, l.now), l.plan.Next(l.state, l.now)); d != "" {
			l.t.Errorf("replaying the facts differs from going on (-going on +replay):\n%s", d)
		}
	}
	var out []string
	for _, f := range j.Facts {
		switch f.Kind {
		case journey.Locked, journey.Unlocked:
			out = append(out, fmt.Sprintf("  | %s %s", f.Kind, f.Name))
		}
	}
	if len(j.Show) > 0 {
		out = append(out, "  | shows "+strings.Join(j.Show, ", "))
	}
	return out
}

// position is the status in a few lines, as the engine sees it.
func (l *life) position() []string {
	p := l.plan.Next(l.state, l.now)
	next := fmt.Sprintf("  | %s %s", p.Stand, strings.TrimSpace(p.Stage+" "+p.Step))
	if p.Reason != journey.ToAnswer {
		next += " (" + string(p.Reason) + ")"
	}
	if !p.OpensAt.IsZero() {
		next += " until " + p.OpensAt.Format(time.RFC3339)
	}
	header := fmt.Sprintf("  | day %d", l.state.DayNumber(l.now))
	if n, ok := l.plan.QuietDays(l.state, l.now); ok {
		header += fmt.Sprintf(", %d quiet", n)
	}
	if end := l.plan.End(l.state); end != 0 {
		header += ", until " + end.String()
	}
	header += ", " + p.Mode
	if len(p.Locks) > 0 {
		header += ", locks " + strings.Join(p.Locks, " ")
	}
	if p.Outcome != "" {
		header += ", outcome " + p.Outcome
	}
	if letter := l.plan.LetterStand(l.state, l.now); letter != journey.LetterNone {
		header += ", letter " + string(letter)
	}
	l.tally.position(l.state, p, l.now)
	var stands []string
	for _, s := range l.plan.StageStands(l.state, l.now) {
		if s.Stand != journey.Shut && s.ID != "closure" {
			stands = append(stands, s.ID+" "+string(s.Stand))
		}
	}
	return []string{header, next, "  | " + strings.Join(stands, ", ")}
}
