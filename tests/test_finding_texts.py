"""What findings and verdicts say is what the file tells, and the lines behind all of it are shown."""

from pathlib import Path

import pytest
from hypothesis import given, settings

from netdsl.check.ruleset import Aggregate
from netdsl.evaluate import Evaluation
from netdsl.pipeline import rule_syntax
from netdsl.report.quoted import quoted_origins
from netdsl.report.view import finding_view, verdict_view
from netdsl.source import Source, read
from tests.network_strategies import Collaboration, collaborations, evaluated, said_once, taken_apart

ROOT = Path(__file__).parent.parent
FILES = sorted([*(ROOT / "examples").glob("*.net"), *(ROOT / "tests" / "collaborations").glob("*.net")])


def lines_of(evaluation: Evaluation, code: str) -> tuple[str, set[str], set[str]]:
    """The message of the one finding of a code, the lines that show it, and those behind what else it says."""
    (found,) = (f for f in evaluation.findings if f.rule.code == code)
    view = finding_view(found, "en")
    return view.message, {e.text for e in view.evidence}, {e.text for e in view.quoted}


def untold(evaluation: Evaluation) -> list[str]:
    """Members of lists in messages that no line shown for the finding has, and lines that are shown twice."""
    source = evaluation.network.source
    found = []
    for finding in evaluation.findings:
        view = finding_view(finding, "en")
        origins = [*finding.origins(), *quoted_origins(finding)]
        text = " ".join(source.lines[span.line - 1] for o in origins for span in (o.line.span, o.head.span))
        for step in finding.rule.with_:
            assert isinstance(step, Aggregate)
            for value in finding.values[step.result] if step.kind == "collect" else ():
                bare = str(value).strip('"')
                if bare in view.message and bare in source.text and bare not in text:
                    found.append(f"{finding.id} does not show where {value} is from")
        if twice := {e.line for e in view.evidence} & {e.line for e in view.quoted}:
            found.append(f"{finding.id} shows {twice} twice")
    return found


@settings(max_examples=40, derandomize=True)
@given(collaborations(endings=True).map(said_once))
def test_what_a_message_lists_has_lines(network: Collaboration) -> None:
    assert not untold(evaluated(network.text))


@pytest.mark.parametrize("rule", rule_syntax().values(), ids=lambda rule: rule.name)
def test_what_a_message_lists_in_the_examples_of_a_rule_has_lines(rule) -> None:
    for example in rule.examples:
        assert not untold(evaluated(taken_apart(Source(rule.name, example.network), "en").text))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_a_message_lists_in_an_example_has_lines(file: Path) -> None:
    assert not untold(evaluated(taken_apart(read(str(file))).text))


def test_lines_for_what_is_lacking_stand_apart_from_those_that_make_the_finding() -> None:
    message, shown, quoted = lines_of(
        evaluated("# language: en\nactor School\nmeasure course\n  run by School\n  lacks hours\n  lacks money\n"),
        "NET510",
    )
    assert message == "Course lacks means that it takes: hours and money. School runs course."
    assert {"lacks hours", "lacks money", "run by School"} <= shown | quoted
    assert len(shown & {"lacks hours", "lacks money"}) == 1
    assert "run by School" in quoted


RETURN_IN_PAY = """# language: en
actor Office, public
actor Church, voluntary
actor City, public
  role owner
Church gives Office "rooms"
  essential
City pays Church for "rooms"
"""


def test_pay_as_a_return_is_not_called_dependence() -> None:
    message, _, quoted = lines_of(evaluated(RETURN_IN_PAY), "NET106")
    assert message == (
        "Office depends on Church, and Church gets something back: pay from City, which counts as a return here."
    )
    assert not quoted


@pytest.mark.parametrize("weight", ["important", "essential"])
def test_both_depend_where_each_gives_what_matters(weight: str) -> None:
    network = f'{RETURN_IN_PAY}Office gives Church "visitors"\n  {weight}\n'
    message, *_ = lines_of(evaluated(network), "NET106")
    assert message == "Church and Office depend on each other. City pays for part of it."


SOURCES = """# language: en
source N1, interview
source K, interview
actor Office, public
actor Church, voluntary
Church gives Office "rooms" [N1]
  essential
Office gives Church "visitors" {back}
  essential
{more}
"""


@pytest.mark.parametrize(
    ("back", "more", "alone", "en", "nb"),
    [
        ("[N1]", "", ("N1",), "it rests on one source: N1", "det hviler på én kilde: N1"),
        ("[N1, K]", "", ("N1",), "part of it rests on one source alone: N1",
         "en del av det hviler på én kilde alene: N1"),
        ("[K]", "", ("K", "N1"), "parts of it rest on one source each: K and N1",
         "deler av det hviler på én kilde hver: K og N1"),
        ("[N1, K]", 'Church gives Office "rooms" [K]\n  essential', (), "", ""),
        ("", "", ("N1",), "part of it rests on one source alone: N1", "en del av det hviler på én kilde alene: N1"),
    ],
)  # fmt: skip
def test_a_finding_says_what_one_source_alone_tells(
    back: str, more: str, alone: tuple[str, ...], en: str, nb: str
) -> None:
    (found,) = (f for f in evaluated(SOURCES.format(back=back, more=more)).findings if f.rule.code == "NET106")
    assert finding_view(found, "en").alone == alone
    assert (finding_view(found, "en").rests, finding_view(found, "nb").rests) == (en, nb)


