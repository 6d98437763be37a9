package cli

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/journal"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/internal/text"
)

// writeOptions are what log add and log edit take by flag, file and standard input.
type writeOptions struct {
	*options
	when      string
	intensity string
	answers   string
	input     bool // the text comes on standard input
	all       bool // ask for everything, not only for the line
}

func (o *writeOptions) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&o.when, "when", "", "")
	f.StringVar(&o.intensity, "intensity", "", "")
	f.StringVar(&o.answers, "answers", "", "")
	f.BoolVar(&o.all, "all", false, "")
}

func newLogAdd(o *options) *cobra.Command {
	a := &writeOptions{options: o}
	cmd := &cobra.Command{
		Use: "add [KIND] [-]", Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			kind, err := a.target(args)
			if err != nil {
				return err
			}
			return runLogAdd(cmd.Context(), a, kind)
		},
	}
	a.flags(cmd)
	return cmd
}

// target is the one word before an optional "-", which stands for standard input.
func (o *writeOptions) target(args []string) (word string, err error) {
	if n := len(args); n > 0 && args[n-1] == "-" {
		o.input, args = true, args[:n-1]
	}
	switch {
	case len(args) > 1:
		return "", &fault{code: codeUsage, id: "argument"}
	case o.input && o.answers != "":
		return "", &fault{code: codeUsage, id: "log-two-sources"}
	case len(args) == 1:
		return args[0], nil
	}
	return "", nil
}

// runLogAdd keeps an entry: from a file, from standard input, or by two questions and
// one line.
func runLogAdd(ctx context.Context, o *writeOptions, word string) error {
	d, err := o.open(ctx)
	if err != nil {
		return err
	}
	w, bad, err := d.given(o)
	if err != nil {
		return err
	}
	if word == "" {
		word = w.Kind
	} else if w.Kind != "" && w.Kind != strings.ToLower(word) {
		bad = append(bad, journey.Invalid{ID: "kind", Refusal: &journey.Refusal{Code: "kind-differs"}})
	}
	d.clockBack()
	k, err := d.kindOrAsk(ctx, word)
	if err != nil {
		return err
	}
	w.Kind = k.ID
	bad = append(bad, d.byFlags(o, k, &w)...)
	if k.Event != "" {
		return d.addSlip(ctx, o, k, w, bad)
	}
	if o.input || o.answers != "" {
		return d.addGiven(ctx, k, w, bad)
	}
	if len(bad) > 0 {
		return invalid(bad)
	}
	return d.addAsked(ctx, o, k, w)
}

func invalid(bad []journey.Invalid) error {
	return &fault{code: codeInvalid, id: "invalid", invalid: bad}
}

func (d *desk) kindOrAsk(ctx context.Context, word string) (journal.Kind, error) {
	if word != "" {
		return d.kindNamed(word)
	}
	if !d.canAsk() {
		return journal.Kind{}, &fault{code: codeNobody, id: "nobody", hint: "log-kind-ask.hint", pairs: []string{"question", "kind"}, err: ask.ErrNobody}
	}
	return d.askKind(ctx)
}

// given is what a file or standard input says.
func (d *desk) given(o *writeOptions) (w writing, bad []journey.Invalid, err error) {
	switch {
	case o.answers != "":
		return d.writingFrom(o.answers)
	case o.input:
		b, err := o.readAll("-")
		if err != nil {
			return w, nil, &fault{code: codeFile, id: "file", pairs: []string{"file", "-"}, err: err}
		}
		w.What, w.Note, _ = strings.Cut(text.Tidy(string(b)), "\n")
		if strings.TrimSpace(w.Note) == "" {
			w.Note = ""
		}
	}
	return w, nil, nil
}

// byFlags puts what --when and --intensity say into the entry.
func (d *desk) byFlags(o *writeOptions, k journal.Kind, w *writing) (bad []journey.Invalid) {
	no := func(part, code string, pairs ...string) {
		bad = append(bad, journey.Invalid{ID: part, Refusal: &journey.Refusal{Code: code, Pairs: pairs}})
	}
	if o.when != "" {
		m, code := d.whenWord(o.when)
		if code != "" {
			no(journal.When, code)
		}
		w.When = m
	}
	if o.intensity != "" {
		if _, ok := k.Field("intensity"); !ok {
			no("intensity", "unknown-field", "near", journal.Near("intensity", k.FieldIDs()))
			return bad
		}
		if w.Fields == nil {
			w.Fields = map[string]json.RawMessage{}
		}
		w.Fields["intensity"] = numberRaw(o.intensity)
	}
	return bad
}

