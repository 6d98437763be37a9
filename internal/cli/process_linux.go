package cli

import "golang.org/x/sys/unix"

// harden keeps what is in memory from other processes of the same user, and from core
// files (SECURITY.md 11). That it may fail is no reason not to write.
func harden() {
	unix.Umask(0o077)
	_ = unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0)
	_ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{})
}
