"""A rule for a lay reader: its conditions as sentences of a language, holes as they are named."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from netdsl.check.comparisons import OPERATORS
from netdsl.check.patterns import Filler, Matcher, Pattern, pattern
from netdsl.check.ruleset import Constant, Parameter, RuleSet, Variable
from netdsl.model.forms import forms
from netdsl.report.messages import SIGNS, full, put, shown
from netdsl.report.texts import say
from netdsl.syntax.rule_tree import Block, Condition, Rule, Term
from netdsl.syntax.templates import Agreeing, Optional, Part, template

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
SOMEONE = {"en": "someone", "nb": "noen"}
SOMETHING = {"en": "something", "nb": "noe"}
ANYONE = {"en": "anyone", "nb": "noen"}


class Reader:
    """Reads conditions aloud in a language."""

    def __init__(self, rules: RuleSet, language: str) -> None:
        self.rules = rules
        self.language = language
        self.matcher = Matcher({n: [str(v) for v in s] for n, s in rules.scales.items()}, list(rules.thresholds))
        self.heads: list[Pattern] = []
        self.details: dict[str, list[Pattern]] = {}
        self.texts: dict[str, str] = {}
        for form in forms().values():
            beside = self.details.setdefault(form.parent, []) if form.parent else self.heads
            beside.append(pattern(form))
            self.texts[form.name] = _numbered(getattr(form, language), [column.name for column in form.own])
        for predicate in rules.predicates.values():
            slots = count()
            elements = tuple(next(slots) if word == "_" else word for word in predicate.name.split())
            types = tuple(tuple(t.split("|")) if t else () for t in predicate.types)
            self.heads.append(Pattern(predicate.name, elements, types))
            text = predicate.texts.get(language, predicate.name)
            self.texts[predicate.name] = _numbered(text, predicate.columns)

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
            sign = SIGNS[OPERATORS[condition.operator]]
            yield f"{indent}{self._terms(condition.left)} {sign} {self._terms(condition.right)}"
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
        found = self.matcher.find(condition.terms, self.heads)
        details = self.details.get(found[0].relation, []) if found else []
        for line in condition.body:
            text = self._statement(line.terms, details) or line.text
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
        text = self._statement(condition.terms, self.heads) or self._terms(condition.terms)
        if condition.formerly:
            text = FORMERLY[self.language].format(text)
        return NOT[self.language].format(text) if condition.negated else text

    def _statement(self, terms: Sequence[Term], patterns: Iterable[Pattern]) -> str | None:
        """Words that are one of some sentences, in the reader's language; None where they are none of them."""
        found = self.matcher.find(terms, patterns)
        if found is None:
            return None
        known, fillers = found
        text = self.texts[known.relation]
        for number, (filler, types) in enumerate(zip(fillers, known.types, strict=True)):
            text = put(text, str(number), self._filled(filler, types))
        return text

    def _filled(self, filler: Filler, types: tuple[str, ...]) -> str:
        term = filler.term
        if isinstance(term, Variable | Parameter):
            value = term.name
        elif not isinstance(term, Constant):
            value = (SOMEONE if "actor" in types else SOMETHING)[self.language]
        elif term.value is None:
            value = ANYONE[self.language]
        else:
            value = shown(term.value, "|".join(types), self.language)
        return f"{SIGNS[filler.operator]} {value}" if filler.operator else value

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
    lines += ["", f"→ {full(spoken(syntax.finding[language]))}"]
    for easing in syntax.eased:
        lines += [
            "",
            f"{say('eased', language)}: {spoken(easing.texts[language])}, {say('found-when', language)}:",
            *reader.block(easing.conditions, 1),
        ]
    for severity, block in syntax.raised:
        lines += ["", f"{say(severity, language)}, {say('found-when', language)}:", *reader.block(block, 1)]
    for change in syntax.changes:
        kind = rules.costs[change.kind]
        cost = f"{say('cost', language)} {kind.default}: {kind.texts[language]}"
        lines += [
            "",
            f"{say('recommends', language)}: {spoken(change.texts[language])} ({cost})",
            *reader.block(change.for_, 1),
        ]
    if syntax.unchanged:
        lines += ["", f"{say('unchanged', language)}: {syntax.unchanged[language]}"]
    for threshold in syntax.thresholds:
        value = " ".join(t.text for t in threshold.default)
        name = f"{say('threshold', language)} {threshold.name}"
        lines += ["", f"{name} = {value} ({say('default', language)}): {threshold.texts[language]}"]
    if syntax.risks:
        lines += ["", f"{say('at-risk', language)}: {', '.join(say(r, language) for r in syntax.risks)}"]
    if syntax.literature:
        lines.append(f"{say('literature', language)}: {'; '.join(syntax.literature)}")
    return lines


def spoken(text: str) -> str:
    """A message with its holes named and what may fall away in brackets."""

    def shown(part: Part) -> str:
        if isinstance(part, Optional):
            text = "".join(map(shown, part.parts)).strip(" ,;.")
            return f" ({text.removeprefix('(').removesuffix(')') if text.startswith('(') else text}) "
        if isinstance(part, Agreeing):
            return part.many
        if isinstance(part, str):
            return part
        return f"{part.name} · ({part.name} − 1) / 2" if part.pairs else part.name

    spaced = " ".join("".join(map(shown, template(text))).split())
    return re.sub(r" (?=[.,;:])", "", spaced)


def _numbered(text: str, columns: Sequence[str]) -> str:
    """A sentence with the numbers of its columns in its holes, instead of their names."""
    for number, name in enumerate(columns):
        text = text.replace(f"{{{name}}}", f"{{{number}}}")
    return text
