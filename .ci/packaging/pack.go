// Pack puts a folder into an archive, the same bytes whenever it is called: names in
// order, one time for all, no owner. What can be run is 0755, all else 0644.
//
//	go run .ci/packaging/pack.go ARCHIVE DIR DATE
//
// ARCHIVE ends in .tar.gz or .zip and holds DIR under its own name; DATE is RFC 3339.
package main

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"io"
	"io/fs"
	"log"
	"os"
	"path/filepath"
	"strings"
	"time"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 4 {
		log.Fatal("usage: pack ARCHIVE DIR DATE")
	}
	date, err := time.Parse(time.RFC3339, os.Args[3])
	if err != nil {
		log.Fatal(err)
	}
	out, err := os.Create(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	put := putTar
	if strings.HasSuffix(os.Args[1], ".zip") {
		put = putZip
	}
	if err := put(out, os.Args[2], date.UTC()); err != nil {
		log.Fatal(err)
	}
	if err := out.Close(); err != nil {
		log.Fatal(err)
	}
}

// each calls f with every file of a folder, in order of names.
func each(dir string, f func(name string, mode fs.FileMode, b []byte) error) error {
	top := filepath.Dir(dir)
	return filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		b, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(top, file)
		if err != nil {
			return err
		}
		mode := fs.FileMode(0o644)
		if info.Mode()&0o100 != 0 {
			mode = 0o755
		}
		return f(filepath.ToSlash(name), mode, b)
	})
}

func putTar(out io.Writer, dir string, date time.Time) error {
	z, err := gzip.NewWriterLevel(out, gzip.BestCompression)
	if err != nil {
		return err
	}
	w := tar.NewWriter(z)
	err = each(dir, func(name string, mode fs.FileMode, b []byte) error {
		h := &tar.Header{Typeflag: tar.TypeReg, Name: name, Mode: int64(mode), Size: int64(len(b)), ModTime: date, Format: tar.FormatUSTAR}
		if err := w.WriteHeader(h); err != nil {
			return err
		}
		_, err := w.Write(b)
		return err
	})
	if err == nil {
		err = w.Close()
	}
	if err == nil {
		err = z.Close()
	}
	return err
}

func putZip(out io.Writer, dir string, date time.Time) error {
	w := zip.NewWriter(out)
	err := each(dir, func(name string, mode fs.FileMode, b []byte) error {
		h := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: date}
		h.SetMode(mode)
		f, err := w.CreateHeader(h)
		if err != nil {
			return err
		}
		_, err = f.Write(b)
		return err
	})
	if err == nil {
		err = w.Close()
	}
	return err
}
