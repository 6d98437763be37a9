package text

import (
	"slices"
	"sort"
	"strings"
)

// AlarmWords are the phrases that may mean danger, in one language, as Loose leaves them:
// who is in danger may not stop for an accent.
type AlarmWords struct {
	Strong  []string // one of them is enough
	Weak    []string // two of them are as one strong
	Spared  []string // what looks weak and is not, around a weak phrase
	Intents []string // that something is meant for now or later
	Acts    []string // of harming or forcing someone
	Unless  []string // what denies, or puts into the past, an intent or an act
}

// Alarm is what a text may mean. It is worked out and acted upon, and never kept.
type Alarm struct {
	Strong bool // words of ending one's life, or of hurting oneself
	Weak   int  // words that may mean it
	Harm   bool // words of meaning to harm or force someone
}

// Watch looks for danger in texts, in every language whose phrases it was given: people
// write in the one that comes, and in two.
type Watch struct{ tongues []tongue }

// tongue is one language. What it denies, it denies of its own words.
type tongue struct {
	strong, weak, spared, intents, acts, unless, owned *Phrases
}

// NewWatch gets the phrases ready.
func NewWatch(languages ...AlarmWords) *Watch {
	w := &Watch{}
	for _, l := range languages {
		w.tongues = append(w.tongues, newTongue(l))
	}
	return w
}

func newTongue(w AlarmWords) tongue {
	acts := NewPhrases(w.Acts...)
	// "I hurt them" owns one act, and says nothing of the next; "never" denies what
	// it stands beside.
	owns := func(phrase string) bool { return len(acts.Find(phrase)) > 0 }
	return tongue{
		strong: NewPhrases(w.Strong...), weak: NewPhrases(w.Weak...), spared: NewPhrases(w.Spared...),
		intents: NewPhrases(w.Intents...), acts: acts,
		unless: NewPhrases(slices.DeleteFunc(slices.Clone(w.Unless), owns)...),
		owned:  NewPhrases(slices.DeleteFunc(slices.Clone(w.Unless), func(p string) bool { return !owns(p) })...),
	}
}

// Look says what a text may mean. It rather asks once too often: an alarm is a
// question to the person and no more.
func (w *Watch) Look(s string) (a Alarm) {
	f := Folding(s).loosely().withWords()
	for _, t := range w.tongues {
		a.Strong = a.Strong || len(t.strong.in(f)) > 0
		a.Weak += t.weakly(f)
		a.Harm = a.Harm || t.harm(f)
	}
	return a
}

// weakly counts weak phrases, each part of the text once.
func (w *tongue) weakly(f Folded) (n int) {
	spared, end := w.spared.in(f), 0
	for _, m := range w.weak.in(f) {
		within := func(s Match) bool { return s.folded.Start <= m.folded.Start && m.folded.End <= s.folded.End }
		if m.folded.Start >= end && !slices.ContainsFunc(spared, within) {
			n, end = n+1, m.folded.End
		}
	}
	return n
}

// harm says that an act is meant: an intent stands before it in one sentence, and
// nothing denies it.
func (w *tongue) harm(f Folded) bool {
	acts := w.acts.in(f)
	if len(acts) == 0 {
		return false
	}
	intents, unless, owned := w.intents.in(f), w.unless.in(f), w.owned.in(f)
	for _, act := range acts {
		if slices.ContainsFunc(owned, func(o Match) bool { return overlap(o.folded, act.folded) }) {
			continue
		}
		for _, intent := range intents {
			if f.reaches(intent.folded, act.folded) &&
				!slices.ContainsFunc(unless, func(u Match) bool { return f.denies(u.folded, intent.folded, act.folded) }) {
				return true
			}
		}
	}
	return false
}

const (
	reach = 8   // words that may stand between an intent and its act
	near  = 3   // words that may stand between a denial and the intent behind it
	far   = 200 // bytes, above which the words are not counted
)

// reaches says that the act may be what the intent means.
func (f Folded) reaches(intent, act Span) bool {
	if act.Start < intent.End || act.Start-intent.End > far {
		return false
	}
	between := f.Text[intent.End:act.Start]
	return !strings.ContainsAny(between, ".!?;\n…") && len(strings.Fields(between)) <= reach
}

// denies says that something turns the intent or the act into its opposite: it
// touches one of them, or it stands between the two, or right before the intent; and
// no comma parts it from the one that it stands beside.
func (f Folded) denies(u, intent, act Span) bool {
	switch {
	case overlap(u, intent) || overlap(u, act):
		return true
	case u.Start >= intent.End && u.End <= act.Start:
		return f.together(intent.End, u.Start) || f.together(u.End, act.Start)
	case u.End <= intent.Start:
		return intent.Start-u.End <= far && f.together(u.End, intent.Start) && len(strings.Fields(f.Text[u.End:intent.Start])) <= near
	}
	return false
}

// together says that nothing parts the two places.
func (f Folded) together(from, to int) bool {
	return !strings.ContainsAny(f.Text[from:to], ",.!?;:()\n…–—")
}

func overlap(a, b Span) bool { return a.Start < b.End && b.Start < a.End }

// Marks are the places that may mean danger, in reading order: each strong phrase, the
// weak ones where there are two, and each act that is meant.
func (w *Watch) Marks(s string) (found []Span) {
	f, weak := Folding(s).loosely().withWords(), 0
	for _, t := range w.tongues {
		weak += t.weakly(f)
	}
	for _, t := range w.tongues {
		list := t.strong.in(f)
		if weak > 1 {
			list = append(list, t.weak.in(f)...)
		}
		if t.harm(f) {
			list = append(list, t.acts.in(f)...)
		}
		for _, m := range list {
			found = append(found, m.Span)
		}
	}
	sort.SliceStable(found, func(i, j int) bool { return found[i].Start < found[j].Start })
	return found
}
