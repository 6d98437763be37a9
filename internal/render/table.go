package render

import (
	"strings"

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
		widths[j] = text.Width(c.Title)
		for _, row := range rows {
			for l := range strings.SplitSeq(row[j], "\n") {
				widths[j] = max(widths[j], text.Width(l))
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
		need = max(need, text.Width(word))
	}
	return min(need, natural)
}

// table draws the rows with their cells wrapped, so that tablewriter has nothing left
// to decide: by itself it overflows, and cuts Chinese text without a mark. So it is its
// renderer that is called, line by line: the Table before it makes room for a thousand
// types of cells (430 KB) before it draws the first.
func table(columns []Column, rows [][]string, widths []int) string {
	var out strings.Builder
	r := renderer.NewBlueprint(tw.Rendition{
		Borders:  tw.BorderNone,
		Symbols:  tw.NewSymbols(tw.StyleNone),
		Settings: tw.Settings{Lines: tw.LinesNone, Separators: tw.SeparatorsNone},
	})
	// Its own log throws away what it is told, but spells it out before: a fifth of the
	// time of a table.
	asleep := fresh(renderer.JunctionContext{}.Logger)
	r.Logger(asleep.Suspend())
	_ = r.Start(&out) // a strings.Builder does not fail
	lines := [][][]string{broken(titles(columns), widths)}
	for _, row := range rows {
		lines = append(lines, broken(row, widths))
	}
	room := taken(lines, len(columns))
	for i, row := range lines {
		draw(r, room, row, i > 0)
	}
	return trimmed(out.String())
}

// fresh is a new one of what it is given, which need not be there: a type that has no
// name here.
func fresh[T any](*T) *T { return new(T) }

func titles(columns []Column) []string {
	list := make([]string, len(columns))
	for j, c := range columns {
		list[j] = c.Title
	}
	return list
}

// broken are the cells of a row, each as its lines.
func broken(row []string, widths []int) [][]string {
	cells := make([][]string, len(row))
	for j := range row {
		cells[j] = text.Wrap(row[j], widths[j])
	}
	return cells
}

// taken is what each column takes, with the gap behind it: no more than its widest line.
func taken(rows [][][]string, columns int) []int {
	room := make([]int, columns)
	for j := range columns {
		for _, cells := range rows {
			for _, l := range cells[j] {
				room[j] = max(room[j], text.Width(l))
			}
		}
		room[j] += gap
	}
	return room
}

// draw writes the lines of one row, each cell from its top. A line in which nothing
// stands is left out where dense, but for a row of nothing. Cells are filled up here, and
// tablewriter is told what each takes by its own count: a flag, a heart or a joined family
// is wider or narrower to it than to text.Width, and mixed, lines came out of their column.
func draw(r *renderer.Blueprint, room []int, cells [][]string, dense bool) {
	most := 0
	for _, lines := range cells {
		most = max(most, len(lines))
	}
	for i := range most {
		line, widths, empty := make(map[int]tw.CellContext, len(cells)), tw.NewMapper[int, int](), true
		for j := range cells {
			cell := ""
			if i < len(cells[j]) {
				cell = cells[j][i]
			}
			empty = empty && cell == ""
			cell += strings.Repeat(" ", room[j]-text.Width(cell))
			line[j] = tw.CellContext{Align: tw.AlignLeft, Data: cell}
			widths.Set(j, twwidth.Width(cell))
		}
		if empty && dense && most > 1 {
			continue
		}
		r.Row(nil, tw.Formatting{Row: tw.RowContext{Position: tw.Row, Current: line, Widths: widths}})
	}
}

// trimmed is the lines without the blanks at their ends.
func trimmed(s string) string {
	lines := strings.Split(strings.TrimRight(s, "\n"), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n") + "\n"
}
