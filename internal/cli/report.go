package cli

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/journal"
	"github.com/recover-journal/recover/internal/journey"
)

type reportOptions struct {
	logOptions
	format  string
	file    string
	answers string
}

func newReport(o *options) *cobra.Command {
	r := &reportOptions{logOptions: logOptions{options: o}}
	cmd := &cobra.Command{
		Use: "report", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runReport(cmd.Context(), r) },
	}
	r.filterFlags(cmd)
	f := cmd.Flags()
	f.StringVar(&r.format, "format", "html", "")
	f.StringVarP(&r.file, "output", "o", "", "")
	f.StringVar(&r.answers, "answers", "", "")
	return cmd
}

// The questions of a report.
const (
	askEntries = "report.entries"
	askWords   = "report.words"
	askFigures = "report.figures"
)

// ticked is what a person chose to show.
type ticked struct {
	entries []string
	words   []string // of which the partner's words are shown too
	figures bool
}

// runReport writes what a counsellor may read: the entries that the person ticks, one
// by one, and the figures. It changes nothing.
func runReport(ctx context.Context, o *reportOptions) error {
	formats := []string{"html", "md", "json"}
	if o.json {
		o.format = "json"
	}
	if !slices.Contains(formats, o.format) {
		return &fault{code: codeUsage, id: "report-format", pairs: []string{"options", strings.Join(formats, ", ")}}
	}
	d, f, err := o.figures(ctx)
	if err != nil {
		return err
	}
	slices.Reverse(f.entries) // a story is read from its start
	t, err := d.choose(ctx, o, f.entries)
	if err != nil {
		return err
	}
	out, err := d.reportText(o.format, f, t)
	if err != nil {
		return err
	}
	return d.deliver(ctx, o, out)
}

// choose finds out what is to be shown: from a file, or by asking.
func (d *desk) choose(ctx context.Context, o *reportOptions, entries []journal.Entry) (t ticked, err error) {
	if o.answers != "" {
		return d.tickedIn(o.answers, entries)
	}
	if !d.canAsk() {
		return t, &fault{code: codeNobody, id: "nobody", pairs: []string{"question", askEntries}, err: ask.ErrNobody}
	}
	w := d.words()
	if len(entries) > 0 {
		if t.entries, err = d.asker().Many(ctx, ask.Question{ID: askEntries, Text: w.Say("report.which"), Help: w.Say("report.which.help")}, d.choices(entries)); err != nil {
			return t, err
		}
	}
	var theirs []journal.Entry
	for _, e := range entries {
		if k, _ := w.Kind(e.Kind); slices.Contains(t.entries, e.ID) && journal.HasTheirs(k, e) {
			theirs = append(theirs, e)
		}
	}
	if len(theirs) > 0 {
		if t.words, err = d.asker().Many(ctx, ask.Question{ID: askWords, Text: w.Say("report.words"), Help: w.Say("report.words.help")}, d.choices(theirs)); err != nil {
			return t, err
		}
	}
	t.figures, err = d.asker().Yes(ctx, ask.Question{ID: askFigures, Text: w.Say("report.figures"), Default: "yes"})
	return t, err
}

func (d *desk) choices(entries []journal.Entry) (options []ask.Option) {
	for _, e := range entries {
		label := d.words().Say("report.choice", "when", whenWords(e.When), "title", d.words().KindWords(e.Kind).Title, "line", short(d.lineOf(e)))
		options = append(options, ask.Option{Value: e.ID, Label: label})
	}
	return options
}

// tickedIn is what a file ticks. An id that is no entry, or no longer one, is refused.
func (d *desk) tickedIn(name string, entries []journal.Entry) (t ticked, err error) {
	given, err := d.readAnswers(name)
	if err != nil {
		return t, err
	}
	t.figures = true
	var bad []journey.Invalid
	refuse1 := func(id, code string, pairs ...string) {
		bad = append(bad, journey.Invalid{ID: id, Refusal: &journey.Refusal{Code: code, Pairs: pairs}})
	}
	for _, g := range given {
		switch g.Question {
		case askEntries:
			t.entries = g.Value.Options()
		case askWords:
			t.words = g.Value.Options()
		case askFigures:
			if t.figures = g.Value.Yes(); !g.Value.Is("yes") && !g.Value.Is("no") {
				refuse1(g.Question, "wants-yes-no")
			}
			continue
		default:
			refuse1(g.Question, "unknown-question", "near", journal.Near(g.Question, []string{askEntries, askWords, askFigures}))
			continue
		}
		if raw, err := json.Marshal(g.Value); err != nil || raw[0] != '[' {
			refuse1(g.Question, "wants-ids")
		}
	}
	for _, asked := range []struct {
		id    string
		wants []string
	}{{askEntries, t.entries}, {askWords, t.words}} {
		for _, want := range asked.wants {
			if !slices.ContainsFunc(entries, func(e journal.Entry) bool { return e.ID == want }) {
				refuse1(asked.id, "no-entry", "id", clean(want))
				break
			}
		}
	}
	if len(bad) > 0 {
		return t, invalid(bad)
	}
	return t, nil
}

// deliver writes a document to a new file of the person's own, or to standard output.
func (d *desk) deliver(ctx context.Context, o *reportOptions, out string) error {
	if o.file == "" && o.format == "html" && o.onScreen() && d.canAsk() {
		// Nobody reads HTML on a terminal.
		name, err := d.asker().Line(ctx, ask.Question{ID: "report.file", Text: d.words().Say("report.file"), Default: "report.html"})
		if err != nil {
			return err
		}
		o.file = name
	}
	if o.file == "" || o.file == "-" {
		_, err := io.WriteString(o.env.Out, out)
		return err
	}
	if err := writeNew(o.file, strings.NewReader(out)); err != nil {
		return err
	}
	d.notef("report.written", "file", clean(o.file))
	return nil
}

// writeNew writes a file that is not there yet, for its owner alone.
func writeNew(name string, from io.WriterTo) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, os.ErrExist) {
		return &fault{code: codeExists, id: "file-exists", pairs: []string{"file", clean(name)}, err: err}
	}
	if err != nil {
		return &fault{code: codeFile, id: "file-write", pairs: []string{"file", clean(name)}, err: err}
	}
	if _, err = from.WriteTo(f); err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		os.Remove(name)
		return &fault{code: codeFile, id: "file-write", pairs: []string{"file", clean(name)}, err: err}
	}
	return nil
}
