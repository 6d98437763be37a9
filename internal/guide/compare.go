package guide

import (
	"cmp"
	"io/fs"
	"maps"
	"path"
	"slices"
	"sort"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/recover-journal/recover/internal/journal"
)

// Compare holds the words against those that they take the place of: the same files of
// the content that lies below, or, for a language that it does not have, those of the
// language that is written first. It tells sentences that a language does not have,
// sentences that nothing says, names in braces that nothing fills or that were left out,
// and forms of a number that are wanted. Its error is Faults. Words that fail here can be
// used, unlike those that fail Check: where one is missing, it is said as there.
func (g *Guide) Compare() error {
	base, lang := g.fsys, firstLang
	own, laid := g.fsys.(overlay)
	if laid {
		if base = own.base; speaks(base, g.lang) {
			lang = g.lang
		}
	}
	c := &comparison{Guide: fresh(g.fsys, g.lang), model: fresh(base, lang), asked: g}
	c.forms = c.words("calendar.yaml").at("plural").names()
	for _, name := range c.model.wordFiles() {
		if c.same() && !(laid && own.has(path.Join(lang, name))) {
			continue // it is the model itself
		}
		if name == pronounFile {
			continue // each language has forms of its own, and Check reads them
		}
		c.file(name)
	}
	if g.lang != firstLang {
		c.translated()
	}
	sort.SliceStable(c.faults, func(i, j int) bool {
		a, b := &c.faults[i], &c.faults[j]
		return cmp.Or(strings.Compare(a.File, b.File), a.Line-b.Line, strings.Compare(a.ID, b.ID)) < 0
	})
	return c.faults.err()
}

// fresh is a guide that read nothing yet.
func fresh(fsys fs.FS, lang string) *Guide {
	return &Guide{fsys: fsys, lang: lang, taken: map[string]place{}, pages: map[string]*part{}}
}

// comparison is words, and the model that they are held against.
type comparison struct {
	*Guide
	model *Guide
	asked *Guide   // whose road says which questions there are
	forms []string // of numbers, in the language of the words
}

func (c *comparison) same() bool { return c.lang == c.model.lang }

// wordFiles are the files of words that the language has.
func (g *Guide) wordFiles() (names []string) {
	for _, dir := range []string{"", "stages", "events"} {
		entries, _ := fs.ReadDir(g.fsys, path.Join(g.lang, dir))
		for _, e := range entries {
			if path.Ext(e.Name()) == ".yaml" && !e.IsDir() {
				names = append(names, path.Join(dir, e.Name()))
			}
		}
	}
	return names
}

// leaf is a sentence, or a list of them, and the keys above it.
type leaf struct {
	keys []string
	node *yaml.Node
}

func (l leaf) id() string { return strings.Join(l.keys, " ") }

// leaves are those of a file of words, and their ids in order. What is listed by an id
// or a code of its own stands under that.
func (g *Guide) leaves(name string) (all map[string]leaf, ids []string) {
	all = map[string]leaf{}
	src, err := read(g.fsys, name)
	if err != nil {
		return all, nil
	}
	r := &reader{faults: new(Faults), taken: map[string]place{}} // Check tells
	var walk func(n *yaml.Node, keys []string)
	walk = func(n *yaml.Node, keys []string) {
		listed := n.Kind == yaml.SequenceNode && len(n.Content) > 0 && named(n.Content[0]) != ""
		switch {
		case n.Kind == yaml.MappingNode:
			r.pairs(n, func(key, value *yaml.Node) { walk(value, append(slices.Clone(keys), key.Value)) })
		case listed:
			for _, item := range n.Content {
				walk(item, append(slices.Clone(keys), named(item)))
			}
		default:
			l := leaf{keys, n}
			all[l.id()] = l
			ids = append(ids, l.id())
		}
	}
	if root := r.parse(src); root != nil {
		walk(root, nil)
	}
	return all, ids
}

// named is the id or the code that an item of a list has, or "".
func named(n *yaml.Node) string {
	for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		if key := n.Content[i].Value; key == "id" || key == "code" {
			return n.Content[i+1].Value
		}
	}
	return ""
}

// ownIDs says that whoever writes the content chooses the ids of a file, so that Check
// holds them against the structure.
func ownIDs(name string) bool {
	return strings.Contains(name, "/") || slices.Contains([]string{"locks.yaml", "modes.yaml", logWords, "help-now.yaml"}, name)
}

// file holds the words of a file against those of the model.
func (c *comparison) file(name string) {
	full := path.Join(c.lang, name)
	r := &reader{file: shown(c.fsys, full), faults: &c.faults}
	own, ids := c.leaves(full)
	model, wanted := c.model.leaves(path.Join(c.model.lang, name))
	if len(own) == 0 {
		return // Check tells
	}
	for _, r.id = range ids {
		n := own[r.id].node
		like, said := model[r.id]
		if base, ok := counted(r.id, c.forms); ok && !said {
			like, said = model[base]
		}
		switch {
		case said:
			c.braces(r, n, like.node)
		case !ownIDs(name) && !formsOf(name, own[r.id]) && c.lacks(c.model, name, r.id):
			r.fault(n, "nothing says this%s", nearest(r.id, wanted))
		}
	}
	for _, id := range wanted {
		if r.id = id; c.form(model, id) {
			continue
		}
		_, said := own[id]
		if !said && c.wants(name, model[id]) && c.lacks(c.Guide, name, id) {
			r.fault(nil, "it is missing; elsewhere it says: %s", short(model[id].node))
		}
		if said && model[id+".one"].node != nil {
			c.wantForms(r, own, id)
		}
	}
}

