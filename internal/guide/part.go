package guide

import (
	"bytes"
	"strings"

	"go.yaml.in/yaml/v3"
)

// part is an entry of a file of words: a sentence, or a mapping of more entries. It
// is cut out of the file by its indentation and parsed only when its text is asked
// for; parsing all files would cost each command more than all else that it does.
//
// Cutting works for the plain block style in which the files are written. Where it
// does not, the part is parsed at once. Check holds that both ways read the same.
type part struct {
	src  []byte // "key: value", as it stands in the file; all of it for a file
	root bool   // src is a whole file, and has no key of its own
	node *yaml.Node
	keys []string // of kids, in their order

	starts []int32          // of a file: where its entries begin; see index
	some   map[string]*part // and those that were asked for

	kids map[string]*part

	voice *voice // what fills the marks, or nil to leave them
	below *part  // what a kid that is missing is taken from, or nil
}

// at is the part under these keys, one in the other, or nil.
func (p *part) at(keys ...string) *part {
	for _, key := range keys {
		if p == nil {
			return nil
		}
		kid, under := p.kid(key), p.below.at(key)
		switch {
		case kid == nil:
			kid = under
		case kid.below == nil:
			kid.below = under
		}
		p = kid
	}
	return p
}

func (p *part) kid(key string) *part {
	if p.root && p.kids == nil && p.src != nil && p.index() {
		return p.find(key)
	}
	p.open()
	return p.kids[key]
}

// index notes where the entries of a whole file begin. Of hundreds a command asks for a
// few, so they are not cut out before. It is false where the file is not so plain.
func (p *part) index() bool {
	if p.starts != nil {
		return true
	}
	starts := make([]int32, 0, len(p.src)/40)
	for at := 0; at < len(p.src); {
		switch c := p.src[at]; {
		case c == ' ' || c == '#' || c == '\n':
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '"' || c == '\'':
			starts = append(starts, int32(at))
		default:
			return false
		}
		end := bytes.IndexByte(p.src[at:], '\n')
		if end < 0 {
			break
		}
		at += end + 1
	}
	p.starts, p.some = starts, map[string]*part{}
	return len(starts) > 0
}

// find is the entry under a key, cut out at the first time that it is asked for.
func (p *part) find(key string) *part {
	if k, ok := p.some[key]; ok {
		return k
	}
	var k *part
	for i, start := range p.starts {
		if line := p.src[start:]; !startsWith(line, key) {
			continue
		}
		end := len(p.src)
		if i+1 < len(p.starts) {
			end = int(p.starts[i+1])
		}
		k = &part{src: p.src[start:end], voice: p.voice}
		break
	}
	p.some[key] = k
	return k
}

// startsWith says that a line begins with a key, bare or in quotes.
func startsWith(line []byte, key string) bool {
	if q := line[0]; q == '"' || q == '\'' {
		line = line[1:]
		return len(line) > len(key)+1 && string(line[:len(key)]) == key && line[len(key)] == q && line[len(key)+1] == ':'
	}
	return len(line) > len(key) && string(line[:len(key)]) == key && line[len(key)] == ':'
}

// names are the keys in the part, in their order.
func (p *part) names() []string {
	if p == nil {
		return nil
	}
	p.open()
	return p.keys
}

// text is the single value of the part, or "".
func (p *part) text() string {
	if p != nil && p.src != nil && !p.root {
		if s, ok := quick(p.src); ok {
			return p.voice.say(strings.TrimRight(s, "\n"))
		}
	}
	n := p.parsed()
	if n == nil || n.Kind != yaml.ScalarNode || empty(n) {
		return ""
	}
	return p.voice.say(strings.TrimRight(n.Value, "\n"))
}

// list is the items of the part; one value is a list of one.
func (p *part) list() (items []string) {
	if p != nil && p.src != nil && !p.root {
		if items, ok := quickList(p.src); ok {
			return p.voice.all(items)
		}
	}
	n := p.parsed()
	switch {
	case n == nil || empty(n):
	case n.Kind == yaml.ScalarNode:
		items = append(items, n.Value)
	case n.Kind == yaml.SequenceNode:
		for _, item := range n.Content {
			items = append(items, item.Value)
		}
	}
	if p != nil {
		p.voice.all(items)
	}
	return items
}

