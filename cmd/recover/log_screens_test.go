//go:build unix

package main_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/recover-journal/recover/internal/screen"
	"github.com/recover-journal/recover/internal/text"
)

// scripts are lines in the ways that people write.
var scripts = []string{
	"They asked: \"where were you?\" — and I told it\tas it was, all of it, without a word about how long ago it is.",
	"他们问我在哪里，我说了实话。我没有为自己辩护，只是听着，直到他们说完为止。之后我们都安静了一会儿。",
	"سألوني أين كنت، فأجبت بصدق ولم أدافع عن نفسي، ثم جلسنا صامتين بعض الوقت.",
	"הם שאלו איפה הייתי, ועניתי בלי להתגונן. אחר כך שתקנו.",
	"A family 👨‍👩‍👧‍👦 went by 🏳️‍🌈 and it came back 😔👍🏽 e\u0301 ẞ",
	"https://example.org/a/very/long/address/that/has/no/blank/in/it/anywhere/at/all/and/goes/on",
}

// written is a HOME whose log holds those lines.
func written(t *testing.T) (home string) {
	t.Helper()
	home = begun(t)
	for i, line := range scripts {
		b, err := json.Marshal(map[string]any{"kind": "trigger", "what": line, "when": fmt.Sprintf("2025-12-%02d 21:15", 10+i), "intensity": i})
		if err != nil {
			t.Fatal(err)
		}
		must(t, home, string(b), "log", "add", "--answers", "-")
	}
	return home
}

// The log fits the window at every width, in every script, and no letter is lost.
func TestLogScreens(t *testing.T) {
	home := written(t)
	for _, cols := range []int{120, 80, 60, 40} {
		for _, args := range [][]string{{"log"}, {"log", "stats"}, {"log", "chart"}, {"log", "calendar", "--year", "2025"}, {"log", "show", "1h4a"}} {
			name := fmt.Sprintf("%s_%d", strings.Join(args, "_"), cols)
			if len(args) > 2 {
				name = fmt.Sprintf("%s_%s_%d", args[0], args[1], cols)
			}
			s := screen.Start(t, screen.Options{Cols: cols, Rows: 100, Env: environment(home)}, program, args...)
			if status := s.End(); status != 0 {
				t.Fatalf("%s: status %d", name, status)
			}
			out := strings.ReplaceAll(s.Output(), "\r\n", "\n")
			if i := strings.Index(out, endMark); i >= 0 {
				out = out[:i]
			}
			for line := range strings.Lines(out) {
				if w := text.Width(strings.TrimRight(line, "\n")); w > cols {
					t.Errorf("%s: %d columns: %q", name, w, line)
				}
			}
			if strings.ContainsRune(out, '\x1b') {
				t.Errorf("%s: an escape byte", name)
			}
			goldenText(t, name, out)
		}
	}
}

// endMark is what the harness writes behind all that a program wrote.
const endMark = "\x1b"

func goldenText(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".txt")
	if f := flag.Lookup("update"); f != nil && f.Value.String() == "true" {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Errorf("%s is otherwise now:\n%s", file, got)
	}
}

var shownID = regexp.MustCompile(`Kept\. To add to it or change it: recover\s+log\s+edit ([0-9a-z]{4})`)

// Two questions and one line are an entry; everything else may be asked for, and what
// was written before the person left is there when they come back.
func TestLogAddAsked(t *testing.T) {
	for _, z := range sizes {
		home := begun(t)
		s := window(t, home, z.cols, z.rows, "log", "add")
		sit(t, s, "* Trigger\n> ENTER")
		s.WaitFor("for now, press Enter.\n>")
		s.Golden(fmt.Sprintf("log_add_%dx%d", z.cols, z.rows))
		sit(t, s, "> 7ENTER\nIn one line, what happened?\n> The phone rang: again.ENTER\nKept.")
		ended(t, s, 0, z.cols)
		id := shownID.FindStringSubmatch(s.Output())
		if id == nil {
			t.Fatal("no id")
		}

		s = window(t, home, z.cols, z.rows, "log", "edit", id[1])
		sit(t, s, "* Done\n> How strongENTER\n")
		s.WaitFor("Enter to keep: 7")
		sit(t, s, "> 9ENTER\n* Done\n> ENTER\nKept.")
		ended(t, s, 0, z.cols)

		s = window(t, home, z.cols, z.rows, "log", "edit", id[1])
		sit(t, s, "* Done\n> Note\n* Note\n> ENTER\nAnything more?\nends the")
		s.Type("It rained:\rtwo lines\r" + ctrlC)
		s.WaitFor("is kept")
		ended(t, s, 130, z.cols)
		s = window(t, home, z.cols, z.rows, "log", "edit", id[1])
		sit(t, s, "* Done\n> Note\n* Note\n> ENTER\ntwo lines\n> and three.ENTER\n> .ENTER\n* Done\n> ENTER\nKept.")
		ended(t, s, 0, z.cols)

		var e struct {
			What, Note string
			Fields     struct{ Intensity int }
		}
		if err := json.Unmarshal([]byte(must(t, home, "", "log", "show", id[1], "--json")), &e); err != nil {
			t.Fatal(err)
		}
		if e.What != "The phone rang: again." || e.Note != "It rained:\ntwo lines\nand three." || e.Fields.Intensity != 9 {
			t.Errorf("%+v", e)
		}
	}
}

