package ask

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/recover-journal/recover/internal/text"
)

// pick reads one option from what was typed: the number it was listed with, else
// its value or its label. The number comes first, as that is what a person sees.
func pick(options []Option, typed string) (Option, bool) {
	typed = strings.TrimSpace(typed)
	if n, err := strconv.Atoi(typed); err == nil && n >= 1 && n <= len(options) {
		return options[n-1], true
	}
	i := slices.IndexFunc(options, func(o Option) bool {
		return o.Value == typed || text.Loose(o.Label) == text.Loose(typed)
	})
	if i < 0 || typed == "" {
		return Option{}, false
	}
	return options[i], true
}

// pickAll reads options with blanks or commas between, and gives them in the order
// in which they are listed. "0" is none of them.
func pickAll(options []Option, typed string) (values []string, ok bool) {
	words := strings.FieldsFunc(typed, func(r rune) bool { return r == ' ' || r == ',' || r == '\t' })
	if len(words) == 1 && words[0] == "0" && index(options, "0") < 0 {
		return nil, true
	}
	var chosen []string
	for _, word := range words {
		o, ok := pick(options, word)
		if !ok {
			return nil, false
		}
		chosen = append(chosen, o.Value)
	}
	for _, o := range options {
		if slices.Contains(chosen, o.Value) {
			values = append(values, o.Value)
		}
	}
	return values, true
}

// index is where the option with a value stands, or -1.
func index(options []Option, value string) int {
	return slices.IndexFunc(options, func(o Option) bool { return o.Value == value })
}

// labels are the labels of values, for reading back.
func labels(options []Option, values []string) string {
	var l []string
	for _, v := range values {
		if i := index(options, v); i >= 0 {
			l = append(l, options[i].Label)
		}
	}
	return strings.Join(l, ", ")
}

// numbers are the numbers that values are listed with, as they would be typed.
func numbers(options []Option, values []string) string {
	var n []string
	for _, v := range values {
		if i := index(options, v); i >= 0 {
			n = append(n, strconv.Itoa(i+1))
		}
	}
	return strings.Join(n, " ")
}

// list splits the values of a Default or of a script.
func list(values string) []string {
	if values == "" {
		return nil
	}
	return strings.Split(values, ",")
}

const (
	yes = "yes"
	no  = "no"
)

// yesNo are the two options of a yes or no, in the person's language.
func yesNo(say Say) []Option { return []Option{{yes, say("ask.yes")}, {no, say("ask.no")}} }

// yesOrNo reads a yes or a no, or enough letters of one to tell it from the other, in
// the person's language or in the program's own: "si" is "Sí".
func yesOrNo(options []Option, typed string) (value string, ok bool) {
	typed = text.Loose(strings.TrimSpace(typed))
	if typed == "" {
		return "", false
	}
	for _, o := range options {
		if strings.HasPrefix(text.Loose(o.Label), typed) || strings.HasPrefix(o.Value, typed) {
			if value != "" {
				return "", false
			}
			value = o.Value
		}
	}
	return value, value != ""
}

// skipping is the value of the option that passes over a question. No content has it.
const skipping = "\x00skip"

// explained is which ways of answering were explained in this run.
type explained map[string]bool

// hint is how to answer: in full the first time, and in a few words from then on.
func (k explained) hint(way, full, short string) string {
	if k[way] {
		return short
	}
	k[way] = true
	return full
}

// sentence is an error that is said to the person as it stands.
func sentence(s string) error { return errors.New(s) }
