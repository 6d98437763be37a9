// Package prompts carries every sentence that a person reads, and the structure of
// the journey, as data. It embeds the files beside it and does nothing else; guide
// reads them.
package prompts

import "embed"

// FS is all content: structure at the top, in stages and in events, the words in a
// folder for each language.
//
//go:embed *.yaml */*.yaml */*/*.yaml letter/model.bin
var FS embed.FS
