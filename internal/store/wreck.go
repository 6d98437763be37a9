package store

import (
	"bytes"
	"os"
)

// eachItem gives every element of every leaf page that can be made out in the bytes of
// a file, in use or not. A page that is too damaged to be read gives what it can.
func eachItem(b []byte, f func(page uint64, key, value []byte)) {
	size := pageSizeOf(b)
	for at := 0; at+pageHeader <= len(b); at += size {
		p := parsePage(b[at:])
		if p.flags != flagLeaf || p.id != uint64(at/size) {
			continue
		}
		end := len(b)
		if p.overflow < uint64(len(b)/size) {
			end = min(end, at+size*int(p.overflow+1))
		}
		p.data = b[at:end]
		eachOf(p, uint64(at/size), f)
	}
}

func eachOf(p page, id uint64, f func(page uint64, key, value []byte)) {
	for i := range p.count {
		it, ok := p.item(i)
		switch {
		case !ok:
		case it.flags == elementBucket:
			if len(it.value) >= bucketHeader+pageHeader && order.Uint64(it.value) == 0 {
				if in := parsePage(it.value[bucketHeader:]); in.flags == flagLeaf {
					eachOf(in, id, f)
				}
			}
		default:
			f(id, it.key, it.value)
		}
	}
}

// pageSizeOf is what a sound header page says, or this machine's own.
func pageSizeOf(b []byte) int {
	w := &window{r: bytes.NewReader(b), size: int64(len(b)), least: waySize, most: waySize}
	if m, _, err := headers(w, int64(len(b))); err == nil {
		return int(m.pageSize)
	}
	for _, at := range []int{0, os.Getpagesize()} {
		if at < len(b) {
			if m := parseMeta(b[at:]); m.good && validPageSize(m.pageSize) {
				return int(m.pageSize)
			}
		}
	}
	return os.Getpagesize()
}

// freePages are the pages on a sound list of free ones; with none that is sound no page
// passes for free.
func freePages(b []byte) (free map[uint64]bool, sound bool) {
	free = map[uint64]bool{}
	c, err := begin(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return free, false
	}
	for _, id := range c.free {
		free[id] = true
	}
	return free, true
}
