package keys

import (
	"bytes"
	"strings"
)

// Bare is a text without what a terminal would obey: a colour, a title, a movement of the
// cursor goes whole, and not only the control character before it. Of what is no whole
// sequence only that character and its bracket go, so that no word is taken along.
func Bare(s string) string {
	// Of bytes that are no text, the ones beside what is taken out may be such a character
	// together.
	for strings.ContainsAny(s, "\x1b\u009b\u009d") {
		s = bareOnce(s)
	}
	return s
}

func bareOnce(s string) string {
	s = strings.NewReplacer("\u009b", "\x1b[", "\u009d", "\x1b]", "\u009c", "\x1b\\").Replace(s)
	var b strings.Builder
	for s != "" {
		at := strings.IndexByte(s, 0x1b)
		if at < 0 {
			break
		}
		b.WriteString(s[:at])
		s = s[at+sequence([]byte(s[at:])):]
	}
	b.WriteString(s)
	return b.String()
}

// sequence is how long what begins with this Escape is.
func sequence(b []byte) int {
	switch {
	case len(b) == 1:
		return 1
	case b[1] == '[':
		return max(control(b), 2)
	case stringEnd(b[1:]) > 0:
		return 1 + stringEnd(b[1:])
	case strings.IndexByte("()*+", b[1]) >= 0 && len(b) > 2 && b[2] > ' ' && b[2] < 0x7f:
		return 3 // a set of characters
	case strings.IndexByte("]PX^_\\", b[1]) >= 0:
		return 2
	}
	return 1
}

// control is how long ESC [ with its numbers and its letter is, or 0.
func control(b []byte) int {
	i := 2
	for i < len(b) && b[i] >= 0x30 && b[i] < 0x40 {
		i++
	}
	for i < len(b) && b[i] >= 0x20 && b[i] < 0x30 {
		i++
	}
	if i == len(b) || b[i] < 0x40 || b[i] > 0x7e {
		return 0
	}
	return i + 1
}

// stringEnd is how long a string for the terminal is, such as a title: the letter that
// opens it, what it says, and what ends it. It is 0 where none begins, or none ends in its
// line.
func stringEnd(b []byte) int {
	if len(b) == 0 || strings.IndexByte("]PX^_", b[0]) < 0 {
		return 0
	}
	end := bytes.IndexAny(b, "\a\x1b\r\n")
	switch {
	case end < 0:
		return 0
	case b[end] == '\a':
		return end + 1
	case b[end] == 0x1b && end+1 < len(b) && b[end+1] == '\\':
		return end + 2
	}
	return 0
}
