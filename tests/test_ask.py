"""What to ask next: each answer does what is announced, whatever the file is called, ordered or written like."""

import json
import random
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from netdsl.check.network import read_network
from netdsl.cli.main import netdsl
from netdsl.evaluate import Evaluation
from netdsl.model.change import THINGS
from netdsl.model.facts import facts
from netdsl.model.forms import Form, forms
from netdsl.pipeline import evaluate_network, load_rules, open_lines
from netdsl.recommend.answers import CONTESTED, NEAR, OPEN, RANKS, Asking, Edit, edited
from netdsl.recommend.asking import LEAST, askings
from netdsl.recommend.doubts import contradictions
from netdsl.recommend.open_questions import asked_by
from netdsl.recommend.writing import replacements, written
from netdsl.report.asking import THEMES, ask_view
from netdsl.report.asking_pages import as_json, markdown, persons, table
from netdsl.source import Source
from netdsl.syntax.templates import blank
from tests.network_strategies import OTHER_NAMES, Collaboration, collaborations, evaluated, said_once
from tests.network_strategies import written as drawn_from

FEW = 80
"""So many answers are tried in a random collaboration."""

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.net"))

CONTRADICTORY = """\
# language: en
network Trial
source R "coordinator", interview, Red Cross
source V "head", interview, School
source S "study", document
actor Office, public
  role coordinator
  aims at work
actor School, public
  joined freely
  aims at work
actor Red Cross, voluntary
  joined freely
goal work
measure teaching
  run by School
  effect on work: some  [S]
  effect on work: good  [V]
School gives Office teaching  [V]
  essential
Office gives School "premises"
  important  [V]
Red Cross gives Office "visitors"  [R]
  essential
Office gives nothing to Red Cross  [S]
Office gives Red Cross "rooms"  [R]
  important
"""


def found(evaluation: Evaluation, most: int = 500) -> list[Asking]:
    return askings(evaluation, open_lines(), most)


def judged(evaluation: Evaluation) -> tuple[set[tuple[str, str]], dict[str, str]]:
    """What is found and how severe it is, and the verdicts."""
    verdicts = {d: v.case.verdict for d, v in evaluation.verdicts.items()}
    return {(f.id, f.severity) for f in evaluation.findings}, verdicts


def ids(evaluation: Evaluation) -> set[str]:
    return {f.id for f in evaluation.findings}


def written_down(evaluation: Evaluation, asking: Asking, number: int) -> Evaluation:
    """The evaluation of the file with an answer written into its text."""
    network, diagnostics = read_network(Source("drawn.net", written(evaluation.network, asking.answers[number].edit)))
    assert network, diagnostics[0]
    return evaluate_network(network, load_rules())


def check_answers(evaluation: Evaluation, most: int, chance: random.Random) -> None:
    tried = [(asking, n) for asking in found(evaluation, 4 * most) for n in range(len(asking.answers))]
    for asking, number in chance.sample(tried, min(most, len(tried))):
        answer = asking.answers[number]
        after = written_down(evaluation, asking, number)
        assert judged(after) == judged(answer.comparison.after), answer.edit
        assert {f.id for f in answer.gone} == ids(evaluation) - ids(after)
        assert {f.id for f in answer.new} == ids(after) - ids(evaluation)
        assert {c.dimension for c in answer.verdicts} == {
            d for d, v in judged(after)[1].items() if judged(evaluation)[1][d] != v
        }
        if asking.kind == OPEN:
            asked = asked_by(asking.asked[0])
            assert answer.closes == (asked not in {asked_by(q) for q in after.questions})
        if asking.kind != OPEN:
            relation, row = answer.value
            assert row in after.facts.relations[relation]  # what is said to be right is told then
        if asking.kind == CONTESTED:
            assert asking.facts not in set(contradictions(after))


# --- each answer does what is announced


@given(collaborations(), st.randoms(use_true_random=False))
@settings(max_examples=20)
def test_an_answer_written_into_the_file_does_what_is_announced(drawn: Collaboration, chance: random.Random) -> None:
    check_answers(evaluated(drawn.text), 12, chance)


@given(collaborations(endings=True), st.randoms(use_true_random=False))
@settings(max_examples=10)
def test_so_it_does_where_some_statements_are_over(drawn: Collaboration, chance: random.Random) -> None:
    check_answers(evaluated(drawn.text), 8, chance)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_so_it_does_in_the_examples(path: Path) -> None:
    check_answers(evaluated(path.read_text("utf-8")), 40, random.Random(1))  # noqa: S311  nothing secret is drawn


