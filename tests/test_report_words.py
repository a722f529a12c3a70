"""What the report says in short of dimensions, findings and thresholds, and that it says when names are pseudonyms."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from netdsl.check.ruleset import DIMENSIONS, SEVERITIES
from netdsl.cli.main import netdsl
from netdsl.document.blocks import walk
from netdsl.document.content import document
from netdsl.document.material import Material
from netdsl.document.sections import summary
from netdsl.document.texts import say
from netdsl.engine.tipping import Tipping
from netdsl.evaluate import Evaluation
from netdsl.pipeline import open_lines
from netdsl.report.view import tipping_words
from tests.network_strategies import evaluated

ROOT = Path(__file__).parent.parent
VERDICTS = ("ideal", "mixed", "deviates", "unknown")


def material(evaluation: Evaluation, language: str) -> Material:
    return Material(evaluation, language, {}, open_lines())


def written(evaluation: Evaluation, language: str) -> str:
    """All words of the report, a block a line."""
    blocks = walk(document(material(evaluation, language)).sections)
    return "\n".join("".join(w.text for w in getattr(block, "words", ())) for block in blocks)


def judged(verdicts: dict[str, str], language: str) -> str:
    some = [SimpleNamespace(dimension=d, verdict=v) for d, v in verdicts.items()]
    told: Any = SimpleNamespace(
        language=language,
        view=SimpleNamespace(verdicts=some),
        say=lambda key, **values: say(key, language, **values),
    )
    return summary._judged(told)


@given(st.lists(st.sampled_from(VERDICTS), min_size=5, max_size=5), st.sampled_from(["en", "nb"]))
def test_every_dimension_of_a_rarer_verdict_is_named(found: list[str], language: str) -> None:
    verdicts = dict(zip(DIMENSIONS, found, strict=True))
    text = judged(verdicts, language)
    common = max(map(found.count, found))
    for dimension, verdict in verdicts.items():
        assert say(dimension, language) in text or found.count(verdict) == common > 1
        assert len(set(found)) == 1 or say(f"judged-{verdict}", language, names="|").split("|")[-1] in text


@pytest.mark.parametrize(
    ("found", "language", "text"),
    [
        ("mmdmm", "nb", "institusjonelle rammer avviker fra idealet; de fire andre dimensjonene er blandet"),
        (
            "mmdmm",
            "en",
            "deviates from the ideal in institutional frame; it is mixed in the four other dimensions",
        ),
        ("mmmmm", "nb", "alle fem dimensjonene er blandet"),
        ("uuuuu", "nb", "ingen av de fem dimensjonene kan vurderes, fordi for lite er sagt"),
        ("uuuuu", "en", "cannot be judged in any of the five dimensions, since too little is told"),
    ],
)
def test_verdicts_in_short(found: str, language: str, text: str) -> None:
    words = {word[0]: word for word in VERDICTS}
    assert judged({d: words[v] for d, v in zip(DIMENSIONS, found, strict=True)}, language) == text


SEVERE = st.lists(
    st.tuples(st.sampled_from(DIMENSIONS), st.sampled_from(["critical", "major"])), min_size=1, max_size=20
)


@given(SEVERE)
def test_findings_in_short_leave_no_dimension_out(found: list[tuple[str, str]]) -> None:
    some: Any = [SimpleNamespace(id=str(n), dimension=d, severity=s) for n, (d, s) in enumerate(found)]
    some.sort(key=lambda f: -SEVERITIES.index(f.severity))
    shown = summary._gravest(some)
    assert {f.dimension for f in shown} == {f.dimension for f in some}
    assert {f.id for f in some if f.severity == "critical"} <= {f.id for f in shown}
    assert len(shown) >= min(len(some), summary.MOST)
    assert [f.id for f in shown] == [f.id for f in some if f in shown]


def test_where_nothing_is_told_of_what_holds_anybody_that_is_said() -> None:
    text = 'network N\nactor A\n  role partner\nactor B\n  role partner\nA gives B "bread"\nB gives A "hands"\n'
    found = written(evaluated(text), "en")
    assert found.count("Nothing is told of what holds the actors in the collaboration.") == 2
    assert "Nothing that is told holds" not in found
    free = written(evaluated(text.replace("actor A\n", "actor A\n  joined freely\n")), "en")
    assert "Nothing is told of what holds" not in free
    assert "Nothing that is told holds" in free


def test_only_partners_are_said_to_be_held_by_nothing() -> None:
    made = material(evaluated((ROOT / "examples" / "ny_sjanse.net").read_text("utf-8")), "en")
    loose = {w.withdrawal.partner: w.actor for w in made.withdrawals if w.withdrawal.loose}
    assert set(loose) == {True, False}
    words = "".join(w.text for block in walk([summary.section(made)]) for w in getattr(block, "words", ()))
    assert f"holds {loose[True]} in the collaboration" in words


def test_whom_to_ask_where_nobody_coordinates() -> None:
    text = 'network N\nactor A\n  role partner\nactor B\n  role partner\nA gives B "bread"\n'
    assert "noen som kjenner samarbeidet" in written(evaluated(text), "nb")
    assert "koordinatoren" not in written(evaluated(text), "nb")


def test_a_share_is_told_by_its_counts_and_else_without_decimals() -> None:
    from fractions import Fraction

    counted = Tipping("most", Fraction(5, 6), Fraction(1, 2), 3, False, True, share=True, ratio=(5, 6))
    assert tipping_words(counted, "nb")["value"] == "5 av 6"
    assert tipping_words(counted, "nb")["limit"] == "50 %"
    assert tipping_words(counted._replace(ratio=None), "nb")["value"] == "83 %"


def test_only_one_step_is_near() -> None:
    for name in ("ny_sjanse", "flood_watch"):
        found = material(evaluated((ROOT / "examples" / f"{name}.net").read_text("utf-8")), "en")
        blocks = walk(document(found).sections)
        texts = ["".join(w.text for w in getattr(block, "words", ())) for block in blocks]
        near = [t for t in texts if t.startswith("Near the threshold:")]
        far = [t for t in texts if t.startswith("Threshold:")]
        assert near and far
        assert all(" one step " in t or " 1 fewer" in t or " 1 more" in t for t in near)
        assert not any(" one step " in t for t in far)


@pytest.mark.parametrize(("language", "text"), [("en", "Names are replaced"), ("nb", "Navnene er byttet ut")])
def test_a_report_with_pseudonyms_says_so(tmp_path: Path, language: str, text: str) -> None:
    for more, told in (([], False), (["--anonymise"], True)):
        output = tmp_path / "x.md"
        file = str(ROOT / "examples" / "second_helping.net")
        result = CliRunner().invoke(netdsl, ["report", file, "-o", str(output), "--language", language, *more])
        assert result.exit_code == 0, result.output
        assert (text in output.read_text("utf-8")) is told
