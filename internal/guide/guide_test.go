package guide_test

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/recover-journal/recover/internal/guide"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/internal/letter"
	"github.com/recover-journal/recover/prompts"
)

// small is content with all parts, each as small as can be.
func small() fstest.MapFS {
	files := map[string]string{
		"journey.yaml": `stages:
  - {id: start, opens: always}
  - {id: later, opens: always}
events:
  - {id: slip, rank: 1}
locks:
  - {id: order, shuts: [later], asks: [slip.when]}
numbers: {week: 7}
`,
		"stages/start.yaml": `questions:
  - id: start.how
    kind: select
    options: [well, "no"]
    asked: {not-mode: [apart]}
    before:
      - {show: start.first}
    then:
      - {when: {is: "no"}, lock: order, again: week, ask: slip}
      - {when: [{is: [well]}, {no-lock: [order], rule: early}], unlock: order, show: start.kind}
  - {id: start.load, kind: scale, then: [{when: {at-least: 8}, note: heavy}]}
  - {id: start.ties, kind: multiselect, options: [home, nothing], alone: nothing}
  - {id: start.same, kind: multiselect, from: start.ties, asked: {of: start.ties, besides: [nothing]}}
`,
		"stages/later.yaml":    "questions: []\n",
		"events/slip.yaml":     "questions:\n  - {id: slip.when, kind: date, words: [unknown], past: true}\n",
		"en/stages/start.yaml": "title: Start\nquestions:\n  start.how:\n    text: How are you?\n    options: {well: Well, \"no\": \"Not well: no\"}\n  start.load: {text: How heavy is it}\n  start.ties:\n    text: Ties?\n    options:\n      home: Home\n      nothing: Nothing\n  start.same:\n    text: Which?\npassages:\n  start.first: >-\n    Take\n    your time.\n\n    Breathe.\n  start.kind: |\n    Be kind,\n      {name}.\n",
		"en/stages/later.yaml": "title: Later\ndoor: It opens later.\n",
		"en/events/slip.yaml":  "questions:\n  slip.when:\n    text: When?\n    options: {unknown: Not known}\npassages: {slip.days: \"{n} days\", slip.days.one: one day}\n",
		"en/help-now.yaml":     "title: Help\npassages:\n  help.a: Call.\n",
		"en/locks.yaml":        "order: {shut: Shut., open: Open.}\n",
		"en/modes.yaml":        "apart: {title: Apart, quiet: Quiet.}\n",
		"en/days.yaml":         "days: [Walk., Rest.]\n",
		"en/passphrase.yaml":   "words: [walk, rest]\n",
		"en/calendar.yaml":     "day: \"{day} {month}\"\nmonths: [a, b, c, d, e, f, g, h, i, j, k, l]\n",
		"en/microcopy.yaml":    "hello: 'Hello, {name}.'\nback: >-\n  {n} days\n  back\n",
		"en/commands.yaml":     "letter check: {short: Checks, flags: {json: as JSON}, examples: [{run: x, says: y}]}\n",
		"en/coach.yaml":        "title: Coach\n",
		"en/urge.yaml":         "title: Urge\n",
		"en/log-says.yaml":     "log.none: Nothing.\n",
		"en/log.yaml":          "fright:\n  title: Fright\n  about: It came back\n  line: What happened?\n  fields:\n    how-strong: {text: How strong}\n    mended:\n      text: Mended?\n      options: {\"yes\": \"Yes\", later: Later}\n",
		"log/kinds.yaml":       "fright:\n  fields:\n    - {id: how-strong, kind: scale, first: true}\n    - {id: mended, kind: select, options: [\"yes\", later]}\n",
		"en/letter-notes.yaml": "long: {say: It is long.}\n",
		"en/config.yaml":       "plain: {short: Plain.}\n",
		"en/topics.yaml":       "places: {short: Where., rows: [{name: Here, says: There.}]}\n",
		"resources.yaml":       "countries: [{code: XX, name: X, crisis: '1'}]\nelsewhere: {crisis: a, emergency: b, behaviour: c, harmed: d, directory: e}\n",
		"evidence.yaml":        "sources:\n  - {id: E1, says: Rest helps, by: A, pages: a.org/b}\n",
		"safety/en.yaml":       "strong: [a]\nweak: [b]\nharm: {intents: [c], acts: [d], unless: [e]}\n",
	}
	for _, category := range letter.Categories() {
		files["letter/rules/"+category+".yaml"] = "- {id: " + category + ", why: a, ask: b, source: c, match: [sorry]}\n"
	}
	files["letter/slips.yaml"], files["letter/classes.yaml"] = "dont: do not\n", "sorry: sorry\n"
	files["letter/frames.yaml"], files["letter/elements.yaml"] = "- {id: told, match: [i said]}\n", "- {id: remorse, element: remorse, match: [sorry]}\n"
	files["letter/says.yaml"] = "beg: {why: a, ask: b, source: c}\n"
	model, err := prompts.FS.ReadFile("letter/model.bin")
	if err != nil {
		panic(err)
	}
	files["letter/model.bin"] = string(model)
	m := fstest.MapFS{}
	for name, s := range files {
		m[name] = &fstest.MapFile{Data: []byte(s)}
	}
	return m
}

