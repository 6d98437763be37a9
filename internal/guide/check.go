package guide

import (
	"cmp"
	"errors"
	"io/fs"
	"path"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/internal/letter"
)

// Check reads all content and says what does not fit together; its error is Faults.
// rules are the names that a `rule` may have. spoken are the passages and sentences
// that the program shows by itself: each must be there, and every other passage must
// be shown by some answer.
func (g *Guide) Check(rules, spoken []string) error {
	// A second guide, since what is built in was not read, and lines are wanted.
	again := fresh(g.fsys, g.lang)
	again.road = again.plan()
	c := &checker{Guide: again, rules: rules, labels: map[string][]string{}, shown: map[string]bool{}, passages: map[string]bool{}}
	for _, id := range spoken {
		c.shown[id] = true
	}
	c.structure()
	c.allWords()
	c.letterRules()
	c.strays()
	for _, id := range spoken {
		if _, said := again.Has(id); !said && again.passage(id) == nil {
			c.faults = append(c.faults, Fault{File: shown(g.fsys, g.lang), ID: id, What: "no passage and no sentence has this id"})
		}
	}
	sort.SliceStable(c.faults, func(i, j int) bool {
		a, b := &c.faults[i], &c.faults[j]
		return cmp.Or(strings.Compare(a.File, b.File), a.Line-b.Line, strings.Compare(a.ID, b.ID)) < 0
	})
	return c.faults.err()
}

// checker holds the content together with what was seen of it.
type checker struct {
	*Guide
	rules    []string
	labels   map[string][]string // of each question with labels of its own: their values
	shown    map[string]bool     // passages that something shows
	passages map[string]bool     // passages that there are
}

// at notes a fault at the place of an id.
func (c *checker) at(sort, id, what string) {
	p := c.taken[sort+" "+id]
	c.faults = append(c.faults, Fault{p.file, p.line, id, what})
}

// structure looks where stages, locks, events and questions lead.
func (c *checker) structure() {
	for _, s := range c.road.Stages {
		if s.Opens == "" {
			c.at("stage", s.ID, "it does not say what opens it")
		}
		for _, q := range s.Questions {
			c.question(q)
		}
	}
	for _, e := range c.road.Events {
		if len(e.Questions) == 0 {
			c.at("event", e.ID, "it has no questions")
		}
		for _, w := range e.Asked {
			if len(e.Questions) > 0 {
				c.when(e.Questions[0], w)
			}
		}
		for _, q := range e.Questions {
			c.question(q)
		}
	}
	for name, r := range c.road.Ranges {
		if n := c.road.Numbers[name]; n < r.Least || n > r.Most {
			c.faults = append(c.faults, Fault{File: shown(c.fsys, "journey.yaml"), ID: name,
				What: "it is from " + strconv.Itoa(r.Least) + " to " + strconv.Itoa(r.Most)})
		}
	}
	for _, l := range c.road.Locks {
		for _, id := range l.Shuts {
			c.known("stage", id, "lock", l.ID)
		}
		for _, id := range l.Asks {
			c.known("question", id, "lock", l.ID)
		}
	}
}

// known notes a fault where nothing of the sort has the id.
func (c *checker) known(sort, id, inSort, in string) {
	if _, ok := c.taken[sort+" "+id]; !ok {
		c.at(inSort, in, "no "+sort+" is called "+strconv.Quote(id))
	}
}

