package ask_test

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/recover-journal/recover/internal/screen"
)

var _ = flag.Bool("update", false, "write the golden screens anew")

// app is the program under test, built once.
var app struct{ file, say string }

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "ask")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	app.file = filepath.Join(dir, "app")
	if app.say, err = filepath.Abs("testdata/say.yaml"); err != nil {
		panic(err)
	}
	if out, err := exec.Command("go", "build", "-o", app.file, "./testdata/app").CombinedOutput(); err != nil {
		panic(fmt.Sprintf("%v\n%s", err, out))
	}
	m.Run()
}

// start runs the app on a terminal of 80 by 24, or as the options say.
func start(t *testing.T, o screen.Options, args ...string) *screen.Screen {
	t.Helper()
	o.Env = append([]string{"SAY=" + app.say}, o.Env...)
	return screen.Start(t, o, app.file, args...)
}

// ended looks at the end of a program that has answered all it was asked.
func ended(t *testing.T, s *screen.Screen) {
	t.Helper()
	if got := s.End(); got != 0 {
		t.Errorf("exit %d:\n%s", got, s.Text())
	}
	if !s.Cooked() {
		t.Error("the terminal was left without echo")
	}
}

// answered is what the app printed as its answers, by value and without blanks: the
// emulator is no judge of widths.
func answered(t *testing.T, s *screen.Screen, want string) {
	t.Helper()
	ended(t, s)
	if got := solid(s.Text()); !strings.Contains(got, solid("= "+want)) {
		t.Errorf("want %q in\n%s", want, s.Text())
	}
}

func solid(s string) string { return strings.Join(strings.Fields(s), "") }
