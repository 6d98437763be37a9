package cli

import (
	"io"
	"os"
	"os/exec"
	"strings"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/edit"
	"github.com/recover-journal/recover/internal/guide"
)

// page shows a screen that may be long: through the person's pager where standard
// output is a terminal that it does not fit, else as it is.
func (o *options) page(draw func(printer)) error {
	var b strings.Builder
	p := o.out()
	p.w = &b
	draw(p)
	if pager := o.pager(strings.Count(b.String(), "\n")); pager != nil {
		return run(pager, b.String())
	}
	_, err := io.WriteString(o.env.Out, b.String())
	return err
}

// pager is the command that the settings or $PAGER name, ready to show so many lines, or nil where
// they are shown without one. It must not write down what was searched for in it, and
// starts no other program (SECURITY.md 8).
func (o *options) pager(lines int) *exec.Cmd {
	out, ok := o.env.Out.(*os.File)
	if !ok || !ask.IsTerminal(out) || o.isPlain() || o.noInput {
		return nil
	}
	if _, rows := ask.Size(out); lines < rows {
		return nil
	}
	line := o.setting(guide.Pager)
	if line == "" {
		line = o.env.getenv("PAGER")
	}
	words, err := edit.Split(line)
	if err != nil || len(words) == 0 || words[0] == "cat" || words[0] == "none" {
		return nil
	}
	cmd := exec.Command(words[0], words[1:]...)
	cmd.Stdout, cmd.Stderr = out, o.env.Err
	cmd.Env = append(os.Environ(), "LESSHISTFILE=-", "LESSSECURE=1")
	return cmd
}

// run hands a text to a pager. One that ends before it read all was left, which is no
// failure; one that cannot be started leaves the text to be shown without it.
func run(cmd *exec.Cmd, s string) error {
	in, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		_, err := io.WriteString(cmd.Stdout, s)
		return err
	}
	_, _ = io.WriteString(in, s)
	_ = in.Close()
	_ = cmd.Wait()
	return nil
}

// write writes lines that are laid out already.
func (p printer) write(s string) { _, _ = io.WriteString(p.w, s) }
