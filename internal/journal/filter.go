package journal

import (
	"bytes"
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

// OnlyKinds says that nothing but the kind decides.
func (f Filter) OnlyKinds() bool {
	return len(f.Kinds) > 0 && f.Since == 0 && f.Until == 0 && f.Search == nil
}

// Might says whether an entry could be wanted, by its bytes as kept.
func (f Filter) Might(encoded []byte) bool {
	return f.mightKind(encoded) && (f.Search == nil || f.Search.Might(encoded))
}

// mightKind looks at the kind, which stands right behind the id (Encode). Where only
// the kind decides this is the whole answer.
func (f Filter) mightKind(encoded []byte) bool {
	if len(f.Kinds) == 0 {
		return true
	}
	const before = `","kind":"`
	head := encoded[:min(len(encoded), 100)]
	i := bytes.Index(head, []byte(before))
	if i < 0 {
		return true
	}
	for _, k := range f.Kinds {
		if rest, ok := bytes.CutPrefix(encoded[i+len(before):], []byte(k)); ok && bytes.HasPrefix(rest, []byte(`"`)) {
			return true
		}
	}
	return false
}

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
