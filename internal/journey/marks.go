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
			if word := strings.ToLower(strings.Trim(text, " \t\n.!¡\"'“”")); slices.Contains(nothings(), word) {
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

// nothings are the word for nothing in each language that is written in. People write in
// more than one, so all are known at all times.
func nothings() []string { return []string{"nothing", "nada"} }

// owning is how a language says "I chose to …": how the line begins, how many words it
// has at least, what it does without, and who may not stand behind a "because".
type owning struct {
	begins         []string
	least          int
	without        []string
	because, whose []string
}

func ownings() []owning {
	return []owning{
		{begins: []string{"i chose to"}, least: 4, without: []string{"but", "we", "us", "our", "ours"},
			because: []string{"because", "because of"}, whose: []string{"you", "your", "they", "she", "he"}},
		{begins: []string{"elegí", "elegi", "yo elegí", "yo elegi"}, least: 2,
			without: []string{"pero", "nosotros", "nosotras", "nos", "nuestro", "nuestra", "nuestros", "nuestras"},
			because: []string{"porque", "por"}, whose: []string{"tú", "tu", "tus", "te", "ti", "usted", "ustedes", "vosotros", "vosotras", "vos", "ella", "ellas", "él", "ellos"}},
	}
}

// owns judges the line of why.own (CONTENT.md 7.2): one sentence that says "I chose
// to …", without a "but", a "because you", and a "we", in a language that it knows.
func owns(text string) bool {
	words := strings.FieldsFunc(strings.ToLower(strings.ReplaceAll(text, "’", "'")), func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' })
	for i, w := range words {
		words[i], _, _ = strings.Cut(w, "'")
	}
	return sentences(text) == 1 && slices.ContainsFunc(ownings(), func(o owning) bool { return o.says(words) })
}

func (o owning) says(words []string) bool {
	line := " " + strings.Join(words, " ") + " "
	begins := slices.ContainsFunc(o.begins, func(s string) bool { return strings.HasPrefix(line, " "+s+" ") })
	if !begins || len(words) < o.least || slices.ContainsFunc(o.without, func(w string) bool { return slices.Contains(words, w) }) {
		return false
	}
	for _, because := range o.because {
		for _, whose := range o.whose {
			if strings.Contains(line, " "+because+" "+whose+" ") {
				return false
			}
		}
	}
	return true
}

func sentences(text string) (n int) {
	for _, s := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(".!?\n", r) }) {
		if strings.TrimSpace(s) != "" {
			n++
		}
	}
	return n
}
