package render

import (
	"strconv"
	"strings"
	"testing"
)

const nasty = "<script>alert(1)</script> **bold** [x](http://y) \"q\" &amp;\n# no heading\n1. no list\n- no item\n    no code\n\x1b[31m\u202eevil"

func page() Page {
	one := 1.0
	points := []Point{{Label: "2026-W01", Value: &one, Low: &one, High: &one}, {Label: "<w>"}}
	return Page{Lang: "en", Title: "T <1>", Intro: []string{"Intro."}, Outro: []string{"Bye."}, Sections: []Section{{
		Title: "S", Pictures: []Picture{{LineSVG("t<", "a&", points, 10, true, figure), "words"}, {BarsSVG("t", "a", points, 4, figure), "bars"}, {CalendarSVG("c", []Month{{"January", []int{0, 1, 12, -1}}}), "days"}},
		Items: []Item{{Title: "I", Parts: []Part{{"", nasty}, {"Label", "שלום\n\nb"}}}},
	}}}
}

// A page fetches nothing, runs nothing, and what a person wrote means nothing in it.
func TestHTML(t *testing.T) {
	got := page().HTML()
	for _, bad := range []string{"<script", "javascript:", "src=", "href=", "@import", "url(", "<link", "<iframe", "\x1b", "\u202e", "<w>"} {
		if strings.Contains(got, bad) {
			t.Errorf("it holds %q", bad)
		}
	}
	for _, want := range []string{"&lt;script&gt;", "default-src 'none'", "dir=\"auto\"", "@media print", "<title>T &lt;1&gt;</title>", "שלום"} {
		if !strings.Contains(got, want) {
			t.Errorf("it lacks %q", want)
		}
	}
}

func TestMarkdown(t *testing.T) {
	got := page().Markdown()
	want := "# T \\<1\\>\n\nIntro.\n\n## S\n\n### I\n\n" +
		"> \\<script\\>alert(1)\\</script\\> \\*\\*bold\\*\\* \\[x\\](http://y) \"q\" \\&amp;\\\n> \\# no heading\\\n> 1\\. no list\\\n> \\- no item\\\n> \u00a0\u00a0\u00a0\u00a0no code\\\n> \\[31mevil\n\n" +
		"> **Label**\n>\n> שלום\n>\n> b\n\nBye.\n"
	if got != want {
		t.Errorf("%q\nwant\n%q", got, want)
	}
}

func TestBars(t *testing.T) {
	v := func(f float64) *float64 { return &f }
	points := []Point{{Label: "a", Value: v(10), Low: v(1), High: v(10)}, {Label: "bb"}, {Label: "c", Value: v(0.2)}, {Label: "d", Note: "too few to say anything about them here"}}
	for _, width := range []int{120, 80, 40, 20, 10} {
		for line := range strings.Lines(Bars(width, points, 10, figure)) {
			if n := len([]rune(strings.TrimRight(line, "\n"))); n > width {
				t.Errorf("%d columns of %d: %q", n, width, line)
			}
		}
	}
	if got := Line(points, 10); got != "█ ▁" {
		t.Errorf("%q", got)
	}
	if got := Calendar([]Month{{"March", []int{0, 2, 10, -1}}}); !strings.HasSuffix(got, "Mar  .2+\n") {
		t.Errorf("%q", got)
	}
}

func figure(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
