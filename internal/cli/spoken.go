package cli

// spoken are the passages that Go names and no question's effects do. guide.Check
// finds passages that nobody names.
func spoken() []string {
	return []string{
		"why.reread", "why.done", "why.day", "space.done", "start.done", "crisis.later",
		"help.title", "help.for", "help.none", "help.crisis", "help.emergency", "help.behaviour", "help.harmed",
		"help.them", "help.tell", "help.directory", "help.all", "help.row", "help.pick", "help.unknown", "help.closing",
	}
}
