package main_test

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// helpPage is a command as `--help --json` tells of it.
type helpPage struct {
	Command  string
	Usage    string
	Commands []helpPage
}

// everyCommand is the whole tree of commands as the program itself tells of it, each
// with something for every word that it cannot do without.
func everyCommand(t *testing.T) (lines [][]string) {
	t.Helper()
	var root helpPage
	if err := json.Unmarshal([]byte(must(t, t.TempDir(), "", "--help", "--json")), &root); err != nil {
		t.Fatal(err)
	}
	var walk func(helpPage)
	walk = func(p helpPage) {
		line := strings.Fields(p.Command)[1:]
		_, takes, _ := strings.Cut(p.Usage, p.Command)
		for _, word := range strings.Fields(takes) {
			if strings.HasPrefix(word, "[") {
				continue
			}
			if given := map[string]string{"ID": "0000", "FILE": "a-file", "FILE|-": "-", "DIR": "a-folder"}[word]; given != "" {
				line = append(line, given)
			}
		}
		lines = append(lines, line)
		for _, sub := range p.Commands {
			walk(sub)
		}
	}
	walk(root)
	if len(lines) < 50 {
		t.Fatalf("only %d commands", len(lines))
	}
	return append(lines, []string{"help", "dates"}, []string{"help", "environment"}, []string{"help", "files"}, []string{"help", "privacy"}, []string{"help", "evidence"})
}

// inPipe runs a command without a terminal, in a folder of its own, where colour is
// allowed and asked for.
func inPipe(t *testing.T, home string, args ...string) (out, stderr string, status int) {
	t.Helper()
	cmd := exec.Command(program, args...)
	cmd.Dir = t.TempDir()
	cmd.Env = append(environment(home), "NO_COLOR=", "CLICOLOR_FORCE=1", "FORCE_COLOR=1", "COLORTERM=truecolor", "PAGER=cat")
	var o, e strings.Builder
	cmd.Stdout, cmd.Stderr = &o, &e
	err := cmd.Run()
	var ended *exec.ExitError
	if err != nil && !errors.As(err, &ended) {
		t.Fatal(err)
	}
	return o.String(), e.String(), cmd.ProcessState.ExitCode()
}

// fullJournal is a journal in which there is something of most kinds.
func fullJournal(t *testing.T) string {
	home := inQuiet(t)
	must(t, home, "A voice like theirs.\nOn the stairs.\n", "log", "add", "trigger", "--intensity", "7", "--when", "2025-12-30 22:30", "-")
	must(t, home, "The pull.\n", "log", "add", "urge", "--intensity", "6", "--when", "2025-12-31", "-")
	const at = "2026-01-31T09:00:00Z"
	mustAt(t, home, at, common(t, "choice.json"))
	mustAt(t, home, at, common(t, "letter.json"))
	return home
}

// No escape byte reaches a pipe, whatever the command and however much colour is asked
// for; no line is wider than 80 columns; with --json standard output is JSON or empty.
func TestEveryCommandInPipes(t *testing.T) {
	journals := map[string]string{"none": t.TempDir(), "written": fullJournal(t), "locked": living(t)}
	must(t, journals["locked"], `{"start.order": "yes", "start.byme": ["pushed"]}`, "next", "--answers", "-")
	for _, line := range everyCommand(t) {
		for name, home := range journals {
			for _, more := range [][]string{nil, {"--plain"}, {"--json"}, {"--help"}, {"--help", "--json"}} {
				args := append(slices.Clone(line), more...)
				if slices.Contains(more, "--help") && name != "none" || line == nil && len(more) == 0 {
					continue
				}
				own := home
				if len(line) > 0 && slices.Contains([]string{"init", "undo", "purge", "restore", "passphrase", "demo"}, line[0]) || slices.Contains(line, "undo") {
					own = copied(t, home) // it may change what the others look at
				}
				out, stderr, status := inPipe(t, own, args...)
				if err := everywhere(out, stderr, slices.Contains(more, "--json"), status); err != nil && !(slices.Contains(line, "evidence")) {
					t.Errorf("%s: %s: %v", name, strings.Join(args, " "), err)
				}
				if slices.Contains(more, "--json") && out != "" && !isJSON(out) {
					t.Errorf("%s: %s: no JSON: %.80q", name, strings.Join(args, " "), out)
				}
				if slices.Contains(more, "--plain") {
					if g := glyphs(out + stderr); g != "" && line[0] != "man" && line[0] != "completion" {
						t.Errorf("%s: %s draws %q", name, strings.Join(args, " "), g)
					}
				}
			}
		}
	}
}

// isJSON says that a text is one JSON document, or one on each line.
func isJSON(s string) bool {
	d := json.NewDecoder(strings.NewReader(s))
	for {
		var v any
		if err := d.Decode(&v); err != nil {
			return errors.Is(err, io.EOF)
		}
	}
}

// glyphs are the signs in a text that draw: boxes, bars, arrows, and the dot between
// words, which no screen reader says.
func glyphs(s string) (found string) {
	for _, r := range s {
		if (unicode.In(r, unicode.So, unicode.Sm) || r == '·' || r >= 0x2190 && r <= 0x27bf) && !strings.ContainsRune("+<=>|~©®", r) && !strings.ContainsRune(found, r) {
			found += string(r)
		}
	}
	return found
}

