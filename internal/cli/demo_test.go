package cli

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/guide"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/internal/seal"
	"github.com/recover-journal/recover/prompts"
)

// The engine takes every answer of the story, which spans ninety days and lives through
// what the tour promises; and it ends with a no that holds.
func TestTour(t *testing.T) {
	for _, lang := range []string{"en", "es"} {
		t.Run(lang, func(t *testing.T) { theTour(t, lang) })
	}
}

func theTour(t *testing.T, lang string) {
	var out bytes.Buffer
	env := Env{
		Out: &out, Err: &out, Width: func() int { return 80 }, Getenv: os.LookupEnv,
		Now:   func() (time.Time, error) { return time.Now(), nil },
		Asker: ask.New, Cost: seal.Cost{},
	}
	words, err := guide.Load(prompts.FS, lang)
	if err != nil {
		t.Fatal(err)
	}
	o := &options{env: env, settings: guide.Settings{}, prepared: true, loaded: words}
	tour, end, err := o.newTour()
	if err != nil {
		t.Fatal(err)
	}
	defer end()
	last := ""
	for _, b := range tour.story.Beats {
		if b.At <= last {
			t.Errorf("%s comes after %s", b.At, last)
		}
		last = b.At
		if err := tour.beat(t.Context(), b); err != nil {
			t.Fatalf("%s: %v", b.At, err)
		}
	}
	if n := tour.dayOf(tour.now()); n != 90 {
		t.Errorf("it spans %d days", n)
	}
	if told := words.Demo().Beats[0].Says; !strings.Contains(strings.Join(strings.Fields(out.String()), " "), told) {
		t.Errorf("it is not told in %s: no %q", lang, told)
	}
	in := &options{env: tour.world(), settings: guide.Settings{}, loaded: words}
	d, err := in.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if !d.state.On("said-no") || !d.state.Closing() || d.plan.LetterStand(d.state, d.now) != journey.LetterSent {
		t.Errorf("it does not end with a no: %v, the letter %s", d.state.Held, d.plan.LetterStand(d.state, d.now))
	}
	for _, event := range []string{"slip", "urge", "trig", "heard", "review", "agree"} {
		if d.state.Runs[event].Number == 0 {
			t.Errorf("nothing of %s is in it", event)
		}
	}
	if n := len(d.state.RereadDays()); n != 2 {
		t.Errorf("the letter was read again on %d dates", n)
	}
	dir := tour.dir
	end()
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("its folder is still there: %v", err)
	}
}
