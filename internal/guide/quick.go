package guide

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// quick reads the plainest ways to write a sentence without a parser, which takes
// twenty times as long: on the line of its key, bare or in quotes, or folded (">")
// below it. It is false for anything else. Check holds that it reads the same.
func quick(src []byte) (string, bool) {
	if bytes.ContainsAny(src, "\r\t") {
		return "", false
	}
	line, rest, _ := strings.Cut(string(src), "\n")
	_, value, ok := keyOf(strings.TrimLeft(line, " "))
	switch {
	case !ok || value == "":
		return "", false
	case value == ">-" || value == ">":
		return folded(rest)
	case !onlyComments(rest):
		return "", false
	case len(value) > 1 && (value[0] == '"' || value[0] == '\'') && value[len(value)-1] == value[0]:
		inner := value[1 : len(value)-1]
		return inner, !strings.ContainsAny(inner, "\\"+value[:1])
	}
	return value, bare(value)
}

// bare says that a value without quotes is a text as it stands. All that begins
// something else in YAML is ASCII.
func bare(s string) bool {
	c := s[0]
	letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= utf8.RuneSelf
	return letter && !strings.Contains(s, ": ") && !strings.Contains(s, " #") && !strings.HasSuffix(s, ":") && !strings.EqualFold(s, "null")
}

func onlyComments(s string) bool {
	for line := range strings.Lines(s) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			return false
		}
	}
	return true
}

// folded joins the lines of a paragraph. A blank line ends one.
func folded(src string) (string, bool) {
	var b strings.Builder
	indent, blank := -1, 0
	for line := range strings.Lines(src) {
		line = strings.TrimRight(line, "\n")
		text := strings.TrimLeft(line, " ")
		if text == "" {
			blank++
			continue
		}
		if indent < 0 {
			indent = len(line) - len(text)
			if blank > 0 {
				return "", false
			}
		} else if blank > 0 {
			b.WriteString(strings.Repeat("\n", blank))
		} else {
			b.WriteByte(' ')
		}
		if len(line)-len(text) != indent {
			return "", false // a comment behind the text, or lines that stay as they are
		}
		b.WriteString(text)
		blank = 0
	}
	return b.String(), indent > 0
}
