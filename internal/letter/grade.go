package letter

import (
	"math"
	"unicode"
)

// grade is the Flesch-Kincaid grade level, in years of school: Kincaid, Fishburne,
// Rogers and Chissom, Derivation of New Readability Formulas for Navy Enlisted
// Personnel, 1975: 0.39 words per sentence + 11.8 syllables per word - 15.59. Below
// nought it is nought. It is made for English; elsewhere it says little.
func grade(words, sentences, syllables int) float64 {
	if words == 0 || sentences == 0 {
		return 0
	}
	g := 0.39*float64(words)/float64(sentences) + 11.8*float64(syllables)/float64(words) - 15.59
	return math.Max(0, math.Round(g*10)/10)
}

// count is the words of a text, and their syllables by the groups of vowels in them:
// a silent e at the end is none, and each word has one at least.
func count(s string) (words, syllables int) {
	in, group, groups := false, false, 0
	var last, previous rune
	end := func() {
		if last == 'e' && groups > 1 && previous != 'l' {
			groups--
		}
		words, syllables = words+1, syllables+max(groups, 1)
		in, group, groups, last = false, false, 0, 0
	}
	for _, c := range s {
		switch {
		case wordRune(c):
			c = unicode.ToLower(c)
			v := c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y'
			if v && !group {
				groups++
			}
			in, group, previous, last = true, v, last, c
		case in && (apostrophe(c) || c == '-' || unjoined(c)):
			group = false
		case in:
			end()
		}
	}
	if in {
		end()
	}
	return words, syllables
}

// HasWords says that there is something to check.
func HasWords(s string) bool {
	words, _ := count(s)
	return words > 0
}
