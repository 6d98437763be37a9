package cli

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/internal/render"
	"github.com/recover-journal/recover/internal/text"
)

type exportOptions struct{ format, file string }

func newLetterExport(o *options) *cobra.Command {
	var e exportOptions
	cmd := &cobra.Command{Use: "export", Args: noArgs, RunE: func(cmd *cobra.Command, _ []string) error {
		d, err := o.open(cmd.Context())
		if err != nil {
			return err
		}
		return runLetterExport(cmd.Context(), d, e)
	}}
	cmd.Flags().StringVar(&e.format, "format", "txt", "")
	cmd.Flags().StringVarP(&e.file, "output", "o", "-", "")
	return cmd
}

// runLetterExport writes the letter out, to be copied by hand or printed. It is the one
// way in which words leave the journal unsealed, and says so; it knows no address.
func runLetterExport(ctx context.Context, d *desk, e exportOptions) error {
	letter, err := d.letterText(ctx)
	if err != nil {
		return err
	}
	letter = text.Clean(letter)
	out := letter + "\n"
	switch e.format {
	case "txt":
	case "md":
		out = render.Markdown(letter)
	case "html":
		small := d.words().Say("letter.export.small-words")
		out = render.Sheet(letter, func(s string) string { return render.Language(s, small, d.words().Lang()) })
	default:
		return &fault{code: codeUsage, id: "letter-format", pairs: []string{"word", clean(e.format)}}
	}
	if letter == "" {
		return &fault{code: codeMissing, id: "letter-none"}
	}
	if e.file == "-" {
		if d.json {
			return writeJSON(d.env.Out, map[string]string{"format": e.format, "text": out})
		}
		_, err := io.WriteString(d.env.Out, out)
		d.howItStands()
		return err
	}
	if kept, err := d.writeOut(ctx, e.file, []byte(out)); err != nil || !kept {
		return err
	}
	if d.json {
		return writeJSON(d.env.Out, map[string]string{"format": e.format, "file": e.file})
	}
	d.notef("letter.exported", "file", clean(e.file))
	d.howItStands()
	return nil
}

// howItStands says beside an export that the letter is not one to hand over, where it is
// not, and what shuts it. It never stands in the letter itself.
func (d *desk) howItStands() {
	switch d.plan.LetterStand(d.state, d.now) {
	case journey.LetterReady, journey.LetterSent:
	default:
		d.notef("letter.export.not-ready")
		for _, l := range d.plan.Locks {
			if d.state.On(l.ID) && slices.Contains(l.Shuts, "letter") {
				d.lockLines(l.ID, d.note)
			}
		}
	}
}

// writeOut writes a file of the person's, 0600. One that is there is put out of the way
// only if they say so.
func (d *desk) writeOut(ctx context.Context, name string, b []byte) (written bool, err error) {
	failed := func(err error) error {
		return &fault{code: codeFile, id: "file-write", pairs: []string{"file", clean(name)}, err: err}
	}
	info, err := os.Stat(name)
	switch {
	case err == nil && !info.Mode().IsRegular():
		return false, failed(fs.ErrInvalid)
	case err == nil && !d.canAsk():
		return false, &fault{code: codeExists, id: "file-exists", pairs: []string{"file", clean(name)}}
	case err == nil:
		w := d.words()
		choice, err := d.asker().One(ctx, ask.Question{ID: "overwrite", Text: w.Say("file.overwrite", "file", clean(name))}, []ask.Option{
			{Value: "no", Label: w.Say("file.overwrite.no")}, {Value: "yes", Label: w.Say("file.overwrite.yes")},
		})
		if err != nil || choice == "no" {
			return false, err
		}
		if err := writeWhole(name, b); err != nil {
			return false, failed(err)
		}
		return true, nil
	case !errors.Is(err, fs.ErrNotExist):
		return false, failed(err)
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return false, failed(err)
	}
	_, err = f.Write(b)
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		os.Remove(name)
		return false, failed(err)
	}
	return true, nil
}
