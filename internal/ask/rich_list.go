package ask

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/AlecAivazis/survey/v2"
	"github.com/AlecAivazis/survey/v2/terminal"

	"github.com/recover-journal/recover/internal/text"
)

// unchosen is the value of the row on which a yes or no and a deliberate list start, so
// that Enter alone answers nothing.
const unchosen = "\x00unchosen"

// One asks for one of the options.
func (r *Rich) One(ctx context.Context, q Question, options []Option) (string, error) {
	options = withSkip(r.o.Say, options, q.Skip)
	if q.Deliberate {
		options = unchosenFirst(r.o.Say, options, q.Default)
	}
	return r.one(ctx, q, options, r.explained.hint("one", r.o.Say("ask.list"), r.o.Say("ask.list-short")))
}

// Yes asks for a yes or a no. Without a default neither is chosen at first.
func (r *Rich) Yes(ctx context.Context, q Question) (bool, error) {
	say, options := r.o.Say, yesNo(r.o.Say)
	hint := say("ask.yes-or-no-list")
	options = unchosenFirst(say, withSkip(say, options, q.Skip), q.Default)
	value, err := r.one(ctx, q, options, hint)
	return value == yes, err
}

// unchosenFirst puts the row that answers nothing before the options, unless one of them
// is the default.
func unchosenFirst(say Say, options []Option, preset string) []Option {
	if index(options, preset) >= 0 {
		return options
	}
	return slices.Insert(slices.Clone(options), 0, Option{unchosen, say("ask.unchosen")})
}

func (r *Rich) one(ctx context.Context, q Question, options []Option, hint string) (string, error) {
	sheet := r.sheet(q, options, hint, len(mark))
	done, err := r.open(ctx, sheet.text)
	if err != nil {
		return "", err
	}
	defer done()
	at := max(0, index(options, q.Default))
	for {
		p := &choice{&survey.Select{
			Message: sheet.hint, Options: sheet.labels, Help: sheet.help, PageSize: sheet.page,
			Default: at, Filter: finds(options, false),
		}, r, options}
		if err := r.run(ctx, p, &at, sheet.redraw()); err != nil {
			return "", err
		}
		switch value := options[at].Value; value {
		case skipping:
			return "", ErrSkipped
		case unchosen:
			r.tell(r.o.Say("ask.unchosen-again"))
			r.tell(q.Text) // a small screen has scrolled it away
		default:
			err := q.check(value)
			if err == nil {
				return value, nil
			}
			r.tell(err.Error())
		}
	}
}

// Many asks for any number of the options.
func (r *Rich) Many(ctx context.Context, q Question, options []Option) ([]string, error) {
	options = withSkip(r.o.Say, options, q.Skip)
	sheet := r.sheet(q, options, r.explained.hint("many", r.o.Say("ask.ticks"), r.o.Say("ask.ticks-short")), len(mark+"[ ] "))
	done, err := r.open(ctx, sheet.text)
	if err != nil {
		return nil, err
	}
	defer done()
	values := list(q.Default)
	for {
		r.keys.Ticks(func(letters string) bool { return fitting(options, letters) == 1 })
		p := &choices{&survey.MultiSelect{
			Message: sheet.hint, Options: sheet.labels, Help: sheet.help, PageSize: sheet.page,
			Default: placesOf(options, values), Filter: finds(options, true),
		}, r, options}
		var ticked []survey.OptionAnswer
		if err := r.run(ctx, p, &ticked, sheet.redraw()); err != nil {
			return nil, err
		}
		values = nil
		for _, t := range ticked {
			values = append(values, options[t.Index].Value)
		}
		skip, err := skipAlone(r.o.Say, values)
		if skip != "" {
			return nil, ErrSkipped
		}
		if err == nil {
			err = q.check(strings.Join(values, ","))
		}
		if err == nil {
			return values, nil
		}
		r.tell(err.Error())
	}
}

func placesOf(options []Option, values []string) []int {
	var at []int
	for _, v := range values {
		if i := index(options, v); i >= 0 {
			at = append(at, i)
		}
	}
	return at
}

// finds is how letters find options: by what stands in their labels. When nothing
// fits any more a list of ticks shows everything, as survey loses its place in an empty
// one; where Enter would choose, it is left empty.
func finds(options []Option, ticks bool) func(string, string, int) bool {
	return func(letters, _ string, at int) bool {
		return fits(letters, options[at]) || ticks && fitting(options, letters) == 0
	}
}

func fits(letters string, o Option) bool {
	return o.Value != unchosen && strings.Contains(text.Loose(o.Label), text.Loose(letters))
}

// fitting is how many options hold the letters.
func fitting(options []Option, letters string) (n int) {
	for _, o := range options {
		if fits(letters, o) {
			n++
		}
	}
	return n
}

