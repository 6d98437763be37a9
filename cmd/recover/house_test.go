package main_test

import (
	"bytes"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
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
