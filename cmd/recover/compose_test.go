//go:build unix

package main_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/recover-journal/recover/internal/screen"
)

// at is a window at a time.
func at(t *testing.T, home, now string, args ...string) *screen.Screen {
	t.Helper()
	return screen.Start(t, screen.Options{Cols: 80, Rows: 50, Env: environment(home, "RECOVER_NOW="+now)}, program, args...)
}

// A letter is lived, in a terminal, from the warm-up to the reply.
func TestLetterLived(t *testing.T) {
	home := lettered(t)
	s := at(t, home, letterDay, "letter")
	sit(t, s, `
		Values you chose when you looked at why:
		  Honesty
		When did you last live up to one?
		> Honesty, with my mother.ENTER
		> .ENTER
		Say why you are writing
		> I write to own what I did. You need not answer.ENTER
		> .ENTER
		What you wrote when you looked at why:
		I had an affair 04.
		Say what you did
		> I had an affair, and I hid it.ENTER
		> .ENTER
		Say that it was your choice
		> I chose it, every time.ENTER
		> .ENTER
		The picture they had of our past.
		cost them
		> You told me that you stopped sleeping.ENTER
		> .ENTER
		Say you are sorry
		> I am sorry that I lied to you.ENTER
		> .ENTER
		* Go on
		> stop
		* Stop for now
		> ENTER
	`)
	ended(t, s, 0, 80)

	// It is gone on with from the overview, at the part that comes next.
	s = at(t, home, "2026-02-03T12:00:00Z", "letter")
	s.WaitFor("> Go on: Understanding")
	s.Golden("letter_overview_80x50")
	sit(t, s, `
		> ENTER
		In three lines at most
		> I wantedENTER
	`)
	s.Type("\x03")
	s.WaitFor("What you began of this part is kept as a draft")
	ended(t, s, 130, 80)

	// A part that was left in the middle says so, and goes only after a yes.
	s = at(t, home, "2026-02-03T12:00:00Z", "letter")
	s.WaitFor("Understanding  begun, not finished")
	sit(t, s, `
		> ENTER
		An excuse you named; leave it out:
		  I told myself that nobody would know.
		In three lines at most
		I wanted
		> -ENTER
		This takes away all that you wrote.
		> yesENTER
		You start again from nothing.
		> .ENTER
		Your plans against doing it again:
		What have you already done
		> I ended it in May. Can we meet? Will you answer?ENTER
		> .ENTER
		you accept what they
		> I accept what you choose.ENTER
		> .ENTER
		say once that you'd listen
		> .ENTER
		End simply.
		> That is all.ENTER
		> .ENTER
		* Look it over
		> write or
		* Write or change
		> ENTER
		* Warm-up: written
		> repair
		* Repair: 11 words
		> ENTER
		This is what you have so far:
		I ended it in May. Can we meet? Will you answer?
		> -ENTER
		This takes away all that you wrote.
		> yesENTER
		You start again from nothing.
		> I ended it in May, and I see a counsellor.ENTER
		> .ENTER
		* Look it over
		> ENTER
		Nothing was found to point at.
		Is the letter finished?
		* Not chosen yet
		> y
		* Yes
		> ENTER
		Now it rests for 72 hours.
		* Write or change a part
		> leave
		* Leave
		> ENTER
		The letter rests until
	`)
	ended(t, s, 0, 80)

	for _, day := range []string{"2026-02-05T12:00:00Z", "2026-02-06T13:00:00Z"} {
		s = at(t, home, day, "letter", "read")
		sit(t, s, "I write to own what I did.\nHave you read it again\n> yENTER\nHave you read it aloud\n> yENTER\nstanding beside you")
		ended(t, s, 0, 80)
	}
	s = at(t, home, "2026-02-06T14:00:00Z", "letter")
	sit(t, s, `
		* Go on with what the letter asks next
		> ENTER
		How could it reach them?
		* By post
		> ENTER
		Have they blocked this way
		> nENTER
		I will hand this over once.
		> yENTER
		how glad
		> 9ENTER
		The letter may be handed over, once.
		> leave
		* Leave
		> ENTER
	`)
	ended(t, s, 0, 80)
	s = at(t, home, "2026-02-07T14:00:00Z", "letter", "sent")
	sit(t, s, "On which day did you hand it over?\n> todayENTER\nThe letter can only be read now.")
	ended(t, s, 0, 80)
	s = at(t, home, "2026-02-07T15:00:00Z", "letter")
	sit(t, s, "* Read it")
	if strings.Contains(s.Text(), "Write or change") {
		t.Errorf("a letter that was handed over can be changed:\n%s", s.Text())
	}
	s.Type(ctrlC)
	ended(t, s, 130, 80)
	s = at(t, home, "2026-02-20T14:00:00Z", "letter", "reply")
	sit(t, s, "What came back?\n* Not chosen yet\n> quest\n* Questions\n> ENTER\nAnswer what they asked")
	ended(t, s, 0, 80)
	if got := on(t, home, "2026-02-20T15:00:00Z", "", "letter", "show"); !strings.Contains(got, "I see a counsellor.") || strings.Contains(got, "Can we meet") {
		t.Errorf("the letter is %q", got)
	}
	if err := noMark(home, "counsellor", "stopped sleeping", "my mother"); err != nil {
		t.Error(err)
	}
}

