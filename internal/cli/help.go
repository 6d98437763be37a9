package cli

import (
	"slices"
	"strings"
	"unicode"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/recover-journal/recover/internal/text"
)

// helpGroups are the commands under their headings, in the order of the road. What is
// not there yet is left out.
func helpGroups() []helpGroup {
	return []helpGroup{
		{"road", []string{"init", "next", "status", "answers", "space", "urge", "reflect", "letter", "meet", "coach"}},
		{"way", []string{"log", "undo", "agreements", "closure"}},
		{"out", []string{"report", "remind", "export", "import"}},
		{"keep", []string{"backup", "verify", "restore", "passphrase", "unlock", "lock", "purge", "privacy"}},
		{"help", []string{"config", "prompts", "doctor", "help-now", "demo", "completion", "man"}},
	}
}

type helpGroup struct {
	id       string
	commands []string
}

// evidenceTopic is the one topic whose page is made of the evidence itself.
const evidenceTopic = "evidence"

func newHelp(o *options) *cobra.Command {
	return &cobra.Command{
		Use:    "help [COMMAND|TOPIC]",
		Hidden: true,
		RunE:   func(cmd *cobra.Command, args []string) error { return runHelp(o, cmd.Root(), args) },
	}
}

// runHelp shows a topic, or the help of a command.
func runHelp(o *options, root *cobra.Command, args []string) error {
	if len(args) == 0 {
		return o.help(root)
	}
	topic := slices.Contains(o.topics(), args[0])
	switch {
	case topic && len(args) > 1:
		return &fault{code: codeUsage, id: "help-extra", pairs: []string{"word", args[0]}}
	case args[0] == evidenceTopic:
		return o.evidence()
	case topic:
		return o.topic(args[0])
	}
	to, rest, err := root.Find(args)
	if err == nil && len(rest) == 0 {
		return o.help(to)
	}
	if to == nil || to == root {
		return o.unknownTopic(root, args[0])
	}
	return unknownCommand(to, rest[0])
}

func (o *options) topics() []string { return append(o.words().TopicIDs(), evidenceTopic) }

// unknownTopic names the topic that is nearer than any command, if there is one.
func (o *options) unknownTopic(root *cobra.Command, word string) error {
	topics := o.topics()
	near := nearest(word, append(topics, commandNames(root)...))
	if !slices.Contains(topics, near) {
		return unknownCommand(root, word)
	}
	return &fault{code: codeUsage, id: "unknown-topic", pairs: []string{"word", clean(word), "near", near}}
}

// nameOf is a command's name as its words are kept: without the program's own, which
// has that of the program.
func nameOf(cmd *cobra.Command) string {
	if !cmd.HasParent() {
		return "recover"
	}
	return strings.TrimPrefix(cmd.CommandPath(), "recover ")
}

// help prints what a command is for, how it is called, and examples. Every word of it
// is read only now, so that a command that needs no help pays for none.
func (o *options) help(cmd *cobra.Command) error {
	o.prepareAnyway()
	w, name := o.words(), nameOf(cmd)
	if o.json {
		return writeJSON(o.env.Out, o.helpJSON(cmd))
	}
	c := w.Command(name)
	p := o.out()
	p.text(c.Long)
	p.blank()
	p.heading(w.Say("help.usage"))
	p.indent(usage(cmd), 2)
	for _, g := range o.commandRows(cmd) {
		o.section(p, g.title, g.rows)
	}
	var examples [][2]string
	for _, e := range c.Examples {
		examples = append(examples, [2]string{e.Run, e.Says})
	}
	o.section(p, w.Say("help.examples"), examples)
	o.section(p, w.Say("help.flags"), o.flags(cmd.LocalNonPersistentFlags(), name))
	if !cmd.HasParent() {
		o.section(p, w.Say("help.topics"), o.topicRows())
		o.section(p, w.Say("help.global"), o.flags(cmd.PersistentFlags(), "recover"))
	} else {
		p.blank()
		p.text(w.Say("help.also", "options", flagList(cmd.InheritedFlags())))
	}
	p.blank()
	if cmd.HasAvailableSubCommands() {
		p.quiet(w.Say("help.more", "command", cmd.CommandPath()))
	}
	p.text(w.Say("footer.help"))
	return nil
}

// section is a titled list, or nothing where there is nothing in it.
func (o *options) section(p printer, title string, rows [][2]string) {
	if len(rows) > 0 {
		p.blank()
		p.pairs(title, rows)
	}
}

// titledRows is a part of a help page.
type titledRows struct {
	title string
	rows  [][2]string
}

