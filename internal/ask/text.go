package ask

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"
)

// errCut is a line that the terminal may have cut.
var errCut = errors.New("the line may have been cut")

// written is a line of a text. One that was pasted never means anything but itself:
// a full stop alone in the middle of a paste must not end the text.
type written struct {
	text   string
	pasted bool
}

// writing is a text in the making, line by line. Plain and Rich write alike.
type writing struct {
	q    Question
	say  Say
	tell func(sentence string)
	// next is the next line. With an error it gives what there was of it.
	next func(context.Context) (written, error)

	// editor gives the text back as it was changed there; nil where there is none.
	editor func(ctx context.Context, text string) (string, error)

	lines   []string
	fresh   bool // nothing was written since the last sentence to the person
	refused bool // and that sentence was why the text will not do
	doubt   bool // and that sentence was whether to start again from nothing
}

// longText is from how many characters on a person is told how long their text is.
const longText = 1000

// begin starts with what there is of the text, and says how to write.
func (w *writing) begin() *writing {
	w.from(w.q.Default)
	if w.q.Default == "" {
		w.tell(w.say("ask.text"))
		return w
	}
	w.tell(w.say("ask.text-so-far"))
	w.tell(w.q.Default)
	w.tell(w.say("ask.text-more"))
	return w
}

// from starts with a text that is known to the person.
func (w *writing) from(text string) *writing {
	w.fresh = true
	if text != "" {
		w.lines = strings.Split(text, "\n")
	}
	return w
}

// write asks for lines until one has a full stop only. It returns what there is with
// every error, so that a draft can be kept.
func (w *writing) write(ctx context.Context) (string, error) {
	line, err := w.next(ctx)
	return w.writeOn(ctx, line, err)
}

// writeOn goes on after a line that was read already.
func (w *writing) writeOn(ctx context.Context, line written, err error) (string, error) {
	for ; ; line, err = w.next(ctx) {
		switch {
		case errors.Is(err, errCut):
			w.tell(w.say("ask.cut"))
			w.tell(w.say("ask.cut-text"))
		case err != nil:
			if line.text != "" {
				w.lines = append(w.lines, line.text)
			}
			return w.text(), err
		case line == written{text: "."}:
			if done, err := w.end(); done {
				return w.text(), err
			}
		case w.refused && !w.doubt && w.editor != nil && line == written{}:
			if done, err := w.edit(ctx); done {
				return w.text(), err
			}
		default:
			w.take(line)
		}
	}
}

// edit changes the text in the editor, and says whether it will do.
func (w *writing) edit(ctx context.Context) (done bool, err error) {
	text, err := w.editor(ctx, w.text())
	w.lines = nil
	if w.from(text); err != nil {
		return true, err
	}
	return w.end()
}

// take adds a line. Two lines mean something else where nothing was written yet, and
// nothing is dropped without a yes.
func (w *writing) take(line written) {
	doubt := w.doubt
	w.doubt = false
	answer, answered := yesOrNo(yesNo(w.say), line.text)
	switch {
	case doubt && !line.pasted && answer == yes:
		w.lines = nil
		w.tell(w.say("ask.text-anew"))
	case doubt && !line.pasted && (answered || line.text == ""):
		w.tell(w.say("ask.text-kept"))
	case w.fresh && line == written{text: "?"} && w.q.Help != "":
		w.tell(w.q.Help)
	case w.fresh && line == written{text: "-"} && len(w.lines) > 0:
		w.doubt = true
		w.tell(w.say("ask.text-anew-sure"))
	default:
		w.lines, w.fresh, w.refused = append(w.lines, line.text), false, false
	}
}

// end says whether the text will do.
func (w *writing) end() (done bool, err error) {
	text := w.text()
	w.doubt = false
	if text == "" && w.q.Skip {
		return true, ErrSkipped
	}
	if err := w.q.check(text); err != nil {
		w.tell(err.Error())
		w.again(utf8.RuneCountInString(text))
		return false, nil
	}
	return true, nil
}

// again says how to go on with a text of n characters that will not do.
func (w *writing) again(n int) {
	if n >= longText {
		w.tell(w.say("ask.text-whole", "n", strconv.Itoa(n)))
	}
	if w.editor != nil {
		w.tell(w.say("ask.editor-again"))
	} else {
		w.tell(w.say("ask.text-again"))
	}
	w.fresh, w.refused = true, true
}

// half says that something was written which the asker does not know yet.
func (w *writing) half() bool { return w.text() != "" && w.text() != w.q.Default }

func (w *writing) text() string { return strings.Join(w.lines, "\n") }
