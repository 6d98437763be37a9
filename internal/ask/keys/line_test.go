package keys

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestCut(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"ab", []string{"a", "b"}},
		{"é我🙂", []string{"é", "我", "🙂"}},
		{"\x1b[A\x1bOB", []string{"\x1b[A", "\x1bOB"}},
		{"\x1b[1;5Dx", []string{"\x1b[1;5D", "x"}},
		{"\x1bbx", []string{"\x1bb", "x"}},
		{"\x1b\x1b[Ax", []string{"\x1b", "\x1b[A", "x"}},
		{"\x1b[200~hi", []string{pasteStart, "h", "i"}},
		{"\x1b[[Ax", []string{"\x1b[[A", "x"}},
		{"\x1b[[", nil},
		{"\x1b]0;a title\ax\x1b]8;;u\x1b\\y", []string{"\x1b]0;a title\a", "x", "\x1b]8;;u\x1b\\", "y"}},
		{"\x1b]ab", []string{"\x1b]", "a", "b"}},   // Alt and a bracket
		{"\x1b[1éx", []string{"\x1b[1", "é", "x"}}, // no letter is eaten
		{"\xff!", []string{"\xff", "!"}},
		{"x\x1b[20", []string{"x"}}, // half a key stays for the next read
		{"\xe6\x88", nil},
	} {
		var got []string
		for b := []byte(c.in); ; {
			n := cut(b)
			if n == 0 {
				break
			}
			got = append(got, string(b[:n]))
			b = b[n:]
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("cut(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestName(t *testing.T) {
	for in, want := range map[string]string{
		"a": "a", "我": "我", "\x01": home, "\x1b[1~": home, "\x1b[1;5C": right, "\x08": backspace,
		"\x1bb": "", "\x1b[Z": "", "\x1b[15~": "", "\x12": "", "\x11": "", "\u0085": "", "\xff": "",
		"\uFFFD": "\uFFFD", "\t": "\t",
	} {
		if got := name(in); got != want {
			t.Errorf("name(%q) = %q, want %q", in, got, want)
		}
	}
}

// typing plays keys into survey's own idea of a line: insert, backspace, arrows.
func typing(keys ...string) string {
	var l line
	var text []rune
	at := 0
	for _, key := range keys {
		for _, k := range l.turn(key) {
			switch k {
			case backspace:
				if at > 0 {
					text = slices.Delete(text, at-1, at)
					at--
				}
			case remove:
				if at < len(text) {
					text = slices.Delete(text, at, at+1)
				}
			case left:
				at = max(0, at-1)
			case right:
				at = min(len(text), at+1)
			case home:
				at = 0
			case end:
				at = len(text)
			default:
				text = slices.Insert(text, at, []rune(k)...)
				at++
			}
		}
	}
	if string(l.text) != string(text) || l.at != at {
		return "the two lines differ: " + string(l.text) + " / " + string(text)
	}
	return string(text)
}

func TestLine(t *testing.T) {
	type typed = []string
	each := func(s string, more ...string) typed { return append(strings.Split(s, ""), more...) }
	for _, c := range []struct {
		keys typed
		want string
	}{
		{each("one two", ctrlU), ""},
		{each("one two", ctrlW), "one "},
		{each("one two  ", ctrlW, "X"), "one X"},
		{each("one two", left, left, left, ctrlU), "two"},
		{each("one two", home, ctrlW, ctrlU), "one two"},
		{each("x👨‍👩‍👧", backspace), "x"},
		{each("x❤️y", left, left, "!"), "x!❤️y"},
		{each("cafe\u0301", backspace), "caf"},
		{each("👍🏽z", home, remove), "z"},
		{each("ab", left, "我", right, "c"), "a我bc"},
		{each("", backspace, ctrlU, ctrlW, remove), ""},
	} {
		if got := typing(c.keys...); got != c.want {
			t.Errorf("typing %q gives %q, want %q", c.keys, got, c.want)
		}
	}
}

func TestPasted(t *testing.T) {
	const text = "one\ttwo\r\n\r\x1b[31m\x7fthree\n我"
	for _, c := range []struct {
		lines bool
		want  string
	}{
		{false, "one two three 我"},
		{true, "one two" + pastedEnter + pastedEnter + "three" + pastedEnter + "我"},
	} {
		if got := strings.Join(pasted(text, c.lines), ""); got != c.want {
			t.Errorf("lines %t: %q, want %q", c.lines, got, c.want)
		}
	}
}

// What a terminal would obey goes whole; where it is not whole no word goes with it.
func TestBare(t *testing.T) {
	for in, want := range map[string]string{
		"I \x1b[31mwas\x1b[0m cold":                                            "I was cold",
		"\x1b[38;2;255;0;0mred\x1b[m \x1b[1;4Hthere\x1b[?25l":                  "red there",
		"\x1b]0;my title\athe text \x1b]8;;http://x\x1b\\a link\x1b]8;;\x1b\\": "the text a link",
		"\x1bP1$r0m\x1b\\q\x1b(Bplain\x1b7":                                    "qplain7",
		"\u009b31mred\u009d0;title\u009c!":                                     "red!",
		"我\x1b[1m很\x1b[0m抱歉 ❤️":                                                "我很抱歉 ❤️",
		"no end: \x1b]0;then I told them":                                      "no end: 0;then I told them",
		"two lines \x1b]0;one\ntwo\a":                                          "two lines 0;one\ntwo\a",
		"\x1bHello \x1b[éa \x1b[12; \x1b[":                                     "Hello éa 12; ",
		"[31m is what I saw":                                                   "[31m is what I saw",
		"\x1b":                                                                 "",
	} {
		if got := Bare(in); got != want {
			t.Errorf("%q gives %q, want %q", in, got, want)
		}
	}
}

// Nothing that a terminal obeys is left, what has none of it stays as it is, and a line
// that was bare stays bare.
func FuzzBare(f *testing.F) {
	f.Add("\xc2\x1b\x9b")
	f.Add("a\x1b[1;5Db\x1b]0;t\ac\x1bP\x1b\\d\u009b1me\x1b[\x1b\x1b[31mf")
	f.Fuzz(func(t *testing.T, s string) {
		got := Bare(s)
		if strings.ContainsAny(got, "\x1b\u009b\u009d") {
			t.Errorf("%q gives %q", s, got)
		}
		if !strings.ContainsAny(s, "\x1b\u009b\u009d") && got != s {
			t.Errorf("%q became %q", s, got)
		}
		if utf8.ValidString(s) && !utf8.ValidString(got) {
			t.Errorf("%q lost part of a character: %q", s, got)
		}
	})
}

// Every byte is in one key, no key ends in the middle of a character, and the line
// survey holds stays the line we think it holds.
func FuzzCut(f *testing.F) {
	f.Add([]byte("a\x1b[1;5D\x1b\x1bOA\xe6\x88\x91\x1b[200~x\x1b[201~"))
	f.Add([]byte("👨‍👩‍👧\x7f\x15\x17\x1b[3~\x01\x05\x02\x06"))
	f.Fuzz(func(t *testing.T, b []byte) {
		var keys []string
		for len(b) > 0 {
			n := cut(b)
			if n < 0 || n > len(b) {
				t.Fatalf("cut(%q) = %d", b, n)
			}
			if n == 0 {
				break
			}
			if utf8.Valid(b) && !utf8.Valid(b[:n]) {
				t.Fatalf("cut(%q) = %d, within a character", b, n)
			}
			if key := name(string(b[:n])); key != "" && key != Enter && key != ctrlZ && key != CtrlC && key != CtrlD && key != "\t" && key != up && key != down {
				keys = append(keys, key)
			}
			b = b[n:]
		}
		if got := typing(keys...); strings.HasPrefix(got, "the two lines differ") {
			t.Error(got)
		}
		pasted(string(b), true)
	})
}
