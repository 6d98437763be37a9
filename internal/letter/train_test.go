package letter_test

import (
	"encoding/binary"
	"maps"
	"math"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/recover-journal/recover/internal/guide"
	"github.com/recover-journal/recover/internal/letter"
	"github.com/recover-journal/recover/internal/text"
)

// sample is a sentence to learn from. labels hold for each category 1, 0 or, where
// nothing is known, -1.
type sample struct {
	text   string
	writer string
	labels []int8
	names  []string
	moves  []letter.Moved
	weight float64
	lined  bool     // it is one of many fine lines of letters, which weigh less
	bag    string   // the letter it is from
	some   []string // elements that stand somewhere in that letter
}

// outputs are what the model tells apart: the categories, then the elements.
var outputs = append(letter.Categories(), letter.Elements()...)

func labels(list []string, unknown ...string) []int8 {
	out := make([]int8, len(outputs))
	for k := len(letter.Categories()); k < len(out); k++ {
		out[k] = -1
	}
	for _, l := range list {
		if k := place(l); k >= 0 {
			out[k] = 1
		}
	}
	if slices.Contains(list, letter.Conditional) {
		out[place("remorse")] = 0
	}
	for _, l := range unknown {
		if k := place(l); k >= 0 {
			out[k] = -1
		}
	}
	return out
}

// samples are the labelled sentences, those of the rules' own proofs, and the
// sentences of letters, of which is known what they are not.
func samples(items []item, proofs []guide.Proof) (all []sample) {
	for _, i := range items {
		if i.Type == "sentence" {
			all = append(all, sample{text: i.Text, writer: i.writer, labels: labels(i.Labels), weight: 1})
			continue
		}
		for k, at := range text.Sentences(i.Text) {
			s := i.Text[at.Start:at.End]
			if k == 0 || len(s) < 12 {
				continue
			}
			x := sample{text: s, writer: i.writer, weight: 0.9, bag: i.ID}
			x.labels = labels(nil, append(slices.Clone(i.Faults), i.Unsure...)...)
			for f, places := range i.At {
				if slices.ContainsFunc(places, func(p int) bool { return at.Start <= p && p < at.End }) {
					x.labels[place(f)] = 1
				}
			}
			// Where a letter says in which lines its faults stand, it teaches these alone: for the
			// elements, the judging of writers whom the table has not seen came out worse with it.
			if i.At == nil && !slices.Contains([]string{"a", "b", "c", "d"}, i.writer) {
				// Fine lines of letters would outnumber everything. Of danger these say nothing.
				x.lined, x.labels[place(letter.Safety)] = true, -1
			}
			for _, f := range i.Faults {
				if i.At == nil && !slices.Contains(i.Unsure, f) {
					x.some = append(x.some, f)
				}
			}
			for _, e := range letter.Elements() {
				switch {
				case i.At != nil, slices.Contains(i.Unsure, e):
				case slices.Contains(i.Missing, e):
					x.labels[place(e)] = 0
				default:
					x.some = append(x.some, e)
				}
			}
			all = append(all, x)
		}
	}
	for _, o := range own() {
		l := labels([]string{o[0]})
		if o[0] == "nothing" { // of an apology: what else it may be is not said
			l = labels(nil, letter.Categories()...)
			clear(l[len(letter.Categories()):])
		}
		if slices.Contains(letter.Elements(), o[0]) {
			for _, e := range letter.Elements() {
				if l[place(e)] < 0 && e != o[0] && !related(e, o[0]) {
					l[place(e)] = 0
				}
			}
		}
		all = append(all, sample{text: o[1], labels: l, weight: 1})
	}
	for _, p := range proofs {
		for _, s := range p.Catches {
			if p.Category != "" {
				l := labels([]string{p.Category}, letter.Categories()...)
				l[place(p.Category)] = 1
				all = append(all, sample{text: s, labels: l, weight: 1})
			}
		}
		for _, s := range p.Spares {
			if p.Category != "" {
				all = append(all, sample{text: s, labels: labels(nil), weight: 1})
			}
		}
	}
	return all
}

// look fills in what the model sees of each.
func look(c *letter.Checker, all []sample) {
	for i := range all {
		all[i].names, all[i].moves = c.Names(all[i].text), c.Moves(all[i].text)
	}
}

const (
	rounds  = 12
	rate    = 0.12
	settled = 6 // of the rounds: the weights are their mean over the last ones
	decay   = 0.00012

	// light is how much less a line counts for not having a fault, where letters have many.
	// Where such lines taught nothing, of writers whom the table has not seen .66 of the
	// faults in letters were found at a precision of .78; now it is .72 at .79, as with 0.6.
	light = 0.3

	heavy   = 2  // how much more a sentence counts that has the fault
	rare    = 4  // features in fewer sentences are left out
	least   = 2  // so are smaller weights
	unit    = 50 // a weight of 1 in the table
	lenient = 5  // by how much less a sum is enough where a strong rule speaks

	// slight features are left out: those whose largest weight, times the root of the
	// number of sentences that they stand in, is less. The table is no larger for it than
	// it was with six hundred sentences fewer to learn from.
	slight = 0.29
)

