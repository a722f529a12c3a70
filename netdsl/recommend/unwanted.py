"""Findings that are as severe as a level or more, as predicates: as the rules derive their severity."""

from collections.abc import Iterator

from netdsl.check.ruleset import SEVERITIES, Absent, Body, CheckedRule, Match, Predicate, Variable


def unwanted(rule: CheckedRule, level: str) -> Predicate:
    """The findings of a rule that are as severe as a level or more, as a predicate over what the rule is about."""
    terms = tuple(Variable(name) for name in rule.about)
    found = Match(rule.found.name, terms)
    eased: tuple[Body, ...] = tuple((Match(e.predicate.name, terms),) for e in rule.eased)
    bodies: list[Body] = []
    for severity, steps in _severities(rule, terms):
        bare: Body = (found, *steps)
        if rank(severity) >= rank(level):
            still = rank(severity) - (1 if rank(severity) >= _EASED else 0) >= rank(level)
            bodies.append(bare if still or not eased else (*bare, Absent(eased)))
    return Predicate(
        f"unwanted {rule.name}", rule.about, tuple(rule.types.get(n, "") for n in rule.about), tuple(bodies)
    )


def _severities(rule: CheckedRule, terms: tuple[Variable, ...]) -> Iterator[tuple[str, Body]]:
    """The severities before easing that a finding may have, and when: the last that raises it counts."""
    later: list[Body] = []
    for severity, predicate in reversed(rule.raised):
        match = Match(predicate.name, terms)
        yield severity, (match, *([Absent(tuple(later))] if later else []))
        later.append((match,))
    yield rule.severity, ((Absent(tuple(later)),) if later else ())


_EASED = SEVERITIES.index("major")
"""From this severity on easing lowers it by a step."""


def rank(severity: str) -> int:
    """The place of a severity among all, from 0."""
    return SEVERITIES.index(severity)
