package text

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func played(pieces []Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString([]string{"=", "-", "+"}[p.Change] + strings.ReplaceAll(p.Text, "\n", "/") + " ")
	}
	return strings.TrimSpace(b.String())
}

func TestDiff(t *testing.T) {
	for _, c := range []struct{ before, after, want string }{
		{"", "", ""},
		{"I lied.", "I lied.", "=I lied."},
		{"I lied.", "", "-I lied."},
		{"", "I lied.", "+I lied."},
		{"I lied to you for a year.", "I chose to lie to you for a year.", "=I -lied +chose to lie =to you for a year."},
		{"one  two", "one two", "=one two"},
		{"one\n\ntwo", "one\ntwo", "=one/ -/ =two"},
		{"a b c d", "b c d e", "-a =b c d +e"},
		{"很对不起 你", "对不起 你", "-很对不起 +对不起 =你"},
	} {
		if got := played(Diff(c.before, c.after)); got != c.want {
			t.Errorf("%q to %q: %s, want %s", c.before, c.after, got, c.want)
		}
	}
}

// What is kept and gone is the text before; what is kept and new is the text after; and
// no more is gone than the longest common words leave.
func TestDiffLaw(t *testing.T) {
	words := []string{"I", "lied", "you", "sorry", "\n", "year", "sorry."}
	text := func() string {
		var s []string
		for range rand.IntN(14) {
			s = append(s, words[rand.IntN(len(words))])
		}
		return strings.Join(s, " ")
	}
	for range 3000 {
		a, b := text(), text()
		var before, after []string
		same := 0
		for _, p := range Diff(a, b) {
			w := tokens(p.Text)
			if p.Change != New {
				before = append(before, w...)
			}
			if p.Change != Gone {
				after = append(after, w...)
			}
			if p.Change == Same {
				same += len(w)
			}
		}
		if strings.Join(before, "|") != strings.Join(tokens(a), "|") || strings.Join(after, "|") != strings.Join(tokens(b), "|") {
			t.Fatalf("%q to %q: %s", a, b, played(Diff(a, b)))
		}
		if want := longest(tokens(a), tokens(b)); same != want {
			t.Fatalf("%q to %q keeps %d words, not %d", a, b, same, want)
		}
	}
}

// longest is the plain table of the longest common words.
func longest(a, b []string) int {
	table := make([][]int, len(a)+1)
	for i := range table {
		table[i] = make([]int, len(b)+1)
	}
	for i := range a {
		for j := range b {
			table[i+1][j+1] = max(table[i][j+1], table[i+1][j])
			if a[i] == b[j] {
				table[i+1][j+1] = table[i][j] + 1
			}
		}
	}
	return table[len(a)][len(b)]
}

// Two texts as long as an answer may be are compared while one waits.
func BenchmarkDiffLongest(b *testing.B) {
	before, after := strings.Repeat("a b ", 5000), strings.Repeat("b c ", 5000)
	for b.Loop() {
		Diff(before, after)
	}
}
