package ask_test

import (
	"fmt"
	"os/exec"
	"strings"
	"testing"

	"github.com/recover-journal/recover/internal/screen"
)

const (
	arrowUp, arrowDown, arrowLeft = "\x1b[A", "\x1b[B", "\x1b[D"
	ctrlLeft, altB, shiftTab, f5  = "\x1b[1;5D", "\x1bb", "\x1b[Z", "\x1b[15~"
	linuxF1, half                 = "\x1b[[A", "\x1b["
	prompt                        = "> "
)

// Every key that survey alone gets wrong, typed at a line of input.
func TestKeys(t *testing.T) {
	for _, c := range []struct{ name, keys, want string }{
		{"ctrl-left", "one" + ctrlLeft + "X", "onXe"},
		{"alt-letter", "one" + altB + " two", "one two"},
		{"shift-tab and f5", "one" + shiftTab + f5 + linuxF1, "one"},
		{"ctrl-a ctrl-e", "ne\x01o\x05!", "one!"},
		{"ctrl-u", "gone\x15kept", "kept"},
		{"ctrl-u in the middle", "gone kept" + strings.Repeat(arrowLeft, 4) + "\x15", "kept"},
		{"ctrl-w", "one two\x17three", "one three"},
		{"half a key before a letter", "one" + half + "é", "oneé"},
		{"backspace takes a family", "x👨‍👩‍👧\x7fy", "xy"},
		{"backspace takes a heart", "x❤️\x7fy", "xy"},
		{"backspace takes an accent", "cafe\u0301\x7fé", "café"},
		{"hebrew", "אני מצטער\x7f", "אני מצטע"},
		{"arabic", "أنا آسف جدا", "أنا آسف جدا"},
		{"emoji", "🙂👍🏽❤️", "🙂👍🏽❤️"},
		{"chinese past the edge", strings.Repeat("我很抱歉", 15) + "\x7f", strings.Repeat("我很抱歉", 14) + "我很抱"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := start(t, screen.Options{Cols: 100, Rows: 30}, "line=Say it")
			s.WaitFor("Say it\n" + strings.TrimSpace(prompt))
			s.Type(c.keys + "\r")
			answered(t, s, c.want)
		})
	}
}

// A story through every kind of question, at three sizes.
func TestStory(t *testing.T) {
	for _, size := range []struct{ cols, rows int }{{80, 24}, {40, 12}, {100, 30}} {
		t.Run(fmt.Sprintf("%dx%d", size.cols, size.rows), func(t *testing.T) {
			t.Parallel()
			s := start(t, screen.Options{Cols: size.cols, Rows: size.rows},
				"one?=Where are you now, and what would help you most in the next hour of this day?",
				"many=What helps?", "yes=Go on?", "line!=What happened?")
			s.WaitFor("> Calm first")
			s.Type(arrowDown)
			s.WaitFor("> Understand")
			s.Golden(fmt.Sprintf("one_%dx%d", size.cols, size.rows))
			if size.cols > 40 { // there it stands before the question, for want of room
				s.Type("?")
				s.WaitFor("It is here")
				s.WaitFor("> Understand")
				s.Golden(fmt.Sprintf("help_%dx%d", size.cols, size.rows))
			}
			s.Type(arrowDown)
			s.WaitFor("> Write")
			s.Type("\r")
			s.WaitFor("> [ ] Calm first")
			s.Type(" " + arrowDown + arrowDown + " ")
			s.WaitFor("> [x] Write")
			s.Golden(fmt.Sprintf("many_%dx%d", size.cols, size.rows))
			s.Type("\r")
			s.WaitFor("> Not chosen yet")
			s.Type("y")
			s.WaitFor("> Yes")
			s.Type("\r")
			s.WaitFor("What happened?")
			s.Type("I shouted at Ana because I was afraid\r")
			answered(t, s, "letter | [calm,letter] | true | I shouted at Ana because I was afraid")
			s.Golden(fmt.Sprintf("story_%dx%d", size.cols, size.rows))
		})
	}
}

// A list longer than the screen, with labels wider than it: it never scrolls its own
// question away, and is gone when it is answered.
func TestLongList(t *testing.T) {
	t.Parallel()
	s := start(t, screen.Options{Cols: 40, Rows: 12}, "long!=Which?")
	s.WaitFor("> Option a")
	for _, letter := range "bcdefghijkl" {
		s.Type(arrowDown)
		s.WaitFor("> Option " + string(letter))
	}
	s.WaitFor("Which?\n")
	s.Golden("long_40x12")
	s.Type(arrowDown)
	s.WaitFor("> Leave this one for now")
	s.Type(arrowUp + "\r")
	answered(t, s, "l")
	s.Golden("long_answered_40x12")
}

