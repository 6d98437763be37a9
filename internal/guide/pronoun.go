package guide

import (
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/recover-journal/recover/internal/journal"
)

// The words stand for the partner by marks in braces: {their} is a form in pronouns.yaml,
// {Their} the same at the beginning of a sentence, {say|says} the form of a word for many
// and for one. They are filled where a text is read out of its file, so before anything
// of the person's own is put into it: what they wrote is never looked through for marks.
const pronounFile = "pronouns.yaml"

// The keys of an entry that are no forms.
const (
	pronounChoice = "choice"
	pronounNumber = "number"
)

// usual is the pronoun where none was chosen.
const usual = "they"

// Pronoun is a choice of words for the partner: the id that is kept, and how a list
// tells it.
type Pronoun struct{ ID, Choice string }

// Pronouns are all choices, those that the content was built with first.
func (g *Guide) Pronouns() (all []Pronoun) {
	for _, id := range g.pronounIDs() {
		all = append(all, Pronoun{id, orID(g.words(pronounFile).at(id, pronounChoice).text(), id)})
	}
	return all
}

// pronounIDs are the ids of the choices. A folder of somebody's own adds to them.
func (g *Guide) pronounIDs() []string {
	p := g.words(pronounFile)
	ids := slices.Clone(p.below.names())
	for _, id := range p.names() {
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	if first := g.first(); len(ids) == 0 && first != nil {
		return first.pronounIDs()
	}
	return ids
}

// NearPronoun is the id that somebody meant, or "".
func (g *Guide) NearPronoun(id string) string {
	return journal.Near(strings.ToLower(id), g.pronounIDs())
}

// Call has every text from now on speak of the partner by the pronoun with this id. One
// that is not known, and "", is the usual one.
func (g *Guide) Call(id string) {
	if id != g.calls {
		if g.calls = id; g.voice != nil {
			g.voice.read = false
		}
	}
	if first := g.first(); first != nil {
		first.Call(id)
	}
}

// voice is the forms of a pronoun, read at the first mark that is met.
type voice struct {
	of    *Guide
	read  bool
	one   bool        // {say|says} is says
	forms [][2]string // a form's name, and the form
}

func (v *voice) fill() {
	p := v.of.words(pronounFile)
	like, own := p.at(usual), p.at(v.of.calls)
	if own == nil {
		own = like
	}
	of := func(key string) string {
		if s := own.at(key).text(); s != "" {
			return s
		}
		return like.at(key).text()
	}
	v.read, v.forms, v.one = true, v.forms[:0], of(pronounNumber) == "one"
	for _, key := range like.names() {
		if isForm(key) {
			v.forms = append(v.forms, [2]string{key, of(key)})
		}
	}
}

func isForm(key string) bool { return key != pronounChoice && key != pronounNumber }

// say is a text with its marks filled. What else stands in braces stays.
func (v *voice) say(text string) string {
	at := strings.IndexByte(text, '{')
	if v == nil || at < 0 {
		return text
	}
	if !v.read {
		v.fill()
	}
	var b strings.Builder
	for at >= 0 {
		end := strings.IndexByte(text[at:], '}')
		if end < 0 {
			break
		}
		if word, ok := v.mark(text[at+1 : at+end]); ok {
			b.WriteString(text[:at])
			b.WriteString(word)
			text = text[at+end+1:]
		} else {
			b.WriteString(text[:at+1])
			text = text[at+1:]
		}
		at = strings.IndexByte(text, '{')
	}
	if b.Len() == 0 {
		return text
	}
	b.WriteString(text)
	return b.String()
}

// all fills the marks of a list, in its place.
func (v *voice) all(items []string) []string {
	for i, s := range items {
		items[i] = v.say(s)
	}
	return items
}

// mark is what a mark stands for, and false where this is none.
func (v *voice) mark(s string) (string, bool) {
	if many, one, ok := strings.Cut(s, "|"); ok {
		if strings.ContainsAny(s, "{ \n") {
			return "", false
		}
		if v.one {
			return one, true
		}
		return many, true
	}
	for i := range v.forms {
		f := &v.forms[i]
		if f[0] == s {
			return f[1], true
		}
		if len(f[0]) == len(s) && s != "" && f[0][1:] == s[1:] && f[0][0] == s[0]|0x20 { // a form's name is ASCII
			_, n := utf8.DecodeRuneInString(f[1])
			return strings.ToUpper(f[1][:n]) + f[1][n:], true
		}
	}
	return "", false
}

// pronounSheet reads pronouns.yaml.
func (c *checker) pronounSheet(r *reader, root *yaml.Node) {
	below := c.words(pronounFile) // what is left out may stand there
	forms := c.formNames()
	r.pairs(root, func(key, value *yaml.Node) {
		r.id = key.Value
		if !isID(key.Value) {
			r.fault(key, "an id is small letters, digits, hyphens and full stops")
		}
		r.pairs(value, func(part, n *yaml.Node) {
			r.sentence(n)
			switch {
			case strings.ContainsAny(n.Value, "{}|"):
				r.fault(n, "a form is a word, without braces")
			case part.Value == pronounNumber && n.Value != "many" && n.Value != "one":
				r.fault(n, "many or one is wanted here")
			case isForm(part.Value) && !slices.Contains(forms, part.Value):
				r.fault(part, "%q has no such form: %q%s", usual, part.Value, nearest(part.Value, forms))
			}
		})
		for _, part := range []string{pronounChoice, pronounNumber} {
			if below.at(key.Value, part) == nil {
				r.fault(key, "it has no %s", part)
			}
		}
	})
	if r.id = usual; below.at(usual) == nil {
		r.fault(root, "it is missing: what is said where nothing was chosen")
	}
}

// formNames are the names of the forms that a sentence of the language may mark.
func (g *Guide) formNames() (names []string) {
	p := g.words(pronounFile)
	for _, like := range []*part{p.at(usual), p.below.at(usual)} {
		for _, key := range like.names() {
			if isForm(key) && !slices.Contains(names, key) {
				names = append(names, key)
			}
		}
	}
	return names
}

// marks notes what stands in braces in a sentence and is neither a mark nor a name.
func (r *reader) marks(n *yaml.Node) {
	for _, s := range inAllBraces(n.Value) {
		many, one, isPair := strings.Cut(s, "|")
		small := strings.ToLower(s)
		switch {
		case isPair && (many == "" || one == "" || strings.ContainsAny(s, " \n") || strings.Contains(one, "|")):
			r.fault(n, "{%s} is no mark: it is a form for many, a bar, and a form for one", s)
		case !isPair && small != s && isID(small) && !slices.Contains(r.forms, small):
			r.fault(n, "{%s} is no form in %s%s", s, pronounFile, nearest(small, r.forms))
		}
	}
}

// inAllBraces is what stands between a brace and the next that closes.
func inAllBraces(s string) (all []string) {
	for {
		_, rest, ok := strings.Cut(s, "{")
		inner, _, closed := strings.Cut(rest, "}")
		if !ok || !closed {
			return all
		}
		if s = rest; !strings.Contains(inner, "{") {
			all = append(all, inner)
		}
	}
}
