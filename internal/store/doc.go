// Package store keeps a journal in one file, sealed from its first byte.
//
// A Journal holds no file. View and Update open it, lock it, check it, run one
// transaction and let go, so that no window keeps another one waiting while a person
// thinks. Words are bytes here: what a fact or an answer says is nobody's business
// below the engine. Only entries are known, since the latest of them are found by
// their moments.
//
// Promises. What Update returned nil for survives kill -9 and power loss. Every
// record is bound to its place, and a sealed head counts them all, so a record that
// is missing, moved, changed or older than it should be is ErrDamaged and never a
// wrong text; whatever reads a whole bucket compares it with the head. bbolt is
// never given a page that was not checked first (preflight; of a file that looks as it
// did when last checked whole, the pages on the way to what is read: way), and a fault in
// mapped memory is ErrDamaged, too. Reading writes nothing. What was changed or
// removed is gone from every view at once, but its sealed bytes stay in the file
// until Rewrite.
//
// It never asks, waits no longer than Options.Timeout where nobody else gets on (a queue
// that moves is waited for ten times as long), and puts no word of a
// person's into an error. It needs the pages of the file to itself: on systems
// without flock (Windows) the check of pages runs before the lock is held.
//
// The tests' long versions, 6,000 damaged files at both depths, 5,000 kills and 6,800
// power failures among them: RECOVER_LONG=1 go test -count=1 -timeout 60m ./internal/store
package store
