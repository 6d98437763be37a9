package cli

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"io"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/recover-journal/recover/internal/clock"
	"github.com/recover-journal/recover/internal/journal"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/internal/store"
)

// What an export calls itself.
const (
	exportFormat  = "recover-export"
	exportVersion = 1
)

func newExport(o *options) *cobra.Command {
	file := ""
	cmd := &cobra.Command{
		Use: "export", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runExport(cmd.Context(), o, file) },
	}
	cmd.Flags().StringVarP(&file, "output", "o", "", "")
	return cmd
}

// runExport writes everything as one JSON document (INTERFACE.md 8): what recover
// import takes back exactly. A record stands on a line of its own.
func runExport(ctx context.Context, o *options, file string) error {
	d, err := o.open(ctx)
	if err != nil {
		return err
	}
	var all pieces
	err = d.journal.View(ctx, func(tx *store.Tx) error {
		all = nil
		return d.exportTo(tx, &all)
	})
	if err != nil {
		return err
	}
	if file != "" && file != "-" {
		if err := writeNew(file, &all); err != nil {
			return err
		}
		d.notef("report.written", "file", clean(file))
		return nil
	}
	d.notef("export.clear")
	_, err = all.WriteTo(o.env.Out)
	return err
}

// pieces keep a long document until it is known to be whole, and never copy what they
// have, as a buffer does that grows.
type pieces [][]byte

// Write keeps a copy of b; it never fails.
func (p *pieces) Write(b []byte) (int, error) {
	*p = append(*p, bytes.Clone(b))
	return len(b), nil
}

// WriteTo gives the document away, once, and lets go of each piece that is written.
func (p *pieces) WriteTo(w io.Writer) (n int64, err error) {
	for i, b := range *p {
		written, err := w.Write(b)
		if n += int64(written); err != nil {
			return n, err
		}
		(*p)[i] = nil
	}
	return n, nil
}

// exportAnswer is an answer as section 5 of INTERFACE.md has it, with what else is kept
// of it, so that it comes back exactly.
type exportAnswer struct {
	ID string `json:"id"`
	exportWords
	History []exportWords `json:"history"`
}

type exportWords struct {
	Value journey.Value `json:"value"`
	At    string        `json:"at"`
	Zone  string        `json:"zone,omitempty"`
	Day   clock.Day     `json:"day,omitempty"`
	Run   int           `json:"run,omitempty"`
}

// exportEntry is an entry as section 7 has it, with its zones' names.
type exportEntry struct {
	entryJSON
	WhenZone   string `json:"when_zone,omitempty"`
	StoredZone string `json:"stored_zone,omitempty"`
}

// exportShelf is all versions of a thing that a shelf keeps, the latest first. What is
// no text is written in base64.
type exportShelf struct {
	Shelf    string   `json:"shelf,omitempty"`
	Name     string   `json:"name"`
	Base64   bool     `json:"base64,omitempty"`
	Versions []string `json:"versions"`
}

func (d *desk) exportTo(tx *store.Tx, to io.Writer) error {
	x := &exporter{w: bufio.NewWriterSize(to, 64<<10), tell: d.progress("export.progress")}
	x.open("format", exportFormat)
	x.field("version", exportVersion)
	x.field("made", *d.instant(d.now))
	facts, err := tx.Facts()
	if err != nil {
		return err
	}
	x.list("facts", len(facts), func(i int) any { return json.RawMessage(facts[i]) })
	answers, err := exportAnswers(tx)
	if err != nil {
		return err
	}
	x.list("answers", len(answers), func(i int) any { return answers[i] })
	x.start("entries")
	err = tx.EachEntry(func(e journal.Entry) bool {
		x.record(exportEntry{entryOut(e), e.When.Zone, e.Stored.Zone})
		return x.err == nil
	})
	if err != nil {
		return err
	}
	x.raw("]")
	letters, err := shelfOut(tx, store.Letters, "")
	if err != nil {
		return err
	}
	drafts, err := shelfOut(tx, store.Drafts, "drafts")
	if err != nil {
		return err
	}
	letters = append(letters, drafts...)
	x.list("letters", len(letters), func(i int) any { return letters[i] })
	agreements, err := shelfOut(tx, store.Agreements, "")
	if err != nil {
		return err
	}
	x.list("agreements", len(agreements), func(i int) any { return agreements[i] })
	settings, err := tx.All(store.Settings)
	if err != nil {
		return err
	}
	named := map[string]string{}
	for _, s := range settings {
		named[s.Name] = string(s.Plain)
	}
	x.field("settings", named)
	x.close()
	return x.err
}

func exportAnswers(tx *store.Tx) (answers []exportAnswer, err error) {
	all, err := tx.All(store.Answers)
	if err != nil {
		return nil, err
	}
	for _, named := range all {
		raw, err := tx.History(store.Answers, named.Name)
		if err != nil {
			return nil, err
		}
		a := exportAnswer{ID: named.Name, History: []exportWords{}}
		for i, b := range raw {
			var w words
			if err := readWords(b, &w); err != nil {
				return nil, err
			}
			x := exportWords{w.Value, fineStamp(w.At), w.At.Zone, w.Day, w.Run}
			if i == 0 {
				a.exportWords = x
			} else {
				a.History = append(a.History, x)
			}
		}
		answers = append(answers, a)
	}
	return answers, nil
}

func shelfOut(tx *store.Tx, s store.Shelf, name string) (list []exportShelf, err error) {
	all, err := tx.All(s)
	if err != nil {
		return nil, err
	}
	for _, named := range all {
		raw, err := tx.History(s, named.Name)
		if err != nil {
			return nil, err
		}
		x := exportShelf{Shelf: name, Name: named.Name, Versions: []string{}}
		for _, b := range raw {
			x.Base64 = x.Base64 || !utf8.Valid(b)
		}
		for _, b := range raw {
			v := string(b)
			if x.Base64 {
				v = base64.StdEncoding.EncodeToString(b)
			}
			x.Versions = append(x.Versions, v)
		}
		list = append(list, x)
	}
	return list, nil
}

// exporter writes the document, a record a line.
type exporter struct {
	w     *bufio.Writer
	tell  func(done int)
	done  int
	first bool // the next record is the first of its list
	err   error
}

func (x *exporter) raw(s string) {
	if x.err == nil {
		_, x.err = x.w.WriteString(s)
	}
}

func (x *exporter) value(v any) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil && x.err == nil {
		x.err = err
	}
	x.raw(string(bytes.TrimSuffix(b.Bytes(), []byte("\n"))))
}

func (x *exporter) open(name string, v any) {
	x.raw("{")
	x.key(name)
	x.value(v)
}

func (x *exporter) key(name string) {
	x.value(name)
	x.raw(":")
}

func (x *exporter) field(name string, v any) {
	x.raw(",\n")
	x.key(name)
	x.value(v)
}

func (x *exporter) list(name string, n int, record func(int) any) {
	x.start(name)
	for i := range n {
		x.record(record(i))
	}
	x.raw("]")
}

// start begins a list, whose records follow one by one.
func (x *exporter) start(name string) {
	x.raw(",\n")
	x.key(name)
	x.raw("[")
	x.first = true
}

func (x *exporter) record(v any) {
	if !x.first {
		x.raw(",")
	}
	x.first = false
	x.raw("\n")
	x.value(v)
	x.done++
	x.tell(x.done)
}

func (x *exporter) close() {
	x.raw("}\n")
	if x.err == nil {
		x.err = x.w.Flush()
	}
}
