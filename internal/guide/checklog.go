package guide

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/recover-journal/recover/internal/journal"
	"github.com/recover-journal/recover/internal/journey"
)

// allKinds reads the kinds of the log strictly, and holds their words against them.
func (c *checker) allKinds() {
	r, root := c.open(logKinds)
	if root == nil {
		return
	}
	kinds := map[string]journal.Kind{}
	r.pairs(root, func(key, value *yaml.Node) {
		r.id = key.Value
		k := r.logKind(key.Value, value, c.road)
		kinds[k.ID] = k
		c.kindFits(r, key, k)
	})
	r.id = ""
	if n := differs(c.kinds(), root); n != nil {
		r.fault(n, "this cannot be cut into its kinds; write it as the lines around it")
	}
	c.sheet(logWords, func(r *reader, root *yaml.Node) { c.kindWords(r, root, kinds) })
}

func (c *checker) kindFits(r *reader, key *yaml.Node, k journal.Kind) {
	event := slices.ContainsFunc(c.road.Events, func(e journey.Event) bool { return e.ID == k.Event && e.Entry == k.ID })
	firsts := 0
	for _, f := range k.Fields {
		chosen := f.Type == journal.SelectType || f.Type == journal.MultiselectType
		switch {
		case chosen != (len(f.Options) > 0):
			r.fault(key, "%s: options belong to select and multiselect, and only there", f.ID)
		case f.Min != nil && f.Max != nil && *f.Min > *f.Max:
			r.fault(key, "%s: its min is above its max", f.ID)
		case f.ID == journal.What || f.ID == journal.Note || f.ID == journal.When || f.ID == "kind":
			r.fault(key, "%s: every entry has this already", f.ID)
		}
		if f.First {
			firsts++
		}
	}
	switch {
	case k.Event != "" && !event:
		r.fault(key, "no event %q has entries of this kind", k.Event)
	case firsts > 1:
		r.fault(key, "only one field is asked first")
	}
}

// kindWords reads the words of the kinds.
func (c *checker) kindWords(r *reader, root *yaml.Node, kinds map[string]journal.Kind) {
	told := map[string]bool{}
	r.pairs(root, func(key, value *yaml.Node) {
		r.id = key.Value
		k, ok := kinds[key.Value]
		if !ok {
			r.fault(key, "words without a kind")
			return
		}
		told[k.ID] = true
		c.oneKind(r, key, value, k)
	})
	for id := range kinds {
		if r.id = id; !told[id] {
			r.fault(root, "the kind has no words here")
		}
	}
}

func (c *checker) oneKind(r *reader, key, value *yaml.Node, k journal.Kind) {
	said, told := 0, map[string]bool{}
	sentence := func(n *yaml.Node) { r.sentence(n); said++ }
	r.fields(value, map[string]field{
		"title": sentence, "about": sentence, "line": sentence,
		"fields": func(n *yaml.Node) {
			r.pairs(n, func(key, value *yaml.Node) {
				f, ok := k.Field(key.Value)
				if !ok || k.Event != "" {
					r.fault(key, "words without a field")
					return
				}
				told[f.ID] = true
				r.fieldWords(key, value, f)
			})
		},
	})
	if said != 3 {
		r.fault(key, "it wants title, about, line")
	}
	for _, f := range k.Fields {
		if !told[f.ID] && k.Event == "" {
			r.fault(key, "the field %q has no words here", f.ID)
		}
	}
}

func (r *reader) fieldWords(key, value *yaml.Node, f journal.Field) {
	asked, labels := false, []string{}
	r.fields(value, map[string]field{
		"text": func(n *yaml.Node) { r.sentence(n); asked = true },
		"help": func(n *yaml.Node) { r.sentence(n) },
		"options": func(n *yaml.Node) {
			r.pairs(n, func(label, n *yaml.Node) {
				r.sentence(n)
				labels = append(labels, label.Value)
			})
		},
	})
	if !asked {
		r.fault(key, "it has no text")
	}
	slices.Sort(labels)
	if want := slices.Sorted(slices.Values(f.Options)); !slices.Equal(labels, want) {
		r.fault(key, "its labels are not those of its options")
	}
}
