package cli

// spoken are the passages that Go names and no question's effects do. guide.Check
// finds passages that nobody names.
func spoken() []string {
	return []string{
		"agree.starters", "agree.offer", "agree.off", "agree.due",
		"agree.starter.contact", "agree.starter.plans", "agree.starter.phone", "agree.starter.accounts", "agree.starter.nights",
		"agree.starter.work", "agree.starter.money", "agree.starter.counselling", "agree.starter.tests", "agree.starter.talk",
		"write.intro", "write.1", "write.2", "write.3", "write.4", "write.plain", "write.not-yet",
		"why.reread", "space.done", "crisis.later",
		"help.title", "help.for", "help.none", "help.crisis", "help.emergency", "help.behaviour", "help.harmed",
		"help.them", "help.tell", "help.directory", "help.all", "help.row", "help.pick", "help.unknown", "help.closing",
	}
}
