package cli

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/guide"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/internal/render"
	"github.com/recover-journal/recover/internal/store"
	"github.com/recover-journal/recover/prompts"
)

// What is kept in the journal and not in the settings: it says who somebody is, or it
// decides how days are counted.
const (
	labelKey   = "partner"
	pronounKey = "pronoun"
	zoneKey    = "zone"
)

func journalKeys() []string { return []string{labelKey, pronounKey, zoneKey} }

type configOptions struct {
	*options
	unset   bool
	answers string
}

func newConfig(o *options) *cobra.Command {
	c := &configOptions{options: o}
	cmd := &cobra.Command{
		Use: "config [KEY [VALUE]]", Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return runConfig(cmd.Context(), c, args) },
	}
	cmd.Flags().BoolVar(&c.unset, "unset", false, "")
	cmd.Flags().StringVar(&c.answers, "answers", "", "")
	return cmd
}

// runConfig shows all settings, explains one, or changes one. It works also where the
// settings or a person's own content are broken: that is how they are put right.
func runConfig(ctx context.Context, o *configOptions, args []string) error {
	if err := o.checkFlags(); err != nil {
		return err
	}
	_, broken := o.chosen()
	o.prepareAnyway()
	switch {
	case len(args) > 2 || o.unset && len(args) != 1:
		return &fault{code: codeUsage, id: "config-shape"}
	case len(args) > 0 && slices.Contains(journalKeys(), args[0]):
		return o.inJournal(ctx, args)
	case o.answers != "":
		return &fault{code: codeUsage, id: "config-shape"}
	case o.unset:
		return o.takeOut(args[0])
	case len(args) > 0 && !slices.Contains(guide.SettingKeys(), args[0]):
		return noSetting(args[0])
	case len(args) == 2:
		return o.set(args[0], args[1])
	case broken != nil:
		return broken
	case len(args) == 1:
		return o.showSetting(args[0])
	}
	return o.showSettings()
}

// chosen are the settings as they stand in their file, or what is wrong with it.
func (o *options) chosen() (guide.Settings, error) {
	p, err := o.paths()
	if err != nil {
		return nil, err
	}
	s, err := guide.ReadSettings(p.settings)
	if err != nil {
		return nil, settingsFault(p.settings, err)
	}
	return s, nil
}

// noSetting is a key that there is none of, with the one that was meant.
func noSetting(key string) error {
	if near := nearest(key, append(guide.SettingKeys(), journalKeys()...)); near != "" {
		return &fault{code: codeUsage, id: "config-key", pairs: []string{"near", near}}
	}
	return &fault{code: codeUsage, id: "config-key", hint: "config-none"}
}

// takeOut takes a setting out of the file: also one that is not known here.
func (o *configOptions) takeOut(key string) error {
	p, err := o.paths()
	if err != nil {
		return err
	}
	if !slices.Contains(guide.SettingKeys(), key) {
		src, _ := os.ReadFile(p.settings)
		if without, err := guide.SetSetting(p.settings, src, key, ""); err != nil || len(without) == len(src) {
			return noSetting(key)
		}
	}
	if err := keepSetting(p.settings, key, ""); err != nil {
		return err
	}
	return o.changed(key)
}

// set keeps a value.
func (o *configOptions) set(key, value string) error {
	kept, ok := guide.Value(key, value)
	ok = ok && (key != guide.Lang || guide.Speaks(o.content(), kept) != "")
	if ok && key == guide.Prompts {
		if kept, ok = folderAt(kept); !ok {
			return &fault{code: codeUsage, id: "config-folder", pairs: []string{"file", clean(value)}}
		}
		own := guide.Overlay(prompts.FS, kept)
		lang, err := o.language(own)
		if err == nil {
			_, err = ownContent(own, lang)
		}
		if err != nil {
			return err // every command would refuse it
		}
	}
	if !ok {
		return &fault{code: codeUsage, id: "config-value", hint: "config-takes",
			pairs: []string{"key", key, "takes", o.words().Config(key, "takes", o.takes()...)}}
	}
	p, err := o.paths()
	if err != nil {
		return err
	}
	if err := keepSetting(p.settings, key, kept); err != nil {
		return err
	}
	return o.changed(key)
}

// folderAt is a folder by a name that holds wherever a command is called.
func folderAt(name string) (string, bool) {
	full, err := filepath.Abs(name)
	if err != nil {
		return "", false
	}
	info, err := os.Stat(full)
	return full, err == nil && info.IsDir()
}

