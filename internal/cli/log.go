package cli

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/clock"
	"github.com/recover-journal/recover/internal/guide"
	"github.com/recover-journal/recover/internal/journal"
	"github.com/recover-journal/recover/internal/render"
	"github.com/recover-journal/recover/internal/store"
	"github.com/recover-journal/recover/internal/text"
)

// lately is how many entries a list shows where no number is given.
const lately = 20

type logOptions struct {
	*options
	kinds        []string
	since, until string
	search       string
	number       int
}

func newLog(o *options) *cobra.Command {
	l := &logOptions{options: o}
	cmd := &cobra.Command{
		Use: "log", Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(cmd, args[0])
			}
			return runLog(cmd.Context(), l)
		},
	}
	l.filterFlags(cmd)
	cmd.Flags().IntVarP(&l.number, "number", "n", lately, "")
	cmd.AddCommand(newLogAdd(o), newLogShow(o), newLogEdit(o), newLogRemove(o), newUndo(o), newLogKinds(o),
		newLogReview(o), newLogStats(o), newLogChart(o), newLogCalendar(o))
	return cmd
}

// filterFlags are the flags that say which entries are meant.
func (l *logOptions) filterFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringSliceVar(&l.kinds, "kind", nil, "")
	f.StringVar(&l.since, "since", "", "")
	f.StringVar(&l.until, "until", "", "")
	f.StringVar(&l.search, "search", "", "")
}

// runLog shows the latest entries.
func runLog(ctx context.Context, o *logOptions) error {
	if o.number < 0 {
		return &fault{code: codeUsage, id: "flag-value", pairs: []string{"flag", "-n", "command", "log"}}
	}
	d, err := o.open(ctx)
	if err != nil {
		return err
	}
	filter, err := d.filter(o)
	if err != nil {
		return err
	}
	entries, total, err := d.latest(ctx, filter, o.number)
	if err != nil {
		return err
	}
	if o.json {
		out := []entryJSON{}
		for _, e := range entries {
			out = append(out, entryOut(e))
		}
		return writeJSON(o.env.Out, struct {
			Total   int         `json:"total"`
			Entries []entryJSON `json:"entries"`
		}{total, out})
	}
	return d.page(func(p printer) { d.logScreen(p, entries, total, filter, o.on(guide.Masked)) })
}

// filter is what the flags say, or what is wrong with one of them.
func (d *desk) filter(o *logOptions) (f journal.Filter, err error) {
	f.Day = func(m clock.Moment) clock.Day { return clock.DayOf(m.UTC, d.home()) }
	for _, word := range o.kinds {
		k, err := d.kindNamed(word)
		if err != nil {
			return f, err
		}
		f.Kinds = append(f.Kinds, k.ID)
	}
	if f.Since, err = d.dayFlag("--since", o.since); err != nil {
		return f, err
	}
	if f.Until, err = d.dayFlag("--until", o.until); err != nil {
		return f, err
	}
	if f.Since != 0 && f.Until != 0 && f.Since > f.Until {
		return f, &fault{code: codeUsage, id: "log-range"}
	}
	if strings.TrimSpace(o.search) != "" {
		f.Search = journal.NewSearch(o.search)
	}
	return f, nil
}

// latest are the n latest entries that a filter wants, and how many it wants in all.
// Without a filter the cost follows n; with one every entry is looked at.
func (d *desk) latest(ctx context.Context, f journal.Filter, n int) (entries []journal.Entry, total int, err error) {
	err = d.journal.View(ctx, func(tx *store.Tx) (err error) {
		if f.None() && n > 0 {
			entries, err = tx.Latest(n, nil)
			total = tx.Living()
			return err
		}
		if f.OnlyKinds() && n > 0 {
			if total, err = countMight(tx, f); err != nil || total > tx.Living()/commonly {
				if err == nil {
					entries, err = tx.Latest(n, f.Wants)
				}
				return err
			}
		}
		entries, err = tx.Sift(f.Might, f.Wants)
		total = len(entries)
		if n > 0 {
			entries = entries[:min(n, total)]
		}
		return err
	})
	return entries, total, err
}

// commonly is how rare a kind must be for it to be quicker to open all that there are
// of it than to walk back to the latest of them.
const commonly = 16

// countMight counts entries by their bytes, without decoding one.
func countMight(tx *store.Tx, f journal.Filter) (int, error) {
	var n atomic.Int64
	_, err := tx.Sift(func(b []byte) bool {
		if f.Might(b) {
			n.Add(1)
		}
		return false
	}, nil)
	return int(n.Load()), err
}

func (d *desk) logScreen(p printer, entries []journal.Entry, total int, f journal.Filter, masked bool) {
	w := d.words()
	switch {
	case total == 0 && f.None():
		p.text(w.Say("log.none"))
		return
	case total == 0:
		p.text(w.Say("log.none-found"))
		return
	}
	columns := []render.Column{
		{Title: w.Say("log.column.id"), Min: 4}, {Title: w.Say("log.column.when"), Min: 16},
		{Title: w.Say("log.column.kind"), Min: 11}, {Title: w.Say("log.column.what"), Min: 16},
	}
	if masked {
		columns = columns[:3]
	}
	rows := make([][]string, len(entries))
	for i, e := range entries {
		rows[i] = []string{e.ID, whenWords(e.When), w.KindWords(e.Kind).Title, short(d.lineOf(e))}
	}
	p.rows(columns, rows)
	p.blank()
	if total > len(entries) {
		p.text(w.Say("log.shown", "n", strconv.Itoa(len(entries)), "most", strconv.Itoa(total)))
	}
	if masked {
		p.text(w.Say("log.masked"))
	}
	p.text(w.Say("log.one"))
}

// chunk is how many rows are laid out at a time: a table reads all of its rows before
// it draws the first.
const chunk = 1000

// rows writes a table of any length, or a list where that is read aloud.
func (p printer) rows(columns []render.Column, rows [][]string) {
	for from := 0; from < len(rows); from += chunk {
		if from > 0 {
			p.blank()
		}
		part := rows[from:min(from+chunk, len(rows))]
		if p.list {
			p.write(render.List(p.width, columns, part))
		} else {
			p.write(render.Table(p.width, columns, part))
		}
	}
}

// lineOf is the one line of an entry. A slip says it with its first answer where no line
// was written.
func (d *desk) lineOf(e journal.Entry) string {
	if e.What != "" {
		return e.What
	}
	k, _ := d.words().Kind(e.Kind)
	if k.Event == "" || len(k.Fields) == 0 {
		return ""
	}
	var v string
	if json.Unmarshal(e.Fields[k.Fields[0].ID], &v) != nil {
		return ""
	}
	return d.words().FieldLabel(k.ID, k.Fields[0].ID, v)
}

// short is a line as lists show it: three lines of a screen at most, with a sign where
// there is more.
func short(s string) string {
	lines := text.Wrap(clean(s), 200)
	if len(lines) == 1 {
		return lines[0]
	}
	return lines[0] + " …"
}
