package guide

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/internal/text"
)

// sheets are the files of words that belong to no stage and no event.
func (c *checker) sheets() []string {
	return []string{"help-now.yaml", "locks.yaml", "modes.yaml", "days.yaml", "passphrase.yaml", "calendar.yaml", "microcopy.yaml", "ask.yaml", "commands.yaml", "coach.yaml", "urge.yaml", logWords, logSays, "letter-notes.yaml", topicsFile, "config.yaml", pronounFile, demoFile}
}

// allWords reads every file of words strictly.
func (c *checker) allWords() {
	for _, s := range c.road.Stages {
		c.pageOf("stages/"+s.ID+".yaml", s.Questions)
	}
	for _, e := range c.road.Events {
		c.pageOf("events/"+e.ID+".yaml", e.Questions)
	}
	c.pageOf("help-now.yaml", nil)
	for id := range c.passages {
		base, plural := strings.CutSuffix(id, ".one")
		if !c.shown[id] && !(plural && c.shown[base]) {
			c.at("passage", id, "nothing shows this passage")
		}
	}
	c.sheet("locks.yaml", func(r *reader, n *yaml.Node) { r.entries(n, c.ids("lock"), "lock", "shut", "open") })
	c.sheet("modes.yaml", func(r *reader, n *yaml.Node) { r.entries(n, nil, "mode", "title", "quiet") })
	c.sheet("days.yaml", func(r *reader, n *yaml.Node) {
		r.fields(n, map[string]field{"days": func(n *yaml.Node) { r.each(n, func(n *yaml.Node) { r.sentence(n) }) }})
	})
	c.sheet("passphrase.yaml", func(r *reader, n *yaml.Node) {
		r.fields(n, map[string]field{"words": func(n *yaml.Node) { r.each(n, func(n *yaml.Node) { r.sentence(n) }) }})
	})
	c.sheet("calendar.yaml", calendarSheet)
	c.sheet("commands.yaml", c.commandsSheet)
	if c.words(demoFile).names() != nil { // a language may be without a story of its own
		c.sheet(demoFile, demoSheet)
	}
	c.sheet("letter-notes.yaml", letterNotes)
	c.sheet(topicsFile, topicsSheet)
	for _, name := range []string{"coach.yaml", "urge.yaml", "config.yaml"} {
		c.sheet(name, (*reader).tree)
	}
	if c.words(pronounFile).names() != nil {
		c.sheet(pronounFile, c.pronounSheet)
	}
	c.allKinds()
	for _, name := range []string{"microcopy.yaml", "ask.yaml", logSays} {
		if name == "ask.yaml" && c.words(name).names() == nil {
			continue // its sentences may stand in microcopy.yaml
		}
		c.sheet(name, func(r *reader, n *yaml.Node) {
			r.pairs(n, func(key, value *yaml.Node) {
				if r.id = key.Value; !r.isNew("sentence", key) {
					return
				}
				r.sentence(value)
			})
		})
	}
	if r, root := c.open("resources.yaml"); root != nil {
		r.resources(root)
	}
	if r, root := c.open("evidence.yaml"); root != nil {
		r.evidence(root)
	}
	names := append(safetyFiles(c.fsys), path.Join("safety", c.lang+".yaml")) // told where it is missing
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		if r, root := c.open(name); root != nil {
			r.safety(root)
		}
	}
}

