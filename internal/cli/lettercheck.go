package cli

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"strconv"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/letter"
	"github.com/recover-journal/recover/internal/text"
)

func newLetterCheck(o *options) *cobra.Command {
	return &cobra.Command{
		Use: "check [FILE …|-]", Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return runLetterCheck(cmd.Context(), o, args) },
	}
}

// paper is a letter that was read, and what the checker says about it.
type paper struct {
	name   string
	text   string
	report letter.Report
}

// runLetterCheck reads letters and says what it finds in them: files, or the letter in
// the journal where none is named. All
// are read before anything is said, so that an error leaves nothing half told.
func runLetterCheck(ctx context.Context, o *options, names []string) error {
	if err := o.prepare(); err != nil {
		return err
	}
	pack, err := o.words().Letter()
	if err != nil {
		return err
	}
	papers := make([]paper, len(names))
	if len(names) == 0 {
		own, err := o.ownLetter(ctx)
		if err != nil {
			return err
		}
		papers = []paper{{text: own}}
	}
	for i, name := range names {
		s, err := o.readLetter(name)
		if err != nil {
			return err
		}
		papers[i] = paper{name: name, text: s}
	}
	c := letter.New(pack, o.words().Safety())
	found := false
	for i := range papers {
		papers[i].report = c.Check(papers[i].text)
		found = found || len(papers[i].report.Findings) > 0
	}
	if err := o.showPapers(papers); err != nil {
		return err
	}
	if found {
		return errFound
	}
	return nil
}

// ownLetter is the letter in the journal: the one command of the checker that opens it.
func (o *options) ownLetter(ctx context.Context) (string, error) {
	d, err := o.open(ctx)
	if err != nil {
		return "", err
	}
	s, err := d.letterText(ctx)
	if err == nil && s == "" {
		return "", &fault{code: codeMissing, id: "letter-none"}
	}
	return s, err
}

func (o *options) showPapers(papers []paper) error {
	if !o.json {
		for i, p := range papers {
			if i > 0 {
				o.out().blank()
			}
			o.showPaper(p, len(papers) > 1)
		}
		return nil
	}
	for _, p := range papers {
		doc := reportJSON(p)
		if len(papers) > 1 {
			doc.File = p.name
		}
		if err := writeJSON(o.env.Out, doc); err != nil {
			return err
		}
	}
	return nil
}

// readLetter reads a letter and refuses what is none: no file, too large, no UTF-8, a
// control character, no word.
func (o *options) readLetter(name string) (string, error) {
	refused := func(code, id string, pairs ...string) error {
		return &fault{code: code, id: id, pairs: append([]string{"file", clean(name)}, pairs...)}
	}
	b, err := o.readAll(name)
	var path *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", refused(codeFile, "letter-missing")
	case errors.Is(err, errLarge) && b == nil:
		return "", refused(codeFile, "letter-folder")
	case errors.Is(err, errLarge):
		return "", refused(codeFile, "letter-file-large")
	case errors.As(err, &path), err != nil:
		return "", refused(codeFile, "file")
	case bytes.IndexByte(b, 0) >= 0:
		return "", refused(codeFile, "letter-binary")
	}
	s := string(b)
	var bad *text.InvalidError
	if errors.As(text.Valid(s), &bad) {
		id := "letter-control"
		if !utf8.ValidString(s) {
			id = "letter-utf8"
		}
		return "", refused(codeFile, id, "line", strconv.Itoa(bad.Line))
	}
	if !letter.HasWords(s) {
		return "", refused(codeEmpty, "letter-empty")
	}
	return s, nil
}

// The JSON of INTERFACE.md 6.

type paperJSON struct {
	File      string        `json:"file,omitempty"`
	Words     int           `json:"words"`
	Sentences int           `json:"sentences"`
	Grade     float64       `json:"grade"`
	Verdict   string        `json:"verdict"`
	Findings  []findingJSON `json:"findings"`
	Elements  []elementJSON `json:"elements"`
	Missing   []string      `json:"missing"`
	Checked   *bool         `json:"checked,omitempty"` // false where the rules do not read its language
}

type findingJSON struct {
	Category string `json:"category"`
	Rule     string `json:"rule"`
	Severity string `json:"severity"`
	Line     int    `json:"line"`
	Column   int    `json:"column"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
	Match    string `json:"match"`
	Sentence string `json:"sentence"`
	Why      string `json:"why"`
	Ask      string `json:"ask"`
	Source   string `json:"source"`
}

type elementJSON struct {
	ID      string `json:"id"`
	Present bool   `json:"present"`
	Line    *int   `json:"line"`
}

func reportJSON(p paper) paperJSON {
	r := p.report
	doc := paperJSON{Words: r.Words, Sentences: r.Sentences, Grade: r.Grade, Verdict: r.Verdict, Findings: []findingJSON{}, Missing: r.Missing}
	for _, f := range r.Findings {
		doc.Findings = append(doc.Findings, findingJSON{
			Category: f.Category, Rule: f.Rule, Severity: f.Severity, Line: f.Line, Column: f.Column, Start: f.At.Start, End: f.At.End,
			Match: p.text[f.At.Start:f.At.End], Sentence: p.text[f.Sentence.Start:f.Sentence.End], Why: f.Why, Ask: f.Ask, Source: f.Source,
		})
	}
	if r.Foreign {
		doc.Checked = new(bool)
	}
	for _, e := range r.Elements {
		j := elementJSON{ID: e.ID, Present: e.Present}
		if e.Present {
			line := e.Line
			j.Line = &line
		}
		doc.Elements = append(doc.Elements, j)
	}
	return doc
}
