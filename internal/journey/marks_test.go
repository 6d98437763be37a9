package journey

import "testing"

// The line that owns the choice, in each language in which it may be written.
func TestOwns(t *testing.T) {
	for line, want := range map[string]bool{
		"I chose to lie to them.": true, "i chose to lie": true, "I chose to": false, "I chose to lie, but it was late.": false, "I chose to lie because you were away.": false,
		"I chose to lie because of you": false, "I chose to hide what we had": false, "I chose to hide what we'd had": false, "I chose to lie. It was late.": false, "I lied to them all": false,
		"Elegí mentir.": true, "elegi ocultarlo durante un año": true, "Yo elegí callar.": true, "Elegi\u0301 mentir": true, "ELEGÍ MENTIR": true,
		"Elegí": false, "Elegí mentir, pero era tarde.": false, "Elegí mentir porque tú no estabas": false, "Elegí mentir porque te fuiste": false, "Elegí mentir por ti": false,
		"Elegí lo que nos convenía": false, "Elegí mentir. Era tarde.": false, "Mentí durante un año": false, "Elegí mentir porque me faltó valor": true,
	} {
		if owns(line) != want {
			t.Errorf("%q: %v, want %v", line, !want, want)
		}
	}
}

// Nothing is nothing in each.
func TestNothing(t *testing.T) {
	for text, want := range map[string]int{"Nothing.": 1, "nada": 1, "“Nada”": 1, "Nada más": 0, "": 0} {
		if got := marksOf(Question{Marks: []string{"nothing"}}, text); len(got) != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}
