package store

import (
	"encoding/binary"
	"strings"
)

// The buckets. One letter each, so that a name in the file says nothing. They are in
// every journal from the start, and their order here is that of the head's tallies:
// a new one goes to the end.
const (
	bEntries    = 'e' // number → entry or stub
	bIndex      = 'i' // block of ids → their entries' numbers
	bFacts      = 'f' // number → fact
	bAnswers    = 'a' // name → latest words
	bAnswersOld = 'v' // number → earlier words
	bLetters    = 'l'
	bLettersOld = 'r'
	bAgree      = 'g'
	bAgreeOld   = 'o'
	bDrafts     = 'd'
	bSettings   = 's'
	bUndo       = 'u'

	bHead  = 'h' // the sealed head, in no tally
	bClear = 'k' // the only one in the clear

	tallied = "eifavlrgodsu"
)

// appended are the buckets that grow at their end only, so that their pages may be
// filled nearly to the brim.
const (
	appended   = "eifvro"
	brimful    = 0.95
	headKey    = "h"
	undoKey    = "u"
	firstEntry = uint64(1)
)

func position(bucket byte) int { return strings.IndexByte(tallied, bucket) }

// number is the key of the n-th record: eight bytes, so that the order of keys is the
// order of numbers.
func number(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }
