//go:build unix

package main_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/recover-journal/recover/internal/screen"
)

const (
	ctrlC  = "\x03"
	phrase = "correct horse battery staple"
)

var sizes = []struct{ cols, rows int }{{80, 24}, {40, 12}}

// window is a terminal in which the program runs in a HOME.
func window(t *testing.T, home string, cols, rows int, args ...string) *screen.Screen {
	t.Helper()
	return screen.Start(t, screen.Options{Cols: cols, Rows: rows, Env: environment(home)}, program, args...)
}

// sit plays a sitting: what begins with "> " is typed, and all else is waited for. A
// list is waited for by its highlighted line, which stands behind "*", and where that is
// short by the line after it, behind " / ".
func sit(t *testing.T, s *screen.Screen, script string) {
	t.Helper()
	for line := range strings.Lines(strings.TrimSpace(script)) {
		line = strings.TrimSpace(line)
		if typed, ok := strings.CutPrefix(line, "> "); ok {
			s.Type(strings.NewReplacer("ENTER", "\r", "SPACE", " ", "CTRL-C", ctrlC).Replace(typed))
			continue
		}
		s.WaitFor(strings.NewReplacer("* ", "> ", " / ", "\n  ").Replace(line))
	}
}

// ended wants the status, a terminal as a shell expects it, and no line that was wider
// than the window.
func ended(t *testing.T, s *screen.Screen, status, cols int) {
	t.Helper()
	if got := s.End(); got != status {
		t.Errorf("status %d, not %d", got, status)
	}
	if !s.Cooked() || !s.Echoes() || !s.CursorVisible() {
		t.Errorf("the terminal: cooked %t, echo %t, cursor %t", s.Cooked(), s.Echoes(), s.CursorVisible())
	}
	for _, line := range wide(s, cols) {
		t.Errorf("wider than %d columns: %q", cols, line)
	}
}

// wide are the lines that the program wrote wider than the window. Where it moves the
// cursor, a new line begins.
func wide(s *screen.Screen, cols int) (lines []string) {
	out := moves.ReplaceAllString(marks.ReplaceAllString(s.Output(), ""), "\n")
	for _, line := range strings.FieldsFunc(out, func(r rune) bool { return r == '\n' || r == '\r' }) {
		// In Plain the terminal echoes what was typed, and its line end, wherever the
		// typing came: what follows a prompt may then stand on the prompt's line.
		line = strings.TrimPrefix(strings.TrimPrefix(line, "Answer: "), "Respuesta: ")
		if utf8.RuneCountInString(line) > cols {
			lines = append(lines, line)
		}
	}
	return lines
}

var (
	marks = regexp.MustCompile("\x1b\\[[0-9;?]*[Kmhl]")
	moves = regexp.MustCompile("\x1b(\\[[0-9;?]*[a-zA-Z]|[78])")
)

// What a person types to search a list stands within the window, too.
func TestSearchFits(t *testing.T) {
	home := begun(t)
	must(t, home, `{"start.status": "split-up", "start.ties": ["nothing"], "start.when": "they-dont-know"}`, "next", "--answers", "-")
	s := window(t, home, 80, 24, "next")
	sit(t, s, "* Not chosen yet\n> nothing\n* Nothing yet\n> CTRL-C\nCome back with")
	s.End()
	for _, line := range wide(s, 80) {
		t.Errorf("wider than 80 columns: %q", line)
	}
}

// A list shows all of itself, or says that there is more: what is asked of everyone has
// its "None of these" near the end.
func TestLongListSaysSo(t *testing.T) {
	for _, z := range sizes {
		home := begun(t)
		must(t, home, `{"start.status": "split-up", "start.ties": ["nothing"], "start.when": "they-dont-know", "start.asked": "nothing-yet", "start.order": "no"}`, "next", "--answers", "-")
		s := window(t, home, z.cols, z.rows, "next")
		if z.rows >= 24 {
			s.WaitFor("] Leave this one for now")
		} else {
			s.WaitFor("There are 10, more")
		}
		sit(t, s, "* [ ] Pushed")
		s.Type(ctrlC)
		s.End()
	}
}

// The questions of start, one after the other.
const firstQuestions = `
* I know the day
> ENTER
Which day?
> yesterdayENTER
* Split up
> ENTER
* [ ] Children
`

