package journal

import (
	"encoding/json"
	"maps"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Masked is an entry as others may see it who were not told the partner's words: what
// stands in quotation marks, and the fields that may hold their words, are replaced by
// mask. It says too much rather than too little: a mark that is never closed masks to
// the end of its line.
func Masked(k Kind, e Entry, mask string) Entry {
	e.What, e.Note = MaskQuotes(e.What, mask), MaskQuotes(e.Note, mask)
	e.Fields = maps.Clone(e.Fields)
	for id, raw := range e.Fields {
		f, ok := k.Field(id)
		var s string
		if ok && f.Type != TextType && f.Type != MultilineType || json.Unmarshal(raw, &s) != nil {
			continue
		}
		if f.Theirs {
			s = mask
		}
		if masked, err := write(MaskQuotes(s, mask)); err == nil {
			e.Fields[id] = masked
		}
	}
	return e
}

// HasTheirs says that Masked would change the entry.
func HasTheirs(k Kind, e Entry) bool {
	const sign = "\x00" // no text that is kept holds it
	a, errA := e.Encode()
	b, errB := Masked(k, e, sign).Encode()
	return errA != nil || errB != nil || string(a) != string(b)
}

// closers are the marks that may close a quotation, by the mark that opens it.
var closers = map[rune]string{
	'"': "\"”", '“': "”\"“", '„': "“”\"", '”': "”", '«': "»", '»': "«", '‹': "›", '›': "‹", '「': "」", '『': "』", '＂': "＂", '״': "״",
	'\'': "'’", '‘': "’'", '‚': "‘’",
}

// MaskQuotes replaces what stands in quotation marks. Single marks are quotation marks
// only where a word begins behind them and none stands before: else they are apostrophes.
func MaskQuotes(s, mask string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		close, opens := closers[r]
		if opens && single(r) {
			before, _ := utf8.DecodeLastRuneInString(s[:i])
			after, _ := utf8.DecodeRuneInString(s[i+size:])
			opens = !wordy(before) && wordy(after)
		}
		if !opens {
			b.WriteString(s[i : i+size])
			i += size
			continue
		}
		b.WriteString(mask)
		i += size
		i += quoted(s[i:], close, single(r))
	}
	return b.String()
}

// quoted is how many bytes stand between an opening mark and what follows its closing
// one: to the end of the line where none closes it.
func quoted(s, close string, single bool) int {
	for i, r := range s {
		if r == '\n' {
			return i
		}
		if strings.ContainsRune(close, r) {
			next, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):])
			if !single || !wordy(next) {
				return i + utf8.RuneLen(r)
			}
		}
	}
	return len(s)
}

func single(r rune) bool { return r == '\'' || r == '‘' || r == '‚' }

func wordy(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
}
