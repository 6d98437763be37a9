package text

import "strings"

// Phrases are phrases to be found, whole and by whole words, in folded text. All
// matching of phrases in the program is done here.
type Phrases struct {
	byFirst map[string][]string // folded phrases by their first word
}

// Match is a phrase that was found. Span is where it stands in the source.
type Match struct {
	Span
	Phrase string // folded
	folded Span
}

// NewPhrases gets phrases ready. What has no word in it is left out.
func NewPhrases(list ...string) *Phrases {
	p := &Phrases{byFirst: make(map[string][]string, len(list))}
	for _, s := range list {
		if first, ok := folded(s); ok {
			p.byFirst[first] = append(p.byFirst[first], s)
			continue
		}
		f := Folding(s)
		words := f.words()
		if len(words) == 0 {
			continue
		}
		// From its first word to its last: a quote or a full stop around it is no
		// part of a phrase.
		phrase := f.Text[words[0].Start:words[len(words)-1].End]
		first := f.Text[words[0].Start:words[0].End]
		p.byFirst[first] = append(p.byFirst[first], phrase)
	}
	return p
}

// Find is every place where a phrase stands, in reading order; where several begin at
// one word, the longest of them. Matches may overlap.
func (p *Phrases) Find(s string) []Match { return p.in(Folding(s)) }

// Loosely is Find in a text without its accents. The phrases have none either: see Loose.
func (p *Phrases) Loosely(s string) []Match { return p.in(Folding(s).loosely()) }

func (p *Phrases) in(f Folded) (found []Match) {
	words := f.words()
	for i, w := range words {
		longest := ""
		for _, phrase := range p.byFirst[f.Text[w.Start:w.End]] {
			if len(phrase) > len(longest) && strings.HasPrefix(f.Text[w.Start:], phrase) && endsWord(words[i:], w.Start+len(phrase)) {
				longest = phrase
			}
		}
		if longest != "" {
			at := Span{w.Start, w.Start + len(longest)}
			found = append(found, Match{f.Span(at.Start, at.End), longest, at})
		}
	}
	return found
}

// endsWord says that one of the words ends there.
func endsWord(words []Span, at int) bool {
	for _, w := range words {
		if w.End >= at {
			return w.End == at
		}
	}
	return false
}

// folded is the first word of a phrase that stands in its folded form already, as those
// in prompts do: small letters, single blanks, apostrophes inside words.
func folded(s string) (first string, ok bool) {
	end, last := len(s), byte(' ')
	for i := range len(s) {
		c := s[i]
		letter := c >= 'a' && c <= 'z'
		if !letter && (last < 'a' || c != ' ' && c != '\'') {
			return "", false
		}
		if c == ' ' && end == len(s) {
			end = i
		}
		last = c
	}
	return s[:end], last >= 'a'
}
