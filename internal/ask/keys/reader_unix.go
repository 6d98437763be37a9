//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package keys

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/sys/unix"
)

const (
	escapeWait = 25 * time.Millisecond  // is this Escape alone, or the start of a key?
	reportWait = 400 * time.Millisecond // a terminal that has not said where its cursor is by then never will
	resumeWait = 200 * time.Millisecond // a program nobody can stop goes on by itself
)

// Reader reads keys from a terminal. Its zero value is not ready; use New.
type Reader struct {
	in, out *os.File
	was     unix.Termios

	raw     []byte   // read, not yet cut into keys
	keys    []string // cut, not yet asked for
	ready   []string // what the last key became
	line    line
	half    string
	pasted  bool // the last Enter came with a paste
	paste   *strings.Builder
	reports []string // made-up answers to "where is the cursor"
	want    int      // answers the terminal owes
	size    bool     // the next question is about the size
	mute    bool     // the terminal does not answer
	err     error    // what every later Read returns: the terminal is gone

	question
	idle   *Idle
	glance time.Duration // how often idle is asked
	over   func() bool   // the context of the open question has ended
	wake   [2]*os.File   // written to when it ends
	taken  bool
}

// question is what is so until the end of the open question.
type question struct {
	again   func()
	lines   bool
	written bool                      // what was typed before is not kept anywhere yet
	given   string                    // what stood in the line before anybody typed
	only    func(letters string) bool // in a list of ticks: whether they fit one option alone
	sought  []rune                    // the letters that search in it
}

// New switches the terminal to reading by key, without echo. Close gives it back.
// It is an error if either file is no terminal.
func New(in, out *os.File) (*Reader, error) {
	was, err := unix.IoctlGetTermios(int(in.Fd()), getTermios)
	if err != nil {
		return nil, fmt.Errorf("terminal mode: %w", err)
	}
	if _, err := unix.IoctlGetTermios(int(out.Fd()), getTermios); err != nil {
		return nil, fmt.Errorf("terminal mode: %w", err)
	}
	k := &Reader{in: in, out: out, was: *was, glance: time.Second, over: func() bool { return false }}
	if k.wake[0], k.wake[1], err = os.Pipe(); err != nil {
		return nil, err
	}
	return k, k.Resume()
}

// Resume takes the terminal, after New or Pause.
func (k *Reader) Resume() error {
	mode := k.was
	mode.Lflag &^= unix.ECHO | unix.ECHONL | unix.ICANON | unix.ISIG
	mode.Iflag &^= unix.ICRNL | unix.INLCR | unix.IXON // or CR LF in a paste is two lines, and Ctrl-S freezes
	mode.Cc[unix.VMIN], mode.Cc[unix.VTIME] = 1, 0
	if err := unix.IoctlSetTermios(int(k.in.Fd()), setTermios, &mode); err != nil {
		return fmt.Errorf("terminal mode: %w", err)
	}
	k.taken = true
	k.Brackets(true)
	return nil
}

// Brackets switches bracketed paste. It is off while somebody else reads.
func (k *Reader) Brackets(on bool) {
	end := "l"
	if on {
		end = "h"
	}
	io.WriteString(k.out, "\x1b[?2004"+end)
}

// Pause gives the terminal back as it was, for an editor or a pager.
func (k *Reader) Pause() error {
	if !k.taken {
		return nil
	}
	k.taken = false
	io.WriteString(k.out, "\x1b[?2004l\x1b[?25h")
	return unix.IoctlSetTermios(int(k.in.Fd()), setTermios, &k.was)
}

// Close gives the terminal back for good.
func (k *Reader) Close() error {
	k.wake[0].Close()
	k.wake[1].Close()
	return k.Pause()
}

// Begin ties every Read to ctx until done is called: when ctx ends, what was read is
// still handed out, and then Read returns io.EOF.
func (k *Reader) Begin(ctx context.Context) (done func()) {
	k.over = func() bool { return ctx.Err() != nil }
	stop := context.AfterFunc(ctx, func() { k.wake[1].Write([]byte{0}) })
	return func() {
		stop()
		k.question = question{}
	}
}

// Lines makes each line end of a paste an Enter, until the end of the question.
func (k *Reader) Lines() { k.lines = true }

// Ticks says that a list of ticks is open, until the end of the question. A sentence that
// somebody types there must tick nothing: Space ticks only where no letters search, or
// only fits one option alone; Enter ends a search before it ends the list; and no key
// ticks all.
func (k *Reader) Ticks(only func(letters string) bool) { k.only = only }

// Again says how to draw the open question once more after Ctrl-Z, up to where
// survey left its cursor. Without it Read returns ErrAgain.
func (k *Reader) Again(draw func()) { k.again = draw }

// Give puts text into the line of the question that begins, as if somebody had typed it.
// It says whether that can be done here. Alone it is nothing half typed.
func (k *Reader) Give(text string) bool {
	given := pasted(text, false)
	k.given = strings.Join(given, "")
	k.keys = append(given, k.keys...)
	return true
}

// Half is what stood in the line when reading ended in the middle of it.
func (k *Reader) Half() string { return k.half }

// Pasted says whether the last Enter came with a paste.
func (k *Reader) Pasted() bool { return k.pasted }

