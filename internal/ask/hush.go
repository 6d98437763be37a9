package ask

import (
	"os"

	"github.com/recover-journal/recover/internal/ask/keys"
)

// Hush has the terminal show nothing of what is typed, until back is called: while a
// secret is looked at nothing moves, and whoever sees that types on. It does nothing where
// in is no terminal, and on Windows.
func Hush(in *os.File) (back func()) { return keys.Hush(in) }
