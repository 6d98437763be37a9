package main_test

import (
	"errors"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// pictures are the screens that the README shows, each with the golden screen of which
// it is made and what was typed for it.
var pictures = []struct{ name, golden, typed string }{
	{"begin", "begin_80x24", "recover next"},
	{"status", "status_80", "recover"},
	{"coach", "coach_first_80", "recover coach"},
	{"chart", "log_chart_80", "recover log chart"},
}

// The pictures are the golden screens and nothing else: -update draws them anew.
func TestPictures(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pictures {
		golden, err := os.ReadFile(filepath.Join("testdata", p.golden+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join("../../.pictures", p.name+".svg")
		drawn := picture(p.typed, string(golden))
		if *update {
			if err := errors.Join(os.MkdirAll("../../.pictures", 0o755), os.WriteFile(file, []byte(drawn), 0o644)); err != nil {
				t.Fatal(err)
			}
		}
		if old, _ := os.ReadFile(file); string(old) != drawn {
			t.Errorf("%s is not drawn from %s: go test ./cmd/recover -run TestPictures -update", file, p.golden)
		}
		if !strings.Contains(string(readme), ".pictures/"+p.name+".svg") {
			t.Errorf("the README does not show %s", file)
		}
	}
}

// picture draws a screen of 80 columns with the line that was typed above it.
func picture(typed, screen string) string {
	const column, row, edge = 8.43, 18, 16
	lines := append([]string{"$ " + typed, ""}, strings.Split(strings.TrimRight(screen, "\n"), "\n")...)
	width, height := 80*column+2*edge, len(lines)*row+2*edge
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%.0f" height="%d" viewBox="0 0 %.0f %d" role="img">`+"\n", width, height, width, height)
	fmt.Fprintf(&b, "<title>%s</title>\n", html.EscapeString(typed))
	b.WriteString(`<rect width="100%" height="100%" rx="8" fill="#1b1d23"/>` + "\n")
	b.WriteString(`<g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14" fill="#e3e1da" xml:space="preserve">` + "\n")
	for i, line := range lines {
		if line = strings.TrimRight(line, " "); line != "" {
			fmt.Fprintf(&b, `<text x="%d" y="%d" xml:space="preserve">%s</text>`+"\n", edge, edge+14+i*row, html.EscapeString(line))
		}
	}
	b.WriteString("</g>\n</svg>\n")
	return b.String()
}
