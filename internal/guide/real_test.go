package guide_test

import (
	"errors"
	"testing"
	"time"

	"github.com/recover-journal/recover/internal/clock"
	"github.com/recover-journal/recover/internal/guide"
	"github.com/recover-journal/recover/internal/journey"
	"github.com/recover-journal/recover/internal/text"
	"github.com/recover-journal/recover/prompts"
)

// byGo are the passages that the program shows by itself, and no answer does.
func byGo() []string {
	return []string{
		"help.title", "help.for", "help.none", "help.crisis", "help.emergency", "help.behaviour", "help.harmed", "help.them", "help.tell",
		"help.directory", "help.all", "help.row", "help.pick", "help.unknown", "help.closing",
		"agree.starters", "agree.offer", "agree.off", "agree.due",
		"agree.starter.contact", "agree.starter.plans", "agree.starter.phone", "agree.starter.accounts", "agree.starter.nights",
		"agree.starter.work", "agree.starter.money", "agree.starter.counselling", "agree.starter.tests", "agree.starter.talk",
		"write.intro", "write.1", "write.2", "write.3", "write.4", "write.plain", "write.not-yet",
		"crisis.later", "space.done", "why.reread",
	}
}

func real(t testing.TB) *guide.Guide {
	t.Helper()
	g, err := guide.Load(prompts.FS, "en")
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// Every question has words, every option a label, every passage a place where it is
// shown, and nothing is left over.
func TestReal(t *testing.T) {
	var faults guide.Faults
	errors.As(real(t).Check(journey.Rules(), byGo()), &faults)
	for _, f := range faults {
		t.Error(f)
	}
}

func TestRealWords(t *testing.T) {
	g := real(t)
	for _, s := range g.Plan().Stages {
		if w := g.Stage(s.ID); w.Title == "" || w.Door == "" {
			t.Errorf("stage %s: %+v", s.ID, w)
		}
	}
	if n := len(g.Days()); n != 30 {
		t.Errorf("%d small things, not 30", n)
	}
	day, _ := clock.ParseDay("2026-04-05")
	for got, want := range map[string]string{
		g.Question("start.asked").Text:                      "Going by their own words, what have they asked you for?",
		g.Label("start.asked", "to-talk"):                   "To talk",
		g.Label("start.when", "they-dont-know"):             "They don't know yet",
		g.Label("space.topics", "pets"):                     "Pets",
		g.Passage("slip.after.b-moved", "date", g.Day(day)): "No next step for seven days, for their sake, so the earliest is 5 April.",
		g.Lock("order").Shut:                                "There is a rule about contact. The letter and meeting stay shut here.",
		g.Mode("together").Title:                            "Together and trying",
		g.DayYear(day):                                      "5 April 2026",
		g.WeekdayDay(day):                                   "Sunday, 5 April",
		g.NearDay(day, day-1):                               "tomorrow",
		g.NearDay(day, day+300):                             "5 April 2026",
		g.Span(52 * time.Hour):                              "2 days and 4 hours",
		g.Span(47*time.Hour + time.Minute):                  "2 days",
		g.Span(61 * time.Minute):                            "1 hour and 1 minute",
		g.Span(time.Second):                                 "1 minute",
		g.Count(1, "day"):                                   "1 day",
		g.Count(3, "hour"):                                  "3 hours",
		g.Say("no.such"):                                    "⟨no.such⟩",
		g.Short("init"):                                     "Make your journal",
		g.Command("no such").Short:                          "⟨no such⟩",
		g.Passage("no.such"):                                "⟨no.such⟩",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if len(g.Command("init").Examples) == 0 || g.Command("init").Examples[0].Run != "recover init" {
		t.Errorf("examples of init: %+v", g.Command("init").Examples)
	}
}

// Help is there for every country, and for none.
func TestRealResources(t *testing.T) {
	g := real(t)
	for _, c := range append(g.Countries(), guide.Resource{Code: "xx"}, guide.Resource{}) {
		r, known := g.Resource(c.Code)
		if known != (c.Name != "") {
			t.Errorf("%q: known is %v", c.Code, known)
		}
		for _, s := range []string{r.Crisis, r.Emergency, r.Behaviour, r.Harmed, r.Directory} {
			if s == "" {
				t.Errorf("%q: a line is missing: %+v", c.Code, r)
			}
		}
		if _, err := clock.ParseDay(r.Checked); known && err != nil {
			t.Errorf("%q: checked: %v", c.Code, err)
		}
	}
	if r, known := g.Resource("gb"); !known || r.Emergency != "999" {
		t.Errorf("gb: %+v", r)
	}
}

// What a person may type for a day, in the words of the language.
func TestRealWhen(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	for in, want := range map[string]string{
		"2026-11-22": "2026-11-22", "22 nov": "2026-11-22", "22 November": "2026-11-22", "yesterday": "2026-11-22", "last friday": "2026-11-20",
		"fri": "2026-11-20", "3 days ago": "2026-11-20", "1 week ago": "2026-11-16", "today at 8:00": "2026-11-23",
	} {
		got, err := real(t).When(in, now, time.UTC)
		if err != nil || clock.DayOf(got, time.UTC).String() != want {
			t.Errorf("%q = %v, %v", in, got, err)
		}
	}
}

// The whole list of phrases tells these apart.
func TestRealSafety(t *testing.T) {
	w := text.NewWatch(real(t).Safety()...)
	strong, harm, none := text.Alarm{Strong: true}, text.Alarm{Harm: true}, text.Alarm{}
	for in, want := range map[string]text.Alarm{
		"I want to hurt myself":                     strong,
		"I don’t want to live":                      strong,
		"Better off dead.":                          strong,
		"I am thinking of suicide":                  strong,
		"I ended it with the other person":          none,
		"I was killing time":                        none,
		"I want to end it":                          {Weak: 1},
		"There is no way out and I can’t go on":     {Weak: 2},
		"I can't live without you":                  {Weak: 1},
		"I will make them listen":                   harm,
		"I could kill her":                          harm,
		"I'm going to wait outside":                 harm,
		"I hurt them":                               none,
		"I hurt them and I could hurt them again":   harm,
		"I would never hurt them":                   none,
		"I don't want to hurt them":                 none,
		"I wanted to make them pay":                 none,
		"I could have hurt them more":               none,
		"I want to understand why I hurt them":      none,
		"They will never hear that I hurt them":     none,
		"I will tell the truth and not follow them": none,
	} {
		if got := w.Look(in); got != want {
			t.Errorf("%q: %+v, want %+v", in, got, want)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		real(b)
	}
}

func BenchmarkTitles(b *testing.B) {
	for b.Loop() {
		g := real(b)
		for _, s := range g.Plan().Stages {
			g.Stage(s.ID)
		}
	}
}

func BenchmarkSafety(b *testing.B) {
	for b.Loop() {
		text.NewWatch(real(b).Safety()...).Look("I chose to lie, and I hid it.")
	}
}

// A question is deliberate where one of its answers sets or opens a lock, ends the road or
// is about safety: there a stray Enter answers nothing. Nowhere else is it in the way.
func TestDeliberate(t *testing.T) {
	for _, q := range real(t).Plan().Order() {
		weighs := q.Safety
		for _, e := range q.Then {
			weighs = weighs || e.Lock != "" || e.Unlock != "" || e.Note == "closing" || e.Note == "put-right"
		}
		if want := weighs && q.Kind == journey.Select; q.Deliberate != want {
			t.Errorf("%s: deliberate is %t, want %t", q.ID, q.Deliberate, want)
		}
	}
}

// What cannot be taken back tomorrow is looked at twice: the answers that pause everything,
// and the one that shuts the doors.
func TestMeant(t *testing.T) {
	p := real(t).Plan()
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	s := journey.Replay(nil)
	closing := s.With(journey.Fact{Kind: journey.Noted, Name: "closing", Day: clock.DayOf(now, time.UTC)})
	for _, c := range []struct {
		id, answer string
		state      journey.State
		want       int
	}{
		{"crisis.ask", "yes", s, 1}, {"crisis.ask", "rather-not-say", s, 1}, {"crisis.ask", "no", s, 0}, {"crisis.ask", "sometimes", s, 0},
		{"closure.reason", "no", s, 1}, {"closure.reason", "own-choice", s, 1}, {"closure.reason", "own-choice", closing, 0}, {"closure.ready", "close", closing, 0},
	} {
		q, _ := p.Question(c.id)
		if got := p.Meant(c.state, q, journey.String(c.answer), now); len(got) != c.want {
			t.Errorf("%s, %s: %q", c.id, c.answer, got)
		}
	}
	q, _ := p.Question("closure.reason")
	if got := p.Meant(s, q, journey.Value{}, now); got != nil {
		t.Errorf("a question that was passed over is asked about: %q", got)
	}
}
