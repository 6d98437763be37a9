package guide_test

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/recover-journal/recover/internal/guide"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/prompts"
)

var (
	theMark = regexp.MustCompile(`\{([A-Za-z']+)\|[A-Za-z']+\}|\{([Tt]hey|[Tt]heirs?|[Tt]hem|[Tt]hemselves)\}`)
	aTheirs = regexp.MustCompile(`(?i)\b(they|them|theirs?|themselves|themself)\b`)
)

// unmarked is a text as it is read where no pronoun was chosen.
func unmarked(s string) string { return theMark.ReplaceAllString(s, "$1$2") }

// A sentence about the partner marks them. The others are about somebody or something
// else, or stand where no journal is open; they are listed, so that a new one is thought of.
func TestMarked(t *testing.T) {
	b, err := os.ReadFile("testdata/not-the-partner.txt")
	if err != nil {
		t.Fatal(err)
	}
	listed, used := strings.Split(strings.TrimSpace(string(b)), "\n"), map[string]bool{}
	err = fs.WalkDir(prompts.FS, "en", func(name string, d fs.DirEntry, err error) error {
		switch base := path.Base(name); {
		case err != nil || path.Ext(name) != ".yaml":
			return err
		case slices.Contains([]string{"commands.yaml", "topics.yaml", "help-now.yaml", "letter-notes.yaml", "demo.yaml", "pronouns.yaml"}, base):
			return nil // help, the letter check, a made-up life, and the forms themselves
		}
		src, err := fs.ReadFile(prompts.FS, name)
		if err != nil {
			return err
		}
		var doc yaml.Node
		if err := yaml.Unmarshal(src, &doc); err != nil {
			return err
		}
		walk(&doc, nil, func(keys []string, n *yaml.Node) {
			at := strings.TrimPrefix(name, "en/") + " " + strings.Join(keys, " ")
			if !aTheirs.MatchString(theMark.ReplaceAllString(n.Value, "")) {
				return
			}
			if used[at] = true; !slices.Contains(listed, at) {
				t.Errorf("prompts/%s:%d: %s: mark the partner in braces, or list it: %s", name, n.Line, at, n.Value)
			}
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range listed {
		if !used[at] {
			t.Errorf("%s is listed and says nothing of them", at)
		}
	}
}

// With another word every marked text reads well: no brace is left, and the verb agrees.
func TestPronouns(t *testing.T) {
	plural := regexp.MustCompile(`\b([Ss]?[Hh]e) (ever |always |still )?(are|were|have|do|don't|haven't|aren't|say|want|need|ask|choose|owe|write|know|speak|agree|expect|wish|feel|see|propose|think|decide|invite|make|come|go|take|give|tell|like|live|leave|read|hear|answer|find|get|keep|let|look|mean|move|reply|send|set|show|start|stop|talk|trust|try|use|wait|work)\b`)
	asks := regexp.MustCompile(`(?i)\b(did|does|do|can|may|might|could|would|will|should|if) s?he (ever )?(read|say|tell|ask|answer|choose|need|know|want|name|learn)\b`)
	inverted := regexp.MustCompile(`(?i)\b(are|have|do|were|aren't|haven't|don't) s?he\b`)
	for _, id := range []string{"she", "he"} {
		g, err := guide.Load(prompts.FS, "en")
		if err != nil {
			t.Fatal(err)
		}
		g.Call(id)
		marked := 0
		for _, s := range guide.EachText(g, prompts.FS) {
			if !theMark.MatchString(s[0]) {
				continue
			}
			marked++
			said := s[1]
			if theMark.MatchString(said) || strings.Contains(said, "|") {
				t.Errorf("a mark is left: %s", said)
			}
			if m := plural.FindString(asks.ReplaceAllString(said, "")); m != "" {
				t.Errorf("%q: %s", m, said)
			}
			if m := inverted.FindString(said); m != "" {
				t.Errorf("%q: %s", m, said)
			}
		}
		if marked < 250 {
			t.Errorf("%d marked texts: they are not found", marked)
		}
		if q := g.Question("review.needs"); !strings.HasPrefix(q.Text, "What did "+id+" need this week, in ") {
			t.Error(q.Text)
		}
		if got := g.Say("next.resting.silence", "date", "{they}"); !strings.HasSuffix(got, "before {they}.") {
			t.Errorf("what is filled in was looked through: %s", got)
		}
	}
}

// A word of somebody's own stands beside the others, and a bad mark is told with its place.
func TestOwnPronoun(t *testing.T) {
	dir := t.TempDir()
	write := func(name, s string) {
		t.Helper()
		file := filepath.Join(dir, "en", name)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("pronouns.yaml", "xe:\n  choice: xe, xem\n  number: one\n  they: xe\n  them: xem\n  their: xyr\n")
	g, err := guide.Load(guide.Overlay(prompts.FS, dir), "en")
	if err != nil {
		t.Fatal(err)
	}
	if err := g.Check(journey.Rules(), byGo()); err != nil {
		t.Error(err)
	}
	if all := g.Pronouns(); len(all) != 4 || all[0].ID != "they" || all[3] != (guide.Pronoun{ID: "xe", Choice: "xe, xem"}) || g.NearPronoun("hse") != "she" && g.NearPronoun("sh") == "" {
		t.Errorf("%v", all)
	}
	for id, want := range map[string]string{"xe": "Xe wants to try", "she": "She wants to try", "": "They want to try", "nobody": "They want to try"} {
		g.Call(id)
		if got := g.Label("heard.said", "try"); got != want {
			t.Errorf("%q: %s", id, got)
		}
	}
	for bad, want := range map[string]string{"{say|}": "is no mark", "{say|says|said}": "is no mark", "{Thay}": "is no form", "{They": "a brace has no partner"} {
		write("locks.yaml", "said-no:\n  shut: \"No. "+bad+"\"\n  open: Yes.\n")
		err := guide.CheckWords(guide.Overlay(prompts.FS, dir))
		if err == nil || !strings.Contains(err.Error(), "locks.yaml:2: said-no: ") || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", bad, err)
		}
	}
}
