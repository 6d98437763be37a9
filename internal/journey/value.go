package journey

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
)

// Value is an answer as it is kept and exchanged: a text, an option, a date or a
// date's word (String); options (List); a scale or a number (Int); a yes or no
// (Bool); or nothing, for a question that was skipped. The zero Value is nothing.
//
// In JSON it is the string, list, number, boolean or null of INTERFACE.md 5.
type Value struct {
	kind valueKind
	text string
	list []string
	num  int
	yes  bool
}

type valueKind byte

const (
	nothing valueKind = iota
	text
	list
	number
	yesNo
)

// String is a value that is a text, an option or a date.
func String(s string) Value { return Value{kind: text, text: s} }

// List is a value of several options; it may be empty.
func List(s ...string) Value { return Value{kind: list, list: s} }

// Int is a scale or a number.
func Int(n int) Value { return Value{kind: number, num: n} }

// Bool is a yes or a no.
func Bool(b bool) Value { return Value{kind: yesNo, yes: b} }

// Skipped says that there is no answer.
func (v Value) Skipped() bool { return v.kind == nothing }

// Text is the text, option or date, or "".
func (v Value) Text() string { return v.text }

// Options are the chosen options.
func (v Value) Options() []string { return v.list }

// Number is the scale or number.
func (v Value) Number() (int, bool) { return v.num, v.kind == number }

// Yes says that the answer is yes.
func (v Value) Yes() bool { return v.kind == yesNo && v.yes }

// Equal says that two answers are the same.
func (v Value) Equal(w Value) bool {
	return v.kind == w.kind && v.text == w.text && slices.Equal(v.list, w.list) && v.num == w.num && v.yes == w.yes
}

// Is compares the value with an option's value, "yes" and "no" for a yes or no.
func (v Value) Is(s string) bool {
	switch v.kind {
	case text:
		return v.text == s
	case yesNo:
		return s == map[bool]string{true: "yes", false: "no"}[v.yes]
	case number:
		return strconv.Itoa(v.num) == s
	}
	return false
}

// Has says that the option is chosen, alone or among others.
func (v Value) Has(s string) bool { return v.kind == text && v.text == s || slices.Contains(v.list, s) }

// MarshalJSON writes the JSON of INTERFACE.md 5.
func (v Value) MarshalJSON() ([]byte, error) {
	switch v.kind {
	case text:
		return json.Marshal(v.text)
	case list:
		if v.list == nil {
			return []byte("[]"), nil
		}
		return json.Marshal(v.list)
	case number:
		return json.Marshal(v.num)
	case yesNo:
		return json.Marshal(v.yes)
	}
	return []byte("null"), nil
}

// UnmarshalJSON reads the JSON of INTERFACE.md 5. Anything else, a fraction and a
// list of anything but strings included, is an error that does not hold the text.
func (v *Value) UnmarshalJSON(b []byte) error {
	var decoded any
	if err := json.Unmarshal(b, &decoded); err != nil {
		return fmt.Errorf("value: %w", err)
	}
	switch x := decoded.(type) {
	case nil:
		*v = Value{}
	case string:
		*v = String(x)
	case bool:
		*v = Bool(x)
	case float64:
		if x != math.Trunc(x) || math.Abs(x) > 1<<31 {
			return fmt.Errorf("value: a whole number is wanted")
		}
		*v = Int(int(x))
	case []any:
		l := make([]string, len(x))
		for i := range x {
			s, ok := x[i].(string)
			if !ok {
				return fmt.Errorf("value: a list holds options only")
			}
			l[i] = s
		}
		*v = List(l...)
	default:
		return fmt.Errorf("value: no answer looks like this")
	}
	return nil
}
