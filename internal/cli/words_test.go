package cli

import (
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
