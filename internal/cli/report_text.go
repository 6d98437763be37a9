package cli

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"

	"github.com/recover-journal/recover/internal/journal"
	"github.com/recover-journal/recover/internal/render"
)

// reportText is the report in a format.
func (d *desk) reportText(format string, f figures, t ticked) (string, error) {
	entries := d.shownEntries(f.entries, t)
	switch format {
	case "json":
		return d.reportJSON(f, t, entries)
	case "md":
		return d.reportPage(f, t, entries).Markdown(), nil
	}
	return d.reportPage(f, t, entries).HTML(), nil
}

// shownEntries are the entries that were ticked, with the partner's words masked where
// those were not.
func (d *desk) shownEntries(all []journal.Entry, t ticked) (shown []journal.Entry) {
	for _, e := range all {
		if !slices.Contains(t.entries, e.ID) {
			continue
		}
		if !slices.Contains(t.words, e.ID) {
			k, _ := d.words().Kind(e.Kind)
			e = journal.Masked(k, e, d.words().Say("report.mask"))
		}
		shown = append(shown, e)
	}
	return shown
}

func (d *desk) reportJSON(f figures, t ticked, entries []journal.Entry) (string, error) {
	out := struct {
		Made    string      `json:"made"`
		Entries []entryJSON `json:"entries"`
		Figures *statsJSON  `json:"figures"`
	}{Made: *d.instant(d.now), Entries: []entryJSON{}}
	for _, e := range entries {
		out.Entries = append(out.Entries, entryOut(e))
	}
	if t.figures {
		s := f.out()
		out.Figures = &s
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(out)
	return b.String(), err
}

func (d *desk) reportPage(f figures, t ticked, entries []journal.Entry) render.Page {
	w := d.words()
	p := render.Page{Lang: w.Lang(), Title: w.Say("report.title"), Intro: []string{w.Say("report.made", "date", w.DayYear(d.today())), w.Say("report.about")}}
	s := render.Section{Title: w.Say("report.entries")}
	for _, e := range entries {
		s.Items = append(s.Items, d.reportEntry(e))
	}
	if len(entries) == 0 {
		s.Items = append(s.Items, render.Item{Title: w.Say("report.none")})
	}
	p.Sections = append(p.Sections, s)
	if t.figures {
		p.Sections = append(p.Sections, d.reportFigures(f))
		p.Outro = append(p.Outro, w.Say("stats.fewer"))
	}
	return p
}

func (d *desk) reportEntry(e journal.Entry) render.Item {
	w := d.words()
	k, _ := w.Kind(e.Kind)
	i := render.Item{Title: w.Say("report.entry", "title", w.KindWords(e.Kind).Title, "when", d.whenLong(e.When))}
	if s := d.lineOf(e); s != "" {
		i.Parts = append(i.Parts, render.Part{Text: s})
	}
	if e.Note != "" {
		i.Parts = append(i.Parts, render.Part{Text: e.Note})
	}
	for _, f := range k.Fields {
		if raw := e.Fields[f.ID]; raw != nil && string(raw) != "null" {
			i.Parts = append(i.Parts, render.Part{Label: d.fill(f.ID, w.FieldWords(k.ID, f.ID).Text), Text: d.fieldShown(k, f, raw)})
		}
	}
	return i
}

func (d *desk) reportFigures(f figures) render.Section {
	w := d.words()
	s := render.Section{Title: w.Say("report.weeks")}
	if len(f.weeks) == 0 {
		s.Items = []render.Item{{Title: w.Say("stats.none")}}
		return s
	}
	weeks := everyWeek(f.weeks)
	felt, middles := d.feltPoints(weeks)
	did, most := didPoints(weeks)
	line := w.Say("chart.stops")
	if middles < journal.Few {
		line = w.Say("chart.no-line")
	}
	s.Pictures = []render.Picture{
		{SVG: render.LineSVG(w.Say("chart.felt"), w.Say("chart.axis-felt"), felt, scaleMost, middles >= journal.Few, w.Number), Words: w.Say("chart.felt") + ". " + line},
		{SVG: render.BarsSVG(w.Say("chart.did"), w.Say("chart.axis-did"), did, most, w.Number), Words: w.Say("chart.did")},
	}
	first, _, _ := f.weeks[0].Monday.Date()
	last, _, _ := d.today().Date()
	for year := max(first, last-1); year <= last; year++ {
		title := w.Say("calendar.title", "date", strconv.Itoa(year))
		s.Pictures = append(s.Pictures, render.Picture{SVG: render.CalendarSVG(title, d.months(f, year)), Words: title})
	}
	for _, week := range f.weeks {
		i := render.Item{Title: d.weekTitle(week.Monday)}
		for _, l := range d.weekLines(week) {
			i.Parts = append(i.Parts, render.Part{Text: l})
		}
		s.Items = append(s.Items, i)
	}
	if f.quiet != nil && *f.quiet > 0 {
		i := render.Item{Title: w.Say("stats.quiet", "n", strconv.Itoa(*f.quiet))}
		if f.slips {
			i.Parts = []render.Part{{Text: w.Say("stats.quiet.rule")}}
		}
		s.Items = append(s.Items, i)
	}
	return s
}
