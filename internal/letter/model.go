package letter

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"math"
	"slices"
	"strings"

	"github.com/recover-journal/recover/internal/text"
)

// The model is one linear table: a feature has a weight for each category and each
// element, a sentence has for each the sum of the weights of what it holds, and where
// the sum is high enough, it is found. The file begins with the line Magic; all numbers
// in it are little-endian. Behind the line stand, for each output in the order of
// Categories and then Elements, four int32: the bias, the least sums where a strong rule
// speaks and where none does, and by how much more it must be in a whole letter. Then the number of features as uint32, their hashes
// (see Hash) in rising order, each a uint32, and behind them a row of int8 for each feature.
// Weights and sums are whole numbers, so that no machine reads them differently, and
// nothing is parsed: the file is looked up where it lies.
type table struct {
	bias, veto, alone, care []int
	hashes, weights         []byte
	n                       int
}

// Magic is the first line of a model.
const Magic = "recover letter model 3\n"

// outputs are what the table tells apart, by number.
var outputs = append(Categories(), Elements()...)

// never is a sum that no sentence reaches.
const never = math.MaxInt32

// IsModel says that these bytes are a table of the model.
func IsModel(src []byte) bool { return newTable(src).n > 0 }

// newTable reads a model. Without one, or with a broken one, rules stand alone and no
// element is found.
func newTable(src []byte) *table {
	n := len(outputs)
	t := &table{bias: make([]int, n), care: make([]int, n)}
	for range n {
		t.veto, t.alone = append(t.veto, -never), append(t.alone, never)
	}
	src, ok := bytes.CutPrefix(src, []byte(Magic))
	if !ok || len(src) < 16*n+4 {
		return t
	}
	rows := int(number(src[16*n:]))
	body := src[16*n+4:]
	if len(body) != rows*(4+n) {
		return t
	}
	for k := range n {
		for i, to := range []*int{&t.bias[k], &t.veto[k], &t.alone[k], &t.care[k]} {
			*to = int(int32(number(src[16*k+4*i:])))
		}
	}
	t.n, t.hashes, t.weights = rows, body[:4*rows], body[4*rows:]
	return t
}

func number(b []byte) uint32 { return binary.LittleEndian.Uint32(b) }

// hashBits are few, for a hash that says more takes more room. What is not in the table
// is taken once in five hundred times for something that is; the judging of writers
// whom the table has not seen comes out the same as with 32.
const hashBits = 24

// Hash is the number under which a feature stands in the table: the upper bits of FNV-1a.
func Hash(name []byte) uint32 {
	h := uint32(2166136261)
	for _, c := range name {
		h = (h ^ uint32(c)) * 16777619
	}
	return h >> (32 - hashBits)
}

// row are the weights of a feature, one byte an output, or nothing.
func (t *table) row(h uint32) []byte {
	// Hashes lie evenly, so the place is nearly where their size says.
	low, high := 0, t.n
	for low < high {
		mid := low + (high-low)/2
		if high-low > 32 {
			a, b := number(t.hashes[4*low:]), number(t.hashes[4*(high-1):])
			if h < a || h > b {
				return nil
			}
			mid = low + int(uint64(h-a)*uint64(high-1-low)/(uint64(b-a)+1))
		}
		switch x := number(t.hashes[4*mid:]); {
		case x == h:
			n := len(outputs)
			return t.weights[mid*n : (mid+1)*n]
		case x < h:
			low = mid + 1
		default:
			high = mid
		}
	}
	return nil
}

// score is the sum for each output. A feature counts once in a sentence.
func (t *table) score(f *features) (sums []int) {
	sums = slices.Clone(t.bias)
	if t.n == 0 {
		return sums
	}
	f.seen.clear(len(f.ends))
	f.rows = f.rows[:0]
	for i := range f.ends {
		h := Hash(f.name(i))
		row := t.row(h)
		f.rows = append(f.rows, row)
		if row == nil || !f.seen.add(h) {
			continue
		}
		for k := range sums {
			sums[k] += int(int8(row[k]))
		}
	}
	return sums
}

const named = 4 // words that a finding of the model names at most

// fromModel is a finding that no rule made. It names the words that weighed most, and
// spans them.
func (c *Checker) fromModel(k int, tokens []token, at text.Span, s string) Finding {
	weight := make([]int, len(tokens))
	for i := range c.feats.ends {
		from, to := int(c.feats.at[i]), int(c.feats.to[i])
		if from < 0 {
			continue
		}
		if row := c.feats.rows[i]; row != nil {
			for j := from; j < to; j++ {
				weight[j] += int(int8(row[k])) * 6 / (to - from)
			}
		}
	}
	order := make([]int, len(tokens))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(weight[b], weight[a]) })
	order = order[:min(named, len(order))]
	for len(order) > 1 && weight[order[len(order)-1]]*4 < weight[order[0]] {
		order = order[:len(order)-1]
	}
	slices.Sort(order)
	var words []string
	for _, i := range order {
		w := s[tokens[i].at.Start:tokens[i].at.End]
		if i > 0 && tokens[i-1].at == tokens[i].at && slices.Contains(words, w) {
			continue
		}
		words = append(words, w)
	}
	says := c.pack.says(Categories()[k])
	r := Rule{ID: Categories()[k] + "-words", Category: Categories()[k], Stop: Categories()[k] == Safety, Words: says}
	f := finding(&r, span(tokens, order[0], order[len(order)-1]+1), at)
	f.Why = strings.ReplaceAll(says.Why, "{words}", strings.Join(words, " · "))
	return f
}