func TestSkips(t *testing.T) {
	t.Parallel()
	s := start(t, screen.Options{}, "line!=One", "text!=Two", "one!=Three", "many!=Four", "yes!=Five", "line!*=Six")
	s.WaitFor("One")
	leave := "leave\r"
	s.Type("\r" + ".\r" + leave + "leave \r" + leave + "\r")
	answered(t, s, "skipped | skipped | skipped | skipped | skipped | what I said before")
}

func TestDefaults(t *testing.T) {
	t.Parallel()
	s := start(t, screen.Options{}, "line*=One", "one*=Two", "many*=Three", "yes*=Four", "text*=Five")
	s.WaitFor("Press Enter to keep: what I said before")
	s.Type("\r")
	s.WaitFor("> Write an apology")
	s.Type("\r")
	s.WaitFor("  [x] Meet")
	s.Type("\r")
	s.WaitFor("> No")
	s.Type("\r")
	s.WaitFor("Dear Ana,")
	s.Type("I am sorry.\r.\r")
	answered(t, s, `what I said before | letter | [calm,meet] | false | "Dear Ana,\n\nI am sorry."`)
}

func TestChecks(t *testing.T) {
	t.Parallel()
	s := start(t, screen.Options{Rows: 60, Cols: 80}, "line+=One", "one+=Two", "many+=Three", "yes+=Four", "text+=Five")
	again := "Please think once more."
	s.WaitFor("One")
	s.Type("no good\r")
	s.WaitFor("> no good\n" + again)
	s.Type("good\r")
	s.WaitFor("> Calm")
	s.Type("letter\r")
	s.WaitFor(again + "\nMove")
	s.Type("calm\r")
	s.WaitFor("Three")
	s.Type(" " + arrowDown + arrowDown + " \r")
	s.WaitFor("> Write an apology letter, one part at a time, with as many rests as it needs\n" + again)
	s.WaitFor("  [x] Write")
	s.Type(arrowDown + arrowDown + " \r") // unticks it
	s.WaitFor("Four")
	s.Type("\r")
	s.WaitFor("Please choose an answer first.")
	s.Type("n\r")
	s.WaitFor("> No\n" + again)
	s.Type("y\r")
	s.WaitFor("Five")
	s.Type("no good\r.\r")
	s.WaitFor(again + "\nYou can go on writing")
	s.Type("-\r")
	s.WaitFor("to keep it.\n>")
	s.Type("y\r")
	s.WaitFor("from nothing.\n>")
	s.Type("good\r.\r")
	answered(t, s, `good | calm | [calm] | true | "good"`)
}

// A fast typist loses nothing, over questions of every kind.
func TestTypeAhead(t *testing.T) {
	t.Parallel()
	s := start(t, screen.Options{}, "line=One", "line=Two", "one=Three", "text=Four", "many=Five", "yes=Six", "line=Seven")
	s.WaitFor("One")
	s.Type("a\rb\r" + arrowDown + "\rx\r\ry\r.\r" + " \r" + "n\r" + "R, rarely\r")
	answered(t, s, `a | b | understand | "x\n\ny" | [calm] | false | R, rarely`)
}

func TestPaste(t *testing.T) {
	t.Parallel()
	s := start(t, screen.Options{}, "line=One", "text=Two", "line=Three")
	s.WaitFor("One")
	s.Paste("hello\nworld\n\n\x1b[31mbye\n")
	s.Type("\r")
	s.WaitFor("Two")
	s.Paste("Dear Ana,\r\n\r\r  I\tam sorry.\n.\nNo more, 我很抱歉\n")
	s.Type(".\r")
	s.WaitFor("Three")
	s.Paste("one\n")
	s.Type("\r")
	answered(t, s, `hello world bye | "Dear Ana,\n\n\n  I am sorry.\n.\nNo more, 我很抱歉" | one`)
}

// A paste that came early waits for its question, and is whole then.
func TestPasteAhead(t *testing.T) {
	t.Parallel()
	s := start(t, screen.Options{}, "line=One", "text=Two")
	s.WaitFor("One")
	text := strings.Repeat("A line of what there is to say, and then some more of it.\n", 100)
	s.Type("x\r")
	s.Paste(text)
	s.Type(".\r")
	ended(t, s)
	if got := strings.Count(solid(s.Output()), solid(`some more of it.\n`)); got != 99 {
		t.Errorf("%d of 99 lines came back", got)
	}
}

