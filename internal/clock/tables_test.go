package clock

import (
	"archive/zip"
	"bytes"
	"cmp"
	"compress/flate"
	"crypto/sha256"
	"encoding/binary"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write zones.bin anew")

// Every name that Go knows has the same table here, to the byte, and no other name has
// one. A Go with newer tables than these is no fault.
func TestTables(t *testing.T) {
	file := zoneFile(t)
	want := tablesOf(t, file)
	sum := sha256.Sum256(file)
	if *update {
		if err := os.WriteFile("zones.bin", pack(sum[:], want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if known := tables(); len(known) < 590 {
		t.Fatalf("there are %d zones", len(known))
	}
	for name, at := range tables() {
		if l, err := time.LoadLocationFromTZData(name, at.bytes()); err != nil || l.String() != name {
			t.Errorf("%s: %v, %v", name, l, err)
		}
		if _, ok := want[name]; !ok && zones[:32] == string(sum[:]) {
			t.Errorf("%s is no zone: go test ./internal/clock -update", name)
		}
	}
	if zones[:32] != string(sum[:]) {
		t.Skip("this Go has other tables than those that zones.bin was made from: go test ./internal/clock -update takes them")
	}
	for name, table := range want {
		if got, ok := tables()[name]; !ok || !bytes.Equal(got.bytes(), table) {
			t.Errorf("%s has another table: go test ./internal/clock -update", name)
		}
	}
}

// Without tables on the machine a zone is what it is with them, and what is no zone is
// none.
func TestZoneWithoutTables(t *testing.T) {
	for _, name := range []string{"Europe/Paris", "America/Santiago", "Australia/Lord_Howe", "Etc/GMT+12", "EST5EDT"} {
		carried, err := carriedZone(name)
		if err != nil {
			t.Fatal(err)
		}
		with, err := Zone(name)
		if err != nil {
			t.Fatal(err)
		}
		at := time.Date(2025, 1, 15, 12, 0, 0, 0, time.UTC)
		for range 24 {
			if a, b := at.In(carried).Format(time.RFC1123Z), at.In(with).Format(time.RFC1123Z); a != b || carried.String() != name {
				t.Errorf("%s: %s is %s with the tables of this machine", carried, a, b)
			}
			at = at.AddDate(0, 1, 0)
		}
	}
	for _, name := range []string{"Nowhere/Land", "europe/paris/", "../Europe/Paris"} {
		if _, err := carriedZone(name); err == nil {
			t.Errorf("%s is taken for a zone", name)
		}
	}
}

func zoneFile(t *testing.T) []byte {
	t.Helper()
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(root)), "lib", "time", "zoneinfo.zip"))
	if err != nil {
		t.Skip("this Go comes without tables of the zones")
	}
	return b
}

func tablesOf(t *testing.T, file []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if all[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(f.Name, "/") {
			delete(all, f.Name)
		}
	}
	return all
}

// pack is zones.bin for these tables. Those that end alike, in the rule of today, have
// most in common and go into one block.
func pack(sum []byte, all map[string][]byte) []byte {
	names := map[string][]string{}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		names[string(all[name])] = append(names[string(all[name])], name)
	}
	rule := func(table string) string { return table[strings.LastIndexByte(table[:len(table)-1], '\n'):] }
	var list strings.Builder
	blocks := []string{""}
	for _, table := range slices.SortedFunc(maps.Keys(names), func(a, b string) int {
		return cmp.Or(strings.Compare(rule(a), rule(b)), strings.Compare(a, b))
	}) {
		if last := blocks[len(blocks)-1]; last != "" && len(last)+len(table) > 16_000 {
			blocks = append(blocks, "")
			list.WriteByte('\n')
		}
		blocks[len(blocks)-1] += table
		fmt.Fprintln(&list, len(table), strings.Join(names[table], " "))
	}
	out := slices.Clone(sum)
	for _, part := range append([]string{list.String()}, blocks...) {
		var b bytes.Buffer
		w, _ := flate.NewWriter(&b, flate.BestCompression) // there is this level
		io.WriteString(w, part)
		w.Close()
		out = append(binary.LittleEndian.AppendUint32(out, uint32(b.Len())), b.Bytes()...)
	}
	return out
}