@given(collaborations())
@settings(max_examples=10)
def test_the_answers_to_an_open_question_contradict_nothing_that_is_told(drawn: Collaboration) -> None:
    evaluation = evaluated(drawn.text)
    for asking in [a for a in found(evaluation, FEW) if a.kind == OPEN][:8]:
        for number in range(len(asking.answers))[:3]:
            after = written_down(evaluation, asking, number)
            assert set(contradictions(after)) <= set(contradictions(evaluation))


# --- the order


@given(collaborations())
@settings(max_examples=10)
def test_the_more_decisive_question_comes_first(drawn: Collaboration) -> None:
    asked = found(evaluated(drawn.text), FEW)
    assert [a.rank for a in asked] == sorted(a.rank for a in asked)
    before: set[object] = set()
    for asking in asked:
        new = [a for a in asking.answers if a.edit not in before]
        assert asking.rank == min((a.rank for a in new), default=len(RANKS) - 1)
        before |= {a.edit for a in asking.answers}


def outcomes(asking: Asking) -> tuple[object, ...]:
    said = asked_by(asking.asked[0]) if asking.asked else asking.facts
    return asking.kind, said, asking.rank, sorted((a.outcome for a in asking.answers), key=repr)


@given(collaborations(), st.randoms(use_true_random=False))
@settings(max_examples=10)
def test_the_order_of_statements_does_not_matter(drawn: Collaboration, chance: random.Random) -> None:
    drawn = said_once(drawn)  # of two lines that say the same, the first stands in the evidence
    asked = [outcomes(a) for a in found(evaluated(drawn.text), FEW)]
    network, *statements = drawn.statements
    chance.shuffle(statements)
    other = Collaboration((network, *statements), drawn.language)
    assert [outcomes(a) for a in found(evaluated(other.text), FEW)] == asked


def shapes(asking: Asking) -> tuple[object, ...]:
    """What names do not show in: what each answer changes, by the codes of rules."""
    changed = sorted(
        (sorted(f.rule.code for f in a.gone), sorted(f.rule.code for f in a.new), str(a.outcome[2]))
        for a in asking.answers
    )
    rules = tuple(sorted({q.rule.code for q in asking.asked}))
    return asking.kind, rules, changed


@given(st.integers(0, 2**32), st.integers(0, 10))
@settings(max_examples=10)
def test_names_do_not_matter(seed: int, number: int) -> None:
    one, other = (found(evaluated(drawn_from(seed, number, names).text)) for names in (None, OTHER_NAMES))
    assert len(one) == len(other)
    if all(a.complete for a in (*one, *other)):
        assert sorted(map(shapes, one), key=repr) == sorted(map(shapes, other), key=repr)


# --- contradictions, and what is near


def test_of_two_sources_that_differ_either_may_be_right() -> None:
    evaluation = evaluated(CONTRADICTORY)
    contested = [a for a in found(evaluation) if a.kind == CONTESTED]
    effect = next(a for a in contested if a.facts[0][0] == "measure.effect_on")
    assert effect.sources == ("S", "V")
    new = {answer.value[1][-1]: {f.rule.code for f in answer.new} for answer in effect.answers}
    assert "NET501" in new["some"] and "NET501" not in new["good"]
    assert all("NET509" in {f.rule.code for f in answer.gone} for answer in effect.answers)


def test_a_statement_and_its_denial_are_asked_about_together() -> None:
    evaluation = evaluated(CONTRADICTORY)
    asking = next(a for a in found(evaluation) if a.kind == CONTESTED and a.facts[0][0] == "gives")
    struck = [{r.line for r in replacements(evaluation.network, a.edit)} for a in asking.answers]
    lines = CONTRADICTORY.split("\n")
    denied = lines.index("Office gives nothing to Red Cross  [S]") + 1
    told = lines.index('Office gives Red Cross "rooms"  [R]') + 1
    assert sorted(struck, key=len) == [{denied}, {told, told + 1}]


def test_what_a_finding_hangs_on_by_a_step_is_asked_of_who_said_it() -> None:
    text = CONTRADICTORY.replace("  effect on work: good  [V]\n", "")
    evaluation = evaluated(text)
    asking = next(a for a in found(evaluation) if a.kind == NEAR and a.facts[0][0] == "measure.effect_on")
    assert asking.facts[0][1] == ("teaching", "work", "some") and asking.sources == ("S",)
    (answer,) = asking.answers
    assert {f.rule.code for f in answer.gone} >= {"NET501"}
    assert [r.text for r in replacements(evaluation.network, answer.edit)] == ["effect on work: good  [S]"]


