"""What import did not take as it stands, and what export leaves out, in each language."""

TOLD: dict[str, dict[str, str]] = {
    # --- what was not taken as it stands
    "says-no": {
        "en": "`{column}` says no; only yes can be said, so nothing is",
        "nb": "`{column}` sier nei; bare ja kan sies, så det sies ingenting",
    },
    "two-modes": {
        "en": "no column is called as a row: the rows are read as actors, the columns as meetings that those with a "
        "number above 0 attend ({number:meeting|meetings}): {words}",
        "nb": "ingen kolonne heter det samme som en rad: radene leses som aktører, kolonnene som møter der de med et "
        "tall over 0 deltar ({number:møte|møter}): {words}",
    },
    "perhaps-attendance": {
        "en": "all columns say 0 or 1: if they say who attends what, leave the cell above the names empty",
        "nb": "alle kolonnene sier 0 eller 1: hvis de sier hvem som deltar på hva, la cellen over navnene stå tom",
    },
    "read-as": {"en": "`{value}` is read as `{read}`", "nb": "`{value}` er lest som `{read}`"},
    "unknown-column": {
        "en": "the column `{column}` is not known, and left out ({number:cell|cells}): {example}",
        "nb": "kolonnen `{column}` er ukjent og utelatt ({number:celle|celler}): {example}",
    },
    "renamed-left": {
        "en": "the column `{column}` is not known, and left out ({number:cell|cells}): {example}; if it is "
        "`{other}`, call it that",
        "nb": "kolonnen `{column}` er ukjent og utelatt ({number:celle|celler}): {example}; hvis den er "
        "`{other}`, kall den det",
    },
    "perhaps-renamed": {
        "en": "the column `{column}` is not known, and left out ({number:cell|cells}): {example}; "
        "the sheet lacks {other}",
        "nb": "kolonnen `{column}` er ukjent og utelatt ({number:celle|celler}): {example}; arket mangler {other}",
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
        "en": "the sheet is not known, and left out ({number:row|rows})",
        "nb": "arket er ukjent og utelatt ({number:rad|rader})",
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
        "en": "the attribute `{name}` has no place in a network ({number:time|times}): {example}",
        "nb": "attributtet `{name}` har ingen plass i et nettverk ({number:gang|ganger}): {example}",
    },
    "sector-value": {
        "en": "`{value}` in `{name}` is no sector that is known here ({number:time|times}): {example}",
        "nb": "`{value}` i `{name}` er ingen kjent sektor ({number:gang|ganger}): {example}",
    },
    "sector-read": {
        "en": "the sectors are read from `{name}`: {words}",
        "nb": "sektorene er lest av `{name}`: {words}",
    },
    "tie-attribute": {
        "en": "the attribute `{name}` of ties has no place in a network ({number:time|times}): {example}",
        "nb": "attributtet `{name}` ved bånd har ingen plass i et nettverk ({number:gang|ganger}): {example}",
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
        "en": "`{name}` stands {number:time|times}: it is read as one",
        "nb": "`{name}` står {number:gang|ganger}: det leses som én",
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
    "two-values": {
        "en": "`{name}`: `{value}` is left out, since `{other}` is told before",
        "nb": "`{name}`: `{value}` er utelatt, siden `{other}` er sagt før",
    },
    "nested": {
        "en": "which nodes are inside another is left out: all are read side by side",
        "nb": "hvilke noder som er inni en annen, er utelatt: alle er lest side om side",
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
    "drop-statements": {"en": "{number:statement|statements}: {words}", "nb": "{number:setning|setninger}: {words}"},
    "drop-asides": {"en": "words in quotes ({number})", "nb": "ord i anførselstegn ({number})"},
    "drop-references": {
        "en": "which source says what ({number})",
        "nb": "hvilken kilde som sier hva ({number})",
    },
    "drop-sources": {"en": "{number:source|sources}: {words}", "nb": "{number:kilde|kilder}: {words}"},
    "drop-comments": {"en": "{number:comment|comments}", "nb": "{number:kommentar|kommentarer}"},
    "drop-network": {"en": "what is said of the network: {words}", "nb": "det som er sagt om nettverket: {words}"},
    "drop-meetings": {
        "en": "{number:meeting|meetings}, and who attends them: {words}",
        "nb": "{number:møte|møter}, og hvem som deltar: {words}",
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
        "en": "{number:group that attends meetings|groups that attend meetings}: {words}",
        "nb": "{number:gruppe|grupper} som deltar på møter: {words}",
    },
    "drop-exchanges": {"en": "{number:exchange|exchanges}: {words}", "nb": "{number:ytelse|ytelser}: {words}"},
    "drop-ended": {
        "en": "what is over by now or ends ({number}): {words}",
        "nb": "det som er over nå eller tar slutt ({number}): {words}",
    },
    "drop-measures": {
        "en": "that {words} are measures ({number})",
        "nb": "at {words} er tiltak ({number})",
    },
}
"""Key -> language -> text; `{number:one|several}` is a number with its noun."""
