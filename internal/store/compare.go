package store

import (
	"bytes"
	"slices"
)

// Contents are the things that a person wrote, by kind and name, each as a digest.
type Contents map[string]map[string][]byte

// Difference is how much of a kind is in one journal, in another and in both.
type Difference struct {
	Kind  string
	Here  int // only here
	There int // only there
	Same  int // in both, alike
	Other int // in both, in other words
}

// kinds are the things that are compared, in the order in which they are told.
var kinds = []string{"entries", "answers", "letters", "agreements", "drafts", "settings", "facts"}

func (c Contents) add(r Record) {
	kind, name, ok := r.thing()
	if !ok {
		return
	}
	if c[kind] == nil {
		c[kind] = map[string][]byte{}
	}
	c[kind][name] = []byte(r.Sum)
}

// Contents is what the journal holds.
func (tx *Tx) Contents() (Contents, error) {
	c := Contents{}
	err := tx.Records(func(r Record) error { c.add(r); return nil })
	return c, err
}

// Contents is what the backup holds.
func (b *Backup) Contents() Contents {
	c := Contents{}
	for _, r := range b.records {
		c.add(r)
	}
	return c
}

// Compare counts, kind by kind. Kinds of which there is nothing on either side are
// left out.
func Compare(here, there Contents) (list []Difference) {
	for _, kind := range kinds {
		d := Difference{Kind: kind}
		for name, sum := range here[kind] {
			other, both := there[kind][name]
			switch {
			case !both:
				d.Here++
			case bytes.Equal(sum, other):
				d.Same++
			default:
				d.Other++
			}
		}
		for name := range there[kind] {
			if _, both := here[kind][name]; !both {
				d.There++
			}
		}
		if d != (Difference{Kind: kind}) {
			list = append(list, d)
		}
	}
	return slices.Clip(list)
}
