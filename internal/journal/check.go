package journal

import (
	"bytes"
	"encoding/json"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/recover-journal/recover/internal/clock"
)

// Wrong is a part of an entry that will not do: which (what, note, or a field's id) and
// why, as a code under which the sentence stands in the words, with what fills it. It
// never holds what was written.
type Wrong struct {
	Part  string
	Code  string
	Pairs []string
}

// Limits are what a check needs to know beside the kind.
type Limits struct {
	Most  int       // characters in one text
	Today clock.Day // in the home zone
}

// The parts of every entry.
const (
	What = "what"
	Note = "note"
	When = "when"
)

// Check says everything about an entry of this kind that will not do, and puts each
// field's JSON in the one form in which it is kept. A field that is null counts as not
// there and is taken out. Moments are the caller's matter.
//
// An entry has a line. Of an event the engine holds the story, so there it may lack.
func (k Kind) Check(e *Entry, l Limits) (wrong []Wrong) {
	refuse := func(part, code string, pairs ...string) { wrong = append(wrong, Wrong{part, code, pairs}) }
	if code, pairs := checkText(e.What, true, l.Most); code != "" && !(code == "empty" && k.Event != "" && e.What == "") {
		refuse(What, code, pairs...)
	}
	if code, pairs := checkText(e.Note, false, l.Most); code != "" && e.Note != "" {
		refuse(Note, code, pairs...)
	}
	kept := map[string]json.RawMessage{}
	for id, raw := range e.Fields {
		f, ok := k.Field(id)
		if !ok {
			refuse(id, "unknown-field", "near", Near(id, append(k.FieldIDs(), What, Note, When)))
			continue
		}
		raw, code, pairs := f.Check(raw, l)
		if code != "" {
			refuse(id, code, pairs...)
		} else if raw != nil {
			kept[id] = raw
		}
	}
	for _, f := range k.Fields {
		if f.Required && kept[f.ID] == nil && !slices.ContainsFunc(wrong, func(w Wrong) bool { return w.Part == f.ID }) {
			refuse(f.ID, "empty")
		}
	}
	sort.SliceStable(wrong, func(i, j int) bool { return wrong[i].Part < wrong[j].Part })
	if e.Fields = kept; len(kept) == 0 {
		e.Fields = nil
	}
	return wrong
}

// Check is a value of the field as it is kept, nil for null, or why it will not do.
func (f Field) Check(raw json.RawMessage, l Limits) (kept json.RawMessage, code string, pairs []string) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil || d.More() {
		return nil, "shape", nil
	}
	if v == nil {
		return nil, "", nil
	}
	v, code, pairs = f.check(v, l)
	if code != "" {
		return nil, code, pairs
	}
	kept, err := write(v)
	if err != nil {
		return nil, "shape", nil
	}
	return kept, "", nil
}

func (f Field) check(v any, l Limits) (kept any, code string, pairs []string) {
	s, isText := v.(string)
	switch f.Type {
	case TextType, MultilineType:
		if !isText {
			return nil, "wants-text", nil
		}
		code, pairs = checkText(s, f.Type == TextType, l.Most)
		return s, code, pairs
	case SelectType:
		options := []string{"options", strings.Join(f.Options, ", ")}
		if !isText {
			return nil, "wants-option", options
		}
		if !slices.Contains(f.Options, s) {
			return nil, "option-unknown", options
		}
		return s, "", nil
	case MultiselectType:
		return f.checkList(v)
	case ConfirmType:
		if _, ok := v.(bool); !ok {
			return nil, "wants-yes-no", nil
		}
		return v, "", nil
	case ScaleType, NumberType:
		return f.checkNumber(v)
	case DateType:
		return f.checkDate(s, isText, l)
	}
	return nil, "shape", nil
}

func (f Field) checkList(v any) (kept any, code string, pairs []string) {
	options := []string{"options", strings.Join(f.Options, ", ")}
	list, ok := v.([]any)
	if !ok {
		return nil, "wants-list", options
	}
	chosen := make([]string, 0, len(list))
	for _, item := range list {
		s, ok := item.(string)
		switch {
		case !ok:
			return nil, "wants-list", options
		case !slices.Contains(f.Options, s):
			return nil, "option-unknown", options
		case slices.Contains(chosen, s):
			return nil, "option-twice", []string{"option", s}
		}
		chosen = append(chosen, s)
	}
	return chosen, "", nil
}

func (f Field) checkNumber(v any) (kept any, code string, pairs []string) {
	limit := func(n *int) string {
		if n == nil {
			return ""
		}
		return strconv.Itoa(*n)
	}
	pairs = []string{"min", limit(f.Min), "max", limit(f.Max)}
	number, ok := v.(json.Number)
	if !ok {
		return nil, "wants-number", pairs
	}
	whole, _, _ := strings.Cut(string(number), ".")
	n, err := strconv.Atoi(whole)
	if as, ferr := number.Float64(); err != nil || ferr != nil || as != float64(n) ||
		f.Min != nil && n < *f.Min || f.Max != nil && n > *f.Max {
		return nil, "wants-number", pairs
	}
	return n, "", nil
}

func (f Field) checkDate(s string, isText bool, l Limits) (kept any, code string, pairs []string) {
	d, err := clock.ParseDay(s)
	year, _, _ := d.Date()
	switch {
	case !isText || err != nil || year < 1900 || year > 2200:
		return nil, "wants-date", nil
	case f.Past && d > l.Today:
		return nil, "past", []string{"today", l.Today.String()}
	}
	return d.String(), "", nil
}

// checkText says why a text cannot be kept. It is the rule of every text in the journal:
// UTF-8, no control character but tab and newline, not only blanks, not too long.
func checkText(s string, oneLine bool, most int) (code string, pairs []string) {
	switch {
	case !utf8.ValidString(s):
		return "utf8", nil
	case most > 0 && utf8.RuneCountInString(s) > most:
		return "too-long", []string{"most", strconv.Itoa(most)}
	case strings.TrimSpace(s) == "":
		return "empty", nil
	case oneLine && strings.ContainsAny(s, "\n\r\u2028\u2029"):
		return "newline", nil
	case strings.IndexFunc(s, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }) >= 0:
		return "control", nil
	}
	return "", nil
}
