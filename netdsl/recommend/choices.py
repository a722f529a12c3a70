"""Changes as what a solver can choose: the rows of facts that each adds, and those that it ends."""

from collections.abc import Iterable
from typing import NamedTuple

from attrs import define, field

from netdsl.check.ruleset import Predicate
from netdsl.engine.worlds import Base, Choice
from netdsl.evaluate import Evaluation
from netdsl.model.change import Change, Places, changed, places, said
from netdsl.model.facts import facts_of
from netdsl.model.network import Row, Statement
from netdsl.source import Span

Fact = tuple[str, Row]


class _Place(NamedTuple):
    """Where a row is stated. Rows of one line have places of their own, so that each of them can end alone."""

    head: Span
    line: Span
    row: Row


@define(slots=False)
class Choices:
    """Makes choices of the changes of one evaluated network."""

    evaluation: Evaluation
    _where: Places = field(init=False)

    @_where.default
    def _places(self) -> Places:
        return places(self.evaluation.network)

    def base(self, predicates: Iterable[Predicate] = ()) -> Base:
        """What the choices start from, with some predicates beside those of the rules."""
        evaluation = self.evaluation
        known = {p.name: p for stratum in evaluation.program.plan.strata for p in stratum.predicates}
        stated = {
            relation: {row: [_Place(o.head.span, o.line.span, row) for o in origins] for row, origins in rows.items()}
            for relation, rows in evaluation.facts.relations.items()
        }
        return Base(
            {**known, **{p.name: p for p in predicates}},
            evaluation.rules.scales, evaluation.thresholds, stated, evaluation.derived,
        )  # fmt: skip

    def choice(self, name: str, cost: int, change: Change) -> Choice:
        """A change as a choice. What it says again of a line that is over is not added: the choice does not end it."""
        network = self.evaluation.network
        kept: dict[Span, set[Fact]] = {}
        for span, what in change.again:
            again = next(s for s in change.added if said(s) == what)
            kept.setdefault(span, set()).update((relation, row) for relation, row, _ in facts_of(again))
        saying_again = {what for _, what in change.again}
        bare = Change(tuple(s for s in change.added if said(s) not in saying_again), change.over)
        added: dict[str, set[Row]] = {}
        ended: set[tuple[str, _Place]] = set()
        for number, statement in enumerate(changed(network, bare, self._where).statements):
            earlier = network.statements[number] if number < len(network.statements) else None
            if statement is earlier:
                continue
            before, after = _stated(earlier), _stated(statement)
            for relation, place in after - before:
                added.setdefault(relation, set()).add(place.row)
            for relation, place in before - after:
                if not any((relation, place.row) in kept.get(span, ()) for span in (place.line, place.head)):
                    ended.add((relation, place))
        return Choice(name, cost, added, ended)


def _stated(statement: Statement | None) -> set[tuple[str, _Place]]:
    if statement is None:
        return set()
    return {(relation, _Place(o.head.span, o.line.span, row)) for relation, row, o in facts_of(statement)}
