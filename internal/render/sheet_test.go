package render

import (
	"html"
	"regexp"
	"strings"
	"testing"
)

const small = "the and you i to of that what my was for not it is a in"

func TestSheet(t *testing.T) {
	for _, c := range []struct{ name, in, lang, dir string }{
		{"english", "I lied to you, and it was my choice.\n\nYou owe me nothing.", "en", "ltr"},
		{"hebrew", "שיקרתי לך.\n\nזו הייתה הבחירה שלי.", "he", "rtl"},
		{"arabic", "كذبت عليك وكان ذلك خياري.", "", "rtl"},
		{"german", "Ich habe dich belogen, und das war meine Wahl.", "", "ltr"},
		{"japanese", "私はあなたに嘘をつきました。", "ja", "ltr"},
		{"mixed, mostly hebrew", "שיקרתי לך שנה שלמה ולא סיפרתי. I lied.", "he", "rtl"},
		{"mixed, mostly english", "I lied to you and it was my choice, and I said שלום to you.", "en", "ltr"},
		{"russian", "Я солгал тебе, и это был мой выбор.", "", "ltr"},
	} {
		lang := Language(c.in, small, "en")
		page := Sheet(c.in, english)
		head, _, _ := strings.Cut(page, "<head>")
		if lang != c.lang || strings.Contains(head, "lang=") != (c.lang != "") || !strings.Contains(head, `dir="`+c.dir+`"`) {
			t.Errorf("%s: lang %q in %q", c.name, lang, head)
		}
	}
}

func english(s string) string { return Language(s, small, "en") }

// A paragraph in another language than the page says so.
func TestSheetParagraphs(t *testing.T) {
	page := Sheet("I lied to you, and it was my choice, and I said so.\n\nשיקרתי לך.\n\nForgive nothing.", english)
	for _, want := range []string{`<html lang="en" dir="ltr">`, `<p dir="auto">I lied`, `<p lang="he" dir="auto">`, `<p dir="auto">Forgive`} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in %s", want, page)
		}
	}
}

// The page fetches nothing, runs nothing, and shows every character as itself.
func TestSheetHarmless(t *testing.T) {
	in := "I <b>lied</b> & \"hid\" it.\nSecond line.\n\n\n<script>alert(1)</script>\u202e turned\x1b[31m"
	page := Sheet(in, func(string) string { return `e"n` })
	if found := regexp.MustCompile(`(?i)<script|<link|<img|src=|href=|url\(|@import|https?`).FindString(page); found != "" {
		t.Errorf("the page has %s", found)
	}
	if strings.ContainsAny(page, "\u202e\x1b") {
		t.Error("it holds a character that drives or turns")
	}
	var shown []string
	for _, p := range regexp.MustCompile(`(?s)<p dir="auto">(.*?)</p>`).FindAllStringSubmatch(page, -1) {
		shown = append(shown, html.UnescapeString(p[1]))
	}
	want := []string{"I <b>lied</b> & \"hid\" it.\nSecond line.", "<script>alert(1)</script> turned[31m"}
	if strings.Join(shown, "|") != strings.Join(want, "|") {
		t.Errorf("%q", shown)
	}
}

func TestSheetMarkdown(t *testing.T) {
	for in, want := range map[string]string{
		"I lied.\nFor a year.\n\nI hid it.": "I lied.\\\nFor a year.\n\nI hid it.\n",
		"# no heading":                      "\\# no heading\n",
		"- no list\n1. no list\n+ a":        "\\- no list\\\n1\\. no list\\\n\\+ a\n",
		"*no* _stress_ `code` [x](y) <b>&":  "\\*no\\* \\_stress\\_ \\`code\\` \\[x\\](y) \\<b\\>&amp;\n",
		"    no code":                       "no code\n",
		"a - b + c = 2.5":                   "a - b + c = 2.5\n",
	} {
		if got := Markdown(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
