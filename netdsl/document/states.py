"""What changes that are switched on do, worked out beforehand: verdicts, findings and ties, for a page to show.

Changes act together, so every combination that a page can show has been evaluated: all of the first few (those of the
plan), and each other change alone.
"""

from collections.abc import Mapping
from itertools import combinations
from typing import Any, NamedTuple

from attrs import frozen

from netdsl.document.figures import VIEWS
from netdsl.document.material import Material
from netdsl.draw.scene import Also, Cell, Ends, Key, Node, Scene, Tie
from netdsl.draw.views import scene
from netdsl.evaluate import Evaluation
from netdsl.model.change import union
from netdsl.recommend.comparison import compare
from netdsl.report.view import finding_view, verdict_view

TOGETHER = 8
"""So many changes can be switched on in any combination: twice as many states for each more."""

PieceKey = tuple[Key, Key, str, str]
"""A tie or a cell of a figure: from whom, to whom, its kind, and its weight or the number of meetings."""


@frozen
class States:
    """The states of a page, as JSON has them, and by view what some of them bring to its figure."""

    data: Mapping[str, Any]
    also: dict[str, Also]


def states(material: Material) -> States:
    """What each combination does.

    `together` are the ids of the changes that can be combined, in their order; `states` has, by the ids with spaces
    between them (in that order), what is different: `verdicts` by dimension, `gone` anchors of findings, `severity` by
    anchor, `new` findings in words, `came` and `went` pieces by view, `titles` by view of pieces that say other things,
    `summaries` by view of figures that do. A piece is what is drawn between two: a tie or a cell. Words and pieces
    stand once in `words` and `pieces`, and are named by their number.
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
        "pieces": [list(key) for key in found.pieces],
        "states": told,
    }
    return States(data if told else {}, found.also)


def _shown(material: Material, change: str) -> bool:
    """Whether the report has a place for a change: it tells the first of those that do the same."""
    return any(group[0].id == change for group in material.advice)


class _Found:
    """What states are told with: words and pieces by their numbers; and what is to be drawn for them."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.words: dict[str, int] = {}
        self.pieces: dict[PieceKey, int] = {}
        self.base = {view: self._scene(material.evaluation, view) for view in VIEWS}
        self.drawn = {view: _pieces(found) for view, found in self.base.items()}
        self.nodes: dict[str, dict[Key, Node]] = {view: {} for view in VIEWS}

    @property
    def also(self) -> dict[str, Also]:
        """By view what is to be drawn and hidden."""
        found = {}
        for view, drawn in self.drawn.items():
            ties = tuple(m.what for m in drawn.values() if isinstance(m.what, Tie) and m.what.also)
            cells = tuple((m.ends, m.what) for m in drawn.values() if isinstance(m.what, Cell) and m.what.also)
            found[view] = Also(tuple(self.nodes[view].values()), ties, cells)
        return found

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
        moved: dict[str, dict[str, Any]] = {"came": {}, "went": {}, "titles": {}, "summaries": {}}
        for view, base in self.base.items():
            found, drawn = self._scene(after, view), self.drawn[view]
            then, now = _pieces(base), _pieces(found)
            known = {n.key for n in base.nodes}
            self.nodes[view] |= {n.key: n._replace(also=True) for n in found.nodes if n.key not in known}
            for key, piece in now.items():
                drawn.setdefault(key, piece._replace(what=piece.what._replace(also=True)))
            moved["came"][view] = [self._number(key) for key in now if key not in then]
            moved["went"][view] = [self._number(key) for key in then if key not in now]
            others = [(key, m.what.title) for key, m in now.items() if drawn[key].what.title != m.what.title]
            moved["titles"][view] = [[self._number(key), self._word(title)] for key, title in others]
            if found.summary != base.summary:
                moved["summaries"][view] = [self._word(found.summary)]
        return {key: {v: n for v, n in views.items() if n} for key, views in moved.items() if any(views.values())}

    def _number(self, key: PieceKey) -> int:
        return self.pieces.setdefault(key, len(self.pieces))

    def _scene(self, evaluation: Evaluation, view: str) -> Scene:
        return scene(evaluation, view, self.material.language)

    def _anchor(self, finding: str) -> str:
        return self.material.anchors.of("finding", finding)

    def _word(self, text: str) -> int:
        return self.words.setdefault(text, len(self.words))


class _Piece(NamedTuple):
    """A tie, or a cell, and between whom it stands."""

    what: Tie | Cell
    ends: Ends


def _pieces(found: Scene) -> dict[PieceKey, _Piece]:
    """What is drawn between two in a figure, each by what tells it from the others."""
    ties = {(t.start, t.end, t.kind, t.weight): _Piece(t, (t.start, t.end)) for t in found.ties}
    cells = {(a, b, c.kind, str(c.meetings)): _Piece(c, (a, b)) for (a, b), c in found.matrix.items()}
    return ties | cells