func (c *checker) question(q journey.Question) {
	c.kind(q)
	if q.From != "" {
		c.known("question", q.From, "question", q.ID)
	}
	if q.Beside != "" {
		c.known("question", q.Beside, "question", q.ID)
	}
	for _, v := range q.Alone {
		if !slices.Contains(c.values(q), v) {
			c.at("question", q.ID, "alone: it has no option "+strconv.Quote(v))
		}
	}
	if q.None != "" && !slices.Contains(q.Alone, q.None) {
		c.at("question", q.ID, "none: no option that stands alone is "+strconv.Quote(q.None))
	}
	if q.Each != "" && q.Each != "day" && q.Each != "week" {
		c.at("question", q.ID, "each: only a day and a week are known")
	}
	for _, w := range slices.Concat(q.Asked, q.Due) {
		c.when(q, w)
	}
	for _, l := range q.Limits {
		for _, w := range l.When {
			c.when(q, w)
		}
		for _, v := range l.Options {
			if !slices.Contains(q.Options, v) {
				c.at("question", q.ID, "limits: it has no option "+strconv.Quote(v))
			}
		}
	}
	for _, e := range slices.Concat(q.Before, q.Meant, q.Then) {
		c.effect(q, e)
	}
	for _, e := range q.Before {
		if e.Show == "" {
			c.at("question", q.ID, "before: it shows nothing")
		}
	}
	for _, e := range q.Meant {
		if e.Show == "" {
			c.at("question", q.ID, "meant: it shows nothing")
		}
	}
}

// kind looks for what belongs to another kind of question.
func (c *checker) kind(q journey.Question) {
	chosen := q.Kind == journey.Select || q.Kind == journey.Multiselect
	for _, rule := range []struct {
		broken bool
		what   string
	}{
		{chosen && len(q.Options) == 0 && q.From == "", "it has no options"},
		{!chosen && (len(q.Options) > 0 || q.From != ""), "only select and multiselect have options"},
		{len(q.Options) > 0 && q.From != "", "its options are listed, or come from another question, not both"},
		{q.Kind != journey.Select && q.Deliberate, "only a select is deliberate"},
		{q.Kind != journey.Multiselect && len(q.Alone) > 0, "only options of a multiselect can stand alone"},
		{q.Kind != journey.Date && (len(q.Words) > 0 || q.Past || q.Future), "only a date has words, past or future"},
		{q.Kind != journey.Multiline && (q.Lines > 0 || q.Most > 0), "only a multiline has lines or most"},
		{q.Kind != journey.Text && q.Kind != journey.Multiline && len(q.Marks) > 0, "only a text has marks"},
		{q.Kind != journey.Scale && q.Kind != journey.Number && q.Max != nil, "only a scale and a number have max"},
		{q.Kind != journey.Scale && q.Kind != journey.Number && q.Kind != journey.Multiselect && q.Min != nil, "only a scale, a number and a multiselect have min"},
		{q.Min != nil && q.Max != nil && *q.Min > *q.Max, "its min is above its max"},
		{q.Most > 0 && q.Lines > q.Most, "it wants more lines than it takes"},
		{twice(slices.Concat(q.Options, q.Words)), "an option stands there twice"},
	} {
		if rule.broken {
			c.at("question", q.ID, rule.what)
		}
	}
}

func twice(list []string) bool {
	sorted := slices.Sorted(slices.Values(list))
	return len(slices.Compact(sorted)) < len(list)
}

// values are all that may be chosen at a question.
func (c *checker) values(q journey.Question) []string {
	switch {
	case q.Kind == journey.Confirm:
		return []string{"yes", "no"}
	case q.From != "":
		if from, ok := c.road.Question(q.From); ok && from.From == "" {
			return from.Options
		}
	}
	return slices.Concat(q.Options, q.Words)
}

func (c *checker) when(q journey.Question, w journey.When) {
	of := q
	if w.Of != "" {
		c.known("question", w.Of, "question", q.ID)
		if found, ok := c.road.Question(w.Of); ok {
			of = found
		} else {
			return
		}
	}
	numeric := of.Kind == journey.Scale || of.Kind == journey.Number
	for _, v := range slices.Concat(w.Is, w.Isnt, w.Contains, w.Besides, w.Only) {
		if _, err := strconv.Atoi(v); numeric && err == nil {
			continue
		}
		if !slices.Contains(c.values(of), v) {
			c.at("question", q.ID, "when: "+of.ID+" has no option "+strconv.Quote(v))
		}
	}
	if !numeric && (w.AtLeast != nil || w.AtMost != nil) {
		c.at("question", q.ID, "when: "+of.ID+" is no number")
	}
	if w.Rule != "" && !slices.Contains(c.rules, w.Rule) {
		c.at("question", q.ID, "when: no rule is called "+strconv.Quote(w.Rule))
	}
	for _, id := range slices.Concat(w.Lock, w.NoLock) {
		c.known("lock", id, "question", q.ID)
	}
	modes := c.words("modes.yaml").names()
	for _, id := range slices.Concat(w.Mode, w.NotMode) {
		if !slices.Contains(modes, id) {
			c.at("question", q.ID, "when: no mode is called "+strconv.Quote(id))
		}
	}
}

