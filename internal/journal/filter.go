package journal

import (
	"slices"

	"github.com/recover-journal/recover/internal/clock"
)

// Filter says which entries are wanted. What is not set wants all; all that is set must
// hold.
type Filter struct {
	Kinds        []string
	Since, Until clock.Day // both included, 0 for none
	Search       *Search
	Day          func(clock.Moment) clock.Day // of an entry's moment: the home zone's
}

// None says that nothing is asked for, so that every entry will do.
func (f Filter) None() bool {
	return len(f.Kinds) == 0 && f.Since == 0 && f.Until == 0 && f.Search == nil
}

// Might says whether an entry could be wanted, by its bytes as kept.
func (f Filter) Might(encoded []byte) bool { return f.Search == nil || f.Search.Might(encoded) }

// Wants says whether an entry is wanted.
func (f Filter) Wants(e Entry) bool {
	if len(f.Kinds) > 0 && !slices.Contains(f.Kinds, e.Kind) {
		return false
	}
	if f.Since != 0 || f.Until != 0 {
		day := f.Day(e.When)
		if f.Since != 0 && day < f.Since || f.Until != 0 && day > f.Until {
			return false
		}
	}
	return f.Search == nil || f.Search.Finds(e)
}
