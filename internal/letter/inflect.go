package letter

import "strings"

// Forms are the forms in which a word stands in a text: those of a verb and those of a
// noun alike, since a form too many does no harm.
func Forms(w string) []string {
	if list, ok := irregular[w]; ok {
		return append([]string{w}, strings.Fields(list)...)
	}
	n := len(w)
	if n < 2 {
		return []string{w}
	}
	last, before := w[n-1], w[n-2]
	s, ed, ing := w+"s", w+"ed", w+"ing"
	switch {
	case last == 'y' && !vowel(before):
		s, ed = w[:n-1]+"ies", w[:n-1]+"ied"
	case strings.HasSuffix(w, "ie"):
		ed, ing = w+"d", w[:n-2]+"ying"
	case last == 'e':
		ed, ing = w+"d", w[:n-1]+"ing"
		if before == 'e' || before == 'o' || before == 'y' {
			ing = w + "ing"
		}
	case last == 's' || last == 'x' || last == 'z' || strings.HasSuffix(w, "ch") || strings.HasSuffix(w, "sh"):
		s = w + "es"
	case doubles(w):
		ed, ing = w+w[n-1:]+"ed", w+w[n-1:]+"ing"
	}
	return []string{w, s, ed, ing}
}

func vowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }

// doubles says that the last letter is doubled: beg, begged.
func doubles(w string) bool {
	n := len(w)
	if n < 3 || vowel(w[n-1]) || !vowel(w[n-2]) || vowel(w[n-3]) || strings.IndexByte("wxyh", w[n-1]) >= 0 {
		return false
	}
	groups, in := 0, false
	for i := range n {
		v := vowel(w[i]) || w[i] == 'y' && i > 0
		if v && !in {
			groups++
		}
		in = v
	}
	return groups == 1 || w[n-1] == 'l' || w == "admit" || w == "commit" || w == "permit" || w == "regret" || w == "forget" || w == "omit" || w == "confer"
}

