package cli

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"
	"go.yaml.in/yaml/v3"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/guide"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/internal/seal"
	"github.com/recover-journal/recover/internal/text"
	"github.com/recover-journal/recover/prompts"
)

// evening is one command of a life: when, what is typed, and what comes on standard
// input. What the person writes is in Greek letters, so that no language here is taken
// for theirs.
type evening struct{ at, args, in string }

// life goes through the screens that the program has without a terminal.
func life() []evening {
	days := []evening{
		{"2026-01-01T09:00:00Z", "", ""}, {"2026-01-01T09:00:00Z", "next", ""}, {"2026-01-01T09:00:00Z", "status --plain", ""},
		{"2026-01-01T09:00:00Z", "log", ""}, {"2026-01-01T09:00:00Z", "export", ""},
		{"2026-01-01T09:00:00Z", "init --no-passphrase --zone UTC --country ES", ""}, {"2026-01-01T09:00:00Z", "init", ""},
		{"2026-01-01T09:01:00Z", "next --list", ""},
		{"2026-01-01T09:05:00Z", "next --answers -", `{"start.when":"2025-12-20","start.status":"split-up","start.ties":["nothing"],"start.asked":"nothing-yet","start.order":"no","start.byme":["none"],"start.tome":["none"],"start.other":"fully","start.health":"no","start.load":4,"crisis.ask":"no"}`},
		{"2026-01-01T09:10:00Z", "next --answers -", `{"space.day0":"2026-01-01","space.length":"30","space.risk":["lonely"],"space.plan":"Ναι λοιπόν","space.person":"Μο","why.what":"Είπα ψέματα.","why.story":"thrill","why.permission":"κανείς","why.before":6,"why.impact":"ύπνος\nφίλοι","why.again":9,"why.want":"one-partner","why.road":9,"why.told":"yes","why.values":["honesty"],"why.plan":"Αν α, τότε β.\nΑν γ, τότε δ.","why.own":"Elegí mentir."}`},
		{"2026-01-01T10:00:00Z", "status", ""}, {"2026-01-01T10:00:00Z", "status --plain", ""}, {"2026-01-01T10:00:00Z", "next", ""},
		{"2026-01-01T10:00:00Z", "answers", ""}, {"2026-01-01T10:00:00Z", "answers --history", ""}, {"2026-01-01T10:00:00Z", "space", ""}, {"2026-01-01T10:00:00Z", "space plan", ""},
		{"2026-01-01T10:00:00Z", "reflect", ""}, {"2026-01-01T10:00:00Z", "urge", ""}, {"2026-01-01T10:00:00Z", "coach", ""}, {"2026-01-01T10:00:00Z", "agreements", ""},
		{"2026-01-01T10:00:00Z", "meet", ""}, {"2026-01-01T10:00:00Z", "closure", ""}, {"2026-01-01T10:00:00Z", "letter", ""},
		{"2026-01-01T10:00:00Z", "log kinds", ""}, {"2026-01-01T10:00:00Z", "log", ""}, {"2026-01-01T10:00:00Z", "log stats", ""}, {"2026-01-01T10:00:00Z", "log chart", ""},
		{"2026-01-01T11:00:00Z", "log add urge --when 2025-12-31 --intensity 6 -", "Το τηλέφωνο\nκαι η νύχτα"},
	}
	for _, day := range []string{"02", "03", "10", "17", "24", "30"} {
		at := "2026-01-" + day + "T20:00:00Z"
		days = append(days, evening{at, "next --answers -", `{"space.daily.load":3,"space.daily.urge":2,"space.daily.contact":"none"}`},
			evening{at, "log add trigger --answers -", `{"what":"Πάλι","intensity":7,"calm-minutes":20,"steps":["1"],"defended":"said-a-bit"}`})
	}
	const later, now = "2026-01-31T20:00:00Z", "2026-02-01T20:00:00Z"
	return append(days, []evening{
		{later, "space slip --answers -", `{"slip.what":"looked","slip.when":"2026-01-31","slip.before":["alone"],"slip.stop":"no"}`}, {later, "space day", ""}, {later, "space heard", ""},
		{later, "next --answers -", `{"choice.signal":"said-nothing","choice.length":"1-5-years","choice.why":["own"],"choice.gift":"αλήθεια","choice.good":"cant-tell","choice.no":8,"choice.next":"letter"}`},
		{now, "status", ""}, {now, "next", ""}, {now, "next --list", ""}, {now, "log", ""}, {now, "log --plain", ""}, {now, "log stats", ""}, {now, "log stats --masked", ""}, {now, "log chart", ""}, {now, "log chart --plain", ""},
		{now, "log calendar", ""}, {now, "log calendar --plain", ""}, {now, "log review", ""}, {now, "log add", ""}, {now, "log add trigger", ""}, {now, "log show zzzz", ""}, {now, "log --since never", ""},
		{now, "letter", ""}, {now, "letter show", ""}, {now, "letter history", ""}, {now, "letter diff", ""}, {now, "letter export", ""}, {now, "letter sent", ""}, {now, "letter unsent", ""}, {now, "letter burn", ""},
		{now, "letter check -", "I'm sorry if I upset you. You never touched me. Please come back to me.\n"},
		{now, "letter check -", "Te mentí durante tres meses y fue decisión mía.\n"},
		{now, "letter check -", "I am going to kill myself.\n"}, {now, "letter check -", "I lied to you. It was my choice.\n"}, {now, "letter check missing.txt", ""},
		{now, "help-now", ""}, {now, "help-now --country XX", ""}, {now, "help-now --country US", ""}, {now, "help evidence", ""}, {now, "help translate", ""},
		{now, "privacy", ""}, {now, "doctor", ""}, {now, "report", ""}, {now, "undo", ""}, {now, "verify missing", ""}, {now, "restore missing", ""}, {now, "backup", ""}, {now, "passphrase", ""}, {now, "passphrase set", ""},
		{now, "unlock", ""}, {now, "lock", ""}, {now, "import missing.json", ""}, {now, "import -", "{}"}, {now, "purge", ""}, {now, "prompts", ""}, {now, "prompts check missing", ""},
		{now, "statsu", ""}, {now, "--bogus", ""}, {now, "log --kind", ""}, {now, "log nothing", ""}, {now, "next --answers -", "{"}, {now, "next --answers -", `{"why.what":7,"nothing":1,"start.load":12}`},
		{now, "next --step nothing", ""}, {now, "--country Q status", ""}, {now, "--lang tlh status", ""},
		{now, "next --answers -", `{"crisis.ask":"yes"}`}, {now, "status", ""}, {now, "next", ""}, {now, "coach", ""}, {now, "urge", ""}, {now, "letter", ""},
		{"2026-04-01T20:00:00Z", "status", ""}, {"2026-04-01T20:00:00Z", "next", ""},
	}...)
}

