package guide

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Overlay lays a folder of somebody's own over the content that is built in, file by
// file: a file that stands in the folder is taken from there, every other one from
// base. Nothing outside the folder is read, also where a link points out of it.
func Overlay(base fs.FS, dir string) fs.FS { return overlay{base, dir} }

type overlay struct {
	base fs.FS
	dir  string
}

// Open opens the folder's file, or else that of base. Directories are those of both.
func (o overlay) Open(name string) (fs.File, error) {
	f, err := o.own(name)
	if errors.Is(err, fs.ErrNotExist) {
		return o.base.Open(name)
	}
	return f, err
}

func (o overlay) own(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	root, err := os.OpenRoot(o.dir)
	if err != nil {
		// A folder that is not there must not read as one that is empty.
		return nil, fmt.Errorf("%s: %v", o.dir, reason(err))
	}
	defer root.Close()
	info, err := root.Stat(filepath.FromSlash(name))
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() && !info.IsDir() {
		return nil, &fs.PathError{Op: "open", Path: name, Err: errKind} // to open a pipe is to wait
	}
	return root.Open(filepath.FromSlash(name))
}

var errKind = errors.New("this is no file")

// ReadDir lists what stands in the folder and in base.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(o.base, name)
	if f, ownErr := o.own(name); ownErr == nil {
		defer f.Close()
		if d, ok := f.(fs.ReadDirFile); ok {
			more, _ := d.ReadDir(-1)
			entries, err = append(more, entries...), nil
		}
	}
	slices.SortStableFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	entries = slices.CompactFunc(entries, func(a, b fs.DirEntry) bool { return a.Name() == b.Name() })
	return entries, err
}

// Where is the name of a file as a person finds it.
func (o overlay) Where(name string) string {
	if o.has(name) {
		return filepath.Join(o.dir, filepath.FromSlash(name))
	}
	return path.Join("prompts", name)
}

// has says that the folder itself has the file.
func (o overlay) has(name string) bool {
	f, err := o.own(name)
	if err != nil {
		return false
	}
	f.Close()
	return true
}
