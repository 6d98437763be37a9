package guide

import (
	"go.yaml.in/yaml/v3"

	"github.com/recover-journal/recover/internal/journey"
)

// plan reads journey.yaml and the files of the questions.
func (g *Guide) plan() journey.Plan {
	var p journey.Plan
	r, root := g.open("journey.yaml")
	if root == nil {
		return p
	}
	r.fields(root, map[string]field{
		"stages":  func(n *yaml.Node) { r.each(n, func(n *yaml.Node) { p.Stages = append(p.Stages, r.stage(n)) }) },
		"events":  func(n *yaml.Node) { r.each(n, func(n *yaml.Node) { p.Events = append(p.Events, r.event(n)) }) },
		"locks":   func(n *yaml.Node) { r.each(n, func(n *yaml.Node) { p.Locks = append(p.Locks, r.lock(n)) }) },
		"numbers": func(n *yaml.Node) { p.Numbers = r.numbers(n) },
		"nothing": r.texts(&p.Nothing),
		"own":     func(n *yaml.Node) { r.each(n, func(n *yaml.Node) { p.Own = append(p.Own, r.owning(n)) }) },
		"ranges":  func(n *yaml.Node) { p.Ranges = r.ranges(n) },
	})
	for i := range p.Stages {
		s := &p.Stages[i]
		s.Questions = g.questions("stages/"+s.ID+".yaml", s.ID)
	}
	for i := range p.Events {
		e := &p.Events[i]
		e.Questions = g.questions("events/"+e.ID+".yaml", e.ID)
	}
	return p
}

func (r *reader) stage(n *yaml.Node) (s journey.Stage) {
	r.named(n, "stage", &s.ID, map[string]field{"opens": r.text(&s.Opens)})
	return s
}

func (r *reader) event(n *yaml.Node) (e journey.Event) {
	r.named(n, "event", &e.ID, map[string]field{"rank": r.whole(&e.Rank), "safety": r.flag(&e.Safety), "entry": r.text(&e.Entry), "shelf": r.text(&e.Shelf), "own": r.flag(&e.Own),
		"asked": func(n *yaml.Node) { e.Asked = r.whens(n) }})
	return e
}

func (r *reader) lock(n *yaml.Node) (l journey.Lock) {
	r.named(n, "lock", &l.ID, map[string]field{
		"shuts": r.texts(&l.Shuts), "asks": r.texts(&l.Asks), "outcome": r.flag(&l.Outcome), "user": r.flag(&l.User),
	})
	return l
}

func (r *reader) owning(n *yaml.Node) (o journey.Owning) {
	r.fields(n, map[string]field{"begins": r.texts(&o.Begins), "without": r.texts(&o.Without)})
	return o
}

// numbers reads the named numbers.
func (r *reader) numbers(n *yaml.Node) map[string]int {
	numbers := map[string]int{}
	r.pairs(n, func(key, value *yaml.Node) {
		i := 0
		r.whole(&i)(value)
		numbers[key.Value] = i
	})
	return numbers
}

// ranges reads what named numbers may be: the least and the most.
func (r *reader) ranges(n *yaml.Node) map[string]journey.Range {
	ranges := map[string]journey.Range{}
	r.pairs(n, func(key, value *yaml.Node) {
		var both []int
		r.each(value, func(n *yaml.Node) {
			i := 0
			r.whole(&i)(n)
			both = append(both, i)
		})
		if len(both) != 2 || both[0] > both[1] {
			r.fault(value, "a range is the least and the most")
			return
		}
		ranges[key.Value] = journey.Range{Least: both[0], Most: both[1]}
	})
	return ranges
}

// named reads a mapping that has an id, and says whether the id is good and new among
// its sort. The id is read first, so that every fault beside it can name it.
func (r *reader) named(n *yaml.Node, sort string, id *string, known map[string]field) bool {
	outer := r.id
	defer func() { r.id = outer }()
	if n.Kind == yaml.MappingNode {
		for i := 0; i+1 < len(n.Content); i += 2 {
			if n.Content[i].Value == "id" {
				*id = r.scalar(n.Content[i+1])
				r.id = *id
			}
		}
	}
	known["id"] = func(*yaml.Node) {}
	r.fields(n, known)
	switch {
	case *id == "":
		r.fault(n, "it has no id")
	case !isID(*id):
		r.fault(n, "an id is small letters, digits, hyphens and full stops")
	default:
		at, taken := r.taken[sort+" "+*id]
		if !taken {
			r.taken[sort+" "+*id] = place{r.file, n.Line}
			return true
		}
		r.fault(n, "another %s has this id (%s:%d)", sort, at.file, at.line)
	}
	return false
}

// isID says whether s may be an id, and so a part of a file's name.
func isID(s string) bool {
	for _, c := range s {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' && c != '.' {
			return false
		}
	}
	return s != "" && s[0] != '.' && s[0] != '-'
}

