package letter

import "github.com/recover-journal/recover/internal/text"

// The categories of LETTER.md, in its order.
const (
	Beg         = "beg"
	Blame       = "blame"
	Excuse      = "excuse"
	Minimise    = "minimise"
	Conditional = "conditional"
	Passive     = "passive"
	Brag        = "brag"
	Pressure    = "pressure"
	Detail      = "detail"
	Safety      = "safety"
)

// Categories are all kinds of findings, in the order of LETTER.md.
func Categories() []string {
	return []string{Beg, Blame, Excuse, Minimise, Conditional, Passive, Brag, Pressure, Detail, Safety}
}

// Elements are what a letter may be missing, in the order of LETTER.md.
func Elements() []string {
	return []string{"named-act", "responsibility", "understands-breakup", "remorse", "acknowledges-hurt", "change", "no-answer-owed"}
}

// What a finding asks for: to be thought over, or to stop.
const (
	Advice = "advice"
	Stop   = "stop"
)

// The verdicts of LETTER.md.
const (
	Good      = "good"
	NeedsWork = "needs work"
	Harmful   = "harmful"
)

// Report is what the checker has to say about a letter.
type Report struct {
	Words     int
	Sentences int
	Grade     float64 // see grade.go
	Verdict   string
	Findings  []Finding // in reading order
	Elements  []Element // all of them, in their order
	Missing   []string  // ids of those that are not present
	Foreign   bool      // the rules do not read its language: only words of danger were looked for
}

// Finding is a place in the text that may hurt, and what to ask oneself about it.
type Finding struct {
	Category string
	Rule     string
	Severity string
	At       text.Span // in bytes
	Line     int       // from 1
	Column   int       // from 1, in characters
	Sentence text.Span // the sentence in which it stands
	Why      string
	Ask      string
	Source   string
}

// Element is something that a letter needs, and where it was found first.
type Element struct {
	ID      string
	Present bool
	Line    int // from 1; 0 where it is missing
}

// Verdict is the rule of LETTER.md, over the kinds of fault found and the number of
// elements missing.
func Verdict(faults []string, missing int) string {
	kinds := map[string]bool{}
	for _, f := range faults {
		kinds[f] = true
	}
	grave := kinds[Blame] || kinds[Beg]
	switch {
	case kinds[Pressure] || kinds[Detail] || kinds[Safety],
		grave && missing >= 4,
		grave && len(kinds) >= 3:
		return Harmful
	case len(kinds) == 0 && missing <= 1:
		return Good
	}
	return NeedsWork
}
