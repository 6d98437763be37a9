package ask

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// What a Script may answer besides words.
const (
	Skips  = "(skips)"  // passes over the question
	Leaves = "(leaves)" // goes away there
	Early  = "(early)"  // ends a wait before its time
)

// Script answers from a map of question IDs, in tests. A question it does not know is
// ErrNobody; an answer that fails its check is an error at once, since no one is
// there to try again. Options are answered by value, several with commas between, as
// labels and numbers may change.
type Script struct {
	Answers map[string]string
	Asked   []Question // in order
	Waited  []Countdown
	// OnWait is called at each wait, to move a test's clock on. It may be nil.
	OnWait func(Countdown)
}

var _ Terminal = (*Script)(nil)

// Left names the answers no question asked for. A test that ends with any is wrong.
func (s *Script) Left() []string {
	ids := slices.Sorted(maps.Keys(s.Answers))
	return slices.DeleteFunc(ids, func(id string) bool {
		return slices.ContainsFunc(s.Asked, func(q Question) bool { return q.ID == id }) ||
			slices.ContainsFunc(s.Waited, func(c Countdown) bool { return c.ID == id })
	})
}

// given is the answer to q, unchecked.
func (s *Script) given(ctx context.Context, q Question) (string, error) {
	if ctx.Err() != nil {
		return "", left(ctx)
	}
	s.Asked = append(s.Asked, q)
	a, ok := s.Answers[q.ID]
	switch {
	case !ok:
		return "", nobody(q.ID)
	case a == Leaves:
		return "", left(ctx)
	case a == Skips && q.Skip:
		return "", ErrSkipped
	case a == "":
		a = q.Default
	}
	return a, nil
}

// Line answers with the text of the map.
func (s *Script) Line(ctx context.Context, q Question) (string, error) {
	a, err := s.given(ctx, q)
	if err != nil {
		return "", err
	}
	if q.skipped(a) {
		return "", ErrSkipped
	}
	return a, wrong(q, q.check(a))
}

// Text answers with the text of the map.
func (s *Script) Text(ctx context.Context, q Question) (string, error) { return s.Line(ctx, q) }

// One takes a value: never a number, which may change its meaning.
func (s *Script) One(ctx context.Context, q Question, options []Option) (string, error) {
	a, err := s.given(ctx, q)
	if err != nil {
		return "", err
	}
	if err := known(q, options, a); err != nil {
		return "", err
	}
	return a, wrong(q, q.check(a))
}

// Many takes values with commas between.
func (s *Script) Many(ctx context.Context, q Question, options []Option) ([]string, error) {
	a, err := s.given(ctx, q)
	if err != nil {
		return nil, err
	}
	values := list(a)
	if err := known(q, options, values...); err != nil {
		return nil, err
	}
	return values, wrong(q, q.check(strings.Join(values, ",")))
}

// Yes takes yes or no.
func (s *Script) Yes(ctx context.Context, q Question) (bool, error) {
	a, err := s.given(ctx, q)
	if err != nil {
		return false, err
	}
	if err := known(q, []Option{{Value: yes}, {Value: no}}, a); err != nil {
		return false, err
	}
	return a == yes, wrong(q, q.check(a))
}

// Press takes a value, as One does: never a letter, which may change its meaning. An
// empty answer is Enter.
func (s *Script) Press(ctx context.Context, q Question, all []Key) (string, error) {
	if err := apart(q, all); err != nil {
		return "", err
	}
	q.Default, q.Skip = all[0].Value, false
	a, err := s.given(ctx, q)
	if err != nil {
		return "", err
	}
	if err := known(q, values(all), a); err != nil {
		return "", err
	}
	return a, wrong(q, q.check(a))
}

// Secret answers with the bytes of the map, a copy each time.
func (s *Script) Secret(ctx context.Context, q Question) ([]byte, error) {
	a, err := s.given(ctx, q)
	if err == nil && q.skipped(a) {
		err = ErrSkipped
	}
	if err != nil {
		return nil, err
	}
	return []byte(a), nil
}

// Wait notes the wait and is over at once. It needs no answer.
func (s *Script) Wait(ctx context.Context, c Countdown) error {
	if ctx.Err() != nil {
		return left(ctx)
	}
	s.Waited = append(s.Waited, c)
	if s.OnWait != nil {
		s.OnWait(c)
	}
	switch a := s.Answers[c.ID]; {
	case a == Leaves:
		return left(ctx)
	case a == Early && c.Early:
		return ErrEarly
	}
	return nil
}

// Pause has nothing to give back.
func (s *Script) Pause() error { return nil }

// Resume has nothing to take.
func (s *Script) Resume() error { return nil }

// Wipe has no screen.
func (s *Script) Wipe() bool { return false }

// Close has nothing to give back.
func (s *Script) Close() error { return nil }

// wrong names the question in an error of its check.
func wrong(q Question, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", q.ID, err)
}

func known(q Question, options []Option, values ...string) error {
	for _, v := range values {
		if index(options, v) < 0 {
			return fmt.Errorf("%s: no such option: %q", q.ID, v)
		}
	}
	return nil
}
