package render

import (
	"strconv"
	"strings"

	"github.com/recover-journal/recover/internal/text"
)

// Point is one step of a chart, such as a week. Without a Value it is a gap: Note says
// why in a few words, or nothing.
type Point struct {
	Label     string
	Value     *float64
	Low, High *float64
	Note      string
}

// Figure writes a number as the language has it.
type Figure func(float64) string

// Bars draws a bar for each point, to scale with most at the right end, with its number
// beside it. A gap has no bar. No line is wider than width; where there is no room for
// bars the numbers stand alone.
func Bars(width int, points []Point, most float64, figure Figure) string {
	label := 0
	for _, p := range points {
		label = max(label, text.Width(p.Label))
	}
	var b strings.Builder
	for _, p := range points {
		number := p.Note
		if p.Value != nil {
			number = figure(*p.Value)
			if p.Low != nil && p.High != nil {
				number += " (" + figure(*p.Low) + "-" + figure(*p.High) + ")"
			}
		}
		line := p.Label + strings.Repeat(" ", label-text.Width(p.Label))
		if room := min(40, width-label-2-gap-12); room > 3 && p.Value != nil {
			line += strings.Repeat(" ", gap) + strings.Repeat("█", scaled(*p.Value, most, room))
		}
		if number != "" {
			line += strings.Repeat(" ", gap) + number
		}
		for _, l := range text.Wrap(line, max(1, width)) {
			b.WriteString(strings.TrimRight(keepGaps(l, line, width), " ") + "\n")
		}
	}
	return b.String()
}

// keepGaps is the whole line where it fits: wrapping would make its blanks one.
func keepGaps(wrapped, line string, width int) string {
	if text.Width(line) <= width {
		return line
	}
	return wrapped
}

// scaled is a value as a number of cells: one at least where it is not nothing.
func scaled(v, most float64, room int) int {
	if v <= 0 || most <= 0 {
		return 0
	}
	return max(1, min(room, int(v/most*float64(room)+0.5)))
}

// Line draws the values of the points as one line, a sign each, a gap as a blank.
func Line(points []Point, most float64) string {
	const levels = "▁▂▃▄▅▆▇█"
	steps := []rune(levels)
	var b strings.Builder
	for _, p := range points {
		if p.Value == nil {
			b.WriteByte(' ')
			continue
		}
		b.WriteRune(steps[max(0, scaled(*p.Value, most, len(steps))-1)])
	}
	return strings.TrimRight(b.String(), " ")
}

// Month is a month of a calendar: for each of its days how often something happened,
// or -1 for a day that has not come.
type Month struct {
	Name string
	Days []int
}

// Calendar draws a year, a line for each month and a sign for each day: a number where
// something was written, with + for ten or more, and a dot where nothing was. It is
// never wider than width but where that is less than 36; the name is cut to three.
func Calendar(months []Month) string {
	var b strings.Builder
	b.WriteString("     1   5    10   15   20   25   30\n")
	for _, m := range months {
		line := firstOf(m.Name, 3) + "  "
		for _, n := range m.Days {
			line += sign(n)
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	return b.String()
}

func sign(n int) string {
	switch {
	case n < 0:
		return " "
	case n == 0:
		return "."
	case n > 9:
		return "+"
	}
	return strconv.Itoa(n)
}

// firstOf is the first letters of a name, filled up with blanks.
func firstOf(name string, n int) string {
	r := []rune(name)
	if len(r) > n {
		r = r[:n]
	}
	return string(r) + strings.Repeat(" ", n-len(r))
}
