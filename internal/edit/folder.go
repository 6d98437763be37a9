package edit

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Place is where private folders are made: the first folder that will do. Memory says
// that nothing in it reaches a disk.
type Place struct {
	Dir    string
	Memory bool
}

// Places are the folders in which a text may have been left: those in memory first,
// then the one on a disk that serves where there is no other.
func Places(getenv func(string) string, disk string) (all []Place) {
	for _, dir := range inMemory(getenv) {
		if usable(dir) {
			all = append(all, Place{dir, true})
		}
	}
	return append(all, Place{Dir: disk})
}

// Label says what a text is, for whoever finds it: whose journal, and which question of
// it. It is no text.
type Label struct {
	Journal  string `json:"journal"`
	Question string `json:"question"`
}

// folder is a private folder: the text, and a lock that its living owner holds.
type folder struct {
	dir   string
	text  string // the file
	lock  *os.File
	seen  time.Time
	size  int64
	ended error
}

const (
	prefix   = "recover-"
	textName = "text.md"
	lockName = "lock"
)

// newFolder makes a folder and lays the text in it.
func newFolder(p Place, l Label, text string) (*folder, error) {
	if !p.Memory {
		if err := os.MkdirAll(p.Dir, 0o700); err != nil {
			return nil, reason(err)
		}
	}
	dir, err := os.MkdirTemp(p.Dir, prefix) // 0700
	if err != nil {
		return nil, reason(err)
	}
	f := &folder{dir: dir, text: filepath.Join(dir, textName)}
	if err := f.fill(l, text); err != nil {
		f.remove()
		return nil, reason(err)
	}
	return f, nil
}

func (f *folder) fill(l Label, text string) (err error) {
	if f.lock, err = os.OpenFile(filepath.Join(f.dir, lockName), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600); err != nil {
		return err
	}
	if !take(f.lock) {
		return fs.ErrPermission
	}
	if err := json.NewEncoder(f.lock).Encode(l); err != nil {
		return err
	}
	if text != "" && text[len(text)-1] != '\n' {
		text += "\n" // as editors write a last line
	}
	if err := os.WriteFile(f.text, []byte(text), 0o600); err != nil {
		return err
	}
	f.stat()
	return nil
}

// stat notes how the file looks, and says whether that is new.
func (f *folder) stat() bool {
	info, err := os.Stat(f.text)
	if err != nil || info.ModTime().Equal(f.seen) && info.Size() == f.size {
		return false
	}
	f.seen, f.size = info.ModTime(), info.Size()
	return true
}

// changed is the text where it was saved since the last look.
func (f *folder) changed() (text string, changed bool, err error) {
	if !f.stat() {
		return "", false, nil
	}
	text, err = readAll(f.text)
	return trimmed(text), err == nil, err
}

// read is the text as it is left. nano writes FILE.save when it is hung up on: that is
// the newest then.
func (f *folder) read() (string, error) { return newest(f.dir) }

func newest(dir string) (string, error) {
	name := filepath.Join(dir, textName)
	if saves, _ := filepath.Glob(name + ".save*"); len(saves) > 0 {
		slices.SortFunc(saves, func(a, b string) int { return modified(b).Compare(modified(a)) })
		if modified(saves[0]).After(modified(name)) {
			name = saves[0]
		}
	}
	text, err := readAll(name)
	return trimmed(text), err
}

func modified(name string) time.Time {
	info, err := os.Stat(name)
	if err != nil {
		return time.Time{}
	}
	return info.ModTime()
}

// trimmed is a text without the last line end, which editors add by themselves.
func trimmed(text string) string {
	text, ended := strings.CutSuffix(text, "\n")
	if ended {
		text = strings.TrimSuffix(text, "\r")
	}
	return text
}

// handDown lets the editor hold the lock too: while either lives, nobody takes the text
// for an orphan.
func (f *folder) handDown(cmd *exec.Cmd) { cmd.ExtraFiles = append(cmd.ExtraFiles, inherit(f.lock)...) }

func (f *folder) letGo() {
	if f.lock != nil {
		f.lock.Close()
	}
}

func (f *folder) remove() {
	f.letGo()
	os.RemoveAll(f.dir)
}

// Orphan is a text that a killed program left behind.
type Orphan struct {
	Label Label
	Text  string
	dir   string
}

// Remove takes the orphan's folder away, once its text is kept.
func (o Orphan) Remove() { os.RemoveAll(o.dir) }

// Orphans are the texts of a journal that nobody holds any more. What cannot be read is
// none of them, and stays.
func Orphans(places []Place, journal string) (found []Orphan) {
	for _, p := range places {
		dirs, err := filepath.Glob(filepath.Join(p.Dir, prefix+"*"))
		if err != nil {
			continue
		}
		for _, dir := range dirs {
			switch o, err := orphan(dir, journal); {
			case err == nil:
				found = append(found, o)
			case o.dir != "" && errors.Is(err, fs.ErrNotExist):
				o.Remove() // killed before there was a text
			}
		}
	}
	return found
}

var errHeld = errors.New("held")

// orphan reads what lies in a folder, if it is of this journal and nobody holds it. Whose
// it is comes first: a lock taken only to look would hide the text from its own journal,
// which may be looking at the same moment.
func orphan(dir, journal string) (o Orphan, err error) {
	info, err := os.Lstat(dir)
	if err != nil || !info.IsDir() || info.Mode().Perm() != 0o700 || !ours(info) {
		return o, errHeld
	}
	lock := filepath.Join(dir, lockName)
	b, err := os.ReadFile(lock)
	if err != nil {
		return o, err
	}
	if err := json.Unmarshal(b, &o.Label); err != nil {
		return o, err
	}
	if o.Label.Journal != journal {
		return o, errHeld
	}
	release, free := abandoned(lock)
	if !free {
		return o, errHeld
	}
	defer release()
	o.dir = dir
	o.Text, err = newest(dir)
	return o, err
}