func copied(t *testing.T, home string) string {
	t.Helper()
	to := t.TempDir()
	if err := os.CopyFS(to, os.DirFS(home)); err != nil {
		t.Fatal(err)
	}
	return to
}

// Whatever is drawn is told in lines too: every word and figure of the rich screen
// stands in the plain one.
func TestPlainSaysAll(t *testing.T) {
	home, letter := fullJournal(t), filepath.Join(t.TempDir(), "letter.txt")
	if err := os.WriteFile(letter, []byte("I am sorry if you were hurt.\nPlease come back. You made me do it.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	lines := everyCommand(t)
	lines = append(lines, []string{"letter", "check", letter}, []string{"log", "show", entryID(t, home)}, []string{"help-now", "--country", "IE"}, []string{"log", "--masked"}, []string{"config", "pager"}, []string{"next", "--list"}, []string{"answers", "--history"})
	compared := 0
	for _, line := range lines {
		if len(line) > 0 && slices.Contains([]string{"init", "undo", "purge", "export", "import", "backup", "restore", "passphrase", "demo", "remind", "man", "completion"}, line[0]) || slices.Contains(line, "undo") || slices.Contains(line, "rm") {
			continue // a work, and no screen; or a file
		}
		at := append([]string{}, line...)
		rich, _, status := inPipe(t, home, at...)
		plain, _, same := inPipe(t, home, append(at, "--plain")...)
		if status != same {
			t.Errorf("%s: status %d, and %d in plain", strings.Join(line, " "), status, same)
		}
		if strings.Contains(strings.Join(line, " "), "letter read") {
			continue
		}
		has := map[string]bool{}
		for _, w := range tokens(plain) {
			has[w] = true
		}
		for _, w := range tokens(rich) {
			compared++
			if drawn := slices.Contains(line, "chart") || slices.Contains(line, "calendar"); drawn && !isFigure(w) {
				continue // what is said of a drawing, which is not there
			}
			if !has[w] {
				t.Errorf("%s: %q is not told in plain", strings.Join(line, " "), w)
			}
		}
	}
	if compared < 3000 {
		t.Errorf("only %d words were compared", compared)
	}
}

func entryID(t *testing.T, home string) string {
	var list struct{ Entries []struct{ ID string } }
	if err := json.Unmarshal([]byte(must(t, home, "", "log", "--json")), &list); err != nil || len(list.Entries) == 0 {
		t.Fatal(err)
	}
	return list.Entries[0].ID
}

// isFigure says that a word is a number and no mark on the edge of a drawing.
func isFigure(w string) bool { return len(w) > 2 && strings.Trim(w, "0123456789") == "" }

// tokens are the words and figures of a text.
func tokens(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// Who leaves is told the way back to what they left, and not to something else.
func TestWayBack(t *testing.T) {
	home := fullJournal(t)
	for _, c := range []struct{ args, see, back string }{
		{"urge", "How strong", "recover urge"},
		{"coach", "Enter", "recover coach"},
		{"log add", "Letters search", "recover log add"},
		{"log edit " + entryID(t, home), "Move with", "recover log edit " + entryID(t, home)},
		{"closure", "Move with", "recover closure"},
		{"space slip", "Move with", "recover space slip"},
		{"config partner -", "What do you call them", "recover config"},
	} {
		s := window(t, home, 80, 40, strings.Fields(c.args)...)
		s.WaitFor(c.see)
		s.Type(ctrlC)
		s.WaitFor("Come back with: ")
		ended(t, s, 130, 80)
		if got := s.Text(); !strings.HasSuffix(got, "Come back with: "+c.back) {
			t.Errorf("%s: %s", c.args, got)
		}
	}
	s := window(t, t.TempDir(), 80, 24, "init")
	s.WaitFor("Passphrase for this journal")
	s.Type(ctrlC)
	s.WaitFor("Come back with: recover init")
	ended(t, s, 130, 80)
}

// address is a line with a page's address and nothing else.
var address = regexp.MustCompile(`^ *[a-z0-9.-]+\.[a-z]+/\S+$`)

// On a narrow terminal no command writes a line that is wider than it, errors and hints
// too; and in plain it sends nothing but text.
func TestEveryCommandIsNarrow(t *testing.T) {
	home := fullJournal(t)
	for _, line := range everyCommand(t) {
		name := strings.Join(line, " ")
		if slices.Contains([]string{"init", "undo", "purge", "demo", "man", "completion", "remind", "import"}, strings.SplitN(name+" ", " ", 2)[0]) || strings.Contains(name, "undo") ||
			strings.HasSuffix(name, "export") {
			continue // documents
		}
		s := window(t, home, 40, 12, append(slices.Clone(line), "--no-input", "--colour=auto")...)
		s.End()
		for _, l := range wide(s, 40) {
			if name == "help evidence" && address.MatchString(l) {
				continue // not broken, so that it can be copied
			}
			t.Errorf("%s: wider than 40 columns: %q", name, l)
		}
		s = window(t, home, 40, 12, append(slices.Clone(line), "--no-input", "--plain")...)
		s.End()
		if out := s.Output(); strings.Contains(out, "\x1b") || !utf8.ValidString(out) {
			t.Errorf("%s: plain sends %q", name, out)
		}
	}
}
