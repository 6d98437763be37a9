// Package prompts carries every sentence that a person reads, and the structure of
// the journey, as data. It embeds the files beside it and does nothing else; guide
// reads them.
//
// What nearly every command reads lies in the program as it stands here. All else lies
// in packed.bin: the words a file each, and what is mostly read as Go (guide/built.go) or
// seldom at all, the structure and the letter's rules and table, in one. A test holds it
// against the files:
//
//	go test ./prompts -update
package prompts

import (
	"bytes"
	_ "embed" // for the files below
	"io"
	"io/fs"
	"math"
	"path"
	"slices"
	"strings"
	"time"
)

const readyName = "en/microcopy.yaml"

//go:embed en/microcopy.yaml
var ready []byte // never changed

//go:embed packed.bin
var packed []byte // never changed

// FS is all content: structure at the top, in stages and in events, the words in a
// folder for each language.
var FS Files

// Files is the content that the program was built with.
type Files struct{}

// BuiltIn tells this content from every other, so that what is kept of it as Go may be
// taken in its place.
func (Files) BuiltIn() {}

// ReadFile is the whole of a file.
func (Files) ReadFile(name string) ([]byte, error) {
	if b := FS.Peek(name, math.MaxInt); b != nil {
		return slices.Clone(b), nil
	}
	if name == modelName {
		return model(), nil
	}
	if s, ok := unpacked()[name]; ok {
		return []byte(s), nil
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// Peek is the first bytes of a file of words, at most so many, which the caller must not
// change, and nil where it is no such file. It copies nothing and unpacks no more.
func (Files) Peek(name string, most int) []byte {
	if name == readyName {
		return ready[:min(most, len(ready))]
	}
	if w, ok := wordsOf(name); ok {
		return w.text(wordDecoders(), most)
	}
	return nil
}

// Stat is the name and size of a file, without unpacking it where that can be.
func (f Files) Stat(name string) (fs.FileInfo, error) {
	if name == readyName {
		return entry{name: path.Base(name), size: len(ready)}, nil
	}
	if w, ok := wordsOf(name); ok {
		return entry{name: path.Base(name), size: w.size}, nil
	}
	if name == modelName {
		return entry{name: path.Base(name), size: modelSize()}, nil
	}
	at, err := f.Open(name)
	if err != nil {
		return nil, err
	}
	return at.Stat()
}

// Open opens a file, or a folder.
func (f Files) Open(name string) (fs.File, error) {
	if list, err := f.ReadDir(name); err == nil {
		return &file{entry: entry{name: path.Base(name), dir: true}, list: list}, nil
	}
	b, err := f.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return &file{entry: entry{name: path.Base(name), size: len(b)}, text: bytes.NewReader(b)}, nil
}

// ReadDir lists a folder by name.
func (Files) ReadDir(name string) (list []fs.DirEntry, err error) {
	list, err = nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	before := name + "/"
	if name == "." {
		before = ""
	}
	add := func(full string, size int) {
		if rest, ok := strings.CutPrefix(full, before); ok {
			e := entry{size: size}
			if e.name, _, e.dir = strings.Cut(rest, "/"); e.dir {
				e.size = 0
			}
			list, err = append(list, e), nil
		}
	}
	for full, text := range unpacked() {
		add(full, len(text))
	}
	for _, full := range wordsNames() {
		w, _ := wordsOf(full)
		add(full, w.size)
	}
	add(readyName, len(ready))
	add(modelName, modelSize())
	slices.SortFunc(list, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return slices.CompactFunc(list, func(a, b fs.DirEntry) bool { return a.Name() == b.Name() }), err
}

// entry is a file or a folder as it is listed.
type entry struct {
	name string
	size int
	dir  bool
}

func (e entry) Name() string               { return e.name }
func (e entry) Size() int64                { return int64(e.size) }
func (e entry) IsDir() bool                { return e.dir }
func (e entry) Type() fs.FileMode          { return e.Mode().Type() }
func (e entry) ModTime() time.Time         { return time.Time{} }
func (e entry) Sys() any                   { return nil }
func (e entry) Info() (fs.FileInfo, error) { return e, nil }

func (e entry) Mode() fs.FileMode {
	if e.dir {
		return fs.ModeDir | 0o555
	}
	return 0o444
}

// file is an open file or folder.
type file struct {
	entry
	text *bytes.Reader
	list []fs.DirEntry
}

func (f *file) Stat() (fs.FileInfo, error) { return f.entry, nil }
func (f *file) Close() error               { return nil }

func (f *file) Read(b []byte) (int, error) {
	if f.dir {
		return 0, &fs.PathError{Op: "read", Path: f.name, Err: fs.ErrInvalid}
	}
	return f.text.Read(b)
}

// ReadDir gives the next n of a folder, or all that are left where n is not positive.
func (f *file) ReadDir(n int) (list []fs.DirEntry, err error) {
	if n > 0 && len(f.list) == 0 {
		return nil, io.EOF
	}
	if n <= 0 || n > len(f.list) {
		n = len(f.list)
	}
	list, f.list = f.list[:n], f.list[n:]
	return list, nil
}
