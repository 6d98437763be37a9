package prompts

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"math/bits"
	"slices"
)

// A table is a head, the number of its rows (uint32), rising hashes (uint32) and rows
// of width weights, one byte each: see letter/model.go. Most weights are zero, and
// hashes lie evenly, so what is packed of a row is the step from the hash before, a mask
// of the weights that are not zero, and these. Each byte of them is written in a code of
// few bits for what is frequent at its place (Huffman), which is read in a tenth of the
// time that flate takes: a letter's check waits for it.
//
// Packed it is the lengths of head and row (uint32), the head, the number, for each
// place the length of the code of each byte, two in a byte, and the bits, lowest first.
const (
	hash    = 4  // bytes of a hash
	steps   = 2  // bytes of the step to it: of 24 bits and some ten thousands, none is so far from the next
	longest = 12 // bits of a code
)

// places are those of a step's bytes, of a mask's, and one for all weights.
func places(width int) int { return steps + planes(width) + 1 }

func planes(width int) int { return (width + 7) / 8 }

// modelSize is the size of the table in its file.
func modelSize() int {
	p := part(1)
	head, width := int(binary.LittleEndian.Uint32(p)), int(binary.LittleEndian.Uint32(p[4:]))
	return head + 4 + int(binary.LittleEndian.Uint32(p[8+head:]))*(hash+width)
}

// model is the table as its file says it.
func model() []byte {
	p := part(1)
	head, width := int(binary.LittleEndian.Uint32(p)), int(binary.LittleEndian.Uint32(p[4:]))
	rows := int(binary.LittleEndian.Uint32(p[8+head:]))
	table := make([]byte, modelSize())
	p = p[8+copy(table, p[8:8+head+4]):]
	codes := make([]decoder, places(width))
	for i := range codes {
		codes[i] = decoderOf(p[:128])
		p = p[128:]
	}
	hashes, body := table[head+4:][:hash*rows], table[head+4+hash*rows:]
	weights, last := &codes[len(codes)-1], uint32(0)
	at, row := 0, 0 // a bit of p; a byte of body
	for r := range rows {
		window := binary.LittleEndian.Uint64(p[at>>3:]) >> (at & 7)
		for i := range steps { // 7 bits and two codes are less than 64
			e := codes[i][window&(1<<longest-1)]
			window >>= e & 15
			at += int(e & 15)
			last += uint32(e>>4) << (8 * i)
		}
		binary.LittleEndian.PutUint32(hashes[hash*r:], last)
		for i := range planes(width) {
			window := binary.LittleEndian.Uint64(p[at>>3:]) >> (at & 7)
			e := codes[steps+i][window&(1<<longest-1)]
			window >>= e & 15
			at += int(e & 15)
			read := 1
			for m := byte(e >> 4); m != 0; m &= m - 1 {
				if read++; read > 4 {
					window, read = binary.LittleEndian.Uint64(p[at>>3:])>>(at&7), 1
				}
				e := weights[window&(1<<longest-1)]
				window >>= e & 15
				at += int(e & 15)
				body[row+8*i+bits.TrailingZeros8(m)] = byte(e >> 4)
			}
		}
		row += width
	}
	return table
}

// decoder gives for the next bits the byte that they begin with, and in the lowest four
// how many were its.
type decoder [1 << longest]uint16

func decoderOf(lengths []byte) (d decoder) {
	for sign, c := range codesOf(lengths) {
		if c.size == 0 {
			continue
		}
		for i := int(c.bits); i < len(d); i += 1 << c.size {
			d[i] = uint16(sign)<<4 | uint16(c.size)
		}
	}
	return d
}

// code is the bits that stand for a byte, lowest first.
type code struct {
	bits uint16
	size byte
}

