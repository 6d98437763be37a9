package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/recover-journal/recover/internal/guide"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/prompts"
)

// The built-in content holds together: every question has its words, every passage is
// shown by something, every rule is one that the engine knows.
func TestContent(t *testing.T) {
	g, err := guide.Load(prompts.FS, fallback)
	if err != nil {
		t.Fatal(err)
	}
	if err := g.Check(journey.Rules(), spoken()); err != nil {
		t.Error(err)
	}
}

// The offered passphrase is made of 1,024 different words: ten bits each.
func TestPassphraseWords(t *testing.T) {
	g, err := guide.Load(prompts.FS, fallback)
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

// Every sentence that the code says by its id is there, and every sentence that is
// there is said by something.
func TestSentences(t *testing.T) {
	g, err := guide.Load(prompts.FS, fallback)
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]bool{}
	for _, dir := range []string{".", "../ask", "../journey", "../store"} {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatal(dir, err)
		}
		for _, name := range files {
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			for _, m := range ids.FindAllStringSubmatch(string(b), -1) {
				said[kinds[m[1]]+m[2]] = true
			}
			for _, m := range quoted.FindAllStringSubmatch(string(b), -1) {
				said[m[1]] = true // ids in lists and variables
				said["kind."+m[1]], said["doctor."+m[1]] = true, true
				said["refuse."+m[1]], said["error."+m[1]], said["status."+m[1]] = true, true, true
			}
		}
	}
	for _, m := range regexp.MustCompile(`(?m)^([a-z0-9.-]+):`).FindAllStringSubmatch(microcopy(t, "microcopy.yaml")+microcopy(t, "log-says.yaml"), -1) {
		base := strings.TrimSuffix(strings.TrimSuffix(m[1], ".hint"), ".one")
		if !said[m[1]] && !said[base] && !strings.HasSuffix(m[1], ".near") && !strings.HasSuffix(m[1], ".none") {
			t.Errorf("nothing says %s", m[1])
		}
	}
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range ids.FindAllStringSubmatch(string(b), -1) {
			_, sentence := g.Has(kinds[m[1]] + m[2])
			passage := !strings.HasPrefix(g.Passage(m[2]), "⟨") || strings.HasPrefix(m[2], "evidence.")
			if !sentence && !passage && !strings.HasSuffix(m[2], ".") {
				t.Errorf("%s says %s, which is no sentence", name, kinds[m[1]]+m[2])
			}
		}
	}
}

var (
	ids    = regexp.MustCompile(`(Say|say|notef|refuse|id:)\(? ?"([a-z0-9.-]+)"`)
	quoted = regexp.MustCompile(`"([a-z0-9-]+(?:\.[a-z0-9-]+)*)"`)
	kinds  = map[string]string{"refuse": "refuse.", "id:": "error."}
)

func microcopy(t *testing.T, name string) string {
	b, err := prompts.FS.ReadFile("en/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
