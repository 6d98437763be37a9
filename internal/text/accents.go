package text

import (
	"strings"
	"sync"
	"unicode"
)

// Loose is Fold for a search: accents go too, so that who looks for "cafe" finds
// "café", however it was typed. Points of Hebrew and Arabic go with them.
func Loose(s string) string {
	s = Fold(s)
	for i := range len(s) {
		if s[i] >= 0x80 {
			return strings.Map(bare, s)
		}
	}
	return s
}

// bare is a letter without its accent, or -1 for an accent alone. It is for letters
// that were folded: small ones.
func bare(r rune) rune {
	switch {
	case r < 0x80:
		return r
	case r >= 0x300 && r <= 0x36f, r >= 0x591 && r <= 0x5c7 && unicode.Is(unicode.Mn, r), r >= 0x610 && r <= 0x6ed && unicode.Is(unicode.Mn, r):
		return -1
	}
	if b, ok := accents()[r]; ok {
		return b
	}
	return r
}

// accents is made at the first letter that needs it: most searches need none.
var accents = sync.OnceValue(func() map[rune]rune {
	m := map[rune]rune{}
	for _, family := range families {
		base := rune(0)
		for _, r := range family {
			if base == 0 {
				base = r
			} else {
				m[r] = base
			}
		}
	}
	return m
})

// families are small letters that Unicode takes apart into a letter and accents, each
// behind its letter, and a few that only look so. Made from Unicode 14 by NFD.
var families = [...]string{
	"Iİ",
	"aàáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ",
	"bḃḅḇ",
	"cçćĉċčḉ",
	"dďđḋḍḏḑḓ",
	"eèéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ",
	"fḟ",
	"gĝğġģǧǵḡ",
	"hĥħȟḣḥḧḩḫẖ",
	"iìíîïĩīĭįıǐȉȋḭḯỉị",
	"jĵǰ",
	"kķǩḱḳḵ",
	"lĺļľłḷḹḻḽ",
	"mḿṁṃ",
	"nñńņňǹṅṇṉṋ",
	"oòóôõöøōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ",
	"pṕṗ",
	"rŕŗřȑȓṙṛṝṟ",
	"sśŝşšșṡṣṥṧṩ",
	"tţťțṫṭṯṱẗ",
	"uùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự",
	"vṽṿ",
	"wŵẁẃẅẇẉẘ",
	"xẋẍ",
	"yýÿŷȳẏẙỳỵỷỹ",
	"zźżžẑẓẕ",
	"æǣǽ",
	"øǿ",
	"ſẛ",
	"ʒǯ",
	"αάἀἁἂἃἄἅἆἇὰάᾀᾁᾂᾃᾄᾅᾆᾇᾰᾱᾲᾳᾴᾶᾷ",
	"εέἐἑἒἓἔἕὲέ",
	"ηήἠἡἢἣἤἥἦἧὴήᾐᾑᾒᾓᾔᾕᾖᾗῂῃῄῆῇ",
	"ιΐίϊἰἱἲἳἴἵἶἷὶίῐῑῒΐῖῗ",
	"οόὀὁὂὃὄὅὸό",
	"ρῤῥ",
	"σς",
	"υΰϋύὐὑὒὓὔὕὖὗὺύῠῡῢΰῦῧ",
	"ωώὠὡὢὣὤὥὦὧὼώᾠᾡᾢᾣᾤᾥᾦᾧῲῳῴῶῷ",
	"аӑӓ",
	"гѓ",
	"еѐёӗ",
	"жӂӝ",
	"зӟ",
	"ийѝӣӥ",
	"кќ",
	"оӧ",
	"уўӯӱӳ",
	"чӵ",
	"ыӹ",
	"эӭ",
	"ії",
	"ѵѷ",
	"әӛ",
	"өӫ",
}
