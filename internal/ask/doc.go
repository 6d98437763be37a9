// Package ask asks a person questions and waits for the answers. It knows lines,
// texts, options, keys, secrets and waiting, and nothing of what they are about.
//
// There is one interface and four askers. Rich draws lists on a terminal, with
// survey behind a reader of keys (see ask/keys for why). Plain asks a line at a
// time without an escape byte, for screen readers and simple terminals. Nobody is
// for when no one can be asked. Script answers from a map, in tests. New chooses.
//
// Promises. Questions go to standard error, so that standard output may be a pipe. The
// same Check runs in every asker, in the same words. Leaving is one error, ErrLeft,
// however it is done, and a signal from outside can be told from it (LeftBy). Nothing
// typed ahead or pasted is lost, and half a line comes with ErrLeft: only where a terminal
// reads lines by itself (Plain) and is gone for good, it takes that along. But no answer
// is taken by accident: a line that the terminal may have cut is refused, a yes or no is
// never given by Enter alone unless the question has a default, and Press drops a paste.
// The terminal is given back as it was found: by Close, by Pause and on Ctrl-Z. A question
// ends when its context does, so that Close is reached. A wait goes by the clock on the
// wall. A secret is not echoed, not drawn and not kept here. Where nobody touches a key
// for a while, Idle locks what is open; the question comes back, and nothing half typed is
// lost.
//
// It never holds a sentence of its own: what it says comes in as Say, by the ids
// that testdata/say.yaml lists. It never opens an editor (a hook does), never reads
// the clock (a func does), never asks when it was told not to, and gives no colour
// a meaning.
//
// An asker is used by one goroutine at a time.
package ask
