package cli

import (
	"context"
	"time"

	"github.com/recover-journal/recover/internal/clock"
	"github.com/recover-journal/recover/internal/journey"
)

// The JSON of INTERFACE.md 5, second part.

type statusJSON struct {
	Now     string       `json:"now"`
	Zone    string       `json:"zone"`
	Stages  []stageJSON  `json:"stages"`
	Mode    string       `json:"mode"`
	Locks   []lockJSON   `json:"locks"`
	Outcome *string      `json:"outcome"`
	Space   spaceJSON    `json:"space"`
	Letter  letterJSON   `json:"letter"`
	Next    positionJSON `json:"next"`
}

type stageJSON struct {
	ID      string  `json:"id"`
	Title   string  `json:"title"`
	State   string  `json:"state"`
	OpensAt *string `json:"opens_at"`
	DoneAt  *string `json:"done_at"`
}

type lockJSON struct {
	ID       string    `json:"id"`
	Since    clock.Day `json:"since"`
	OpenedBy string    `json:"opened_by"`
}

type spaceJSON struct {
	Day0    clock.Day `json:"day0"`
	End     clock.Day `json:"end"`
	Elapsed *int      `json:"elapsed"`
	Quiet   *int      `json:"quiet"`
	Hold    clock.Day `json:"hold"`
}

type letterJSON struct {
	State       string             `json:"state"`
	Revision    *int               `json:"revision"`
	HoldEnds    *string            `json:"hold_ends"`
	RereadDates []string           `json:"reread_dates"`
	HandedOver  *string            `json:"handed_over"`
	Silence     map[string]*string `json:"silence"`
}

func (d *desk) statusJSON() statusJSON {
	w := d.words()
	counts, _ := d.state.Clock(d.now)
	pos := d.position()
	s := statusJSON{
		Now: counts.In(d.home()).Format(time.RFC3339), Zone: d.state.Zone, Stages: []stageJSON{}, Mode: pos.Mode,
		Locks: []lockJSON{}, Outcome: pos.Outcome, Next: pos,
		Letter: d.letterJSON(),
	}
	for _, st := range d.plan.StageStands(d.state, d.now) {
		s.Stages = append(s.Stages, stageJSON{st.ID, w.Title(st.ID), string(st.Stand), d.instant(st.OpensAt), d.instant(st.DoneAt)})
	}
	for _, l := range d.plan.Locks {
		if on, ok := d.state.Held[l.ID]; ok {
			s.Locks = append(s.Locks, lockJSON{l.ID, on.Since, openedBy(l)})
		}
	}
	if days, ok := d.state.Elapsed(d.now); ok {
		quiet, _ := d.plan.QuietDays(d.state, d.now)
		s.Space = spaceJSON{Day0: d.state.Quiet.Day0, Elapsed: &days, Quiet: &quiet}
	}
	s.Space.End, s.Space.Hold = d.plan.End(d.state), d.plan.Hold(d.state)
	return s
}

func (d *desk) letterJSON() letterJSON {
	l := d.state.Letter
	look, answer := d.plan.Silence(d.state)
	j := letterJSON{
		State: string(d.plan.LetterStand(d.state, d.now)), Revision: d.latestRevision(context.Background()), HoldEnds: d.instant(d.plan.HoldEnds(d.state)), RereadDates: []string{},
		HandedOver: dayOrNull(l.Sent), Silence: map[string]*string{"look": dayOrNull(look), "answer": dayOrNull(answer)},
	}
	for _, day := range d.state.RereadDays() {
		j.RereadDates = append(j.RereadDates, day.String())
	}
	return j
}

func dayOrNull(day clock.Day) *string {
	if day == 0 {
		return nil
	}
	s := day.String()
	return &s
}

// openedBy says who can open a lock (CONTENT.md 5, first table): "you", where the
// person's own word counts; "later-day", by the safety question on another day;
// "you-and-partner" under a rule about contact; "service" where a specialist comes
// first; else "partner".
func openedBy(l journey.Lock) string {
	switch {
	case l.User:
		return "you"
	case l.ID == "crisis":
		return "later-day"
	case l.ID == "order":
		return "you-and-partner"
	case l.ID == "safety":
		return "service"
	}
	return "partner"
}