// A terminal that never says where its cursor is must not hang the program.
func TestMute(t *testing.T) {
	t.Parallel()
	s := start(t, screen.Options{Mute: true}, "line=One", "one=Two", "line=Three")
	s.WaitFor("One")
	s.Type("Rarely, R\r\rb\r")
	answered(t, s, "Rarely, R | calm | b")
}

// A line that wraps leaves the answers above it on the screen.
func TestAnswersStay(t *testing.T) {
	t.Parallel()
	s := start(t, screen.Options{Cols: 40, Rows: 16}, "line=One", "line=Two")
	s.WaitFor("One")
	s.Type("first\r")
	s.WaitFor("Two")
	s.Type(strings.Repeat("wide ", 20) + "\r")
	ended(t, s)
	if !strings.HasPrefix(s.Text(), "One\n> first\n\nTwo\n> wide") {
		t.Errorf("the first answer is gone:\n%s", s.Text())
	}
}

// The last rows of the screen are no trap for a list.
func TestListAtTheBottom(t *testing.T) {
	t.Parallel()
	s := start(t, screen.Options{Cols: 40, Rows: 12}, "line=One", "line=Two", "line=Three", "one=Four")
	s.WaitFor("One")
	s.Type("a\rb\rc\r")
	s.WaitFor("> Calm")
	s.Type(arrowDown)
	s.WaitFor("> Understand")
	s.Type(arrowUp)
	s.WaitFor("> Calm")
	s.Type("\r")
	answered(t, s, "a | b | c | calm")
	s.Golden("bottom_40x12")
}

func TestEditor(t *testing.T) {
	t.Parallel()
	s := start(t, screen.Options{}, "-editor", "text=One", "text*=Two", "text?=Three", "line=Four")
	s.WaitFor("Press Enter to open your editor.")
	s.Type("\r")
	s.WaitFor("Two")
	s.Type("\r")
	s.WaitFor("Three")
	s.Type("?\r")
	s.WaitFor("It is here to help you")
	s.Type("by hand\r.\rx\r")
	answered(t, s, `"(edited)" | "Dear Ana,\n(edited)" | "by hand" | x`)
}

// A long paste that will not do stays whole: a minus sign alone does not drop it, and the
// editor opens with all of it.
func TestLongPasteStays(t *testing.T) {
	t.Parallel()
	s := start(t, screen.Options{}, "-editor", "text+=One", "line=Two")
	s.WaitFor("Press Enter to open your editor.")
	s.Paste("no good\n" + strings.Repeat("x", 1200) + "\n")
	s.Type(".\r")
	s.WaitFor("All that you wrote is still here: 1208 characters.")
	s.Type("-\r")
	s.WaitFor("press Enter alone to keep it.")
	s.Type("\r")
	s.WaitFor("All of it is still here.")
	s.Type("\r")
	s.WaitFor("Two")
	s.Type("b\r")
	ended(t, s)
	if !strings.Contains(solid(s.Output()), solid(`"no good\n`+strings.Repeat("x", 1200)+`(edited)"`)) {
		t.Error("the text did not stay whole")
	}
}

// No colour where none is wanted, and a sign beside it where it is.
func TestColour(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		env  string
		want bool
	}{{"NO_COLOR=1", false}, {"NO_COLOR=", true}} {
		s := start(t, screen.Options{Env: []string{c.env}}, "one=One")
		s.WaitFor("> Calm")
		s.Type("\r")
		answered(t, s, "calm")
		if got := strings.Contains(s.Output(), "\x1b[1;36m"); got != c.want {
			t.Errorf("%s: colour %t, want %t", c.env, got, c.want)
		}
	}
}

func TestWait(t *testing.T) {
	t.Parallel()
	s := start(t, screen.Options{}, "wait*=Left:", "wait!=Left:", "wait=Left:")
	s.WaitFor("Left: 1s")
	s.WaitFor("You can press Enter to end it sooner.")
	s.WaitFor("Left: 1m0s")
	s.Type("x\r")
	s.WaitFor("\n\nLeft: 1m0s")
	s.Type("\r\x03")
	if got := s.End(); got != 130 {
		t.Errorf("exit %d:\n%s", got, s.Text())
	}
	s.WaitFor("kept: waited | early")
	if !s.Cooked() {
		t.Error("the terminal was left without echo")
	}
}

// The laptop sleeps while it waits: the wait is over when it wakes.
func TestWaitSleeps(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"-sleeps"}, {"-sleeps", "-plain"}} {
		s := start(t, screen.Options{}, append(args, "wait=Left:")...)
		s.WaitFor("Left: 1m0s")
		answered(t, s, "waited")
	}
}

