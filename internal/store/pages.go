package store

import (
	"encoding/binary"
	"hash/fnv"
	"io"
)

// The layout of a bbolt file, as far as preflight reads it. Numbers are in the
// machine's own order, as bbolt keeps them.
const (
	pageHeader = 16 // id 8, flags 2, count 2, overflow 4
	element    = 16 // leaf: flags, pos, ksize, vsize; branch: pos, ksize, page 8

	flagBranch   = 0x01
	flagLeaf     = 0x02
	flagMeta     = 0x04
	flagFreelist = 0x10

	elementBucket = 0x01
	bucketHeader  = 16 // root page 8, sequence 8

	metaMagic    = 0xED0CDAED
	metaVersion  = 2
	metaSum      = 56 // what the checksum covers
	metaSize     = 64
	smallestPage = 1 << 10
	largestPage  = 1 << 24
	manyFree     = 0xFFFF // the real count is the first number of the list
)

var order = binary.NativeEndian

// meta is a header page, as far as it matters.
type meta struct {
	pageSize           uint64
	root, free, high   uint64
	transaction        uint64
	good, other, newer bool // other: not ours at all
}

func parseMeta(b []byte) meta {
	if len(b) < pageHeader+metaSize {
		return meta{other: true}
	}
	b = b[pageHeader:]
	m := meta{
		pageSize:    uint64(order.Uint32(b[8:])),
		root:        order.Uint64(b[16:]),
		free:        order.Uint64(b[32:]),
		high:        order.Uint64(b[40:]),
		transaction: order.Uint64(b[48:]),
		other:       order.Uint32(b) != metaMagic,
	}
	h := fnv.New64a()
	h.Write(b[:metaSum])
	sound := !m.other && h.Sum64() == order.Uint64(b[metaSum:])
	m.newer = sound && order.Uint32(b[4:]) > metaVersion
	m.good = sound && order.Uint32(b[4:]) == metaVersion
	return m
}

// page is one page with those that overflow from it.
type page struct {
	id       uint64
	flags    uint16
	count    int
	overflow uint64
	data     []byte
}

func parsePage(b []byte) page {
	return page{
		id:       order.Uint64(b),
		flags:    order.Uint16(b[8:]),
		count:    int(order.Uint16(b[10:])),
		overflow: uint64(order.Uint32(b[12:])),
		data:     b,
	}
}

// item is one element of a page: a key, and a value or the page that it leads to.
type item struct {
	flags      uint32
	key, value []byte
	child      uint64
}

// item reads the i-th element, or says that it lies outside of the page.
func (p page) item(i int) (item, bool) {
	at := pageHeader + i*element
	if at+element > len(p.data) {
		return item{}, false
	}
	e := p.data[at:]
	if p.flags == flagBranch {
		key, ok := cut(e, order.Uint32(e), order.Uint32(e[4:]))
		return item{key: key, child: order.Uint64(e[8:])}, ok
	}
	key, ok := cut(e, order.Uint32(e[4:]), order.Uint32(e[8:]))
	if !ok {
		return item{}, false
	}
	value, ok := cut(e, order.Uint32(e[4:])+order.Uint32(e[8:]), order.Uint32(e[12:]))
	return item{flags: order.Uint32(e), key: key, value: value}, ok
}

// cut is size bytes from pos on, if they are there. An element's own sixteen bytes
// are never part of its data.
func cut(e []byte, pos, size uint32) ([]byte, bool) {
	end := uint64(pos) + uint64(size)
	if pos < element || end > uint64(len(e)) {
		return nil, false
	}
	return e[pos:end], true
}

// window reads pages through a buffer: pages that follow one another, as most do, are
// one read. It reads little at first, and more where the reading goes on where it ended.
// What it gives is good until it is asked again.
type window struct {
	r     io.ReaderAt
	size  int64 // of the file
	start int64
	buf   []byte
	least int64 // how much to read at a time, at first
	most  int64 // and where it goes on
	ahead int64 // how much was read last, where the file had as much
}

const (
	windowSize = 128 << 10
	waySize    = 8 << 10
	wider      = 4 // times as much, where the reading goes on
)

// at is exactly size bytes, or damage: the file is shorter than it says.
func (w *window) at(start, size int64) ([]byte, error) {
	if start < w.start || start+size > w.start+int64(len(w.buf)) {
		if err := w.move(start, size); err != nil {
			return nil, err
		}
	}
	from := start - w.start
	return w.buf[from : from+size : from+size], nil
}

func (w *window) move(start, size int64) error {
	if w.ahead *= wider; w.ahead == 0 || start != w.start+int64(len(w.buf)) {
		w.ahead = w.least
	}
	w.ahead = min(w.ahead, w.most)
	want := max(size, min(w.ahead, w.size-start))
	if int64(cap(w.buf)) < want {
		w.buf = make([]byte, want)
	}
	n, err := w.r.ReadAt(w.buf[:want], start)
	w.start, w.buf = start, w.buf[:n]
	switch {
	case int64(n) >= size:
		return nil
	case err == nil || err == io.EOF:
		return damaged("file ends within a page")
	}
	return onDisk("journal file", err)
}
