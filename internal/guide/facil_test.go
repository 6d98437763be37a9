package guide_test

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
)

// How Spanish is weighed: see ease_test.go.

// sílabas counts those of a Spanish word by its spelling: groups of vowels, parted where
// two of a, e, o meet, or one of them and an í or ú. The u of que, qui, gue, gui is mute.
// A figure, read at a glance, counts one for each digit.
func sílabas(word string) (n int) {
	for _, part := range strings.FieldsFunc(word, func(r rune) bool { return r == '-' || r == ':' }) {
		if _, err := strconv.Atoi(part); err == nil {
			n += len(part)
		} else {
			n += sílabasDe(part)
		}
	}
	return n
}

func sílabasDe(w string) (n int) {
	w = strings.NewReplacer("que", "ke", "qué", "ké", "qui", "ki", "quí", "kí", "gue", "ge", "gué", "gé", "gui", "gi", "guí", "gí").Replace(w)
	if strings.HasSuffix(w, "y") {
		w = strings.TrimSuffix(w, "y") + "i"
	}
	last := rune(0)
	for _, r := range w {
		switch strong := strings.ContainsRune("aeoáéó", r); {
		case !strong && !strings.ContainsRune("iuíúü", r):
			last = 0
			continue
		case last == 0, strong && strings.ContainsRune("aeoáéóíú", last), strings.ContainsRune("íú", r) && strings.ContainsRune("aeoáéó", last), r == last:
			n++
		}
		last = r
	}
	return max(1, n)
}

// indeseadas are words and signs that are not ours: CONTENT.md 1.4, 1.5 and 14, as
// Spanish says them; and forms that would tell the sex of who reads or of their partner.
var indeseadas = map[string]*regexp.Regexp{
	"sign":     regexp.MustCompile(`[!¡\x{2190}-\x{21ff}\x{2600}-\x{27bf}\x{1f000}-\x{1faff}]`),
	"word":     regexp.MustCompile(`(?i)(^|[^\pL])(deber[ií]as?|simplemente|rachas?|tóxic[oa]s?|narcisistas?)([^\pL]|$)`),
	"praise":   regexp.MustCompile(`(?i)(^|[^\pL])(buen trabajo|muy bien hecho|bien hecho|enhorabuena|felicidades|felicitaciones|bravo|orgullo de ti|sigue así|excelente|fantástico|genial|estupendo|hurra)([^\pL]|$)`),
	"capitals": regexp.MustCompile(`\b[A-ZÁÉÍÓÚÑ]{2,}\b`),
	"name":     regexp.MustCompile(`(?i)(^|[^\pL])(infiel(es)?|traidor(a|es|as)?|mentiros[oa]s?|adúlter[oa]s?|maltratador(a|es|as)?|agresor(a|es|as)?|culpables?|pecador(a|es|as)?|cobardes?|adict[oa]s?)([^\pL]|$)`),
	"guess":    regexp.MustCompile(`(?i)(^|[^\pL])(marido|esposo|esposa|esposos|cónyuges?|matrimonio|casad[oa]s?|novi[oa]s?|dios)([^\pL]|$)`),
	"sex":      regexp.MustCompile(`(?i)(^|[^\pL])(arrepentid[oa]|cansad[oa]|tranquil[oa]|sol[oa] contigo|segur[oa] de que|estás list[oa]|list[oa] para|bienvenid[oa]|preparad[oa] para|enfadad[oa]|enojad[oa]|preocupad[oa]|perdid[oa] en|unid[oa]s|\pL+/[oa]s?|\pL+@s?|\pL+[oa]\(s\)|tod[oe]s (los|les) que)([^\pL]|$)`),
}

// mayúsculas are names that are written so, and what a flag takes.
var mayúsculas = append([]string{"EE", "UU"}, capitals...)

// perdonadas are the texts that stay as they are, and why.
var perdonadas = map[string]string{
	"es/events/crisis.yaml passages crisis.help: tall": "the help screen of CONTENT.md 13: it stands alone, and each thing to do has a line of its own",
}

// The counter counts as people speak.
func TestSílabas(t *testing.T) {
	for word, want := range map[string]int{
		"a": 1, "yo": 1, "ti": 1, "que": 1, "quién": 1, "aquí": 2, "guerra": 2, "guía": 2, "agua": 2, "pingüino": 3, "día": 2, "días": 2, "después": 2,
		"silencio": 3, "todavía": 4, "pareja": 3, "leer": 2, "leído": 3, "creíste": 3, "oír": 2, "caos": 2, "país": 2, "aire": 2, "ciudad": 2, "fuiste": 2, "muy": 1, "hoy": 1, "rey": 1, "ayer": 2,
		"decisión": 3, "responsabilidad": 6, "acuerdo": 3, "construiste": 3, "período": 4, "periodo": 3, "averiguar": 4, "cooperar": 4, "chiita": 3,
		"7": 1, "30": 2, "150": 3, "estudiáis": 3,
	} {
		if got := sílabas(word); got != want {
			t.Errorf("%s has %d syllables, not %d", word, got, want)
		}
	}
}

// The formula is that of the paper: a text of 100 words in 5 sentences with 200
// syllables has an ease of 66.44.
func TestPerspicuity(t *testing.T) {
	if got := perspicuity(5, 100, 200); math.Abs(got-66.44) > 0.001 {
		t.Errorf("ease %.3f", got)
	}
}

// The looks find each of these in Spanish.
func TestEaseFindsSpanish(t *testing.T) {
	r := readingOf(t, "es")
	for bad, about := range map[string]string{
		"La comunicación irresponsable exacerba siempre e inevitablemente el deterioro psicológico de las personas.":    "grade",
		"Puedes seguir con esta o con otra, o la puedes dejar aquí, y volver a ella un día de estos si te va bien así.": "long",
		"¡Lo has hecho!":                       "sign",
		"Deberías hablar con tu pareja ya":     "word",
		"Buen trabajo, hoy diste silencio":     "praise",
		"No le escribas NUNCA en este tiempo":  "capitals",
		"Un infiel puede cambiar día a día":    "name",
		"Qué diría tu esposa de todo esto":     "guess",
		"Si estás cansado, para un rato aquí":  "sex",
		"Di a tus hijos/as que vas a ir luego": "sex",
	} {
		fsys := fstest.MapFS{"es/microcopy.yaml": {Data: []byte("good: Te acercaste. Gracias por escribirlo.\nbad: >-\n  " + bad + "\n")}}
		found := r.ease(sayings(t, fsys, "es"))
		if len(found) == 0 {
			t.Errorf("nothing is found in %q", bad)
		}
		for _, c := range found {
			if c.last() != "bad" || c.about != about {
				t.Errorf("%s: %s: %s", c.saying, c.about, c.what)
			}
		}
	}
}
