//go:build unix

package keys

import (
	"bufio"
	"os"
	"strings"
	"testing"

	"github.com/creack/pty"
)

// What is typed while a terminal is hushed does not show, and is there to be read.
func TestHush(t *testing.T) {
	outside, in, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer outside.Close()
	defer in.Close()
	screen, typed := bufio.NewReader(outside), bufio.NewReader(in)
	back := Hush(in)
	if _, err := outside.WriteString("my secret\n"); err != nil {
		t.Fatal(err)
	}
	if got, err := typed.ReadString('\n'); err != nil || got != "my secret\n" {
		t.Errorf("read %q, %v", got, err)
	}
	back()
	if _, err := outside.WriteString("shown\n"); err != nil {
		t.Fatal(err)
	}
	if got, err := screen.ReadString('\n'); err != nil || strings.TrimSpace(got) != "shown" {
		t.Errorf("the screen shows %q, %v", got, err)
	}
	file, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	Hush(file)() // no terminal: nothing to do
}
