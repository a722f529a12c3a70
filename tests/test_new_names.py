"""The names and ids of what is recommended: new things beside those of a file, meetings without a name, ids."""

import random
from collections import defaultdict
from itertools import islice
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from netdsl.check.network import read_network
from netdsl.cli import writing
from netdsl.cli.main import netdsl
from netdsl.evaluate import Evaluation
from netdsl.model.facts import facts
from netdsl.pipeline import Rules, evaluate_network, load_rules
from netdsl.recommend.candidates import ROUNDS, candidates
from netdsl.recommend.changes import Proposal
from netdsl.recommend.recommendations import prices, proposed
from netdsl.source import Source
from netdsl.syntax.names import names_of, with_name
from tests.network_strategies import NAMES, Collaboration, collaborations, evaluated

SOME = 40
"""How many proposals of a network are tried."""

APOSTROPHES = {**NAMES, "actor": ["St. Mary's", "O'Neil's Club", "Men's Shed", "Children's House", "Board"]}

FORUM = """\
  attended by Church, Office, School
  2 times per semester
  about "decisions, working methods and goals"
  decides by agreement
"""


def some(evaluation: Evaluation) -> list[Proposal]:
    return list(islice(proposed(evaluation), SOME))


def found(evaluation: Evaluation) -> set[tuple[str, str]]:
    return {(f.id, f.severity) for f in evaluation.findings}


def assert_kept(evaluation: Evaluation) -> None:
    """Each change can be written, and the file then says of itself what was promised."""
    for proposal in some(evaluation):
        wrong = proposal.additions.read(proposal.text, "en")[2]
        assert not [d for d in wrong if d.level == "error" and d.code != "N025"], proposal.text
        after = evaluate_network(writing.made(evaluation, [proposal]).network, load_rules())
        assert found(after) == found(evaluation.after(proposal.change)), proposal.id


# --- what a change promises


def gathered(chance: random.Random) -> str:
    """A few who meet in meetings without names, each of other people."""
    actors = ["St. Mary's", "O'Neil's Club", "Men's Shed", "Office", "School"][: chance.randint(3, 5)]
    lines = ["# language: en", *(f"actor {a}{chance.choice(['', ', public', ', voluntary'])}" for a in actors)]
    lines += [f'{chance.choice(actors[:2])} gives {chance.choice(actors[2:])} "time"' for _ in range(3)]
    groups = {frozenset(chance.sample(actors, chance.randint(1, 3))) for _ in range(3)}
    for group in sorted(map(sorted, groups)):
        lines += ["meeting", f"  attended by {', '.join(group)}"]
        lines += chance.choice([[], ["  nobody else attends"]])
        lines += chance.choice([[], ["  decides by one party"], ["  decides by agreement"]])
        lines += chance.choice([[], ["  1 time per year"]])
    return "\n".join([*lines, "no other meetings", ""])


@settings(max_examples=25)
@given(st.randoms(use_true_random=False))
def test_meetings_without_a_name_stay_what_they_are_called(chance: random.Random) -> None:
    assert_kept(evaluated(gathered(chance)))


@settings(max_examples=15)
@given(collaborations(names=APOSTROPHES))
def test_names_with_apostrophes_are_written_as_they_are(drawn: Collaboration) -> None:
    assert_kept(evaluated(drawn.text))


UNNAMED = """\
# language: en
actor St. Mary's
actor Office
actor Club
Club gives Office "time"
meeting  [K]  # ours
  attended by St. Mary's, Office
  decides by one party

meeting
  attended by St. Mary's, Club
source K
"""


def test_a_meeting_keeps_its_name_when_others_come(tmp_path: Path) -> None:
    file = tmp_path / "own.net"
    file.write_text(UNNAMED, "utf-8")
    add = 'meeting "Office, St. Mary\'s" / attended by Club'
    shown = CliRunner().invoke(netdsl, ["whatif", str(file), "--add", add, "-o", "-"])
    assert shown.exit_code == 0, shown.output
    before, after = (read_network(Source("own.net", text))[0] for text in (UNNAMED, shown.stdout))
    assert before
    assert after
    names = [{row[0] for row in facts(network).relations["meeting"]} for network in (before, after)]
    assert names[0] == names[1] == {"Office, St. Mary's", "Club, St. Mary's"}
    assert ("Office, St. Mary's", "Club") in facts(after).relations["meeting.attended"]
    assert 'meeting "Office, St. Mary\'s"' in shown.stdout


def test_a_meeting_to_which_nobody_new_comes_needs_no_name(tmp_path: Path) -> None:
    file = tmp_path / "own.net"
    file.write_text(UNNAMED, "utf-8")
    for add in (
        'meeting "Office, St. Mary\'s" / 2 times per year',
        "meeting / attended by Office, St. Mary's / 2 times per year",
    ):
        shown = CliRunner().invoke(netdsl, ["whatif", str(file), "--add", add, "-o", "-"])
        assert shown.stdout.replace("  2 times per year\n", "") == UNNAMED


