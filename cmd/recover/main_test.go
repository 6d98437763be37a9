package main_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/testscript"

	"github.com/recover-journal/recover/internal/screen"
)

var update = flag.Bool("update", false, "write the golden screens anew")

// program is recover as it is compiled, with the clock that a test sets. Its folder is
// first in the PATH of scripts, beside what the lazy builds add.
var program, builds string

func TestMain(m *testing.M) { os.Exit(main(m)) }

func main(m *testing.M) int {
	flag.Parse()
	var err error
	if builds, err = os.MkdirTemp("", "recover-test-"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(builds)
	if program, err = build("recover", "-tags", "fakeclock"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return m.Run()
}

// TestSources looks at every file that the program is built from. The test cache knows
// only what a test itself looks at (not TestMain), and not what the compiler that it
// starts reads: without this, "(cached)" would stand behind a program that has changed.
func TestSources(t *testing.T) {
	for _, dir := range []string{"../../cmd", "../../internal", "../../prompts", "../../go.mod"} {
		err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				_, err = os.Stat(name)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
}

// released is the program as a person has it, without a clock to set.
var released = sync.OnceValues(func() (string, error) { return build(filepath.Join("released", "recover")) })

func build(name string, flags ...string) (string, error) {
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	file := filepath.Join(builds, name)
	args := append([]string{"build", "-trimpath", "-o", file}, flags...)
	cmd := exec.Command("go", append(args, ".")...)
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, out)
	}
	return file, nil
}

// slow says how often a long loop runs: more with RECOVER_LONG=1.
func times(short, long int) int {
	if os.Getenv("RECOVER_LONG") != "" {
		return long
	}
	return short
}

// scrypt is held by whatever makes or opens a journal with a passphrase. That takes
// half a second and 260 MiB, so no two do it at once.
var scrypt sync.Mutex

// The stories of testdata/script, each in a HOME of its own, without a terminal.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                filepath.Join("testdata", "script"),
		RequireUniqueNames: true,
		Condition: func(cond string) (bool, error) {
			if cond == "keyring" {
				return keyringWorks(), nil
			}
			return false, fmt.Errorf("no such condition: %s", cond)
		},
		Setup: setup,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"recover": cmdRecover,
			"exits":   cmdExits,
			"refused": cmdRefused,
			"at":      cmdAt,
			"json":    cmdJSON,
			"modes":   cmdModes,
			"nomark":  cmdNoMark,
			"alone":   cmdAlone,
			"talk":    cmdTalk,
			"say":     cmdSay,
			"fill":    cmdFill,
		},
	})
}

type testKey struct{}

// setup gives a script its HOME, the program, and the common answers of
// testdata/answers.
func setup(e *testscript.Env) error {
	e.Values[testKey{}] = e.T()
	if t, ok := e.T().(testing.TB); ok {
		e.Defer(func() {
			if err := nothingReadable(e.WorkDir); err != nil {
				t.Error(err)
			}
		})
	}
	home := filepath.Join(e.WorkDir, "home")
	if err := os.Mkdir(home, 0o700); err != nil {
		return err
	}
	common, err := filepath.Glob(filepath.Join("testdata", "answers", "*.json"))
	if err != nil {
		return err
	}
	for _, name := range common {
		b, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(e.WorkDir, filepath.Base(name)), b, 0o644); err != nil {
			return err
		}
	}
	for k, v := range map[string]string{
		"HOME": home, "TZ": "UTC", "LANG": "C.UTF-8", "NO_COLOR": "1", "TERM": "xterm-256color",
		"RECOVER_NOW": "2026-01-01T18:00:00Z",
		"PATH":        builds + string(os.PathListSeparator) + os.Getenv("PATH"),
	} {
		e.Setenv(k, v)
	}
	return nil
}

// run runs a command as the script would, and holds it to what is promised for every
// command (INTERFACE.md 3). It gives the exit status.
func run(ts *testscript.TestScript, args []string) int {
	if len(args) == 0 {
		ts.Fatalf("usage: recover arguments…, or exits STATUS command arguments…")
	}
	err := ts.Exec(args[0], args[1:]...)
	status := 0
	if err != nil {
		var ended *exec.ExitError
		if !errors.As(err, &ended) {
			ts.Fatalf("%v", err)
		}
		status = ended.ExitCode()
	}
	out, stderr := ts.ReadFile("stdout"), ts.ReadFile("stderr")
	if err := everywhere(out, stderr, slices.Contains(args, "--json"), status); err != nil {
		ts.Fatalf("%s: %v", strings.Join(args, " "), err)
	}
	return status
}

