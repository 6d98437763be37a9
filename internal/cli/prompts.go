package cli

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/guide"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/prompts"
)

// newPrompts is the content itself, to read or to change. Alone it says how.
func newPrompts(o *options) *cobra.Command {
	cmd := &cobra.Command{Use: "prompts", Args: noArgs, RunE: func(cmd *cobra.Command, _ []string) error {
		o.help(cmd)
		return nil
	}}
	cmd.AddCommand(
		&cobra.Command{Use: "export DIR", Args: oneFile, RunE: func(_ *cobra.Command, args []string) error { return runPromptsExport(o, args[0]) }},
		&cobra.Command{Use: "check DIR", Args: oneFile, RunE: func(_ *cobra.Command, args []string) error { return runPromptsCheck(o, args[0]) }},
	)
	return cmd
}

// runPromptsExport writes the content that is built in to a folder of its own. What is
// taken from there with --prompts needs only the files that were changed.
func runPromptsExport(o *options, dir string) error {
	entries, err := os.ReadDir(dir)
	switch {
	case err == nil && len(entries) > 0:
		return &fault{code: codeExists, id: "prompts-folder", pairs: []string{"file", clean(dir)}}
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return promptsFault("file-write", dir, err)
	}
	files := 0
	err = fs.WalkDir(prompts.FS, ".", func(name string, d fs.DirEntry, err error) error {
		to := filepath.Join(dir, filepath.FromSlash(name))
		switch {
		case err != nil:
			return err
		case d.IsDir():
			return os.MkdirAll(to, 0o700)
		}
		b, err := fs.ReadFile(prompts.FS, name)
		if err != nil {
			return err
		}
		files++
		return os.WriteFile(to, b, 0o600)
	})
	if err != nil {
		return promptsFault("file-write", dir, err)
	}
	if o.json {
		return writeJSON(o.env.Out, map[string]any{"folder": dir, "files": files})
	}
	o.notef("prompts.exported", "n", strconv.Itoa(files), "file", clean(dir))
	o.notef("prompts.exported.keep", "file", clean(dir))
	return nil
}

func promptsFault(id, dir string, err error) error {
	return &fault{code: codeFile, id: id, pairs: []string{"file", clean(dir)}, err: err}
}

// runPromptsCheck says what is wrong with a folder of content laid over the built-in one,
// a line each: what keeps it from being used, then where its words are not those that
// are wanted. It looks at every language that the folder has, also one just begun.
func runPromptsCheck(o *options, dir string) error {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return promptsFault("prompts-none", dir, err)
	}
	var found guide.Faults
	own := guide.Overlay(prompts.FS, dir)
	for _, lang := range o.languagesIn(dir) {
		g, err := guide.Load(own, lang)
		if err == nil {
			err = g.Check(journey.Rules(), spoken())
			found = addFaults(found, g.Compare())
		}
		found = addFaults(found, err)
	}
	sort.SliceStable(found, func(i, j int) bool {
		if found[i].File != found[j].File {
			return found[i].File < found[j].File
		}
		return found[i].Line < found[j].Line
	})
	if len(found) > 0 {
		return toldFaults(found)
	}
	if o.json {
		return writeJSON(o.env.Out, map[string]any{"folder": dir, "faults": []string{}})
	}
	o.notef("prompts.whole", "file", clean(dir))
	return nil
}

// toldFaults is the error that names each of them.
func toldFaults(found guide.Faults) error {
	f := &fault{code: codeFile, id: "prompts-faults", pairs: []string{"n", strconv.Itoa(len(found))}}
	for _, at := range found {
		place, what, _ := strings.Cut(at.Error(), ": ")
		f.invalid = append(f.invalid, journey.Invalid{ID: place, Refusal: &journey.Refusal{Code: "prompts", Pairs: []string{"why", clean(what)}}})
	}
	return f
}

// addFaults adds those of an error that are not there yet: what stands above the
// languages is wrong in each.
func addFaults(all guide.Faults, err error) guide.Faults {
	var more guide.Faults
	errors.As(err, &more)
	for _, f := range more {
		if !slices.Contains(all, f) {
			all = append(all, f)
		}
	}
	return all
}

// languagesIn are the languages of a folder: those it has a folder for that is no part
// of the structure, or else the one that is chosen.
func (o *options) languagesIn(dir string) (langs []string) {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if info, err := fs.Stat(prompts.FS, e.Name()); e.IsDir() && !strings.HasPrefix(e.Name(), ".") &&
			(err != nil || !info.IsDir() || guide.Speaks(prompts.FS, e.Name()) != "") {
			langs = append(langs, e.Name())
		}
	}
	if len(langs) == 0 {
		langs = append(langs, o.words().Lang())
	}
	return langs
}