// Ctrl-Z, a command in the shell, fg: what was typed, ticked and chosen is still there.
func TestSuspend(t *testing.T) {
	t.Parallel()
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("no bash")
	}
	s := screen.Start(t, screen.Options{Rows: 60, Cols: 80, Env: []string{"PS1=$ ", "SAY=" + app.say}}, bash, "--norc", "-i")
	word := "mean"
	away := func(before, after string) {
		s.WaitFor(before)
		s.Type("\x1a")
		s.WaitFor("Stopped")
		word += "while"
		s.Type("clear; echo; echo ''" + word + "\r")
		s.WaitFor("\n" + word + "\n$")
		s.Type("fg\r")
		s.WaitFor(after)
	}
	s.WaitFor("$")
	s.Type(app.file + " line=Say 'many=Which?' secret=Word press=Breathe wait!=Rest\r")
	s.WaitFor("Say\n>")
	s.Type("half a ")
	away("half a", "\nSay\n> half a")
	s.Type("line\r")
	s.WaitFor("> [ ] Calm")
	s.Type(" " + arrowDown)
	away("> [ ] Understand", "  [x] Calm first\n> [ ] Understand")
	s.WaitFor("Which?\n")
	s.Type(" \r")
	away("Answer:", "Word\nWhat you type is not shown. Press Enter at the end.\nAnswer:")
	s.Type("ab\r")
	away("H: help", "\nBreathe\nEnter: go on   m: more   s: stop   H: help now, whatever it is")
	s.Type("S")
	away("Rest 5", "Rest 5")
	s.Type("\r")
	s.WaitFor("= half a line | [calm,understand] | 2 bytes, sum 195 | stop | early")
	s.Type("exit\r")
	s.End()
}

// Slow work is done with the terminal given back, so that Ctrl-C ends it.
func TestPause(t *testing.T) {
	t.Parallel()
	s := start(t, screen.Options{}, "line=One", "slow=Working")
	s.WaitFor("One")
	s.Type("a\r")
	s.WaitFor("Working")
	if !s.Cooked() {
		t.Error("Pause kept the terminal")
	}
	s.Type("\x03")
	s.End()
}

// Letters that fit nothing leave a sentence in the list, and Enter chooses nothing then.
func TestNothingFits(t *testing.T) {
	t.Parallel()
	for _, cols := range []int{80, 40} {
		s := start(t, screen.Options{Cols: cols, Rows: 14}, "one=One")
		s.WaitFor("> ")
		s.Type("qqq")
		s.WaitFor("Nothing fits these letters.")
		s.Type("\r\x7f\x7f\x7f")
		s.WaitFor("> Calm")
		if strings.Contains(s.Text(), "Nothing fits") {
			t.Error("the sentence stays")
		}
		s.Type("\x03")
		s.End()
	}
}

// A sentence that is typed at a list of ticks ticks nothing: Space is a tick only where
// the letters fit one option alone, and no arrow ticks all.
func TestSentenceTicksNothing(t *testing.T) {
	t.Parallel()
	s := start(t, screen.Options{Rows: 30}, "many=Which?")
	s.WaitFor("> [ ] Calm first")
	s.Type("I wrote and I never calmed down\r")
	s.Type("Calm ")
	s.WaitFor("> [x] Calm first")
	s.Type("\x1b[C\r")
	answered(t, s, "[calm]")
}

// A stray Enter answers nothing at a deliberate list, however often; arrows, letters and
// skipping work as in any other, and a default is taken as ever.
func TestDeliberate(t *testing.T) {
	for _, c := range []struct {
		name, arg, at string
		keys          []string // each is typed when what stands beside it is seen
		want          string
	}{
		{"arrow", "one^=One", "> Not chosen yet", []string{"\r", "Please choose an answer first.", "\r", "> Not chosen yet", arrowDown, "> Calm", "\r", ""}, "calm"},
		{"letters", "one^=One", "> Not chosen yet", []string{"meet", "> Meet", "\r", ""}, "meet"},
		{"letters taken back", "one^=One", "> Not chosen yet", []string{"calm", "calm\n> Calm", "\x7f\x7f\x7f\x7f", "> Not chosen yet", "\r", "Please choose an answer first.", "meet", "> Meet", "\r", ""}, "meet"},
		{"skip", "one!^=One", "> Not chosen yet", []string{"leave", "> Leave", "\r", ""}, "skipped"},
		{"default", "one*^=One", "> Write an apology", []string{"\r", ""}, "letter"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := start(t, screen.Options{}, c.arg)
			s.WaitFor(c.at)
			for i := 0; i < len(c.keys); i += 2 {
				s.Type(c.keys[i])
				if seen := c.keys[i+1]; seen != "" {
					s.WaitFor(seen)
				}
			}
			answered(t, s, c.want)
		})
	}
}
