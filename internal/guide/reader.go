package guide

import (
	"fmt"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// reader walks the YAML of one file and notes all that does not belong. It goes on
// after a fault, so that one reading tells all of them.
type reader struct {
	file   string           // as a person finds it
	id     string           // of what is being read, for faults
	taken  map[string]place // where ids stand, each behind its sort
	faults *Faults
	forms  []string // of the word for the partner, which a sentence may mark
}

// place is a line of a file.
type place struct {
	file string
	line int
}

// field takes the value that stands under a key.
type field func(*yaml.Node)

// fault notes what is wrong at a node.
func (r *reader) fault(n *yaml.Node, format string, args ...any) {
	line := 0
	if n != nil {
		line = n.Line
	}
	*r.faults = append(*r.faults, Fault{r.file, line, r.id, fmt.Sprintf(format, args...)})
}

// parse is the value in the file, or nil and a fault. A file without one is a fault.
func (r *reader) parse(src []byte) *yaml.Node {
	var doc yaml.Node
	if err := yaml.Unmarshal(src, &doc); err != nil {
		line, what := 0, err.Error()
		if _, err := fmt.Sscanf(what, "yaml: line %d:", &line); err == nil {
			what = strings.TrimPrefix(what, fmt.Sprintf("yaml: line %d: ", line))
		}
		*r.faults = append(*r.faults, Fault{r.file, line, r.id, what})
		return nil
	}
	if doc.Kind != yaml.DocumentNode || len(doc.Content) != 1 {
		r.fault(nil, "the file is empty")
		return nil
	}
	return doc.Content[0]
}

// pairs calls f with each key and value of a mapping. A key given twice is a fault.
// Anything but a mapping is one too; a value left empty is an empty mapping.
func (r *reader) pairs(n *yaml.Node, f func(key, value *yaml.Node)) {
	if empty(n) {
		return
	}
	if n.Kind != yaml.MappingNode {
		r.fault(n, "keys with values are wanted here")
		return
	}
	seen := make(map[string]bool, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if key.Kind != yaml.ScalarNode {
			r.fault(key, "a key is one word")
			continue
		}
		if seen[key.Value] {
			r.fault(key, "%q stands here twice", key.Value)
			continue
		}
		seen[key.Value] = true
		f(key, n.Content[i+1])
	}
}

// fields reads a mapping whose keys are known.
func (r *reader) fields(n *yaml.Node, known map[string]field) {
	r.pairs(n, func(key, value *yaml.Node) {
		if f := known[key.Value]; f != nil {
			f(value)
			return
		}
		r.fault(key, "the key %q is not known here", key.Value)
	})
}

// each calls f with each item of a list. One item without a list around it counts
// as a list of one.
func (r *reader) each(n *yaml.Node, f func(*yaml.Node)) {
	switch {
	case empty(n):
	case n.Kind == yaml.SequenceNode:
		for _, item := range n.Content {
			f(item)
		}
	default:
		f(n)
	}
}

func empty(n *yaml.Node) bool {
	return n == nil || n.Kind == yaml.ScalarNode && n.Tag == "!!null"
}

// scalar is the text of a single value: a word, a number, or nothing.
func (r *reader) scalar(n *yaml.Node) string {
	switch {
	case empty(n):
		return ""
	case n.Kind != yaml.ScalarNode:
		r.fault(n, "a single value is wanted here")
		return ""
	}
	return n.Value
}

func (r *reader) text(to *string) field {
	return func(n *yaml.Node) { *to = r.scalar(n) }
}

func (r *reader) texts(to *[]string) field {
	return func(n *yaml.Node) {
		r.each(n, func(item *yaml.Node) { *to = append(*to, r.scalar(item)) })
	}
}

func (r *reader) flag(to *bool) field {
	return func(n *yaml.Node) {
		switch s := r.scalar(n); s {
		case "true", "yes":
			*to = true
		case "false", "no":
			*to = false
		default:
			r.fault(n, "true or false is wanted, not %q", s)
		}
	}
}

func (r *reader) whole(to *int) field {
	return func(n *yaml.Node) {
		i, err := strconv.Atoi(r.scalar(n))
		if err != nil {
			r.fault(n, "a whole number is wanted here")
			return
		}
		*to = i
	}
}

func (r *reader) limit(to **int) field {
	return func(n *yaml.Node) {
		i := new(int)
		r.whole(i)(n)
		*to = i
	}
}
