"""Measures of a network's structure as a table and as JSON, each with its definition."""

import json
from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import floor
from textwrap import wrap
from typing import Any

from netdsl.evaluate import Evaluation
from netdsl.graph.metrics import Measure, Metrics, Ratio
from netdsl.graph.relations import Relation
from netdsl.model.dates import day
from netdsl.model.forms import word
from netdsl.report.metric_texts import NAMES, WORDS, put

DECIMALS = 4
"""Shown of a ratio, besides the two numbers that it is exactly made of."""


def titled(relation: Relation, language: str) -> str:
    """What a relation is called, with its thing: `exchanges: money`."""
    return put(relation.name, language) + (f": {relation.thing}" if relation.thing else "")


def called(relation: Relation) -> set[str]:
    """What a relation may be called, in each language, with its thing or without."""
    names = WORDS[relation.name]
    return {*names.values(), *(titled(relation, language) for language in names)}


def table(evaluation: Evaluation, found: Sequence[Metrics], language: str, width: int = 80) -> str:
    """The measures for the terminal."""
    return "\n".join(_lines(evaluation, found, language, width)) + "\n"


def _lines(evaluation: Evaluation, found: Sequence[Metrics], language: str, width: int) -> Iterator[str]:
    network = evaluation.network
    yield network.name
    when = f"; {put('as-of', language)} {day(network.as_of)}" if network.as_of else ""
    yield f"{network.source.name}{when}"
    if not found:
        yield from ("", put("nothing", language))
    names = [NAMES[name][language][0] for each in found for name in each.measures]
    column = max(map(len, names), default=0)
    for each in found:
        relation = each.relation
        yield ""
        yield f"{titled(relation, language)} ({put('directed' if relation.directed else 'undirected', language)})"
        for name, value in each.measures.items():
            shown, *more = wrap(_shown(value, language), max(20, width - column - 4)) or [""]
            yield f"  {NAMES[name][language][0]:<{column}}  {shown}"
            yield from (f"  {'':<{column}}  {line}" for line in more)
        if each.sectors:
            yield f"  {put('sector-mix' if relation.directed else 'sector-mix-undirected', language)}"
            for (one, other), ties in each.sectors.items():
                arrow = "→" if relation.directed else "–"
                yield f"    {_sector(one, language)} {arrow} {_sector(other, language)}  {ties}"
        if not relation.told:
            yield from (f"  {line}" for line in wrap(put("at-least", language), width - 2))
    if found:
        yield from ("", put("definition", language))
        for name in dict.fromkeys(name for each in found for name in each.measures):
            first, *more = wrap(NAMES[name][language][1], max(20, width - column - 4))
            yield f"  {NAMES[name][language][0]:<{column}}  {first}"
            yield from (f"  {'':<{column}}  {line}" for line in more)
        yield from ("", *wrap(put("no-cut-off", language), width))


def as_json(evaluation: Evaluation, found: Sequence[Metrics], language: str) -> str:
    """The measures for programs."""
    network = evaluation.network
    data = {
        "file": network.source.name,
        "name": network.name,
        "as_of": day(network.as_of),
        "relations": [_relation(each) for each in found],
        "definitions": {
            name: NAMES[name][language][1] for name in dict.fromkeys(n for each in found for n in each.measures)
        },
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _relation(found: Metrics) -> dict[str, Any]:
    relation = found.relation
    return {
        "relation": relation.name,
        "thing": relation.thing,
        "directed": relation.directed,
        "complete": relation.told,
        "measures": {name: _data(value) for name, value in found.measures.items()},
        "sectors": [{"from": one, "to": other, "ties": ties} for (one, other), ties in found.sectors.items()],
    }


def _data(value: Measure) -> Any:
    if isinstance(value, Ratio):
        quotient = value.value
        return {"value": None if quotient is None else float(quotient), "part": value.part, "of": value.of}
    if isinstance(value, tuple):
        return [list(member) if isinstance(member, tuple) else member for member in value]
    return value


def _shown(value: Measure, language: str) -> str:
    if isinstance(value, Ratio):
        quotient = value.value
        if quotient is None:
            return "–"
        return f"{_decimal(quotient, language)}  ({value.part} / {value.of})"
    if isinstance(value, int):
        return str(value)
    if not value:
        return put("none", language)
    if isinstance(value[0], tuple):
        groups = [f"{len(group)} ({', '.join(group)})" for group in value]
        return f"{len(groups)}: {'; '.join(groups)}"
    return f"{len(value)}: {', '.join(map(str, value))}"


def _decimal(number: Fraction, language: str) -> str:
    whole, rest = divmod(floor(number * 10**DECIMALS + Fraction(1, 2)), 10**DECIMALS)
    return f"{whole}{',' if language == 'nb' else '.'}{rest:0{DECIMALS}}"


def _sector(name: str, language: str) -> str:
    return put(name, language) if name == "not_told" else word("SECTOR", name, language)
