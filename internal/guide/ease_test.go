package guide_test

import (
	"fmt"
	"io/fs"
	"math"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"go.yaml.in/yaml/v3"

	"github.com/recover-journal/recover/internal/guide"
	"github.com/recover-journal/recover/internal/text"
	"github.com/recover-journal/recover/prompts"
)

// The words of prompts/ are read at the worst hour of somebody's life. What that asks of
// them is counted here: CONTENT.md 1.4 and 1.6, and 14.
const (
	hardest = 8.0  // the grade above which a sentence is too hard (CONTENT.md 1.4)
	longest = 19   // words in a sentence: under twenty (CONTENT.md 1.4)
	easiest = 70.0 // the ease below which a Spanish text is too hard: "somewhat easy" begins here
	tallest = 6    // lines before a question (CONTENT.md 1.6)
	widest  = 72   // columns of a line (CONTENT.md 1.6)
)

// grade is the Flesch-Kincaid grade level: the school grade at which a text is understood.
// J. P. Kincaid, R. P. Fishburne, R. L. Rogers, B. S. Chissom: Derivation of New
// Readability Formulas for Navy Enlisted Personnel. Research Branch Report 8-75, 1975.
func grade(sentences, words, syllables int) float64 {
	return 0.39*float64(words)/float64(sentences) + 11.8*float64(syllables)/float64(words) - 15.59
}

// perspicuity is the ease of reading of a Spanish text, from 0 (hard) to 100 and more:
// J. Fernández Huerta, Medidas sencillas de lecturabilidad, Consigna 214, 1959, with the
// words of a sentence in the place where the print has the sentences of a hundred words
// (as G. Law has shown, legibilidad.blogspot.com, 2011). 70 to 80 is what the author calls
// "somewhat easy", for the sixth year of school.
func perspicuity(sentences, words, syllables int) float64 {
	return 206.84 - 60*float64(syllables)/float64(words) - 1.02*float64(words)/float64(sentences)
}

// reading is how the words of a language are weighed.
type reading struct {
	lang      string
	syllables func(word string) int
	hard      func(sentences, words, syllables int) (string, bool) // says how hard, and whether that is too hard
	sentence  bool                                                 // each sentence is weighed, not only each text
	fewest    int                                                  // words below which a text has no weight: one long word would make it
	unwanted  map[string]*regexp.Regexp
	capitals  []string
	fill      []string // the longest of what can stand in braces
	spared    map[string]string
}

var readings = []reading{
	{lang: "en", syllables: syllables, sentence: true, fewest: 5, unwanted: unwanted, capitals: capitals, spared: spared,
		hard: func(s, w, y int) (string, bool) {
			g := grade(s, w, y)
			return fmt.Sprintf("grade %.1f", g), g > hardest
		},
		fill: []string{"line", "the National Domestic Abuse Helpline, 0808 2000 247, at any hour, or the Men's Advice Line, 0808 801 0327",
			"emergency", "your local emergency number", "date", "30 September 2026"}},
	{lang: "es", syllables: sílabas, fewest: 10, unwanted: indeseadas, capitals: mayúsculas, spared: perdonadas,
		hard: func(s, w, y int) (string, bool) {
			p := perspicuity(s, w, y)
			return fmt.Sprintf("ease %.1f", p), p < easiest
		},
		fill: []string{"line", "la National Domestic Abuse Helpline, 0808 2000 247, a cualquier hora, o la Men's Advice Line, 0808 801 0327",
			"emergency", "el número de emergencias de tu zona", "date", "30 de septiembre de 2026"}},
}

// readingOf is how a language is weighed. Each that is built in has its own.
func readingOf(t testing.TB, lang string) reading {
	t.Helper()
	i := slices.IndexFunc(readings, func(r reading) bool { return r.lang == lang })
	if i < 0 {
		t.Fatalf("nobody weighs the words of %q: say in readings how", lang)
	}
	return readings[i]
}

// saying is one text that a person reads, and where it stands.
type saying struct {
	file string
	line int
	keys []string // in the file, one in the other
	text string
}

