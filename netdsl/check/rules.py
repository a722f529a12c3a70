"""Rule files checked before they run: a rule set, or all that is wrong."""

from collections.abc import Iterable

from attrs import frozen

from netdsl.check.conditions import Defined, Line, Resolver, Scope
from netdsl.check.patterns import Matcher, Pattern, pattern
from netdsl.check.ruleset import (
    BENEFITS, DIMENSIONS, LANGUAGES, SEVERITIES, VERDICTS, Aggregate, Ask, Body, CheckedCase, CheckedEasing, CheckedRule, CheckedThreshold,
    CheckedVerdict, Compare, Match, Parts, Predicate, Question, RuleSet, Step, Types, Variable,
)  # fmt: skip
from netdsl.check.strata import circular
from netdsl.model.forms import Form, forms
from netdsl.model.quantities import Fraction
from netdsl.source import Source, Span
from netdsl.syntax import rules as syntax
from netdsl.syntax.rules import Definition, Problem, Rule, RuleFile, Threshold, Verdict
from netdsl.syntax.templates import holes

@frozen
class Located:
    """A problem and the file it is in."""

    source: Source
    problem: Problem


class Checker:
    """Checks all files of a rule set together: they share sentences, scales, thresholds and rules."""

    def __init__(self, files: Iterable[RuleFile]) -> None:
        self.files = list(files)
        self.located: list[Located] = []
        self._source = self.files[0].source if self.files else Source("", "")
        self.forms = forms()
        self.scales = {s.name: list(s.values) for f in self.files for s in f.scales}
        self.thresholds: dict[str, tuple[Threshold, object]] = {}
        self.definitions: dict[str, tuple[RuleFile, Definition]] = {}
        self.rules: dict[str, tuple[RuleFile, Rule]] = {}
        self.predicates: dict[str, Predicate] = {}
        self.defined: dict[str, Defined] = {}
        self._types: dict[str, tuple[frozenset[str], ...]] = {}
        self._patterns: dict[str, Pattern] = {}
        self._details: dict[str, list[Pattern]] = {}
        self._resolving: set[str] = set()
        self._checked: dict[str, CheckedRule] = {}
        self._collect()

    # --- what conditions may speak of (conditions.Vocabulary)

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
        checked = self._checked.get(name)
        types = tuple(frozenset(checked.types.get(a, "").split("|")) if checked else frozenset() for a in about)
        return about, types

    def threshold(self, name: str) -> object | None:
        """The default of a threshold."""
        return self.thresholds[name][1] if name in self.thresholds else None

    def report(self, problem: Problem) -> None:
        """Note a problem of the file at hand."""
        found = Located(self._source, problem)
        if found not in self.located:
            self.located.append(found)

    def _report(self, code: str, span: Span, **arguments: str) -> None:
        self.report(Problem(code, span, dict(arguments)))

    # --- collecting

    def _collect(self) -> None:
        for file in self.files:
            self._source = file.source
            for problem in file.problems:
                self.report(problem)
            for threshold in (*file.thresholds, *(t for r in file.rules for t in r.thresholds)):
                if threshold.name in self.thresholds:
                    self._report("R018", threshold.span, name=threshold.name)
                self.thresholds[threshold.name] = threshold, _limit(threshold.default)
                self._translated(threshold.texts, threshold.span, f"threshold {threshold.name}")
        self.matcher = Matcher(self.scales, list(self.thresholds))
        shapes: dict[tuple[str, ...], str] = {}
        for form in self.forms.values():
            if form.parent is None:
                known = pattern(form.name, form.en, [c.name for c in form.columns], [c.types for c in form.columns])
                self._patterns[form.name] = known
                shapes[known.shape] = form.name
            else:
                known = pattern(form.name, form.en, [c.name for c in form.own], [c.types for c in form.own])
                self._details.setdefault(form.parent, []).append(known)
        for file in self.files:
            self._source = file.source
            for definition in file.definitions:
                relation, elements = _shape(definition)
                if tuple("_" if isinstance(e, int) else e for e in elements) in shapes:
                    self._report("R013", definition.span, sentence=relation)
                    continue
                shapes[tuple("_" if isinstance(e, int) else e for e in elements)] = relation
                self.definitions[relation] = file, definition
                self._patterns[relation] = Pattern(relation, elements, tuple(() for _ in _columns(definition)))
            for rule in file.rules:
                if rule.name in self.rules or rule.code in {r.code for _, r in self.rules.values()}:
                    self._report("R018", rule.span, name=f"{rule.name} {rule.code}")
                self.rules[rule.name] = file, rule

    # --- definitions

    def _define(self, relation: str) -> None:
        file, definition = self.definitions[relation]
        before, self._source = self._source, file.source
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
                    self._report("R014", definition.span, hole=column)
                types[column] |= scope.types.get(column, frozenset())
            bodies.append(body)
        found = tuple(frozenset(types[c]) for c in columns)
        self._types[relation] = found
        old = self._patterns[relation]
        self._patterns[relation] = Pattern(relation, old.elements, tuple(tuple(sorted(t)) for t in found))
        self.predicates[relation] = Predicate(
            relation, columns, tuple("|".join(sorted(t)) for t in found), tuple(bodies),
            {"en": _said(definition), **definition.texts}, parts,
        )  # fmt: skip
        settled = []
        for block in definition.settled:
            scope = Scope(set(columns), dict(zip(columns, found, strict=True)))
            settled.append(resolver.body(block, scope))
        self.defined[relation] = Defined(columns, tuple(settled), definition.ask)
        if definition.settled and definition.ask is None:
            self._report("R021", definition.span, part="ask")
        self._translated(definition.texts, definition.span, "define", ("nb",))
        if definition.ask:
            self._translated(definition.ask.texts, definition.span, "ask")
        self._resolving.discard(relation)
        self._source = before

    def _parts(self, definition: Definition, resolver: Resolver, types: dict[str, set[str]]) -> Parts | None:
        assert definition.parts
        node, nodes, edges = definition.parts
        scope, joined = Scope(), Scope()
        inside, between = resolver.body(nodes, scope), resolver.body(edges, joined)
        match = next((s for s in between if isinstance(s, Match)), None)
        pair = [t.name for t in match.terms if isinstance(t, Variable)] if match else []
        if len(pair) != 2 or node.text not in scope.bound:
            self._report("R031", definition.span)
            return None
        for name, found in scope.types.items():
            if name in types:
                types[name] |= found
        for column in _columns(definition):
            if column not in scope.bound:
                types[column] |= scope.types.get(node.text, frozenset())
        return Parts(node.text, inside, (pair[0], pair[1]), between)

    # --- rules

    def check(self) -> RuleSet:
        """The rule set of all files; problems are in `located`."""
        for relation in self.definitions:
            self.definition(relation)
        for name in self._ordered():
            file, rule = self.rules[name]
            self._source = file.source
            self._checked[name] = self._rule(file, rule)
        verdicts: list[CheckedVerdict] = []
        for file in self.files:
            self._source = file.source
            for verdict in file.verdicts:
                if verdict.dimension in {v.dimension for v in verdicts}:
                    self._report("R018", verdict.span, name=verdict.dimension)
                verdicts.append(self._verdict(verdict))
        everything = self.predicates | {r.found.name: r.found for r in self._checked.values()}
        for name, relation in circular(everything):
            file, item = self.definitions.get(name) or self.rules[name.removeprefix("found ")]
            self._source = file.source
            self._report("R016", item.span, sentence=name, other=relation)
        ranks: dict[str, dict[object, int]] = {n: {v: rank for rank, v in enumerate(values)} for n, values in self.scales.items()}
        order = sorted(self._checked.values(), key=lambda r: r.code)
        thresholds = {name: CheckedThreshold(default, t.texts) for name, (t, default) in self.thresholds.items()}
        return RuleSet(self.predicates, tuple(order), tuple(verdicts), ranks, thresholds)

    def _ordered(self) -> list[str]:
        """Rules after those they read with `found`, so that types are known; circles are reported elsewhere."""
        done: list[str] = []

        def visit(name: str, path: tuple[str, ...]) -> None:
            if name in done or name in path or name not in self.rules:
                return
            for other in _found_in(self.rules[name][1]):
                visit(other, (*path, name))
            done.append(name)

        for name in self.rules:
            visit(name, ())
        return done

    def _rule(self, file: RuleFile, rule: Rule) -> CheckedRule:
        resolver = Resolver(self)
        about = tuple(t.text for t in rule.about)
        bodies: list[Body] = []
        questions: list[Question] = []
        types: dict[str, frozenset[str]] = {}
        bound: set[str] | None = None
        for block in rule.blocks:
            scope = Scope(types=types)
            lines = resolver.block(block, scope)
            types = scope.types
            bound = scope.bound if bound is None else bound & scope.bound
            bodies.append((*_in_order(rule), *(s for line in lines for s in line.true)))
            questions += self._questions(rule, lines, types, len(questions))
        scope = Scope(set(bound or ()), types)
        with_ = [s for line in resolver.block(rule.with_, scope) for s in line.true if isinstance(s, Aggregate)]
        for hole in rule.about:
            if hole.text not in (bound or ()):
                self._report("R014", hole.span, hole=hole.text)
        eased = tuple(
            CheckedEasing((resolver.body(e.conditions, Scope(set(bound or ()), dict(types))),), e.texts) for e in rule.eased
        )
        for easing in rule.eased:
            self._translated(easing.texts, rule.span, "eased when")
        raised = []
        for severity, block in rule.raised:
            if severity not in SEVERITIES:
                self._report("R023", rule.span, word=severity, known=", ".join(SEVERITIES))
            raised.append((severity, (resolver.body(block, Scope(set(scope.bound), dict(scope.types))),)))
        named = _named(scope.types)
        self._complete(rule, about, named, bool(bodies))
        found = Predicate(
            f"found {rule.name}", about, tuple(named.get(a, "") for a in about), tuple(bodies), {"en": rule.title.get("en", "")}
        )
        return CheckedRule(
            rule.name, rule.code, file.source.name, rule.span, rule.dimension, rule.severity, rule.title, rule.why, rule.finding,
            rule.risks, rule.literature, about, found, tuple(bodies), named, tuple(with_), tuple(questions), eased, tuple(raised),
        )  # fmt: skip

    def _questions(self, rule: Rule, lines: list[Line], types: dict[str, frozenset[str]], first: int) -> list[Question]:
        """For each line that can be open: those before it hold, it is open, and those after it are possible."""
        found = []
        named = _named(types)
        for number, line in enumerate(lines):
            if line.open is None:
                continue
            steps = [s for before in lines[:number] for s in before.true] + list(line.open)
            steps += _after(lines[number + 1 :], steps)
            ask = line.ask
            if ask is None:
                self._report("R032", line.condition.span, line=line.condition.text)
                continue
            self._translated(ask.texts, line.condition.span, "ask")
            bound = _binds(steps)
            if {t.text for t in rule.about} <= bound:
                steps += _in_order(rule)
            wanted = [t.text for t in rule.about] + sorted(
                {h for t in ask.texts.values() for h in holes(t)} | ({ask.whom.text} if ask.whom and ask.whom.type == "VAR" else set())
            )
            columns = tuple(dict.fromkeys(w for w in wanted if w in bound))
            for hole in {h for t in ask.texts.values() for h in holes(t)} - bound:
                self._report("R020", line.condition.span, hole=hole)
            predicate = Predicate(
                f"open {rule.name} {first + len(found)}", columns, tuple(named.get(c, "") for c in columns), (tuple(steps),)
            )
            whom = ask.whom.text if ask.whom else None
            question = Ask(whom, ask.whom is not None and ask.whom.type != "VAR", ask.texts)
            found.append(Question(predicate, question, line.condition.text))
        return found

    def _complete(self, rule: Rule, about: tuple[str, ...], types: Types, conditions: bool) -> None:
        """Every part that a rule needs, in every language, with messages that can be filled in."""
        if rule.dimension not in DIMENSIONS:
            self._report("R023", rule.span, word=rule.dimension, known=", ".join(DIMENSIONS))
        if rule.severity not in SEVERITIES:
            self._report("R023", rule.span, word=rule.severity, known=", ".join(SEVERITIES))
        for risk in rule.risks:
            if risk not in BENEFITS:
                self._report("R023", rule.span, word=risk, known=", ".join(BENEFITS))
        for part, texts in (("title", rule.title), ("why", rule.why), ("finding", rule.finding)):
            self._translated(texts, rule.span, part)
        if not conditions:
            self._report("R021", rule.span, part="when")
        aggregates = {n for n, t in types.items() if t in ("number", "share", "ratio") or t.startswith("list")}
        for text in rule.finding.values():
            for hole in sorted(holes(text) - set(about) - aggregates):
                self._report("R020", rule.span, hole=hole)

    def _translated(self, texts: dict[str, str], span: Span, part: str, languages: tuple[str, ...] = LANGUAGES) -> None:
        for language in languages:
            if not texts.get(language):
                self._report("R019", span, part=part, language=language)

    # --- verdicts

    def _verdict(self, verdict: Verdict) -> CheckedVerdict:
        if verdict.dimension not in DIMENSIONS:
            self._report("R023", verdict.span, word=verdict.dimension, known=", ".join(DIMENSIONS))
        resolver = Resolver(self, in_verdict=True)
        scope = Scope()
        shared = resolver.body(verdict.with_, scope)
        columns = tuple(sorted(n for n in scope.bound))
        named = _named(scope.types)
        cases = []
        for number, case in enumerate(verdict.cases):
            if case.verdict not in VERDICTS:
                self._report("R023", case.span, word=case.verdict, known=", ".join(VERDICTS))
            self._translated(case.texts, case.span, case.verdict)
            body = (*shared, *resolver.body(case.conditions, Scope(set(scope.bound), dict(scope.types))))
            for text in case.texts.values():
                for hole in sorted(holes(text) - set(columns)):
                    self._report("R020", case.span, hole=hole)
            name = f"verdict {verdict.dimension} {number}"
            cases.append(CheckedCase(case.verdict, Predicate(name, columns, tuple(named[c] for c in columns), (body,)), case.texts))
        if not verdict.cases or verdict.cases[-1].conditions:
            self._report("R033", verdict.span, dimension=verdict.dimension)
        return CheckedVerdict(verdict.dimension, verdict.ideal, named, tuple(cases))