// choice is a Select whose answer is printed whole, wrapped between words.
type choice struct {
	*survey.Select
	r       *Rich
	options []Option
}

// Cleanup puts the answer where the list was.
func (c *choice) Cleanup(_ *survey.PromptConfig, answer any) error {
	at := answer.(survey.OptionAnswer).Index
	c.NewCursor().Restore()
	return c.Render("{{.}}", c.r.chosen(c.options[at:at+1]))
}

// choices is a MultiSelect whose answer is printed whole, wrapped between words.
type choices struct {
	*survey.MultiSelect
	r       *Rich
	options []Option
}

// Cleanup puts the answers where the list was.
func (c *choices) Cleanup(_ *survey.PromptConfig, answer any) error {
	var chosen []Option
	for _, a := range answer.([]survey.OptionAnswer) {
		chosen = append(chosen, c.options[a.Index])
	}
	return c.Render("{{.}}", c.r.chosen(chosen))
}

// chosen is what is left on the screen of a list: a line for each answer.
func (r *Rich) chosen(options []Option) string {
	if len(options) == 0 {
		options = []Option{{Label: r.o.Say("ask.none")}}
	}
	var b strings.Builder
	for _, o := range options {
		b.WriteString(mark + hang(o.Label, "  ", r.o.columns()) + "\n")
	}
	return b.String()
}

// sheet is a list that fits the screen.
type sheet struct {
	r      *Rich
	text   string // what is printed before it
	hint   string
	help   string
	labels []string
	page   int // how many options are seen at once
	rows   int // how many lines survey may have drawn
}

const pageMax, pageMin = 12, 3

// sheet wraps everything to the width and chooses a page that leaves the end of the
// question to be seen. Where the page does not show every option, the hint says how
// many there are.
func (r *Rich) sheet(q Question, options []Option, hint string, indent int) sheet {
	s := r.lay(q, options, hint, indent)
	if s.page < len(options) {
		s = r.lay(q, options, hint+" "+r.o.Say("ask.list-more", "n", strconv.Itoa(answersIn(options))), indent)
	}
	return s
}

// answersIn is how many options there are, without the row that answers nothing.
func answersIn(options []Option) int {
	if index(options, unchosen) >= 0 {
		return len(options) - 1
	}
	return len(options)
}

// lay is a sheet with this hint. Help that would take the room of the options is
// printed before the question instead.
func (r *Rich) lay(q Question, options []Option, hint string, indent int) sheet {
	_, height := Size(r.o.Err)
	s := sheet{r: r, text: q.Text, hint: r.wrapped(hint)}
	for _, o := range options {
		s.labels = append(s.labels, hang(o.Label, strings.Repeat(" ", indent), r.o.columns()))
	}
	room := height - 1 - min(2, lines(r.wrapped(q.Text))) - lines(s.hint)
	if q.Help != "" {
		help := r.wrapped(q.Help)
		withHint := r.wrapped(hint + " " + r.o.Say("ask.help-list"))
		left := room - lines(help) - lines(withHint) + lines(s.hint)
		if pageOf(s.labels, left) >= min(pageMin, len(options)) {
			s.help, s.hint, room = help, withHint, left
		} else {
			s.text = q.Help + "\n" + q.Text
		}
	}
	s.page = pageOf(s.labels, room)
	s.rows = lines(s.hint) + tallest(s.labels, s.page)
	if s.help != "" {
		s.rows += lines(s.help)
	}
	return s
}

func lines(s string) int { return strings.Count(s, "\n") + 1 }

// pageOf is how many options always fit into the rows, wherever the page stands.
func pageOf(labels []string, rows int) int {
	page := min(pageMax, len(labels))
	for page > 1 && tallest(labels, page) > rows {
		page--
	}
	return page
}

// tallest is the most lines that so many labels in a row take.
func tallest(labels []string, page int) int {
	most := 0
	for i := 0; i+page <= len(labels); i++ {
		most = max(most, lines(strings.Join(labels[i:i+page], "\n")))
	}
	return most
}

// redraw is where survey draws a list, and how it gets a place to draw it anew after
// Ctrl-Z: the question, as many empty lines as survey is about to erase, and the
// cursor saved below them.
func (s sheet) redraw() survey.AskOpt {
	k := s.r.keys
	k.Again(func() {
		s.r.tell(s.text)
		fmt.Fprint(s.r.o.Err, strings.Repeat("\n", s.rows), "\x1b7\x1b[?25l")
	})
	return survey.WithStdio(k, k.Out(), s.r.o.Err)
}

// survey gives its files only to what asks for them, by this method.
var _, _ interface{ WithStdio(terminal.Stdio) } = (*choice)(nil), (*choices)(nil)
