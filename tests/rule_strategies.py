"""Random rule sets that are safe and stratified, as the checker hands them to an engine, and facts for them.

A body is drawn in the order in which it is safe to read: a step speaks of holes that steps before it bound; holes
inside a block are its own. A predicate reads those of its own group and of groups before it, and denies or counts only
the latter.
"""

from fractions import Fraction
from typing import Any

from attrs import define, field, frozen
from hypothesis import strategies as st

from netdsl.check.ruleset import (
    Absent,
    Aggregate,
    Anything,
    Body,
    Compare,
    Constant,
    Expression,
    Match,
    Operation,
    Parameter,
    Parts,
    Predicate,
    Some,
    Step,
    Term,
    Variable,
)
from netdsl.model.quantities import Interval, between, exactly

SCALES: dict[str, dict[object, int]] = {"size": {"small": 0, "middle": 1, "large": 2}}
THRESHOLDS: dict[str, object] = {"most": Fraction(1, 2), "from": "middle", "two": 2}

VALUES: dict[str, list[Any]] = {
    "name": ["Ada", "Bo", "Cid", "Dag"],
    "maybe": ["Ada", None],
    "word": ["small", "middle", "large", "unheard of"],
    "number": [0, 1, 2, Fraction(1, 2)],
    "amount": [
        exactly(2),
        between(1, 3),
        exactly(50, "%"),
        Interval((Fraction(50), 1), (Fraction(100), 0), "%"),
        exactly(26, "times"),
    ],
}
"""Type -> the values of it that facts have; `maybe` is a name that may be left out."""

SCHEMA: dict[str, tuple[str, ...]] = {
    "flag": ("name",),
    "shut": (),
    "link": ("name", "name"),
    "link.size": ("name", "name", "word"),
    "triple": ("name", "name", "maybe"),
    "sized": ("name", "word"),
    "counted": ("name", "number"),
    "told": ("name", "amount"),
}
"""Relation -> the types of its columns. A row of `link.size` stands on a row of `link`, as a line does on its head."""

BINDING = {"name": "flag", "maybe": "triple", "word": "sized", "number": "counted", "amount": "told"}
"""Type -> a relation of facts that gives values of it."""


@frozen
class RuleSets:
    """Predicates in an order in which they can be derived, and facts."""

    predicates: dict[str, Predicate]
    facts: dict[str, dict[tuple[Any, ...], list[Any]]] = field(repr=False)


