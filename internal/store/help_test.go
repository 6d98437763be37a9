package store

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/recover-journal/recover/internal/clock"
	"github.com/recover-journal/recover/internal/journal"
	"github.com/recover-journal/recover/internal/seal"
)

// marker stands in every text that the tests keep, so that it can be looked for in
// the bytes of files.
const marker = "XYZZYMARK"

// times says how often a loop goes round: in go test ./..., in the gate damage of
// .ci/run (RECOVER_LONG=gate), and in the long proof (RECOVER_LONG=1), which doc.go names.
func times(short, gate, long int) int {
	switch os.Getenv("RECOVER_LONG") {
	case "":
		return short
	case "gate":
		return gate
	}
	return long
}

// day0 is when made-up lives begin.
var day0 = time.Date(2026, 1, 1, 9, 0, 0, 0, time.UTC)

func at(minutes int) clock.Moment {
	return clock.At(day0.Add(time.Duration(minutes)*time.Minute), time.UTC)
}

func entryAt(when, stored int, what string) journal.Entry {
	return journal.Entry{
		Kind: "trigger", When: at(when), Stored: at(stored), What: what, Note: marker + " note of " + what,
		Fields: map[string]json.RawMessage{"intensity": json.RawMessage("5")},
	}
}

func newJournal(t testing.TB, o Options, fill func(*Tx) error) *Journal {
	t.Helper()
	path := filepath.Join(t.TempDir(), "data", "journal.db")
	j, err := Create(context.Background(), path, seal.NewKey(), seal.Wraps{}, o, fill)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func update(t testing.TB, j *Journal, f func(*Tx) error) {
	t.Helper()
	if err := j.Update(context.Background(), f); err != nil {
		t.Fatal(err)
	}
}

func view(t testing.TB, j *Journal, f func(*Tx) error) {
	t.Helper()
	if err := j.View(context.Background(), f); err != nil {
		t.Fatal(err)
	}
}

func verify(t testing.TB, j *Journal) {
	t.Helper()
	view(t, j, (*Tx).Verify)
}

// someLife fills a journal with a little of everything.
func someLife(entries int) func(*Tx) error {
	return func(tx *Tx) error {
		for i := range entries {
			if _, err := tx.AddEntry(entryAt(i, i, fmt.Sprint("entry ", i))); err != nil {
				return err
			}
			if i%10 == 0 {
				if err := tx.AppendFacts(fmt.Appendf(nil, `{"fact":%d}`, i)); err != nil {
					return err
				}
				if err := tx.Put(Answers, fmt.Sprint("why.", i%30), fmt.Appendf(nil, "%s answer %d", marker, i)); err != nil {
					return err
				}
			}
		}
		for _, s := range []Shelf{Letters, Agreements, Drafts, Settings} {
			for i := range 3 {
				if err := tx.Put(s, "one", fmt.Appendf(nil, "%s %c version %d", marker, s, i)); err != nil {
					return err
				}
			}
		}
		return tx.SetUndo([]byte(marker + " undo"))
	}
}

// child is this test binary, run as another process that does one thing.
func child(t testing.TB, what string, env ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, "-test.run=^TestChild$", "-test.v=false")
	cmd.Env = append(os.Environ(), append(env, "RECOVER_CHILD="+what)...)
	return cmd
}

// TestChild is what child runs; on its own it does nothing.
func TestChild(t *testing.T) {
	what, arg, _ := strings.Cut(os.Getenv("RECOVER_CHILD"), " ")
	if what == "" {
		t.Skip("run by other tests")
	}
	children()[what](t, arg)
}

// childJournal is the journal that the parent made: its key comes as a key file.
func childJournal(t *testing.T, path string, o Options) *Journal {
	b, err := os.ReadFile(path + ".key")
	if err != nil {
		t.Fatal(err)
	}
	key, err := seal.ParseKeyFile(b)
	if err != nil {
		t.Fatal(err)
	}
	return Open(path, key, o)
}

func leaveKey(t testing.TB, j *Journal) {
	t.Helper()
	if err := os.WriteFile(j.path+".key", j.key.KeyFile(), 0o600); err != nil {
		t.Fatal(err)
	}
}

func zeroKey(t testing.TB) seal.Key {
	key, err := seal.ParseKey(make([]byte, 48))
	if err != nil {
		t.Fatal(err)
	}
	return key
}