// train learns weights by logistic regression with AdaGrad, in a fixed order: the
// same samples give the same table to the byte.
func train(all []sample) (weights []map[string]int, bias []int) {
	ids, counts := map[uint32]int32{}, []int{}
	var names []string // the first of each hash
	rows := make([][]int32, len(all))
	for i, s := range all {
		for _, n := range s.names {
			h := letter.Hash([]byte(n))
			id, ok := ids[h]
			if !ok {
				id = int32(len(names))
				ids[h] = id
				names, counts = append(names, n), append(counts, 0)
			}
			if slices.Contains(rows[i], id) {
				continue
			}
			counts[id]++
			rows[i] = append(rows[i], id)
		}
	}
	for i := range rows {
		rows[i] = slices.DeleteFunc(rows[i], func(id int32) bool { return counts[id] < rare })
	}
	n := len(outputs)
	weights, bias = make([]map[string]int, n), make([]int, n)
	var wait sync.WaitGroup
	for k := range n {
		wait.Go(func() {
			w, b := learn(all, rows, names, k)
			weights[k] = map[string]int{}
			for id, x := range w {
				if v := int(math.Round(x * unit)); v >= least || v <= -least {
					weights[k][names[id]] = v
				}
			}
			bias[k] = int(math.Round(b * unit))
		})
	}
	wait.Wait()
	for id, n := range names {
		most := 0
		for _, w := range weights {
			most = max(most, w[n], -w[n])
		}
		if float64(most)*math.Sqrt(float64(counts[id])) < slight*unit {
			for _, w := range weights {
				delete(w, n)
			}
		}
	}
	return weights, bias
}

// learn fits a category at once. Of an element is known in which letters it stands, and
// not where: the sentence that looks most like it is taken for it, some times over.
//
// Elements are learned from the words alone: how a sentence is built says nothing of
// what it says, and many a letter has too few that lack an element to unlearn it.
func learn(all []sample, rows [][]int32, names []string, k int) ([]float64, float64) {
	features := len(names)
	if k >= len(letter.Categories()) {
		rows = wordsOnly(rows, names)
	}
	is := make([]int8, len(all))
	for i, s := range all {
		is[i] = s.labels[k]
	}
	n, fine := passes, 1.0
	if k < len(letter.Categories()) {
		n, fine = 1, light
	}
	w, b := fit(all, is, rows, features, fine)
	for range n {
		best := map[string]int{}
		top := map[string]float64{}
		for i, s := range all {
			is[i] = s.labels[k]
			if s.bag == "" || !slices.Contains(s.some, outputs[k]) {
				continue
			}
			sum := 0.0
			for _, id := range rows[i] {
				sum += w[id]
			}
			if _, ok := best[s.bag]; !ok || sum > top[s.bag] {
				best[s.bag], top[s.bag] = i, sum
			}
		}
		for _, i := range best {
			is[i] = 1
		}
		w, b = fit(all, is, rows, features, fine)
	}
	return w, b
}

// wordsOnly leaves out the features of the sentence as a whole.
func wordsOnly(rows [][]int32, names []string) [][]int32 {
	out := make([][]int32, len(rows))
	for i, row := range rows {
		for _, id := range row {
			if kind, _, _ := strings.Cut(names[id], " "); !slices.Contains([]string{"subject", "long", "asks"}, kind) {
				out[i] = append(out[i], id)
			}
		}
	}
	return out
}

// related elements often share a sentence.
func related(a, b string) bool {
	return a != "change" && a != "no-answer-owed" && b != "change" && b != "no-answer-owed"
}

const passes = 3

// fit learns one output; fine is what a line counts that does not have it.
func fit(all []sample, is []int8, rows [][]int32, features int, fine float64) ([]float64, float64) {
	w, g := make([]float64, features), make([]float64, features)
	b, bg := -2.0, 1e-6
	state := uint32(12345)
	order := make([]int, 0, len(all))
	for i := range all {
		if is[i] >= 0 {
			order = append(order, i)
		}
	}
	sum := make([]float64, features)
	sumB := 0.0
	for round := range rounds {
		for i := len(order) - 1; i > 0; i-- {
			state = state*1664525 + 1013904223
			j := int(state>>8) % (i + 1)
			order[i], order[j] = order[j], order[i]
		}
		for _, i := range order {
			sum := b
			for _, id := range rows[i] {
				sum += w[id]
			}
			y := float64(is[i])
			d := (1/(1+math.Exp(-sum)) - y) * all[i].weight
			switch {
			case y == 1:
				d *= heavy
			case all[i].lined:
				d *= fine
			}
			bg += d * d
			b -= rate * d / math.Sqrt(bg)
			for _, id := range rows[i] {
				e := d + decay*w[id]*float64(len(order))/10
				g[id] += e * e
				w[id] -= rate * e / math.Sqrt(g[id]+0.5)
			}
		}
		if round >= rounds-settled {
			for id, x := range w {
				sum[id] += x / settled
			}
			sumB += b / settled
		}
	}
	return sum, sumB
}

