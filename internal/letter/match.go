package letter

import "github.com/recover-journal/recover/internal/text"

// hit is a pattern found in a sentence: from token to token, the last not included.
type hit struct {
	rule     uint16
	part     int // 0: its own pattern; 1: one of Unless; 2: one of Needs
	nth      uint16
	from, to int
}

// head is a Head with its pattern at hand.
type head struct {
	steps Steps
	rule  uint16
	nth   uint16
	part  uint8
}

func (p *Pack) ready() []head {
	heads := make([]head, len(p.Heads))
	for i, h := range p.Heads {
		steps, part := p.rule(h.rule()).pattern(h.pattern())
		heads[i] = head{steps, h.rule(), h.pattern(), uint8(part)}
	}
	return heads
}

// hits are all patterns found in the tokens, each at its first way of fitting.
func (p *Pack) hits(heads []head, tokens []token, to []hit) []hit {
	for i := range tokens {
		for _, n := range p.numbers(&tokens[i]) {
			from, end := p.HeadAt[n], p.HeadAt[n+1]
			for k := from; k < end; k++ {
				h := &heads[k]
				// Most patterns fail at their second word.
				if len(h.steps) > 1 && h.steps[1].kind() == stepWord && (i+1 >= len(tokens) || !tokens[i+1].sets.has(h.steps[1].set())) {
					continue
				}
				if end := match(tokens, i, h.steps, true); end >= 0 {
					to = append(to, hit{h.rule, int(h.part), h.nth, i, end})
				}
			}
		}
	}
	return to
}

// numbers are the sets of a token in which a pattern may begin: its word's, or that it
// is a name or a number.
func (p *Pack) numbers(t *token) []uint16 {
	switch {
	case t.id >= 0:
		return p.setsOf(t.id)
	case t.name:
		return nameHead
	case t.sets.has(shapeNumber):
		return numberHead
	}
	return nil
}

var nameHead, numberHead = []uint16{shapeName}, []uint16{shapeNumber}

// match says where a pattern that begins at a token ends, or -1. The tokens of a step
// stand side by side, whatever mark is between; only a gap minds marks.
func match(tokens []token, i int, steps Steps, first bool) int {
	for k := 0; k < len(steps); k++ {
		s := steps[k]
		switch s.kind() {
		case stepStart:
			if i != 0 {
				return -1
			}
			continue
		case stepEnd:
			if i != len(tokens) {
				return -1
			}
		case stepNot:
			if i < len(tokens) && tokens[i].sets.has(s.set()) {
				return -1
			}
		case stepMaybe:
			if i < len(tokens) && tokens[i].sets.has(s.set()) {
				if end := match(tokens, i+1, steps[k+1:], false); end >= 0 {
					return end
				}
			}
		case stepGap, stepLeap:
			rest := steps[k+1:]
			for n := 0; n <= s.most() && i+n <= len(tokens); n++ {
				if end := match(tokens, i+n, rest, s.kind() == stepLeap); end >= 0 {
					return end
				}
				if i+n < len(tokens) && s.kind() == stepGap && tokens[i+n].gap != blank {
					return -1
				}
			}
			return -1
		default:
			if i >= len(tokens) || !tokens[i].sets.has(s.set()) {
				return -1
			}
			if !first && tokens[i].gap == clause {
				return -1
			}
			i++
		}
		first = false
	}
	return i
}

// span is the part of the text that a hit covers.
func span(tokens []token, from, to int) text.Span {
	return text.Span{Start: tokens[from].at.Start, End: tokens[to-1].at.End}
}
