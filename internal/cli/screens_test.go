package cli

import (
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var updateScreens = flag.Bool("update", false, "write the golden screens anew")

// The screens that a person sees most, in Spanish, as wide as a telephone and as a
// terminal.
func TestSpanishScreens(t *testing.T) {
	for _, width := range []int{40, 80} {
		l := tongue{t: t, home: t.TempDir(), lang: "es_ES.UTF-8", width: width}
		screens := map[string]string{}
		for _, e := range life() {
			name, out := map[evening]string{
				{"2026-01-01T09:00:00Z", "", ""}: "welcome", {"2026-02-01T20:00:00Z", "status", ""}: "status", {"2026-02-01T20:00:00Z", "next --list", ""}: "next_list",
				{"2026-02-01T20:00:00Z", "log", ""}: "log", {"2026-02-01T20:00:00Z", "log stats", ""}: "log_stats", {"2026-02-01T20:00:00Z", "log chart", ""}: "log_chart",
				{"2026-02-01T20:00:00Z", "log calendar", ""}: "log_calendar", {"2026-02-01T20:00:00Z", "help-now", ""}: "help_now",
				{"2026-01-01T10:00:00Z", "coach", ""}: "coach", {"2026-02-01T20:00:00Z", "letter check -", life()[letterAt()].in}: "letter_check",
			}[e], l.run(e)
			if _, seen := screens[name]; name != "" && !seen {
				screens[name] = out
			}
		}
		if len(screens) != 10 {
			t.Errorf("%d screens", len(screens))
		}
		for name, got := range screens {
			file := filepath.Join("testdata", "es", name+"_"+strconv.Itoa(width)+".txt")
			if *updateScreens {
				if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				continue
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(string(want), got); d != "" {
				t.Errorf("%s (-want +got; with -update it is written anew):\n%s", file, d)
			}
		}
	}
}

// letterAt is the first evening on which a letter is checked.
func letterAt() int {
	for i, e := range life() {
		if e.args == "letter check -" {
			return i
		}
	}
	return -1
}