@define
class _Drawing:
    """What can be read where a body is drawn, and what is bound there: hole -> type.

    `read` may be matched; `complete` may be denied and counted, too.
    """

    draw: Any
    read: dict[str, tuple[str, ...]]
    complete: dict[str, tuple[str, ...]]
    leave_out: tuple[str, ...] = ()
    wanted: dict[str, str] = field(factory=dict)
    count: int = 0

    def pick(self, options: Any) -> Any:
        return self.draw(st.sampled_from(list(options)))

    def fresh(self, bound: dict[str, str], kind: str) -> str:
        self.count += 1
        bound[f"·{self.count}"] = kind
        return f"·{self.count}"

    def term(self, kind: str, bound: dict[str, str], outermost: bool) -> Term:
        """What stands in a column: mostly a hole."""
        known = [n for n, k in bound.items() if k == kind]
        new = [n for n, k in self.wanted.items() if k == kind and n not in bound] if outermost else []
        choice = self.draw(st.integers(0, 19))
        if choice < 2:
            return Anything()
        if choice == 2:
            parameters = [n for n, v in THRESHOLDS.items() if v in VALUES[kind]]
            return Parameter(self.pick(parameters)) if parameters else Constant(self.pick(VALUES[kind]))
        if known and choice < 11:
            return Variable(self.pick(known))
        if new:
            name = self.pick(new)
            bound[name] = kind
            return Variable(name)
        return Variable(self.fresh(bound, kind))

    def match(self, bound: dict[str, str], relations: dict[str, tuple[str, ...]], outermost: bool) -> list[Step]:
        relation = self.pick(relations)
        terms = tuple(self.term(kind, bound, outermost) for kind in relations[relation])
        steps: list[Step] = [Match(relation, terms)]
        if relation == "link.size" and self.draw(st.booleans()):
            steps.insert(0, Match("link", terms[:2]))
        return steps

    def expression(self, bound: dict[str, str], depth: int = 0) -> Expression:
        known = [n for n, k in bound.items() if k in ("number", "amount")]
        choice = self.draw(st.integers(0, 5))
        if known and choice < 3:
            return Variable(self.pick(known))
        if choice == 3 and depth < 2:
            return Operation(self.pick("+-*/"), self.expression(bound, depth + 1), self.expression(bound, depth + 1))
        if choice == 4:
            return Parameter(self.pick(["most", "two"]))
        return Constant(self.pick([0, 1, 2, Fraction(1, 3), exactly(50, "%")]))

    def compare(self, bound: dict[str, str]) -> list[Step]:
        kind = self.pick(["name", "word", "number"])
        known = [n for n, k in bound.items() if k == kind]
        if kind == "number":
            how = self.pick(["holds", "holds", "possible", "open", "fails"])
            operator = self.pick([">", ">=", "<", "<=", "==", "!="])
            return [Compare(self.expression(bound), operator, self.expression(bound), None, how)]
        if not known:
            return []
        other: Term = Variable(self.pick(known))
        if self.draw(st.booleans()):
            other = Parameter("from") if kind == "word" else Constant(self.pick(VALUES[kind]))
        operator = self.pick([">", ">=", "<", "==", "!="])
        return [Compare(Variable(self.pick(known)), operator, other, "size" if kind == "word" else None)]

    def blocks(self, bound: dict[str, str], relations: dict[str, tuple[str, ...]], depth: int) -> tuple[Body, ...]:
        return tuple(self.steps(dict(bound), relations, depth, 2) for _ in range(self.draw(st.integers(1, 2))))

    def aggregate(self, bound: dict[str, str], depth: int, outermost: bool) -> list[Step]:
        inner = dict(bound)
        kind = self.pick(["number", "pairs", "sum", "share", "collect"])
        body = self.steps(inner, self.complete, depth, 2)
        if self.draw(st.booleans()):
            # One sentence whose holes are all counted is what an engine may look up instead.
            inner = dict(bound)
            relation = self.pick(name for name, types in self.complete.items() if types)
            body = (Match(relation, tuple(Variable(self.fresh(inner, k)) for k in self.complete[relation])),)
        own = {n: k for n, k in inner.items() if n not in bound}
        outer = frozenset(bound)

        def counted(*types: str) -> str:
            known = [n for n, k in own.items() if k in types]
            if known:
                return str(self.pick(known))
            nonlocal body
            of = self.pick(types)
            name = self.fresh(inner, of)
            own[name] = of
            body = (*body, Match(BINDING[of], _only(of, name)))
            return name

        every = ("name", "maybe", "word", "number", "amount")
        yes: Body = ()
        possible: Body = ()
        over: tuple[str, ...] = ()
        if kind == "pairs":
            variables: tuple[str, ...] = (counted("name"), counted("name"))
        elif kind == "sum":
            variables, over = (counted("number", "amount"),), (counted(*every),)
        elif kind == "number":
            variables = tuple(counted(*every) for _ in range(self.draw(st.integers(1, 2))))
        else:
            variables = (counted(*every),)
        if kind == "share":
            # What is true of some is possible of them, so the share is an interval.
            yes = self.steps(dict(inner), self.complete, depth, 2)
            possible = yes[: self.draw(st.integers(0, len(yes)))]
        of = {"share": "amount", "collect": "list"}.get(kind, "number")
        wanted = [n for n, k in self.wanted.items() if k == of and n not in bound] if outermost else []
        if wanted:
            result = wanted[0]
            bound[result] = of
        else:
            result = self.fresh(bound, of)
        return [Aggregate(kind, result, variables, body, outer, over, yes, possible)]

    def steps(
        self,
        bound: dict[str, str],
        relations: dict[str, tuple[str, ...]],
        depth: int,
        most: int,
        outermost: bool = False,
    ) -> Body:
        """Up to so many steps; at least one match."""
        found = self.match(bound, relations, outermost)
        for _ in range(self.draw(st.integers(0, most - 1))):
            kinds = ["match", "match", "compare"]
            if depth:
                kinds += ["some", "absent", "aggregate"]
            kind = self.pick(kind for kind in kinds if kind not in self.leave_out)
            if kind == "match":
                found += self.match(bound, relations, outermost)
            elif kind == "compare":
                found += self.compare(bound)
            elif kind == "some":
                found.append(Some(self.blocks(bound, relations, depth - 1)))
            elif kind == "absent":
                found.append(Absent(self.blocks(bound, self.complete, depth - 1)))
            else:
                found += self.aggregate(bound, depth - 1, outermost)
        return tuple(found)

    def body(self, columns: dict[str, str], depth: int) -> Body:
        """A body that binds some columns."""
        self.wanted = columns
        bound: dict[str, str] = {}
        steps = list(self.steps(bound, self.read, depth, 4, outermost=True))
        for name, kind in columns.items():
            if name not in bound:
                steps.insert(self.draw(st.integers(0, len(steps))), Match(BINDING[kind], _only(kind, name)))
        return tuple(steps)


