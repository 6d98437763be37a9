// Package cli is what a person types: the commands of INTERFACE.md, each in two
// functions. newX says how it is called, runX tells its story: load, decide, ask,
// keep, show. It knows everyone and decides nothing that a lower floor can decide.
//
// Promises. Everything outside the program enters through Env. What was asked for
// goes to standard output, everything else to standard error, and no escape byte
// reaches a pipe. Each answer is kept the moment it is given, in one transaction that
// judges it by the journal as it then is, so that two windows never undo each other.
// An error is one sentence and a hint, both from the words in prompts/, with the exit
// status of INTERFACE.md 3 (errors.go); no text of the person's is ever in one.
// Help, version and help-now open no journal.
//
// It holds no sentence, keeps no key after the command, and never uses the network.
package cli
