package letter_test

import (
	"strings"
	"testing"

	"github.com/recover-journal/recover/internal/letter"
)

// page is a text of four hundred words.
func page(t testing.TB) string {
	words := 0
	var b strings.Builder
	for _, i := range corpus(t, "seen") {
		if i.Type == "letter" {
			b.WriteString(i.Text + "\n\n")
			if words += len(strings.Fields(i.Text)); words > 400 {
				return b.String()
			}
		}
	}
	return b.String()
}

func BenchmarkCheck(b *testing.B) {
	p, w, _ := pack(b)
	c, s := letter.New(p, w), page(b)
	for b.Loop() {
		c.Check(s)
	}
}

// BenchmarkReady is what the first letter pays for all.
func BenchmarkReady(b *testing.B) {
	p, w, _ := pack(b)
	for b.Loop() {
		letter.New(p, w)
	}
}
