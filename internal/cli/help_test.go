package cli

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// tree is every command that a person may call, with the options it was made of.
func tree(t *testing.T) (*options, []*cobra.Command) {
	t.Helper()
	o := &options{prepared: true, env: Env{Out: io.Discard, Err: io.Discard, Width: func() int { return 80 }, Getenv: func(string) (string, bool) { return "", false }}}
	root := newRoot(o)
	root.InitDefaultHelpFlag()
	var all []*cobra.Command
	var walk func(*cobra.Command)
	walk = func(c *cobra.Command) {
		all = append(all, c)
		for _, sub := range c.Commands() {
			if sub.IsAvailableCommand() {
				walk(sub)
			}
		}
	}
	walk(root)
	if len(all) < 40 {
		t.Fatalf("only %d commands", len(all))
	}
	return o, all
}

// Every command says what it is for and has an example of itself; every flag of every
// command has its words, and says what it takes.
func TestHelpTeaches(t *testing.T) {
	o, all := tree(t)
	w := o.words()
	for _, cmd := range all {
		name := nameOf(cmd)
		c := w.Command(name)
		if c.Long == "" || strings.HasPrefix(c.Short, "⟨") {
			t.Errorf("%s: no words", name)
		}
		own := false
		for _, e := range c.Examples {
			own = own || strings.HasPrefix(e.Run+" ", cmd.CommandPath()+" ")
			if e.Says == "" {
				t.Errorf("%s: nothing is said of %q", name, e.Run)
			}
			exampleRuns(t, cmd.Root(), e.Run)
		}
		if !own {
			t.Errorf("%s: no example of it", name)
		}
		flags := cmd.LocalNonPersistentFlags()
		if !cmd.HasParent() {
			flags = cmd.LocalFlags()
		}
		flags.VisitAll(func(f *pflag.Flag) {
			says := o.flagWords(name, f.Name)
			if strings.HasPrefix(says, "⟨") {
				t.Errorf("%s --%s: no words", name, f.Name)
			}
			if f.Value.Type() != "bool" && flagTakes(f, says) == "" {
				t.Errorf("%s --%s does not say what it takes: %s", name, f.Name, says)
			}
		})
	}
}

// exampleRuns holds that an example names a command and flags that there are.
func exampleRuns(t *testing.T, root *cobra.Command, run string) {
	words := strings.Fields(run)
	if words[0] != "recover" {
		return // how another program opens what this one wrote
	}
	cmd, _, err := root.Find(words[1:])
	if err != nil {
		t.Errorf("%q: no such command", run)
		return
	}
	for _, w := range words[1:] {
		name, _, _ := strings.Cut(strings.TrimPrefix(w, "--"), "=")
		if strings.HasPrefix(w, "--") && cmd.Flags().Lookup(name) == nil && cmd.InheritedFlags().Lookup(name) == nil && name != "help" {
			t.Errorf("%q: no such flag %s", run, w)
		}
	}
}

// Every command of the program stands once in the groups of the help.
func TestHelpGroups(t *testing.T) {
	_, all := tree(t)
	var grouped []string
	for _, g := range helpGroups() {
		grouped = append(grouped, g.commands...)
	}
	if once := slices.Compact(slices.Sorted(slices.Values(grouped))); len(once) != len(grouped) {
		t.Error("a command stands in two groups")
	}
	for _, cmd := range all {
		if cmd.HasParent() && !cmd.Parent().HasParent() && !slices.Contains(grouped, cmd.Name()) {
			t.Errorf("%s stands in no group", cmd.Name())
		}
	}
}

// The manual is the same to the byte whenever it is made: what is handed out must be.
func TestManAgain(t *testing.T) {
	var first []string
	for range 20 {
		o, all := tree(t)
		var pages []string
		for _, p := range o.manPages(all[0]) {
			pages = append(pages, p.Roff())
		}
		if len(pages) < 40 {
			t.Fatalf("only %d pages", len(pages))
		}
		if first == nil {
			first = pages
		}
		for i, p := range pages {
			if p != first[i] {
				t.Fatalf("made again, a page differs:\n%s\n\n%s", first[i], p)
			}
		}
	}
}

