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

// quickList reads the plainest ways to write a list: an item on each line below the key,
// or all in brackets, bare or in quotes. It is false for anything else.
func quickList(src []byte) (items []string, ok bool) {
	if bytes.ContainsAny(src, "\r\t") {
		return nil, false
	}
	line, rest, _ := strings.Cut(string(src), "\n")
	_, value, ok := keyOf(strings.TrimLeft(line, " "))
	switch {
	case !ok:
		return nil, false
	case strings.HasPrefix(value, "["):
		return bracketed(value + "\n" + rest)
	case value != "":
		return nil, false
	}
	indent := -1
	for line := range strings.Lines(rest) {
		text := strings.TrimSpace(line)
		if text == "" || text[0] == '#' {
			continue
		}
		here := strings.IndexByte(line, text[0])
		item, dash := strings.CutPrefix(text, "- ")
		if indent < 0 {
			indent = here
		}
		s, plain := itemOf(strings.TrimSpace(item))
		if !dash || here != indent || !plain {
			return nil, false
		}
		items = append(items, s)
	}
	return items, len(items) > 0
}

// bracketed reads [a, b, c] over any number of lines.
func bracketed(s string) (items []string, ok bool) {
	inner, after, closed := strings.Cut(s[1:], "]")
	if !closed || !onlyComments(after) || strings.ContainsAny(inner, "[{#") {
		return nil, false
	}
	for part := range strings.SplitSeq(inner, ",") {
		item, plain := itemOf(strings.TrimSpace(part))
		if !plain || strings.ContainsAny(item, "\n}") {
			return nil, false
		}
		items = append(items, item)
	}
	return items, true
}

// itemOf is a text as it stands in a list, bare or in quotes.
func itemOf(s string) (string, bool) {
	if len(s) > 1 && (s[0] == '"' || s[0] == '\'') && s[len(s)-1] == s[0] {
		inner := s[1 : len(s)-1]
		return inner, !strings.ContainsAny(inner, "\\"+s[:1])
	}
	return s, s != "" && bare(s)
}
