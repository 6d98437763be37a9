//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package keys

import (
	"fmt"
	"io"
	"os"
	"os/signal"
	"time"

	"golang.org/x/sys/unix"
)

// Fd is the terminal's, as survey asks for it.
func (k *Reader) Fd() uintptr { return k.in.Fd() }

// Out is where survey must write.
func (k *Reader) Out() Out { return Out{k, k.out.Fd()} }

// LineOut is where survey.Input must write. When an answer is wider than the
// screen, survey erases as many lines above the question as the answer wraps;
// it cannot where it does not learn the width. Keep the message within a line.
func (k *Reader) LineOut() Out { return Out{k, ^uintptr(0)} }

// Out passes on what survey draws, and answers its questions about the size.
type Out struct {
	k  *Reader
	fd uintptr
}

// Fd is what survey takes the width from.
func (o Out) Fd() uintptr { return o.fd }

// Write writes p to the terminal. survey writes each question in a call of its own.
func (o Out) Write(p []byte) (int, error) {
	k := o.k
	switch string(p) {
	case "\x1b[999;999f": // survey looks for the size in the far corner
		k.size = true
		return len(p), nil
	case "\x1b[6n":
		if k.size || k.mute {
			w, h := k.screen()
			col := 1
			if k.size {
				col = w
			}
			k.reports = append(k.reports, fmt.Sprintf("\x1b[%d;%dR", h, col))
			k.size = false
			return len(p), nil
		}
		k.want++
	}
	return k.out.Write(p)
}

func (k *Reader) screen() (w, h int) {
	s, err := unix.IoctlGetWinsize(int(k.out.Fd()), unix.TIOCGWINSZ)
	if err != nil || s.Col == 0 || s.Row == 0 {
		return 80, 24
	}
	return int(s.Col), int(s.Row)
}

// readable waits for a byte, for as long as d says (for ever when negative). It is
// false when time is up or the context has ended.
func (k *Reader) readable(d time.Duration) bool { return readable(k.in, k.wake[0], d, k.over) }

// readable waits for a byte in in. It is false after d, and when wake was written to
// and over agrees. select is used since poll does not know terminals on every system.
// A wait that signals interrupt may take twice as long, which costs less than a clock.
func readable(input, wake *os.File, d time.Duration, over func() bool) bool {
	var late <-chan time.Time
	if d >= 0 {
		timer := time.NewTimer(d)
		defer timer.Stop()
		late = timer.C
	}
	for {
		var set unix.FdSet
		in, wk := int(input.Fd()), int(wake.Fd())
		set.Set(in)
		set.Set(wk)
		var wait *unix.Timeval
		if d >= 0 {
			t := unix.NsecToTimeval(d.Nanoseconds())
			wait = &t
		}
		n, err := unix.Select(max(in, wk)+1, &set, nil, nil, wait)
		switch {
		case err == unix.EINTR:
			select {
			case <-late:
				return false
			default:
				continue
			}
		case err != nil || n == 0:
			return false
		case !set.IsSet(wk):
			return true
		case over():
			return false
		}
		wake.Read(make([]byte, 1)) // an earlier context's
	}
}

// suspend stops the program as Ctrl-Z does elsewhere. Afterwards the question is drawn
// anew: by Again, or by asking it again with what was typed at the front.
func (k *Reader) suspend() error {
	if err := k.Pause(); err != nil {
		return err
	}
	back := make(chan os.Signal, 1)
	signal.Notify(back, unix.SIGCONT)
	defer signal.Stop(back)
	io.WriteString(k.out, "\r\n")
	if err := unix.Kill(0, unix.SIGTSTP); err != nil {
		return err
	}
	select {
	case <-back:
	case <-time.After(resumeWait):
	}
	if err := k.Resume(); err != nil {
		return err
	}
	return k.redraw()
}

// redraw has the open question drawn anew: by Again, or by whoever gets ErrAgain.
func (k *Reader) redraw() error {
	if k.again != nil {
		k.again()
		k.ready = []string{nothing}
		return nil
	}
	typed := make([]string, 0, len(k.line.text))
	for _, r := range k.line.text {
		typed = append(typed, string(r))
	}
	k.line = line{}
	k.keys = append(typed, k.keys...)
	return ErrAgain
}
