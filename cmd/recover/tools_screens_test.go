//go:build unix

package main_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/recover-journal/recover/internal/screen"
)

// windowAt is a window at a time of the test's choice.
func windowAt(t *testing.T, home, now string, cols, rows int, args ...string) *screen.Screen {
	t.Helper()
	return screen.Start(t, screen.Options{Cols: cols, Rows: rows, Env: environment(home, "RECOVER_NOW="+now)}, program, args...)
}

// mustAt keeps answers at a time of the test's choice.
func mustAt(t *testing.T, home, now, in string) {
	t.Helper()
	cmd := exec.Command(program, "next", "--answers", "-")
	cmd.Env = environment(home, "RECOVER_NOW="+now)
	cmd.Stdin = strings.NewReader(in)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", in, err, out)
	}
}

// common is a file of answers that several tests use.
func common(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "answers", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// inQuiet is a journal on the fourth day of the quiet, with the look at why behind it.
func inQuiet(t *testing.T) string {
	home := begun(t, "start.json", "plan.json")
	must(t, home, `{"space.day0": "2026-01-01"}`, "next", "--answers", "-")
	must(t, home, common(t, "why.json"), "next", "--answers", "-")
	mustAt(t, home, "2026-01-02T20:00:00Z", `{"why.own": "I chose to lie about where I was at night."}`)
	mustAt(t, home, "2026-01-03T20:00:00Z", `{"why.own": "I chose to lie to them about all of it."}`)
	return home
}

// together is a journal of somebody who is still with them.
func together(t *testing.T, more string) string {
	home := begun(t, "start.json")
	must(t, home, `{"start.status": "together-and-trying"`+more+`}`, "next", "--answers", "-")
	return home
}

// tall are the sizes at which the tools are looked at.
var tall = []struct{ cols, rows int }{{80, 24}, {40, 24}}

// A key each: on, more, help, and a break with the time of coming back.
func TestCoach(t *testing.T) {
	for _, z := range tall {
		t.Run(fmt.Sprint(z.cols), func(t *testing.T) {
			home, name := begun(t), func(s string) string { return fmt.Sprintf("coach_%s_%d", s, z.cols) }
			s := window(t, home, z.cols, z.rows, "coach")
			sit(t, s, "Breathe out.\nh: Help")
			s.Golden(name("first"))
			s.Type("m")
			sit(t, s, "Let your hands open.\nAt 18:30.\"\nLeave now.\nh: Help")
			s.Type("h")
			sit(t, s, "988\nrecover help-now\nh: Help")
			s.Type("x\r") // a key that is none of these does nothing
			sit(t, s, "How worked up\nTo leave this one\n> 11ENTER\nThe answer is a whole number\n> 8ENTER\nback at 18:30\nh: Help")
			s.Golden(name("break"))
			s.Type("m")
			sit(t, s, "Do not rehearse your case.\nh: Help\n> ENTER\nWhen you are back: recover coach")
			ended(t, s, 0, z.cols)

			// Late, it is said without a grade, and the steps go on at the third.
			s = windowAt(t, home, "2026-01-01T18:45:00Z", z.cols, z.rows, "coach")
			sit(t, s, "18:30. I am\nLet them finish.\nh: Help")
			s.Golden(name("late"))
			for _, line := range []string{"Say it your way", "Say sorry for", "Leave out", "What would help", "Do that one thing", "The steps end here"} {
				s.Type("\r")
				s.WaitFor(line)
			}
			sit(t, s, "h: Help\n> s\nno reason is asked")
			ended(t, s, 0, z.cols)
			s.Golden(name("stopped"))
			if strings.Contains(s.Text(), "never") {
				t.Error("it grades")
			}
		})
	}
}

// The questions after the moment, and Ctrl-C among them.
func TestCoachAfter(t *testing.T) {
	home := together(t, "")
	s := window(t, home, 80, 24, "coach")
	sit(t, s, "Breathe out.\nh: Help\n> ENTER\nHow worked up\nTo leave\n> 5ENTER")
	for _, line := range []string{"Let them finish", "Say it your way", "Say sorry for", "Leave out", "What would help", "Do that one thing", "The steps end here"} {
		s.WaitFor(line)
		s.Type("\r")
	}
	sit(t, s, `
		What brought it up
		To leave
		> A song on the radio.ENTER
		How strong was it
		> CTRL-C
		What you answered is kept
	`)
	ended(t, s, 130, 80)
	out := must(t, home, "", "log", "--json")
	if !strings.Contains(out, "A song on the radio.") {
		t.Errorf("the log is %s", out)
	}
	s = window(t, home, 80, 24, "next")
	sit(t, s, "How strong was it\n> CTRL-C")
	s.End()
}

// The timer: ended sooner with Enter, and going on while the lid was closed.
func TestUrge(t *testing.T) {
	for _, z := range tall {
		t.Run(fmt.Sprint(z.cols), func(t *testing.T) {
			home, name := inQuiet(t), func(s string) string { return fmt.Sprintf("urge_%s_%d", s, z.cols) }
			const at, later = "2026-01-04T22:00:00Z", "2026-01-04T22:04:00Z"
			s := windowAt(t, home, at, z.cols, z.rows, "urge", "--minutes", "10")
			sit(t, s, "How strong is the pull\nTo leave\n> 8ENTER\nTime left: 10 minutes")
			s.Golden(name("running"))
			s.Type(ctrlC)
			s.WaitFor("What you answered is kept")
			ended(t, s, 130, z.cols)

			s = windowAt(t, home, later, z.cols, z.rows, "urge")
			sit(t, s, "The timer went on\nTime left: 6 minutes")
			s.Golden(name("resumed"))
			sit(t, s, "> ENTER\nWrite the message\nA line\n> Please answer me.ENTER\n> CTRL-C\nWhat you began is kept, sealed")
			ended(t, s, 130, z.cols)

			// What was written is there again. It is let go, and gone.
			s = windowAt(t, home, later, z.cols, z.rows, "urge")
			sit(t, s, "Time left: 6 minutes\n> ENTER\nPlease answer me.\nA line\n> .ENTER\n* Keep it sealed\n> let\n* Let it go\n> ENTER\nHow strong is it now\nTo leave\n> 3ENTER")
			sit(t, s, "Where are you\nTo leave\n> The kitchenENTER\nWhat did you do instead\nTo leave\n> A walkENTER\nDid you contact\n> n\n* No\n> ENTER\nYou let it pass.\nHelp at any time")
			ended(t, s, 0, z.cols)
			s.Golden(name("over"))
			out := must(t, home, "", "log", "--json")
			if strings.Contains(out, "Please answer me") || !strings.Contains(out, `"intensity":8,"intensity-after":3`) {
				t.Errorf("the log is %s", out)
			}
			if err := noMark(home, "please answer", "kitchen"); err != nil {
				t.Error(err)
			}
		})
	}
}

// The menu of reflect, a writing session, and the page that says why there is none.
func TestReflect(t *testing.T) {
	for _, z := range tall {
		t.Run(fmt.Sprint(z.cols), func(t *testing.T) {
			home, name := inQuiet(t), func(s string) string { return fmt.Sprintf("reflect_%s_%d", s, z.cols) }
			s := windowAt(t, home, "2026-01-03T21:00:00Z", z.cols, z.rows, "reflect")
			sit(t, s, "* Read or change")
			s.Golden(name("menu"))
			sit(t, s, "> write\n* Write for a while\n> ENTER\nnone on a heavy")
			ended(t, s, 0, z.cols)

			const at = "2026-01-04T21:00:00Z"
			s = windowAt(t, home, at, z.cols, z.rows, "reflect", "--minutes", "20")
			sit(t, s, "* Read or change\n> write\n* Write for a while\n> ENTER\nWrite until 21:20\nWrite what comes.\nA line")
			s.WaitFor("ends the text.\n>")
			s.Golden(name("session"))
			sit(t, s, "> It began at the office.ENTER\n> CTRL-C\nWhat you began is kept, sealed")
			ended(t, s, 130, z.cols)
			s = windowAt(t, home, at, z.cols, z.rows, "reflect")
			sit(t, s, "* Read or change\n> write\n* Write for a while\n> ENTER\nWrite what comes.\nIt began at the office.\nA line\n> It lasted a year.ENTER\n> .ENTER\nHow heavy\nTo leave\n> 4ENTER\nHelp at any time")
			ended(t, s, 0, z.cols)

			// An answer read again, and kept as it is.
			s = windowAt(t, home, "2026-01-05T21:00:00Z", z.cols, 40, "reflect")
			sit(t, s, "* Read or change\n> ENTER\nWhich answer?\n* What did you do\n> ENTER\nI had an affair\n* Keep it as it is\n> ENTER")
			ended(t, s, 0, z.cols)
			if got := answers(t, home)["write.text"]; len(got) != 1 || got[0] != "It began at the office.\nIt lasted a year." {
				t.Errorf("what was written is %q", got)
			}
			if err := noMark(home, "office", "lasted a year"); err != nil {
				t.Error(err)
			}
		})
	}
}

// What can be talked over stands there, and what would let them watch does not, where
// they did harm.
func TestAgree(t *testing.T) {
	for _, z := range []struct{ cols, rows int }{{80, 40}, {40, 60}} {
		t.Run(fmt.Sprint(z.cols), func(t *testing.T) {
			home, name := together(t, ""), func(s string) string { return fmt.Sprintf("agree_%s_%d", s, z.cols) }
			s := window(t, home, z.cols, z.rows, "agreements", "add")
			sit(t, s, "The phone may\nWhat have the two of you agreed?\nA line")
			s.WaitFor("ends the text.\n>")
			s.Golden(name("starters"))
			sit(t, s, "> Plans are shared when they change.ENTER\n> .ENTER\n* Me\n> CTRL-C\nWhat you answered is kept")
			ended(t, s, 130, z.cols)
			if out := must(t, home, "", "agreements", "list", "--json"); strings.TrimSpace(out) != "[]" {
				t.Errorf("half an agreement is kept: %s", out)
			}

			harmed := together(t, `, "start.tome": ["tracked"]`)
			s = window(t, harmed, z.cols, z.rows, "agreements", "add")
			sit(t, s, "Plans are shared\nno one may hit\nWhat have the two of you agreed?")
			for _, watched := range []string{"phone may", "social accounts", "Nights out", "Money, and"} {
				if strings.Contains(s.Output(), watched) {
					t.Errorf("%q is offered to somebody who was tracked", watched)
				}
			}
			s.Type(ctrlC)
			s.WaitFor("Come back with")
			ended(t, s, 130, z.cols)
		})
	}
}

// A quiet day: two minutes, one small thing, and enough for today.
func TestQuietDay(t *testing.T) {
	for _, z := range tall {
		t.Run(fmt.Sprint(z.cols), func(t *testing.T) {
			home := inQuiet(t)
			s := windowAt(t, home, "2026-01-04T21:00:00Z", z.cols, z.rows, "next")
			sit(t, s, "How heavy\nTo leave\n> 4ENTER\nHow strong was the pull\nTo leave\n> 3ENTER\n* None\n> ENTER\nOne small thing for today\nNothing is due before\nHelp at any time")
			ended(t, s, 0, z.cols)
			s.Golden(fmt.Sprintf("quiet_day_%d", z.cols))

			// The same evening nothing more is asked, and nothing is asked twice.
			s = windowAt(t, home, "2026-01-04T22:00:00Z", z.cols, z.rows, "next")
			ended(t, s, 0, z.cols)
			s.Golden(fmt.Sprintf("quiet_day_again_%d", z.cols))
		})
	}
}

// The letter rests, and the status says so.
func TestStatusLetter(t *testing.T) {
	home := inQuiet(t)
	mustAt(t, home, "2026-01-17T20:00:00Z", `{"space.daily.load": 3, "space.daily.urge": 2, "space.daily.contact": "none"}`)
	const at = "2026-01-31T09:00:00Z"
	mustAt(t, home, at, common(t, "choice.json"))
	mustAt(t, home, at, common(t, "letter.json"))
	for _, z := range []struct{ cols, rows int }{{80, 30}, {40, 40}} {
		s := windowAt(t, home, at, z.cols, z.rows, "status")
		ended(t, s, 0, z.cols)
		s.Golden(fmt.Sprintf("status_letter_rests_%d", z.cols))
	}
	s := windowAt(t, home, "2026-02-01T09:00:00Z", 80, 40, "letter", "read")
	sit(t, s, "That was my choice.\nread it again\n> y\n* Yes\n> ENTER\nThat counts for today.\naloud, all of it?\n> CTRL-C\nWhat you answered is kept")
	ended(t, s, 130, 80)
}
