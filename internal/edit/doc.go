// Package edit changes a text in the editor that a person chose, so that it can neither
// be lost nor be found.
//
// Promises. The text lies in one file, 0600, in a folder of its own, 0700, in memory
// where the system has such a place. While the editor is open what was saved in it is
// handed to Draft within a few seconds, and once more at the end, whatever that end was:
// done, failed, a signal. Then the folder goes; it stays only where Draft could not take
// the text. What a killed program left behind is found by Orphans. An editor is told to
// write nothing anywhere else, after it read a person's own settings; one that cannot be
// told so, or is not known, is refused with the reason.
//
// It never deletes the only copy of a text, never puts one into an argument, a name or
// an error, and does not know what the text is for.
package edit
