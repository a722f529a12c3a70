"""A verb that says the opposite of what was written is not taken for what was meant; a misspelled one still is."""

import pytest

from netdsl.check.network import read_network
from netdsl.model.forms import dialects
from netdsl.source import Source

HEADS = {"en": ("# language: en\nactor A\nactor B\n", "A and B"), "nb": ("# språk: nb\naktør A\naktør B\n", "A og B")}


def suggested(language: str, statement: str) -> str:
    """The verb that is suggested for the one of a statement, if any."""
    wrong = read_network(Source("x.net", f"{HEADS[language][0]}{statement}\n"))[1]
    assert [d.code for d in wrong] == ["N016"], wrong
    advice = wrong[0].help or ""
    return advice.split("`")[1] if advice.count("`") == 2 else ""


@pytest.mark.parametrize(
    ("language", "statement"),
    [
        ("nb", "Alle er enige om målet"),
        ("nb", "A er enig om målet"),
        ("nb", 'A og B er enige om "mål"'),
        ("en", 'A and B agree about "goals"'),
        ("en", "A knows no results"),
        ("en", "A knows not of results"),
    ],
)
def test_the_opposite_is_not_suggested(language: str, statement: str) -> None:
    assert not suggested(language, statement)


@pytest.mark.parametrize("language", ["en", "nb"])
def test_a_verb_without_one_of_its_inner_letters_is_still_suggested(language: str) -> None:
    words = dialects()[language]["words"]
    for terminal in ("DISAGREE", "AWARE", "INSTRUCTS", "INFORMS", "MAY_PROPOSE"):
        for verb in words[terminal][0].split("|"):
            first, *rest = verb.split()
            at = max(range(len(rest) + 1), key=lambda n: len([first, *rest][n]))
            parts = [first, *rest]
            parts[at] = parts[at][:2] + parts[at][3:]
            who = HEADS[language][1] if terminal == "DISAGREE" else "A"
            assert suggested(language, f'{who} {" ".join(parts)} "x"').split("|")[0], parts


def test_a_misspelled_denial_is_still_suggested() -> None:
    assert suggested("nb", "A vet ikk om resultater") == "vet ikke om"
    assert suggested("en", 'A and B isagree about "x"') == "disagree about"
