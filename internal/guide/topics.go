package guide

import "go.yaml.in/yaml/v3"

const topicsFile = "topics.yaml"

// Topic is a page of help that belongs to no command. What stands in braces is filled
// by who shows it; a mark of the pronoun stays, for the page that explains it.
type Topic struct {
	ID, Short string
	Text      []string    // paragraphs
	Rows      [][2]string // a name, and what is said of it
	After     []string    // paragraphs behind the rows
}

// TopicIDs are the topics, in their order.
func (g *Guide) TopicIDs() []string { return g.words(topicsFile).names() }

// TopicShort is the one line about a topic.
func (g *Guide) TopicShort(id string) string {
	return orID(g.words(topicsFile).at(id, "short").text(), id)
}

// Topic is a page of help, and whether there is one of this name.
func (g *Guide) Topic(id string) (Topic, bool) {
	p := g.words(topicsFile).at(id)
	if p == nil {
		return Topic{}, false
	}
	t := Topic{ID: id, Short: g.TopicShort(id), Text: p.at("text").list(), After: p.at("after").list()}
	if n := p.at("rows").parsed(); n != nil {
		for _, item := range n.Content {
			row := &part{node: item}
			t.Rows = append(t.Rows, [2]string{row.at("name").text(), row.at("says").text()})
		}
	}
	return t, true
}

// topicsSheet reads topics.yaml.
func topicsSheet(r *reader, root *yaml.Node) {
	sentence := func(n *yaml.Node) { r.sentence(n) }
	sentences := func(n *yaml.Node) { r.each(n, sentence) }
	r.pairs(root, func(key, value *yaml.Node) {
		r.id = key.Value
		short := false
		r.fields(value, map[string]field{
			"short": func(n *yaml.Node) { r.sentence(n); short = true },
			"text":  sentences,
			"after": sentences,
			"rows": func(n *yaml.Node) {
				r.each(n, func(n *yaml.Node) { r.fields(n, map[string]field{"name": sentence, "says": sentence}) })
			},
		})
		if !short {
			r.fault(key, "it has no short")
		}
	})
}
