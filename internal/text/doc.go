// Package text knows lines, words and sentences: how wide a text is on a screen,
// where it may be broken, what must not reach a terminal, where a sentence ends, and
// which phrases stand in it.
//
// Promises. Wrap and Clean lose no letter. No span splits a character. Matching is
// always by whole words of folded text, so that "Can’t  go on" is found as "can't go
// on" and "shot" is not found in "snapshot". Nothing here keeps, prints or sends what
// it reads, and nothing here knows a sentence that a person reads: the phrases come
// from outside.
package text
