package cli

import (
	"strings"

	"github.com/spf13/cobra"
)

func newHelpNow(o *options) *cobra.Command {
	return &cobra.Command{
		Use: "help-now", Args: noArgs,
		RunE: func(_ *cobra.Command, _ []string) error { return runHelpNow(o) },
	}
}

// runHelpNow prints help lines. It opens no journal and asks nothing; settings and
// content that do not load are no reason to show nothing.
func runHelpNow(o *options) error {
	o.prepareAnyway()
	code := strings.ToUpper(o.countryCode())
	r, _ := o.words().Resource(code)
	if o.json {
		return writeJSON(o.env.Out, map[string]string{
			"country": r.Code, "crisis": r.Crisis, "emergency": r.Emergency, "behaviour": r.Behaviour,
			"harmed": r.Harmed, "directory": r.Directory,
		})
	}
	o.helpPage()
	return nil
}

// helpPage prints the help lines of the country that is set, or of all.
func (o *options) helpPage() {
	code := strings.ToUpper(o.countryCode())
	r, known := o.words().Resource(code)
	w, p := o.words(), o.out()
	pairs := []string{"country", r.Name, "code", clean(code), "crisis", r.Crisis, "emergency", r.Emergency,
		"behaviour", r.Behaviour, "harmed", r.Harmed, "directory", r.Directory}
	say := func(id string) {
		p.text(w.Passage(id, pairs...))
		p.blank()
	}
	say("help.title")
	switch {
	case known:
		say("help.for")
	case code != "":
		say("help.unknown")
	default:
		say("help.none")
	}
	for _, id := range []string{"help.crisis", "help.emergency", "help.behaviour", "help.harmed", "help.them", "help.tell"} {
		say(id)
	}
	if !known {
		say("help.all")
		for _, c := range w.Countries() {
			p.indent(w.Passage("help.row", "code", c.Code, "country", c.Name, "crisis", c.Crisis, "emergency", c.Emergency), 2)
		}
		p.blank()
		say("help.pick")
	} else {
		say("help.directory")
	}
	p.text(w.Passage("help.closing", pairs...))
}
