package cli

import (
	"context"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/render"
	"github.com/recover-journal/recover/internal/text"
)

func newLetter(o *options) *cobra.Command {
	cmd := newAsking(o, "letter", runLetter)
	cmd.Args = cobra.ArbitraryArgs
	run := cmd.RunE
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return unknownCommand(cmd, args[0])
		}
		return run(cmd, nil)
	}
	cmd.AddCommand(
		newLetterEdit(o), newLetterCheck(o),
		newLetterShow(o), newLetterHistory(o), newLetterDiff(o),
		newAsking(o, "read", runLetterRead),
		newLetterExport(o),
		newAsking(o, "sent", func(ctx context.Context, d *desk) error { return d.runStep(ctx, "letter.sent") }),
		newAsking(o, "reply", func(ctx context.Context, d *desk) error { return d.runStep(ctx, "letter.reply") }),
		newAsking(o, "unsent", runUnsent),
		newLetterBurn(o),
	)
	return cmd
}

// runLetterRead shows the letter to be read again, and notes the reading with its date.
func runLetterRead(ctx context.Context, d *desk) error {
	if d.state.On("crisis") {
		return d.restScreen()
	}
	letter, err := d.letterText(ctx)
	switch {
	case err != nil:
		return err
	case d.json:
		return runLetterShow(ctx, d, 0)
	}
	p, w := d.out(), d.words()
	if letter == "" {
		p.text(w.Say("letter.none"))
		return nil
	}
	p.text(w.Say("letter.read"))
	p.blank()
	p.text(letter)
	if !d.canAsk() {
		return nil
	}
	s := &sitting{desk: d, asked: map[string]bool{}}
	for _, id := range []string{"letter.reread", "letter.aloud"} {
		q, _ := d.plan.Question(id)
		if d.plan.Open(d.state, q, d.now) != nil {
			continue
		}
		s.gap()
		if err := s.ask(ctx, q, false); err != nil {
			return err
		}
	}
	return nil
}

func newLetterShow(o *options) *cobra.Command {
	n := 0
	cmd := &cobra.Command{Use: "show", Args: noArgs, RunE: func(cmd *cobra.Command, _ []string) error {
		d, err := o.open(cmd.Context())
		if err != nil {
			return err
		}
		if cmd.Flags().Changed("revision") && n < 1 {
			return noRevision(strconv.Itoa(n))
		}
		return runLetterShow(cmd.Context(), d, n)
	}}
	cmd.Flags().IntVar(&n, "revision", 0, "")
	return cmd
}

// runLetterShow prints the letter as it stands, or as it was after a save.
func runLetterShow(ctx context.Context, d *desk, n int) error {
	all, err := d.revisions(ctx)
	if err != nil {
		return err
	}
	letter, err := d.letterText(ctx)
	switch {
	case err != nil:
		return err
	case n != 0:
		r, err := pick(all, strconv.Itoa(n))
		if err != nil {
			return err
		}
		letter = r.text()
		all = []revision{r}
	case letter == "" && len(all) == 0:
		return &fault{code: codeMissing, id: "letter-none"}
	}
	if d.json {
		j := map[string]any{"revision": nil, "at": nil, "words": len(strings.Fields(letter)), "text": letter}
		if len(all) > 0 {
			j["revision"], j["at"] = all[0].N, d.instant(all[0].At.UTC)
		}
		return writeJSON(d.env.Out, j)
	}
	d.out().text(letter)
	return nil
}

// pick is the revision with a number.
func pick(all []revision, n string) (revision, error) {
	for _, r := range all {
		if strconv.Itoa(r.N) == n {
			return r, nil
		}
	}
	return revision{}, noRevision(n)
}

func noRevision(n string) error {
	return &fault{code: codeInvalid, id: "revision", pairs: []string{"n", clean(n)}}
}

func newLetterHistory(o *options) *cobra.Command {
	return &cobra.Command{Use: "history", Args: noArgs, RunE: func(cmd *cobra.Command, _ []string) error {
		d, err := o.open(cmd.Context())
		if err != nil {
			return err
		}
		return runLetterHistory(cmd.Context(), d)
	}}
}

