package letter

import (
	"slices"
	"sort"
)

// Pack is a rule pack made ready: words and classes by number, patterns as steps over
// those numbers. It is made by Compile and never changed. Its fields are exported so
// that it can be written down as Go, which costs nothing at the start of the program.
type Pack struct {
	Words   []string // all that patterns and classes name, sorted
	Offsets []uint32 // the sets of word i are Sets[Offsets[i]:Offsets[i+1]]
	Sets    []uint16 // each word's in order
	Classes []string // the names of the first sets, shapes before all
	Slips   []string // words to be read as others, sorted: "dont", "do not", …
	Rules   []Rule
	Frames  []Rule   // of these only ID, Near and the patterns are used
	Heads   []Head   // where patterns begin, by set
	HeadAt  []uint32 // the heads of set n are Heads[HeadAt[n]:HeadAt[n+1]]
	Says    []Words  // of the model, by category
	Model   []byte   // see model.go
}

// Rule is one move. Frames and elements have the same shape.
type Rule struct {
	ID       string
	Category string // or "" for an element
	Element  string
	Weak     bool // counts only where the model does not speak against it
	Sure     bool // counts whatever the model says: the plainest moves, and the plainest words of danger
	Stop     bool
	Near     bool    // a frame that must stand right before the match
	Keeps    uint32  // frames, as bits, that do not spare what this rule finds
	Patterns []Steps // any of them is the move
	Unless   []Steps // none of them stands in the sentence
	Needs    []Steps // one of them stands in the sentence, if there are any
	Words
}

// Words are what a person reads about a finding.
type Words struct{ Why, Ask, Source string }

// Steps are a pattern.
type Steps []Step

// Step is one word of a pattern, or a gap, as one number: what the word belongs to, the
// kind of step, and how many words a gap has at most.
type Step uint32

func newStep(set uint16, kind, most uint8) Step {
	return Step(set)<<16 | Step(kind)<<8 | Step(most)
}

func (s Step) set() uint16 { return uint16(s >> 16) }
func (s Step) kind() uint8 { return uint8(s >> 8) }
func (s Step) most() int   { return int(uint8(s)) }

// The kinds of steps.
const (
	stepWord  uint8 = iota
	stepMaybe       // the word may be missing
	stepNot         // the next word is not of the set; it takes none
	stepGap         // up to Most words, within a clause
	stepLeap        // up to Most words, across commas and clauses
	stepStart       // the sentence begins here
	stepEnd         // the sentence ends here
)

// Head is where a pattern begins, as one number: the rule (frames come behind the
// rules) and which pattern of it (its own, then Unless, then Needs).
type Head uint32

func newHead(rule, pattern int) Head { return Head(rule)<<16 | Head(pattern) }

func (h Head) rule() uint16    { return uint16(h >> 16) }
func (h Head) pattern() uint16 { return uint16(h) }

// find is the place of a word, or -1.
func (p *Pack) find(w string) int {
	if i, ok := slices.BinarySearch(p.Words, w); ok {
		return i
	}
	return -1
}

func (p *Pack) setsOf(i int) []uint16 { return p.Sets[p.Offsets[i]:p.Offsets[i+1]] }

// isName says that the word is listed as a name and as nothing else.
func (p *Pack) isName(i int) bool {
	sets := p.setsOf(i)
	return len(sets) == 1 && int(sets[0]) < len(p.Classes) && p.Classes[sets[0]] == "forename"
}

// spelled is what a word is read as, if it is a slip.
func (p *Pack) spelled(w string) (string, bool) {
	n := len(p.Slips) / 2
	i := sort.Search(n, func(i int) bool { return p.Slips[2*i] >= w })
	if i < n && p.Slips[2*i] == w {
		return p.Slips[2*i+1], true
	}
	return "", false
}

// rule is the rule or the frame of a head.
func (p *Pack) rule(n uint16) *Rule {
	if int(n) < len(p.Rules) {
		return &p.Rules[n]
	}
	return &p.Frames[int(n)-len(p.Rules)]
}

// pattern is the pattern of a head.
func (r *Rule) pattern(n uint16) (s Steps, part int) {
	i := int(n)
	for part, list := range [][]Steps{r.Patterns, r.Unless, r.Needs} {
		if i < len(list) {
			return list[i], part
		}
		i -= len(list)
	}
	return nil, 0
}

// says are the words of the model about a category.
func (p *Pack) says(category string) Words {
	if i := slices.Index(Categories(), category); i >= 0 && i < len(p.Says) {
		return p.Says[i]
	}
	return Words{}
}

// safety is the rule that stands for the phrases of prompts/safety.
func (p *Pack) safety() *Rule {
	for i := range p.Rules {
		if p.Rules[i].ID == "safety" {
			return &p.Rules[i]
		}
	}
	return nil
}
