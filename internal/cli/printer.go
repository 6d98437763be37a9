package cli

import (
	"io"
	"os"
	"strings"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/guide"
	"github.com/recover-journal/recover/internal/render"
	"github.com/recover-journal/recover/internal/text"
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
	style render.Style
}

func (o *options) out() printer {
	f, _ := o.env.Out.(*os.File)
	return printer{o.env.Out, o.env.Width(), o.isPlain(), render.NewStyle(o.colour(f))}
}

func (o *options) err() printer {
	to := o.env.Err
	if o.json {
		to = &o.held // with an error, standard error is one JSON document
	}
	return printer{to, o.env.Width(), o.isPlain(), render.NewStyle(o.colour(o.env.Terminal))}
}

// colour says that a stream may have it: it is a terminal that shows it, and nobody
// asked for none. Colour says nothing that the words do not.
func (o *options) colour(f *os.File) bool {
	return ask.IsTerminal(f) && !o.isPlain() && o.forAsker("NO_COLOR") == ""
}

// forAsker is the environment of what is drawn: colour that the settings or a flag
// switch off is switched off there too.
func (o *options) forAsker(name string) string {
	if name == "NO_COLOR" && o.setting(guide.Colour) == "never" {
		return "1"
	}
	return o.env.getenv(name)
}

// text wraps a text. Its own line breaks stay.
func (p printer) text(s string) { _ = render.Paragraph(p.w, p.width, s) }

// indent wraps a text with n blanks before each line.
func (p printer) indent(s string, n int) {
	_ = render.Indented(p.w, p.width, strings.Repeat(" ", min(n, p.width/4)), s)
}

// hang wraps a text with n blanks before each line but the first.
func (p printer) hang(s string, n int) { _ = render.Hanging(p.w, p.width, n, s) }

// aside wraps a text beside a quiet word, which stands in a last column of so many
// columns. Where there is no room for two, or none is wanted, it leaves the word out.
func (p printer) aside(s, word string, columns int) {
	if p.list || p.width < narrow {
		p.text(s)
		return
	}
	room := p.width - columns - 2
	for i, l := range text.Wrap(text.Clean(s), room) {
		if i == 0 {
			l += strings.Repeat(" ", room-text.Width(l)+2) + p.style.Quiet(word)
		}
		p.line(l)
	}
}

// heading is a title on lines of its own.
func (p printer) heading(s string) { p.styled(s, p.style.Heading) }

// quiet is a line that may be overlooked, such as a footer.
func (p printer) quiet(s string) { p.styled(s, p.style.Quiet) }

func (p printer) styled(s string, look func(string) string) {
	var b strings.Builder
	_ = render.Paragraph(&b, p.width, s)
	p.write(look(b.String()))
}

// line writes a line as it is: what may not be broken, such as an id.
func (p printer) line(s string) { io.WriteString(p.w, s+"\n") }

func (p printer) blank() { io.WriteString(p.w, "\n") }

// pairs writes rows of a name and what is said of it, under a title. Read aloud, each is
// a line.
func (p printer) pairs(title string, rows [][2]string) { p.looks(title, 0, rows, p.style.Accent) }

// looks is pairs whose names look as they are told to, and stand beside what is said of
// them where that has so many columns left.
func (p printer) looks(title string, least int, rows [][2]string, look func(string) string) {
	if title != "" {
		p.heading(title)
	}
	if !p.list {
		p.write(render.Pairs(p.width, least, rows, look))
		return
	}
	for _, r := range rows {
		p.indent(strings.TrimRight(r[0]+": "+r[1], " "), 2)
	}
}

// table writes rows of two columns under their titles.
func (p printer) table(left, right string, rows [][]string) {
	if p.list || p.width < narrow {
		p.heading(left)
		for _, r := range rows {
			p.indent(r[0]+": "+r[1], 2)
		}
		return
	}
	p.write(render.Table(p.width, []render.Column{{Title: left}, {Title: right, Min: 20}}, rows))
}
