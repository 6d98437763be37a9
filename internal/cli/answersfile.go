package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/recover-journal/recover/internal/journey"
)

// answersMost is how large a file of answers may be: every question of the road
// answered at its longest stays well below.
const answersMost = 16 << 20

// readAnswers reads one JSON object, question id to answer, from a file or standard
// input. What is no answer for its question is the plan's to say; what is no JSON is
// said here.
func (o *options) readAnswers(name string) ([]journey.Given, error) {
	b, err := o.readAll(name)
	if err != nil {
		return nil, &fault{code: codeFile, id: "file", pairs: []string{"file", clean(name)}, err: err}
	}
	refused := func(id string) error {
		return &fault{code: codeInvalid, id: id, pairs: []string{"file", clean(name)}}
	}
	if !utf8.Valid(b) {
		return nil, refused("not-utf8")
	}
	b = bytes.TrimPrefix(b, []byte("\ufeff"))
	d := json.NewDecoder(bytes.NewReader(b))
	if !json.Valid(b) {
		return nil, refused("not-json")
	}
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil, refused("json-shape")
	}
	var given []journey.Given
	var bad []journey.Invalid
	seen := map[string]bool{}
	for d.More() {
		t, err := d.Token()
		if err != nil {
			return nil, refused("not-json")
		}
		id, _ := t.(string)
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return nil, refused("not-json")
		}
		g, code := journey.Given{Question: id}, ""
		switch err := g.Value.UnmarshalJSON(raw); {
		case seen[id]:
			code = "twice"
		case err != nil:
			code = "shape"
		case halfCharacter(raw, g.Value):
			code = "utf8"
		}
		seen[id] = true
		if code != "" {
			bad = append(bad, journey.Invalid{ID: id, Refusal: &journey.Refusal{Code: code}})
			continue
		}
		given = append(given, g)
	}
	if len(bad) > 0 {
		return given, &fault{code: codeInvalid, id: "invalid", invalid: bad}
	}
	return given, nil
}

// halfCharacter says that the JSON named half of a character ("\ud800"), which decoding
// replaces without a word.
func halfCharacter(raw []byte, v journey.Value) bool {
	const replaced = "\ufffd"
	return strings.Contains(v.Text(), replaced) && !bytes.Contains(raw, []byte(replaced)) &&
		!bytes.Contains(bytes.ToLower(raw), []byte(`\ufffd`))
}

var errLarge = errors.New("too large")

func (o *options) readAll(name string) ([]byte, error) {
	from := o.env.In
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		if info, err := f.Stat(); err != nil || info.IsDir() {
			return nil, errors.Join(err, errLarge)
		}
		from = f
	}
	b, err := io.ReadAll(io.LimitReader(from, answersMost+1))
	if err == nil && len(b) > answersMost {
		err = errLarge
	}
	return b, err
}

// answerFrom keeps a file of answers, all or none, and prints what next --json would.
// A run, where one is given, is the run of its event that the answers are about.
func (d *desk) answerFrom(ctx context.Context, name string, run ...int) error {
	given, err := d.readAnswers(name)
	var f *fault
	if err != nil && !(errors.As(err, &f) && f.id == "invalid") {
		return err
	}
	for i := range given {
		if q, ok := d.plan.Question(given[i].Question); ok {
			given[i].Worry = d.worry(q, given[i].Value)
		}
		for _, n := range run {
			given[i].Run = n
		}
	}
	if f != nil { // every fault is named at once, so the others are judged too
		_, bad := d.plan.AnswerAll(d.state, given, d.now, d.device)
		f.invalid = append(f.invalid, bad...)
		return f
	}
	j, bad, err := d.keep(ctx, given...)
	if err != nil {
		return err
	}
	if len(bad) > 0 {
		return &fault{code: codeInvalid, id: "invalid", invalid: bad}
	}
	if !d.json {
		s := &sitting{desk: d}
		s.after(journey.Question{}, journey.Value{}, j)
	}
	return writeJSON(d.env.Out, d.position())
}
