//go:build amd64

package store

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

// A tracer runs a child and stops it at each system call, as strace would: to have the call fail, to kill the child there, or to write down what it does.
// It needs no root and no other program.

// call is one system call of a child, on its way in.
type call struct {
	name   string
	path   string // of the file, or where a rename goes from
	to     string // where a rename or a link goes
	offset int64
	data   []byte // what is written
}

func (c call) String() string {
	return fmt.Sprintf("%s %s %d+%d", c.name, c.path, c.offset, len(c.data))
}

// verdict is what becomes of a call.
type verdict struct {
	fail syscall.Errno
	kill bool
}

const (
	waitThread = 0x20000000 // __WNOTHREAD: children of other tests are theirs
	waitAll    = 0x40000000 // __WALL
	sysGood    = 0x1
	exitKill   = 0x100000
)

// changing are the calls that change a file, or make a change last.
var changing = map[uint64]string{
	syscall.SYS_PWRITE64: "pwrite", syscall.SYS_WRITE: "write", syscall.SYS_FDATASYNC: "sync", syscall.SYS_FSYNC: "sync",
	syscall.SYS_FTRUNCATE: "truncate", syscall.SYS_FALLOCATE: "truncate", syscall.SYS_RENAMEAT: "rename", syscall.SYS_LINKAT: "link",
	syscall.SYS_UNLINKAT: "unlink",
}

// other is a call that changes no file.
const other = "other"

// traced runs cmd and asks at every call, but not at those that change a file which is
// neither below dir nor standard output. It gives what the child said, and whether it was killed.
func traced(t *testing.T, cmd *exec.Cmd, dir string, at func(call) verdict) (said string, killed bool) {
	t.Helper()
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var out bytes.Buffer
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stdout, cmd.Stderr = w, w
	cmd.SysProcAttr = &syscall.SysProcAttr{Ptrace: true}
	if err := cmd.Start(); err != nil {
		t.Skipf("not run: no child can be traced here: %v", err)
	}
	w.Close()
	done := make(chan bool)
	go func() { out.ReadFrom(r); close(done) }()
	killed = follow(t, cmd.Process.Pid, dir, at)
	<-done
	r.Close()
	cmd.Process.Release()
	return out.String(), killed
}

// follow goes from stop to stop until the child has ended.
func follow(t *testing.T, pid int, dir string, at func(call) verdict) (killed bool) {
	var ws syscall.WaitStatus
	if _, err := syscall.Wait4(pid, &ws, waitAll, nil); err != nil {
		t.Fatal(err)
	}
	if err := syscall.PtraceSetOptions(pid, sysGood|exitKill|syscall.PTRACE_O_TRACECLONE|syscall.PTRACE_O_TRACEFORK); err != nil {
		t.Fatal(err)
	}
	inside := map[int]*verdict{} // threads within a call
	syscall.PtraceSyscall(pid, 0)
	for {
		tid, err := syscall.Wait4(-1, &ws, waitAll|waitThread, nil)
		if err == syscall.EINTR {
			continue
		}
		if err != nil {
			return killed
		}
		switch {
		case ws.Exited() || ws.Signaled():
			delete(inside, tid)
			if tid == pid {
				return killed || ws.Signaled()
			}
			continue
		case ws.StopSignal() == syscall.SIGTRAP|0x80:
			var regs syscall.PtraceRegs
			if syscall.PtraceGetRegs(tid, &regs) != nil {
				continue
			}
			if v, in := inside[tid]; in {
				delete(inside, tid)
				if v.fail != 0 {
					regs.Rax = uint64(-int64(v.fail))
					syscall.PtraceSetRegs(tid, &regs)
				}
				break
			}
			v := judge(pid, dir, regs, at)
			if v.kill {
				killed = true
				syscall.Kill(pid, syscall.SIGKILL)
				continue
			}
			if v.fail != 0 {
				regs.Orig_rax = ^uint64(0)
				syscall.PtraceSetRegs(tid, &regs)
			}
			inside[tid] = &v
		default:
			sig := ws.StopSignal()
			if sig == syscall.SIGTRAP || sig == syscall.SIGSTOP {
				sig = 0
			}
			syscall.PtraceSyscall(tid, int(sig))
			continue
		}
		syscall.PtraceSyscall(tid, 0)
	}
}

func judge(pid int, dir string, regs syscall.PtraceRegs, at func(call) verdict) verdict {
	name, ok := changing[regs.Orig_rax]
	if !ok {
		return at(call{name: other})
	}
	c := call{name: name}
	switch name {
	case "rename", "link":
		c.path, c.to = textAt(pid, regs.Rsi), textAt(pid, regs.R10)
	case "unlink":
		c.path = textAt(pid, regs.Rsi)
	default:
		if name == "write" && regs.Rdi <= 2 {
			c.path = "standard output"
			c.data = bytesOf(pid, regs.Rsi, regs.Rdx)
			return at(c)
		}
		c.path, _ = os.Readlink(fmt.Sprintf("/proc/%d/fd/%d", pid, regs.Rdi))
		c.path = strings.TrimSuffix(c.path, " (deleted)")
		switch name {
		case "pwrite":
			c.offset = int64(regs.R10)
			c.data = bytesOf(pid, regs.Rsi, regs.Rdx)
		case "write":
			c.offset = -1
			c.data = bytesOf(pid, regs.Rsi, regs.Rdx)
		case "truncate":
			c.offset = int64(regs.Rsi)
		}
	}
	if !strings.HasPrefix(c.path, dir) {
		return verdict{}
	}
	return at(c)
}

func bytesOf(pid int, addr, n uint64) []byte {
	f, err := os.Open(fmt.Sprintf("/proc/%d/mem", pid))
	if err != nil {
		return nil
	}
	defer f.Close()
	b := make([]byte, n)
	k, _ := f.ReadAt(b, int64(addr))
	return b[:k]
}

func textAt(pid int, addr uint64) string {
	b := bytesOf(pid, addr, 4096)
	if len(b) == 0 {
		b = bytesOf(pid, addr, 4096-addr%4096)
	}
	s, _, _ := strings.Cut(string(b), "\x00")
	return s
}
