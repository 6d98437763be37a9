package ask

import (
	"context"
	"strconv"
	"strings"
)

// One asks for one of the options, by its number.
func (p *Plain) One(ctx context.Context, q Question, options []Option) (string, error) {
	p.open(q.Text)
	options = p.list(options, q.Skip)
	most := strconv.Itoa(len(options))
	p.tell(p.explained.hint("one", p.say("ask.number", "max", most), p.say("ask.number-short", "max", most)))
	own, value, shown := q.check, "", labels(options, []string{q.Default})
	q.Default = numbers(options, []string{q.Default})
	q.Skip, q.Check = false, func(s string) error {
		o, ok := pick(options, s)
		if !ok {
			return sentence(p.say("ask.number-again", "max", strconv.Itoa(len(options))))
		}
		if value = o.Value; value == skipping {
			return nil
		}
		return own(value)
	}
	return p.pickLine(ctx, q, shown, &value)
}

// Many asks for any number of options, by their numbers.
func (p *Plain) Many(ctx context.Context, q Question, options []Option) ([]string, error) {
	p.open(q.Text)
	options = p.list(options, q.Skip)
	p.tell(p.explained.hint("many", p.say("ask.numbers"), p.say("ask.numbers-short")))
	own, values, skip, shown := q.check, []string(nil), "", labels(options, list(q.Default))
	q.Default = numbers(options, list(q.Default))
	q.Skip, q.Check = false, func(s string) (err error) {
		var ok bool
		if values, ok = pickAll(options, s); !ok {
			return sentence(p.say("ask.numbers-again", "max", strconv.Itoa(len(options))))
		}
		if skip, err = skipAlone(p.say, values); err != nil || skip != "" {
			return err
		}
		return own(strings.Join(values, ","))
	}
	if _, err := p.pickLine(ctx, q, shown, &skip); err != nil {
		return nil, err
	}
	return values, nil
}

// Yes asks for a yes or a no. Without a default there is no empty answer.
func (p *Plain) Yes(ctx context.Context, q Question) (bool, error) {
	p.open(q.Text)
	p.tell(p.say("ask.yes-or-no"))
	options := yesNo(p.say)
	own, value := q.check, ""
	q.Check = func(s string) (err error) {
		var ok bool
		if value, ok = yesOrNo(options, s); !ok {
			return sentence(p.say("ask.yes-or-no-again"))
		}
		return own(value)
	}
	if _, err := p.line(ctx, q, labels(options, []string{q.Default})); err != nil {
		return false, err
	}
	return value == yes, nil
}

// pickLine asks for a line whose check has put its meaning into value.
func (p *Plain) pickLine(ctx context.Context, q Question, shown string, value *string) (string, error) {
	if _, err := p.line(ctx, q, shown); err != nil {
		return "", err
	}
	if *value == skipping {
		return "", ErrSkipped
	}
	return *value, nil
}

// list prints the options with their numbers, the one that skips last.
func (p *Plain) list(options []Option, skip bool) []Option {
	options = withSkip(p.say, options, skip)
	for i, o := range options {
		p.tell(strconv.Itoa(i+1) + ". " + o.Label)
	}
	return options
}

// withSkip adds the option that passes over the question.
func withSkip(say Say, options []Option, skip bool) []Option {
	if !skip {
		return options
	}
	return append(options[:len(options):len(options)], Option{skipping, say("ask.skip")})
}

// skipAlone gives skipping when it is all that was chosen. It is an error beside
// other options: one of the two must be a slip.
func skipAlone(say Say, values []string) (string, error) {
	for _, v := range values {
		if v != skipping {
			continue
		}
		if len(values) > 1 {
			return "", sentence(say("ask.skip-alone"))
		}
		return skipping, nil
	}
	return "", nil
}
