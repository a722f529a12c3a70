"""A rule for a lay reader: its conditions as sentences of a language, holes as they are named."""

from collections.abc import Iterator, Sequence

from netdsl.check.patterns import Matcher, Pattern, pattern
from netdsl.check.ruleset import Constant, Parameter, RuleSet, Variable
from netdsl.model.forms import forms
from netdsl.report.messages import put, shown
from netdsl.report.texts import say
from netdsl.syntax.rule_tree import Block, Condition, Rule, Term

NOT = {"en": "it is not so that {0}", "nb": "det er ikke slik at {0}"}
FORMERLY = {"en": "formerly {0}", "nb": "tidligere {0}"}
SILENCE = {"en": "silence means no: {0}", "nb": "taushet betyr nei: {0}"}
NEEDS = {"en": "decided only once this is told: {0}", "nb": "avgjort først når dette er sagt: {0}"}
NONE = {"en": "there is no {0} such that", "nb": "det finnes ingen {0} slik at"}
EVERY = {"en": "every {0} such that {1} has", "nb": "hver {0} slik at {1} har"}
NUMBER = {"en": "{0} is the number of {1} such that", "nb": "{0} er antallet {1} slik at"}
PAIRS = {"en": "{0} is the number of pairs {1} such that", "nb": "{0} er antallet par {1} slik at"}
SHARE = {
    "en": "{0} is the share of {1}, of those where {2}, such that",
    "nb": "{0} er andelen {1}, av dem der {2}, slik at",
}
SUM = {"en": "{0} is the sum of {1} such that", "nb": "{0} er summen av {1} slik at"}
COLLECT = {"en": "{0} are all {1} such that", "nb": "{0} er alle {1} slik at"}
FOUND = {"en": "found: {0}", "nb": "funnet: {0}"}
SIGNS = {"MORE": ">", "LESS": "<", "AT_LEAST": "≥", "AT_MOST": "≤", "IS": "=", "IS_NOT": "≠"}
SOMEONE = {"en": "someone", "nb": "noen"}
SOMETHING = {"en": "something", "nb": "noe"}
ANYONE = {"en": "anyone", "nb": "noen"}