@st.composite
def facts(draw: Any) -> dict[str, dict[tuple[Any, ...], list[Any]]]:
    """Facts of the schema; every line has its head."""
    found: dict[str, dict[tuple[Any, ...], list[Any]]] = {}
    for relation, types in SCHEMA.items():
        row = st.tuples(*(st.sampled_from(VALUES[t]) for t in types))
        rows = draw(st.lists(row, min_size=len(types), max_size=1 + 4 * len(types)))
        found[relation] = {row: [] for row in rows}
    for row in found["link.size"]:
        found["link"].setdefault(row[:2], [])
    return {relation: rows for relation, rows in found.items() if rows}


@st.composite
def rule_sets(draw: Any, parts: bool = True, recursion: bool = True, leave_out: tuple[str, ...] = ()) -> RuleSets:
    """Rule sets with facts; some kinds of step (`absent`, `aggregate`, …) can be left out."""
    complete = dict(SCHEMA)
    predicates: dict[str, Predicate] = {}
    for group in range(draw(st.integers(1, 4))):
        kinds = st.sampled_from(["name", "name", "name", "word", "number", "number", "amount", "maybe"])
        columns_of = st.just(("name", "name")) | st.lists(kinds, max_size=3).map(tuple)
        types = {name: draw(columns_of) for name in [f"p{group}", f"q{group}"][: draw(st.integers(1, 2))]}
        recursive = recursion and draw(st.booleans())
        for name, kinds in types.items():
            columns = {f"{'ABC'[n]}": kind for n, kind in enumerate(kinds)}
            drawing = _Drawing(draw, complete, complete, leave_out)
            bodies = [drawing.body(columns, 2) for _ in range(draw(st.integers(1, 2)))]
            if recursive:
                # The group's own predicates come first, and alone for a while, so that they are drawn often.
                drawing.read = types | complete if draw(st.booleans()) else types
                bodies += [drawing.body(columns, 2) for _ in range(draw(st.integers(1, 2)))]
                bodies += _chains(drawing, columns, types)
            predicates[name] = Predicate(name, tuple(columns), kinds, tuple(draw(st.permutations(bodies))))
        complete |= types
        if parts and draw(st.integers(0, 3)) == 0:
            name = f"parts{group}"
            predicates[name] = _parts(_Drawing(draw, complete, complete, leave_out), name)
            complete[name] = predicates[name].types
    return RuleSets(predicates, draw(facts()))


def _chains(drawing: _Drawing, columns: dict[str, str], types: dict[str, tuple[str, ...]]) -> list[Body]:
    """A way from the first column to the second by steps: the recursion that goes deep."""
    pairs = [name for name, kinds in types.items() if kinds[:2] == ("name", "name")]
    if list(columns.values())[:2] != ["name", "name"] or not pairs or drawing.draw(st.booleans()):
        return []
    name = drawing.pick(pairs)
    between = Variable("Between")
    begins = drawing.pick([*pairs, "link"])
    first: Step = Match(begins, (Variable("A"), between, *(Anything() for _ in types.get(begins, "--")[2:])))
    rest: list[Step] = [Match(name, (between, Variable("B"), *(Anything() for _ in types[name][2:])))]
    rest += [Match(BINDING[k], _only(k, c)) for c, k in list(columns.items())[2:]]
    return [(first, *rest) if drawing.draw(st.booleans()) else (*rest, first)]


def _only(kind: str, name: str) -> tuple[Term, ...]:
    """The terms that bind a hole of a type in the relation that gives values of it."""
    places = [n for n, k in enumerate(SCHEMA[BINDING[kind]]) if k == kind]
    return tuple(Variable(name) if n == places[0] else Anything() for n in range(len(SCHEMA[BINDING[kind]])))


def _parts(drawing: _Drawing, name: str) -> Predicate:
    beside = drawing.draw(st.booleans())
    columns = {"Node": "name"} | ({"Beside": "name"} if beside else {})
    nodes = drawing.body(columns, 1)
    edges = drawing.body({"One": "name", "Other": "name"}, 1)
    shown = ("Node", "Part", "Beside") if beside else ("Part", "Node")
    return Predicate(name, shown, ("name",) * len(shown), (), {}, Parts("Node", nodes, ("One", "Other"), edges))
