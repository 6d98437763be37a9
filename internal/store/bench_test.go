package store

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/recover-journal/recover/internal/journal"
)

func longLog(b *testing.B, n int) *Journal {
	return newJournal(b, Options{}, func(tx *Tx) error {
		for i := range n {
			when := i * 60
			if i%5 == 0 {
				when -= i % 2880
			}
			if _, err := tx.AddEntry(entryAt(when, i*60, strings.Repeat("word ", 70))); err != nil {
				return err
			}
		}
		return nil
	})
}

var sizes = []int{100, 1000, 10_000}

func benchmark(b *testing.B, f func(b *testing.B, j *Journal)) {
	for _, n := range append(sizes, times(10_000, 10_000, 100_000))[:3+times(0, 0, 1)] {
		j := longLog(b, n)
		// The first look is at the whole file, and is paid once.
		update(b, j, func(tx *Tx) error { _, err := tx.AddEntry(entryAt(1, 1, "x")); return err })
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				f(b, j)
			}
		})
	}
}

func BenchmarkOpen(b *testing.B) {
	benchmark(b, func(b *testing.B, j *Journal) { view(b, j, func(*Tx) error { return nil }) })
}

func BenchmarkLatest20(b *testing.B) {
	benchmark(b, func(b *testing.B, j *Journal) {
		view(b, j, func(tx *Tx) error { _, err := tx.Latest(20, nil); return err })
	})
}

func BenchmarkAppend(b *testing.B) {
	benchmark(b, func(b *testing.B, j *Journal) {
		update(b, j, func(tx *Tx) error { _, err := tx.AddEntry(entryAt(1, 1, "x")); return err })
	})
}

func BenchmarkSearch(b *testing.B) {
	benchmark(b, func(b *testing.B, j *Journal) {
		view(b, j, func(tx *Tx) error {
			_, err := tx.Sift(func(raw []byte) bool { return bytes.Contains(raw, []byte("nowhere")) }, nil)
			return err
		})
	})
}

func BenchmarkAll(b *testing.B) {
	benchmark(b, func(b *testing.B, j *Journal) {
		view(b, j, func(tx *Tx) error {
			_, err := tx.Latest(0, func(journal.Entry) bool { return false })
			return err
		})
	})
}

func BenchmarkRewrite(b *testing.B) {
	benchmark(b, func(b *testing.B, j *Journal) {
		if err := j.Rewrite(ctx, Change{}); err != nil {
			b.Fatal(err)
		}
	})
}
