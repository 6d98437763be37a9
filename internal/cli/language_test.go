package cli

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/recover-journal/recover/internal/guide"
)

func folders(langs ...string) fstest.MapFS {
	fsys := fstest.MapFS{"safety/en.yaml": {}, "log/kinds.yaml": {}}
	for _, lang := range langs {
		fsys[lang+"/microcopy.yaml"] = &fstest.MapFile{}
	}
	return fsys
}

// The language is that of the flag, the setting, or the first variable that is set.
func TestLanguage(t *testing.T) {
	fsys := folders("en", "es", "pt", "pt-br")
	for _, c := range []struct{ flag, setting, env, want string }{
		{env: "", want: "en"},
		{env: "LANG=es_ES.UTF-8", want: "es"},
		{env: "LANG=es", want: "es"},
		{env: "LANG=ES-MX", want: "es"},
		{env: "LANG=es_419@sign", want: "es"},
		{env: "LANG=pt_BR.UTF-8", want: "pt-br"},
		{env: "LANG=pt_PT.UTF-8", want: "pt"},
		{env: "LANG=fr_FR.UTF-8", want: "en"},
		{env: "LANG=C", want: "en"},
		{env: "LANG=C.UTF-8 LANGUAGE=es", want: "en"},
		{env: "LANG=POSIX", want: "en"},
		{env: "LANG=../es", want: "en"},
		{env: "LC_ALL=es_ES.UTF-8 LANG=en_GB.UTF-8 LANGUAGE=en", want: "es"},
		{env: "LC_ALL=C LANG=es_ES.UTF-8", want: "en"},
		{env: "LC_ALL=fr_FR.UTF-8 LANG=es_ES.UTF-8", want: "en"},
		{env: "LC_MESSAGES=es_AR.UTF-8 LANG=en_GB.UTF-8", want: "es"},
		{env: "LC_ALL=en_GB.UTF-8 LC_MESSAGES=es_AR.UTF-8", want: "en"},
		{env: "LC_TIME=es_ES.UTF-8 LC_CTYPE=es_ES.UTF-8 LANG=en_US.UTF-8", want: "en"},
		{env: "LANGUAGE=fr:es:en LANG=fr_FR.UTF-8", want: "es"},
		{env: "LANGUAGE=es", want: "es"},
		{setting: "es", env: "LC_ALL=en_GB.UTF-8", want: "es"},
		{setting: "en", env: "LC_ALL=es_ES.UTF-8", want: "en"},
		{flag: "en", setting: "es", env: "LANG=es_ES", want: "en"},
		{flag: "es_ES.UTF-8", want: "es"},
		{flag: "safety", want: "no"}, {flag: "fr", env: "LANG=es_ES", want: "no"}, {setting: "klingon", want: "no"}, {flag: "../en", want: "no"},
	} {
		env := map[string]string{}
		for _, pair := range strings.Fields(c.env) {
			name, value, _ := strings.Cut(pair, "=")
			env[name] = value
		}
		o := &options{lang: c.flag, settings: guide.Settings{guide.Lang: c.setting},
			env: Env{Getenv: func(name string) (string, bool) { s, ok := env[name]; return s, ok }}}
		got, err := o.language(fsys)
		if err != nil {
			got = "no"
		}
		if got != c.want {
			t.Errorf("%+v: %s (%v)", c, got, err)
		}
	}
	if got := guide.Languages(fsys); !slices.Equal(got, []string{"en", "es", "pt", "pt-br"}) {
		t.Errorf("languages: %q", got)
	}
}

// The language is known before the flags are read in order.
func TestFlagIn(t *testing.T) {
	for args, want := range map[string]string{
		"status --lang es": "es", "--bogus --lang=es": "es", "--lang": "", "status -- --lang es": "", "": "",
	} {
		if got := flagIn(strings.Fields(args), "--lang"); got != want {
			t.Errorf("%q: %q, want %q", args, got, want)
		}
	}
}