const startSitting = `
> SPACE
* [x] Children
> ENTER
* Not chosen yet / No contact
> nothing
* Nothing yet
> ENTER
* Not chosen yet / No
> no
* No / Not sure
> ENTER
* [ ] Pushed
> none
* [ ] None of these
> SPACE
* [ ] Pushed
> ENTER
Have they ever
* [ ] Pushed
> none
* [ ] None of these
> SPACE
* [ ] Pushed
> ENTER
* Go on
> ENTER
* Not chosen yet / Fully
> fully
* Fully
> ENTER
* Not chosen yet / No
> no
* No / Yes, and they know
> ENTER
How heavy
> 5ENTER
* Not chosen yet / No
> no
* No / Sometimes
> ENTER
last contact
`

const spaceSitting = `
> yesterdayENTER
* 21 days
> 30
* 30 days
> ENTER
practical things
* [ ] Children
> SPACE
* [x] Children
> ENTER
practical messages?
* Email
> ENTER
* [ ] Late at night
> SPACE
* [x] Late
> ENTER
Finish: "If
A line
> If it is late, then I will walk.ENTER
> .ENTER
Who can you call
> MoENTER
`

// textPrompt is the whole of the first question of why, by the window's columns. A part
// of it may stand on the screen already, from the text before.
var textPrompt = map[int]string{
	80: "What did you do? Write it as plain facts.\nType ? and press Enter for help.\n" +
		"To leave this one for now, type only a full stop and press Enter.\n" +
		"Write as many lines as you like. A line with only a full stop ends the text.",
	40: "What did you do? Write it as plain\nfacts.\nType ? and press Enter for help.\n" +
		"To leave this one for now, type only a\nfull stop and press Enter.\n" +
		"Write as many lines as you like. A line\nwith only a full stop ends the text.",
}

const whySitting = `
> I had an affair, and I hid it.ENTER
> It took a year.ENTER
> .ENTER
* I wanted sex
> ENTER
What did you tell yourself
> Nobody will know.ENTER
how well
Type ?
`

