package journal

import "slices"

// Type is how a field is asked and what its value looks like; the names are those of
// the questions (INTERFACE.md 1).
type Type string

// The types. A scale runs from Min to Max, both included; a number too, where they are set.
const (
	TextType        Type = "text"
	MultilineType   Type = "multiline"
	SelectType      Type = "select"
	MultiselectType Type = "multiselect"
	ConfirmType     Type = "confirm"
	ScaleType       Type = "scale"
	DateType        Type = "date"
	NumberType      Type = "number"
)

// Field is one thing that an entry of a kind may tell besides what and note.
type Field struct {
	ID       string
	Type     Type
	Required bool
	Options  []string
	Min, Max *int
	Past     bool // a Date not after today
	First    bool // asked before the line, where an entry is written in a hurry
	Theirs   bool // the partner's words may stand in it
}

// Kind is a sort of entry. It is data and never changed.
type Kind struct {
	ID       string
	Event    string // the engine's event whose questions its fields are, or ""
	Unlisted bool   // known, but not offered
	Fields   []Field
}

// Field is the field with an id.
func (k Kind) Field(id string) (Field, bool) {
	i := slices.IndexFunc(k.Fields, func(f Field) bool { return f.ID == id })
	if i < 0 {
		return Field{}, false
	}
	return k.Fields[i], true
}

// FieldIDs are the ids of the fields, in their order.
func (k Kind) FieldIDs() []string {
	ids := make([]string, len(k.Fields))
	for i, f := range k.Fields {
		ids[i] = f.ID
	}
	return ids
}

// FirstField is the field that is asked before the line, if there is one.
func (k Kind) FirstField() (Field, bool) {
	i := slices.IndexFunc(k.Fields, func(f Field) bool { return f.First })
	if i < 0 {
		return Field{}, false
	}
	return k.Fields[i], true
}

// Near is the word of a list that is closest to one that is in no list, or "" where
// none is close: at most half of its letters, and never more than three, differ.
func Near(word string, list []string) string {
	best, least := "", min(4, len(word)/2+1)
	for _, w := range list {
		if d := distance(word, w); d < least {
			best, least = w, d
		}
	}
	return best
}

// distance is how many bytes are wrong, lacking or too many; two neighbours that changed
// places are one. A long word is far from all.
func distance(a, b string) int {
	if len(a) > 64 {
		return len(a)
	}
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := range len(a) {
		for j := range len(b) {
			cost := rows[i][j]
			if a[i] != b[j] {
				cost++
			}
			least := min(cost, rows[i+1][j]+1, rows[i][j+1]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				least = min(least, rows[i-1][j-1]+1)
			}
			rows[i+1][j+1] = least
		}
	}
	return rows[len(a)][len(b)]
}
