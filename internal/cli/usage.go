package cli

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/recover-journal/recover/internal/journal"
)

// noArgs refuses what stands behind a command: private text never is an argument. Where
// a command has others below it, the word was meant for one of them.
func noArgs(cmd *cobra.Command, args []string) error {
	switch {
	case len(args) == 0:
		return nil
	case cmd.HasAvailableSubCommands():
		return unknownCommand(cmd, args[0])
	}
	return &fault{code: codeUsage, id: "argument"}
}

// unknownCommand names the command that is nearest to a mistyped one. A word that is near
// none is not said again: somebody may have typed a passphrase there.
// One that has another name here leads to it (sentence looks).
func unknownCommand(cmd *cobra.Command, word string) error {
	near := nearest(word, commandNames(cmd))
	f := &fault{code: codeUsage, id: "no-command", hint: "unknown-command.hint", under: nameOf(cmd), typed: strings.ToLower(word)}
	switch {
	case near == "" && cmd.HasParent():
		f.hint, f.pairs = "unknown-command.below", []string{"command", nameOf(cmd)}
		return f
	case near == "":
		return f
	case cmd.HasParent():
		near = nameOf(cmd) + " " + near
	}
	f.id, f.hint, f.pairs = "unknown-command", "unknown-command.near", []string{"word", clean(word), "near", near}
	return f
}

// commandNames are the commands right below one.
func commandNames(cmd *cobra.Command) (names []string) {
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() || c.Name() == "help" {
			names = append(names, c.Name())
		}
	}
	return names
}

// nearest is the word of a list that somebody meant: the one of which they typed the
// beginning, else the one that differs least. Of two alike, the first letter decides.
func nearest(word string, list []string) string {
	word = strings.ToLower(word)
	if word == "" {
		return ""
	}
	var first []string
	for _, w := range list {
		if len(word) > 2 && strings.HasPrefix(w, word) {
			return w
		}
		if w != "" && w[0] == word[0] {
			first = append(first, w)
		}
	}
	if near := journal.Near(word, first); near != "" {
		return near
	}
	return journal.Near(word, list)
}

// flagError says what is wrong with a flag, and which one is near.
func flagError(cmd *cobra.Command, err error) error {
	f := &fault{code: codeUsage, id: "flag-value", err: err}
	if !cmd.HasParent() {
		f.hint = "unknown-command.hint"
	}
	var unknown *pflag.NotExistError
	var missing *pflag.ValueRequiredError
	var bad *pflag.InvalidValueError
	flag := "-"
	switch {
	case errors.As(err, &missing):
		f.id, flag = "flag-missing", "--"+missing.GetSpecifiedName()
	case errors.As(err, &bad):
		flag = "--" + bad.GetFlag().Name
	default:
		f.id = "unknown-flag"
		if errors.As(err, &unknown) {
			flag = typedFlag(unknown)
		}
		if near := nearest(strings.TrimLeft(flag, "-"), flagNames(cmd)); near != "" && strings.HasPrefix(flag, "--") {
			f.hint, f.pairs = "unknown-flag.near", []string{"near", "--" + near}
		}
	}
	f.pairs = append(f.pairs, "flag", clean(flag), "command", nameOf(cmd))
	return f
}

// typedFlag is a flag as it was typed: -x, or --word.
func typedFlag(err *pflag.NotExistError) string {
	if err.GetSpecifiedShortnames() != "" {
		return "-" + err.GetSpecifiedName()
	}
	return "--" + err.GetSpecifiedName()
}

func flagNames(cmd *cobra.Command) (names []string) {
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			names = append(names, f.Name)
		}
	})
	return names
}

// wayBack is what one types to come back to what one left: the command itself, with the
// id of an entry where it takes one. A name of a file is not said again.
func wayBack(cmd *cobra.Command) string {
	line := cmd.CommandPath()
	_, takes, _ := strings.Cut(cmd.Use, " ")
	for i, word := range strings.Fields(takes) {
		if strings.HasPrefix(word, "[") {
			continue
		}
		if given := cmd.Flags().Args(); word == "ID" && i < len(given) {
			if id, err := journal.ReadID(given[i]); err == nil {
				word = id
			}
		}
		line += " " + word
	}
	return line
}
