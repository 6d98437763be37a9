// Command app asks what its arguments say, for the tests of ask under a terminal.
//
// An argument is KIND=TEXT, where KIND is line, text, one, many, yes, press, secret,
// wait or slow (work with the terminal given back), with marks behind it: ? has help, ! may
// be skipped, * has a default, ~ was begun with "half", + refuses the answer "no good", and a text that
// begins with that line until it was edited. An argument that starts with a minus sign is
// a flag.
package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/recover-journal/recover/internal/ask"
	"github.com/recover-journal/recover/internal/clock"
)

func main() { os.Exit(run(os.Args[1:])) }

func run(args []string) int {
	o := ask.Options{In: os.Stdin, Err: os.Stderr, Env: os.Getenv, Say: sentences(), Now: now}
	for len(args) > 0 && strings.HasPrefix(args[0], "-") {
		switch args[0] {
		case "-plain":
			o.Plain = true
		case "-no-input":
			o.NoInput = true
		case "-sleeps": // the machine sleeps as soon as a wait has begun
			asked := 0
			o.Now = func() time.Time {
				if asked++; asked > 1 {
					return now().Add(8 * time.Hour)
				}
				return now()
			}
		case "-editor":
			o.Editor = func(_ context.Context, s string) (string, error) { return s + "(edited)", nil }
		}
		args = args[1:]
	}
	ctx, stop := ask.WithSignals(context.Background())
	defer stop()
	var a ask.Terminal
	if away := os.Getenv("AWAY"); away != "" { // for as many minutes as that file says
		o.Now = func() time.Time {
			b, _ := os.ReadFile(away)
			n, _ := strconv.Atoi(string(b))
			return now().Add(time.Duration(n) * time.Minute)
		}
		o.Idle = lock(&a)
	}
	a = ask.New(o)
	defer a.Close()

	var answers []string
	for _, arg := range args {
		answer, err := one(ctx, a, arg)
		if err != nil {
			a.Close()
			return end(answers, answer, err)
		}
		answers = append(answers, answer)
	}
	a.Close()
	fmt.Printf("= %s\n", strings.Join(answers, " | "))
	return 0
}

// lock shuts after four minutes. The secret is "hush".
func lock(a *ask.Terminal) *ask.Idle {
	return &ask.Idle{
		After: func() time.Duration { return 4 * time.Minute },
		Lock:  func() bool { return true },
		Unlock: func(ctx context.Context, typed string) (bool, error) {
			if typed == "hush" {
				return true, nil
			}
			secret, err := (*a).Secret(ctx, ask.Question{ID: "secret", Text: "The word:"})
			if err == nil && string(secret) != "hush" {
				err = errors.New("that was not the word")
			}
			return false, err
		},
	}
}

func end(answers []string, draft string, err error) int {
	switch {
	case errors.Is(err, ask.ErrLeft):
		fmt.Fprintf(os.Stderr, "What you answered is kept: %s (%q)\n", strings.Join(answers, " | "), draft)
		if s, ok := ask.LeftBy(err).(syscall.Signal); ok {
			return 128 + int(s)
		}
		return 130
	case errors.Is(err, ask.ErrNobody):
		fmt.Fprintln(os.Stderr, err)
		return 4
	}
	fmt.Fprintln(os.Stderr, err)
	return 1
}

