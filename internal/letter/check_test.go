package letter_test

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/recover-journal/recover/internal/letter"
)

func TestVerdict(t *testing.T) {
	for _, c := range []struct {
		faults  string
		missing int
		want    string
	}{
		{"", 0, letter.Good}, {"", 1, letter.Good}, {"", 2, letter.NeedsWork}, {"", 7, letter.NeedsWork},
		{"pressure", 0, letter.Harmful}, {"detail", 0, letter.Harmful}, {"safety", 0, letter.Harmful},
		{"blame", 3, letter.NeedsWork}, {"blame", 4, letter.Harmful}, {"beg", 4, letter.Harmful},
		{"excuse", 7, letter.NeedsWork}, {"blame beg", 3, letter.NeedsWork}, {"blame excuse minimise", 0, letter.Harmful},
		{"beg brag passive", 0, letter.Harmful}, {"excuse minimise passive conditional", 0, letter.NeedsWork},
		{"blame blame excuse excuse", 0, letter.NeedsWork}, {"brag", 0, letter.NeedsWork},
	} {
		if got := letter.Verdict(strings.Fields(c.faults), c.missing); got != c.want {
			t.Errorf("%s and %d missing: %s, not %s", c.faults, c.missing, got, c.want)
		}
	}
}

// sound holds what is promised of every report.
func sound(t *testing.T, s string, r letter.Report) {
	t.Helper()
	last := 0
	for _, f := range r.Findings {
		for _, span := range [][2]int{{f.At.Start, f.At.End}, {f.Sentence.Start, f.Sentence.End}} {
			if span[0] < 0 || span[0] >= span[1] || span[1] > len(s) {
				t.Fatalf("%s: the span %v is not inside %d bytes", f.Rule, span, len(s))
			}
			for _, at := range span {
				if at < len(s) && !utf8.RuneStart(s[at]) {
					t.Fatalf("%s: the span %v splits a character", f.Rule, span)
				}
			}
		}
		if f.At.Start < last {
			t.Fatalf("%s: not in reading order", f.Rule)
		}
		last = f.At.Start
		before := s[:f.At.Start]
		if line := strings.Count(before, "\n") + 1; f.Line != line {
			t.Fatalf("%s: line %d, not %d", f.Rule, f.Line, line)
		}
		if column := utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]) + 1; f.Column != column {
			t.Fatalf("%s: column %d, not %d", f.Rule, f.Column, column)
		}
		if f.Why == "" || f.Ask == "" || f.Source == "" || strings.Contains(f.Why, "{") {
			t.Fatalf("%s has no words: %+v", f.Rule, f)
		}
		if (f.Category == letter.Safety) != (f.Severity == letter.Stop) {
			t.Fatalf("%s: severity %s", f.Rule, f.Severity)
		}
	}
	if len(r.Elements) != len(letter.Elements()) {
		t.Fatalf("%d elements", len(r.Elements))
	}
}

func FuzzCheck(f *testing.F) {
	p, w, _ := pack(f)
	c := letter.New(p, w)
	for _, i := range corpus(f, "seen")[:40] {
		f.Add(i.Text)
	}
	f.Add("I’m sorry if you — 我爱你 — don't\u00adt\n\nTAKE me back!\r\n\ufeffu\u200b cant 'go on' \u202e")
	f.Add("dn't N't 't ' s' I'm'm \u00ads\u00ad")
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return
		}
		sound(t, s, c.Check(s))
	})
}

// Time grows with the length and no faster, whatever the text is.
func TestLong(t *testing.T) {
	p, w, _ := pack(t)
	c := letter.New(p, w)
	for name, s := range map[string]string{
		"200,000 words": strings.Repeat("I am sorry if you were hurt by it. ", 22300),
		"one line":      strings.Repeat("you never asked me and ", 1<<20/23),
		"one word":      strings.Repeat("a", 1<<20),
		"marks":         strings.Repeat("! ' \" , ", 1<<17),
		"danger":        strings.Repeat("I will kill myself. ", 1<<15),
	} {
		start := time.Now()
		for _, f := range c.Check(s).Findings {
			if f.At.Start < 0 || f.At.End > len(s) || f.Line < 1 || f.Column < 1 {
				t.Fatalf("%s: %+v", name, f)
			}
		}
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%s: %v", name, took)
		}
	}
}

// What was read before changes nothing.
func TestSame(t *testing.T) {
	p, w, _ := pack(t)
	c := letter.New(p, w)
	for _, i := range corpus(t, "seen")[:100] {
		a := c.Check(i.Text)
		b := letter.New(p, w).Check(i.Text)
		if len(a.Findings) != len(b.Findings) || a.Verdict != b.Verdict {
			t.Errorf("%s: read twice, found differently", i.ID)
		}
		sound(t, i.Text, a)
	}
}

// The plainest words for each element are seen by themselves.
func TestPlainElements(t *testing.T) {
	p, w, _ := pack(t)
	c := letter.New(p, w)
	for _, x := range []struct{ element, said string }{
		{"named-act", "I had an affair with a colleague."},
		{"responsibility", "I chose it, every time."},
		{"understands-breakup", "I understand why you ended it."},
		{"remorse", "I am sorry that I lied to you."},
		{"remorse", "I am so sorry that I was unfaithful to you."},
		{"remorse", "I'm ashamed of what I did."},
		{"acknowledges-hurt", "I broke your trust."},
		{"change", "I see a counsellor every Tuesday."},
		{"no-answer-owed", "You owe me no answer."},
	} {
		if r := c.Check("It rained today.\n\n" + x.said); slices.Contains(r.Missing, x.element) {
			t.Errorf("%s is not seen in %q", x.element, x.said)
		}
	}
	if r := c.Check("I am sorry that you feel hurt."); !slices.Contains(r.Missing, "remorse") {
		t.Error("remorse is seen where it is for their feeling")
	}
}

// One's own life as a lever is danger, whatever stands before it; "I would never" is none.
func TestLever(t *testing.T) {
	p, w, _ := pack(t)
	c := letter.New(p, w)
	for s, want := range map[string]bool{
		"I lied to you. If you don't write back I don't know what I will do to myself.": true,
		"If you don't answer I can't live.":                                             true,
		"Without you I do not know what I'll do to myself.":                             true,
		"If you don't answer I will kill myself.":                                       true,
		"I could not live with you and lie any longer, so I told you.":                  false,
		"I see now what I did to myself and to you.":                                    false,
		"I would never kill myself over this.":                                          false,
	} {
		if got := slices.Contains(kinds(c.Check(s)), letter.Safety); got != want {
			t.Errorf("%q: danger %t", s, got)
		}
	}
}
