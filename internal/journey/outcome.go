package journey

// Outcome is the outcome of the choice, the first match of CONTENT.md 7.3, or "" while
// there is none. A lock is one at once; everything else waits until all that the
// choice needs is answered.
func (p Plan) Outcome(s State) string {
	for _, l := range p.Locks {
		if l.Outcome && s.On(l.ID) {
			return l.ID
		}
	}
	v := p.at(s, s.Last)
	if !v.chosen() && !v.needsTime() {
		return ""
	}
	switch {
	case s.Answers["why.want"].Value.Is("not-exclusive"):
		return "honest-exit"
	case s.Answers["choice.good"].Value.Is("no"):
		return "better-apart"
	case s.waiting():
		return "wait-for-them"
	case v.notReady():
		return "not-ready"
	case s.Answers["choice.length"].Value.Is("under-3-months"):
		return "short"
	case v.openTo():
		return "open"
	}
	return "unknown"
}

// chosen says that all that the choice needs is answered.
func (v *view) chosen() bool {
	st := v.stage("choice")
	return len(st.Questions) > 0 && v.planned(st)
}

// needsTime says that at the choice they asked for time, and that the person waits since:
// an outcome at once, whatever else of the choice is answered.
func (v *view) needsTime() bool {
	return v.waiting() && v.Answers["choice.signal"].Value.Is("need-time") && v.Answers["choice.direct"].Value.Yes()
}

// notReady says that the person cannot leave a no or a silence there yet, looks for
// their own relief only, or finds nothing in a letter for the partner.
func (v *view) notReady() bool {
	n, ok := v.Answers["choice.no"].Value.Number()
	return ok && n <= 5 || v.reliefOnly() || v.marked("choice.gift", "nothing")
}

// reliefOnly says that neither owning what was done nor repair is among the reasons.
func (v *view) reliefOnly() bool {
	why := v.Answers["choice.why"].Value
	return v.Has("choice.why") && !why.Has("own") && !why.Has("repair")
}

// openTo says that the partner told the person that they are open to talking, or want
// to try. What others told is no word of theirs.
func (v *view) openTo() bool {
	signal := v.Answers["choice.signal"].Value
	return v.Answers["choice.direct"].Value.Yes() && (signal.Is("open-to-talking") || signal.Is("want-to-try"))
}

// letterOpens says that the outcome leads to a letter, and the person chose one.
func (v *view) letterOpens() bool {
	switch {
	case v.Letter.Sent != 0:
		return true // what comes back can be told
	case v.Plan.Mode(v.State) == "together" || v.trying() || v.noted("meet") || v.noted("invited"):
		return v.done("why")
	}
	if !v.done("space") || !v.done("why") {
		return false
	}
	next := v.Answers["choice.next"].Value
	switch v.Outcome(v.State) {
	case "open", "unknown", "short", "honest-exit": // in an honest exit it is one short note
		return next.Is("letter") || next.Is("unsent")
	case "better-apart", "not-ready":
		return next.Is("unsent")
	}
	return v.exitNote()
}
