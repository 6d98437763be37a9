package render

import "strings"

// Style gives headings a look on streams that may have one. The zero Style changes
// nothing: that is the one for pipes, files, --plain and NO_COLOR. Colour carries no
// meaning of its own anywhere.
type Style struct{ colour bool }

// NewStyle is the style of one stream: with colour only where that stream is a
// terminal which may show it. The caller decides that, for each stream by itself.
func NewStyle(colour bool) Style { return Style{colour} }

// Heading is for a title on a line of its own.
func (s Style) Heading(text string) string { return s.in("\x1b[1m", text) }

// Quiet is for what may be overlooked: a footer, a hint.
func (s Style) Quiet(text string) string { return s.in("\x1b[2m", text) }

// Accent is for what stands out from the words around it: a date, a command.
func (s Style) Accent(text string) string { return s.in("\x1b[36m", text) }

// in puts each line between the codes by itself, so that a pager, or a line taken
// alone, ends as it began. The text must be clean and wrapped already: the codes have
// no width, but who wraps later would count them.
func (s Style) in(code, text string) string {
	if !s.colour || text == "" {
		return text
	}
	const off = "\x1b[0m"
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if l != "" {
			lines[i] = code + l + off
		}
	}
	return strings.Join(lines, "\n")
}
