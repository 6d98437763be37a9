package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/clock"
	"github.com/recover-journal/recover/internal/edit"
	"github.com/recover-journal/recover/internal/guide"
)

func newDemo(o *options) *cobra.Command {
	fast := false
	cmd := &cobra.Command{
		Use: "demo", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runDemo(cmd.Context(), o, fast) },
	}
	cmd.Flags().BoolVar(&fast, "fast", false, "")
	return cmd
}

// demoTakes is how long the story plays where somebody watches.
const demoTakes = time.Minute

// runDemo plays a made-up life in a folder of its own: by the real commands, into a real
// journal, by a clock that is told and not asked. Then it is left open to look around, and
// nothing of it stays. It opens no journal of the person's, and writes nowhere else.
func runDemo(ctx context.Context, o *options, fast bool) (err error) {
	if err := o.prepare(); err != nil {
		o.settings, o.loaded = guide.Settings{}, nil // a tour needs nothing of theirs
	}
	t, end, err := o.newTour()
	if err != nil {
		return err
	}
	defer end()
	o.leaves = "demo.gone"
	if o.json {
		return t.playJSON(ctx)
	}
	watched := o.canAsk() && o.onScreen()
	if err := t.play(ctx, watched && !o.isPlain() && !fast); err != nil {
		return err
	}
	p, w := o.out(), o.words()
	p.text(w.Say("demo.end"))
	if err := t.do(ctx, guide.Act{Run: "status", Shows: "screen"}); err != nil {
		return err
	}
	if !watched {
		p.blank()
		p.text(w.Say("demo.gone"))
		return nil
	}
	return t.explore(ctx)
}

// tour is a journal of somebody who does not exist.
type tour struct {
	*options
	story guide.Demo
	zone  *time.Location
	dir   string // holds all of it
	now   func() time.Time
}

// newTour makes the folder. end removes it, however the tour ends.
func (o *options) newTour() (t *tour, end func(), err error) {
	t = &tour{options: o, story: o.words().Demo()}
	if t.zone, err = clock.Zone(t.story.Zone); err != nil {
		return nil, nil, err
	}
	if t.dir, err = os.MkdirTemp("", "recover-demo-"); err != nil {
		return nil, nil, &fault{code: codeFile, id: "folder", hint: "demo-folder.hint", pairs: []string{"file", os.TempDir()}, err: err}
	}
	return t, func() { os.RemoveAll(t.dir) }, nil
}

// world is the person's own terminal with nothing else of theirs: no home, no settings,
// no editor, no clock.
func (t *tour) world() Env {
	e := t.env
	e.Home = func() (string, error) { return t.dir, nil }
	e.Now = func() (time.Time, error) { return t.now(), nil }
	e.Device = func() string { return t.story.Zone }
	e.Keyring, e.Harden = nil, func() {}
	e.Getenv = func(name string) (string, bool) {
		if slices.Contains([]string{"TERM", "NO_COLOR", "ACCESSIBLE", "LANG", "LC_ALL", "LC_MESSAGES"}, name) {
			return t.env.Getenv(name)
		}
		return "", false
	}
	return e
}

// command runs a command in the tour and gives its status.
func (t *tour) command(ctx context.Context, e Env, args []string) int {
	in := &options{env: e, country: t.countryCode(), loaded: t.words(), json: slices.Contains(args, "--json")}
	if t.isPlain() {
		args = append([]string{"--" + guide.Plain}, args...)
	}
	return in.run(ctx, args)
}

// play tells the story, beat by beat.
func (t *tour) play(ctx context.Context, slowly bool) error {
	p := t.out()
	p.text(t.words().Say("demo.begin"))
	p.blank()
	for _, b := range t.story.Beats {
		if err := t.beat(ctx, b); err != nil {
			return err
		}
		if b.Says == "" {
			continue
		}
		if slowly {
			if err := pause(ctx, t.share(b)); err != nil {
				return err
			}
		}
		p.blank()
	}
	return nil
}

// share is a beat's part of the whole time, by how much of it there is to read.
func (t *tour) share(b guide.Beat) time.Duration {
	all := 0
	for _, b := range t.story.Beats {
		all += len(b.Says)
	}
	return demoTakes * time.Duration(len(b.Says)) / time.Duration(max(all, 1))
}

func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return fmt.Errorf("%w: %w", ask.ErrLeft, context.Cause(ctx))
	case <-time.After(d):
		return nil
	}
}

// beat says what day it is and what happens, and then it happens.
func (t *tour) beat(ctx context.Context, b guide.Beat) error {
	at, err := t.at(b)
	if err != nil {
		return err
	}
	t.now = func() time.Time { return at }
	if b.Says != "" {
		p, w := t.out(), t.words()
		p.text(w.Say("demo.day", "n", strconv.Itoa(t.dayOf(at)), "date", w.WeekdayDay(clock.DayOf(at, t.zone))))
		p.indent(b.Says, 2)
	}
	for _, a := range b.Acts {
		if err := t.do(ctx, a); err != nil {
			return err
		}
	}
	return nil
}