// everywhere is what holds for all that the program prints where there is no terminal.
func everywhere(out, stderr string, asJSON bool, status int) error {
	for _, s := range []string{out, stderr} {
		if strings.ContainsRune(s, '\x1b') {
			return fmt.Errorf("an escape byte in %q", s)
		}
	}
	found := status == 3 // done, and something was found: no error
	if status > 0 && !found && out != "" {
		return fmt.Errorf("status %d with standard output %q", status, out)
	}
	if status > 0 && !found && asJSON {
		var e struct {
			Error *struct {
				Code, Message, Hint *string
				Invalid             *[]struct{ ID, Why *string }
			}
		}
		d := json.NewDecoder(strings.NewReader(stderr))
		d.DisallowUnknownFields()
		if err := d.Decode(&e); err != nil || e.Error == nil || e.Error.Code == nil || e.Error.Message == nil || e.Error.Hint == nil || e.Error.Invalid == nil || d.More() {
			return fmt.Errorf("no error of INTERFACE.md 3 (%v): %s", err, stderr)
		}
		if want := statuses[*e.Error.Code]; want != status {
			return fmt.Errorf("status %d with the code %q", status, *e.Error.Code)
		}
	}
	for _, line := range strings.Split(out+stderr, "\n") {
		if n := utf8.RuneCountInString(line); n > 80 && !strings.HasPrefix(line, "{") && !strings.HasPrefix(line, "[") && !strings.HasPrefix(line, "recover: ") && !strings.Contains(line, "/") {
			return fmt.Errorf("a line of %d columns: %q", n, line)
		}
	}
	return nil
}

var statuses = map[string]int{
	"usage": 2, "invalid": 2, "nobody": 4, "key": 5, "busy": 6,
	"missing": 1, "exists": 1, "empty": 1, "damaged": 1, "newer": 1, "disk": 1, "file": 1,
}

// cmdRecover runs the program and wants status 0.
func cmdRecover(ts *testscript.TestScript, neg bool, args []string) {
	if neg {
		ts.Fatalf("say which status: exits STATUS recover …")
	}
	if status := run(ts, append([]string{"recover"}, args...)); status != 0 {
		ts.Fatalf("status %d", status)
	}
}

// cmdExits runs a command and wants the status given first.
func cmdExits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS command arguments…")
	}
	if got := run(ts, args[1:]); strconv.Itoa(got) != args[0] {
		ts.Fatalf("status %d, not %s", got, args[0])
	}
}

// cmdRefused gives a file of answers that must be refused: status 2, exactly these
// ids named, and the journal as it was before. The refusal stays to be looked at with
// stderr.
func cmdRefused(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: refused FILE ids…")
	}
	before := kept(ts)
	if status := run(ts, []string{"recover", "next", "--answers", args[0], "--json"}); status != 2 {
		ts.Fatalf("status %d, not 2", status)
	}
	var e struct {
		Error struct{ Invalid []struct{ ID, Why string } }
	}
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("stderr")), &e))
	got := []string{}
	for _, i := range e.Error.Invalid {
		if i.Why == "" {
			ts.Fatalf("%s is refused without a why", i.ID)
		}
		got = append(got, i.ID)
	}
	want := append([]string{}, args[1:]...)
	slices.Sort(got)
	slices.Sort(want)
	if d := cmp.Diff(want, got); d != "" {
		ts.Fatalf("the ids that are named (-want +got):\n%s", d)
	}
	if d := cmp.Diff(before, kept(ts)); d != "" {
		ts.Fatalf("the journal changed (-before +after):\n%s", d)
	}
}

