package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sentences are the sentences of a text, in order, without the blanks between them.
// A sentence ends at a full stop, a question or an exclamation mark with blanks
// behind it, whatever the case of the next word, and at a blank line or a list mark.
// It does not end at a title ("Dr. Lee"), an initial, "e.g.", a number, three dots
// before a small letter, or a quoted question inside a longer sentence. These rules
// are those of English.
func Sentences(s string) (found []Span) {
	start := 0
	cut := func(end int) {
		part := s[start:end]
		from := start + len(part) - len(strings.TrimLeftFunc(part, unicode.IsSpace))
		if to := start + len(strings.TrimRightFunc(part, unicode.IsSpace)); from < to {
			found = append(found, Span{from, to})
		}
		start = end
	}
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '\n' && breaks(s[i+1:]):
			cut(i)
		case strings.ContainsRune("。！？", r):
			i = closing(s, i+size)
			cut(i)
			continue
		case strings.ContainsRune(".!?…", r):
			end := i
			for end < len(s) && strings.ContainsRune(".!?…", first(s[end:])) {
				end += utf8.RuneLen(first(s[end:]))
			}
			after := closing(s, end)
			if ends(s[start:i], s[i:end], s[end:after], s[after:]) {
				cut(after)
			}
			i = after
			continue
		}
		i += size
	}
	cut(len(s))
	return found
}

// breaks says that what follows a newline begins something new: another newline, or
// a list mark.
func breaks(rest string) bool {
	rest = strings.TrimLeft(rest, " \t\r")
	if rest == "" || rest[0] == '\n' {
		return true
	}
	digits := strings.TrimLeft(rest, "0123456789")
	switch {
	case len(digits) < len(rest):
		return strings.HasPrefix(digits, ". ") || strings.HasPrefix(digits, ") ")
	default:
		return strings.HasPrefix(rest, "- ") || strings.HasPrefix(rest, "* ") || strings.HasPrefix(rest, "• ")
	}
}

// closing goes past quotes and brackets that close.
func closing(s string, i int) int {
	for i < len(s) && strings.ContainsRune("\"'”’»)]」』", first(s[i:])) {
		i += utf8.RuneLen(first(s[i:]))
	}
	return i
}

// first is the first rune, or 0. A byte that is no UTF-8 counts as none of ours.
func first(s string) rune {
	r, size := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError && size < 2 {
		return 0
	}
	return r
}

// ends says that a sentence ends at the marks between before and rest.
func ends(before, marks, closed, rest string) bool {
	next := strings.TrimLeftFunc(rest, unicode.IsSpace)
	if next == "" {
		return true
	}
	if len(next) == len(rest) {
		return false // nothing parts it from what follows: 7.5, example.org
	}
	small := unicode.IsLower(first(next)) && !strings.HasPrefix(next, "i ") && !strings.HasPrefix(next, "i'") && !strings.HasPrefix(next, "i’")
	switch {
	case strings.ContainsAny(marks, "!?"):
		return closed == "" || !small
	case marks != ".":
		return !small
	case closed != "":
		return !small
	}
	word := before[strings.LastIndexFunc(before, unicode.IsSpace)+1:]
	word = strings.TrimLeft(word, "\"'“‘(«[")
	return !goesOn(word, next)
}

// goesOn says that a full stop behind the word is part of it.
func goesOn(word, next string) bool {
	switch strings.ToLower(word) {
	case "dr", "mr", "mrs", "ms", "mx", "prof", "st", "rev", "fr", "mt", "e.g", "i.e", "vs", "cf", "approx":
		return true
	case "etc", "a.m", "p.m", "jr", "sr", "inc", "ltd", "u.s", "u.k":
		return unicode.IsLower(first(next))
	case "no", "nr", "p", "pp", "vol":
		return unicode.IsDigit(first(next))
	}
	// An initial: "J. Smith", but "So did I. Then …" ends.
	return utf8.RuneCountInString(word) == 1 && unicode.IsUpper(first(word)) && word != "I" && unicode.IsUpper(first(next))
}
