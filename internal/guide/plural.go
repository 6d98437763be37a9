package guide

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// other is the form of a sentence that a number takes where no rule gives it another.
const other = "other"

// numberForms are the forms of a sentence that a language may tell apart, as CLDR names
// them. A sentence in one of them stands under its id and the form: "back.one".
func numberForms() []string { return []string{"zero", "one", "two", "few", "many"} }

// form is the form that a number takes, by the rules in calendar.yaml.
func (g *Guide) form(n int) string {
	rules := g.words("calendar.yaml").at("plural")
	if rules == nil && n == 1 {
		return "one" // calendar.yaml said nothing about it in its first versions
	}
	for _, name := range rules.names() {
		if r, err := parsePlural(rules.at(name).text()); err == nil && r.takes(n) {
			return name
		}
	}
	return other
}

// formOf is the form that the pairs ask for: that of the number called n.
func (g *Guide) formOf(pairs []string) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] == "n" {
			if n, err := strconv.Atoi(pairs[i+1]); err == nil {
				return g.form(n)
			}
		}
	}
	return other
}

// counted is the base of an id that is one of the forms given, as "back" of "back.one".
func counted(id string, forms []string) (base string, ok bool) {
	i := strings.LastIndexByte(id, '.')
	if i < 0 || !slices.Contains(forms, id[i+1:]) {
		return "", false
	}
	return id[:i], true
}

// plural is a rule as Unicode's CLDR writes them, for whole numbers: "n = 1",
// "n % 10 = 2..4 and n % 100 != 12..14". It holds where all relations of one of its
// alternatives do.
type plural [][]relation

type relation struct {
	digits bool // of the number; else of what stands behind its point, which is nothing
	modulo int  // 0: none
	not    bool
	in     [][2]int // from and to
}

func (p plural) takes(n int) bool {
	return slices.ContainsFunc(p, func(all []relation) bool {
		return !slices.ContainsFunc(all, func(r relation) bool { return !r.takes(n) })
	})
}

func (r relation) takes(n int) bool {
	switch {
	case !r.digits:
		n = 0
	case n < 0:
		n = -n
	}
	if r.modulo > 0 {
		n %= r.modulo
	}
	return r.not != slices.ContainsFunc(r.in, func(span [2]int) bool { return span[0] <= n && n <= span[1] })
}

func parsePlural(s string) (p plural, err error) {
	s, _, _ = strings.Cut(s, "@") // samples stand behind it
	for alternative := range strings.SplitSeq(s, " or ") {
		var all []relation
		for part := range strings.SplitSeq(alternative, " and ") {
			r, ok := parseRelation(part)
			if !ok {
				return nil, fmt.Errorf("this is no plural rule: %q", strings.TrimSpace(part))
			}
			all = append(all, r)
		}
		p = append(p, all)
	}
	return p, nil
}

func parseRelation(s string) (r relation, ok bool) {
	left, right, ok := strings.Cut(s, "=")
	if !ok {
		return r, false
	}
	left, r.not = strings.CutSuffix(strings.TrimSpace(left), "!")
	name, modulo, parted := strings.Cut(left, "%")
	if parted {
		if r.modulo, ok = wholeNumber(modulo); !ok || r.modulo == 0 {
			return r, false
		}
	}
	switch strings.TrimSpace(name) {
	case "n", "i":
		r.digits = true
	case "v", "w", "f", "t", "c", "e":
	default:
		return r, false
	}
	for span := range strings.SplitSeq(right, ",") {
		from, to, ranged := strings.Cut(span, "..")
		if !ranged {
			to = from
		}
		a, okA := wholeNumber(from)
		b, okB := wholeNumber(to)
		if !okA || !okB || a > b {
			return r, false
		}
		r.in = append(r.in, [2]int{a, b})
	}
	return r, true
}

func wholeNumber(s string) (int, bool) {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	return n, err == nil && n >= 0
}
