package ask

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
)

var places = []Option{{"calm", "Calm first"}, {"letter", "Write an apology letter"}, {"3", "Meet"}, {"1", "Rest"}}

// say is every sentence by its id and its values, so that tests read what was meant.
func say(id string, pairs ...string) string { return id + " " + strings.Join(pairs, "=") }

func plain(in string, out io.Writer) *Plain { return NewPlain(strings.NewReader(in), out, say) }

func TestPlainStory(t *testing.T) {
	var out strings.Builder
	p := plain("9\n2\n?\n\nI shouted\n4, 1 4\n0\nmaybe\nYE\nDear Ana,\n\n\n\nI am sorry.\n.\nhush\n", &out)
	ctx := t.Context()
	some := func(s string) error {
		if s == "" {
			return errors.New("A word or two is enough.")
		}
		return nil
	}
	where, err := p.One(ctx, Question{Text: "Where are you now?"}, places)
	if where != "letter" || err != nil {
		t.Errorf("One = %q, %v", where, err)
	}
	what, err := p.Line(ctx, Question{Text: "What \x1b[31mhappened?", Help: "One line will do.", Check: some})
	if what != "I shouted" || err != nil {
		t.Errorf("Line = %q, %v", what, err)
	}
	ids, err := p.Many(ctx, Question{Text: "What helps?"}, places)
	if !slices.Equal(ids, []string{"calm", "1"}) || err != nil {
		t.Errorf("Many = %q, %v", ids, err)
	}
	ids, err = p.Many(ctx, Question{Text: "What else?", Default: "calm"}, places)
	if len(ids) != 0 || err != nil {
		t.Errorf("Many = %q, %v", ids, err)
	}
	ok, err := p.Yes(ctx, Question{Text: "Go on?"})
	if !ok || err != nil {
		t.Errorf("Yes = %t, %v", ok, err)
	}
	letter, err := p.Text(ctx, Question{Text: "The letter:"})
	if letter != "Dear Ana,\n\n\n\nI am sorry." || err != nil {
		t.Errorf("Text = %q, %v", letter, err)
	}
	word, err := p.Secret(ctx, Question{Text: "The word:"})
	if string(word) != "hush" || err != nil {
		t.Errorf("Secret = %q, %v", word, err)
	}
	for _, want := range []string{"2. Write an apology letter\n", "ask.number-again max=4", "One line will do.", "A word or two", "ask.yes-or-no-again"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q was not said in:\n%s", want, out.String())
		}
	}
	if strings.Contains(out.String(), "\x1b") {
		t.Error("an escape was written")
	}
}

// An option is what stands beside its number, whatever the values are.
func TestNumbersComeFirst(t *testing.T) {
	for typed, want := range map[string]string{"3": "3", "4": "1", "1": "calm", "meet": "3", " letter ": "letter"} {
		p := plain(typed+"\n", io.Discard)
		if got, err := p.One(t.Context(), Question{}, places); got != want || err != nil {
			t.Errorf("%q is %q, %v, want %q", typed, got, err, want)
		}
	}
	p := plain("\n\n", io.Discard)
	if got, err := p.One(t.Context(), Question{Default: "1"}, places); got != "1" || err != nil {
		t.Errorf("the default is %q, %v", got, err)
	}
	if got, err := p.Many(t.Context(), Question{Default: "3,1"}, places); !slices.Equal(got, []string{"3", "1"}) || err != nil {
		t.Errorf("the default is %q, %v", got, err)
	}
}

func TestPlainSkips(t *testing.T) {
	p := plain("\n.\n5\n1 5\n5\n\n\nx\n", io.Discard)
	q, ctx := Question{Skip: true}, t.Context()
	_, line := p.Line(ctx, q)
	_, text := p.Text(ctx, q)
	_, one := p.One(ctx, q, places)
	_, many := p.Many(ctx, q, places) // the first try is refused
	_, yes := p.Yes(ctx, q)
	_, secret := p.Secret(ctx, q)
	for _, err := range []error{line, text, one, many, yes, secret} {
		if !errors.Is(err, ErrSkipped) {
			t.Errorf("%v, want skipped", err)
		}
	}
	if s, err := p.Line(ctx, q); s != "x" || err != nil {
		t.Errorf("Line = %q, %v", s, err)
	}
}

func TestPlainText(t *testing.T) {
	refuse := func(s string) error {
		if len(s) < 8 {
			return errors.New("Please say more.")
		}
		return nil
	}
	for _, c := range []struct{ given, typed, want string }{
		{"", "?\none\n.\n-\nyes\nanew one\n.\n", "anew one"},
		{"", "one\n.\n-\nno\nmore\n.\n", "one\nmore"},
		{"", "one\n.\n-\n\nmore\n.\n", "one\nmore"},
		{"", "one\n.\n-\nyesterday\n.\n", "one\nyesterday"},
		{"", "one\n.\n-\n.\n-\nyes\nanew one\n.\n", "anew one"},
		{"", "one\n.\nmore\n.\n", "one\nmore"},
		{"", "one\n-\n?\nlong\n.\n", "one\n-\n?\nlong"},
		{"Dear Ana,\n", ".\n", "Dear Ana,\n"},
		{"Dear Ana,", "\nI am sorry.\n.\n", "Dear Ana,\n\nI am sorry."},
		{"Dear Ana,", "-\nyes\nDear Ben,\n.\n", "Dear Ben,"},
	} {
		p := plain(c.typed, io.Discard)
		got, err := p.Text(t.Context(), Question{Default: c.given, Help: "help", Check: refuse})
		if got != c.want || err != nil {
			t.Errorf("%q then %q = %q, %v, want %q", c.given, c.typed, got, err, c.want)
		}
	}
}

