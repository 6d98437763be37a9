package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/recover-journal/recover/internal/guide"
	"github.com/recover-journal/recover/prompts"
)

func newImporter(t testing.TB) func() *importer {
	g, err := guide.Load(prompts.FS, fallback)
	if err != nil {
		t.Fatal(err)
	}
	return func() *importer {
		now := time.Date(2026, 1, 1, 18, 0, 0, 0, time.UTC)
		return &importer{plan: g.Plan(), kind: g.Kind, now: now, home: time.UTC, tell: func(int) {}}
	}
}

const head = `{"format": "recover-export", "version": 1,` + "\n"

const entryLine = `{"kind": "urge", "when": "2025-12-24T20:00:00Z", "what": "x"}`

// Whatever is wrong with a file, the place is told: the list, the record, the line.
func TestImportPlace(t *testing.T) {
	made := newImporter(t)
	for _, c := range []struct {
		in, list, code string
		number, line   int
	}{
		{"", "", "import-empty", 0, 1},
		{"x", "", "import-shape", 0, 1},
		{head + `"entries": [` + "\n" + entryLine + ",\n" + `{"kind": "urge"}]}`, "entries", "import-when", 2, 4},
		{head + `"entries": [` + "\n" + entryLine + ",\n\n\n" + `{"kind": "urgent"}]}`, "entries", "import-when", 2, 6},
		{head + `"entries": [` + strings.Replace(entryLine, `"x"`, `"\ud800"`, 1) + `]}`, "entries", "utf8", 1, 2},
		{head + `"entries": [` + strings.Replace(entryLine, `"x"`, `"`+"\xff"+`"`, 1) + `]}`, "entries", "utf8", 1, 2},
		{head + `"entries": [` + strings.Replace(entryLine, `"x"`, `" "`, 1) + `]}`, "entries", "empty", 1, 2},
		{head + `"entries": [` + strings.Replace(entryLine, `"x"`, `"x", "id": "uuuu"`, 1) + `]}`, "entries", "import-id", 1, 2},
		{head + `"entries": [` + strings.Replace(entryLine, `"x"`, `"x", "colour": "red"`, 1) + `]}`, "entries", "shape", 1, 2},
		{head + `"entries": [` + strings.Replace(entryLine, "urge", "urgent", 1) + `]}`, "entries", "import-kind", 1, 2},
		{head + `"entries": {}}`, "entries", "import-shape", 0, 2},
		{head + `"answers": [{"id": "why.which", "value": "x", "at": "2025-12-24T20:00:00Z"}]}`, "answers", "unknown-question", 1, 2},
		{head + `"answers": [{"id": "why.what", "value": "` + "\\u0007" + `", "at": "2025-12-24T20:00:00Z"}]}`, "answers", "control", 1, 2},
		{head + `"letters": [{"name": "x", "versions": ["%"], "base64": true}]}`, "letters", "shape", 1, 2},
		{head + `"facts": [{"kind": "began", "at": {"utc": "2025-12-24T20:00:00Z", "offset": 0, "zone": "UTC"}, "day": "2025-12-24", "name": "Nowhere"}]}`, "facts", "import-fact", 1, 2},
		{head + `"facts": [{"kind": "sang", "at": {"utc": "2025-12-24T20:00:00Z", "offset": 0, "zone": "UTC"}, "day": "2025-12-24"}]}`, "facts", "import-fact", 1, 2},
		{head + `"wishes": []}`, "wishes", "import-shape", 0, 2},
		{head + `"entries": [` + entryLine + `]`, "", "import-cut", 0, 2},
		{`{"entries": [` + entryLine + `]}`, "", "import-shape", 0, 1},
		{`{"entries": [{"title": "a", "date": "2025-01-01", "time": "09:00"}, ` + entryLine + `]}`, "entries", "import-mixed", 2, 1},
		{`{"entries": [{"title": "a", "date": "2025-13-01", "time": "09:00"}]}`, "entries", "import-when", 1, 1},
	} {
		_, err := made().read(strings.NewReader(c.in))
		var at *badPlace
		if !errors.As(err, &at) {
			t.Errorf("%s: %v", c.in, err)
			continue
		}
		if at.list != c.list || at.number != c.number || at.line != c.line || at.why.Code != c.code {
			t.Errorf("%s\n%s %d, line %d: %s; want %s %d, line %d: %s", c.in, at.list, at.number, at.line, at.why.Code, c.list, c.number, c.line, c.code)
		}
	}
}

// manyRecords is a file of so many records, made as it is read.
type manyRecords struct {
	left int
	rest string
}

func (m *manyRecords) Read(p []byte) (int, error) {
	for len(m.rest) < len(p) && m.left > 0 {
		m.left--
		m.rest += ",\n" + strings.Replace(entryLine, `"x"`, fmt.Sprintf(`"line %d"`, m.left), 1)
	}
	n := copy(p, m.rest)
	m.rest = m.rest[n:]
	return n, nil
}

// A million records are refused at the first that is too many, without reading on.
func TestImportMany(t *testing.T) {
	many := &manyRecords{left: 1_000_000, rest: head + `"entries": [` + "\n" + entryLine}
	_, err := newImporter(t)().read(many)
	var at *badPlace
	if !errors.As(err, &at) || at.why.Code != "import-many" || at.number != importMost+1 || at.line != importMost+3 {
		t.Fatalf("%v", err)
	}
	if many.left < 700_000 {
		t.Errorf("it read on: %d are left", many.left)
	}
}

// Whatever the bytes: no panic, and what is taken in can be written again.
func FuzzImport(f *testing.F) {
	for _, s := range []string{
		"", "{}", head + `"entries": [` + entryLine + `]}`, `{"metadata": {}, "entries": [{"creationDate": "2019-06-01T10:00:00Z", "text": "a\nb", "tags": ["c"]}]}`,
		`{"tags": {}, "entries": [{"title": "a", "body": "b", "date": "2025-01-01", "time": "09:00", "starred": true}]}`,
		head + `"answers": [{"id": "why.what", "value": "x", "at": "2025-12-24T20:00:00Z", "history": []}], "settings": {"partner": "x"}, "letters": [{"name": "x", "versions": ["y"]}]}`,
		head + `"facts": [{"kind": "began", "at": {"utc": "2025-12-24T20:00:00Z", "offset": 0, "zone": "UTC"}, "day": "2025-12-24", "name": "UTC"}]}`,
	} {
		f.Add([]byte(s))
	}
	made := newImporter(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		doc, err := made().read(strings.NewReader(string(b)))
		if err != nil {
			var at *badPlace
			if !errors.As(err, &at) || at.line < 1 || at.why == nil {
				t.Fatalf("%v", err)
			}
			return
		}
		for _, e := range doc.entries {
			raw, err := e.Encode()
			if err != nil || e.When.UTC.After(e.Stored.UTC) {
				t.Fatalf("%v: %+v", err, e)
			}
			if !json.Valid(raw) {
				t.Fatal("no JSON")
			}
		}
	})
}
