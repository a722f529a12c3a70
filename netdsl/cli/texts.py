"""What the command line says beside its reports, in each language: see `netdsl.cli.language.tell`."""

TEXTS = {
    "written": {"en": "written: {place}", "nb": "skrevet: {place}"},
    "meant": {"en": "did you mean `{near}`?", "nb": "mente du `{near}`?"},
    "one-of": {"en": "one of {names}", "nb": "en av {names}"},
    "or": {"en": " or ", "nb": " eller "},
    "and": {"en": " and ", "nb": " og "},
    "unwritten-output": {
        "en": "Error: standard output cannot be written: {why}",
        "nb": "Feil: det går ikke å skrive til standard ut: {why}",
    },
    # --- what is not installed
    "needs": {"en": "this needs {package}", "nb": "dette trenger {package}"},
    "needs-picture": {"en": "PNG and PDF need Typst", "nb": "PNG og PDF trenger Typst"},
    "needs-word": {"en": "a Word document needs python-docx", "nb": "et Word-dokument trenger python-docx"},
    "needs-solver": {"en": "plans need the solver clingo", "nb": "planer trenger løseren clingo"},
    "lacking": {
        "en": '{why}, which is not installed here: pip install ".[{extra}]" in netdsl\'s folder',
        "nb": '{why}, som ikke er installert her: pip install ".[{extra}]" i mappen til netdsl',
    },
    # --- options that many commands share
    "no-date": {
        "en": "`{value}` is no date: write 2015, 2015-09 or 2015-09-30",
        "nb": "`{value}` er ingen dato: skriv 2015, 2015-09 eller 2015-09-30",
    },
    "no-time": {"en": "{value!r} is no time", "nb": "{value!r} er ingen tid"},
    "no-sources": {
        "en": "name a source of the file, or several with commas between them",
        "nb": "oppgi en kilde i filen, eller flere med komma mellom",
    },
    "only-rules": {"en": "--only-rules goes with --rules", "nb": "--only-rules hører sammen med --rules"},
    "unknown-source": {"en": "no source `{name}` in {file}{advice}", "nb": "ingen kilde `{name}` i {file}{advice}"},
    "bad-configuration": {"en": "{file}: {why}", "nb": "{file} kan ikke leses: {why}"},
    "unknown-table": {
        "en": "{file}: unknown table or key `{name}`{advice}",
        "nb": "{file}: ukjent tabell eller nøkkel `{name}`{advice}",
    },
    "tables": {"en": "there are {names}", "nb": "de som finnes, er {names}"},
    "no-table": {"en": "{file}: `{part}` is a table, as [{part}]", "nb": "{file}: `{part}` er en tabell, som [{part}]"},
    "no-setting": {
        "en": "`{text}` is no setting: write NAME=VALUE",
        "nb": "`{text}` er ingen innstilling: skriv NAVN=VERDI",
    },
    "unknown-cost": {"en": "unknown kind of change `{kind}`{advice}", "nb": "ukjent slags endring `{kind}`{advice}"},
    "no-cost": {
        "en": "`{text}` is no cost of `{kind}`: costs are whole numbers from 1 to {most}",
        "nb": "`{text}` er ingen kostnad for `{kind}`: kostnader er hele tall fra 1 til {most}",
    },
    "unknown-threshold": {"en": "unknown threshold `{name}`{advice}", "nb": "ukjent terskel `{name}`{advice}"},
    "no-value": {
        "en": "`{text}` is no value of `{name}`; one of {names}",
        "nb": "`{text}` er ingen verdi for `{name}`; en av {names}",
    },
    "no-number": {"en": "`{text}` is no number, for `{name}`", "nb": "`{text}` er ikke et tall, for `{name}`"},
    "unknown-rule": {"en": "unknown rule `{name}`{advice}", "nb": "ukjent regel `{name}`{advice}"},
    "see-rules": {"en": "see `netdsl rules list`", "nb": "se `netdsl rules list`"},
    "see-evaluate": {"en": "see `netdsl evaluate -v {file}`", "nb": "se `netdsl evaluate -v {file}`"},
    # --- where to write
    "source-kept": {
        "en": "`{output}` is the file that it would be made from: name another one",
        "nb": "`{output}` er filen som det skulle lages av: oppgi en annen",
    },
    "no-place": {
        "en": "name a file, or `-` for standard output",
        "nb": "oppgi en fil, eller `-` for standard ut",
    },
    "two-places": {
        "en": "-o and --in-place exclude each other",
        "nb": "-o og --in-place utelukker hverandre",
    },
    "in-place-input": {
        "en": "--in-place needs a file, and standard input is none",
        "nb": "--in-place trenger en fil, og standard inn er ingen",
    },
    "in-place-device": {
        "en": "--in-place needs a file, and `{file}` has no content of its own",
        "nb": "--in-place trenger en fil, og `{file}` har ikke noe innhold selv",
    },
    "no-report": {
        "en": "with `-o -` the network stands in the place of the report, so --format has no meaning",
        "nb": "med `-o -` kommer nettverket i stedet for rapporten, så --format har ingen mening",
    },
    "stale": {
        "en": "{name} has changed meanwhile, so nothing is written",
        "nb": "{name} er endret i mellomtiden, så ingenting er skrevet",
    },
    "not-right": {
        "en": "with this change the file would not be right:\n",
        "nb": "med denne endringen ville det være feil i filen:\n",
    },
    "ends-in": {"en": "its name ends in one of {names}", "nb": "navnet ender på en av {names}"},
    "no-picture-form": {
        "en": "`{output}` does not say what kind of picture it is{advice}",
        "nb": "`{output}` sier ikke hva slags bilde det er{advice}",
    },
    "too-large": {
        "en": "the picture is too large for a PNG: make it an .svg or a .pdf",
        "nb": "bildet er for stort for en PNG: lag en .svg eller en .pdf",
    },
    "no-glyph": {
        "en": "the font of PNG and PDF has no {shown}: a box stands for it; an SVG shows it",
        "nb": "skriften i PNG og PDF har ikke {shown}: der står en rute; en SVG viser tegnet",
    },
    "no-report-form": {
        "en": "`{output}` does not say what kind of report it is{advice}",
        "nb": "`{output}` sier ikke hva slags rapport det er{advice}",
    },
    "no-format": {
        "en": "`{output}` does not say which format it is{advice}",
        "nb": "`{output}` sier ikke hvilket format det er{advice}",
    },
    "table-of-csv": {
        "en": "--table is for .csv; `{output}` holds them all",
        "nb": "--table er for .csv; `{output}` har alle",
    },
    # --- networks without names
    "with-anonymise": {
        "en": "--key and --keep go with --anonymise",
        "nb": "--key og --keep hører sammen med --anonymise",
    },
    "names-kept": {
        "en": "-o {output} is the file with the names: name another one",
        "nb": "-o {output} er filen med navnene: oppgi en annen",
    },
    "output-is-key": {
        "en": "-o {output} is a key, and may be the only one to another file: name a new one",
        "nb": "-o {output} er en nøkkel, og kanskje den eneste til en annen fil: oppgi en ny fil",
    },
    "key-apart": {"en": "--key names a file of its own", "nb": "--key oppgir en egen fil"},
    "key-there": {
        "en": "--key {key} is there already, and may be the only key to another file: name a new one",
        "nb": "--key {key} finnes fra før, og kan være den eneste nøkkelen til en annen fil: oppgi en ny fil",
    },
    # --- recommendations and plans
    "several-recommendations": {
        "en": "`{name}` means several recommendations: {which}",
        "nb": "`{name}` kan være flere anbefalinger: {which}",
    },
    "name-one": {"en": "name one of {names}", "nb": "oppgi en av {names}"},
    "try-them": {"en": "try them with `netdsl whatif`", "nb": "prøv dem med `netdsl whatif`"},
    "unknown-recommendation": {
        "en": "no recommendation `{name}`{advice}",
        "nb": "ingen anbefaling `{name}`{advice}",
    },
    "rests-on": {
        "en": "`{name}` rests on what {others} adds: name both",
        "nb": "`{name}` hviler på det som {others} legger til: oppgi begge",
    },
    "clear-alone": {
        "en": "--clear names the findings: it goes without --dimension and --at-least",
        "nb": "--clear oppgir funnene: det går uten --dimension og --at-least",
    },
    "unknown-finding": {"en": "no finding `{name}`{advice}", "nb": "ikke noe funn `{name}`{advice}"},
    "unknown-finding-in": {
        "en": "no finding `{name}` in {file}{advice}",
        "nb": "ikke noe funn `{name}` i {file}{advice}",
    },
    "see-evaluate-only": {"en": "see `netdsl evaluate`", "nb": "se `netdsl evaluate`"},
    "finds-nothing": {"en": "`{name}` finds nothing in {file}", "nb": "`{name}` finner ingenting i {file}"},
    "accepted": {
        "en": "the file accepts `{name}`, so nothing is to be done about it",
        "nb": "filen godtar `{name}`, så det er ikke noe å gjøre med det",
    },
    # --- changes of one's own, and comparisons
    "no-change": {
        "en": "say what changes: --add STATEMENT, --end HEAD",
        "nb": "si hva som endres: --add SETNING, --end HODE",
    },
    "empty-statement": {"en": "a statement says something", "nb": "en setning sier noe"},
    "unknown-statement": {
        "en": "--end: no statement of {file} is `{ending}`{advice}",
        "nb": "--end: ingen setning i {file} er `{ending}`{advice}",
    },
    "meant-one": {"en": "did you mean {names}?", "nb": "mente du {names}?"},
    "once-or-twice": {
        "en": "--at and --as-seen-by are given once, for both, or twice, for each",
        "nb": "--at og --as-seen-by oppgis en gang, for begge, eller to ganger, for hver",
    },
    "twice": {
        "en": "with one file, give --at or --as-seen-by twice",
        "nb": "med en fil: oppgi --at eller --as-seen-by to ganger",
    },
    # --- actors and relations
    "nobody": {
        "en": "nobody takes part, gives or pays in {file}: name an actor",
        "nb": "ingen deltar, gir eller betaler i {file}: oppgi en aktør",
    },
    "unknown-actor": {"en": "no actor `{name}` in {file}{advice}", "nb": "ingen aktør `{name}` i {file}{advice}"},
    "unknown-relation": {"en": "no relation `{name}`{advice}", "nb": "ingen relasjon `{name}`{advice}"},
    "relations": {"en": "{file} has {names}", "nb": "{file} har {names}"},
    # --- the guided start
    "workbook-alone": {
        "en": "--workbook names the file to write: it goes without {file}",
        "nb": "--workbook oppgir filen som skal skrives: det går uten {file}",
    },
    "force": {"en": "--force goes with --workbook", "nb": "--force hører sammen med --workbook"},
    "no-workbook": {
        "en": "`{place}` is no name of a workbook: it ends in .xlsx",
        "nb": "`{place}` er ikke navnet på en arbeidsbok: det ender på .xlsx",
    },
    "workbook-there": {
        "en": "`{place}` is there already; --force writes over it",
        "nb": "`{place}` finnes fra før; --force skriver over den",
    },
    "other-language": {
        "en": "{file} is in another language: --language {language}",
        "nb": "{file} er på et annet språk: --language {language}",
    },
    "is-workbook": {
        "en": "`{file}` is a workbook: netdsl new --workbook {file}",
        "nb": "`{file}` er en arbeidsbok: netdsl new --workbook {file}",
    },
    "no-network-name": {
        "en": "`{file}` is no name of a network: it ends in {ending}",
        "nb": "`{file}` er ikke navnet på et nettverk: det ender på {ending}",
    },
    # --- examples of rules
    "no-example": {"en": "{rule} has no example for: {kinds}", "nb": "{rule} har ikke noe eksempel på: {kinds}"},
    "examples-run": {
        "en": "{ran} examples of {rules} rules, {wrong} wrong",
        "nb": "{ran} eksempler i {rules} regler, {wrong} feil",
    },
}
"""Key -> language -> text."""
