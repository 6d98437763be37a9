// Package keys stands between the terminal and survey. It reads the terminal, cuts
// what it reads into whole keys, and hands survey one key at a time.
//
// survey throws its read buffer away after each question, takes Ctrl-D for Enter, dies of
// Alt and a letter, hangs on a terminal that does not say where its cursor is, and leaves
// echo off when a signal comes. So: echo is switched off once, before the first question
// is drawn; every Read returns one key, so nothing is over-read; keys survey mistakes
// never reach it; Ctrl-D is the end of input; a paste is one piece until the question that
// takes it is known, and then a blank or an Enter stands where its lines end, and what a
// terminal would obey (a colour, a title) goes whole; the size comes from the kernel; a
// long answer erases no line above its question; and the answer to "where is the cursor"
// is made up when the terminal gives none. Ctrl-U, Ctrl-W and a backspace that takes a
// whole emoji are said to survey in backspaces. Ctrl-Z gives the terminal back, stops the
// program and takes the terminal again; what was typed comes back by itself.
//
// Secret reads a line that is not shown. It stands where x/term.ReadPassword might,
// which cannot be called back, ignores Ctrl-D and never ends after a hang-up.
//
// Watch looks whether anybody is there. A question at which nothing is half typed may be
// left for a while, for a secret to be asked, and comes back as after Ctrl-Z. Give puts what
// was typed another time into the line.
//
// Promises. No key is lost while the Reader is open, across questions too. Pause and
// Close leave the terminal as New found it. A Read ends when its context does. A
// secret is never echoed, also after Ctrl-Z, and half of one is not left to the shell.
//
// It does not: mend survey's drawing of wide characters at the edge of the screen;
// guard a paste in a terminal without bracketed paste; do more on Windows than read the
// one key of Press (nobody is watched for there), since survey speaks to the console itself. One goroutine reads and
// writes.
package keys

import "errors"

// ErrAgain is returned by Read after the program was stopped with Ctrl-Z and has
// come back: the screen is not what it was, so ask the question again.
var ErrAgain = errors.New("the program was suspended: ask again")

// Keys that the callers of Next know.
const (
	Enter = "\r"
	CtrlC = "\x03"
	CtrlD = "\x04"
)
