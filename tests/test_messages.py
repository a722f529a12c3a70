"""Values and sentences as a reader sees them, in both languages."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdsl.check.network import read_network
from netdsl.model.forms import dialects, forms
from netdsl.model.quantities import between, exactly
from netdsl.report.messages import fill, full, said, shown
from netdsl.source import Source
from netdsl.syntax.dialect import header

UNITS = {language: entry["values"]["UNIT"] for language, entry in dialects().items()}
DOSES = {
    "12 hours per week for 2 years": "12 timer per uke i 2 år",
    "1 time per day for 2–3 weeks": "1 gang per dag i 2–3 uker",
    "1.5 hours per semester": "1,5 timer per semester",
    "10 weeks": "10 uker",
}


def dose(said: str, language: str) -> object:
    measure = dialects()[language]["words"]["MEASURE"][0]
    network, wrong = read_network(Source("a.net", f"{header(language)}\n{measure} m\n  {said}\n"))
    assert network, wrong[0]
    return network.statements[0].lines[0].rows[0][0]


@pytest.mark.parametrize(("en", "nb"), DOSES.items())
def test_a_dose_is_shown_as_it_was_said_in_either_language(en: str, nb: str) -> None:
    for value in (dose(f"dose {en}", "en"), dose(f"omfang {nb}", "nb")):
        assert said("measure.dose", ("m", value), "en") == f"dose {en}"
        assert said("measure.dose", ("m", value), "nb") == f"omfang {nb}"


@given(st.integers(1, 40), st.sampled_from(["en", "nb"]))
def test_only_one_is_in_the_singular(number: int, language: str) -> None:
    many, one = dialects()[language]["words"]["TIMES"][0].split("|")
    word = one if number == 1 else many
    assert f"{number} {word}" in said("meeting.frequency", ("M", exactly(number)), language)
    for value, types in ((number, "number"), (Fraction(number), "number"), ((number,), "list number")):
        assert fill(f"so often: {{N}} {many} a", {"N": value}, {"N": types}, language) == f"so often: {number} {word} a"
    for unit, texts in UNITS[language].items():
        many, _, one = texts[0].partition("|")
        word = one or many if number == 1 else many
        assert shown(exactly(number, unit), "amount", language) == f"{number} {word}"


def test_what_is_more_or_less_than_one_is_in_the_plural() -> None:
    for value, text in (
        (exactly(Fraction(1, 2)), "0.5"),
        (between(1, 2), "1–2"),
        (exactly(11), "11"),
        (exactly(21), "21"),
    ):
        assert said("meeting.frequency", ("M", value), "en") == f"{text} times a year"
    assert fill("{N} times", {"N": None}, {}, "en") == " times"
    assert shown(between(1, 2, "week"), "amount", "en") == "1–2 weeks"


@pytest.mark.parametrize("frame", dialects()["en"]["values"]["FRAME"])
def test_what_is_not_shared_has_no_article(frame: str) -> None:
    for form in ("share_no", "all_share_no"):
        row = ("A", "B", frame)[-len(forms()[form].columns) :]
        words = said(form, row, "en").rpartition("share no ")[2]
        assert words == frame
    assert (
        said("share", ("A", "B", frame), "en").rpartition("share ")[2] in dialects()["en"]["values"]["FRAME"][frame][0]
    )


@given(st.integers(0, 40))
def test_words_go_with_how_many_there_are(many: int) -> None:
    word = "is" if many == 1 else "are"
    assert fill("{N: is | are} told", {"N": many}, {}, "en") == f"{word} told"
    names = tuple(f"N{n}" for n in range(many))
    assert fill("{N: is | are} told", {"N": names}, {"N": "list actor"}, "en") == f"{word} told"
    assert fill("{N: is | are} told", {"N": "N0"}, {"N": "actor"}, "en") == "is told"


@given(st.integers(0, 1))
def test_each_sentence_of_a_message_begins_with_a_capital_unless_it_begins_with_a_quotation(lines: int) -> None:
    values = {"A": "kvinnetreff", "B": ("norsk",) * lines, "C": '"it is so"'}
    said = fill("{A} falls short[. {B} {B: is | are} asked for]. {A} is run. {C} is told", values, {}, "en")
    middle = " Norsk is asked for." if lines else ""
    assert full(said) == f"Kvinnetreff falls short.{middle} Kvinnetreff is run. “it is so” is told."


def test_a_name_with_a_comma_stands_in_quotation_marks_in_a_sentence() -> None:
    assert fill("{A} is run", {"A": "work, play"}, {"A": "measure"}, "en") == "'work, play' is run"
    assert fill("{A} is run", {"A": ("work, play",)}, {"A": "list measure"}, "en") == "'work, play' is run"
    assert fill("{A} is run", {"A": '"work, play"'}, {"A": "text"}, "en") == "“work, play” is run"
