package letter_test

import (
	"testing"

	"github.com/recover-journal/recover/internal/letter"
)

// No English text is taken for a foreign one, and no foreign one is judged by rules that
// read English.
func TestForeign(t *testing.T) {
	p, w, _ := pack(t)
	c := letter.New(p, w)
	for _, dir := range []string{"seen", "held"} {
		for _, i := range corpus(t, dir) {
			if c.Check(i.Text).Foreign {
				t.Errorf("%s: taken for no English: %s", i.ID, i.Text)
			}
		}
	}
	for lang, s := range map[string]string{
		"es":         "Te mentí durante tres meses y fue decisión mía. No fue culpa tuya. Rompí nuestro acuerdo y te hice daño. No me debes ninguna respuesta.",
		"es, asking": "Perdón si te hice daño. Fue un error y no volverá a pasar. Dame otra oportunidad, por favor, Nell.",
		"fr":         "Je t'ai menti pendant trois mois et c'était mon choix. Ce n'était pas ta faute. Tu ne me dois aucune réponse.",
		"de":         "Ich habe dich drei Monate lang belogen, und es war meine Entscheidung. Ich war so dumm, was soll ich sagen. Du schuldest mir keine Antwort.",
		"nl":         "Ik heb je drie maanden lang voorgelogen en het was mijn keuze. Het was niet jouw schuld. Je bent mij geen antwoord schuldig. Dat weet ik.",
		"it":         "Ti ho mentito per tre mesi ed è stata una mia scelta. Non è stata colpa tua. Non mi devi nessuna risposta, e so di averti fatto male.",
		"pt":         "Menti para você durante três meses e foi escolha minha. Não foi culpa sua. Você não me deve resposta.",
		"sv":         "Jag ljög för dig i tre månader och det var mitt val. Det var inte ditt fel. Du är inte skyldig mig något svar.",
		"tl":         "Nagsinungaling ako sa iyo ng tatlong buwan at pinili ko iyon. Hindi mo kasalanan.",
		"ar":         "كذبت عليك ثلاثة أشهر وكان ذلك اختياري. لم يكن خطأك.",
		"ru":         "Я лгал тебе три месяца, и это был мой выбор. Это не твоя вина.",
		"zh":         "我骗了你三个月，那是我的选择。这不是你的错。",
	} {
		r := c.Check(s)
		if !r.Foreign || len(r.Findings) > 0 || len(r.Missing) != len(letter.Elements()) || r.Verdict == letter.Good {
			t.Errorf("%s: foreign %v, %s, %+v", lang, r.Foreign, r.Verdict, r.Findings)
		}
	}
	// What somebody means to do to themselves is heard all the same.
	r := c.Check("Te mentí durante tres meses y fue decisión mía. No fue culpa tuya. Rompí nuestro acuerdo y te hice daño. I am going to kill myself tonight.")
	if !r.Foreign || len(r.Findings) == 0 || r.Findings[0].Category != letter.Safety || r.Verdict != letter.Harmful {
		t.Errorf("danger in two languages: %+v", r)
	}
	for _, short := range []string{"Lo siento.", "Nell,", "ok", "7", "\U0001f622"} {
		if c.Check(short).Foreign {
			t.Errorf("%q is too short to tell", short)
		}
	}
}