// runLetterHistory lists every save, the latest first.
func runLetterHistory(ctx context.Context, d *desk) error {
	all, err := d.revisions(ctx)
	if err != nil {
		return err
	}
	w := d.words()
	if d.json {
		type save struct {
			Revision int     `json:"revision"`
			At       *string `json:"at"`
			Words    int     `json:"words"`
		}
		saves := []save{}
		for _, r := range all {
			saves = append(saves, save{r.N, d.instant(r.At.UTC), len(strings.Fields(r.text()))})
		}
		return writeJSON(d.env.Out, saves)
	}
	if len(all) == 0 {
		d.out().text(w.Say("letter.none"))
		return nil
	}
	columns := []render.Column{{Title: w.Say("letter.history.n")}, {Title: w.Say("letter.history.when"), Min: 16}, {Title: w.Say("letter.history.words")}}
	var rows [][]string
	for _, r := range all {
		rows = append(rows, []string{strconv.Itoa(r.N), d.when(r), strconv.Itoa(len(strings.Fields(r.text())))})
	}
	p := d.out()
	if p.list {
		p.line(strings.TrimSuffix(render.List(p.width, columns, rows), "\n"))
		return nil
	}
	p.line(strings.TrimSuffix(render.Table(p.width, columns, rows), "\n"))
	return nil
}

// when is the day and the hour of a save.
func (d *desk) when(r revision) string { return r.At.UTC.In(d.home()).Format("2006-01-02 15:04") }

func newLetterDiff(o *options) *cobra.Command {
	return &cobra.Command{Use: "diff [A [B]]", Args: cobra.ArbitraryArgs, RunE: func(cmd *cobra.Command, args []string) error {
		if len(args) > 2 {
			return noArgs(cmd, args)
		}
		d, err := o.open(cmd.Context())
		if err != nil {
			return err
		}
		return runLetterDiff(cmd.Context(), d, args)
	}}
}

// runLetterDiff shows what became of the words between two saves: the last two, one and
// the latest, or any two.
func runLetterDiff(ctx context.Context, d *desk, which []string) error {
	all, err := d.revisions(ctx)
	if err != nil {
		return err
	}
	if len(which) == 0 && len(all) < 2 {
		return &fault{code: codeMissing, id: "letter-one"}
	}
	if len(all) == 0 {
		return &fault{code: codeMissing, id: "letter-none"}
	}
	a, b := all[min(1, len(all)-1)], all[0]
	if len(which) > 0 {
		if a, err = pick(all, which[0]); err != nil {
			return err
		}
	}
	if len(which) > 1 {
		if b, err = pick(all, which[1]); err != nil {
			return err
		}
	}
	pieces := text.Diff(a.text(), b.text())
	if d.json {
		type piece struct {
			Change string `json:"change"`
			Text   string `json:"text"`
		}
		list := []piece{}
		for _, p := range pieces {
			list = append(list, piece{[]string{"same", "removed", "added"}[p.Change], p.Text})
		}
		return writeJSON(d.env.Out, map[string]any{"from": a.N, "to": b.N, "pieces": list})
	}
	w, p := d.words(), d.out()
	p.text(w.Say("letter.diff", "min", strconv.Itoa(a.N), "max", strconv.Itoa(b.N)))
	p.blank()
	if len(pieces) == 0 || len(pieces) == 1 && pieces[0].Change == text.Same {
		p.text(w.Say("letter.diff.none"))
		return nil
	}
	p.text(d.marked(pieces))
	return nil
}

// marked is a comparison as a text: what is gone and what is new stand between marks, or
// for a screen reader behind words.
func (d *desk) marked(pieces []text.Piece) string {
	gone, added := "letter.diff.gone", "letter.diff.new"
	if d.isPlain() {
		gone, added = "letter.diff.gone.plain", "letter.diff.new.plain"
	}
	var b strings.Builder
	for i, p := range pieces {
		if i > 0 && !strings.HasSuffix(b.String(), "\n") && !strings.HasPrefix(p.Text, "\n") {
			b.WriteByte(' ')
		}
		switch p.Change {
		case text.Same:
			b.WriteString(p.Text)
		case text.Gone:
			b.WriteString(d.between(gone, p.Text))
		default:
			b.WriteString(d.between(added, p.Text))
		}
	}
	return b.String()
}

// between marks the words of a piece, line by line, so that no mark is open at the end
// of a line. A line break alone is no word: where it is new it breaks the line, and where
// it is gone it says nothing.
func (d *desk) between(id, piece string) string {
	lines := strings.Split(piece, "\n")
	var kept []string
	for _, l := range lines {
		if l != "" {
			l = d.words().Say(id, "words", l)
		}
		kept = append(kept, l)
	}
	return strings.Join(kept, "\n")
}
