package cli

import (
	"io"
	"strings"

	"github.com/recover-journal/recover/internal/render"
)

// narrow is the width below which a table of two columns is told in lines.
const narrow = 50

// printer writes prose and tables for a screen of a width: no line is wider, and
// nothing that a person or a file wrote can drive the terminal. A stream that cannot
// be written to is not told about on that stream.
type printer struct {
	w     io.Writer
	width int
	list  bool // tables as lists, which read well aloud
}

func (o *options) out() printer { return printer{o.env.Out, o.env.Width(), o.isPlain()} }
func (o *options) err() printer { return printer{o.env.Err, o.env.Width(), o.isPlain()} }

// text wraps a text. Its own line breaks stay.
func (p printer) text(s string) { _ = render.Paragraph(p.w, p.width, s) }

// indent wraps a text with n blanks before each line.
func (p printer) indent(s string, n int) {
	_ = render.Indented(p.w, p.width, strings.Repeat(" ", min(n, p.width/4)), s)
}

// line writes a line as it is: what may not be broken, such as an id.
func (p printer) line(s string) { io.WriteString(p.w, s+"\n") }

func (p printer) blank() { io.WriteString(p.w, "\n") }

// table writes rows of two columns under their titles.
func (p printer) table(left, right string, rows [][]string) {
	if p.list || p.width < narrow {
		p.text(left)
		for _, r := range rows {
			p.indent(r[0]+": "+r[1], 2)
		}
		return
	}
	io.WriteString(p.w, render.Table(p.width, []render.Column{{Title: left}, {Title: right, Min: 20}}, rows))
}