func (t *tour) at(b guide.Beat) (time.Time, error) {
	return time.ParseInLocation("2006-01-02 15:04", b.At, t.zone)
}

// dayOf counts the days of the story from 1.
func (t *tour) dayOf(at time.Time) int {
	first, err := t.at(t.story.Beats[0])
	if err != nil {
		return 0
	}
	return int(clock.DayOf(at, t.zone)-clock.DayOf(first, t.zone)) + 1
}

// do runs an act as a script would, and tells of its output what is to be told.
func (t *tour) do(ctx context.Context, a guide.Act) error {
	args, err := edit.Split(a.Run)
	if err != nil {
		return err
	}
	var out, said bytes.Buffer
	e := t.world()
	e.In, e.Out, e.Err, e.Terminal = nil, &out, &said, nil
	if a.Shows != "" {
		e.Width = func() int { return max(t.env.Width()-2, 20) }
	}
	if a.Answers != nil {
		in, err := given(a.Answers)
		if err != nil {
			return err
		}
		defer in.Close()
		e.In, args = in, append(args, "--answers", "-")
	}
	status := t.command(ctx, e, args)
	switch {
	case ctx.Err() != nil:
		return fmt.Errorf("%w: %w", ask.ErrLeft, context.Cause(ctx))
	case status != 0 && status != 3:
		return fmt.Errorf("demo: recover %s: status %d: %s", a.Run, status, said.String())
	case a.Shows == "screen":
		return t.told(out.String())
	case a.Shows == "said":
		return t.told(said.String())
	}
	return nil
}

// told is what the program says in the story, set in and after a free line.
func (t *tour) told(s string) (err error) {
	for line := range strings.Lines("\n" + strings.Trim(s, "\n") + "\n") {
		if err == nil {
			_, err = io.WriteString(t.env.Out, strings.TrimRight("  "+line, " \n")+"\n")
		}
	}
	return err
}

// given is a document on a standard input.
func given(b []byte) (*os.File, error) {
	in, from, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	go func() {
		_, _ = from.Write(b)
		from.Close()
	}()
	return in, nil
}

// playJSON plays without a word and then lists the beats.
func (t *tour) playJSON(ctx context.Context) error {
	type beat struct {
		At   string `json:"at"`
		Says string `json:"says"`
	}
	beats, out, silent := []beat{}, t.env.Out, *t.options
	silent.env.Out = io.Discard
	t.options = &silent
	for _, b := range t.story.Beats {
		if err := t.beat(ctx, b); err != nil {
			return err
		}
		if b.Says != "" {
			beats = append(beats, beat{t.now().Format(time.RFC3339), b.Says})
		}
	}
	return writeJSON(out, beats)
}

// explore takes commands against the made-up journal until the person leaves. Its clock
// goes on from the end of the story.
func (t *tour) explore(ctx context.Context) error {
	w, p := t.words(), t.out()
	end, began := t.now(), t.wall()
	t.now = func() time.Time { return end.Add(t.wall().Sub(began)) }
	if back, err := os.Getwd(); err == nil && os.Chdir(t.dir) == nil {
		defer func() { _ = os.Chdir(back) }() // a file that is written here goes with the tour
	}
	p.blank()
	p.text(w.Say("demo.look"))
	p.text(w.Say("demo.look.some", "commands", "status, next, log, log calendar, log stats, letter show, letter history, agreements, answers, remind"))
	p.text(w.Say("demo.look.leave"))
	for {
		line, err := t.asker().Line(ctx, ask.Question{ID: "demo", Text: w.Say("demo.prompt")})
		if err != nil {
			return err
		}
		args, err := edit.Split(line)
		if len(args) > 0 && args[0] == "recover" {
			args = args[1:]
		}
		switch {
		case err != nil:
			t.notef("demo.words")
			continue
		case len(args) == 1 && slices.Contains([]string{"q", "quit", "exit"}, args[0]):
			p.text(w.Say("demo.gone"))
			return nil
		case len(args) > 0 && args[0] == "demo", elsewhere(args):
			t.notef("demo.not-here")
			continue
		}
		if err := t.asker().Pause(); err != nil {
			return err
		}
		t.command(ctx, t.world(), args)
		if err := t.asker().Resume(); err != nil {
			return err
		}
	}
}

// elsewhere says that a command names a journal or content other than the tour's.
func elsewhere(args []string) bool {
	return slices.ContainsFunc(args, func(s string) bool {
		return strings.HasPrefix(s, "--journal") || strings.HasPrefix(s, "--prompts")
	})
}
