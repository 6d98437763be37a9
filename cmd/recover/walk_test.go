package main_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/recover-journal/recover/internal/guide"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/prompts"
)

// walked are some of the lives of internal/journey/testdata. With RECOVER_LONG all are.
var walked = []string{
	"a_heavy_night", "a_move_and_the_letter", "a_short_time_together", "an_honest_exit", "away_a_fortnight_and_a_day", "away_three_months",
	"fear_at_home", "letter_and_a_lock", "letter_yes_and_three_meetings", "one_letter_and_silence", "the_choice_needs_time",
	"the_first_evenings_in_pieces", "the_other_contact_goes_on", "together_and_they_leave",
}

// The lives are walked from outside, each answer by next --answers, and after each
// paragraph of its page the program says what the page says of the engine.
func TestWalkTheLives(t *testing.T) {
	g, err := guide.Load(prompts.FS, "en")
	if err != nil {
		t.Fatal(err)
	}
	lives := walked
	if os.Getenv("RECOVER_LONG") != "" {
		lives = nil
		files, _ := filepath.Glob("../../internal/journey/testdata/*.txt")
		for _, file := range files {
			lives = append(lives, strings.TrimSuffix(filepath.Base(file), ".txt"))
		}
	}
	for _, name := range lives {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b, err := os.ReadFile(filepath.Join("../../internal/journey/testdata", name+".txt"))
			if err != nil {
				t.Fatal(err)
			}
			page := string(b)
			if apart := onlyInside.FindString(page); apart != "" {
				t.Skipf("%q has no like from outside", apart)
			}
			(&walk{T: t, plan: g.Plan(), home: t.TempDir()}).page(page)
		})
	}
}

// onlyInside are commands of a page that are done otherwise from outside: another file
// of answers, the undo of a whole batch, a move that nobody answered.
var onlyInside = regexp.MustCompile(`(?m)^  (undo |amend |zone |burn|stop ).*$`)

// walk is a person with the program.
type walk struct {
	*testing.T
	plan   journey.Plan
	home   string
	device *time.Location
	now    time.Time
	last   []byte // what the program said of the next step
}

// page walks one life. On its heavy nights and at its end there is a way on.
func (w *walk) page(page string) {
	paragraphs := strings.Split(strings.TrimSpace(page), "\n\n")
	_, zone, _ := strings.Cut(paragraphs[0], "\nzone ")
	w.in(zone)
	for i, p := range paragraphs[1:] {
		lines := strings.Split(p, "\n")
		w.goTo(lines[0], i == 0)
		if i == 0 {
			w.call(nil, 0, "init", "--no-passphrase", "--zone", zone, "--country", "US")
		}
		said := w.paragraph(lines[1:])
		got, want := w.position(), expected(w.T, said, w.device)
		if got != want {
			w.Fatalf("%s (-page +program):\n%s", lines[0], cmp.Diff(want, got))
		}
		if strings.Contains(got.Locks, "crisis") || i == len(paragraphs)-2 {
			w.noDeadEnd()
		}
	}
}

func (w *walk) in(zone string) {
	var err error
	if w.device, err = time.LoadLocation(zone); err != nil {
		w.Fatal(err)
	}
}

// goTo is the moment of a paragraph. Where the page does not say that the journal was
// shut in between, it is looked at, so that nobody was away.
func (w *walk) goTo(line string, first bool) {
	line, back := strings.CutSuffix(line, " back")
	line, zone, moved := strings.Cut(line, " in ")
	if moved {
		w.in(zone)
	}
	then, err := time.ParseInLocation(time.DateTime, line, w.device)
	if err != nil {
		w.Fatal(err)
	}
	for next := w.now.AddDate(0, 0, 13); !first && !back && next.Before(then); next = w.now.AddDate(0, 0, 13) {
		w.now = next
		w.call(nil, 0, "status", "--json")
	}
	w.now = then
}

// paragraph gives the answers of a paragraph, as many at once as stand in the plan's
// order, and gives back what the page says of the position after it.
func (w *walk) paragraph(lines []string) (said []string) {
	w.last = nil
	var batch []string
	order := -1
	give := func() {
		if len(batch) > 0 {
			w.last = w.call(w.file(batch), 0, "next", "--answers", "-", "--json")
		}
		batch, order = nil, -1
	}
	for i, line := range lines {
		if text, ok := strings.CutPrefix(line, "  | "); ok {
			said = append(said, text)
			continue
		}
		said = nil
		place := w.place(line)
		refused := i+1 < len(lines) && strings.HasPrefix(lines[i+1], "  | refused: ")
		if place <= order || refused {
			give()
		}
		if refused {
			w.call(w.file([]string{line}), 2, "next", "--answers", "-", "--json")
			w.last = nil
			continue
		}
		batch, order = append(batch, line), place
	}
	give()
	return said
}

// place is where the question of a command stands in the plan's order.
func (w *walk) place(line string) int {
	id, _ := w.command(line)
	return slices.IndexFunc(w.plan.Order(), func(q journey.Question) bool { return q.ID == id })
}

// command is the question and the answer. Words that worry are found by the program.
func (w *walk) command(line string) (id, answer string) {
	for _, word := range []string{"strong ", "weak ", "harm "} {
		line = strings.TrimPrefix(strings.TrimSpace(line), word)
	}
	id, answer, _ = strings.Cut(line, " ")
	return id, answer
}

