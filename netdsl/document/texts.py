"""The words of the report that is handed on, in each language; what other reports say too is in `report/texts.py`."""

from netdsl.report import texts

TEXTS: dict[str, dict[str, str]] = {
    "subtitle": {
        "en": "An evaluation as a governance network",
        "nb": "En vurdering som styringsnettverk",
    },
    "subtitle-as-of": {
        "en": "An evaluation as a governance network, as of {date}",
        "nb": "En vurdering som styringsnettverk, per {date}",
    },
    "number": {"en": "No.", "nb": "Nr."},
    "contents": {"en": "Contents", "nb": "Innhold"},
    # --- in short
    "summary": {"en": "In short", "nb": "Kort fortalt"},
    "summary-verdicts": {
        "en": "Of the {n} dimensions that were judged, {counts}.",
        "nb": "Dimensjonene som er vurdert, er {n}: {counts}.",
    },
    "are-ideal": {"en": "{n} are as in the ideal", "nb": "{n} er som i idealet"},
    "are-mixed": {"en": "{n} are mixed", "nb": "{n} er blandet"},
    "are-deviates": {"en": "{n} deviate from the ideal", "nb": "{n} avviker fra idealet"},
    "are-unknown": {"en": "{n} are unknown, since too little is told", "nb": "{n} er ukjent, fordi for lite er sagt"},
    "is-ideal": {"en": "one is as in the ideal", "nb": "én er som i idealet"},
    "is-mixed": {"en": "one is mixed", "nb": "én er blandet"},
    "is-deviates": {"en": "one deviates from the ideal", "nb": "én avviker fra idealet"},
    "is-unknown": {"en": "one is unknown, since too little is told", "nb": "én er ukjent, fordi for lite er sagt"},
    "summary-findings": {
        "en": "The rules made {n} findings: {counts}. The most severe are these:",
        "nb": "Reglene gjorde {n} funn: {counts}. De alvorligste er disse:",
    },
    "summary-counts": {
        "en": "The rules made {n} findings: {counts}. None of them is critical or major.",
        "nb": "Reglene gjorde {n} funn: {counts}. Ingen av dem er kritiske eller alvorlige.",
    },
    "summary-no-findings": {
        "en": "The rules found nothing to remark on.",
        "nb": "Reglene fant ingenting å bemerke.",
    },
    "summary-more": {"en": "{n} more that are as severe stand below.", "nb": "{n} til som er like alvorlige, står under."},
    "summary-presumed": {
        "en": "Not all dimensions are as in the ideal. The results are presumed to suffer from it, and might have been "
        "better; that is a presumption, and nothing here shows it.",
        "nb": "Ikke alle dimensjonene er som i idealet. Resultatene antas å bli påvirket av det, og kunne ha vært bedre; "
        "det er en antakelse, og ingenting her viser det.",
    },
    "summary-held": {
        "en": "Nothing that is told holds {names} in the collaboration.",
        "nb": "Ingenting av det som er sagt, holder {names} i samarbeidet.",
    },
    "summary-ask": {
        "en": "What would tell most is to ask {whom}: {question}",
        "nb": "Det som ville si mest, er å spørre {whom}: {question}",
    },
    # --- coverage
    "coverage": {"en": "What the evaluation rests on", "nb": "Hva vurderingen bygger på"},
    "coverage-file": {
        "en": "The evaluation rests on one description, the file {file}. Each of its lines says one thing, and names the "
        "source that says so. All of it is printed at the end, and every finding leads to the lines it follows from.",
        "nb": "Vurderingen bygger på én beskrivelse, fila {file}. Hver linje i den sier én ting, og nevner kilden som "
        "sier det. Hele fila står til slutt, og hvert funn viser til linjene det følger av.",
    },
    "coverage-size": {
        "en": "It describes {counts}.",
        "nb": "Den beskriver {counts}.",
    },
    "coverage-as-of": {
        "en": "It is evaluated as it stood in {date}: what was over by then counts as history.",
        "nb": "Den er vurdert slik den var i {date}: det som da var over, regnes som historie.",
    },
    "coverage-undated": {
        "en": "The file does not say what time it describes.",
        "nb": "Fila sier ikke hvilken tid den beskriver.",
    },
    "coverage-seen": {
        "en": "Here only that counts which {names} say; what others say is left out.",
        "nb": "Her teller bare det som {names} sier; det andre sier, er utelatt.",
    },
    "coverage-how": {
        "en": "The evaluation follows rules that anyone can read. A verdict is ideal, mixed, deviates or unknown; there "
        "is no score. The same file and the same rules always give the same report.",
        "nb": "Vurderingen følger regler som hvem som helst kan lese. En vurdering er ideelt, blandet, avviker eller "
        "ukjent; det finnes ingen poengsum. Den samme fila og de samme reglene gir alltid den samme rapporten.",
    },
    "sources": {"en": "Sources", "nb": "Kilder"},
    "sources-caption": {"en": "The sources, and how many lines rest on each", "nb": "Kildene, og hvor mange linjer som bygger på hver"},
    "source-code": {"en": "Code", "nb": "Kode"},
    "source-what": {"en": "What it is", "nb": "Hva det er"},
    "source-speaks": {"en": "Speaks for", "nb": "Taler for"},
    "source-date": {"en": "From", "nb": "Fra"},
    "source-lines": {"en": "Lines", "nb": "Linjer"},
    "no-sources": {"en": "The file names no sources.", "nb": "Fila nevner ingen kilder."},
    "actors-heading": {"en": "Actors", "nb": "Aktører"},
    "actors-caption": {"en": "The actors, and which source speaks for each", "nb": "Aktørene, og hvilken kilde som taler for hver"},
    "actor-name": {"en": "Actor", "nb": "Aktør"},
    "actor-sector": {"en": "Sector", "nb": "Sektor"},
    "actor-role": {"en": "Role", "nb": "Rolle"},
    "actor-heard": {"en": "Heard through", "nb": "Hørt gjennom"},
    "not-heard": {"en": "nobody", "nb": "ingen"},
    "not-told": {"en": "not told", "nb": "ikke sagt"},
    "unsaid": {"en": "What is not said", "nb": "Hva som ikke er sagt"},
    "unsaid-intro": {
        "en": "A file that does not say is not a file that says no. Where something is not told, nothing was found and "
        "nothing was guessed; it is asked instead.",
        "nb": "En fil som ikke sier noe, er ikke en fil som sier nei. Der noe ikke er sagt, er ingenting funnet og "
        "ingenting gjettet; i stedet spørres det.",
    },
    "unsaid-actors": {
        "en": "No source speaks for {names}.",
        "nb": "Ingen kilde taler for {names}.",
    },
    "unsaid-lines": {
        "en": "{n} of {total} lines name no source.",
        "nb": "{n} av {total} linjer nevner ingen kilde.",
    },
    "unsaid-questions": {
        "en": "{n} questions stand open: the rules cannot judge what they are about until they are answered.",
        "nb": "{n} spørsmål står åpne: reglene kan ikke vurdere det de gjelder, før de er besvart.",
    },
    "unsaid-question": {
        "en": "One question stands open: the rules cannot judge what it is about until it is answered.",
        "nb": "Ett spørsmål står åpent: reglene kan ikke vurdere det det gjelder, før det er besvart.",
    },
    "unsaid-verdicts": {
        "en": "Too little is told to judge {names}.",
        "nb": "Det er sagt for lite til å vurdere {names}.",
    },
    "unsaid-idle": {
        "en": "The file accepts {names}, which was not found.",
        "nb": "Fila godtar {names}, som ikke er funnet.",
    },
    "unsaid-nothing": {
        "en": "Nothing that the rules ask for is missing.",
        "nb": "Ingenting som reglene spør etter, mangler.",
    },
    # --- dimensions
    "dimensions": {"en": "The five dimensions", "nb": "De fem dimensjonene"},
    "dimensions-intro": {
        "en": "A governance network is a lasting, horizontal tie between actors who depend on each other and yet decide "
        "for themselves; who negotiate, within a frame of their own, and contribute to public governance (Sørensen & "
        "Torfing 2005). The table sets this network beside the ideal.",
        "nb": "Et styringsnettverk er en varig, horisontal forbindelse mellom aktører som er avhengige av hverandre og "
        "likevel bestemmer selv; som forhandler, innenfor en ramme de har felles, og bidrar til offentlig styring "
        "(Sørensen & Torfing 2005). Tabellen setter dette nettverket ved siden av idealet.",
    },
    "dimensions-caption": {
        "en": "The dimensions, their ideal, how networks may deviate from it, and this network",
        "nb": "Dimensjonene, idealet, hvordan nettverk kan avvike fra det, og dette nettverket",
    },
    "column-ideal": {"en": "Ideal", "nb": "Ideal"},
    "column-deviation": {"en": "Possible deviation", "nb": "Mulig avvik"},
    "column-here": {"en": "This network", "nb": "Dette nettverket"},
    "deviation interdependence": {
        "en": "asymmetric relations, one-sided dependence",
        "nb": "asymmetriske relasjoner, ensidig avhengighet",
    },
    "deviation decisions": {
        "en": "command and hierarchical rule; only some decide; relations two by two in a network of many",
        "nb": "ordrer og hierarkisk styring; bare noen bestemmer; relasjoner to og to i et nettverk av mange",
    },
    "deviation frame": {
        "en": "institutional traits or a shared identity are missing; it exists on paper only; actors have no direct "
        "contact",
        "nb": "institusjonelle trekk eller en felles identitet mangler; det finnes bare på papiret; aktørene har ikke "
        "direkte kontakt",
    },
    "deviation autonomy": {
        "en": "independent actors without ties; command; little interaction",
        "nb": "uavhengige aktører uten forbindelser; ordrer; lite samhandling",
    },
    "deviation public_governance": {
        "en": "without bearing on society; solves the problem badly",
        "nb": "uten betydning for samfunnet; løser problemet dårlig",
    },
    # --- partnerships
    "ties": {"en": "Partnerships", "nb": "Samarbeidsforhold"},
    "ties-intro": {
        "en": "Two actors are partners where something passes between them. A partnership is mutual when each depends on "
        "the other, and one-sided when only one of them does.",
        "nb": "To aktører er partnere der noe går mellom dem. Et samarbeidsforhold er gjensidig når begge er avhengige av "
        "den andre, og ensidig når bare den ene er det.",
    },
    "ties-none": {"en": "The file tells of no partnership.", "nb": "Fila forteller ikke om noe samarbeidsforhold."},
    "ties-caption": {"en": "The partnerships, and who depends on whom", "nb": "Samarbeidsforholdene, og hvem som er avhengig av hvem"},
    "ties-partners": {"en": "Partners", "nb": "Partnere"},
    "ties-dependence": {"en": "Dependence", "nb": "Avhengighet"},
    "ties-means": {"en": "What it means", "nb": "Hva det betyr"},
    "ties-mutual": {"en": "mutual", "nb": "gjensidig"},
    "ties-asymmetric": {"en": "one-sided", "nb": "ensidig"},
    "ties-nodependence": {"en": "none", "nb": "ingen"},
    "ties-unknown": {"en": "unknown", "nb": "ukjent"},
    "ties-says-mutual": {"en": "Each of them depends on the other.", "nb": "Begge er avhengige av den andre."},
    "ties-says-asymmetric": {
        "en": "{dependent} depends on {other}, and not the other way.",
        "nb": "{dependent} er avhengig av {other}, og ikke omvendt.",
    },
    "ties-says-nodependence": {"en": "Neither depends on the other.", "nb": "Ingen av dem er avhengig av den andre."},
    "ties-says-unknown": {
        "en": "It is not told what it means to both sides.",
        "nb": "Det er ikke sagt hva det betyr for begge sider.",
    },
    "exchanges-caption": {"en": "What passes between the actors", "nb": "Hva som går mellom aktørene"},
    "exchange-from": {"en": "From", "nb": "Fra"},
    "exchange-to": {"en": "To", "nb": "Til"},
    "exchange-what": {"en": "What", "nb": "Hva"},
    "exchange-matters": {"en": "How much it matters", "nb": "Hvor mye det betyr"},
    "exchange-lines": {"en": "Lines", "nb": "Linjer"},
    "exchange-pays": {"en": "pay for {thing}", "nb": "betaling for {thing}"},
    "meetings-caption": {"en": "The meetings, and who attends them", "nb": "Møtene, og hvem som deltar"},
    "meeting-name": {"en": "Meeting", "nb": "Møte"},
    "meeting-attended": {"en": "Attended by", "nb": "Deltakere"},
    "meeting-at-times": {"en": "{name} (at times)", "nb": "{name} (av og til)"},
    "figure exchanges": {"en": "Who gives what to whom, and who pays", "nb": "Hvem gir hva til hvem, og hvem betaler"},
    "figure dependence": {"en": "Who depends on whom", "nb": "Hvem er avhengig av hvem"},
    "figure meetings": {"en": "Who meets whom", "nb": "Hvem møter hvem"},
    "alt exchanges": {
        "en": "The actors as shapes by their sector, with an arrow for what each gives or pays another. The same stands in "
        "the table of what passes between the actors.",
        "nb": "Aktørene som figurer etter sektor, med en pil for det hver gir eller betaler en annen. Det samme står i "
        "tabellen over hva som går mellom aktørene.",
    },
    "alt dependence": {
        "en": "The actors with an arrow from each that depends on another. The same stands in the table of partnerships.",
        "nb": "Aktørene med en pil fra hver som er avhengig av en annen. Det samme står i tabellen over "
        "samarbeidsforhold.",
    },
    "alt meetings": {
        "en": "The actors and the meetings, with a line from each actor to the meetings it attends. The same stands in the "
        "table of meetings.",
        "nb": "Aktørene og møtene, med en strek fra hver aktør til møtene den deltar i. Det samme står i tabellen over "
        "møter.",
    },
    "no-picture": {
        "en": "The figures are left out, since what turns them into images is not installed: pip install "
        "'netdsl[draw]'. The tables say the same.",
        "nb": "Figurene er utelatt, fordi det som gjør dem om til bilder, ikke er installert: pip install "
        "'netdsl[draw]'. Tabellene sier det samme.",
    },
    "picture-elsewhere": {
        "en": "As a web page or a Word document this report has figures as well; the tables say the same.",
        "nb": "Som nettside eller Word-dokument har denne rapporten figurer også; tabellene sier det samme.",
    },
    # --- findings
    "findings-intro": {
        "en": "Each finding says what was found, why it matters, and which lines of the file it follows from, with the "
        "sources of each line. Critical findings put the collaboration in danger; major ones are clear deviations; minor "
        "ones are worth knowing; notes say how things are, well or not.",
        "nb": "Hvert funn sier hva som er funnet, hvorfor det betyr noe, og hvilke linjer i fila det følger av, med "
        "kildene til hver linje. Kritiske funn setter samarbeidet i fare; alvorlige er klare avvik; mindre er verdt å "
        "vite; merknader sier hvordan noe er, enten det er bra eller ikke.",
    },
    "findings-none-here": {"en": "Nothing was found here.", "nb": "Ingenting er funnet her."},
    "verdict-is": {"en": "The verdict is", "nb": "Vurderingen er"},
    "finding-why": {"en": "Why it matters:", "nb": "Hvorfor det betyr noe:"},
    "finding-risk": {"en": "At risk:", "nb": "I fare:"},
    "finding-eased": {"en": "One step less severe, since", "nb": "Ett trinn mindre alvorlig, fordi"},
    "finding-tipping": {"en": "It hangs on a threshold:", "nb": "Det henger på en terskel:"},
    "finding-accepted": {"en": "The file accepts it:", "nb": "Fila godtar det:"},
    "finding-evidence": {"en": "It follows from these lines:", "nb": "Det følger av disse linjene:"},
    "finding-cleared": {"en": "What would clear it:", "nb": "Hva som ville oppheve det:"},
    "finding-rule": {"en": "The rule, and what it rests on:", "nb": "Regelen, og hva den bygger på:"},
    "line": {"en": "line {n}", "nb": "linje {n}"},
    # --- recommendations
    "advice-intro": {
        "en": "Each recommendation is a change that a rule proposes. It was made in a copy of the network, and the copy was "
        "evaluated by the same rules: what it clears and brings is what was found there. Costs are ranks, no sums of "
        "money. None of this is a forecast: it says what follows if what the change says comes true.",
        "nb": "Hver anbefaling er en endring som en regel foreslår. Den er gjort i en kopi av nettverket, og kopien er "
        "vurdert etter de samme reglene: det den opphever og fører til, er det som ble funnet der. Kostnader er "
        "rangering, ikke pengebeløp. Ingenting av dette er en spådom: det sier hva som følger hvis det endringen sier, "
        "blir virkelighet.",
    },
    "advice-none": {"en": "The rules recommend no change.", "nb": "Reglene anbefaler ingen endring."},
    "advice-or": {"en": "The same would come of:", "nb": "Det samme kommer av:"},
    "advice-clears": {"en": "It clears:", "nb": "Den opphever:"},
    "advice-verdicts": {"en": "It changes the verdict on:", "nb": "Den endrer vurderingen av:"},
    "advice-brings": {"en": "It brings:", "nb": "Den fører til:"},
    "advice-opens": {"en": "It leaves open:", "nb": "Den lar stå åpent:"},
    "advice-cost": {"en": "Its cost is {cost}.", "nb": "Kostnaden er {cost}."},
    "advice-add": {"en": "This would then be in the file:", "nb": "Dette ville da stå i fila:"},
    "advice-over": {"en": "This would then be over:", "nb": "Dette ville da være over:"},
    "advice-alters": {"en": "It makes this more or less severe:", "nb": "Den gjør dette mer eller mindre alvorlig:"},
    "changed-to": {"en": "{before} → {after}", "nb": "{before} → {after}"},
    "since": {"en": "{what}, since {why}", "nb": "{what}, fordi {why}"},
    # --- plan
    "plan": {"en": "The cheapest plan", "nb": "Den billigste planen"},
    "plan-intro": {
        "en": "Changes act together, so a plan is a set of them, evaluated as a whole.",
        "nb": "Endringer virker sammen, så en plan er et sett av dem, vurdert under ett.",
    },
    "plan-missing": {
        "en": "No plan was made, since the solver that finds the cheapest one is not installed where this report was made. "
        "To get it: pip install 'netdsl[plan]', and make the report again.",
        "nb": "Det er ikke laget noen plan, fordi løseren som finner den billigste, ikke er installert der rapporten ble "
        "laget. Den fås slik: pip install 'netdsl[plan]', og så lages rapporten på nytt.",
    },
    "plan-caption": {"en": "The changes of the plan, in the order to do them in", "nb": "Endringene i planen, i den rekkefølgen de bør gjøres"},
    "plan-change": {"en": "Change", "nb": "Endring"},
    "plan-then-clears": {"en": "Clears, after those before it", "nb": "Opphever, etter dem før den"},
    "plan-cost": {"en": "Cost", "nb": "Kostnad"},
    "plan-verdicts-caption": {"en": "The verdicts with the whole plan", "nb": "Vurderingene med hele planen"},
    "plan-now": {"en": "Now", "nb": "Nå"},
    "plan-then": {"en": "With the plan", "nb": "Med planen"},
    "plan-left": {"en": "What the plan leaves", "nb": "Hva planen lar stå igjen"},
    "plan-instead": {"en": "or instead:", "nb": "eller i stedet:"},
    # --- withdrawal
    "withdrawal": {"en": "If somebody leaves", "nb": "Hvis noen trekker seg"},
    "withdrawal-intro": {
        "en": "Each actor that takes part was taken out of a copy of the network. The table says what holds it there and "
        "what lets it go, as far as it is told, and what changes without it.",
        "nb": "Hver aktør som deltar, er tatt ut av en kopi av nettverket. Tabellen sier hva som holder den der og hva som "
        "lar den gå, så langt det er sagt, og hva som endres uten den.",
    },
    "withdrawal-caption": {"en": "What holds each actor, and what is lost without it", "nb": "Hva som holder hver aktør, og hva som går tapt uten den"},
    "withdrawal-holds": {"en": "Holds it", "nb": "Holder den"},
    "withdrawal-frees": {"en": "Lets it go", "nb": "Lar den gå"},
    "withdrawal-nobody": {"en": "The file tells of nobody who takes part.", "nb": "Fila forteller ikke om noen som deltar."},
    # --- questions
    "open": {"en": "Open questions", "nb": "Åpne spørsmål"},
    "open-intro": {
        "en": "These are the questions whose answers would change this report. Possible answers were tried in copies of the "
        "network; the most decisive question comes first.",
        "nb": "Dette er spørsmålene der svarene ville endre denne rapporten. Mulige svar er prøvd i kopier av nettverket; "
        "det mest avgjørende spørsmålet kommer først.",
    },
    "open-none": {
        "en": "There is no question whose answer would change this report.",
        "nb": "Det finnes ingen spørsmål der svaret ville endre denne rapporten.",
    },
    "open-caption": {"en": "What to ask, of whom, and what hangs on it", "nb": "Hva som bør spørres om, hvem som bør spørres, og hva som henger på det"},
    "open-question": {"en": "Question", "nb": "Spørsmål"},
    "open-whom": {"en": "To be asked", "nb": "Kan spørres"},
    "open-decides": {"en": "What hangs on the answer", "nb": "Hva som henger på svaret"},
    "open-idle": {
        "en": "{n} further questions are left out, since no answer to them would change anything.",
        "nb": "{n} andre spørsmål er utelatt, fordi ingen svar på dem ville endre noe.",
    },
    "open-idle-one": {
        "en": "One further question is left out, since no answer to it would change anything.",
        "nb": "Ett annet spørsmål er utelatt, fordi ingen svar på det ville endre noe.",
    },
    # --- appendix
    "rules": {"en": "Appendix A: The rules", "nb": "Vedlegg A: Reglene"},
    "rules-intro": {
        "en": "These rules made the findings above. Each finding holds by its rule alone; whoever does not share a rule's "
        "reason need not share its findings.",
        "nb": "Disse reglene gjorde funnene over. Hvert funn gjelder etter sin regel alene; den som ikke deler regelens "
        "begrunnelse, trenger ikke dele funnene.",
    },
    "rules-silent": {
        "en": "{n} further rules were tried and found nothing: {rules}.",
        "nb": "{n} andre regler er prøvd og fant ingenting: {rules}.",
    },
    "rule-reason": {"en": "Reason:", "nb": "Begrunnelse:"},
    "rule-literature": {"en": "Literature:", "nb": "Litteratur:"},
    "rule-findings": {"en": "Findings:", "nb": "Funn:"},
    "rule-unchanged": {"en": "Why it recommends no change:", "nb": "Hvorfor den ikke anbefaler noen endring:"},
    "thresholds": {"en": "Appendix B: Thresholds and costs in force", "nb": "Vedlegg B: Terskler og kostnader som gjelder"},
    "thresholds-intro": {
        "en": "Where a rule has to say how much is much, it has a threshold. The defaults are the project's own, since no "
        "published cut-off exists. Costs rank what each kind of change asks of those who make it.",
        "nb": "Der en regel må si hvor mye som er mye, har den en terskel. Standardene er prosjektets egne, for det finnes "
        "ingen publiserte grenser. Kostnader rangerer hva hvert slag endring krever av dem som gjør den.",
    },
    "thresholds-caption": {"en": "Thresholds", "nb": "Terskler"},
    "costs-caption": {"en": "Costs", "nb": "Kostnader"},
    "threshold-name": {"en": "Name", "nb": "Navn"},
    "threshold-value": {"en": "Value", "nb": "Verdi"},
    "threshold-whose": {"en": "Set by", "nb": "Satt av"},
    "threshold-means": {"en": "What it is", "nb": "Hva det er"},
    "whose-default": {"en": "the project's default", "nb": "prosjektets standard"},
    "whose-set": {"en": "this evaluation", "nb": "denne vurderingen"},
    "file": {"en": "Appendix C: The file", "nb": "Vedlegg C: Fila"},
    "file-intro": {
        "en": "This is the whole file that was evaluated. The numbers are those that the findings name.",
        "nb": "Dette er hele fila som er vurdert. Numrene er de som funnene nevner.",
    },
    "made-with": {"en": "Made with netdsl {version}.", "nb": "Laget med netdsl {version}."},
    # --- what only a page on a screen shows
    "skip": {"en": "Skip to the report", "nb": "Hopp til rapporten"},
    "try": {"en": "Switch this change on", "nb": "Slå på denne endringen"},
    "show-in-figure": {"en": "Show in the figure", "nb": "Vis i figuren"},
    "panel": {"en": "What the figures show of one actor", "nb": "Hva figurene viser om én aktør"},
    "panel-hint": {
        "en": "Point at an actor, or reach it with the Tab key, to read what passes between it and others, and whom it "
        "meets.",
        "nb": "Pek på en aktør, eller gå til den med tabulatortasten, for å lese hva som går mellom den og andre, og hvem "
        "den møter.",
    },
    "panel-nothing": {"en": "Nothing is told of it in the figures.", "nb": "Figurene viser ingenting om den."},
    "bar": {"en": "Changes switched on", "nb": "Endringer som er slått på"},
    "bar-none": {
        "en": "No change is switched on. Tick a recommendation to see what it does to verdicts, findings and figures.",
        "nb": "Ingen endring er slått på. Kryss av for en anbefaling for å se hva den gjør med vurderinger, funn og "
        "figurer.",
    },
    "bar-on": {
        "en": "Changes switched on: {n}. Verdicts that change: {verdicts}. Findings cleared: {gone}, new: {new}.",
        "nb": "Endringer som er slått på: {n}. Vurderinger som endres: {verdicts}. Funn som oppheves: {gone}, nye: {new}.",
    },
    "bar-alone": {
        "en": "The last one is shown alone: it was not evaluated together with the others.",
        "nb": "Den siste vises alene: den er ikke vurdert sammen med de andre.",
    },
    "bar-new": {"en": "New findings with these changes", "nb": "Nye funn med disse endringene"},
    "bar-off": {"en": "Switch all off", "nb": "Slå av alle"},
    "gone-now": {"en": "Cleared by the changes that are switched on", "nb": "Oppheves av endringene som er slått på"},
    "severity-now": {"en": "With the changes that are switched on: {severity}", "nb": "Med endringene som er slått på: {severity}"},
    "combine": {
        "en": "The changes marked ◆ can be switched on together: every combination of them was evaluated. Each of the "
        "others is shown alone.",
        "nb": "Endringene merket ◆ kan slås på sammen: hver kombinasjon av dem er vurdert. Hver av de andre vises alene.",
    },
    "was": {"en": "before: {verdict}", "nb": "før: {verdict}"},
    "highlighted": {"en": "Highlighted in the figures: {names}.", "nb": "Framhevet i figurene: {names}."},
}  # fmt: skip


def say(key: str, language: str, **values: object) -> str:
    """A text in a language, with its holes filled."""
    found = TEXTS.get(key)
    return found[language].format(**values) if found else texts.say(key, language, **values)


def capital(text: str) -> str:
    """A text that begins a sentence or a heading."""
    return text[:1].upper() + text[1:]


def full(text: str) -> str:
    """A text as a whole sentence."""
    return capital(text) if text.endswith((".", "?", "!", "…")) else f"{capital(text)}."
