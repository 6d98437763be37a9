package ask

import (
	"bufio"
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestScript(t *testing.T) {
	s := &Script{Answers: map[string]string{
		"where": "letter", "bad": "2", "unused": "x", "helps": "calm,1", "not": Skips, "away": Leaves,
		"word": "hush", "rest": Early, "empty": "",
	}}
	ctx := t.Context()
	if id, err := s.One(ctx, Question{ID: "where"}, places); id != "letter" || err != nil {
		t.Errorf("One = %q, %v", id, err)
	}
	if ids, err := s.Many(ctx, Question{ID: "helps"}, places); len(ids) != 2 || err != nil {
		t.Errorf("Many = %q, %v", ids, err)
	}
	if _, err := s.One(ctx, Question{ID: "bad"}, places); err == nil {
		t.Error("a number was taken for an option")
	}
	if _, err := s.Line(ctx, Question{ID: "new"}); !errors.Is(err, ErrNobody) || !strings.Contains(err.Error(), "new") {
		t.Errorf("an unknown question = %v", err)
	}
	if _, err := s.Yes(ctx, Question{ID: "not", Skip: true}); !errors.Is(err, ErrSkipped) {
		t.Errorf("Yes = %v", err)
	}
	if _, err := s.Line(ctx, Question{ID: "empty", Skip: true}); !errors.Is(err, ErrSkipped) {
		t.Errorf("Line = %v", err)
	}
	if a, err := s.Line(ctx, Question{ID: "empty", Skip: true, Default: "so"}); a != "so" || err != nil {
		t.Errorf("Line = %q, %v", a, err)
	}
	if _, err := s.Text(ctx, Question{ID: "away"}); !errors.Is(err, ErrLeft) {
		t.Errorf("Text = %v", err)
	}
	word, err := s.Secret(ctx, Question{ID: "word"})
	clear(word)
	if again, _ := s.Secret(ctx, Question{ID: "word"}); string(again) != "hush" || err != nil {
		t.Errorf("Secret = %q, %v", again, err)
	}
	var moved time.Time
	s.OnWait = func(c Countdown) { moved = c.Until }
	until := time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)
	if err := s.Wait(ctx, Countdown{ID: "rest", Until: until, Early: true}); !errors.Is(err, ErrEarly) || !moved.Equal(until) {
		t.Errorf("Wait = %v, moved to %v", err, moved)
	}
	if got := s.Left(); !slices.Equal(got, []string{"unused"}) {
		t.Errorf("left over: %q", got)
	}
}

func TestNobody(t *testing.T) {
	ctx, q, n := t.Context(), Question{ID: "space.length"}, New(Options{})
	_, line := n.Line(ctx, q)
	_, text := n.Text(ctx, q)
	_, one := n.One(ctx, q, places)
	_, many := n.Many(ctx, q, places)
	_, yes := n.Yes(ctx, q)
	_, press := n.Press(ctx, q, nil)
	_, secret := n.Secret(ctx, q)
	wait := n.Wait(ctx, Countdown{ID: q.ID})
	for _, err := range []error{line, text, one, many, yes, press, secret, wait} {
		if !errors.Is(err, ErrNobody) || !strings.Contains(err.Error(), "space.length") {
			t.Errorf("%v", err)
		}
	}
	if err := errors.Join(n.Pause(), n.Resume(), n.Close(), n.Close()); err != nil {
		t.Error(err)
	}
}

func TestLeftBy(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	if LeftBy(left(ctx)) != nil {
		t.Error("a signal where there was none")
	}
	cancel(SignalError{syscall.SIGTERM})
	if err := left(ctx); LeftBy(err) != syscall.SIGTERM || !errors.Is(err, ErrLeft) {
		t.Errorf("%v by %v", err, LeftBy(err))
	}
}

// The list of sentences names what the code says, and nothing else.
func TestSentences(t *testing.T) {
	listed := map[string]bool{}
	f, err := os.Open("testdata/say.yaml")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if id, _, ok := strings.Cut(lines.Text(), ": "); ok {
			listed[id] = true
		}
	}
	said := map[string]bool{}
	files, _ := filepath.Glob("*.go")
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		for _, m := range regexp.MustCompile(`[sS]ay\("([^"]+)"`).FindAllSubmatch(src, -1) {
			said[string(m[1])] = true
		}
	}
	if d := cmp.Diff(slices.Sorted(maps.Keys(listed)), slices.Sorted(maps.Keys(said))); d != "" {
		t.Errorf("-listed +said:\n%s", d)
	}
}
