package screen

import (
	"flag"
	"os/exec"
	"strings"
	"testing"
	"unicode/utf8"
)

var _ = flag.Bool("update", false, "write the golden screens anew")

func sh(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no shell")
	}
	return path
}

// All that a program wrote is on the screen when it has ended, however much, and
// wherever the reads cut it.
func TestNothingIsLost(t *testing.T) {
	for range 20 {
		s := Start(t, Options{}, sh(t), "-c", `i=0; while [ $i -lt 200 ]; do echo "我很抱歉 $i ❤️"; i=$((i+1)); done; printf 'the end'; exit 3`)
		if got := s.End(); got != 3 {
			t.Errorf("exit %d", got)
		}
		if !strings.HasSuffix(s.Text(), "199 ❤️\nthe end") {
			t.Fatalf("the end is missing:\n%s", s.Text())
		}
		if n := strings.Count(s.Output(), "我很抱歉"); n != 200 {
			t.Fatalf("%d of 200 lines", n)
		}
	}
}

// The emulator answers where its cursor is, and a paste larger than the terminal's own
// buffer does not stop the two from talking.
func TestAnswers(t *testing.T) {
	s := Start(t, Options{Cols: 40, Rows: 12}, sh(t), "-c", `stty raw -echo; printf 'ab\033[6n'; dd bs=1 count=6 2>/dev/null | od -An -c | tr -d '\n'; stty sane`)
	s.WaitFor("033   [   1   ;   3   R")
	s.End()
	if !s.Cooked() || !s.Echoes() {
		t.Error("stty sane is not")
	}
	s.Golden("answer_40x12")
}

func TestSift(t *testing.T) {
	for _, c := range []struct {
		in, shown, rest string
		ended           bool
	}{
		{"abc", "abc", "", false},
		{"ab\xe6\x88", "ab", "\xe6\x88", false},
		{"ab\xff", "ab\xff", "", false},
		{"ab" + mark[:5], "ab", mark[:5], false},
		{"ab" + mark, "ab", "", true},
		{"\x00ab", "\x00ab", "", false},
		{"\xf0\x9f\x99" + mark, "\xf0\x9f\x99", "", true},
	} {
		shown, rest, ended := sift([]byte(c.in))
		if string(shown) != c.shown || string(rest) != c.rest || ended != c.ended {
			t.Errorf("sift(%q) = %q, %q, %t", c.in, shown, rest, ended)
		}
	}
}

func FuzzSift(f *testing.F) {
	f.Add("我很抱歉\x00\x01the", uint8(3))
	f.Fuzz(func(t *testing.T, text string, cut uint8) {
		if strings.Contains(text, mark) {
			return
		}
		var got, held []byte
		for b := []byte(text + mark); len(b) > 0; {
			n := min(int(cut)+1, len(b))
			shown, rest, ended := sift(append(held, b[:n]...))
			if utf8.ValidString(text) && !utf8.Valid(shown) {
				t.Fatalf("%q is half a character", shown)
			}
			got, held, b = append(got, shown...), append([]byte(nil), rest...), b[n:]
			if ended != (len(b) == 0) {
				t.Fatalf("ended %t with %d bytes to go", ended, len(b))
			}
		}
		if string(got) != text {
			t.Errorf("%q became %q", text, got)
		}
	})
}
