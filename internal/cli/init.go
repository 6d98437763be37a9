package cli

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/clock"
	"github.com/recover-journal/recover/internal/guide"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/internal/seal"
	"github.com/recover-journal/recover/internal/store"
	"github.com/recover-journal/recover/prompts"
)

type initOptions struct {
	*options
	noPassphrase bool
	zone         string
	partner      string
	pronoun      string
	answers      string
	recipient    string // of the recovery key, kept sealed: a new data key is wrapped to it
	goesOn       bool   // next goes on with the first question
	langKept     bool   // the language of --lang is the setting now
}

func newInit(o *options) *cobra.Command {
	i := &initOptions{options: o}
	cmd := &cobra.Command{
		Use: "init", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := runInit(cmd.Context(), i)
			return err
		},
	}
	f := cmd.Flags()
	f.BoolVar(&i.noPassphrase, "no-passphrase", false, "")
	f.StringVar(&i.zone, "zone", "", "")
	f.StringVar(&i.partner, "partner", "", "")
	f.StringVar(&i.answers, "answers", "", "")
	return cmd
}

// runInit makes the journal: check, ask, create, open again, tell.
func runInit(ctx context.Context, o *initOptions) (*desk, error) {
	if err := o.prepare(); err != nil {
		return nil, err
	}
	p, err := o.paths()
	if err != nil {
		return nil, err
	}
	if err := o.takeAnswers(); err != nil {
		return nil, err
	}
	zone, err := o.check(p)
	if err != nil {
		return nil, err
	}
	key := seal.NewKey()
	var wraps seal.Wraps
	if o.noPassphrase {
		err = o.writeKeyFile(p, key)
	} else {
		wraps, o.recipient, err = o.seal(ctx, key)
	}
	if err != nil {
		return nil, err
	}
	left := o.askCountry(ctx)
	d, err := o.make(ctx, p, key, wraps, zone)
	if err != nil {
		if o.noPassphrase {
			os.Remove(p.keyFile(key.Journal()))
		}
		return nil, err
	}
	o.keptSome = true
	if left != nil {
		return nil, left // the passphrase was chosen, so the journal is made all the same
	}
	return d, o.done(p)
}

// takeAnswers reads zone, country and the words for the partner from --answers, where given.
func (o *initOptions) takeAnswers() error {
	if o.answers == "" {
		return nil
	}
	given, err := o.readAnswers(o.answers)
	if err != nil {
		return err
	}
	var bad []journey.Invalid
	for _, g := range given {
		to := map[string]*string{"init.zone": &o.zone, "init.country": &o.country, "init.partner": &o.partner, "init.pronoun": &o.pronoun}[g.Question]
		if to == nil {
			bad = append(bad, journey.Invalid{ID: g.Question, Refusal: &journey.Refusal{Code: "unknown-question", Pairs: []string{"near", ""}}})
		} else if g.Value.Text() != "" {
			*to = g.Value.Text()
		}
	}
	if len(bad) > 0 {
		return &fault{code: codeInvalid, id: "invalid", invalid: bad}
	}
	return nil
}

// check refuses what would fail later, before anything is asked.
func (o *initOptions) check(p paths) (zone string, err error) {
	if _, err := os.Lstat(p.journal); err == nil {
		return "", store.ErrExists
	}
	if zone = o.zone; zone == "" {
		zone = o.env.Device()
	}
	if _, err := clock.Zone(zone); err != nil {
		return "", &fault{code: codeUsage, id: "zone", pairs: []string{"zone", clean(zone)}, err: err}
	}
	if o.country != "" {
		if len(o.country) != 2 || strings.ToUpper(o.country) == strings.ToLower(o.country) {
			return "", &fault{code: codeUsage, id: "country", pairs: []string{"word", clean(o.country)}}
		}
	}
	if !goodLabel(o.partner) {
		return "", &fault{code: codeUsage, id: "flag-value", pairs: []string{"flag", "--partner", "command", "init"}}
	}
	if o.pronoun != "" {
		o.pronoun, err = o.knownPronoun(o.pronoun)
	}
	return zone, err
}

// goodLabel says that a name can be what they are called here.
func goodLabel(s string) bool {
	return utf8.ValidString(s) && utf8.RuneCountInString(s) <= 100 && s == clean(s)
}

// seal chooses the passphrase and makes the recovery key, and wraps the key to both.
func (o *initOptions) seal(ctx context.Context, key seal.Key) (wraps seal.Wraps, recipient string, err error) {
	secret, err := o.givenSecret(ctx)
	if err == nil && secret == nil {
		if o.canAsk() {
			o.welcome()
		}
		secret, err = o.choosePassphrase(ctx)
	}
	if err != nil {
		return wraps, "", err
	}
	defer clear(secret)
	if seal.Weak(string(secret)) {
		return wraps, "", &fault{code: codeUsage, id: "passphrase-short"}
	}
	return o.wrap(ctx, key, secret)
}

func (o *initOptions) welcome() {
	for _, id := range []string{"init.opening", "init.privacy", "init.not-secret"} {
		o.notef(id)
		o.gap()
	}
}

// choosePassphrase asks until two are the same and long enough. Six words are on
// offer.
func (o *options) choosePassphrase(ctx context.Context) ([]byte, error) {
	w := o.words()
	if !o.canAsk() {
		return nil, &fault{code: codeNobody, id: "nobody", pairs: []string{"question", "passphrase"}, hint: "nobody.passphrase.hint"}
	}
	defer o.standStill()()
	phrase, err := seal.Phrase(rand.Reader, w.PassphraseWords())
	if err != nil {
		return nil, err
	}
	o.notef("init.no-reset")
	o.notef("init.passphrase.rules")
	o.notef("init.passphrase.offer", "words", phrase)
	for {
		first, err := o.asker().Secret(ctx, ask.Question{ID: "passphrase", Text: w.Say("init.passphrase")})
		if err != nil {
			return nil, err
		}
		if seal.Weak(string(first)) {
			clear(first)
			o.notef("init.passphrase.short")
			continue
		}
		second, err := o.asker().Secret(ctx, ask.Question{ID: "passphrase", Text: w.Say("init.passphrase.again")})
		if err != nil {
			return nil, err
		}
		same := bytes.Equal(first, second)
		clear(second)
		if same {
			o.typed = true
			return first, nil
		}
		clear(first)
		o.notef("init.passphrase.differs")
	}
}

