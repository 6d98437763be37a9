package cli

import (
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"
)

// network file systems, on which locks and syncs may not hold what they promise.
var network = map[int64]bool{
	unix.NFS_SUPER_MAGIC: true, unix.SMB_SUPER_MAGIC: true, unix.SMB2_SUPER_MAGIC: true, unix.CIFS_SUPER_MAGIC: true,
	unix.AFS_SUPER_MAGIC: true, unix.CODA_SUPER_MAGIC: true, unix.V9FS_MAGIC: true, unix.CEPH_SUPER_MAGIC: true,
}

// onNetwork says that a folder lies on another machine.
func onNetwork(dir string) bool {
	var s unix.Statfs_t
	return unix.Statfs(dir, &s) == nil && network[int64(s.Type)]
}

// openSwap says that memory may be written to a disk as it is: there is a swap that is
// neither compressed memory nor, as far as its name tells, encrypted.
func openSwap() bool {
	b, err := os.ReadFile("/proc/swaps")
	if err != nil {
		return false
	}
	lines := strings.Split(strings.TrimSpace(string(b)), "\n")
	for _, line := range lines[1:] {
		name, _, _ := strings.Cut(line, " ")
		base := filepath.Base(name)
		if name != "" && !strings.HasPrefix(base, "zram") && !strings.HasPrefix(base, "dm-") && !strings.Contains(name, "/mapper/") {
			return true
		}
	}
	return false
}