# --- names of new things


def changed_things(evaluation: Evaluation, proposal: Proposal) -> set[str]:
    """The things of a network of which a change says more."""
    known = {name for names in evaluation.network.declared.values() for name in names}
    heads = {str(s.head.rows[0][0]) for s in proposal.change.added if s.head.form in ("meeting", "measure")}
    return heads & known


@settings(max_examples=25)
@given(collaborations(), st.sampled_from(["Joint forum", "Office with School", "offer of language"]), st.booleans())
def test_what_a_file_has_is_not_taken_for_something_new(drawn: Collaboration, name: str, over: bool) -> None:
    kind = "measure" if name.startswith("offer") else "meeting"
    line = "  run by Office\n" if kind == "measure" else "  attended by Office, School\n  decides by one party\n"
    before, after = (
        evaluated(drawn.text),
        evaluated(f"{drawn.text}{kind} {name}\n{line}{'  over by now' if over else ''}\n"),
    )
    spoken = {p.id: p for p in some(before)}
    for proposal in some(after):
        if any(name in p.text for p in spoken.values() if p.rule is proposal.rule and p.kind == proposal.kind):
            heads = [text for text in proposal.text.split("\n") if text.startswith(f"{kind} '{name}'")]
            assert not heads, proposal.text
    assert_kept(after)


def forum(text: str) -> list[Proposal]:
    network, wrong = read_network(Source("own.net", text))
    assert network, wrong
    return [p for p in proposed(evaluate_network(network, load_rules())) if "forum" in p.text]


ACTORS = '# language: en\nactor Office\nactor School\nactor Church\nSchool gives Office "time"\nno other meetings\n'


@pytest.mark.parametrize(
    ("declared", "name"),
    [
        ("", "Joint forum"),
        ("meeting Joint forum\n  attended by Office, School\n  1 time per year\n", "Joint forum 2"),
        ("meeting Joint forum\n  attended by Office, School, Church\n  over by now\n", "Joint forum 2"),
        ("meeting Joint forum\n  attended by Office\nmeeting Joint forum 2\n  attended by School\n", "Joint forum 3"),
        ("measure Joint forum\n  run by Office\n", "Joint forum 2"),
    ],
)
def test_a_name_that_is_taken_gets_a_number(declared: str, name: str) -> None:
    given = {line for p in forum(ACTORS + declared) for line in p.text.split("\n") if line.startswith("meeting")}
    assert given == {f"meeting '{name}'"}


def own_forum(folder: Path, old: str, new: str, text: str) -> list[str]:
    """What a rule of one's own, made of a built-in one, adds to a network."""
    rule = (Path(__file__).parent.parent / "rules/decisions/no_joint_arena.rules").read_text("utf-8")
    assert old in rule
    rule = rule.replace("rule no_joint_arena  NET205", "rule own_forum  TST205").replace(old, new)
    (folder / "own.rules").write_text(rule, "utf-8")
    rules = load_rules((folder,))
    network, wrong = read_network(Source("own.net", text))
    assert network, wrong
    assert not rules.problems, rules.problems
    return [p.text for p in proposed(evaluate_network(network, rules)) if p.rule.code == "TST205"]


def test_a_number_is_said_wherever_the_name_is(tmp_path: Path) -> None:
    line = "      all partners share goals, roles"
    more = "      measure {'Joint forum' | 'Felles forum'}\n        run by {Everyone}\n"
    taken = f"{ACTORS}meeting Joint forum\n  attended by Office, School\n"
    texts = own_forum(tmp_path, line, more + line, taken)
    assert texts
    assert all("measure 'Joint forum 2'" in text and "meeting 'Joint forum 2'" in text for text in texts)


def test_what_is_declared_just_so_is_not_declared_again(tmp_path: Path) -> None:
    """A rule that fires all the same recommends the thing that is there."""
    for lines, name in ((FORUM, "Joint forum"), (f"{FORUM}  less than before\n", "Joint forum 2")):
        text = f"{ACTORS}meeting Joint forum\n{lines}"
        texts = own_forum(tmp_path, "    not there is a joint arena\n", "", text)
        assert texts
        assert all(f"meeting '{name}'\n" in text for text in texts)


# --- ids


@settings(max_examples=40)
@given(collaborations(endings=True))
def test_an_id_means_one_change(drawn: Collaboration) -> None:
    evaluation = evaluated(drawn.text)
    known = defaultdict(set)
    for proposal in proposed(evaluation):
        known[proposal.id].add(proposal.key)
    assert not {name: keys for name, keys in known.items() if len(keys) > 1}


# --- rules without an end

