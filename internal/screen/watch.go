package screen

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// mark is written into the terminal when the program has ended. What comes out before
// it is the program's; after it there is nothing.
const mark = "\x00\x01the program has ended\x01\x00"

// watch shows the emulator all that the program writes.
func (s *Screen) watch() {
	defer close(s.done)
	var held []byte
	b := make([]byte, 32*1024)
	for {
		n, err := s.keyboard.Read(b)
		held = append(held, b[:n]...)
		shown, rest, ended := sift(held)
		s.show(shown)
		held = append(held[:0], rest...)
		if ended || err != nil {
			return
		}
	}
}

// show draws, keeps and wakes.
func (s *Screen) show(p []byte) {
	s.vt.Write(p)
	s.mu.Lock()
	s.output = append(s.output, p...)
	s.mu.Unlock()
	select {
	case s.news <- struct{}{}:
	default:
	}
}

// sift splits what was read into what can be shown and what must wait: half a
// character, which the emulator would lose, and what may be the start of the mark.
func sift(b []byte) (shown, rest []byte, ended bool) {
	if shown, _, ended = bytes.Cut(b, []byte(mark)); ended {
		return shown, nil, true
	}
	n := len(b)
	for i := max(0, len(b)-len(mark)); i < n; i++ {
		if strings.HasPrefix(mark, string(b[i:])) {
			n = i
		}
	}
	for i := max(0, n-utf8.UTFMax); i < n; i++ {
		if utf8.RuneStart(b[i]) && !utf8.FullRune(b[i:n]) {
			n = i
		}
	}
	return b[:n], b[n:], false
}
