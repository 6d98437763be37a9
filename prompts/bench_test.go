package prompts

import "testing"

// BenchmarkModel is what a letter's check waits for before its first word.
func BenchmarkModel(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		model()
	}
}