func (s saying) String() string {
	return fmt.Sprintf("prompts/%s:%d: %s", s.file, s.line, strings.Join(s.keys, " "))
}

func (s saying) last() string { return s.keys[len(s.keys)-1] }

// unread are the files and keys that hold no sentence for a person to read.
func unread(file string, keys []string) bool {
	switch path.Base(file) {
	case "passphrase.yaml": // words of which no sentence is made
		return true
	case "calendar.yaml": // names of days and months, and forms of dates
		return true
	case "pronouns.yaml": // words that stand in sentences
		return true
	case "evidence.yaml": // whose pages are addresses
		return keys[len(keys)-1] != "says"
	case "resources.yaml": // names, numbers and addresses of others
		return true
	}
	last := keys[len(keys)-1]
	return keys[0] == "elsewhere" || last == "run" || path.Base(file) == "topics.yaml" && last == "name" || last == "letter.export.small-words" // a command as it is typed; words by which a language is told
}

// sayings are all texts of the language, and the names of what they rest on. Outside the
// language there are no sentences: structure, phrases that are looked for and never
// shown (safety/), and help lines (resources.yaml), which are the names, numbers and
// addresses of others.
func sayings(t testing.TB, fsys fs.FS, lang string) (all []saying) {
	t.Helper()
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".yaml" || !strings.HasPrefix(name, lang+"/") && !(lang == "en" && name == "evidence.yaml") {
			return err
		}
		src, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		var doc yaml.Node
		if err := yaml.Unmarshal(src, &doc); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		walk(&doc, nil, func(keys []string, n *yaml.Node) {
			if !unread(name, keys) {
				all = append(all, saying{name, n.Line, keys, unmarked(strings.TrimRight(n.Value, "\n"))})
			}
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// walk finds the single values, with the keys above them.
func walk(n *yaml.Node, keys []string, found func([]string, *yaml.Node)) {
	switch n.Kind {
	case yaml.ScalarNode:
		found(keys, n)
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			walk(n.Content[i+1], append(slices.Clone(keys), n.Content[i].Value), found)
		}
	default:
		for _, item := range n.Content {
			walk(item, keys, found)
		}
	}
}

// What is typed and not read: commands, flags and their values, names in capitals of the
// shell, dates in figures, addresses, blanks to fill in; and what stands in braces, which
// others wrote.
var typed = regexp.MustCompile(`: recover .*|\brecover( (--)?[a-z][a-z.-]*)*|--[a-z-]+( [A-Z]+)?|\b[A-Z]+_[A-Z_]+\b|\bAGE-[A-Z0-9-]+|\d{4}-\d\d-\d\d( \d\d:\d\d)?|\b[a-z]+\.(com|org)\b|_{2,}|\{[a-z]+\}`)

// sentencesOf parts a text into its sentences. A line end stands between two, since a
// text in which lines run on is folded.
func sentencesOf(s string) (all []string) {
	for line := range strings.Lines(s) {
		for _, span := range text.Sentences(line) {
			all = append(all, line[span.Start:span.End])
		}
	}
	return all
}

// wordsOf are the words and figures of a text. "If-then" is one word.
func wordsOf(s string) []string {
	fields := strings.FieldsFunc(typed.ReplaceAllString(s, " "), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("'’-:", r)
	})
	words := fields[:0]
	for _, w := range fields {
		if w = strings.Trim(w, "'’-:"); w != "" {
			words = append(words, strings.ReplaceAll(strings.ToLower(w), "’", "'"))
		}
	}
	return words
}

// syllables counts those of a word: its groups of vowels, less an e that is not heard
// (made, notes, asked), and more where two vowels are heard (going, easier, isn't). What
// is spoken in another way stands in unlike. A figure, read at a glance, counts one for
// each digit.
func syllables(word string) (n int) {
	for _, part := range strings.FieldsFunc(word, func(r rune) bool { return r == '-' || r == ':' }) {
		if _, err := strconv.Atoi(part); err == nil {
			n += len(part)
		} else {
			n += syllablesIn(part)
		}
	}
	return n
}

func syllablesIn(w string) int {
	w = strings.TrimSuffix(w, "'s")
	if n, ok := unlike[w]; ok {
		return n
	}
	n := len(vowels.FindAllString(w, -1))
	if mute.MatchString(w) && !heard.MatchString(w) {
		n--
	}
	return max(1, n+len(apart.FindAllString(w, -1)))
}

var (
	vowels = regexp.MustCompile(`[aeiouyáéíóú]+`)
	mute   = regexp.MustCompile(`[^aeiouy](e|es|ed)$`)
	heard  = regexp.MustCompile(`([^aeiouy]l|[^aeiouy]r)es?$|[^aeiouylr]led$|[td]ed$|(s|x|z|c|g|sh|ch)es$`)
	apart  = regexp.MustCompile(`[aeiouy]ing|i(er|est)$|[^aeiouyr]n't$`)
)

// unlike are words of prompts/ that are not spoken as these rules have it, as the CMU
// Pronouncing Dictionary has them.
var unlike = map[string]int{
	"anyone": 3, "careful": 2, "colleagues": 2, "drawer": 1, "elsewhere": 2, "everything": 3, "ids": 2, "lonely": 2, "loyalty": 3,
	"maybe": 2, "mutual": 3, "quiet": 2, "reliable": 4, "safety": 2, "seriously": 4, "sexual": 3, "something": 2, "sometimes": 2,
	"somewhere": 2, "usual": 3,
}

// spared are the texts that stay as they are, by where they stand and what is said
// against them, and why.
var spared = map[string]string{
	"en/events/crisis.yaml passages crisis.help: tall": "the help screen of CONTENT.md 13: it stands alone, and each thing to do has a line of its own",
	"en/topics.yaml translate text: guess":             "it names the pronouns that may be chosen, and calls nobody by one",
}

// complaint is what is wrong with a text.
type complaint struct {
	saying
	about, what string
}

func (c complaint) at() string {
	return c.file + " " + strings.Join(c.keys, " ") + ": " + c.about
}

// ease is all that CONTENT.md 1 and 14 would have otherwise in these texts.
func (r reading) ease(all []saying) (found []complaint) {
	for _, s := range all {
		complain := func(about, format string, args ...any) {
			found = append(found, complaint{s, about, fmt.Sprintf(format, args...)})
		}
		words, count, sentences := 0, 0, sentencesOf(s.text)
		for _, sentence := range sentences {
			said, n := wordsOf(sentence), 0
			for _, w := range said {
				n += r.syllables(w)
			}
			words, count = words+len(said), count+n
			if r.sentence && len(said) >= r.fewest {
				if how, hard := r.hard(1, len(said), n); hard {
					complain("grade", "%s, with %d words and %d syllables: %s", how, len(said), n, sentence)
				}
			}
			if len(said) > longest {
				complain("long", "%d words: %s", len(said), sentence)
			}
		}
		if (len(sentences) > 1 || !r.sentence) && words >= r.fewest {
			if how, hard := r.hard(len(sentences), words, count); hard {
				complain("grade", "%s as a whole: %s", how, s.text)
			}
		}
		if n := r.lines(s.text); n > tallest {
			complain("tall", "%d lines of %d columns", n, widest)
		}
		for about, bad := range r.unwanted {
			for _, m := range bad.FindAllString(typed.ReplaceAllString(s.text, " "), -1) {
				if !slices.Contains(r.capitals, m) {
					complain(about, "%q: %s", m, s.text)
				}
			}
		}
	}
	return append(found, r.firstScreens(all)...)
}

// firstScreens are the first of each part: its opening, and what stands before its first
// question, come together.
func (r reading) firstScreens(all []saying) (found []complaint) {
	for _, s := range all {
		if s.last() != "opening" || len(s.keys) != 1 {
			continue
		}
		before, first := []string{s.text}, ""
		for _, q := range all {
			if q.file == s.file && len(q.keys) == 3 && q.keys[0] == "questions" {
				if first == "" {
					first = q.keys[1]
				}
				if q.keys[1] == first && (q.last() == "guidance" || q.last() == "example") {
					before = append(before, q.text)
				}
			}
		}
		if n := r.lines(strings.Join(before, "\n")); n > tallest {
			found = append(found, complaint{s, "tall", fmt.Sprintf("%d lines of %d columns before %s", n, widest, first)})
		}
	}
	return found
}

// lines are those of a text with the longest of what can stand in its braces.
func (r reading) lines(s string) int { return len(text.Wrap(guide.Fill(s, r.fill...), widest)) }

// unwanted are words and signs that are not ours (CONTENT.md 1.4, 1.5 and 14).
var unwanted = map[string]*regexp.Regexp{
	"sign":     regexp.MustCompile(`[!\x{2190}-\x{21ff}\x{2600}-\x{27bf}\x{1f000}-\x{1faff}]`),
	"word":     regexp.MustCompile(`(?i)\b(should|just|streaks?|wayward|d-day|trauma bond|toxic|narcissis\w*|gaslight\w*|exes)\b`),
	"praise":   regexp.MustCompile(`(?i)\b((great|good|nice) (job|work)|well done|congratulations|bravo|proud of you|keep it up|way to go|good for you|excellent|fantastic|awesome|hooray)\b`),
	"capitals": regexp.MustCompile(`\b[A-Z]{2,}\b`),
	"name":     regexp.MustCompile(`(?i)\b(cheaters?|liars?|betrayers?|traitors?|adulter\w+|abusers?|perpetrators?|offenders?|culprits?|sinners?|cowards?|addicts?|unfaithful|guilty party)\b`),
	"guess":    regexp.MustCompile(`(?i)\b(he|she|him|his|her|hers|husbands?|wife|wives|spouses?|marriages?|married|girlfriends?|boyfriends?|god)\b`),
}

// capitals are names that are written so, and what a flag takes.
var capitals = []string{"CC", "COMMAND", "DIR", "EDITOR", "FILE", "HTML", "ID", "JSON", "KEY", "KIND", "LANG", "NAME", "NZ", "TEXT", "TIME", "TYPE", "US", "UTF", "VALUE", "VISUAL", "WHEN", "ZONE"}

// Nobody is asked whether they are safe for having written what we gave as an example.
func TestExamples(t *testing.T) {
	watch, seen := text.NewWatch(real(t).Safety()...), 0
	for _, s := range sayings(t, prompts.FS, "en") {
		if s.last() != "example" {
			continue
		}
		if seen++; watch.Look(s.text) != (text.Alarm{}) {
			t.Errorf("%s: it raises an alarm: %s", s, s.text)
		}
	}
	if seen == 0 {
		t.Error("there is no example")
	}
}

// cited is an id of the evidence, in square brackets as in [E1][E2], or without.
var cited = regexp.MustCompile(`\b[EP]\d{1,2}\b`)

// What any file of prompts/ cites, in its comments or its data, is there with its page;
// and so is all that CONTENT.md 15 lists.
func TestEvidence(t *testing.T) {
	known := map[string]guide.Source{}
	for _, s := range real(t).Evidence() {
		known[s.ID] = s
		for _, page := range s.Pages {
			if !address.MatchString(page) {
				t.Errorf("%s: %q is no address of a page", s.ID, page)
			}
		}
	}
	wanted := map[string]string{"P2": "CONTENT.md 15", "P4": "CONTENT.md 15"}
	for i := 1; i <= 31; i++ {
		wanted["E"+strconv.Itoa(i)] = "CONTENT.md 15"
	}
	times := 0
	err := fs.WalkDir(prompts.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".yaml" || name == "evidence.yaml" {
			return err
		}
		src, err := fs.ReadFile(prompts.FS, name)
		for _, id := range cited.FindAllString(string(src), -1) {
			times++
			wanted[id] = name
		}
		return err
	})
	if err != nil || times == 0 {
		t.Errorf("%d citations (%v)", times, err)
	}
	for id, where := range wanted {
		if known[id].Says == "" {
			t.Errorf("%s, which %s cites, is not in evidence.yaml", id, where)
		}
	}
	if len(known) != len(wanted) {
		t.Errorf("%d sources are there, and %d are known", len(known), len(wanted))
	}
}