// file is a file of answers.
func (w *walk) file(lines []string) []byte {
	answers := map[string]any{}
	for _, line := range lines {
		id, text := w.command(line)
		answers[id] = w.answer(id, text)
	}
	b, err := json.Marshal(answers)
	if err != nil {
		w.Fatal(err)
	}
	return b
}

func (w *walk) answer(id, text string) any {
	q, _ := w.plan.Question(id)
	if text == "-" {
		return nil
	}
	switch q.Kind {
	case journey.Multiselect:
		return append([]string{}, strings.Fields(text)...)
	case journey.Scale, journey.Number:
		n, err := strconv.Atoi(text)
		if err != nil {
			w.Fatal(err)
		}
		return n
	case journey.Confirm:
		return text == "yes"
	}
	return strings.ReplaceAll(text, `\n`, "\n")
}

// call runs the program at the moment of the walk, and wants its status.
func (w *walk) call(in []byte, status int, args ...string) []byte {
	w.Helper()
	cmd := exec.Command(program, args...)
	cmd.Env = append(environment(w.home), "RECOVER_NOW="+w.now.Format(time.RFC3339), "TZ="+w.device.String())
	cmd.Stdin = bytes.NewReader(in)
	var out, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &stderr
	err := cmd.Run()
	var ended *exec.ExitError
	if err != nil && !errors.As(err, &ended) {
		w.Fatal(err)
	}
	if got := cmd.ProcessState.ExitCode(); got != status {
		w.Fatalf("%s: %v at %s: status %d, not %d\n%s%s", in, args, w.now, got, status, out.String(), stderr.String())
	}
	if err := everywhere(out.String(), stderr.String(), slices.Contains(args, "--json"), status); err != nil {
		w.Fatalf("%v: %v", args, err)
	}
	return out.Bytes()
}

// place in the road, as the page and the program both tell it.
type stand struct{ State, Stage, Step, OpensAt, Mode, Locks, Outcome string }

// position is what the program says now.
func (w *walk) position() stand {
	if w.last == nil {
		w.last = w.call(nil, 0, "next", "--json")
	}
	var p struct {
		State, Stage, Mode string
		Step, Outcome      *string
		OpensAt            *time.Time `json:"opens_at"`
		Locks              []string
	}
	if err := json.Unmarshal(w.last, &p); err != nil {
		w.Fatalf("%v\n%s", err, w.last)
	}
	s := stand{State: p.State, Stage: p.Stage, Mode: p.Mode, Locks: strings.Join(p.Locks, " ")}
	if p.Step != nil {
		s.Step = *p.Step
	}
	if p.Outcome != nil {
		s.Outcome = *p.Outcome
	}
	if p.OpensAt != nil {
		s.OpensAt = p.OpensAt.UTC().Format(time.RFC3339)
	}
	return s
}

var nextLine = regexp.MustCompile(`^(\w+) ([\w-]+)(?: ([\w.-]+))?(?: \(\w+\))?(?: until (\S+))?$`)

// expected is what the page says, in its first two lines about the position.
func expected(t *testing.T, said []string, device *time.Location) (s stand) {
	if len(said) < 3 {
		t.Fatalf("the page says too little: %q", said)
	}
	header, next := said[len(said)-3], said[len(said)-2]
	for _, part := range strings.Split(header, ", ") {
		word, rest, _ := strings.Cut(part, " ")
		switch {
		case word == "locks":
			s.Locks = rest
		case word == "outcome":
			s.Outcome = rest
		case rest == "":
			s.Mode = word
		}
	}
	m := nextLine.FindStringSubmatch(next)
	if m == nil {
		t.Fatalf("the page says of the next step: %q", next)
	}
	s.State, s.Stage, s.Step = m[1], m[2], m[3]
	if m[4] != "" {
		at, err := time.Parse(time.RFC3339, m[4])
		if err != nil {
			t.Fatal(err)
		}
		s.OpensAt = at.UTC().Format(time.RFC3339)
	}
	return s
}

// noDeadEnd wants a way on from here: something to answer, a time to come back at, or
// something that stays open. And letting go is open, whatever came before: that is tried
// in a copy, and the life goes on.
func (w *walk) noDeadEnd() {
	there := *w
	there.home = filepath.Join(w.TempDir(), "home")
	if err := os.CopyFS(there.home, os.DirFS(w.home)); err != nil {
		w.Fatal(err)
	}
	there.letsGo()
}

func (w *walk) letsGo() {
	pos := w.position()
	var p struct{ Also []string }
	if err := json.Unmarshal(w.last, &p); err != nil {
		w.Fatal(err)
	}
	switch {
	case pos.State == "ready" && pos.Step != "", pos.State == "complete", pos.State == "shut" && (len(p.Also) > 0 || strings.Contains(pos.Locks, "crisis")):
	case pos.State == "resting" && (pos.OpensAt == "" || pos.OpensAt > w.now.UTC().Format(time.RFC3339)):
	default:
		w.Fatalf("a dead end: %+v", pos)
	}
	w.last = w.call([]byte(`{"closure.reason":"own-choice"}`), 0, "next", "--answers", "-", "--json")
	if after := w.position(); after.Stage != "closure" {
		w.Fatalf("letting go was chosen, and then comes %s", fmt.Sprint(after))
	}
}