// An evening from an empty folder to the third answer of why, in one sitting.
func TestFirstEvening(t *testing.T) {
	for _, z := range sizes {
		t.Run(fmt.Sprintf("%dx%d", z.cols, z.rows), func(t *testing.T) {
			scrypt.Lock()
			defer scrypt.Unlock()
			home, name := t.TempDir(), func(s string) string { return fmt.Sprintf("%s_%dx%d", s, z.cols, z.rows) }
			s := window(t, home, z.cols, z.rows, "next")
			sit(t, s, "* Yes, begin")
			s.Golden(name("begin"))
			sit(t, s, `
				> ENTER
				Passphrase for this journal
				> `+phrase+`ENTER
				The same passphrase
				> `+phrase+`ENTER
				Type the last 6
			`)
			key := recoveryKey(t, s)
			s.Type(key[len(key)-6:] + "\r")
			sit(t, s, `
				Your country
				> nzENTER
			`)
			sit(t, s, firstQuestions)
			s.Golden(name("list"))
			sit(t, s, startSitting)
			sit(t, s, spaceSitting)
			s.WaitFor(textPrompt[z.cols] + "\n>")
			s.Golden(name("text"))
			sit(t, s, whySitting)
			s.Type(ctrlC)
			ended(t, s, 130, z.cols)
			s.Golden(name("left"))
			if strings.Contains(s.Output(), phrase) {
				t.Error("the passphrase was shown")
			}
			if err := noMark(home, phrase, key, "affair", "It took a year", "kitchen"); err != nil {
				t.Error(err)
			}
			secret := filepath.Join(t.TempDir(), "secret")
			if err := os.WriteFile(secret, []byte(key+"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			t.Setenv("RECOVER_PASSPHRASE_FILE", secret)
			kept := answers(t, home)
			for id, want := range map[string]string{
				"start.when": "2025-12-31", "start.status": "split-up", "start.ties": "[children]", "start.asked": "nothing-yet",
				"start.order": "no", "start.byme": "[none]", "start.tome": "[none]", "start.other": "fully", "start.health": "no",
				"start.load": "5", "crisis.ask": "no", "space.day0": "2025-12-31", "space.length": "30", "space.topics": "[children]",
				"space.channel": "email", "space.risk": "[late-night]", "space.plan": "If it is late, then I will walk.",
				"space.person": "Mo", "why.what": "I had an affair, and I hid it.\nIt took a year.", "why.story": "thrill",
				"why.permission": "Nobody will know.",
			} {
				if len(kept[id]) != 1 || fmt.Sprint(kept[id][0]) != want {
					t.Errorf("%s is %v, not %s", id, kept[id], want)
				}
			}
			if len(kept) != 21 {
				t.Errorf("%d answers are kept", len(kept))
			}
		})
	}
}

// recoveryKey reads the key from the screen, where it may stand on two lines.
func recoveryKey(t *testing.T, s *screen.Screen) string {
	t.Helper()
	_, after, _ := strings.Cut(s.Text(), "AGE-SECRET-KEY-")
	key := "AGE-SECRET-KEY-"
	for line := range strings.Lines(after) {
		part := strings.TrimSpace(line)
		if part == "" {
			return key
		}
		key += part
	}
	t.Fatalf("no key on the screen:\n%s", s.Text())
	return ""
}

// Ctrl-C at a question of each kind: what was answered before is kept, and the next
// time begins at that question.
func TestLeaving(t *testing.T) {
	for _, c := range []struct {
		name, script, step string
		files              []string
	}{
		{"nothing answered", "* I know the day\n> CTRL-C", "start.when", nil},
		{"date", "* I know the day\n> ENTER\nWhich day?\n> 3 daysCTRL-C", "start.when", nil},
		{"select", "* I know the day\n> they\n* They don't\n> ENTER\n* Split up\n> CTRL-C", "start.status", nil},
		{"select, searching", "* I know the day\n> they\n* They don't\n> CTRL-C", "start.when", nil},
		{"multiselect", "* I know the day\n> leave\n* Leave\n> ENTER\n* Split up\n> ENTER\n* [ ] Children\n> SPACE\n* [x] Children\n> CTRL-C", "start.ties", nil},
		{"text", "What did you do\nA line\n> I began.ENTER\n> CTRL-C", "why.what", []string{"start.json", "plan.json", "day.json"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			home := begun(t)
			for _, f := range c.files {
				if f == "day.json" {
					must(t, home, `{"space.day0": "2026-01-01"}`, "next", "--answers", "-")
					continue
				}
				must(t, home, "", "next", "--answers", filepath.Join("testdata", "answers", f))
			}
			before := len(answers(t, home))
			s := window(t, home, 80, 24, "next")
			sit(t, s, c.script)
			s.WaitFor("Come back with")
			ended(t, s, 130, 80)
			if got := must(t, home, "", "next", "--json"); !strings.Contains(got, `"step":"`+c.step+`"`) {
				t.Errorf("the next time begins with %.200s", got)
			}
			if after := len(answers(t, home)); after > before && !strings.Contains(s.Text(), "What you answered is kept") || after < before {
				t.Errorf("%d answers, and before %d, and it says:\n%s", after, before, s.Text())
			}
			// The next run goes on there.
			s = window(t, home, 80, 24, "next")
			switch c.step {
			case "why.what":
				s.WaitFor("You began this text before")
				s.WaitFor("I began.")
				sit(t, s, "A line with only a full stop\n> I ended.ENTER\n> .ENTER\n* I wanted sex")
				if got := answers(t, home)["why.what"]; len(got) != 1 || got[0] != "I began.\nI ended." {
					t.Errorf("the text is %q", got)
				}
			case "start.when":
				s.WaitFor("> I know the day")
			case "start.status":
				s.WaitFor("> Split up")
			case "start.ties":
				s.WaitFor("> [ ] Children")
			}
			s.Type(ctrlC)
			ended(t, s, 130, 80)
			if err := noMark(home, "I began"); err != nil {
				t.Error(err)
			}
		})
	}
}

// Leaving before there is a journal makes none, at whichever prompt.
func TestLeavingInit(t *testing.T) {
	for _, c := range []struct{ name, script string }{
		{"begin", "* Yes, begin\n> CTRL-C"},
		{"passphrase", "* Yes, begin\n> ENTER\nPassphrase for this\n> half a phraseCTRL-C"},
		{"passphrase again", "* Yes, begin\n> ENTER\nPassphrase for this\n> " + phrase + "ENTER\nThe same passphrase\n> CTRL-C"},
		{"recovery key", "* Yes, begin\n> ENTER\nPassphrase for this\n> " + phrase + "ENTER\nThe same passphrase\n> " + phrase + "ENTER\nType the last 6\n> CTRL-C"},
	} {
		t.Run(c.name, func(t *testing.T) {
			scrypt.Lock()
			defer scrypt.Unlock()
			home := t.TempDir()
			s := window(t, home, 80, 24, "next")
			sit(t, s, c.script)
			s.WaitFor("Nothing was changed")
			ended(t, s, 130, 80)
			if files, _ := os.ReadDir(filepath.Join(home, ".local", "share", "recover")); len(files) > 0 {
				t.Errorf("there is %v", files)
			}
			if strings.Contains(s.Output(), phrase) || strings.Contains(s.Output(), "half a phrase") {
				t.Error("the passphrase was shown")
			}
		})
	}
}

// "Not now" is an answer, too.
func TestNotNow(t *testing.T) {
	home := t.TempDir()
	s := window(t, home, 80, 24, "next")
	sit(t, s, "* Yes, begin\n> not\n* Not now\n> ENTER")
	ended(t, s, 0, 80)
	if files, _ := os.ReadDir(home); len(files) > 0 {
		t.Errorf("there is %v", files)
	}
}

// Three tries at a prompt, and the recovery key in place of the passphrase.
func TestWrongPassphrase(t *testing.T) {
	scrypt.Lock()
	defer scrypt.Unlock()
	home := t.TempDir()
	secret := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secret, []byte(phrase), 0o600); err != nil {
		t.Fatal(err)
	}
	cmdInit(t, home, secret)
	// The echo is off when the prompt stands there, and on before that.
	const prompt = "Passphrase:\nWhat you type is not shown. Press Enter\nat the end.\nAnswer:"
	s := window(t, home, 40, 12, "status")
	s.WaitFor(prompt)
	s.Type("correct horse battery stable\r")
	s.WaitFor("Tries left: 2\n\n" + prompt)
	s.Type("correct horse battery table\r")
	s.WaitFor("Tries left: 1\n\n" + prompt)
	s.Type("correct horse battery cable\r")
	s.WaitFor("does not open")
	ended(t, s, 5, 40)
	if strings.Contains(s.Output(), "horse") {
		t.Error("the passphrase was shown")
	}
	s = window(t, home, 40, 12, "status")
	s.WaitFor(prompt)
	s.Type("wrong one\r")
	s.WaitFor("Tries left: 2\n\n" + prompt)
	s.Type(ctrlC)
	s.WaitFor("Nothing was changed")
	ended(t, s, 130, 40)
	s = window(t, home, 80, 24, "status")
	sit(t, s, "Answer:\n> "+phrase+"ENTER\nWhere you are")
	ended(t, s, 0, 80)

	// It alone is asked where standard input is a pipe.
	in, err := os.Open(filepath.Join("testdata", "answers", "start.json"))
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	s = screen.Start(t, screen.Options{Env: environment(home), Stdin: in}, program, "next", "--answers", "-")
	sit(t, s, "Answer:\n> "+phrase+"ENTER\nspace.day0")
	if got := s.End(); got != 0 {
		t.Errorf("status %d", got)
	}
}

func cmdInit(t *testing.T, home, secret string) {
	t.Helper()
	s := screen.Start(t, screen.Options{Env: environment(home, "RECOVER_PASSPHRASE_FILE="+secret), Stdin: strings.NewReader("")}, program, "init")
	if got := s.End(); got != 0 {
		t.Fatalf("status %d", got)
	}
}

// Line by line, nothing drawn: the same evening for a screen reader.
func TestPlainEvening(t *testing.T) {
	home := begun(t)
	s := window(t, home, 80, 24, "next", "--plain")
	sit(t, s, `
		On which day did they learn
		3. Leave
		> 1ENTER
		Which day?
		> soonENTER
		A date, such as
		> yesterdayENTER
		Which is closest today?
		6. Leave
		> 9ENTER
		Please type a number from 1 to 6
		> 1ENTER
		stay in touch about
		> 1 3ENTER
		Going by their own words
		> 7ENTER
		bail rule
		> 1ENTER
		to them?
		> 8ENTER
		to you?
		> 8ENTER
		Go on now?
		> 1ENTER
		with the other person?
		> 1ENTER
		infection risk
		> 1ENTER
		How heavy
		> tenENTER
		The answer is a whole number
		> 5ENTER
		hurting yourself?
		> 1ENTER
		last contact
		> yesterdayENTER
		How long will you give
		> 2ENTER
		Which practical things
		> 1ENTER
		How do you two send
		> 1ENTER
		When do you most
		> 1 7ENTER
	`)
	// The terminal shows what is typed where the cursor stands: the prompt comes first.
	_, howTo, _ := strings.Cut(textPrompt[80], "\n")
	s.WaitFor("Finish: \"If ____, then I will ____.\"\n" + howTo)
	s.Type("If it is late, then I will walk.\r.\r")
	s.WaitFor("messages to them?\nType ? and press Enter for help.\nTo leave this one for now, press Enter.\nAnswer:")
	s.Type("Mo\r")
	s.WaitFor(textPrompt[80])
	s.Golden("plain_text_80x24")
	sit(t, s, `
		> I had an affair.ENTER
		> .ENTER
		closest to how
		> 3ENTER
		What did you tell yourself
		> Nobody will know.ENTER
		how well
		> CTRL-C
		What you answered is kept
	`)
	ended(t, s, 130, 80)
	if strings.Contains(s.Output(), "\x1b") {
		t.Error("it drew something")
	}
	kept := answers(t, home)
	for id, want := range map[string]string{
		"start.ties": "[children money]", "start.asked": "nothing-yet", "start.byme": "[none]", "start.load": "5",
		"space.risk": "[late-night lonely]", "why.what": "I had an affair.", "why.story": "feel-wanted",
	} {
		if len(kept[id]) != 1 || fmt.Sprint(kept[id][0]) != want {
			t.Errorf("%s is %v, not %s", id, kept[id], want)
		}
	}
	if len(kept) != 21 {
		t.Errorf("%d answers are kept", len(kept))
	}
}

// A heavy evening: the safety question, help, and nothing else.
func TestHeavyEvening(t *testing.T) {
	for _, z := range sizes {
		t.Run(fmt.Sprintf("%dx%d", z.cols, z.rows), func(t *testing.T) {
			home := begun(t, "start.json", "plan.json")
			must(t, home, `{"space.day0": "2026-01-01", "why.story": "drink", "why.want": "open"}`, "next", "--answers", "-")
			s := window(t, home, z.cols, z.rows, "next")
			sit(t, s, `
				What did you do
				A line
				> I want to end my life over this.ENTER
				> .ENTER
				* Not chosen yet / No
			`)
			s.Golden(fmt.Sprintf("heavy_%dx%d", z.cols, z.rows))
			sit(t, s, `
				> yes
				* Yes
				> ENTER
				* Not chosen yet / Yes, that is my answer
				> that
				* Yes, that is my answer
				> ENTER
				Help at any time
			`)
			ended(t, s, 0, z.cols)
			s.Golden(fmt.Sprintf("crisis_%dx%d", z.cols, z.rows))
			s = window(t, home, z.cols, z.rows, "next")
			ended(t, s, 0, z.cols)
			if !strings.Contains(s.Text(), "988") {
				t.Errorf("no line to call:\n%s", s.Text())
			}
			if got := answers(t, home)["why.what"]; len(got) != 1 {
				t.Errorf("the text that was written is %q", got)
			}
		})
	}
}

// A wrong key at the safety question is taken back before it is kept, with help shown
// first; whoever leaves there instead has said what they said.
func TestWrongKey(t *testing.T) {
	for end, locks := range map[string]string{
		"> ENTER\nPlease choose an answer first.\n* Not chosen yet\n> wrong\n* No, I pressed a wrong key\n> ENTER\n* Not chosen yet / No\n> no\n* No / Sometimes\n> ENTER\nI'll ask again on heavy days\n> CTRL-C": "",
		"> CTRL-C": "crisis",
	} {
		home := begun(t, "start.json", "plan.json")
		must(t, home, `{"space.day0": "2026-01-01"}`, "next", "--answers", "-")
		s := window(t, home, 80, 24, "next")
		sit(t, s, `
			What did you do
			A line
			> I want to end my life over this.ENTER
			> .ENTER
			* Not chosen yet / No
			> rather
			* Rather not say
			> ENTER
			or the nearest emergency room
			* Not chosen yet / Yes, that is my answer
		`)
		sit(t, s, end)
		ended(t, s, 130, 80)
		var status struct{ Locks []struct{ ID string } }
		if err := json.Unmarshal([]byte(must(t, home, "", "status", "--json")), &status); err != nil {
			t.Fatal(err)
		}
		if got := len(status.Locks) > 0; got != (locks != "") {
			t.Errorf("after %q the locks are %v", end, status.Locks)
		}
	}
}

// What undo takes back is in no history: it is shown first, with its day and its words cut
// short, and nothing goes by a stray Enter or by leaving.
func TestUndoAsks(t *testing.T) {
	home := living(t)
	must(t, home, `{"why.what": "The first words."}`, "next", "--answers", "-")
	must(t, home, `{"why.what": "The second words.", "why.story": "drink"}`, "next", "--answers", "-")
	shown := "What did you do? Write it as plain facts. (1 January 2026)\nThe second words.\nThe first words.\n* Not chosen yet\n"
	for _, end := range []string{"> ENTER\nPlease choose an answer first.\n> CTRL-C", "> n\n* No\n> ENTER\nNothing was changed."} {
		s := window(t, home, 80, 24, "undo")
		sit(t, s, shown+end)
		s.End()
		if got := answers(t, home)["why.what"]; len(got) != 2 || got[0] != "The second words." {
			t.Errorf("after %q: %q", end, got)
		}
	}
	s := window(t, home, 80, 24, "undo")
	sit(t, s, shown)
	s.Golden("undo_asks_80x24")
	sit(t, s, "> y\n* Yes\n> ENTER\nThe words are as they were before.")
	ended(t, s, 0, 80)
	if got := answers(t, home); len(got["why.what"]) != 1 || got["why.what"][0] != "The first words." || got["why.story"] != nil {
		t.Errorf("taken back: %q", got)
	}
	s = window(t, home, 80, 24, "undo")
	ended(t, s, 1, 80)
	must(t, home, `{"crisis.ask": "no"}`, "next", "--answers", "-")
	s = window(t, home, 80, 24, "undo")
	ended(t, s, 2, 80)
	if !strings.Contains(s.Text(), "that change can't be taken back") || strings.Contains(s.Text(), "the last change") {
		t.Errorf("what will not be taken back is asked about:\n%s", s.Text())
	}
	must(t, home, "A long day\n"+strings.Repeat("and so on ", 60), "log", "add", "note", "-")
	id := regexp.MustCompile(`"id":"([0-9a-z]{4})"`).FindStringSubmatch(must(t, home, "", "log", "--json"))[1]
	for _, c := range []struct{ before, shown string }{
		{"", "A new entry of the log: "}, {"log rm " + id, "An entry you removed from the log: "},
	} {
		if c.before != "" {
			must(t, home, "", strings.Fields(c.before)...)
		}
		s = window(t, home, 40, 24, "undo")
		sit(t, s, "A long day\n* Not chosen yet\n> CTRL-C")
		ended(t, s, 130, 40)
		if flat := strings.Join(strings.Fields(s.Text()), " "); !strings.Contains(flat, c.shown) {
			t.Errorf("not said: %q in\n%s", c.shown, s.Text())
		}
	}
	s = window(t, home, 40, 24, "undo", "--yes")
	ended(t, s, 0, 40)
	if out := must(t, home, "", "log", "--json"); !strings.Contains(out, id) {
		t.Errorf("with --yes the entry is not back: %s", out)
	}
}

// A look is told to its end at once, also where the first questions are not all answered.
// It is not asked what the partner said to it. Left half told, it is named when it is gone
// on with, each time. A question that is needed says so, with its reason, when it is left.
func TestLook(t *testing.T) {
	home := begun(t)
	must(t, home, `{"start.status": "split-up", "start.ties": ["nothing"], "start.asked": "nothing-yet", "start.order": "no", "start.byme": ["none"],
		"start.tome": ["none"], "start.other": "fully", "start.health": "no", "start.when": "2025-11-01", "crisis.ask": "no"}`, "next", "--answers", "-")
	s := window(t, home, 80, 24, "next")
	sit(t, s, "How heavy is today?\n> ENTER\nThis one is needed: on a heavy day\nWhat you answered is kept.")
	ended(t, s, 0, 80)
	s = window(t, home, 80, 24, "status")
	ended(t, s, 0, 80)
	for _, said := range []string{"How heavy is today?", "The next door stays shut until you answer it."} {
		if flat := strings.Join(strings.Fields(s.Text()), " "); !strings.Contains(flat, said) {
			t.Errorf("status does not say %q:\n%s", said, s.Text())
		}
	}
	s = window(t, home, 80, 24, "log", "add", "slip")
	sit(t, s, "* Not chosen yet\n> looked\n* Looked at\n> ENTER\nWhich day?\n> yesterdayENTER\nright before?\n> CTRL-C")
	ended(t, s, 130, 80)
	if strings.Contains(s.Output(), "You told of this") {
		t.Error("what is being told is named to the one who tells it")
	}
	for range 2 {
		s = window(t, home, 80, 24, "space", "slip")
		sit(t, s, "This goes on from 31 December 2025: Looked at their page, or drove past\nright before?\n> CTRL-C")
		ended(t, s, 130, 80)
	}
	s = window(t, home, 80, 24, "next")
	sit(t, s, "This one is needed to go on.\nHow heavy is today?\n> 4ENTER\nThis goes on from 31 December 2025: Looked at their page, or drove past\nright before?\n"+
		"> SPACEENTER\nHow sure\n> 9ENTER\nhappens again\n> ENTER\nmakes the next hours easier.\n> CTRL-C")
	s.End()
	asked := s.Output()
	s = window(t, home, 80, 24, "space", "slip")
	sit(t, s, "* Not chosen yet\n> asked\n* Asked someone\n> ENTER\nWhich day?\n> CTRL-C")
	s.End()
	s = window(t, home, 80, 24, "next")
	sit(t, s, "You told of this today: Asked someone about them\nWhich day?\n> CTRL-C")
	s.End()
	for _, never := range []string{"answer?", "blocked you", "sorry for this"} {
		if strings.Contains(asked, never) {
			t.Errorf("a look is asked about %q", never)
		}
	}
}

// Letting go shuts the doors by one answer: a stray Enter is none, what it shuts is said
// before it is kept, and whoever leaves there has answered nothing.
func TestClosureIsMeant(t *testing.T) {
	home := living(t)
	s := window(t, home, 80, 24, "closure")
	const said = "* Not chosen yet / They said no\n> own choice\n* My own choice\n> ENTER\n" +
		"This answer shuts the doors to them.\n* Not chosen yet / Yes, that is my answer\n"
	sit(t, s, "* Not chosen yet / They said no\n> ENTER\nPlease choose an answer first.\n"+said)
	s.Golden("closure_meant_80x24")
	sit(t, s, "> CTRL-C")
	ended(t, s, 130, 80)
	if _, there := answers(t, home)["closure.reason"]; there {
		t.Error("an answer that was not confirmed is kept")
	}
	s = window(t, home, 40, 24, "closure")
	sit(t, s, said+`
		> wrong
		* No, I pressed a wrong key
		> ENTER
		* Not chosen yet / They said no
		> own choice
		* My own choice
		> ENTER
		* Not chosen yet / Yes, that is my answer
		> that
		* Yes, that is my answer
		> ENTER
		recover next --step closure.reason
		What was their answer
		> CTRL-C
	`)
	ended(t, s, 130, 40)
	if got := answers(t, home)["closure.reason"]; len(got) != 1 {
		t.Errorf("the answer is kept %d times", len(got))
	}
}

// In the first questions nothing is called open that is shut, a day that will not do is
// told why, and an empty list says that nothing was ticked.
func TestFirstQuestionsSayWhatIsSo(t *testing.T) {
	home := begun(t)
	s := window(t, home, 80, 24, "next")
	sit(t, s, `
		* I know the day
		> ENTER
		Which day?
		> 2099-01-01ENTER
		Only today or a day before it fits here.
		> CTRL-C
	`)
	s.End()
	s = window(t, home, 80, 24, "next")
	sit(t, s, "* I know the day\n> know yet\n* They don't know yet\n> ENTER\nopens after these first questions.\n* Split up\n> ENTER\n* [ ] Children\n> ENTER\n> Nothing ticked\nIf that is so, choose \"Nothing\".\n> CTRL-C")
	s.End()
	if strings.Contains(s.Output(), "stays open") {
		t.Error("what is shut is said to stay open")
	}
	for _, id := range []string{"start.byme", "start.tome"} { // asked alike, whoever did it
		s = window(t, home, 80, 24, "next", "--step", id)
		sit(t, s, "* [ ] Pushed\n> ENTER\nNothing is ticked. If that is so, choose \"None of these\".\n* [ ] Pushed\n> none\n* [ ] None\n> SPACEENTER\n> CTRL-C")
		s.End()
		if got := answers(t, home)[id]; len(got) != 1 || fmt.Sprint(got[0]) != "[none]" {
			t.Errorf("%s is %v", id, got)
		}
	}
}

// Where nobody can be asked, next does not send back to next.
func TestNextWithoutJournalOrTerminal(t *testing.T) {
	out := must(t, t.TempDir(), "", "next")
	if !strings.Contains(out, "recover init") || strings.Contains(out, "recover next") {
		t.Error(out)
	}
}

// living is a journal some weeks into the quiet.
func living(t *testing.T) string {
	home := begun(t, "start.json", "plan.json")
	must(t, home, `{"space.day0": "2025-12-10"}`, "next", "--answers", "-")
	return home
}

// A slip is thanked first, then asked about, and nothing goes back to zero.
func TestSlip(t *testing.T) {
	home := living(t)
	s := window(t, home, 80, 24, "space", "slip")
	sit(t, s, `
		* Not chosen yet
		> ENTER
		Please choose an answer first.
		* Not chosen yet / Looked at
		> messaged
		* Messaged or called
		> ENTER
		Thank you for writing it down.
		Which day?
		> yesterdayENTER
		right before?
		* [ ] Alone
		> SPACE
		* [x] Alone
		> ENTER
		* Not chosen yet / No
		> no
		* No / Leave
		> ENTER
		* Not chosen yet / No
		> no
		* No / Leave
		> ENTER
		How sure
		> 4ENTER
		happens again
		> If I am alone, then I will call Mo.ENTER
		Help at any time
	`)
	ended(t, s, 0, 80)
	s.Golden("slip_80x24")
}

// Where a person is, at four widths; under a lock; and in words.
func TestStatus(t *testing.T) {
	home := living(t)
	locked := living(t)
	must(t, locked, `{"start.order": "yes", "start.byme": ["pushed"]}`, "next", "--answers", "-")
	for _, z := range []struct{ cols, rows int }{{100, 30}, {80, 24}, {60, 30}, {40, 60}} {
		s := window(t, home, z.cols, z.rows, "status")
		ended(t, s, 0, z.cols)
		s.Golden(fmt.Sprintf("status_%d", z.cols))
		s = window(t, home, z.cols, z.rows, "status", "--plain")
		ended(t, s, 0, z.cols)
		s.Golden(fmt.Sprintf("status_plain_%d", z.cols))
		s = screen.Start(t, screen.Options{Cols: z.cols, Rows: z.rows, Env: append(environment(home), "NO_COLOR=")}, program, "status")
		ended(t, s, 0, z.cols)
		s.Golden(fmt.Sprintf("status_%d", z.cols)) // colour changes no letter and no place
		if !strings.Contains(s.Output(), "\x1b[1mThe road\x1b[0m") {
			t.Error("no colour where it is allowed")
		}
		s = screen.Start(t, screen.Options{Cols: z.cols, Rows: z.rows, Env: append(environment(home), "NO_COLOR=")}, program, "status", "--colour", "never")
		ended(t, s, 0, z.cols)
		if strings.Contains(s.Output(), "\x1b") {
			t.Error("colour although it is switched off")
		}
		s = window(t, locked, z.cols, z.rows+10, "status")
		ended(t, s, 0, z.cols)
		s.Golden(fmt.Sprintf("status_locks_%d", z.cols))
		for _, args := range [][]string{{"answers", "--history"}, {"space"}, {"next", "--list"}, {"--help"}, {"next", "--help"}, {"--plain", "status"}} {
			s = window(t, home, z.cols, z.rows, args...)
			ended(t, s, 0, z.cols)
		}
	}
}

// Help on a narrow screen, without a journal, and never cleared.
func TestHelpNow(t *testing.T) {
	for _, country := range []string{"US", "AU", ""} {
		s := window(t, t.TempDir(), 40, 70, "help-now", "--country", country)
		ended(t, s, 0, 40)
		if country != "" {
			s.Golden("help_now_" + country + "_40")
		}
		if strings.Contains(s.Output(), "\x1b") {
			t.Error("it drew something")
		}
	}
}
