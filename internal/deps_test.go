package internal_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/recover-journal/recover/"

// floors says what each package may import besides the standard library. It is a
// statement of policy: do not edit it to make a build pass. A package of ours stands
// without the module's path; "golang.org/x/*" are each listed where they are used.
var floors = map[string]string{
	"prompts": "",

	"internal":       "",
	"internal/clock": "",
	"internal/text":  "github.com/clipperhouse/displaywidth github.com/clipperhouse/uax29/v2/graphemes",
	"internal/seal":  "filippo.io/age golang.org/x/crypto/chacha20poly1305",

	"internal/journey": "internal/clock",
	"internal/journal": "internal/clock internal/text",
	"internal/letter":  "internal/text",

	"internal/ask":      "internal/ask/keys internal/text github.com/AlecAivazis/survey/v2 github.com/AlecAivazis/survey/v2/terminal golang.org/x/term",
	"internal/ask/keys": "github.com/clipperhouse/uax29/v2/graphemes golang.org/x/sys/unix golang.org/x/term",
	"internal/edit":     "github.com/kballard/go-shellquote golang.org/x/sys/unix golang.org/x/term",
	"internal/guide":    "internal/clock internal/journal internal/journey internal/letter internal/text go.yaml.in/yaml/v3",
	"internal/render":   "internal/text github.com/olekukonko/tablewriter/pkg/twwidth github.com/olekukonko/tablewriter/renderer github.com/olekukonko/tablewriter/tw",
	"internal/store":    "internal/clock internal/journal internal/seal go.etcd.io/bbolt go.etcd.io/bbolt/errors",

	"internal/cli": "internal/ask internal/clock internal/edit internal/guide internal/journal internal/journey internal/letter internal/render internal/seal internal/store internal/text prompts github.com/spf13/cobra github.com/spf13/pflag golang.org/x/sys/unix",

	"cmd/recover": "internal/cli",

	// measures only: no program imports it
	"internal/bench":     "",
	"internal/bench/run": "internal/clock",

	// tests only: no program imports it
	"internal/screen": "github.com/creack/pty github.com/google/go-cmp/cmp github.com/hinshun/vt10x golang.org/x/sys/unix",
}

// calls names what one package alone may mention.
var calls = map[string]string{
	"time.Now":   "internal/clock",
	"os.Exit":    "cmd/recover",
	"time.Local": "internal/clock",
}

// nobody names packages that the program must not be linked with: there is no network.
var nobody = []string{"net/http", "crypto/tls", "net/rpc", "net/smtp", "plugin"}

func packages(t *testing.T) map[string][]string {
	t.Helper()
	files := map[string][]string{}
	err := filepath.WalkDir("..", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		base := d.Name()
		if d.IsDir() && (base == "testdata" || strings.HasPrefix(base, ".") && name != "..") {
			return filepath.SkipDir
		}
		if strings.HasSuffix(base, ".go") && !strings.HasSuffix(base, "_test.go") {
			dir := filepath.ToSlash(filepath.Dir(name))
			dir = strings.TrimPrefix(strings.TrimPrefix(dir, ".."), "/")
			files[dir] = append(files[dir], name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestFloors holds that every package imports only what its floor allows, and that
// each has a package comment that fits a screen.
func TestFloors(t *testing.T) {
	used := map[string]bool{}
	for dir, files := range packages(t) {
		allowed, known := floors[dir]
		if !known {
			t.Errorf("%s: this package stands on no floor", dir)
			continue
		}
		documented := false
		for _, name := range files {
			f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			if f.Doc != nil {
				documented = true
				if n := strings.Count(f.Doc.Text(), "\n"); n > 40 {
					t.Errorf("%s: the package comment has %d lines", dir, n)
				}
			}
			for _, i := range f.Imports {
				to, _ := strconv.Unquote(i.Path.Value)
				to = strings.TrimPrefix(to, module)
				if standard(to) {
					continue
				}
				used[dir+" "+to] = true
				if !slices.Contains(strings.Fields(allowed), to) {
					t.Errorf("%s imports %s, which its floor does not allow", name, to)
				}
			}
			mentions(t, dir, name, f)
		}
		if !documented {
			t.Errorf("%s: there is no package comment", dir)
		}
	}
	for dir, allowed := range floors {
		for _, to := range strings.Fields(allowed) {
			if !used[dir+" "+to] {
				t.Errorf("%s may import %s and does not: take it off the list", dir, to)
			}
		}
	}
}

func standard(to string) bool {
	first, _, _ := strings.Cut(to, "/")
	return !strings.Contains(first, ".") && !strings.HasPrefix(to, "internal/") && to != "prompts"
}

func mentions(t *testing.T, dir, name string, f *ast.File) {
	ast.Inspect(f, func(n ast.Node) bool {
		s, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if x, ok := s.X.(*ast.Ident); ok {
			if only, ok := calls[x.Name+"."+s.Sel.Name]; ok && only != dir {
				t.Errorf("%s mentions %s.%s, which is for %s alone", name, x.Name, s.Sel.Name, only)
			}
		}
		return true
	})
}

// TestOutside holds that each outside library is imported by one package of ours, but
// golang.org/x and the one reader of clusters, which several may use.
func TestOutside(t *testing.T) {
	homes := map[string]string{}
	for dir, files := range packages(t) {
		for _, name := range files {
			f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
			if err != nil {
				t.Fatal(err)
			}
			for _, i := range f.Imports {
				to, _ := strconv.Unquote(i.Path.Value)
				if standard(strings.TrimPrefix(to, module)) || strings.HasPrefix(to, module) || strings.HasPrefix(to, "golang.org/x/") ||
					strings.HasPrefix(to, "github.com/clipperhouse/") || dir == "internal/screen" {
					continue
				}
				if home, ok := homes[to]; ok && home != dir {
					t.Errorf("%s is imported by %s and by %s", to, home, dir)
				}
				homes[to] = dir
			}
		}
	}
}

// TestNoNetwork holds that the program is linked with nothing that could reach one.
func TestNoNetwork(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "../cmd/recover").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, dep := range strings.Fields(string(out)) {
		if slices.Contains(nobody, dep) {
			t.Errorf("the program is linked with %s", dep)
		}
	}
}

// TestTop holds the card: at the top stand only these.
func TestTop(t *testing.T) {
	entries, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	card := []string{"go.mod", "go.sum", "cmd", "internal", "prompts", "README.md", "LICENSE"}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") && !slices.Contains(card, e.Name()) {
			t.Errorf("%s stands at the top", path.Base(e.Name()))
		}
	}
}
