package prompts

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

// The words of a language are packed a file each, so that a command unpacks no more than
// it asks for, as small as flate makes them and read in less than half of its time.
//
// The part is the lengths of three codes, as in model.go: of a text's own bytes, of
// counts and of distances; then a line "name size from" for each file, an empty one
// before them and one after; then the files. A packed file is a row of steps: one byte
// of two counts, how many bytes of the text stand here, and how many (less nearest)
// stand before in the text; the former; how far back the latter are, its lower byte as
// it is, its upper one in a code. A count of 15 goes on in bytes as they are, to the
// first that is not 255.
const (
	ofText = iota
	ofCounts
	ofDistances
	wordCodes

	nearest        = 4 // bytes that are worth pointing at
	farthest       = 1<<16 - 1
	longestOfWords = 10 // bits of a code
)

// packedWords is a file of words as it is packed.
type packedWords struct {
	size int
	bits []byte // and those of the files that follow
}

// wordsList is the lines of all files of a part, each behind a line's end, and the files.
func wordsList(p []byte) (list, files []byte) {
	list, files, _ = bytes.Cut(p[wordCodes*128:], []byte("\n\n"))
	return list, files
}

// findWords is a file of words in a part, and false where it is none.
func findWords(p []byte, name string) (w packedWords, ok bool) {
	list, files := wordsList(p)
	_, rest, ok := bytes.Cut(list, []byte("\n"+name+" "))
	if !ok {
		return w, false
	}
	line, _, _ := bytes.Cut(rest, []byte("\n"))
	size, from, _ := strings.Cut(string(line), " ")
	w.size, _ = strconv.Atoi(size) // a test holds what Pack wrote
	at, _ := strconv.Atoi(from)
	w.bits = files[at:]
	return w, true
}

// wordsOf is a file of words of the program, and false where it is none.
func wordsOf(name string) (w packedWords, ok bool) {
	if !isWords(name) {
		return w, false
	}
	return findWords(part(2), name)
}

// wordsNames are the files of words of the program.
func wordsNames() (names []string) {
	list, _ := wordsList(part(2))
	for line := range strings.SplitSeq(string(list[1:]), "\n") {
		name, _, _ := strings.Cut(line, " ")
		names = append(names, name)
	}
	return names
}

// wordDecoders are the codes of the program's words.
var wordDecoders = sync.OnceValue(func() *[wordCodes]wordDecoder { return codesOfWords(part(2)) })

func codesOfWords(p []byte) *[wordCodes]wordDecoder {
	var all [wordCodes]wordDecoder
	for i := range all {
		all[i].fill(p[i*128:][:128])
	}
	return &all
}

// wordDecoder is a decoder of shorter codes, sooner made.
type wordDecoder [1 << longestOfWords]uint16

func (d *wordDecoder) fill(lengths []byte) {
	codes := codesOf(lengths)
	for sign := range codes {
		c := &codes[sign]
		for i := int(c.bits); c.size > 0 && i < len(d); i += 1 << c.size {
			d[i] = uint16(sign)<<4 | uint16(c.size)
		}
	}
}

// text is the file as it stands in its folder, or where it is longer its first bytes.
func (w packedWords) text(codes *[wordCodes]wordDecoder, most int) []byte {
	text := make([]byte, min(w.size, most))
	p, bit, at := w.bits, 0, 0
	for at < len(text) {
		e := codes[ofCounts][window(p, bit)&(1<<longestOfWords-1)]
		bit += int(e & 15)
		own, same := int(e>>8), int(e>>4&15)
		if own == 15 {
			own, bit = more(p, bit)
		}
		for own = min(own, len(text)-at); own > 0; {
			next, some := window(p, bit), min(own, 5) // codes that a window holds
			for range some {
				e := codes[ofText][next&(1<<longestOfWords-1)]
				next >>= e & 15
				bit += int(e & 15)
				text[at] = byte(e >> 4)
				at++
			}
			own -= some
		}
		if at == len(text) {
			break
		}
		if same == 15 {
			same, bit = more(p, bit)
		}
		next := window(p, bit)
		e = codes[ofDistances][next>>8&(1<<longestOfWords-1)]
		bit += 8 + int(e&15)
		back := int(byte(next)) | int(e>>4)<<8
		for end := min(at+same+nearest, len(text)); at < end; { // what is pointed at may reach to where it goes
			at += copy(text[at:end], text[at-back:at])
		}
	}
	return text
}

