//go:build unix

package main_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// The way of a person from recover in an empty folder to the first answer that is kept, at
// 80 columns: what is typed at each stop and in how many keys, what is new to read there, and the sums. What
// makes the way longer shows here. The passphrase is the test's own.
func TestFirstAnswerPath(t *testing.T) {
	scrypt.Lock()
	defer scrypt.Unlock()
	home := t.TempDir()
	s := window(t, home, 80, 200)
	ended(t, s, 0, 80)
	page, shown, keys, words, stops := "", "", 0, 0, 0
	stop := func(text string) {
		fresh := strings.TrimSpace(sameEachTime(after(shown, text)))
		stops, words, shown = stops+1, words+len(strings.Fields(fresh)), text
		page += fresh + "\n"
	}
	typed := func(what string, n int) {
		keys += n
		page += fmt.Sprintf("\n[%s: %d]\n\n", what, n)
	}
	typed("recover, Enter", 8)
	stop(s.Text())
	typed("recover next, Enter", 13)
	s, shown = window(t, home, 80, 200, "next"), ""
	key := ""
	const ( // what is drawn last, so that the whole of a stop is there
		hidden = "\nWhat you type is not shown. Press Enter at the end.\nAnswer:"
		line   = "\nType ? and press Enter for help.\nTo leave this one for now, press Enter.\n>"
	)
	for _, c := range []struct{ await, says, types string }{
		{"> Yes, begin\n  Not now", "Enter", ""},
		{"Passphrase for this journal:" + hidden, "a passphrase, Enter", phrase},
		{"The same passphrase again:" + hidden, "the same, Enter", phrase},
		{"of the key:\n>", "six letters, Enter", "last 6"},
		{"help lines only:" + line, "Enter", ""},
		{"> I know the day, or can guess it\n  They don't know yet\n  Leave this one for now", "Enter", ""},
		{"Which day?" + line, "yesterday, Enter", "yesterday"},
	} {
		s.WaitFor(c.await)
		if c.types == "last 6" {
			key = recoveryKey(t, s)
			c.types = key[len(key)-6:]
		}
		stop(s.Text())
		s.Type(c.types + "\r")
		typed(c.says, utf8.RuneCountInString(c.types)+1)
	}
	s.WaitFor("> Split up")
	page += fmt.Sprintf("The first answer is kept: %d keys, %d stops, %d words.\n", keys, stops, words)
	s.Type(ctrlC)
	s.WaitFor("What you answered is kept.")
	ended(t, s, 130, 80)
	goldenText(t, "first_answer_path", page)
}

// sameEachTime is a screen without what differs from journal to journal: the key and its
// end, the words that are offered, the folder.
func sameEachTime(text string) string {
	for _, r := range [][2]string{
		{`AGE-SECRET-KEY-[A-Z0-9]+(\n *[A-Z0-9]{5,})?`, "AGE-SECRET-KEY-…"},
		{`> [A-Z0-9]{6}\n`, "> ……\n"},
		{`(could take:)(\s+[a-z]+){6}`, "$1 a b c d e f"},
		{`(kept here:)\s+[^\n]+(\n\S+)?\n`, "$1 …/journal.db\n"},
	} {
		text = regexp.MustCompile(r[0]).ReplaceAllString(text, r[1])
	}
	return text
}

// after is what a screen shows that it did not show before: the lines from the first that
// is another one.
func after(before, now string) string {
	was, is := strings.Split(before, "\n"), strings.Split(now, "\n")
	n := 0
	for n < len(was) && n < len(is) && was[n] == is[n] {
		n++
	}
	return strings.Join(is[n:], "\n")
}
