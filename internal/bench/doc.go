// Package bench measures. Its benchmarks are of the parts, each line of the budget
// among them as the program runs it, so that a change which costs shows:
//
//	go test -bench . -run '^$' ./internal/bench
//
// What a person waits for has to be measured from outside, with the start of the
// program in it, beside a Go hello world on the same machine in the same minute:
//
//	go run ./internal/bench/run
package bench