# --- in words


@pytest.mark.parametrize("language", ["en", "nb"])
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_question_is_shown_in_every_layout(path: Path, language: str) -> None:
    evaluation = evaluated(path.read_text("utf-8"))
    shown = ask_view(evaluation, found(evaluation), language, every=True)
    pages = [re.sub(r"\x1b\[\d+m", "", table(shown, 80, by, False)) for by in (False, True)]
    pages += [markdown([shown], by).replace("\\", "") for by in (False, True)]
    for asking in shown.askings:
        for page in pages:
            assert " ".join(asking.question.split()) in " ".join(page.split())
        assert "{" not in asking.question and asking.theme in THEMES
    questions = json.loads(as_json([shown], by_person=False))["networks"][0]["questions"]
    assert [q["question"] for q in questions] == [a.question for a in shown.askings]
    assert all("{" not in said for q in questions for outcome in q["outcomes"] for said in outcome["says"])


@given(collaborations())
@settings(max_examples=10)
def test_questions_for_a_person_are_grouped_by_theme_in_the_order_of_an_interview(drawn: Collaboration) -> None:
    evaluation = evaluated(drawn.text)
    shown = ask_view(evaluation, found(evaluation, FEW), "en", every=True)
    grouped = persons(shown)
    for _, themes in grouped:
        assert [THEMES.index(t) for t, _ in themes] == sorted({THEMES.index(t) for t, _ in themes})
    asked = [asking for _, themes in grouped for _, some in themes for asking in some]
    assert {id(a) for a in asked} == {id(a) for a in shown.askings}
    assert len(asked) == sum(max(1, len(a.people)) for a in shown.askings)


def test_whom_nobody_speaks_for_is_marked_and_who_is_spoken_for_has_its_sources() -> None:
    evaluation = evaluated(CONTRADICTORY)
    shown = ask_view(evaluation, found(evaluation), "en", every=True)
    people = {p.name: p.text("en") for a in shown.askings for p in a.people}
    assert people["Office"] == "Office (nobody interviewed)"
    assert people["Red Cross"] == "Red Cross (R)"
    assert people["source S"] == "source S"


def test_answers_that_differ_in_a_word_are_told_together() -> None:
    evaluation = evaluated((EXAMPLES[0].parent / "ny_sjanse.net").read_text("utf-8"))
    shown = ask_view(evaluation, found(evaluation), "en", every=False)
    said = [sentence for a in shown.askings for g in a.kinds for sentence in g.says]
    assert any("none, little or some" in sentence for sentence in said)


@pytest.mark.parametrize("form", [f for f in forms().values() if f.single or f.denies], ids=lambda form: form.name)
def test_what_sources_may_differ_on_has_a_question_in_both_languages(form: Form) -> None:
    asked = set(form.columns if form.denies else form.columns[:-1])
    assert form.ask_en and form.ask_nb
    for text in (form.ask_en, form.ask_nb):
        assert set(re.findall(r"{(\w+)}", text)) == {c.name for c in asked}


def test_what_is_told_and_denied_is_asked_with_a_yes_and_a_no() -> None:
    evaluation = evaluated(
        CONTRADICTORY + 'Office pays Red Cross for "rooms" [R]\nnobody pays Red Cross for "rooms" [V]\n'
    )
    for language, question, answers in (
        ("en", "Is Red Cross paid for “rooms”? The sources differ: yes (R), no (V).", {"yes", "no"}),
        ("nb", "Får Red Cross betalt for «rooms»? Kildene er uenige: ja (R), nei (V).", {"ja", "nei"}),
    ):
        shown = ask_view(evaluation, found(evaluation), language, every=True)
        (asking,) = (a for a in shown.askings if a.question == question)
        assert {said for group in asking.groups for said in group.says} == answers


# --- the command


@pytest.fixture
def runner() -> CliRunner:
    return CliRunner()