// tongue is the program in-process, in a HOME of its own. Where it is 4000 columns wide no
// line is broken.
type tongue struct {
	t    *testing.T
	home string
	g    *guide.Guide // the words, or nil for those that the language asks for
	lang string       // of the environment

	width int
}

func (l tongue) run(e evening) (out string) {
	l.t.Helper()
	var b bytes.Buffer
	in := filepath.Join(l.home, "in")
	if err := os.WriteFile(in, []byte(e.in), 0o600); err != nil {
		l.t.Fatal(err)
	}
	f, err := os.Open(in)
	if err != nil {
		l.t.Fatal(err)
	}
	defer f.Close()
	env := Env{
		In: f, Out: &b, Err: &b, Terminal: f, Width: func() int { return l.width },
		Getenv: func(name string) (string, bool) {
			value, ok := map[string]string{"LANG": l.lang, "TERM": "xterm", "NO_COLOR": "1"}[name]
			return value, ok
		},
		Now:    func() (time.Time, error) { return time.Parse(time.RFC3339, e.at) },
		Device: func() string { return "UTC" }, Home: func() (string, error) { return l.home, nil },
		Asker: ask.New, Cost: seal.Cost{}, Harden: func() {},
	}
	(&options{env: env, loaded: l.g}).main(strings.Fields(e.args))
	return strings.ReplaceAll(b.String(), l.home, "")
}

// everyHelp is a call for help with each command.
func everyHelp() (all []evening) {
	var walk func(*cobra.Command)
	walk = func(cmd *cobra.Command) {
		all = append(all, evening{"2026-02-01T20:00:00Z", strings.TrimSpace(strings.TrimPrefix(cmd.CommandPath(), "recover")) + " --help", ""})
		for _, sub := range cmd.Commands() {
			walk(sub)
		}
	}
	walk(newRoot(&options{env: Env{Out: &bytes.Buffer{}, Err: &bytes.Buffer{}}}))
	return all
}

