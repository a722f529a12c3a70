"""The changes that rules recommend, checked: what fills their holes, what ends, and that what they add can be read."""

from collections.abc import Sequence

from netdsl.check.conditions import Resolver
from netdsl.check.names import NAMED
from netdsl.check.ruleset import CheckedChange, Ending, Match, Types
from netdsl.check.scope import Scope
from netdsl.check.vocabulary import Sentences
from netdsl.model.forms import dialects, forms
from netdsl.source import Source
from netdsl.syntax.over import can_end
from netdsl.syntax.rule_tree import Addition, Change, Condition, Rule
from netdsl.syntax.templates import holes, stated

_DECLARED_TWICE = "N025"
"""As is a thing that fills a hole and gets more lines."""


class ChangeChecker:
    """Checks the changes of one rule."""

    def __init__(self, known: Sentences, resolver: Resolver) -> None:
        self.known = known
        self._resolver = resolver

    def changes(self, rule: Rule, scope: Scope) -> tuple[CheckedChange, ...]:
        """The changes of a rule; `scope` has the holes of its findings and their aggregates."""
        if rule.unchanged:
            self.known.translated(rule.unchanged, rule.span, "no change helps")
        found = [self._change(change, scope.inner()) for change in rule.changes]
        kinds = [change.kind for change in rule.changes]
        for change in rule.changes:
            if kinds.count(change.kind) > 1:
                self.known.wrong("R018", change.span, name=change.kind)
        return tuple(found)

    def _change(self, change: Change, scope: Scope) -> CheckedChange:
        if change.kind not in self.known.costs:
            self.known.wrong("R023", change.span, word=change.kind, known=", ".join(self.known.costs))
        if not change.add and not change.end:
            self.known.wrong("R021", change.span, part="add")
        self.known.translated(change.texts, change.span, "recommend")
        for_ = self._resolver.body(change.for_, scope)
        ends = tuple(ending for line in change.end if (ending := self._ending(line, scope)))
        types = {name: "list " * ("list" in t) + "|".join(sorted(t - {"list"})) for name, t in scope.types.items()}
        spoken = [(text, change.span) for text in change.texts.values()]
        missing = False
        for text, span in (*spoken, *change.add):
            for hole in sorted(holes(text) - scope.bound):
                self.known.wrong("R036", span, hole=hole)
                missing = True
        if not missing:
            self._read(change.add, types)
        return CheckedChange(change.kind, for_, ends, tuple(a.text for a in change.add), change.texts, types)

    def _ending(self, line: Condition, scope: Scope) -> Ending | None:
        """What a line under `end` says is over: the statement, or the last of the lines under it that it names."""
        body = self._resolver.body((line,), scope.inner())
        matches = [step for step in body if isinstance(step, Match) and step.relation in forms()]
        if not matches or line.negated or line.formerly or matches[-1].relation not in can_end():
            self.known.wrong("R037", line.span, line=line.text)
            return None
        last = matches[-1]
        return Ending(last.relation, last.terms, tuple(step for step in body if step is not last))

    def _read(self, lines: Sequence[Addition], types: Types) -> None:
        """Read the statements with a thing of its own name in each hole."""
        from netdsl.check.network import read_network

        used = {hole for text, _ in lines for hole in holes(text)}
        things = {hole: _kind(types.get(hole, "")) for hole in used}
        before = ["# language: en", *(f"{kind} '{hole}'" for hole, kind in sorted(things.items()) if kind in NAMED)]
        values = {hole: hole if kind in NAMED else kind for hole, kind in things.items()}
        text = "\n".join([*before, *(stated(line, values, types, "en") for line, _ in lines)])
        for diagnostic in read_network(Source("", text))[1]:
            place = diagnostic.span.line - len(before) - 1
            if diagnostic.level == "error" and diagnostic.code != _DECLARED_TWICE:
                self.known.wrong("R038", lines[max(place, 0)].span, message=diagnostic.message)


def _kind(types: str) -> str:
    """A kind of thing that may stand in a hole, or else a value for it."""
    kinds = types.removeprefix("list ").split("|")
    named = [kind for kind in kinds if kind in NAMED]
    if named:
        return named[0]
    tables = dialects()["en"]["values"]
    return next((next(iter(tables[kind])) for kind in kinds if kind in tables), '"something"')
