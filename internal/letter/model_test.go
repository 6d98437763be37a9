package letter_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/recover-journal/recover/internal/letter"
)

var update = flag.Bool("update", false, "write prompts/letter/model.bin anew")

// beta is by how much precision counts more than recall where limits are chosen.
const beta = 1.7

func made(t testing.TB) (string, []scored, map[string]string) {
	p, w, proofs := pack(t)
	items := corpus(t, "seen")
	all := samples(items, proofs)
	look(letter.New(p, w), all)
	oof, models := across(t, p, w, all, func(s sample) string { return s.writer })
	l := choose(oof, beta)
	chooseElements(items, oof, l)
	weights, bias := train(all)
	return write(weights, bias, l), oof, models
}

func TestModel(t *testing.T) {
	const name = "../../prompts/letter/model.bin"
	table, _, _ := made(t)
	if *update {
		if err := os.WriteFile(name, []byte(table), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	old, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if string(old) != table {
		t.Error("model.bin is not what its command makes: go test ./internal/letter -run TestModel -update")
	}
	if len(old) >= 1<<20 {
		t.Errorf("the table has %d bytes", len(old))
	}
}

// checked is the table for a set: sentences alone, letters whole.
func checked(c *letter.Checker, items []item, see func(item, letter.Report)) *result {
	r := newResult()
	for _, i := range items {
		rep := c.Check(i.Text)
		if i.Type == "letter" {
			r.letter(i, rep)
		} else {
			r.sentence(i, kinds(rep))
		}
		see(i, rep)
	}
	return r
}

// TestSet prints the table of a folder of testdata: RECOVER_LETTER=set:dev.
func TestSet(t *testing.T) {
	dir, ok := strings.CutPrefix(os.Getenv("RECOVER_LETTER"), "set:")
	if !ok {
		t.Skip()
	}
	p, w, _ := pack(t)
	fmt.Println(checked(letter.New(p, w), corpus(t, dir), func(i item, rep letter.Report) {
		if dir == "dev" {
			fmt.Println(i.Labels, i.Faults, kinds(rep), "|", i.Text[:min(len(i.Text), 80)])
		}
	}))
}