// codesOf are the codes of all bytes by their lengths, four bits each: the shorter first,
// of equal ones in the order of the bytes.
func codesOf(lengths []byte) (codes [256]code) {
	next := uint16(0)
	for size := byte(1); size <= longest; size++ {
		for sign := range codes {
			if lengths[sign/2]>>(4*(sign%2))&15 == size {
				codes[sign] = code{bits.Reverse16(next) >> (16 - size), size}
				next++
			}
		}
		next <<= 1
	}
	return codes
}

// fold packs a table.
func fold(table []byte) (out []byte) {
	head, width := headOf(table)
	var seen []sight
	eachSign(table, head, width, func(place int, sign byte) { seen = append(seen, sight{place, sign}) })
	counts := make([][256]int, places(width))
	for _, s := range seen {
		counts[s.place][s.sign]++
	}
	out = binary.LittleEndian.AppendUint32(nil, uint32(head))
	out = binary.LittleEndian.AppendUint32(out, uint32(width))
	out = append(out, table[:head+4]...)
	codes := make([][256]code, places(width))
	for i := range counts {
		lengths := lengthsOf(counts[i], longest)
		out, codes[i] = append(out, lengths...), codesOf(lengths)
	}
	w := bitWriter{out: out}
	for _, s := range seen {
		w.write(codes[s.place][s.sign])
	}
	return append(w.end(), make([]byte, 8)...) // so that the last codes are read as all others
}

// sight is a byte at its place.
type sight struct {
	place int
	sign  byte
}

// eachSign gives what is packed of a table, in order.
func eachSign(table []byte, head, width int, f func(place int, sign byte)) {
	rows := int(binary.LittleEndian.Uint32(table[head:]))
	hashes, body := table[head+4:][:hash*rows], table[head+4+hash*rows:]
	last := uint32(0)
	for r := range rows {
		h := binary.LittleEndian.Uint32(hashes[hash*r:])
		for i := range steps {
			f(i, byte((h-last)>>(8*i)))
		}
		last = h
		for i := range planes(width) {
			some, mask := body[r*width+8*i:r*width+min(8*i+8, width)], byte(0)
			for k, w := range some {
				if w != 0 {
					mask |= 1 << k
				}
			}
			f(steps+i, mask)
			for _, w := range some {
				if w != 0 {
					f(steps+planes(width), w)
				}
			}
		}
	}
}

// headOf finds where a table's rows begin and how wide they are: the head is a line and
// sixteen bytes for each weight of a row.
func headOf(table []byte) (head, width int) {
	line := bytes.IndexByte(table, '\n') + 1
	for width = 1; width < 256; width++ {
		head = line + 16*width
		if head+4 <= len(table) && head+4+int(binary.LittleEndian.Uint32(table[head:]))*(hash+width) == len(table) {
			return head, width
		}
	}
	return 0, 0
}

// lengthsOf are the lengths of the best codes for bytes that stand so often, four bits
// each. Where one came out longer than may be, what is rare is taken for less rare.
func lengthsOf(counts [256]int, longest byte) []byte {
	type node struct {
		count int
		signs []byte
	}
	for {
		var nodes []node
		for sign, n := range counts {
			if n > 0 {
				nodes = append(nodes, node{n, []byte{byte(sign)}})
			}
		}
		var size [256]byte
		if len(nodes) == 1 {
			size[nodes[0].signs[0]] = 1
		}
		for len(nodes) > 1 {
			slices.SortStableFunc(nodes, func(a, b node) int { return cmp.Compare(a.count, b.count) })
			both := node{nodes[0].count + nodes[1].count, slices.Concat(nodes[0].signs, nodes[1].signs)}
			for _, sign := range both.signs {
				size[sign]++
			}
			nodes = append(nodes[2:], both)
		}
		if slices.Max(size[:]) <= longest {
			lengths := make([]byte, 128)
			for sign, n := range size {
				lengths[sign/2] |= n << (4 * (sign % 2))
			}
			return lengths
		}
		for sign, n := range counts {
			if n > 0 {
				counts[sign] = n/2 + 1
			}
		}
	}
}
