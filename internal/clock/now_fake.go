//go:build fakeclock

package clock

import (
	"fmt"
	"os"
	"strings"
	"time"
)

// Now is what $RECOVER_NOW says (RFC 3339), or where that begins with @ what the file
// says which it names, or the time where it is not set. What is no time is an error: a
// test must not run on the wrong day without a word.
func Now() (time.Time, error) {
	s, ok := os.LookupEnv("RECOVER_NOW")
	if !ok {
		return time.Now(), nil
	}
	if file, ok := strings.CutPrefix(s, "@"); ok {
		b, err := os.ReadFile(file)
		if err != nil {
			return time.Time{}, fmt.Errorf("RECOVER_NOW: %w", err)
		}
		s = string(b)
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return time.Time{}, fmt.Errorf("RECOVER_NOW: %w", err)
	}
	return t, nil
}