func TestPlainLeaving(t *testing.T) {
	p := plain("Dear Ana,\nI am", io.Discard)
	draft, err := p.Text(t.Context(), Question{})
	if !errors.Is(err, ErrLeft) || draft != "Dear Ana,\nI am" {
		t.Errorf("Text = %q, %v", draft, err)
	}
	if _, err := p.Line(t.Context(), Question{}); !errors.Is(err, ErrLeft) || LeftBy(err) != nil {
		t.Errorf("Line at the end = %v", err)
	}
	never, _ := io.Pipe() // a terminal at which no one types
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := NewPlain(never, io.Discard, say).Line(ctx, Question{}); !errors.Is(err, ErrLeft) {
		t.Errorf("Line after Ctrl-C = %v", err)
	}
}

// What the terminal may have cut is not kept as if it were whole.
func TestCutLine(t *testing.T) {
	var out strings.Builder
	long := strings.Repeat("a", LineMax)
	p := plain("Dear Ana,\n"+long+"\n"+long[1:]+"\n.\n"+long+"\nshort\n", &out)
	p.Max = LineMax
	letter, err := p.Text(t.Context(), Question{Text: "The letter:"})
	if letter != "Dear Ana,\n"+long[1:] || err != nil {
		t.Errorf("Text has %d bytes, %v", len(letter), err)
	}
	if s, err := p.Line(t.Context(), Question{}); s != "short" || err != nil {
		t.Errorf("Line has %d bytes, %v", len(s), err)
	}
	if strings.Count(out.String(), "ask.cut ") != 2 || strings.Count(out.String(), "ask.cut-text") != 1 {
		t.Errorf("it was not said twice:\n%s", out.String())
	}
}

// A check of the caller's is asked by every asker, for every kind of question.
func TestCheckEverywhere(t *testing.T) {
	refuse := func(bad string) func(string) error {
		return func(s string) error {
			if s == bad {
				return errors.New("Please think again.")
			}
			return nil
		}
	}
	ctx := t.Context()
	p := plain("calm\n2\n\n1 2\nno\nyes\n", io.Discard)
	if v, err := p.One(ctx, Question{Check: refuse("calm")}, places); v != "letter" || err != nil {
		t.Errorf("Plain.One = %q, %v", v, err)
	}
	if v, err := p.Many(ctx, Question{Check: refuse("")}, places); !slices.Equal(v, []string{"calm", "letter"}) || err != nil {
		t.Errorf("Plain.Many = %q, %v", v, err)
	}
	if v, err := p.Yes(ctx, Question{Check: refuse("no")}); !v || err != nil {
		t.Errorf("Plain.Yes = %t, %v", v, err)
	}
	s := &Script{Answers: map[string]string{"one": "calm", "many": "", "yes": "no", "line": "x"}}
	_, one := s.One(ctx, Question{ID: "one", Check: refuse("calm")}, places)
	_, many := s.Many(ctx, Question{ID: "many", Check: refuse("")}, places)
	_, yes := s.Yes(ctx, Question{ID: "yes", Check: refuse("no")})
	_, line := s.Line(ctx, Question{ID: "line", Check: refuse("x")})
	for _, err := range []error{one, many, yes, line} {
		if err == nil || !strings.Contains(err.Error(), "think again") {
			t.Errorf("Script = %v", err)
		}
	}
}

// What is typed without an accent is the answer that has one.
func TestAccents(t *testing.T) {
	options := []Option{{yes, "Sí"}, {no, "No"}}
	for typed, want := range map[string]string{"si": yes, "Sí": yes, "s": yes, "SI\u0301": yes, "yes": yes, "n": no, "no": no, "": "", "x": ""} {
		if got, _ := yesOrNo(options, typed); got != want {
			t.Errorf("%q is %q, want %q", typed, got, want)
		}
	}
	if o, ok := pick([]Option{{"children", "Hijas o hijos"}, {"friday", "Está bien"}}, "esta bien"); !ok || o.Value != "friday" {
		t.Errorf("%v, %v", o, ok)
	}
}

// What a terminal would obey is no part of an answer.
func TestPlainBare(t *testing.T) {
	p := plain("I \x1b[31mwas\x1b[0m cold\n", io.Discard)
	if got, err := p.Line(t.Context(), Question{}); got != "I was cold" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
}

// Line by line no option is taken by an empty line either, be the list deliberate or not.
func TestPlainDeliberate(t *testing.T) {
	for _, deliberate := range []bool{true, false} {
		var out strings.Builder
		p := plain("\n\n2\n", &out)
		got, err := p.One(t.Context(), Question{Deliberate: deliberate, Skip: true}, places)
		if got != "letter" || err != nil || strings.Count(out.String(), "ask.number-again") != 2 {
			t.Errorf("deliberate %t: %q, %v:\n%s", deliberate, got, err, out.String())
		}
	}
}
