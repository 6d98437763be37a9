package store

import (
	"bytes"
	"fmt"
	"io"
	"slices"
)

// depth is how much of a file preflight looks at.
type depth int

const (
	// whole is every page that can be reached.
	whole depth = iota
	// onTheWay is the header pages, the list of free pages and the page of buckets.
	// Every other page is looked at before it is read: way and bucket.
	onTheWay
)

// preflight reads a bbolt file as bytes and says whether bbolt may be given it: every
// offset that bbolt will follow leads to where it should, and no page is in use
// twice. It reads, it never maps and never writes; what it costs is bounded by the
// size of the file. What it gives looks at further pages, where the depth left some.
func preflight(r io.ReaderAt, size int64, d depth) (*check, error) {
	c, err := begin(r, size)
	if err != nil {
		return nil, err
	}
	return c, c.deepen(d)
}

// begin looks at what every depth looks at.
func begin(r io.ReaderAt, size int64) (*check, error) {
	w := &window{r: r, size: size, least: waySize, most: waySize}
	m, one, err := headers(w, size)
	if err != nil {
		return nil, err
	}
	c := &check{w: w, meta: m, oneHeader: one, seen: make([]uint64, m.high/64+1)}
	c.mark(0)
	c.mark(1)
	if c.free, err = c.freelist(); err != nil {
		return nil, err
	}
	return c, nil
}

// deepen looks at the pages that a depth wants besides.
func (c *check) deepen(d depth) error {
	for _, id := range c.free {
		if !c.mark(id) {
			return damaged("page %d is in use and free", id)
		}
	}
	if d == onTheWay {
		return c.start()
	}
	c.w.most = windowSize
	if err := c.walk(c.meta.root); err != nil {
		return err
	}
	c.done = true
	return nil
}

// headers reads both header pages and takes the one that bbolt will take: the later
// of the sound ones.
func headers(w *window, size int64) (m meta, one bool, err error) {
	first := headerAt(w, 0)
	second := secondHeader(w, size, first)
	m = first
	switch {
	case first.newer || second.newer:
		return meta{}, false, fmt.Errorf("file format: %w", ErrNewer)
	case !first.good && !second.good:
		return meta{}, false, damaged("both header pages")
	case !first.good, second.good && second.transaction > first.transaction:
		m = second
	}
	if err := m.bounds(size); err != nil {
		return meta{}, false, err
	}
	if first.good && second.good && first.pageSize != second.pageSize {
		return meta{}, false, damaged("header pages disagree")
	}
	return m, !first.good || !second.good, nil
}

// headerAt is the header page at an offset. One that cannot be read is not sound.
func headerAt(w *window, offset int64) meta {
	b, err := w.at(offset, pageHeader+metaSize)
	if err != nil {
		return meta{}
	}
	return parseMeta(b)
}

// secondHeader is on the second page, whose place only a sound first one tells; else
// every size of page is tried, as bbolt does.
func secondHeader(w *window, size int64, first meta) meta {
	if first.good {
		if !validPageSize(first.pageSize) {
			return meta{}
		}
		return headerAt(w, int64(first.pageSize))
	}
	for at := int64(smallestPage); at <= largestPage && at < size; at *= 2 {
		if m := headerAt(w, at); (m.good || m.newer) && m.pageSize == uint64(at) {
			return m
		}
	}
	return meta{}
}

func validPageSize(n uint64) bool {
	return n >= smallestPage && n <= largestPage && n&(n-1) == 0
}

// bounds: all pages lie in the file, and those that the header names lie among them.
func (m meta) bounds(size int64) error {
	if !validPageSize(m.pageSize) {
		return damaged("pages of %d bytes", m.pageSize)
	}
	if m.high < 4 || m.high > uint64(size)/m.pageSize {
		return damaged("file of %d bytes for %d pages", size, m.high)
	}
	if m.root < 2 || m.root >= m.high || m.free < 2 || m.free >= m.high {
		return damaged("header page")
	}
	return nil
}

// check is one preflight on its way through a file.
type check struct {
	w         *window
	meta      meta
	oneHeader bool     // the other header page is damaged
	free      []uint64 // the free pages
	listed    []byte   // the list of them as it lies in the file
	seen      []uint64 // a bit for each page that is in use, or free
	done      bool     // nothing is left to look at

	base  []uint64         // seen, before anything was looked at on the way
	roots map[byte]uint64  // the bucket's root page; zero lies in the page of buckets
	known map[uint64]known // pages on the way to something that was read
	ready [256]bool        // buckets that were looked at whole
	sweep *check           // looked at the pages above spans
}

// mark says that a page is in use, and whether it was not before.
func (c *check) mark(id uint64) bool {
	bit := uint64(1) << (id % 64)
	fresh := c.seen[id/64]&bit == 0
	c.seen[id/64] |= bit
	return fresh
}

