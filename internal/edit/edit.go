package edit

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"time"

	"golang.org/x/term"
)

// ErrFailed says that the editor ended with an error. What it had saved comes with it.
var ErrFailed = errors.New("the editor ended with an error")

// ErrLarge is a text that no letter has: it is not read.
var ErrLarge = errors.New("the text is too large")

const (
	most  = 16 << 20        // bytes of a text
	every = 2 * time.Second // between two looks at the file
	grace = 3 * time.Second // for an editor to end by itself, once it was told to
)

// Job is one text in an editor.
type Job struct {
	Editor  Editor
	Place   Place
	Label   Label // what the text is, for whoever finds it
	In      *os.File
	Out     *os.File                // the terminal, for both of the editor's outputs
	Draft   func(text string) error // keeps what there is, sealed; called in one goroutine at a time
	Every   time.Duration           // between two looks, 0 for the usual
	Started func()                  // called when the editor runs; may be nil
}

// Run lets the person change the text, and gives it as the editor left it. With an error
// it gives what was saved before, and Draft has it. An end of ctx ends the editor: with
// the hang-up or the termination that ended ctx, as far as the system has such signals.
func (j Job) Run(ctx context.Context, text string) (string, error) {
	f, err := newFolder(j.Place, j.Label, text)
	if err != nil {
		return text, err
	}
	cmd := exec.Command(j.Editor.path, append(j.Editor.args[:len(j.Editor.args):len(j.Editor.args)], f.text)...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = j.In, j.Out, j.Out
	giveBack := keepTerminal(j.In)
	f.handDown(cmd)
	ended := make(chan error, 1)
	started := make(chan error, 1)
	go run(cmd, started, ended)
	if err := <-started; err != nil {
		f.remove()
		return text, fmt.Errorf("%w: %w", ErrMissing, reason(err))
	}
	if j.Started != nil {
		j.Started()
	}
	last, kept := j.watch(ctx, cmd, f, text, ended)
	if f.ended != nil {
		giveBack() // it may have had no time to do so
	}
	now, err := f.read()
	switch {
	case err != nil:
		kept = errors.Join(kept, err)
		now = last
	case now != last:
		kept = j.Draft(now)
	}
	if errors.Is(err, fs.ErrNotExist) {
		err = ErrFailed // the editor took the file away: there is nothing left to keep
	}
	if errors.Is(err, ErrLarge) || errors.Is(err, ErrFailed) || kept == nil {
		f.remove()
	} else {
		f.letGo() // the only copy: it is found again as an orphan
	}
	if err == nil {
		err = f.ended
	}
	return now, err
}

// watch keeps a draft of whatever is saved, until the editor has ended. It returns the
// text that was drafted last and why that failed, if it did.
func (j Job) watch(ctx context.Context, cmd *exec.Cmd, f *folder, text string, ended chan error) (last string, kept error) {
	pause := j.Every
	if pause == 0 {
		pause = every
	}
	look := time.NewTicker(pause)
	defer look.Stop()
	last = text
	var late <-chan time.Time
	over := ctx.Done()
	for {
		select {
		case err := <-ended:
			if f.ended == nil && err != nil {
				f.ended = fmt.Errorf("%w: %w", ErrFailed, reason(err))
			}
			return last, kept
		case <-over:
			over = nil
			f.ended = context.Cause(ctx)
			pass(cmd, f.ended)
			late = time.After(grace)
		case <-late:
			cmd.Process.Kill()
		case <-look.C:
			now, changed, err := f.changed()
			if err != nil || !changed || now == last {
				continue
			}
			if kept = j.Draft(now); kept == nil {
				last = now
			}
		}
	}
}

// keepTerminal notes how the terminal is, and gives what makes it so again.
func keepTerminal(f *os.File) (giveBack func()) {
	if f == nil {
		return func() {}
	}
	state, err := term.GetState(int(f.Fd()))
	if err != nil {
		return func() {}
	}
	return func() { _ = term.Restore(int(f.Fd()), state) }
}

// reason is an error without the path or the name in it.
func reason(err error) error {
	var p *os.PathError
	var e *exec.Error
	switch {
	case errors.As(err, &p):
		return p.Err
	case errors.As(err, &e):
		return e.Err
	}
	return err
}

// readAll reads a file of at most so many bytes.
func readAll(name string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", reason(err)
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, most+1))
	if err != nil {
		return "", reason(err)
	}
	if len(b) > most {
		return "", ErrLarge
	}
	return string(b), nil
}
