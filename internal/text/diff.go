package text

import (
	"slices"
	"strings"
)

// Change says what became of a piece of a text.
type Change int8

// The changes.
const (
	Same Change = iota
	Gone
	New
)

// Piece is a run of words with one fate. Its text has blanks between words and its own
// line breaks, and none at its ends but where a line ends there.
type Piece struct {
	Change Change
	Text   string
}

// Diff compares two texts by words, line breaks included: what stayed, what is gone and
// what is new, in the order of reading, gone before new. Blanks do not count.
func Diff(before, after string) []Piece {
	var d differ
	a, b := d.number(tokens(before)), d.number(tokens(after))
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		d.add(Same, a[:1])
		a, b = a[1:], b[1:]
	}
	tail := 0
	for tail < len(a) && tail < len(b) && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	end := a[len(a)-tail:]
	d.compare(a[:len(a)-tail], b[:len(b)-tail])
	d.add(Same, end)
	return d.pieces()
}

// tokens are the words and the line breaks of a text.
func tokens(s string) (list []string) {
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			list = append(list, "\n")
		}
		list = append(list, strings.Fields(line)...)
	}
	return list
}

// largest is the number of pairs above which two texts are not compared any more: one
// is gone and the other new. No letter comes near it.
const largest = 400_000_000

type differ struct {
	numbers map[string]int32 // of each word: numbers compare faster
	known   []string         // the words by their numbers
	fates   []Change
	words   []string
}

func (d *differ) number(words []string) []int32 {
	if d.numbers == nil {
		d.numbers = map[string]int32{}
	}
	list := make([]int32, len(words))
	for i, w := range words {
		n, ok := d.numbers[w]
		if !ok {
			n = int32(len(d.known))
			d.numbers[w], d.known = n, append(d.known, w)
		}
		list[i] = n
	}
	return list
}

func (d *differ) add(c Change, words []int32) {
	for _, w := range words {
		d.fates, d.words = append(d.fates, c), append(d.words, d.known[w])
	}
}

// compare finds the longest words in common by halves (Hirschberg), in memory that grows
// with one text and not with their product.
func (d *differ) compare(a, b []int32) {
	switch {
	case len(a) == 0 || len(b) == 0 || len(a)*len(b) > largest:
		d.add(Gone, a)
		d.add(New, b)
		return
	case len(a) == 1:
		at := slices.Index(b, a[0])
		if at < 0 {
			d.add(Gone, a)
			d.add(New, b)
			return
		}
		d.add(New, b[:at])
		d.add(Same, a)
		d.add(New, b[at+1:])
		return
	}
	half := len(a) / 2
	head, tail := common(a[:half], b, false), common(a[half:], b, true)
	cut, best := 0, -1
	for i := range head {
		if n := head[i] + tail[len(b)-i]; n > best {
			cut, best = i, n
		}
	}
	d.compare(a[:half], b[:cut])
	d.compare(a[half:], b[cut:])
}

// common is how many words a has in common with each beginning of b, or, backwards, with
// each end of it.
func common(a, b []int32, backwards bool) []int {
	if backwards {
		a, b = slices.Clone(a), slices.Clone(b)
		slices.Reverse(a)
		slices.Reverse(b)
	}
	row := make([]int, len(b)+1)
	for _, w := range a {
		corner := 0
		for j, v := range b {
			up := row[j+1]
			if v == w {
				row[j+1] = corner + 1
			} else if row[j] > up {
				row[j+1] = row[j]
			}
			corner = up
		}
	}
	return row
}

// pieces joins what has one fate. Between two common words all that is gone comes before
// all that is new.
func (d *differ) pieces() (list []Piece) {
	for i := 0; i < len(d.fates); {
		if d.fates[i] == Same {
			j := i
			for j < len(d.fates) && d.fates[j] == Same {
				j++
			}
			list = append(list, Piece{Same, spaced(d.words[i:j])})
			i = j
			continue
		}
		var gone, added []string
		for ; i < len(d.fates) && d.fates[i] != Same; i++ {
			if d.fates[i] == Gone {
				gone = append(gone, d.words[i])
			} else {
				added = append(added, d.words[i])
			}
		}
		if len(gone) > 0 {
			list = append(list, Piece{Gone, spaced(gone)})
		}
		if len(added) > 0 {
			list = append(list, Piece{New, spaced(added)})
		}
	}
	return list
}

// spaced puts words on their lines.
func spaced(words []string) string {
	var b strings.Builder
	for i, w := range words {
		if i > 0 && w != "\n" && words[i-1] != "\n" {
			b.WriteByte(' ')
		}
		b.WriteString(w)
	}
	return b.String()
}