// changed shows what holds from now on.
func (o *configOptions) changed(key string) error {
	s, err := o.chosen()
	if err != nil || !slices.Contains(guide.SettingKeys(), key) {
		if o.json {
			return writeJSON(o.env.Out, settingJSON{Key: key})
		}
		o.out().text(o.words().Say("config.removed", "key", clean(key)))
		return nil
	}
	o.settings = s
	if o.json {
		return writeJSON(o.env.Out, o.settingOut(key))
	}
	o.out().text(o.words().Say("config.now", "key", key, "value", o.valueWords(key)))
	return nil
}

// inEffect is the value of a setting as it holds now, and where it comes from: "flag",
// "file", "environment" or "default".
func (o *options) inEffect(key string) (value, from string) {
	if f := o.flagGiven(key); f != nil {
		return f.Value.String(), "flag"
	}
	fromEnv := func(name string) string { return o.env.getenv(name) }
	switch {
	case key == guide.Plain && ask.Simple(o.env.getenv):
		return "true", "environment"
	case key == guide.Colour && fromEnv("NO_COLOR") != "":
		return "never", "environment"
	case o.settings[key] != "":
		return o.settings[key], "file"
	case key == guide.Pager && fromEnv("PAGER") != "":
		return fromEnv("PAGER"), "environment"
	case key == guide.Editor && fromEnv("VISUAL") != "":
		return fromEnv("VISUAL"), "environment"
	case key == guide.Editor && fromEnv("EDITOR") != "":
		return fromEnv("EDITOR"), "environment"
	}
	switch key {
	case guide.Plain, guide.Masked, guide.AnyEditor:
		return "false", "default"
	case guide.Colour:
		return "auto", "default"
	case guide.Lang:
		return o.words().Lang(), "default"
	}
	return "", "default"
}

// valueWords is a value as a person reads it, with where it comes from.
func (o *options) valueWords(key string) string {
	w := o.words()
	value, from := o.inEffect(key)
	if value == "" {
		return w.Say("config.none")
	}
	switch value {
	case "true":
		value = w.Say("answers.yes")
	case "false":
		value = w.Say("answers.no")
	}
	id := map[string]string{"flag": "config.from.flag", "environment": "config.from.environment", "default": "config.from.default"}[from]
	if id == "" {
		return clean(value)
	}
	return w.Say(id, "value", clean(value))
}

// showSettings shows all of them.
func (o *configOptions) showSettings() error {
	if o.json {
		all := []settingJSON{}
		for _, key := range guide.SettingKeys() {
			all = append(all, o.settingOut(key))
		}
		for _, key := range journalKeys() {
			all = append(all, o.settingJSON(key, "", "journal"))
		}
		return writeJSON(o.env.Out, all)
	}
	w := o.words()
	p, err := o.paths()
	if err != nil {
		return err
	}
	var rows [][]string
	for _, key := range guide.SettingKeys() {
		rows = append(rows, []string{key, o.valueWords(key), w.Config(key, "short")})
	}
	for _, key := range journalKeys() {
		rows = append(rows, []string{key, w.Say("config.in-journal"), w.Config(key, "short")})
	}
	out := o.out()
	out.rows([]render.Column{{Title: w.Say("config.column.key"), Min: 10}, {Title: w.Say("config.column.value"), Min: 12}, {Title: w.Say("config.column.says"), Min: 20}}, rows)
	out.blank()
	out.text(w.Say("config.where", "file", p.settings))
	out.text(w.Say("config.how"))
	return nil
}

// showSetting explains one.
func (o *configOptions) showSetting(key string) error {
	if o.json {
		return writeJSON(o.env.Out, o.settingOut(key))
	}
	w, p := o.words(), o.out()
	p.heading(key + ": " + o.valueWords(key))
	p.text(w.Config(key, "long"))
	p.blank()
	p.pairs("", [][2]string{
		{w.Say("config.takes"), w.Config(key, "takes", o.takes()...)},
		{w.Say("config.change"), "recover config " + key + " VALUE"},
		{w.Say("config.unset"), "recover config " + key + " --unset"},
		{w.Say("config.once"), "--" + key},
	})
	return nil
}

// takes fills the languages that there are.
func (o *options) takes() []string {
	return []string{"options", strings.Join(guide.Languages(o.content()), ", ")}
}