class Reader:
    """Reads conditions aloud in a language."""

    def __init__(self, rules: RuleSet, language: str) -> None:
        self.rules = rules
        self.language = language
        self.matcher = Matcher({n: [str(v) for v in s] for n, s in rules.scales.items()}, list(rules.thresholds))
        self.heads: list[tuple[Pattern, str]] = []
        self.details: dict[str, list[tuple[Pattern, str]]] = {}
        for form in forms().values():
            known = pattern(form.name, form.en, [c.name for c in form.own], [c.types for c in form.own])
            text = getattr(form, language)
            for column in form.own:
                text = text.replace(f"{{{column.name}}}", f"{{{form.own.index(column)}}}")
            if form.parent:
                self.details.setdefault(form.parent, []).append((known, text))
            else:
                self.heads.append((known, text))
        for predicate in rules.predicates.values():
            elements = [e if e != "_" else None for e in predicate.name.split()]
            count = iter(range(len(elements)))
            shape = tuple(next(count) if e is None else e for e in elements)
            types = tuple(tuple(t.split("|")) if t else () for t in predicate.types)
            text = predicate.texts.get(language, predicate.name)
            for number, name in enumerate(predicate.columns):
                text = text.replace(f"{{{name}}}", f"{{{number}}}")
            self.heads.append((Pattern(predicate.name, shape, types), text))

    def block(self, block: Block, depth: int = 0) -> Iterator[str]:
        """A block, a line for each condition."""
        for condition in block:
            yield from self._condition(condition, depth)

    def _condition(self, condition: Condition, depth: int) -> Iterator[str]:
        indent = "  " * depth
        language = self.language
        names = ", ".join(v.text for v in condition.variables)
        result = condition.result.text if condition.result else ""
        if condition.kind in ("sentence", "detail"):
            yield indent + self._said(condition)
            yield from self._details(condition, depth)
            return
        if condition.kind == "found":
            text = FOUND[language].format(self._rule(condition.terms))
            yield indent + (NOT[language].format(text) if condition.negated else text)
        elif condition.kind == "comparison":
            yield f"{indent}{self._terms(condition.left)} {SIGNS[condition.operator]} {self._terms(condition.right)}"
        elif condition.kind in ("every", "share"):
            template = EVERY if condition.kind == "every" else SHARE
            base = self._said(Condition("sentence", condition.span, condition.text, condition.terms))
            opened = [names, base] if condition.kind == "every" else [result, names, base]
            yield indent + template[language].format(*opened) + ":"
        else:
            template = {"none": NONE, "number": NUMBER, "pairs": PAIRS, "sum": SUM, "collect": COLLECT}[condition.kind]
            values = (names,) if condition.kind == "none" else (result, names)
            yield indent + template[language].format(*values) + (":" if condition.body else "")
        if condition.kind not in ("sentence", "detail"):
            for inner in condition.body:
                yield from self._condition(inner, depth + 1)
        yield from self._license(condition, depth)

    def _details(self, condition: Condition, depth: int) -> Iterator[str]:
        found = self._find(condition.terms, self.heads)
        for line in condition.body:
            detail = self._find(line.terms, self.details.get(found[0].relation, [])) if found else None
            text = self._fill(detail, line.terms) if detail else line.text
            yield "  " * (depth + 1) + (NOT[self.language].format(text) if line.negated else text)
            yield from self._license(line, depth + 1)
        yield from self._license(condition, depth)

    def _license(self, condition: Condition, depth: int) -> Iterator[str]:
        if condition.silence:
            yield "  " * (depth + 1) + f"({SILENCE[self.language].format(condition.silence)})"
        if condition.needs:
            either = f" {say('or-when', self.language).split()[0]} ".join(self._said(c) for c in condition.needs)
            yield "  " * (depth + 1) + f"({NEEDS[self.language].format(either)})"

    def _said(self, condition: Condition) -> str:
        found = self._find(condition.terms, self.heads)
        text = self._fill(found, condition.terms) if found else " ".join(t.text for t in condition.terms)
        if condition.formerly:
            text = FORMERLY[self.language].format(text)
        return NOT[self.language].format(text) if condition.negated else text

    def _find(self, terms: Sequence[Term], known: list[tuple[Pattern, str]]) -> tuple[Pattern, str] | None:
        found = [(p, t) for p, t in known if self.matcher.match(p, terms) is not None]
        return min(found, key=lambda f: sum(isinstance(e, int) for e in f[0].elements), default=None)

    def _fill(self, found: tuple[Pattern, str], terms: Sequence[Term]) -> str:
        known, text = found
        for number, filler in enumerate(self.matcher.match(known, terms) or ()):
            term = filler.term
            table = "|".join(known.types[number])
            if isinstance(term, Variable | Parameter):
                value = term.name
            elif isinstance(term, Constant):
                value = ANYONE[self.language] if term.value is None else shown(term.value, table, self.language)
            else:
                value = (SOMEONE if "actor" in known.types[number] else SOMETHING)[self.language]
            sign = {">=": "≥ ", "<=": "≤ ", ">": "> ", "<": "< "}.get(filler.operator or "", "")
            text = put(text, str(number), sign + value)
        return text

    def _rule(self, terms: Sequence[Term]) -> str:
        name, *about = terms
        rule = next((r for r in self.rules.rules if r.name == name.text), None)
        title = f"{rule.code} {rule.title[self.language]}" if rule else name.text
        return title + (f" ({', '.join(t.text for t in about)})" if about else "")

    def _terms(self, terms: Sequence[Term]) -> str:
        return " ".join(t.text for t in terms)


def rule_text(syntax: Rule, rules: RuleSet, language: str) -> list[str]:
    """A rule as a lay reader should see it, line by line."""
    reader = Reader(rules, language)
    lines = [
        f"{syntax.code} {syntax.title[language]}",
        f"{say(syntax.dimension, language)}, {say(syntax.severity, language)} · {syntax.name}",
        "",
        syntax.why[language],
        "",
        f"{say('found-when', language)}:",
    ]
    for number, block in enumerate(syntax.blocks):
        if number:
            lines.append(f"{say('or-when', language)}:")
        lines += reader.block(block, 1)
    lines += ["", f"→ {syntax.finding[language]}"]
    for easing in syntax.eased:
        lines += [
            "",
            f"{say('eased', language)}: {easing.texts[language]}, {say('found-when', language)}:",
            *reader.block(easing.conditions, 1),
        ]
    for severity, block in syntax.raised:
        lines += ["", f"{say(severity, language)}, {say('found-when', language)}:", *reader.block(block, 1)]
    for threshold in syntax.thresholds:
        value = " ".join(t.text for t in threshold.default)
        lines += [
            "",
            f"{say('threshold', language)} {threshold.name} = {value} ({say('default', language)}): {threshold.texts[language]}",
        ]
    if syntax.risks:
        lines += ["", f"{say('at-risk', language)}: {', '.join(say(r, language) for r in syntax.risks)}"]
    if syntax.literature:
        lines.append(f"{say('literature', language)}: {'; '.join(syntax.literature)}")
    return lines


__all__ = ["Reader", "rule_text"]