// window is the bits from one on, 57 of them at least. Eight bytes must follow it.
func window(p []byte, bit int) uint64 {
	return binary.LittleEndian.Uint64(p[bit>>3:]) >> (bit & 7)
}

// more is a count that goes on in bytes as they are, and where they end.
func more(p []byte, bit int) (count, end int) {
	count = 15
	for {
		b := int(byte(window(p, bit)))
		count, bit = count+b, bit+8
		if b < 255 {
			return count, bit
		}
	}
}

// step is some bytes of a text, and how many more stand how far before them.
type step struct {
	own     []byte
	n, back int
}

// packWords is the part for these files, in this order.
func packWords(names []string, texts [][]byte) []byte {
	steps := make([][]step, len(texts))
	var counts [wordCodes][256]int
	for i, text := range texts {
		steps[i] = stepsOf(text)
		eachWordSign(steps[i], func(code int, sign byte) {
			if code < wordCodes {
				counts[code][sign]++
			}
		})
	}
	var out, files []byte
	var codes [wordCodes][256]code
	for i := range counts {
		lengths := lengthsOf(counts[i], longestOfWords)
		out, codes[i] = append(out, lengths...), codesOf(lengths)
	}
	out = append(out, '\n')
	for i, name := range names {
		out = fmt.Appendf(out, "%s %d %d\n", name, len(texts[i]), len(files))
		w := bitWriter{out: files}
		eachWordSign(steps[i], func(place int, sign byte) {
			if place == wordCodes {
				w.write(code{uint16(sign), 8})
			} else {
				w.write(codes[place][sign])
			}
		})
		files = w.end()
	}
	return append(append(append(out, '\n'), files...), make([]byte, 8)...)
}

// eachWordSign gives what is written of a file, in order: the code, or wordCodes for a
// byte as it is, and the byte.
func eachWordSign(steps []step, f func(code int, sign byte)) {
	count := func(n int) {
		for n -= 15; n >= 255; n -= 255 {
			f(wordCodes, 255)
		}
		if n >= 0 {
			f(wordCodes, byte(n))
		}
	}
	for _, s := range steps {
		more := max(s.n-nearest, 0)
		f(ofCounts, byte(min(len(s.own), 15)<<4|min(more, 15)))
		count(len(s.own))
		for _, b := range s.own {
			f(ofText, b)
		}
		if s.n > 0 {
			count(more)
			f(wordCodes, byte(s.back))
			f(ofDistances, byte(s.back>>8))
		}
	}
}

// stepsOf finds the steps that take the fewest bits, as a text's own byte and a pointer
// mostly take them.
func stepsOf(text []byte) (steps []step) {
	const own, pointer = 11, 40 // halves of a bit
	length, back := sameBefore(text)
	bits, take := make([]int, len(text)+1), make([]int, len(text)+1)
	for i := len(text) - 1; i >= 0; i-- {
		bits[i] = bits[i+1] + own
		for n := nearest; n <= length[i]; n++ {
			if b := bits[i+n] + pointer; b < bits[i] {
				bits[i], take[i] = b, n
			}
		}
	}
	from := 0
	for i := 0; i < len(text); {
		if n := take[i]; n > 0 {
			steps = append(steps, step{text[from:i], n, back[i]})
			i += n
			from = i
		} else {
			i++
		}
	}
	if from < len(text) {
		steps = append(steps, step{own: text[from:]})
	}
	return steps
}

// sameBefore gives for each place how many bytes from there on stood before, at most, and
// how far back, at least.
func sameBefore(text []byte) (length, back []int) {
	length, back = make([]int, len(text)), make([]int, len(text))
	seen := map[string][]int{}
	for i := 0; i+nearest <= len(text); i++ {
		key := string(text[i : i+nearest])
		for _, j := range seen[key] {
			n := nearest
			for i+n < len(text) && text[j+n] == text[i+n] {
				n++
			}
			if n >= length[i] && i-j <= farthest {
				length[i], back[i] = n, i-j
			}
		}
		seen[key] = append(seen[key], i)
	}
	return length, back
}

// bitWriter writes what bitReader reads.
type bitWriter struct {
	out  []byte
	hand uint64
	have uint
}

func (w *bitWriter) write(c code) {
	w.hand |= uint64(c.bits) << w.have
	for w.have += uint(c.size); w.have >= 8; w.have -= 8 {
		w.out, w.hand = append(w.out, byte(w.hand)), w.hand>>8
	}
}

// end is all that was written, in whole bytes.
func (w *bitWriter) end() []byte {
	if w.have > 0 {
		w.out = append(w.out, byte(w.hand))
	}
	return w.out
}
