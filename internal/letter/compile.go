package letter

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// Source is a rule pack as it is written. A pattern is words with blanks between:
//
//	sorry        the word; "don't" is two words, "do not"
//	BEG          the word in all its forms: beg, begs, begged, begging
//	@plead       a word of the class, or of a shape: @any @name @number @ed @ing @ly
//	a|b|@c       one of them
//	really?      a word that may be missing
//	!not         the next word is not this one
//	..3          up to three words of the same clause
//	,,5          up to five words, across commas
//	^ $          the sentence begins, ends here
//
// A class lists words, forms and other classes in the same way.
type Source struct {
	Classes []Class
	Slips   [][2]string
	Frames  []Draft
	Rules   []Draft
	Says    map[string]Words // of the model, by category
	Model   []byte
}

// Class is words under a name.
type Class struct {
	Name  string
	Words []string
}

// Draft is a rule or a frame as it is written.
type Draft struct {
	ID, Category, Element   string
	Weak, Sure, Near        bool
	Keeps                   []string
	Patterns, Unless, Needs []string
	Words
}

// SourceError says what is wrong in which rule, class or frame.
type SourceError struct{ Sort, ID, What string }

func (e *SourceError) Error() string { return e.Sort + " " + e.ID + ": " + e.What }

// Compile makes a pack ready.
func Compile(src Source) (*Pack, error) {
	c := &compiler{p: &Pack{Model: src.Model}, members: map[string][]string{}, numbers: map[string]uint16{}}
	for i, name := range shapeNames {
		c.p.Classes = append(c.p.Classes, name)
		c.numbers["@"+name] = uint16(i)
		c.sets = append(c.sets, nil)
	}
	for _, class := range src.Classes {
		if err := c.class(class); err != nil {
			return nil, err
		}
	}
	c.frames = src.Frames
	frames := map[string]int{}
	for i, f := range src.Frames {
		frames[f.ID] = i
	}
	for _, d := range src.Rules {
		r, err := c.rule(d, frames)
		if err != nil {
			return nil, err
		}
		c.p.Rules = append(c.p.Rules, r)
	}
	for _, d := range src.Frames {
		r, err := c.rule(d, frames)
		if err != nil {
			return nil, err
		}
		c.p.Frames = append(c.p.Frames, r)
	}
	if len(c.sets) > setWords*64 {
		return nil, &SourceError{"pack", "sets", "there are " + strconv.Itoa(len(c.sets)) + ", which is more than fit"}
	}
	for _, category := range Categories() {
		c.p.Says = append(c.p.Says, src.Says[category])
	}
	c.slips(src.Slips)
	c.finish()
	return c.p, nil
}

type compiler struct {
	p       *Pack
	members map[string][]string // of each class
	numbers map[string]uint16   // of each class and each group of alternatives
	sets    [][]string          // the words of each
	frames  []Draft
}

func (c *compiler) class(class Class) error {
	if _, twice := c.members[class.Name]; twice {
		return &SourceError{"class", class.Name, "it stands there twice"}
	}
	var words []string
	for _, w := range class.Words {
		more, err := c.words(w)
		if err != nil {
			return &SourceError{"class", class.Name, err.Error()}
		}
		words = append(words, more...)
	}
	c.members[class.Name] = words
	c.p.Classes = append(c.p.Classes, class.Name)
	c.numbers["@"+class.Name] = uint16(len(c.sets))
	c.sets = append(c.sets, words)
	return nil
}

// words are those that one alternative stands for.
func (c *compiler) words(alt string) ([]string, error) {
	switch {
	case strings.HasPrefix(alt, "@"):
		list, ok := c.members[alt[1:]]
		if i := slices.Index(shapeNames[:], alt[1:]); i >= 0 {
			return nil, fmt.Errorf("%s stands alone, not among alternatives", alt)
		}
		if !ok {
			return nil, fmt.Errorf("no class %s stands before it", alt)
		}
		return list, nil
	case alt == strings.ToUpper(alt) && alt != strings.ToLower(alt):
		return Forms(strings.ToLower(alt)), nil
	case alt != strings.ToLower(alt):
		return nil, fmt.Errorf("%s is neither a word nor, in capitals, all its forms", alt)
	}
	return []string{alt}, nil
}

// set is the number of a group of alternatives.
func (c *compiler) set(group string) (uint16, error) {
	if n, ok := c.numbers[group]; ok {
		return n, nil
	}
	var words []string
	for alt := range strings.SplitSeq(group, "|") {
		more, err := c.words(alt)
		if err != nil {
			return 0, err
		}
		words = append(words, more...)
	}
	n := uint16(len(c.sets))
	c.sets = append(c.sets, words)
	c.numbers[group] = n
	return n, nil
}