def check_rules(files: Iterable[RuleFile]) -> tuple[RuleSet, list[Located]]:
    """The rule set of some files, and all that is wrong with them, by file and place."""
    checker = Checker(files)
    rules = checker.check()
    return rules, sorted(checker.located, key=lambda x: (x.source.name, x.problem.span, x.problem.code))


def _columns(definition: Definition) -> tuple[str, ...]:
    return tuple(t.text for t in definition.terms if t.type == "VAR")


def _shape(definition: Definition) -> tuple[str, tuple[str | int, ...]]:
    """The relation's name (the sentence with blanks) and the elements of its pattern."""
    elements: list[str | int] = []
    for term in definition.terms:
        elements.append(sum(isinstance(e, int) for e in elements) if term.type == "VAR" else term.text)
    return " ".join("_" if isinstance(e, int) else e for e in elements), tuple(elements)


def _said(definition: Definition) -> str:
    return " ".join(f"{{{t.text}}}" if t.type == "VAR" else t.text for t in definition.terms)


def _named(types: dict[str, frozenset[str]]) -> Types:
    return {name: " ".join(("list", *sorted(t - {"list"}))) if "list" in t else "|".join(sorted(t)) for name, t in types.items()}


def _limit(terms: tuple[syntax.Term, ...]) -> object:
    first = terms[0]
    if first.type != "NUMBER":
        return first.text
    number = Fraction(first.text)
    if len(terms) > 1:
        return number / 100
    return int(number) if number.denominator == 1 else number


