package cli

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/recover-journal/recover/internal/clock"
	"github.com/recover-journal/recover/internal/journal"
	"github.com/recover-journal/recover/internal/journey"
)

// importMost is how many records a file may hold: twenty a day for twenty-five years.
const importMost = 200_000

// importLargest is how large a file may be; more is no journal of one person.
const importLargest = 1 << 30

// importText is how many characters one text may have that was written elsewhere.
const importText = 1 << 20

// document is what a file to be imported holds.
type document struct {
	facts      []journey.Fact
	answers    []exportAnswer
	entries    []journal.Entry
	letters    []exportShelf
	agreements []exportShelf
	settings   map[string]string
	foreign    string // jrnl, dayone, or "" for one of ours
	skipped    int    // records of another program that hold no text
}

// importer reads a document, record by record, and knows where it is.
type importer struct {
	plan journey.Plan
	kind func(string) (journal.Kind, bool)
	now  time.Time
	home *time.Location
	tell func(done int)

	in      *lines
	dec     *json.Decoder
	doc     document
	seen    map[string]bool
	records int
	format  string
	version int
}

// lines passes a file on and remembers where its lines begin.
type lines struct {
	r    io.Reader
	at   int64
	ends []int64
}

func (l *lines) Read(p []byte) (int, error) {
	n, err := l.r.Read(p)
	for from := 0; from < n; {
		i := bytes.IndexByte(p[from:n], '\n')
		if i < 0 {
			break
		}
		from += i + 1
		l.ends = append(l.ends, l.at+int64(from))
	}
	if l.at += int64(n); l.at > importLargest {
		return n, errLarge
	}
	return n, err
}

// line is the line, from 1, in which a byte stands.
func (l *lines) line(offset int64) int {
	return 1 + sort.Search(len(l.ends), func(i int) bool { return l.ends[i] > offset })
}

// badPlace is what is wrong with a file, and where: a list and a record's number from 1
// where it is in one, and a line.
type badPlace struct {
	list   string
	number int
	line   int
	why    *journey.Refusal
}

func (b *badPlace) Error() string { return fmt.Sprintf("%s %d, line %d", b.list, b.number, b.line) }

// read reads the whole document, or says at which place it cannot.
func (m *importer) read(r io.Reader) (document, error) {
	m.in = &lines{r: r}
	m.dec = json.NewDecoder(m.in)
	m.dec.UseNumber()
	m.seen = map[string]bool{}
	if t, err := m.dec.Token(); err != nil || t != json.Delim('{') {
		return m.doc, m.bad("", 0, "import-shape", err)
	}
	for m.dec.More() {
		t, err := m.dec.Token()
		if err != nil {
			return m.doc, m.bad("", 0, "import-json", err)
		}
		key, _ := t.(string)
		if m.seen[key] {
			return m.doc, m.bad(key, 0, "twice", nil)
		}
		m.seen[key] = true
		if err := m.part(key); err != nil {
			return m.doc, err
		}
	}
	if _, err := m.dec.Token(); err != nil {
		return m.doc, m.bad("", 0, "import-json", err)
	}
	if _, err := m.dec.Token(); !errors.Is(err, io.EOF) {
		return m.doc, m.bad("", 0, "import-more", nil)
	}
	return m.doc, m.judge()
}

// judge says whether the parts make a document of a kind that is known.
func (m *importer) judge() error {
	ours := []string{"format", "version", "made", "facts", "answers", "entries", "letters", "agreements", "settings"}
	switch {
	case m.format == exportFormat && m.version > exportVersion:
		return m.bad("", 0, "import-newer", nil)
	case m.doc.foreign != "" && m.format == "":
		return nil
	case m.format != exportFormat || m.version != exportVersion || m.doc.foreign != "":
		return m.bad("", 0, "import-shape", nil)
	}
	for key := range m.seen {
		if !slices.Contains(ours, key) {
			return m.bad(key, 0, "import-shape", nil)
		}
	}
	if f := m.doc.facts; len(f) > 0 && f[0].Kind != journey.Began {
		return m.bad("facts", 1, "import-fact", nil)
	}
	return nil
}