// commandRows are the commands below one, each with its one line: those of the program in
// their groups.
func (o *options) commandRows(cmd *cobra.Command) (all []titledRows) {
	w := o.words()
	row := func(c *cobra.Command) [2]string { return [2]string{c.Name(), w.Short(nameOf(c))} }
	if cmd.HasParent() {
		one := titledRows{title: w.Say("help.commands")}
		for _, sub := range cmd.Commands() {
			if sub.IsAvailableCommand() {
				one.rows = append(one.rows, row(sub))
			}
		}
		return []titledRows{one}
	}
	for _, g := range helpGroups() {
		part := titledRows{title: w.Group(g.id)}
		for _, name := range g.commands {
			if sub, _, err := cmd.Find([]string{name}); err == nil && sub != cmd {
				part.rows = append(part.rows, row(sub))
			}
		}
		all = append(all, part)
	}
	return all
}

func (o *options) topicRows() (rows [][2]string) {
	for _, id := range o.words().TopicIDs() {
		rows = append(rows, [2]string{"recover help " + id, o.words().TopicShort(id)})
	}
	return append(rows, [2]string{"recover help " + evidenceTopic, o.words().Say("evidence.short")})
}

func usage(cmd *cobra.Command) string {
	line := "recover"
	if cmd.HasParent() {
		line = cmd.CommandPath()
	}
	if cmd.HasAvailableSubCommands() {
		line += " [COMMAND]"
	}
	if _, takes, ok := strings.Cut(cmd.Use, " "); ok {
		line += " " + takes
	}
	return line + " [FLAG …]"
}

// flags are the flags of a set, each with what it takes.
func (o *options) flags(set *pflag.FlagSet, name string) (rows [][2]string) {
	set.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		says := o.flagWords(name, f.Name)
		flag := "--" + f.Name
		if f.Shorthand != "" {
			flag = "-" + f.Shorthand + ", " + flag
		}
		rows = append(rows, [2]string{strings.TrimSpace(flag + " " + flagTakes(f, says)), says})
	})
	return rows
}

// flagList is the flags of a set in one line.
func flagList(set *pflag.FlagSet) string {
	var names []string
	set.VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
	return strings.Join(names, ", ")
}

// flagWords are the words of a flag of a command. Those that every command has are told
// with the program's own.
func (o *options) flagWords(name, flag string) string {
	if flag == "help" || flag == "version" {
		name = "recover"
	}
	return o.words().Flag(name, flag)
}

// flagTakes is what a flag takes: the word in capitals in what is said of it, or N for a
// number.
func flagTakes(f *pflag.Flag, says string) string {
	switch f.Value.Type() {
	case "bool":
		return ""
	case "int":
		return "N"
	}
	for _, word := range strings.FieldsFunc(says, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if (len(word) > 1 || word == "N") && strings.ToUpper(word) == word && word != "JSON" {
			return word
		}
	}
	return ""
}

// The JSON of --help, for other programs: what a page of help says, with all commands
// below.
type helpJSON struct {
	Command  string        `json:"command"`
	Short    string        `json:"short"`
	Long     string        `json:"long"`
	Usage    string        `json:"usage"`
	Examples []exampleJSON `json:"examples"`
	Flags    []flagJSON    `json:"flags"`
	Commands []helpJSON    `json:"commands"`
}

type exampleJSON struct {
	Run  string `json:"run"`
	Says string `json:"says"`
}

type flagJSON struct {
	Name  string `json:"name"`
	Short string `json:"short"`
	Takes string `json:"takes"`
	Says  string `json:"says"`
}

func (o *options) helpJSON(cmd *cobra.Command) helpJSON {
	name := nameOf(cmd)
	c := o.words().Command(name)
	j := helpJSON{Command: cmd.CommandPath(), Short: c.Short, Long: c.Long, Usage: usage(cmd),
		Examples: []exampleJSON{}, Flags: []flagJSON{}, Commands: []helpJSON{}}
	for _, e := range c.Examples {
		j.Examples = append(j.Examples, exampleJSON(e))
	}
	own := cmd.LocalNonPersistentFlags()
	if !cmd.HasParent() {
		own = cmd.LocalFlags()
	}
	own.VisitAll(func(f *pflag.Flag) {
		says := o.flagWords(name, f.Name)
		j.Flags = append(j.Flags, flagJSON{f.Name, f.Shorthand, flagTakes(f, says), says})
	})
	for _, sub := range cmd.Commands() {
		if sub.IsAvailableCommand() {
			j.Commands = append(j.Commands, o.helpJSON(sub))
		}
	}
	return j
}

// clean makes a person's or a file's words safe to print in a line.
func clean(s string) string { return strings.ReplaceAll(text.Clean(s), "\n", " ") }

// note tells something beside the answer that was asked for.
func (o *options) note(s string) {
	o.noted = o.noted || s != ""
	o.err().text(s)
}

func (o *options) notef(id string, pairs ...string) { o.note(o.words().Say(id, pairs...)) }
