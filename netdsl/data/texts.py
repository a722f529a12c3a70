"""The words of import and export, in each language."""

TEXTS: dict[str, dict[str, str]] = {
    "error": {"en": "error", "nb": "feil"},
    "help": {"en": "help", "nb": "hjelp"},
    "meant": {"en": "did you mean `{word}`?", "nb": "mente du `{word}`?"},
    "yes": {"en": "yes", "nb": "ja"},
    "in-sheet": {"en": "sheet {sheet}", "nb": "ark {sheet}"},
    "in-cell": {"en": ", cell {cell}", "nb": ", celle {cell}"},
    "not-taken": {"en": "Not taken as it stands:", "nb": "Ikke tatt inn som det står:"},
    # --- what is wrong
    "wrong-value": {
        "en": "`{value}` is no value of `{column}`",
        "nb": "`{value}` er ingen verdi for `{column}`",
    },
    "wrong-value-help": {"en": "one of {words}", "nb": "en av {words}"},
    "wrong-flag": {
        "en": "`{value}` in the column `{column}`, which says yes or nothing",
        "nb": "`{value}` i kolonnen `{column}`, som sier ja eller ingenting",
    },
    "wrong-flag-help": {"en": "write `{yes}`, or leave it empty", "nb": "skriv `{yes}`, eller la den stå tom"},
    "needs-before": {
        "en": "`{column}` is not told, though what stands after it is",
        "nb": "`{column}` er ikke oppgitt, men det som står etter, er det",
    },
    "empty-name": {"en": "a name without anything in it", "nb": "et navn uten noe i seg"},
    "missing-column": {
        "en": "no column `{column}` in the table of {table}; it has {words}",
        "nb": "ingen kolonne `{column}` i tabellen over {table}; den har {words}",
    },
    "renamed-column": {
        "en": "no column `{column}` in the table of {table}; it has {words}",
        "nb": "ingen kolonne `{column}` i tabellen over {table}; den har {words}",
    },
    "renamed-column-help": {
        "en": "if it is `{other}`, call it `{column}`",
        "nb": "hvis den er `{other}`, kall den `{column}`",
    },
    "wrong-frequency": {
        "en": "`{value}` is no value of `{column}`",
        "nb": "`{value}` er ingen verdi for `{column}`",
    },
    "wrong-frequency-help": {
        "en": "write it as `every 6 weeks`, `3 times a year`, `seldom` or `when needed`",
        "nb": "skriv det som `hver 6. uke`, `3 ganger per år`, `sjelden` eller `ved behov`",
    },
    "of-network": {"en": "the network", "nb": "nettverket"},
    "of-sources": {"en": "sources", "nb": "kilder"},
    "of-actors": {"en": "actors", "nb": "aktører"},
    "of-exchanges": {"en": "exchanges", "nb": "ytelser"},
    "of-meetings": {"en": "meetings", "nb": "møter"},
    "of-statements": {"en": "other statements", "nb": "andre setninger"},
    "run-on": {
        "en": "`{rest}` stands on the line of {noun} `{name}`, and would become part of the name",
        "nb": "`{rest}` står på linjen til {noun} `{name}`, og ville blitt en del av navnet",
    },
    "run-on-help": {
        "en": "put it on a line of its own in the cell (Alt+Enter); if all is the name, in single quotes: '{whole}'",
        "nb": "sett det på en egen linje i cellen (Alt+Enter); er alt sammen navnet, i enkle anførselstegn: '{whole}'",
    },
    "declare-in": {"en": ", in the sheet {sheet}", "nb": ", i arket {sheet}"},
    "no-attribute": {
        "en": "no column or attribute `{column}` that says something of actors",
        "nb": "ingen kolonne og intet attributt `{column}` som sier noe om aktører",
    },
    "missing-cell": {
        "en": "`{column}` is empty in a row that says something else",
        "nb": "`{column}` er tom i en rad som sier noe annet",
    },
    "twice-column": {"en": "two columns are called `{column}`", "nb": "to kolonner heter `{column}`"},
    "no-sheet": {
        "en": "no sheet of actors or exchanges; the sheets are {words}",
        "nb": "ikke noe ark over aktører eller ytelser; arkene er {words}",
    },
    "no-sheet-help": {
        "en": "`netdsl new --workbook NAME.xlsx` writes a workbook to fill in",
        "nb": "`netdsl new --workbook NAVN.xlsx` skriver en arbeidsbok til å fylle ut",
    },
    "unknown-table": {
        "en": "a table whose columns say neither who takes part, nor who gives what, nor who attends: {words}",
        "nb": "en tabell der kolonnene verken sier hvem som er med, hvem som gir hva, eller hvem som deltar: {words}",
    },
    "unknown-table-help": {
        "en": "name the columns as in the workbook of `netdsl new --workbook`: `from`, `to`, `what`",
        "nb": "kall kolonnene som i arbeidsboken fra `netdsl new --workbook`: `fra`, `til`, `hva`",
    },
    "formula": {
        "en": "a formula without a value: `{formula}`",
        "nb": "en formel uten verdi: `{formula}`",
    },
    "formula-help": {
        "en": "open and save the workbook in a spreadsheet program, or write the value",
        "nb": "åpne og lagre arbeidsboken i et regneark, eller skriv verdien",
    },
    "error-value": {"en": "the cell shows the error {value}", "nb": "cellen viser feilen {value}"},
    "no-workbook": {
        "en": "`{file}` is no workbook that can be read",
        "nb": "`{file}` er ingen arbeidsbok som kan leses",
    },
    "no-workbook-help": {
        "en": "save it as .xlsx, without a password",
        "nb": "lagre den som .xlsx, uten passord",
    },
    "too-large": {"en": "`{file}` is larger than {size} MB", "nb": "`{file}` er større enn {size} MB"},
    "no-format": {
        "en": "`{file}` is in no format that can be read here",
        "nb": "`{file}` er ikke i noe format som kan leses her",
    },
    "no-format-help": {
        "en": "it reads .xlsx, .csv, .json, Pajek (.net, .paj, .clu), UCINET DL, .graphml and .gexf",
        "nb": "det leser .xlsx, .csv, .json, Pajek (.net, .paj, .clu), UCINET DL, .graphml og .gexf",
    },
    "own-file": {
        "en": "this is a network of netdsl already",
        "nb": "dette er allerede et nettverk for netdsl",
    },
    "binary": {"en": "`{file}` is no text", "nb": "`{file}` er ikke tekst"},
    "not-well-formed": {
        "en": "this does not read as {format}: {message}",
        "nb": "dette lar seg ikke lese som {format}: {message}",
    },
    "unknown-json": {
        "en": "not the JSON of `netdsl export`: it has lists called {words}",
        "nb": "ikke JSON fra `netdsl export`: den har lister som heter {words}",
    },
    "doctype": {"en": "a document type, which is not read", "nb": "en dokumenttype, som ikke leses"},
    "nothing": {"en": "nothing in it says who takes part", "nb": "ingenting i den sier hvem som er med"},
    "too-many": {
        "en": "{found} are more than can be read: at most {most}",
        "nb": "{found} er flere enn det som kan leses: høyst {most}",
    },
    "too-many-cells": {
        "en": "more than {most} cells, empty ones with a colour or a border counted, too",
        "nb": "mer enn {most} celler, også tomme celler med farge eller ramme",
    },
    "too-many-cells-help": {
        "en": "copy what the sheets say into a new workbook",
        "nb": "kopier det arkene sier, til en ny arbeidsbok",
    },
    "merged-far": {
        "en": "the merged area {area} has {found} cells: at most {most} can be read",
        "nb": "det sammenslåtte området {area} har {found} celler: høyst {most} kan leses",
    },
    "merged-far-help": {
        "en": "split the merged cells, and save the workbook again",
        "nb": "del opp de sammenslåtte cellene, og lagre arbeidsboken på nytt",
    },
    "long-cell": {
        "en": "`{column}` has {found} characters; a cell of Excel holds at most {most}",
        "nb": "`{column}` har {found} tegn; en celle i Excel har plass til høyst {most}",
    },
    "long-cell-help": {
        "en": "export it as .json, which holds all of it, or shorten the text",
        "nb": "eksporter det som .json, som har plass til alt, eller kort ned teksten",
    },
    "no-character": {
        "en": "`{column}` has the character {code}, which cannot stand in a workbook",
        "nb": "`{column}` har tegnet {code}, som ikke kan stå i en arbeidsbok",
    },
    "no-character-help": {
        "en": "remove it from the network, or export it as .json",
        "nb": "fjern det fra nettverket, eller eksporter det som .json",
    },
    "empty-file": {"en": "`{file}` is empty", "nb": "`{file}` er tom"},
    "json-row": {
        "en": "expected a row, `{{…}}`, found `{value}`",
        "nb": "ventet en rad, `{{…}}`, fant `{value}`",
    },
    "no-vertices": {"en": "`*Vertices` has to come before `{section}`", "nb": "`*Vertices` må komme før `{section}`"},
    "no-number": {"en": "expected {what}, found `{value}`", "nb": "ventet {what}, fant `{value}`"},
    "a-number": {"en": "a number", "nb": "et tall"},
    "a-vertex": {"en": "the number of a vertex, 1 to {most}", "nb": "nummeret på en node, 1 til {most}"},
    "two-numbers": {"en": "two numbers of vertices", "nb": "numrene på to noder"},
    "short": {
        "en": "{found} numbers where {rows} × {columns} are needed",
        "nb": "{found} tall der det trengs {rows} × {columns}",
    },
    "short-partition": {
        "en": "{found} numbers for {rows} vertices",
        "nb": "{found} tall for {rows} noder",
    },
    "twice-named": {"en": "two vertices are called `{name}`", "nb": "to noder heter `{name}`"},
    "twice-number": {"en": "the vertex {number} stands twice", "nb": "noden {number} står to ganger"},
    "twice-key": {"en": "`{name}` stands twice in one object", "nb": "`{name}` står to ganger i ett objekt"},
    "dl-size": {"en": "the number of actors is not told: `n = …`", "nb": "antallet aktører er ikke oppgitt: `n = …`"},
    "dl-format": {"en": "the format `{value}` is not read", "nb": "formatet `{value}` leses ikke"},
    "dl-format-help": {
        "en": "one of fullmatrix, upperhalf, lowerhalf, edgelist1, edgelist2, nodelist1, nodelist2",
        "nb": "et av fullmatrix, upperhalf, lowerhalf, edgelist1, edgelist2, nodelist1, nodelist2",
    },
    "dl-labels": {"en": "{found} labels for {rows}", "nb": "{found} etiketter for {rows}"},
    "missing-attribute": {"en": "a `{element}` without `{name}`", "nb": "en `{element}` uten `{name}`"},
    "unknown-node": {"en": "there is no node `{name}`", "nb": "det er ingen node `{name}`"},
    "unknown-actor": {"en": "unknown actor `{name}`", "nb": "ukjent aktør `{name}`"},
    # --- what was not taken as it stands
    "says-no": {
        "en": "`{column}` says no; only yes can be said, so nothing is",
        "nb": "`{column}` sier nei; bare ja kan sies, så det sies ingenting",
    },
    "unknown-column": {
        "en": "the column `{column}` is not known, and left out ({number} cells): {example}",
        "nb": "kolonnen `{column}` er ukjent og utelatt ({number} celler): {example}",
    },
    "commas": {
        "en": "`{value}` is read as a list of {words}; a name with a comma stands in single quotes",
        "nb": "`{value}` leses som en liste over {words}; et navn med komma står i enkle anførselstegn",
    },
    "same-row": {
        "en": "the row says the same as the one in {other}: it is read once",
        "nb": "raden sier det samme som den i {other}: den er lest én gang",
    },
    "outside-table": {
        "en": "`{value}` stands under no heading, and is left out",
        "nb": "`{value}` står ikke under noen overskrift, og er utelatt",
    },
    "unknown-sheet": {
        "en": "the sheet is not known, and left out ({number} rows)",
        "nb": "arket er ukjent og utelatt ({number} rader)",
    },
    "merged": {
        "en": "merged cells {area}: `{value}` is read in each of them",
        "nb": "sammenslåtte celler {area}: `{value}` leses i hver av dem",
    },
    "hidden-rows": {"en": "hidden rows are read, too: {rows}", "nb": "skjulte rader er også lest: {rows}"},
    "hidden-sheet": {
        "en": "the sheet is hidden, and is read all the same",
        "nb": "arket er skjult, og er lest likevel",
    },
    "formula-value": {
        "en": "a formula: its last value `{value}` is read",
        "nb": "en formel: den siste verdien, `{value}`, er lest",
    },
    "not-utf-8": {
        "en": "not in UTF-8: read as Windows-1252 (Latin-1)",
        "nb": "ikke i UTF-8: lest som Windows-1252 (Latin-1)",
    },
    "answers": {
        "en": "answers are taken as notes, which no rule reads ({number})",
        "nb": "svarene er tatt inn som notater, som ingen regel leser ({number})",
    },
    "attribute": {
        "en": "the attribute `{name}` has no place in a network ({number} times): {example}",
        "nb": "attributtet `{name}` har ingen plass i et nettverk ({number} ganger): {example}",
    },
    "sector-value": {
        "en": "`{value}` in `{name}` is no sector that is known here ({number} times): {example}",
        "nb": "`{value}` i `{name}` er ingen kjent sektor ({number} ganger): {example}",
    },
    "sector-read": {
        "en": "the sectors are read from `{name}`: {words}",
        "nb": "sektorene er lest av `{name}`: {words}",
    },
    "tie-attribute": {
        "en": "the attribute `{name}` of ties has no place in a network ({number} times): {example}",
        "nb": "attributtet `{name}` ved bånd har ingen plass i et nettverk ({number} ganger): {example}",
    },
    "undirected": {
        "en": "ties of `{relation}` have no direction: each is read as given both ways ({number})",
        "nb": "bånd i `{relation}` har ingen retning: hvert leses som gitt begge veier ({number})",
    },
    "unnamed": {
        "en": "the relation has no name: what is given is called “{thing}”",
        "nb": "relasjonen har ikke noe navn: det som gis, kalles «{thing}»",
    },
    "tie": {"en": "tie", "nb": "bånd"},
    "loops": {
        "en": "ties of `{relation}` from an actor to itself are left out ({number}): {example}",
        "nb": "bånd i `{relation}` fra en aktør til den selv er utelatt ({number}): {example}",
    },
    "values": {
        "en": "values of `{relation}` other than 1 are kept as notes, which no rule reads ({number})",
        "nb": "andre verdier av `{relation}` enn 1 er tatt med som notater, som ingen regel leser ({number})",
    },
    "value-note": {"en": "value {value}", "nb": "verdi {value}"},
    "attendance-note": {"en": "{name}: value {value}", "nb": "{name}: verdi {value}"},
    "among-meetings": {
        "en": "ties between two meetings are left out ({number}): {example}",
        "nb": "bånd mellom to møter er utelatt ({number}): {example}",
    },
    "no-value": {
        "en": "values of `{relation}` are missing: whether there are ties stays open ({number})",
        "nb": "verdier i `{relation}` mangler: om det er bånd der, står åpent ({number})",
    },
    "negative": {
        "en": "ties of `{relation}` with a value below 0 are left out ({number}): {example}",
        "nb": "bånd i `{relation}` med en verdi under 0 er utelatt ({number}): {example}",
    },
    "renamed": {
        "en": "`{label}` is called `{name}` before: it is read as that, by its place in the matrix",
        "nb": "`{label}` heter `{name}` tidligere: det leses som det, etter plassen i matrisen",
    },
    "name-changed": {
        "en": "the name `{label}` is written `{name}`",
        "nb": "navnet `{label}` er skrevet `{name}`",
    },
    "same-name": {
        "en": "`{name}` stands {number} times: it is read as one",
        "nb": "`{name}` står {number} ganger: det leses som én",
    },
    "labels-twice": {
        "en": "several nodes are labelled `{name}`: all are called by their ids",
        "nb": "flere noder har etiketten `{name}`: alle kalles ved sin id",
    },
    "unlabelled": {
        "en": "vertices without a label are called by their number",
        "nb": "noder uten etikett kalles ved nummeret",
    },
    "section": {
        "en": "the section `{section}` is not read",
        "nb": "delen `{section}` leses ikke",
    },
    "drawing": {
        "en": "what says how to draw vertices and ties, or when they hold, is left out",
        "nb": "det som sier hvordan noder og bånd tegnes, eller når de gjelder, er utelatt",
    },
    "before-data": {
        "en": "`{text}` stands before the data, and says nothing",
        "nb": "`{text}` står før dataene, og sier ingenting",
    },
    "added-actors": {
        "en": "there is no list of actors: those who are named are taken to be the actors ({number})",
        "nb": "det er ingen liste over aktører: de som er nevnt, er regnet som aktørene ({number})",
    },
    "added-names": {
        "en": "no line declares {noun}: those that are named are declared ({number}): {words}",
        "nb": "ingen linje oppgir {noun}: de som er nevnt, er tatt med ({number}): {words}",
    },
    "added-sources": {
        "en": "there is no list of sources: those who are named are declared ({number}): {words}",
        "nb": "det er ingen liste over kilder: de som er nevnt, er erklært ({number}): {words}",
    },
    # --- what an export leaves out
    "dropped": {"en": "left out, since {format} has no place for it:", "nb": "utelatt, siden {format} ikke har plass:"},
    "drop-statements": {"en": "{number} statements: {words}", "nb": "{number} setninger: {words}"},
    "drop-asides": {"en": "words in quotes ({number})", "nb": "ord i anførselstegn ({number})"},
    "drop-references": {
        "en": "which source says what ({number})",
        "nb": "hvilken kilde som sier hva ({number})",
    },
    "drop-sources": {"en": "{number} sources: {words}", "nb": "{number} kilder: {words}"},
    "drop-comments": {"en": "{number} comments", "nb": "{number} kommentarer"},
    "drop-network": {"en": "what is said of the network: {words}", "nb": "det som er sagt om nettverket: {words}"},
    "drop-meetings": {
        "en": "{number} meetings, and who attends them: {words}",
        "nb": "{number} møter, og hvem som deltar: {words}",
    },
    "drop-actors": {
        "en": "the list of actors, and what is said of each ({number})",
        "nb": "listen over aktører, og det som er sagt om hver ({number})",
    },
    "drop-quotes": {
        "en": "double quotes in names, written ” ({number}): {words}",
        "nb": "doble anførselstegn i navn, skrevet ” ({number}): {words}",
    },
    "drop-attributes": {
        "en": "details of actors, ties and meetings: {words}",
        "nb": "detaljer om aktører, bånd og møter: {words}",
    },
    "drop-groups": {
        "en": "{number} groups that attend meetings: {words}",
        "nb": "{number} grupper som deltar på møter: {words}",
    },
    "drop-exchanges": {"en": "{number} exchanges: {words}", "nb": "{number} ytelser: {words}"},
    "drop-ended": {
        "en": "what is over by now or ends ({number}): {words}",
        "nb": "det som er over nå eller tar slutt ({number}): {words}",
    },
    "drop-measures": {
        "en": "that {words} are measures ({number})",
        "nb": "at {words} er tiltak ({number})",
    },
}
"""Key -> language -> text."""

_YES = ("yes", "ja", "x", "1", "true", "sant")


def say(key: str, language: str, /, **values: object) -> str:
    """A text in a language, its holes filled."""
    return TEXTS[key][language].format(**values)


def advice(key: str, language: str, /, **values: object) -> str:
    """What to do about something that is wrong; empty where there is nothing to say."""
    return say(f"{key}-help", language, **values) if f"{key}-help" in TEXTS else ""


def yes_words() -> tuple[str, ...]:
    """What a cell may have that says yes, in small letters."""
    return _YES
