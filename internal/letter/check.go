package letter

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/recover-journal/recover/internal/text"
)

// longest is the number of tokens above which a sentence is read in pieces, so that a
// letter without a full stop is read too, and in time.
const longest = 90

// Checker reads letters with a pack. It is for one goroutine; a hundred letters cost
// the making of it once.
type Checker struct {
	pack  *Pack
	table *table
	watch *text.Watch
	read  reader
	feats features
	heads []head
	found []hit
	marks []text.Span // words of danger in the text at hand

	whole bool // the text at hand is more than some sentences
	words int  // of the text at hand, and those of them that the pack knows
	known int
}

// Most lines of a letter are fine, and each is a chance to accuse falsely: in a text of
// more than few sentences the sums must be higher, for each category by what the table says.
const few = 3

// New makes a checker. The words of danger come from prompts/safety.
func New(p *Pack, w []text.AlarmWords) *Checker {
	return &Checker{pack: p, table: newTable(p.Model), watch: text.NewWatch(w...), read: reader{pack: p}, heads: p.ready()}
}

// Check reads a letter. The text must be UTF-8.
func (c *Checker) Check(s string) Report {
	r := Report{Findings: []Finding{}, Missing: []string{}}
	sentences := text.Sentences(s)
	places := newPlaces(s)
	present := map[string]int{} // elements, and where they begin
	words, syllables := 0, 0
	c.whole = len(sentences) > few
	c.marks, c.words, c.known = c.watch.Marks(s), 0, 0
	for i, at := range sentences {
		opening := i == 0 && greeting(s[at.Start:at.End])
		w, y := count(s[at.Start:at.End])
		words, syllables = words+w, syllables+y
		if w > 0 {
			r.Sentences++
		}
		if opening {
			continue
		}
		for _, v := range c.views(s, at) {
			r.Findings = append(r.Findings, v.findings...)
			for _, e := range v.elements {
				if _, ok := present[e]; !ok {
					present[e] = at.Start
				}
			}
		}
	}
	r.Words, r.Grade = words, grade(words, r.Sentences, syllables)
	if r.Foreign = c.foreign(); r.Foreign {
		r.Findings = slices.DeleteFunc(r.Findings, func(f Finding) bool { return f.Category != Safety })
		clear(present)
	}
	r.Findings = merge(r.Findings)
	for i := range r.Findings {
		f := &r.Findings[i]
		f.Line, f.Column = places.of(f.At.Start)
	}
	for _, id := range Elements() {
		e := Element{ID: id}
		if at, ok := present[id]; ok {
			e.Present = true
			e.Line, _ = places.of(at)
		} else {
			r.Missing = append(r.Missing, id)
		}
		r.Elements = append(r.Elements, e)
	}
	var kinds []string
	for _, f := range r.Findings {
		kinds = append(kinds, f.Category)
	}
	r.Verdict = Verdict(kinds, len(r.Missing))
	return r
}

// A text of enough words, of which the pack knows fewer than a third, is in a language
// that its rules do not read. Of 3,714 English sentences of three words and more none is
// taken for one, and of 244 letters the poorest has four known words in five; of eleven
// paragraphs in other languages the richest had one known word in four.
const (
	enough = 3
	third  = 3
)

func (c *Checker) foreign() bool { return c.words >= enough && c.known*third < c.words }

// tally counts the words of a sentence. Where no blanks stand between words, two
// letters count for one.
func (c *Checker) tally(tokens []token) {
	for _, t := range tokens {
		switch r, _ := utf8.DecodeRuneInString(t.word); {
		case !unicode.IsLetter(r):
		case t.id >= 0:
			c.words, c.known = c.words+1, c.known+1
		case unicode.Is(unicode.Latin, r):
			c.words++
		default:
			c.words += max(1, utf8.RuneCountInString(t.word)/2)
		}
	}
}

// greeting says that the first line is one: "Dear Nell,".
func greeting(s string) bool {
	return len(s) < 40 && strings.HasSuffix(s, ",") && !strings.ContainsAny(s, ".!?")
}

// merge puts findings in reading order and makes one of those of a category that
// overlap: the first, as far as both reach.
func merge(list []Finding) []Finding {
	sort.SliceStable(list, func(i, j int) bool {
		a, b := &list[i], &list[j]
		return cmp.Or(a.At.Start-b.At.Start, b.At.End-a.At.End, cmp.Compare(a.Category, b.Category)) < 0
	})
	out := list[:0]
	last := map[string]int{}
	for _, f := range list {
		if i, ok := last[f.Category]; ok && f.At.Start < out[i].At.End {
			out[i].At.End = max(out[i].At.End, f.At.End)
			continue
		}
		last[f.Category] = len(out)
		out = append(out, f)
	}
	return out
}

// places finds lines and columns. It goes on from where it was asked last, so that in
// rising order the text is read once.
type places struct {
	s                string
	at, line, column int
}

func newPlaces(s string) *places { return &places{s: s, line: 1, column: 1} }

func (p *places) of(at int) (line, column int) {
	if at < p.at {
		p.at, p.line, p.column = 0, 1, 1
	}
	between := p.s[p.at:at]
	if i := strings.LastIndexByte(between, '\n'); i >= 0 {
		p.line += strings.Count(between, "\n")
		p.column, between = 1, between[i+1:]
	}
	p.column += utf8.RuneCountInString(between)
	p.at = at
	return p.line, p.column
}