def _in_order(rule: Rule) -> tuple[Step, ...]:
    """For a rule about a pair, the step that keeps one of the two orders."""
    if not rule.pair:
        return ()
    one, other = (Variable(t.text) for t in rule.about)
    return (Compare(one, "<", other),)


def _found_in(rule: Rule) -> list[str]:
    """The rules that a rule reads with `found`."""
    found: list[str] = []

    def visit(conditions: Iterable[syntax.Condition]) -> None:
        for c in conditions:
            if c.kind == "found":
                found.append(c.terms[0].text)
            visit(c.body)

    for block in rule.blocks:
        visit(block)
    return found


def _binds(steps: Iterable[Step]) -> set[str]:
    """The holes that steps bind."""
    found: set[str] = set()
    for step in steps:
        if isinstance(step, Match):
            found |= {t.name for t in step.terms if isinstance(t, Variable)}
        elif isinstance(step, Aggregate):
            found.add(step.result)
    return found


def _after(lines: list[Line], before: Iterable[Step]) -> list[Step]:
    """What the lines after an open one add: what is left possible, as far as the holes they speak of are bound."""
    bound = _binds(before)
    steps: list[Step] = []
    for line in lines:
        if line.uses <= bound:
            part = line.true if line.open is None else line.possible
            steps += part
            bound |= _binds(part)
    return steps


__all__ = ["Checker", "Located", "check_rules"]
