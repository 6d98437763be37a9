package cli

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/render"
)

func newMan(o *options) *cobra.Command {
	return &cobra.Command{
		Use: "man DIR", Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return runMan(cmd.Root(), o, args) },
	}
}

// runMan writes a page for every command into a folder. They are made of the words that
// help prints, when they are wanted: so they are always those of this program, in the
// words in use, and cost it no space. A file that is no page of ours is left alone.
func runMan(root *cobra.Command, o *options, args []string) error {
	if len(args) != 1 || args[0] == "" {
		return &fault{code: codeUsage, id: "man-folder"}
	}
	if err := o.prepare(); err != nil {
		return err
	}
	dir := args[0]
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return &fault{code: codeFile, id: "folder", pairs: []string{"file", clean(dir)}, err: err}
	}
	pages := o.manPages(root)
	for _, p := range pages {
		if err := writePage(filepath.Join(dir, p.Name+".1"), p.Roff()); err != nil {
			return err
		}
	}
	if o.json {
		names := []string{}
		for _, p := range pages {
			names = append(names, p.Name+".1")
		}
		return writeJSON(o.env.Out, names)
	}
	o.out().text(o.words().Say("man.done", "file", clean(dir)))
	return nil
}

// writePage writes a page that everybody may read, over an earlier one.
func writePage(name, page string) error {
	old, err := os.ReadFile(name)
	switch {
	case err == nil && !bytes.HasPrefix(old, []byte(render.ManMark)):
		return &fault{code: codeExists, id: "file-exists", hint: "man-exists.hint", pairs: []string{"file", clean(name)}}
	case err == nil || errors.Is(err, fs.ErrNotExist):
		if err = writeWhole(name, []byte(page)); err == nil {
			err = os.Chmod(name, 0o644)
		}
	}
	if err != nil {
		return &fault{code: codeFile, id: "file-write", pairs: []string{"file", clean(name)}, err: err}
	}
	return nil
}

// manPages are those of the program and of all its commands, in the order of the road.
func (o *options) manPages(root *cobra.Command) (pages []render.ManPage) {
	var each func(cmd *cobra.Command)
	each = func(cmd *cobra.Command) {
		if cmd.Hidden {
			return
		}
		cmd.InitDefaultHelpFlag()
		pages = append(pages, o.manPage(cmd))
		for _, sub := range cmd.Commands() {
			each(sub)
		}
	}
	root.InitDefaultVersionFlag()
	each(root)
	return pages
}

func pageName(cmd *cobra.Command) string { return strings.ReplaceAll(cmd.CommandPath(), " ", "-") }

func (o *options) manPage(cmd *cobra.Command) render.ManPage {
	w, name := o.words(), nameOf(cmd)
	c := w.Command(name)
	p := render.ManPage{
		Name: pageName(cmd), Short: c.Short, Date: released, Source: "recover " + Version, Manual: w.Say("man.manual"),
		NameHeading: w.Say("man.name"), UsageHeading: w.Say("man.usage"), Usage: usage(cmd),
		Sections: []render.ManSection{{Title: w.Say("man.description"), Prose: []string{c.Long}}},
	}
	add := func(title string, rows [][2]string) {
		if len(rows) > 0 {
			p.Sections = append(p.Sections, render.ManSection{Title: title, Terms: rows})
		}
	}
	for _, part := range o.commandRows(cmd) {
		add(part.title, part.rows)
	}
	add(w.Say("help.flags"), o.flags(cmd.LocalNonPersistentFlags(), name))
	if !cmd.HasParent() {
		add(w.Say("help.global"), o.flags(cmd.PersistentFlags(), name))
		add(w.Say("man.exits"), o.exits())
	}
	var rows [][2]string
	for _, e := range c.Examples {
		rows = append(rows, [2]string{e.Run, e.Says})
	}
	add(w.Say("help.examples"), rows)
	p.Sections = append(p.Sections, render.ManSection{Title: w.Say("man.see"), Pages: near(cmd)})
	return p
}

// exits are the exit statuses of INTERFACE.md 3, each with what it means.
func (o *options) exits() (rows [][2]string) {
	for _, id := range []string{"exit.0", "exit.1", "exit.2", "exit.3", "exit.4", "exit.5", "exit.6", "exit.130"} {
		rows = append(rows, [2]string{strings.TrimPrefix(id, "exit."), o.words().Say(id)})
	}
	return rows
}

// near are the pages next to a command's: the one above it, and those below.
func near(cmd *cobra.Command) (names []string) {
	if cmd.HasParent() {
		names = append(names, pageName(cmd.Parent()))
	}
	for _, sub := range cmd.Commands() {
		if !sub.Hidden {
			names = append(names, pageName(sub))
		}
	}
	return names
}
