package render

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"

	"github.com/recover-journal/recover/internal/text"
)

// What is drawn line by line is what a whole tablewriter.Table draws of the same cells,
// where it counts their columns as text.Width does.
func TestDrawnAsTable(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	bits := []string{"a", "家族", "مرحبا", "longerword", "é", "two words here", "line\nbreak", "", " lead", "trail ", "a\n\nb", "שלום"}
	some := func(most int) string {
		var b strings.Builder
		for range r.IntN(most) {
			b.WriteString(bits[r.IntN(len(bits))] + " ")
		}
		return b.String()
	}
	for range 1000 {
		columns := make([]Column, 1+r.IntN(4))
		rows := make([][]string, r.IntN(5))
		for j := range columns {
			columns[j] = Column{some(3), r.IntN(20)}
			for i := range rows {
				rows[i] = append(rows[i], some(9))
			}
		}
		columns, rows = clean(columns, rows)
		widths := share(50+r.IntN(80), columns, rows)
		if widths == nil {
			continue
		}
		if got, want := table(columns, rows, widths), whole(columns, rows, widths); got != want {
			t.Fatalf("%v %q\ngot\n%s\nwant\n%s", columns, rows, got, want)
		}
	}
}

// whole is table by the one call that tablewriter has for it.
func whole(columns []Column, rows [][]string, widths []int) string {
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
		tablewriter.WithEastAsian(false))
	fit := func(row []string) []string {
		fitted := make([]string, len(row))
		for j := range row {
			fitted[j] = strings.Join(text.Wrap(row[j], widths[j]), "\n")
		}
		return fitted
	}
	t.Header(fit(titles(columns)))
	for _, row := range rows {
		_ = t.Append(fit(row))
	}
	_ = t.Render()
	return trimmed(out.String())
}