func (c *checker) effect(q journey.Question, e journey.Effect) {
	for _, w := range e.When {
		c.when(q, w)
	}
	for _, id := range []string{e.Lock, e.Unlock} {
		if id != "" {
			c.known("lock", id, "question", q.ID)
		}
	}
	if e.Ask != "" {
		c.known("event", e.Ask, "question", q.ID)
	}
	if _, ok := c.road.Numbers[e.Again]; e.Again != "" && !ok {
		c.at("question", q.ID, "again: no number is called "+strconv.Quote(e.Again))
	}
	if e.Show != "" {
		c.shown[e.Show] = true
		if c.passage(e.Show) == nil {
			c.at("question", q.ID, "show: no passage is called "+strconv.Quote(e.Show))
		}
	}
	if e.Lock+e.Unlock+e.Note+e.Show+e.Ask+e.Again == "" {
		c.at("question", q.ID, "an effect does nothing")
	}
}

// letterRules reads the rules of the letter checker. Those that are built in were read
// by a test, and reading them takes its time: only a folder's own are read here.
func (c *checker) letterRules() {
	if o, ok := c.fsys.(overlay); ok && !slices.ContainsFunc(append(letterFiles(), letterModel), o.has) {
		return
	}
	before := c.faults // LetterSource tells its own
	src, _, err := c.LetterSource()
	if err == nil {
		_, err = c.compile(src)
	}
	c.faults = before
	var found Faults
	if errors.As(err, &found) {
		c.faults = append(c.faults, found...)
	} else if err != nil {
		c.faults = append(c.faults, Fault{File: shown(c.fsys, "letter"), What: err.Error()})
	}
	switch model, err := read(c.fsys, letterModel); {
	case err != nil:
		c.faults = append(c.faults, Fault{File: shown(c.fsys, letterModel), What: reason(err).Error()})
	case !letter.IsModel(model):
		c.faults = append(c.faults, Fault{File: shown(c.fsys, letterModel), What: "this is no table of the letter checker"})
	}
}

// strays are files that nothing reads, such as one with a mistyped name. Of content
// laid over the built-in one only the files laid over it count: nobody is to answer
// for ours. A folder that holds no language that is known may be one that is begun.
func (c *checker) strays() {
	names := slices.Concat(structure(c.road), letterFiles(), []string{letterModel, logKinds, ownResources, ownEvidence}, safetyFiles(c.fsys))
	languages := append(Languages(c.fsys), c.lang)
	for _, lang := range languages {
		for _, s := range c.road.Stages {
			names = append(names, path.Join(lang, "stages", s.ID+".yaml"))
		}
		for _, e := range c.road.Events {
			names = append(names, path.Join(lang, "events", e.ID+".yaml"))
		}
		for _, name := range append(c.sheets(), ownResources, ownEvidence, ownRules) {
			names = append(names, path.Join(lang, name))
		}
	}
	o, laid := c.fsys.(overlay)
	_ = fs.WalkDir(c.fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil || laid && name != "." && !o.has(name):
		case d.IsDir() && strings.HasPrefix(d.Name(), ".") && name != ".":
			return fs.SkipDir
		case path.Ext(name) == ".yaml" && !d.IsDir() && !slices.Contains(names, name):
			c.faults = append(c.faults, Fault{File: shown(c.fsys, name), What: "nothing reads this file; is its name right?"})
		}
		return nil
	})
}
