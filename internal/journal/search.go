package journal

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"strings"

	"github.com/recover-journal/recover/internal/text"
)

// Search finds entries in which a text stands, anywhere in what was written: what, note
// and the texts of fields. Case, accents and kinds of quotes and blanks do not count.
type Search struct {
	loose string
	word  []byte // a word of ASCII letters and digits in it, small, for the quick look
	rare  int    // where in the word its rarest sign stands
}

// NewSearch makes a search ready. A text of blanks only finds everything.
func NewSearch(s string) *Search {
	f := &Search{loose: strings.TrimSpace(text.Loose(s))}
	for _, w := range strings.FieldsFunc(f.loose, func(r rune) bool { return !plain(r) }) {
		if len(w) > len(f.word) {
			f.word = []byte(w)
		}
	}
	for i, c := range f.word {
		if strings.IndexByte(common, c) > strings.IndexByte(common, f.word[f.rare]) {
			f.rare = i
		}
	}
	return f
}

// common is letters in the order in which English uses them, with digits behind.
const common = "etaoinshrdlcumwfgypbvkjxqz1203456789"

func plain(r rune) bool { return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' }

// Might says whether the search could find an entry, by its bytes as kept. It is never
// wrong when it says no, and so quick that it may look at every entry.
func (f *Search) Might(encoded []byte) bool {
	return len(f.word) == 0 || f.in(encoded) && f.in(texts(encoded)) || !ascii(encoded) && accented(encoded)
}

// texts is what comes behind the id, the kind and the moments (Encode): no text stands
// before it.
func texts(encoded []byte) []byte {
	if i := bytes.Index(encoded, []byte(`,"what":"`)); i >= 0 {
		return encoded[i:]
	}
	return encoded
}

// accented says that text.Loose may make ASCII letters of what is none, or take away
// what stands between two. Other scripts, quotes and emoji it leaves what they are.
func accented(b []byte) bool {
	for i, c := range b[:max(0, len(b)-1)] {
		next := b[i+1]
		switch {
		case c < 0xc2 || c > 0xef:
		case c == 0xc2 && next == 0xad, c >= 0xc3 && c <= 0xcd, // a soft hyphen; Latin letters and accents alone
			c == 0xd6, c == 0xd7 && next < 0x88, // points of Hebrew
			c == 0xd8 && next >= 0x90 && next < 0xa0, c == 0xd9 && next >= 0x8b, c == 0xdb && next >= 0x96, // and of Arabic
			c == 0xe1 && next >= 0xb8 && next <= 0xbb,                                 // more Latin letters
			c == 0xe2 && (next == 0x80 || next == 0x81 || next == 0x84) && odd(b[i:]), // signs without width, Kelvin, Ångström
			c == 0xef && next == 0xbb:
			return true
		}
	}
	return false
}

// odd are signs that text.Loose drops, or reads as letters.
func odd(b []byte) bool {
	for _, s := range []string{"\u200b", "\u2060", "\u212a", "\u212b"} {
		if bytes.HasPrefix(b, []byte(s)) {
			return true
		}
	}
	return false
}

// ascii looks at 32 bytes at a time.
func ascii(b []byte) bool {
	var high uint64
	for ; len(b) >= 32; b = b[32:] {
		high |= binary.LittleEndian.Uint64(b) | binary.LittleEndian.Uint64(b[8:]) |
			binary.LittleEndian.Uint64(b[16:]) | binary.LittleEndian.Uint64(b[24:])
	}
	for ; len(b) >= 8; b = b[8:] {
		high |= binary.LittleEndian.Uint64(b)
	}
	for _, c := range b {
		high |= uint64(c)
	}
	return high&0x8080808080808080 == 0
}

// in looks for the word in any case. It goes from one of its rarest letters to the
// next, which the processor does many bytes at a time.
func (f *Search) in(b []byte) bool {
	c := f.word[f.rare]
	return f.at(b, c) || c >= 'a' && f.at(b, c-'a'+'A')
}

func (f *Search) at(b []byte, c byte) bool {
	for from := f.rare; from < len(b); from++ {
		i := bytes.IndexByte(b[from:], c)
		if i < 0 {
			return false
		}
		from += i
		if start := from - f.rare; start+len(f.word) <= len(b) && f.same(b[start:]) {
			return true
		}
	}
	return false
}

// same says that b begins with the word, in any case. Most that look alike at one letter
// differ in the first.
func (f *Search) same(b []byte) bool {
	for i, c := range f.word {
		if x := b[i]; x != c && (x < 'A' || x > 'Z' || x|0x20 != c) {
			return false
		}
	}
	return true
}

// Finds says whether the text stands in the entry.
func (f *Search) Finds(e Entry) bool {
	if f.loose == "" || f.has(e.What) || f.has(e.Note) {
		return true
	}
	for _, raw := range e.Fields {
		var s string
		if len(raw) > 0 && raw[0] == '"' && json.Unmarshal(raw, &s) == nil && f.has(s) {
			return true
		}
	}
	return false
}

// has says whether the text stands in s. A word of ASCII alone stands in what is loose
// wherever it stands at all.
func (f *Search) has(s string) bool {
	return len(f.word) == len(f.loose) && f.in([]byte(s)) || strings.Contains(text.Loose(s), f.loose)
}
