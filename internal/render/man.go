package render

import (
	"strings"

	"github.com/recover-journal/recover/internal/text"
)

// ManPage is a page for the program man, in roff. Name is what it is called ("recover-log"),
// Short the one line that apropos finds it by. All of its words come in.
type ManPage struct {
	Name, Short  string
	Date         string // YYYY-MM-DD
	Source       string // of which version
	Manual       string // what the manual is called
	NameHeading  string // what stands over the name, "NAME"
	UsageHeading string
	Usage        string
	Sections     []ManSection
}

// ManSection is a part of the page: prose, then rows of a term and what it means, then
// other pages.
type ManSection struct {
	Title string
	Prose []string
	Terms [][2]string
	Pages []string
}

// ManMark begins every page, so that a page of ours can be told from another.
const ManMark = ".\\\" recover: written by \"recover man\"\n"

// Roff is the page as a file of section 1. The same page is the same bytes.
func (p ManPage) Roff() string {
	var b strings.Builder
	line := func(parts ...string) { b.WriteString(strings.Join(parts, "") + "\n") }
	heading := func(s string) { line(`.SH "`, roffWord(strings.ToUpper(strings.TrimSuffix(s, ":"))), `"`) }
	b.WriteString(ManMark)
	line(`.TH "`, roffWord(strings.ToUpper(p.Name)), `" "1" "`, p.Date, `" "`, roffWord(p.Source), `" "`, roffWord(p.Manual), `"`)
	line(".nh\n.ad l") // nothing is hyphenated: a command is typed as it stands
	heading(p.NameHeading)
	line(roff(p.Name), ` \- `, roff(p.Short))
	heading(p.UsageHeading)
	line(bold(p.Usage))
	for _, s := range p.Sections {
		heading(s.Title)
		for i, prose := range s.Prose {
			if i > 0 {
				line(".PP")
			}
			line(roff(prose))
		}
		for _, t := range s.Terms {
			line(".TP")
			line(bold(t[0]))
			line(roff(t[1]))
		}
		for i, page := range s.Pages {
			end := " ,"
			if i == len(s.Pages)-1 {
				end = ""
			}
			line(".BR ", roff(page), " (1)", end)
		}
	}
	return b.String()
}

// roff is a text that means nothing but itself. A hyphen is the one that is typed.
func roff(s string) string {
	var lines []string
	for line := range strings.Lines(strings.TrimSpace(text.Clean(s))) {
		if len(lines) > 0 {
			lines = append(lines, ".br")
		}
		for _, l := range text.Wrap(strings.TrimSpace(line), 70) {
			l = strings.ReplaceAll(strings.ReplaceAll(l, `\`, `\e`), "-", `\-`)
			if strings.HasPrefix(l, ".") || strings.HasPrefix(l, "'") {
				l = `\&` + l
			}
			lines = append(lines, l)
		}
	}
	return strings.Join(lines, "\n")
}

// bold is what is typed, on a line of its own.
func bold(s string) string { return `\fB` + strings.ReplaceAll(roff(s), "\n", " ") + `\fP` }

// roffWord is a text inside the quotation marks of a request.
func roffWord(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(roff(s), "\n.br", ""), "\n", " "), `"`, `\(dq`)
}
