package main_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// A journal of any entries, in any order of time, edited and removed, goes into another
// and comes out the same, byte for byte; and both show the same list and figures.
func TestRoundTrip(t *testing.T) {
	var kinds []struct {
		ID     string
		Fields []struct {
			ID, Kind string
			Options  []struct{ Value string }
			Max      *int
		}
	}
	here := begun(t, "start.json")
	if err := json.Unmarshal([]byte(must(t, here, "", "log", "kinds", "--json")), &kinds); err != nil {
		t.Fatal(err)
	}
	for seed := range times(2, 12) {
		r := rand.New(rand.NewPCG(uint64(seed), 5))
		texts := []string{"plain", "a: b\t\"c\" \\ \u2029", "👨‍👩‍👧 שלום مرحبا 你好", "<b>&amp;</b>", "e\u0301 é ß İ", strings.Repeat("long ", 400)}
		text := func() string { return texts[r.IntN(len(texts))] }
		var records []string
		for range 40 {
			k := kinds[r.IntN(len(kinds))]
			fields := map[string]any{}
			for _, f := range k.Fields {
				if r.IntN(3) == 0 && f.ID != "slip.what" && f.ID != "slip.when" && f.ID != "slip.stop" {
					continue
				}
				switch f.Kind {
				case "text":
					fields[f.ID] = strings.ReplaceAll(text(), "\u2029", " ")
				case "scale", "number":
					fields[f.ID] = r.IntN(*f.Max + 1)
				case "confirm":
					fields[f.ID] = r.IntN(2) == 0
				case "date":
					fields[f.ID] = fmt.Sprintf("2025-1%d-%02d", r.IntN(3), 1+r.IntN(28))
				case "select":
					fields[f.ID] = f.Options[r.IntN(len(f.Options))].Value
				case "multiselect":
					fields[f.ID] = []string{f.Options[r.IntN(len(f.Options))].Value}
				}
			}
			delete(fields, "slip.reply")
			when := fmt.Sprintf("2025-1%d-%02dT%02d:%02d:00+0%d:00", r.IntN(3), 1+r.IntN(28), r.IntN(24), r.IntN(60), r.IntN(5))
			b, err := json.Marshal(map[string]any{"kind": k.ID, "when": when, "what": strings.ReplaceAll(text(), "\u2029", " "), "note": text() + "\n" + text(), "fields": fields})
			if err != nil {
				t.Fatal(err)
			}
			records = append(records, string(b))
		}
		home := begun(t, "start.json")
		must(t, home, `{"format":"recover-export","version":1,"entries":[`+strings.Join(records, ",\n")+`]}`, "import", "--yes", "-")
		all := logged(t, home)
		if len(all) != 40 {
			t.Fatalf("%d entries", len(all))
		}
		for i, e := range all {
			switch i % 7 {
			case 0:
				must(t, home, "", "log", "rm", e.ID)
			case 1:
				must(t, home, "New line\nnew note", "log", "edit", e.ID, "-")
			case 2:
				must(t, home, "", "log", "edit", e.ID, "--when", fmt.Sprintf("%d days ago", 1+r.IntN(90)))
			}
		}
		first := must(t, home, "", "export")
		other := t.TempDir()
		must(t, other, "", "init", "--no-passphrase", "--zone", "Pacific/Auckland", "--partner", "Nobody")
		must(t, other, first, "import", "-")
		if second := must(t, other, "", "export"); unmade(first) != unmade(second) {
			os.WriteFile(filepath.Join(os.TempDir(), "first.json"), []byte(first), 0o600)
			os.WriteFile(filepath.Join(os.TempDir(), "second.json"), []byte(second), 0o600)
			t.Fatalf("seed %d: the second export differs", seed)
		}
		for _, args := range [][]string{{"log", "-n", "0", "--json"}, {"log", "stats", "--json"}, {"status", "--json"}, {"answers", "--json"}, {"log", "-n", "20"}} {
			if a, b := must(t, home, "", args...), must(t, other, "", args...); a != b {
				t.Errorf("seed %d: %v differs\n%.2000s\n%.2000s", seed, args, a, b)
			}
		}
		list := logged(t, home)
		if !slices.IsSortedFunc(list, func(a, b entry) int { return strings.Compare(utc(t, b.When), utc(t, a.When)) }) {
			t.Errorf("seed %d: the list is not in the order of time", seed)
		}
	}
}

func unmade(export string) string {
	return regexp.MustCompile(`(?m)^"made":.*$`).ReplaceAllString(export, "")
}

// utc is a moment in a form that sorts.
func utc(t *testing.T, s string) string {
	t.Helper()
	m, err := parseTime(s)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func parseTime(s string) (string, error) {
	at, err := time.Parse(time.RFC3339Nano, s)
	return at.UTC().Format("2006-01-02T15:04:05.000"), err
}
