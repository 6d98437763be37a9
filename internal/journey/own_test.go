package journey_test

import (
	"slices"
	"testing"
)

// noted is what the engine notes of a text.
func noted(t *testing.T, id, text string) []string {
	t.Helper()
	p := road(t)
	q, ok := p.Question(id)
	if !ok {
		t.Fatal(id)
	}
	return p.MarksOf(q, text)
}

// The line of ownership is judged in the language in which it was written.
func TestOwnLine(t *testing.T) {
	for _, test := range []struct {
		line string
		owns bool
	}{
		{"I chose to lie to you for a year.", true},
		{"I chose to", false},
		{"I chose to lie. It was easy.", false},
		{"I chose to lie, but I was drunk.", false},
		{"I chose to lie because you're cold.", false},
		{"I chose to lie because of your work.", false},
		{"I chose to lie because it was easy.", true},
		{"I chose to, since we'd grown apart.", false},
		{"We chose to part.", false},
		{"Elegí mentirte durante un año.", true},
		{"elegi callar", true},
		{"Yo decidí ocultarlo.", true},
		{"Elegí", false},
		{"Elegí mentir, pero nadie me escuchaba.", false},
		{"Elegí mentir porque tú no estabas.", false},
		{"Elegí nuestro silencio.", false},
		{"Elegi\u0301 mentir", true},
		{"Elegí mentir porque me faltó valor", true},
		{"Elegí mentir porque te fuiste", false},
		{"Elegí mentir por ti", false},
		{"Elegí lo que nos convenía", false},
		{"Elegí mentir. Era tarde.", false},
		{"Fue una mentira.", false},
	} {
		if got := slices.Contains(noted(t, "why.own", test.line), "passes"); got != test.owns {
			t.Errorf("%q owns: %v, want %v", test.line, got, test.owns)
		}
	}
	for _, word := range []string{"nothing", "Nothing.", "Nada", "“nada”"} {
		if !slices.Contains(noted(t, "choice.gift", word), "nothing") {
			t.Errorf("%q is not taken for nothing", word)
		}
	}
}
