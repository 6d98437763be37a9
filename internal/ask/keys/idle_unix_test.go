//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package keys

import (
	"errors"
	"io"
	"os"
	"testing"
	"time"
)

// pipe is a Reader on a pipe, and the end to type at. It looks around all the time.
func pipe(t *testing.T) (*Reader, *os.File) {
	t.Helper()
	in, typed, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	k := &Reader{in: in, out: null, glance: time.Millisecond, over: func() bool { return false }}
	if k.wake[0], k.wake[1], err = os.Pipe(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		for _, f := range []*os.File{in, typed, null, k.wake[0], k.wake[1]} {
			f.Close()
		}
	})
	return k, typed
}

// A question that nobody touches is locked and asked again; one that is half typed never
// is, and what stands there is not lost.
func TestIdle(t *testing.T) {
	k, typed := pipe(t)
	touched, locked := 0, 0
	k.Watch(&Idle{Touch: func() { touched++ }, Over: func() bool { return true }, Lock: func() error { locked++; return nil }})
	b := make([]byte, 64)
	if _, err := k.Read(b); !errors.Is(err, ErrAgain) || locked != 1 || touched != 1 {
		t.Fatalf("%v, touched %d, locked %d", err, touched, locked)
	}
	io.WriteString(typed, "h")
	if n, err := k.Read(b); err != nil || string(b[:n]) != "h" {
		t.Fatalf("%q, %v", b[:n], err)
	}
	for _, c := range []struct {
		half func()
		next string
	}{
		{func() {}, "x"}, // a letter stands in the line
		{func() { k.line, k.raw = line{}, []byte("\xc3") }, "\xa9"},
		{func() { k.line = line{}; k.Written(true) }, "y"},
	} {
		c.half()
		late := time.AfterFunc(50*time.Millisecond, func() { io.WriteString(typed, c.next) })
		if _, err := k.Read(b); err != nil || locked != 1 {
			t.Fatalf("a half answer was locked, or lost: %v", err)
		}
		late.Stop()
	}
}

// A list is drawn again where it stands, and an error of the lock ends the question.
func TestIdleList(t *testing.T) {
	k, _ := pipe(t)
	drawn := 0
	no := errors.New("no")
	var answer error
	k.Watch(&Idle{Touch: func() {}, Over: func() bool { return true }, Lock: func() error {
		k.again = nil // as a secret that was asked does
		return answer
	}})
	k.Again(func() { drawn++ })
	b := make([]byte, 64)
	if n, err := k.Read(b); err != nil || string(b[:n]) != nothing || drawn != 1 {
		t.Fatalf("%q, %v, drawn %d", b[:n], err, drawn)
	}
	answer = no
	if _, err := k.Read(b); err != no || drawn != 1 {
		t.Fatalf("%v, drawn %d", err, drawn)
	}
}
