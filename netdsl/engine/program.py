"""The in-memory engine: a rule set compiled once, run on the facts of any number of networks."""

import gc
import marshal
import pickle
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from types import CodeType
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from netdsl.cache import cached
from netdsl.check.ruleset import Body, Predicate, RuleSet
from netdsl.engine.compare import calculate, compare, on_scale, share, total
from netdsl.engine.plan import Plan, explaining, plan

if TYPE_CHECKING:
    from netdsl.engine.asking import Asking
    from netdsl.engine.tracing import Tracing

Rows = Collection[tuple[Any, ...]]


@frozen(slots=False)
class Program:
    """A compiled plan: `code` is marshalled, `constants` are the values it reads that are no literals.

    `explained` are the bodies of its predicates in the order in which a row of theirs is explained best; `planned` is
    the pickled plan, which only changes need; `key` tells what it was built from, where it is kept on disk.
    """

    code: bytes = field(repr=False)
    constants: tuple[object, ...]
    scales: dict[str, dict[object, int]]
    explained: dict[str, tuple[Body, ...]] = field(factory=dict, repr=False)
    planned: bytes = field(default=b"", repr=False)
    key: str = ""

    @cached_property
    def _run(self) -> Any:
        space: dict[str, Any] = {
            f.__name__: f for f in (defaultdict, compare, on_scale, calculate, share, total, components)
        }
        space["K"] = self.constants
        code: CodeType = marshal.loads(self.code)
        exec(code, space)
        return space["run"]

    @cached_property
    def tracing(self) -> "Tracing":
        """The functions that tell what a change moves: compiled when needed, or kept beside the program on disk."""
        if self.key:
            return cached("changes", self.key, lambda: self.asking().traced())
        return self.asking()

    @cached_property
    def plan(self) -> Plan:
        """What it was compiled from."""
        plan: Plan = pickle.loads(self.planned)
        return plan

    def asking(self) -> "Asking":
        """Those functions, compiled when needed."""
        from netdsl.engine.asking import Asking

        return Asking(self.plan)

    def run(
        self, facts: Mapping[str, Rows], thresholds: Mapping[str, object]
    ) -> tuple[dict[str, set[Any]], frozenset[str]]:
        """The derived relations, and the names of those that are recursive."""
        with without_cycles():
            return self._run(facts, thresholds, self.scales)  # type: ignore[no-any-return]


def without_compiled(rules: RuleSet) -> RuleSet:
    """A rule set without the bodies that nothing reads once they are compiled: all but those of findings."""

    def bare(predicate: Predicate) -> Predicate:
        return evolve(predicate, bodies=())

    return evolve(
        rules,
        rules=tuple(
            evolve(
                r,
                questions=tuple(q._replace(predicate=bare(q.predicate)) for q in r.questions),
                eased=tuple(e._replace(predicate=bare(e.predicate)) for e in r.eased),
                raised=tuple((severity, bare(p)) for severity, p in r.raised),
            )
            for r in rules.rules
        ),
        verdicts=tuple(
            v._replace(cases=tuple(c._replace(predicate=bare(c.predicate)) for c in v.cases)) for v in rules.verdicts
        ),
    )


@contextmanager
def without_cycles() -> Iterator[None]:
    """Do not look for cycles meanwhile: rows by the million are made and none of them can be in one."""
    looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looking:
            gc.enable()


def compile_plan(made: Plan, scales: dict[str, dict[object, int]]) -> Program:
    """The program of a plan."""
    from netdsl.engine.compile import Compiler

    text, constants = Compiler(made).source()
    code = marshal.dumps(compile(text, "<rules>", "exec"))
    return Program(code, tuple(constants), scales, planned=pickle.dumps(made, protocol=5))


def compile_rules(rules: RuleSet, key: str = "") -> Program:
    """The program of a rule set; `key` where it is kept on disk."""
    return evolve(compile_plan(plan(rules), rules.scales), explained=explaining(rules), key=key)


def components(members: Collection[Any], edges: Iterable[tuple[Any, Any]]) -> Iterator[tuple[Any, Any]]:
    """Each member with the smallest one it hangs together with, by edges between members: union-find, halving paths."""
    parent = dict(zip(members, members, strict=True))

    def find(node: Any) -> Any:
        while parent[node] is not node:
            parent[node] = node = parent[parent[node]]
        return node

    for one, other in edges:
        if one in parent and other in parent and parent[one] is not parent[other]:
            first, second = find(one), find(other)
            if first is not second:
                parent[second] = first
    smallest: dict[Any, Any] = {}
    for node in members:
        root = find(node)
        if root not in smallest or node < smallest[root]:
            smallest[root] = node
    for node in members:
        yield node, smallest[find(node)]
