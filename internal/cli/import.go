package cli

import (
	"context"
	"errors"
	"io"
	"os"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/internal/store"
)

type importOptions struct {
	*options
	dryRun bool
	yes    bool
}

func newImport(o *options) *cobra.Command {
	i := &importOptions{options: o}
	cmd := &cobra.Command{
		Use: "import FILE|-", Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return &fault{code: codeUsage, id: "import-file"}
			}
			return runImport(cmd.Context(), i, args[0])
		},
	}
	cmd.Flags().BoolVar(&i.dryRun, "dry-run", false, "")
	cmd.Flags().BoolVar(&i.yes, "yes", false, "")
	return cmd
}

// errTried ends a transaction that was only to show what it would do.
var errTried = errors.New("tried")

// runImport takes a document in: all of it, or with one bad record nothing. Into a
// journal that is in use it first shows what would change, and asks.
func runImport(ctx context.Context, o *importOptions, name string) error {
	d, err := o.open(ctx)
	if err != nil {
		return err
	}
	doc, err := d.readDocument(name)
	if err != nil {
		return err
	}
	used, err := d.inUse(ctx)
	if err != nil {
		return err
	}
	if o.dryRun || used && !o.yes {
		sum, err := d.takeIn(ctx, doc, true)
		if err != nil {
			return err
		}
		if o.dryRun {
			return d.imported(sum, true)
		}
		if sum.changes() {
			if err := d.agree(ctx, sum); err != nil {
				return err
			}
		}
	}
	sum, err := d.takeIn(ctx, doc, false)
	if err != nil {
		return err
	}
	d.keptSome = true
	if err := d.load(ctx); err != nil {
		return err
	}
	return d.imported(sum, false)
}

// inUse says whether the journal holds more than its beginning.
func (d *desk) inUse(ctx context.Context) (used bool, err error) {
	err = d.journal.View(ctx, func(tx *store.Tx) error {
		t := taking{desk: d, tx: tx}
		err := t.look()
		used = t.sum.inUse
		return err
	})
	return used, err
}

// readDocument reads a file, and says at which place it will not do.
func (d *desk) readDocument(name string) (doc document, err error) {
	in := io.Reader(d.env.In)
	if name != "-" {
		f, err := os.Open(name)
		if err == nil {
			defer f.Close()
			var info os.FileInfo
			if info, err = f.Stat(); err == nil && info.IsDir() {
				err = errLarge
			}
		}
		if err != nil {
			return doc, &fault{code: codeFile, id: "file", pairs: []string{"file", clean(name)}, err: err}
		}
		in = f
	}
	m := &importer{plan: d.plan, kind: d.words().Kind, now: d.present().UTC, home: d.home(), tell: d.progress("import.read")}
	doc, err = m.read(in)
	var at *badPlace
	if errors.As(err, &at) {
		return doc, d.placeFault(name, at)
	}
	return doc, err
}

// placeFault tells where a file will not do: the list, the record and the line.
func (d *desk) placeFault(name string, at *badPlace) error {
	where := d.words().Say("import.line", "n", strconv.Itoa(at.line))
	if at.number > 0 {
		where = d.words().Say("import.record", "title", clean(at.list), "most", strconv.Itoa(at.number), "max", strconv.Itoa(at.line))
	}
	id := at.list
	if at.number > 0 {
		id += "." + strconv.Itoa(at.number)
	}
	return &fault{code: codeFile, id: "import", pairs: []string{"file", clean(name), "place", where},
		invalid: []journey.Invalid{{ID: orElse(id, "line."+strconv.Itoa(at.line)), Refusal: at.why}}, err: at}
}

// progressEach is after how many records a line says how far the work is.
const progressEach = 25_000

// progress tells on standard error how far long work is; id is the sentence.
func (d *desk) progress(id string) func(done int) {
	return func(done int) {
		if done%progressEach == 0 && !d.json {
			d.note(d.words().Say(id, "n", strconv.Itoa(done)))
		}
	}
}

// takeIn keeps a document in one transaction; try keeps nothing and only tells what it
// would do.
func (d *desk) takeIn(ctx context.Context, doc document, try bool) (sum summary, err error) {
	if err := d.tick(); err != nil {
		return sum, err
	}
	err = d.journal.Update(ctx, func(tx *store.Tx) error {
		t := taking{desk: d, tx: tx, doc: doc}
		if err := t.all(); err != nil {
			return err
		}
		if sum = t.sum; try {
			return errTried
		}
		return tx.ClearUndo()
	})
	if errors.Is(err, errTried) {
		err = nil
	}
	return sum, err
}

// agree shows what would change in a journal that is in use, and asks.
func (d *desk) agree(ctx context.Context, sum summary) error {
	if !d.canAsk() {
		return &fault{code: codeNobody, id: "nobody", hint: "import-yes.hint", pairs: []string{"question", "import.agree"}, err: ask.ErrNobody}
	}
	w := d.words()
	d.note(w.Say("import.would"))
	for _, line := range d.summaryLines(sum) {
		d.note("  " + line)
	}
	yes, err := d.asker().Yes(ctx, ask.Question{ID: "import.agree", Text: w.Say("import.agree")})
	if err == nil && !yes {
		err = ask.ErrLeft
	}
	return err
}

// imported says what was, or would be, taken in.
func (d *desk) imported(sum summary, try bool) error {
	if d.json {
		return writeJSON(d.env.Out, sum.out(try))
	}
	p, w := d.out(), d.words()
	switch {
	case !sum.changes():
		p.text(w.Say("import.nothing"))
	case try:
		p.text(w.Say("import.would"))
	default:
		p.text(w.Say("import.done"))
	}
	for _, line := range d.summaryLines(sum) {
		p.indent(line, 2)
	}
	return nil
}
