package keys

import (
	"strings"
	"unicode/utf8"
)

// What survey understands, by name.
const (
	backspace = "\x7f"
	up        = "\x1b[A"
	down      = "\x1b[B"
	right     = "\x1b[C"
	left      = "\x1b[D"
	home      = "\x1b[H"
	end       = "\x1b[F"
	remove    = "\x1b[3~"

	ctrlU = "\x15"
	ctrlW = "\x17"
	ctrlZ = "\x1a"

	pasteStart = "\x1b[200~"
	pasteEnd   = "\x1b[201~"

	// nothing makes survey draw a list once more and do nothing else.
	nothing = "\x00"
)

// cut takes one whole key off the front of b. It reports 0 when b ends in the
// middle of one.
func cut(b []byte) int {
	switch {
	case len(b) == 0 || !utf8.FullRune(b):
		return 0
	case b[0] != 0x1b:
		_, n := utf8.DecodeRune(b)
		return n
	case len(b) == 1:
		return 0
	case b[1] == '[':
		return cutControl(b)
	case b[1] == 'O':
		return with(b, 2)
	case stringEnd(b[1:]) > 0:
		return 1 + stringEnd(b[1:])
	case b[1] == 0x1b:
		return 1
	case !utf8.FullRune(b[1:]):
		return 0
	}
	_, n := utf8.DecodeRune(b[1:])
	return 1 + n
}

// cutControl cuts ESC [ and what belongs to it. A byte that cannot stand there ends
// the key before it, so that no letter is eaten.
func cutControl(b []byte) int {
	if len(b) > 2 && b[2] == '[' { // F1 to F5 of the Linux console
		return with(b, 3)
	}
	for i, c := range b[2:] {
		switch {
		case c >= 0x40 && c <= 0x7e:
			return i + 3
		case c < 0x20 || c > 0x7e:
			return i + 2
		}
	}
	return 0
}

// with is n bytes and the letter that belongs to them, if it is one.
func with(b []byte, n int) int {
	switch {
	case len(b) == n:
		return 0
	case b[n] < 0x20 || b[n] > 0x7e:
		return n
	}
	return n + 1
}

// name turns a key as the terminal sent it into one survey knows, or into "". A key
// that is not named here, and is not printable, does nothing.
func name(key string) string {
	switch key {
	case "\r", "\n":
		return Enter
	case "\t", CtrlC, CtrlD, ctrlU, ctrlW, ctrlZ, remove:
		return key
	case "\x7f", "\x08":
		return backspace
	case "\x01", home, "\x1bOH", "\x1b[1~", "\x1b[7~":
		return home
	case "\x05", end, "\x1bOF", "\x1b[4~", "\x1b[8~":
		return end
	case "\x02", "\x1bOD":
		return left
	case "\x06", "\x1bOC":
		return right
	case "\x10", "\x1bOA":
		return up
	case "\x0e", "\x1bOB":
		return down
	}
	if key[0] == 0x1b {
		f := key[len(key)-1:]
		if len(key) > 2 && key[1] == '[' && key[2] != '[' && strings.Contains("ABCDHF", f) {
			return "\x1b[" + f // Ctrl-Left and the like: the arrow alone
		}
		return ""
	}
	if r, n := utf8.DecodeRuneInString(key); r < 0x20 || r >= 0x80 && r < 0xa0 || r == utf8.RuneError && n < 2 {
		return ""
	}
	return key
}

// report says whether a key is a terminal's answer to "where is the cursor".
// (Shift-F3 looks the same in some terminals; it is dropped either way.)
func report(key string) bool {
	return strings.HasPrefix(key, "\x1b[") && strings.HasSuffix(key, "R") && strings.Contains(key, ";")
}

// pasted turns a paste into the keys that would have typed it. Where a question takes
// many lines an Enter ends each; elsewhere a blank stands between them. A tab, which
// survey would drop, is a blank.
func pasted(text string, lines bool) []string {
	text = Bare(text)
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	text = strings.ReplaceAll(text, "\t", " ")
	if !lines {
		text = oneLine(text)
	}
	keys := make([]string, 0, len(text))
	for _, r := range text {
		if r == '\n' {
			keys = append(keys, pastedEnter)
			continue
		}
		if key := name(string(r)); key != "" && r >= 0x20 && r != 0x7f {
			keys = append(keys, key)
		}
	}
	return keys
}

// pastedEnter is an Enter that came with a paste. It is not what the terminal sends,
// so that it is never mistaken for one that was pressed.
const pastedEnter = "\x1b\r"

func oneLine(text string) string {
	var parts []string
	for part := range strings.SplitSeq(text, "\n") {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, " ")
}
