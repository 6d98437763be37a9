//go:build unix

package cli

import (
	"io/fs"
	"os"
	"syscall"
)

// othersMayRead says that a file is not the person's own, or is open to others.
func othersMayRead(info fs.FileInfo) bool {
	s, ok := info.Sys().(*syscall.Stat_t)
	return info.Mode().Perm()&0o077 != 0 || ok && int(s.Uid) != os.Geteuid()
}
