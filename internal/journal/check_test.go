package journal

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/recover-journal/recover/internal/clock"
)

func number(n int) *int { return &n }

var trigger = Kind{ID: "trigger", Fields: []Field{
	{ID: "intensity", Type: ScaleType, Min: number(0), Max: number(10), First: true},
	{ID: "felt", Type: TextType},
	{ID: "long", Type: MultilineType},
	{ID: "steps", Type: MultiselectType, Options: []string{"1", "2", "3"}},
	{ID: "defended", Type: SelectType, Options: []string{"none", "argued"}},
	{ID: "safe", Type: ConfirmType},
	{ID: "since", Type: DateType, Past: true},
	{ID: "review", Type: DateType},
	{ID: "minutes", Type: NumberType, Min: number(0)},
}}

func limits(t *testing.T) Limits {
	today, err := clock.ParseDay("2026-03-01")
	if err != nil {
		t.Fatal(err)
	}
	return Limits{Most: 20, Today: today}
}

// Every value that a field takes is kept in one form, and every other is refused by name.
func TestFieldCheck(t *testing.T) {
	for _, c := range []struct{ field, raw, kept, code string }{
		{"intensity", "7", "7", ""}, {"intensity", "7.0", "7", ""}, {"intensity", "7.5", "", "wants-number"}, {"intensity", "11", "", "wants-number"},
		{"intensity", "-1", "", "wants-number"}, {"intensity", `"7"`, "", "wants-number"}, {"intensity", "1e400", "", "wants-number"},
		{"intensity", "99999999999999999999", "", "wants-number"}, {"intensity", "null", "", ""}, {"intensity", "", "", "shape"}, {"intensity", "1 2", "", "shape"},
		{"felt", `"a: b\t\"c\""`, `"a: b\t\"c\""`, ""}, {"felt", `"a\nb"`, "", "newline"}, {"felt", `" "`, "", "empty"}, {"felt", "3", "", "wants-text"},
		{"felt", `"\u0007"`, "", "control"}, {"felt", `"` + strings.Repeat("ü", 21) + `"`, "", "too-long"}, {"felt", `"` + strings.Repeat("ü", 20) + `"`, `"` + strings.Repeat("ü", 20) + `"`, ""},
		{"long", `"a\nb"`, `"a\nb"`, ""}, {"long", `"👨‍👩‍👧 שלום"`, `"👨‍👩‍👧 שלום"`, ""},
		{"steps", `["1","3"]`, `["1","3"]`, ""}, {"steps", `[]`, `[]`, ""}, {"steps", `["4"]`, "", "option-unknown"}, {"steps", `["1","1"]`, "", "option-twice"},
		{"steps", `[1]`, "", "wants-list"}, {"steps", `"1"`, "", "wants-list"},
		{"defended", `"none"`, `"none"`, ""}, {"defended", `"None"`, "", "option-unknown"}, {"defended", `true`, "", "wants-option"},
		{"safe", "true", "true", ""}, {"safe", `"yes"`, "", "wants-yes-no"},
		{"since", `"2026-03-01"`, `"2026-03-01"`, ""}, {"since", `"2026-03-02"`, "", "past"}, {"since", `"yesterday"`, "", "wants-date"}, {"since", "20260301", "", "wants-date"},
		{"review", `"2026-03-29"`, `"2026-03-29"`, ""}, {"review", `"2026-02-30"`, "", "wants-date"}, {"review", `"0001-01-01"`, "", "wants-date"},
		{"minutes", "100000", "100000", ""},
	} {
		f, ok := trigger.Field(c.field)
		if !ok {
			t.Fatal(c.field)
		}
		kept, code, _ := f.Check(json.RawMessage(c.raw), limits(t))
		if string(kept) != c.kept || code != c.code {
			t.Errorf("%s %s: %s, %q; want %s, %q", c.field, c.raw, kept, code, c.kept, c.code)
		}
	}
}

// An entry names everything that is wrong with it, and keeps what is right in one form.
func TestKindCheck(t *testing.T) {
	e := Entry{Kind: "trigger", What: "a\nb", Note: "ok", Fields: map[string]json.RawMessage{
		"intensty": json.RawMessage("7"), "intensity": json.RawMessage("12"), "felt": json.RawMessage("null"), "steps": json.RawMessage(` [ "1" ] `),
	}}
	got := map[string]string{}
	for _, w := range trigger.Check(&e, limits(t)) {
		got[w.Part] = w.Code + " " + strings.Join(w.Pairs, " ")
	}
	want := map[string]string{"what": "newline ", "intensty": "unknown-field near intensity", "intensity": "wants-number min 0 max 10"}
	if len(got) != len(want) {
		t.Errorf("%v", got)
	}
	for part, w := range want {
		if got[part] != w {
			t.Errorf("%s: %q, want %q", part, got[part], w)
		}
	}
	if len(e.Fields) != 1 || string(e.Fields["steps"]) != `["1"]` {
		t.Errorf("kept: %s", e.Fields)
	}
	story := Kind{ID: "slip", Event: "slip", Fields: []Field{{ID: "slip.what", Type: SelectType, Options: []string{"looked"}, Required: true}}}
	if w := story.Check(&Entry{Kind: "slip"}, limits(t)); len(w) != 1 || w[0].Part != "slip.what" {
		t.Errorf("%+v", w)
	}
}

func TestNear(t *testing.T) {
	list := []string{"trigger", "urge", "slip", "truth-slip"}
	for word, want := range map[string]string{"triger": "trigger", "urg": "urge", "ugre": "urge", "silp": "slip", "": "", "calendar": "", "truthslip": "truth-slip", strings.Repeat("x", 9999): ""} {
		if got := Near(word, list); got != want {
			t.Errorf("%.10q: %q, want %q", word, got, want)
		}
	}
}