func spoken() []string { return []string{"help.a", "slip.days", "hello", "back"} }

// whole loads and checks.
func whole(fsys fs.FS) (*guide.Guide, error) {
	g, err := guide.Load(fsys, "en")
	if err != nil {
		return nil, err
	}
	return g, g.Check([]string{"early"}, spoken())
}

func TestSmall(t *testing.T) {
	g, err := whole(small())
	if err != nil {
		t.Fatal(err)
	}
	q, _ := g.Plan().Question("start.how")
	if q.Kind != journey.Select || !slices.Equal(q.Options, []string{"well", "no"}) || len(q.Then) != 2 || q.Then[0].Lock != "order" ||
		!slices.Equal(q.Then[0].When[0].Is, []string{"no"}) || q.Then[1].When[1].Rule != "early" || q.Before[0].Show != "start.first" {
		t.Errorf("start.how is %+v", q)
	}
	if q, _ := g.Plan().Question("start.load"); q.Min == nil || *q.Min != 0 || *q.Max != 10 || *q.Then[0].When[0].AtLeast != 8 {
		t.Errorf("start.load is %+v", q)
	}
	for got, want := range map[string]string{
		g.Passage("start.first"):               "Take your time.\nBreathe.",
		g.Passage("start.kind", "name", "{n}"): "Be kind,\n  {n}.",
		g.Passage("slip.days", "n", "1"):       "one day",
		g.Passage("slip.days", "n", "2"):       "2 days",
		g.Label("start.how", "no"):             "Not well: no",
		g.Label("start.same", "home"):          "Home",
		g.Label("slip.when", "unknown"):        "Not known",
		g.Label("slip.when", "x"):              "⟨x⟩",
		g.Say("hello", "name", "Ana"):          "Hello, Ana.",
		g.Say("hello"):                         "Hello, {name}.",
		g.Say("back", "n", "1", "m"):           "1 days back",
		g.Flag("letter check", "json"):         "as JSON",
		g.Flag("letter check", "nope"):         "⟨letter check --nope⟩",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// Everything that can be wrong is told, with file, line and id.
func TestFaults(t *testing.T) {
	for _, c := range []struct{ file, old, new, want string }{
		{"journey.yaml", "opens: always", "open: always", `prompts/journey.yaml:2: start: the key "open" is not known here`},
		{"journey.yaml", "rank: 1", "rank: one", "prompts/journey.yaml:5: slip: a whole number is wanted here"},
		{"journey.yaml", "numbers: {week: 7}", "numbers: {week: 7}\nranges: {week: [8, 9]}", "week: it is from 8 to 9"},
		{"journey.yaml", "id: later", "id: start", "another stage has this id (prompts/journey.yaml:2)"},
		{"journey.yaml", "id: later", "id: ../etc", "an id is small letters"},
		{"journey.yaml", "shuts: [later]", "shuts: [soon]", `prompts/journey.yaml:7: order: no stage is called "soon"`},
		{"journey.yaml", "asks: [slip.when]", "asks: [slip.x]", `order: no question is called "slip.x"`},
		{"journey.yaml", "stages:", "stages: [", "prompts/journey.yaml:1: did not find"},
		{"stages/start.yaml", "kind: scale", "kind: skale", "prompts/stages/start.yaml:11: start.load: it has no kind that is known"},
		{"stages/start.yaml", "id: start.same", "id: start.ties", "prompts/stages/start.yaml:13: start.ties: another question has this id (prompts/stages/start.yaml:12)"},
		{"stages/start.yaml", "lock: order", "lock: odder", `prompts/stages/start.yaml:2: start.how: no lock is called "odder"`},
		{"stages/start.yaml", "again: week", "again: year", `no number is called "year"`},
		{"stages/start.yaml", "ask: slip", "ask: slap", `no event is called "slap"`},
		{"stages/start.yaml", "show: start.kind", "show: start.x", `no passage is called "start.x"`},
		{"stages/start.yaml", "show: start.kind", "note: x", "prompts/en/stages/start.yaml:20: start.kind: nothing shows this passage"},
		{"stages/start.yaml", "rule: early", "rule: late", `no rule is called "late"`},
		{"stages/start.yaml", "is: [well]", "is: [ill]", `start.how has no option "ill"`},
		{"stages/start.yaml", "alone: nothing", "alone: all", `it has no option "all"`},
		{"stages/start.yaml", "of: start.ties", "of: start.x", `no question is called "start.x"`},
		{"stages/start.yaml", "not-mode: [apart]", "not-mode: [a]", `no mode is called "a"`},
		{"stages/start.yaml", "at-least: 8", "contains: [x]", `start.load has no option "x"`},
		{"stages/start.yaml", "note: heavy", "", "an effect does nothing"},
		{"stages/start.yaml", "options: [well, \"no\"]", "lines: 2", "it has no options"},
		{"stages/start.yaml", "is: \"no\"", "is: &a no", ""}, // an anchor alone is harmless
		{"en/stages/start.yaml", "text: How heavy is it", "txt: How heavy", `prompts/en/stages/start.yaml:6: start.load: the key "txt" is not known here`},
		{"en/stages/start.yaml", "  start.load: {text: How heavy is it}\n", "", "prompts/en/stages/start.yaml:1: start.load: the question has no words here"},
		{"en/stages/start.yaml", "start.load:", "start.lead:", "start.lead: words without a question"},
		{"en/stages/start.yaml", "well: Well,", "", `start.how: the option "well" has no label`},
		{"en/stages/start.yaml", "home: Home", "home: Home\n      boat: Boat", `start.ties: a label without an option: "boat"`},
		{"en/stages/start.yaml", "home: Home", "home: Home\n      home: House", `"home" stands here twice`},
		{"en/stages/start.yaml", "start.kind: |", "start.first: |", `"start.first" stands here twice`},
		{"en/stages/start.yaml", "title: Start", "title: \"\\e[2J\"", "could drive the terminal"},
		{"en/stages/start.yaml", "{name}", "{name", "a brace has no partner"},
		{"en/stages/start.yaml", "title: Start", "title:", "a sentence is wanted here"},
		{"en/stages/start.yaml", "title: Start\n", "", "it has no title"},
		{"en/events/slip.yaml", "slip.days.one", "start.kind", "another passage has this id"},
		{"en/locks.yaml", "shut: Shut., ", "", "order: it wants shut, open"},
		{"en/locks.yaml", "order", "odder", "order: the lock has no words here"},
		{"en/microcopy.yaml", "hello:", "hallo:", "prompts/en: hello: no passage and no sentence has this id"},
		{"en/microcopy.yaml", "'Hello", "[Hello", "prompts/en/microcopy.yaml:2: found character"},
		{"en/calendar.yaml", ", l]", "]", "12 names are wanted"},
		{"en/commands.yaml", "short", "shirt", `the key "shirt" is not known here`},
		{"resources.yaml", "crisis: '1'", "krisis: '1'", `the key "krisis" is not known here`},
		{"evidence.yaml", "says:", "say:", `prompts/evidence.yaml:2: the key "say" is not known here`},
		{"evidence.yaml", ", by: A, pages: a.org/b", "", "prompts/evidence.yaml:2: E1: it wants id, says, and by or pages"},
		{"evidence.yaml", "}\n", "}\n  - {id: E1, says: Again, pages: [c]}\n", "prompts/evidence.yaml:3: E1: another source has this id (prompts/evidence.yaml:2)"},
		{"safety/en.yaml", "weak:", "week:", `the key "week" is not known here`},
		{"log/kinds.yaml", "kind: scale", "kind: skale", "how-strong: it has no kind that is known"},
		{"log/kinds.yaml", "first: true", "frist: true", `the key "frist" is not known here`},
		{"log/kinds.yaml", "later]", "never]", "prompts/en/log.yaml:7: fright: its labels are not those of its options"},
		{"log/kinds.yaml", "kind: select, ", "kind: text, ", "mended: options belong to select and multiselect"},
		{"log/kinds.yaml", "id: mended", "id: note", "note: every entry has this already"},
		{"en/log.yaml", "how-strong:", "how:", "words without a field"},
		{"en/log.yaml", "fright:", "fight:", "fight: words without a kind"},
		{"en/log.yaml", "  line: What happened?\n", "", "it wants title, about, line"},
		{"en/log-says.yaml", "log.none", "hello", "another sentence has this id"},
		{"log/kind.yaml", "", "a: b\n", "prompts/log/kind.yaml: nothing reads this file"},
		{"en/stages/wy.yaml", "", "title: Why\n", "prompts/en/stages/wy.yaml: nothing reads this file"},
	} {
		files := small()
		f := files[c.file]
		if f == nil {
			f = &fstest.MapFile{}
		}
		text := strings.Replace(string(f.Data), c.old, c.new, 1)
		if text == string(f.Data) {
			t.Fatalf("%s: no %q", c.file, c.old)
		}
		files[c.file] = &fstest.MapFile{Data: []byte(text)}
		_, err := whole(files)
		if c.want == "" {
			if err != nil {
				t.Errorf("%s, %q: %v", c.file, c.new, err)
			}
			continue
		}
		var faults guide.Faults
		if !errors.As(err, &faults) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s, %q for %q:\n%v\nwant %s", c.file, c.new, c.old, err, c.want)
		}
	}
}

// Every file is needed, and its absence is told by name. All faults come at once.
func TestMissing(t *testing.T) {
	for _, name := range slices.Sorted(maps.Keys(small())) {
		files := small()
		delete(files, name)
		if _, err := whole(files); err == nil || !strings.Contains(err.Error(), "prompts/"+name+": file does not exist") {
			t.Errorf("without %s: %v", name, err)
		}
	}
	files := small()
	files["stages/start.yaml"].Data = []byte("questions:\n  - {id: a, kind: b, c: d}\n  - {kind: text}\n")
	var faults guide.Faults
	if _, err := whole(files); !errors.As(err, &faults) || len(faults) != 3 {
		t.Errorf("three faults are %v", faults)
	}
	if _, err := guide.Load(small(), "../en"); err == nil {
		t.Error("a language that is a path was taken")
	}
}

// A person's own rules for letters are read like all else, and only theirs.
func TestOverlayLetter(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "letter", "rules", "beg.yaml")
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	for rule, want := range map[string]string{
		"- {id: beg, why: a, ask: b, source: c, match: [please]}\n":  "",
		"- {id: beg, ask: b, source: c, match: [please]}\n":          "beg.yaml:1: beg: a rule says why",
		"- {id: beg, why: a, ask: b, source: c, match: [\"..\"]}\n":  "beg.yaml:1: beg",
		"- {id: beg, why: a, ask: b, source: c, match: ['@nobody']}": "beg.yaml:1: beg",
		"- {id: beg, why: a, ask: b, sources: c, match: [please]}":   "beg.yaml:1: beg",
	} {
		if err := os.WriteFile(file, []byte(rule), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := whole(guide.Overlay(small(), dir))
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %v, want %q", rule, err, want)
		}
	}
}

