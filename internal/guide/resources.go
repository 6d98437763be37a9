package guide

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/recover-journal/recover/internal/text"
)

// Resource is where a person in one country can turn to. Each text can stand after a
// colon and before a full stop.
type Resource struct {
	Code, Name string
	Also       string // letters that people write for the code, parted by blanks
	Crisis     string // thoughts of ending one's life, or of hurting oneself
	Emergency  string // danger now
	Behaviour  string // worry about one's own behaviour
	Harmed     string // being harmed
	Directory  string // lists lines everywhere
	Page       string // where it was read
	Checked    string // and on which day
}

// Resource is the help of a country by its two letters, or others that people write for it, upper or lower case. What
// the country has no line for, and all of it for a country that is not known, is
// that of everywhere else; known says which.
func (g *Guide) Resource(code string) (r Resource, known bool) {
	_, elsewhere, countries := g.resources()
	for _, c := range countries {
		if slices.ContainsFunc(append(strings.Fields(c.Also), c.Code), func(s string) bool { return strings.EqualFold(s, code) }) {
			r, known = c, true
		}
	}
	for _, f := range []struct {
		to *string
		or string
	}{
		{&r.Crisis, elsewhere.Crisis}, {&r.Emergency, elsewhere.Emergency}, {&r.Behaviour, elsewhere.Behaviour},
		{&r.Harmed, elsewhere.Harmed}, {&r.Directory, elsewhere.Directory},
	} {
		if *f.to == "" {
			*f.to = f.or
		}
	}
	return r, known
}

// Countries are all that are known, in the order of the file.
func (g *Guide) Countries() []Resource {
	_, _, countries := g.resources()
	return countries
}

// ResourcesNote says how current the numbers are.
func (g *Guide) ResourcesNote() string {
	note, _, _ := g.resources()
	return note
}

// resources reads resources.yaml. What is wrong in it is Check's matter: to a person
// in need, what can be read is shown.
func (g *Guide) resources() (note string, elsewhere Resource, countries []Resource) {
	r := &reader{faults: new(Faults), taken: map[string]place{}}
	src, err := read(g.fsys, "resources.yaml")
	if err != nil {
		return
	}
	return g.inWords(r.resources(r.parse(src)))
}

func (r *reader) resources(root *yaml.Node) (note string, elsewhere Resource, countries []Resource) {
	r.fields(root, map[string]field{
		"note":      r.text(&note),
		"elsewhere": func(n *yaml.Node) { r.fields(n, r.lines(&elsewhere)) },
		"countries": func(n *yaml.Node) {
			r.each(n, func(n *yaml.Node) {
				var c Resource
				known := r.lines(&c)
				known["code"], known["name"] = r.text(&c.Code), r.text(&c.Name)
				known["also"] = r.text(&c.Also)
				known["page"], known["checked"] = r.text(&c.Page), r.text(&c.Checked)
				r.fields(n, known)
				countries = append(countries, c)
			})
		},
	})
	return note, elsewhere, countries
}

func (r *reader) lines(c *Resource) map[string]field {
	return map[string]field{
		"crisis": r.text(&c.Crisis), "emergency": r.text(&c.Emergency), "behaviour": r.text(&c.Behaviour),
		"harmed": r.text(&c.Harmed), "directory": r.text(&c.Directory),
	}
}

// Safety is the phrases that may mean danger, in every language that has some: people
// write in more than the one in which they read.
func (g *Guide) Safety() []text.AlarmWords {
	if g.ours() {
		return builtSafety
	}
	return g.readSafety()
}

func (g *Guide) readSafety() (all []text.AlarmWords) {
	for _, name := range safetyFiles(g.fsys) {
		r := &reader{faults: new(Faults), taken: map[string]place{}}
		if src, err := read(g.fsys, name); err == nil {
			all = append(all, r.safety(r.parse(src)))
		}
	}
	return all
}

// safetyFiles are the files with phrases of danger, one for each language.
func safetyFiles(fsys fs.FS) (names []string) {
	entries, _ := fs.ReadDir(fsys, "safety")
	for _, e := range entries {
		if path.Ext(e.Name()) == ".yaml" {
			names = append(names, path.Join("safety", e.Name()))
		}
	}
	return names
}

func (r *reader) safety(root *yaml.Node) (w text.AlarmWords) {
	loose := func(to *[]string) field {
		return func(n *yaml.Node) {
			r.each(n, func(item *yaml.Node) { *to = append(*to, text.Loose(r.scalar(item))) })
		}
	}
	r.fields(root, map[string]field{
		"strong": loose(&w.Strong),
		"weak":   loose(&w.Weak),
		"spared": loose(&w.Spared),
		"harm": func(n *yaml.Node) {
			r.fields(n, map[string]field{"intents": loose(&w.Intents), "acts": loose(&w.Acts), "unless": loose(&w.Unless)})
		},
	})
	return w
}
