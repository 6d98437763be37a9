package journey

import "time"

// Worried is what words that worry make due when they stand in no answer, such as
// those of a log entry: by says where they stand. There are no facts where nothing is.
func (p Plan) Worried(s State, w Worry, by string, now time.Time, zone *time.Location) []Fact {
	j := judging{plan: p, now: now, writer: newWriter(s, now, zone), out: Judgement{State: s}}
	j.worry(w, by)
	return j.out.Facts
}

// worry makes the safety questions due that words ask for.
func (j *judging) worry(w Worry, by string) {
	if w.Harm {
		j.add(Fact{Kind: DueNow, Name: "harm", By: by})
	}
	switch {
	case w.Strong:
		j.add(Fact{Kind: DueNow, Name: "crisis", By: dueStrong})
	case w.Weak:
		j.add(Fact{Kind: DueNow, Name: "crisis", By: by})
	}
}
