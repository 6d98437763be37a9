package store

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/recover-journal/recover/internal/seal"
)

// A backup is text: one JSON object a line. First the manifest, then each record, last
// a line that closes it. It is readable to whoever has it, so the caller seals it.

const (
	backupFormat  = "recover-backup"
	backupVersion = 1
	longestLine   = 256 << 20 // of a backup; one that is longer was not made by us
)

// Manifest is the first line of a backup: what it was made from, and how much of
// everything there is.
type Manifest struct {
	Format  string         `json:"format"`
	Version int            `json:"version"`
	Program string         `json:"program"`
	Made    time.Time      `json:"made"`
	Schema  int            `json:"schema"`
	Journal string         `json:"journal"`
	Commit  uint64         `json:"commit"`
	NextID  uint64         `json:"next_id"`
	Living  uint64         `json:"living"`
	Ceiling int64          `json:"ceiling"`
	Next    map[string]int `json:"next"`   // the number that the next record of a kind gets
	Counts  map[string]int `json:"counts"` // records of each kind
}

// closing is the last line.
type closing struct {
	End bool   `json:"end"`
	Sum string `json:"sha256"` // of all lines before
}

// Backup is a backup that was read whole.
type Backup struct {
	Manifest Manifest
	records  []Record
}

func sumOf(b []byte) string {
	s := sha256.Sum256(b)
	return hex.EncodeToString(s[:])
}

// WriteBackup writes the whole journal to w and gives the manifest.
func (j *Journal) WriteBackup(ctx context.Context, w io.Writer, program string, made time.Time) (m Manifest, err error) {
	err = j.View(ctx, func(tx *Tx) error {
		if err := tx.Verify(); err != nil {
			return err
		}
		m = tx.manifest(program, made)
		out := &lines{w: bufio.NewWriter(w), sum: sha256.New()}
		if err := out.put(m); err != nil {
			return err
		}
		if err := tx.Records(func(r Record) error { return out.put(r) }); err != nil {
			return err
		}
		return out.close()
	})
	return m, err
}

func (tx *Tx) manifest(program string, made time.Time) Manifest {
	h := tx.head
	m := Manifest{
		Format: backupFormat, Version: backupVersion, Program: program, Made: made, Schema: schema,
		Journal: tx.header.Journal.String(), Commit: h.Commit, NextID: h.NextID, Living: h.Living, Ceiling: h.Ceiling,
		Next: map[string]int{}, Counts: tx.Counts(),
	}
	for i := range tallied {
		m.Next[bucketWords[tallied[i]]] = int(h.Tallies[i].Next)
	}
	return m
}

// Counts is how many records there are of each kind, by the word that a backup has for
// it. Entries that were edited or removed have left their number behind; Living counts
// those that are there.
func (tx *Tx) Counts() map[string]int {
	counts := make(map[string]int)
	for i := range tallied {
		counts[bucketWords[tallied[i]]] = int(tx.head.Tallies[i].Count)
	}
	return counts
}

// lines writes one object a line and sums them.
type lines struct {
	w   *bufio.Writer
	sum hash.Hash
}

func (l *lines) put(v any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return err
	}
	l.sum.Write(b.Bytes())
	_, err := l.w.Write(b.Bytes())
	return onDisk("backup", err)
}

func (l *lines) close() error {
	if err := l.put(closing{true, hex.EncodeToString(l.sum.Sum(nil))}); err != nil {
		return err
	}
	return onDisk("backup", l.w.Flush())
}

// ReadBackup reads a backup to its end and holds it to its sums and counts. What is not
// whole is ErrDamaged, and nothing of it is given.
func ReadBackup(r io.Reader) (*Backup, error) {
	in := bufio.NewReaderSize(r, 64<<10)
	sum := sha256.New()
	first, err := readLine(in)
	if err != nil {
		return nil, err
	}
	b := new(Backup)
	if json.Unmarshal(first, &b.Manifest) != nil || b.Manifest.Format != backupFormat {
		return nil, damaged("backup: no manifest")
	}
	if b.Manifest.Version > backupVersion || b.Manifest.Schema > schema {
		return nil, fmt.Errorf("backup of version %d, schema %d: %w", b.Manifest.Version, b.Manifest.Schema, ErrNewer)
	}
	sum.Write(first)
	for {
		text, err := readLine(in)
		if err != nil {
			return nil, err
		}
		var end closing
		if json.Unmarshal(text, &end) == nil && end.End {
			if end.Sum != hex.EncodeToString(sum.Sum(nil)) {
				return nil, damaged("backup: sum")
			}
			break
		}
		var r Record
		if json.Unmarshal(text, &r) != nil || sumOf(r.value()) != r.Sum {
			return nil, damaged("backup: record %d", len(b.records)+1)
		}
		sum.Write(text)
		b.records = append(b.records, r)
	}
	if _, err := in.ReadByte(); err != io.EOF {
		return nil, damaged("backup: goes on behind its end")
	}
	return b, b.count()
}