// Who leaves while an entry is filled is told how to go on with it: to add again would
// be another.
func TestLogAddLeft(t *testing.T) {
	for _, z := range sizes {
		home := begun(t)
		s := window(t, home, z.cols, z.rows, "log", "add", "kindness", "--all")
		sit(t, s, "* They asked\n> ENTER\nwhat was it?\n> Tea.ENTER\nWhat did you do or notice?\n> CTRL-C\nWhat you answered is kept")
		ended(t, s, 130, z.cols)
		back := regexp.MustCompile(`recover\s+log\s+edit\s+([0-9a-z]{4})\s+--all`).FindStringSubmatch(s.Output())
		if back == nil {
			t.Fatalf("%s", s.Output())
		}
		s = window(t, home, z.cols, z.rows, "log", "edit", back[1], "--all")
		sit(t, s, "What did you do or notice?\n> I brought it.ENTER\n* Not chosen yet\n> y\n* Yes\n> ENTER\nAnything more?\n> CTRL-C\nWhat you answered is kept")
		ended(t, s, 130, z.cols)
		if out := must(t, home, "", "log", "--json"); !strings.Contains(out, `"total":1`) || !strings.Contains(out, "I brought it.") {
			t.Error(out)
		}
		must(t, home, "", "undo") // takes the last answer back, and not an entry that was there before
		if out := must(t, home, "", "log", "--json"); !strings.Contains(out, `"total":1`) || strings.Contains(out, "nothing-back") {
			t.Error(out)
		}
	}
}

// Words that worry are answered at once with the question about safety, and are kept.
func TestLogWorry(t *testing.T) {
	home := begun(t, "start.json")
	s := window(t, home, 80, 24, "log", "add", "patience")
	sit(t, s, "* To rush\n> ENTER\nIn one line, what was the moment?\n> I want to end my life.ENTER\n* Not chosen yet / No\n> no\n* No / Sometimes\n> ENTER\nKept.")
	ended(t, s, 0, 80)
	if out := must(t, home, "", "log", "--search", "end my life"); !strings.Contains(out, "end my life") {
		t.Error(out)
	}
}

// A long log goes through the pager that is named, and only on a terminal.
func TestLogPager(t *testing.T) {
	home := written(t)
	env := environment(home, "PAGER=sed -e 's/^/| /'")
	s := screen.Start(t, screen.Options{Cols: 60, Rows: 10, Env: env}, program, "log")
	s.End()
	if !strings.Contains(s.Output(), "| ") {
		t.Errorf("no pager: %s", s.Output())
	}
	s = screen.Start(t, screen.Options{Cols: 60, Rows: 90, Env: env}, program, "log")
	s.End()
	if strings.Contains(s.Output(), "| ") {
		t.Errorf("a pager where all fits: %s", s.Output())
	}
}

// A report is ticked entry by entry, and their words only where that is ticked too.
func TestReportAsked(t *testing.T) {
	for _, z := range sizes {
		home := begun(t)
		must(t, home, "They said \"never again\"", "log", "add", "trigger", "-")
		must(t, home, "Not to be shown", "log", "add", "urge", "-")
		dir := t.TempDir()
		s := screen.Start(t, screen.Options{Cols: z.cols, Rows: z.rows, Env: environment(home), Dir: dir}, program, "report")
		sit(t, s, "* [ ] 2026\n> SPACE\n* [x] 2026\n> ENTER\nIn which of these\n* [ ] 2026\n> ENTER\nAdd the figures")
		s.Type("y")
		sit(t, s, "* Yes\n> ENTER\nInto which new file?\n> ENTER\nIt is written to")
		ended(t, s, 0, z.cols)
		b, err := os.ReadFile(filepath.Join(dir, "report.html"))
		if err != nil {
			t.Fatal(err)
		}
		if got := string(b); !strings.Contains(got, "They said [their words]") || strings.Contains(got, "never again") || strings.Contains(got, "Not to be shown") {
			t.Errorf("%.3000s", got)
		}
	}
}

// A line that the journal does not take, since another window has it, is offered again:
// at once, and when the person comes back.
func TestLogBusy(t *testing.T) {
	home := begun(t)
	s := window(t, home, 80, 24, "log", "add", "urge")
	sit(t, s, "How strong was the pull?\n> 8ENTER\nwhat did you want to do?")
	free := held(t, home)
	s.Type("To write to them: now\r")
	sit(t, s, "Your answer is still here\n* Try again\n> ENTER\nYour answer is still here")
	s.WaitFor("> Try again\n  Leave, and keep it for later")
	sit(t, s, "> Leave\n* Leave, and keep\n> ENTER\nYour text is kept safe")
	ended(t, s, 6, 80)
	free()
	if n := len(logged(t, home)); n != 0 {
		t.Errorf("%d entries", n)
	}
	s = window(t, home, 80, 24, "log", "add", "urge")
	sit(t, s, "How strong was the pull? 8\n* Go on with it\n> ENTER\n* To write to them: now\n> ENTER\nKept.")
	ended(t, s, 0, 80)
	if all := logged(t, home); len(all) != 1 || all[0].What != "To write to them: now" {
		t.Errorf("%+v", all)
	}
	// It is offered once: the next line begins empty.
	s = window(t, home, 80, 24, "log", "add", "urge")
	sit(t, s, "How strong was the pull?\n> 8ENTER\nwhat did you want to do?\n> CTRL-C")
	s.End()
	if strings.Contains(s.Output(), "To write to them") {
		t.Error("the line is offered again")
	}
}