// ids are those of a sort, in order.
func (c *checker) ids(sort string) (ids []string) {
	for key := range c.taken {
		if id, ok := strings.CutPrefix(key, sort+" "); ok {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// sheet opens a file of words, and holds that cutting it reads the same as parsing.
func (c *checker) sheet(name string, read func(*reader, *yaml.Node)) {
	r, root := c.open(path.Join(c.lang, name))
	if root == nil {
		return
	}
	r.forms = c.formNames()
	read(r, root)
	r.id = ""
	if n := differs(c.page(c.fsys, path.Join(c.lang, name)), root); n != nil {
		r.fault(n, "this cannot be cut into its entries; write it as the lines around it")
	}
}

// differs is where a part, cut, reads otherwise than parsed, or nil.
func differs(p *part, n *yaml.Node) *yaml.Node {
	switch {
	case n.Kind == yaml.ScalarNode && !empty(n) && p.text() != strings.TrimRight(n.Value, "\n"):
		return n
	case n.Kind == yaml.SequenceNode:
		items := p.list()
		if len(items) != len(n.Content) {
			return n
		}
		for i, item := range n.Content {
			if items[i] != item.Value {
				return item
			}
		}
	}
	if n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		kid := p.at(n.Content[i].Value)
		if kid == nil {
			return n.Content[i]
		}
		if d := differs(kid, n.Content[i+1]); d != nil {
			return d
		}
	}
	if len(p.names()) != len(n.Content)/2 { // only now: an entry is found another way before
		return n
	}
	return nil
}

// pageOf reads the words of a stage, an event or the help page.
func (c *checker) pageOf(name string, qs []journey.Question) {
	c.sheet(name, func(r *reader, root *yaml.Node) {
		title, told := false, map[string]bool{}
		sentence := func(n *yaml.Node) { r.sentence(n) }
		known := map[string]field{
			"title":   func(n *yaml.Node) { r.sentence(n); title = true },
			"opening": sentence, "door": sentence,
			"questions": func(n *yaml.Node) {
				r.pairs(n, func(key, value *yaml.Node) {
					told[key.Value] = true
					c.questionWords(r, qs, key, value)
				})
			},
			"passages": func(n *yaml.Node) {
				r.pairs(n, func(key, value *yaml.Node) {
					if r.id = key.Value; r.isNew("passage", key) {
						c.passages[key.Value] = true
						r.sentence(value)
					}
				})
			},
		}
		event := strings.HasPrefix(name, "events/")
		if event { // it comes in the middle of a stage, and has no name that is read
			delete(known, "title")
			delete(known, "door")
		}
		r.fields(root, known)
		r.id = ""
		below := c.words(name) // what is left out may stand there
		if !title && !event && below.at("title") == nil {
			r.fault(root, "it has no title")
		}
		for _, q := range qs {
			if !told[q.ID] && below.at("questions", q.ID) == nil {
				r.id = q.ID
				r.fault(root, "the question has no words here")
			}
		}
	})
}

// questionWords reads the words of a question and holds its labels against it.
func (c *checker) questionWords(r *reader, qs []journey.Question, key, value *yaml.Node) {
	r.id = key.Value
	at := slices.IndexFunc(qs, func(q journey.Question) bool { return q.ID == key.Value })
	if at < 0 {
		r.fault(key, "words without a question")
		return
	}
	asked, beside, labels, q := false, false, []string{}, qs[at]
	sentence := func(n *yaml.Node) { r.sentence(n) }
	r.fields(value, map[string]field{
		"text": func(n *yaml.Node) { r.sentence(n); asked = true },
		"help": sentence, "guidance": sentence, "example": sentence, "name": sentence,
		"beside": func(n *yaml.Node) { r.sentence(n); beside = true },
		"options": func(n *yaml.Node) {
			r.pairs(n, func(label, n *yaml.Node) {
				r.sentence(n)
				labels = append(labels, label.Value)
				if !slices.Contains(c.values(q), label.Value) {
					r.fault(label, "a label without an option: %q", label.Value)
				}
			})
		},
	})
	below := c.Guide.question(q.ID) // what is left out may stand there
	if !asked && below.at("text") == nil {
		r.fault(key, "it has no text")
	}
	if beside && q.Beside == "" || q.Beside != "" && below.at("beside") == nil {
		r.fault(key, "what stands beside it, and the words for that, go together")
	}
	if q.From != "" || q.Kind == journey.Confirm {
		return // its labels stand elsewhere
	}
	for _, v := range c.values(q) {
		if !slices.Contains(labels, v) && below.at("options", v) == nil {
			r.fault(key, "the option %q has no label", v)
		}
	}
}

// sentence is a text that is there and that may be printed.
func (r *reader) sentence(n *yaml.Node) {
	s := r.scalar(n)
	if n.Kind != yaml.ScalarNode {
		return
	}
	switch {
	case strings.TrimSpace(s) == "":
		r.fault(n, "a sentence is wanted here")
	case text.Valid(s) != nil || text.Clean(s) != s:
		r.fault(n, "it holds a character that could drive the terminal")
	case strings.Count(s, "{") != strings.Count(s, "}"):
		r.fault(n, "a brace has no partner")
	default:
		r.marks(n)
	}
}

// isNew notes the id under its sort, and a fault where it is taken.
func (r *reader) isNew(sort string, key *yaml.Node) bool {
	at, taken := r.taken[sort+" "+key.Value]
	if taken {
		r.fault(key, "another %s has this id (%s:%d)", sort, at.file, at.line)
		return false
	}
	r.taken[sort+" "+key.Value] = place{r.file, key.Line}
	return true
}

// entries reads a mapping of ids to sentences under known keys. Where ids are given,
// each of them is wanted and no other.
func (r *reader) entries(n *yaml.Node, ids []string, sort string, keys ...string) {
	found := []string{}
	r.pairs(n, func(key, value *yaml.Node) {
		r.id = key.Value
		found = append(found, key.Value)
		if ids != nil && !slices.Contains(ids, key.Value) {
			r.fault(key, "no %s has this id", sort)
		}
		known, told := map[string]field{}, 0
		for _, k := range keys {
			known[k] = func(n *yaml.Node) { r.sentence(n); told++ }
		}
		r.fields(value, known)
		if told < len(keys) {
			r.fault(key, "it wants %s", strings.Join(keys, ", "))
		}
	})
	for _, id := range ids {
		if r.id = id; !slices.Contains(found, id) {
			r.fault(n, "the %s has no words here", sort)
		}
	}
}

// calendarSheet reads calendar.yaml. The rules of plural stand before the spans that
// they rule.
func calendarSheet(r *reader, root *yaml.Node) {
	known := map[string]field{}
	for _, key := range []string{"day", "day-year", "weekday-day", "weekday-day-year", "day-time", "today", "tomorrow", "yesterday", "and", "decimal"} {
		known[key] = func(n *yaml.Node) { r.sentence(n) }
	}
	names := func(want int) field {
		return func(n *yaml.Node) {
			r.each(n, func(n *yaml.Node) { r.sentence(n) })
			if n.Kind == yaml.SequenceNode && len(n.Content) != want {
				r.fault(n, "%s names are wanted here", strconv.Itoa(want))
			}
		}
	}
	known["months"], known["weekdays"] = names(12), names(7)
	forms := []string{other}
	known["plural"] = func(n *yaml.Node) {
		r.pairs(n, func(key, value *yaml.Node) {
			if forms = append(forms, key.Value); !slices.Contains(numberForms(), key.Value) {
				r.fault(key, "%q is no form of a number: there are %s", key.Value, strings.Join(numberForms(), ", "))
			}
			if _, err := parsePlural(r.scalar(value)); err != nil {
				r.fault(value, "%v", err)
			}
		})
	}
	known["spans"] = func(n *yaml.Node) { r.entries(n, nil, "unit", forms...) }
	known["when"] = func(n *yaml.Node) {
		when := map[string]field{"months": names(12), "weekdays": names(7)}
		for _, key := range []string{"today", "yesterday", "before-yesterday", "last", "past", "ago", "since", "at", "skip", "days", "weeks"} {
			when[key] = func(n *yaml.Node) { r.each(n, func(n *yaml.Node) { r.sentence(n) }) }
		}
		r.fields(n, when)
	}
	r.fields(root, known)
}

// tree reads sentences under keys, as deep as they stand.
func (r *reader) tree(n *yaml.Node) {
	if n.Kind != yaml.MappingNode {
		r.sentence(n)
		return
	}
	r.pairs(n, func(_, value *yaml.Node) { r.tree(value) })
}

// commandsSheet reads commands.yaml.
func (c *checker) commandsSheet(r *reader, root *yaml.Node) {
	below := c.words("commands.yaml") // what is left out may stand there
	sentence := func(n *yaml.Node) { r.sentence(n) }
	r.pairs(root, func(key, value *yaml.Node) {
		switch r.id = key.Value; r.id {
		case "groups":
			r.pairs(value, func(_, n *yaml.Node) { r.sentence(n) })
			return
		case "elsewhere":
			r.pairs(value, func(_, n *yaml.Node) { r.each(n, r.sentence) })
			return
		}
		short := below.at(key.Value, "short") != nil
		r.fields(value, map[string]field{
			"short": func(n *yaml.Node) { r.sentence(n); short = true },
			"long":  sentence,
			"examples": func(n *yaml.Node) {
				r.each(n, func(n *yaml.Node) { r.fields(n, map[string]field{"run": sentence, "says": sentence}) })
			},
			"flags": func(n *yaml.Node) { r.pairs(n, func(_, n *yaml.Node) { r.sentence(n) }) },
		})
		if !short {
			r.fault(key, "it has no short")
		}
	})
}
