package render

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/recover-journal/recover/internal/text"
)

var update = flag.Bool("update", false, "write the golden tables anew")

func journal() ([]Column, [][]string) {
	return []Column{{"Date", 10}, {"Kind", 0}, {"How strong", 0}, {"Note", 20}}, [][]string{
		{"2026-11-20", "trigger", "7", "Ana was late again and I felt my chest tighten before I said anything at all"},
		{"2026-11-21", "patience", "3", "Counted to ten, asked a question 🙂\x1b[2J\a"},
		{"2026-11-22", "深呼吸", "5", "我很抱歉让你失望了我会努力改变自己请你相信我一次好吗"},
		{"2026-11-23", "family 👨‍👩‍👧", "2", "café ❤️ שלום مرحبا https://example.org/a/very/long/path/that/has/no/space"},
		{"2026-11-24", "", "", "two\nlines"},
	}
}

func TestGolden(t *testing.T) {
	columns, rows := journal()
	for _, width := range []int{120, 100, 80, 60, 50, 40, 24} {
		golden(t, fmt.Sprintf("table_%d.txt", width), Table(width, columns, rows))
	}
	golden(t, "list_80.txt", List(80, columns, rows))
	var prose strings.Builder
	for _, s := range []string{
		"Day 28 · 26 quiet days · earliest next step 5 April. The quiet runs on, for their sake, and nothing in it is a test.",
		"", "Being harmed by someone:\n  the National Domestic Violence Hotline, 1-800-799-7233, at any hour\n", "我很抱歉让你失望了。 \u202eשלום 👨‍👩‍👧\x1b[31m",
	} {
		if err := Paragraph(&prose, 40, s); err != nil {
			t.Fatal(err)
		}
	}
	if err := Indented(&prose, 40, "    ", "What would make tonight easier? Leave the phone in another room."); err != nil {
		t.Fatal(err)
	}
	golden(t, "prose_40.txt", prose.String())
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s (-want +got):\n%s", name, d)
	}
}

func TestEdges(t *testing.T) {
	columns, _ := journal()
	if got := Table(80, columns, nil); got != "" {
		t.Errorf("no rows give %q", got)
	}
	if got := List(80, columns, [][]string{{}, {"2026-11-20"}, {"", " "}}); got != "Date: 2026-11-20\n" {
		t.Errorf("short rows give %q", got)
	}
	if got := Table(0, []Column{{"", 0}, {"", 0}}, [][]string{{"a", "b", "more"}}); strings.TrimLeft(got, "\n") != "a  b\n" {
		t.Errorf("no headings give %q", got)
	}
	if got := List(80, []Column{{"", 0}}, [][]string{{"a"}}); got != "a\n" {
		t.Errorf("no heading gives %q", got)
	}
}

func TestStyle(t *testing.T) {
	if got := NewStyle(true).Heading("a\n\nb"); got != "\x1b[1ma\x1b[0m\n\n\x1b[1mb\x1b[0m" {
		t.Errorf("in colour: %q", got)
	}
	for _, f := range []func(string) string{Style{}.Heading, Style{}.Quiet, NewStyle(false).Accent, NewStyle(true).Quiet} {
		if got := f(""); got != "" {
			t.Errorf("nothing is %q", got)
		}
	}
	if got := (Style{}).Heading("a"); got != "a" {
		t.Errorf("without colour: %q", got)
	}
}

// letters is text without the blanks that a layout may move.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

func anyText() *rapid.Generator[string] {
	word := rapid.SampledFrom([]string{"a", "sorry", "afraid,", "深呼吸", "我很抱歉让你失望了我会努力改变自己", "🙂", "👨‍👩‍👧", "❤️", "e\u0301", "שלום",
		"https://example.org/a/very/long/path", "\x1b[31m", "\u202e", "\n", "\t", "\xff", "  in", "1.", "🇫🇷"})
	return rapid.Custom(func(t *rapid.T) string {
		if rapid.Bool().Draw(t, "any") {
			return rapid.String().Draw(t, "s")
		}
		return strings.Join(rapid.SliceOfN(word, 0, 12).Draw(t, "words"), rapid.SampledFrom([]string{" ", ""}).Draw(t, "between"))
	})
}

// No line is wider than the screen or ends in a blank, nothing drives the terminal,
// and no letter is lost.
func TestLaws(t *testing.T) {
	columns, _ := journal()
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(24, 140).Draw(t, "width")
		note, kind := anyText().Draw(t, "note"), anyText().Draw(t, "kind")
		rows := [][]string{{"2026-11-22", kind, "5", note}}
		var prose strings.Builder
		if err := Paragraph(&prose, width, note); err != nil {
			t.Fatal(err)
		}
		if want := letters(text.Clean(note)); letters(prose.String()) != want {
			t.Fatalf("%q became %q", want, letters(prose.String()))
		}
		list := List(width, columns, rows)
		if want := letters("Date: 2026-11-22" + title("Kind: ", kind) + "How strong: 5" + title("Note: ", note)); letters(list) != want {
			t.Fatalf("%q became %q", want, letters(list))
		}
		tidy(t, width, text.Width, prose.String())
		tidy(t, width, text.Width, list)
		got := Table(width, columns, rows)
		tidy(t, width, text.Width, got)
		if !strings.Contains(got, "2026-11-22") {
			t.Fatalf("the date is broken:\n%s", got)
		}
		for _, r := range letters(text.Clean(note + kind)) {
			if !strings.ContainsRune(got, r) {
				t.Fatalf("%q is lost:\n%s", r, got)
			}
		}
	})
}

func title(t, value string) string {
	if strings.TrimSpace(text.Clean(value)) == "" {
		return ""
	}
	return t + text.Clean(value)
}

func tidy(t *rapid.T, width int, measure func(string) int, s string) {
	for l := range strings.SplitSeq(s, "\n") {
		if measure(l) > width {
			t.Fatalf("%q takes %d of %d columns", l, measure(l), width)
		}
		if strings.HasSuffix(l, " ") {
			t.Fatalf("%q ends in a blank", l)
		}
	}
	for _, r := range s {
		if r != '\n' && unicode.IsControl(r) || r >= 0x202a && r <= 0x202e {
			t.Fatalf("%q reaches the terminal", r)
		}
	}
}
