package prompts

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"io"
	"io/fs"
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// packed.bin is three streams of flate behind their lengths (uint32, little-endian as
// all that follows): the files, each as "name size\n" and its text; and the table of
// the letter's model, which is 766 KB as it lies in its file: its head, its hashes and
// which of a row's weights are not zero; and those weights. The two that the table is
// made of are read at once, one on each core.
const streams = 3

// modelName is the table, which is packed in a way of its own.
const modelName = "letter/model.bin"

// unpacked are the packed files but the table, read at the first that is asked for.
var unpacked = sync.OnceValue(func() map[string]string {
	files, rest := map[string]string{}, string(inflate(0))
	for rest != "" {
		head, body, _ := strings.Cut(rest, "\n")
		name, number, _ := strings.Cut(head, " ")
		size, err := strconv.Atoi(number)
		if err != nil || size > len(body) {
			panic("packed.bin: a file is cut short")
		}
		files[name], rest = body[:size], body[size:]
	}
	return files
})

// model is the table as its file says it.
var model = sync.OnceValue(func() string {
	var weights []byte
	var wait sync.WaitGroup
	wait.Go(func() { weights = inflate(2) })
	shape := inflate(1)
	wait.Wait()
	return string(unfold(shape, weights))
})

// inflate is one of the streams. A test holds that they can be read.
func inflate(i int) []byte {
	rest := packed
	for ; ; i-- {
		size := binary.LittleEndian.Uint32([]byte(rest[:4]))
		if i == 0 {
			b, err := io.ReadAll(flate.NewReader(strings.NewReader(rest[4 : 4+size])))
			if err != nil {
				panic(fmt.Sprintf("packed.bin: %v", err))
			}
			return b
		}
		rest = rest[4+size:]
	}
}

// Pack is packed.bin for these files.
func Pack(files fs.FS) ([]byte, error) {
	var plain bytes.Buffer
	shape, weights := []byte(nil), []byte(nil)
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !isPacked(name) {
			return err
		}
		b, err := fs.ReadFile(files, name)
		if name == modelName {
			shape, weights = fold(b)
		} else {
			fmt.Fprintf(&plain, "%s %d\n%s", name, len(b), b)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	var out []byte
	for i, b := range [streams][]byte{plain.Bytes(), shape, weights} {
		level := flate.HuffmanOnly
		if i == 0 {
			level = flate.BestCompression
		}
		var z bytes.Buffer
		w, _ := flate.NewWriter(&z, level) // both levels are known
		w.Write(b)
		w.Close()
		out = append(binary.LittleEndian.AppendUint32(out, uint32(z.Len())), z.Bytes()...)
	}
	return out, nil
}

func isPacked(name string) bool {
	folder, _, inside := strings.Cut(name, "/")
	if !inside {
		return name == "journey.yaml" || name == "evidence.yaml"
	}
	return slices.Contains([]string{"letter", "stages", "events"}, folder)
}

// A table is a head, the number of its rows (uint32), rows of rising hashes (uint32) and
// rows of width weights, one byte each: see letter/model.go. Its shape is the lengths
// of head and row as uint32, the head, the number, and then planes: the first byte of
// each step from hash to hash, then the second …; and the first byte of each row's mask
// of weights that are not zero, then the next. Alike bytes beside one another pack best.
const steps = 4 // bytes of a hash

// fold parts a table in its shape and its weights that are not zero.
func fold(table []byte) (shape, weights []byte) {
	head, width := headOf(table)
	rows := int(binary.LittleEndian.Uint32(table[head:]))
	hashes, body := table[head+4:][:steps*rows], table[head+4+steps*rows:]
	shape = binary.LittleEndian.AppendUint32(nil, uint32(head))
	shape = binary.LittleEndian.AppendUint32(shape, uint32(width))
	shape = append(shape, table[:head+4]...)
	for p := range steps {
		last := uint32(0)
		for r := range rows {
			h := binary.LittleEndian.Uint32(hashes[steps*r:])
			shape, last = append(shape, byte((h-last)>>(8*p))), h
		}
	}
	for p := range planes(width) {
		for r := range rows {
			mask := byte(0)
			for i, w := range body[r*width+8*p : r*width+min(8*p+8, width)] {
				if w != 0 {
					mask |= 1 << i
				}
			}
			shape = append(shape, mask)
		}
	}
	for _, w := range body {
		if w != 0 {
			weights = append(weights, w)
		}
	}
	return shape, weights
}

// headOf finds where a table's rows begin and how wide they are: the head is a line and
// sixteen bytes for each weight of a row.
func headOf(table []byte) (head, width int) {
	line := bytes.IndexByte(table, '\n') + 1
	for width = 1; width < 256; width++ {
		head = line + 16*width
		if head+4 <= len(table) && head+4+int(binary.LittleEndian.Uint32(table[head:]))*(steps+width) == len(table) {
			return head, width
		}
	}
	return 0, 0
}

func planes(width int) int { return (width + 7) / 8 }

// unfold makes a table of its shape and weights.
func unfold(shape, weights []byte) []byte {
	head, width := int(binary.LittleEndian.Uint32(shape)), int(binary.LittleEndian.Uint32(shape[4:]))
	shape = shape[8:]
	rows := int(binary.LittleEndian.Uint32(shape[head:]))
	table := make([]byte, head+4+rows*(steps+width))
	shape = shape[copy(table, shape[:head+4]):]
	hashes, body := table[head+4:][:steps*rows], table[head+4+steps*rows:]
	last := uint32(0)
	for r := range rows {
		for p := range steps {
			last += uint32(shape[p*rows+r]) << (8 * p)
		}
		binary.LittleEndian.PutUint32(hashes[steps*r:], last)
	}
	masks := shape[steps*rows:]
	for r := range rows {
		for p := range planes(width) {
			row := body[r*width+8*p:]
			for m := masks[p*rows+r]; m != 0; m &= m - 1 {
				row[bits.TrailingZeros8(m)] = weights[0]
				weights = weights[1:]
			}
		}
	}
	return table
}