// The overview for a screen reader.
func TestLetterPlain(t *testing.T) {
	home := lettered(t)
	on(t, home, letterDay, `{"letter.act": "I lied to you.", "letter.opening": null}`, "letter", "--answers", "-")
	s := at(t, home, letterDay, "--plain", "letter")
	s.WaitFor("Type a number from 1 to 6")
	s.Golden("letter_plain_80x50")
	sit(t, s, "> 5ENTER\nThe part about the choice is empty.\nA number from 1 to 6\n> 6ENTER\nWhat you answered is kept")
	ended(t, s, 0, 80)
	if strings.Contains(s.Output(), "\x1b") {
		t.Error("it drew something")
	}
}

// player is an editor that a shell plays, allowed by a flag or by the settings.
func player(t *testing.T, home, body string) string {
	t.Helper()
	name := filepath.Join(home, "player")
	if err := os.WriteFile(name, []byte("#!/bin/sh\n"+body+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	return name
}

// What an editor may do to a text, and what becomes of it.
func TestLetterEdited(t *testing.T) {
	for _, c := range []struct{ name, body, script, want string }{
		{"saved", `echo "I lied to you." > "$1"`, "This is revision 2.", "I lied to you."},
		{"nothing changed", `true`, "Nothing was changed.", "As it was."},
		{"emptied", `: > "$1"`, "Nothing was changed.", "As it was."},
		{"windows line ends and a mark", `printf '\357\273\277I lied.\r\nTwice.\r\n' > "$1"`, "This is revision 2.", "I lied.\nTwice."},
		{"ended with an error, opened again", `if [ -e "$HOME/once" ]; then echo "The end." > "$1"; else touch "$HOME/once"; echo "Half." > "$1"; exit 1; fi`,
			"Your editor ended with an error.\n* Open it again\n> ENTER\nThis is revision 2.", "The end."},
		{"no UTF-8, left as a draft", `printf 'One.\nTw\377o.\n' > "$1"`, "Line 2 is not UTF-8 text\n* Open it again\n> leave\n* Leave it\n> ENTER\nthe text was not taken", "As it was."},
		{"an escape", `printf 'One.\n\n\033[31mTwo.\n' > "$1"`, "Line 3 holds a character\n* Open it again\n> CTRL-C\nCome back with", "As it was."},
		{"a binary file", `head -c 5000 /dev/urandom > "$1"`, "Line\n* Open it again\n> CTRL-C\nCome back with", "As it was."},
		{"two hundred thousand words", `yes word | head -n 200000 | tr '\n' ' ' > "$1"`, "The text is too long\n* Open it again\n> CTRL-C\nCome back with", "As it was."},
		{"one line of a megabyte", `head -c 1000000 /dev/zero | tr '\0' x > "$1"`, "The text is too long\n* Open it again\n> CTRL-C\nCome back with", "As it was."},
		{"twenty megabytes", `head -c 20000000 /dev/zero > "$1.x"; mv "$1.x" "$1"`, "far too large", "As it was."},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			home := lettered(t)
			on(t, home, letterDay, `{"letter.act": "As it was."}`, "letter", "--answers", "-")
			s := deskWith(t, home, player(t, home, c.body), 80, 40, "letter", "edit", "--any-editor")
			sit(t, s, c.script)
			s.End()
			if !s.Cooked() || !s.Echoes() {
				t.Error("the terminal is not as it was")
			}
			if got := strings.TrimSpace(letterOf(t, home)); got != c.want {
				t.Errorf("the letter is %q", got)
			}
		})
	}
}

// Ctrl-C is the editor's while it is open.
func TestLetterInterrupt(t *testing.T) {
	home := lettered(t)
	name := player(t, home, `trap 'echo "I went on." > "$1"; exit 0' INT; echo listening; while :; do sleep 0.05; done`)
	s := deskWith(t, home, name, 80, 24, "letter", "edit", "--any-editor")
	s.WaitFor("listening")
	s.Type(ctrlC)
	s.WaitFor("This is revision 1.")
	ended(t, s, 0, 80)
	if got := letterOf(t, home); got != "I went on.\n" {
		t.Errorf("the letter is %q", got)
	}
}

// An editor that keeps copies elsewhere is refused with the reason, and taken where the
// settings allow it; one that is set serves long questions too.
func TestLetterEditorRefused(t *testing.T) {
	home := lettered(t)
	name := player(t, home, `echo "By the way of settings." > "$1"`)
	for editor, want := range map[string]string{
		name: "nobody knows what that editor keeps elsewhere", "": "no editor is set", "/no/such/vim": "was not found",
	} {
		s := deskWith(t, home, editor, 80, 24, "letter", "edit")
		s.WaitFor(want)
		ended(t, s, 1, 1000)
	}
	file := filepath.Join(home, ".config", "recover", "config.yaml")
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, append(b, "any-editor: true\n"...), 0o600); err != nil {
		t.Fatal(err)
	}
	s := deskWith(t, home, name, 80, 40, "next", "--step", "letter.act")
	sit(t, s, "Press Enter to open your editor.\n> ENTER\n")
	s.End()
	if got := letterOf(t, home); got != "By the way of settings.\n" {
		t.Errorf("the letter is %q\n%s", got, s.Text())
	}
}

