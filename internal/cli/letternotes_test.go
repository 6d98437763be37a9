package cli

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/recover-journal/recover/internal/guide"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/prompts"
)

// What the composer notes, in which line, and what it leaves alone.
func TestLetterNotes(t *testing.T) {
	d := &desk{options: inWords(t, fallback)}
	d.plan = d.words().Plan()
	parts := func(ids ...string) {
		d.state = journey.Replay(nil)
		for _, id := range ids {
			d.state.Answers["letter."+id] = journey.Answer{Marks: []string{"words"}}
		}
	}
	names := map[string]string{}
	for _, n := range d.words().LetterNotes() {
		before, _, _ := strings.Cut(n.Say, "{n}")
		names[before] = n.ID
	}
	for _, c := range []struct {
		letter string
		want   []string
	}{
		{"I lied to you.\n\nI am sorry.", nil},
		{"", nil},
		{"Why did I do it?\nI don't know.", nil},
		{"Why?\n\nWill you answer?", []string{"questions 3"}},
		{"Is it over? Can we meet?\nWhen?", []string{"questions 1"}},
		{strings.Repeat("word ", 500), nil},
		{strings.Repeat("word ", 501), []string{"long 0"}},
		{"I lied.\nAnswer me or else.", []string{"ultimatum 2 stop"}},
		{"This is your LAST  chance.", []string{"ultimatum 1 stop"}},
		{"I sent flowers.\nI will pay you back. I bought you a gift.", []string{"money 1", "money 2"}},
		{"You must be so broken.", []string{"mind-reading 1"}},
		{"You told me that you stopped sleeping.", nil},
		{"I’ll always be true, for ever.", []string{"for-ever 1"}},
		{"You must be tired.\nI promise you that it is over for ever.", []string{"mind-reading 1", "for-ever 2"}},
	} {
		parts("choice", "repair")
		var got []string
		for _, p := range d.letterNotes(c.letter) {
			id := ""
			for before, name := range names {
				if strings.HasPrefix(p.say, before) {
					id = name
				}
			}
			g := fmt.Sprint(id, " ", p.line)
			if p.stop {
				g += " stop"
			}
			got = append(got, g)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%.40q: %q, want %q", c.letter, got, c.want)
		}
	}
	parts("choice")
	if got := d.letterNotes("I lied."); len(got) != 1 || names[got[0].say] != "no-repair" {
		t.Errorf("without repair: %v", got)
	}
	parts("whole")
	if got := d.letterNotes("I lied."); len(got) != 0 {
		t.Errorf("as one text no part can be empty: %v", got)
	}
}

// What stops a letter is looked for in its words only.
func TestStops(t *testing.T) {
	o := inWords(t, fallback)
	for id, want := range map[string]bool{"letter.act": true, "letter.whole": true, "letter.warmup": false, "why.what": false, "unsent.text": false} {
		if got := o.stops(journey.Question{ID: id}, "This is your last chance."); got != want {
			t.Errorf("%s: %t", id, got)
		}
		if o.stops(journey.Question{ID: id}, "I had my chance, and I lied.") {
			t.Errorf("%s: stopped by nothing", id)
		}
	}
}

// inWords are options of a command that needs nothing but the words of a language.
func inWords(t testing.TB, lang string) *options {
	t.Helper()
	g, err := guide.Load(prompts.FS, lang)
	if err != nil {
		t.Fatal(err)
	}
	return &options{prepared: true, loaded: g}
}
