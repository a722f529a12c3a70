"""The words that pseudonyms are made of, in each language."""

from netdsl.model.forms import dialects

NOUNS: dict[str, dict[str, str]] = {
    "public": {"en": "Public", "nb": "Offentlig"},
    "private": {"en": "Private", "nb": "Privat"},
    "voluntary": {"en": "Voluntary", "nb": "Frivillig"},
    "network": {"en": "Collaboration", "nb": "Samarbeid"},
    "source": {"en": "S", "nb": "S"},
    "actor": {"en": "Actor", "nb": "Aktør"},
    "group": {"en": "Group", "nb": "Gruppe"},
    "need": {"en": "Need", "nb": "Behov"},
    "goal": {"en": "Goal", "nb": "Mål"},
    "measure": {"en": "Measure", "nb": "Tiltak"},
    "meeting": {"en": "Meeting", "nb": "Møte"},
    "outcome": {"en": "Outcome", "nb": "Resultat"},
    "thing_text": {"en": "contribution", "nb": "ytelse"},
    "topic": {"en": "topic", "nb": "tema"},
    "known_text": {"en": "information", "nb": "opplysning"},
    "base": {"en": "sample", "nb": "utvalg"},
    "purpose": {"en": "purpose", "nb": "formål"},
    "wants": {"en": "wish", "nb": "ønske"},
}
"""A sector, a kind of thing, or the role of quoted words -> what it is called, before a number."""

SMALL_WORDS = frozenset(
    (
        "the", "and", "for", "with", "from", "its", "our", "all", "not", "are", "was", "who", "his", "her", "one",
        "som", "med", "ved", "den", "det", "hos", "fra", "til", "under", "etter", "uten", "mot", "mellom", "alle",
        "new", "two", "ikke", "seg", "sin", "sitt", "sine",
    )
)  # fmt: skip
"""Words that are in many names and give nobody away."""

TEXTS = {
    "file": {"en": "anonymous.net", "nb": "anonym.net"},
    "slipped": {
        "en": "names are left in what would be written, so nothing is written:",
        "nb": "det står navn igjen i det som ville bli skrevet, så ingenting er skrevet:",
    },
    "slipped-at": {
        "en": "line {line}: `{found}`, of {noun} `{name}`",
        "nb": "linje {line}: `{found}`, av {noun} `{name}`",
    },
    "slipped-report": {
        "en": "the report says `{found}`, of {noun} `{name}`",
        "nb": "rapporten sier `{found}`, av {noun} `{name}`",
    },
    "slipped-name": {
        "en": "the name of the file to write, `{place}`, says `{found}`, of {noun} `{name}`",
        "nb": "navnet på filen som skal skrives, `{place}`, røper `{found}`, av {noun} `{name}`",
    },
    "slipped-help": {
        "en": "a word that gives nobody away can be let through: --keep {found}",
        "nb": "et ord som ikke røper noen, kan slippes gjennom: --keep {found}",
    },
    "key": {
        "en": "the key, which only you may read: {place}; keep it apart from the file",
        "nb": "nøkkelen, som bare du kan lese: {place}; oppbevar den et annet sted enn filen",
    },
    "no-key": {
        "en": "no key is kept, so nobody can tell who is who; --key FILE keeps one",
        "nb": "ingen nøkkel er lagret, så ingen kan si hvem som er hvem; --key FIL lagrer en",
    },
}


def say(key: str, language: str, /, **values: object) -> str:
    """A text in a language, its holes filled."""
    return TEXTS[key][language].format(**values)


def noun_of(kind: str, language: str) -> str:
    """What a kind of secret is called: a kind of thing, or `person`, which is the same word in both languages."""
    found: str = kind if kind == "person" else dialects()[language]["words"][kind.upper()][0]
    return found