// Read returns one key, or one answer about the cursor. It returns no error while
// survey waits for such an answer: survey would go on with a nil pointer.
func (k *Reader) Read(p []byte) (int, error) {
	for {
		switch {
		case len(k.reports) > 0:
			return copy(p, shift(&k.reports)), nil
		case k.want > 0:
			k.cursor()
		case len(k.ready) > 0:
			return copy(p, shift(&k.ready)), nil
		case len(k.keys) == 0:
			if err := k.fill(); err != nil {
				k.leave()
				return 0, err
			}
		default:
			if err := k.turn(shift(&k.keys)); err != nil {
				return 0, err
			}
		}
	}
}

// cursor waits for the terminal's answer, and makes one up where none comes.
func (k *Reader) cursor() {
	late := time.NewTimer(reportWait)
	defer late.Stop()
	for k.want > 0 {
		select {
		case <-late.C:
		default:
			if k.err == nil && k.readable(reportWait) {
				k.fill()
				continue
			}
		}
		k.want, k.mute = 0, true
		_, h := k.screen()
		k.reports = append(k.reports, fmt.Sprintf("\x1b[%d;1R", h))
	}
}

// turn makes of one key what survey is to get.
func (k *Reader) turn(key string) error {
	if text, ok := strings.CutPrefix(key, pasteStart); ok {
		k.keys = append(pasted(text, k.lines), k.keys...)
		return nil
	}
	switch key {
	case CtrlD:
		k.leave()
		return io.EOF
	case CtrlC:
		k.half = string(k.line.text)
	case ctrlZ:
		return k.suspend()
	case Enter, pastedEnter:
		k.pasted = key == pastedEnter
		key = Enter
	}
	if k.only != nil {
		k.ready = k.tick(key)
		return nil
	}
	k.ready = k.line.turn(key)
	return nil
}

// tick gives the keys that survey gets for one in a list of ticks.
func (k *Reader) tick(key string) []string {
	n := len(k.sought)
	switch key {
	case left, right:
		return nil
	case " ":
		if n > 0 && !k.only(string(k.sought)) {
			return nil
		}
		k.sought = nil // survey shows the whole list again
	case Enter, ctrlU, ctrlW:
		if n > 0 || key != Enter {
			k.sought = nil
			return slices.Repeat([]string{backspace}, n)
		}
	case backspace:
		k.sought = k.sought[:max(0, n-1)]
	default:
		if r, size := utf8.DecodeRuneInString(key); r > ' ' && r != 0x7f && size == len(key) && (n > 0 || key != "?") {
			k.sought = append(k.sought, r)
		}
	}
	return []string{key}
}

// leave keeps the half line, and what came of a paste that did not end.
func (k *Reader) leave() {
	if k.paste != nil {
		for _, key := range pasted(k.paste.String(), false) {
			k.line.turn(key)
		}
		k.paste = nil
	}
	k.half, k.line = string(k.line.text), line{}
}

// Next waits for a key for as long as d, and for ever when d is negative, outside of
// survey. A paste is one key, which is none that callers know. It returns "" when none
// came, ErrAgain after Ctrl-Z, and io.EOF when the context has ended.
func (k *Reader) Next(d time.Duration) (string, error) {
	if len(k.keys) == 0 {
		if k.err != nil {
			return "", k.err
		}
		if d >= 0 && !k.readable(d) {
			if k.over() {
				return "", io.EOF
			}
			return "", nil
		}
		if err := k.fill(); err != nil || len(k.keys) == 0 {
			return "", err
		}
	}
	key := shift(&k.keys)
	if key == ctrlZ {
		if err := k.suspend(); err != nil {
			return "", err
		}
		return "", ErrAgain
	}
	return key, nil
}

func shift(s *[]string) string {
	first := (*s)[0]
	*s = (*s)[1:]
	return first
}

// fill reads what is there, waiting if nothing is, and sorts it into keys and
// reports.
func (k *Reader) fill() error {
	if k.err != nil {
		return k.err
	}
	if asked, err := k.await(); asked || err != nil {
		return err
	}
	b := make([]byte, 4096)
	n, err := k.in.Read(b)
	if n == 0 {
		k.err = io.EOF // a terminal that hung up says so in several ways
		if err != nil && !os.IsTimeout(err) {
			k.err = fmt.Errorf("%w: %w", io.EOF, err)
		}
		return k.err
	}
	k.raw = append(k.raw, b[:n]...)
	k.split()
	return nil
}

// split cuts what was read into keys. Half a key waits for its other half.
func (k *Reader) split() {
	for len(k.raw) > 0 {
		n := cut(k.raw)
		if n == 0 {
			if k.raw[0] != 0x1b || k.paste != nil || k.readable(escapeWait) {
				return // the rest is on its way
			}
			n = len(k.raw) // Escape alone, or half a key that will not go on
		}
		key := string(k.raw[:n])
		k.raw = k.raw[n:]
		k.sort(key)
	}
}

// sort puts a key where it belongs. A paste is one key until a question takes it.
func (k *Reader) sort(key string) {
	switch {
	case key == pasteStart:
		k.paste = new(strings.Builder)
	case key == pasteEnd && k.paste != nil:
		k.keys = append(k.keys, pasteStart+k.paste.String())
		k.paste = nil
	case k.paste != nil:
		k.paste.WriteString(key)
	case report(key):
		if k.want > 0 {
			k.want--
			k.reports = append(k.reports, key)
		}
	default:
		if key = name(key); key != "" {
			k.keys = append(k.keys, key)
		}
	}
}
