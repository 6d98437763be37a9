package cli

import (
	"strings"
	"testing"

	"github.com/recover-journal/recover/internal/guide"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/prompts"
)

// The built-in content holds together: every question has its words, every passage is
// shown by something, every rule is one that the engine knows.
func TestContent(t *testing.T) {
	g, err := guide.Load(prompts.FS, language)
	if err != nil {
		t.Fatal(err)
	}
	if err := g.Check(journey.Rules(), spoken()); err != nil {
		t.Error(err)
	}
}

// The offered passphrase is made of 1,024 different words: ten bits each.
func TestPassphraseWords(t *testing.T) {
	g, err := guide.Load(prompts.FS, language)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, w := range g.PassphraseWords() {
		if seen[w] || len(w) < 3 || strings.ContainsAny(w, " -'") {
			t.Errorf("%q is no word for a passphrase", w)
		}
		seen[w] = true
	}
	if len(seen) != 1024 {
		t.Errorf("%d words", len(seen))
	}
}
