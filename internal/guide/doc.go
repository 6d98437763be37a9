// Package guide reads the content of the journal: the structure of the journey and
// the words that a person reads, which are data in a file system of YAML files.
//
//	journey.yaml                      stages, events, locks, numbers
//	stages/ID.yaml, events/ID.yaml    the questions of each: structure only
//	log/kinds.yaml                    the kinds of log entries and their fields
//	resources.yaml, safety/LANG.yaml  help lines by country, phrases to notice
//	evidence.yaml                     what the journal rests on, with its pages
//	LANG/stages/ID.yaml, …            the words, under the same ids
//
// Load reads the structure strictly: a key, kind or value that it does not know is a
// fault that names file, line and id. All faults are told, not only the first. The
// structure that is built in is kept as Go as well (built.go), since parsing it costs
// more than all else that a command does; it is taken only for the very same files. The
// words are cut into their entries without reading them, and an entry is read when
// it is asked for, so that a command pays for the sentences it prints and no others.
//
// What only a whole reading can tell is told by Check: words without a question,
// questions without words, effects that lead nowhere. A test runs it over the
// content that is built in; whoever lays a folder of their own over it (Overlay)
// runs it before using the guide. After a clean Check nothing is missing; without
// one, a missing sentence shows as its id in ⟨⟩ and nothing fails.
//
// A Guide is for one goroutine. It knows no journal, no clock and no terminal.
package guide
