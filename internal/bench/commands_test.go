package bench_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/recover-journal/recover/internal/cli"
	"github.com/recover-journal/recover/internal/seal"
	"github.com/recover-journal/recover/internal/store"
)

// somebody is a HOME with a journal of n entries, opened by a key file.
func somebody(b *testing.B, n int) cli.Env {
	home := b.TempDir()
	env := cli.System()
	env.Out, env.Err, env.Terminal, env.Harden = io.Discard, io.Discard, os.Stderr, func() {}
	env.Home = func() (string, error) { return home, nil }
	env.Getenv = func(name string) (string, bool) {
		if name == "HOME" {
			return home, true
		}
		return "", false
	}
	in, err := os.Open(os.DevNull)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { in.Close() })
	env.In = in
	call(b, env, "init", "--no-passphrase", "--no-input", "--zone", "UTC", "--country", "US")
	call(b, env, "next", "--answers", filepath.Join("..", "..", "cmd", "recover", "testdata", "answers", "start.json"))
	fill(b, home, n)
	call(b, env, "status") // the first look is at the whole file, and is paid once
	return env
}

// fill adds entries past the commands: thousands by hand take too long.
func fill(b *testing.B, home string, n int) {
	files, _ := filepath.Glob(filepath.Join(home, ".config", "recover", "keys", "*.key"))
	if len(files) != 1 {
		b.Fatalf("%d key files", len(files))
	}
	raw, err := os.ReadFile(files[0])
	if err != nil {
		b.Fatal(err)
	}
	key, err := seal.ParseKeyFile(raw)
	if err != nil {
		b.Fatal(err)
	}
	j := store.Open(filepath.Join(home, ".local", "share", "recover", "journal.db"), key, store.Options{})
	err = j.Update(context.Background(), func(tx *store.Tx) error {
		for i := range n {
			e := entry(i)
			e.ID = ""
			if _, err := tx.AddEntry(e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}

func call(b *testing.B, env cli.Env, args ...string) {
	b.Helper()
	var said bytes.Buffer
	env.Err = &said
	if status := cli.Main(env, args); status != 0 && status != 3 {
		b.Fatalf("%s: status %d\n%s", strings.Join(args, " "), status, said.Bytes())
	}
}

// BenchmarkCommand is each line of the budget without the start of the program: bytes
// and allocations show a change that time on a busy machine hides.
func BenchmarkCommand(b *testing.B) {
	file := filepath.Join(b.TempDir(), "letter.txt")
	if err := os.WriteFile(file, []byte(strings.Repeat("I was wrong and you owe me nothing. But you were cold, and I had no choice. ", 25)), 0o600); err != nil {
		b.Fatal(err)
	}
	for _, line := range []struct {
		entries []int
		args    []string
	}{
		{[]int{0}, []string{"--version"}},
		{[]int{0}, []string{"--help"}},
		{[]int{0}, []string{"__complete", "lo"}},
		{[]int{1000}, []string{"status"}},
		{[]int{1000}, []string{"next", "--json"}},
		{[]int{100, 10_000}, []string{"log", "-n", "20"}},
		{[]int{100, 10_000}, []string{"log", "add", "note", "-"}},
		{[]int{10_000}, []string{"log", "--search", "nowhereatall"}},
		{[]int{10_000}, []string{"log", "stats"}},
		{[]int{0}, []string{"letter", "check", file}},
	} {
		for _, n := range line.entries {
			name := strings.Join(line.args[:min(3, len(line.args))], " ")
			if line.args[0] == "letter" {
				name = "letter check"
			}
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				env := somebody(b, n)
				if line.args[len(line.args)-1] == "-" {
					env = reading(b, env)
				}
				b.ReportAllocs()
				for b.Loop() {
					if env.In != nil {
						env.In.Seek(0, io.SeekStart)
					}
					call(b, env, line.args...)
				}
			})
		}
	}
}

// reading gives a command a text to read, again and again.
func reading(b *testing.B, env cli.Env) cli.Env {
	name := filepath.Join(b.TempDir(), "text")
	if err := os.WriteFile(name, []byte("a line\nand what happened then\n"), 0o600); err != nil {
		b.Fatal(err)
	}
	in, err := os.Open(name)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { in.Close() })
	env.In = in
	return env
}

// BenchmarkUnlock is the one derivation that a passphrase costs, on purpose slow.
func BenchmarkUnlock(b *testing.B) {
	k := seal.NewKey()
	wrapped, err := k.WrapPassphrase("correct horse battery staple", seal.Cost{})
	if err != nil {
		b.Fatal(err)
	}
	w := seal.Wraps{Passphrase: wrapped}
	for b.Loop() {
		if _, err := w.Unlock("correct horse battery staple"); err != nil {
			b.Fatal(err)
		}
	}
}
