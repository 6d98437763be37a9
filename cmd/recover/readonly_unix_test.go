//go:build unix

package main_test

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A folder that cannot be written, to somebody who is not root: what is there can be
// read, and whatever would write says so and why, with nothing changed.
func TestReadOnlyFolder(t *testing.T) {
	home := begun(t, "start.json")
	const nobody = 65534
	asNobody := os.Getuid() == 0
	data := filepath.Join(home, ".local", "share", "recover")
	if asNobody {
		for _, dir := range []string{builds, filepath.Dir(home), home} {
			if err := os.Chmod(dir, 0o755); err != nil {
				t.Fatal(err)
			}
		}
		err := filepath.WalkDir(home, func(name string, _ fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			return os.Chown(name, nobody, nobody)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	file := filepath.Join(data, "journal.db")
	if err := os.Chmod(file, 0o400); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(data, 0o500); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(data, 0o700)
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	run := func(in string, args ...string) (string, int) {
		cmd := exec.Command(program, args...)
		cmd.Env = environment(home)
		cmd.Stdin = strings.NewReader(in)
		cmd.Dir = "/"
		if asNobody {
			cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
		}
		out, _ := cmd.CombinedOutput()
		return string(out), cmd.ProcessState.ExitCode()
	}
	for _, args := range [][]string{{"status"}, {"answers"}, {"verify"}, {"doctor"}, {"privacy"}} {
		if out, status := run("", args...); status != 0 {
			t.Errorf("%v: status %d\n%s", args, status, out)
		}
	}
	for _, args := range [][]string{{"next", "--answers", "-"}, {"passphrase", "set", "--new-file", "/dev/null"}, {"undo"}} {
		out, status := run(`{"why.what": "Some words."}`, append(args, "--json")...)
		if status != 1 && args[0] != "passphrase" || status == 0 || strings.Contains(out, "internal") {
			t.Errorf("%v: status %d\n%s", args, status, out)
		}
	}
	if after, err := os.ReadFile(file); err != nil || !bytes.Equal(before, after) {
		t.Error("the journal changed")
	}
}
