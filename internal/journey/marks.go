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
func (p Plan) marksOf(q Question, text string) []string {
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
			if owns(p.Own, text) {
				marks = append(marks, "passes")
			}
		case "nothing":
			if slices.Contains(p.Nothing, strings.ToLower(strings.Trim(text, " \t\n.!¡\"'“”"))) {
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

// owns judges the line of why.own (CONTENT.md 7.2) by the rules of each language: one
// sentence that begins as an owning one does, goes on, and holds nothing that takes it
// back.
func owns(rules []Owning, text string) bool {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && r != '\'' && r != '’'
	})
	for i, w := range words {
		words[i], _, _ = strings.Cut(strings.ReplaceAll(w, "’", "'"), "'")
	}
	return sentences(text) == 1 && slices.ContainsFunc(rules, func(o Owning) bool {
		return slices.ContainsFunc(o.Begins, func(b string) bool { return begins(words, strings.Fields(b)) }) &&
			!slices.ContainsFunc(o.Without, func(p string) bool { return holds(words, strings.Fields(p)) })
	})
}

// begins says that the words begin with those of a phrase, and go on.
func begins(words, phrase []string) bool {
	return len(words) > len(phrase) && slices.Equal(words[:len(phrase)], phrase)
}

func holds(words, phrase []string) bool {
	for i := range words {
		if len(words)-i >= len(phrase) && slices.Equal(words[i:i+len(phrase)], phrase) {
			return true
		}
	}
	return false
}

func sentences(text string) (n int) {
	for _, s := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(".!?\n", r) }) {
		if strings.TrimSpace(s) != "" {
			n++
		}
	}
	return n
}