// form says that an id is the form of a number that another id has too.
func (c *comparison) form(model map[string]leaf, id string) bool {
	base, ok := counted(id, numberForms())
	return ok && model[base].node != nil && model[base+".one"].node != nil
}

// wantForms notes each form of a number that the language tells apart and that a
// sentence does not have.
func (c *comparison) wantForms(r *reader, own map[string]leaf, id string) {
	for _, form := range c.forms {
		if _, said := own[id+"."+form]; !said {
			r.fault(own[id].node, "it is said with a number, and has no form %q: %s.%s", form, id, form)
		}
	}
}

// formsOf says that a leaf is a rule about the forms of numbers, or one of these forms,
// in calendar.yaml: Check knows which a language has.
func formsOf(name string, l leaf) bool {
	return name == "calendar.yaml" && (l.keys[0] == "plural" || l.keys[0] == "spans")
}

// wants says that a sentence of the model may not be left out: of the program's own ids
// none, of the content's those that the road still has, in another language.
func (c *comparison) wants(name string, l leaf) bool {
	switch {
	case c.same(): // it is said below
		return false
	case formsOf(name, l), name == "calendar.yaml" && l.keys[0] == "when": // each language has its own
		return false
	case !ownIDs(name):
		return l.keys[len(l.keys)-1] != "phrases"
	case len(l.keys) > 1 && l.keys[0] == "questions":
		return c.asked.home(l.keys[1]).name != ""
	}
	return true
}

// lacks says that no file that is read together with this one has the id either.
func (c *comparison) lacks(g *Guide, name, id string) bool {
	if !slices.Contains([]string{sentences, "ask.yaml", logSays}, name) {
		return true
	}
	_, said := g.Has(id)
	return !said
}

// braces holds the names in braces of a sentence against those of the model.
func (c *comparison) braces(r *reader, own, model *yaml.Node) {
	if own.Kind != yaml.ScalarNode || model.Kind != yaml.ScalarNode {
		return
	}
	forms := append(c.formNames(), c.model.formNames()...)
	mark := func(name string) bool { return slices.Contains(forms, name) }
	has, wants := slices.DeleteFunc(inBraces(own.Value), mark), slices.DeleteFunc(inBraces(model.Value), mark)
	for _, name := range has {
		if !slices.Contains(wants, name) {
			r.fault(own, "nothing fills {%s} here%s", name, nearest(name, wants))
		}
	}
	_, form := counted(r.id, numberForms())
	for _, name := range wants {
		if !slices.Contains(has, name) && !(form && name == "n") {
			r.fault(own, "{%s} was left out", name)
		}
	}
}

// inBraces are the names in braces, each once.
func inBraces(s string) (names []string) {
	for _, name := range inAllBraces(s) {
		if isID(name) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// translated holds the three files that stand above the languages against what the
// language has of them.
func (c *comparison) translated() {
	resources, _ := c.model.leaves(ownResources)
	evidence, _ := c.model.leaves(ownEvidence)
	rules := map[string]leaf{}
	for _, name := range letterFiles() {
		under := "rules "
		switch {
		case name == "letter/says.yaml":
			under = "says "
		case !strings.HasPrefix(name, "letter/rules/"):
			continue
		}
		all, _ := c.model.leaves(name)
		for id, l := range all {
			rules[under+id] = l
		}
	}
	for _, file := range []struct {
		name  string
		model map[string]leaf
		said  []string // the keys that are words
		may   []string // and those that may be left out where they need no other words
	}{
		{ownResources, resources, []string{"note", "name", "directory"}, []string{"crisis", "emergency", "behaviour", "harmed"}},
		{ownEvidence, evidence, []string{"says"}, []string{"by"}},
		{ownRules, rules, []string{"why", "ask"}, nil},
	} {
		c.above(file.name, file.model, file.said, file.may)
	}
}

// above is one of the three.
func (c *comparison) above(name string, model map[string]leaf, said, may []string) {
	full := path.Join(c.lang, name)
	r := &reader{file: shown(c.fsys, full), faults: &c.faults}
	own, ids := c.leaves(full)
	if len(ids) == 0 {
		r.fault(nil, "it is not there, so what it would say is said as elsewhere")
		return
	}
	wanted := slices.Sorted(maps.Keys(model))
	last := func(id string) string { return id[strings.LastIndexByte(id, ' ')+1:] }
	for _, r.id = range ids {
		l := own[r.id]
		like, ok := model[r.id]
		switch {
		case last(r.id) == "id" || last(r.id) == "code":
		case !ok || !slices.Contains(said, last(r.id)) && !slices.Contains(may, last(r.id)):
			r.fault(l.node, "nothing says this%s", nearest(r.id, wanted))
		default:
			c.braces(r, l.node, like.node)
		}
	}
	for _, r.id = range wanted {
		if _, ok := own[r.id]; !ok && slices.Contains(said, last(r.id)) {
			r.fault(nil, "it is missing; elsewhere it says: %s", short(model[r.id].node))
		}
	}
}

// nearest is the end of a line about something that is not known.
func nearest(word string, list []string) string {
	if near := journal.Near(word, list); near != "" {
		return "; is it " + near + "?"
	}
	return ""
}

// short is the beginning of a sentence, on one line.
func short(n *yaml.Node) string {
	words := strings.Fields(n.Value)
	if len(words) > 8 {
		return strings.Join(words[:8], " ") + " …"
	}
	return strings.Join(words, " ")
}
