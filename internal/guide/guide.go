package guide

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"

	"go.yaml.in/yaml/v3"

	"github.com/recover-journal/recover/internal/journal"
	"github.com/recover-journal/recover/internal/journey"
)

// largest is the size of a file above which it is refused unread: content is
// sentences, and a folder of somebody's own must not fill the memory.
const largest = 1 << 20

// Guide is the content in one language.
type Guide struct {
	fsys   fs.FS
	lang   string
	road   journey.Plan
	taken  map[string]place // ids, each behind its sort
	pages  map[string]*part // files of words, as far as they were asked for
	faults Faults
	read   map[string]journal.Kind // kinds of the log, as far as they were asked for
	calls  string                  // the pronoun, see Call
	voice  *voice                  // nil until the first file of words
	below  *Guide                  // the same in the language that is written first; see first
}

// home is where the words of a question stand.
type home struct {
	name string // the file, as it is called for structure and in each language
	from string // the question whose labels it takes
}

// Load reads the structure of the journey and gets ready to read the words of a
// language. Its error is Faults.
func Load(fsys fs.FS, lang string) (*Guide, error) {
	g := &Guide{fsys: fsys, lang: lang, taken: map[string]place{}, pages: map[string]*part{}}
	if !isID(lang) {
		return nil, Faults{{File: shown(fsys, "."), ID: lang, What: "this names no language"}}
	}
	sum, plan := built()
	if sum == "" || !g.ours() && sum != g.sum(plan) {
		plan = g.plan()
	}
	if err := g.faults.err(); err != nil {
		return nil, err
	}
	g.road = plan
	return g, nil
}

// home is where the words of a question of the plan stand, or nowhere. It looks
// through the plan, which is quicker than to make a list of it for the few that a
// command asks for.
func (g *Guide) home(id string) home {
	find := func(folder, file string, qs []journey.Question) (home, bool) {
		for i := range qs {
			if qs[i].ID == id {
				return home{name: folder + file + ".yaml", from: qs[i].From}, true
			}
		}
		return home{}, false
	}
	for i := range g.road.Stages {
		if h, ok := find("stages/", g.road.Stages[i].ID, g.road.Stages[i].Questions); ok {
			return h
		}
	}
	for i := range g.road.Events {
		if h, ok := find("events/", g.road.Events[i].ID, g.road.Events[i].Questions); ok {
			return h
		}
	}
	return home{}
}

// sum tells the files of a plan from all others, or is "" where they cannot be read.
// Reading the structure takes longer than all else that a command does, and it is
// mostly the one that is built in: that one is kept as Go too (built.go), and taken
// where the files are those that it was made of.
func (g *Guide) sum(plan journey.Plan) string {
	h := sha256.New()
	for _, name := range structure(plan) {
		src, err := read(g.fsys, name)
		if err != nil {
			return ""
		}
		fmt.Fprintf(h, "%s %d\n", name, len(src))
		h.Write(src)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// structure is the names of the files that a plan is made of.
func structure(plan journey.Plan) []string {
	names := []string{"journey.yaml"}
	for _, s := range plan.Stages {
		names = append(names, "stages/"+s.ID+".yaml")
	}
	for _, e := range plan.Events {
		names = append(names, "events/"+e.ID+".yaml")
	}
	return names
}

// Plan is the structure of the journey. The caller must not change it.
func (g *Guide) Plan() journey.Plan { return g.road }

// Lang is the language of the words.
func (g *Guide) Lang() string { return g.lang }

// open reads and parses a file strictly. The root is nil if that failed; the fault
// is noted.
func (g *Guide) open(name string) (*reader, *yaml.Node) {
	r := &reader{file: shown(g.fsys, name), taken: g.taken, faults: &g.faults}
	src, err := read(g.fsys, name)
	if err != nil {
		r.fault(nil, "%v", reason(err))
		return r, nil
	}
	return r, r.parse(src)
}

// read is the content of a file that is not too large.
func read(fsys fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, err
	}
	if info.Size() > largest {
		return nil, errLarge
	}
	return fs.ReadFile(fsys, name)
}

var errLarge = errors.New("the file is larger than 1 MiB")

// reason is an error without the path, which a Fault names already.
func reason(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// shown is a file's name as a person finds it.
func shown(fsys fs.FS, name string) string {
	if o, ok := fsys.(interface{ Where(string) string }); ok {
		return o.Where(name)
	}
	return path.Join("prompts", name)
}