// names are what is typed and is the same in every language: commands, flags, ids.
func names(t *testing.T) map[string]bool {
	all := map[string]bool{}
	var walk func(*cobra.Command)
	walk = func(cmd *cobra.Command) {
		for word := range strings.FieldsFuncSeq(cmd.Use, notLetter) {
			all[word] = true
		}
		cmd.InitDefaultHelpFlag()
		cmd.InitDefaultVersionFlag()
		for _, flag := range strings.FieldsFunc(cmd.LocalFlags().FlagUsages(), func(r rune) bool { return notLetter(r) && r != '-' }) {
			for word := range strings.FieldsFuncSeq(flag, notLetter) {
				all[word] = true
			}
		}
		for _, sub := range cmd.Commands() {
			walk(sub)
		}
	}
	root := newRoot(&options{env: Env{Out: &bytes.Buffer{}, Err: &bytes.Buffer{}}})
	walk(root)
	g, err := guide.Load(prompts.FS, fallback)
	if err != nil {
		t.Fatal(err)
	}
	ids := g.KindIDs()
	for _, id := range g.KindIDs() {
		k, _ := g.Kind(id)
		for _, f := range k.Fields {
			ids = append(ids, f.ID)
		}
	}
	for _, s := range g.Plan().Stages {
		for _, q := range s.Questions {
			ids = append(ids, q.ID)
		}
	}
	for _, e := range g.Plan().Events {
		for _, q := range e.Questions {
			ids = append(ids, q.ID)
		}
	}
	for _, id := range ids {
		for word := range strings.FieldsFuncSeq(id, notLetter) {
			all[word] = true
		}
	}
	return all
}

