//go:build !unix

package cli

import "io/fs"

// othersMayRead cannot be told from the mode here: NOT TESTED beyond the folder's own
// rights.
func othersMayRead(fs.FileInfo) bool { return false }
