package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/journal"
)

func newLogKinds(o *options) *cobra.Command {
	return &cobra.Command{
		Use: "kinds", Args: noArgs,
		RunE: func(*cobra.Command, []string) error { return runLogKinds(o) },
	}
}

// runLogKinds shows what may be written down, and opens no journal for it.
func runLogKinds(o *options) error {
	if err := o.prepare(); err != nil {
		return err
	}
	kinds := o.offeredKinds()
	if o.json {
		all := []kindJSON{}
		for _, k := range kinds {
			all = append(all, o.kindOut(k))
		}
		return writeJSON(o.env.Out, all)
	}
	p, w := o.out(), o.words()
	for _, k := range kinds {
		words := w.KindWords(k.ID)
		p.text(w.Say("log.kind", "id", k.ID, "title", words.Title, "about", words.About))
		p.indent(strings.Join(k.FieldIDs(), ", "), 4)
	}
	return nil
}

// offeredKinds are the kinds that a person may choose.
func (o *options) offeredKinds() (kinds []journal.Kind) {
	for _, id := range o.words().KindIDs() {
		if k, ok := o.words().Kind(id); ok && !k.Unlisted {
			kinds = append(kinds, k)
		}
	}
	return kinds
}

// kindNamed is the kind that somebody named, in whatever case, or the fault that says
// which is near.
func (o *options) kindNamed(word string) (journal.Kind, error) {
	id := strings.ToLower(strings.TrimSpace(word))
	if k, ok := o.words().Kind(id); ok {
		return k, nil
	}
	var ids []string
	for _, k := range o.offeredKinds() {
		ids = append(ids, k.ID)
	}
	f := &fault{code: codeUsage, id: "log-kind", pairs: []string{"word", clean(word), "options", strings.Join(ids, ", ")}}
	if near := journal.Near(id, ids); near != "" {
		f.hint = "log-kind.near"
		f.pairs = append(f.pairs, "near", near)
	}
	return journal.Kind{}, f
}
