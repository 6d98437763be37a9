package journal

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestMaskQuotes(t *testing.T) {
	for in, want := range map[string]string{
		`They said "never again" and left.`:   `They said * and left.`,
		`“I can't do this,” they said.`:       `* they said.`,
		`I don't know; it's "fine".`:          `I don't know; it's *.`,
		`They said 'go away' to me`:           `They said * to me`,
		`They said ‘I don’t know’ and left`:   `They said * and left`,
		"An open \"mark to the end\nand more": "An open *\nand more",
		`„Nie wieder“, «plus jamais», 「不」`:    `*, *, *`,
		`the ’90s and the dogs' home`:         `the ’90s and the dogs' home`,
		`nothing`:                             `nothing`,
		`"`:                                   `*`,
		"":                                    "",
	} {
		if got := MaskQuotes(in, "*"); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

func TestMasked(t *testing.T) {
	k := Kind{ID: "expectation", Fields: []Field{{ID: "words", Type: TextType, Theirs: true}, {ID: "did", Type: TextType}, {ID: "agreed", Type: ConfirmType}}}
	e := Entry{Kind: k.ID, What: `No more "late" nights`, Note: "mine", Fields: map[string]json.RawMessage{
		"words": json.RawMessage(`"call me first"`), "did": json.RawMessage(`"I said \"yes\""`), "agreed": json.RawMessage("true"),
	}}
	m := Masked(k, e, "[theirs]")
	b, err := m.Encode()
	if err != nil {
		t.Fatal(err)
	}
	for _, gone := range []string{"late", "call me", "yes"} {
		if strings.Contains(string(b), gone) {
			t.Errorf("%q is still there: %s", gone, b)
		}
	}
	if m.Note != "mine" || string(m.Fields["agreed"]) != "true" || !HasTheirs(k, e) || HasTheirs(k, Entry{What: "a"}) {
		t.Errorf("%s", b)
	}
	if !strings.Contains(string(e.Fields["words"]), "call me") {
		t.Error("the entry itself was changed")
	}
}

// What stands between two double marks never comes through.
func FuzzMaskQuotes(f *testing.F) {
	for _, s := range []string{"a", "it's", "“x", "\n", "'a' b", "«"} {
		f.Add(s, "secret", s)
	}
	f.Fuzz(func(t *testing.T, before, inside, after string) {
		if strings.ContainsAny(before+inside+after, "\"“”„«»‹›「」『』＂״'’‘‚\n\ufffd") || len(inside) == 0 || strings.Contains(before+after, inside) {
			return
		}
		if got := MaskQuotes(before+`"`+inside+`"`+after, ""); got != before+after {
			t.Errorf("%q: %q", inside, got)
		}
	})
}
