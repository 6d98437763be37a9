package cli

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/clock"
	"github.com/recover-journal/recover/internal/edit"
	"github.com/recover-journal/recover/internal/journal"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/internal/text"
)

// before shows the passages that belong before a question, and its guidance.
func (s *sitting) before(q journey.Question) {
	s.shownNow = map[string]bool{}
	for _, id := range s.plan.Before(s.state, q, s.now) {
		s.shownNow[id] = true
		s.gap()
		s.note(s.passage(id))
	}
	w := s.words().Question(q.ID)
	if w.Guidance != "" || w.Example != "" {
		s.gap()
	}
	s.note(s.fill(q.ID, w.Guidance))
	s.beside(q)
	if w.Example != "" {
		s.notef("next.example", "example", s.fill(q.ID, w.Example))
	}
}

// value asks for an answer of the question's kind. It is checked by the same rules as
// an answer from a file.
func (s *sitting) value(ctx context.Context, q journey.Question) (journey.Value, error) {
	w := s.words().Question(q.ID)
	a := ask.Question{ID: q.ID, Text: s.fill(q.ID, w.Text), Help: s.fill(q.ID, w.Help), Skip: !q.Safety, Deliberate: q.Deliberate}
	switch q.Kind {
	case journey.Select:
		a.Check = s.checked(q, func(t string) (journey.Value, *journey.Refusal) { return journey.String(t), nil })
		v, err := s.asker().One(ctx, a, s.offers(q))
		return journey.String(v), err
	case journey.Multiselect:
		list := func(t string) (journey.Value, *journey.Refusal) {
			if t == "" {
				return journey.List(), nil
			}
			return journey.List(strings.Split(t, ",")...), nil
		}
		a.Check = s.ticked(q, s.checked(q, list))
		v, err := s.asker().Many(ctx, a, s.offers(q))
		return journey.List(v...), err
	case journey.Confirm:
		yes, err := s.asker().Yes(ctx, a)
		return journey.Bool(yes), err
	case journey.Multiline:
		return s.long(ctx, q, a)
	case journey.Date:
		return s.date(ctx, q, a)
	case journey.Scale, journey.Number:
		if q.Min != nil && q.Max != nil {
			a.Text = s.words().Say("next.scale", "question", a.Text, "min", strconv.Itoa(*q.Min), "max", strconv.Itoa(*q.Max))
		}
		a.Check = s.orWords(ctx, s.checked(q, number))
		return s.line(ctx, q, a, number)
	}
	return s.line(ctx, q, a, func(t string) (journey.Value, *journey.Refusal) { return journey.String(t), nil })
}

// reading turns what was typed into a value.
type reading func(string) (journey.Value, *journey.Refusal)

func number(t string) (journey.Value, *journey.Refusal) {
	n, err := strconv.Atoi(strings.TrimSpace(t))
	if err != nil {
		return journey.String(t), nil // the check says what is wanted
	}
	return journey.Int(n), nil
}

func (s *sitting) line(ctx context.Context, q journey.Question, a ask.Question, read reading) (journey.Value, error) {
	if a.Check == nil {
		a.Check = s.checked(q, read)
	}
	var t string
	var err error
	if q.Kind == journey.Text {
		t, err = s.oneLine(ctx, q.ID, a)
	} else {
		t, err = s.asker().Line(ctx, a)
	}
	if err != nil {
		return journey.Value{}, err
	}
	v, _ := read(t)
	return v, nil
}

// orWords is the check of a number which loses no words: who types a sentence there finds
// it as a note in the log, and is asked for the number again. Its words are looked at for
// danger like those of every entry.
func (d *desk) orWords(ctx context.Context, check func(string) error) func(string) error {
	return func(t string) error {
		err := check(t)
		if err == nil || !sentence(t) {
			return err
		}
		kept := "next.words-kept"
		if _, bad, e := d.keepEntry(ctx, writing{Kind: "note", What: t}); e != nil || len(bad) > 0 {
			d.keepDraft(partID("note", journal.What), t)
			kept = "next.words-aside"
		}
		return errors.New(d.words().Say(kept) + " " + err.Error())
	}
}

// sentence says whether what was typed is more than a slip of the key, or a number in a
// word or two. A language without blanks has long words.
func sentence(t string) bool {
	words := 0
	for _, w := range strings.Fields(t) {
		if strings.ContainsFunc(w, unicode.IsLetter) {
			words++
		}
	}
	return words > 1 || words == 1 && text.Width(t) >= 12
}

// checked is the engine's check of a value, as a sentence.
func (s *sitting) checked(q journey.Question, read reading) func(string) error {
	return func(t string) error {
		v, r := read(t)
		if r == nil {
			r = s.plan.Check(s.state, q, v, s.now)
		}
		if r == nil {
			return nil
		}
		return errors.New(s.kindly(q, r))
	}
}

// ticked is the check of a list in which an option says that there is none: an Enter too
// early is not taken for it.
func (s *sitting) ticked(q journey.Question, check func(string) error) func(string) error {
	return func(t string) error {
		if t == "" && q.None != "" {
			return errors.New(s.words().Say("next.choose-none", "option", s.fill(q.ID, s.words().Label(q.ID, q.None))))
		}
		return check(t)
	}
}

