package guide

import (
	"testing"
	"testing/fstest"

	"github.com/recover-journal/recover/internal/letter"
)

// What a language does not say yet is said in the one that is written first, with the
// forms of numbers that one has.
func TestFirst(t *testing.T) {
	fsys := fstest.MapFS{}
	for name, s := range map[string]string{
		"en/microcopy.yaml": "back: \"{n} days\"\nback.one: \"{n} day\"\nonly: Only here.\n", "en/calendar.yaml": "plural: {one: n = 1}\n",
		"en/commands.yaml":  "new: {short: A new one, flags: {json: as JSON}}\n",
		"es/microcopy.yaml": "back: \"{n} día(s)\"\n", "es/calendar.yaml": "plural: {one: n = 1}\n", "es/commands.yaml": "old: {short: Uno de antes}\n",
	} {
		fsys[name] = &fstest.MapFile{Data: []byte(s)}
	}
	g := fresh(fsys, "es")
	for got, want := range map[string]string{
		g.Say("back", "n", "1"): "1 día(s)", g.Say("only"): "Only here.", g.Say("none"): "⟨none⟩", g.Short("new"): "A new one", g.Short("old"): "Uno de antes",
		g.Flag("new", "json"): "as JSON", g.Command("new").Short: "A new one", g.Short("none"): "⟨none⟩",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// What stands above the languages is said in one that has words for it, and stays as it
// is where it has none.
func TestTranslated(t *testing.T) {
	fsys := fstest.MapFS{}
	for name, s := range map[string]string{
		"resources.yaml":    "note: Read.\ncountries:\n  - {code: XX, also: EX XL, name: Exland, crisis: \"1, at any hour\", emergency: \"2\", page: a.org/b, checked: \"2026-01-01\"}\n  - {code: YY, name: Whyland, crisis: \"3\"}\nelsewhere: {crisis: a, emergency: b, behaviour: c, harmed: d, directory: e}\n",
		"es/resources.yaml": "note: Leído.\ncountries:\n  - {code: XX, name: Equislandia, crisis: \"1, a cualquier hora\"}\n  - {code: ZZ, name: Nada}\nelsewhere: {emergency: be}\n",
		"evidence.yaml":     "sources:\n  - {id: E1, says: Rest helps, by: A, pages: a.org/b}\n  - {id: E2, says: So it is, pages: a.org/c}\n",
		"es/evidence.yaml":  "sources:\n  - {id: E1, says: Descansar ayuda}\n",
		"es/rules.yaml":     "rules:\n  sorry-if:\n    why: Un si\n    ask: ¿Qué sabes?\nsays:\n  beg:\n    why: \"Pesan: {words}\"\n",
	} {
		fsys[name] = &fstest.MapFile{Data: []byte(s)}
	}
	g := &Guide{fsys: fsys, lang: "es", pages: map[string]*part{}}
	r, known := g.Resource("xx")
	want := Resource{Code: "XX", Also: "EX XL", Name: "Equislandia", Crisis: "1, a cualquier hora", Emergency: "2", Behaviour: "c", Harmed: "d", Directory: "e", Page: "a.org/b", Checked: "2026-01-01"}
	if r != want || !known {
		t.Errorf("%+v", r)
	}
	if r, known := g.Resource("xl"); !known || r.Code != "XX" {
		t.Errorf("%+v", r)
	}
	if r, known := g.Resource(""); known {
		t.Errorf("%+v", r)
	}
	if r, _ := g.Resource("YY"); r.Name != "Whyland" || r.Emergency != "be" {
		t.Errorf("%+v", r)
	}
	if n := len(g.Countries()); n != 2 || g.ResourcesNote() != "Leído." {
		t.Errorf("%d countries, %q", n, g.ResourcesNote())
	}
	if e := g.Evidence(); len(e) != 2 || e[0].Says != "Descansar ayuda" || e[0].By != "A" || e[0].Pages[0] != "a.org/b" || e[1].Says != "So it is" {
		t.Errorf("%+v", e)
	}
	p := &letter.Pack{Rules: []letter.Rule{{ID: "sorry-if", Words: letter.Words{Why: "An if", Ask: "What?", Source: "L"}}, {ID: "other", Words: letter.Words{Why: "W"}}},
		Says: []letter.Words{{Why: "{words} weigh", Ask: "If?"}}}
	own := g.rulesInWords(p)
	if w := own.Rules[0].Words; w != (letter.Words{Why: "Un si", Ask: "¿Qué sabes?", Source: "L"}) || own.Rules[1].Why != "W" {
		t.Errorf("%+v", own.Rules)
	}
	if own.Says[0] != (letter.Words{Why: "Pesan: {words}", Ask: "If?"}) || p.Rules[0].Why != "An if" || p.Says[0].Why != "{words} weigh" {
		t.Errorf("%+v, and before %+v", own.Says, p)
	}
	if g := (&Guide{fsys: fsys, lang: "en", pages: map[string]*part{}}); g.rulesInWords(p) != p || g.Countries()[0].Name != "Exland" {
		t.Error("another language speaks in these words")
	}
}
