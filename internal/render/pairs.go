package render

import (
	"io"
	"strings"

	"github.com/recover-journal/recover/internal/text"
)

// Hanging is Paragraph whose lines but the first are set in by so many blanks.
func Hanging(w io.Writer, width, by int, s string) error {
	if width < 1 {
		width = usual
	}
	_, err := io.WriteString(w, joined(hung("", strings.Repeat(" ", by), text.Clean(s), width)))
	return err
}

// hung wraps a clean text between what stands before its first line and before the rest.
func hung(first, rest, s string, width int) (lines []string) {
	before := first
	for _, l := range text.Wrap(strings.Trim(s, "\n"), max(1, width-max(text.Width(first), text.Width(rest)))) {
		lines = append(lines, strings.TrimRight(before+l, " "))
		before = rest
	}
	return lines
}

func joined(lines []string) string { return strings.Join(lines, "\n") + "\n" }

// Pairs gives rows of a name and what is said of it as text of at most width columns:
// side by side where that leaves least columns for what is said (0: three fifths of a
// screen that is not narrow), else one under the other. look is how a name looks. It ends
// with a newline unless there are no rows. A width under 1 is taken as 80.
func Pairs(width, least int, rows [][2]string, look func(string) string) string {
	if width < 1 {
		width = usual
	}
	if least == 0 {
		least = max(narrow, width) * 3 / 5
	}
	longest := 0
	for _, row := range rows {
		longest = max(longest, text.Width(text.Clean(row[0])))
	}
	set := strings.Repeat(" ", len(indent)+longest+gap)
	beside := width-len(set) >= least
	var b strings.Builder
	for _, row := range rows {
		name, says := text.Clean(row[0]), text.Clean(row[1])
		if !beside {
			b.WriteString(look(joined(hung(indent, indent+indent, name, width))))
			b.WriteString(joined(hung(indent+indent, indent+indent, says, width)))
			continue
		}
		lines := hung(set, set, says, width)
		rest := strings.TrimPrefix(lines[0], set)
		pad := strings.Repeat(" ", longest+gap-text.Width(name))
		lines[0] = strings.TrimRight(indent+look(name)+pad+rest, " ")
		b.WriteString(joined(lines))
	}
	return b.String()
}
