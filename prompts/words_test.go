package prompts

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
)

// Any text comes back to the byte: an empty one, one that nothing in it repeats, one that
// is nothing else, and each beside the others.
func TestWordsComeBack(t *testing.T) {
	noise := make([]byte, 3000)
	r := rand.New(rand.NewPCG(1, 2))
	for i := range noise {
		noise[i] = byte(r.UintN(256))
	}
	texts := map[string][]byte{
		"aa/empty.yaml":  {},
		"aa/one.yaml":    []byte("x"),
		"aa/same.yaml":   bytes.Repeat([]byte("x"), 600),
		"aa/noise.yaml":  noise,
		"aa/both.yaml":   append(bytes.Clone(noise), noise...),
		"aa/words.yaml":  []byte(strings.Repeat("What you write here stays here. ", 9)),
		"aa/fifteen.txt": append(append([]byte{}, noise[:15]...), noise[:19]...),
	}
	var names []string
	var all [][]byte
	for name, text := range texts {
		names, all = append(names, name), append(all, text)
	}
	p := packWords(names, all)
	codes := codesOfWords(p)
	for name, want := range texts {
		w, ok := findWords(p, name)
		if got := w.text(codes, w.size); !ok || !bytes.Equal(got, want) {
			t.Errorf("%s does not come back (%d bytes of %d)", name, len(got), len(want))
		}
		for most := range len(want) {
			if got := w.text(codes, most); !bytes.Equal(got, want[:most]) {
				t.Fatalf("%s: the first %d bytes do not come back", name, most)
			}
		}
	}
	if _, ok := findWords(p, "aa/none.yaml"); ok {
		t.Error("a file that is not there is found")
	}
}
