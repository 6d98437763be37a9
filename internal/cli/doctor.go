package cli

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/journal"
	"github.com/recover-journal/recover/internal/seal"
	"github.com/recover-journal/recover/internal/store"
)

// errFound ends a command with status 3: it did its work and found something.
var errFound = errors.New("found something")

// finding is one thing that doctor tells. A note is advice and no finding.
type finding struct {
	ID       string `json:"id"`
	Severity string `json:"severity"` // "finding" or "note"
	What     string `json:"what"`
	Hint     string `json:"hint"`
}

// doctor looks, and repairs nothing: salvage writes another file.
type doctor struct {
	*options
	paths    paths
	header   store.Header
	journal  *store.Journal // once its key is there
	now      time.Time
	findings []finding
}

func newDoctor(o *options) *cobra.Command {
	var salvage string
	cmd := &cobra.Command{
		Use: "doctor", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if salvage != "" {
				return runSalvage(cmd.Context(), o, salvage)
			}
			return runDoctor(cmd.Context(), o)
		},
	}
	cmd.Flags().StringVar(&salvage, "salvage", "", "")
	return cmd
}

// runDoctor looks at everything that could be wrong, and says it. It ends with 0 where
// nothing was found, 3 where something was, and an error where it could not look.
func runDoctor(ctx context.Context, o *options) error {
	d, err := o.doctor()
	if err != nil {
		return err
	}
	if whole, err := d.file(ctx); err != nil {
		return err
	} else if whole {
		if err := d.unlocked(ctx); err != nil {
			return err
		}
		d.records(ctx)
		d.snapshots(ctx)
	}
	d.modes()
	d.places()
	d.left()
	d.advice()
	return d.tell()
}

func (o *options) doctor() (*doctor, error) {
	if err := o.prepare(); err != nil {
		return nil, err
	}
	p, err := o.paths()
	if err != nil {
		return nil, err
	}
	now, err := o.env.Now()
	if err != nil {
		return nil, &fault{code: codeFile, id: "clock", err: err}
	}
	return &doctor{options: o, paths: p, now: now}, nil
}

// find tells of something wrong, note of something that could be better. Under the id
// stand its sentence ("doctor.ID") and its hint ("doctor.ID.hint").
func (d *doctor) find(id string, pairs ...string)   { d.add("finding", id, pairs) }
func (d *doctor) advise(id string, pairs ...string) { d.add("note", id, pairs) }

func (d *doctor) add(severity, id string, pairs []string) {
	w := d.words()
	f := finding{ID: id, Severity: severity, What: w.Say("doctor."+id, pairs...)}
	if _, ok := w.Has("doctor." + id + ".hint"); ok {
		f.Hint = w.Say("doctor."+id+".hint", pairs...)
	}
	d.findings = append(d.findings, f)
}

// file looks at the pages. What cannot be opened is a finding, if it is there at all.
func (d *doctor) file(ctx context.Context) (whole bool, err error) {
	d.header, err = store.Peek(ctx, d.paths.journal, store.Options{})
	if errors.Is(err, store.ErrHeader) {
		d.find("header", "file", d.paths.journal)
		d.header, err = store.Peek(ctx, d.paths.journal, store.Options{OneHeader: true})
	}
	switch {
	case err == nil:
		return true, nil
	case errors.Is(err, store.ErrEmpty):
		d.find("empty", "file", d.paths.journal)
	case errors.Is(err, store.ErrDamaged):
		d.find("damaged", "file", d.paths.journal)
	default:
		return false, err
	}
	return false, nil
}

func (d *doctor) unlocked(ctx context.Context) error {
	key, err := d.unlock(ctx, d.paths, d.header)
	if err != nil {
		return err
	}
	d.journal = store.Open(d.paths.journal, key, store.Options{OneHeader: true, Older: true})
	return nil
}

// records opens every record and compares the whole with the head.
func (d *doctor) records(ctx context.Context) {
	n := d.paths.noted(d.journal.Key().Journal())
	future := 0
	var counter uint64
	err := d.journal.View(ctx, func(tx *store.Tx) error {
		counter = tx.Counter()
		if err := tx.Verify(); err != nil {
			return err
		}
		return tx.EachEntry(func(e journal.Entry) bool {
			if e.When.UTC.After(d.now.Add(time.Hour)) {
				future++
			}
			return true
		})
	})
	switch {
	case errors.Is(err, store.ErrDamaged):
		d.find("records", "file", d.paths.journal)
		return
	case err != nil:
		d.find("unread", "file", d.paths.journal)
		return
	}
	if counter < n.Counter || n.Older || n.Back {
		d.find("older")
		if n.Back && !d.json { // a person is told once by doctor, too
			n.Older, n.Back = false, false
			d.paths.note(d.journal.Key().Journal(), n)
		}
	}
	if future > 0 {
		d.find("future", "n", strconv.Itoa(future))
	}
}