// load reads a page with its overflow and marks them all. Its bytes are good until the
// next one is loaded.
func (c *check) load(id uint64, want ...uint16) (page, error) {
	if id < 2 || id >= c.meta.high {
		return page{}, damaged("page %d of %d", id, c.meta.high)
	}
	start, size := int64(id*c.meta.pageSize), int64(c.meta.pageSize)
	b, err := c.w.at(start, size)
	if err != nil {
		return page{}, err
	}
	p := parsePage(b)
	if p.id != id || !slices.Contains(want, p.flags) {
		return page{}, damaged("page %d says it is %d of kind %x", id, p.id, p.flags)
	}
	if p.overflow >= c.meta.high-id {
		return page{}, damaged("page %d runs over the end", id)
	}
	for i := id; i <= id+p.overflow; i++ {
		if !c.mark(i) {
			return page{}, damaged("page %d is in use twice", i)
		}
	}
	if p.overflow > 0 {
		p.data, err = c.w.at(start, size*int64(p.overflow+1))
	}
	return p, err
}

// freelist is the list of free pages: in bounds, rising, none twice.
func (c *check) freelist() ([]uint64, error) {
	p, err := c.load(c.meta.free, flagFreelist)
	if err != nil {
		return nil, err
	}
	c.listed = bytes.Clone(p.data)
	data, n := p.data[pageHeader:], uint64(p.count)
	if p.count == manyFree {
		n, data = order.Uint64(data), data[8:]
	}
	if n > uint64(len(data))/8 {
		return nil, damaged("list of %d free pages", n)
	}
	list := make([]uint64, n)
	for i := range list {
		list[i] = order.Uint64(data[8*i:])
		if list[i] < 2 || list[i] >= c.meta.high || i > 0 && list[i] <= list[i-1] {
			return nil, damaged("free page %d", list[i])
		}
	}
	return list, nil
}

// walk checks the tree of buckets and the tree of each.
func (c *check) walk(root uint64) error {
	var buckets []uint64
	c.roots = map[byte]uint64{}
	err := c.tree(root, nil, nil, 0, func(it item) error {
		if it.flags != elementBucket || len(it.value) < bucketHeader {
			return damaged("root page")
		}
		id := order.Uint64(it.value)
		if len(it.key) == 1 {
			c.roots[it.key[0]] = id
		}
		if id != 0 {
			buckets = append(buckets, id)
			return nil
		}
		return inlineBucket(it.value[bucketHeader:])
	})
	c.base = slices.Clone(c.seen)
	for _, id := range buckets {
		if err == nil {
			err = c.tree(id, nil, nil, 0, plainItem)
		}
	}
	return err
}

// plainItem is what our buckets hold: no bucket within a bucket.
func plainItem(it item) error {
	if it.flags != 0 {
		return damaged("element of kind %x", it.flags)
	}
	return nil
}

// deepest is more levels than a tree of all pages of any disk has.
const deepest = 32

// tree checks the page and all below it. Every key in it lies in [from, to).
func (c *check) tree(id uint64, from, to []byte, level int, leaf func(item) error) error {
	if level > deepest {
		return damaged("tree is too deep")
	}
	p, err := c.load(id, flagBranch, flagLeaf)
	if err != nil {
		return err
	}
	if p.flags == flagLeaf {
		return p.each(from, to, leaf)
	}
	if p.count == 0 {
		return damaged("page %d is an empty branch", id)
	}
	p.data = bytes.Clone(p.data) // to outlive the pages below it
	list := make([]item, 0, p.count)
	err = p.each(from, to, func(it item) error { list = append(list, it); return nil })
	for i, it := range list {
		end := to
		if i+1 < len(list) {
			end = list[i+1].key
		}
		if err == nil {
			err = c.tree(it.child, it.key, end, level+1, leaf)
		}
	}
	return err
}

// each gives f the elements of a page: all within it, with keys that rise within
// [from, to). A nil bound is none.
func (p page) each(from, to []byte, f func(item) error) error {
	last, first := from, true
	for i := range p.count {
		it, ok := p.item(i)
		if !ok || len(it.key) == 0 {
			return damaged("page %d: element %d lies outside", p.id, i)
		}
		if c := bytes.Compare(last, it.key); c > 0 || c == 0 && !first || to != nil && bytes.Compare(it.key, to) >= 0 {
			return damaged("page %d: keys out of order", p.id)
		}
		if err := f(it); err != nil {
			return err
		}
		last, first = it.key, false
	}
	return nil
}

// inlineBucket is a bucket so small that its one page lies within an element.
func inlineBucket(b []byte) error {
	if len(b) < pageHeader {
		return damaged("small bucket")
	}
	p := parsePage(b)
	if p.flags != flagLeaf || p.overflow != 0 {
		return damaged("small bucket of kind %x", p.flags)
	}
	return p.each(nil, nil, plainItem)
}
