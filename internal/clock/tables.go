package clock

import (
	"compress/flate"
	_ "embed"
	"encoding/binary"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"
)

// zones.bin is the tables of all zones, of Go's own lib/time/zoneinfo.zip, in an eighth
// of what time/tzdata takes. A test holds it against them:
//
//	go test ./internal/clock -update
//
// It is the SHA-256 of that file and then parts behind their lengths (uint32,
// little-endian), each as flate: a list, and blocks of tables, which are read one by one.
// A line of the list is the size of a table and its names; an empty one ends a block.
//
//go:embed zones.bin
var zones string // never changed

// table is where the table of a zone lies.
type table struct {
	block    func() string
	from, to int
}

// bytes is the table as time.LoadLocationFromTZData takes it.
func (t table) bytes() []byte { return []byte(t.block()[t.from:t.to]) }

// tables is the list by name, read when a zone is first missed.
var tables = sync.OnceValue(func() map[string]table {
	list, rest := zonePart(zones[32:])
	known, next := map[string]table{}, table{}
	for line := range strings.Lines(inflate(list)) {
		sized := strings.Fields(line)
		if len(sized) == 0 {
			next = table{}
			continue
		}
		if next.block == nil {
			var block string
			block, rest = zonePart(rest)
			next.block = sync.OnceValue(func() string { return inflate(block) })
		}
		size, err := strconv.Atoi(sized[0])
		if err != nil {
			panic(fmt.Sprintf("zones.bin: %v", err))
		}
		next.from, next.to = next.to, next.to+size
		for _, name := range sized[1:] {
			known[name] = next
		}
	}
	return known
})

// zonePart is the first part, and what follows it.
func zonePart(s string) (first, rest string) {
	size := binary.LittleEndian.Uint32([]byte(s[:4]))
	return s[4 : 4+size], s[4+size:]
}

// inflate reads a part. A test holds that each can be read.
func inflate(s string) string {
	b, err := io.ReadAll(flate.NewReader(strings.NewReader(s)))
	if err != nil {
		panic(fmt.Sprintf("zones.bin: %v", err))
	}
	return string(b)
}