// settingJSON is a setting as --json shows it. Value is a string, a boolean, or null
// where there is none; From is where it comes from: "flag", "file", "environment",
// "default", "journal".
type settingJSON struct {
	Key   string `json:"key"`
	Value any    `json:"value"`
	From  string `json:"from"`
	Takes string `json:"takes"`
	Says  string `json:"says"`
}

func (o *options) settingOut(key string) settingJSON {
	value, from := o.inEffect(key)
	return o.settingJSON(key, value, from)
}

func (o *options) settingJSON(key, value, from string) settingJSON {
	j := settingJSON{Key: key, From: from, Takes: o.words().Config(key, "takes", o.takes()...), Says: o.words().Config(key, "short")}
	switch value {
	case "true", "false":
		j.Value = value == "true"
	case "":
	default:
		j.Value = value
	}
	return j
}

// inJournal shows or changes what the journal itself keeps.
func (o *configOptions) inJournal(ctx context.Context, args []string) error {
	if len(args) == 2 && (args[0] == zoneKey || args[1] != "-") || o.unset && args[0] == zoneKey {
		return &fault{code: codeUsage, id: map[string]string{labelKey: "config-partner", pronounKey: "config-pronoun", zoneKey: "config-zone"}[args[0]]}
	}
	d, err := o.open(ctx)
	if err != nil {
		return err
	}
	switch {
	case args[0] == zoneKey:
		return d.showKept(zoneKey, d.state.Zone, d.state.Zone)
	case args[0] == pronounKey:
		return o.pronoun(ctx, d, len(args) == 2 || o.answers != "")
	case o.unset:
		return d.keepLabel(ctx, "")
	case len(args) == 2 || o.answers != "":
		label, err := o.readLabel(ctx, d)
		if err != nil {
			return err
		}
		return d.keepLabel(ctx, label)
	}
	return d.showLabel()
}

// showLabel shows what they are called.
func (d *desk) showLabel() error {
	shown := d.partner
	if shown == "" {
		shown = d.words().Say("init.partner.default")
	}
	return d.showKept(labelKey, d.partner, shown)
}

// showKept shows a value, as it is kept and as a person reads it.
func (d *desk) showKept(key, value, shown string) error {
	w := d.words()
	if d.json {
		return writeJSON(d.env.Out, d.settingJSON(key, value, "journal"))
	}
	p := d.out()
	p.heading(key + ": " + clean(shown))
	p.text(w.Config(key, "long"))
	p.text(w.Config(key, "takes"))
	return nil
}

// readLabel takes what they are called.
func (o *configOptions) readLabel(ctx context.Context, d *desk) (label string, err error) {
	w := d.words()
	label, err = o.readSealed("init.partner", func() (string, error) {
		return d.oneLine(ctx, "init.partner", ask.Question{ID: "init.partner", Text: w.Say("init.partner"), Default: d.partner, Check: func(s string) error {
			if !goodLabel(strings.TrimSpace(s)) {
				return errors.New(w.Say("config.label"))
			}
			return nil
		}})
	})
	if err != nil {
		return "", err
	}
	if label = strings.TrimSpace(label); label == "" || !goodLabel(label) {
		return "", &fault{code: codeInvalid, id: "config-label"}
	}
	return label, nil
}

// readSealed takes what is kept in the journal from a file of answers, from the person,
// or from standard input: never from the command itself.
func (o *configOptions) readSealed(question string, asked func() (string, error)) (string, error) {
	switch {
	case o.answers != "":
		given, err := o.readAnswers(o.answers)
		if err != nil {
			return "", err
		}
		if len(given) != 1 || given[0].Question != question {
			return "", &fault{code: codeInvalid, id: "invalid", invalid: []journey.Invalid{{ID: question, Refusal: &journey.Refusal{Code: "wants-text"}}}}
		}
		return given[0].Value.Text(), nil
	case o.canAsk():
		return asked()
	}
	b, err := o.readAll("-")
	return string(b), err
}

// keepSealed keeps such a value under its name; "" is the usual again.
func (d *desk) keepSealed(ctx context.Context, name, value string) error {
	return d.journal.Update(ctx, func(tx *store.Tx) error {
		if value == "" {
			return tx.Burn(store.Settings, name)
		}
		return tx.Put(store.Settings, name, []byte(value))
	})
}

// keepLabel keeps what they are called, sealed; "" is the usual again.
func (d *desk) keepLabel(ctx context.Context, label string) error {
	if err := d.keepSealed(ctx, settingPartner, label); err != nil {
		return err
	}
	d.partner = label
	d.dropDraft(ctx, "init.partner")
	return d.showLabel()
}
