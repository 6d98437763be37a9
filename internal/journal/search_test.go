package journal

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
	"unicode"

	"pgregory.net/rapid"

	"github.com/recover-journal/recover/internal/clock"
	"github.com/recover-journal/recover/internal/text"
)

func TestSearch(t *testing.T) {
	e := Entry{ID: "0000", Kind: "trigger", What: "They said: “Not now.” Café, 20:15", Note: "Twenty\nwords \"quoted\" in Straße, שָׁלוֹם, مَرْحَبًا, 你好, ЁЛКА", Fields: map[string]json.RawMessage{
		"felt": json.RawMessage(`"Ångst & <b>"`), "intensity": json.RawMessage("7"),
	}}
	raw, err := e.Encode()
	if err != nil {
		t.Fatal(err)
	}
	for s, want := range map[string]bool{
		"cafe": true, "CAFÉ": true, "café": true, "\"not now": true, "twenty words": true, "angst & <B>": true, "20:15": true,
		"שלום": true, "مرحبا": true, "你好": true, "елка": true, "trigger": false, "intensity": false, "7": false, "words  \"quoted\"": true,
		"": true, " ": true, "nothing": false, "strasse": false,
	} {
		f := NewSearch(s)
		if got := f.Finds(e); got != want {
			t.Errorf("%q: %t", s, got)
		}
		if want && !f.Might(raw) {
			t.Errorf("%q is there, and the quick look says no", s)
		}
	}
}

// Of every character that Unicode has, the quick look says no only where it changes
// nothing that a search could find.
func TestQuickLookAtEveryCharacter(t *testing.T) {
	f := NewSearch("stock")
	for r := rune(0x80); r <= unicode.MaxRune; r++ {
		for _, s := range []string{"s" + string(r) + "tock", string(r) + "tock", "stoc" + string(r)} {
			if f.has(s) && !f.Might([]byte(s)) {
				t.Errorf("%U: %q is found, and the quick look says no", r, s)
			}
		}
	}
	for _, s := range []string{"“They said…” — 你好 مرحبا שלום 👩‍👩‍👧 ёлка", "’"} {
		if f.Might([]byte(s)) {
			t.Errorf("%q: the quick look cannot tell", s)
		}
	}
}

// The quick look at an entry's bytes never says no to what the slow one finds, and the
// slow one finds what is there whatever the case.
func TestSearchLaws(t *testing.T) {
	letters := rapid.StringOfN(rapid.SampledFrom([]rune("aAbBeéÉ 'ʼ\n\t\"\\,.:1☕𝒳שּ界\u2028\u00ad")), 0, 30, -1)
	rapid.Check(t, func(t *rapid.T) {
		now := clock.At(time.Unix(1e9, 0), time.UTC)
		felt, _ := json.Marshal(letters.Draw(t, "felt"))
		e := Entry{ID: "0000", Kind: "urge", When: now, Stored: now, What: letters.Draw(t, "what"), Note: letters.Draw(t, "note"),
			Fields: map[string]json.RawMessage{"felt": felt}}
		raw, err := e.Encode()
		if err != nil {
			t.Fatal(err)
		}
		s := letters.Draw(t, "search")
		if rapid.Bool().Draw(t, "there") {
			r := []rune(e.What)
			if len(r) > 0 {
				i := rapid.IntRange(0, len(r)-1).Draw(t, "from")
				s = strings.ToUpper(string(r[i:rapid.IntRange(i, len(r)).Draw(t, "to")]))
				if !NewSearch(s).Finds(e) && !strings.Contains(text.Loose(s), "\n") {
					t.Fatalf("%q is not found in %q", s, e.What)
				}
			}
		}
		f := NewSearch(s)
		if f.Finds(e) && !f.Might(raw) {
			t.Fatalf("%q: the quick look says no", s)
		}
		kinds := Filter{Kinds: []string{rapid.SampledFrom([]string{"urge", "urg", "urges", "trigger"}).Draw(t, "kind")}}
		if kinds.Might(raw) != kinds.Wants(e) {
			t.Fatalf("%v: %t for %s", kinds.Kinds, kinds.Might(raw), raw)
		}
	})
}

// What is found is what stands in a text once both are loose, whichever way is taken.
func TestSearchFindsWhatIsLoose(t *testing.T) {
	letters := rapid.StringOfN(rapid.SampledFrom([]rune("abABéÉ '1\u0301\u00ad\u200bK☕")), 0, 12, -1)
	rapid.Check(t, func(t *rapid.T) {
		e := Entry{What: letters.Draw(t, "what"), Note: letters.Draw(t, "note")}
		s := rapid.OneOf(letters, rapid.StringMatching(`[abAB1]{1,3}`)).Draw(t, "search")
		loose := strings.TrimSpace(text.Loose(s))
		want := strings.Contains(text.Loose(e.What), loose) || strings.Contains(text.Loose(e.Note), loose)
		if got := NewSearch(s).Finds(e); got != want {
			t.Fatalf("%q in %q and %q: %t", s, e.What, e.Note, got)
		}
	})
}

func BenchmarkMight(b *testing.B) {
	raw := []byte(`{"id":"0000","kind":"trigger","when":{"utc":"2026-01-01T18:00:00Z","offset":0,"zone":"UTC"},"what":"` + strings.Repeat("They said nothing at all. ", 10) + `"}`)
	f := NewSearch("kitchen")
	for b.Loop() {
		f.Might(raw)
	}
}
