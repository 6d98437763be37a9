// Command run builds a hello world and this program with the same flags, makes journals
// of given sizes, and prints what a person waits for as ratios to the hello world: the
// budget, how commands grow with the journal, and, where other journals are installed,
// theirs on the same entries. It needs Go, and is run at the top of the repository:
//
//	go run ./internal/bench/run                   the budget, and growth to 100,000 entries
//	go run ./internal/bench/run -million          growth to 1,000,000 once (an hour)
//	go run ./internal/bench/run -rounds 41 -growth=false
//
// Programs run in turn, so that what else the machine does falls on all alike. A ratio
// of wall time is told by its median and its least; CPU is user and system together.
// On a machine that is not idle look at the least, and at CPU.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
)

func main() {
	log.SetFlags(0)
	rounds := flag.Int("rounds", 21, "how often each program runs")
	sizes := flag.String("sizes", "100,10000,100000", "entries of the journals, the first and the last compared")
	million := flag.Bool("million", false, "a journal of 1,000,000 entries besides")
	growth := flag.Bool("growth", true, "the tables of growth")
	others := flag.Int("others", 1000, "entries for other journals, 0 for none of it")
	part := flag.String("part", "", "what a helper of this program prepares: see prepare")
	flag.Parse()
	if *part != "" {
		if err := prepare(*part, flag.Args()); err != nil {
			log.Fatal(err)
		}
		return
	}
	if err := run(*rounds, *sizes, *million, *growth, *others); err != nil {
		log.Fatal(err)
	}
}

// helper runs this program once more to prepare something, and gives what it said. The
// system counts the memory of who starts a program as the program's until it runs, so
// the one that measures must stay smaller than all that it measures.
func (b *bench) helper(part string, args ...string) (string, error) {
	self, err := os.Executable()
	if err != nil {
		return "", err
	}
	return quietly(os.Getenv("HOME"), "", nil, append([]string{self, "-part", part, b.work}, args...)...)
}

// prepare is what a helper does: a journal of N entries, letters, another journal, or
// to count what is sealed.
func prepare(part string, args []string) error {
	if len(args) != 2 {
		return errors.New("a helper is told where it works, and one thing more")
	}
	b := bench{work: args[0]}
	n, err := strconv.Atoi(args[1])
	if err != nil {
		return err
	}
	switch part {
	case "journal":
		return b.makeJournal(n)
	case "letters":
		return b.makeLetters(n)
	case "sealed":
		return b.countSealed(n)
	}
	for _, o := range known() {
		if o.name == part {
			return o.fill(b.homeOf(o.name), entries(n))
		}
	}
	return fmt.Errorf("nobody knows %q", part)
}

func run(rounds int, list string, million, growth bool, others int) error {
	work, err := os.MkdirTemp("", "recover-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	b := bench{work: work, rounds: rounds}
	for s := range strings.SplitSeq(list, ",") {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 {
			return fmt.Errorf("%q is no number of entries", s)
		}
		b.sizes = append(b.sizes, n)
	}
	if err := errors.Join(b.build("hello", filepath.Join(work, "hello.go")), b.build("recover", "./cmd/recover")); err != nil {
		return err
	}
	if err := b.journals(); err != nil {
		return err
	}
	fmt.Printf("%s, %s/%s, %d cores; %d rounds, programs in turn; ratios to a hello world with the same flags (CGO_ENABLED=0 %s)\n\n",
		runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), rounds, strings.Join(flags, " "))
	if err := b.budget(); err != nil {
		return err
	}
	if growth {
		if million {
			b.sizes = append(b.sizes, 1_000_000)
		}
		if err := b.growth(); err != nil {
			return err
		}
	}
	if others > 0 {
		return b.others(others)
	}
	return nil
}

// bench is where everything lies that is measured.
type bench struct {
	work   string
	rounds int
	sizes  []int
}

var flags = []string{"-trimpath", "-ldflags", "-s -w"}

// build makes a program. The source of hello is written for it. What is measured is a
// copy, as an installed program is one: the linker writes its file in single pages of the
// system's cache, which are mapped one by one afterwards (1 to 1.5 ms more of a search).
func (b *bench) build(name, source string) error {
	if strings.HasSuffix(source, ".go") {
		const hello = "package main\n\nimport \"fmt\"\n\nfunc main() { fmt.Println(\"hello\") }\n"
		if err := os.WriteFile(source, []byte(hello), 0o600); err != nil {
			return err
		}
	}
	linked := b.program(name) + ".linked"
	c := exec.Command("go", append(append([]string{"build", "-o", linked}, flags...), source)...)
	c.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("building %s: %w\n%s", name, err, out)
	}
	return copyFile(b.program(name), linked)
}

// copyFile leaves the copying to the system: what is measured would begin with the memory
// of this program.
func copyFile(to, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o700)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}

func (b *bench) program(name string) string { return filepath.Join(b.work, name) }

// hello is what all is compared with.
func (b *bench) hello() job { return job{name: "hello", args: []string{b.program("hello")}} }

// recover is a run of the program on the journal of n entries.
func (b *bench) recover(n int, name string, args ...string) job {
	return job{name: name, args: append([]string{b.program("recover")}, args...), home: b.home(n)}
}

func (b *bench) homeOf(name string) string { return filepath.Join(b.work, "home-"+name) }

func (b *bench) home(n int) string { return filepath.Join(b.work, "home-"+strconv.Itoa(n)) }
