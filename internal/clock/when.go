package clock

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// ErrWhen is a date in no form that is known, or none that there is.
var ErrWhen = errors.New("no date that is known")

// ErrLater is a date that is after today.
var ErrLater = errors.New("the date is after today")

// WhenWords are the words of a language that a date may be written with. A word may
// have several spellings; where one has a case or an accent, Fold takes both off what is
// typed, and off what stands here. A list may be empty: some languages say "last
// friday", some "friday past"; some "3 days ago", some "it makes 3 days".
type WhenWords struct {
	Months   [12][]string // from January
	Weekdays [7][]string  // from Sunday, as in time.Weekday
	Today    []string
	Yestern  []string // the day before today
	Ereyest  []string // the day before that
	Last     []string // before a weekday: the latest that is not today
	Past     []string // behind a weekday: the same
	Ago      []string // after a number and a unit
	Since    []string // before a number and a unit: the same
	Days     []string // the unit
	Weeks    []string
	At       []string // may stand before an hour
	Skip     []string // says nothing, and may stand anywhere: articles, and the like
	Fold     func(string) string
}

// ParseWhen reads when something was, as a person writes it at the instant now in
// zone. In English that is: 2026-11-22, 22 nov, nov 22, 22 nov 2025, yesterday, friday,
// last friday, 3 days ago, each alone or with an hour: 2026-11-21 22:30. What names no
// year is the latest such day not after today. A day without an hour is its noon, also
// where that is later than now: the day is what was meant. An hour that the clocks
// repeat is the first of the two, and one that they skip is as long after the gap.
//
// Anything else is ErrWhen, and a day after today, or an hour of today that is still
// to come, is ErrLater. The text is in neither.
func ParseWhen(s string, now time.Time, zone *time.Location, words WhenWords) (time.Time, error) {
	if len(s) > 100 {
		return time.Time{}, ErrWhen
	}
	words = words.folded()
	fields := words.fields(s)
	hour, minute, timed := 12, 0, false
	if n := len(fields); n > 0 {
		if h, m, ok := hourOf(fields[n-1]); ok {
			hour, minute, timed, fields = h, m, true, fields[:n-1]
			for n--; n > 0 && has(words.At, fields[n-1]); n-- {
				fields = fields[:n-1]
			}
		}
	}
	if len(fields) > 0 {
		fields = slices.DeleteFunc(fields, func(f string) bool { return has(words.Skip, f) })
		if len(fields) == 0 {
			return time.Time{}, ErrWhen
		}
	}
	today := DayOf(now, zone)
	day, ok := today, timed // an hour alone is of today
	if len(fields) > 0 {
		day, ok = words.day(fields, today)
	}
	switch {
	case !ok:
		return time.Time{}, ErrWhen
	case day > today:
		return time.Time{}, ErrLater
	}
	t := firstAt(day, hour, minute, zone)
	if timed && t.After(now) {
		return time.Time{}, ErrLater
	}
	return t, nil
}

// folded is the words as they are compared.
func (w WhenWords) folded() WhenWords {
	if w.Fold == nil {
		w.Fold = strings.ToLower
	}
	fold := func(list []string) []string {
		out := make([]string, len(list))
		for i, s := range list {
			out[i] = w.Fold(s)
		}
		return out
	}
	for _, list := range []*[]string{&w.Today, &w.Yestern, &w.Ereyest, &w.Last, &w.Past, &w.Ago, &w.Since, &w.Days, &w.Weeks, &w.At, &w.Skip} {
		*list = fold(*list)
	}
	for i := range w.Months {
		w.Months[i] = fold(w.Months[i])
	}
	for i := range w.Weekdays {
		w.Weekdays[i] = fold(w.Weekdays[i])
	}
	return w
}

// fields are the words of what was typed, folded.
func (w WhenWords) fields(s string) []string {
	return strings.FieldsFunc(w.Fold(s), func(r rune) bool { return unicode.IsSpace(r) || r == ',' })
}

