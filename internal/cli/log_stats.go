package cli

import (
	"context"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/clock"
	"github.com/recover-journal/recover/internal/guide"
	"github.com/recover-journal/recover/internal/journal"
)

func newLogStats(o *options) *cobra.Command {
	l := &logOptions{options: o}
	cmd := &cobra.Command{
		Use: "stats", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return l.withFigures(cmd, func(d *desk, f figures) error {
				if o.json {
					return writeJSON(o.env.Out, f.out())
				}
				return d.page(func(p printer) { d.statsScreen(p, f, o.on(guide.Masked)) })
			})
		},
	}
	l.spanFlags(cmd)
	return cmd
}

// spanFlags are the flags that say from when to when.
func (l *logOptions) spanFlags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&l.since, "since", "", "")
	cmd.Flags().StringVar(&l.until, "until", "", "")
}

// withFigures opens the journal and hands its figures on.
func (l *logOptions) withFigures(cmd *cobra.Command, show func(*desk, figures) error) error {
	d, f, err := l.figures(cmd.Context())
	if err != nil {
		return err
	}
	return show(d, f)
}

func (l *logOptions) figures(ctx context.Context) (*desk, figures, error) {
	d, err := l.open(ctx)
	if err != nil {
		return nil, figures{}, err
	}
	filter, err := d.filter(l)
	if err != nil {
		return nil, figures{}, err
	}
	f, err := d.figuresOf(ctx, filter)
	return d, f, err
}

func (d *desk) statsScreen(p printer, f figures, masked bool) {
	w := d.words()
	if len(f.weeks) == 0 {
		p.text(w.Say("stats.none"))
		return
	}
	for _, week := range f.weeks {
		p.text(d.weekTitle(week.Monday))
		for _, line := range d.weekLines(week) {
			p.indent(line, 2)
		}
		p.blank()
	}
	if f.quiet != nil && *f.quiet > 0 {
		p.text(w.Say("stats.quiet", "n", strconv.Itoa(*f.quiet)))
		if f.slips {
			p.indent(w.Say("stats.quiet.rule"), 2)
		}
		p.blank()
	}
	for _, line := range d.riskLines(f.risk, masked) {
		p.text(line)
	}
	p.text(w.Say("stats.fewer"))
}

// weekTitle names a week by its first day and its number.
func (d *desk) weekTitle(monday clock.Day) string {
	return d.words().Say("stats.week", "date", d.words().DayYear(monday), "id", clock.WeekOf(monday).String())
}

// weekLines tell one week in words, with nothing about what is not there.
func (d *desk) weekLines(week journal.Week) (lines []string) {
	w := d.words()
	say := func(id string, pairs ...string) { lines = append(lines, w.Say(id, pairs...)) }
	n := strconv.Itoa
	if week.Total() > 0 {
		say("stats.entries", "answer", d.countsByKind(week.Entries))
	}
	spread := func(title string, s journal.Spread) {
		if s.N > 0 {
			lines = append(lines, w.Say(title)+" "+d.spreadWords(s))
		}
	}
	spread("stats.felt", week.Intensity)
	spread("stats.calm", week.Calm)
	spread("stats.steps", week.Steps)
	if v := week.Defended; v != (journal.Defended{}) {
		say("stats.defended", "n", n(v.None), "most", n(v.Bit), "max", n(v.Argued))
	}
	if v := week.Urges; v != (journal.Urges{}) {
		say("stats.urges", "n", n(v.Felt), "most", n(v.Acted))
	}
	if v := week.Truth; v.N > 0 {
		hours := w.Say("stats.too-few")
		if v.Hours != nil {
			hours = w.Number(*v.Hours)
		}
		say("stats.truth", "most", n(v.N), "answer", hours)
	}
	if v := week.Kept; v.Kept+v.Missed+v.Told > 0 {
		say("stats.kept", "n", n(v.Kept), "most", n(v.Missed), "max", n(v.Told))
	}
	if v := week.Kept; v.Reviewed > 0 {
		say("stats.reviewed", "n", n(v.OnTime), "most", n(v.Reviewed))
	}
	spread("stats.load", week.Load)
	return lines
}

// countsByKind is "Trigger 4, Urge 2", in the order of the kinds.
func (d *desk) countsByKind(counts map[string]int) string {
	var parts []string
	for _, id := range d.words().KindIDs() {
		if counts[id] > 0 {
			parts = append(parts, d.words().KindWords(id).Title+" "+strconv.Itoa(counts[id]))
		}
	}
	return strings.Join(parts, ", ")
}

func (d *desk) spreadWords(s journal.Spread) string {
	w := d.words()
	if s.N == 0 {
		return ""
	}
	pairs := []string{"most", strconv.Itoa(s.N), "min", strconv.Itoa(*s.Low), "max", strconv.Itoa(*s.High)}
	switch {
	case s.Median == nil && *s.Low == *s.High:
		return w.Say("stats.spread-few-same", append(pairs, "n", strconv.Itoa(s.N))...)
	case *s.Low == *s.High:
		return w.Say("stats.spread-same", pairs...)
	case s.Median == nil:
		return w.Say("stats.spread-few", pairs...)
	}
	return w.Say("stats.spread", append(pairs, "answer", w.Number(*s.Median))...)
}

// riskMost is how many places a risk list names.
const riskMost = 5

// riskLines tell when and where the pull was strongest. Places are in the person's own
// words, so a masked screen leaves them out.
func (d *desk) riskLines(r journal.Risk, masked bool) (lines []string) {
	w := d.words()
	add := func(title string, list []journal.Pull, name func(string) string) {
		if len(list) == 0 {
			return
		}
		lines = append(lines, w.Say(title))
		for _, p := range list[:min(len(list), riskMost)] {
			id, pairs := "risk.times", []string{"question", clean(name(p.Name)), "n", strconv.Itoa(p.N)}
			switch {
			case p.Median != nil:
				id, pairs = "risk.middle", append(pairs, "answer", w.Number(*p.Median))
			case p.High != nil:
				id, pairs = "risk.highest", append(pairs, "max", strconv.Itoa(*p.High))
			}
			lines = append(lines, "  "+w.Say(id, pairs...))
		}
		lines = append(lines, "")
	}
	parts := map[string]string{"night": "risk.part.night", "morning": "risk.part.morning", "afternoon": "risk.part.afternoon", "evening": "risk.part.evening"}
	add("risk.hours", r.Hours, func(part string) string { return w.Say(parts[part]) })
	if !masked {
		own := func(s string) string { return strings.TrimRight(s, ". ") } // a colon follows
		add("risk.places", r.Places, own)
		add("risk.hands", r.Hands, own)
	}
	add("risk.before", r.Before, func(v string) string { return w.Label("slip.before", v) })
	return lines
}
