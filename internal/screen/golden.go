package screen

import (
	"errors"
	"flag"
	"os"
	"path/filepath"

	"github.com/google/go-cmp/cmp"
)

// Golden waits until the screen is as testdata/name.txt says: a program draws in
// several writes, and the last may be on its way. With -update it writes the file: wait
// for the end of what is drawn before, and read what it wrote, as prose.
func (s *Screen) Golden(name string) {
	s.t.Helper()
	file := filepath.Join("testdata", name+".txt")
	if updating() {
		if err := errors.Join(os.MkdirAll("testdata", 0o755), os.WriteFile(file, []byte(s.Text()+"\n"), 0o644)); err != nil {
			s.t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		s.t.Fatal(err)
	}
	if got, ok := s.wait(func(text string) bool { return text+"\n" == string(want) }); !ok {
		s.t.Errorf("%s (-want +got):\n%s", file, cmp.Diff(string(want), got+"\n"))
	}
}

// updating is whether the test program was started with -update, a flag that the
// test program may have for its own golden files too.
func updating() bool {
	f := flag.Lookup("update")
	return f != nil && f.Value.String() == "true"
}