// snapshots opens every snapshot whole.
func (d *doctor) snapshots(ctx context.Context) {
	list, err := store.Snapshots(store.SnapshotFolder(d.paths.journal))
	if err != nil {
		d.find("snapshots-unread")
		return
	}
	if len(list) == 0 {
		d.advise("no-snapshot")
	}
	for _, s := range list {
		err := store.Open(s.Path, d.journal.Key(), store.Options{Older: true}).View(ctx, (*store.Tx).Verify)
		switch {
		case errors.Is(err, seal.ErrKey):
			d.find("snapshot-key", "file", s.Path)
		case err != nil:
			d.find("snapshot-damaged", "file", s.Path)
		}
	}
}

// modes looks for files and folders that others may read.
func (d *doctor) modes() {
	folder := filepath.Dir(d.paths.journal)
	for _, name := range []string{folder, store.SnapshotFolder(d.paths.journal), d.paths.keys, d.paths.state, filepath.Dir(d.paths.settings)} {
		own := name != folder || filepath.Base(folder) == "recover" // else it may be somebody's home
		if info, err := os.Stat(name); err == nil && own && othersMayRead(info) {
			d.find("folder-open", "file", name)
		}
	}
	files := append([]string{d.paths.journal, d.paths.settings}, store.Aside(d.paths.journal)...)
	for _, pattern := range []string{filepath.Join(d.paths.keys, "*"), filepath.Join(d.paths.state, "*"), filepath.Join(store.SnapshotFolder(d.paths.journal), "*")} {
		more, _ := filepath.Glob(pattern)
		files = append(files, more...)
	}
	slices.Sort(files)
	for _, name := range slices.Compact(files) {
		if info, err := os.Stat(name); err == nil && info.Mode().IsRegular() && othersMayRead(info) {
			d.find("file-open", "file", name)
		}
	}
}

// places tells of a folder that something else writes to, too.
func (d *doctor) places() {
	if kind := placeOf(d.paths.journal); kind != "" {
		d.find(kind, "file", filepath.Dir(d.paths.journal))
	}
}

// left looks for what a crash or an older seal left behind.
func (d *doctor) left() {
	for _, name := range store.Leftovers(d.paths.journal) {
		d.advise("leftover", "file", name)
	}
	for _, name := range store.Aside(d.paths.journal) {
		d.advise("aside", "file", name)
	}
	if drafts, _ := filepath.Glob(filepath.Join(d.paths.state, "*.draft")); len(drafts) > 0 {
		d.advise("draft", "n", strconv.Itoa(len(drafts)))
	}
	if d.journal != nil && len(d.header.Wraps.Passphrase) > 0 {
		if name := d.paths.keyFile(d.header.Journal); exists(name) {
			d.find("key-left", "file", name)
		}
	}
}

// advice is what could be better and is no fault.
func (d *doctor) advice() {
	if d.journal != nil {
		if len(d.header.Wraps.Passphrase) == 0 {
			d.advise("no-passphrase")
		} else if len(d.header.Wraps.Recovery) == 0 {
			d.advise("no-recovery")
		}
		if n := d.paths.noted(d.journal.Key().Journal()); d.now.Sub(n.Backup) > 90*24*time.Hour {
			d.advise("no-backup")
		}
	}
	if openSwap() {
		d.advise("swap")
	}
}

func exists(name string) bool {
	_, err := os.Lstat(name)
	return err == nil
}

func (d *doctor) tell() error {
	found := slices.ContainsFunc(d.findings, func(f finding) bool { return f.Severity == "finding" })
	var end error
	if found {
		end = errFound
	}
	if d.json {
		if d.findings == nil {
			d.findings = []finding{}
		}
		return errors.Join(writeJSON(d.env.Out, map[string]any{"findings": d.findings}), end)
	}
	p, w := d.out(), d.words()
	if found {
		p.text(w.Say("doctor.found"))
	} else {
		p.text(w.Say("doctor.nothing"))
	}
	for _, severity := range []string{"finding", "note"} {
		for _, f := range d.findings {
			if f.Severity != severity {
				continue
			}
			p.blank()
			if severity == "note" {
				p.text(w.Say("doctor.note", "what", f.What))
			} else {
				p.text(f.What)
			}
			if f.Hint != "" {
				p.indent(f.Hint, 2)
			}
		}
	}
	return end
}