func (m *importer) part(key string) error {
	switch key {
	case "facts":
		return m.list(key, m.fact)
	case "answers":
		return m.list(key, m.answer)
	case "entries":
		return m.list(key, m.entry)
	case "letters":
		return m.list(key, func(raw []byte) *journey.Refusal { return shelfIn(raw, &m.doc.letters) })
	case "agreements":
		return m.list(key, func(raw []byte) *journey.Refusal { return shelfIn(raw, &m.doc.agreements) })
	}
	var to any = new(json.RawMessage)
	switch key {
	case "format":
		to = &m.format
	case "version":
		to = &m.version
	case "settings":
		to = &m.doc.settings
	}
	if err := m.dec.Decode(to); err != nil {
		return m.bad(key, 0, "import-json", err)
	}
	return nil
}

// list reads the records of a list one by one.
func (m *importer) list(key string, take func([]byte) *journey.Refusal) error {
	if t, err := m.dec.Token(); err != nil || t != json.Delim('[') {
		return m.bad(key, 0, "import-shape", err)
	}
	for n := 1; m.dec.More(); n++ {
		var raw json.RawMessage
		if err := m.dec.Decode(&raw); err != nil {
			return m.bad(key, n, "import-json", err)
		}
		if m.records++; m.records > importMost {
			return m.bad(key, n, "import-many", nil, "most", strconv.Itoa(importMost))
		}
		why := &journey.Refusal{Code: "utf8"}
		if utf8.Valid(raw) {
			why = take(raw)
		}
		if why != nil {
			return &badPlace{key, n, m.in.line(m.dec.InputOffset() - int64(len(raw))), why}
		}
		m.tell(m.records)
	}
	if _, err := m.dec.Token(); err != nil {
		return m.bad(key, 0, "import-json", err)
	}
	return nil
}

// bad is a fault at the place that was reached.
func (m *importer) bad(list string, n int, code string, err error, pairs ...string) error {
	switch {
	case errors.Is(err, errLarge):
		code = "import-large"
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		code = "import-cut"
		if m.in.at == 0 {
			code = "import-empty"
		}
		return &badPlace{list, n, m.in.line(m.in.at), &journey.Refusal{Code: code, Pairs: pairs}}
	}
	return &badPlace{list, n, m.in.line(m.dec.InputOffset()), &journey.Refusal{Code: code, Pairs: pairs}}
}

func (m *importer) fact(raw []byte) *journey.Refusal {
	var f journey.Fact
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if d.Decode(&f) != nil || f.At.IsZero() || !f.Kind.Known() {
		return &journey.Refusal{Code: "import-fact"}
	}
	if f.Kind == journey.Began || f.Kind == journey.ZoneSet {
		if _, err := clock.Zone(f.Name); err != nil {
			return &journey.Refusal{Code: "import-fact"}
		}
	}
	m.doc.facts = append(m.doc.facts, f)
	return nil
}

func (m *importer) answer(raw []byte) *journey.Refusal {
	var a exportAnswer
	if json.Unmarshal(raw, &a) != nil {
		return &journey.Refusal{Code: "shape"}
	}
	q, ok := m.plan.Question(a.ID)
	if !ok {
		return &journey.Refusal{Code: "unknown-question", Pairs: []string{"near", ""}}
	}
	if e, _ := m.plan.EventOf(a.ID); e.Entry != "" {
		return nil // its words stand in the entries
	}
	for _, w := range append([]exportWords{a.exportWords}, a.History...) {
		if _, err := time.Parse(time.RFC3339Nano, w.At); err != nil {
			return &journey.Refusal{Code: "wants-when"}
		}
		if q.Kind == journey.Text || q.Kind == journey.Multiline {
			if r := m.plan.Check(journey.State{}, q, w.Value, m.now); r != nil && !w.Value.Skipped() {
				return r
			}
		}
	}
	m.doc.answers = append(m.doc.answers, a)
	return nil
}

func shelfIn(raw []byte, to *[]exportShelf) *journey.Refusal {
	var s exportShelf
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if d.Decode(&s) != nil || s.Name == "" || len(s.Versions) == 0 || s.Shelf != "" && s.Shelf != "drafts" {
		return &journey.Refusal{Code: "shape"}
	}
	if s.Base64 {
		for i, v := range s.Versions {
			b, err := base64.StdEncoding.DecodeString(v)
			if err != nil {
				return &journey.Refusal{Code: "shape"}
			}
			s.Versions[i] = string(b)
		}
	}
	*to = append(*to, s)
	return nil
}