// kept is all that a person can read back, without a trace in stdout and stderr.
func kept(ts *testscript.TestScript) string {
	var all strings.Builder
	for _, args := range [][]string{{"answers", "--json"}, {"status", "--json"}} {
		cmd := exec.Command(program, args...)
		for _, k := range []string{"HOME", "TZ", "RECOVER_NOW", "RECOVER_JOURNAL", "RECOVER_PASSPHRASE_FILE", "PATH"} {
			if v := ts.Getenv(k); v != "" {
				cmd.Env = append(cmd.Env, k+"="+v)
			}
		}
		out, err := cmd.CombinedOutput()
		if err != nil {
			ts.Fatalf("recover %s: %v\n%s", args[0], err, out)
		}
		all.Write(out)
	}
	return all.String()
}

// cmdAt sets what time it is.
func cmdAt(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: at TIME")
	}
	if _, err := time.Parse(time.RFC3339, args[0]); err != nil {
		ts.Fatalf("%v", err)
	}
	ts.Setenv("RECOVER_NOW", args[0])
}

// cmdJSON compares a value in a document, found by a dotted path: a name, a number, a
// list's element by its id in brackets, a name with dots in brackets too, or len for the
// length. "! json" wants it not to
// be so.
func cmdJSON(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: json FILE PATH WANT")
	}
	var v any
	d := json.NewDecoder(strings.NewReader(ts.ReadFile(args[0])))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		ts.Fatalf("%s: %v", args[0], err)
	}
	if d.More() {
		ts.Fatalf("%s: more than one document", args[0])
	}
	got, err := dig(v, args[1])
	if err != nil {
		ts.Fatalf("%s: %v", args[1], err)
	}
	if (got == args[2]) == neg {
		ts.Fatalf("%s is %s, and not to be %s: %t", args[1], got, args[2], neg)
	}
}

func dig(v any, path string) (string, error) {
	path = strings.TrimPrefix(strings.ReplaceAll(path, "[", ".["), ".")
	for path != "" {
		var part string
		if strings.HasPrefix(path, "[") { // an id may hold dots
			part, path, _ = strings.Cut(path, "]")
			part, path = part+"]", strings.TrimPrefix(path, ".")
		} else {
			part, path, _ = strings.Cut(path, ".")
		}
		next, err := step(v, part)
		if err != nil {
			return "", err
		}
		v = next
	}
	if s, ok := v.(string); ok {
		return s, nil
	}
	b := &bytes.Buffer{}
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return strings.TrimSpace(b.String()), err
}

func step(v any, part string) (any, error) {
	switch v := v.(type) {
	case map[string]any:
		if w, ok := v[strings.Trim(part, "[]")]; ok {
			return w, nil
		}
	case []any:
		if part == "len" {
			return len(v), nil
		}
		id := strings.Trim(part, "[]")
		for i, w := range v {
			if m, _ := w.(map[string]any); id == strconv.Itoa(i) || id != "" && m["id"] == id {
				return w, nil
			}
		}
	}
	return nil, fmt.Errorf("there is no %s", part)
}

// cmdModes wants every file under HOME to be 0600 and every folder 0700.
func cmdModes(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 0 {
		ts.Fatalf("usage: modes")
	}
	home, files := ts.Getenv("HOME"), 0
	ts.Check(filepath.WalkDir(home, func(name string, d fs.DirEntry, err error) error {
		if err != nil || name == home {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		want := fs.FileMode(0o600)
		if d.IsDir() {
			want = 0o700
		} else {
			files++
		}
		if got := info.Mode().Perm(); got != want {
			return fmt.Errorf("%s is %o, not %o", name, got, want)
		}
		return nil
	}))
	if files == 0 {
		ts.Fatalf("there is no file under %s", home)
	}
}

// cmdNoMark wants that no file under HOME holds any of the words, in its name or its
// bytes, in UTF-8 or UTF-16, whatever the case.
func cmdNoMark(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: nomark words…")
	}
	ts.Check(noMark(ts.Getenv("HOME"), args...))
}

