package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"

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
	env       Env
	journal   string
	prompts   string
	country   string
	plain     bool
	json      bool
	noInput   bool
	anyEditor bool
	drafting  func(ctx context.Context, text string) (string, error) // the question in hand, in an editor
	noted     bool                                                   // something was said beside the questions
	keptSome  bool                                                   // an answer was kept by this command
	offRoad   bool                                                   // the command is about the journal itself: who leaves it is sent nowhere

	kept       *keptCopy // set with the first change to a journal
	keepSecret bool      // the command seals something to what opens the journal
	secret     []byte    // what opened it, then
	typed      bool      // a secret was typed, and opened the journal or made it
	lockable   *lockable // set where the idle lock may come
	source     *lockable // the snapshot that is restored
	still      int       // how many reasons there are for it not to come now
	loaded     *guide.Guide
	settings   *guide.Settings
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
	return cmd.GroupID == "journal" && cmd.Name() != "init"
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
	root.SetFlagErrorFunc(flagError)
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) { o.help(cmd) })
	root.SetHelpCommand(newHelp(o))
	f := root.PersistentFlags()
	f.StringVar(&o.journal, "journal", "", "")
	f.StringVar(&o.prompts, "prompts", "", "")
	f.StringVar(&o.country, "country", "", "")
	f.BoolVar(&o.plain, "plain", false, "")
	f.BoolVar(&o.json, "json", o.json, "") // known before: an error of the flags is JSON too
	f.BoolVar(&o.noInput, "no-input", false, "")
	add(root, "road", newNext(o), newStatus(o), newSpace(o), newUrge(o), newReflect(o), newLetter(o), newMeet(o), newCoach(o), newAgreements(o), newClosure(o))
	add(root, "words", newLog(o), newReport(o), newAnswers(o), newUndo(o))
	add(root, "journal", newInit(o), newExport(o), newImport(o), newBackup(o), newVerify(o), newRestore(o), newPassphrase(o), newDoctor(o), newUnlock(o), newLock(o), newPrivacy(o), newPurge(o))
	add(root, "help", newHelpNow(o))
	return root
}

// add puts commands under a heading of the help.
func add(root *cobra.Command, group string, commands ...*cobra.Command) {
	root.AddGroup(&cobra.Group{ID: group})
	for _, c := range commands {
		c.GroupID = group
	}
	root.AddCommand(commands...)
}

// noArgs refuses what stands behind a command: private text never is an argument.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return &fault{code: codeUsage, id: "argument"}
	}
	return nil
}

func unknownCommand(cmd *cobra.Command, word string) error {
	f := &fault{code: codeUsage, id: "unknown-command", pairs: []string{"word", clean(word)}}
	cmd.SuggestionsMinimumDistance = 2
	if near := cmd.SuggestionsFor(word); len(near) > 0 {
		f.hint = "unknown-command.near"
		best := near[0]
		for _, n := range near {
			if n[0] == word[0] && best[0] != word[0] {
				best = n
			}
		}
		f.pairs = append(f.pairs, "near", commandName(cmd, best))
	}
	return f
}

func commandName(parent *cobra.Command, name string) string {
	if parent.HasParent() {
		return parent.Name() + " " + name
	}
	return name
}

func flagError(cmd *cobra.Command, err error) error {
	name := nameOf(cmd)
	var unknown *pflag.NotExistError
	var missing *pflag.ValueRequiredError
	var bad *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		return &fault{code: codeUsage, id: "unknown-flag", pairs: []string{"flag", clean("--" + unknown.GetSpecifiedName()), "command", name}, err: err}
	case errors.As(err, &missing):
		return &fault{code: codeUsage, id: "flag-value", pairs: []string{"flag", "--" + missing.GetSpecifiedName(), "command", name}, err: err}
	case errors.As(err, &bad):
		return &fault{code: codeUsage, id: "flag-value", pairs: []string{"flag", "--" + bad.GetFlag().Name, "command", name}, err: err}
	}
	return &fault{code: codeUsage, id: "unknown-flag", pairs: []string{"flag", "-", "command", name}, err: err}
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
	s, err := guide.ReadSettings(p.settings)
	if err != nil {
		return &fault{code: codeFile, id: "file", pairs: []string{"file", p.settings}, err: err}
	}
	o.settings = &s
	dir := o.prompts
	if dir == "" {
		dir = s.Prompts
	}
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
	if o.country != "" || o.settings == nil {
		return o.country
	}
	return o.settings.Country
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
			Env: o.env.getenv, Say: o.words().Say, Now: o.wall, Editor: o.forText(), Idle: o.idle(),
		})
	}
	return o.asking
}

// isPlain says that nothing is to be drawn, by flag or setting. The asker finds out by
// itself where the terminal cannot draw, or a screen reader is named.
func (o *options) isPlain() bool {
	return o.plain || o.settings != nil && o.settings.Plain || ask.Simple(o.env.getenv)
}

// canAsk says that somebody is there to answer.
func (o *options) canAsk() bool {
	return !o.noInput && !o.json && ask.IsTerminal(o.env.In) && ask.IsTerminal(o.env.Terminal)
}
