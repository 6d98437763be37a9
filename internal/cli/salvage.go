package cli

import (
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/seal"
	"github.com/recover-journal/recover/internal/store"
)

// runSalvage brings what authenticates out of a broken journal into a new file, and
// says what is missing. The broken one is only read.
func runSalvage(ctx context.Context, o *options, to string) error {
	d, err := o.doctor()
	if err != nil {
		return err
	}
	if !exists(d.paths.journal) {
		return store.ErrMissing
	}
	if exists(to) {
		return &fault{code: codeExists, id: "file-there", pairs: []string{"file", clean(to)}}
	}
	key, err := d.anyKey(ctx)
	if err != nil {
		return err
	}
	s, err := store.Salvage(ctx, d.paths.journal, to, key, store.Options{})
	if err != nil {
		return err
	}
	return d.tellSalvaged(to, s)
}

// anyKey finds the key of a journal that may not open: any wrapped key that is left in
// the file or in a snapshot will do, and any key file.
func (d *doctor) anyKey(ctx context.Context) (seal.Key, error) {
	files := []string{d.paths.journal}
	if list, err := store.Snapshots(store.SnapshotFolder(d.paths.journal)); err == nil {
		for _, s := range list[:min(2, len(list))] {
			files = append(files, s.Path)
		}
	}
	var both seal.Wraps
	for _, name := range slices.Backward(files) { // the journal's own come last, and stay
		wraps, ids, err := store.Wrappings(name)
		if err != nil {
			continue
		}
		for _, id := range ids {
			if key, err := readKeyFile(d.paths.keyFile(id)); err == nil && len(wraps) == 0 {
				return key, nil
			}
		}
		for _, w := range wraps {
			if w.Passphrase != nil {
				both.Passphrase = w.Passphrase
			} else {
				both.Recovery = w.Recovery
			}
		}
	}
	if both.Passphrase != nil || both.Recovery != nil {
		return d.unlock(ctx, d.paths, store.Header{Wraps: both})
	}
	names, _ := filepath.Glob(filepath.Join(d.paths.keys, "*.key"))
	if len(names) == 1 {
		return readKeyFile(names[0])
	}
	return seal.Key{}, &fault{code: codeKey, id: "key-file", err: errors.Join(ask.ErrNobody, os.ErrNotExist)}
}

func (d *doctor) tellSalvaged(to string, s store.Salvaged) error {
	found := map[string]int{"entries": s.Entries, "answers": s.Answers, "letters": s.Letters, "agreements": s.Agreements,
		"drafts": s.Drafts, "settings": s.Settings, "facts": s.Facts}
	if d.json {
		numbers := s.Numbers
		if numbers == nil {
			numbers = []uint64{}
		}
		return writeJSON(d.env.Out, map[string]any{"file": to, "found": found, "missing": s.Missing, "missing_entries": numbers,
			"in_free_space": s.Free, "head": s.Head, "unsure": s.Unsure})
	}
	p, w := d.out(), d.words()
	p.text(w.Say("salvage.done", "file", to))
	for _, kind := range slices.Sorted(maps.Keys(found)) {
		if found[kind] > 0 {
			p.indent(w.Say("salvage.found", "what", w.Say("kind."+kind), "n", strconv.Itoa(found[kind])), 2)
		}
	}
	switch {
	case !s.Head:
		p.text(w.Say("salvage.no-head"))
	case len(s.Missing) == 0:
		p.text(w.Say("salvage.all"))
	default:
		p.text(w.Say("salvage.missing"))
		for _, kind := range slices.Sorted(maps.Keys(s.Missing)) {
			title := kind
			if t, ok := w.Has("kind." + strings.TrimSuffix(kind, " before")); ok {
				title = t
			}
			p.indent(w.Say("salvage.found", "what", title, "n", strconv.Itoa(s.Missing[kind])), 2)
		}
	}
	if s.Free > 0 {
		p.text(w.Say("salvage.free", "n", strconv.Itoa(s.Free)))
	}
	if s.Unsure {
		p.text(w.Say("salvage.unsure"))
	}
	p.text(w.Say("salvage.untouched"))
	p.text(w.Say("salvage.look", "file", to))
	return nil
}
