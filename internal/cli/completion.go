package cli

import (
	"context"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/recover-journal/recover/internal/guide"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/internal/store"
)

// shells are those for which completion writes a script.
var shells = [...]string{"bash", "zsh", "fish", "powershell"}

func newCompletion(o *options) *cobra.Command {
	return &cobra.Command{
		Use: "completion " + strings.Join(shells[:], "|"), Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return runCompletion(cmd.Root(), o, args) },
	}
}

// runCompletion prints the script with which a shell completes what is typed. The script
// asks this program for each completion, and gets what completers say.
func runCompletion(root *cobra.Command, o *options, args []string) error {
	if len(args) != 1 || !slices.Contains(shells[:], args[0]) {
		return &fault{code: codeUsage, id: "shell", pairs: []string{"options", strings.Join(shells[:], ", ")}}
	}
	switch args[0] {
	case "bash":
		return root.GenBashCompletionV2(o.env.Out, true)
	case "zsh":
		return root.GenZshCompletion(o.env.Out)
	case "fish":
		return root.GenFishCompletion(o.env.Out, true)
	}
	return root.GenPowerShellCompletionWithDesc(o.env.Out)
}

// isCompletion says that a shell asks what could come next.
func isCompletion(args []string) bool {
	return len(args) > 0 && (args[0] == cobra.ShellCompRequestCmd || args[0] == cobra.ShellCompNoDescRequestCmd)
}

// completer says what may stand in a place, each with a tab and a few words behind it
// where there are any. Ids, kinds and dates are all that it may tell of a journal.
type completer func(typed []string) []string

// completing makes the command that is being typed ready to complete: each command below
// it and each flag with its line, and what may stand behind them. The others stay as they
// are, since Tab is not to be waited for.
func (o *options) completing(root *cobra.Command, typed []string) {
	if o.prepare() != nil {
		o.settings, o.loaded = guide.Settings{}, nil
	}
	cmd, _, err := root.Find(typed[1:max(1, len(typed)-1)])
	if err != nil {
		return
	}
	places, name := o.completers(), nameOf(cmd)
	for _, sub := range cmd.Commands() {
		sub.Short = o.words().Short(nameOf(sub))
	}
	if f := places[name]; f != nil || !slices.Contains([]string{"letter check", "import", "backup", "verify", "restore", "man", "prompts export", "prompts check"}, name) {
		cmd.ValidArgsFunction = f.complete
	}
	set := func(home string) func(*pflag.Flag) {
		return func(f *pflag.Flag) {
			f.Usage = o.flagWords(home, f.Name)
			if !slices.Contains([]string{"answers", "journal", "output", "new-file", "salvage", "prompts"}, f.Name) {
				_ = cmd.RegisterFlagCompletionFunc(f.Name, places["--"+f.Name].complete)
			}
		}
	}
	cmd.InitDefaultHelpFlag()
	root.PersistentFlags().VisitAll(set("recover"))
	cmd.LocalNonPersistentFlags().VisitAll(set(name))
}

// complete is the completer as cobra calls it. No files stand in its places.
func (f completer) complete(_ *cobra.Command, args []string, begun string) (fit []string, _ cobra.ShellCompDirective) {
	if f != nil {
		for _, s := range f(args) {
			if strings.HasPrefix(s, begun) {
				fit = append(fit, s)
			}
		}
	}
	return fit, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
}

// completers are what may stand behind a command, by its name, and behind a flag,
// wherever it is taken.
func (o *options) completers() map[string]completer {
	entry, revision, setting := first(o.entryIDs), o.revisionNumbers, first(settingKeys)
	return map[string]completer{
		"log show": entry, "log edit": entry, "log rm": entry, "log add": first(o.kindIDs),
		"letter diff": revision, "completion": first(func() []string { return shells[:] }),
		"config": setting, "config set": setting, "config explain": setting,
		"--kind": first(o.kindIDs), "--step": first(o.stepIDs), "--revision": revision, "--country": first(o.countries),
		"--for":    first(func() []string { return []string{"15m", "1h", "12h"} }),
		"--format": first(func() []string { return []string{"html", "json", "md", "txt"} }),
	}
}

// first completes the first word behind a command and no other.
func first(f func() []string) completer {
	return func(typed []string) []string {
		if len(typed) > 0 {
			return nil
		}
		return f()
	}
}

func (o *options) countries() (all []string) {
	for _, c := range o.words().Countries() {
		all = append(all, c.Code+"\t"+c.Name)
	}
	return all
}

// settingKeys are the keys of the settings as their file has them.
func settingKeys() (keys []string) {
	for f := range reflect.TypeFor[guide.Settings]().Fields() {
		if key, _, _ := strings.Cut(f.Tag.Get("yaml"), ","); key != "" {
			keys = append(keys, key)
		}
	}
	return keys
}

// kindIDs are the kinds of entries that may be written.
func (o *options) kindIDs() (all []string) {
	for _, id := range o.words().KindIDs() {
		if k, ok := o.words().Kind(id); ok && !k.Unlisted {
			all = append(all, id+"\t"+o.words().KindWords(id).Title)
		}
	}
	return all
}

// stepIDs are the questions that may be answered now, or changed. Where the journal does
// not open by itself they are all that there are.
func (o *options) stepIDs() (ids []string) {
	p := o.words().Plan()
	err := o.glance(func(tx *store.Tx) error {
		facts, err := readFacts(tx)
		if err != nil {
			return err
		}
		now, err := o.env.Now()
		if err != nil {
			return err
		}
		s := journey.Replay(facts)
		for _, q := range p.Order() {
			if p.Open(s, q, now) == nil {
				ids = append(ids, q.ID)
			}
		}
		return nil
	})
	if err == nil {
		return ids
	}
	for _, q := range p.Order() {
		ids = append(ids, q.ID)
	}
	return ids
}

// entryIDs are the latest entries: id, kind and day, and no word of them.
func (o *options) entryIDs() (all []string) {
	_ = o.glance(func(tx *store.Tx) error {
		entries, err := tx.Latest(offered, nil)
		for _, e := range entries {
			all = append(all, e.ID+"\t"+e.Kind+" "+whenWords(e.When))
		}
		return err
	})
	return all
}

// offered is how many entries a completion offers.
const offered = 50

// revisionNumbers are the saves of the letter with their days. Two may be compared.
func (o *options) revisionNumbers(typed []string) (all []string) {
	if len(typed) > 1 {
		return nil
	}
	_ = o.glance(func(tx *store.Tx) error {
		saves, err := revisions(tx)
		for _, r := range saves {
			if n := strconv.Itoa(r.N); !slices.Contains(typed, n) {
				all = append(all, n+"\t"+r.Day.String())
			}
		}
		return err
	})
	return all
}

// patience is how long a completion waits for a journal that another window holds.
const patience = 100 * time.Millisecond

// glance reads a journal that opens by itself: by its key file, or by the key that unlock
// left. It asks nobody, changes nothing, notes nothing, and its errors are told to nobody:
// who presses Tab did not ask for the journal.
func (o *options) glance(f func(*store.Tx) error) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	p, err := o.paths()
	if err != nil {
		return err
	}
	h, err := store.Peek(ctx, p.journal, store.Options{Timeout: patience})
	if err != nil {
		return err
	}
	key, ok := o.recalled(h)
	if !ok {
		if key, err = readKeyFile(p.keyFile(h.Journal)); err != nil {
			return err
		}
	}
	return store.Open(p.journal, key, store.Options{Timeout: patience, Sight: p.noted(h.Journal).Sight}).View(ctx, f)
}
