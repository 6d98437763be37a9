package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Span is a part of a text, in bytes: from Start up to, not including, End.
type Span struct{ Start, End int }

// Folded is a text made ready for matching, and the way back. Case, curly quotes,
// kinds of hyphens and of blanks are folded; runs of blanks are one; a blank line
// stays one; soft hyphens and other characters without width between letters are
// gone. Accents stay: they tell words apart.
type Folded struct {
	Text string
	at   []int  // where each byte of Text stands in the source; one more for its end
	list []Span // its words, where they were asked for once
}

// Fold gives the folded text alone, for a search that folds whatever might be found.
func Fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	fold(s, func(r rune, _ int) {
		if r < utf8.RuneSelf {
			b.WriteByte(byte(r))
			return
		}
		b.WriteRune(r)
	})
	return b.String()
}

// Folding folds a text and remembers where everything stood.
func Folding(s string) Folded {
	var b strings.Builder
	b.Grow(len(s))
	at := make([]int, 0, len(s)+1)
	fold(s, func(r rune, from int) {
		n := b.Len()
		b.WriteRune(r)
		for ; n < b.Len(); n++ {
			at = append(at, from)
		}
	})
	return Folded{Text: b.String(), at: append(at, len(s))}
}

// fold puts the signs of the folded text one by one, each with where it stood.
func fold(s string, put func(r rune, from int)) {
	blank, newlines := -1, 0
	gap := func() {
		if newlines > 1 {
			put('\n', blank)
			put('\n', blank)
		} else {
			put(' ', blank)
		}
		blank, newlines = -1, 0
	}
	for i, r := range s {
		switch {
		case r > ' ' && r < utf8.RuneSelf: // most are
		case r == '\n' || r == '\u2029' || r == '\u0085' || r == '\u2028':
			newlines++
			fallthrough
		case unicode.IsSpace(r):
			if blank < 0 {
				blank = i
			}
			continue
		case r == '\u00ad' || r == '\u200b' || r == '\u2060' || r == '\ufeff':
			continue
		}
		if blank >= 0 {
			gap()
		}
		put(same(r), i)
	}
	if blank >= 0 {
		gap()
	}
}

// loosely is the folded text without accents, as Loose has it, and the way back.
func (f Folded) loosely() Folded {
	plain := true
	for i := range len(f.Text) {
		plain = plain && f.Text[i] < utf8.RuneSelf
	}
	if plain {
		return f
	}
	var b strings.Builder
	at := make([]int, 0, len(f.at))
	for i, r := range f.Text {
		if r = bare(r); r >= 0 {
			b.WriteRune(r)
			for len(at) < b.Len() {
				at = append(at, f.at[i])
			}
		}
	}
	return Folded{Text: b.String(), at: append(at, f.at[len(f.Text)])}
}

// same is the one character that stands for all that people type for it.
func same(r rune) rune {
	if 'a' <= r && r <= 'z' {
		return r
	}
	switch r {
	case '‘', '’', '‚', '‛', 'ʼ', '＇', '´', '`':
		return '\''
	case '“', '”', '„', '‟', '«', '»':
		return '"'
	case '‐', '‑':
		return '-'
	}
	return unicode.ToLower(r)
}

// Span is the part of the source that a part of the folded text came from.
func (f Folded) Span(start, end int) Span { return Span{f.at[start], f.at[end]} }

// inWord says that the rune at i belongs to a word: a letter, a digit, a mark, or an
// apostrophe between letters.
func (f Folded) inWord(i int) bool {
	r, size := utf8.DecodeRuneInString(f.Text[i:])
	if r == '\'' && i > 0 {
		before, _ := utf8.DecodeLastRuneInString(f.Text[:i])
		after, _ := utf8.DecodeRuneInString(f.Text[i+size:])
		return isWord(before) && isWord(after)
	}
	return isWord(r)
}

func isWord(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
}

// withWords is the text with its words at hand, for whoever looks more than once.
func (f Folded) withWords() Folded {
	f.list = f.words()
	return f
}

// words are the words of the folded text.
func (f Folded) words() (words []Span) {
	if f.list != nil {
		return f.list
	}
	start := -1
	for i := range f.Text {
		switch in := f.inWord(i); {
		case in && start < 0:
			start = i
		case !in && start >= 0:
			words = append(words, Span{start, i})
			start = -1
		}
	}
	if start >= 0 {
		words = append(words, Span{start, len(f.Text)})
	}
	return words
}
