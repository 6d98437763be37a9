// Package render lays text out for a screen of a given width: prose in paragraphs,
// rows in tables or, where a table would not fit or would be read aloud, in lists.
//
// Promises. No line is wider than the width, unless one character is. No letter is
// lost, nothing is cut. What a person or a file wrote is cleaned of all that could
// drive the terminal. No line ends in a blank, and no escape byte is written unless
// the Style was told that the stream may have colour.
//
// Nothing here asks for a width, looks at a terminal or knows a sentence: all of it
// comes in. Paging, and tables of more than some thousand rows, are the caller's.
package render
