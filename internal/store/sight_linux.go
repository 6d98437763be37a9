package store

import (
	"io/fs"
	"syscall"
)

// statOf is when anything about the file last changed, and its number.
func statOf(info fs.FileInfo) (change int64, file uint64) {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return s.Ctim.Nano(), s.Ino
	}
	return 0, 0
}
