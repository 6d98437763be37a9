//go:build unix

package main

import (
	"os"
	"runtime"
	"syscall"
)

// memoryOf is the most that a process held at once, in bytes.
func memoryOf(s *os.ProcessState) int64 {
	u, ok := s.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "darwin" {
		return int64(u.Maxrss)
	}
	return int64(u.Maxrss) * 1024
}
