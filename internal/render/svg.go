package render

import (
	"fmt"
	"html"
	"maps"
	"slices"
	"strings"
)

// The pictures of a report: inline SVG without a script, a style of the page's or
// anything from elsewhere. Each says in words what it shows, for who cannot see it, and
// is drawn in black and grey, so that it prints.

const (
	svgStep  = 24 // columns of a chart are so far apart
	svgHigh  = 120
	svgLeft  = 34
	svgBelow = 58
)

// frame is the start of a chart: its size, its words, its two axes.
func frame(title, axis string, n int, most float64, figure Figure) *strings.Builder {
	var b strings.Builder
	w := svgLeft + max(n, 4)*svgStep + 10
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 %d %d" width="%d" height="%d" font-family="sans-serif" font-size="10">`,
		w, svgHigh+svgBelow+20, w, svgHigh+svgBelow+20)
	fmt.Fprintf(&b, `<title>%s</title>`, html.EscapeString(title))
	fmt.Fprintf(&b, `<text x="2" y="12">%s</text>`, html.EscapeString(axis))
	for _, v := range []float64{0, most / 2, most} {
		y := svgY(v, most)
		fmt.Fprintf(&b, `<line x1="%d" y1="%.1f" x2="%d" y2="%.1f" stroke="#ccc"/>`, svgLeft, y, w-6, y)
		fmt.Fprintf(&b, `<text x="%d" y="%.1f" text-anchor="end">%s</text>`, svgLeft-4, y+3, figure(v))
	}
	return &b
}

func svgY(v, most float64) float64 {
	if most <= 0 {
		most = 1
	}
	return 20 + svgHigh - v/most*svgHigh
}

func svgX(i int) int { return svgLeft + i*svgStep + svgStep/2 }

func svgLabel(b *strings.Builder, i int, label string) {
	x, y := svgX(i), svgHigh+26
	fmt.Fprintf(b, `<text x="%d" y="%d" text-anchor="end" transform="rotate(-60 %d %d)">%s</text>`, x, y, x, y, html.EscapeString(label))
}

// LineSVG is the points as a line that stops at gaps, each with its lowest and highest.
// Where line is false the points stand alone: there are too few for a line.
func LineSVG(title, axis string, points []Point, most float64, line bool, figure Figure) string {
	b := frame(title, axis, len(points), most, figure)
	for i, p := range points {
		svgLabel(b, i, p.Label)
		if p.Low != nil && p.High != nil {
			fmt.Fprintf(b, `<line x1="%d" y1="%.1f" x2="%d" y2="%.1f" stroke="#999"/>`, svgX(i), svgY(*p.Low, most), svgX(i), svgY(*p.High, most))
		}
		if p.Value == nil {
			continue
		}
		if line && i > 0 && points[i-1].Value != nil {
			fmt.Fprintf(b, `<line x1="%d" y1="%.1f" x2="%d" y2="%.1f" stroke="#000" stroke-width="1.5"/>`,
				svgX(i-1), svgY(*points[i-1].Value, most), svgX(i), svgY(*p.Value, most))
		}
		fmt.Fprintf(b, `<circle cx="%d" cy="%.1f" r="3"/>`, svgX(i), svgY(*p.Value, most))
	}
	b.WriteString("</svg>")
	return b.String()
}

// BarsSVG is the points as bars. A gap has none.
func BarsSVG(title, axis string, points []Point, most float64, figure Figure) string {
	b := frame(title, axis, len(points), most, figure)
	for i, p := range points {
		svgLabel(b, i, p.Label)
		if p.Value != nil {
			y := svgY(*p.Value, most)
			fmt.Fprintf(b, `<rect x="%d" y="%.1f" width="14" height="%.1f" fill="#555"/>`, svgX(i)-7, y, 20+svgHigh-y)
		}
	}
	b.WriteString("</svg>")
	return b.String()
}

// CalendarSVG is a year of days, darker where more was written.
func CalendarSVG(title string, months []Month) string {
	var b strings.Builder
	const cell, left = 14, 40
	w, h := left+31*cell+4, len(months)*cell+18
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 %d %d" width="%d" height="%d" font-family="sans-serif" font-size="10">`, w, h, w, h)
	fmt.Fprintf(&b, `<title>%s</title>`, html.EscapeString(title))
	for _, day := range []int{1, 5, 10, 15, 20, 25, 30} {
		fmt.Fprintf(&b, `<text x="%d" y="10" text-anchor="middle">%d</text>`, left+(day-1)*cell+cell/2, day)
	}
	shades := map[string]*strings.Builder{}
	for i, m := range months {
		y := 14 + i*cell
		fmt.Fprintf(&b, `<text x="2" y="%d">%s</text>`, y+cell-4, html.EscapeString(strings.TrimSpace(firstOf(m.Name, 3))))
		for day, n := range m.Days {
			if n < 0 {
				continue
			}
			if shades[grey(n)] == nil {
				shades[grey(n)] = &strings.Builder{}
			}
			fmt.Fprintf(shades[grey(n)], "M%d %dh%dv%dh-%dz", left+day*cell, y, cell-2, cell-2, cell-2)
		}
	}
	for _, shade := range slices.Sorted(maps.Keys(shades)) {
		fmt.Fprintf(&b, `<path fill="%s" stroke="#ccc" d="%s"/>`, shade, shades[shade])
	}
	b.WriteString("</svg>")
	return b.String()
}

func grey(n int) string {
	switch {
	case n == 0:
		return "#fff"
	case n == 1:
		return "#bbb"
	case n < 4:
		return "#888"
	}
	return "#444"
}
