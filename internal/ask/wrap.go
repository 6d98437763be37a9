package ask

import (
	"strings"

	"github.com/AlecAivazis/survey/v2/terminal"

	"github.com/recover-journal/recover/internal/text"
)

// width measures as survey does, so that survey's count of the lines it drew is right.
func width(s string) int { return terminal.StringWidth(s) }

// clean takes out of s what a terminal would obey.
func clean(s string) string { return text.Clean(s) }

// wrap breaks s into lines no wider than columns, counted as survey counts.
func wrap(s string, columns int) []string { return text.WrapBy(clean(s), max(columns, 2), width) }

// hang wraps s for a place that starts with a mark as wide as indent, which stands
// before every further line.
func hang(s, indent string, columns int) string {
	return strings.Join(wrap(s, columns-width(indent)), "\n"+indent)
}
