package guide

import (
	"io/fs"
	"path"
	"strings"
)

// firstLang is the language in which the words are written first: what it says, every
// other says too.
const firstLang = "en"

// sentences is the one file that no language is without.
const sentences = "microcopy.yaml"

// first is the guide in the language that is written first, or nil where that is this
// one. What a language does not say yet is said in that one: a stranger's sentence is
// better than none. Compare tells what is missing.
func (g *Guide) first() *Guide {
	if g.lang == firstLang {
		return nil
	}
	if g.below == nil {
		g.below = fresh(g.fsys, firstLang)
		g.below.road = g.road
	}
	return g.below
}

// Languages are the languages that the content has words in, by their folders: small
// letters, in the order of the alphabet.
func Languages(fsys fs.FS) (all []string) {
	entries, _ := fs.ReadDir(fsys, ".") // a folder that cannot be read has none
	for _, e := range entries {
		if e.IsDir() && speaks(fsys, e.Name()) {
			all = append(all, e.Name())
		}
	}
	return all
}

func speaks(fsys fs.FS, lang string) bool {
	if !isID(lang) {
		return false
	}
	_, err := fs.Stat(fsys, path.Join(lang, sentences))
	return err == nil
}

// Speaks is the folder of a language by its name as systems write it: "es",
// "es_ES.UTF-8", "es-MX". A folder for the very place comes before one for the
// language. It is "" where there is neither.
func Speaks(fsys fs.FS, name string) string {
	name, _, _ = strings.Cut(strings.ToLower(name), ".")
	name, _, _ = strings.Cut(name, "@")
	name = strings.ReplaceAll(name, "_", "-")
	language, _, _ := strings.Cut(name, "-")
	for _, lang := range []string{name, language} {
		if speaks(fsys, lang) {
			return lang
		}
	}
	return ""
}
