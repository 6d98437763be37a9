package journey

// Kind is how a question is asked and what an answer to it looks like.
type Kind string

// The kinds of INTERFACE.md 1. Scale runs from Min to Max, both included; Number
// too, where they are set.
const (
	Text        Kind = "text"
	Multiline   Kind = "multiline"
	Select      Kind = "select"
	Multiselect Kind = "multiselect"
	Confirm     Kind = "confirm"
	Scale       Kind = "scale"
	Date        Kind = "date"
	Number      Kind = "number"
)

// Plan is the road: its stages in order, the events that may cut in anywhere, the
// locks, and the numbers. It holds structure only; the words stand elsewhere, under
// the same ids. A Plan is read from data and never changed.
type Plan struct {
	Stages  []Stage
	Events  []Event
	Locks   []Lock
	Numbers map[string]int // named in days, hours, minutes or pieces; see prompts/journey.yaml
	Ranges  map[string]Range
	Own     []Owning // what the line of ownership says, in each language that people write
	Nothing []string // words for nothing, in each of them, in small letters
}

// Owning is how a sentence owns an act in one language, in small letters.
type Owning struct {
	Begins  []string // it begins with one of these, and goes on
	Without []string // it holds none of these words, or rows of words
}

// Range is what a number of the same name may be, both ends included.
type Range struct{ Least, Most int }

// Stage is one part of the road.
type Stage struct {
	ID        string
	Opens     string // the named rule that opens it: see opens.go
	Questions []Question
}

// Event is a run of questions that may be due in any stage: a slip, a word from the
// partner, the safety question. Its first question opens a new one; the others
// belong to the latest.
type Event struct {
	ID        string
	Rank      int    // the order in which due events come: the lowest first
	Safety    bool   // stands before everything else, and cannot be skipped
	Entry     string // the kind of log entry that holds its words, or ""
	Shelf     string // the shelf that holds the words of each run as a record, or ""
	Asked     []When // it may be told if all of these hold
	Own       bool   // told by its own command only, and never offered by the way
	Questions []Question
}

// Lock shuts stages until somebody may open them (CONTENT.md 5).
type Lock struct {
	ID      string
	Shuts   []string // stages
	Asks    []string // questions that may be answered while it is on
	Outcome bool     // the lock is an outcome by itself
	User    bool     // changing the answer that set it opens it: the user's word counts
}

// Question is one screen that asks.
type Question struct {
	ID         string
	Kind       Kind
	Required   bool
	Safety     bool     // cannot be skipped
	Deliberate bool     // of a Select whose answer sets or opens a lock: Enter alone answers nothing
	Options    []string // values, for Select and Multiselect
	From       string   // Options are what was chosen at this question
	Offer      string   // the answer to this question is offered as the default
	Beside     string   // the answer to this question is shown beside, and never put in
	Alone      []string // options that stand alone
	None       string   // the one of them that says there is none: a person ticks it, and not nothing
	Words      []string // what a Date may be besides a date
	Past       bool     // a Date not after today
	Future     bool     // a Date not before today
	Min, Max   *int
	Lines      int      // a Multiline needs at least so many lines to count
	Most       int      // and may have at most so many, 0 for no limit
	Marks      []string // what is noted of a text: see marks.go
	Each       string   // "", "day" or "week": opens anew with each day, or seven days after its answer
	Asked      []When   // asked if all of these hold
	Due        []When   // offered by itself only while all of these hold; it may be answered before
	Limits     []Limit  // options that are offered only at times
	Entry      string   // the kind of log entry that the answer also writes, or ""
	Review     string   // and the days until that is looked at again: a name in Numbers
	Fields     []string // of a question with an entry: the parts of it that the answer fills; none is one of its own
	Before     []Effect // passages shown before it is asked; only When and Show are used
	Meant      []Effect // the same before an answer is kept: a person is asked whether they meant it
	Then       []Effect
}

// Limit holds back some options of a question: they are offered only if all of When
// holds.
type Limit struct {
	Options []string
	When    []When
}

// When is a condition on an answer. All that is set must hold. Of names the question
// it looks at, else it is the one the condition stands beside. Of a question without
// an answer, or with one that was skipped, only Unanswered and Isnt can hold.
type When struct {
	Of         string
	Is         []string // the answer is one of these
	Isnt       []string // the answer is none of these
	Contains   []string // at least one of these is chosen
	Besides    []string // something besides these is chosen
	Only       []string // these are chosen and nothing else
	AtLeast    *int
	AtMost     *int
	Marked     string // the text carries this mark
	Unanswered bool   // there is no answer, or it was skipped
	Mode       []string
	NotMode    []string
	Lock       []string // at least one of these locks is on
	NoLock     []string // none of these locks is on; in data "no-lock"
	Rule       string   // a named rule over dates and facts: see rules.go
}

// Effect is what an answer does, if all of When holds.
type Effect struct {
	When   []When
	Lock   string // sets the lock
	Unlock string // opens the lock
	Note   string // a named turn of the road: "waiting", "not-waiting", "talk", "meet", "try", …
	Show   string // a passage for the person
	Ask    string // an event that becomes due
	Again  string // the question is asked again after this number of days (a name in Numbers)
}
