package main_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// mass writes an export of n entries to a file.
func mass(t testing.TB, n int) (file string) {
	t.Helper()
	file = filepath.Join(t.TempDir(), "mass.json")
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	w := bufio.NewWriter(f)
	fmt.Fprint(w, `{"format": "recover-export", "version": 1, "entries": [`)
	for i := range n {
		if i > 0 {
			fmt.Fprint(w, ",")
		}
		fmt.Fprintf(w, "\n"+`{"kind": "urge", "when": "20%02d-%02d-%02dT21:00:00Z", "what": "line %d", "note": "%s"}`, 10+i%15, 1+i%12, 1+i%28, i, strings.Repeat("words and words ", 8))
	}
	fmt.Fprint(w, "\n]}\n")
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return file
}

// A million records are refused with their place, and nothing of them is there.
func TestMillion(t *testing.T) {
	if testing.Short() {
		t.Skip()
	}
	home := begun(t)
	_, stderr, status := call(home, "", "import", "--yes", mass(t, times(250_000, 1_000_000)))
	if status != 1 || !strings.Contains(stderr, "entries, record 200001, line 200002") || !strings.Contains(stderr, "25000 records are read") {
		t.Errorf("status %d\n%s", status, stderr)
	}
	if n := len(logged(t, home)); n != 0 {
		t.Errorf("%d entries", n)
	}
}

// The latest twenty, and adding one, cost the same among many entries as among few.
func BenchmarkMasses(b *testing.B) {
	for _, n := range []int{100, times(10_000, 100_000)} {
		home := begun(b)
		must(b, home, "", "import", "--yes", mass(b, n))
		for _, args := range [][]string{{"log"}, {"log", "add", "urge", "-"}, {"log", "--search", "line 77"}, {"log", "--kind", "urge"}, {"--version"}} {
			b.Run(fmt.Sprintf("%s/%d", strings.Join(args, "_"), n), func(b *testing.B) {
				for b.Loop() {
					cmd := exec.Command(program, args...)
					cmd.Env = environment(home)
					cmd.Stdin = strings.NewReader("a line\nand a note")
					if err := cmd.Run(); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
