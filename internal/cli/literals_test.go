package cli

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// No string in the code of what speaks to a person is a sentence: three words of letters
// with blanks between. What is listed is read by a machine, or by who mends the program.
func TestNoSentenceInCode(t *testing.T) {
	machine := []string{"the built-in prompts do not load", "read back: another journal", "recover letter edit", "recover log edit", "recover log add", "recover letter unsent", "recover help privacy", // commands to type
		"is no key", "no key to press", "two answers have the key", "no such option",
		"the line may have been cut", "the question was locked", "no one to ask"}
	sentence, files := regexp.MustCompile(`\pL{2,} \pL{2,} \pL{2,}`), 0
	for _, dir := range []string{".", "../ask", "../render"} {
		names, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			files++
			set := token.NewFileSet()
			f, err := parser.ParseFile(set, name, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(f, func(n ast.Node) bool {
				lit, ok := n.(*ast.BasicLit)
				if !ok || lit.Kind != token.STRING {
					return true
				}
				s, _ := strconv.Unquote(lit.Value)
				known := false
				for _, m := range machine {
					known = known || strings.Contains(s, m)
				}
				if sentence.MatchString(s) && !known {
					t.Errorf("%s: %q", set.Position(lit.Pos()), s)
				}
				return true
			})
		}
	}
	if files < 60 {
		t.Errorf("only %d files were read", files)
	}
}
