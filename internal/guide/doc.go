// Package guide reads the content of the journal: the structure of the journey and
// the words that a person reads, which are data in a file system of YAML files.
//
//	journey.yaml                      stages, events, locks, numbers
//	stages/ID.yaml, events/ID.yaml    the questions of each: structure only
//	log/kinds.yaml                    the kinds of log entries and their fields
//	resources.yaml, safety/LANG.yaml  help lines by country, phrases to notice
//	evidence.yaml                     what the journal rests on, with its pages
//	LANG/stages/ID.yaml, …            the words, under the same ids
//	LANG/calendar.yaml                dates, plurals, numbers, and how a day is typed
//	LANG/resources.yaml, rules.yaml   what stands above the languages, in this one
//
// A language is a folder that has microcopy.yaml. Languages tells which there are, and
// Speaks finds the one that a locale names. Nothing that is kept depends on it.
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
// runs it before using the guide. What a file of theirs leaves out is said as below.
// Compare tells what a language lacks, and what nothing says or fills: that is said in
// English. A sentence that no file has shows as its id in ⟨⟩, and nothing fails.
//
// A Guide is for one goroutine. It knows no journal, no clock and no terminal.
package guide