def test_the_only_source_of_a_file_is_not_pointed_out() -> None:
    (found,) = (
        f
        for f in evaluated(SOURCES.format(back="[N1]", more="").replace("source K, interview\n", "")).findings
        if f.rule.code == "NET106"
    )
    assert not finding_view(found, "en").alone and not finding_view(found, "en").rests


def because(text: str, dimension: str) -> str:
    return verdict_view(evaluated(text), dimension, "en").summary


def test_one_partnership_is_spoken_of_as_one() -> None:
    assert because(RETURN_IN_PAY, "interdependence") == "the only partnership is mutual"


def test_all_partnerships_are_accounted_for() -> None:
    more = f"""{RETURN_IN_PAY}
actor School
actor Shop
School gives Office "teachers"
Shop gives Office "bread"
  marginal
Office gives Shop "a sign"
  marginal
"""
    assert (
        because(more, "interdependence")
        == "1 of 3 partnerships is mutual; 1 is without dependence; too little is told of 1"
    )


MEETINGS = """# language: en
actor Office, public
actor Church, voluntary
actor School, public
Church gives Office "rooms"
School gives Office "teachers"
meeting All
  attended by Office, Church, School
  decides by agreement
"""


def test_of_meetings_that_agree_it_is_said_how_many_gather_all() -> None:
    two = f"{MEETINGS}meeting Pair\n  attended by Office, Church\n  decides by agreement\n"
    assert because(two, "decisions") == "2 of 2 meetings decide by agreement, 1 of them with all partners"
    assert because(MEETINGS, "decisions").startswith("all partners negotiate together: the only meeting")


def test_adaptation_and_qualification_are_no_means() -> None:
    network = "# language: en\nmeasure course\n  lacks hours, adaptation, formal qualification\n"
    message, *_ = lines_of(evaluated(network), "NET510")
    assert message == "Course lacks means that it takes: hours."


@pytest.mark.parametrize(("partners", "told"), [(3, "Only 1 of 3 possible"), (4, "Only 1 of 6 possible")])
def test_pairs_are_told_of_all_that_are_possible(partners: int, told: str) -> None:
    actors = "\n".join(f"actor A{n}" for n in range(partners))
    meeting = "meeting Talk\n  attended by A0, A1\nno other meetings\n"
    message, *_ = lines_of(evaluated(f"# language: en\n{actors}\n{meeting}"), "NET305")
    assert message.startswith(told)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("lasting for: none [N1]", "The result jobs lasts for nobody."),
        ("lasting for: 0–10 % [N1]", "The result jobs lasts for 0–10 %."),
        (
            "lasting for: none [N1]\n  lasting for: few [K]",
            "The result jobs lasts for few. It is also said that jobs lasts for nobody.",
        ),
    ],
)
def test_a_result_that_lasts_for_none_is_told_in_words(lines: str, told: str) -> None:
    network = f"# language: en\nsource N1, interview\nsource K, interview\noutcome jobs\n  {lines}\n"
    message, *_ = lines_of(evaluated(network), "NET504")
    assert message == told


def test_one_level_is_told_as_the_level_that_is_asked_for() -> None:
    network = """# language: en
need danish
goal work
  requires danish at least A2{more}
actor School, public
  aims at work
measure course
  run by School
  covers danish
  effect on danish: some
"""
    message, *_ = lines_of(evaluated(network.format(more="")), "NET501")
    assert "Work asks for danish at A2 or above." in message
    message, *_ = lines_of(evaluated(network.format(more="\n  requires danish at least B1")), "NET501")
    assert "Work asks for danish at A2 or above, and at B1 or above for some of it." in message


def tipping_of(text: str, code: str) -> list[tuple[str, int | None, bool]]:
    (found,) = (f for f in evaluated(text).findings if f.rule.code == code)
    return sorted((t.value, t.by, t.up) for t in found.tipping)


ONE_SIDED = """# language: en
actor Office, public
actor Church, voluntary
Church gives Office "rooms"
  essential
Office gives Church "visitors"
  {back}
"""


def test_a_finding_is_near_what_would_have_to_rise_to_undo_it() -> None:
    near = ONE_SIDED.format(back="marginal")
    assert tipping_of(near, "NET101") == [("essential", 2, False), ("marginal", 1, True)]
    (found,) = (f for f in evaluated(near).findings if f.rule.code == "NET101")
    assert "here marginal (Office gives Church “visitors”); one step higher would undo it" in " ".join(
        finding_view(found, "en").tipping
    )
    assert "NET101" not in {f.rule.code for f in evaluated(ONE_SIDED.format(back="important")).findings}


def test_what_is_kept_off_by_something_else_too_is_not_near() -> None:
    replaceable = ONE_SIDED.format(back="marginal\n  many alternatives")
    assert tipping_of(replaceable, "NET101") == [("essential", 2, False)]
    raised = evaluated(ONE_SIDED.format(back="essential\n  many alternatives"))
    assert "NET101" in {f.rule.code for f in raised.findings}


def test_values_held_against_one_threshold_say_what_has_them() -> None:
    (found,) = (f for f in evaluated(ONE_SIDED.format(back="important")).findings if f.rule.code == "NET106")
    first, second = sorted(finding_view(found, "nb").tipping)
    assert "avgjørende (Church gir Office «rooms»)" in first
    assert "viktig (Office gir Church «visitors»)" in second
