package text

import (
	"slices"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Can’t  GO\u00a0on": "can't go on", "a\n b\n\nc": "a b\n\nc", "non‑stop": "non-stop", "É\u00adté": "été", "“Why?”": "\"why?\"",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestFind(t *testing.T) {
	p := NewPhrases("can't go on", "end it", "could", "could have", "hot", "self-harm", "nein, danke", "“quoted”", " ", "深")
	for _, c := range []struct {
		in   string
		want []string // as they stand in the source
	}{
		{"I CAN’T\n  go on.", []string{"CAN’T\n  go on"}},
		{"can't go\n\non", nil},
		{"in the end it's fine", nil},
		{"I'll end it.", []string{"end it"}},
		{"I could have could", []string{"could have", "could"}},
		{"a snapshot, hotter, hot", []string{"hot"}},
		{"'hot'", []string{"hot"}},
		{"self\u2011harm and self harm", []string{"self\u2011harm"}},
		{"Nein,  Danke!", []string{"Nein,  Danke"}},
		{"quoted", []string{"quoted"}},
		{"h\u00adot\u0301 h\u00adot", []string{"h\u00adot"}},
		{"", nil},
	} {
		var got []string
		for _, m := range p.Find(c.in) {
			got = append(got, c.in[m.Start:m.End])
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("in %q: %q, want %q", c.in, got, c.want)
		}
	}
}

func TestSentences(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"I lied. I hid it for two months! Did I? yes.", []string{"I lied.", "I hid it for two months!", "Did I?", "yes."}},
		{"i am sorry. i lied. you knew.", []string{"i am sorry.", "i lied.", "you knew."}},
		{"I told Dr. Lee at 7.30 p.m. on Monday, e.g. about St. Mary's.", []string{"I told Dr. Lee at 7.30 p.m. on Monday, e.g. about St. Mary's."}},
		{"J. Smith knew. So did I. Then it ended.", []string{"J. Smith knew.", "So did I.", "Then it ended."}},
		{"You asked \"Why?\" and I lied. \"I chose it.\" That is all.", []string{"You asked \"Why?\" and I lied.", "\"I chose it.\"", "That is all."}},
		{"Dear Ana,\n\nI lied\nto you.\n- sleep\n- trust", []string{"Dear Ana,", "I lied\nto you.", "- sleep", "- trust"}},
		{"I waited... and then I lied… Then you knew.", []string{"I waited... and then I lied…", "Then you knew."}},
		{"我说谎了。对不起！", []string{"我说谎了。", "对不起！"}},
		{"No. 5 was mine. No. You go.", []string{"No. 5 was mine.", "No.", "You go."}},
		{"Really?! Yes (it was.) See example.org for more", []string{"Really?!", "Yes (it was.)", "See example.org for more"}},
		{"I lied. i'm sorry... i'll stop. ", []string{"I lied.", "i'm sorry...", "i'll stop."}},
		{" \n ", nil},
	} {
		var got []string
		for _, s := range Sentences(c.in) {
			got = append(got, c.in[s.Start:s.End])
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q:\n got %q\nwant %q", c.in, got, c.want)
		}
	}
}

// Spans stay inside the text, in order, and split no rune.
func TestSpanLaws(t *testing.T) {
	p := NewPhrases("sorry", "i'll", "深呼吸", "a a", "dr", "hurt them", "i̇")
	rapid.Check(t, func(t *rapid.T) {
		s := anyText().Draw(t, "text")
		end := 0
		for _, sp := range Sentences(s) {
			if sp.Start < end || sp.End <= sp.Start || sp.End > len(s) {
				t.Fatalf("%q: sentence %v after %d", s, sp, end)
			}
			end = sp.End
			if edges(s, sp) {
				t.Fatalf("%q: %v splits a rune", s, sp)
			}
		}
		for _, m := range p.Find(s) {
			if m.Start < 0 || m.End <= m.Start || m.End > len(s) || edges(s, m.Span) {
				t.Fatalf("%q: %v", s, m)
			}
			if Fold(m.Phrase) != m.Phrase {
				t.Fatalf("%q is not folded", m.Phrase)
			}
		}
		if once := Fold(s); Fold(once) != once {
			t.Fatalf("%q folds to %q and on to %q", s, once, Fold(once))
		}
	})
}

// edges says that an edge of the span is inside a rune.
func edges(s string, sp Span) bool {
	return utf8.ValidString(s) && (!utf8.RuneStart(s[sp.Start]) || sp.End < len(s) && !utf8.RuneStart(s[sp.End]))
}
