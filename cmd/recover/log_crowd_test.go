package main_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
)

type entry struct {
	ID, Kind, When, Stored, What, Note string
	Fields                             map[string]any
}

// logged is the whole log, the latest first.
func logged(t testing.TB, home string, args ...string) (entries []entry) {
	t.Helper()
	var all struct {
		Total   int
		Entries []entry
	}
	if err := json.Unmarshal([]byte(must(t, home, "", append([]string{"log", "-n", "0", "--json"}, args...)...)), &all); err != nil {
		t.Fatal(err)
	}
	if all.Total != len(all.Entries) {
		t.Fatalf("%d of %d", len(all.Entries), all.Total)
	}
	return all.Entries
}

// Twenty windows write at once: every one that says it is done is in the log, once and
// under an id of its own, and any other says so by its status.
func TestTwentyAdds(t *testing.T) {
	home := begun(t)
	var wait sync.WaitGroup
	statuses, said := make([]int, 20), make([]string, 20)
	for i := range statuses {
		wait.Go(func() {
			_, said[i], statuses[i] = call(home, fmt.Sprintf("Line of window %d.\nNote", i), "log", "add", "trigger", "-")
		})
	}
	wait.Wait()
	found, ids := map[string]int{}, map[string]bool{}
	for _, e := range logged(t, home) {
		found[e.What]++
		ids[e.ID] = true
	}
	kept := 0
	for i, status := range statuses {
		n := found[fmt.Sprintf("Line of window %d.", i)]
		switch {
		case status == 0 && n == 1:
			kept++
		case status == 6 && n == 0:
			t.Logf("window %d: busy", i)
		default:
			t.Errorf("window %d: status %d, there %d times\n%s", i, status, n, said[i])
		}
	}
	if kept != len(ids) {
		t.Errorf("%d kept under %d ids", kept, len(ids))
	}
}

// Any text comes back byte for byte: by standard input, by a file, in every field of
// text, through an edit and an export.
func TestAnyText(t *testing.T) {
	home := begun(t)
	long := strings.Repeat("长", 10_000) + strings.Repeat("ü\t", 5_000)
	texts := []string{
		"did not text: them", "a\tb\t\tc", `"quoted" 'too' \n \u0041 {x} ⟨y⟩ <b>&amp;`, "👨‍👩‍👧‍👦🏳️‍🌈 e\u0301 \u200d", "שָׁלוֹם, \u200fעולם", "مَرْحَبًا\u200e", "你好，世界",
		"  blanks before and behind  ", "- - -", "null", "7", long, "\u00a0\u2003\ufeffx", "ﷺ𝒳\U0010ffff",
	}
	for _, s := range texts {
		note := s + "\n\n\t" + s + "\nlast: line"
		if s == long {
			note = "short"
		}
		var e entry
		if err := json.Unmarshal([]byte(must(t, home, s+"\n"+note, "log", "add", "urge", "--json", "-")), &e); err != nil {
			t.Fatal(err)
		}
		if e.What != s || e.Note != note {
			t.Errorf("%.40q came back as %.40q, %.80q", s, e.What, e.Note)
		}
		b, err := json.Marshal(map[string]any{"what": s, "note": note, "where": s})
		if err != nil {
			t.Fatal(err)
		}
		must(t, home, string(b), "log", "edit", e.ID, "--answers", "-")
		if err := json.Unmarshal([]byte(must(t, home, "", "log", "show", e.ID, "--json")), &e); err != nil {
			t.Fatal(err)
		}
		if e.What != s || e.Note != note || e.Fields["where"] != s {
			t.Errorf("%.40q was edited to %.40q, %.80q, %.40q", s, e.What, e.Note, e.Fields["where"])
		}
	}
	if n := len(logged(t, home)); n != len(texts) {
		t.Errorf("%d entries", n)
	}
}
