package internal_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestPromises holds that each promise of the README names a test, and that there is such
// a test in the place that it names.
func TestPromises(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, ok := strings.Cut(string(readme), "| promise | its test |\n")
	if !ok {
		t.Fatal("the README has no table of promises")
	}
	name := regexp.MustCompile("`((?:Test|Fuzz)[A-Za-z0-9]*|[a-z_]+_test\\.go)`")
	place := regexp.MustCompile("in `((?:internal|cmd)[a-z/]*)`")
	promises := 0
	for line := range strings.Lines(table) {
		if !strings.HasPrefix(line, "|") {
			break
		}
		cells := strings.Split(strings.Trim(line, "|\n"), "|")
		if len(cells) != 2 || strings.HasPrefix(cells[0], "---") {
			continue
		}
		promises++
		named := 0
		rest := cells[1]
		for rest != "" { // names, then the place where they are
			part := rest
			at := place.FindStringSubmatchIndex(rest)
			if at == nil {
				break
			}
			part, dir := rest[:at[0]], rest[at[2]:at[3]]
			rest = rest[at[1]:]
			for _, m := range name.FindAllStringSubmatch(part, -1) {
				named++
				if !hasTest(t, dir, m[1]) {
					t.Errorf("%s: there is no %s in %s", strings.TrimSpace(cells[0]), m[1], dir)
				}
			}
		}
		if named == 0 {
			t.Errorf("%s: a promise without a test", strings.TrimSpace(cells[0]))
		}
	}
	if promises < 10 {
		t.Errorf("%d promises", promises)
	}
}

// hasTest says whether a package has a test, or a file of tests.
func hasTest(t *testing.T, dir, name string) bool {
	t.Helper()
	dir = filepath.Join("..", filepath.FromSlash(dir))
	if strings.HasSuffix(name, ".go") {
		_, err := os.Stat(filepath.Join(dir, name))
		return err == nil
	}
	files, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(b), "\nfunc "+name+"(") {
			return true
		}
	}
	return false
}
