package guide

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
	c := Command{Short: orID(p.at("short").text(), name), Long: p.at("long").text()}
	for _, e := range p.at("examples").parts() {
		c.Examples = append(c.Examples, Example{e.at("run").text(), e.at("says").text()})
	}
	return c
}

// Short is the one line about a command: all that a list of commands needs.
func (g *Guide) Short(name string) string {
	return orID(g.words("commands.yaml").at(name, "short").text(), name)
}

// Flag is what a person reads about a flag of a command.
func (g *Guide) Flag(name, flag string) string {
	return orID(g.words("commands.yaml").at(name, "flags", flag).text(), name+" --"+flag)
}

// Group is the heading over a group of commands.
func (g *Guide) Group(id string) string {
	return orID(g.words("commands.yaml").at("groups", id).text(), id)
}
