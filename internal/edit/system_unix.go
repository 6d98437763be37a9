//go:build unix

package edit

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"runtime"
	"syscall"

	"golang.org/x/sys/unix"
)

// take locks a file without waiting. The lock lasts as long as any process has the file
// open.
func take(f *os.File) bool { return unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB) == nil }

// abandoned says that nobody holds a lock file.
func abandoned(name string) (release func(), free bool) {
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return nil, false
	}
	if !take(f) {
		f.Close()
		return nil, false
	}
	return func() { f.Close() }, true
}

func inherit(f *os.File) []*os.File { return []*os.File{f} }

// usable says that a folder can be written to by us.
func usable(dir string) bool { return unix.Access(dir, unix.W_OK|unix.X_OK) == nil }

func ours(info fs.FileInfo) bool {
	s, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(s.Uid) == os.Geteuid()
}

// run starts the editor and waits for it. Its thread stays its own, since a system that
// tells the editor of our death does so when that thread ends.
func run(cmd *exec.Cmd, started, ended chan<- error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	dieWithUs(cmd)
	err := cmd.Start()
	started <- err
	if err == nil {
		ended <- cmd.Wait()
	}
}

// pass gives the editor the signal that ended us: a hang-up for a hang-up, else the
// usual one.
func pass(cmd *exec.Cmd, cause error) {
	sig := syscall.SIGTERM
	var s interface{ Sig() os.Signal }
	if errors.As(cause, &s) && s.Sig() == syscall.SIGHUP {
		sig = syscall.SIGHUP
	}
	_ = cmd.Process.Signal(sig)
}
