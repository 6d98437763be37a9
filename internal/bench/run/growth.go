package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// growth prints what each command takes in journals of each size: the least wall time
// of its runs in milliseconds, and the most memory.
func (b *bench) growth() error {
	fmt.Print("| command |")
	for _, n := range b.sizes {
		fmt.Printf(" %d entries |", n)
	}
	fmt.Print("\n|---|" + strings.Repeat("---|", len(b.sizes)) + "\n")
	rows, names := map[string][]string{}, []string{}
	for _, n := range b.sizes {
		if err := b.journal(n); err != nil {
			return err
		}
		for _, j := range b.growing(n) {
			rounds := min(b.rounds, 7)
			if n >= 100_000 {
				rounds = min(rounds, 3)
			}
			if err := measure(rounds, j); err != nil {
				return err
			}
			if rows[j.name] == nil {
				names = append(names, j.name)
			}
			rows[j.name] = append(rows[j.name], fmt.Sprintf("%.1f ms, %s", j.result.least(), mebi(j.result.memory)))
		}
		sealed, file, err := b.sizeOf(n)
		if err != nil {
			return err
		}
		rows["file"] = append(rows["file"], fmt.Sprintf("%s, %.2f × what is sealed", mebi(file), float64(file)/float64(sealed)))
	}
	for _, name := range append(names, "file") {
		fmt.Printf("| %s | %s |\n", name, strings.Join(rows[name], " | "))
	}
	fmt.Println()
	return nil
}

// growing are the commands whose work may grow with the journal.
func (b *bench) growing(n int) []*job {
	text := filepath.Join(b.work, "text")
	add := b.line(n, "add", "log", "add", "note", "-")
	add.input = text
	snapshot := b.line(n, "add and the day's snapshot", "log", "add", "note", "-")
	snapshot.input, snapshot.before = text, func() error { return os.RemoveAll(filepath.Join(b.data(n), "snapshots")) }
	rewrite := b.line(n, "rm --now (a rewrite)", "log", "rm", "", "--now")
	rewrite.before = func() error {
		said, err := quietly(b.home(n), "to be forgotten", nil, b.program("recover"), "log", "add", "note", "-", "--json")
		var e struct{ ID string }
		if err == nil {
			err = json.Unmarshal([]byte(said), &e)
		}
		rewrite.args[3] = e.ID
		return err
	}
	return []*job{
		add,
		b.line(n, "list", "log", "-n", "20"),
		b.line(n, "search, a rare word", "log", "--search", rareWord),
		b.line(n, "search, a word of every other entry", "log", "--search", commonWord),
		b.line(n, "stats", "log", "stats"),
		b.line(n, "export", "export"),
		b.line(n, "doctor", "doctor"),
		snapshot,
		rewrite,
	}
}

func (b *bench) data(n int) string { return filepath.Join(b.home(n), ".local", "share", "recover") }

// sizeOf is how many bytes are sealed in a journal, and those of its file. It is asked
// after a rewrite.
func (b *bench) sizeOf(n int) (sealed, file int64, err error) {
	info, err := os.Stat(filepath.Join(b.data(n), "journal.db"))
	if err != nil {
		return 0, 0, err
	}
	said, err := b.helper("sealed", strconv.Itoa(n))
	if err == nil {
		sealed, err = strconv.ParseInt(said, 10, 64)
	}
	return sealed, info.Size(), err
}

func (b *bench) countSealed(n int) error {
	// An entry is sealed with 65 bytes more than its JSON and its own sixteen, padded to 256.
	said, err := quietly(b.home(n), "", nil, b.program("recover"), "log", "-n", "0", "--json")
	if err != nil {
		return err
	}
	var all struct{ Entries []json.RawMessage }
	if err := json.Unmarshal([]byte(said), &all); err != nil {
		return err
	}
	sealed := int64(0)
	for _, e := range all.Entries {
		sealed += (int64(len(e))+24)/256*256 + 256 + 41
	}
	fmt.Print(sealed)
	return nil
}
