//go:build unix

package main_test

import (
	"strings"
	"testing"

	"github.com/recover-journal/recover/internal/screen"
)

// A sentence at a question for a number is not lost: it is a note in the log, and what it
// says of danger is heard. The number is asked for again. A lone word is no sentence.
func TestWordsAtANumber(t *testing.T) {
	for lang, c := range map[string]struct{ typed, kept string }{
		"en": {"I cannot stop crying today.", "Those words are kept as a note in your log."},
		"es": {"Hoy no puedo dejar de llorar.", "Esas palabras quedan guardadas como nota en tu registro."},
	} {
		t.Run(lang, func(t *testing.T) {
			home := inQuiet(t)
			env := environment(home, "RECOVER_NOW=2026-01-03T21:00:00Z")
			s := screen.Start(t, screen.Options{Cols: 80, Rows: 40, Env: env}, program, "--lang", lang, "--plain", "space", "day")
			s.WaitFor("10)")
			sit(t, s, "> sevenENTER\n10.")
			sit(t, s, "> "+c.typed+"ENTER\n"+c.kept)
			s.WaitFor("10.\n")
			if strings.Count(s.Text(), c.kept) != 1 {
				t.Errorf("a word was kept too:\n%s", s.Text())
			}
			s.Type(ctrlC)
			ended(t, s, 130, 80)
			if out := must(t, home, "", "log", "--json"); strings.Count(out, `"kind":"note"`) != 1 || !strings.Contains(out, c.typed) {
				t.Errorf("the log is %s", out)
			}
			if err := noMark(home, "crying", "llorar"); err != nil {
				t.Error(err)
			}
		})
	}
}

// What is typed there about danger asks the safety question, as anywhere.
func TestDangerAtANumber(t *testing.T) {
	s := windowAt(t, inQuiet(t), "2026-01-03T21:00:00Z", 80, 40, "--plain", "space", "day")
	sit(t, s, "(0 \n> I want to kill myself.ENTER\nkept as a note\n> 3ENTER\nthoughts of ending your life\n> CTRL-C")
	ended(t, s, 130, 80)
}
