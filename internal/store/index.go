package store

import (
	"encoding/binary"
	"slices"
)

// The index leads from an entry's id to its number. Thirty ids that follow one
// another share a record, which is as long as the shortest record can be: some ten
// bytes for an id, and an append writes to the last one. Zero means never given; an
// id whose entry was removed leads to the stub.
const perBlock = 30

func block(id uint64) (key []byte, slot int) {
	return number(id / perBlock), int(id%perBlock) * 8
}

// lookUp is the number of the entry with an id, or zero.
func (tx *Tx) lookUp(id uint64) (uint64, error) {
	key, slot := block(id)
	body, err := tx.indexBlock(key)
	if err != nil || body == nil {
		return 0, err
	}
	return binary.BigEndian.Uint64(body[slot:]), nil
}

// point makes an id lead to the entry at a number.
func (tx *Tx) point(id, at uint64) error {
	key, slot := block(id)
	body, err := tx.indexBlock(key)
	if err != nil {
		return err
	}
	if body == nil {
		body = make([]byte, perBlock*8)
	}
	body = slices.Clone(body)
	binary.BigEndian.PutUint64(body[slot:], at)
	return tx.put(bIndex, key, body)
}

// freshBlock says that no id of a block was given by the counter, nor could have been
// taken in without moving it.
func freshBlock(key []byte, next uint64) bool {
	first := binary.BigEndian.Uint64(key) * perBlock
	return first >= next && first+perBlock <= farID
}

func (tx *Tx) indexBlock(key []byte) ([]byte, error) {
	body, err := tx.get(bIndex, key)
	if err == nil && body != nil && len(body) != perBlock*8 {
		err = tx.damage("index block of %d bytes", len(body))
	}
	return body, err
}
