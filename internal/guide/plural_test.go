package guide

import "testing"

// The rules of CLDR's chart for some languages, and the forms that it gives for numbers.
func TestPlural(t *testing.T) {
	rules := map[string]string{
		"en one": "i = 1 and v = 0 @integer 1",
		"fr one": "i = 0,1 @integer 0, 1 @decimal 0.0~1.5",
		"ru one": "v = 0 and i % 10 = 1 and i % 100 != 11", "ru few": "v = 0 and i % 10 = 2..4 and i % 100 != 12..14",
		"ru many": "v = 0 and i % 10 = 0 or v = 0 and i % 10 = 5..9 or v = 0 and i % 100 = 11..14",
		"ar zero": "n = 0", "ar two": "n = 2", "ar few": "n % 100 = 3..10", "cy many": "n = 6", "pl one": "i=1 and v=0",
	}
	for _, c := range []struct {
		rule string
		yes  []int
		no   []int
	}{
		{"en one", []int{1, -1}, []int{0, 2, 11}},
		{"fr one", []int{0, 1}, []int{2}},
		{"ru one", []int{1, 21, 101}, []int{11, 2, 0, 111}},
		{"ru few", []int{2, 3, 24}, []int{12, 14, 5, 1}},
		{"ru many", []int{0, 5, 11, 14, 20}, []int{1, 2, 22}},
		{"ar zero", []int{0}, []int{1}},
		{"ar two", []int{2}, []int{12}},
		{"ar few", []int{3, 10, 103}, []int{2, 11}},
		{"cy many", []int{6}, []int{7}},
		{"pl one", []int{1}, []int{2}},
	} {
		p, err := parsePlural(rules[c.rule])
		if err != nil {
			t.Errorf("%s: %v", c.rule, err)
		}
		for _, n := range c.yes {
			if !p.takes(n) {
				t.Errorf("%s does not take %d", c.rule, n)
			}
		}
		for _, n := range c.no {
			if p.takes(n) {
				t.Errorf("%s takes %d", c.rule, n)
			}
		}
	}
	for _, bad := range []string{"", "one", "n", "n =", "n = x", "x = 1", "n % 0 = 1", "n = 4..2", "n = 1 and", "n % = 1", "n == 1"} {
		if _, err := parsePlural(bad); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}

// A number takes its form from the language's own rules.
func TestForms(t *testing.T) {
	g := &Guide{lang: "ru", pages: map[string]*part{
		"calendar.yaml": {root: true, src: []byte("plural:\n  one: n % 10 = 1 and n % 100 != 11\n  few: n % 10 = 2..4 and n % 100 != 12..14\n" +
			"spans:\n  days: {one: \"{n} день\", few: \"{n} дня\", other: \"{n} дней\"}\n")},
		"microcopy.yaml": {root: true, src: []byte("back: \"{n} дней\"\nback.one: \"{n} день\"\nback.few: \"{n} дня\"\nplain: всё\n")},
		"ask.yaml":       {root: true}, logSays: {root: true},
	}}
	for n, want := range map[int]string{0: "0 дней", 1: "1 день", 2: "2 дня", 5: "5 дней", 11: "11 дней", 21: "21 день", 24: "24 дня"} {
		if got := g.Count(n, "day"); got != want {
			t.Errorf("Count(%d) = %q", n, got)
		}
	}
	for n, want := range map[string]string{"1": "1 день", "3": "3 дня", "12": "12 дней", "x": "x дней"} {
		if got := g.Say("back", "n", n); got != want {
			t.Errorf("%s: %q", n, got)
		}
	}
	if g.Say("plain", "n", "1") != "всё" {
		t.Error("a sentence without forms is not itself")
	}
}
