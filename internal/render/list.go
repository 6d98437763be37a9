package render

import (
	"io"
	"strings"

	"github.com/recover-journal/recover/internal/text"
)

// indent stands before what goes on from the line above.
const indent = "  "

// List gives the rows as blocks of "title: value", with a blank line between them.
// It is the layout for narrow screens and for screen readers. An empty value has no
// line, and a value under an empty title stands alone. A width under 1 is taken as 80.
func List(width int, columns []Column, rows [][]string) string {
	if width < 1 {
		width = usual
	}
	columns, rows = clean(columns, rows)
	var blocks []string
	for _, row := range rows {
		var b strings.Builder
		for j, c := range columns {
			value := strings.TrimSpace(row[j])
			if value == "" {
				continue
			}
			if c.Title != "" {
				value = c.Title + ": " + value
			}
			hang(&b, width, value)
		}
		if b.Len() > 0 {
			blocks = append(blocks, b.String())
		}
	}
	return strings.Join(blocks, "\n")
}

// hang writes a text whose lines but the first are indented.
func hang(b *strings.Builder, width int, s string) {
	lines := text.Wrap(s, width)
	if len(lines) > 1 && width > 4*len(indent) {
		first := lines[0]
		// The rest is broken anew for the width that the indent leaves. Words, not
		// bytes, tell where the rest begins, since wrapping may drop blanks.
		rest := after(s, first)
		lines = []string{first}
		for _, l := range text.Wrap(rest, width-len(indent)) {
			lines = append(lines, indent+l)
		}
	}
	for _, l := range lines {
		b.WriteString(strings.TrimRight(l, " ") + "\n")
	}
}

// after is what follows a first line in the text that it was wrapped from.
func after(s, line string) string {
	want := strings.Join(strings.Fields(line), "")
	at := 0
	for want != "" && at < len(s) {
		if strings.HasPrefix(want, s[at:at+1]) {
			want = want[1:]
		}
		at++
	}
	return strings.TrimLeft(s[at:], " \n")
}

// Paragraph writes prose: cleaned, wrapped, its own line breaks kept. It ends with a
// newline, and writes nothing for no text. A width under 1 is taken as 80.
func Paragraph(w io.Writer, width int, s string) error {
	return Indented(w, width, "", s)
}

// Indented is Paragraph with something before each line, such as blanks.
func Indented(w io.Writer, width int, before, s string) error {
	if width < 1 {
		width = usual
	}
	s = strings.Trim(text.Clean(s), "\n")
	if strings.TrimSpace(s) == "" {
		return nil
	}
	var b strings.Builder
	for _, l := range text.Wrap(s, max(1, width-text.Width(before))) {
		b.WriteString(strings.TrimRight(before+l, " ") + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}