// entry reads an entry of ours, or of a program that is known.
func (m *importer) entry(raw []byte) *journey.Refusal {
	var shape struct {
		CreationDate, Date, Title *json.RawMessage
	}
	if json.Unmarshal(raw, &shape) != nil {
		return &journey.Refusal{Code: "shape"}
	}
	from := ""
	switch {
	case shape.CreationDate != nil:
		from = "dayone"
	case shape.Date != nil && shape.Title != nil:
		from = "jrnl"
	}
	if len(m.doc.entries)+m.doc.skipped > 0 && from != m.doc.foreign {
		return &journey.Refusal{Code: "import-mixed"}
	}
	m.doc.foreign = from
	var e journal.Entry
	var why *journey.Refusal
	switch from {
	case "":
		e, why = m.ourEntry(raw)
	case "jrnl":
		e, why = m.jrnlEntry(raw)
	case "dayone":
		e, why = m.dayOneEntry(raw)
	}
	if why != nil {
		return why
	}
	if from != "" && e.What == "" {
		m.doc.skipped++ // a picture, or nothing at all
		return nil
	}
	if why := m.check(&e); why != nil {
		return why
	}
	m.doc.entries = append(m.doc.entries, e)
	return nil
}

// check holds an entry to what every entry is held to. What is missing of an event
// stays missing: it may have been left half told.
func (m *importer) check(e *journal.Entry) *journey.Refusal {
	k, ok := m.kind(e.Kind)
	if !ok {
		return &journey.Refusal{Code: "import-kind"}
	}
	before := e.Fields
	today := clock.DayOf(m.now, m.home) + 1 // somewhere the day is further on
	for _, w := range k.Check(e, journal.Limits{Most: importText, Today: today}) {
		if _, there := before[w.Part]; !there && w.Code == "empty" && w.Part != journal.What {
			continue
		}
		if string(before[w.Part]) == "null" {
			continue
		}
		return &journey.Refusal{Code: w.Code, Pairs: w.Pairs}
	}
	for id, raw := range before {
		if k.Event != "" && string(raw) == "null" { // a question that was skipped
			if e.Fields == nil {
				e.Fields = map[string]json.RawMessage{}
			}
			e.Fields[id] = raw
		}
	}
	if e.Stored.IsZero() {
		e.Stored = clock.At(m.now, m.home)
	}
	if e.When.UTC.After(e.Stored.UTC) {
		return &journey.Refusal{Code: "later"}
	}
	return nil
}

func (m *importer) ourEntry(raw []byte) (e journal.Entry, why *journey.Refusal) {
	var x exportEntry
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if d.Decode(&x) != nil {
		return e, &journey.Refusal{Code: "shape"}
	}
	for _, s := range [][]byte{raw} {
		if bytes.Contains(bytes.ToLower(s), []byte(`\ud`)) && (halfWord(x.What, raw) || halfWord(x.Note, raw)) {
			return e, &journey.Refusal{Code: "utf8"}
		}
	}
	e = journal.Entry{Kind: x.Kind, What: x.What, Note: x.Note, Fields: x.Fields}
	if x.ID != "" {
		id, err := journal.ReadID(x.ID)
		if err != nil {
			return e, &journey.Refusal{Code: "import-id"}
		}
		e.ID = id
	}
	var ok bool
	if e.When, ok = momentIn(x.When, x.WhenZone); !ok {
		return e, &journey.Refusal{Code: "import-when"}
	}
	if x.Stored != "" {
		if e.Stored, ok = momentIn(x.Stored, x.StoredZone); !ok {
			return e, &journey.Refusal{Code: "import-when"}
		}
	}
	return e, nil
}

// halfWord says that decoding had to replace half of a character.
func halfWord(s string, raw []byte) bool {
	return strings.ContainsRune(s, utf8.RuneError) && !bytes.Contains(raw, []byte(string(utf8.RuneError)))
}

// momentIn is a moment as RFC 3339 and a zone's name have it.
func momentIn(s, zone string) (m clock.Moment, ok bool) {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil || t.Year() < 1900 || t.Year() > 2200 {
		return m, false
	}
	_, offset := t.Zone()
	return clock.Moment{UTC: t.UTC().Truncate(time.Millisecond), Offset: offset, Zone: zone}, true
}
