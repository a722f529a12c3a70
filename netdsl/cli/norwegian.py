"""The help of the commands in bokmål: what each command and option is for. English stands where they are defined."""

import re
from copy import copy
from inspect import cleandoc

import click

COMMANDS = {
    "": """Evaluerer et samarbeid som en tekstfil beskriver.

    Begynn med: netdsl evaluate FIL
    """,
    "new": """Lar deg beskrive et samarbeid ved å svare på spørsmål, ett tema om gangen. Svarene blir til FIL.

    Hvert svar tas vare på med det samme. For å gå ut: `avslutt`, Ctrl-D eller Ctrl-C; samme kommando fortsetter.
    `tilbake` tar det siste svaret tilbake, `?` viser hva en kan svare.

    Med --workbook: skriv en tom arbeidsbok å beskrive et samarbeid i, med veiledning og spørsmålene til et intervju.
    `netdsl import` leser den. Trenger tillegget `data`: pip install ".[data]" i mappen til netdsl
    """,
    "evaluate": """Evaluerer nettverkene som FILER beskriver (`-` for standard inn).

    Med --as-seen-by teller en linje når klammene i den nevner en av kildene. En ting (en aktør, et tiltak, …) som bare
    andre oppgir, er med der en slik linje snakker om den, med sin rolle, og uten noe annet av det de sier om den. Det
    som er oppgitt uten kilde, teller for alle; andre linjer uten kilde for ingen. Det kildene ikke snakker om, er ikke
    fortalt, og gir derfor spørsmål og ikke funn.
    """,
    "explain": """Viser hvorfor FUNN gjelder i FIL: utledningen som et tre som ender i linjer i filen.

    FUNN er en id som `netdsl evaluate` gir, eller koden til eller navnet på en regel for alle dens funn.
    """,
    "plan": """Finner de billigste anbefalte endringene som gjør at ingen av funnene det gjelder, står igjen i FIL.

    Uten nærmere beskjed er dette alle som er alvorlige eller verre. Ingenting like alvorlig får være nytt. Planen lages
    i en kopi og evalueres, og løseren beviser at ingen billigere endringer gjør det samme. Når ikke alt kan ryddes, går
    de mest alvorlige funnene foran. Med -o eller --in-place skrives planen inn i filen.

    Trenger tillegget `plan`: pip install ".[plan]" i mappen til netdsl
    """,
    "whatif": """Viser hva en endring du selv finner på, ville gjøre med nettverket som FIL beskriver.

    \b
      netdsl whatif FIL --add "Etaten betaler Foreningen / for lesesirkel"
      netdsl whatif FIL --end "møte styret" --end "Foreningen gir Biblioteket frivillige: avgjørende"

    En setning skrives som i FIL, på filens språk; det som ville stå under den på egne linjer, kommer etter ` / `. Det
    som er over, nevnes med sine egne ord, uten kilder. Endringen gjøres i en kopi, som evalueres; FIL blir ikke rørt
    uten --in-place.
    """,
    "apply": """Gjennomfører anbefalinger i FIL, nevnt med ID-ene som `netdsl evaluate -v` og `netdsl plan -v` viser.

    Begynnelsen av en ID er nok når den bare kan være én: NET201:forum.

    Det de legger til, settes der det hører hjemme; det de avslutter, blir stående og merkes som over; alt annet blir
    stående som det er, tegn for tegn. Uten -o eller --in-place går den endrede teksten til standard ut.
    """,
    "ask": """Viser hva en bør spørre om neste gang, om nettverkene som FILER beskriver (`-` for standard inn).

    Et spørsmål vises der noe er åpent, der kilder er uenige, og der et funn er ett steg fra å tippe. De mulige svarene
    prøves: hvert viser hva det ville endre, og hva en skal skrive i filen. Det mest avgjørende spørsmålet kommer først;
    med --by person settes de sammen for hver person, etter tema i et intervju.
    """,
    "compare": """Viser hva som skiller to evalueringer, og hvilke setninger som er grunnen.

    \b
      netdsl compare GAMMEL NY                             to filer
      netdsl compare FIL --at 2014 --at 2016               en fil på to tidspunkter
      netdsl compare FIL --as-seen-by K --as-seen-by R     en fil slik to kilder ser det

    Setninger holdes mot hverandre etter hva de sier, ikke etter hvor de står eller hvordan de er skrevet. Hva som er
    grunnen til en forskjell, blir prøvd ut: hver setning som skiller, settes inn i det første nettverket for seg, og
    tas ut av det andre.
    """,
    "withdraw": """Viser hva som skjer hvis en aktør går ut av samarbeidet som FIL beskriver.

    For hver AKTØR, eller når ingen er nevnt for alle som deltar, gir eller betaler: hva som holder på den og hva som
    lar den gå, så langt filen forteller; behovene som da ikke dekkes av noe tiltak; tiltakene som tar slutt fordi ingen
    andre driver dem; hvem som mister hva; hva som da blir funnet. Alt som nevner aktøren, går ut, og det gjør også
    aktører som er en del av den. Det den har fortalt, blir stående.
    """,
    "report": """Skriver en rapport om nettverket som FIL beskriver, til å gi videre som den er.

    Hva evalueringen bygger på, de fem dimensjonene, figurer, funn med linjer og kilder, anbefalinger, den billigste
    planen, hvem som kan gå, åpne spørsmål; og reglene, tersklene og filen i vedlegg.

    \b
    .html  én side som kan åpnes uten nett; figurer, og endringer som kan slås på
    .md    tekst til et annet dokument
    .docx  for Word; trenger tillegget `report`: pip install ".[report]" i mappen til netdsl

    Planen trenger tillegget `plan`, og figurene i et Word-dokument tillegget `draw`; uten dem sier rapporten fra.

    Med --anonymise nevner den ingen ved navn, og siterer ingen; den blir gjennomsøkt etter navn før den skrives.
    """,
    "draw": """Tegner nettverket som FIL beskriver.

    \b
    exchanges    hvem som gir hva til hvem, og hvem som betaler
    meetings     hvem som er med på hvilke møter, og en tabell over hvem som sitter sammen
    dependence   hvem som er avhengig av hvem, slik reglene finner det
    information  hvem som informerer hvem

    Samme fil gir samme bilde. PNG og PDF trenger tillegget `draw`: pip install ".[draw]" i mappen til netdsl
    """,
    "metrics": """Måler nettverkets struktur: tetthet, gjensidighet, sentralisering, deler, sektorer, hvem som møtes.

    For hver relasjon (bytter, én ting som flere gir, betaling, informasjon, møter, avhengighet), med definisjonen av
    hvert mål. De teller det FIL forteller, og vurderer ingenting.

    Trenger tillegget `graph`: pip install ".[graph]" i mappen til netdsl
    """,
    "import": """Leser et nettverk fra datafiler: Excel, CSV, Pajek, UCINET DL, GraphML, GEXF, JSON.

    Flere FILER, som tabeller over aktører og over bånd, blir til ett nettverk. Det som ikke blir forstått, blir aldri
    gjettet: det står opplistet her, og i kommentarer nederst i nettverket. En feil sier hvilket ark og hvilken celle,
    eller hvilken linje.

    Sluttstatus: 0, eller 2 når noe er galt; da skrives ingenting.

    Excel trenger tillegget `data`: pip install ".[data]" i mappen til netdsl
    """,
    "export": """Skriver et nettverk for andre programmer: GraphML, GEXF, Pajek, Excel, CSV, JSON.

    \b
    .xlsx, .json     alt
    .graphml, .gexf  aktører, møter og grupper; bytter og hvem som er med på møtene
    .paj             Pajek: bytter, sektorer, møter; .net bare bytter
    .csv             én tabell, byttene eller en annen: --table

    Det et format ikke har plass til, blir listet opp. `netdsl import` leser hvert av dem. Sluttstatus: 0, eller 2 når
    noe er galt; da skrives ingenting.

    Excel trenger tillegget `data`: pip install ".[data]" i mappen til netdsl
    """,
    "anonymise": """Skriver FIL på nytt uten navnene i den.

    Aktører kalles etter sektoren sin (Frivillig 1), kilder S1, S2, …, grupper og nettverket etter et nummer. Tiltak,
    behov, mål, møter og resultater beholder navnene sine, hvis ikke et slikt navn røper ett av de andre. Sitater,
    merknader og kommentarer går ut, og det gjør også stedene i kildene. Hvem som gjør hva, datoer og tall blir
    stående, så det samme blir funnet.

    Det som skulle skrives, blir gjennomsøkt etter hvert navn og ordene i det. Står ett igjen, skrives ingenting.
    """,
    "check": """Sier alt som er galt i nettverksfiler.

    Leser standard inn der en FIL er `-`. Sluttstatus: 0, eller 2 når noe er galt.
    """,
    "format": """Skriver nettverksfiler i sin faste form.

    Meningen blir den samme, og det blir også rekkefølgen på linjene og kommentarene. En fil med feil blir ikke rørt.
    Standard inn (`-`) går til standard ut. Sluttstatus: 0; 1 når --check finner en fil som ville bli endret; 2 for en
    fil med feil.
    """,
    "rules": "Lister opp, viser og prøver reglene.",
    "rules list": "Lister opp alle regler: kode, navn, dimensjon, alvor, tittel.",
    "rules show": "Viser en regel (navn eller kode) for en vanlig leser.",
    "rules test": "Kjører eksemplene i de innebygde reglene, eller i reglene i STIER (filer eller mapper).",
    "completion": """Skriver et skript som fullfører kommandoene og valgene til netdsl.

    \b
    bash  legg til i ~/.bashrc:  eval "$(netdsl completion bash)"
    zsh   legg til i ~/.zshrc:   eval "$(netdsl completion zsh)"
    fish  kjør én gang:          netdsl completion fish > ~/.config/fish/completions/netdsl.fish
    """,
}
"""Command -> its help; the program itself is the command without a name."""

