package ask

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/recover-journal/recover/internal/text"
)

// apart is an error when the keys cannot be told from each other. It is the caller's
// mistake, or a translator's, so every asker that asks finds it, the one of tests too.
func apart(q Question, all []Key) error {
	if len(all) == 0 {
		return fmt.Errorf("%s: no key to press", q.ID)
	}
	for i, k := range all {
		if i == 0 && k.Key == "" {
			continue
		}
		if r, n := utf8.DecodeRuneInString(k.Key); n != len(k.Key) || r == utf8.RuneError || !unicode.IsPrint(r) || r == ' ' {
			return fmt.Errorf("%s: %q is no key", q.ID, k.Key)
		}
		if _, taken := letter(all[:i], k.Key); taken {
			return fmt.Errorf("%s: two answers have the key %q", q.ID, k.Key)
		}
	}
	return nil
}

// letter finds what a letter takes.
func letter(all []Key, typed string) (Key, bool) {
	i := slices.IndexFunc(all, func(k Key) bool { return strings.EqualFold(k.Key, typed) })
	if i < 0 || typed == "" {
		return Key{}, false
	}
	return all[i], true
}

// values are the keys as options, for those who answer by value or label.
func values(all []Key) []Option {
	var o []Option
	for _, k := range all {
		o = append(o, Option{k.Value, k.Label})
	}
	return o
}

// between stands between two keys of a row.
const between = "   "

// row names the keys in one short line, or in more where the width asks for it: a letter
// and its label stay together where they can.
func row(say Say, all []Key, columns int) string {
	var rows []string
	for i, k := range all {
		name := say("ask.press-key", "key", k.Key, "label", k.Label)
		if i == 0 {
			name = say("ask.press-enter", "label", k.Label)
		}
		name = strings.Join(wrap(name, columns), "\n")
		if last := len(rows) - 1; last >= 0 && width(rows[last])+len(between)+width(name) <= columns {
			rows[last] += between + name
		} else {
			rows = append(rows, name)
		}
	}
	return strings.Join(rows, "\n")
}

// Press asks for a line: an empty one takes the first key, a letter its own.
func (p *Plain) Press(ctx context.Context, q Question, all []Key) (string, error) {
	if err := apart(q, all); err != nil {
		return "", err
	}
	p.open(q.Text)
	columns := math.MaxInt
	if p.Columns != nil {
		columns = p.Columns()
	}
	fmt.Fprintln(p.out, row(p.say, all, columns))
	own, value := q.check, ""
	q.Default, q.Skip, q.Check = "", false, func(s string) error {
		var ok bool
		if value, ok = meant(all, s); !ok {
			return sentence(p.say("ask.press-again"))
		}
		return own(value)
	}
	if _, err := p.line(ctx, q, ""); err != nil {
		return "", err
	}
	return value, nil
}

// meant is the value of what was typed: nothing for the first, else a letter, a value
// or a label. The letter comes first, as that is what a person sees.
func meant(all []Key, typed string) (value string, ok bool) {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		return all[0].Value, true
	}
	if k, ok := letter(all, typed); ok {
		return k.Value, true
	}
	for _, o := range values(all) {
		if o.Value == typed || text.Loose(o.Label) == text.Loose(typed) {
			return o.Value, true
		}
	}
	return "", false
}
