package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"strings"
	"syscall"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/guide"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/internal/seal"
	"github.com/recover-journal/recover/internal/store"
)

// The codes of INTERFACE.md 3.
const (
	codeUsage   = "usage"
	codeInvalid = "invalid"
	codeNobody  = "nobody"
	codeKey     = "key"
	codeBusy    = "busy"
	codeMissing = "missing"
	codeExists  = "exists"
	codeEmpty   = "empty"
	codeDamaged = "damaged"
	codeNewer   = "newer"
	codeDisk    = "disk"
	codeFile    = "file"
)

// status is the exit status of a code: 1 unless INTERFACE.md 3 gives it another.
func status(code string) int {
	switch code {
	case codeUsage, codeInvalid:
		return 2
	case codeNobody:
		return 4
	case codeKey:
		return 5
	case codeBusy:
		return 6
	}
	return 1
}

// fault is an error that a person is told: under id stand its sentence ("error.ID")
// and its hint ("error.ID.hint"), filled with pairs.
type fault struct {
	code    string
	id      string
	pairs   []string
	hint    string // another hint's id, or ""
	invalid []journey.Invalid
	err     error

	under, typed string // where a word stood that is no command: it may have another name here
}

func (f *fault) Error() string { return "recover: " + f.id }
func (f *fault) Unwrap() error { return f.err }

// faultOf finds out what to tell about an error.
func faultOf(err error) *fault {
	var f *fault
	if errors.As(err, &f) {
		return f
	}
	var broken guide.Faults
	if errors.As(err, &broken) {
		return &fault{code: codeFile, id: "prompts-broken", pairs: []string{"where", broken.Error()}, err: err}
	}
	for _, known := range []struct {
		is   error
		code string
		id   string
	}{
		{store.ErrMissing, codeMissing, "missing"}, {store.ErrExists, codeExists, "exists"}, {store.ErrEmpty, codeEmpty, "empty"},
		{store.ErrNewer, codeNewer, "newer"}, {store.ErrLocked, codeBusy, "busy"}, {store.ErrMoved, codeBusy, "moved"},
		{store.ErrHeader, codeDamaged, "header"}, {store.ErrDamaged, codeDamaged, "damaged"}, {store.ErrReadOnly, codeDisk, "readonly"},
		{store.ErrDisk, codeDisk, "disk"}, {seal.ErrKey, codeKey, "key-wrong"}, {seal.ErrTampered, codeDamaged, "damaged"},
		{ask.ErrNobody, codeNobody, "nobody"}, {syscall.ENOSPC, codeDisk, "disk"}, {fs.ErrPermission, codeDisk, "readonly"},
	} {
		if errors.Is(err, known.is) {
			return &fault{code: known.code, id: known.id, err: err}
		}
	}
	return &fault{code: codeFile, id: "internal", err: err}
}

// exit tells the error and gives the status. It is the one place that does.
func (o *options) exit(err error) int {
	if err == nil || errors.Is(err, errFound) {
		io.WriteString(o.env.Err, o.held.String())
	}
	if err == nil {
		return 0
	}
	if errors.Is(err, ask.ErrLeft) {
		return o.left(err)
	}
	if errors.Is(err, errFound) {
		return 3
	}
	f := faultOf(err)
	if f.id == "missing" && (o.wayBack == "recover coach" || o.wayBack == "recover urge") {
		f.hint = "missing.heavy" // who comes here needs something now
	}
	if o.json {
		o.tellJSON(f)
	} else {
		o.tell(f)
	}
	return status(f.code)
}

// left is how a person goes away: Ctrl-C is 130, a signal from outside 128 and its
// number (TERMINAL.md 3).
func (o *options) left(err error) int {
	id, back := "leave.nothing", o.wayBack
	switch {
	case o.leaves != "":
		id = o.leaves
	case o.keptSome:
		if id = "leave.kept"; o.keptHalf {
			id = "leave.half"
		}
		if back == "recover init" {
			back = "recover next" // the journal is made
		}
	case o.offRoad:
		id = "leave.unchanged"
	}
	fmt.Fprintln(o.env.Err)
	o.notef(id, "command", back)
	if s, ok := ask.LeftBy(err).(syscall.Signal); ok {
		return 128 + int(s)
	}
	return 130
}

