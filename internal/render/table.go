package render

import (
	"strings"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/pkg/twwidth"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"

	"github.com/recover-journal/recover/internal/text"
)

const (
	usual  = 80 // the width where none is known
	narrow = 50 // below this a table is a list
	gap    = 2  // blanks between columns
	least  = 8  // the least width of a column that names none
)

// Column is a heading and the width below which the column may not go. A column
// that may never be broken says so by the width of its widest value (a date: 10).
type Column struct {
	Title string
	Min   int
}

// Table gives the rows as text of at most width columns. Each column has a least
// width, so a date is never broken; where the least widths do not fit, or the screen
// is narrower than 50 columns, it is a List. It ends with a newline unless there are
// no rows. A width under 1 is taken as 80.
func Table(width int, columns []Column, rows [][]string) string {
	if width < 1 {
		width = usual
	}
	if len(rows) == 0 || len(columns) == 0 {
		return ""
	}
	columns, rows = clean(columns, rows)
	if widths := share(width, columns, rows); width >= narrow && widths != nil {
		return table(columns, rows, widths)
	}
	return List(width, columns, rows)
}

// clean is the table without what could drive the terminal, all rows of one length.
func clean(columns []Column, rows [][]string) ([]Column, [][]string) {
	heads := make([]Column, len(columns))
	for j, c := range columns {
		heads[j] = Column{text.Clean(c.Title), c.Min}
	}
	cleaned := make([][]string, len(rows))
	for i, row := range rows {
		cleaned[i] = make([]string, len(columns))
		for j := range min(len(columns), len(row)) {
			cleaned[i][j] = text.Clean(row[j])
		}
	}
	return heads, cleaned
}

// share gives each column its width: what it would like, less what the widest must
// give up. It is nil when the least widths do not fit.
func share(width int, columns []Column, rows [][]string) []int {
	widths, floor := make([]int, len(columns)), make([]int, len(columns))
	room := width - gap*(len(columns)-1)
	for j, c := range columns {
		widths[j] = measure(c.Title)
		for _, row := range rows {
			for l := range strings.SplitSeq(row[j], "\n") {
				widths[j] = max(widths[j], measure(l))
			}
		}
		floor[j] = leastOf(c, widths[j])
		room -= widths[j]
	}
	for ; room < 0; room++ {
		widest := -1
		for j := range widths {
			if widths[j] > floor[j] && (widest < 0 || widths[j] > widths[widest]) {
				widest = j
			}
		}
		if widest < 0 {
			return nil
		}
		widths[widest]--
	}
	return widths
}

// leastOf is the width that a column needs: what it names, room for each word of its
// heading, and never more than all that it holds.
func leastOf(c Column, natural int) int {
	need := c.Min
	if need == 0 {
		need = least
	}
	for _, word := range strings.Fields(c.Title) {
		need = max(need, measure(word))
	}
	return min(need, natural)
}

// table draws the rows with their cells wrapped, so that tablewriter has nothing left
// to decide: by itself it overflows, and cuts Chinese text without a mark.
func table(columns []Column, rows [][]string, widths []int) string {
	var out strings.Builder
	cells := tw.CellConfig{
		Alignment:  tw.CellAlignment{Global: tw.AlignLeft},
		Padding:    tw.CellPadding{Global: tw.Padding{Right: strings.Repeat(" ", gap), Overwrite: true}},
		Formatting: tw.CellFormatting{AutoFormat: tw.Off, AutoWrap: tw.WrapNone},
	}
	t := tablewriter.NewTable(&out,
		tablewriter.WithRenderer(renderer.NewBlueprint(tw.Rendition{
			Borders:  tw.BorderNone,
			Symbols:  tw.NewSymbols(tw.StyleNone),
			Settings: tw.Settings{Lines: tw.LinesNone, Separators: tw.SeparatorsNone},
		})),
		tablewriter.WithConfig(tablewriter.Config{Header: cells, Row: cells}),
		tablewriter.WithTrimSpace(tw.Off),
		tablewriter.WithEastAsian(tw.Off))
	head := make([]string, len(columns))
	for j, c := range columns {
		head[j] = wrapped(c.Title, widths[j])
	}
	t.Header(head)
	for _, row := range rows {
		fitted := make([]string, len(row))
		for j := range row {
			fitted[j] = wrapped(row[j], widths[j])
		}
		_ = t.Append(fitted) // a strings.Builder does not fail
	}
	_ = t.Render()
	return trimmed(out.String())
}

func wrapped(cell string, width int) string { return strings.Join(wrap(cell, width), "\n") }

// wrap breaks a cell as tablewriter counts its columns. A joined family is wider to
// it than to text.Width; mixed, lines came out wider than the screen.
func wrap(s string, width int) []string { return text.WrapBy(s, width, measure) }

func measure(s string) int { return twwidth.Width(s) }

// trimmed is the lines without the blanks at their ends.
func trimmed(s string) string {
	lines := strings.Split(strings.TrimRight(s, "\n"), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n") + "\n"
}
