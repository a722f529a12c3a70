"""Rule files checked before they run: a rule set, or all that is wrong."""

from collections.abc import Iterable

from attrs import evolve

from netdsl.check.changes import ChangeChecker
from netdsl.check.conditions import Resolver
from netdsl.check.ruleset import (
    BENEFITS,
    DIMENSIONS,
    SEVERITIES,
    VERDICTS,
    Aggregate,
    Ask,
    Body,
    CheckedCase,
    CheckedCost,
    CheckedEasing,
    CheckedRule,
    CheckedThreshold,
    CheckedVerdict,
    Compare,
    Match,
    Predicate,
    Question,
    RuleSet,
    Step,
    Types,
    Variable,
    binds,
)  # fmt: skip
from netdsl.check.scope import Line, Scope
from netdsl.check.strata import circular
from netdsl.check.vocabulary import Located, Sentences
from netdsl.source import Span
from netdsl.syntax import rule_tree as syntax
from netdsl.syntax.rule_tree import Rule, RuleFile, Verdict
from netdsl.syntax.templates import holes


class RuleChecker:
    """Checks the rules and verdicts of a rule set against its vocabulary."""

    def __init__(self, sentences: Sentences) -> None:
        self.known = sentences

    def check(self) -> RuleSet:
        """The rule set of all files; problems are in `located`."""
        for relation in self.known.definitions:
            self.known.definition(relation)
        for name in self._ordered():
            file, rule = self.known.rules[name]
            self.known.source = file.source
            self.known.checked[name] = self._rule(file, rule)
        verdicts: list[CheckedVerdict] = []
        for file in self.known.files:
            self.known.source = file.source
            for verdict in file.verdicts:
                if verdict.dimension in {v.dimension for v in verdicts}:
                    self.known.wrong("R018", verdict.span, name=verdict.dimension)
                verdicts.append(self._verdict(verdict))
        everything = self.known.predicates | {r.found.name: r.found for r in self.known.checked.values()}
        for name, relation in circular(everything):
            file, item = self.known.definitions.get(name) or self.known.rules[name.removeprefix("found ")]
            self.known.source = file.source
            self.known.wrong("R016", item.span, sentence=name, other=relation)
        ranks: dict[str, dict[object, int]] = {
            n: {v: rank for rank, v in enumerate(values)} for n, values in self.known.scales.items()
        }
        order = sorted(self.known.checked.values(), key=lambda r: r.code)
        thresholds = {name: CheckedThreshold(default, t.texts) for name, (t, default) in self.known.thresholds.items()}
        costs = {kind: CheckedCost(int(float(cost.value)), cost.texts) for kind, cost in self.known.costs.items()}
        return RuleSet(self.known.predicates, tuple(order), tuple(verdicts), ranks, thresholds, costs)

    def _ordered(self) -> list[str]:
        """Rules after those they read with `found`, so that types are known; circles are reported elsewhere."""
        done: list[str] = []

        def visit(name: str, path: tuple[str, ...]) -> None:
            if name in done or name in path or name not in self.known.rules:
                return
            for other in _found_in(self.known.rules[name][1]):
                visit(other, (*path, name))
            done.append(name)

        for name in self.known.rules:
            visit(name, ())
        return done

    def _rule(self, file: RuleFile, rule: Rule) -> CheckedRule:
        resolver = Resolver(self.known)
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
            bodies.append((*(s for line in lines for s in line.true), *_in_order(rule)))
            questions += self._questions(rule, lines, types, len(questions))
        scope = Scope(set(bound or ()), types)
        eases = [resolver.body(e.conditions, scope.inner()) for e in rule.eased]
        raises = [resolver.body(block, scope.inner()) for _, block in rule.raised]
        with_ = [s for line in resolver.block(rule.with_, scope) for s in line.true if isinstance(s, Aggregate)]
        for hole in rule.about:
            if hole.text not in (bound or ()):
                self.known.wrong("R014", hole.span, hole=hole.text)
        named = _named(scope.types)
        self._complete(rule, about, named, bool(bodies))
        found = _predicate(f"found {rule.name}", about, named, bodies)

        def weighed(kind: str, more: list[Body]) -> list[Predicate]:
            """What eases or raises a finding: something more holds of one of its bindings."""
            # That it is found follows from the body; said first, it leaves little to look at.
            first = Match(found.name, tuple(map(Variable, about)), rule.span)
            return [
                _predicate(f"{kind} {rule.name} {number}", about, named, [(first, *body, *own) for body in bodies])
                for number, own in enumerate(more)
            ]

        return CheckedRule(
            name=rule.name,
            code=rule.code,
            file=file.source.name,
            span=rule.span,
            dimension=rule.dimension,
            severity=rule.severity,
            title=rule.title,
            why=rule.why,
            finding=rule.finding,
            risks=rule.risks,
            literature=rule.literature,
            about=about,
            found=evolve(found, texts={"en": rule.title.get("en", "")}),
            bodies=tuple(bodies),
            types=named,
            with_=tuple(with_),
            questions=tuple(questions),
            eased=self._eased(rule, weighed("eased", eases)),
            raised=self._raised(rule, weighed("raised", raises)),
            changes=ChangeChecker(self.known, resolver).changes(rule, scope),
            unchanged=rule.unchanged,
        )

    def _eased(self, rule: Rule, predicates: list[Predicate]) -> tuple[CheckedEasing, ...]:
        for easing in rule.eased:
            self.known.translated(easing.texts, rule.span, "eased when")
        return tuple(CheckedEasing(p, e.texts) for p, e in zip(predicates, rule.eased, strict=True))

    def _raised(self, rule: Rule, predicates: list[Predicate]) -> tuple[tuple[str, Predicate], ...]:
        for severity, _ in rule.raised:
            self._one_of(severity, SEVERITIES, rule.span)
        return tuple((severity, p) for p, (severity, _) in zip(predicates, rule.raised, strict=True))

    def _questions(self, rule: Rule, lines: list[Line], types: dict[str, frozenset[str]], first: int) -> list[Question]:
        """For each line that can be open: those before it hold, it is open, and those after it are possible."""
        found: list[Question] = []
        named = _named(types)
        for number, line in enumerate(lines):
            if line.open is None:
                continue
            steps = [s for before in lines[:number] for s in before.true]
            place = (len(steps), len(steps) + len(line.open))
            steps += line.open
            steps += _after(lines[number + 1 :], steps)
            ask = line.ask
            if ask is None:
                self.known.wrong("R032", line.condition.span, line=line.condition.text)
                continue
            self.known.translated(ask.texts, line.condition.span, "ask")
            bound = set().union(*map(binds, steps))
            about = [t.text for t in rule.about]
            if set(about) <= bound:
                steps += _in_order(rule)
            asked = {h for text in ask.texts.values() for h in holes(text)}
            for hole in sorted(asked - bound):
                self.known.wrong("R020", line.condition.span, hole=hole)
            role = ask.whom is not None and ask.whom.type != "VAR"
            if ask.whom and not role:
                asked.add(ask.whom.text)
            columns = tuple(dict.fromkeys(hole for hole in (*about, *sorted(asked)) if hole in bound))
            predicate = _predicate(f"open {rule.name} {first + len(found)}", columns, named, [tuple(steps)])
            question = Ask(ask.whom.text if ask.whom else None, role, ask.texts)
            found.append(Question(predicate, question, line.condition.text, place))
        return found

    def _complete(self, rule: Rule, about: tuple[str, ...], types: Types, conditions: bool) -> None:
        """Every part that a rule needs, in every language, with messages that can be filled in."""
        for name, word, known in (("dimension", rule.dimension, DIMENSIONS), ("severity", rule.severity, SEVERITIES)):
            if word:
                self._one_of(word, known, rule.span)
            else:
                self.known.wrong("R021", rule.span, part=name)
        for risk in rule.risks:
            self._one_of(risk, BENEFITS, rule.span)
        for part, texts in (("title", rule.title), ("why", rule.why), ("finding", rule.finding)):
            self.known.translated(texts, rule.span, part)
        if not conditions:
            self.known.wrong("R021", rule.span, part="when")
        aggregates = {n for n, t in types.items() if t in ("number", "share", "ratio") or t.startswith("list")}
        for text in rule.finding.values():
            for hole in sorted(holes(text) - set(about) - aggregates):
                self.known.wrong("R020", rule.span, hole=hole)

    def _one_of(self, word: str, known: tuple[str, ...], span: Span) -> None:
        if word not in known:
            self.known.wrong("R023", span, word=word, known=", ".join(known))

    # --- verdicts

    def _verdict(self, verdict: Verdict) -> CheckedVerdict:
        self._one_of(verdict.dimension, DIMENSIONS, verdict.span)
        resolver = Resolver(self.known, in_verdict=True)
        scope = Scope()
        shared = resolver.body(verdict.with_, scope)
        columns = tuple(sorted(scope.bound))
        named = _named(scope.types)
        # What all cases look at is counted once; they read it as they read any sentence.
        counted = _predicate(f"verdict {verdict.dimension}", columns, named, [shared])
        self.known.predicates[counted.name] = counted
        looking = Match(counted.name, tuple(map(Variable, columns)), verdict.span)
        cases = []
        for number, case in enumerate(verdict.cases):
            self._one_of(case.verdict, VERDICTS, case.span)
            self.known.translated(case.texts, case.span, case.verdict)
            body = (looking, *resolver.body(case.conditions, scope.inner()))
            for text in case.texts.values():
                for hole in sorted(holes(text) - set(columns)):
                    self.known.wrong("R020", case.span, hole=hole)
            predicate = _predicate(f"verdict {verdict.dimension} {number}", columns, named, [body])
            cases.append(CheckedCase(case.verdict, predicate, case.texts))
        if not verdict.cases or verdict.cases[-1].conditions:
            self.known.wrong("R033", verdict.span, dimension=verdict.dimension)
        return CheckedVerdict(verdict.dimension, verdict.ideal, named, tuple(cases))


def check_rules(files: Iterable[RuleFile]) -> tuple[RuleSet, list[Located]]:
    """The rule set of some files, and all that is wrong with them, by file and place."""
    sentences = Sentences(files)
    rules = RuleChecker(sentences).check()
    return rules, sorted(sentences.located, key=lambda x: (x.source.name, x.problem.span, x.problem.code))


def _named(types: dict[str, frozenset[str]]) -> Types:
    return {name: "list " * ("list" in t) + "|".join(sorted(t - {"list"})) for name, t in types.items()}


def _predicate(name: str, columns: tuple[str, ...], types: Types, bodies: Iterable[Body]) -> Predicate:
    return Predicate(name, columns, tuple(types.get(column, "") for column in columns), tuple(bodies))


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


def _after(lines: list[Line], before: Iterable[Step]) -> list[Step]:
    """What the lines after an open one add: what is left possible, as far as the holes they speak of are bound."""
    bound: set[str] = set().union(*map(binds, before))
    steps: list[Step] = []
    for line in lines:
        if line.uses <= bound:
            part = line.true if line.open is None else line.possible
            steps += part
            bound = bound.union(*map(binds, part))
    return steps
