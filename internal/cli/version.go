package cli

import "runtime/debug"

// Version is what --version says first.
const Version = "0.1.0"

// released is the day of the version, for what must not change with the day on which it
// is built.
const released = "2026-11-23"

// versionLong is the version with the commit that it was built from, and its date, as far
// as the build was told (go build -buildvcs=true). A plus sign says that the files were
// not those of the commit.
func versionLong() string {
	told := map[string]string{}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			told[s.Key] = s.Value
		}
	}
	commit, date := told["vcs.revision"], told["vcs.time"]
	if len(commit) < 12 || len(date) < len(released) {
		return Version
	}
	commit = commit[:12]
	if told["vcs.modified"] == "true" {
		commit += "+"
	}
	return Version + "\n" + commit + " " + date[:len(released)]
}