OPTIONS = {
    "What is added; ` / ` begins a new line.": "Det som legges til; ` / ` begynner en ny linje.",
    "Show every derivation, not only a shortest one.": "Vis alle utledninger, ikke bare en av de korteste.",
    "Show those whose answers would change nothing, too.": "Vis også dem der svarene ikke ville endre noe.",
    "Write about pseudonyms, without quotations and names of sources.": "Skriv om dekknavn, uten sitater og navn på "
    "kilder.",
    "Count only what these sources say, and what is declared without a source.": "Regn bare med det disse kildene "
    "sier, og det som er oppgitt uten kilde.",
    "The time of both, or of each.": "Tidspunktet for begge, eller for hver.",
    "The time to look at: 2015, 2015-09 or 2015-09-30.": "Tidspunktet det gjelder: 2015, 2015-09 eller 2015-09-30.",
    "Clear all that is this severe or more.": "Rydd alt som er så alvorlig eller verre.",
    "What all changes may cost together.": "Hva alle endringer kan koste til sammen.",
    "How to put them in order.": "Hvordan de skal ordnes.",
    "Change nothing; name the files that are not in canonical form.": "Endre ingenting; nevn filene som ikke er i "
    "fast form.",
    "The findings to clear, by id or code.": "Funnene som skal ryddes, med id eller kode.",
    "Another cost for a kind of change, as pay=2.": "En annen kostnad for en slags endring, som pay=2.",
    "Clear all findings of this dimension.": "Rydd alle funn i denne dimensjonen.",
    "What is over: a statement, or a line.": "Det som er over: en setning, eller en linje.",
    "Count actors outside and above the network, too, and parts of others.": "Regn også med aktører utenfor og over "
    "nettverket, og deler av andre.",
    "Exit with 1 when a finding is this severe.": "Slutt med 1 når et funn er så alvorlig.",
    "Exit with 1 when a new finding is this severe.": "Slutt med 1 når et nytt funn er så alvorlig.",
    "With --workbook: write over a file that is there.": "Med --workbook: skriv over en fil som finnes.",
    "How to lay out the measures.": "Hvordan målene skal settes opp.",
    "How to lay out the plan.": "Hvordan planen skal settes opp.",
    "How to lay out the questions.": "Hvordan spørsmålene skal settes opp.",
    "How to lay out the report.": "Hvordan rapporten skal settes opp.",
    "Leave out the findings of this rule.": "Utelat funnene til denne regelen.",
    "Put the changes into FILE itself.": "Skriv endringene inn i selve FIL.",
    "A word of a name that gives nobody away, as `school`.": "Et ord i et navn som ikke røper noen, som `skole`.",
    "With --anonymise: a word of a name that gives nobody away.": "Med --anonymise: et ord i et navn som ikke røper "
    "noen.",
    "Keep who is who in this file, which must not be there yet.": "Ta vare på hvem som er hvem i denne filen, som "
    "ikke må finnes fra før.",
    "With --anonymise: keep who is who in this file, which must not be there yet.": "Med --anonymise: ta vare på hvem "
    "som er hvem i denne filen, som ikke må finnes fra før.",
    "Put the words of the language into this one.": "Skriv ordene i språket på dette språket.",
    "The language of the report; by default the file's own.": "Språket i rapporten; ellers filens eget.",
    "The language of what is written.": "Språket i det som skrives.",
    "The words of the network; by default those of the file.": "Språket i nettverket; ellers filens.",
    "The words; by default those of the file.": "Språket; ellers filens.",
    "Only what is found, without what would change it.": "Bare det som blir funnet, uten det som ville endre det.",
    "Test the rules of PATHS without the built-in ones.": "Prøv reglene i STIER uten de innebygde.",
    "With --rules: without the built-in ones.": "Med --rules: uten de innebygde.",
    "The file to write; its name ends in .html, .md, .docx.": "Filen som skal skrives; navnet ender på .html, .md "
    "eller .docx.",
    "The file to write; its name ends in .svg, .png, .pdf, .dot, .mmd.": "Filen som skal skrives; navnet ender på "
    ".svg, .png, .pdf, .dot eller .mmd.",
    "The file to write; the ending of its name tells the format.": "Filen som skal skrives; slutten på navnet sier "
    "hvilket format.",
    "Write it into this file (`-`: standard output).": "Skriv det til denne filen (`-`: standard ut).",
    "Write the changed network into this file (`-`: standard output).": "Skriv det endrede nettverket til denne filen "
    "(`-`: standard ut).",
    "Write the network into this file; without it, show it.": "Skriv nettverket til denne filen; vis det hvis ingen "
    "er oppgitt.",
    "Only this one, as exchanges or meetings.": "Bare denne, som bytter eller møter.",
    "Rules of your own, beside the built-in ones: a file or folder.": "Egne regler, i tillegg til de innebygde: en "
    "fil eller mappe.",
    "How long to look for a plan.": "Hvor lenge det letes etter en plan.",
    "The column or attribute that holds the sectors, if not called so.": "Kolonnen eller attributtet med sektorene, "
    "hvis det ikke heter det.",
    "Show the findings of this rule only (name or code).": "Vis bare funnene til denne regelen (navn eller kode).",
    "Another value for a threshold.": "En annen verdi for en terskel.",
    "Write to standard output and leave the files as they are.": "Skriv til standard ut og la filene være som de er.",
    "What a CSV file holds.": "Hva en CSV-fil inneholder.",
    "Show every answer that was tried.": "Vis hvert svar som er prøvd.",
    "Show everything of each, also where no ACTOR is named.": "Vis alt om hver, også når ingen AKTØR er nevnt.",
    "Show the ids of changes and findings, and what stays open.": "Vis id-ene til endringer og funn, og det som står "
    "åpent.",
    "Show the lines behind each finding, and why it matters.": "Vis linjene bak hvert funn, og hvorfor det betyr noe.",
    "Show the version and exit.": "Vis versjonen.",
    "What the ties are.": "Hva båndene er.",
    "Write an empty Excel workbook to fill in instead.": "Skriv i stedet en tom arbeidsbok for Excel til å fylle ut.",
}
"""The help of an option -> the same in bokmål."""

