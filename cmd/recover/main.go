// Recover is a private, guided journal for a person who broke an agreement of
// faithfulness and wants to answer for it.
//
//	recover            where you are, or the way in
//	recover init       makes the journal
//	recover next       the next step
//	recover status     what opens the next door, what is shut and why
//	recover answers    what you answered
//	recover space      the quiet: plan, day, slip, heard
//	recover letter     check a letter for what may hurt again
//	recover closure    letting go, from any stage
//	recover undo       takes back the last change to words
//	recover demo       a tour with a made-up journal; touches nothing of yours
//	recover help-now   help lines, without the journal, in any state
//
// It runs offline, for one person, with everything in one sealed file.
package main

import (
	"os"

	"github.com/recover-journal/recover/internal/cli"
)

func main() { os.Exit(cli.Main(cli.System(), os.Args[1:])) }