func TestOverlay(t *testing.T) {
	dir := t.TempDir()
	write := func(name, s string) {
		t.Helper()
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("en/modes.yaml", "apart: {title: Asunder, quiet: Quiet.}\n")
	g, err := whole(guide.Overlay(small(), dir))
	if err != nil || g.Mode("apart").Title != "Asunder" || g.Lock("order").Shut != "Shut." {
		t.Fatalf("%v", err)
	}
	// What a file leaves out is said as below.
	write("en/microcopy.yaml", "back: \"{n} DAYS\"\n")
	write("en/stages/start.yaml", "questions:\n  start.how:\n    text: And you?\n    options:\n      well: Fine\n")
	g, err = whole(guide.Overlay(small(), dir))
	if err != nil || g.Say("back", "n", "3") != "3 DAYS" || g.Say("hello", "name", "Nell") != "Hello, Nell." {
		t.Fatalf("%v", err)
	}
	if q := g.Question("start.how"); q.Text != "And you?" || g.Label("start.how", "well") != "Fine" || g.Label("start.how", "no") != "Not well: no" ||
		g.Stage("start").Title != "Start" || g.Passage("start.kind", "name", "Nell") == "⟨start.kind⟩" || g.Question("start.load").Text != "How heavy is it" {
		t.Errorf("what was left out: %+v", q)
	}
	if err := g.Compare(); err != nil {
		t.Error(err)
	}
	write("en/microcopy.yaml", "bakc: \"{n} DAYS\"\nback: \"{m} days\"\n")
	g, err = whole(guide.Overlay(small(), dir))
	if err != nil {
		t.Fatal(err)
	}
	if err := g.Compare(); err == nil || !strings.Contains(err.Error(), "microcopy.yaml:1: bakc: nothing says this; is it back?") ||
		!strings.Contains(err.Error(), "microcopy.yaml:2: back: nothing fills {m} here") || !strings.Contains(err.Error(), "{n} was left out") {
		t.Errorf("misspelled: %v", err)
	}
	write("en/modes.yaml", "apart: {titel: Asunder}\n")
	if _, err := whole(guide.Overlay(small(), dir)); err == nil || !strings.Contains(err.Error(), filepath.Join(dir, "en/modes.yaml")+":1: apart") {
		t.Errorf("a broken file: %v", err)
	}
	write("en/modes.yaml", strings.Repeat("#", 2<<20))
	if _, err := whole(guide.Overlay(small(), dir)); err == nil || !strings.Contains(err.Error(), "1 MiB") {
		t.Errorf("a large file: %v", err)
	}
	outside := filepath.Join(t.TempDir(), "modes.yaml")
	if err := os.WriteFile(outside, []byte("apart: {title: a, quiet: b}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "en/modes.yaml")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(dir, "en/modes.yaml")); err != nil {
		t.Fatal(err)
	}
	if _, err := whole(guide.Overlay(small(), dir)); err == nil {
		t.Error("a link out of the folder was followed")
	}
	if _, err := whole(guide.Overlay(small(), filepath.Join(dir, "nowhere"))); err == nil {
		t.Error("a folder that is not there was taken")
	}
}

// However a file is mangled, it is a fault or it is read.
func FuzzLoad(f *testing.F) {
	names := slices.Sorted(maps.Keys(small()))
	for i, name := range names {
		f.Add(i, string(small()[name].Data))
	}
	f.Add(1, "a: &a [*a, *a]\n<<: *a\n? [x]\n: y\n--- z\n")
	f.Fuzz(func(t *testing.T, i int, s string) {
		files := small()
		files[names[(i%len(names)+len(names))%len(names)]].Data = []byte(s)
		g, err := guide.Load(files, "en")
		if err != nil {
			return
		}
		_ = g.Check(nil, nil)
		for _, q := range g.Plan().Order() {
			g.Question(q.ID)
			for _, v := range q.Options {
				g.Label(q.ID, v)
			}
		}
		g.Stage("start")
		g.Passage("start.kind")
		g.Say("hello", "name", s)
		g.Lock("order")
		g.Days()
		g.Command("letter check")
		g.Resource("xx")
		g.Safety()
		g.When("yesterday", time.Now(), time.UTC)
	})
}
