package render

import (
	"html"
	"strings"
	"unicode"

	"github.com/recover-journal/recover/internal/text"
)

// paper is how the page looks: large and wide on a screen, made to be copied by hand or
// printed. It asks no other file of anybody.
const paper = `
@page { margin: 20mm }
html { font: 1.375rem/1.9 Georgia, "Noto Serif", serif }
html { color: #111; background: #fff }
body { max-width: 34em; margin: 2em auto; padding: 0 1em }
p { margin: 0 0 1.2em; white-space: pre-wrap; overflow-wrap: break-word }
p { unicode-bidi: plaintext; text-align: start; orphans: 3; widows: 3 }
@media print {
  html { font-size: 15pt }
  body { max-width: none; margin: 0; padding: 0 }
}
`

// Sheet is a text as one page of HTML: no script, nothing to fetch, the direction of each
// paragraph by its own first letter and that of the page by most of them. language names
// that of a text, or is "" where that is not sure; a paragraph in another one says so.
func Sheet(s string, language func(string) string) string {
	var b strings.Builder
	of := language(s)
	b.WriteString("<!DOCTYPE html>\n<html" + inLanguage(of) + ` dir="` + direction(s) + "\">\n<head>\n<meta charset=\"utf-8\">\n")
	b.WriteString(`<meta name="viewport" content="width=device-width, initial-scale=1">` + "\n")
	b.WriteString("<title></title>\n<style>" + paper + "</style>\n</head>\n<body>\n")
	for _, p := range paragraphs(text.Clean(s)) {
		other := language(p)
		if other == of {
			other = ""
		}
		b.WriteString(`<p` + inLanguage(other) + ` dir="auto">` + html.EscapeString(p) + "</p>\n")
	}
	b.WriteString("</body>\n</html>\n")
	return b.String()
}

func inLanguage(of string) string {
	if of == "" {
		return ""
	}
	return ` lang="` + html.EscapeString(of) + `"`
}

// Markdown is a text in which no character means anything but itself, with its own line
// breaks.
func Markdown(s string) string {
	var all []string
	for _, p := range paragraphs(text.Clean(s)) {
		lines := strings.Split(p, "\n")
		for i, l := range lines {
			lines[i] = literal(strings.TrimSpace(l))
		}
		all = append(all, strings.Join(lines, "\\\n"))
	}
	return strings.Join(all, "\n\n") + "\n"
}

// literal is a line without the powers that Markdown would see in it.
func literal(line string) string {
	var b strings.Builder
	for i, r := range line {
		rest := strings.TrimLeft(line[:i], "0123456789")
		switch {
		case strings.ContainsRune("\\`*_[]<>#|~", r),
			strings.ContainsRune("+-=", r) && i == 0,
			strings.ContainsRune(".)", r) && rest == "" && i > 0:
			b.WriteByte('\\')
		case r == '&':
			b.WriteString("&amp;")
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// paragraphs are the parts of a text between blank lines.
func paragraphs(s string) (all []string) {
	var one []string
	flush := func() {
		if len(one) > 0 {
			all = append(all, strings.Join(one, "\n"))
		}
		one = nil
	}
	for _, l := range strings.Split(s, "\n") {
		if strings.TrimSpace(l) == "" {
			flush()
			continue
		}
		one = append(one, l)
	}
	flush()
	return all
}

// rightToLeft are the scripts that run from right to left.
var rightToLeft = []*unicode.RangeTable{
	unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko, unicode.Samaritan, unicode.Mandaic, unicode.Adlam,
	unicode.Hanifi_Rohingya, unicode.Mende_Kikakui,
}

// direction is that of most letters.
func direction(s string) string {
	right, left := 0, 0
	for _, r := range s {
		switch {
		case !unicode.IsLetter(r):
		case unicode.In(r, rightToLeft...):
			right++
		default:
			left++
		}
	}
	if right > left {
		return "rtl"
	}
	return "ltr"
}

// Language is the language that a text is surely in, as HTML names it, or "": of a
// script that one language has, or of one whose smallest words are given and are many of
// its words.
func Language(s, small, of string) string {
	scripts := []struct {
		table *unicode.RangeTable
		lang  string
	}{{unicode.Hebrew, "he"}, {unicode.Greek, "el"}, {unicode.Hangul, "ko"}, {unicode.Hiragana, "ja"}, {unicode.Thai, "th"}, {unicode.Armenian, "hy"},
		{unicode.Georgian, "ka"}, {unicode.Tamil, "ta"}, {unicode.Telugu, "te"}, {unicode.Khmer, "km"}, {unicode.Lao, "lo"}, {unicode.Gujarati, "gu"}}
	letters, latin := 0, 0
	counts := make([]int, len(scripts))
	for _, r := range s {
		if !unicode.IsLetter(r) {
			continue
		}
		letters++
		if unicode.Is(unicode.Latin, r) {
			latin++
		}
		for i := range scripts {
			if unicode.Is(scripts[i].table, r) {
				counts[i]++
			}
		}
	}
	for i, n := range counts {
		// Japanese writes most of its nouns in another script.
		if n*2 > letters || scripts[i].lang == "ja" && n*5 > letters {
			return scripts[i].lang
		}
	}
	words, found := 0, 0
	known := strings.Fields(small)
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' }) {
		words++
		for _, k := range known {
			if w == k {
				found++
				break
			}
		}
	}
	if latin*2 > letters && words > 0 && found*4 > words {
		return of
	}
	return ""
}
