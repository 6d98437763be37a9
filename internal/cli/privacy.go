package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/store"
)

func newPrivacy(o *options) *cobra.Command {
	return &cobra.Command{
		Use: "privacy", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runPrivacy(cmd.Context(), o) },
	}
}

// opensLine stands for the line that tells how this journal opens.
const opensLine = "opens"

// privacyParts are the parts of what is said, each a title and its lines.
var privacyParts = []struct {
	title string
	lines []string
}{
	{"privacy.kept", []string{"privacy.kept.journal", "privacy.kept.snapshots", "privacy.kept.settings", "privacy.kept.called", "privacy.kept.state"}},
	{"privacy.sealed", []string{"privacy.sealed.how", opensLine, "privacy.sealed.lost", "privacy.sealed.network"}},
	{"privacy.shows", []string{"privacy.shows.there", "privacy.shows.size", "privacy.shows.screen"}},
	{"privacy.help", []string{"privacy.help.open", "privacy.help.recorder", "privacy.help.copies", "privacy.help.coercion"}},
	{"privacy.tell", []string{"privacy.tell.agreed", "privacy.tell.danger", "privacy.tell.device"}},
	{"privacy.gone", []string{"privacy.gone.rm", "privacy.gone.purge"}},
}

// runPrivacy says what is kept, where, how it is sealed, what still shows, and what that
// does not help against. It opens nothing but the clear part of the journal.
func runPrivacy(ctx context.Context, o *options) error {
	o.prepareAnyway()
	p, err := o.paths()
	if err != nil {
		return err
	}
	pairs := o.places()
	opens := "privacy.sealed.none"
	if h, err := store.Peek(ctx, p.journal, store.Options{OneHeader: true}); err == nil {
		opens = "privacy.sealed.key-file"
		if len(h.Wraps.Passphrase) > 0 {
			opens = "privacy.sealed.passphrase"
		}
	}
	w := o.words()
	if o.json {
		return writeJSON(o.env.Out, map[string]string{"journal": p.journal, "snapshots": store.SnapshotFolder(p.journal),
			"settings": p.settings, "state": p.state, "keys": p.keys})
	}
	out := o.out()
	for i, part := range privacyParts {
		if i > 0 {
			out.blank()
		}
		out.text(w.Say(part.title))
		for _, id := range part.lines {
			if id == opensLine {
				id = opens
			}
			out.indent(w.Say(id, pairs...), 2)
		}
	}
	return nil
}