func one(ctx context.Context, a ask.Terminal, arg string) (answer string, err error) {
	kind, text, _ := strings.Cut(arg, "=")
	name := strings.TrimRight(kind, "?!*+~^")
	q := ask.Question{ID: name, Text: text, Skip: strings.Contains(kind, "!"), Deliberate: strings.Contains(kind, "^")}
	if strings.Contains(kind, "?") {
		q.Help = "It is here to help you, in a sentence that is long enough to wrap at forty columns."
	}
	if strings.Contains(kind, "+") {
		q.Check = func(s string) error {
			long := strings.HasPrefix(s, "no good\n") && !strings.HasSuffix(s, "(edited)")
			if long || s == "no good" || s == "letter" || s == "stop" || s == "calm,letter" || s == "no" {
				return errors.New("Please think once more.")
			}
			return nil
		}
	}
	given := strings.Contains(kind, "*")
	options := choices()
	switch name {
	case "line":
		if given {
			q.Default = "what I said before"
		}
		if strings.Contains(kind, "~") {
			q.Begun = "half"
		}
		answer, err = a.Line(ctx, q)
	case "text":
		if given {
			q.Default = "Dear Ana,\n"
		}
		answer, err = a.Text(ctx, q)
		if err == nil {
			answer = fmt.Sprintf("%q", answer)
		}
	case "one":
		if given {
			q.Default = "letter"
		}
		answer, err = a.One(ctx, q, options)
	case "long":
		answer, err = a.One(ctx, q, long())
	case "many":
		if given {
			q.Default = "calm,meet"
		}
		var v []string
		v, err = a.Many(ctx, q, options)
		answer = "[" + strings.Join(v, ",") + "]"
	case "yes":
		if given {
			q.Default = "no"
		}
		var yes bool
		yes, err = a.Yes(ctx, q)
		answer = fmt.Sprint(yes)
	case "press":
		answer, err = a.Press(ctx, q, steps())
	case "secret":
		var b []byte
		b, err = a.Secret(ctx, q)
		answer = fmt.Sprintf("%d bytes, sum %d", len(b), sum(b))
	case "wait":
		until := now().Add(time.Minute)
		if given {
			until = now().Add(1200 * time.Millisecond)
		}
		err = a.Wait(ctx, ask.Countdown{ID: name, Until: until, Early: strings.Contains(kind, "!"),
			Line: func(d time.Duration) string { return text + " " + d.Round(time.Second).String() }})
		if answer = "waited"; errors.Is(err, ask.ErrEarly) {
			return "early", nil
		}
	case "slow":
		a.Pause()
		fmt.Fprintln(os.Stderr, text)
		<-ctx.Done()
		a.Resume()
	}
	if errors.Is(err, ask.ErrSkipped) {
		return "skipped", nil
	}
	return answer, err
}

func choices() []ask.Option {
	return []ask.Option{
		{Value: "calm", Label: "Calm first"},
		{Value: "understand", Label: "Understand what happened"},
		{Value: "letter", Label: "Write an apology letter, one part at a time, with as many rests as it needs"},
		{Value: "meet", Label: "Meet"},
	}
}

func steps() []ask.Key {
	return []ask.Key{
		{Value: "on", Label: "go on"},
		{Value: "more", Label: "more", Key: "m"},
		{Value: "stop", Label: "stop", Key: "s"},
		{Value: "help", Label: "help now, whatever it is", Key: "H"},
	}
}

func long() []ask.Option {
	var o []ask.Option
	for i := range 12 {
		v := string(rune('a' + i))
		o = append(o, ask.Option{Value: v, Label: "Option " + v + ", with a label of some length to it"})
	}
	return o
}

func sum(b []byte) (n int) {
	for _, c := range b {
		n += int(c)
	}
	return n
}

func now() time.Time {
	t, err := clock.Now()
	if err != nil {
		panic(err)
	}
	return t
}

// sentences reads the list beside this program, which SAY names.
func sentences() ask.Say {
	say := map[string]string{}
	f, err := os.Open(os.Getenv("SAY"))
	if err != nil {
		panic(err)
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if id, text, ok := strings.Cut(lines.Text(), ": "); ok && !strings.HasPrefix(id, "#") {
			say[id] = strings.Trim(text, `"`)
		}
	}
	return func(id string, pairs ...string) string {
		text, ok := say[id]
		if !ok {
			panic("no sentence " + id)
		}
		for i := 0; i+1 < len(pairs); i += 2 {
			text = strings.ReplaceAll(text, "{"+pairs[i]+"}", pairs[i+1])
		}
		return text
	}
}
