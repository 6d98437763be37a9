package journey

import (
	"slices"

	"github.com/recover-journal/recover/internal/clock"
)

// Agreement is one clean-slate agreement (CONTENT.md 11): which run of its event it is,
// and its dates. Its words stand elsewhere.
type Agreement struct {
	Run    int
	Made   clock.Day
	Start  clock.Day // 0 where none was given: the day it was made
	Review clock.Day // the day that was chosen to look at it, 0 where none was
	Looked clock.Day // the day on which it was last looked at
	Passed clock.Day // the day on which a look was last passed over
	Free   bool      // both agree freely; without it nothing is kept
	Ended  bool
	Parted clock.Day // the day on which the two parted after it was made, 0 where they did not
}

// Over says that the agreement goes on no more: it was ended, or the two parted. Who begins
// again begins anew (CONTENT.md 7.6): it does not come back.
func (a Agreement) Over() bool { return a.Ended || a.Parted != 0 }

// parted notes that the two parted: what they agreed is over.
func (s *State) parted(day clock.Day) {
	s.Agreements = slices.Clone(s.Agreements)
	for i := range s.Agreements {
		if a := &s.Agreements[i]; a.Parted == 0 {
			a.Parted = day
		}
	}
}

// notParted notes that they did not, where that was said and taken back on one day.
func (s *State) notParted(day clock.Day) {
	if s.On("said-no") || s.On("asked-no-contact") || s.Closing() {
		return
	}
	s.Agreements = slices.Clone(s.Agreements)
	for i := range s.Agreements {
		if a := &s.Agreements[i]; a.Parted == day {
			a.Parted = 0
		}
	}
}

func (s *State) agreed(f Fact) {
	all := slices.Clone(s.Agreements)
	i := slices.IndexFunc(all, func(a Agreement) bool { return a.Run == f.Run })
	if i < 0 {
		if f.Kind != Answered || f.Question != "agree.text" {
			return
		}
		i, all = len(all), append(all, Agreement{Run: f.Run, Made: f.Day})
	}
	a := &all[i]
	value := Value{}
	if f.Value != nil {
		value = *f.Value
	}
	day, _ := clock.ParseDay(value.Text())
	switch f.Question {
	case "agree.text":
		if f.Kind == Undone && f.By != priorAnswer {
			all = slices.Delete(all, i, i+1)
		}
	case "agree.free":
		a.Free = value.Yes()
	case "agree.start":
		a.Start = day
	case "agree.review":
		a.Review = day
	case "agree.status":
		a.Ended = value.Is("ended")
		if value.Skipped() {
			a.Passed = f.Day
		} else {
			a.Looked, a.Review = f.Day, 0
		}
	}
	s.Agreements = all
}

// ReviewOf is the day on which the agreement is to be looked at; 0 where it is over or
// was never freely made. A look that was passed over comes again later.
func (p Plan) ReviewOf(a Agreement) clock.Day {
	if a.Over() || !a.Free {
		return 0
	}
	day := a.Review
	if day == 0 {
		day = max(a.Made, a.Start, a.Looked) + clock.Day(p.Numbers["agree-review"])
	}
	if a.Passed >= day {
		day = a.Passed + clock.Day(p.Numbers["not-yet"])
	}
	return day
}

// AgreementDue is the first agreement that is to be looked at by today, in the order in
// which they were made. There is none where the slow part is shut: after their no, nobody
// is sent to look at what the two agreed.
func (p Plan) AgreementDue(s State, today clock.Day) (Agreement, bool) {
	if len(s.Agreements) == 0 || !p.look(s, s.Last).agreements() {
		return Agreement{}, false
	}
	for _, a := range s.Agreements {
		if day := p.ReviewOf(a); day != 0 && day <= today {
			return a, true
		}
	}
	return Agreement{}, false
}

// agreements says that agreements can be made and looked at: the slow part is open, and
// where the two are together nothing makes that unsafe.
func (v *view) agreements() bool {
	return v.openNow(v.stage("patience")) && !v.On("safety") && !v.Closing()
}

// checkReview refuses a day to look at an agreement that is nearer or farther than the
// range of CONTENT.md 6.
func (p Plan) checkReview(s State, v Value, today clock.Day) *Refusal {
	day, err := clock.ParseDay(v.Text())
	if err != nil {
		return nil
	}
	from, to := today+clock.Day(p.Ranges["agree-review"].Least), today+clock.Day(p.Ranges["agree-review"].Most)
	if day < from || day > to {
		return refuse("review-range", "min", from.String(), "max", to.String())
	}
	return nil
}
