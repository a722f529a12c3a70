"""What to ask next: the questions whose answers would change the evaluation, the most decisive first."""

from collections.abc import Mapping
from itertools import zip_longest

from attrs import evolve

from netdsl.check.ruleset import Body
from netdsl.evaluate import Evaluation
from netdsl.recommend.answers import Asking, Edit
from netdsl.recommend.doubts import contested, near
from netdsl.recommend.open_questions import open_questions
from netdsl.steps import counted

MOST = 40
"""So many answers to one question are tried."""

TRIED = 500
"""So many answers are tried in all: in a large network there are thousands, and nobody asks beyond a few questions."""

LEAST = 2
"""So many answers to one question are tried, or none: with less a question is not known to decide anything."""


def askings(evaluation: Evaluation, open_lines: Mapping[str, Body], most: int = TRIED) -> list[Asking]:
    """What is worth asking, the most decisive first; `open_lines` tell when each question of the rules is open.

    At most `most` answers are tried: fewer to each question, where there are many. Where there are more than can be
    tried, those of each kind, as how much something matters to somebody, are in turn; the rest come last, untried.
    """
    kinds = [*open_questions(evaluation, open_lines), list(contested(evaluation)), list(near(evaluation))]
    makes = [make for turn in zip_longest(*kinds) for make in turn if make]
    number = min(len(makes), most // LEAST)
    each = min(MOST, most // max(1, number))
    waiting = [make(each) for make in counted(makes[:number], "asking")]
    found: list[Asking] = []
    before: set[Edit] = set()
    while waiting:
        best = min(waiting, key=lambda asking: asking.order)
        found.append(best)
        before |= {a.edit for a in best.answers}
        waiting = [_after(asking, before) for asking in waiting if asking is not best]
    return [*found, *(make(0) for make in makes[number:])]


def _after(asking: Asking, before: set[Edit]) -> Asking:
    """A question when others have been asked before it."""
    had = frozenset(a.edit for a in asking.answers if a.edit in before)
    return asking if had == asking.before else evolve(asking, before=had)
