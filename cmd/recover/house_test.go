package main_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/recover-journal/recover/internal/store"
)

// A released program has no way to skip a waiting time: nothing in it reads the clock
// that a test sets.
func TestReleased(t *testing.T) {
	file, err := released()
	if err != nil {
		t.Fatal(err)
	}
	const word = "RECOVER_NOW"
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(b, []byte(word)) {
		t.Errorf("the released program knows %s", word)
	}
	if b, err = os.ReadFile(program); err != nil || !bytes.Contains(b, []byte(word)) {
		t.Errorf("the program of the tests does not know %s (%v), so that proves nothing", word, err)
	}
	cmd := exec.Command(file, "status", "--json")
	cmd.Env = append(environment(t.TempDir()), word+"=2199-01-01T00:00:00Z")
	if out, err := cmd.Output(); err != nil || bytes.Contains(out, []byte("2199")) {
		t.Errorf("%v\n%s", err, out)
	}
}

// A released program makes a guess at a passphrase as dear as age does: the cheap one is
// for tests alone.
func TestReleasedCost(t *testing.T) {
	scrypt.Lock()
	defer scrypt.Unlock()
	released, err := released()
	if err != nil {
		t.Fatal(err)
	}
	secret := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secret, []byte(batteryStaple), 0o600); err != nil {
		t.Fatal(err)
	}
	factor := func(file string) string {
		home := t.TempDir()
		cmd := exec.Command(file, "init")
		cmd.Env = environment(home, "RECOVER_PASSPHRASE_FILE="+secret)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		h, err := store.Peek(t.Context(), filepath.Join(home, ".local", "share", "recover", "journal.db"), store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return regexp.MustCompile(`-> scrypt \S+ (\d+)`).FindStringSubmatch(string(h.Wraps.Passphrase))[1]
	}
	if got := factor(released); got != "18" {
		t.Errorf("a released program asks for 2^%s", got)
	}
	if got := factor(program); got == "18" {
		t.Error("the program of the tests asks for as much, so that proves nothing")
	}
}

// Nothing in the program could reach a network (INTERFACE.md, TERMINAL.md 1).
func TestNoNetwork(t *testing.T) {
	file, err := released()
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	packages := strings.Fields(string(out))
	if !slices.Contains(packages, "github.com/spf13/cobra") {
		t.Fatal("go list does not list")
	}
	for _, p := range []string{"net/http", "crypto/tls", "net/smtp", "net/rpc"} {
		if slices.Contains(packages, p) {
			t.Errorf("%s is linked", p)
		}
	}
	if out, err = exec.Command("go", "tool", "nm", file).Output(); err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(out, []byte(" main.main\n")) {
		t.Fatal("go tool nm names nothing")
	}
	for _, s := range regexp.MustCompile(`(?m)^.* (net\.Dial|net\.\(\*Dialer\)|net\.Listen).*$`).FindAll(out, -1) {
		t.Errorf("the program could reach a network: %s", s)
	}
}
