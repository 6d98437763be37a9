package journey

import "github.com/recover-journal/recover/internal/clock"

// FactKind says what happened. The kinds are for ever: none is renamed or reused.
type FactKind string

const (
	Began     FactKind = "began"     // the journal was made; Name is the home zone
	ZoneSet   FactKind = "zone"      // days are counted in the zone Name from now on
	Answered  FactKind = "answered"  // Question was answered: Value, or only Marks for a text
	SkippedIt FactKind = "skipped"   // Question was skipped
	Undone    FactKind = "undone"    // the answer to Question was taken back; with By "before" Value or Marks are those before it
	Locked    FactKind = "locked"    // the lock Name was set by the answer By
	Withdrawn FactKind = "withdrawn" // the answer By no longer sets the lock Name; the lock stays
	Unlocked  FactKind = "unlocked"  // the lock Name was opened by the answer By
	DueNow    FactKind = "due"       // the event Name is to be asked about, because of By
	Noted     FactKind = "noted"     // a turn of the road, Name: waiting, not-waiting, talk, meet, try, …
	AgainOn   FactKind = "again"     // Question is asked again from Until
	Removed   FactKind = "removed"   // the event with the log entry Entry was taken out of the log
	Seen      FactKind = "seen"      // the journal was open at this moment
)

// priorAnswer says in an Undone fact that there is an answer before the one taken back.
const priorAnswer = "before"

// Fact is one append-only line of progress. It holds no prose. Day is the civil date
// in the home zone at that moment: it is kept, not worked out again, so that a later
// change of zone moves no day that was lived.
type Fact struct {
	Kind     FactKind     `json:"kind"`
	At       clock.Moment `json:"at"`
	Day      clock.Day    `json:"day"`
	Question string       `json:"question,omitempty"`
	Value    *Value       `json:"value,omitempty"`
	Marks    []string     `json:"marks,omitempty"`
	Name     string       `json:"name,omitempty"`
	By       string       `json:"by,omitempty"`
	Run      int          `json:"run,omitempty"`   // which time that the event was told, from 1
	Entry    string       `json:"entry,omitempty"` // id of the log entry that holds the event's words
	Until    clock.Day    `json:"until,omitempty"`
}

// Known says that the kind is one of those above.
func (k FactKind) Known() bool {
	switch k {
	case Began, ZoneSet, Answered, SkippedIt, Undone, Locked, Withdrawn, Unlocked, DueNow, Noted, AgainOn, Removed, Seen:
		return true
	}
	return false
}
