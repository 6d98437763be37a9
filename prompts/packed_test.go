package prompts

import (
	"bytes"
	"flag"
	"io/fs"
	"maps"
	"os"
	"slices"
	"testing"
	"testing/fstest"
)

var update = flag.Bool("update", false, "write packed.bin anew")

// What the program was built with is what the files say, to the byte.
func TestFiles(t *testing.T) {
	disk := os.DirFS(".")
	if *update {
		b, err := Pack(disk)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile("packed.bin", b, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	names := []string{}
	err := fs.WalkDir(disk, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || bytes.HasSuffix([]byte(name), []byte(".go")) || name == "packed.bin" {
			return err
		}
		names = append(names, name)
		want, err := fs.ReadFile(disk, name)
		if err != nil {
			return err
		}
		got, err := fs.ReadFile(FS, name)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not what the program has (%v): go test ./prompts -update", name, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range slices.AppendSeq(wordsNames(), maps.Keys(unpacked())) {
		if _, err := fs.Stat(disk, name); err != nil {
			t.Errorf("%s is gone, and the program has it: go test ./prompts -update", name)
		}
	}
	if err := fstest.TestFS(FS, names...); err != nil {
		t.Error(err)
	}
}
