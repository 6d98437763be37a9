//go:build unix

package main_test

import (
	"fmt"
	"strings"
	"syscall"
	"testing"

	"github.com/recover-journal/recover/internal/screen"
)

// halfway is a HOME in which recover next comes to a question of one line.
func halfway(t *testing.T) (home string) {
	t.Helper()
	home = begun(t, "start.json", "plan.json")
	must(t, home, `{"space.day0": "2026-01-01", "start.when": null, "space.daily.load": 2, "space.daily.urge": 0,
		"space.daily.contact": "none", "why.what": "I hid it.", "why.story": null}`, "next", "--answers", "-")
	if !strings.Contains(must(t, home, "", "next", "--json"), `"step":"why.permission"`) {
		t.Fatal("recover next does not come to why.permission")
	}
	return home
}

// Half a line is kept however the person goes, is there to go on with, and nothing of it can
// be read on the disk. When it was answered it is gone.
func TestHalfLine(t *testing.T) {
	const half, rest = "Zorvenna trusted me, so", " I said it did not count"
	for _, c := range []struct {
		name   string
		plain  bool
		end    func(*screen.Screen)
		status int
	}{
		{"ctrl-c", false, func(s *screen.Screen) { s.Type(ctrlC) }, 130},
		{"ctrl-d", false, func(s *screen.Screen) { s.Type("\x04") }, 130},
		{"hang-up", false, func(s *screen.Screen) { s.Signal(syscall.SIGHUP) }, 129},
		{"terminate", false, func(s *screen.Screen) { s.Signal(syscall.SIGTERM) }, 143},
		{"ctrl-c plain", true, func(s *screen.Screen) { s.Type(ctrlC) }, 130},
		{"hang-up plain", true, func(s *screen.Screen) { s.Signal(syscall.SIGHUP) }, 129},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			home, next := halfway(t), []string{"next"}
			if c.plain {
				next = append(next, "--plain")
			}
			s := window(t, home, 80, 40, next...)
			s.WaitFor("so that it felt allowed?")
			s.WaitFor(map[bool]string{true: "Answer:", false: "\n>"}[c.plain])
			s.Type(half)
			s.WaitFor(half)
			c.end(s)
			ended(t, s, c.status, 80)
			s.WaitFor("What you began is kept, sealed. Come back with: recover next")
			if err := noMark(home, "Zorvenna"); err != nil {
				t.Error(err)
			}

			s = window(t, home, 80, 40, next...)
			want := half + rest
			if s.WaitFor("You had begun"); c.plain {
				want = half
				s.WaitFor("You had begun: " + half)
				s.Type("\r")
			} else {
				s.WaitFor("> " + half)
				s.Type(rest + "\r")
			}
			s.WaitFor("Before all this") // the question after it
			s.Type(ctrlC)
			s.End()
			if got := answers(t, home)["why.permission"]; len(got) != 1 || got[0] != want {
				t.Errorf("kept: %q", got)
			}
			if strings.Contains(must(t, home, "", "export"), `"drafts","name":"answer:why.permission"`) {
				t.Error("the draft is still there")
			}
			if err := noMark(home, "Zorvenna"); err != nil {
				t.Error(err)
			}
		})
	}
}

// An entry that is left before its line comes back whole: what was answered, of when it is,
// and the half line. Another kind is not touched by it.
func TestHalfEntry(t *testing.T) {
	t.Parallel()
	const half = "Zorvenna asked where"
	for _, sig := range []syscall.Signal{0, syscall.SIGHUP} {
		home := begun(t)
		s := window(t, home, 80, 40, "log", "add", "trigger")
		s.WaitFor("(0 to 10)")
		s.Type("7\r")
		s.WaitFor("In one line")
		s.Type(half)
		s.WaitFor("> " + half)
		if sig == 0 {
			s.Type(ctrlC)
		} else {
			s.Signal(sig)
		}
		s.WaitFor("What you began is kept, sealed. Come back with: recover log add trigger")
		s.End()
		if err := noMark(home, "Zorvenna"); err != nil {
			t.Error(err)
		}

		s = at(t, home, "2026-01-02T18:00:00Z", "log", "add", "urge")
		s.WaitFor("(0 to 10)")
		s.Type("3\r" + ctrlC)
		s.WaitFor("What you answered is kept. Come back with: recover log add urge")
		s.End()

		s = at(t, home, "2026-01-02T18:00:00Z", "log", "add")
		sit(t, s, `
			* Trigger: you began one
			> ENTER
			Trigger: you began an entry on 1 January 2026 and did not finish it.
		`)
		s.WaitFor("? 7\n  " + half)
		s.WaitFor("> Go on with it")
		s.Type("\r")
		s.WaitFor("> " + half)
		s.Type(" I was\r")
		ended(t, s, 0, 80)
		if e := logged(t, home); len(e) != 1 || e[0].What != half+" I was" || fmt.Sprint(e[0].Fields["intensity"]) != "7" || !strings.HasPrefix(e[0].When, "2026-01-01T18:00") {
			t.Errorf("kept: %+v", e)
		}
		if out := must(t, home, "", "export"); strings.Contains(out, "log.trigger") || !strings.Contains(out, "log.urge.begun") {
			t.Error("what is left of drafts is not what was begun")
		}

		s = at(t, home, "2026-01-02T18:00:00Z", "--plain", "log", "add", "urge")
		s.WaitFor("1. Go on with it")
		s.Type("2\r")
		s.WaitFor("(0 to 10)")
		s.Type(ctrlC)
		s.End()
		if strings.Contains(must(t, home, "", "export"), "log.urge") {
			t.Error("what was thrown away is still there")
		}
	}
}

