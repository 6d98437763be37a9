package render

import (
	"html"
	"strings"

	"github.com/recover-journal/recover/internal/text"
)

// Page is a document for somebody to read: on paper, in a browser, as Markdown. All of
// its words come in; what a person wrote is in Parts' Text.
type Page struct {
	Lang     string
	Title    string
	Intro    []string
	Sections []Section
	Outro    []string
}

// Section is a part of a page under its title.
type Section struct {
	Title    string
	Pictures []Picture
	Items    []Item
}

// Picture is a drawing, and the words below it. Markdown has no drawings, and leaves both
// out: the items of a section say what its pictures show.
type Picture struct{ SVG, Words string }

// Item is one thing under its own heading: what it says, part by part.
type Item struct {
	Title string
	Parts []Part
}

// Part is a text, under a label where it has one.
type Part struct{ Label, Text string }

// style is how a page looks, on a screen and on paper.
const style = `body{font:16px/1.5 Georgia,serif;color:#111;background:#fff;max-width:42em;margin:2em auto;padding:0 1em}
h1{font-size:1.6em}h2{font-size:1.25em;margin-top:2em;border-bottom:1px solid #999}h3{font-size:1em;margin:1.6em 0 .3em}
dl{margin:.4em 0}dt{color:#555;font-size:.9em}dd{margin:0 0 .5em 1em;white-space:pre-wrap;overflow-wrap:anywhere}
p.own{white-space:pre-wrap;overflow-wrap:anywhere;margin:.4em 0}figure{margin:1em 0}svg{max-width:100%;height:auto}
@media print{body{font-size:11pt;margin:0;max-width:none}h2{break-after:avoid}h3{break-after:avoid}article,figure{break-inside:avoid}}`

// HTML is the page as one file: no script, nothing that is fetched, and a rule that
// says so to the browser.
func (p Page) HTML() string {
	var b strings.Builder
	w := func(parts ...string) {
		for _, s := range parts {
			b.WriteString(s)
		}
	}
	e := func(s string) string { return html.EscapeString(text.Clean(s)) }
	w("<!DOCTYPE html>\n<html lang=\"", e(p.Lang), "\">\n<head>\n<meta charset=\"utf-8\">\n",
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
		"<meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"referrer\" content=\"no-referrer\">\n",
		"<title>", e(p.Title), "</title>\n<style>\n", style, "\n</style>\n</head>\n<body>\n<h1>", e(p.Title), "</h1>\n")
	for _, s := range p.Intro {
		w("<p>", e(s), "</p>\n")
	}
	for _, s := range p.Sections {
		w("<section>\n<h2>", e(s.Title), "</h2>\n")
		for _, pic := range s.Pictures {
			w("<figure>", pic.SVG, "<figcaption>", e(pic.Words), "</figcaption></figure>\n")
		}
		for _, i := range s.Items {
			w("<article>\n<h3>", e(i.Title), "</h3>\n")
			i.html(w, e)
			w("</article>\n")
		}
		w("</section>\n")
	}
	for _, s := range p.Outro {
		w("<p>", e(s), "</p>\n")
	}
	w("</body>\n</html>\n")
	return b.String()
}

func (i Item) html(w func(...string), e func(string) string) {
	for _, part := range i.Parts {
		if part.Label == "" {
			w("<p class=\"own\" dir=\"auto\">", e(part.Text), "</p>\n")
			continue
		}
		w("<dl><dt>", e(part.Label), "</dt><dd dir=\"auto\">", e(part.Text), "</dd></dl>\n")
	}
}

// Markdown is the page as Markdown. What a person wrote means nothing but itself in it.
func (p Page) Markdown() string {
	var blocks []string
	add := func(s string) { blocks = append(blocks, s) }
	add("# " + plainMark(p.Title))
	for _, s := range p.Intro {
		add(plainMark(s))
	}
	for _, s := range p.Sections {
		add("## " + plainMark(s.Title))
		for _, i := range s.Items {
			add("### " + plainMark(i.Title))
			for _, part := range i.Parts {
				lines := strings.Split(plainMark(part.Text), "\n")
				if part.Label != "" {
					lines = append([]string{"**" + plainMark(part.Label) + "**", ""}, lines...)
				}
				add("> " + strings.Join(lines, "\\\n> "))
			}
		}
	}
	for _, s := range p.Outro {
		add(plainMark(s))
	}
	return strings.ReplaceAll(strings.Join(blocks, "\n\n"), "\\\n> \\\n", "\n>\n") + "\n"
}

// plainMark takes from a text all that Markdown or HTML in it would mean.
func plainMark(s string) string {
	var b strings.Builder
	for line := range strings.Lines(text.Clean(s)) {
		start := strings.TrimLeft(line, " ")
		b.WriteString(strings.Repeat("\u00a0", len(line)-len(start))) // four blanks would mean code
		digits := len(start) - len(strings.TrimLeft(start, "0123456789"))
		for i, r := range start {
			if strings.ContainsRune("\\`*_{}[]<>#|~&", r) || i == 0 && strings.ContainsRune("+-=", r) ||
				i == digits && digits > 0 && strings.ContainsRune(".)", r) {
				b.WriteByte('\\')
			}
			b.WriteRune(r)
		}
	}
	return b.String()
}
