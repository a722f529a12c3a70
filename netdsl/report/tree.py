"""Evidence as a tree of sentences that ends in lines of the file."""

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Any

from netdsl.check.ruleset import Body, Compare, Constant, Match, Operation, Parameter, Predicate, Variable
from netdsl.engine.evidence import Compared, Counted, Derived, Evidence, Missing, Stated
from netdsl.evaluate import Evaluation, Finding
from netdsl.model.forms import forms
from netdsl.report.messages import SIGNS, said, sentence, shown
from netdsl.report.texts import say


class Tree:
    """Draws evidence in a language, at most `width` columns wide where words allow."""

    def __init__(self, evaluation: Evaluation, language: str, width: int = 80) -> None:
        self.evaluation = evaluation
        self.language = language
        self.width = width
        self.source = evaluation.network.source
        self._shown: set[tuple[str, tuple[Any, ...]]] = set()

    def finding(self, finding: Finding) -> list[str]:
        """The derivation of a finding, without its own sentence, which stands above it."""
        return self.derivation(finding.evidence)

    def derivation(self, found: Derived) -> list[str]:
        """One derivation. What is derived of a sentence is shown once, and pointed to after that."""
        self._shown.clear()
        return list(self._branches(found.premises, ""))

    def _branches(self, premises: Sequence[Evidence], indent: str) -> Iterator[str]:
        told = list(dict.fromkeys(premises)) if all(isinstance(p, Stated) for p in premises) else list(premises)
        told = [p for p in told if not (self._implied(p, told) if isinstance(p, Stated) else _of_a_pair(p))]
        for number, premise in enumerate(told):
            last = number == len(told) - 1
            yield from self._node(premise, indent + ("└─ " if last else "├─ "), indent + ("   " if last else "│  "))

    def _node(self, evidence: Evidence, first: str, rest: str) -> Iterator[str]:
        if isinstance(evidence, Stated):
            yield from self._stated(evidence, first, rest)
        elif isinstance(evidence, Derived):
            text = self._sentence(evidence.relation, evidence.row)
            if evidence.premises and (evidence.relation, evidence.row) in self._shown:
                yield from self._text(f"{text} ({say('see-above', self.language)})", first, rest)
                return
            self._shown.add((evidence.relation, evidence.row))
            yield from self._text(text, first, rest)
            yield from self._branches(evidence.premises, rest)
        elif isinstance(evidence, Missing):
            pattern = self._pattern(evidence.bodies[0], evidence.known)
            yield from self._text(f"{say('not-told', self.language)}: {pattern}", first, rest)
            yield from self._branches(evidence.because, rest)
        elif isinstance(evidence, Counted):
            yield from self._text(f"{self._name(evidence.name)}: {self._value(evidence.value)}", first, rest)
            for number, (row, premises) in enumerate(evidence.members):
                last = number == len(evidence.members) - 1
                yield from self._text(
                    ", ".join(self._value(v) for v in row), rest + ("└─ " if last else "├─ "), rest + "   "
                )
                yield from self._branches(premises, rest + ("   " if last else "│  "))
        else:
            yield from self._text(self._comparison(evidence), first, rest)

    def _stated(self, fact: Stated, first: str, rest: str) -> Iterator[str]:
        origins = self.evaluation.facts.origins(fact.relation, fact.row)
        for number, origin in enumerate(origins):
            line = " ".join(self.source.lines[origin.line.span.line - 1].split())
            if origin.line.span.line != origin.head.span.line:
                head = " ".join(self.source.lines[origin.head.span.line - 1].split("[")[0].split())
                line = f"{head} … {line}"
            yield from self._text(
                f"{self.source.name}:{origin.line.span.line}: {line}", first if not number else rest, rest
            )

    def _implied(self, fact: Stated, premises: Sequence[Evidence]) -> bool:
        """A head is left out beside a line under it, which shows its head."""
        return any(
            isinstance(p, Stated) and p.relation.startswith(f"{fact.relation}.") and p.row[: len(fact.row)] == fact.row
            for p in premises
        )

    def _sentence(self, relation: str, row: tuple[Any, ...]) -> str:
        predicate = self._predicate(relation)
        if predicate:
            return sentence(
                predicate.texts.get(self.language, relation), predicate.columns, row, predicate.types, self.language
            )
        return said(relation, row, self.language)

    def _predicate(self, relation: str) -> Predicate | None:
        found = self.evaluation.rules.predicates.get(relation)
        if found is None and relation.startswith("found "):
            rule = next(r for r in self.evaluation.rules.rules if r.found.name == relation)
            title = rule.title[self.language]
            about = "".join(f" {{{c}}}" for c in rule.found.columns)
            return Predicate(
                relation, rule.found.columns, rule.found.types, (), {self.language: f"{rule.code} {title}:{about}"}
            )
        return found

    def _pattern(self, body: Body, known: dict[str, Any]) -> str:
        """A body that has no solution, as sentences with what is known filled in."""
        parts = []
        for step in body:
            if isinstance(step, Match):
                row = [self._term(t, known) for t in step.terms]
                predicate = self._predicate(step.relation)
                form = forms().get(step.relation.removeprefix("formerly "))
                if predicate:
                    columns, types = predicate.columns, predicate.types
                    parts.append(self._blank(predicate.texts.get(self.language, step.relation), columns, row, types))
                elif form:
                    names, kinds = [c.name for c in form.columns], ["|".join(c.types) for c in form.columns]
                    parts.append(self._blank(getattr(form, self.language), names, row, kinds))
            elif isinstance(step, Compare):
                left, right = (self._expression(e, known) for e in (step.left, step.right))
                parts.append(f"{left} {SIGNS[step.operator]} {right}")
        return ", ".join(dict.fromkeys(parts)) or "…"

    def _blank(self, text: str, columns: Sequence[str], row: Sequence[Any], types: Sequence[str]) -> str:
        filled = [(c, "…" if v is None else v, t) for c, v, t in zip(columns, row, types, strict=True)]
        return sentence(
            text, [c for c, _, _ in filled], [v for _, v, _ in filled], [t for _, _, t in filled], self.language
        )

    def _term(self, term: Any, known: dict[str, Any]) -> Any:
        if isinstance(term, Variable):
            return known.get(term.name)
        return term.value if isinstance(term, Constant) else None

    def _expression(self, expression: Any, known: dict[str, Any]) -> str:
        if isinstance(expression, Operation):
            left, right = (self._expression(e, known) for e in (expression.left, expression.right))
            return f"{left} {expression.operator} {right}"
        if isinstance(expression, Variable):
            return self._value(known[expression.name]) if expression.name in known else self._name(expression.name)
        if isinstance(expression, Parameter):
            return f"{expression.name} ({self._value(self.evaluation.thresholds[expression.name])})"
        return self._value(expression.value)

    def _comparison(self, found: Compared) -> str:
        sign = SIGNS[found.step.operator]
        table = found.step.scale.upper() if found.step.scale else ""
        left = " / ".join(map(str, found.ratio)) if found.ratio else self._value(found.left, table)
        names = f" ({', '.join(found.thresholds)})" if found.thresholds else ""
        return f"{left} {sign} {self._value(found.right, table)}{names}"

    def _value(self, value: Any, table: str = "") -> str:
        from fractions import Fraction

        if isinstance(value, tuple) and not hasattr(value, "low"):
            return ", ".join(self._value(v) for v in value)
        if isinstance(value, Fraction) and value.denominator != 1:
            return f"{shown(value * 100, '', self.language)} %"
        return shown(value, table, self.language)

    def _name(self, name: str) -> str:
        return name.partition("·")[0] or "…"

    def _text(self, text: str, first: str, rest: str) -> Iterator[str]:
        yield from wrap(
            text,
            max(self.width, len(first) + 30),
            initial_indent=first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )


def _of_a_pair(evidence: Evidence) -> bool:
    """Whether it only says that two names or words are not the same, or which of a pair is named first."""
    return isinstance(evidence, Compared) and not evidence.step.scale and isinstance(evidence.left, str)