// showRecovery shows the recovery key once, and has its end typed back. Then it is taken
// off the screen, where the terminal can; else it is said that it still stands there.
func (o *options) showRecovery(ctx context.Context, secret string) error {
	defer o.standStill()()
	w := o.words()
	o.gap()
	o.notef("init.key")
	if !o.isPlain() {
		o.notef("init.key.wipes")
	}
	o.gap()
	o.quote(secret)
	_, err := o.asker().Line(ctx, ask.Question{ID: "recovery", Text: w.Say("init.key.type"), Check: func(s string) error {
		s = strings.ToUpper(strings.TrimSpace(s))
		if len(s) < 6 || !strings.HasSuffix(strings.ToUpper(secret), s) { // more of its end is as good
			return errors.New(w.Say("init.key.wrong"))
		}
		return nil
	}})
	if err != nil {
		return err
	}
	wiped := o.asker().Wipe()
	o.notef("init.key.kept")
	if !wiped {
		o.notef("init.key.stands")
	}
	return nil
}

// askCountry asks for the country, for help lines only. Going on without is fine.
// Its error is ErrLeft.
func (o *initOptions) askCountry(ctx context.Context) error {
	if o.countryCode() != "" || !o.canAsk() {
		return nil
	}
	w := o.words()
	code, err := o.asker().Line(ctx, ask.Question{ID: "country", Text: w.Say("init.country"), Help: w.Say("init.country.help"), Skip: true,
		Check: func(s string) error {
			if s = strings.TrimSpace(s); s != "" && (len(s) != 2 || strings.ToUpper(s) == strings.ToLower(s)) {
				return errors.New(w.Say("init.country.shape"))
			}
			return nil
		}})
	switch {
	case errors.Is(err, ask.ErrLeft):
		return err
	case err == nil:
		o.country = strings.TrimSpace(code)
		if _, known := w.Resource(o.country); !known && o.country != "" {
			o.notef("init.country.unknown", "word", strings.ToUpper(o.country))
		}
	}
	return nil
}

// make creates the file, opens it again with its key, and keeps the settings.
func (o *initOptions) make(ctx context.Context, p paths, key seal.Key, wraps seal.Wraps, zone string) (*desk, error) {
	now, err := o.env.Now()
	if err != nil {
		return nil, &fault{code: codeFile, id: "clock", err: err}
	}
	device, err := clock.Zone(o.env.Device())
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(p.journal), 0o700); err != nil {
		return nil, &fault{code: codeFile, id: "folder", pairs: []string{"file", filepath.Dir(p.journal)}, err: err}
	}
	j, err := store.Create(ctx, p.journal, key, wraps, store.Options{}, func(tx *store.Tx) error {
		for _, kept := range [][2]string{{settingPartner, o.partner}, {settingPronoun, o.pronoun}} {
			if kept[1] == "" {
				continue
			}
			if err := tx.Put(store.Settings, kept[0], []byte(kept[1])); err != nil {
				return err
			}
		}
		if o.recipient != "" {
			if err := tx.SetRecovery(o.recipient); err != nil {
				return err
			}
		}
		return appendFacts(tx, []journey.Fact{journey.Begin(zone, now, device)})
	})
	if err != nil {
		return nil, err
	}
	if o.country != "" {
		if err := keepSetting(p.settings, guide.Country, strings.ToUpper(o.country)); err != nil {
			return nil, err
		}
	}
	if err := o.keepLanguage(p); err != nil {
		return nil, err
	}
	if h, err := store.Peek(ctx, p.journal, store.Options{}); err == nil && o.typed {
		o.lockable = &lockable{p.journal, h, key}
	}
	return o.at(ctx, p, o.journalAt(p, j.Key()))
}

// keepLanguage makes the language that --lang named the setting, as it is with the
// country: what comes next is told in it without the flag. One of a folder of words is
// known only together with that folder, and is not kept.
func (o *initOptions) keepLanguage(p paths) error {
	lang := guide.Speaks(prompts.FS, o.lang)
	if o.lang == "" || lang == "" || lang == o.settings[guide.Lang] {
		return nil
	}
	o.langKept = true
	return keepSetting(p.settings, guide.Lang, lang)
}

func (o *initOptions) done(p paths) error {
	if o.json {
		return writeJSON(o.env.Out, map[string]string{"journal": p.journal})
	}
	if o.noPassphrase {
		o.notef("init.no-passphrase")
	} else if !o.canAsk() {
		o.notef("init.key.none")
	}
	o.warnOfPlace(p.journal)
	if o.canAsk() {
		o.gap()
	}
	out := o.out()
	w := o.words()
	out.text(w.Say("init.done"))
	out.text(w.Say("init.where", "file", p.journal))
	if o.langKept {
		out.text(w.Say("init.language"))
	}
	if o.canAsk() && o.partner == "" && o.pronoun == "" {
		out.text(w.Say("init.names"))
	}
	if o.canAsk() && !o.noPassphrase && o.env.Keyring != nil {
		out.text(w.Say("init.unlock"))
	}
	if !o.goesOn {
		out.text(w.Say("init.next"))
	}
	return nil
}
