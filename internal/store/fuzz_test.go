package store

import (
	"os"
	"path/filepath"
	"testing"
)

// FuzzSalvage gives any bytes to who looks for records in a broken file: it ends, and
// what it writes is whole.
func FuzzSalvage(f *testing.F) {
	key := zeroKey(f)
	good, err := os.ReadFile(filepath.Join("testdata", "schema1.db"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good[:24<<10])
	for n := range 8 {
		_, bad := spoil(good, n)
		f.Add(bad[:min(len(bad), 32<<10)])
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		dir := t.TempDir()
		from, to := filepath.Join(dir, "from.db"), filepath.Join(dir, "to.db")
		if err := os.WriteFile(from, b, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, _, err := Wrappings(from); err != nil {
			t.Error(err)
		}
		if _, err := Salvage(ctx, from, to, key, Options{}); err != nil {
			t.Fatal(err)
		}
		verify(t, Open(to, key, Options{}))
	})
}
