//go:build unix && !linux

package cli

import "golang.org/x/sys/unix"

// harden keeps new files to their owner, and what is in memory out of core files.
func harden() {
	unix.Umask(0o077)
	_ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{})
}
