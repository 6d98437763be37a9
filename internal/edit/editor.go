package edit

import (
	"errors"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kballard/go-shellquote"
)

var (
	// ErrNone says that no editor was chosen.
	ErrNone = errors.New("no editor")
	// ErrWindow is an editor with windows of its own, which keeps copies elsewhere.
	ErrWindow = errors.New("editor with windows")
	// ErrUnknown is an editor of which nobody knows what it writes elsewhere.
	ErrUnknown = errors.New("unknown editor")
	// ErrMissing is an editor that is not on this machine, or whose command line is none.
	ErrMissing = errors.New("editor not found")
)

// Split takes a command line apart as a shell would, without running one.
func Split(line string) ([]string, error) { return shellquote.Split(line) }

// Editor is an editor that may be started.
type Editor struct {
	path string
	args []string // before the file's name
	kind string   // "" for one that the person allowed unknown
}

// Choose finds the editor of $VISUAL, else of $EDITOR. With any set, an editor that
// keeps copies elsewhere is taken too: the person said so. Its errors name nothing: the
// caller knows the variables.
func Choose(getenv func(string) string, any bool) (Editor, error) {
	line := getenv("VISUAL")
	if strings.TrimSpace(line) == "" {
		line = getenv("EDITOR")
	}
	if strings.TrimSpace(line) == "" {
		return Editor{}, ErrNone
	}
	words, err := Split(line)
	if err != nil || len(words) == 0 {
		return Editor{}, ErrMissing
	}
	path, err := exec.LookPath(words[0])
	if err != nil {
		return Editor{}, ErrMissing
	}
	kind := kindOf(path)
	switch {
	case kind == window, (kind == "vim" || kind == "nvim") && opensWindow(words[1:]):
		err = ErrWindow
	case kind == "":
		err = ErrUnknown
	default:
		return Editor{path, hardened(kind, words[1:]), kind}, nil
	}
	if any {
		return Editor{path: path, args: words[1:]}, nil
	}
	return Editor{}, err
}

const window = "window"

// windows are editors that open windows, or hand the file to a program that runs
// already: local history, hot exit and servers keep copies of what they show.
var windows = []string{
	"code", "code-insiders", "code-oss", "codium", "vscodium", "cursor", "windsurf", "zed", "zeditor", "subl", "sublime_text", "atom",
	"gvim", "mvim", "gview", "neovide", "nvim-qt", "emacsclient", "gedit", "gnome-text-editor", "kate", "kwrite", "xed",
	"pluma", "mousepad", "geany", "notepad", "notepad++", "textedit", "open", "xdg-open", "mate", "bbedit", "idea", "gnvim", "lapce",
}

// kindOf says which of the four that can be kept in hand a program is, by its name or by
// that of the file which a link such as /usr/bin/vi leads to.
func kindOf(path string) string {
	names := []string{base(path)}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		names = append(names, base(real))
	}
	for _, n := range names {
		if slices.Contains(windows, n) {
			return window
		}
	}
	for _, n := range names {
		switch {
		case n == "nvim":
			return "nvim"
		case n == "vim", strings.HasPrefix(n, "vim."), strings.HasPrefix(n, "vim-"), n == "vimx":
			return "vim"
		case n == "nano", n == "rnano":
			return "nano"
		case n == "emacs", strings.HasPrefix(n, "emacs-"):
			return "emacs"
		}
	}
	return ""
}

func base(path string) string {
	return strings.TrimSuffix(strings.ToLower(filepath.Base(path)), ".exe")
}

// opensWindow says that an argument opens a window, hands the file to another program,
// or writes down what is typed.
func opensWindow(args []string) bool {
	return slices.ContainsFunc(args, func(a string) bool {
		return a == "-g" || a == "-w" || a == "-W" || strings.HasPrefix(a, "-V") || strings.HasPrefix(a, "--remote") ||
			strings.HasPrefix(a, "--server") || strings.HasPrefix(a, "--listen") || strings.HasPrefix(a, "--embed")
	})
}

// hardened are the arguments with which an editor writes nothing but the file
// (SECURITY.md 8; each was tried by a search of the disk). Those of vim and nvim act
// after the person's own settings were read, so the person's arguments come first; nano
// and emacs leave the person's settings out, and so the arguments too.
func hardened(kind string, own []string) []string {
	const quiet = "set nobackup nowritebackup noundofile noswapfile HISTORY= history=0 noshelltemp secure"
	switch kind {
	case "vim":
		return slices.Concat(own, []string{"-i", "NONE", "-n", "--cmd", "set nomodeline", "-c", strings.Replace(quiet, "HISTORY", "viminfo", 1)})
	case "nvim":
		return slices.Concat(own, []string{"-i", "NONE", "-n", "--cmd", "set nomodeline", "-c", strings.Replace(quiet, "HISTORY", "shada", 1)})
	case "emacs":
		return []string{"-nw", "-Q", "--eval", "(setq make-backup-files nil auto-save-default nil auto-save-list-file-prefix nil create-lockfiles nil recentf-mode nil savehist-mode nil)"}
	}
	return []string{"-I"}
}
