package cli

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/guide"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/prompts"
)

// Version is what --version says.
const Version = "0.1.0"

// options are the flags that every command takes, and what a command makes of them
// once: the words, the settings, the asker.
type options struct {
	env      Env
	journal  string
	country  string
	json     bool
	noInput  bool
	given    *pflag.FlagSet                                         // the flags of every command, settings among them
	drafting func(ctx context.Context, text string) (string, error) // the question in hand, in an editor
	noted    bool                                                   // something was said beside the questions
	keptSome bool                                                   // an answer was kept by this command
	held     strings.Builder                                        // what was said beside an answer in JSON
	wayBack  string                                                 // what one types to go on where one left

	kept       *keptCopy // set with the first change to a journal
	keepSecret bool      // the command seals something to what opens the journal
	secret     []byte    // what opened it, then
	loaded     *guide.Guide
	settings   guide.Settings // nil until they were read
	asking     ask.Terminal
}

// Main runs the program with the arguments behind its name and gives its exit status.
func Main(env Env, args []string) (status int) {
	env.Harden()
	o := &options{env: env, json: slices.Contains(args, "--json")}
	ctx, stop := ask.WithSignals(context.Background())
	defer stop()
	defer func() {
		if recover() != nil {
			o.close()
			status = o.crash()
		}
	}()
	root := newRoot(o)
	root.SetArgs(args)
	cmd, err := root.ExecuteContextC(ctx)
	o.wayBack = wayBack(cmd)
	o.copyOfTheDay()
	o.close()
	return o.exit(err)
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
	root.AddCommand(newReport(o), newExport(o), newImport(o))
	root.AddCommand(newBackup(o), newVerify(o), newRestore(o), newPassphrase(o), newUnlock(o), newLock(o), newPurge(o), newPrivacy(o))
	root.AddCommand(newConfig(o), newDoctor(o), newHelpNow(o))
	return root
}

// words are the content. Where a person's own does not load, the built-in words are
// left to say so.
func (o *options) words() *guide.Guide {
	if o.loaded == nil {
		g, err := guide.Load(prompts.FS, language)
		if err != nil {
			panic(fmt.Sprintf("the built-in prompts do not load: %v", err)) // a test holds that they do
		}
		o.loaded = g
	}
	return o.loaded
}

// language is the one in which the words are written so far.
const language = "en"

// prepare reads the settings and a person's own content. Every command that needs
// either calls it first.
func (o *options) prepare() error {
	if o.settings != nil {
		return nil
	}
	p, err := o.paths()
	if err != nil {
		return err
	}
	s, err := guide.ReadSettings(p.settings, languages())
	if err != nil {
		return settingsFault(p.settings, err)
	}
	if err := o.checkFlags(); err != nil {
		return err
	}
	o.settings = s
	dir := o.setting(guide.Prompts)
	if dir == "" {
		return nil
	}
	g, err := ownContent(prompts.FS, dir)
	if err != nil {
		return err
	}
	o.loaded = g
	return nil
}

// ownContent lays a folder over the built-in content and refuses it where it is broken.
func ownContent(base fs.FS, dir string) (*guide.Guide, error) {
	g, err := guide.Load(guide.Overlay(base, dir), language)
	if err != nil {
		return nil, err
	}
	return g, g.Check(journey.Rules(), spoken())
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
			Env: o.forAsker, Say: o.words().Say, Now: o.wall, Editor: o.forText(),
		})
	}
	return o.asking
}

// isPlain says that nothing is to be drawn, by flag or setting. The asker finds out by
// itself where the terminal cannot draw, or a screen reader is named.
func (o *options) isPlain() bool {
	return o.on(guide.Plain) || ask.Simple(o.env.getenv)
}

// canAsk says that somebody is there to answer.
func (o *options) canAsk() bool {
	return !o.noInput && !o.json && ask.IsTerminal(o.env.In) && ask.IsTerminal(o.env.Terminal)
}