// nothingReadable holds after every story that no sentence which it gave as an answer
// can be read in any file under a HOME of its own. A story that is to write readable
// files there does so in a folder called readable.
func nothingReadable(work string) error {
	sentences := map[string]bool{}
	files, err := filepath.Glob(filepath.Join(work, "*.json"))
	if err != nil {
		return err
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		var v any
		if json.Unmarshal(b, &v) == nil {
			sentencesIn(v, sentences)
		}
	}
	homes, err := filepath.Glob(filepath.Join(work, "home*"))
	if err != nil {
		return err
	}
	for _, home := range homes {
		err := filepath.WalkDir(home, func(name string, d fs.DirEntry, err error) error {
			if d != nil && d.IsDir() && d.Name() == "readable" {
				return filepath.SkipDir
			}
			if err != nil || d.IsDir() {
				return err
			}
			b, err := os.ReadFile(name)
			for s := range sentences {
				if bytes.Contains(b, []byte(s)) || strings.Contains(d.Name(), s) {
					return fmt.Errorf("%s holds %q", name, s)
				}
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// sentencesIn collects what reads like prose: some words with blanks between.
func sentencesIn(v any, to map[string]bool) {
	switch v := v.(type) {
	case string:
		if len(v) >= 12 && strings.Contains(v, " ") {
			to[v] = true
		}
	case []any:
		for _, w := range v {
			sentencesIn(w, to)
		}
	case map[string]any:
		for _, w := range v {
			sentencesIn(w, to)
		}
	}
}

func noMark(home string, words ...string) error {
	files := 0
	err := filepath.WalkDir(home, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files++
		b, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		b = append(bytes.ToLower(b), strings.ToLower(d.Name())...)
		for _, w := range words {
			low := strings.ToLower(w)
			if bytes.Contains(b, []byte(low)) || bytes.Contains(b, []byte(strings.Join(strings.Split(low, ""), "\x00"))) {
				return fmt.Errorf("%s holds %q", name, w)
			}
		}
		return nil
	})
	if err == nil && files == 0 {
		err = fmt.Errorf("there is no file under %s", home)
	}
	return err
}

// cmdAlone waits until no other test uses a passphrase.
func cmdAlone(ts *testscript.TestScript, neg bool, args []string) {
	scrypt.Lock()
	ts.Defer(scrypt.Unlock)
}

// cmdTalk runs the program in a terminal and talks to it by a file of lines: what
// stands behind "> " is typed, with Enter; every other line is waited for first. It
// wants the status that is given.
func cmdTalk(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: talk FILE STATUS recover arguments…")
	}
	t, ok := ts.Value(testKey{}).(testing.TB)
	if !ok {
		ts.Fatalf("no test to talk in")
	}
	var env []string
	for _, k := range []string{"HOME", "TZ", "RECOVER_NOW"} {
		env = append(env, k+"="+ts.Getenv(k))
	}
	s := screen.Start(t, screen.Options{Env: env, Cols: 80, Rows: 40}, program, args[3:]...)
	for _, line := range strings.Split(strings.TrimSpace(ts.ReadFile(args[0])), "\n") {
		if typed, ok := strings.CutPrefix(line, "> "); ok {
			s.Type(typed + "\r")
		} else if line != "" {
			s.WaitFor(line)
		}
	}
	if got := s.End(); strconv.Itoa(got) != args[1] {
		ts.Fatalf("status %d, not %s", got, args[1])
	}
	if !s.Cooked() {
		ts.Fatalf("the terminal is not as a shell expects it")
	}
	if slices.Contains(args, "--plain") && strings.ContainsRune(s.Output(), '\x1b') {
		ts.Fatalf("--plain wrote an escape byte")
	}
}

// cmdSay writes a file of answers: say FILE id=JSON… What is no JSON is a string.
func cmdSay(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: say FILE id=answer…")
	}
	given := map[string]json.RawMessage{}
	for _, a := range args[1:] {
		id, answer, _ := strings.Cut(a, "=")
		raw := json.RawMessage(answer)
		if !json.Valid(raw) {
			raw, _ = json.Marshal(answer)
		}
		given[id] = raw
	}
	b, err := json.Marshal(given)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b, 0o644))
}

// cmdFill writes a file in which a marked place is filled with a character, repeated:
// fill FILE TEMPLATE CHARACTER N. In the template @ is the place; the character may be
// written as Go does.
func cmdFill(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 4 {
		ts.Fatalf("usage: fill FILE TEMPLATE CHARACTER N")
	}
	char, err := strconv.Unquote(`"` + args[2] + `"`)
	ts.Check(err)
	n, err := strconv.Atoi(args[3])
	ts.Check(err)
	text := strings.ReplaceAll(args[1], "@", strings.Repeat(char, n))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o644))
}
