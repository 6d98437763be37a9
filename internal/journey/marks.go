package journey

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// marksOf is what the engine may know of a text, by the names that the question asks
// for: "words" that there are any, "count" how many ("count:12"), "lines" how many lines
// ("lines:2"), "own" whether the
// ownership line passes ("passes"), "nothing" that the text is that one word.
func marksOf(q Question, text string) []string {
	marks := []string{}
	for _, m := range q.Marks {
		switch m {
		case "words":
			if strings.IndexFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) >= 0 {
				marks = append(marks, "words")
			}
		case "count":
			marks = append(marks, fmt.Sprintf("count:%d", len(strings.Fields(text))))
		case "lines":
			marks = append(marks, fmt.Sprintf("lines:%d", lines(text)))
		case "own":
			if owns(text) {
				marks = append(marks, "passes")
			}
		case "nothing":
			if strings.EqualFold(strings.Trim(text, " \t\n.!\"'"), "nothing") {
				marks = append(marks, "nothing")
			}
		}
	}
	return marks
}

// lines counts the lines with something on them.
func lines(text string) (n int) {
	for l := range strings.Lines(text) {
		if strings.TrimSpace(l) != "" {
			n++
		}
	}
	return n
}

// markedLines is the number in a mark "lines:n".
func markedLines(marks []string) (n int) {
	for _, m := range marks {
		if _, err := fmt.Sscanf(m, "lines:%d", &n); err == nil {
			return n
		}
	}
	return 0
}

// owns judges the line of why.own (CONTENT.md 7.2): one sentence that says "I chose
// to …", without a "but", a "because you", and a "we".
func owns(text string) bool {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && r != '\'' && r != '’'
	})
	if len(words) < 4 || !slices.Equal(words[:3], []string{"i", "chose", "to"}) {
		return false
	}
	for i, w := range words {
		base, _, _ := strings.Cut(strings.ReplaceAll(w, "’", "'"), "'")
		switch {
		case w == "but", base == "we", w == "us", w == "our", w == "ours":
			return false
		case w == "because" && i+1 < len(words):
			next, _, _ := strings.Cut(strings.ReplaceAll(words[i+1], "’", "'"), "'")
			if next == "you" || next == "your" || next == "they" || next == "she" || next == "he" || next == "of" && i+2 < len(words) && (words[i+2] == "you" || words[i+2] == "your") {
				return false
			}
		}
	}
	return sentences(text) == 1
}

func sentences(text string) (n int) {
	for _, s := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(".!?\n", r) }) {
		if strings.TrimSpace(s) != "" {
			n++
		}
	}
	return n
}
