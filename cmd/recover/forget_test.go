package main_test

import (
	"context"
	"strings"
	"testing"

	"github.com/recover-journal/recover/internal/journal"
	"github.com/recover-journal/recover/internal/store"
)

// What was removed for good stands in no copy beside the journal either, from that moment
// on: its sealed bytes are in none of them.
func TestRemovedForGood(t *testing.T) {
	home := begun(t)
	must(t, home, "stays", "log", "add", "urge", "-")
	must(t, home, "goes", "log", "add", "urge", "-")
	mustAt(t, home, "2026-01-02T18:00:00Z", `{}`) // the copy of the second day holds both
	key := keyFileOf(t, home)
	holding := func(what string) (n int) {
		for _, file := range journals(t, home) {
			err := store.Open(file, key, store.Options{}).View(context.Background(), func(tx *store.Tx) error {
				return tx.EachEntry(func(e journal.Entry) bool {
					if e.What == what {
						n++
					}
					return true
				})
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		return n
	}
	if n := holding("goes"); n != 2 {
		t.Fatalf("%d hold it before, so that proves nothing", n)
	}
	for _, e := range logged(t, home) {
		if strings.Contains(e.What, "goes") {
			must(t, home, "", "log", "rm", e.ID, "--now")
		}
	}
	if n := holding("goes"); n != 0 {
		t.Errorf("%d files hold it still", n)
	}
	if n := holding("stays"); n != 3 {
		t.Errorf("%d files hold what stays", n)
	}
}
