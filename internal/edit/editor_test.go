package edit

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// bin is a folder with programs of these names that do nothing, first in the PATH.
func bin(t *testing.T, names ...string) string {
	dir := t.TempDir()
	for _, n := range names {
		if err := os.WriteFile(filepath.Join(dir, n), []byte("#!/bin/sh\n"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", dir)
	return dir
}

func env(pairs ...string) func(string) string {
	return func(name string) string {
		for i := 0; i+1 < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1]
			}
		}
		return ""
	}
}

// Which editors are taken, and why the others are not.
func TestChoose(t *testing.T) {
	dir := bin(t, "vim", "nvim", "nano", "emacs", "code", "gvim", "emacsclient", "helix", "vim.basic", "busybox", "emacs-28.2")
	for link, to := range map[string]string{"vi": "vim.basic", "editor": "nano", "evi": "busybox", "edit": "code"} {
		if err := os.Symlink(filepath.Join(dir, to), filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		visual, editor string
		kind           string
		err            error
	}{
		{"", "", "", ErrNone},
		{" ", "  ", "", ErrNone},
		{"", "vim", "vim", nil},
		{"nano", "vim", "nano", nil},
		{" ", "nvim", "nvim", nil},
		{"", "nvim -u NONE", "nvim", nil},
		{"", filepath.Join(dir, "emacs") + " -nw", "emacs", nil},
		{"", "emacs-28.2", "emacs", nil},
		{"", "vi", "vim", nil},
		{"", "editor", "nano", nil},
		{"", "nano -w", "nano", nil},
		{"", "evi", "", ErrUnknown},
		{"", "helix", "", ErrUnknown},
		{"", "edit", "", ErrWindow},
		{"", "code --wait", "", ErrWindow},
		{"code --wait", "vim", "", ErrWindow},
		{"", "gvim -f", "", ErrWindow},
		{"", "emacsclient -t", "", ErrWindow},
		{"", "vim -g", "", ErrWindow},
		{"", "vim --remote-wait", "", ErrWindow},
		{"", "nvim -w typed.log", "", ErrWindow},
		{"", "nobody-has-this", "", ErrMissing},
		{"", "vim 'half a quote", "", ErrMissing},
	} {
		e, err := Choose(env("VISUAL", c.visual, "EDITOR", c.editor), false)
		if !errors.Is(err, c.err) || err == nil && e.kind != c.kind {
			t.Errorf("VISUAL=%q EDITOR=%q: %q %v, want %q %v", c.visual, c.editor, e.kind, err, c.kind, c.err)
		}
		if _, err := Choose(env("VISUAL", c.visual, "EDITOR", c.editor), true); (err == nil) != (c.err == nil || c.err == ErrWindow || c.err == ErrUnknown) {
			t.Errorf("VISUAL=%q EDITOR=%q, any allowed: %v", c.visual, c.editor, err)
		}
	}
}

// What each editor is told. The person's own arguments come before, where what is told
// acts after them, and are left out where it does not.
func TestHardened(t *testing.T) {
	for kind, want := range map[string][]string{
		"vim":   {"-u", "mine", "-i NONE", "noswapfile", "noundofile", "nobackup", "nowritebackup", "viminfo= ", "nomodeline"},
		"nvim":  {"-u", "mine", "-i NONE", "noswapfile", "noundofile", "nobackup", "nowritebackup", "shada= ", "nomodeline"},
		"emacs": {"-nw", "-Q", "make-backup-files nil", "auto-save-default nil", "create-lockfiles nil"},
		"nano":  {"-I"},
	} {
		args := strings.Join(hardened(kind, []string{"-u", "mine"}), " ") + " "
		for _, w := range want {
			if !strings.Contains(args, w) {
				t.Errorf("%s: no %q in %s", kind, w, args)
			}
		}
		if kept := strings.Contains(args, "mine"); kept != slices.Contains(want, "mine") {
			t.Errorf("%s: own arguments kept: %t", kind, kept)
		}
	}
}
