package journey

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/recover-journal/recover/internal/clock"
)

// Refusal says why an answer will not do: a code under which the sentence stands in
// the words, and what fills its placeholders, in pairs. It never holds the answer.
type Refusal struct {
	Code  string
	Pairs []string
}

func refuse(code string, pairs ...string) *Refusal { return &Refusal{code, pairs} }

// Error is the code: for developers, since people read the sentence.
func (r *Refusal) Error() string { return "refused: " + r.Code }

// Check says why the value will not do for the question, or nil. It looks at the
// value alone and at what the state says of dates and options; whether the question
// is open is Open's matter. A skip is a value too.
func (p Plan) Check(s State, q Question, v Value, now time.Time) *Refusal {
	if v.Skipped() {
		if q.Safety {
			return refuse("cannot-skip")
		}
		return nil
	}
	switch q.Kind {
	case Text, Multiline:
		return p.checkText(q, v)
	case Select:
		options := p.Offers(s, q, now)
		if v.kind != text {
			return refuse("wants-option", "options", strings.Join(options, ", "))
		}
		if !slices.Contains(options, v.text) {
			return refuse("option-unknown", "options", strings.Join(options, ", "))
		}
	case Multiselect:
		return checkList(q, v, p.Offers(s, q, now))
	case Confirm:
		if v.kind != yesNo {
			return refuse("wants-yes-no")
		}
	case Scale, Number:
		return checkNumber(q, v)
	case Date:
		if r := checkDate(q, v, s.Today(now)); r != nil || q.ID != "agree.review" {
			return r
		}
		return p.checkReview(s, v, s.Today(now))
	}
	return p.shorter(s, q, v)
}

// options are the values that the question offers now.
func (s State) options(q Question) []string {
	if q.From == "" {
		return q.Options
	}
	var some []string
	for _, o := range s.Answers[q.From].Value.Options() {
		if o != "nothing" {
			some = append(some, o)
		}
	}
	return some
}

// Offers are the option values that the question offers now, in order.
func (p Plan) Offers(s State, q Question, now time.Time) []string {
	v := p.at(s, now)
	options := s.options(q)
	for _, l := range q.Limits {
		if !v.holds(q.ID, l.When) {
			options = slices.DeleteFunc(slices.Clone(options), func(o string) bool { return slices.Contains(l.Options, o) })
		}
	}
	return options
}

func (p Plan) checkText(q Question, v Value) *Refusal {
	if v.kind != text {
		return refuse("wants-text")
	}
	most := p.Numbers["text-most"]
	switch {
	case !utf8.ValidString(v.text):
		return refuse("utf8")
	case utf8.RuneCountInString(v.text) > most:
		return refuse("too-long", "most", strconv.Itoa(most))
	case strings.TrimSpace(v.text) == "":
		return refuse("empty")
	case q.Kind == Text && strings.ContainsAny(v.text, "\n\r\u2028\u2029"):
		return refuse("newline")
	case strings.IndexFunc(v.text, forbidden) >= 0:
		return refuse("control")
	case q.Most > 0 && lines(v.text) > q.Most:
		return refuse("lines-most", "n", strconv.Itoa(q.Most))
	}
	return nil
}

// forbidden are control characters, which no keyboard writes into a text and a
// terminal may obey. Tab and newline are text.
func forbidden(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }

func checkList(q Question, v Value, options []string) *Refusal {
	if v.kind != list {
		return refuse("wants-list", "options", strings.Join(options, ", "))
	}
	for i, o := range v.list {
		if !slices.Contains(options, o) {
			return refuse("option-unknown", "options", strings.Join(options, ", "))
		}
		if slices.Contains(q.Alone, o) && len(v.list) > 1 {
			return refuse("option-alone", "option", o)
		}
		if slices.Contains(v.list[:i], o) {
			return refuse("option-twice", "option", o)
		}
	}
	if q.Required && len(v.list) == 0 && q.Min == nil {
		return refuse("empty-list", "options", strings.Join(options, ", "))
	}
	return nil
}

func checkNumber(q Question, v Value) *Refusal {
	lo, hi := "", ""
	if q.Min != nil {
		lo = strconv.Itoa(*q.Min)
	}
	if q.Max != nil {
		hi = strconv.Itoa(*q.Max)
	}
	if v.kind != number || q.Min != nil && v.num < *q.Min || q.Max != nil && v.num > *q.Max {
		return refuse("wants-number", "min", lo, "max", hi)
	}
	return nil
}

func checkDate(q Question, v Value, today clock.Day) *Refusal {
	if v.kind == text && slices.Contains(q.Words, v.text) {
		return nil
	}
	if v.kind != text {
		return refuse("wants-date")
	}
	d, err := clock.ParseDay(v.text)
	year, _, _ := d.Date()
	switch {
	case err != nil || year < 1900 || year > 2200:
		return refuse("wants-date")
	case q.Past && d > today:
		return refuse("past", "today", today.String())
	case q.Future && d < today:
		return refuse("future", "today", today.String())
	}
	return nil
}

// shorter refuses a length that would bring the end of the quiet nearer.
func (p Plan) shorter(s State, q Question, v Value) *Refusal {
	if q.ID != "space.length" || v.Is("their-date") {
		return nil
	}
	n, _ := strconv.Atoi(v.Text())
	if base := s.Quiet.base; base != 0 && s.Quiet.Day0+clock.Day(n) < base && n < s.Quiet.Length {
		return refuse("shorter", "date", base.String())
	}
	return nil
}
