// Package journal knows what an entry of the log is: how it is checked against its kind
// and written down for keeping, how it is found again, what the figures of many entries
// are, and how its short id is made.
//
//	kinds check       what a kind of entries may hold, and what of an entry will not do
//	entry id          an entry as it is kept, and its name
//	search filter     which entries are wanted, first by their bytes, then by their words
//	figures risk      weeks with their middles; when and where the pull was strongest
//	mask              an entry without the partner's words
//
// Promises. An entry that was encoded decodes to itself, and its text stands in the
// encoding as it was typed wherever JSON allows, so that a search can look at the
// bytes before it decodes them; such a quick look never misses what is there. An id is
// made from a number by a bijection: two numbers never share an id, and no list of taken
// ids is needed. Ids have four signs for the first million entries and one more for
// every 32 times as many. Figures count what the person felt and did; none is of the
// partner.
//
// It is pure: no disk, no terminal, no clock. The kinds are data in prompts/; only the
// figures know some of them by name, and the fields that they count.
package journal
