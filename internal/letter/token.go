package letter

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/recover-journal/recover/internal/text"
)

// token is one word of a sentence, in its plain form: small letters, straight
// apostrophes, contractions taken apart ("don't" is "do", "not"), frequent slips of
// the pen put right.
type token struct {
	at     text.Span // in the text; both halves of a contraction without an apostrophe share theirs
	word   string
	id     int  // the place among the pack's words, or -1
	sets   bits // the classes and alternatives that it belongs to
	gap    gap  // what stands between it and the word before
	quoted bool // inside quotation marks
	name   bool // a capital inside a sentence, or a name by its class
}

// gap is what parts two words.
type gap uint8

const (
	blank  gap = iota
	comma      // a comma, a slash, a bracket
	clause     // a semicolon, a colon, a dash, the end of a line
)

// bits are numbers of sets.
type bits [setWords]uint64

const setWords = 40 // 2,560 sets; Compile refuses a pack with more

func (b *bits) add(n uint16)      { b[n>>6] |= 1 << (n & 63) }
func (b *bits) has(n uint16) bool { return b[n>>6]&(1<<(n&63)) != 0 }

// reader cuts sentences into tokens. It is used again for each, so that a long letter
// costs no more memory than its longest sentence.
type reader struct {
	pack   *Pack
	tokens []token
}

// read takes a sentence apart. The result holds until the next call.
func (r *reader) read(s string, at text.Span) []token {
	r.tokens = r.tokens[:0]
	between, quoted := blank, false
	single := false // inside single quotes
	for i := at.Start; i < at.End; {
		c, size := utf8.DecodeRuneInString(s[i:at.End])
		if !wordRune(c) {
			switch {
			case c == '“' || c == '«' || c == '„':
				quoted = true
			case c == '”' || c == '»':
				quoted = false
			case c == '"':
				quoted = !quoted
			case c == '‘' || c == '\'' && !single && opens(s, i, at):
				single = true
			case (c == '\'' || c == '’') && single:
				single = false
			}
			between = max(between, parts(c))
			i += size
			continue
		}
		end := wordEnd(s, i, at.End)
		first := len(r.tokens)
		r.word(s, i, end)
		for k := first; k < len(r.tokens); k++ {
			r.tokens[k].quoted = quoted || single
		}
		if first < len(r.tokens) {
			r.tokens[first].gap = between
		}
		between, i = blank, end
	}
	for i := range r.tokens {
		r.mark(i, s)
	}
	return r.tokens
}

// opens says that a straight quote at i begins a quotation that ends in the sentence.
func opens(s string, i int, at text.Span) bool {
	if i > at.Start && !unicode.IsSpace(rune(s[i-1])) && s[i-1] != '(' {
		return false
	}
	rest := s[i+1 : at.End]
	for k := 0; k < len(rest); k++ {
		if rest[k] == '\'' && (k+1 == len(rest) || !asciiLetter(rest[k+1])) && k > 0 {
			return true
		}
	}
	return false
}

func asciiLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func wordRune(c rune) bool {
	if c < utf8.RuneSelf {
		return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || c == '£' || c == '$'
	}
	return c != utf8.RuneError && (unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c) || c == '£' || c == '€')
}

// wordEnd goes past a word: letters and digits, with apostrophes and colons or stops
// of a time ("7.30") between them.
func wordEnd(s string, i, end int) int {
	for i < end {
		c, size := utf8.DecodeRuneInString(s[i:end])
		if !wordRune(c) && !unjoined(c) {
			next, _ := utf8.DecodeRuneInString(s[i+size : end])
			digits := (c == '.' || c == ':' || c == ',') && i > 0 && s[i-1] >= '0' && s[i-1] <= '9' && next >= '0' && next <= '9'
			if !(apostrophe(c) && unicode.IsLetter(next)) && !digits {
				break
			}
		}
		i += size
	}
	return i
}

func apostrophe(c rune) bool {
	return c == '\'' || c == '’' || c == '‘' || c == 'ʼ' || c == '`' || c == '´'
}

