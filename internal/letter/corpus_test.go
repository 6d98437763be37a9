package letter_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/recover-journal/recover/internal/guide"
	"github.com/recover-journal/recover/internal/letter"
	"github.com/recover-journal/recover/internal/text"
	"github.com/recover-journal/recover/prompts"
)

// item is a labelled sentence or letter of testdata, in the shape of letters-dev.jsonl.
type item struct {
	ID      string           `json:"id"`
	Type    string           `json:"type"`
	Text    string           `json:"text"`
	Labels  []string         `json:"labels"`
	Faults  []string         `json:"expect_faults"`
	Missing []string         `json:"expect_missing"`
	Unsure  []string         `json:"unsure"`
	Overall string           `json:"overall"`
	At      map[string][]int `json:"at"` // of some letters: where a fault stands, in bytes
	writer  string
}

// corpus reads the batches of a folder of testdata. Who wrote a batch is the first
// part of its name.
func corpus(t testing.TB, dir string) (items []item) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("testdata", dir, "*.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		writer, _, _ := strings.Cut(filepath.Base(name), "-")
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			var i item
			if err := json.Unmarshal(lines.Bytes(), &i); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			i.writer = writer
			items = append(items, i)
		}
		f.Close()
	}
	return items
}

func pack(t testing.TB) (*letter.Pack, []text.AlarmWords, []guide.Proof) {
	t.Helper()
	g, err := guide.Load(prompts.FS, "en")
	if err != nil {
		t.Fatal(err)
	}
	_, proofs, err := g.LetterSource()
	if err != nil {
		t.Fatal(err)
	}
	p, err := g.Letter()
	if err != nil {
		t.Fatal(err)
	}
	return p, g.Safety(), proofs
}

func place(category string) int { return slices.Index(outputs, category) }
