package guide

import (
	"fmt"
	"strings"
)

// Fault is one thing that is wrong with the content, and where.
type Fault struct {
	File string // as a person finds it: prompts/stages/why.yaml
	Line int    // from 1; 0 where the whole file is meant
	ID   string // of the question, lock or sentence, or ""
	What string
}

// Error is "prompts/stages/why.yaml:12: why.again: …".
func (f Fault) Error() string {
	var b strings.Builder
	b.WriteString(f.File)
	if f.Line > 0 {
		fmt.Fprintf(&b, ":%d", f.Line)
	}
	if f.ID != "" {
		b.WriteString(": " + f.ID)
	}
	b.WriteString(": " + f.What)
	return b.String()
}

// Faults are all that was found. errors.As finds it in what Load and Check return;
// those of Check are in the order of files and lines.
type Faults []Fault

// Error gives a fault a line.
func (f Faults) Error() string {
	lines := make([]string, len(f))
	for i := range f {
		lines[i] = f[i].Error()
	}
	return strings.Join(lines, "\n")
}

// err is the faults as an error: nil where there is none.
func (f Faults) err() error {
	if len(f) == 0 {
		return nil
	}
	return f
}
