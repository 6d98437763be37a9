package store

import (
	"bytes"
	"slices"
	"sort"
)

// known is a page that was looked at on the way to something, with what it takes to go
// on from there.
type known struct {
	parent   uint64
	low      []byte // a leaf's first key, or nothing
	keys     [][]byte
	children []uint64
}

// start looks at the page of buckets, and whole at the two small ones that every
// transaction reads.
func (c *check) start() error {
	c.roots, c.known = map[byte]uint64{}, map[uint64]known{}
	err := c.tree(c.meta.root, nil, nil, 0, func(it item) error {
		if it.flags != elementBucket || len(it.value) < bucketHeader || len(it.key) != 1 {
			return damaged("root page")
		}
		id := order.Uint64(it.value)
		c.roots[it.key[0]] = id
		if id == 0 {
			return inlineBucket(it.value[bucketHeader:])
		}
		return nil
	})
	c.base = slices.Clone(c.seen)
	for _, b := range []byte{bClear, bHead} {
		if err == nil {
			err = c.bucket(b)
		}
	}
	return err
}

// bucket looks at every page of a bucket, once. That none of them belongs to another
// bucket as well only the whole look tells; a record's seal tells it, too.
func (c *check) bucket(name byte) error {
	if c.done || c.ready[name] {
		return nil
	}
	root, there := c.roots[name]
	if there && root != 0 {
		own := &check{w: c.w, meta: c.meta, seen: slices.Clone(c.base)}
		c.w.most = windowSize
		defer func() { c.w.most = waySize }()
		if err := own.tree(root, nil, nil, 0, plainItem); err != nil {
			return err
		}
	}
	c.ready[name] = true
	return nil
}

// way looks at each page between a bucket's root and where a key lies or would lie,
// and gives the first key of the leaf: down to it nothing else need be looked at.
func (c *check) way(name byte, key []byte) (low []byte, err error) {
	if c.done || c.ready[name] || c.roots[name] == 0 {
		return nil, nil
	}
	var from, to []byte
	id, parent := c.roots[name], uint64(0)
	for range deepest {
		k, err := c.visit(id, parent, from, to)
		if err != nil || k.children == nil {
			return k.low, err
		}
		// The last child whose first key is not above; the first one takes what is below.
		i := max(0, sort.Search(len(k.keys), func(i int) bool { return bytes.Compare(k.keys[i], key) > 0 })-1)
		from = k.keys[i]
		if i+1 < len(k.keys) {
			to = k.keys[i+1]
		}
		parent, id = id, k.children[i]
	}
	return nil, damaged("tree is too deep")
}

// visit looks at one page, whose keys lie in [from, to), or remembers that it did.
func (c *check) visit(id, parent uint64, from, to []byte) (known, error) {
	if k, ok := c.known[id]; ok {
		if k.parent != parent {
			return known{}, damaged("page %d is in use twice", id)
		}
		return k, nil
	}
	p, err := c.load(id, flagBranch, flagLeaf)
	if err != nil {
		return known{}, err
	}
	k := known{parent: parent}
	err = p.each(from, to, func(it item) error {
		if p.flags == flagBranch {
			k.keys, k.children = append(k.keys, bytes.Clone(it.key)), append(k.children, it.child)
			return nil
		}
		if k.low == nil {
			k.low = bytes.Clone(it.key)
		}
		return plainItem(it)
	})
	if err == nil && p.flags == flagBranch && p.count == 0 {
		err = damaged("page %d is an empty branch", id)
	}
	if err == nil {
		c.known[id] = k
	}
	return k, err
}

// span is a page and all below it, whose keys lie in [from, to).
type span struct {
	page     uint64
	from, to []byte
	level    int
}

// spans parts a bucket in as many as are wanted, or more, or all of its pages but those
// that lead to them. Who reads them looks at each: see apart and join.
func (c *check) spans(name byte, wanted int) ([]span, error) {
	c.sweep = c.apart(waySize)
	list := []span{{page: c.roots[name]}}
	for range deepest {
		branches, err := c.sweep.branch(list[0].page)
		if err != nil || !branches || len(list) >= wanted {
			return list, err
		}
		below := make([]span, 0, len(list)*int(c.meta.pageSize)/tightest)
		for _, s := range list {
			if below, err = c.sweep.below(below, s); err != nil {
				return nil, err
			}
		}
		list = below
	}
	return nil, damaged("tree is too deep")
}

// tightest is about what an element of a branch takes, with its key: more of them are
// seldom on a page.
const tightest = 32

// branch says that a page leads to others. It is not marked: it will be read.
func (c *check) branch(id uint64) (bool, error) {
	if id < 2 || id >= c.meta.high {
		return false, damaged("page %d of %d", id, c.meta.high)
	}
	b, err := c.w.at(int64(id*c.meta.pageSize), int64(c.meta.pageSize))
	return err == nil && parsePage(b).flags == flagBranch, err
}

func (c *check) below(list []span, s span) ([]span, error) {
	p, err := c.load(s.page, flagBranch)
	if err != nil {
		return nil, err
	}
	p.data = bytes.Clone(p.data) // for the keys, which outlive the page
	first := len(list)
	err = p.each(s.from, s.to, func(it item) error {
		if len(list) > first {
			list[len(list)-1].to = it.key
		}
		list = append(list, span{it.child, it.key, s.to, s.level + 1})
		return nil
	})
	if err == nil && len(list) == first {
		err = damaged("page %d is an empty branch", s.page)
	}
	return list, err
}

// apart is a check of the same file for another goroutine, which reads so many bytes at
// a time.
func (c *check) apart(ahead int64) *check {
	return &check{w: &window{r: c.w.r, size: c.w.size, least: ahead, most: ahead}, meta: c.meta, seen: slices.Clone(c.base)}
}

// join holds that no page was read by two of the checks that were set apart, or by one
// of them and spans.
func (c *check) join(list []*check) error {
	all := slices.Clone(c.sweep.seen)
	for _, other := range list {
		for i, bits := range other.seen {
			if bits&^c.base[i]&all[i] != 0 {
				return damaged("a page of entries is in use twice")
			}
			all[i] |= bits
		}
	}
	return nil
}