// addGiven keeps an entry that came with all that it says, and names everything in it
// that will not do.
func (d *desk) addGiven(ctx context.Context, k journal.Kind, w writing, bad []journey.Invalid) error {
	if len(bad) > 0 {
		e := journal.Entry{Kind: k.ID, What: w.What, Note: w.Note, Fields: w.Fields}
		return invalid(mergeWrong(bad, d.wrongOf(k, &e)))
	}
	e, bad, err := d.keepEntry(ctx, w)
	if err != nil {
		return d.rescue(journey.Question{ID: partID(k.ID, journal.Note), Kind: journey.Multiline}, journey.String(strings.TrimSpace(w.What+"\n"+w.Note)), err)
	}
	if len(bad) > 0 {
		return invalid(bad)
	}
	if len(d.state.Due) > 0 && !d.json {
		d.notef("status.due")
	}
	return d.added(e)
}

// mergeWrong adds what is not named yet.
func mergeWrong(bad, more []journey.Invalid) []journey.Invalid {
	for _, m := range more {
		if !slices.ContainsFunc(bad, func(b journey.Invalid) bool { return b.ID == m.ID }) {
			bad = append(bad, m)
		}
	}
	return bad
}

// added says that an entry is on the disk.
func (d *desk) added(e journal.Entry) error {
	if d.json {
		return writeJSON(d.env.Out, entryOut(e))
	}
	d.out().text(d.words().Say("log.kept", "id", e.ID))
	return nil
}

// addAsked asks: how strong, or what else stands first, and for the line. Then the
// entry is kept, and whatever more is asked for is added to it.
func (d *desk) addAsked(ctx context.Context, o *writeOptions, k journal.Kind, w writing) error {
	if !d.canAsk() {
		return &fault{code: codeNobody, id: "nobody", hint: "log-input.hint", pairs: []string{"question", journal.What}, err: ask.ErrNobody}
	}
	if w.Fields == nil {
		w.Fields = map[string]json.RawMessage{}
	}
	d.wayBack = "recover log add " + k.ID
	passed, err := d.askFirst(ctx, k, &w)
	if err != nil {
		return err
	}
	line, err := d.askLine(ctx, k, journal.Entry{})
	if err != nil {
		return err
	}
	w.What = line
	var e journal.Entry
	err = d.insist(ctx, partID(k.ID, journal.What), line, func() error {
		var bad []journey.Invalid
		if e, bad, err = d.keepEntry(ctx, w); len(bad) > 0 {
			return invalid(bad)
		}
		return err
	})
	if err != nil {
		return err
	}
	d.dropDraft(ctx, partID(k.ID, begunPart))
	d.wayBack = "recover next" // the entry is kept: to add again would be another
	if o.all {
		d.wayBack = restOf(e.ID)
		if e, err = d.askRest(ctx, k, e, passed, false); err != nil {
			return err
		}
	}
	if err := d.sit(ctx, d.onlyFor(e.ID)); err != nil { // what the words made due comes at once
		return err
	}
	d.gap()
	return d.added(e)
}

// askFirst asks what stands before the line, and keeps it as a draft at once: an entry that
// is left before its line comes back whole. passed is the field that was passed over.
func (d *desk) askFirst(ctx context.Context, k journal.Kind, w *writing) (passed string, err error) {
	b, err := d.offerBegun(ctx, k)
	if err != nil {
		return "", err
	}
	maps.Copy(b.Fields, w.Fields)
	if !w.When.IsZero() {
		b.When = w.When
	}
	f, ok := k.FirstField()
	if ok && b.Fields[f.ID] == nil && b.Passed != f.ID {
		raw, err := d.askField(ctx, k, journal.Entry{}, f)
		switch {
		case errors.Is(err, ask.ErrSkipped):
			b.Passed = f.ID
		case err != nil:
			return "", err
		default:
			b.Fields[f.ID] = raw
		}
		d.keepBegun(k, b)
	}
	w.Fields, w.When = b.Fields, b.When
	return b.Passed, nil
}

// restOf is what one types to be asked for what an entry does not say yet.
func restOf(id string) string { return "recover log edit " + id + " --all" }

// askRest asks for every field that is not there yet and was not passed over just now,
// and for the note. Each answer is kept as it is given. edit says that the entry was there
// before, so that recover undo takes back the latest answer and not the entry.
func (d *desk) askRest(ctx context.Context, k journal.Kind, e journal.Entry, passed string, edit bool) (journal.Entry, error) {
	for _, f := range k.Fields {
		if e.Fields[f.ID] != nil || f.ID == passed {
			continue
		}
		raw, err := d.askField(ctx, k, e, f)
		if errors.Is(err, ask.ErrSkipped) {
			d.dropDraft(ctx, draftOf(k, e, f.ID))
			continue
		}
		if err != nil {
			return e, err
		}
		if e, err = d.amendAsked(ctx, k, e, f.ID, raw, edit); err != nil {
			return e, err
		}
	}
	note, err := d.askNote(ctx, k, e)
	if errors.Is(err, ask.ErrSkipped) || err == nil && (note == "" || note == e.Note) {
		d.dropDraft(ctx, draftOf(k, e, journal.Note))
		return e, nil
	}
	if err != nil {
		return e, err
	}
	return d.amendAsked(ctx, k, e, journal.Note, textRaw(note), edit)
}
