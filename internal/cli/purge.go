package cli

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/seal"
	"github.com/recover-journal/recover/internal/store"
)

type purgeOptions struct {
	*options
	yes          bool
	keepSettings bool
}

func newPurge(o *options) *cobra.Command {
	p := &purgeOptions{options: o}
	cmd := &cobra.Command{
		Use: "purge", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runPurge(cmd.Context(), p) },
	}
	cmd.Flags().BoolVar(&p.yes, "yes", false, "")
	cmd.Flags().BoolVar(&p.keepSettings, "keep-settings", false, "")
	return cmd
}

// runPurge removes all that the program keeps on this device: find it, ask once, remove
// it with the key first, look again, and say what it cannot reach. It needs no
// passphrase: who can run it can remove files.
func runPurge(ctx context.Context, o *purgeOptions) error {
	o.prepareAnyway() // broken settings are no reason to stay
	p, err := o.paths()
	if err != nil {
		return err
	}
	files, others := o.belongings(ctx, p)
	if len(files) == 0 {
		return o.purged(files, others)
	}
	if !o.yes {
		yes, err := o.asker().Yes(ctx, ask.Question{ID: "purge", Text: o.words().Say("purge.ask"), Default: "no"})
		if errors.Is(err, ask.ErrNobody) {
			return &fault{code: codeNobody, id: "nobody", pairs: []string{"question", "purge"}, hint: "nobody.yes.hint", err: err}
		}
		if err != nil {
			return err
		}
		if !yes {
			return ask.ErrLeft
		}
	}
	for _, id := range o.idsOf(ctx, p) {
		o.forgetKey(id)
	}
	for _, name := range files {
		_ = os.Remove(name) // what is left is found below
	}
	o.removeFolders(p)
	for _, name := range files {
		if exists(name) {
			return &fault{code: codeFile, id: "purge-left", pairs: []string{"file", name}}
		}
	}
	return o.purged(files, others)
}

// belongings are the files of this journal, in the order in which they go: the key
// first, since without it a journal that opens by a key file is as good as gone. Where
// another journal is known on this device, what both use stays.
func (o *purgeOptions) belongings(ctx context.Context, p paths) (files []string, others bool) {
	ids := o.idsOf(ctx, p)
	own := func(name string) bool {
		return slices.ContainsFunc(ids, func(id seal.ID) bool { return name == p.keyFile(id) || name == p.noteFile(id) })
	}
	keys := list(p.keys, "*.key")
	notes := list(p.state, "*.json")
	for _, name := range slices.Concat(keys, notes) {
		others = others || !own(name)
	}
	if len(ids) == 0 && len(keys) <= 1 && len(notes) <= 1 { // nothing tells whose they are: there is but one
		others = false
	}
	take := func(names ...string) {
		for _, name := range names {
			if (!others || own(name)) && exists(name) {
				files = append(files, name)
			}
		}
	}
	take(keys...)
	for _, name := range slices.Concat([]string{p.journal}, store.Leftovers(p.journal), list(store.SnapshotFolder(p.journal), "*")) {
		if exists(name) {
			files = append(files, name)
		}
	}
	take(notes...)
	take(list(p.state, "*")...)
	take(list(p.keys, "*")...)
	if !o.keepSettings {
		take(p.settings)
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(files, func(name string) bool {
		again := seen[name]
		seen[name] = true
		return again
	}), others
}

// idsOf are the ids that the journal says, or what is left of it, or its snapshots.
func (o *purgeOptions) idsOf(ctx context.Context, p paths) (ids []seal.ID) {
	for _, name := range append([]string{p.journal}, list(store.SnapshotFolder(p.journal), "*.db")...) {
		if h, err := store.Peek(ctx, name, store.Options{OneHeader: true}); err == nil {
			ids = append(ids, h.Journal)
			continue
		}
		if _, found, err := store.Wrappings(name); err == nil {
			ids = append(ids, found...)
		}
	}
	return ids
}

// list is every file of a folder with such a name, hidden ones too.
func list(dir, pattern string) (names []string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	for _, e := range entries {
		if ok, _ := filepath.Match(pattern, e.Name()); ok && !e.IsDir() {
			names = append(names, filepath.Join(dir, e.Name()))
		}
	}
	return names
}

// removeFolders removes folders of ours that are empty now. A folder that somebody else
// made, or uses, stays.
func (o *purgeOptions) removeFolders(p paths) {
	for _, dir := range []string{store.SnapshotFolder(p.journal), filepath.Dir(p.journal), p.keys, filepath.Dir(p.settings), p.state} {
		switch filepath.Base(dir) {
		case "recover", "keys", filepath.Base(store.SnapshotFolder(p.journal)):
			_ = os.Remove(dir) // refused where it is not empty
		}
	}
}

// purged names what is gone, and what cannot be reached from here.
func (o *purgeOptions) purged(files []string, others bool) error {
	if o.json {
		if files == nil {
			files = []string{}
		}
		return writeJSON(o.env.Out, map[string]any{"removed": files})
	}
	p, w := o.out(), o.words()
	if len(files) == 0 {
		p.text(w.Say("purge.nothing"))
		return nil
	}
	p.text(w.Say("purge.done"))
	for _, name := range files {
		p.line("  " + clean(name))
	}
	if others {
		p.text(w.Say("purge.others"))
	}
	p.text(w.Say("purge.reach"))
	for _, id := range []string{"purge.backups", "purge.synced", "purge.disk"} {
		p.indent(w.Say(id), 2)
	}
	return nil
}
