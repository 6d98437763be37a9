package cli

// sourceJSON is one source in the list of `recover help evidence --json`.
type sourceJSON struct {
	ID    string   `json:"id"`
	Says  string   `json:"says"`
	By    string   `json:"by"`
	Pages []string `json:"pages"`
}

// evidence is a page of help: what the journal rests on, and how far that carries. It
// opens no journal. An address wider than the screen is parted behind a slash; with
// --json each stands whole.
func (o *options) evidence() error {
	if err := o.prepare(); err != nil {
		return err
	}
	w, p := o.words(), o.out()
	sources := []sourceJSON{}
	for _, s := range w.Evidence() {
		if s.Pages == nil {
			s.Pages = []string{}
		}
		sources = append(sources, sourceJSON(s))
	}
	if o.json {
		return writeJSON(o.env.Out, sources)
	}
	p.text(w.Say("evidence.opening"))
	p.blank()
	p.text(w.Say("evidence.weak"))
	for _, s := range sources {
		p.blank()
		p.text(clean(s.ID) + "  " + clean(s.Says) + ".")
		if s.By != "" {
			p.indent(clean(s.By), 4)
		}
		for _, page := range s.Pages {
			p.indent(clean(page), 4)
		}
	}
	p.blank()
	p.text(w.Say("footer.help"))
	return nil
}
