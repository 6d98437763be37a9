package guide

import (
	"encoding/json"
	"path"

	"go.yaml.in/yaml/v3"
)

// Demo is a made-up life for the tour: dated beats, in order, in the zone of the story.
type Demo struct {
	Zone  string
	Beats []Beat
}

// Beat is one moment of it: when it is there ("2026-01-05 21:10"), what is told about it,
// if anything, and what the person of the story does in the program.
type Beat struct {
	At, Says string
	Acts     []Act
}

// Act is one command as it would be typed, without the program's own name. Answers is the
// JSON object that it takes, or nil. Shows says what of its output is told: "" nothing,
// "said" what stands beside the answer, "screen" the answer itself.
type Act struct {
	Run     string
	Answers []byte
	Shows   string
}

const demoFile = "demo.yaml"

// Demo is the story in this language or, where it was not written in it yet, in English.
func (g *Guide) Demo() (d Demo) {
	page := g.words(demoFile)
	if page.names() == nil {
		page = &part{root: true}
		page.src, _ = read(g.fsys, path.Join("en", demoFile))
	}
	d.Zone = page.at("zone").text()
	for _, p := range page.at("beats").parts() {
		b := Beat{At: p.at("at").text(), Says: p.at("says").text()}
		for _, a := range p.at("acts").parts() {
			act := Act{Run: a.at("run").text(), Shows: a.at("shows").text()}
			if n := a.at("answers").parsed(); n != nil {
				act.Answers, _ = json.Marshal(plainValue(n))
			}
			b.Acts = append(b.Acts, act)
		}
		d.Beats = append(d.Beats, b)
	}
	return d
}

// parts are the items of a list.
func (p *part) parts() (items []*part) {
	if n := p.parsed(); n != nil {
		for _, item := range n.Content {
			items = append(items, &part{node: item, voice: p.voice})
		}
	}
	return items
}

// plainValue is a value as JSON has it. A date is a text.
func plainValue(n *yaml.Node) any {
	switch n.Kind {
	case yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			m[n.Content[i].Value] = plainValue(n.Content[i+1])
		}
		return m
	case yaml.SequenceNode:
		list := []any{}
		for _, item := range n.Content {
			list = append(list, plainValue(item))
		}
		return list
	}
	switch n.ShortTag() {
	case "!!null":
		return nil
	case "!!bool":
		return n.Value == "true"
	case "!!int":
		return json.Number(n.Value)
	}
	return n.Value
}

// demoSheet reads demo.yaml. Whether the engine takes what the story answers is for the
// test of the tour to say.
func demoSheet(r *reader, root *yaml.Node) {
	sentence := func(n *yaml.Node) { r.sentence(n) }
	act := map[string]field{
		"run": sentence, "shows": sentence,
		"answers": func(n *yaml.Node) { r.pairs(n, func(_, _ *yaml.Node) {}) },
	}
	r.fields(root, map[string]field{
		"zone": sentence,
		"beats": func(n *yaml.Node) {
			r.each(n, func(n *yaml.Node) {
				r.fields(n, map[string]field{
					"at": sentence, "says": sentence,
					"acts": func(n *yaml.Node) { r.each(n, func(n *yaml.Node) { r.fields(n, act) }) },
				})
			})
		},
	})
}
