package cli

import (
	"path/filepath"
	"strings"
)

// synced are the names of folders, and of files within them, by which programs that copy
// a folder to other machines are known.
var synced = struct{ folders, marks []string }{
	folders: []string{"dropbox", "onedrive", "google drive", "googledrive", "my drive", "icloud drive", "com~apple~clouddocs", "mobile documents", "nextcloud", "owncloud", "pcloud drive", "syncthing"},
	marks:   []string{".stfolder", ".dropbox", ".dropbox.cache", ".sync_", ".owncloudsync.log", ".nextcloudsync.log"},
}

// placeOf says what kind of folder a file lies in: "place-synced", "place-network" or "".
func placeOf(file string) string {
	dir, err := filepath.Abs(filepath.Dir(file))
	if err != nil {
		return ""
	}
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	if onNetwork(dir) {
		return "place-network"
	}
	for up := dir; ; up = filepath.Dir(up) {
		base := strings.ToLower(filepath.Base(up))
		for _, name := range synced.folders {
			if base == name || strings.HasPrefix(base, name+" -") || strings.HasPrefix(base, name+" (") {
				return "place-synced"
			}
		}
		for _, mark := range synced.marks {
			if exists(filepath.Join(up, mark)) {
				return "place-synced"
			}
		}
		if filepath.Dir(up) == up {
			return ""
		}
	}
}

// warnOfPlace tells a person, when a journal is made, that something else writes to its
// folder, too.
func (o *options) warnOfPlace(file string) {
	if kind := placeOf(file); kind != "" && !o.json {
		o.notef("doctor."+kind, "file", filepath.Dir(file))
		o.notef("doctor." + kind + ".hint")
	}
}
