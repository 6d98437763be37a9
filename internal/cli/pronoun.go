package cli

import (
	"context"
	"slices"
	"strings"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/guide"
)

// pronoun shows the word for the partner, or changes it. It says something of the
// person, so it is read as the label is: never from the command itself.
func (o *configOptions) pronoun(ctx context.Context, d *desk, change bool) error {
	switch {
	case o.unset:
		return d.keepPronoun(ctx, "")
	case change:
		id, err := o.readPronoun(ctx, d)
		if err != nil {
			return err
		}
		return d.keepPronoun(ctx, id)
	}
	return d.showPronoun()
}

// readPronoun takes the id of a choice.
func (o *configOptions) readPronoun(ctx context.Context, d *desk) (string, error) {
	w := d.words()
	id, err := o.readSealed("init.pronoun", func() (string, error) {
		var options []ask.Option
		for _, p := range w.Pronouns() {
			options = append(options, ask.Option{Value: p.ID, Label: p.Choice})
		}
		return o.asker().One(ctx, ask.Question{ID: "init.pronoun", Text: w.Say("init.pronoun"), Default: d.pronoun}, options)
	})
	if err != nil {
		return "", err
	}
	return o.knownPronoun(id)
}

// knownPronoun is the choice with this id, however it is written; an id that none has is
// a fault.
func (o *options) knownPronoun(id string) (string, error) {
	w := o.words()
	all := w.Pronouns()
	id = strings.ToLower(strings.TrimSpace(id))
	if slices.ContainsFunc(all, func(p guide.Pronoun) bool { return p.ID == id }) {
		return id, nil
	}
	if near := w.NearPronoun(id); near != "" {
		return "", &fault{code: codeUsage, id: "pronoun", pairs: []string{"near", near}}
	}
	var ids []string
	for _, p := range all {
		ids = append(ids, p.ID)
	}
	return "", &fault{code: codeUsage, id: "pronoun", hint: "pronoun-none", pairs: []string{"options", strings.Join(ids, ", ")}}
}

// keepPronoun keeps the choice, sealed; "" is the usual again.
func (d *desk) keepPronoun(ctx context.Context, id string) error {
	if err := d.keepSealed(ctx, settingPronoun, id); err != nil {
		return err
	}
	d.pronoun = id
	d.words().Call(id)
	return d.showPronoun()
}

// showPronoun shows the choice that holds, as it is told in the list.
func (d *desk) showPronoun() error {
	shown := d.words().Pronouns()[0].Choice
	for _, p := range d.words().Pronouns() {
		if p.ID == d.pronoun {
			shown = p.Choice
		}
	}
	return d.showKept(pronounKey, d.pronoun, shown)
}