func notLetter(r rune) bool { return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z') }

// Everything that is said is data: in a language that has every sentence in brackets,
// nothing stands outside brackets but what is typed, and what the person wrote.
func TestNothingIsInCode(t *testing.T) {
	fsys := bracketed(t)
	g, err := guide.Load(fsys, "xx")
	if err == nil {
		err = g.Check(journey.Rules(), spoken())
	}
	if err == nil {
		err = g.Compare()
	}
	if err != nil {
		t.Fatal(err)
	}
	known := names(t)
	known["Eleg"], known["mentir"] = true, true // what is written has to be a choice, in a language that is known
	l := tongue{t: t, home: t.TempDir(), g: g, width: 4000}
	for _, e := range append(everyHelp(), life()...) {
		out := l.run(e)
		if strings.Contains(out, "⟨") {
			t.Errorf("recover %s: a sentence is missing:\n%s", e.args, out)
		}
		if !strings.Contains(out, "⟦") && !quiet[e.args] {
			t.Errorf("recover %s says nothing: %q", e.args, out)
		}
		for word := range strings.FieldsFuncSeq(outside(out), notLetter) {
			if len(word) > 1 && !known[word] && !strings.Contains(e.args+e.in, word) && strings.ToUpper(word) != word {
				t.Errorf("recover %s: %q is said in code:\n%s", e.args, word, shortened(outside(out)))
				break
			}
		}
	}
}

// quiet are commands whose answer is the person's own words and no more.
var quiet = map[string]bool{}

func shortened(s string) string { return s[:min(len(s), 600)] }

// outside is what stands outside the brackets, without addresses of pages and what the
// program is not the author of.
func outside(s string) string {
	for {
		inner := regexp.MustCompile(`⟦[^⟦⟧]*⟧`)
		if !inner.MatchString(s) {
			break
		}
		s = inner.ReplaceAllString(s, " ")
	}
	for _, r := range []string{
		`(?m)^\s+\S+\.\S+/\S+$`,                      // a page of help evidence
		`(?m)^\s*\{".*\}$`,                           // JSON
		`(?m)^ *(recover|age|source <\(recover) .*$`, // an example, before what it does
		`(?m)[ (][0-9a-z]{4}\)?$`,                    // the id of an entry
		`(?m)^[0-9a-z]{4}  `,                         // in a table
		`(?m)^⟦[A-Z][a-z]( .*)?$`,                    // a month that is cut to three signs
	} {
		s = regexp.MustCompile(r).ReplaceAllString(s, " ")
	}
	return s
}

// bracketed is the content with a language called xx: English with each sentence in
// brackets.
func bracketed(t *testing.T) fstest.MapFS {
	t.Helper()
	fsys := fstest.MapFS{}
	write := func(name string, n *yaml.Node) {
		b, err := yaml.Marshal(n)
		if err != nil {
			t.Fatal(err)
		}
		fsys[name] = &fstest.MapFile{Data: b}
	}
	err := fs.WalkDir(prompts.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(prompts.FS, name)
		fsys[name] = &fstest.MapFile{Data: b}
		in, own := strings.CutPrefix(name, "en/")
		above := name == "resources.yaml" || name == "evidence.yaml"
		rules := strings.HasPrefix(name, "letter/rules/") || name == "letter/says.yaml"
		if err != nil || !own && !above && !rules {
			return err
		}
		var doc yaml.Node
		if err := yaml.Unmarshal(b, &doc); err != nil {
			return err
		}
		if name != "en/passphrase.yaml" {
			brackets(&doc)
		}
		switch {
		case own:
			write("xx/"+in, &doc)
		case rules:
			write(name, &doc)
		default:
			write("xx/"+name, saysOnly(&doc))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	fsys["safety/xx.yaml"] = fsys["safety/en.yaml"]
	write("xx/rules.yaml", rulesOf(t, fsys))
	return fsys
}

// rulesOf are the reasons and questions of the rules, as a language says them.
func rulesOf(t *testing.T, fsys fs.FS) *yaml.Node {
	all := map[string]map[string]map[string]string{"rules": {}, "says": {}}
	for _, name := range append(letterNames(t, fsys), "letter/says.yaml") {
		b, err := fs.ReadFile(fsys, name)
		if err != nil {
			t.Fatal(err)
		}
		if name == "letter/says.yaml" {
			err = yaml.Unmarshal(b, all["says"])
			for _, said := range all["says"] {
				delete(said, "source")
			}
		} else {
			var list []struct{ ID, Why, Ask string }
			err = yaml.Unmarshal(b, &list)
			for _, r := range list {
				all["rules"][r.ID] = map[string]string{"why": r.Why, "ask": r.Ask}
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	var n yaml.Node
	b, err := yaml.Marshal(all)
	if err == nil {
		err = yaml.Unmarshal(b, &n)
	}
	if err != nil {
		t.Fatal(err)
	}
	return &n
}

func letterNames(t *testing.T, fsys fs.FS) []string {
	names, err := fs.Glob(fsys, "letter/rules/*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatal(err)
	}
	return names
}

// brackets puts each sentence in brackets. What is no sentence stays.
func brackets(n *yaml.Node) {
	switch {
	case n.Kind == yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			switch n.Content[i].Value {
			case "run", "elsewhere", "stop", "phrases", "plural", "decimal", "letter.export.small-words", "code", "also", "id", "page", "pages", "checked",
				"match", "unless", "needs", "keeps", "catches", "spares", "element", "weak", "sure":
			case "number": // in pronouns.yaml many or one, elsewhere a sentence
				if v := n.Content[i+1].Value; v != "many" && v != "one" {
					brackets(n.Content[i+1])
				}
			case "when": // in calendar.yaml a mapping of what is typed, elsewhere a sentence
				if n.Content[i+1].Kind == yaml.ScalarNode {
					brackets(n.Content[i+1])
				}
			default:
				brackets(n.Content[i+1])
			}
		}
	case n.Kind == yaml.ScalarNode:
		n.Value = "⟦" + strings.TrimRight(n.Value, "\n") + "⟧"
		n.Style = yaml.DoubleQuotedStyle
	default:
		for _, kid := range n.Content {
			brackets(kid)
		}
	}
}

// saysOnly is a file without what no language says anew.
func saysOnly(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.MappingNode {
		var kept []*yaml.Node
		for i := 0; i+1 < len(n.Content); i += 2 {
			if k := n.Content[i].Value; k != "page" && k != "pages" && k != "checked" && k != "also" {
				kept = append(kept, n.Content[i], saysOnly(n.Content[i+1]))
			}
		}
		n.Content = kept
		return n
	}
	for i := range n.Content {
		n.Content[i] = saysOnly(n.Content[i])
	}
	return n
}

// In another language no sentence of English is left.
func TestNoEnglishIsLeft(t *testing.T) {
	for _, lang := range guide.Languages(prompts.FS) {
		if lang == fallback {
			continue
		}
		t.Run(lang, func(t *testing.T) {
			english := fragments(t, lang)
			l, said := tongue{t: t, home: t.TempDir(), lang: lang + "_XX.UTF-8", width: 4000}, map[string]bool{}
			for _, e := range append(everyHelp(), life()...) {
				out := strings.ReplaceAll(l.run(e), e.in, "")
				for _, s := range english {
					if strings.Contains(out, s) && !said[s] {
						said[s] = true
						t.Errorf("recover %s says in English: %s", e.args, s)
					}
				}
			}
		})
	}
}

// fragments are the runs of three words and more of the English sentences that a
// language does not have too.
func fragments(t *testing.T, lang string) (all []string) {
	own := map[string]bool{}
	for _, s := range scalars(t, lang+"/") {
		for _, f := range runs(s) {
			own[f] = true
		}
	}
	for _, s := range append(scalars(t, "en/"), scalars(t, "letter/rules/")...) {
		for _, f := range runs(s) {
			if !own[f] {
				all = append(all, f)
			}
		}
	}
	if len(all) < 1500 {
		t.Fatalf("only %d sentences", len(all))
	}
	return all
}

// runs are the parts of a text between names in braces, of three words at least.
func runs(s string) (all []string) {
	for _, part := range regexp.MustCompile(`\{[^}]*\}|\n|recover [a-z]+`).Split(s, -1) {
		if part = strings.TrimSpace(part); len(strings.Fields(part)) > 2 {
			all = append(all, part)
		}
	}
	return all
}

// scalars are the sentences under a folder of the content.
func scalars(t *testing.T, under string) (all []string) {
	err := fs.WalkDir(prompts.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasPrefix(name, under) || strings.HasSuffix(name, "passphrase.yaml") {
			return err
		}
		var doc yaml.Node
		b, err := fs.ReadFile(prompts.FS, name)
		if err == nil {
			err = yaml.Unmarshal(b, &doc)
		}
		var walk func(n *yaml.Node)
		walk = func(n *yaml.Node) {
			for i, kid := range n.Content {
				if key := n.Content[max(i-1, 0)].Value; n.Kind != yaml.MappingNode || i%2 == 1 &&
					key != "source" && key != "match" && key != "unless" && key != "needs" && key != "catches" && key != "spares" && key != "run" && key != "elsewhere" && key != "phrases" {
					walk(kid)
				}
			}
			if n.Kind == yaml.ScalarNode {
				all = append(all, strings.TrimRight(n.Value, "\n"))
			}
		}
		walk(&doc)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// No line is wider than the screen, in any language, but for what may not be broken.
func TestNoLineIsTooWide(t *testing.T) {
	for _, lang := range guide.Languages(prompts.FS) {
		for _, width := range []int{40, 60, 80} {
			if lang == fallback && width > 40 {
				continue // the screens of cmd/recover hold these
			}
			t.Run(lang+strconv.Itoa(width), func(t *testing.T) {
				l := tongue{t: t, home: t.TempDir(), lang: lang, width: width}
				for _, e := range append(everyHelp(), life()...) {
					for line := range strings.Lines(l.run(e)) {
						if line = strings.TrimRight(line, "\n"); text.Width(line) > width && !whole(line) {
							t.Errorf("recover %s: %d columns: %s", e.args, text.Width(line), line)
						}
					}
				}
			})
		}
	}
}

// whole is a line that is not broken, so that it can be copied or read by a program: an
// error, an address.
func whole(line string) bool {
	return strings.HasPrefix(line, "recover: ") || strings.HasPrefix(line, "{") || !strings.Contains(strings.TrimSpace(line), " ")
}

// What is kept is the same, whatever language it was asked in.
func TestKeptIsTheSame(t *testing.T) {
	exports := map[string]string{}
	for _, lang := range guide.Languages(prompts.FS) {
		l := tongue{t: t, home: t.TempDir(), lang: lang, width: 80}
		for _, e := range life() {
			if e.in != "" || strings.HasPrefix(e.args, "init") { // what keeps something
				l.run(e)
			}
		}
		exports[lang] = l.run(evening{"2026-04-01T20:00:00Z", "export", ""})
		if !strings.Contains(exports[lang], "Το τηλέφωνο") {
			t.Fatalf("%s: nothing was kept: %s", lang, shortened(exports[lang]))
		}
		if first := exports[fallback]; exports[lang][strings.Index(exports[lang], "{"):] != first[strings.Index(first, "{"):] {
			t.Errorf("%s keeps something else than %s:\n%s", lang, fallback, cmp.Diff(first, exports[lang]))
		}
	}
}
