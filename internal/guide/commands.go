package guide

import (
	"slices"
	"strings"
)

// Command is what a person reads about a command. Flags are told one by one: see
// Flag.
type Command struct {
	Short, Long string
	Examples    []Example
}

// Example is a line to type, and what it does.
type Example struct{ Run, Says string }

// Command gives the words of a command by its name without the program's own:
// "letter check". Its subcommands stand under their whole names too.
func (g *Guide) Command(name string) Command {
	p := g.words("commands.yaml").at(name)
	if first := g.first(); first != nil && p == nil {
		return first.Command(name)
	}
	c := Command{Short: orID(p.at("short").text(), name), Long: p.at("long").text()}
	for _, e := range p.at("examples").parts() {
		c.Examples = append(c.Examples, Example{e.at("run").text(), e.at("says").text()})
	}
	return c
}

// Short is the one line about a command: all that a list of commands needs.
func (g *Guide) Short(name string) string {
	return g.help(name, name, "short")
}

// Flag is what a person reads about a flag of a command.
func (g *Guide) Flag(name, flag string) string {
	return g.help(name+" --"+flag, name, "flags", flag)
}

// Elsewhere is what to type, without the program's own name, for a word that has another
// name here: "list" below "log" is "log". It is "" where nothing leads from the word.
func (g *Guide) Elsewhere(under, word string) string {
	p := g.words("commands.yaml").at("elsewhere")
	for _, run := range p.names() {
		if strings.HasPrefix(run+" ", under+" ") && slices.Contains(p.at(run).list(), word) {
			return run
		}
	}
	if first := g.first(); first != nil {
		return first.Elsewhere(under, word)
	}
	return ""
}

// Group is the heading over a group of commands.
func (g *Guide) Group(id string) string {
	return g.help(id, "groups", id)
}

// help is a line of commands.yaml by its keys; id shows where there is none.
func (g *Guide) help(id string, keys ...string) string {
	text := g.words("commands.yaml").at(keys...).text()
	if first := g.first(); first != nil && text == "" {
		return first.help(id, keys...)
	}
	return orID(text, id)
}
