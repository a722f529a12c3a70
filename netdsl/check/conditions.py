"""Conditions resolved: each line of a block becomes steps, and what makes it open becomes steps of its own."""

from collections.abc import Iterable, Mapping

from attrs import evolve

from netdsl.check.comparisons import Comparisons
from netdsl.check.instances import rename, rename_ask
from netdsl.check.patterns import Filler
from netdsl.check.ruleset import (
    Absent,
    Aggregate,
    Anything,
    Body,
    Compare,
    Match,
    Parameter,
    Some,
    Step,
    Term,
    Variable,
    names_in,
)
from netdsl.check.scope import Line, Scope, Vocabulary
from netdsl.model.facts import FORMERLY
from netdsl.source import Span
from netdsl.syntax.rule_tree import Ask, Block, Condition


class Resolver:
    """Resolves the conditions of one file."""

    def __init__(self, vocabulary: Vocabulary, in_verdict: bool = False) -> None:
        self.known = vocabulary
        self._comparisons = Comparisons(vocabulary, in_verdict)
        self._fresh = 0

    def block(self, block: Block, scope: Scope) -> list[Line]:
        """The lines of a block, each seeing the holes of those before it."""
        found = []
        for condition in block:
            before = set(scope.bound)
            line = self.line(condition, scope)
            if line:
                steps = (*line.true, *(line.open or ()), *line.possible)
                found.append(evolve(line, uses=frozenset(names_in(steps) & before)))
        for condition, hole in scope.shadowed():
            self.known.wrong("R035", condition.span, hole=hole)
        return found

    def body(self, block: Block, scope: Scope) -> Body:
        """The steps that make a block true."""
        return tuple(step for line in self.block(block, scope) for step in line.true)

    def line(self, condition: Condition, scope: Scope) -> Line | None:
        """One line; None where it is in error."""
        if condition.kind in ("sentence", "found"):
            return self._sentence(condition, scope)
        if condition.kind == "none":
            return self._none(condition, scope)
        if condition.kind == "every":
            return self._every(condition, scope)
        if condition.kind == "comparison":
            return self._comparisons.line(condition, scope, self._needs(condition, scope))
        if condition.kind == "detail":
            self.known.wrong("R011", condition.span, detail=condition.text, known="")
            return None
        return self._aggregate(condition, scope)

    # --- sentences

    def _sentence(self, condition: Condition, scope: Scope) -> Line | None:
        before = set(scope.bound)
        inner = self._inner(scope, condition) if condition.negated else scope
        steps = self._statement(condition, inner)
        if steps is None:
            return None
        head = steps[0]
        assert isinstance(head, Match)
        loose = {t.text for t in condition.terms if t.type == "VAR" and scope.name(t.text) not in before}
        if condition.negated and loose:
            self.known.wrong("R014", condition.span, hole=min(loose))
            return None
        settled, ask = self._settled(condition, head, scope)
        if condition.negated:
            absent = Absent((steps,), condition.span)
            if condition.silence is not None:
                return Line(condition, (absent,))
            if not settled:
                self.known.wrong("R017", condition.span, line=condition.text)
                return None
            told, untold = Some(settled, condition.span), Absent(settled, condition.span)
            return Line(condition, (absent, told), (absent, untold), (absent,), ask)
        brings = {t.name for s in steps if isinstance(s, Match) for t in s.terms if isinstance(t, Variable)} - before
        vague = any(isinstance(t, Anything) for t in head.terms)
        none = Absent((steps,), condition.span)
        if settled and not brings and (not vague or condition.ask):
            possible = Some((steps, (Absent(settled, condition.span),)), condition.span)
            return Line(condition, steps, (none, Absent(settled, condition.span)), (possible,), ask)
        if condition.ask:
            still = (Absent(settled, condition.span),) if settled and not vague else ()
            return Line(condition, steps, (none, *still), (), condition.ask)
        return Line(condition, steps)

    def _settled(self, condition: Condition, head: Match, scope: Scope) -> tuple[tuple[Body, ...], Ask | None]:
        """What settles a sentence: what the line needs, or what its definition says, in the terms of the line."""
        if condition.needs:
            return self._needs(condition, scope), condition.ask
        defined = self.known.definition(head.relation)
        if defined is None or not defined.settled:
            return (), condition.ask
        terms = dict(zip(defined.columns, head.terms, strict=True))
        ask = condition.ask or (rename_ask(defined.ask, terms) if defined.ask else None)
        return tuple(self._instance(body, terms) for body in defined.settled), ask

    def _needs(self, condition: Condition, scope: Scope) -> tuple[Body, ...]:
        """The statements that a line needs, each enough by itself."""
        return tuple(b for c in condition.needs if (b := self._statement(c, self._inner(scope, c))) is not None)

    def _statement(self, condition: Condition, scope: Scope) -> Body | None:
        """A sentence with the lines under it, as steps; the first is its head."""
        if condition.kind == "found":
            return self._found(condition, scope)
        found = self.known.matcher.find(condition.terms, self.known.sentences())
        if found is None:
            self._unknown_sentence(condition)
            return None
        known, fillers = found
        form = self.known.form(known.relation)
        relation = (FORMERLY if condition.formerly else "") + known.relation
        if condition.formerly and form is None:
            self.known.wrong("R027", condition.span, line=condition.text)
        compared: list[Step] = []
        terms = [
            self._filled(f, t, compared, scope, condition.span)
            for f, t in zip(fillers, self._types(known.relation), strict=True)
        ]
        if condition.body:
            if form is None:
                self.known.wrong("R011", condition.body[0].span, detail=condition.body[0].text, known="")
                return None
            terms = [self._new() if isinstance(t, Anything) else t for t in terms]
        steps: list[Step] = [Match(relation, tuple(terms), condition.span), *compared]
        self._bind(terms, self._types(known.relation), scope, condition.span)
        for line in condition.body:
            steps += self._detail(line, known.relation, terms, condition.formerly, scope)
        return tuple(steps)

    def _detail(self, line: Condition, parent: str, head: list[Term], formerly: bool, scope: Scope) -> Body:
        patterns = list(self.known.details(parent))
        found = self.known.matcher.find(line.terms, patterns) if line.kind in ("sentence", "detail") else None
        if found is None:
            known = ", ".join(sorted(f"`{' '.join(p.shape)}`" for p in patterns))
            self.known.wrong("R011", line.span, detail=line.text, known=known)
            return ()
        known_detail, fillers = found
        own = self._types(known_detail.relation)[len(head) :]
        inner = self._inner(scope, line) if line.negated else scope
        compared: list[Step] = []
        terms = [self._filled(f, t, compared, inner, line.span) for f, t in zip(fillers, own, strict=True)]
        self._bind(terms, own, inner, line.span)
        relation = (FORMERLY if formerly else "") + known_detail.relation
        body = (Match(relation, (*head, *terms), line.span), *compared)
        if not line.negated:
            return body
        if line.silence is not None:
            return (Absent((body,), line.span),)
        needs = self._needs(line, scope)
        if not needs:
            self.known.wrong("R017", line.span, line=line.text)
        return (Absent((body,), line.span), Some(needs, line.span))

    def _found(self, condition: Condition, scope: Scope) -> Body | None:
        name, *about = condition.terms
        columns = self.known.rule_columns(name.text)
        if columns is None:
            self.known.wrong("R022", name.span, rule=name.text)
            return None
        names, types = columns
        terms: list[Term] = [Variable(scope.name(t.text)) if t.type == "VAR" else Anything() for t in about]
        if not about:
            terms = [Anything()] * len(names)
        if len(terms) != len(names):
            self.known.wrong("R028", condition.span, rule=name.text, about=", ".join(names))
            return None
        self._bind(terms, types, scope, condition.span)
        return (Match(f"found {name.text}", tuple(terms), condition.span),)

    def _filled(self, filler: Filler, types: frozenset[str], compared: list[Step], scope: Scope, span: Span) -> Term:
        if filler.operator is None and not isinstance(filler.term, Parameter):
            return Variable(scope.name(filler.term.name)) if isinstance(filler.term, Variable) else filler.term
        operand = filler.term
        if isinstance(operand, Variable):
            operand = Variable(scope.name(operand.name))
        value = self._new()
        scale = next((t.lower() for t in types if t.lower() in self.known.matcher.scales), None)
        compared.append(Compare(value, filler.operator or "==", operand, scale, span=span))
        scope.types[value.name] = types
        return value

    def _bind(self, terms: Iterable[Term], types: Iterable[frozenset[str]], scope: Scope, span: Span) -> None:
        for term, kinds in zip(terms, types, strict=True):
            if not isinstance(term, Variable):
                continue
            scope.bound.add(term.name)
            before = scope.types.get(term.name)
            both = kinds if not before else before if not kinds else before & kinds
            if before and kinds and not both:
                self.known.wrong(
                    "R015", span, hole=term.name, one=" or ".join(sorted(before)), other=" or ".join(sorted(kinds))
                )
                both = before
            scope.types[term.name] = both

    def _types(self, relation: str) -> tuple[frozenset[str], ...]:
        return self.known.column_types(relation)

    def _new(self) -> Variable:
        self._fresh += 1
        return Variable(f"·{self._fresh}")

    def _inner(self, scope: Scope, condition: Condition) -> Scope:
        self._fresh += 1
        return scope.inner(f"·{self._fresh}", condition)

    # --- blocks inside a line

    def _none(self, condition: Condition, scope: Scope) -> Line | None:
        inner = self._opened(condition, scope)
        body = self.body(condition.body, inner)
        absent = Absent((body,), condition.span)
        needs = self._needs(condition, scope)
        if needs:
            span = condition.span
            return Line(condition, (absent, Some(needs, span)), (absent, Absent(needs, span)), (absent,), condition.ask)
        if condition.silence is None:
            self.known.wrong("R017", condition.span, line=condition.text)
        return Line(condition, (absent,))

    def _every(self, condition: Condition, scope: Scope) -> Line | None:
        inner = self._opened(condition, scope)
        base = self._statement(Condition("sentence", condition.span, condition.text, condition.terms), inner)
        if base is None:
            return None
        has = self.body(condition.body, self._inner(inner, condition))
        return Line(
            condition,
            (Some((base,), condition.span), Absent(((*base, Absent((has,), condition.span)),), condition.span)),
        )

    def _opened(self, condition: Condition, scope: Scope) -> Scope:
        inner = self._inner(scope, condition)
        for variable in (*condition.variables, *condition.over):
            if scope.name(variable.text) in scope.bound and condition.kind != "collect":
                self.known.wrong("R029", variable.span, hole=variable.text)
        return inner

    def _aggregate(self, condition: Condition, scope: Scope) -> Line | None:
        inner = self._opened(condition, scope)
        assert condition.result is not None
        result = scope.name(condition.result.text)
        if result in scope.bound:
            self.known.wrong("R029", condition.result.span, hole=result)
        names, over = (tuple(inner.name(v.text) for v in vs) for vs in (condition.variables, condition.over))
        yes: Body = ()
        possible: Body = ()
        if condition.kind == "share":
            base = self._statement(Condition("sentence", condition.span, condition.text, condition.terms), inner)
            if base is None:
                return None
            body = base
            lines = self.block(condition.body, self._inner(inner, condition))
            yes = tuple(s for line in lines for s in line.true)
            possible = tuple(s for line in lines for s in (line.true if line.open is None else line.possible))
            if all(line.open is None for line in lines) and condition.silence is None:
                self.known.wrong("R017", condition.span, line=condition.text)
        else:
            body = self.body(condition.body, inner)
        for name in (*names, *over):
            if name not in inner.bound:
                self.known.wrong("R014", condition.span, hole=name.partition("·")[0])
                return None
        scope.bound.add(result)
        kind = {"share": "share", "collect": "list"}.get(condition.kind, "number")
        scope.types[result] = inner.types.get(names[0], frozenset()) | {"list"} if kind == "list" else frozenset({kind})
        outer = frozenset(scope.bound) - {result}
        step = Aggregate(condition.kind, result, names, body, outer, over, yes, possible, condition.span)
        return Line(condition, (step,))

    def _unknown_sentence(self, condition: Condition) -> None:
        from difflib import get_close_matches

        shape = " ".join(t.text if t.type in ("WORD", "COLON") else "_" for t in condition.terms)
        shapes = {" ".join(p.shape): p for p in self.known.sentences()}
        near = get_close_matches(shape, shapes, 1, 0.6)
        self.known.wrong(
            "R010", condition.span, sentence=" ".join(t.text for t in condition.terms), near=near[0] if near else ""
        )

    # --- instances of a definition's settling lines

    def _instance(self, body: Body, terms: Mapping[str, Term]) -> Body:
        """A body with its holes filled; its other holes, and `_`, become new ones that clash with none."""
        names: dict[str, Term] = {n: self._new() if isinstance(t, Anything) else t for n, t in terms.items()}

        def renamed(name: str) -> Term:
            return names.setdefault(name, self._new())

        return rename(body, renamed)
