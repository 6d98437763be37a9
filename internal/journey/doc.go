// Package journey knows the road: which question comes next, which doors are shut,
// and until when. It is pure. It reads no disk, asks no one, and is told the time.
//
// Progress is a list of Facts, appended and never edited. Replay folds them into a
// State; Plan.Next looks down the plan and finds the first step whose facts are
// missing: a checklist, with no "current step" that could disagree with the facts.
// Plan.Answer judges one answer and says which facts it would append. The plan
// itself (questions, options, branches, locks, numbers) is data that others read in;
// what needs arithmetic over dates is a rule with a name (rules.go) to which the
// data refers.
//
// Promises, each held by a law over random lives (laws_test.go):
//   - the same facts and the same now give the same answer;
//   - no lock opens because time passes;
//   - nothing that a person reads goes back to zero, and elapsed days never fall,
//     whatever the clock and the zone do;
//   - the end of the quiet never moves earlier, but where a mistaken day or slip is
//     put right or the partner named a date (CONTENT.md 6);
//   - every state has a way on.
//
// No prose ever enters a fact. Of a text the engine knows only marks ("words",
// "lines:2", "passes"), and of words that worry only that a question is due.
package journey