func (c *compiler) rule(d Draft, frames map[string]int) (Rule, error) {
	r := Rule{ID: d.ID, Category: d.Category, Element: d.Element, Weak: d.Weak, Sure: d.Sure, Near: d.Near, Words: d.Words, Stop: d.Category == Safety}
	for i, f := range c.frames {
		if f.Category != "" && !slices.Contains(strings.Fields(f.Category), d.Category) {
			r.Keeps |= 1 << i
		}
	}
	if d.Element != "" {
		r.Keeps = ^uint32(0) // a frame spares faults, and takes no element away
	}
	for _, id := range d.Keeps {
		i, ok := frames[id]
		if !ok {
			return r, &SourceError{"rule", d.ID, "no frame is called " + id}
		}
		r.Keeps |= 1 << i
	}
	for _, list := range []struct {
		from []string
		to   *[]Steps
	}{{d.Patterns, &r.Patterns}, {d.Unless, &r.Unless}, {d.Needs, &r.Needs}} {
		for _, s := range list.from {
			steps, err := c.steps(s)
			if err != nil {
				return r, &SourceError{"rule", d.ID, fmt.Sprintf("%q: %v", s, err)}
			}
			*list.to = append(*list.to, steps)
			// A word that may be missing at the head: once with it, once without.
			for steps[0].kind() == stepMaybe {
				whole := slices.Clone(steps)
				whole[0] = newStep(steps[0].set(), stepWord, 0)
				steps = steps[1:]
				(*list.to)[len(*list.to)-1] = whole
				*list.to = append(*list.to, steps)
			}
		}
	}
	return r, nil
}

func (c *compiler) steps(pattern string) (steps Steps, err error) {
	for f := range strings.FieldsSeq(pattern) {
		kind, group, most := stepWord, f, 0
		switch {
		case f == "^":
			kind, group = stepStart, ""
		case f == "$":
			kind, group = stepEnd, ""
		case strings.HasPrefix(f, ".."), strings.HasPrefix(f, ",,"):
			if most, err = strconv.Atoi(f[2:]); err != nil || most < 1 || most > 20 {
				return nil, fmt.Errorf("a gap is ..1 to ..20 words, not %s", f)
			}
			kind, group = stepGap, ""
			if f[0] == ',' {
				kind = stepLeap
			}
		case strings.HasSuffix(f, "?"):
			kind, group = stepMaybe, f[:len(f)-1]
		case f[0] == '!':
			kind, group = stepNot, f[1:]
		}
		set := uint16(0)
		if group != "" {
			if set, err = c.set(group); err != nil {
				return nil, err
			}
		}
		steps = append(steps, newStep(set, kind, uint8(most)))
	}
	i := slices.IndexFunc(steps, func(s Step) bool { return s.kind() != stepStart && s.kind() != stepMaybe })
	if i < 0 || steps[i].kind() != stepWord || steps[i].set() < shapeCount && steps[i].set() != shapeName && steps[i].set() != shapeNumber {
		return nil, fmt.Errorf("a pattern begins with a word, a class, a name or a number")
	}
	return steps, nil
}

func (c *compiler) slips(pairs [][2]string) {
	sort.Slice(pairs, func(i, j int) bool { return pairs[i][0] < pairs[j][0] })
	for _, p := range pairs {
		c.p.Slips = append(c.p.Slips, p[0], p[1])
	}
}

// finish numbers the words and notes where patterns begin.
func (c *compiler) finish() {
	p := c.p
	of := map[string][]uint16{}
	for n, words := range c.sets {
		for _, w := range words {
			of[w] = append(of[w], uint16(n))
		}
	}
	for w := range of {
		p.Words = append(p.Words, w)
	}
	slices.Sort(p.Words)
	for _, w := range p.Words {
		p.Offsets = append(p.Offsets, uint32(len(p.Sets)))
		p.Sets = append(p.Sets, slices.Compact(of[w])...)
	}
	p.Offsets = append(p.Offsets, uint32(len(p.Sets)))
	heads := make([][]Head, len(c.sets))
	for n := range len(p.Rules) + len(p.Frames) {
		r, k := p.rule(uint16(n)), 0
		for _, list := range [][]Steps{r.Patterns, r.Unless, r.Needs} {
			for _, steps := range list {
				i := slices.IndexFunc(steps, func(s Step) bool { return s.kind() == stepWord })
				set := steps[i].set()
				heads[set] = append(heads[set], newHead(n, k))
				k++
			}
		}
	}
	for _, h := range heads {
		p.HeadAt = append(p.HeadAt, uint32(len(p.Heads)))
		p.Heads = append(p.Heads, h...)
	}
	p.HeadAt = append(p.HeadAt, uint32(len(p.Heads)))
}
