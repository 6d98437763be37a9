package cli

import (
	"slices"
	"strconv"
	"strings"

	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/internal/letter"
	"github.com/recover-journal/recover/internal/text"
)

// pointed is something in the letter to look at: what it says, the line it stands in
// (0: none), and whether the letter may be handed over with it.
type pointed struct {
	line int
	say  string
	stop bool
}

// letterFindings is what the checker finds in a letter: why, and a question to the
// writer; foreign says that it does not read the language. Rules of a person's own that
// cannot be read find nothing here; letter check says what is wrong with them.
func (o *options) letterFindings(s string) (all []pointed, foreign bool) {
	pack, err := o.words().Letter()
	if err != nil {
		return nil, false
	}
	r := letter.New(pack, o.words().Safety()).Check(s)
	for _, f := range r.Findings {
		all = append(all, pointed{f.Line, f.Why + " " + f.Ask, f.Severity == letter.Stop})
	}
	return all, r.Foreign
}

// letterNotes are the composer's own notes (CONTENT.md 8), beside what the checker
// finds, each with the line in which it stands.
func (d *desk) letterNotes(letter string) (all []pointed) {
	words := len(strings.Fields(letter))
	inParts := !d.state.Has("letter.whole")
	for _, n := range d.words().LetterNotes() {
		add := func(line int) {
			all = append(all, pointed{line, strings.ReplaceAll(n.Say, "{n}", strconv.Itoa(words)), n.Stop})
		}
		switch {
		case len(n.Phrases) > 0:
			for _, m := range text.NewPhrases(n.Phrases...).Loosely(letter) {
				if line := lineOf(letter, m.Start); len(all) == 0 || all[len(all)-1].line != line || !strings.HasPrefix(all[len(all)-1].say, n.Say) {
					add(line)
				}
			}
		case n.ID == "questions":
			if marks := standAt(letter, "?？؟"); len(marks) > 1 {
				add(lineOf(letter, marks[1]))
			}
		case n.ID == "long":
			if words > d.plan.Numbers["letter-long"] {
				add(0)
			}
		case n.ID == "no-choice":
			if inParts && !hasWords(d.state, "letter.choice") {
				add(0)
			}
		case n.ID == "no-repair":
			if inParts && !hasWords(d.state, "letter.repair") {
				add(0)
			}
		}
	}
	return all
}

func hasWords(s journey.State, question string) bool {
	return slices.Contains(s.Answers[question].Marks, "words")
}

// standAt is every place where one of the characters stands.
func standAt(s, chars string) (at []int) {
	for i, r := range s {
		if strings.ContainsRune(chars, r) {
			at = append(at, i)
		}
	}
	return at
}

func lineOf(s string, at int) int { return 1 + strings.Count(s[:at], "\n") }

// stops says that a text of the letter holds words that stop it.
func (o *options) stops(q journey.Question, words string) bool {
	if !journey.WritesLetter(q.ID) || words == "" {
		return false
	}
	for _, n := range o.words().LetterNotes() {
		if n.Stop && len(text.NewPhrases(n.Phrases...).Loosely(words)) > 0 {
			return true
		}
	}
	found, _ := o.letterFindings(words)
	return slices.ContainsFunc(found, func(p pointed) bool { return p.stop })
}

// lookOver shows what there is to look at in the letter: the composer's notes, then
// what the checker finds.
func (d *desk) lookOver(letter string, to printer) {
	w := d.words()
	found, foreign := d.letterFindings(letter)
	all := append(d.letterNotes(letter), found...)
	if foreign {
		to.text(w.Say("letter.foreign"))
		to.text(w.Say("letter.foreign.yours"))
	}
	if len(all) == 0 {
		if !foreign {
			to.text(w.Say("letter.look.none"))
		}
		return
	}
	to.text(w.Say("letter.look"))
	for _, p := range all {
		say := p.say
		if p.line > 0 {
			say = w.Say("letter.look.line", "line", strconv.Itoa(p.line), "why", p.say)
		}
		if p.stop {
			say += " " + w.Say("letter.look.stop")
		}
		to.indent(say, 2)
	}
}