// limits are the sums from which on a category counts: for a strong rule, for none, and
// by how much more in a letter.
type limits struct{ veto, alone, care []int }

// write is the table as it stands in model.bin.
func write(weights []map[string]int, bias []int, l limits) string {
	b := []byte(letter.Magic)
	for k := range outputs {
		for _, n := range []int{bias[k], l.veto[k], l.alone[k], l.care[k]} {
			b = binary.LittleEndian.AppendUint32(b, uint32(int32(n)))
		}
	}
	rows := map[uint32][]int8{}
	for k := range weights {
		for n, w := range weights[k] {
			h := letter.Hash([]byte(n))
			if rows[h] == nil {
				rows[h] = make([]int8, len(outputs))
			}
			rows[h][k] = int8(max(-127, min(127, w)))
		}
	}
	hashes := slices.Sorted(maps.Keys(rows))
	b = binary.LittleEndian.AppendUint32(b, uint32(len(hashes)))
	for _, h := range hashes {
		b = binary.LittleEndian.AppendUint32(b, h)
	}
	for _, h := range hashes {
		for _, w := range rows[h] {
			b = append(b, byte(w))
		}
	}
	return string(b)
}

// wide are limits that let every sum through.
func wide() limits {
	n := len(outputs)
	return limits{slices.Repeat([]int{-1 << 30}, n), slices.Repeat([]int{1 << 30}, n), make([]int, n)}
}

// scored is a sample with the sums that a model gave which had not seen its writer.
type scored struct {
	sample
	sums []int
}

// across trains without one writer at a time and scores that writer.
func across(t testing.TB, p *letter.Pack, w []text.AlarmWords, all []sample, by func(sample) string) (out []scored, models map[string]string) {
	groups := map[string]bool{}
	for _, s := range all {
		if by(s) != "" {
			groups[by(s)] = true
		}
	}
	models = map[string]string{}
	for _, g := range slices.Sorted(maps.Keys(groups)) {
		var rest []sample
		for _, s := range all {
			if by(s) != g {
				rest = append(rest, s)
			}
		}
		weights, bias := train(rest)
		own := *p
		own.Model = []byte(write(weights, bias, wide()))
		models[g] = string(own.Model)
		c := letter.New(&own, w)
		for _, s := range all {
			if by(s) == g {
				out = append(out, scored{s, c.Scores(s.text)})
			}
		}
	}
	return out, models
}

// choose finds the limits for each category: where precision and recall weigh best, over
// all sentences together, and by half a step lower where a rule found the move.
func choose(list []scored, beta float64) (l limits) {
	l = wide()
	for k, c := range letter.Categories() {
		beta := beta
		if c == letter.Safety {
			beta = ofDanger
		}
		type point struct{ sum, right int }
		var points []point
		for _, s := range list {
			if s.lined || s.weight < 1 && s.labels[k] != 0 || s.labels[k] < 0 {
				continue
			}
			sum := s.sums[k]
			for _, m := range s.moves {
				if m.Category == c && !m.Spared && !m.Weak {
					sum += lenient
					break
				}
			}
			points = append(points, point{sum, int(s.labels[k])})
		}
		slices.SortFunc(points, func(a, b point) int { return b.sum - a.sum })
		there := 0
		for _, q := range points {
			there += q.right
		}
		right, most, best := 0, 0.0, 1<<29
		for i, q := range points {
			right += q.right
			if i+1 < len(points) && points[i+1].sum == q.sum {
				continue
			}
			// F, with precision counting beta times as much as recall.
			b := 1 / (beta * beta)
			if f := (1 + b) * float64(right) / (b*float64(there) + float64(i+1)); f > most {
				most, best = f, q.sum
			}
		}
		l.alone[k], l.veto[k] = best, best-lenient
	}
	return l
}

// own are the sentences of testdata/own.txt behind their labels.
func own() (list [][2]string) {
	b, err := os.ReadFile("testdata/own.txt")
	if err != nil {
		panic(err)
	}
	for line := range strings.Lines(string(b)) {
		label, s, ok := strings.Cut(strings.TrimSpace(line), " ")
		if ok && label != "#" {
			list = append(list, [2]string{label, s})
		}
	}
	return list
}
