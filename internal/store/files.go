package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"go.etcd.io/bbolt"
)

const (
	fileMode   = 0o600
	folderMode = 0o700
)

// newName is where a journal's successor is written: journal.db has journal.new.
func newName(path string) string {
	return strings.TrimSuffix(path, filepath.Ext(path)) + ".new"
}

// Leftovers are files beside a journal that a crash may have left: a successor that
// was never put in place. Nothing in them is readable without the key. The start of
// the next Update removes them.
func Leftovers(path string) []string {
	name := newName(path)
	list, err := filepath.Glob(escapeGlob(name) + "-*")
	if err != nil {
		return nil
	}
	var out []string
	for _, p := range append(list, name) {
		// Of all that may be called so, only what we call so: a number behind.
		suffix := strings.TrimPrefix(strings.TrimPrefix(p, name), "-")
		if strings.Trim(suffix, "0123456789") != "" || p == path {
			continue
		}
		if info, err := os.Lstat(p); err == nil && info.Mode().IsRegular() {
			out = append(out, p)
		}
	}
	return out
}

func escapeGlob(s string) string {
	if runtime.GOOS == "windows" {
		return s // no escapes there, and no stars in names
	}
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(s)
}

// removeLeftovers is for who holds the journal's lock: then no rewrite is under way.
// A journal that is being created beside an existing one will fail anyway. What cannot
// be removed stays for the next time.
func removeLeftovers(path string) {
	for _, p := range Leftovers(path) {
		os.Remove(p)
	}
}

// makeFolder makes the journal's folder for its owner alone. A folder that is there
// is left as it is: it may be somebody's home.
func makeFolder(dir string) error {
	if _, err := os.Stat(dir); err == nil {
		return nil
	}
	if err := os.MkdirAll(dir, folderMode); err != nil {
		return onDisk("journal folder", err)
	}
	return onDisk("journal folder", os.Chmod(dir, folderMode))
}

// newDB makes a new, empty database in a file that was not there before.
func newDB(path string, o Options) (*bbolt.DB, error) {
	db, err := bbolt.Open(path, fileMode, &bbolt.Options{
		Timeout:      o.timeout(),
		NoStatistics: true,
		OpenFile: func(string, int, os.FileMode) (*os.File, error) {
			f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, fileMode)
			if err != nil {
				return nil, err
			}
			if err := f.Chmod(fileMode); err != nil {
				f.Close()
				return nil, err
			}
			return f, nil
		},
	})
	if err != nil {
		return nil, onDisk("new journal", err)
	}
	db.AllocSize = allocSize
	return db, nil
}

// putNew gives a finished file its name, if nothing has that name yet.
func putNew(from, to string) error {
	err := os.Link(from, to)
	if err == nil {
		os.Remove(from)
		return syncFolder(to)
	}
	if _, there := os.Lstat(to); there == nil || errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s: %w", to, ErrExists)
	}
	// A file system without hard links: the look and the rename are not one act there.
	if err := os.Rename(from, to); err != nil {
		return onDisk("new journal", err)
	}
	return syncFolder(to)
}

// syncFolder makes a rename last.
func syncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil // a folder cannot be synced there
	}
	d, err := os.Open(filepath.Dir(path))
	if err != nil {
		return onDisk("journal folder", err)
	}
	defer d.Close()
	return onDisk("journal folder", d.Sync())
}
