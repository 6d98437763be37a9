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
		c.w.ahead = windowSize
		defer func() { c.w.ahead = waySize }()
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
