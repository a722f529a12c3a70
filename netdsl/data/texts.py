"""The words of import and export, in each language."""

from netdsl.data.told import TOLD

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
    "no-square": {
        "en": "`{name}` is named only on one side of a matrix whose rows and columns are the same otherwise",
        "nb": "`{name}` er bare nevnt på den ene siden av en matrise der rader og kolonner ellers er de samme",
    },
    "wrong-date": {"en": "`{value}` is no date", "nb": "`{value}` er ingen dato"},
    "wrong-date-help": {
        "en": "write 2024, 2024-09 or 2024-09-30",
        "nb": "skriv 2024, 2024-09 eller 2024-09-30",
    },
    "to-itself": {
        "en": "`{name}` is both who does it and to whom it is done",
        "nb": "`{name}` er både den som gjør det, og den det gjøres for",
    },
    "to-itself-help": {
        "en": "name another actor in one of the two cells",
        "nb": "nevn en annen aktør i en av de to cellene",
    },
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
    **TOLD,
}
"""Key -> language -> text."""

_YES = ("yes", "ja", "x", "1", "true", "sant")


class Counted(int):
    """A number that a text can have its noun with: `{number:source|sources}`."""

    def __format__(self, nouns: str) -> str:
        """The number, with the noun that it takes."""
        one, _, several = nouns.partition("|")
        return f"{int(self)} {one if self == 1 else several}".strip()


def say(key: str, language: str, /, **values: object) -> str:
    """A text in a language, its holes filled."""
    shown = {n: Counted(v) if isinstance(v, int) else v for n, v in values.items()}
    return TEXTS[key][language].format(**shown)


def advice(key: str, language: str, /, **values: object) -> str:
    """What to do about something that is wrong; empty where there is nothing to say."""
    return say(f"{key}-help", language, **values) if f"{key}-help" in TEXTS else ""


def yes_words() -> tuple[str, ...]:
    """What a cell may have that says yes, in small letters."""
    return _YES
