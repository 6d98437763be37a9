package main_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"

	"github.com/recover-journal/recover/internal/screen"
)

const batteryStaple = "correct horse battery staple"

// sealed is a HOME with a journal under a passphrase, and a folder for backups. The
// passphrase stands in a file that the environment names.
func sealed(t *testing.T) (home, passphrase string) {
	t.Helper()
	scrypt.Lock()
	t.Cleanup(scrypt.Unlock)
	home = t.TempDir()
	passphrase = filepath.Join(t.TempDir(), "passphrase")
	if err := os.WriteFile(passphrase, []byte(batteryStaple+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("RECOVER_PASSPHRASE_FILE", passphrase)
	must(t, home, "", "init", "--zone", "UTC", "--country", "US")
	must(t, home, "", "next", "--answers", filepath.Join("testdata", "answers", "start.json"))
	must(t, home, `{"why.what": "Xyzzymark, in my own words."}`, "next", "--answers", "-")
	return home, passphrase
}

// A backup opens without a line of our code: with the age library as anybody uses it,
// to a passphrase and to a recipient, and what is in it reads as JSON.
func TestBackupIsAge(t *testing.T) {
	home, _ := sealed(t)
	me, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	pass, err := age.NewScryptIdentity(batteryStaple)
	if err != nil {
		t.Fatal(err)
	}
	for name, id := range map[string]age.Identity{"pass.age": pass, "me.age": me} {
		file := filepath.Join(home, name)
		args := []string{"backup", file}
		if name == "me.age" {
			args = append(args, "--recipient", me.Recipient().String())
		}
		must(t, home, "", args...)
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		plain, err := age.Decrypt(bytes.NewReader(b), id)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		text, err := io.ReadAll(plain)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		readable(t, text)
	}
	if err := noMark(home, "Xyzzymark"); err != nil {
		t.Error(err)
	}
}

// readable holds that every line is JSON and one of them says what was written.
func readable(t *testing.T, text []byte) {
	t.Helper()
	lines := bufio.NewScanner(bytes.NewReader(text))
	n, found := 0, false
	for lines.Scan() {
		var line struct {
			In, Name string
			Value    json.RawMessage
		}
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
			t.Fatal(err)
		}
		found = found || line.In == "answers" && line.Name == "why.what" && strings.Contains(string(line.Value), "Xyzzymark")
		n++
	}
	if n < 10 || !found {
		t.Errorf("%d lines, with the words: %t", n, found)
	}
}

// The same with the program age itself, where there is one.
func TestBackupOpensWithAge(t *testing.T) {
	program, err := exec.LookPath("age")
	if err != nil {
		t.Skip("not run: there is no program age; the test before does the same with its library")
	}
	home, _ := sealed(t)
	file, out := filepath.Join(home, "backup.age"), filepath.Join(home, "plain")
	must(t, home, "", "backup", file)
	s := screen.Start(t, screen.Options{Cols: 80, Rows: 24, Env: []string{"HOME=" + home, "PATH=" + os.Getenv("PATH")}}, program, "-d", "-o", out, file)
	s.WaitFor("passphrase")
	s.Type(batteryStaple + "\r")
	if status := s.End(); status != 0 {
		t.Fatalf("age: status %d", status)
	}
	text, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	readable(t, text)
}

// A backup that is cut anywhere is refused, by verify and by restore, and changes
// nothing.
func TestBackupCut(t *testing.T) {
	home, _ := sealed(t)
	me, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	whole, cut := filepath.Join(home, "whole.age"), filepath.Join(home, "cut.age")
	must(t, home, "", "backup", whole, "--recipient", me.Recipient().String())
	b, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	before := answers(t, home)
	key := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(key, []byte("# made by a test\n"+me.String()+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("RECOVER_PASSPHRASE_FILE", key)
	must(t, home, "", "verify", whole)
	for i := range times(40, 302) {
		n := i * len(b) / times(40, 302)
		if err := os.WriteFile(cut, b[:n], 0o600); err != nil {
			t.Fatal(err)
		}
		if _, said, status := call(home, "", "verify", cut); status != 1 || strings.Contains(said, "internal") {
			t.Fatalf("cut to %d of %d: status %d\n%s", n, len(b), status, said)
		}
	}
	if _, said, status := call(home, "", "restore", cut, "--yes"); status != 1 {
		t.Errorf("status %d\n%s", status, said)
	}
	t.Setenv("RECOVER_PASSPHRASE_FILE", filepath.Join(filepath.Dir(key), "key"))
	if err := os.WriteFile(key, []byte(batteryStaple), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := answers(t, home); len(got) != len(before) {
		t.Error("the journal changed")
	}
}
