package guide_test

import (
	"errors"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/recover-journal/recover/internal/clock"
	"github.com/recover-journal/recover/internal/guide"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/internal/text"
	"github.com/recover-journal/recover/prompts"
)

// inEach runs a test for each language that is built in.
func inEach(t *testing.T, test func(t *testing.T, g *guide.Guide)) {
	languages := guide.Languages(prompts.FS)
	if !slices.Contains(languages, "en") || !slices.Contains(languages, "es") {
		t.Fatalf("languages: %q", languages)
	}
	for _, lang := range languages {
		t.Run(lang, func(t *testing.T) {
			g, err := guide.Load(prompts.FS, lang)
			if err != nil {
				t.Fatal(err)
			}
			test(t, g)
		})
	}
}

// A title read from the head of a file is the title that the whole file says.
func TestTitles(t *testing.T) {
	inEach(t, func(t *testing.T, g *guide.Guide) {
		for _, s := range g.Plan().Stages {
			early := g.Title(s.ID)
			if whole := g.Stage(s.ID).Title; early != whole || early == "" {
				t.Errorf("%s is %q by its head, %q by its file", s.ID, early, whole)
			}
		}
	})
}

// Every language says all that there is to say, and nothing else, with the same names
// in braces and every form of a number.
func TestLanguages(t *testing.T) {
	inEach(t, func(t *testing.T, g *guide.Guide) {
		for _, err := range []error{g.Check(journey.Rules(), byGo()), g.Compare()} {
			var faults guide.Faults
			errors.As(err, &faults)
			for _, f := range faults {
				t.Error(f)
			}
		}
		if n := len(g.Days()); n != 30 {
			t.Errorf("%d small things, not 30", n)
		}
		if _, err := fs.Stat(prompts.FS, "safety/"+g.Lang()+".yaml"); err != nil {
			t.Error(err)
		}
	})
}

// A number that is dialled and an address are the same in every language: a wrong one
// helps nobody.
func TestHelpLinesAgree(t *testing.T) {
	first, err := guide.Load(prompts.FS, "en")
	if err != nil {
		t.Fatal(err)
	}
	dialled := regexp.MustCompile(`[0-9][0-9 -]*[0-9]|[0-9]+|[a-z0-9]+(\.[a-z]+)+|\b[A-Z]{4,}\b`)
	inEach(t, func(t *testing.T, g *guide.Guide) {
		for _, c := range append(g.Countries(), guide.Resource{}) {
			own, _ := g.Resource(c.Code)
			like, _ := first.Resource(c.Code)
			for i, s := range []string{own.Crisis, own.Emergency, own.Behaviour, own.Harmed, own.Directory} {
				want := dialled.FindAllString([]string{like.Crisis, like.Emergency, like.Behaviour, like.Harmed, like.Directory}[i], -1)
				if got := dialled.FindAllString(s, -1); !slices.Equal(got, want) {
					t.Errorf("%s: %q has %q, not %q", c.Code, s, got, want)
				}
			}
			if own.Checked != like.Checked || own.Page != like.Page {
				t.Errorf("%s: another page", c.Code)
			}
		}
	})
}

// Nobody is asked whether they are safe for having written what we gave as an example,
// or a sentence of ours, in any language.
func TestExamplesInEach(t *testing.T) {
	inEach(t, func(t *testing.T, g *guide.Guide) {
		watch, seen := text.NewWatch(g.Safety()...), 0
		for _, s := range sayings(t, prompts.FS, g.Lang()) {
			if s.last() != "example" {
				continue
			}
			if seen++; watch.Look(s.text) != (text.Alarm{}) {
				t.Errorf("%s: it raises an alarm: %s", s, s.text)
			}
		}
		if seen == 0 {
			t.Error("there is no example")
		}
	})
}

// Each tongue has its own dates, numbers and phrases of danger.
func TestSpanish(t *testing.T) {
	g, err := guide.Load(prompts.FS, "es")
	if err != nil {
		t.Fatal(err)
	}
	day, _ := clock.ParseDay("2026-04-05")
	for got, want := range map[string]string{
		g.DayYear(day): "5 de abril de 2026", g.Day(day): "5 de abril", g.WeekdayDay(day): "domingo, 5 de abril", g.NearDay(day, day+1): "ayer", g.NearDay(day, day-1): "mañana",
		g.Span(52 * time.Hour): "2 días y 4 horas", g.Span(time.Second): "1 minuto", g.Count(1, "quiet-day"): "1 día de silencio", g.Count(31, "quiet-days"): "31 días de silencio",
		g.Number(7.5): "7,5", g.Number(7): "7", g.Lang(): "es",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	for in, want := range map[string]string{
		"ayer": "2026-11-22", "anteayer": "2026-11-21", "hace 3 días": "2026-11-20", "HACE 3 DIAS": "2026-11-20", "hace 1 semana": "2026-11-16", "el viernes pasado": "2026-11-20",
		"miercoles": "2026-11-18", "el último lunes": "2026-11-16", "22 nov": "2026-11-22", "22 de noviembre de 2025": "2025-11-22", "hoy a las 8:00": "2026-11-23",
		"yesterday": "2026-11-22", "last friday": "2026-11-20", "2026-11-22": "2026-11-22", "mar": "2026-11-17", "22 mar": "2026-03-22",
	} {
		at, err := g.When(in, now, time.UTC)
		if err != nil || clock.DayOf(at, time.UTC).String() != want {
			t.Errorf("%q = %v, %v", in, at, err)
		}
	}
	for _, in := range []string{"mañana", "hace tres días", "el otro día", "de", ""} {
		if at, err := g.When(in, now, time.UTC); err == nil {
			t.Errorf("%q = %v", in, at)
		}
	}
	strong, harm, none := text.Alarm{Strong: true}, text.Alarm{Harm: true}, text.Alarm{}
	w := text.NewWatch(g.Safety()...)
	for in, want := range map[string]text.Alarm{
		"Quiero matarme": strong, "me quiero quitar la vida": strong, "No quiero vivir más": strong, "I want to kill myself": strong,
		"Voy a matarla": harm, "Terminé con la otra persona": none, "Le hice daño y fue decisión mía": none, "Nunca le haría daño": none,
		"Quiero entender por qué le hice daño": none, "No quiero hacerle daño": none, "Di la verdad y no le seguí": none,
	} {
		if got := w.Look(in); got != want {
			t.Errorf("%q: %+v, want %+v", in, got, want)
		}
	}
}

// No weak phrase of danger stands in two languages: one sentence must not count as two.
func TestSafetyApart(t *testing.T) {
	g, err := guide.Load(prompts.FS, "en")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, words := range g.Safety() {
		for _, phrase := range words.Weak {
			if seen[phrase] {
				t.Errorf("%q stands in two languages, or twice", phrase)
			}
			if seen[phrase] = true; phrase != strings.TrimSpace(phrase) {
				t.Errorf("%q has blanks around it", phrase)
			}
		}
	}
}
