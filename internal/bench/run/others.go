package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// other is another journal: how n entries get into it, and what it is asked.
type other struct {
	name                string
	fill                func(home string, list []entry) error
	version             []string
	add, latest, search []string
}

// others prints what other journals take for the same entries. None of them seals what
// it keeps, so this flatters them.
func (b *bench) others(n int) error {
	if err := b.journal(n); err != nil {
		return err
	}
	text := filepath.Join(b.work, "text")
	add := b.line(n, "", "log", "add", "note", "-")
	add.input = text
	hello := b.hello()
	jobs := []*job{&hello, b.line(n, "", "--version"), add, b.line(n, "", "log", "-n", "20"), b.line(n, "", "log", "--search", rareWord)}
	names, absent := []string{"recover, sealed"}, []string{}
	for _, o := range known() {
		if _, err := exec.LookPath(o.name); err != nil {
			absent = append(absent, o.name)
			continue
		}
		home := b.homeOf(o.name)
		if err := os.MkdirAll(home, 0o700); err != nil {
			return err
		}
		if _, err := b.helper(o.name, strconv.Itoa(n)); err != nil {
			return fmt.Errorf("%s: %w", o.name, err)
		}
		names = append(names, o.name)
		for _, args := range [][]string{o.version, o.add, o.latest, o.search} {
			jobs = append(jobs, &job{name: o.name, args: append([]string{o.name}, args...), home: home})
		}
	}
	if err := measure(b.rounds, jobs...); err != nil {
		return err
	}
	fmt.Printf("| %d entries, × hello, wall, median | says its version | adds one | lists the latest | finds a word |\n|---|---|---|---|---|\n", n)
	for i, name := range names {
		fmt.Printf("| %s |", name)
		for _, j := range jobs[1+4*i : 5+4*i] {
			fmt.Printf(" %.1f × |", j.result.middle()/hello.result.middle())
		}
		fmt.Println()
	}
	for _, name := range absent {
		fmt.Printf("| %s | not installed | | | |\n", name)
	}
	return nil
}

func known() []other {
	return []other{
		{name: "jrnl", fill: fillJrnl, version: []string{"--version"}, add: []string{"a line. and what happened then"},
			latest: []string{"-n", "20"}, search: []string{"-contains", rareWord, "--short"}},
		{name: "dnote", fill: one("dnote", func(e entry) []string { return []string{"add", "log", "-c", e.Title + "\n" + e.Body} }),
			version: []string{"version"}, add: []string{"add", "log", "-c", "a line"}, latest: []string{"view", "log"}, search: []string{"find", rareWord}},
		{name: "harsh", fill: fillHarsh, version: []string{"--version"}, add: []string{"log", "stats"}, latest: []string{"log"}, search: []string{"log", "check"}},
		{name: "nb", fill: fillNb, version: []string{"--version"}, add: []string{"add", "--content", "a line"}, latest: []string{"ls", "-n", "20"}, search: []string{"search", rareWord}},
		{name: "task", fill: fillTask, version: []string{"--version"}, add: []string{"rc.confirmation=off", "add", "a line"},
			latest: []string{"limit:20", "list"}, search: []string{"description.contains:" + rareWord, "list"}},
	}
}

// one fills a journal by its own command, once for each entry.
func one(name string, args func(entry) []string) func(string, []entry) error {
	return func(home string, list []entry) error {
		for _, e := range list {
			if _, err := quietly(home, "", nil, append([]string{name}, args(e)...)...); err != nil {
				return err
			}
		}
		return nil
	}
}

func fillJrnl(home string, list []entry) error {
	journal := filepath.Join(home, "journal.txt")
	var text strings.Builder
	for _, e := range list {
		fmt.Fprintf(&text, "[%s %s] %s\n%s\n\n", e.Date, e.Time, e.Title, e.Body)
	}
	config := "colors: {body: none, date: none, tags: none, title: none}\ndefault_hour: 9\ndefault_minute: 0\neditor: ''\nencrypt: false\nhighlight: true\nindent_character: '|'\n" +
		"journals:\n  default:\n    journal: " + journal + "\nlinewrap: 79\ntagsymbols: '@'\ntemplate: false\ntimeformat: '%Y-%m-%d %H:%M'\nversion: v4.2\n"
	return write(map[string]string{journal: text.String(), filepath.Join(home, ".config", "jrnl", "jrnl.yaml"): config})
}

func fillHarsh(home string, list []entry) error {
	var text strings.Builder
	for _, e := range list {
		fmt.Fprintf(&text, "%s : Write : y : %s\n", e.Date, e.Title)
	}
	return write(map[string]string{filepath.Join(home, ".config", "harsh", "habits"): "Write: 1\n", filepath.Join(home, ".config", "harsh", "log"): text.String()})
}

func fillNb(home string, list []entry) error {
	files := map[string]string{}
	for i, e := range list {
		files[filepath.Join(home, ".nb", "home", fmt.Sprintf("%06d.md", i))] = "# " + e.Title + "\n\n" + e.Body + "\n"
	}
	if _, err := quietly(home, "", nil, "nb", "init"); err != nil {
		return err
	}
	return write(files)
}

func fillTask(home string, list []entry) error {
	type task struct {
		Description string `json:"description"`
		Entry       string `json:"entry"`
		Status      string `json:"status"`
	}
	all := make([]task, len(list))
	for i, e := range list {
		all[i] = task{e.Title + " " + e.Body, strings.ReplaceAll(e.Date, "-", "") + "T" + strings.ReplaceAll(e.Time, ":", "") + "00Z", "pending"}
	}
	raw, err := json.Marshal(all)
	if err != nil {
		return err
	}
	file := filepath.Join(home, "tasks.json")
	if err := write(map[string]string{file: string(raw), filepath.Join(home, ".taskrc"): "data.location=" + filepath.Join(home, ".task") + "\n"}); err != nil {
		return err
	}
	_, err = quietly(home, "", nil, "task", "import", file)
	return err
}

// write puts texts into files and makes their folders.
func write(files map[string]string) error {
	for name, text := range files {
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			return err
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			return err
		}
	}
	return nil
}
