package cli

import (
	"io/fs"
	"strings"

	"github.com/recover-journal/recover/internal/guide"
)

// fallback is the language of the words where nothing else is chosen, or known.
const fallback = "en"

// language is the one in which the words are shown: what --lang names, else the setting,
// else what the environment asks for, else English. It decides about words alone: what
// is kept, and what --json prints as keys and values, is the same in each. An error is
// for a language that was named here and that the content does not have; it is told in
// the one that the next of these asks for.
func (o *options) language(fsys fs.FS) (string, error) {
	var unknown error
	for _, named := range []struct{ word, code string }{{o.lang, codeUsage}, {o.settings[guide.Lang], codeFile}} {
		lang := guide.Speaks(fsys, named.word)
		switch {
		case named.word == "":
		case lang != "":
			return lang, unknown
		case unknown == nil:
			known := strings.Join(guide.Languages(fsys), ", ")
			unknown = &fault{code: named.code, id: "language", pairs: []string{"word", clean(named.word), "answer", known}}
		}
	}
	for _, name := range wished(o.env.getenv) {
		if lang := guide.Speaks(fsys, name); lang != "" {
			return lang, unknown
		}
	}
	return fallback, unknown
}

// wished are the languages that the environment asks for, the dearest first: those of
// the first variable that is set, as in POSIX, with the list of LANGUAGE before LANG, as
// elsewhere. C and POSIX ask for none.
func wished(getenv func(string) string) []string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		locale := getenv(name)
		list := getenv("LANGUAGE")
		switch base, _, _ := strings.Cut(locale, "."); {
		case base == "C" || base == "POSIX":
			return nil
		case name == "LANG" && list != "":
			return strings.Split(list, ":")
		case locale != "":
			return []string{locale}
		}
	}
	return nil
}

// flagIn is the value that a flag has among the arguments, before they are read in
// order: an error of the flags is told in the language that stands behind it, too.
func flagIn(args []string, flag string) string {
	for i, arg := range args {
		if value, ok := strings.CutPrefix(arg, flag+"="); ok {
			return value
		}
		if arg == flag && i+1 < len(args) {
			return args[i+1]
		}
		if arg == "--" {
			break
		}
	}
	return ""
}
