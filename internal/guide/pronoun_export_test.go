package guide

import (
	"io/fs"
	"path"

	"go.yaml.in/yaml/v3"

	"github.com/recover-journal/recover/internal/journey"
)

// EachText is every text of the words as it stands in its file, and as it is said.
func EachText(g *Guide, fsys fs.FS) (all [][2]string) {
	for _, name := range g.wordFiles() {
		if name == topicsFile {
			continue // it explains the marks, and leaves them
		}
		src, _ := fs.ReadFile(fsys, path.Join(g.lang, name))
		var doc yaml.Node
		if yaml.Unmarshal(src, &doc) != nil || len(doc.Content) == 0 {
			continue
		}
		var walk func(p *part, n *yaml.Node)
		walk = func(p *part, n *yaml.Node) {
			switch n.Kind {
			case yaml.ScalarNode:
				all = append(all, [2]string{n.Value, p.text()})
			case yaml.SequenceNode:
				for i, s := range p.list() {
					all = append(all, [2]string{n.Content[i].Value, s})
				}
			case yaml.MappingNode:
				for i := 0; i+1 < len(n.Content); i += 2 {
					walk(p.at(n.Content[i].Value), n.Content[i+1])
				}
			}
		}
		walk(g.words(name), doc.Content[0])
	}
	return all
}

// CheckWords is Check of English, without the program's own ids.
func CheckWords(fsys fs.FS) error {
	g, err := Load(fsys, firstLang)
	if err != nil {
		return err
	}
	return g.Check(journey.Rules(), nil)
}
