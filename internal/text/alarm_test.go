package text

import (
	"slices"
	"testing"
)

// words are a part of prompts/safety/en.yaml; guide tests the same sentences with all
// of it.
func words() AlarmWords {
	return AlarmWords{
		Strong:  []string{"kill myself", "end my life", "suicide", "hurt myself", "hurting myself", "better off dead", "don't want to live", "killed herself"},
		Weak:    []string{"end it", "ending it", "end of it all", "can't go on", "can't live without", "no way out"},
		Spared:  []string{"in the end it"},
		Intents: []string{"will", "i'll", "want to", "could", "going to", "might", "wanna", "thinking of", "feel like"},
		Acts: []string{"hurt them", "hurt her", "hurt you", "kill her", "kill them", "make them listen", "make them pay", "wait outside",
			"follow them", "hurting her", "scare them", "waiting outside"},
		Unless: []string{"never", "not", "don't", "won't", "didn't", "without", "instead of", "rather than", "afraid to", "used to", "could have", "wanted to",
			"was going to", "will have", "stopped", "i hurt them", "i hurt her", "i have hurt you", "what hurt them", "nobody"},
	}
}

func TestLook(t *testing.T) {
	w := NewWatch(words())
	none, harm, strong := Alarm{}, Alarm{Harm: true}, Alarm{Strong: true}
	weak := func(n int) Alarm { return Alarm{Weak: n} }
	for _, c := range []struct {
		in   string
		want Alarm
	}{
		// of oneself
		{"I want to kill myself.", strong},
		{"I want to hurt myself", strong},
		{"I WANT TO END MY LIFE", strong},
		{"I don’t want to live", strong},
		{"I don't\n   want to live like this", strong},
		{"They'd be better off dead, I thought, meaning me.", strong},
		{"We saw Suicide Squad that night.", strong}, // it asks, and that is fine
		{"My aunt killed herself in 2010.", strong},
		{"Once I said I would be hurting myself.", strong},
		{"I was killing time at the station.", none},
		{"The silence is killing me.", none},
		{"I hurt myself by lying.", strong},
		{"suicidal", none}, // a word of its own, for the data to name
		// weakly
		{"I can't go on", weak(1)},
		{"I can’t go on", weak(1)},
		{"We can't go on holiday together.", weak(1)}, // it asks, and that is fine
		{"I want to end it.", weak(1)},
		{"Ending it with the other person took a week.", weak(1)},
		{"I ended it with the other person.", none},
		{"I see no way out and I can't go on.", weak(2)},
		{"I can't go on. I can't go on.", weak(2)},
		{"It was the end of it all; there is no way out.", weak(2)},
		{"In the end it was my choice.", none},
		{"In the end it's my choice.", none},
		{"At the weekend it rained.", none},
		{"I can't live without you", weak(1)},
		{"I can live without them.", none},
		{"Tonight I will end\u00a0it", weak(1)},
		// meant harm
		{"I will make them listen.", harm},
		{"I'll make them listen!", harm},
		{"I’LL MAKE THEM LISTEN", harm},
		{"I could kill her", harm},
		{"I want to hurt them", harm},
		{"I really want to go over and hurt them.", harm},
		{"I'm going to wait outside their house.", harm},
		{"I might follow them home", harm},
		{"Sometimes I feel like hurting her.", harm},
		{"I keep thinking of waiting outside.", harm},
		{"I hurt them and I could hurt them again.", harm},
		{"I can't stand it, I will make them pay.", harm},
		{"I won't wait. I will make them pay.", harm},
		{"If they don't answer, I will make them pay.", harm},
		{"I will, if they don't answer, wait outside.", harm},
		{"I will make them\nlisten", harm},
		{"I wanna scare them a bit", harm},
		{"i could kill her and i could kill her twice", harm},
		{"I want to hurt them and then kill myself", Alarm{Strong: true, Harm: true}},
		// owned, past, denied, or not about that
		{"I hurt them.", none},
		{"I hurt them, and I will live with that.", none},
		{"I hurt her when I lied.", none},
		{"I will tell them how I hurt them.", none},
		{"I have hurt you.", none},
		{"I would never hurt them.", none},
		{"I will never hurt them again.", none},
		{"I will not hurt them.", none},
		{"I don't want to hurt them.", none},
		{"I do not ever want to hurt them.", none},
		{"I don’t think I could hurt them", none},
		{"I won't follow them.", none},
		{"Nobody could hurt them more than I did.", none},
		{"I used to want to hurt them.", none},
		{"I wanted to hurt her.", none},
		{"I was going to wait outside.", none},
		{"I could have hurt them more.", none},
		{"I will write here instead of waiting outside.", none},
		{"I want to tell the truth without hurting her.", none},
		{"I'm afraid to hurt them.", none},
		{"I will go to sleep. They could not follow them.", none},
		{"I want to understand what hurt them.", none},
		{"They will come home. Wait outside, they said.", none},
		{"I will listen to them.", none},
		{"I could hear it. \n\n Hurt them? That I did.", none},
		{"My will says nothing of that", none},
		{"", none},
	} {
		if got := w.Look(c.in); got != c.want {
			t.Errorf("%q: %+v, want %+v", c.in, got, c.want)
		}
	}
}

// Two languages are heard side by side, with their accents and without, and the one does
// not deny for the other.
func TestLookBoth(t *testing.T) {
	spanish := AlarmWords{
		Strong: []string{Loose("quitarme la vida"), Loose("mañana me mato")}, Weak: []string{Loose("no puedo más")},
		Intents: []string{"voy a"}, Acts: []string{"pegarle"}, Unless: []string{"he", "no"},
	}
	w := NewWatch(words(), spanish)
	for in, want := range map[string]Alarm{
		"Pienso en quitarme la vida": {Strong: true},
		"MAÑANA me mato":             {Strong: true},
		"manana me mato":             {Strong: true},
		"man\u0303ana me mato":       {Strong: true},
		"No puedo mas":               {Weak: 1},
		"no puedo ma\u0301s":         {Weak: 1},
		"Voy a pegarle":              {Harm: true},
		"No voy a pegarle":           {},
		"No, he will hear that I am going to hurt them": NewWatch(words()).Look("No, he will hear that I am going to hurt them"),
	} {
		if got := w.Look(in); got != want {
			t.Errorf("%q: %+v, want %+v", in, got, want)
		}
	}
	s := "¡Ay! Ya no puedo ma\u0301s. Voy a pegarle, pienso en quitarme la vida."
	var got []string
	for _, m := range w.Marks(s) {
		got = append(got, s[m.Start:m.End])
	}
	if want := []string{"pegarle", "quitarme la vida"}; !slices.Equal(got, want) {
		t.Errorf("marks %q, want %q", got, want)
	}
	s += " No puedo más."
	if m := w.Marks(s); len(m) != 4 || s[m[0].Start:m[0].End] != "no puedo ma\u0301s" {
		t.Errorf("marks: %v", m)
	}
}

func FuzzLook(f *testing.F) {
	w := NewWatch(words())
	f.Add("I will make them\xff listen, never")
	f.Fuzz(func(t *testing.T, s string) {
		w.Look(s)
		Sentences(s)
	})
}

func BenchmarkLook(b *testing.B) {
	s := ""
	for range 400 {
		s += "I will write to them and I could not go on. "
	}
	for b.Loop() {
		NewWatch(words()).Look(s)
	}
}
