package guide

import "go.yaml.in/yaml/v3"

// Source is one thing that the journal rests on: a study, a page of somebody who works
// with couples, a legal page. It is cited by its id.
type Source struct {
	ID, Says string
	By       string   // who found it or wrote it, or ""
	Pages    []string // where it may be read; none where only a copy of it is known
}

// Evidence is all that the journal rests on, in the order of the file.
func (g *Guide) Evidence() []Source {
	r := &reader{faults: new(Faults), taken: map[string]place{}}
	src, err := read(g.fsys, "evidence.yaml")
	if err != nil {
		return nil
	}
	return g.evidenceInWords(r.evidence(r.parse(src)))
}

func (r *reader) evidence(root *yaml.Node) (all []Source) {
	r.fields(root, map[string]field{"sources": func(n *yaml.Node) {
		r.each(n, func(n *yaml.Node) {
			var s Source
			r.fields(n, map[string]field{"id": r.text(&s.ID), "says": r.text(&s.Says), "by": r.text(&s.By), "pages": r.texts(&s.Pages)})
			r.id = s.ID
			switch at, taken := r.taken["source "+s.ID]; {
			case s.ID == "" || s.Says == "" || s.By == "" && len(s.Pages) == 0:
				r.fault(n, "it wants id, says, and by or pages")
			case taken:
				r.fault(n, "another source has this id (%s:%d)", at.file, at.line)
			default:
				r.taken["source "+s.ID] = place{r.file, n.Line}
				all = append(all, s)
			}
			r.id = ""
		})
	}})
	return all
}
