// Package letter reads a letter of apology and points at what may hurt again: which
// words, why, and a question to the person who wrote them. It never offers words.
//
// Check is pure: the same text and the same Pack give the same Report. A Pack is data
// (prompts/letter/), made ready by Compile; guide reads the files. It holds
//
//	word classes   what may stand for each other: people, acts, pleading verbs
//	rules          moves, as patterns over words and classes (compile.go), each with
//	               its category or element, its reason, its question and its source
//	frames         what turns a fault into a fair sentence: a negation to its left, a
//	               confession, a quotation, an offer of freedom (view.go)
//	model          one linear table over words and classes (model.go), which points
//	               where no rule did and takes back what a weak rule found
//
// The way of a text: sentences (text.Sentences), tokens with their classes (token.go),
// rules and frames, the model, findings merged in reading order, elements over the
// whole letter, the verdict of LETTER.md.
//
// Promises. Spans lie inside the text and never split a character. Time grows with the
// length of the text and no faster, whatever stands in it: a pattern looks at most some
// dozen words ahead. Nothing is kept.
//
// The model is learnt from testdata/seen, testdata/own.txt and the rules' own examples by
// go test ./internal/letter -run TestModel -update. TestHeld -v prints the table of
// LETTER.md for the batches of testdata/held, which no rule's author looked at.
package letter