func (o *options) sentence(f *fault) (message, hint string) {
	w := o.words()
	if run := w.Elsewhere(f.under, f.typed); f.typed != "" && run != "" {
		f.id, f.hint, f.pairs = "unknown-command", "unknown-command.near", []string{"word", f.typed, "near", run}
	}
	id := f.id
	if f.id == "invalid" && len(f.invalid) > 1 {
		id, f.pairs = "invalid.many", []string{"n", strconv.Itoa(len(f.invalid))}
	}
	if f.id == notOpenID {
		return o.shut(f.invalid[0].Refusal)
	}
	message = w.Say("error."+id, f.pairs...)
	hintID := "error." + f.id + ".hint"
	if f.hint != "" {
		hintID = "error." + f.hint
	}
	for _, i := range f.invalid {
		if id := "refuse." + i.Refusal.Code + ".hint"; f.hint == "" && o.has(id) {
			hintID = id // it knows better than what is said of every file
			break
		}
	}
	if o.has(hintID) {
		hint = w.Say(hintID, f.pairs...)
	}
	return message, hint
}

const notOpenID = "step.lock"

// notOpen is the refusal of the one question that a command would ask.
func notOpen(id string, r *journey.Refusal) error {
	return &fault{code: codeInvalid, id: notOpenID, invalid: []journey.Invalid{{ID: id, Refusal: r}}}
}

// shut tells why the one question that a command would ask is not open: of a lock its
// own two lines, since the person named neither a question nor a lock.
func (o *options) shut(r *journey.Refusal) (message, hint string) {
	w := o.words()
	if r.Code == "shut-lock" {
		l := o.lock(r.Pairs[1])
		return w.Say("error."+notOpenID, "why", strings.TrimSuffix(l.Shut, ".")), l.Open
	}
	if _, ok := w.Has("refuse." + r.Code + ".hint"); ok {
		hint = w.Say("refuse." + r.Code + ".hint")
	}
	return o.refusal(r), hint
}

func (o *options) has(id string) bool {
	_, ok := o.words().Has(id)
	return ok
}

func (o *options) why(i journey.Invalid) string { return o.refusal(i.Refusal) }

// refusal is the sentence about an answer that will not do.
func (o *options) refusal(r *journey.Refusal) string {
	w, pairs := o.words(), append([]string(nil), r.Pairs...)
	id := "refuse." + r.Code
	for i := 0; i+1 < len(pairs); i += 2 {
		switch {
		case pairs[i] == "stage":
			pairs[i+1] = w.Title(pairs[i+1])
		case pairs[i] == "near" && pairs[i+1] == "":
			id += ".none"
		case pairs[i] == "max" && pairs[i+1] == "":
			id = "refuse.wants-number.open"
		}
	}
	return w.Say(id, pairs...)
}

func (o *options) tell(f *fault) {
	message, hint := o.sentence(f)
	o.errLine(message)
	for _, i := range f.invalid {
		if f.id == notOpenID {
			break // the sentence said it
		}
		o.errLine(clean(i.ID) + ": " + o.why(i))
	}
	if hint != "" {
		o.errLine(o.words().Say("hint", "answer", hint))
	}
}

// errLine writes one line about an error. It is wrapped for a screen, and stays one line
// in a pipe, where a program may look for it.
func (o *options) errLine(s string) {
	if s = "recover: " + s; !ask.IsTerminal(o.env.Terminal) {
		fmt.Fprintln(o.env.Err, s)
		return
	}
	columns, _ := ask.Size(o.env.Terminal)
	printer{w: o.env.Err, width: columns}.hang(s, 2)
}

func (o *options) tellJSON(f *fault) {
	type wrong struct {
		ID  string `json:"id"`
		Why string `json:"why"`
	}
	message, hint := o.sentence(f)
	invalid := []wrong{}
	for _, i := range f.invalid {
		invalid = append(invalid, wrong{i.ID, o.why(i)})
	}
	writeJSON(o.env.Err, map[string]any{"error": map[string]any{
		"code": f.code, "message": message, "hint": hint, "invalid": invalid,
	}})
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// crash tells of a panic without its value, which may hold words.
func (o *options) crash() int {
	o.tell(&fault{id: "internal"})
	return 1
}