// readLine is a line with its end. Every line has one.
func readLine(in *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := in.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case err == nil:
			return line, nil
		case err == io.EOF:
			return nil, damaged("backup: cut off")
		case err != bufio.ErrBufferFull:
			return nil, fmt.Errorf("backup: %w: %w", ErrDamaged, err)
		case len(line) > longestLine:
			return nil, damaged("backup: a line of more than %d bytes", longestLine)
		}
	}
}

func (b *Backup) count() error {
	counts := map[string]int{}
	for i := range b.records {
		counts[b.records[i].In]++
	}
	for _, word := range bucketWords {
		if counts[word] != b.Manifest.Counts[word] {
			return damaged("backup: %d %s, not %d", counts[word], word, b.Manifest.Counts[word])
		}
		delete(counts, word)
	}
	if len(counts) > 0 {
		return damaged("backup: records of no kind")
	}
	return nil
}

// Create writes the journal of a backup to a new file under a key, and reads it back
// whole. Its commit is after both the backup's and the given one, so that nobody takes
// it for older than what it replaces.
func (b *Backup) Create(ctx context.Context, path string, key seal.Key, w seal.Wraps, after uint64, o Options) (*Journal, error) {
	j, err := Create(ctx, path, key, w, o, func(tx *Tx) error {
		m := b.Manifest
		tx.head.Commit = max(m.Commit, after)
		tx.head.NextID, tx.head.Living, tx.head.Ceiling = m.NextID, m.Living, m.Ceiling
		for i := range tallied {
			tx.head.Tallies[i].Next = uint64(m.Next[bucketWords[tallied[i]]])
		}
		for _, r := range b.records {
			if err := tx.takeIn(r); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("restore: %w", err)
	}
	return j, nil
}

// Restore puts the journal of a backup in the place of this one, which may be damaged or
// missing, under the key and the wrappings that are given. Where this one was read
// before, it must not have changed since: ErrMoved.
func (j *Journal) Restore(ctx context.Context, b *Backup, key seal.Key, w seal.Wraps, after uint64) error {
	real, err := filepath.EvalSymlinks(j.path)
	if errors.Is(err, fs.ErrNotExist) {
		real, err = j.path, makeFolder(filepath.Dir(j.path))
	}
	if err != nil {
		return onDisk("journal file", err)
	}
	temp, err := tempName(real)
	if err != nil {
		return err
	}
	defer os.Remove(temp)
	made, err := b.Create(ctx, temp, key, w, after, Options{point: j.o.point})
	if err != nil {
		return err
	}
	return j.Adopt(ctx, made)
}

// SetAside keeps what lies at path as it is under another name among the snapshots, for
// a file that cannot be read. It says under which.
func SetAside(path string, now time.Time) (string, error) {
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return "", onDisk("journal file", err)
	}
	dir := SnapshotFolder(path)
	if err := makeFolder(dir); err != nil {
		return "", err
	}
	for ; ; now = now.Add(time.Second) {
		to := filepath.Join(dir, asideName+now.UTC().Format(snapshotTime)+snapshotEnd)
		err := copyFile(real, to)
		if !errors.Is(err, fs.ErrExist) {
			return to, onDisk("journal file", err)
		}
	}
}

const asideName = "aside-"

// Aside lists what SetAside kept of a journal, and what was sealed over it since.
func Aside(path string) []string {
	list, err := filepath.Glob(filepath.Join(escapeGlob(SnapshotFolder(path)), asideName+"*"+snapshotEnd+"*"))
	if err != nil {
		return nil
	}
	return list
}

// copyFile copies bytes to a file that is not there yet.
func copyFile(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	err = errors.Join(err, out.Sync(), out.Close())
	if err != nil {
		os.Remove(to)
		return err
	}
	return syncFolder(to)
}
