package keys

import (
	"slices"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// line is what survey holds in its input line: what it was given, so that keys
// survey has no word for can be said in backspaces and arrows.
type line struct {
	text []rune
	at   int
}

// turn gives the keys survey gets for one key of the person's.
func (l *line) turn(key string) []string {
	switch key {
	case Enter, CtrlC, CtrlD:
		*l = line{}
		return []string{key}
	case ctrlU:
		return l.back(l.at)
	case ctrlW:
		return l.back(l.at - wordStart(l.text[:l.at]))
	case backspace:
		if l.at == 0 {
			return []string{key} // survey rings the bell, or shortens a filter
		}
		return l.back(lastCluster(l.text[:l.at]))
	case remove:
		n := firstCluster(l.text[l.at:])
		l.text = slices.Delete(l.text, l.at, l.at+n)
		return slices.Repeat([]string{remove}, n)
	case left:
		n := lastCluster(l.text[:l.at])
		l.at -= n
		return slices.Repeat([]string{left}, max(n, 1)) // MultiSelect has its own use for a bare arrow
	case right:
		n := firstCluster(l.text[l.at:])
		l.at += n
		return slices.Repeat([]string{right}, max(n, 1))
	case home:
		l.at = 0
	case end:
		l.at = len(l.text)
	}
	if r, _ := utf8.DecodeRuneInString(key); r >= 0x20 && r != 0x7f {
		l.text = slices.Insert(l.text, l.at, r)
		l.at++
	}
	return []string{key}
}

// back takes n runes before the cursor.
func (l *line) back(n int) []string {
	l.text = slices.Delete(l.text, l.at-n, l.at)
	l.at -= n
	return slices.Repeat([]string{backspace}, n)
}

func wordStart(text []rune) int {
	i := len(text)
	for i > 0 && text[i-1] == ' ' {
		i--
	}
	for i > 0 && text[i-1] != ' ' {
		i--
	}
	return i
}

// near is as far as a cluster is looked for: no joined emoji is longer, and a key in a
// long line stays cheap.
const near = 64

func firstCluster(text []rune) int {
	g := graphemes.FromString(string(text[:min(near, len(text))]))
	if !g.Next() {
		return 0
	}
	return utf8.RuneCountInString(g.Value())
}

func lastCluster(text []rune) (n int) {
	for g := graphemes.FromString(string(text[max(0, len(text)-near):])); g.Next(); {
		n = utf8.RuneCountInString(g.Value())
	}
	return n
}