// irregular are the forms of words that go their own way, without the word itself.
var irregular = map[string]string{
	"be": "am is are was were been being 's", "have": "has had having 'd", "do": "does did done doing", "go": "goes went gone going",
	"get": "gets got gotten getting", "make": "makes made making", "take": "takes took taken taking", "give": "gives gave given giving",
	"come": "comes came coming", "see": "sees saw seen seeing", "know": "knows knew known knowing", "think": "thinks thought thinking",
	"tell": "tells told telling", "say": "says said saying", "feel": "feels felt feeling feelings", "find": "finds found finding",
	"leave": "leaves left leaving", "keep": "keeps kept keeping", "let": "lets letting", "begin": "begins began begun beginning",
	"begging": "", "hold": "holds held holding", "hear": "hears heard hearing", "hurt": "hurts hurting", "hit": "hits hitting",
	"lose": "loses lost losing", "mean": "means meant meaning", "meet": "meets met meeting", "pay": "pays paid paying",
	"put": "puts putting", "read": "reads reading", "ring": "rings rang rung ringing", "run": "runs ran running",
	"sell": "sells sold selling", "send": "sends sent sending", "set": "sets setting", "shut": "shuts shutting",
	"sit": "sits sat sitting", "sleep": "sleeps slept sleeping", "speak": "speaks spoke spoken speaking", "spend": "spends spent spending",
	"stand": "stands stood standing", "swear": "swears swore sworn swearing", "teach": "teaches taught teaching", "throw": "throws threw thrown throwing",
	"understand": "understands understood understanding", "wake": "wakes woke woken waking", "wear": "wears wore worn wearing", "win": "wins won winning",
	"write": "writes wrote written writing", "break": "breaks broke broken breaking", "bring": "brings brought bringing", "build": "builds built building",
	"buy": "buys bought buying", "catch": "catches caught catching", "choose": "chooses chose chosen choosing", "cut": "cuts cutting",
	"draw": "draws drew drawn drawing", "drink": "drinks drank drunk drinking", "drive": "drives drove driven driving", "eat": "eats ate eaten eating",
	"fall": "falls fell fallen falling", "fight": "fights fought fighting", "forget": "forgets forgot forgotten forgetting",
	"forgive": "forgives forgave forgiven forgiving", "freeze": "freezes froze frozen freezing", "grow": "grows grew grown growing",
	"hide": "hides hid hidden hiding", "lead": "leads led leading", "lie": "lies lied lying", "lay": "lays laid laying", "light": "lights lit lighting",
	"shake": "shakes shook shaken shaking", "show": "shows showed shown showing", "sink": "sinks sank sunk sinking", "steal": "steals stole stolen stealing",
	"stick": "sticks stuck sticking", "strike": "strikes struck striking", "swing": "swings swung swinging", "tear": "tears tore torn tearing",
	"undo": "undoes undid undone undoing", "wind": "winds wound winding", "weep": "weeps wept weeping", "creep": "creeps crept creeping",
	"bend": "bends bent bending", "bear": "bears bore borne bearing", "bite": "bites bit bitten biting", "blow": "blows blew blown blowing",
	"cling": "clings clung clinging", "cost": "costs costing", "deal": "deals dealt dealing", "dream": "dreams dreamt dreamed dreaming",
	"learn": "learns learnt learned learning", "lend": "lends lent lending", "quit": "quits quitting", "ride": "rides rode ridden riding",
	"rise": "rises rose risen rising", "seek": "seeks sought seeking", "shoot": "shoots shot shooting", "sing": "sings sang sung singing",
	"slide": "slides slid sliding", "smell": "smells smelt smelled smelling", "spill": "spills spilt spilled spilling", "spoil": "spoils spoilt spoiled spoiling",
	"split": "splits splitting", "spread": "spreads spreading", "stink": "stinks stank stinking", "sweep": "sweeps swept sweeping",
	"burn": "burns burnt burned burning", "become": "becomes became becoming", "overcome": "overcomes overcame overcoming", "drag": "drags dragged dragging",
	"bet": "bets betting", "bid": "bids bidding", "fling": "flings flung flinging", "kneel": "kneels knelt kneeling", "lean": "leans leant leaned leaning",
	"mislead": "misleads misled misleading", "shit": "shits shat shitting", "spit": "spits spat spitting", "upset": "upsets upsetting",
	"will": "'ll would", "can": "could", "may": "might", "shall": "should", "must": "", "good": "better best", "bad": "worse worst",
	"man": "men", "woman": "women", "child": "children", "wife": "wives", "life": "lives", "person": "people persons", "half": "halves", "kid": "kids",
	"foot": "feet", "text": "texts texted texting", "visit": "visits visited visiting", "open": "opens opened opening", "listen": "listens listened listening",
	"happen": "happens happened happening", "answer": "answers answered answering", "offer": "offers offered offering", "suffer": "suffers suffered suffering",
	"damage": "damages damaged damaging", "wonder": "wonders wondered wondering", "remember": "remembers remembered remembering",
	"panic": "panics panicked panicking", "refuse": "refuses refused refusing", "plan": "plans planned planning", "prefer": "prefers preferred preferring",
	"occur": "occurs occurred occurring", "bother": "bothers bothered bothering", "threaten": "threatens threatened threatening", "travel": "travels travelled travelling traveled traveling",
	"cancel": "cancels cancelled cancelling", "label": "labels labelled labelling", "die": "dies died dying", "tie": "ties tied tying",
	"apologise": "apologises apologised apologising apologize apologizes apologized apologizing", "realise": "realises realised realising realize realizes realized realizing",
	"recognise": "recognises recognised recognising recognize recognizes recognized recognizing", "humiliate": "humiliates humiliated humiliating",
	"marry": "marries married marrying", "fuck": "fucks fucked fucking", "shag": "shags shagged shagging", "snog": "snogs snogged snogging",
	"counsel": "counsels counselled counselling counseling", "prioritise": "prioritises prioritised prioritising prioritize prioritized prioritizing", "criticise": "criticises criticised criticising criticize criticized",
	"minimise": "minimises minimised minimising minimize", "fool": "fools fooled fooling", "fail": "fails failed failing", "cool": "cools cooled cooling", "heal": "heals healed healing",
	"steer": "steers steered steering", "deserve": "deserves deserved deserving", "peel": "peels peeled peeling", "reveal": "reveals revealed revealing", "feed": "feeds fed feeding", "need": "needs needed needing",
	"conceal": "conceals concealed concealing", "mail": "mails mailed mailing", "email": "emails emailed emailing", "appeal": "appeals appealed appealing", "pull": "pulls pulled pulling",
}
