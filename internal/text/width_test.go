package text

import (
	"errors"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		in    string
		width int
		want  []string
	}{
		{"I chose to lie.", 8, []string{"I chose", "to lie."}},
		{"a\n\nb", 10, []string{"a", "", "b"}},
		{"", 10, []string{""}},
		{"我很抱歉让你失望了", 8, []string{"我很抱歉", "让你失望", "了"}},
		{"a https://example.org/long b", 10, []string{"a https://", "example.or", "g/long b"}},
		{"In danger now:\n  999, or the nearest emergency room", 20, []string{"In danger now:", "  999, or the", "  nearest emergency", "  room"}},
		{"👨‍👩‍👧 e\u0301e\u0301", 2, []string{"👨‍👩‍👧", "e\u0301e\u0301"}},
		{"Kept here: /home/robin/.local/share/recover/journal.db now", 20, []string{"Kept here: /home/", "robin/.local/share/", "recover/journal.db", "now"}},
		{`C:\Users\Robin\AppData`, 12, []string{`C:\Users\`, `Robin\`, "AppData"}},
		{"//a//b", 3, []string{"//", "a//", "b"}},
		{"ab", 0, []string{"a", "b"}},
	} {
		if d := cmp.Diff(c.want, Wrap(c.in, c.width)); d != "" {
			t.Errorf("%q in %d columns (-want +got):\n%s", c.in, c.width, d)
		}
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"a\x1b[2Jb\a": "a[2Jb", "a\u202eb\u2066c": "abc", "a\tb\r\nc": "a b\nc", "a\u2028b\u0085c": "a\nb\nc",
		"שלום مرحبا": "שלום مرحبا", "\u200fא": "\u200fא", "\u009b31m": "31m",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestValid(t *testing.T) {
	for in, want := range map[string]error{
		"": nil, "a\tb\r\nc 🙂 \ufffd": nil, "a\n\xff": ErrUTF8, "a\nb\n\x1b[": ErrControl, "\x00": ErrControl, "\u009b": ErrControl,
	} {
		if err := Valid(in); !errors.Is(err, want) {
			t.Errorf("Valid(%q) = %v, want %v", in, err, want)
		}
	}
	var at *InvalidError
	if !errors.As(Valid("a\n\xff"), &at) || at.Line != 2 {
		t.Errorf("the line is %+v", at)
	}
	if got := Tidy("\ufeffa\r\n b \r\n\r\n"); got != "a\n b \n" {
		t.Errorf("Tidy = %q", got)
	}
}

// anyText is a text with all that makes trouble.
func anyText() *rapid.Generator[string] {
	word := rapid.SampledFrom([]string{"a", "sorry", "I'll", "can’t", "Dr.", "深呼吸", "我很抱歉让你失望了我会努力", "🙂", "👨‍👩‍👧", "e\u0301", "שלום",
		"https://example.org/a/very/long/path", "\x1b[31m", "\u202e", "\n", "\n\n", "\t", "\xff", "…", "?”", "I will", "hurt them", "İ", "\u00ad"})
	return rapid.Custom(func(t *rapid.T) string {
		if rapid.Bool().Draw(t, "any") {
			return rapid.String().Draw(t, "s")
		}
		return strings.Join(rapid.SliceOfN(word, 0, 12).Draw(t, "words"), rapid.SampledFrom([]string{" ", ""}).Draw(t, "between"))
	})
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

// A telephone number stands in one line where it fits in one.
func TestWrapKeepsNumbers(t *testing.T) {
	for width, want := range map[int]string{
		20: "Call Childline on|0800 1111, or Refuge|on 0808 2000 247",
		11: "Call|Childline|on|0800 1111,|or Refuge|on|0808 2000|247",
	} {
		if got := strings.Join(Wrap("Call Childline on 0800 1111, or Refuge on 0808 2000 247", width), "|"); got != want {
			t.Errorf("%d: %s", width, got)
		}
	}
}

// No line is wider than the screen, and no letter is lost.
func TestWrapLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Clean(anyText().Draw(t, "text"))
		width := rapid.IntRange(8, 120).Draw(t, "width")
		lines := Wrap(s, width)
		for _, l := range lines {
			if Width(l) > width {
				t.Fatalf("%q takes %d of %d columns", l, Width(l), width)
			}
		}
		if got := letters(strings.Join(lines, "")); got != letters(s) {
			t.Fatalf("%q became %q", letters(s), got)
		}
	})
}
