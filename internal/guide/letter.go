package guide

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/recover-journal/recover/internal/letter"
)

// letterFiles are the files of the rule pack: how words are read, the classes, what
// spares, and the rules of each category and of the elements.
func letterFiles() []string {
	names := []string{"letter/slips.yaml", "letter/classes.yaml", "letter/frames.yaml", "letter/says.yaml", "letter/elements.yaml"}
	for _, c := range letter.Categories() {
		names = append(names, "letter/rules/"+c+".yaml")
	}
	return names
}

// letterModel is the table of the model.
const letterModel = "letter/model.bin"

// Proof is the sentences that a rule must catch, and those that it must spare.
type Proof struct {
	Rule     string
	Category string
	Element  string
	Catches  []string
	Spares   []string
}

// Letter is the rule pack of the letter checker. The one that is built in is kept as
// Go too (builtletter.go), as the journey is, and for the same reason.
func (g *Guide) Letter() (*letter.Pack, error) {
	model, err := read(g.fsys, letterModel)
	if err != nil {
		return nil, Faults{{File: shown(g.fsys, letterModel), What: reason(err).Error()}}
	}
	if g.ours() || builtLetterSum == g.letterSum() {
		p := builtLetter
		p.Model = model
		return g.rulesInWords(&p), nil
	}
	src, _, err := g.LetterSource()
	if err != nil {
		return nil, err
	}
	src.Model = model
	p, err := g.compile(src)
	if err != nil {
		return nil, err
	}
	return g.rulesInWords(p), nil
}

// ours says that the content is the one that the program was built with, so that a
// test has held what is kept as Go against it.
func (g *Guide) ours() bool {
	_, ok := g.fsys.(interface{ BuiltIn() })
	return ok && builtLetterSum != ""
}

func (g *Guide) compile(src letter.Source) (*letter.Pack, error) {
	p, err := letter.Compile(src)
	var broken *letter.SourceError
	if errors.As(err, &broken) {
		at := g.taken[broken.Sort+" "+broken.ID]
		if at.file == "" {
			at.file = shown(g.fsys, "letter")
		}
		return nil, Faults{{File: at.file, Line: at.line, ID: broken.ID, What: broken.What}}
	}
	return p, err
}

// letterSum tells the files of the pack from all others.
func (g *Guide) letterSum() string {
	h := sha256.New()
	for _, name := range letterFiles() {
		src, err := read(g.fsys, name)
		if err != nil {
			return ""
		}
		fmt.Fprintf(h, "%s %d\n", name, len(src))
		h.Write(src)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// LetterSource reads the rule pack as it is written, with the proof of each rule, and
// without the model.
func (g *Guide) LetterSource() (src letter.Source, proofs []Proof, err error) {
	g.faults = nil
	src.Says = map[string]letter.Words{}
	for _, name := range letterFiles() {
		r, root := g.open(name)
		if root == nil {
			continue
		}
		switch base := strings.TrimSuffix(path.Base(name), ".yaml"); base {
		case "slips":
			r.pairs(root, func(key, value *yaml.Node) { src.Slips = append(src.Slips, [2]string{key.Value, r.scalar(value)}) })
		case "classes":
			r.pairs(root, func(key, value *yaml.Node) {
				if r.isNew("class", key) {
					src.Classes = append(src.Classes, letter.Class{Name: key.Value, Words: strings.Fields(r.scalar(value))})
				}
			})
		case "frames":
			r.each(root, func(n *yaml.Node) {
				d, _ := r.draft(n, "frame", "")
				src.Frames = append(src.Frames, d)
			})
		case "says":
			r.pairs(root, func(key, value *yaml.Node) {
				var w letter.Words
				r.fields(value, map[string]field{"why": r.text(&w.Why), "ask": r.text(&w.Ask), "source": r.text(&w.Source)})
				if !slices.Contains(letter.Categories(), key.Value) {
					r.fault(key, "no category is called %q", key.Value)
				}
				src.Says[key.Value] = w
			})
		default:
			r.each(root, func(n *yaml.Node) {
				d, proof := r.draft(n, "rule", base)
				src.Rules = append(src.Rules, d)
				proofs = append(proofs, proof)
			})
		}
	}
	return src, proofs, g.faults.err()
}

// draft reads a rule or a frame. A rule of a category stands in the category's file.
func (r *reader) draft(n *yaml.Node, sort, base string) (d letter.Draft, p Proof) {
	known := map[string]field{
		"id": r.text(&d.ID), "match": r.texts(&d.Patterns), "unless": r.texts(&d.Unless), "needs": r.texts(&d.Needs),
		"catches": r.texts(&p.Catches), "spares": r.texts(&p.Spares),
	}
	switch {
	case sort == "frame":
		known["near"], known["only"] = r.flag(&d.Near), r.text(&d.Category)
	case base == "elements":
		known["element"], known["sure"], known["keeps"] = r.text(&d.Element), r.flag(&d.Sure), r.texts(&d.Keeps)
	default:
		d.Category = base
		known["weak"], known["sure"], known["keeps"] = r.flag(&d.Weak), r.flag(&d.Sure), r.texts(&d.Keeps)
		known["why"], known["ask"], known["source"] = r.text(&d.Why), r.text(&d.Ask), r.text(&d.Source)
	}
	r.fields(n, known)
	r.id = d.ID
	r.isNew(sort, &yaml.Node{Value: d.ID, Line: n.Line})
	switch {
	case sort == "rule" && d.Category != "" && (d.Why == "" || d.Ask == "" || d.Source == ""):
		r.fault(n, "a rule says why, asks something and names its source")
	case base == "elements" && !slices.Contains(letter.Elements(), d.Element):
		r.fault(n, "no element is called %q", d.Element)
	}
	p.Rule, p.Category, p.Element = d.ID, d.Category, d.Element
	return d, p
}