var address = regexp.MustCompile(`^([a-z0-9-]+\.)+[a-z]{2,}/\S+$`)

// Every sentence is easy to read, short, and kind. The shortest texts have no grade.
func TestEase(t *testing.T) {
	inEach(t, func(t *testing.T, g *guide.Guide) {
		r := readingOf(t, g.Lang())
		all := sayings(t, prompts.FS, r.lang)
		if len(all) < 1000 {
			t.Errorf("only %d texts were found", len(all))
		}
		used := map[string]bool{}
		for _, c := range r.ease(all) {
			if used[c.at()] = true; r.spared[c.at()] == "" {
				t.Errorf("%s: %s: %s", c.saying, c.about, c.what)
			}
		}
		for at := range r.spared {
			if !used[at] {
				t.Errorf("%s: it is spared, and there is nothing against it", at)
			}
		}
	})
}

// The same looks find each of these.
func TestEaseFinds(t *testing.T) {
	for bad, about := range map[string]string{
		"Irresponsible communication inevitably exacerbates their psychological deterioration.":                   "grade",
		"You may go on with this one or that one, or you may leave it be, and come back to it on some other day.": "long",
		strings.Repeat("This is one line of the many that come before a question here. ", 7):                      "tall",
		"You did it!": "sign",
		"That is good \U0001f389 news for you both": "sign",
		"You should write to them now":              "word",
		"It is just one more day of quiet":          "word",
		"Great job, you kept to the quiet":          "praise",
		"You must NOT write to them now":            "capitals",
		"A cheater can change, day by day":          "name",
		"What would your wife say to that":          "guess",
	} {
		fsys := fstest.MapFS{"en/microcopy.yaml": {Data: []byte("good: You reached out. Thank you for writing it down.\nbad: >-\n  " + bad + "\n")}}
		found := readings[0].ease(sayings(t, fsys, "en"))
		if len(found) == 0 {
			t.Errorf("nothing is found in %q", bad)
		}
		for _, c := range found {
			if c.last() != "bad" || c.about != about {
				t.Errorf("%s: %s: %s", c.saying, c.about, c.what)
			}
		}
	}
	page := "title: Start\nopening: " + strings.Repeat("One more line of words that come before it all. ", 7) +
		"\nquestions:\n  start.how:\n    text: How are you?\n    guidance: " + strings.Repeat("And one more line of words that come before it. ", 3) + "\n"
	fsys := fstest.MapFS{"en/stages/start.yaml": {Data: []byte(page)}}
	if found := readings[0].ease(sayings(t, fsys, "en")); len(found) != 1 || found[0].about != "tall" || found[0].last() != "opening" {
		t.Errorf("a first screen of eight lines: %v", found)
	}
}

// The counter counts as people speak: these are of the CMU Pronouncing Dictionary, which
// it was held against for every word of prompts/.
func TestSyllables(t *testing.T) {
	for word, want := range map[string]int{
		"a": 1, "the": 1, "made": 1, "notes": 1, "asked": 1, "wanted": 2, "changes": 2, "pages": 2, "table": 2, "whole": 1, "people": 2,
		"settled": 2, "called": 1, "quiet": 2, "going": 2, "being": 2, "easier": 3, "heaviest": 3, "isn't": 2, "don't": 1, "couldn't": 2,
		"agreement": 3, "counsellor": 3, "emergency": 4, "practical": 3, "relationship": 4, "responsibility": 6, "partner's": 2,
		"if-then": 2, "7": 1, "30": 2, "150": 3,
	} {
		if got := syllables(word); got != want {
			t.Errorf("%s has %d syllables, not %d", word, got, want)
		}
	}
}

// The formula is the one of the paper: a text of 100 words in 5 sentences with 150
// syllables is of grade 9.91.
func TestGrade(t *testing.T) {
	if got := grade(5, 100, 150); math.Abs(got-9.91) > 0.001 {
		t.Errorf("grade %.3f", got)
	}
}