def test_the_command_shows_the_questions_and_what_to_write(runner: CliRunner, tmp_path: Path) -> None:
    file = tmp_path / "trial.net"
    file.write_text(CONTRADICTORY, "utf-8")
    result = runner.invoke(netdsl, ["ask", str(file)])
    assert result.exit_code == 0
    assert "What effect does teaching have on work: good (V) or some (S)?" in result.output
    assert "strike line 17: effect on work: some [S]" in result.output
    norwegian = runner.invoke(netdsl, ["ask", str(file), "--language", "nb", "--format", "markdown"])
    assert norwegian.exit_code == 0 and "Hvilken effekt har teaching på work:" in norwegian.output


def test_questions_without_effect_are_counted_and_shown_when_asked_for(runner: CliRunner, tmp_path: Path) -> None:
    file = tmp_path / "trial.net"
    file.write_text(CONTRADICTORY, "utf-8")
    short, full = (
        json.loads(runner.invoke(netdsl, ["ask", str(file), "--format", "json", *more]).output)["networks"][0]
        for more in ((), ("--all",))
    )
    assert short["without_effect"] > 0 and full["without_effect"] == 0
    assert len(full["questions"]) == len(short["questions"]) + short["without_effect"]


@settings(max_examples=10)
@given(st.integers(3, 6), st.integers(0, 60))
def test_where_there_are_too_many_questions_some_of_each_kind_are_tried(number: int, most: int) -> None:
    actors = [f"A{n}" for n in range(number)]
    lines = [f"actor {a}, public" for a in actors]
    lines += [f'{a} gives {b} "help"' for a in actors for b in actors if a != b]
    evaluation = evaluated("\n".join(lines) + "\n")
    every, some = found(evaluation, 10_000), found(evaluation, most)

    def texts(askings: list[Asking]) -> list[str]:
        return [blank(a.asked[0].question.ask.texts["en"]) for a in askings]

    tried = [a for a in some if a.tried]
    assert all(a.tried for a in every) and some[: len(tried)] == tried
    assert sorted(a.content for a in some) == sorted(a.content for a in every)
    assert sum(len(a.answers) for a in some) <= most
    assert len(tried) == min(len(every), most // LEAST)
    kinds = len({*texts(every)})
    assert len({*texts(tried)}) == min(kinds, len(tried))
    shown = ask_view(evaluation, some, "en", every=False)
    assert len(shown.askings) + shown.idle + shown.untried == len(every)
    assert shown.untried == len(every) - len(tried)


def test_thresholds_and_rules_are_those_of_the_options(runner: CliRunner) -> None:
    file = str(EXAMPLES[0].parent / "ny_sjanse.net")
    usual = runner.invoke(netdsl, ["ask", file, "--format", "json"]).output
    other = runner.invoke(netdsl, ["ask", file, "--format", "json", "--set", "works_from=some"]).output
    near = [
        {q["question"] for q in json.loads(text)["networks"][0]["questions"] if q["kind"] == "near"}
        for text in (usual, other)
    ]
    assert near[0] and near[0] != near[1]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["no_such.net"], "no_such.net"),
        ([], "Missing argument"),
        (["-", "--by", "age"], "'age' is not one of"),
        (["-", "--set", "matters=2"], "unknown threshold `matters`"),
        (["-", "--only-rules"], "--only-rules goes with --rules"),
    ],
)
def test_wrong_use_is_explained(runner: CliRunner, arguments: list[str], words: str) -> None:
    result = runner.invoke(netdsl, ["ask", *arguments], input=CONTRADICTORY)
    assert result.exit_code == 2 and words in result.output
    assert "Traceback" not in result.output


def test_a_file_with_errors_gives_no_questions(runner: CliRunner) -> None:
    result = runner.invoke(netdsl, ["ask", "-"], input="# language: en\nOffice gives School\n")
    assert result.exit_code == 2 and "What to ask next" not in result.output


@given(collaborations(endings=True), st.randoms(use_true_random=False))
def test_what_is_struck_is_nowhere_not_even_in_what_was_before(drawn: Collaboration, chance: random.Random) -> None:
    network, _ = read_network(Source("drawn.net", drawn.text))
    assert network
    spans = [e.span for s in network.statements for e in (s.head, *s.lines) if s.head.form not in (*THINGS, "source")]
    struck = frozenset(chance.sample(spans, min(4, len(spans))))
    before, after = facts(network).relations, facts(edited(network, Edit(struck=struck))).relations
    for relation, rows in after.items():
        assert rows.keys() <= before[relation].keys()
        assert not [o for origins in rows.values() for o in origins if struck & {o.head.span, o.line.span}]
