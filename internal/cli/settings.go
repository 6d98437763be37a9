package cli

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"github.com/spf13/pflag"

	"github.com/recover-journal/recover/internal/guide"
	"github.com/recover-journal/recover/prompts"
)

// globalFlags are what every command takes. Each setting is one of them.
func (o *options) globalFlags(f *pflag.FlagSet) {
	f.SortFlags = false
	f.SetNormalizeFunc(func(_ *pflag.FlagSet, name string) pflag.NormalizedName {
		if name == "color" {
			name = guide.Colour
		}
		return pflag.NormalizedName(name)
	})
	f.StringVar(&o.journal, "journal", "", "")
	f.BoolVar(&o.json, "json", o.json, "") // known before: an error of the flags is JSON too
	f.BoolVar(&o.noInput, "no-input", false, "")
	f.StringVar(&o.country, guide.Country, "", "")
	f.StringVar(&o.lang, guide.Lang, o.lang, "") // known before: an error of the flags is told in it too
	f.Bool(guide.Plain, false, "")
	f.String(guide.Colour, "", "")
	f.Bool(guide.Masked, false, "")
	f.String(guide.Pager, "", "")
	f.String(guide.Editor, "", "")
	f.Bool(guide.AnyEditor, false, "")
	f.String(guide.Prompts, "", "")
	o.given = f
}

// setting is what a person chose: by a flag, else in the settings, else "". The settings
// are known once prepare has read them.
func (o *options) setting(key string) string {
	if f := o.flagGiven(key); f != nil {
		return f.Value.String()
	}
	return o.settings[key]
}

// flagGiven is the flag of a setting where this command was given it, or nil.
func (o *options) flagGiven(key string) *pflag.Flag {
	if o.given == nil {
		return nil
	}
	if f := o.given.Lookup(key); f != nil && f.Changed {
		return f
	}
	return nil
}

// on says that a setting of yes or no is yes.
func (o *options) on(key string) bool { return o.setting(key) == "true" }

// checkFlags refuses what a setting would not take either.
func (o *options) checkFlags() error {
	f := o.flagGiven(guide.Colour)
	if f == nil {
		return nil
	}
	if _, ok := guide.Value(guide.Colour, f.Value.String()); !ok {
		return &fault{code: codeUsage, id: "config-value", hint: "config-takes",
			pairs: []string{"key", "--" + guide.Colour, "takes", o.words().Config(guide.Colour, "takes", o.takes()...)}}
	}
	return nil
}

// content is what is built in, with the person's own laid over it.
func (o *options) content() fs.FS {
	if dir := o.setting(guide.Prompts); dir != "" {
		return guide.Overlay(prompts.FS, dir)
	}
	return prompts.FS
}

// prepareAnyway is prepare for what must be shown whatever stands in the settings and in
// a person's own content.
func (o *options) prepareAnyway() {
	if o.prepare() != nil {
		o.settings, o.loaded = guide.Settings{}, nil
	}
}

// settingsFault is what to tell about settings that cannot be read.
func settingsFault(file string, err error) error {
	var s *guide.SettingFault
	if !errors.As(err, &s) {
		return &fault{code: codeFile, id: "file", pairs: []string{"file", file}, err: err}
	}
	ids := map[string]string{"unknown": "setting-unknown", "value": "setting-value", "twice": "setting-twice", "shape": "setting-shape"}
	f := &fault{code: codeFile, id: ids[s.Code], err: err, pairs: []string{"file", file, "line", strconv.Itoa(s.Line), "key", clean(s.Key), "near", s.Near}}
	if s.Near != "" {
		f.hint = "setting-unknown.near"
	}
	return f
}

// keepSetting writes one setting, or takes it out where the value is "". The file is
// replaced whole, for its person alone; a link to it stays a link.
func keepSetting(file, key, value string) error {
	if real, err := filepath.EvalSymlinks(file); err == nil {
		file = real
	}
	src, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return settingsFault(file, err)
	}
	b, err := guide.SetSetting(file, src, key, value)
	if err != nil {
		return settingsFault(file, err)
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return &fault{code: codeFile, id: "folder", pairs: []string{"file", filepath.Dir(file)}, err: err}
	}
	if err := writeWhole(file, b); err != nil {
		return &fault{code: codeFile, id: "file-write", pairs: []string{"file", file}, err: err}
	}
	return nil
}