PLACEHOLDERS = {
    "ACTOR": "AKTØR",
    "ARGS": "ARGUMENTER",
    "COLUMN": "KOLONNE",
    "COMMAND": "KOMMANDO",
    "DATE": "DATO",
    "FILE": "FIL",
    "FILES": "FILER",
    "FINDING": "FUNN",
    "FLOAT RANGE": "TALL",
    "HEAD": "HODE",
    "ID": "ID",
    "KIND": "SLAG",
    "LINE": "LINJE",
    "N": "N",
    "NAME": "NAVN",
    "NEW": "NY",
    "OLD": "GAMMEL",
    "OPTIONS": "VALG",
    "PATH": "STI",
    "PATHS": "STIER",
    "PICTURE": "BILDE",
    "RANK": "NUMMER",
    "REPORT": "RAPPORT",
    "RULE": "REGEL",
    "SOURCE": "KILDE",
    "STATEMENT": "SETNING",
    "VALUE": "VERDI",
    "WORD": "ORD",
}
"""What stands for a value in the help -> the same in bokmål."""

_PLACEHOLDER = re.compile("|".join(rf"\b{name}\b" for name in sorted(PLACEHOLDERS, key=len, reverse=True)))


def in_norwegian(command: click.Command, name: str) -> click.Command:
    """A command whose help is in bokmål; `name` is how it is called after `netdsl`. What has no text here stays."""
    context = click.Context(command)
    made = copy(command)
    vars(made)["_help_option"] = None  # `--help`, which click makes once for a command: here once for each language
    made.help = cleandoc(COMMANDS.get(name, made.help or ""))
    made.options_metavar = _placeholders(made.options_metavar or "")
    made.params = [_parameter(parameter, context) for parameter in made.params]
    if isinstance(made, click.Group):
        made.subcommand_metavar = _placeholders(made.subcommand_metavar or "")
        if name:  # those of the program itself are loaded when they are called for
            made.commands = {n: in_norwegian(one, f"{name} {n}") for n, one in made.commands.items()}
    return made


def _parameter(parameter: click.Parameter, context: click.Context) -> click.Parameter:
    made = copy(parameter)
    if isinstance(made, click.Argument) or (isinstance(made, click.Option) and not made.is_flag):
        made.metavar = _placeholders(parameter.make_metavar(context))
    if isinstance(made, click.Option) and made.help:
        made.help = OPTIONS.get(made.help, made.help)
    return made


def _placeholders(text: str) -> str:
    return _PLACEHOLDER.sub(lambda found: PLACEHOLDERS[found[0]], text)
