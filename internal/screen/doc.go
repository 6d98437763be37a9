// Package screen runs a compiled program in a pseudo-terminal and looks at the
// screen as a person would. Only tests import it.
//
// Promises. WaitFor, Golden and End are the only ways to wait: they are woken by output
// and look at the whole screen, so no test sleeps. All that a program wrote is on the screen when End
// returns: the harness holds the terminal open itself and writes a mark into it once
// the program is gone, as a pseudo-terminal that nobody holds may say "closed" before
// it has handed out its last bytes. The emulator answers the program's question about
// the cursor, as a real terminal does, and never blocks on that answer.
//
// It does not judge wide characters or joined emoji (the emulator has one cell for
// each rune: compare such text by what the program stored), does not see colours, and
// does not run on Windows, where no pseudo-terminal opens and every test is skipped.
package screen
