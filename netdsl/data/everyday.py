"""Dates and frequencies as people write them in cells, read as the network language writes them."""

import datetime
import re

_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_DOTTED = re.compile(r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\. ?(?P<year>\d{4})")
_SPELT = re.compile(r"(?:(?P<day>\d{1,2})\.? )?(?P<month>[^\W\d_]+) (?P<year>\d{4})")


def _numbered(words: str, **others: int) -> dict[str, int]:
    return {word: number for number, word in enumerate(words.split(), 1)} | others


_MONTHS = {
    **_numbered("januar februar mars april mai juni juli august september oktober november desember"),
    **_numbered("january february march april may june july august september october november december"),
}

_COUNTED = {
    "en": _numbered("one two three four five six seven eight nine ten eleven twelve", a=1, once=1, twice=2),
    "nb": _numbered("en to tre fire fem seks sju åtte ni ti elleve tolv", én=1, ei=1, syv=7),
}
_NTH = {
    "en": _numbered("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth", other=2),
    "nb": _numbered(
        "første andre tredje fjerde femte sjette sjuende åttende niende tiende ellevte tolvte",
        annen=2, annet=2, syvende=7,
    ),
}  # fmt: skip
"""Words for how many, and for every so manieth."""

_ADVERBS = {
    "en": {
        "daily": "every day", "weekly": "every week", "fortnightly": "every 2 weeks", "monthly": "every month",
        "quarterly": "every 3 months", "every quarter": "every 3 months", "yearly": "every year",
        "annually": "every year",
    },
    "nb": {
        "daglig": "hver dag", "ukentlig": "hver uke", "månedlig": "hver måned", "kvartalsvis": "hver 3. måned",
        "hvert kvartal": "hver 3. måned", "halvårlig": "hvert halvår", "årlig": "hvert år",
    },
}  # fmt: skip
"""Words that say how often by themselves."""

_UNITS = {
    "dagen": "dag", "uken": "uke", "uka": "uke", "måneden": "måned", "semesteret": "semester",
    "halvåret": "halvår", "året": "år",
}  # fmt: skip
"""Inflected words for a stretch of time."""


def date(text: str) -> str | None:
    """A date as the language writes it: `14.03.2024` (the day first) is 2024-03-14, `March 2024` is 2024-03."""
    said = " ".join(text.split()).casefold()
    if _DATE.fullmatch(said):
        return said
    if not (match := _DOTTED.fullmatch(said) or _SPELT.fullmatch(said)):
        return None
    month = match["month"]
    number = int(month) if month.isdigit() else _MONTHS.get(month, 0)
    try:
        found = datetime.date(int(match["year"]), number, int(match["day"] or 1)).isoformat()
    except ValueError:
        return None
    return found if match["day"] else found.rpartition("-")[0]


def frequency(text: str, language: str) -> str:
    """How often something is, in the words of the language: `monthly` is every month, `twice a year` 2 times per year.

    What is not known here stays as it is, in small letters.
    """
    said = " ".join(text.split()).casefold()
    if adverb := _ADVERBS[language].get(said):
        return adverb
    return _english(said) if language == "en" else _norwegian(said)


def _english(said: str) -> str:
    if match := re.fullmatch(r"(?:(once|twice)|([\w.–-]+) times?) (a|an|per|every|each) ([\w-]+)", said):
        number = _digits(match[1] or match[2], _COUNTED["en"])
        per = match[3] if match[2] and match[3] == "a" else "per"
        return f"{number} {'time' if number == '1' else 'times'} {per} {match[4]}"
    if match := re.fullmatch(r"(?:every|each) (\w+?)(?:(?<=\d)(?:st|nd|rd|th))? ([\w-]+?)s?", said):
        return f"every {_digits(match[1], _COUNTED['en'] | _NTH['en'])} {match[2]}s"
    return re.sub(r"^each ", "every ", said)


def _norwegian(said: str) -> str:
    if match := re.fullmatch(r"([\w,–-]+) gang(?:er)? (?:i|om|per|pr\.?|hver|hvert) (\w+)", said):
        number, unit = _digits(match[1], _COUNTED["nb"]), _UNITS.get(match[2], match[2])
        return f"{number} {'gang' if number == '1' else 'ganger'} per {unit}"
    said = re.sub(r"^(annen|annet) ?(hver)t?\b", r"\2 \1", said)
    if match := re.fullmatch(r"(?:hver|hvert) (\w+?)\.? (\w+)", said):
        return f"hver {_digits(match[1], _NTH['nb'])}. {match[2]}"
    return said


def _digits(word: str, known: dict[str, int]) -> str:
    return str(known.get(word, word))
