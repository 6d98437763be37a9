// Package journal knows what an entry of the log is, how it is written down for
// keeping, and how its short id is made.
//
// Promises. An entry that was encoded decodes to itself, and its text stands in the
// encoding as it was typed wherever JSON allows, so that a search can look at the
// bytes before it decodes them. An id is made from a number by a bijection: two
// numbers never share an id, and no list of taken ids is needed. Ids have four signs
// for the first million entries and one more for every 32 times as many.
//
// It is pure: no disk, no terminal, no clock. It does not know what the kinds of
// entries are; those are data in prompts/.
package journal