GROWING = """\
rule growing  TST901
  dimension   decisions
  severity    major
  title       en "Growing"
              nb "Voksende"
  why         en "Because."
              nb "Fordi."
  about       A, M

  when
    meeting M
      attended by A
    no N where
      meeting N
        attended by A
        about "an end"
      silence means no "x"

  finding
    en "{A} attends {M}"
    nb "{A} er med i {M}"

  recommend meet
    add
      meeting {'after {M}' | 'etter {M}'}
        attended by {A}
    en "{A} meets after {M}"
    nb "{A} møtes etter {M}"
"""


def growing(tmp_path: Path) -> Rules:
    (tmp_path / "own.rules").write_text(GROWING, "utf-8")
    rules = load_rules((tmp_path,))
    assert not rules.problems
    return rules


def test_rules_that_recommend_for_what_they_bring_come_to_an_end(tmp_path: Path) -> None:
    network, _ = read_network(Source("own.net", "# language: en\nactor Office\nmeeting Start\n  attended by Office\n"))
    assert network
    evaluation = evaluate_network(network, growing(tmp_path))
    reached = candidates(evaluation, prices(evaluation), evaluation.findings, "major")
    assert not reached.complete
    grown = [c for c in reached.changes if c.proposal.rule.code == "TST901"]
    names = [str(s.head.rows[0][0]) for c in grown for s in c.proposal.change.added]
    assert sorted(names, key=len) == ["after " * n + "Start" for n in range(1, ROUNDS + 1)]


def test_a_thing_of_another_change_is_no_thing_of_the_file(tmp_path: Path) -> None:
    """What a rule recommends for what another change brings is of the same new thing, and takes no other name."""
    second = GROWING.replace("growing  TST901", "more  TST902").replace('about "an end"', 'about "more"')
    second = second.replace("      attended by A\n    no N", '      attended by A\n      about "an end"\n    no N')
    both = GROWING.replace("{'after {M}' | 'etter {M}'}", "{'Round' | 'Runde'}").replace(
        "        attended by {A}\n", '        attended by {A}\n        about {"an end" | "slutt"}\n'
    )
    second = second.replace("{'after {M}' | 'etter {M}'}", "{'Round' | 'Runde'}").replace(
        "        attended by {A}\n", '        attended by {A}\n        about {"more" | "mer"}\n'
    )
    (tmp_path / "own.rules").write_text(f"{both}\n{second}", "utf-8")
    rules = load_rules((tmp_path,))
    assert not rules.problems, rules.problems
    network, _ = read_network(Source("own.net", "# language: en\nactor Office\nmeeting Start\n  attended by Office\n"))
    assert network
    evaluation = evaluate_network(network, rules)
    reached = candidates(evaluation, prices(evaluation), evaluation.findings, "major").changes
    names = {c.proposal.id: c.proposal.text.split("\n")[0] for c in reached if c.proposal.rule.code.startswith("TST")}
    assert len(names) > 1
    assert set(names.values()) == {"meeting 'Round'"}


def test_rules_that_bring_nothing_new_are_all_there_is(tmp_path: Path) -> None:
    network, _ = read_network(
        Source("own.net", '# language: en\nactor Office\nmeeting Start\n  about "an end"\n  attended by Office\n')
    )
    assert network
    evaluation = evaluate_network(network, growing(tmp_path))
    reached = candidates(evaluation, prices(evaluation), (), "major")
    assert reached.complete
    assert not [c for c in reached.changes if c.proposal.rule.code == "TST901"]


# --- names of many words


@settings(max_examples=40)
@given(st.lists(st.lists(st.sampled_from("ABC"), min_size=1, max_size=4)), st.lists(st.sampled_from("ABC"), max_size=4))
def test_a_tree_with_one_more_name_has_all_the_others(names: list[list[str]], more: list[str]) -> None:
    known = names_of({"actor": dict.fromkeys((" ".join(n) for n in names), None)})  # type: ignore[dict-item]
    before = repr(known.tree)

    def has(tree: object, words: list[str]) -> bool:
        for word in [*words, ""]:
            if word not in tree:  # type: ignore[operator]
                return False
            tree = tree[word]  # type: ignore[index]
        return True

    wider = with_name(known.tree, more)
    assert all(has(wider, words) for words in [*names, more])
    assert repr(known.tree) == before
    assert known.copy() == known


@pytest.mark.parametrize("command", ["evaluate", "check", "whatif", "apply"])
def test_a_name_may_have_very_many_words(tmp_path: Path, command: str) -> None:
    name = " ".join(["Word"] * 1500)
    file = tmp_path / "own.net"
    text = f'# language: en\nactor {name}\nactor B\nactor C\n{name} gives B "time"\nmeeting\n  attended by {name}, B\n'
    file.write_text(f"{text}  decides by one party\n", "utf-8")
    more = {"whatif": ["--add", f"actor {name} Zoo", "--end", f"actor {name}"], "apply": ["NET201"]}
    result = CliRunner().invoke(netdsl, [command, str(file), *more.get(command, [])])
    assert isinstance(result.exception, SystemExit | None), result.exception
    assert result.exit_code in (0, 2)
