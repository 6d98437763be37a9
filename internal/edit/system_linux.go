package edit

import (
	"os/exec"
	"syscall"

	"golang.org/x/sys/unix"
)

// tmpfs and ramfs are the file systems of Linux that are in memory.
const (
	tmpfs = 0x01021994
	ramfs = 0x858458f6
)

// inMemory are the folders that are in memory, of those that may be.
func inMemory(getenv func(string) string) (dirs []string) {
	for _, dir := range []string{getenv("XDG_RUNTIME_DIR"), "/dev/shm"} {
		var s unix.Statfs_t
		if dir != "" && unix.Statfs(dir, &s) == nil && (uint32(s.Type) == tmpfs || uint32(s.Type) == ramfs) {
			dirs = append(dirs, dir)
		}
	}
	return dirs
}

// dieWithUs has the editor hung up on when this program is killed: it would go on
// writing where nobody looks.
func dieWithUs(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGHUP} }
