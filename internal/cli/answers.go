package cli

import (
	"context"
	"encoding/json"
	"slices"
	"sort"
	"time"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/clock"
	"github.com/recover-journal/recover/internal/journal"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/internal/store"
)

func newAnswers(o *options) *cobra.Command {
	var history bool
	cmd := &cobra.Command{
		Use: "answers", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runAnswers(cmd.Context(), o, history) },
	}
	cmd.Flags().BoolVar(&history, "history", false, "")
	return cmd
}

type answerJSON struct {
	ID      string        `json:"id"`
	Value   journey.Value `json:"value"`
	At      string        `json:"at"`
	History []pastJSON    `json:"history"` // the earlier ones, the latest first
}

type pastJSON struct {
	Value journey.Value `json:"value"`
	At    string        `json:"at"`
}

// runAnswers prints every question that was answered, in the order of the road.
func runAnswers(ctx context.Context, o *options, history bool) error {
	d, err := o.open(ctx)
	if err != nil {
		return err
	}
	all := []answerJSON{}
	err = d.journal.View(ctx, func(tx *store.Tx) error {
		all = all[:0]
		for _, q := range d.plan.Order() {
			versions, err := d.versions(tx, q)
			if err != nil {
				return err
			}
			if len(versions) == 0 {
				continue
			}
			a := answerJSON{q.ID, versions[0].Value, stamp(versions[0].At), []pastJSON{}}
			for _, v := range versions[1:] {
				a.History = append(a.History, pastJSON{v.Value, stamp(v.At)})
			}
			all = append(all, a)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if o.json {
		return writeJSON(o.env.Out, all)
	}
	d.answersScreen(all, history)
	return nil
}

func stamp(m clock.Moment) string { return m.Time().Format(time.RFC3339) }

// versions are the answers to a question, the latest first. Those of an event that fills
// entries of the log stand there, and those of an agreement in its record.
func (d *desk) versions(tx *store.Tx, q journey.Question) (all []words, err error) {
	e, _ := d.plan.EventOf(q.ID)
	switch {
	case e.Shelf != "":
		return d.inRecords(tx, q.ID)
	case e.Entry != "":
		err := tx.EachEntry(func(entry journal.Entry) bool {
			if w := fieldOf(entry, q); w != nil && entry.Kind == e.Entry {
				all = append(all, *w)
			}
			return true
		})
		sort.SliceStable(all, func(i, j int) bool { return all[j].At.UTC.Before(all[i].At.UTC) })
		return all, err
	}
	raw, err := tx.History(store.Answers, q.ID)
	if err != nil {
		return nil, err
	}
	for _, b := range raw {
		var w words
		if err := readWords(b, &w); err != nil {
			return nil, err
		}
		all = append(all, w)
	}
	return all, nil
}

func (d *desk) inRecords(tx *store.Tx, question string) (all []words, err error) {
	for _, a := range slices.Backward(d.state.Agreements) {
		r, err := getRecord(tx, a.Run)
		if err != nil {
			return nil, err
		}
		if w, ok := r[question]; ok {
			all = append(all, w)
		}
	}
	return all, nil
}

// fieldOf is an answer as it stands in an entry, or nil.
func fieldOf(e journal.Entry, q journey.Question) *words {
	for _, part := range parts(q) {
		var v journey.Value
		switch b, ok := e.Fields[part]; {
		case part == journal.What && e.What != "":
			v = journey.String(e.What)
		case part == journal.Note && e.Note != "":
			v = journey.String(e.Note)
		case !ok || json.Unmarshal(b, &v) != nil:
			continue
		}
		return &words{Value: v, At: e.Stored}
	}
	return nil
}

// answersScreen shows each question with its answer. The id, which only a command needs,
// stands aside in a quiet column, and where there is none in a line after the answer.
func (d *desk) answersScreen(all []answerJSON, history bool) {
	p, w := d.out(), d.words()
	if len(all) == 0 {
		p.text(w.Say("answers.none"))
		return
	}
	longest := 0
	for _, a := range all {
		longest = max(longest, len(a.ID))
	}
	for _, a := range all {
		q, _ := d.plan.Question(a.ID)
		p.aside(d.fill(a.ID, w.Question(a.ID).Text), a.ID, longest)
		p.indent(d.shown(q, a.Value), 2)
		if history {
			for _, h := range a.History {
				at, _ := time.Parse(time.RFC3339, h.At)
				p.indent(w.Say("answers.earlier", "date", w.DayYear(clock.DayOf(at, d.home())), "answer", d.shown(q, h.Value)), 2)
			}
		}
		if p.list || p.width < narrow {
			p.quiet("  " + a.ID)
		}
	}
	p.blank()
	p.text(w.Say("answers.change", "id", "ID"))
}
