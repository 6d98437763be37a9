package guide

import (
	"path"
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/recover-journal/recover/internal/letter"
)

// Three files stand above the languages, since most of what they hold is said in none:
// numbers, addresses, patterns. What they say in words a language may say in its own, in
// a file of the same shape in its folder, under the same codes and ids. What it leaves
// out stays as it is.
const (
	ownResources = "resources.yaml"
	ownEvidence  = "evidence.yaml"
	ownRules     = "rules.yaml"
)

// translated reads such a file of the language. The root is nil where there is none.
func (g *Guide) translated(name string) (*reader, *yaml.Node) {
	r := &reader{faults: new(Faults), taken: map[string]place{}} // Check tells
	src, err := read(g.fsys, path.Join(g.lang, name))
	if err != nil {
		return r, nil
	}
	return r, r.parse(src)
}

// inWords puts the language's own words in place of those of resources.yaml.
func (g *Guide) inWords(note string, elsewhere Resource, countries []Resource) (string, Resource, []Resource) {
	r, root := g.translated(ownResources)
	if root == nil {
		return note, elsewhere, countries
	}
	ownNote, ownElsewhere, own := r.resources(root)
	put(&note, ownNote)
	elsewhere.say(ownElsewhere)
	for i := range countries {
		if at := slices.IndexFunc(own, func(c Resource) bool { return c.Code == countries[i].Code }); at >= 0 {
			countries[i].say(own[at])
		}
	}
	return note, elsewhere, countries
}

// say takes the words of another where it has some.
func (r *Resource) say(own Resource) {
	put(&r.Name, own.Name)
	put(&r.Crisis, own.Crisis)
	put(&r.Emergency, own.Emergency)
	put(&r.Behaviour, own.Behaviour)
	put(&r.Harmed, own.Harmed)
	put(&r.Directory, own.Directory)
}

func put(to *string, own string) {
	if own != "" {
		*to = own
	}
}

// evidenceInWords puts the language's own words in place of those of evidence.yaml.
func (g *Guide) evidenceInWords(all []Source) []Source {
	r, root := g.translated(ownEvidence)
	for _, own := range r.saidOf(root) {
		if at := slices.IndexFunc(all, func(s Source) bool { return s.ID == own.ID }); at >= 0 {
			put(&all[at].Says, own.Says)
			put(&all[at].By, own.By)
		}
	}
	return all
}

// saidOf reads what a language says of the sources.
func (r *reader) saidOf(root *yaml.Node) (all []Source) {
	r.fields(root, map[string]field{"sources": func(n *yaml.Node) {
		r.each(n, func(n *yaml.Node) {
			var s Source
			r.fields(n, map[string]field{"id": r.text(&s.ID), "says": r.text(&s.Says), "by": r.text(&s.By)})
			all = append(all, s)
		})
	}})
	return all
}

// rulesInWords puts the language's own reasons and questions in place of those of the
// rules. The pack is not changed: what differs is made anew.
func (g *Guide) rulesInWords(p *letter.Pack) *letter.Pack {
	words := g.words(ownRules)
	if words.names() == nil {
		return p
	}
	own := *p
	own.Rules, own.Says = slices.Clone(p.Rules), slices.Clone(p.Says)
	say := func(under, id string, w *letter.Words) {
		put(&w.Why, words.at(under, id, "why").text())
		put(&w.Ask, words.at(under, id, "ask").text())
	}
	for i := range own.Rules {
		say("rules", own.Rules[i].ID, &own.Rules[i].Words)
	}
	for i, category := range letter.Categories() {
		if i < len(own.Says) { // what the model finds
			say("says", category, &own.Says[i])
		}
	}
	return &own
}
