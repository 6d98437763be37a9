package journal

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/recover-journal/recover/internal/clock"
)

// No two numbers share an id, and every id leads back to its number.
func TestIDs(t *testing.T) {
	seen := make(map[string]uint64)
	check := func(n uint64) {
		id := ID(n)
		if m, taken := seen[id]; taken && m != n {
			t.Fatalf("%d and %d are both %s", n, m, id)
		}
		seen[id] = n
		if back, err := Number(id); err != nil || back != n {
			t.Fatalf("%d is %s, which is %d, %v", n, id, back, err)
		}
	}
	const four, five = 1 << 20, 1<<20 + 1<<25
	for n := range uint64(20_000) {
		check(n)
		check(four - 10_000 + n)
		check(five - 10_000 + n)
	}
	for n := uint64(1); n < 1<<60; n = n*3 + 1 {
		check(n)
	}
	for n, want := range map[uint64]int{0: 4, four - 1: 4, four: 5, five - 1: 5, five: 6} {
		if id := ID(n); len(id) != want {
			t.Errorf("ID(%d) = %s, want %d signs", n, id, want)
		}
	}
}

// The first million ids are all different: the bijection, tried whole once.
func TestEveryShortID(t *testing.T) {
	if testing.Short() {
		t.Skip("a million ids")
	}
	var taken [1 << 20]bool
	for n := range uint64(1 << 20) {
		x := scramble(n, 20)
		if taken[x] || unscramble(x, 20) != n {
			t.Fatalf("%d is not alone", n)
		}
		taken[x] = true
	}
}

func TestReadID(t *testing.T) {
	for in, want := range map[string]string{"7f3k": "7f3k", " 7F3K\n": "7f3k", "OIL7": "0117"} {
		if got, err := ReadID(in); err != nil || got != want {
			t.Errorf("ReadID(%q) = %q, %v", in, got, err)
		}
	}
	for _, in := range []string{"", "7f3", "7f3u", "7f3k7f3k7f3k7", "7 3k", "äöüß", "7f3k\x00"} {
		if got, err := ReadID(in); !errors.Is(err, ErrID) {
			t.Errorf("ReadID(%q) = %q, %v", in, got, err)
		}
	}
}

func TestEntryComesBack(t *testing.T) {
	at := clock.At(time.Date(2026, 3, 8, 21, 30, 0, 0, time.UTC), time.UTC)
	e := Entry{
		ID: "7f3k", Kind: "trigger", When: at, Stored: at,
		What: "a <song> & \"more\"", Note: "two\nlines\u2028 and é",
		Fields: map[string]json.RawMessage{"intensity": []byte("7"), "felt": []byte(`"été"`), "big": []byte("12345678901234567890")},
	}
	b, err := e.Encode()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"a <song> & ", "été", "12345678901234567890"} {
		if !strings.Contains(string(b), want) {
			t.Errorf("%s: no %q", b, want)
		}
	}
	back, err := Decode(b)
	if err != nil {
		t.Fatal(err)
	}
	e.Fields["felt"] = []byte(`"été"`)
	if !reflect.DeepEqual(back, e) {
		t.Errorf("came back as %+v", back)
	}
	again, err := back.Encode()
	if err != nil || string(again) != string(b) {
		t.Errorf("encoded again: %s, %v", again, err)
	}
}

// An error never quotes what a person wrote.
func TestErrorsKeepQuiet(t *testing.T) {
	_, err := Decode([]byte(`{"what": "secret`))
	if !errors.Is(err, ErrEntry) || strings.Contains(err.Error(), "secret") {
		t.Error(err)
	}
	for _, raw := range []string{"", "secret", `"a" "secret"`, "{"} {
		_, err := Entry{Fields: map[string]json.RawMessage{"f": []byte(raw)}}.Encode()
		if !errors.Is(err, ErrEntry) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: %v", raw, err)
		}
	}
}

func FuzzReadID(f *testing.F) {
	for _, s := range []string{"7f3k", "OIL7", "", "zzzzzzzzzzzz"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		id, err := ReadID(s)
		if err != nil {
			return
		}
		n, err := Number(id)
		if err != nil || ID(n) != id {
			t.Errorf("%q is %s is %d is %s, %v", s, id, n, ID(n), err)
		}
	})
}
