package letter

import (
	"strconv"
	"unicode/utf8"
)

// features are what the model looks at in a sentence: words, pairs of words
// and classes, words as a negation turns them, beginnings of words, and the
// moves that rules found. Each has a name that stands in the model's table, and the
// token from which it comes. The buffer is used again for every sentence.
type features struct {
	buf  []byte
	ends []int32  // where each name ends in buf
	at   []int16  // its first token, or -1 for the whole sentence
	to   []int16  // the one behind its last
	rows [][]byte // its weights, once the table was asked
	seen hashes
}

// hashes is a set of hashes that is used again; 0 is never in it.
type hashes []uint32

func (s *hashes) clear(most int) {
	size := 256
	for size < 2*most {
		size *= 2
	}
	if len(*s) != size {
		*s = make(hashes, size)
		return
	}
	clear(*s)
}

// add is false for a hash that is there already.
func (s hashes) add(h uint32) bool {
	mask := uint32(len(s) - 1)
	for at := h & mask; ; at = (at + 1) & mask {
		switch s[at] {
		case 0:
			s[at] = h
			return true
		case h:
			return false
		}
	}
}

func (f *features) add(at, to int, parts ...string) {
	for i, p := range parts {
		if i > 0 {
			f.buf = append(f.buf, ' ')
		}
		f.buf = append(f.buf, p...)
	}
	f.ends = append(f.ends, int32(len(f.buf)))
	f.at, f.to = append(f.at, int16(at)), append(f.to, int16(to))
}

// name is a feature's name. It holds until the next sentence.
func (f *features) name(i int) []byte {
	from := int32(0)
	if i > 0 {
		from = f.ends[i-1]
	}
	return f.buf[from:f.ends[i]]
}

const reachOfNot = 5 // words behind a negation that it turns

func (f *features) read(p *Pack, tokens []token, moves []moved, s string) {
	f.buf, f.ends, f.at, f.to = f.buf[:0], f.ends[:0], f.at[:0], f.to[:0]
	not := 0
	subject := ""
	for i := range tokens {
		t := &tokens[i]
		if t.gap != blank {
			not = 0
		}
		w := face(t)
		f.add(i, i+1, "w", w)
		if not > 0 {
			f.add(i, i+1, "n", w)
			not--
		}
		switch w {
		case "not", "never", "no", "nothing", "nobody", "without", "neither", "nor", "cannot", "stop", "refuse":
			not = reachOfNot
		case "i", "you", "we", "it", "she", "he", "they", "that", "this", "there":
			if subject == "" {
				subject = w
			}
		}
		if len(w) > 4 {
			f.add(i, i+1, "p", beginning(w, 4))
		}
		if t.quoted {
			f.add(i, i+1, "q")
		}
		if i+1 < len(tokens) {
			f.add(i, i+2, "b", w, face(&tokens[i+1]))
		}
		f.classes(p, tokens, i, not > 0)
	}
	f.ends2(tokens)
	f.add(-1, -1, "subject", subject)
	f.add(-1, -1, "long", strconv.Itoa(min(len(tokens)/6, 5)))
	if last, _ := utf8.DecodeLastRuneInString(s); last == '?' {
		f.add(-1, -1, "asks")
		f.add(-1, -1, "asks", subject)
	}
	for _, m := range moves {
		if m.rule.Sure {
			continue // it counts by itself, and teaches the table nothing
		}
		r := m.rule
		switch {
		case r.Category == "" && r.Element == "":
			f.add(m.from, m.to, "f", r.ID)
		case m.spared:
			f.add(m.from, m.to, "spared", r.Category, r.Element)
			f.add(m.from, m.to, "spared", r.ID)
		default:
			f.add(m.from, m.to, "r", r.Category, r.Element)
			f.add(m.from, m.to, "r", r.ID)
			f.add(m.from, m.to, "r", r.ID, m.pattern())
		}
	}
}

// classes are the classes of a token, alone and beside its neighbours.
func (f *features) classes(p *Pack, tokens []token, i int, not bool) {
	var here [4]string
	n := p.classesOf(&tokens[i], here[:])
	for _, a := range here[:n] {
		f.add(i, i+1, "c", a)
		if not {
			f.add(i, i+1, "nc", a)
		}
	}
	for _, d := range []int{1, 2} {
		if i+d >= len(tokens) {
			return
		}
		var next [4]string
		m := p.classesOf(&tokens[i+d], next[:])
		gap := ""
		if d == 2 {
			gap = "_"
		}
		w, v := face(&tokens[i]), face(&tokens[i+d])
		for _, a := range here[:n] {
			f.add(i, i+d+1, "cw", a, gap, v)
			for _, b := range next[:m] {
				f.add(i, i+d+1, "cc", a, gap, b)
			}
		}
		for _, b := range next[:m] {
			f.add(i, i+d+1, "wc", w, gap, b)
		}
	}
}

// ends2 are the words with which the sentence begins and ends.
func (f *features) ends2(tokens []token) {
	n := len(tokens)
	f.add(0, 1, "^", face(&tokens[0]))
	f.add(n-1, n, "$", face(&tokens[n-1]))
	if n > 1 {
		f.add(0, 2, "^", face(&tokens[0]), face(&tokens[1]))
		f.add(n-2, n, "$", face(&tokens[n-2]), face(&tokens[n-1]))
	}
}

// face is a word as the model sees it: one number is as good as another, and so is
// one name.
func face(t *token) string {
	switch {
	case t.sets.has(shapeNumber):
		return "#"
	case t.name || t.sets.has(shapeName):
		return "Name"
	}
	return t.word
}

func beginning(w string, n int) string {
	for i := range w {
		if n == 0 {
			return w[:i]
		}
		n--
	}
	return w
}

// classesOf are the names of the classes that a token belongs to, the smallest first,
// as far as there is room.
func (p *Pack) classesOf(t *token, to []string) (n int) {
	if t.id < 0 {
		return 0
	}
	sets := p.setsOf(t.id)
	for _, s := range sets {
		if int(s) < len(p.Classes) && n < len(to) {
			to[n] = p.Classes[s]
			n++
		}
	}
	return n
}
