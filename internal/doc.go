// Package internal is the house of recover: small rooms on four floors. A room uses
// only lower floors, never a neighbour (floor 3 may use floor 2). What it uses of the
// outside is written in deps_test.go, and there only.
//
//	4  cli                                what a person types: load, decide, ask, keep, show
//	3  ask ask/keys                       questions on a terminal, a pipe, a script
//	   edit                               a text in the person's editor, lost and found by nobody
//	   guide                              reads prompts/: the road, the words, the settings
//	   store                              the one sealed file
//	   render                             tables, lists and charts that fit a screen; pages to print
//	2  journey                            the road: facts, locks, timers, what comes next
//	   journal                            log entries: kinds, checks, search, figures, short ids
//	   journal                            what a log entry is, and its short id
//	   letter                             what in a letter may hurt again, and what it lacks
//	1  seal                               bytes that only the key reads
//	   clock                              days, zones, moments, dates in words; the one look at the time
//	   text                               width, wrapping, sentences, the one phrase matcher
//
// Beside the floors stand prompts (every sentence a person reads, as data), screen
// (tests only: a program in a pseudo-terminal) and bench (what a person waits for). The way of an answer, from the top:
// cli asks with ask, judges with journey, keeps with store in one transaction, and says
// with guide what followed.
package internal
