package ask

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
)

var steps = []Key{{"on", "go on", ""}, {"more", "show more", "m"}, {"stop", "stop here", "S"}, {"m-help", "more", "h"}}

func TestPlainPress(t *testing.T) {
	for typed, want := range map[string]string{
		"": "on", "  ": "on", "m": "more", "M": "more", "s": "stop", " S ": "stop", "h": "m-help",
		"on": "on", "Go On": "on", "stop": "stop", "stop HERE": "stop", "more": "more", // a value before a label
	} {
		if got, err := plain(typed+"\n", io.Discard).Press(t.Context(), Question{}, steps); got != want || err != nil {
			t.Errorf("%q is %q, %v, want %q", typed, got, err, want)
		}
	}
	var out strings.Builder
	q := Question{Text: "Breathe \x1b[31mout.", Help: "It is here to help.", Default: "stop", Skip: true, Check: func(s string) error {
		if s == "stop" {
			return errors.New("Please stay a little.")
		}
		return nil
	}}
	p := NewPlain(strings.NewReader("x\nmm\n?\ns\nm\n"), &out, english)
	if got, err := p.Press(t.Context(), q, steps); got != "more" || err != nil {
		t.Errorf("Press = %q, %v", got, err)
	}
	const want = `Breathe [31mout.
Enter: go on   m: show more   S: stop here   h: more
ask.help
ask.answer ask.press-again
ask.answer ask.press-again
ask.answer It is here to help.
ask.answer Please stay a little.
ask.answer `
	if out.String() != want {
		t.Errorf("said\n%s\nwant\n%s", out.String(), want)
	}
}

// english says a row of keys as a person sees it.
func english(id string, pairs ...string) string {
	switch id {
	case "ask.press-enter":
		return "Enter: " + pairs[1]
	case "ask.press-key":
		return pairs[1] + ": " + pairs[3]
	}
	return id
}

// Enter goes on only where somebody pressed it.
func TestPlainPressLeaving(t *testing.T) {
	for _, typed := range []string{"", "x\n"} {
		if v, err := plain(typed, io.Discard).Press(t.Context(), Question{}, steps); v != "" || !errors.Is(err, ErrLeft) {
			t.Errorf("%q then the end = %q, %v", typed, v, err)
		}
	}
	p := plain("m", io.Discard) // at a terminal: Ctrl-D in a half line
	p.Max = LineMax
	if v, err := p.Press(t.Context(), Question{}, steps); v != "" || !errors.Is(err, ErrLeft) {
		t.Errorf("half a line = %q, %v", v, err)
	}
	never, _ := io.Pipe()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if v, err := NewPlain(never, io.Discard, say).Press(ctx, Question{}, steps); v != "" || !errors.Is(err, ErrLeft) {
		t.Errorf("after Ctrl-C = %q, %v", v, err)
	}
}

// A key and its label stay together, and no line is wider than the screen.
func TestRow(t *testing.T) {
	for columns, want := range map[int]string{
		80: "Enter: go on   m: show more   S: stop here   h: more",
		51: "Enter: go on   m: show more   S: stop here\nh: more",
		30: "Enter: go on   m: show more\nS: stop here   h: more",
		12: "Enter: go on\nm: show more\nS: stop here\nh: more",
		10: "Enter: go\non\nm: show\nmore\nS: stop\nhere\nh: more",
	} {
		if got := row(english, steps, columns); got != want {
			t.Errorf("in %d columns\n%s\nwant\n%s", columns, got, want)
		}
	}
}

func TestScriptPress(t *testing.T) {
	s := &Script{Answers: map[string]string{"one": "more", "enter": "", "letter": "m", "away": Leaves, "bad": "stop", "skip": Skips}}
	ctx := t.Context()
	if v, err := s.Press(ctx, Question{ID: "one"}, steps); v != "more" || err != nil {
		t.Errorf("Press = %q, %v", v, err)
	}
	if v, err := s.Press(ctx, Question{ID: "enter"}, steps); v != "on" || err != nil {
		t.Errorf("Enter = %q, %v", v, err)
	}
	for id, want := range map[string]string{"letter": "no such option", "skip": "no such option", "bad": "bad: not now", "new": "new: no one to ask", "away": "left"} {
		q := Question{ID: id, Skip: true, Check: func(v string) error {
			if v == "stop" {
				return errors.New("not now")
			}
			return nil
		}}
		if v, err := s.Press(ctx, q, steps); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s = %q, %v, want %q", id, v, err, want)
		}
	}
	if left := s.Left(); len(left) > 0 {
		t.Errorf("left over: %q", left)
	}
}

// Keys that nobody could press are found before anybody is asked.
func TestKeysApart(t *testing.T) {
	first := Key{"on", "go on", "g"}
	for name, all := range map[string][]Key{
		"none":           nil,
		"no letter":      {first, {"more", "more", ""}},
		"a word":         {first, {"more", "more", "mo"}},
		"a blank":        {first, {"more", "more", " "}},
		"an escape":      {first, {"more", "more", "\x1b"}},
		"half a letter":  {first, {"more", "more", "\xe6"}},
		"Enter's":        {first, {"more", "more", "G"}},
		"one letter two": {first, {"more", "more", "m"}, {"stop", "stop", "M"}},
	} {
		if _, err := plain("\n", io.Discard).Press(t.Context(), Question{ID: "step"}, all); err == nil || !strings.Contains(err.Error(), "step") {
			t.Errorf("%s: Plain = %v", name, err)
		}
		s := &Script{Answers: map[string]string{"step": ""}}
		if _, err := s.Press(t.Context(), Question{ID: "step"}, all); err == nil {
			t.Errorf("%s: Script took it", name)
		}
	}
	if err := apart(Question{}, []Key{first, {"more", "дальше", "д"}}); err != nil {
		t.Error(err)
	}
}