// A usage line names what a command cannot do without.
func TestUsageLines(t *testing.T) {
	_, all := tree(t)
	lines := map[string]string{}
	for _, cmd := range all {
		lines[nameOf(cmd)] = usage(cmd)
	}
	for name, want := range map[string]string{
		"backup": "recover backup FILE [FLAG …]", "verify": "recover verify [FILE] [FLAG …]", "restore": "recover restore FILE [FLAG …]",
		"letter diff": "recover letter diff [A [B]] [FLAG …]", "log show": "recover log show ID [FLAG …]", "recover": "recover [COMMAND] [FLAG …]",
	} {
		if lines[name] != want {
			t.Errorf("%q, not %q", lines[name], want)
		}
	}
}

// The page about dates shows what is taken.
func TestHelpDates(t *testing.T) {
	o, _ := tree(t)
	topic, ok := o.words().Topic("dates")
	if !ok || len(topic.Rows) < 5 {
		t.Fatal("no dates")
	}
	now := time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC)
	for _, row := range topic.Rows {
		if _, err := o.words().When(row[0], now, time.UTC); err != nil {
			t.Errorf("%s: %v", row[0], err)
		}
	}
}

// The page about the environment names every variable that is read, and no other.
func TestHelpEnvironment(t *testing.T) {
	o, _ := tree(t)
	topic, ok := o.words().Topic("environment")
	if !ok {
		t.Fatal("no environment")
	}
	named := map[string]bool{}
	for _, row := range topic.Rows {
		for _, name := range strings.Split(row[0], ", ") {
			named[name] = true
		}
	}
	windows := []string{"APPDATA", "LOCALAPPDATA"} // the places of that system
	read := map[string]bool{"TZ": true}            // by package time
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		asked := false
		wished(func(n string) string { asked = asked || n == name; return "" })
		read[name] = asked
	}
	reads := regexp.MustCompile(`(?:env|Getenv|xdg|forAsker)\("([A-Z_]+)"`)
	for _, dir := range []string{".", "../ask", "../edit", "../clock", "../guide", "../render"} {
		files, _ := filepath.Glob(filepath.Join(dir, "*.go"))
		for _, name := range files {
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasSuffix(name, "_test.go") || bytes.Contains(b, []byte("//go:build fakeclock")) {
				continue
			}
			for _, m := range reads.FindAllSubmatch(b, -1) {
				read[string(m[1])] = true
			}
		}
	}
	for name, is := range read {
		if is && !named[name] && !slices.Contains(windows, name) {
			t.Errorf("%s is read, and the page does not say so", name)
		}
	}
	for name := range named {
		if !read[name] {
			t.Errorf("the page names %s, which nothing reads", name)
		}
	}
}

func TestNearest(t *testing.T) {
	o, all := tree(t)
	below := func(name string) []string {
		for _, cmd := range all {
			if nameOf(cmd) == name {
				return commandNames(cmd)
			}
		}
		return nil
	}
	for _, c := range []struct{ under, word, want string }{
		{"recover", "stauts", "status"}, {"recover", "stat", "status"}, {"recover", "nxet", "next"}, {"recover", "unlck", "unlock"}, {"recover", "zzzzzz", ""},
		{"passphrase", "chnage", "change"}, {"letter", "chekc", "check"}, {"log", "chrat", "chart"}, {"space", "slipp", "slip"}, {"agreements", "reveiw", "review"},
	} {
		if got := nearest(c.word, below(c.under)); got != c.want {
			t.Errorf("%s %s: %q, not %q", c.under, c.word, got, c.want)
		}
	}
	if got := nearest("enviroment", o.topics()); got != "environment" {
		t.Errorf("a topic: %q", got)
	}
}
