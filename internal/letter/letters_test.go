package letter_test

import (
	"encoding/binary"
	"fmt"
	"os"
	"slices"
	"testing"

	"github.com/recover-journal/recover/internal/letter"
	"github.com/recover-journal/recover/internal/text"
)

// byLetter are the largest sums of each element in each letter.
func byLetter(list []scored) map[string][]int {
	out := map[string][]int{}
	for _, s := range list {
		if s.bag == "" {
			continue
		}
		if out[s.bag] == nil {
			out[s.bag] = slices.Repeat([]int{-1 << 30}, len(outputs))
		}
		for k, n := range s.sums {
			if !slices.ContainsFunc(s.moves, func(m letter.Moved) bool { return m.Element == outputs[k] && !m.Spared }) {
				n -= letter.Unsaid
			}
			out[s.bag][k] = max(out[s.bag][k], n)
		}
	}
	return out
}

// chooseElements finds for each element the sum from which on it counts as present:
// where most letters come out right.
func chooseElements(items []item, list []scored, l limits) {
	sums := byLetter(list)
	for _, e := range letter.Elements() {
		k := place(e)
		type point struct {
			sum     int
			missing bool
		}
		var points []point
		for _, i := range items {
			if i.Type == "letter" && i.At == nil && !slices.Contains(i.Unsure, e) && sums[i.ID] != nil {
				points = append(points, point{sums[i.ID][k], slices.Contains(i.Missing, e)})
			}
		}
		slices.SortFunc(points, func(a, b point) int { return a.sum - b.sum })
		missing := 0
		for _, p := range points {
			if p.missing {
				missing++
			}
		}
		// All above the cut are present. F of the missing ones, with precision counting
		// sure times as much as recall.
		best, cut, right := -1.0, 0, 0
		for n := 0; n <= len(points); n++ {
			if n > 0 && points[n-1].missing {
				right++
			}
			if n > 0 && n < len(points) && points[n].sum == points[n-1].sum {
				continue
			}
			b := 1 / (sure * sure)
			f := (1 + b) * float64(right+1) / (b*float64(missing+1) + float64(n+1))
			if f > best {
				best = f
				switch {
				case n == 0:
					cut = points[0].sum - unit/2
				case n == len(points):
					cut = points[n-1].sum + unit/2
				default:
					cut = (points[n-1].sum + points[n].sum) / 2
				}
			}
		}
		l.alone[k] = cut
	}
}

// chooseCare finds for each category by how much more a sum must be in a letter: where
// the letters come out best, each judged by the table that had not seen its writer. Three
// neighbours are judged together, so that no one letter decides.
func chooseCare(p *letter.Pack, w []text.AlarmWords, items []item, models map[string]string, l limits) {
	var steps []*result
	for care := leastCare; care <= mostCare; care += careStep {
		for k := range letter.Categories() {
			l.care[k] = care
		}
		steps = append(steps, lettersBy(p, w, items, models, l, func(item, letter.Report) {}))
	}
	for k, c := range letter.Categories() {
		best := 0.0
		for i := 1; i+1 < len(steps); i++ {
			f := 0.0
			for _, r := range steps[i-1 : i+2] {
				f += r.byFault[c].f(careful)
			}
			if f > best {
				best, l.care[k] = f, leastCare+i*careStep
			}
		}
	}
}

// sure is by how much it is worse to call missing what is there than the other way
// round. From 1.1 to 1.4 as many verdicts come out right over the letters that were learnt
// from, each judged by a table made without its writer; at 1.2 precision and recall lie as
// far above their floors.
const sure = 1.2

// careful is by how much it is worse to find a fault in a letter that is not there than
// the other way round. At 1.4 more verdicts come out right than at 1.2, 1.3 and 1.5, and
// 25 of 129 good letters are pointed at where it were 29. The care is one of the steps from
// leastCare to mostCare.
const (
	careful   = 1.4
	leastCare = -20
	mostCare  = 110
	careStep  = 5
)

// TestLetters looks at the letters: RECOVER_LETTER=letters go test -run TestLetters.
func TestLetters(t *testing.T) {
	if os.Getenv("RECOVER_LETTER") != "letters" {
		t.Skip()
	}
	p, w, proofs := pack(t)
	items := corpus(t, "seen")
	all := samples(items, proofs)
	look(letter.New(p, w), all)
	oof, models := across(t, p, w, all, func(s sample) string { return s.writer })
	l := choose(oof, beta)
	chooseElements(items, oof, l)
	chooseCare(p, w, items, models, l)
	r := lettersBy(p, w, items, models, l, func(i item, rep letter.Report) {
		for _, e := range letter.Elements() {
			if want, got := slices.Contains(i.Missing, e), slices.Contains(rep.Missing, e); want != got && !slices.Contains(i.Unsure, e) {
				fmt.Println("##", i.ID, e, "missing:", want)
			}
		}
	})
	fmt.Println(r)
}

// lettersBy checks each letter with the model that had not seen its writer.
func lettersBy(p *letter.Pack, w []text.AlarmWords, items []item, models map[string]string, l limits, see func(item, letter.Report)) *result {
	r := newResult()
	checkers := map[string]*letter.Checker{}
	for writer, m := range models {
		own := *p
		own.Model = []byte(withLimits(m, l))
		checkers[writer] = letter.New(&own, w)
	}
	for _, i := range items {
		if i.Type == "letter" {
			rep := checkers[i.writer].Check(i.Text)
			r.letter(i, rep)
			see(i, rep)
		}
	}
	return r
}

// withLimits puts the limits into a table.
func withLimits(table string, l limits) string {
	b := []byte(table)
	for k := range outputs {
		for i, n := range []int{l.veto[k], l.alone[k], l.care[k]} {
			binary.LittleEndian.PutUint32(b[len(letter.Magic)+16*k+4*(i+1):], uint32(int32(n)))
		}
	}
	return string(b)
}

// limitsOf are the least sums in a table.
func limitsOf(table string) (l limits) {
	for k := range outputs {
		for i, to := range []*[]int{&l.veto, &l.alone, &l.care} {
			at := len(letter.Magic) + 16*k + 4*(i+1)
			*to = append(*to, int(int32(binary.LittleEndian.Uint32([]byte(table[at:at+4])))))
		}
	}
	return l
}