// firstAt is the first instant of a day at which the clocks of a zone show the hour.
func firstAt(day Day, hour, minute int, zone *time.Location) time.Time {
	y, m, d := day.Date()
	t := time.Date(y, m, d, hour, minute, 0, 0, zone)
	_, now := t.Zone()
	_, before := t.Add(-3 * time.Hour).Zone()
	// Where the clocks went back since, what they show now they may have shown before.
	if earlier := t.Add(time.Duration(now-before) * time.Second); before > now && earlier.Hour() == hour && earlier.Minute() == minute {
		return earlier
	}
	return t
}

// day reads the words of a day, seen from today.
func (w WhenWords) day(f []string, today Day) (Day, bool) {
	switch len(f) {
	case 1:
		switch weekday, ok := index(w.Weekdays[:], f[0]); {
		case ok:
			return back(today, time.Weekday(weekday)), true
		case has(w.Today, f[0]):
			return today, true
		case has(w.Yestern, f[0]):
			return today - 1, true
		case has(w.Ereyest, f[0]):
			return today - 2, true
		}
		d, err := ParseDay(f[0])
		return d, err == nil && d != 0
	case 2:
		if weekday, ok := index(w.Weekdays[:], f[1]); ok && has(w.Last, f[0]) {
			return back(today-1, time.Weekday(weekday)), true
		}
		if weekday, ok := index(w.Weekdays[:], f[0]); ok && has(w.Past, f[1]) {
			return back(today-1, time.Weekday(weekday)), true
		}
		month, day, ok := w.monthDay(f[0], f[1])
		if !ok {
			return 0, false
		}
		return latest(month, day, today)
	case 3:
		switch {
		case has(w.Ago, f[2]):
			return w.ago(f[0], f[1], today)
		case has(w.Since, f[0]):
			return w.ago(f[1], f[2], today)
		}
		month, day, ok := w.monthDay(f[0], f[1])
		year, yearOK := number(f[2], 4, 4)
		if !ok || !yearOK {
			return 0, false
		}
		return dayOf(year, month, day)
	}
	return 0, false
}

// ago is so many days or weeks before today.
func (w WhenWords) ago(count, unit string, today Day) (Day, bool) {
	n, ok := number(count, 1, 4)
	switch {
	case !ok:
		return 0, false
	case has(w.Days, unit):
		return today - Day(n), true
	case has(w.Weeks, unit):
		return today - Day(7*n), true
	}
	return 0, false
}

// monthDay reads a month and the number of a day, in either order.
func (w WhenWords) monthDay(a, b string) (month, day int, ok bool) {
	m, isMonth := index(w.Months[:], a)
	if isMonth {
		a = b
	} else if m, isMonth = index(w.Months[:], b); !isMonth {
		return 0, 0, false
	}
	day, ok = number(strings.TrimSuffix(a, "."), 1, 2)
	return m + 1, day, ok
}

// back is the latest such weekday not after d.
func back(d Day, w time.Weekday) Day { return d - Day((int(d.Weekday())-int(w)+7)%7) }

// latest is the latest such day of a year not after today. 29 February may lie up to
// eight years back.
func latest(month, day int, today Day) (Day, bool) {
	year, _, _ := today.Date()
	for y := year; y >= year-8; y-- {
		if d, ok := dayOf(y, month, day); ok && d <= today {
			return d, true
		}
	}
	return 0, false
}

// dayOf is the day, if there is one.
func dayOf(year, month, day int) (Day, bool) {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	d := civil(t)
	return d, t.Day() == day && day > 0 && d != 0
}

// hourOf reads 22:30 or 7:05.
func hourOf(s string) (hour, minute int, ok bool) {
	h, m, cut := strings.Cut(s, ":")
	hour, hourOK := number(h, 1, 2)
	minute, minuteOK := number(m, 2, 2)
	return hour, minute, cut && hourOK && minuteOK && hour < 24 && minute < 60
}

// number reads a number of so many digits, and nothing but digits.
func number(s string, least, most int) (int, bool) {
	if len(s) < least || len(s) > most || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}

// index is the place of the list that has the word, with or without a full stop.
func index(lists [][]string, word string) (int, bool) {
	for i, list := range lists {
		if has(list, word) {
			return i, true
		}
	}
	return 0, false
}

func has(list []string, word string) bool {
	for _, w := range list {
		if w == word || w+"." == word {
			return true
		}
	}
	return false
}
