package text

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ErrUTF8 is a text that is not UTF-8.
var ErrUTF8 = errors.New("not UTF-8")

// ErrControl is a control character that no text needs.
var ErrControl = errors.New("a control character")

// InvalidError says in which line of a text, from 1, something does not belong. It
// holds nothing of the text. It wraps ErrUTF8 or ErrControl.
type InvalidError struct {
	Line int
	Why  error
}

func (e *InvalidError) Error() string { return fmt.Sprintf("line %d: %v", e.Line, e.Why) }
func (e *InvalidError) Unwrap() error { return e.Why }

// Valid says whether a text may be kept: UTF-8, and no control characters but tab,
// newline and carriage return. Its error is an *InvalidError.
func Valid(s string) error {
	line := 1
	for i, r := range s {
		switch {
		case r == '\n':
			line++
		case r == '\t' || r == '\r':
		case unicode.IsControl(r):
			return &InvalidError{line, ErrControl}
		case r == utf8.RuneError:
			if _, size := utf8.DecodeRuneInString(s[i:]); size == 1 {
				return &InvalidError{line, ErrUTF8}
			}
		}
	}
	return nil
}

// Tidy is a text as an editor or a pipe gave it, made ready to keep: a byte order
// mark, carriage returns before newlines and one last newline go, and nothing else.
func Tidy(s string) string {
	s = strings.TrimPrefix(s, "\ufeff")
	return strings.TrimSuffix(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
}
