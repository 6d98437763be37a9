package cli

import (
	"strconv"
	"strings"

	"github.com/recover-journal/recover/internal/guide"
	"github.com/recover-journal/recover/internal/letter"
	"github.com/recover-journal/recover/internal/text"
)

// showPaper tells what was found in a letter: each place with a line of carets under
// its words, the reason and the question; then what is missing, and how it stands.
// Words of danger come before all, with the help page.
func (o *options) showPaper(l paper, named bool) {
	w, p, r := o.words(), o.out(), l.report
	if named {
		p.text(clean(l.name))
		p.blank()
	}
	for _, f := range r.Findings {
		if f.Category == letter.Safety {
			o.helpPage()
			p.blank()
			break
		}
	}
	for _, f := range r.Findings {
		o.showFinding(l.text, f)
		p.blank()
	}
	if r.Foreign {
		p.text(w.Say("letter.foreign"))
		p.text(w.Say("letter.foreign.yours"))
		p.text(counts(w, r))
		return
	}
	if len(r.Missing) > 0 {
		p.text(w.Say("letter.missing"))
		for _, id := range r.Missing {
			p.indent(w.Say(elementWords[id]), 2)
		}
		p.blank()
	}
	p.text(w.Say(verdictWords[r.Verdict], "n", strconv.Itoa(len(r.Findings))))
	p.text(counts(w, r))
	if r.Sentences >= sentencesForGrade && r.Grade > easyGrade {
		p.text(w.Say("letter.counts.hard"))
	}
	if r.Verdict != letter.Good {
		p.text(w.Say("letter.yours"))
	}
}

// counts says how long a letter is.
func counts(w *guide.Guide, r letter.Report) string {
	words := w.Say("letter.part.words", "n", strconv.Itoa(r.Words))
	sentences := w.Say("letter.counts.sentences", "n", strconv.Itoa(r.Sentences))
	return w.Say("letter.counts", "words", words, "sentences", sentences)
}

// From sentencesForGrade sentences on, their length says something of how hard a letter
// is to read. Up to easyGrade it is easy, and nothing is said.
const (
	sentencesForGrade = 5
	easyGrade         = 8
)

// elementWords, verdictWords and kindWords are the sentences of microcopy by what they
// speak of.
var elementWords = map[string]string{
	"named-act": "letter.element.named-act", "responsibility": "letter.element.responsibility",
	"understands-breakup": "letter.element.understands-breakup", "remorse": "letter.element.remorse",
	"acknowledges-hurt": "letter.element.acknowledges-hurt", "change": "letter.element.change",
	"no-answer-owed": "letter.element.no-answer-owed",
}

var verdictWords = map[string]string{
	letter.Good: "letter.verdict.good", letter.NeedsWork: "letter.verdict.needs-work", letter.Harmful: "letter.verdict.harmful",
}

var kindWords = map[string]string{
	letter.Beg: "letter.kind.beg", letter.Blame: "letter.kind.blame", letter.Excuse: "letter.kind.excuse", letter.Minimise: "letter.kind.minimise",
	letter.Conditional: "letter.kind.conditional", letter.Passive: "letter.kind.passive", letter.Brag: "letter.kind.brag",
	letter.Pressure: "letter.kind.pressure", letter.Detail: "letter.kind.detail", letter.Safety: "letter.kind.safety",
}

func (o *options) showFinding(s string, f letter.Finding) {
	w, p := o.words(), o.out()
	id := "letter.place"
	if f.Severity == letter.Stop {
		id = "letter.place.stop"
	}
	p.text(w.Say(id, "line", strconv.Itoa(f.Line), "column", strconv.Itoa(f.Column), "kind", w.Say(kindWords[f.Category])))
	for _, l := range underlined(s[f.Sentence.Start:f.At.Start], s[f.At.Start:f.At.End], s[f.At.End:f.Sentence.End], p.width-2) {
		p.line("  " + l)
	}
	p.indent(f.Why, 2)
	p.indent(f.Ask, 2)
	p.indent(w.Say("letter.source", "source", f.Source), 2)
}

// underlined is a sentence in lines of a width, and under the words of its middle part
// a line of carets, as wide as the words are on the screen.
func underlined(before, match, after string, width int) (lines []string) {
	flat := func(s string) string { return strings.Join(strings.Fields(text.Clean(s)), " ") }
	before, match, after = text.Clean(before), text.Clean(match), text.Clean(after)
	whole := flat(before + match + after)
	from := len(flat(before))
	if from > 0 && strings.TrimRight(before, " \n") != before {
		from++
	}
	to := from + len(flat(match))
	at := 0
	for _, l := range text.Wrap(whole, max(width, 10)) {
		at += strings.Index(whole[at:], l)
		lines = append(lines, l)
		a, b := min(max(from-at, 0), len(l)), min(max(to-at, 0), len(l))
		if a < b {
			lines = append(lines, strings.Repeat(" ", text.Width(l[:a]))+strings.Repeat("^", max(1, text.Width(l[a:b]))))
		}
		at += len(l)
	}
	return lines
}