// A draft is kept for later, discarded, or gone on with; and an export writes over a
// file, and burning burns, only where the person says so.
func TestLetterAsked(t *testing.T) {
	home := lettered(t)
	on(t, home, letterDay, `{"letter.act": "As it was."}`, "letter", "--answers", "-")
	broken := player(t, home, `echo "A draft." > "$1"; exit 1`)
	s := deskWith(t, home, broken, 80, 24, "letter", "edit", "--any-editor")
	sit(t, s, "* Open it again\n> leave\n* Leave it\n> ENTER\nkept as a draft; go on")
	s.End()
	shows := player(t, home, `cp "$1" "$HOME/seen"; exit 0`)
	seen := func() string { b, _ := os.ReadFile(filepath.Join(home, "seen")); return string(b) }
	s = deskWith(t, home, shows, 80, 24, "letter", "edit", "--any-editor")
	sit(t, s, "* Go on with the draft\n> later\n* Leave it for later\n> ENTER")
	ended(t, s, 0, 80)
	if seen() != "" {
		t.Error("the editor was opened")
	}
	s = deskWith(t, home, shows, 80, 24, "letter", "edit", "--any-editor")
	sit(t, s, "* Go on with the draft\n> disc\n* Discard\n> ENTER\nNothing was changed.")
	ended(t, s, 0, 80)
	if seen() != "As it was.\n" {
		t.Errorf("the editor showed %q", seen())
	}

	out := filepath.Join(home, "out.txt")
	if err := os.WriteFile(out, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	s = deskWith(t, home, "", 80, 24, "letter", "export", "-o", out)
	sit(t, s, "There is a file already\n* No\n> ENTER")
	ended(t, s, 0, 1000)
	if b, _ := os.ReadFile(out); string(b) != "mine" {
		t.Errorf("the file holds %q", b)
	}
	s = deskWith(t, home, "", 80, 24, "letter", "export", "-o", out)
	sit(t, s, "There is a file already\n* No\n> write\n* Write over it\n> ENTER\nWho can open the file can read it")
	ended(t, s, 0, 1000)
	b, err := os.ReadFile(out)
	info, e := os.Stat(out)
	if err != nil || e != nil || string(b) != "As it was.\n" || info.Mode().Perm() != 0o600 {
		t.Errorf("the file holds %q, %v %v", b, err, info.Mode())
	}

	s = deskWith(t, home, "", 80, 24, "letter", "burn")
	sit(t, s, "It can't be brought back.\n* No\n> ENTER")
	ended(t, s, 0, 80)
	if got := letterOf(t, home); got != "As it was.\n" {
		t.Errorf("the letter is %q", got)
	}
	s = deskWith(t, home, "", 80, 24, "letter", "burn")
	sit(t, s, "* No\n> burn\n* Burn it\n> ENTER\nIt is burned.")
	ended(t, s, 0, 80)
	if _, errs, status := call(home, "", "letter", "show"); status != 1 || !strings.Contains(errs, "no letter here") {
		t.Errorf("status %d, %s", status, errs)
	}
}

// A letter that stays here, in a terminal: kept, read, and burned.
func TestLetterUnsent(t *testing.T) {
	home := begun(t, "start.json")
	must(t, home, `{"start.order": "yes"}`, "next", "--answers", "-")
	s := window(t, home, 80, 40, "letter", "unsent")
	sit(t, s, "A line with only\n> I miss you.ENTER\n> .ENTER\n* Keep it here\n> ENTER\nIt is kept here, sealed.")
	ended(t, s, 0, 80)
	s = window(t, home, 80, 40, "letter", "unsent")
	sit(t, s, "* Read it\n> ENTER\n  I miss you.")
	ended(t, s, 0, 80)
	s = window(t, home, 80, 40, "letter", "unsent")
	sit(t, s, "* Read it\n> another\n* Write another\n> ENTER\nA line with only\n> I hate you.ENTER\n> .ENTER\n* Keep it here\n> burn\n* Burn it\n> ENTER\nIt is burned.")
	ended(t, s, 0, 80)
	if out := must(t, home, "", "answers", "--history"); strings.Contains(out, "hate") || !strings.Contains(out, "miss") {
		t.Errorf("%s", out)
	}
	s = window(t, home, 80, 40, "letter", "unsent")
	sit(t, s, "* Read it\n> burn\n* Burn all\n> ENTER\nBurn every letter\n* No\n> burn\n* Burn it\n> ENTER\nIt is burned.")
	s.End()
	s = window(t, home, 80, 40, "letter", "unsent")
	sit(t, s, "where it goes nowhere")
	s.Type(ctrlC)
	s.End()
}
