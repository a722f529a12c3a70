"""What is measured of netdsl: the one place where the benchmarks reach into it."""

import re
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
from pathlib import Path

from benchmarks import plans
from benchmarks.contents import Relations, relations
from benchmarks.findings import Findings
from netdsl.check.network import read_network
from netdsl.check.rules import check_rules
from netdsl.check.ruleset import RuleSet
from netdsl.engine.plan import plan_of
from netdsl.engine.program import Program, compile_plan
from netdsl.evaluate import Evaluation
from netdsl.model.change import Change, changed
from netdsl.model.network import Network
from netdsl.pipeline import evaluate_network, load_rules
from netdsl.source import Source
from netdsl.syntax.network import parse as parse_network
from netdsl.syntax.rules import parse as parse_rules

Derived = Mapping[str, Collection[tuple[object, ...]]]
ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "ny_sjanse.net"
REFERENCE_RULES = Path(__file__).with_name("reference.rules")

PROCESS = [sys.executable, "-c", "from netdsl.cli.main import main; main()", "evaluate", str(EXAMPLE)]
"""The whole process that is measured, started as the installed script starts it."""

BARE = "--no-recommendations"
"""What makes it only evaluate."""


def evaluate_reference(facts: Relations) -> Callable[[], Derived]:
    """One evaluation of `reference.rules` on the facts of a reference network, to come: a relation for each sentence.

    The rules are read, checked and compiled before; indexes over the facts are built within the evaluation.
    """
    program = _reference_program()
    return lambda: program.run(facts, {})[0]


@cache
def _reference_rules() -> RuleSet:
    source = Source(REFERENCE_RULES.name, REFERENCE_RULES.read_text("utf-8"))
    rules, problems = check_rules([parse_rules(source)])
    assert not problems, problems
    return rules


@cache
def _reference_program() -> Program:
    rules = _reference_rules()
    return compile_plan(plan_of(rules.predicates, rules.predicates), rules.scales)  # type: ignore[arg-type]


def findings(derived: Derived) -> Findings:
    """What the sentences of `reference.rules` say, in the numbers of the network."""

    def rows(sentence: str) -> Iterator[tuple[int, ...]]:
        for row in derived[sentence]:
            yield tuple(value if isinstance(value, int) else int(re.sub(r"\D", "", str(value))) for value in row)

    return Findings(
        frozenset((giver, receiver) for giver, receiver in rows("_ gives _ for nothing")),
        frozenset(actor for (actor,) in rows("_ decides among two only")),
        any(rows("_ gathers everyone")),
        next(rows("_ pairs meet"))[0],
        len({part for _, part in rows("_ belongs to _")}),
        frozenset((giver, actor, kind) for giver, actor, kind in rows("_ alone gives _ what it wants of _")),
    )


def evaluate_all(text: str) -> Callable[[], object]:
    """One evaluation of the built-in rules on a file's network, to come; the file and the rules are read before."""
    network, rules = read(text), load_rules()
    return lambda: evaluate_network(network, rules)


def changes(text: str) -> dict[str, tuple[Callable[[], Evaluation], Callable[[], Evaluation]]]:
    """Hypothetical changes of a file's network: each evaluated from the evaluation before it, and anew.

    The file, the rules and the changes are read before; findings and verdicts are part of what is evaluated.
    """
    rules = load_rules()
    before = evaluate_network(read(text), rules)
    actors = sorted(before.network.declared["actor"])
    ended = before.network.of("gives")[0].head.span

    def added(more: str) -> Change:
        return Change(read(f"{text}{more}\n").statements[len(before.network.statements) :])

    def judged(found: Evaluation) -> Evaluation:
        _ = found.findings, found.verdicts
        return found

    def both(change: Change) -> tuple[Callable[[], Evaluation], Callable[[], Evaluation]]:
        return (
            lambda: judged(before.after(change)),
            lambda: judged(evaluate_network(changed(before.network, change), rules)),
        )

    return {
        "a payment more": both(added(f'{actors[0]} pays {actors[1]} for "k1"')),
        "a meeting of all more": both(added(f"meeting All\n  attended by {', '.join(actors)}")),
        "an exchange that ends": both(Change((), frozenset({ended}))),
    }


def told(found: Evaluation) -> dict[str, set[tuple[object, ...]]]:
    """All that is derived."""
    return {relation: set(rows) for relation, rows in found.derived.items()}


def parse(text: str) -> object:
    """The tree of a file, each token with its place."""
    document, problems = parse_network(Source("reference.net", text))
    assert not problems, problems[0]
    return document


def read(text: str) -> Network:
    """The network of a file, every name resolved."""
    network, problems = read_network(Source("reference.net", text))
    assert network and not problems, problems[0]
    return network


def planner(problem: plans.Problem) -> Callable[[], plans.Plan]:
    """The search for the cheapest plan, to come: rules and changes are read and the network evaluated before.

    What is found without any change is known, as it is to `netdsl plan`; all that changes can lead to is grounded
    within the search.
    """
    from netdsl.engine.answer_set import Goal, cheapest
    from netdsl.engine.worlds import Base, Choice

    stated = relations(problem.network)
    names = [f"A{number}" for number in range(problem.network.size)]
    choices = [
        Choice(f"gives {giver} {receiver}", cost, {"gives": [(names[giver], names[receiver], '"return"')]})
        for giver, receiver, cost in problem.givings
    ]
    for number, gathering in enumerate(problem.gatherings):
        added: dict[str, list[tuple[str, ...]]] = {"meeting": [(f"N{number}",)]}
        added["meeting.attended"] = [(f"N{number}", names[actor]) for actor in gathering.meeting.members]
        if gathering.meeting.decides:
            added["meeting.decides"] = [(f"N{number}", "agreement")]
        choices.append(Choice(f"N{number}", gathering.cost, added))
    needs = {}
    for number in range(problem.open):
        meeting = f"O{number}"
        choices.append(Choice(meeting, 2, {"meeting": [(meeting,)], "meeting.decides": [(meeting, "agreement")]}))
        for name in names:
            choices.append(Choice(f"{meeting} {name}", 1, {"meeting.attended": [(meeting, name)]}))
            needs[f"{meeting} {name}"] = [meeting]

    none: dict[str, Collection[tuple[object, ...]]] = {}
    if problem.givings:
        none |= {"_ gives _ for nothing": (), "_ alone gives _ what it wants of _": ()}
    if problem.gatherings or problem.open:
        none["_ belongs to _"] = {(name, names[1]) for name in names[1:]}
    if problem.decide:
        none["_ decides among two only"] = ()
    rules = _reference_rules()
    derived = evaluate_reference(stated)()
    facts = {relation: {row: ["stated"] for row in rows} for relation, rows in stated.items()}
    base = Base(rules.predicates, rules.scales, {}, facts, derived)  # type: ignore[arg-type]
    goal = Goal(closed=none, requires=needs)  # type: ignore[arg-type]

    def search() -> plans.Plan:
        answer = cheapest(base, choices, goal)
        return plans.Plan(answer.cost if answer.selections else None, answer.proven)

    return search
