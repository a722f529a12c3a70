"""The vocabulary of a rule set: sentences, scales, thresholds, and the definitions behind the sentences."""

from collections.abc import Iterable
from itertools import count

from attrs import evolve, frozen

from netdsl.check.comparisons import figure
from netdsl.check.conditions import Resolver
from netdsl.check.patterns import Matcher, Pattern, pattern
from netdsl.check.ruleset import LANGUAGES, Body, CheckedRule, Match, Parts, Predicate, Variable
from netdsl.check.scope import Defined, Scope
from netdsl.model.forms import Form, forms
from netdsl.source import Source, Span
from netdsl.syntax.rule_tree import Cost, Definition, Problem, Rule, RuleFile, Term, Threshold


@frozen
class Located:
    """A problem and the file it is in."""

    source: Source
    problem: Problem


class Sentences:
    """The vocabulary that all files of a rule set share (a `scope.Vocabulary`), and the rules themselves."""

    def __init__(self, files: Iterable[RuleFile]) -> None:
        self.files = list(files)
        self.located: list[Located] = []
        self.source = self.files[0].source if self.files else Source("", "")
        self.forms = forms()
        self.scales = {s.name: list(s.values) for f in self.files for s in f.scales}
        self.thresholds: dict[str, tuple[Threshold, object]] = {}
        self.costs: dict[str, Cost] = {}
        self.definitions: dict[str, tuple[RuleFile, Definition]] = {}
        self.rules: dict[str, tuple[RuleFile, Rule]] = {}
        self.predicates: dict[str, Predicate] = {}
        self.defined: dict[str, Defined] = {}
        self._types: dict[str, tuple[frozenset[str], ...]] = {}
        self._patterns: dict[str, Pattern] = {}
        self._details: dict[str, list[Pattern]] = {}
        self._resolving: set[str] = set()
        self.checked: dict[str, CheckedRule] = {}
        self._collect()

    # --- what conditions may speak of (scope.Vocabulary)

    def sentences(self) -> Iterable[Pattern]:
        """All sentences a condition may be."""
        return self._patterns.values()

    def details(self, relation: str) -> Iterable[Pattern]:
        """The lines that may stand under a statement."""
        return self._details.get(relation, [])

    def form(self, relation: str) -> Form | None:
        """The form of statement that a relation comes from."""
        return self.forms.get(relation)

    def definition(self, relation: str) -> Defined | None:
        """A definition, resolved when it is first asked for."""
        if relation in self.definitions and relation not in self.defined and relation not in self._resolving:
            self._define(relation)
        return self.defined.get(relation)

    def column_types(self, relation: str) -> tuple[frozenset[str], ...]:
        """What the columns of a relation stand for; nothing is known of a definition that is being resolved."""
        if relation in self.forms:
            return tuple(frozenset(c.types) for c in self.forms[relation].columns)
        self.definition(relation)
        if relation in self._types:
            return self._types[relation]
        _, definition = self.definitions[relation]
        return tuple(frozenset() for _ in _columns(definition))

    def rule_columns(self, name: str) -> tuple[tuple[str, ...], tuple[frozenset[str], ...]] | None:
        """The holes of a rule's `about`."""
        if name not in self.rules:
            return None
        about = tuple(t.text for t in self.rules[name][1].about)
        checked = self.checked.get(name)
        types = tuple(frozenset(checked.types.get(a, "").split("|")) if checked else frozenset() for a in about)
        return about, types

    def threshold(self, name: str) -> object | None:
        """The default of a threshold."""
        return self.thresholds[name][1] if name in self.thresholds else None

    def wrong(self, code: str, span: Span, **arguments: str) -> None:
        """Note a problem of the file at hand by its code, place and arguments."""
        self._note(Problem(code, span, dict(arguments)))

    def _note(self, problem: Problem) -> None:
        found = Located(self.source, problem)
        if found not in self.located:
            self.located.append(found)

    # --- collecting

    def _collect(self) -> None:
        for file in self.files:
            self.source = file.source
            for problem in file.problems:
                self._note(problem)
            for threshold in (*file.thresholds, *(t for r in file.rules for t in r.thresholds)):
                if threshold.name in self.thresholds:
                    self.wrong("R018", threshold.span, name=threshold.name)
                self.thresholds[threshold.name] = threshold, _limit(threshold.default)
                self.translated(threshold.texts, threshold.span, f"threshold {threshold.name}")
            for cost in file.costs:
                if cost.kind in self.costs:
                    self.wrong("R018", cost.span, name=cost.kind)
                if not cost.value.isdigit() or int(cost.value) < 1:
                    self.wrong("R039", cost.span, value=cost.value)
                self.costs[cost.kind] = cost
                self.translated(cost.texts, cost.span, f"cost {cost.kind}")
        self.matcher = Matcher(self.scales, list(self.thresholds))
        for form in self.forms.values():
            if form.parent is None:
                self._patterns[form.name] = pattern(form)
            else:
                self._details.setdefault(form.parent, []).append(pattern(form))
        shapes = {known.shape for known in self._patterns.values()}
        for file in self.files:
            self.source = file.source
            for definition in file.definitions:
                known = _pattern(definition)
                if known.shape in shapes:
                    self.wrong("R013", definition.span, sentence=known.relation)
                    continue
                shapes.add(known.shape)
                self.definitions[known.relation] = file, definition
                self._patterns[known.relation] = known
            for rule in file.rules:
                if rule.name in self.rules or rule.code in {r.code for _, r in self.rules.values()}:
                    self.wrong("R018", rule.span, name=f"{rule.name} {rule.code}")
                self.rules[rule.name] = file, rule

    # --- definitions

    def _define(self, relation: str) -> None:
        file, definition = self.definitions[relation]
        before, self.source = self.source, file.source
        self._resolving.add(relation)
        columns = _columns(definition)
        resolver = Resolver(self)
        types: dict[str, set[str]] = {c: set() for c in columns}
        bodies: list[Body] = []
        parts = None
        if definition.parts:
            parts = self._parts(definition, resolver, types)
        for block in definition.blocks:
            scope = Scope()
            body = resolver.body(block, scope)
            for column in columns:
                if column not in scope.bound:
                    self.wrong("R014", definition.span, hole=column)
                types[column] |= scope.types.get(column, frozenset())
            bodies.append(body)
        found = tuple(frozenset(types[c]) for c in columns)
        self._types[relation] = found
        kinds = tuple(tuple(sorted(t)) for t in found)
        self._patterns[relation] = evolve(self._patterns[relation], types=kinds)
        texts = {"en": _said(definition), **definition.texts}
        self.predicates[relation] = Predicate(
            relation, columns, tuple(map("|".join, kinds)), tuple(bodies), texts, parts
        )
        settled = []
        for block in definition.settled:
            scope = Scope(set(columns), dict(zip(columns, found, strict=True)))
            settled.append(resolver.body(block, scope))
        self.defined[relation] = Defined(columns, tuple(settled), definition.ask)
        if definition.settled and definition.ask is None:
            self.wrong("R021", definition.span, part="ask")
        self.translated(definition.texts, definition.span, "define", ("nb",))
        if definition.ask:
            self.translated(definition.ask.texts, definition.span, "ask")
        self._resolving.discard(relation)
        self.source = before

    def _parts(self, definition: Definition, resolver: Resolver, types: dict[str, set[str]]) -> Parts | None:
        assert definition.parts
        node, nodes, edges = definition.parts
        scope, joined = Scope(), Scope()
        inside, between = resolver.body(nodes, scope), resolver.body(edges, joined)
        match = next((s for s in between if isinstance(s, Match)), None)
        pair = [t.name for t in match.terms if isinstance(t, Variable)] if match else []
        if len(pair) != 2 or node.text not in scope.bound:
            self.wrong("R031", definition.span)
            return None
        for name, found in scope.types.items():
            if name in types:
                types[name] |= found
        for column in _columns(definition):
            if column not in scope.bound:
                types[column] |= scope.types.get(node.text, frozenset())
        return Parts(node.text, inside, (pair[0], pair[1]), between)

    def translated(self, texts: dict[str, str], span: Span, part: str, languages: tuple[str, ...] = LANGUAGES) -> None:
        """Note the languages in which a part has no text."""
        for language in languages:
            if not texts.get(language):
                self.wrong("R019", span, part=part, language=language)


def _columns(definition: Definition) -> tuple[str, ...]:
    return tuple(t.text for t in definition.terms if t.type == "VAR")


def _pattern(definition: Definition) -> Pattern:
    """The pattern of a definition, whose relation is the sentence with blanks; nothing is known of its slots yet."""
    slots = count()
    elements = tuple(next(slots) if term.type == "VAR" else term.text for term in definition.terms)
    relation = " ".join("_" if isinstance(e, int) else e for e in elements)
    return Pattern(relation, elements, ((),) * len(_columns(definition)))


def _said(definition: Definition) -> str:
    return " ".join(f"{{{t.text}}}" if t.type == "VAR" else t.text for t in definition.terms)


def _limit(terms: tuple[Term, ...]) -> object:
    first, *percent = terms
    return figure(first.text, bool(percent)) if first.type == "NUMBER" else first.text