// questions reads the questions of one stage or event.
func (g *Guide) questions(name, home string) (qs []journey.Question) {
	r, root := g.open(name)
	if root == nil {
		return nil
	}
	r.id = home
	r.fields(root, map[string]field{"questions": func(n *yaml.Node) {
		r.each(n, func(n *yaml.Node) {
			if q, fresh := r.question(n); fresh {
				qs = append(qs, q)
			}
		})
	}})
	return qs
}

// question reads one question and says whether its id is good and new.
func (r *reader) question(n *yaml.Node) (q journey.Question, fresh bool) {
	fresh = r.named(n, "question", &q.ID, map[string]field{
		"kind":     func(n *yaml.Node) { q.Kind = r.kind(n) },
		"required": r.flag(&q.Required), "safety": r.flag(&q.Safety), "deliberate": r.flag(&q.Deliberate),
		"options": r.texts(&q.Options), "from": r.text(&q.From), "offer": r.text(&q.Offer), "beside": r.text(&q.Beside), "alone": r.texts(&q.Alone), "none": r.text(&q.None), "words": r.texts(&q.Words),
		"past": r.flag(&q.Past), "future": r.flag(&q.Future), "min": r.limit(&q.Min), "max": r.limit(&q.Max),
		"lines": r.whole(&q.Lines), "most": r.whole(&q.Most), "marks": r.texts(&q.Marks), "fields": r.texts(&q.Fields), "entry": r.text(&q.Entry), "review": r.text(&q.Review), "each": r.text(&q.Each),
		"asked":  func(n *yaml.Node) { q.Asked = r.whens(n) },
		"due":    func(n *yaml.Node) { q.Due = r.whens(n) },
		"limits": func(n *yaml.Node) { r.each(n, func(n *yaml.Node) { q.Limits = append(q.Limits, r.limits(n)) }) },
		"before": func(n *yaml.Node) { q.Before = r.effects(n) },
		"meant":  func(n *yaml.Node) { q.Meant = r.effects(n) },
		"then":   func(n *yaml.Node) { q.Then = r.effects(n) },
	})
	if q.Kind == "" {
		fresh = false
		home := r.id
		r.id = q.ID
		r.fault(n, "it has no kind that is known")
		r.id = home
	}
	if q.Kind == journey.Scale {
		q.Min, q.Max = orElse(q.Min, 0), orElse(q.Max, 10)
	}
	return q, fresh
}

func orElse(n *int, otherwise int) *int {
	if n == nil {
		return &otherwise
	}
	return n
}

// kind is the kind that is named, or "" where there is none of this name.
func (r *reader) kind(n *yaml.Node) journey.Kind {
	switch k := journey.Kind(r.scalar(n)); k {
	case journey.Text, journey.Multiline, journey.Select, journey.Multiselect,
		journey.Confirm, journey.Scale, journey.Date, journey.Number:
		return k
	}
	return ""
}

func (r *reader) limits(n *yaml.Node) (l journey.Limit) {
	r.fields(n, map[string]field{"options": r.texts(&l.Options), "when": func(n *yaml.Node) { l.When = r.whens(n) }})
	return l
}

func (r *reader) whens(n *yaml.Node) (ws []journey.When) {
	r.each(n, func(n *yaml.Node) { ws = append(ws, r.when(n)) })
	return ws
}

func (r *reader) when(n *yaml.Node) (w journey.When) {
	r.fields(n, map[string]field{
		"of": r.text(&w.Of), "is": r.texts(&w.Is), "isnt": r.texts(&w.Isnt), "contains": r.texts(&w.Contains),
		"besides": r.texts(&w.Besides), "only": r.texts(&w.Only), "at-least": r.limit(&w.AtLeast), "at-most": r.limit(&w.AtMost),
		"marked": r.text(&w.Marked), "unanswered": r.flag(&w.Unanswered), "mode": r.texts(&w.Mode), "not-mode": r.texts(&w.NotMode),
		"lock": r.texts(&w.Lock), "no-lock": r.texts(&w.NoLock), "rule": r.text(&w.Rule),
	})
	return w
}

func (r *reader) effects(n *yaml.Node) (es []journey.Effect) {
	r.each(n, func(n *yaml.Node) { es = append(es, r.effect(n)) })
	return es
}

func (r *reader) effect(n *yaml.Node) (e journey.Effect) {
	r.fields(n, map[string]field{
		"when": func(n *yaml.Node) { e.When = r.whens(n) },
		"lock": r.text(&e.Lock), "unlock": r.text(&e.Unlock), "note": r.text(&e.Note), "show": r.text(&e.Show),
		"ask": r.text(&e.Ask), "again": r.text(&e.Again),
	})
	return e
}
