package cli

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/guide"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/prompts"
)

// options are the flags that every command takes, and what a command makes of them
// once: the words, the settings, the asker.
type options struct {
	env      Env
	journal  string
	country  string
	lang     string // what --lang names
	json     bool
	noInput  bool
	given    *pflag.FlagSet                                         // the flags of every command, settings among them
	drafting func(ctx context.Context, text string) (string, error) // the question in hand, in an editor
	noted    bool                                                   // something was said beside the questions
	keptSome bool                                                   // an answer was kept by this command
	keptHalf bool                                                   // and one that was only begun
	held     strings.Builder                                        // what was said beside an answer in JSON
	wayBack  string                                                 // what one types to go on where one left
	leaves   string                                                 // what is said to whom leaves, where it is something of its own
	offRoad  bool                                                   // the command is about the journal itself: who leaves it is sent nowhere

	kept       *keptCopy // set with the first change to a journal
	keepSecret bool      // the command seals something to what opens the journal
	secret     []byte    // what opened it, then
	typed      bool      // a secret was typed, and opened the journal or made it
	lockable   *lockable // set where the idle lock may come
	source     *lockable // the snapshot that is restored
	still      int       // how many reasons there are for it not to come now
	loaded     *guide.Guide
	settings   guide.Settings // nil until they were read
	prepared   bool
	unready    error // what prepare said
	asking     ask.Terminal
}

// Main runs the program with the arguments behind its name and gives its exit status.
func Main(env Env, args []string) (status int) {
	if len(args) == 1 && args[0] == "--version" { // what asks for nothing waits for nothing
		fmt.Fprintln(env.Out, "recover "+versionLong())
		return 0
	}
	return (&options{env: env}).main(args)
}

func (o *options) main(args []string) (status int) {
	o.env.Harden()
	o.json, o.lang = slices.Contains(args, "--json"), flagIn(args, "--lang")
	defer func() {
		if recover() != nil {
			o.close()
			status = o.crash()
		}
	}()
	return o.run(context.Background(), args)
}

// run is one command from its arguments to its exit status.
func (o *options) run(ctx context.Context, args []string) int {
	root := newRoot(o)
	root.SetArgs(args)
	switch {
	case isCompletion(args):
		o.completing(root, args)
	case slices.Contains(args, "--version"):
		root.Version = versionLong()
	}
	cmd, err := root.ExecuteContextC(ctx)
	if o.wayBack == "" {
		o.wayBack = wayBack(cmd)
	}
	o.offRoad = offRoad(cmd)
	o.copyOfTheDay()
	o.close()
	return o.exit(err)
}

// offRoad says that a command is about the journal and not about what to do next.
func offRoad(cmd *cobra.Command) bool {
	for cmd.HasParent() && cmd.Parent().HasParent() {
		cmd = cmd.Parent()
	}
	for _, g := range helpGroups() {
		if g.id == "keep" {
			return slices.Contains(g.commands, cmd.Name())
		}
	}
	return false
}

// close gives the terminal back.
func (o *options) close() {
	if o.asking != nil {
		o.asking.Close()
	}
}

func newRoot(o *options) *cobra.Command {
	cobra.EnableCommandSorting = false // the help lists commands in the order of the road
	root := &cobra.Command{
		Use:               "recover",
		Version:           Version,
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
		Args:              cobra.ArbitraryArgs,
		PersistentPreRun: func(cmd *cobra.Command, _ []string) {
			if cmd.Context() != context.Background() {
				return // the tour's
			}
			// Never given back: the program ends, and to wait for that takes half a millisecond.
			ctx, _ := ask.WithSignals(context.Background())
			cmd.SetContext(ctx)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(cmd, args[0])
			}
			return runStatus(cmd.Context(), o)
		},
	}
	root.SetOut(o.env.Out)
	root.SetErr(o.env.Err)
	root.SetVersionTemplate("recover {{.Version}}\n")
	if o.json {
		root.SetVersionTemplate(`{"version":"{{.Version}}"}` + "\n")
	}
	root.SetFlagErrorFunc(flagError)
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) { _ = o.help(cmd) })
	root.SetHelpCommand(newHelp(o))
	o.globalFlags(root.PersistentFlags())
	root.AddCommand(newInit(o), newNext(o), newStatus(o), newAnswers(o), newSpace(o), newUrge(o), newReflect(o), newLetter(o), newMeet(o), newCoach(o))
	root.AddCommand(newLog(o), newUndo(o), newAgreements(o), newClosure(o))
	root.AddCommand(newReport(o), newRemind(o), newExport(o), newImport(o))
	root.AddCommand(newBackup(o), newVerify(o), newRestore(o), newPassphrase(o), newUnlock(o), newLock(o), newPurge(o), newPrivacy(o))
	root.AddCommand(newConfig(o), newPrompts(o), newDoctor(o), newHelpNow(o), newDemo(o), newCompletion(o), newMan(o))
	return root
}

