package cli

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/recover-journal/recover/internal/text"
)

func newHelp(o *options) *cobra.Command {
	return &cobra.Command{
		Use:    "help",
		Hidden: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 && args[0] == "evidence" {
				return o.evidence()
			}
			to, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return unknownCommand(cmd.Root(), args[len(args)-max(1, len(rest))])
			}
			o.help(to)
			return nil
		},
	}
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
func (o *options) help(cmd *cobra.Command) {
	w, name := o.words(), nameOf(cmd)
	c := w.Command(name)
	p := o.out()
	p.text(c.Long)
	p.blank()
	p.text(w.Say("help.usage"))
	p.indent(usage(cmd), 2)
	for _, g := range cmd.Groups() {
		o.section(p, w.Group(g.ID), o.commands(cmd, g.ID))
	}
	o.section(p, w.Say("help.commands"), o.commands(cmd, ""))
	var rows [][]string
	for _, e := range c.Examples {
		rows = append(rows, []string{e.Run, e.Says})
	}
	o.section(p, w.Say("help.examples"), rows)
	o.section(p, w.Say("help.flags"), o.flags(cmd.LocalNonPersistentFlags(), name))
	global := cmd.InheritedFlags()
	if !cmd.HasParent() {
		global = cmd.PersistentFlags()
	}
	o.section(p, w.Say("help.global"), o.flags(global, "recover"))
	p.blank()
	p.text(w.Say("footer.help"))
}

// section is a titled table, or nothing where there is nothing in it.
func (o *options) section(p printer, title string, rows [][]string) {
	if len(rows) > 0 {
		p.blank()
		p.table(title, "", rows)
	}
}

// commands are those of a group with their one line, in the order in which they were
// added: the order of the road, and not of the alphabet.
func (o *options) commands(cmd *cobra.Command, group string) (rows [][]string) {
	for _, sub := range cmd.Commands() {
		if !sub.Hidden && sub.GroupID == group {
			rows = append(rows, []string{sub.Name(), o.words().Short(nameOf(sub))})
		}
	}
	return rows
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

func (o *options) flags(set *pflag.FlagSet, name string) (rows [][]string) {
	set.VisitAll(func(f *pflag.Flag) {
		flag := "--" + f.Name
		if f.Shorthand != "" {
			flag = "-" + f.Shorthand + ", " + flag
		}
		rows = append(rows, []string{flag, o.flagWords(name, f.Name)})
	})
	return rows
}

// flagWords are the words of a flag of a command. Those that every command has are told
// with the program's own.
func (o *options) flagWords(name, flag string) string {
	if flag == "help" || flag == "version" {
		name = "recover"
	}
	return o.words().Flag(name, flag)
}

// clean makes a person's or a file's words safe to print in a line.
func clean(s string) string { return strings.ReplaceAll(text.Clean(s), "\n", " ") }

// note tells something beside the answer that was asked for.
func (o *options) note(s string) {
	o.noted = o.noted || s != ""
	o.err().text(s)
}

func (o *options) notef(id string, pairs ...string) { o.note(o.words().Say(id, pairs...)) }