// parsed is the value of the part, or nil where it cannot be read.
func (p *part) parsed() *yaml.Node {
	if p == nil {
		return nil
	}
	if p.node != nil || p.src == nil {
		return p.node
	}
	var doc yaml.Node
	src := p.src
	p.src = nil
	if yaml.Unmarshal(src, &doc) != nil || len(doc.Content) != 1 {
		return nil
	}
	p.node = doc.Content[0]
	if !p.root {
		if p.node.Kind != yaml.MappingNode || len(p.node.Content) != 2 {
			p.node = nil
		} else {
			p.node = p.node.Content[1]
		}
	}
	return p.node
}

// open finds the parts of a mapping.
func (p *part) open() {
	if p.kids != nil {
		return
	}
	p.kids = map[string]*part{}
	if p.src != nil {
		body := p.src
		if !p.root {
			body = below(body)
		}
		if p.cut(body) {
			return
		}
	}
	n := p.parsed()
	if n == nil || n.Kind != yaml.MappingNode {
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		p.add(n.Content[i].Value, &part{node: n.Content[i+1], voice: p.voice})
	}
}

func (p *part) add(key string, kid *part) {
	if _, twice := p.kids[key]; !twice {
		p.keys = append(p.keys, key)
		p.kids[key] = kid
	}
}

// below is what follows the line of the key, or nothing where the value begins on
// that line.
func below(src []byte) []byte {
	line, rest, _ := bytes.Cut(src, []byte("\n"))
	_, after, _ := keyOf(string(bytes.TrimSpace(line)))
	if after != "" && after[0] != '#' {
		return nil
	}
	return rest
}

// cut takes a block mapping apart at the lines that stand as far left as its first.
// It is false, and nothing is added, where the source is not so plain.
func (p *part) cut(src []byte) bool {
	indent, key, start := -1, "", 0
	type piece struct {
		key      string
		from, to int
	}
	var pieces []piece
	for at := 0; at < len(src); {
		end := at + 1 + bytes.IndexByte(src[at:], '\n')
		if end == at {
			end = len(src)
		}
		line := string(bytes.TrimRight(src[at:end], " \r\n"))
		word := strings.TrimLeft(line, " ")
		here := len(line) - len(word)
		switch {
		case word == "" || word[0] == '#':
		case indent >= 0 && here > indent:
		case indent >= 0 && here < indent:
			return false
		default:
			if indent >= 0 {
				pieces = append(pieces, piece{key, start, at})
			}
			k, _, ok := keyOf(word)
			if !ok {
				return false
			}
			indent, key, start = here, k, at
		}
		at = end
	}
	if indent < 0 {
		return false
	}
	for _, c := range append(pieces, piece{key, start, len(src)}) {
		p.add(c.key, &part{src: src[c.from:c.to], voice: p.voice})
	}
	return true
}

// keyOf parts "key: value". It is false for a line that no plain or quoted key
// begins.
func keyOf(line string) (key, value string, ok bool) {
	if line == "" {
		return "", "", false
	}
	if q := line[0]; q == '"' || q == '\'' {
		end := strings.IndexByte(line[1:], q)
		if end < 0 {
			return "", "", false
		}
		key, line = line[1:1+end], line[end+2:]
		if strings.ContainsRune(key, '\\') || !strings.HasPrefix(line, ":") {
			return "", "", false
		}
	} else {
		end := strings.IndexByte(line, ':')
		if end < 0 {
			return "", "", false
		}
		key, line = line[:end], line[end:]
		if !isID(key) {
			return "", "", false
		}
	}
	value = line[1:]
	if value != "" && value[0] != ' ' {
		return "", "", false
	}
	return key, strings.TrimSpace(value), true
}
