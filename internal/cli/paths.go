package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/recover-journal/recover/internal/clock"
	"github.com/recover-journal/recover/internal/seal"
	"github.com/recover-journal/recover/internal/store"
)

// paths are the places of INTERFACE.md 2.
type paths struct {
	journal  string
	settings string // the file
	keys     string // the folder of key files
	state    string // the folder of what is only noted
}

func (o *options) paths() (paths, error) {
	home, err := o.env.Home()
	if err != nil {
		return paths{}, &fault{code: codeFile, id: "folder", pairs: []string{"file", "HOME"}, err: err}
	}
	data, config, state := places(o.env, home)
	p := paths{
		journal:  filepath.Join(data, "recover", "journal.db"),
		settings: filepath.Join(config, "recover", "config.yaml"),
		keys:     filepath.Join(config, "recover", "keys"),
		state:    filepath.Join(state, "recover"),
	}
	if f := o.env.getenv("RECOVER_JOURNAL"); f != "" {
		p.journal = f
	}
	if o.journal != "" {
		p.journal = o.journal
	}
	return p, nil
}

// places are the XDG homes for data, settings and state, or the platform's own.
func places(env Env, home string) (data, config, state string) {
	xdg := func(name string, fallback ...string) string {
		if d := env.getenv(name); filepath.IsAbs(d) {
			return d // the XDG specification says to ignore a relative path
		}
		return filepath.Join(append([]string{home}, fallback...)...)
	}
	switch runtime.GOOS {
	case "darwin":
		library := []string{"Library", "Application Support"}
		return xdg("XDG_DATA_HOME", library...), xdg("XDG_CONFIG_HOME", library...), xdg("XDG_STATE_HOME", library...)
	case "windows":
		local, roaming := env.getenv("LOCALAPPDATA"), env.getenv("APPDATA")
		if local == "" {
			local = filepath.Join(home, "AppData", "Local")
		}
		if roaming == "" {
			roaming = filepath.Join(home, "AppData", "Roaming")
		}
		return local, roaming, local
	}
	return xdg("XDG_DATA_HOME", ".local", "share"), xdg("XDG_CONFIG_HOME", ".config"), xdg("XDG_STATE_HOME", ".local", "state")
}

func (p paths) keyFile(id seal.ID) string { return filepath.Join(p.keys, id.String()+".key") }

// noted is what the state home knows of a journal. It is never text, and losing it is
// harmless.
type noted struct {
	Counter uint64      `json:"counter"`         // the last commit seen
	Seen    time.Time   `json:"seen"`            // the last time the journal was open
	Sight   store.Sight `json:"sight"`           // how its file looked then
	Backup  time.Time   `json:"backup"`          // the last backup that was made here
	Older   bool        `json:"older,omitempty"` // it was older than that, and nobody was told yet
	Back    bool        `json:"back,omitempty"`  // it was older once, and doctor has not told it yet
	Gone    clock.Day   `json:"gone"`            // the day before a long absence that was not asked about yet
}

func (p paths) noteFile(id seal.ID) string { return filepath.Join(p.state, id.String()+".json") }

func (p paths) noted(id seal.ID) (n noted) {
	if b, err := os.ReadFile(p.noteFile(id)); err == nil && json.Unmarshal(b, &n) != nil {
		return noted{}
	}
	return n
}

// note replaces what is noted. That it fails is harmless, so it says nothing.
func (p paths) note(id seal.ID, n noted) {
	b, err := json.Marshal(n)
	if err != nil || os.MkdirAll(p.state, 0o700) != nil {
		return
	}
	_ = replace(p.noteFile(id), b, false)
}

// writeWhole writes a file of the person's own, 0600, so that after a crash there is
// the old one or the new one.
func writeWhole(name string, b []byte) error { return replace(name, b, true) }

// replace puts a file in place of another. What may be lost in a crash need not be
// waited for.
func replace(name string, b []byte, lasting bool) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".recover-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(b)
	if err == nil && lasting {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
