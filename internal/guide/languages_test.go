package guide_test

import (
	"errors"
	"io/fs"
	"slices"
	"testing"

	"github.com/recover-journal/recover/internal/guide"
	"github.com/recover-journal/recover/internal/journey"
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