// unjoined says that the character has no width and parts no word.
func unjoined(c rune) bool { return c == '\u00ad' || c == '\u200b' || c == '\u2060' || c == '\ufeff' }

func parts(c rune) gap {
	switch c {
	case ',', '/', '(', ')', '[', ']':
		return comma
	case ';', ':', '–', '—', '\n', '.', '!', '?', '…':
		return clause
	}
	return blank
}

// word adds the word between start and end, in its parts.
func (r *reader) word(s string, start, end int) {
	w := plain(s[start:end])
	put := func(w string, from, to int) {
		r.tokens = append(r.tokens, token{at: text.Span{Start: from, End: to}, word: w})
	}
	if whole, ok := r.pack.spelled(w); ok {
		for part := range strings.FieldsSeq(whole) {
			put(part, start, end)
		}
		return
	}
	at := strings.LastIndexByte(w, '\'')
	if at < 0 {
		put(w, start, end)
		return
	}
	// Where the apostrophe stands in the source; its characters may be longer there.
	cut := start
	for i, c := range s[start:end] {
		if apostrophe(c) {
			cut = start + i
		}
	}
	base, tail := w[:at], w[at+1:]
	switch tail {
	case "t":
		if n, ok := strings.CutSuffix(base, "n"); ok {
			switch n {
			case "ca":
				n = "can"
			case "wo":
				n = "will"
			case "sha":
				n = "shall"
			case "ai":
				n = "is"
			}
			if c := s[cut-1]; c == 'n' || c == 'N' {
				put(n, start, cut-1)
				put("not", cut-1, end)
			} else {
				put(n, start, end)
				put("not", start, end)
			}
			return
		}
	case "m":
		tail = "am"
	case "re":
		tail = "are"
	case "ve":
		tail = "have"
	case "ll":
		tail = "will"
	case "d":
		tail = "'d"
	case "s":
		tail = "'s"
		if base == "let" {
			tail = "us"
		}
	default:
		put(w, start, end)
		return
	}
	put(base, start, cut)
	put(tail, cut, end)
}

// plain is a word in small letters with straight apostrophes.
func plain(w string) string {
	if strings.IndexFunc(w, func(c rune) bool { return c != '\'' && (apostrophe(c) || unjoined(c)) || unicode.IsUpper(c) }) < 0 {
		return w
	}
	return strings.Map(func(c rune) rune {
		switch {
		case unjoined(c):
			return -1
		case apostrophe(c):
			return '\''
		}
		return unicode.ToLower(c)
	}, w)
}

// mark finds the sets of a token.
func (r *reader) mark(i int, s string) {
	t := &r.tokens[i]
	p := r.pack
	kind := shape(t.word)
	if t.id = p.find(t.word); kind == shapeNumber {
		t.id = p.find("#") // one number is as good as another
	}
	if t.id >= 0 {
		for _, n := range p.setsOf(t.id) {
			t.sets.add(n)
		}
	}
	t.sets.add(kind)
	c, _ := utf8.DecodeRuneInString(s[t.at.Start:])
	if unicode.IsUpper(c) && t.word != "i" && (t.id < 0 || p.isName(t.id)) {
		t.sets.add(shapeName)
		t.name = true
	}
	t.sets.add(shapeAny)
}

// The first sets are not lists of words but shapes.
const (
	shapeAny    = iota // any word
	shapeName          // written with a capital, and no word that the pack knows
	shapeNumber        // holds a digit
	shapeEd            // ends like a past tense
	shapeIng           // ends like a present participle
	shapeLy            // ends like an adverb
	shapeCount
)

// ShapeNames are what patterns call the shapes, in their order.
var shapeNames = [shapeCount]string{"any", "name", "number", "ed", "ing", "ly"}

func shape(w string) uint16 {
	switch {
	case strings.ContainsAny(w, "0123456789"):
		return shapeNumber
	case len(w) > 4 && strings.HasSuffix(w, "ed"):
		return shapeEd
	case len(w) > 4 && strings.HasSuffix(w, "ing"):
		return shapeIng
	case len(w) > 4 && strings.HasSuffix(w, "ly"):
		return shapeLy
	}
	return shapeAny
}
