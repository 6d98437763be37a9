package text

import (
	"strings"
	"unicode"

	"github.com/clipperhouse/displaywidth"
	"github.com/clipperhouse/uax29/v2/graphemes"
)

// Width is the number of columns that a line takes, in prose as in a table; only a prompt
// counts as survey does (see ask).
func Width(s string) int { return displaywidth.String(s) }

// Wrap breaks prose into lines of at most width columns: between words, and inside a
// word only where it is wider than a line, behind its slashes if it has any, and never
// inside a character. A character wider than the width stands alone. Line breaks stay, and the blanks that a line
// begins with begin all lines that come of it, as far as they leave half the width.
func Wrap(s string, width int) []string { return WrapBy(s, width, Width) }

// WrapBy is Wrap with another way to count columns.
func WrapBy(s string, width int, measure func(string) int) []string {
	var lines []string
	for _, paragraph := range strings.Split(s, "\n") {
		words := strings.TrimLeft(paragraph, " ")
		indent := paragraph[:min(len(paragraph)-len(words), max(width, 0)/2)]
		w := wrapper{width: width - len(indent), measure: measure, indent: indent}
		for _, word := range numbers(strings.Fields(words), w.width, measure) {
			w.word(word)
		}
		w.flush()
		lines = append(lines, w.lines...)
	}
	return lines
}

// numbers are the words with groups of digits that follow one another as one, where they
// fit in a line: a telephone number is dialled wrong when it stands in two.
func numbers(words []string, width int, measure func(string) int) []string {
	out := words[:0]
	for _, word := range words {
		if n := len(out); n > 0 && digit(out[n-1][len(out[n-1])-1]) && digit(word[0]) {
			if whole := out[n-1] + " " + word; measure(whole) <= width {
				out[n-1] = whole
				continue
			}
		}
		out = append(out, word)
	}
	return out
}

func digit(b byte) bool { return b >= '0' && b <= '9' }

// wrapper fills one line after the other.
type wrapper struct {
	width   int
	measure func(string) int
	indent  string
	lines   []string
	line    strings.Builder
	used    int
}

func (w *wrapper) flush() {
	line := ""
	if w.line.Len() > 0 {
		line = w.indent + w.line.String()
	}
	w.lines = append(w.lines, line)
	w.line.Reset()
	w.used = 0
}

// word adds a word. One that is wider than a line, as a path may be, is parted behind its
// slashes first.
func (w *wrapper) word(word string) {
	wide := w.measure(word)
	if wide <= w.width {
		w.piece(word, wide, true)
		return
	}
	for first := true; word != ""; first = false {
		end := len(word)
		if i := strings.IndexAny(word, `/\`); i >= 0 {
			end = len(word) - len(strings.TrimLeft(word[i:], `/\`))
		}
		w.piece(word[:end], w.measure(word[:end]), first)
		word = word[end:]
	}
}

// piece adds a word, or a part of one that goes on without a blank.
func (w *wrapper) piece(s string, wide int, first bool) {
	blank := 0
	if first && w.used > 0 {
		blank = 1
	}
	if end := w.used + blank; w.used > 0 && end+wide > w.width && (wide <= w.width || end+1 > w.width) {
		w.flush()
		blank = 0
	}
	w.line.WriteString(" "[:blank])
	w.used += blank
	if w.used+wide <= w.width {
		w.line.WriteString(s)
		w.used += wide
		return
	}
	for g := graphemes.FromString(s); g.Next(); {
		wide := w.measure(g.Value())
		if w.used+wide > w.width && w.used > 0 {
			w.flush()
		}
		w.line.WriteString(g.Value())
		w.used += wide
	}
}

// Clean takes out what could drive a terminal or turn the text around it: control
// characters, escapes, bidi embeddings, overrides and isolates. Every kind of line
// break becomes a newline, and a tab a blank. No letter goes.
func Clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\u0085' || r == '\u2028' || r == '\u2029':
			return '\n'
		case r == '\t' || r == '\v' || r == '\f':
			return ' '
		case unicode.IsControl(r) || turns(r):
			return -1
		}
		return r
	}, s)
}

// turns says that the character turns the direction of the text behind it.
func turns(r rune) bool { return r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 }
