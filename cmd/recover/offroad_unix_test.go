//go:build unix

package main_test

import (
	"path/filepath"
	"strings"
	"testing"
)

// Who leaves a question about the journal itself is sent nowhere: nothing was changed,
// and that is all there is to say.
func TestLeavingTheJournal(t *testing.T) {
	home := begun(t, "start.json")
	backup := filepath.Join(t.TempDir(), "backup.age")
	for _, c := range []struct {
		args []string
		at   string
	}{
		{[]string{"purge"}, "Remove the journal"},
		{[]string{"passphrase", "set"}, "Passphrase for this"},
		{[]string{"backup", backup}, "Passphrase for this"},
		{[]string{"restore", filepath.Join(home, ".local", "share", "recover", "snapshots", "2026-01-01T180000Z.db")}, "Put the backup"},
	} {
		s := window(t, home, 80, 24, c.args...)
		s.WaitFor(c.at)
		s.Type(ctrlC)
		s.WaitFor("Nothing was changed.")
		if text := s.Text(); strings.Contains(text, "recover next") {
			t.Errorf("%v:\n%s", c.args, text)
		}
		ended(t, s, 130, 80)
	}
	must(t, home, "", "verify")
}