// kindly is a refusal as a person reads it at a question: with the options as they
// stand there, and with how a date is written.
func (s *sitting) kindly(q journey.Question, r *journey.Refusal) string {
	switch r.Code {
	case "empty-list":
		return s.words().Say("next.choose-one")
	case "option-alone":
		return s.words().Say("next.stands-alone", "option", s.words().Label(q.ID, r.Pairs[1]))
	case "wants-date":
		return s.words().Say("next.date-unread") + " " + s.dateHint(q)
	case "past", "future":
		switch {
		case q.Past:
			return s.words().Say("next.date-past") + " " + s.dateHint(q)
		case q.Future:
			return s.words().Say("next.date-future") + " " + s.dateHint(q)
		}
		return s.dateHint(q)
	}
	return upper(s.refusal(r)) + "."
}

// upper makes a line of the shell's kind a sentence.
func upper(t string) string {
	_, n := utf8.DecodeRuneInString(t)
	return strings.ToUpper(t[:n]) + t[n:]
}

// offers are the options with their labels.
func (s *sitting) offers(q journey.Question) []ask.Option {
	var options []ask.Option
	for _, v := range s.plan.Offers(s.state, q, s.now) {
		options = append(options, ask.Option{Value: v, Label: s.fill(q.ID, s.words().Label(q.ID, v))})
	}
	return options
}

// long asks for a text of many lines. What was written before the person left is kept
// as a draft, and is there when the question comes again.
func (s *sitting) long(ctx context.Context, q journey.Question, a ask.Question) (journey.Value, error) {
	a.Check = s.checked(q, func(t string) (journey.Value, *journey.Refusal) { return journey.String(text.Tidy(t)), nil })
	a.Default = s.draft(ctx, q.ID)
	if a.Default != "" {
		s.notef("draft.here")
	} else {
		a.Default = s.partSoFar(ctx, q)
	}
	s.drafting = func(ctx context.Context, so string) (string, error) { return s.inEditor(ctx, q.ID, so) }
	t, err := s.asker().Text(ctx, a)
	for errors.Is(err, edit.ErrFailed) {
		s.notef("edit.failed")
		a.Default = text.Tidy(t)
		t, err = s.asker().Text(ctx, a)
	}
	if errors.Is(err, ask.ErrLeft) && strings.TrimSpace(t) != "" {
		s.keepDraft(q.ID, t)
		if journey.WritesLetter(q.ID) {
			s.leaves = "leave.part"
		}
	}
	if err != nil {
		return journey.Value{}, err
	}
	return journey.String(text.Tidy(t)), nil
}

// date asks for a day, or for a word that may stand for one.
func (s *sitting) date(ctx context.Context, q journey.Question, a ask.Question) (journey.Value, error) {
	w := s.words()
	if len(q.Words) > 0 {
		options := []ask.Option{{Value: aDate, Label: w.Say("next.a-date")}}
		for _, v := range q.Words {
			options = append(options, ask.Option{Value: v, Label: w.Label(q.ID, v)})
		}
		choose := a
		v, err := s.asker().One(ctx, choose, options)
		if err != nil || v != aDate {
			return journey.String(v), err
		}
		a.Text = w.Say("next.which-day")
	}
	a.Help = strings.TrimSpace(a.Help + "\n" + s.dateHint(q))
	if d, err := clock.ParseDay(s.state.Answers[q.Offer].Value.Text()); err == nil {
		a.Default = d.String()
	}
	typed := ""
	v, err := s.line(ctx, q, a, func(t string) (journey.Value, *journey.Refusal) {
		typed = strings.TrimSpace(t)
		return s.day(q, t), nil
	})
	if day, e := clock.ParseDay(v.Text()); err == nil && e == nil && v.Text() != typed {
		s.notef("next.understood", "date", w.WeekdayDayYear(day))
	}
	return v, err
}

// aDate is the choice of a day where a word may stand for one.
const aDate = "a-date"

// dateHint says how a date is written.
func (s *sitting) dateHint(q journey.Question) string {
	if q.Past {
		return s.words().Say("next.date")
	}
	return s.words().Say("next.date-to-come")
}

// day reads a date as a person writes it. What is none stays as typed, for the check
// to refuse.
func (s *sitting) day(q journey.Question, t string) journey.Value {
	t = strings.TrimSpace(t)
	if d, err := clock.ParseDay(t); err == nil {
		return journey.String(d.String())
	}
	counts, _ := s.state.Clock(s.now)
	if !q.Past && strings.ContainsAny(t, "0123456789") {
		counts = counts.AddDate(1, 0, -1) // "10 december" is the one to come
	}
	at, err := s.words().When(t, counts, s.home())
	switch {
	case errors.Is(err, clock.ErrLater) && q.Past:
		return journey.String((s.today() + 1).String()) // understood, and refused for what it is
	case err != nil:
		return journey.String(t)
	}
	return journey.String(clock.DayOf(at, s.home()).String())
}

// worry is what the phrase matcher says of an answer's words.
func (o *options) worry(q journey.Question, v journey.Value) journey.Worry {
	if q.Kind != journey.Text && q.Kind != journey.Multiline || v.Text() == "" {
		return journey.Worry{}
	}
	a := text.NewWatch(o.words().Safety()...).Look(v.Text())
	return journey.Worry{Strong: a.Strong || a.Weak > 1, Weak: a.Weak == 1, Harm: a.Harm, Stop: o.stops(q, v.Text())}
}

// wall is the machine's time, for countdowns: the time of day, which goes on while the
// machine sleeps, and not the clock that stands still then.
func (o *options) wall() time.Time {
	t, err := o.env.Now()
	if err != nil {
		return time.Time{}
	}
	return t.Round(0)
}