// words are the content. Where a person's own does not load, or the language that they
// named is not there, what is built in says so.
func (o *options) words() *guide.Guide {
	if o.loaded == nil {
		_ = o.prepare() // told by the command, which calls it too
	}
	if o.loaded == nil {
		lang, _ := o.language(prompts.FS)
		g, err := guide.Load(prompts.FS, lang)
		if err != nil {
			panic(fmt.Sprintf("the built-in prompts do not load: %v", err)) // a test holds that they do
		}
		o.loaded = g
	}
	return o.loaded
}

// prepare reads the settings and a person's own content, once. Every command that needs
// either calls it first.
func (o *options) prepare() error {
	if !o.prepared {
		o.prepared = true
		o.unready = o.ready()
	}
	return o.unready
}

func (o *options) ready() error {
	p, err := o.paths()
	if err != nil {
		return err
	}
	s, err := guide.ReadSettings(p.settings)
	if err != nil {
		return settingsFault(p.settings, err)
	}
	if err := o.checkFlags(); err != nil {
		return err
	}
	o.settings = s
	dir := o.setting(guide.Prompts)
	if dir == "" {
		_, err := o.language(prompts.FS)
		return err
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return promptsFault("prompts-none", dir, err)
	}
	own := guide.Overlay(prompts.FS, dir)
	lang, err := o.language(own)
	if err != nil {
		return err
	}
	o.loaded, err = ownContent(own, lang)
	return err
}

// ownContent is a person's own content, or what is wrong with it.
func ownContent(fsys fs.FS, lang string) (*guide.Guide, error) {
	g, err := guide.Load(fsys, lang)
	if err == nil {
		err = g.Check(journey.Rules(), spoken())
	}
	if err != nil {
		return nil, err
	}
	return g, nil
}

func (o *options) countryCode() string {
	if o.country != "" {
		return o.country
	}
	return o.settings[guide.Country]
}

// asker is whom to ask, made once. An asker leaves a line free before each question but
// its first; what was said before that is parted here.
func (o *options) asker() ask.Terminal {
	if o.asking == nil {
		if o.noted {
			o.gap()
		}
		o.asking = o.env.Asker(ask.Options{
			In: o.env.In, Err: o.env.Terminal, Plain: o.isPlain(), NoInput: o.noInput || o.json,
			Env: o.forAsker, Say: o.words().Say, Now: o.wall, Editor: o.forText(), Idle: o.idle(),
		})
	}
	return o.asking
}

// isPlain says that nothing is to be drawn, by flag or setting. The asker finds out by
// itself where the terminal cannot draw, or a screen reader is named.
func (o *options) isPlain() bool {
	return o.on(guide.Plain) || ask.Simple(o.env.getenv)
}

// onScreen says that what was asked for goes to a terminal, to be read by a person.
func (o *options) onScreen() bool {
	f, ok := o.env.Out.(*os.File)
	return ok && ask.IsTerminal(f)
}

// canAsk says that somebody is there to answer.
func (o *options) canAsk() bool {
	return !o.noInput && !o.json && ask.IsTerminal(o.env.In) && ask.IsTerminal(o.env.Terminal)
}
