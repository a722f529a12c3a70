"""What changes that are switched on do, worked out beforehand: verdicts, findings and ties, for a page to show.

Changes act together, so every combination that a page can show has been evaluated: all of the first few (those of the
plan), and each other change alone.
"""

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any

from attrs import frozen

from netdsl.document.figures import CHANGING
from netdsl.document.material import Material
from netdsl.draw.scene import Tie
from netdsl.draw.views import scene
from netdsl.evaluate import Evaluation
from netdsl.model.change import union
from netdsl.recommend.comparison import compare
from netdsl.report.view import finding_view, verdict_view

TOGETHER = 8
"""So many changes can be switched on in any combination: twice as many states for each more."""

TieKey = tuple[str, str, str]


@frozen
class States:
    """The states of a page, as JSON has them, and by view the ties that some of them bring."""

    data: Mapping[str, Any]
    also: dict[str, list[Tie]]


def states(material: Material) -> States:
    """What each combination does.

    `together` are the ids of the changes that can be combined, in their order; `states` has, by the ids with spaces
    between them (in that order), what is different: `verdicts` by dimension, `gone` anchors of findings, `severity` by
    anchor, `new` findings in words, `came` and `went` ties by view, `titles` by view of ties that say something
    else. Words and ties stand once in `words` and `ties`, and are named by their number.
    """
    together = [c for c in material.changes if _shown(material, c.id)][:TOGETHER]
    rest = [c for c in material.changes if c not in together and _shown(material, c.id)]
    found = _Found(material)
    told: dict[str, Any] = {}
    for n in range(1, len(together) + 1):
        for some in combinations(together, n):
            after = material.evaluation.after(union(c.proposal.change for c in some))
            told[" ".join(c.id for c in some)] = found.state(after)
    for one in rest:
        told[one.id] = found.state(one.comparison.after)
    data = {
        "together": [c.id for c in together],
        "words": list(found.words),
        "ties": [list(key) for key in found.ties],
        "states": told,
    }
    return States(data if told else {}, found.also)


def _shown(material: Material, change: str) -> bool:
    """Whether the report has a place for a change: it tells the first of those that do the same."""
    return any(group[0].id == change for group in material.advice)


class _Found:
    """What states are told with: words and ties by their numbers."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.words: dict[str, int] = {}
        self.ties: dict[TieKey, int] = {}
        self.also: dict[str, list[Tie]] = {view: [] for view in CHANGING}
        self.base = {view: self._scene(material.evaluation, view) for view in CHANGING}

    def state(self, after: Evaluation) -> dict[str, Any]:
        """What is different in an evaluation."""
        language = self.material.language
        found = compare(self.material.evaluation, after)
        verdicts = {}
        for change in (*found.verdicts, *found.restated):
            if change.after:
                shown = verdict_view(after, change.dimension, language)
                verdicts[change.dimension] = [shown.verdict, self._word(shown.summary)]
        changed = [c for c in found.changed if c.before.severity != c.after.severity]
        new = [finding_view(f, language) for f in found.new]
        state = {
            "verdicts": verdicts,
            "gone": [self._word(self._anchor(f.id)) for f in found.gone],
            "severity": [[self._word(self._anchor(c.after.id)), c.after.severity] for c in changed],
            "new": [[f.severity, self._word(f"{f.title}: {f.message}")] for f in new],
            **self._moved(after),
        }
        return {key: value for key, value in state.items() if value}

    def _moved(self, after: Evaluation) -> dict[str, Any]:
        came: dict[str, list[int]] = {}
        went: dict[str, list[int]] = {}
        other: dict[str, list[list[int]]] = {}
        for view, base in self.base.items():
            now = self._scene(after, view)
            known = {_key(t) for t in self.also[view]}
            self.also[view] += [
                Tie(*t[:6], also=True) for key, t in now.items() if key not in base and key not in known
            ]
            came[view] = self._numbers(key for key in now if key not in base)
            went[view] = self._numbers(key for key in base if key not in now)
            drawn = {_key(t): t for t in self.also[view]} | base
            other[view] = [
                [self._number(key), self._word(t.title)] for key, t in now.items() if drawn[key].title != t.title
            ]
        moved: dict[str, dict[str, list[Any]]] = {"came": came, "went": went, "titles": other}
        return {key: {v: n for v, n in views.items() if n} for key, views in moved.items() if any(views.values())}

    def _numbers(self, keys: Iterable[TieKey]) -> list[int]:
        return [self._number(key) for key in keys]

    def _number(self, key: TieKey) -> int:
        return self.ties.setdefault(key, len(self.ties))

    def _scene(self, evaluation: Evaluation, view: str) -> dict[TieKey, Tie]:
        return {_key(t): t for t in scene(evaluation, view, self.material.language).ties}

    def _anchor(self, finding: str) -> str:
        return self.material.anchors.of("finding", finding)

    def _word(self, text: str) -> int:
        return self.words.setdefault(text, len(self.words))


def _key(tie: Tie) -> TieKey:
    return tie.start[1], tie.end[1], tie.kind
