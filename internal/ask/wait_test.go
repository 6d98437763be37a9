package ask

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"
	"unsafe"
)

// waited is what Plain said of a wait of so long, and how long it took. now is what
// the clock on the wall shows when so much time has gone by for the program.
func waited(t *testing.T, long time.Duration, now func(gone time.Duration) time.Duration) (said string, took time.Duration) {
	t.Helper()
	never, typed := io.Pipe()
	defer typed.Close()
	start := time.Now()
	p := NewPlain(never, io.Discard, say)
	p.Now = func() time.Time { return start.Add(now(time.Since(start))) }
	var lines []string
	err := p.Wait(t.Context(), Countdown{Until: start.Add(long), Line: func(d time.Duration) string {
		lines = append(lines, d.String())
		return "left"
	}})
	if err != nil {
		t.Error(err)
	}
	return strings.Join(lines, " "), time.Since(start)
}

// Plain says little of a wait, ends it in time, and notices a clock that jumped: the
// laptop slept, or somebody set it.
func TestPlainWait(t *testing.T) {
	jump := func(after, by time.Duration) func(time.Duration) time.Duration {
		return func(gone time.Duration) time.Duration {
			if gone > after {
				gone += by
			}
			return gone
		}
	}
	const minute, hour = time.Minute, time.Hour
	for _, c := range []struct {
		name string
		long time.Duration
		now  func(time.Duration) time.Duration
		said string
		took time.Duration
	}{
		{"short", 90*time.Second + 1, jump(hour, 0), "1m30.000000001s", 90*time.Second + 1},
		{"long", 12 * minute, jump(hour, 0), "12m0s 7m0s 2m0s", 12 * minute},
		{"over when it wakes", 30 * minute, jump(minute, 8*hour), "30m0s", minute + time.Second},
		{"not yet over when it wakes", 2 * hour, jump(minute, hour+57*minute), "2h0m0s 1m59s", 3 * minute},
		{"set back", 4 * minute, jump(minute, -7*minute), "4m0s 9m59s 4m59s", 11 * minute},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				said, took := waited(t, c.long, c.now)
				if said != c.said || took != c.took {
					t.Errorf("said %q in %s, want %q in %s", said, took, c.said, c.took)
				}
			})
		})
	}
}

func TestPlainWaitEarly(t *testing.T) {
	read, typed := io.Pipe()
	defer typed.Close()
	p := NewPlain(read, io.Discard, say)
	p.Now = time.Now
	go typed.Write([]byte("\n"))
	c := Countdown{Until: time.Now().Add(time.Hour), Early: true, Line: func(time.Duration) string { return "left" }}
	if err := p.Wait(t.Context(), c); !errors.Is(err, ErrEarly) {
		t.Errorf("Enter = %v", err)
	}
}

// A time that was read from the system has two clocks in it, and the one that Sub takes
// stands still while a laptop sleeps.
func TestRemainingAfterSleep(t *testing.T) {
	start := time.Now()
	woke := start.Add(8 * time.Hour)
	inside := (*struct { // as package time has it: the wall, then the other clock
		wall uint64
		ext  int64
		zone *time.Location
	})(unsafe.Pointer(&woke))
	inside.ext -= int64(8 * time.Hour)
	if woke.Sub(start) != 0 || woke.Round(0).Sub(start.Round(0)) != 8*time.Hour {
		t.Skip("package time keeps its two clocks another way now")
	}
	if got := remaining(start.Add(9*time.Hour), woke); got != time.Hour {
		t.Errorf("%s remain after a sleep of 8 hours in 9, want 1h", got)
	}
}
