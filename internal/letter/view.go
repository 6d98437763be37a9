package letter

import (
	"iter"

	"github.com/recover-journal/recover/internal/text"
)

// unsaid is by how much the sum of an element must be higher where no rule saw it, so
// that a text which is no letter has none.
const unsaid = 50

// view is what one sentence, or a piece of one, holds.
type view struct {
	findings []Finding
	elements []string
}

// views reads a sentence.
func (c *Checker) views(s string, at text.Span) (all []view) {
	tokens := c.read.read(s, at)
	c.tally(tokens)
	for piece := range pieces(tokens) {
		all = append(all, c.view(s, at, piece))
	}
	return all
}

// pieces are the tokens of a sentence in runs that are not too long, cut at marks
// where there are any.
func pieces(tokens []token) iter.Seq[[]token] {
	return func(yield func([]token) bool) {
		for len(tokens) > longest {
			cut := longest
			for i := longest; i > longest/2; i-- {
				if tokens[i].gap != blank {
					cut = i
					break
				}
			}
			if !yield(tokens[:cut]) {
				return
			}
			tokens = tokens[cut:]
		}
		if len(tokens) > 0 {
			yield(tokens)
		}
	}
}

// moved is a rule that found its move, and what speaks for sparing it.
type moved struct {
	rule     *Rule
	from, to int
	nth      uint16 // of its patterns
	spared   bool
}

// pattern is the number of the pattern that found it, as letters.
func (m *moved) pattern() string {
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	n := int(m.nth) % len(letters)
	return letters[n : n+1]
}

func (c *Checker) view(s string, at text.Span, tokens []token) (v view) {
	moves := c.moves(tokens)
	c.feats.read(c.pack, tokens, moves, s[tokens[0].at.Start:at.End])
	scores := c.table.score(&c.feats)
	for k, category := range Categories() {
		var best *moved
		weak, sure, sum := true, false, scores[k]
		if c.whole {
			sum -= c.table.care[k]
		}
		for i := range moves {
			m := &moves[i]
			if m.rule.Category != category || m.spared {
				continue
			}
			sure = sure || m.rule.Sure
			if best == nil || weak && !m.rule.Weak {
				best, weak = m, m.rule.Weak
			}
		}
		switch {
		case sure, best != nil && (!weak && sum >= c.table.veto[k] || sum >= c.table.alone[k]):
			for _, m := range moves {
				if m.rule.Category == category && !m.spared {
					v.findings = append(v.findings, finding(m.rule, span(tokens, m.from, m.to), at))
				}
			}
		case best == nil && sum >= c.table.alone[k]:
			v.findings = append(v.findings, c.fromModel(k, tokens, at, s))
		}
	}
	v.findings = append(v.findings, c.danger(s, at, tokens)...)
	for i, e := range Elements() {
		k := len(Categories()) + i
		least := c.table.alone[k] + unsaid
		for _, m := range moves {
			if m.rule.Element == e && !m.spared {
				least = c.table.alone[k]
				if m.rule.Sure {
					least = -never
					break
				}
			}
		}
		if scores[k] >= least {
			v.elements = append(v.elements, e)
		}
	}
	return v
}

func finding(r *Rule, at, sentence text.Span) Finding {
	severity := Advice
	if r.Stop {
		severity = Stop
	}
	return Finding{Category: r.Category, Rule: r.ID, Severity: severity, At: at, Sentence: sentence, Why: r.Why, Ask: r.Ask, Source: r.Source}
}

// moves are the rules that found something, each place once, and whether a frame
// spares it. Frames come behind them as moves of their own.
func (c *Checker) moves(tokens []token) (moves []moved) {
	p := c.pack
	c.found = p.hits(c.heads, tokens, c.found[:0])
	unless, needs := map[uint16]bool{}, map[uint16]bool{}
	var frames []hit
	for _, h := range c.found {
		switch {
		case int(h.rule) >= len(p.Rules):
			frames = append(frames, h)
		case h.part == 1:
			unless[h.rule] = true
		case h.part == 2:
			needs[h.rule] = true
		}
	}
	for _, h := range c.found {
		if h.part != 0 || int(h.rule) >= len(p.Rules) || unless[h.rule] || len(p.Rules[h.rule].Needs) > 0 && !needs[h.rule] {
			continue
		}
		m := moved{rule: &p.Rules[h.rule], from: h.from, to: h.to, nth: h.nth}
		m.spared = c.spared(tokens, m, frames)
		moves = append(moves, m)
	}
	for _, f := range frames {
		moves = append(moves, moved{rule: p.rule(f.rule), from: f.from, to: f.to})
	}
	return moves
}

// spared says that a frame turns a move into a fair one.
func (c *Checker) spared(tokens []token, m moved, frames []hit) bool {
	for _, f := range frames {
		n := int(f.rule) - len(c.pack.Rules)
		if m.rule.Keeps&(1<<n) != 0 {
			continue
		}
		if !c.pack.Frames[n].Near || before(tokens, f.to, m.from) && f.from < m.from {
			return true
		}
	}
	if m.rule.Keeps&quotedBit != 0 {
		return false
	}
	for _, t := range tokens[m.from:m.to] {
		if !t.quoted {
			return false
		}
	}
	return true
}

// quotedBit is the frame that is no list of words: quotation marks.
const quotedBit = 1 << 31

const nearby = 4 // words that may stand between a frame and what it spares

// before says that a frame which ends at a token stands right before another, in the
// same clause.
func before(tokens []token, end, from int) bool {
	if end > from+1 || from-end > nearby {
		return false
	}
	for i := end; i <= from && i < len(tokens); i++ {
		if tokens[i].gap != blank {
			return false
		}
	}
	return true
}

// danger are words of self-harm or threat that are meant now: not told of as past,
// not denied, not quoted.
func (c *Checker) danger(s string, at text.Span, tokens []token) (found []Finding) {
	covered := func(where text.Span) (from, to int) {
		from, to = -1, -1
		for i, t := range tokens {
			if t.at.Start < where.End && where.Start < t.at.End {
				if from < 0 {
					from = i
				}
				to = i + 1
			}
		}
		return from, to
	}
	// The marks stand in order, and so do the sentences.
	for len(c.marks) > 0 && c.marks[0].End <= tokens[0].at.Start {
		c.marks = c.marks[1:]
	}
	for _, where := range c.marks {
		if where.Start >= tokens[len(tokens)-1].at.End {
			break
		}
		from, to := covered(where)
		if from < 0 {
			continue
		}
		m := moved{rule: c.pack.safety(), from: from, to: to}
		var frames []hit
		for _, f := range c.found {
			if int(f.rule) >= len(c.pack.Rules) {
				frames = append(frames, f)
			}
		}
		if m.rule != nil && !c.spared(tokens, m, frames) {
			found = append(found, finding(m.rule, where, at))
		}
	}
	return found
}
