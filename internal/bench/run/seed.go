package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// rareWord stands in one entry of a hundred, commonWord in every other.
const (
	rareWord   = "zeppelinworthy"
	commonWord = "ordinary"
)

// mostAtOnce is how many records one import takes.
const mostAtOnce = 200_000

// entry is made up: six words and some seventy more, as people write in a minute.
type entry struct {
	Title string   `json:"title"`
	Body  string   `json:"body"`
	Date  string   `json:"date"`
	Time  string   `json:"time"`
	Tags  []string `json:"tags"`
	Star  bool     `json:"starred"`
}

// entries are n of them, the same each time, over six years.
func entries(n int) []entry {
	r := rand.New(rand.NewPCG(7, 11))
	words := vocabulary()
	some := func(k int) string {
		list := make([]string, k)
		for i := range list {
			list[i] = words[r.IntN(len(words))]
		}
		return strings.Join(list, " ")
	}
	day := time.Date(2019, 1, 1, 6, 0, 0, 0, time.UTC)
	step := 6 * 365 * 24 * time.Hour / time.Duration(n)
	list := make([]entry, n)
	for i := range list {
		at := day.Add(time.Duration(i) * step)
		list[i] = entry{Title: some(6), Body: some(60 + r.IntN(20)), Date: at.Format("2006-01-02"), Time: at.Format("15:04"), Tags: []string{}}
		if i%2 == 0 {
			list[i].Body += " " + commonWord
		}
		if i%100 == 7 {
			list[i].Body += " " + rareWord
		}
	}
	return list
}

// vocabulary is the words of the passphrases: plain, and none of them one of the above.
func vocabulary() []string {
	b, err := os.ReadFile(filepath.Join("prompts", "en", "passphrase.yaml"))
	if err != nil {
		return []string{"plain", "words", "of", "no", "meaning"}
	}
	list := regexp.MustCompile("[a-z]{3,}").FindAllString(string(b), -1)
	slices.Sort(list)
	return slices.Compact(list)
}

// journals makes one for each size, opened by a key file, of somebody who began the road.
func (b *bench) journals() error {
	for _, n := range append([]int{1000, 10_000}, b.sizes...) {
		if err := b.journal(n); err != nil {
			return err
		}
	}
	return nil
}

func (b *bench) journal(n int) error {
	if _, err := os.Stat(b.home(n)); err == nil {
		return nil
	}
	_, err := b.helper("journal", strconv.Itoa(n))
	return err
}

func (b *bench) makeJournal(n int) error {
	home := b.home(n)
	commands := [][]string{
		{"init", "--no-passphrase", "--no-input", "--zone", "UTC", "--country", "US"},
		{"next", "--answers", filepath.Join("cmd", "recover", "testdata", "answers", "start.json")},
	}
	for part := range slices.Chunk(entries(n), mostAtOnce) {
		file := filepath.Join(b.work, fmt.Sprintf("entries-%d-%d.json", n, len(commands)))
		raw, err := json.Marshal(map[string]any{"tags": map[string]int{}, "entries": part})
		if err != nil {
			return err
		}
		if err := os.WriteFile(file, raw, 0o600); err != nil {
			return err
		}
		defer os.Remove(file)
		commands = append(commands, []string{"import", file, "--yes", "--no-input"})
	}
	commands = append(commands, []string{"status"}) // the first look is at the whole file, and is paid once
	for _, args := range commands {
		if err := os.MkdirAll(home, 0o700); err != nil {
			return err
		}
		if _, err := quietly(home, "", nil, append([]string{b.program("recover")}, args...)...); err != nil {
			return err
		}
	}
	return nil
}
