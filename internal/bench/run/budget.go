package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// limit is a line of the budget: a job and how many times hello it may take. The goal
// stands beside it where there is one.
type limit struct {
	job  *job
	most float64
	goal string
}

// budget prints DESIGN.md's table.
func (b *bench) budget() error {
	letters := make([]string, 100)
	for i := range letters {
		letters[i] = b.letter(i)
	}
	if _, err := b.helper("letters", strconv.Itoa(len(letters))); err != nil {
		return err
	}
	hello := b.hello()
	lines := []limit{
		{b.line(1000, "--version", "--version"), 3, ""},
		{b.line(1000, "--help", "--help"), 3, ""},
		{b.line(1000, "a completion", "__complete", "lo"), 4, ""},
		{b.line(1000, "status, 1,000 entries", "status"), 4, ""},
		{b.line(1000, "next --json, 1,000 entries", "next", "--json"), 4, ""},
		{b.line(10_000, "log --search, 10,000 entries, a rare word", "log", "--search", rareWord), 8, "6"},
		{b.line(10_000, "log --search, 10,000 entries, no such word", "log", "--search", "nowhereatall"), 8, "6"},
		{b.line(1000, "letter check, 400 words", append([]string{"letter", "check"}, letters[:1]...)...), 8, ""},
	}
	many := b.line(1000, "letter check, 100 letters", append([]string{"letter", "check", "--json"}, letters...)...)
	lines[len(lines)-1].job.finds, many.finds = true, true
	jobs := []*job{&hello, many}
	for _, l := range lines {
		jobs = append(jobs, l.job)
	}
	flat, err := b.flat()
	if err != nil {
		return err
	}
	for _, pair := range flat {
		jobs = append(jobs, pair[0], pair[1])
	}
	if err := measure(b.rounds, jobs...); err != nil {
		return err
	}
	h := hello.result
	fmt.Printf("hello: %.2f ms (least %.2f), CPU %.2f ms, %s\n\n", h.middle(), h.least(), h.work(), mebi(h.memory))
	fmt.Println("| what | at most | wall, median | wall, least | CPU, median | memory |\n|---|---|---|---|---|---|")
	for _, l := range lines {
		r := l.job.result
		most := fmt.Sprintf("%g ×", l.most)
		if l.goal != "" {
			most += " (goal " + l.goal + " ×)"
		}
		fmt.Printf("| %s | %s | %.1f × | %.1f × | %.1f × | %s |\n", l.job.name, most, r.middle()/h.middle(), r.least()/h.least(), r.work()/h.work(), mebi(r.memory))
	}
	for _, pair := range flat {
		few, lots := pair[0].result, pair[1].result
		fmt.Printf("| %s | 1.2 × | %.2f × | %.2f × | %.2f × | %s |\n", pair[1].name, lots.middle()/few.middle(), lots.least()/few.least(), lots.work()/few.work(), mebi(lots.memory))
	}
	one := lines[len(lines)-1].job.result
	each := func(of func(measured) float64) float64 { return (of(many.result) - of(one)) / float64(len(letters)-1) }
	fmt.Printf("| each of 100 letters in one call | 2 ms | %.2f ms | %.2f ms | %.2f ms | %s |\n", each(measured.middle), each(measured.least), each(measured.work), mebi(many.result.memory))
	if err := b.unlock(&hello); err != nil {
		return err
	}
	info, err := os.Stat(b.program("recover"))
	if err != nil {
		return err
	}
	fmt.Printf("| the program, stripped | 12 MiB | %s | | | |\n\n", mebi(info.Size()))
	return nil
}

func (b *bench) line(n int, name string, args ...string) *job {
	j := b.recover(n, name, args...)
	return &j
}

// flat are the commands that must cost the same in the largest journal as in the
// smallest, each for both.
func (b *bench) flat() (pairs [][2]*job, err error) {
	small, large := b.sizes[0], b.sizes[len(b.sizes)-1]
	text := filepath.Join(b.work, "text")
	if err := os.WriteFile(text, []byte("a line\nand what happened then\n"), 0o600); err != nil {
		return nil, err
	}
	for _, args := range [][]string{{"log", "-n", "20"}, {"log", "add", "note", "-"}} {
		var pair [2]*job
		for i, n := range []int{small, large} {
			pair[i] = b.line(n, fmt.Sprintf("%s, %d entries ÷ %d", strings.Join(args, " "), large, small), args...)
			pair[i].input = text
		}
		pairs = append(pairs, pair)
	}
	return pairs, nil
}

// unlock measures what a passphrase adds: one derivation, on purpose slow.
func (b *bench) unlock(hello *job) error {
	home, secret := filepath.Join(b.work, "home-sealed"), filepath.Join(b.work, "passphrase")
	if err := os.WriteFile(secret, []byte("correct horse battery staple\n"), 0o600); err != nil {
		return err
	}
	env := []string{"RECOVER_PASSPHRASE_FILE=" + secret}
	if err := os.MkdirAll(home, 0o700); err != nil {
		return err
	}
	if _, err := quietly(home, "", env, b.program("recover"), "init", "--no-input", "--zone", "UTC", "--country", "US"); err != nil {
		return err
	}
	j := job{name: "status with a passphrase", args: []string{b.program("recover"), "status"}, home: home, env: env}
	if err := measure(min(b.rounds, 5), &j); err != nil {
		return err
	}
	r := j.result
	fmt.Printf("| %s | one scrypt, 0.3 to 1 s | %.0f ms | %.0f ms | %.0f ms | %s |\n", j.name, r.middle(), r.least(), r.work(), mebi(r.memory))
	return nil
}

func (b *bench) letter(i int) string { return filepath.Join(b.work, fmt.Sprintf("letter-%d.txt", i)) }

// makeLetters writes files of some four hundred words.
func (b *bench) makeLetters(n int) error {
	list := entries(6 * n)
	for i := range n {
		var text strings.Builder
		for _, e := range list[6*i : 6*i+6] {
			for words := strings.Fields(e.Body); len(words) > 11; words = words[11:] {
				fmt.Fprintf(&text, "I %s. ", strings.Join(words[:11], " "))
			}
			text.WriteString("\n\n")
		}
		if err := os.WriteFile(b.letter(i), []byte(text.String()), 0o600); err != nil {
			return err
		}
	}
	return nil
}

func mebi(n int64) string { return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20)) }