// Half a line at an entry that is there already comes back to that entry, and to no other.
func TestHalfEdit(t *testing.T) {
	t.Parallel()
	home := begun(t)
	for _, line := range []string{"The first", "The second"} {
		must(t, home, line, "log", "add", "trigger", "-")
	}
	all := logged(t, home)
	s := window(t, home, 80, 40, "log", "edit", all[0].ID, "--all")
	s.WaitFor("(0 to 10)")
	s.Type("7\r")
	s.WaitFor("What set it off")
	s.Type("a song, perhaps")
	s.WaitFor("> a song, perhaps")
	s.Type(ctrlC)
	s.WaitFor("recover log edit " + all[0].ID + " --all")
	s.End()

	s = window(t, home, 80, 40, "log", "edit", all[1].ID, "--all")
	s.WaitFor("(0 to 10)")
	s.Type("5\r")
	s.WaitFor("What set it off")
	s.WaitFor("\n>")
	if s.Type(ctrlC); strings.Contains(s.Text(), "song") {
		t.Error("it stands at another entry")
	}
	s.End()

	s = window(t, home, 80, 40, "log", "edit", all[0].ID, "--all")
	s.WaitFor("> a song, perhaps")
	s.Type("!\r" + ctrlC)
	s.End()
	for _, e := range logged(t, home) {
		if e.ID == all[0].ID && e.Fields["set-off"] != "a song, perhaps!" {
			t.Errorf("kept: %+v", e)
		}
	}
}

// Half a passphrase is kept nowhere.
func TestHalfSecret(t *testing.T) {
	home, _ := sealed(t)
	for _, plain := range []string{"--plain=false", "--plain"} {
		s := window(t, home, 80, 40, plain, "next")
		s.WaitFor("Answer:")
		s.Type("Zorvenna bat" + ctrlC)
		ended(t, s, 130, 80)
	}
	if out := must(t, home, "", "export"); strings.Contains(out, "Zorvenna") {
		t.Error("half a passphrase is a draft")
	}
	if err := noMark(home, "Zorvenna"); err != nil {
		t.Error(err)
	}
}

// A slip that was left half told before another is offered once, by its day and its name,
// and can be finished there; leaving it as it is is fine.
func TestHalfOlder(t *testing.T) {
	t.Parallel()
	for _, finish := range []bool{true, false} {
		home := begun(t, "start.json", "plan.json")
		must(t, home, `{"space.day0": "2026-01-01"}`, "next", "--answers", "-")
		must(t, home, `{"slip.what": "messaged-or-called"}`, "space", "slip", "--answers", "-")
		must(t, home, `{"slip.what": "looked", "slip.when": "2026-01-01", "slip.before": null, "slip.stop": "no",
			"slip.reply": null, "slip.sure": 9, "slip.plan": null}`, "log", "add", "slip", "--answers", "-")
		s := at(t, home, "2026-01-03T18:00:00Z", "--plain", "next")
		s.WaitFor("On 1 January 2026: Messaged or called. You told half of it")
		if finish {
			s.Type("1\r")
			s.WaitFor("Which day?")
			s.Type("2026-01-01\r")
			s.WaitFor("right before?")
			s.Type("0\r")
			s.WaitFor("asked you to stop")
			s.Type("2\r")
			s.WaitFor("They asked for no contact.")
		} else {
			s.Type("2\r")
			s.WaitFor("Day 2, 2 quiet days")
		}
		s.Type(ctrlC)
		s.End()
		s = at(t, home, "2026-01-03T18:00:00Z", "--plain", "next")
		s.WaitFor("Answer:")
		if s.Type(ctrlC); strings.Contains(s.Text(), "half of it") {
			t.Error("it is offered again")
		}
		s.End()
		for _, e := range logged(t, home, "--kind", "slip") {
			if got := e.Fields["slip.stop"]; e.Fields["slip.what"] != "looked" && (finish && got != "yes-after" || !finish && got != nil) {
				t.Errorf("finish %t: %v", finish, e)
			}
		}
	}
}

// The day of a slip, as people write it: what cannot be read is said to be so, and what was
// read and is still to come is told that it is.
func TestWhichDay(t *testing.T) {
	t.Parallel()
	const unread, later = "That was not understood as a day. A date, such as", "Only today or a day before it fits here."
	s := window(t, begun(t, "start.json", "plan.json"), 80, 60, "space", "slip")
	s.WaitFor("> Not chosen yet")
	s.Type("Looked")
	s.WaitFor("> Looked")
	s.Type("\r")
	s.WaitFor("Which day?")
	for _, c := range []struct{ typed, said string }{
		{"last tusday", unread}, {"last month", unread}, {"3 days ago 😀", unread}, {"2026-02-30", unread}, {"soon", unread},
		{"2 jan 2026", later}, {"2026-01-02", later}, {"today 23:00", later},
	} {
		s.Type(c.typed + "\r")
		s.WaitFor("> " + c.typed + "\n" + c.said)
	}
	s.Type("last tuesday\r")
	s.WaitFor("30 December 2025")
	s.Type(ctrlC)
	s.End()
}
