"""The questions of the guide and what it says, in each language."""

TEXTS: dict[str, dict[str, str]] = {
    "intro": {
        "en": "Each answer becomes a statement of {file}. Enter skips a question: what is skipped stays unknown.\n"
        "`?` shows what can be answered, `back` takes the last answer back, `quit` leaves: what is answered is kept.",
        "nb": "Hvert svar blir en setning i {file}. Enter hopper over et spørsmål: det forblir ukjent.\n"
        "`?` viser hva som kan svares, `tilbake` tar siste svar tilbake, "
        "`avslutt` går ut: det som er besvart, er tatt vare på.",
    },
    "again": {"en": "Taken up again: {file}", "nb": "Tatt opp igjen: {file}"},
    "add": {
        "en": "{file} is there already. Shall what you answer be added to it?",
        "nb": "{file} finnes fra før. Skal det du svarer, legges til der?",
    },
    "as-it-was": {"en": "{file} is as it was.", "nb": "{file} er som den var."},
    "left": {
        "en": "Kept as far as answered. Take it up again with: netdsl new {file}",
        "nb": "Det som er besvart, er tatt vare på. Fortsett med: netdsl new {file}",
    },
    "left-nothing": {
        "en": "Nothing is answered, so nothing is kept.",
        "nb": "Ingenting er besvart, så ingenting er lagret.",
    },
    "done": {
        "en": "Done: {file}. More can be written into it by hand (docs/language.md). See what follows:\n"
        "  netdsl evaluate {file}\n  netdsl ask {file}",
        "nb": "Ferdig: {file}. Mer kan skrives inn for hånd (docs/language.md). Se hva som følger:\n"
        "  netdsl evaluate {file}\n  netdsl ask {file}",
    },
    "stale": {
        "en": "{file} has been changed meanwhile and has errors now. "
        "Mend it (netdsl check {file}), then take it up again.",
        "nb": "{file} er endret i mellomtiden og har feil nå. Rett den (netdsl check {file}), og fortsett så.",
    },
    "several": {"en": "several, with commas between", "nb": "flere, med komma imellom"},
    "yes": {"en": "yes", "nb": "ja"},
    "no": {"en": "no", "nb": "nei"},
    "yes-or-no": {"en": "answer yes or no", "nb": "svar ja eller nei"},
    "meant": {
        "en": "No {noun} is called `{name}`. Do you mean `{near}`?",
        "nb": "`{name}` er ikke nevnt som {noun}. Mener du `{near}`?",
    },
    "new": {"en": "Is `{name}` a new {noun}?", "nb": "`{name}` er ikke nevnt før ({noun}). Ta med?"},
    "known": {"en": "known: {names}", "nb": "kjent: {names}"},
    "none-known": {"en": "none is known yet", "nb": "ingen er kjent ennå"},
    "not-new": {"en": "then name another", "nb": "skriv da et annet"},
    "any-words": {"en": "any words", "nb": "med egne ord"},
    "choose": {"en": "one of {words}", "nb": "ett av {words}"},
    "no-choice": {"en": "`{text}` is none of {words}.", "nb": "`{text}` er ikke blant {words}."},
    "near-choice": {"en": "Did you mean `{near}`?", "nb": "Mente du `{near}`?"},
    "there": {"en": "`{name}` is there already: {noun}.", "nb": "`{name}` er der allerede: {noun}."},
    "quotes": {
        "en": "a name has no double quotes, and begins with a letter or a digit: `{name}`",
        "nb": "et navn har ikke doble anførselstegn, og begynner med en bokstav eller et siffer: `{name}`",
    },
    "small": {
        "en": "the name begins with a small letter: `{name}`. Write it with a capital.",
        "nb": "navnet begynner med liten bokstav: `{name}`. Skriv det med stor.",
    },
    "capital": {
        "en": "A name begins with a capital. Shall it be `{name}`?",
        "nb": "Et navn begynner med stor bokstav. Skal det være `{name}`?",
    },
    "reserved": {
        "en": "`{name}` is no {noun}: that word says how many",
        "nb": "`{name}` er ikke noe navn ({noun}): det ordet sier hvor mange",
    },
    "no-last": {"en": "no source is named before", "nb": "ingen kilde er nevnt før"},
    "no-partners": {"en": "no partner is named yet", "nb": "ingen partner er nevnt ennå"},
    "all-are": {"en": "all: {names}", "nb": "alle: {names}"},
    "two": {"en": "that takes two or more", "nb": "det må være to eller flere"},
    "itself": {"en": "`{name}` cannot do that with itself", "nb": "`{name}` kan ikke gjøre det med seg selv"},
    "code": {
        "en": "the code of a source has no comma, colon, quote or bracket in it: `{name}`",
        "nb": "koden for en kilde har ikke komma, kolon, anførselstegn eller klamme i seg: `{name}`",
    },
    "unexpected": {
        "en": "`{text}` cannot stand there; as in: {hint}",
        "nb": "`{text}` kan ikke stå der; skriv som: {hint}",
    },
    "unreadable": {
        "en": "the character {character} cannot be kept; type the answer again",
        "nb": "tegnet {character} kan ikke lagres; skriv svaret en gang til",
    },
    "long": {
        "en": "an answer of {length} characters; it may have {most}. Say it in several.",
        "nb": "et svar på {length} tegn; det kan ha {most}. Del det opp i flere.",
    },
    "left-out": {"en": "left out: half of it is not answered", "nb": "utelatt: halvparten er ikke besvart"},
    "no-back": {"en": "there is no answer to take back", "nb": "det er ikke noe svar å ta tilbake"},
    # --- the sections
    "section-network": {"en": "The collaboration", "nb": "Samarbeidet"},
    "section-actors": {"en": "Who takes part", "nb": "Hvem som er med"},
    "section-sources": {"en": "Who has told it", "nb": "Hvem som har fortalt"},
    "section-role": {"en": "Who coordinates, and what they want", "nb": "Hvem som koordinerer, og hva de vil"},
    "section-groups": {"en": "Whom it is for, and what they need", "nb": "Hvem det er for, og hva de trenger"},
    "section-measures": {"en": "What is done for them", "nb": "Hva som gjøres for dem"},
    "section-meetings": {
        "en": "Who meets whom, and how things are decided",
        "nb": "Hvem som møtes, og hvordan ting avgjøres",
    },
    "section-knows": {"en": "Who knows what", "nb": "Hvem som vet hva"},
    "section-disagree": {"en": "What they disagree about", "nb": "Hva de er uenige om"},
    "section-gives": {"en": "Who gives what to whom", "nb": "Hvem som gir hva til hvem"},
    "section-pays": {"en": "Who pays", "nb": "Hvem som betaler"},
    "section-shared": {"en": "What they have in common", "nb": "Hva de har felles"},
    "section-autonomy": {"en": "Who decides for itself", "nb": "Hvem som bestemmer selv"},
    "section-steering": {"en": "Who steers", "nb": "Hvem som styrer"},
    "section-results": {"en": "What comes of it", "nb": "Hva som kommer ut av det"},
    "section-close": {"en": "Anything else", "nb": "Noe mer"},
    # --- the questions
    "ask-language": {"en": "Language / språk (en, nb):", "nb": "Language / språk (en, nb):"},
    "ask-file": {
        "en": "Which file shall it be written to? (Enter: {file})",
        "nb": "Hvilken fil skal det skrives i? (Enter: {file})",
    },
    "ask-name": {"en": "What is the collaboration called?", "nb": "Hva heter samarbeidet?"},
    "ask-purpose": {
        "en": "What is it for, in a few words?",
        "nb": "Hva er formålet, med få ord?",
    },
    "ask-time": {
        "en": "Which time do you describe (2024, 2024-09)?",
        "nb": "Hvilken tid beskriver du (2024, 2024-09)?",
    },
    "ask-actor": {
        "en": "An organisation that takes part (Enter when that is all):",
        "nb": "En organisasjon som er med (Enter når du ikke har flere):",
    },
    "ask-sector": {"en": "Sector of {name}?", "nb": "Sektor for {name}?"},
    "ask-level": {"en": "Level?", "nb": "Nivå?"},
    "ask-role": {"en": "Its part, if it is no partner?", "nb": "Rollen, om den ikke er partner?"},
    "ask-source": {
        "en": "Code of an interview or document (Enter when that is all):",
        "nb": "Kode for et intervju eller dokument (Enter når du ikke har flere):",
    },
    "ask-kind": {
        "en": "What kind of source is {name}?",
        "nb": "Hva slags kilde er {name}?",
    },
    "ask-member": {
        "en": "Which actor does it speak for?",
        "nb": "Hvilken aktør er det på vegne av?",
    },
    "ask-date": {"en": "From when (2024, 2024-09)?", "nb": "Fra når (2024, 2024-09)?"},
    "ask-coordinator": {"en": "Who coordinates?", "nb": "Hvem koordinerer?"},
    "ask-group": {
        "en": "A group that it is for (Enter when that is all):",
        "nb": "En gruppe det er for (Enter når du ikke har flere):",
    },
    "ask-size": {"en": "How many are they?", "nb": "Hvor mange er de?"},
    "ask-needs": {"en": "What do they need?", "nb": "Hva trenger de?"},
    "ask-measure": {
        "en": "A measure: service, activity, training (Enter when that is all):",
        "nb": "Et tiltak: tjeneste, aktivitet, opplæring (Enter når du ikke har flere):",
    },
    "ask-run": {"en": "Who runs {name}?", "nb": "Hvem driver {name}?"},
    "ask-for": {"en": "For whom?", "nb": "For hvem?"},
    "ask-covers": {"en": "Which needs is it to meet?", "nb": "Hvilke behov skal det dekke?"},
    "ask-giver": {
        "en": "Who gives something to another (Enter when that is all)?",
        "nb": "Hvem gir noe til en annen (Enter når du ikke har flere)?",
    },
    "ask-receiver": {"en": "To whom?", "nb": "Til hvem?"},
    "ask-thing": {"en": "What is given: a measure, or in your words?", "nb": "Hva gis: et tiltak, eller med egne ord?"},
    "ask-weight": {"en": "How much does it matter to {name}?", "nb": "Hvor mye betyr det for {name}?"},
    "ask-alternatives": {
        "en": "From how many others could {name} get it?",
        "nb": "Hvor mange andre kunne {name} få det fra?",
    },
    "ask-payer": {
        "en": "Who pays (or `nobody`; Enter when that is all)?",
        "nb": "Hvem betaler (eller `ingen`; Enter når du ikke har flere)?",
    },
    "ask-payee": {"en": "Whom?", "nb": "Hvem får betalt?"},
    "ask-paid": {"en": "For what: a measure, or in your words?", "nb": "For hva: et tiltak, eller med egne ord?"},
    "ask-extent": {"en": "How far does it cover the costs?", "nb": "Hvor langt dekker det kostnadene?"},
    "ask-meeting": {
        "en": "A meeting, by what it is called (Enter when that is all):",
        "nb": "Et møte, hva det kalles (Enter når du ikke har flere):",
    },
    "ask-attended": {"en": "Who is there?", "nb": "Hvem deltar?"},
    "ask-often": {"en": "How often ({example})?", "nb": "Hvor ofte ({example})?"},
    "ask-decides": {"en": "How are things decided there?", "nb": "Hvordan avgjøres ting der?"},
    "ask-sharers": {
        "en": "Who has something in common, or expressly not (names, or `all`; Enter when that is all)?",
        "nb": "Hvem har noe felles, eller uttrykkelig ikke (navn, eller `alle`; Enter når du ikke har flere)?",
    },
    "ask-shared": {"en": "What do they have in common?", "nb": "Hva har de felles?"},
    "ask-unshared": {"en": "What do they expressly not have in common?", "nb": "Hva har de uttrykkelig ikke felles?"},
    "ask-knower": {
        "en": "Who knows of something, or expressly not (names, `all` or `most`; Enter when that is all)?",
        "nb": "Hvem vet, eller vet uttrykkelig ikke, om noe "
        "(navn, `alle` eller `de fleste`; Enter når du ikke har flere)?",
    },
    "ask-known": {"en": "What do they know of?", "nb": "Hva vet de om?"},
    "ask-unknown": {"en": "What do they expressly not know of?", "nb": "Hva vet de uttrykkelig ikke om?"},
    "ask-guards": {"en": "Who insists on deciding for itself?", "nb": "Hvem holder fast ved å bestemme selv?"},
    "ask-leaves": {"en": "Who would rather leave than be directed?", "nb": "Hvem ville heller gå enn å bli styrt?"},
    "ask-instructs": {
        "en": "Who can give another orders (or `nobody`; Enter when that is all)?",
        "nb": "Hvem kan instruere en annen (eller `ingen`; Enter når du ikke har flere)?",
    },
    "ask-instructed": {"en": "Whom?", "nb": "Hvem?"},
    "ask-problem": {
        "en": "What kind of problem is it? (complex: nobody can solve it alone)",
        "nb": "Hva slags problem er det? (sammensatt: ingen kan løse det alene)",
    },
    "ask-started": {"en": "Who started it?", "nb": "Hvem startet det?"},
    "ask-joined": {"en": "How did {name} come to take part?", "nb": "Hvordan ble {name} med?"},
    "ask-aiming": {
        "en": "Who works for a goal in this (several with commas; Enter when that is all)?",
        "nb": "Hvem arbeider for et mål i dette (flere med komma; Enter når du ikke har flere)?",
    },
    "ask-goals": {"en": "For which goals?", "nb": "For hvilke mål?"},
    "ask-designed": {"en": "Who decided what it should be like?", "nb": "Hvem bestemte hvordan det skulle være?"},
    "ask-never": {
        "en": "Who never meet each other (names, or `all` for never all together; Enter when that is all)?",
        "nb": "Hvem møtes aldri (navn, eller `alle` for aldri samlet; Enter når du ikke har flere)?",
    },
    "ask-informs": {
        "en": "Who informs others (Enter when that is all)?",
        "nb": "Hvem informerer andre (Enter når du ikke har flere)?",
    },
    "ask-informed": {"en": "Whom?", "nb": "Hvem får vite det?"},
    "ask-about": {"en": "About what?", "nb": "Om hva?"},
    "ask-disagree": {
        "en": "Who disagree (two or more, with commas; Enter when that is all)?",
        "nb": "Hvem er uenige (to eller flere, med komma; Enter når du ikke har flere)?",
    },
    "ask-disagree-about": {
        "en": "About what: a measure, or in your words?",
        "nb": "Om hva: et tiltak, eller med egne ord?",
    },
    "ask-settled": {"en": "Is it settled (yes, no)?", "nb": "Er det avklart (ja, nei)?"},
    "ask-resource": {"en": "What kind of thing is it?", "nb": "Hva slags ting er det?"},
    "ask-proposes": {
        "en": "Who may propose to others, but not decide (Enter when that is all)?",
        "nb": "Hvem kan foreslå for andre, men ikke bestemme (Enter når du ikke har flere)?",
    },
    "ask-proposed": {"en": "To whom?", "nb": "For hvem?"},
    "ask-judged": {
        "en": "A measure of which somebody can say what it does (Enter when that is all):",
        "nb": "Et tiltak som noen kan si virkningen av (Enter når du ikke har flere):",
    },
    "ask-effect": {
        "en": "How well does {name} work?",
        "nb": "Hvor godt virker {name}?",
    },
    "ask-lacks": {"en": "What has {name} too little of?", "nb": "Hva har {name} for lite av?"},
    "ask-outcome": {
        "en": "Something that came of it, as `own flat` (Enter when that is all):",
        "nb": "Noe som kom ut av det, som `egen bolig` (Enter når du ikke har flere):",
    },
    "ask-value": {"en": "How much ({example})?", "nb": "Hvor mye ({example})?"},
    "ask-lasting": {"en": "For how many does it last?", "nb": "For hvor mange varer det?"},
    "ask-through": {"en": "Through which measures?", "nb": "Gjennom hvilke tiltak?"},
    "ask-complete": {
        "en": "Of which is everything told that there is?",
        "nb": "Hva er fortalt i sin helhet, så det ikke finnes flere?",
    },
    "value-example": {"en": '40–50 % of "those who complete", 2024', "nb": '40–50 % av "de som fullfører", 2024'},
    "ask-note": {
        "en": "What else was said that should be kept (Enter when that is all)?",
        "nb": "Hva mer ble sagt som bør tas vare på (Enter når du ikke har flere)?",
    },
    "told-so-far": {
        "en": "The collaboration and those who take part, with their sectors and roles:",
        "nb": "Samarbeidet og de som er med, med sektor og rolle:",
    },
    "ask-said-by": {
        "en": "Who says so (codes; Enter: nobody named)?",
        "nb": "Hvem sier det (koder; Enter: ingen oppgitt)?",
    },
    "ask-said-as-before": {
        "en": "Who says so (codes; `=` for {codes}; Enter: nobody named)?",
        "nb": "Hvem sier det (koder; `=` for {codes}; Enter: ingen oppgitt)?",
    },
    "default-file": {"en": "collaboration.net", "nb": "samarbeid.net"},
    "often-example": {"en": "every 6 weeks, 2 times per year, seldom", "nb": "hver 6. uke, 2 ganger per år, sjelden"},
}

QUIT = frozenset({"quit", "avslutt"})
BACK = frozenset({"back", "tilbake"})
NOBODY = frozenset({"nobody", "ingen"})
EVERYBODY = frozenset({"all", "alle", "all partners", "alle partnerne"})
MOST = frozenset({"most", "most partners", "de fleste", "de fleste partnerne", "de fleste partnere"})
SOME = frozenset({"some", "some partners", "noen", "noen partnere", "noen av partnerne"})
QUANTITIES = EVERYBODY | MOST | SOME | NOBODY
"""Words that say how many, which name nobody."""

YES = frozenset({"y", "yes", "j", "ja"})
NO = frozenset({"n", "no", "nei"})


def say(key: str, language: str, /, **values: object) -> str:
    """A text in a language, its holes filled."""
    return TEXTS[key][language].format(**values)
