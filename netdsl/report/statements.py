"""What two networks state differently, as sentences of a language."""

from collections.abc import Sequence
from itertools import product
from typing import Any

from netdsl.model.forms import Form, forms
from netdsl.recommend.difference import IN_FORCE, Difference, FactDifference
from netdsl.report.messages import listed, put, shown
from netdsl.report.texts import say


def difference_text(found: Difference, language: str) -> str:
    """What a difference says: the statement and how many lines it has, or the line after the statement it stands under.

    A line with another value shows both; what is not plainly there or not there says what it is and was.
    """
    form = forms()[found.form]
    facts = [f for f in found.facts if f.form == found.form]
    if form.parent:
        about = _sentences(forms()[form.parent], [f.row[: form.head] for f in facts], language)
        if found.was == found.now == IN_FORCE:
            old, new = ([f for f in facts if states(f)] for states in (_before, _after))
            text = f"{about}: {_own(form, old, language)} → {_own(form, new, language)}"
        else:
            text = f"{about}: {_own(form, facts, language)}"
    else:
        text = _sentences(form, [f.row for f in facts], language)
        more = len({(f.form, f.row) for f in found.facts}) - len(facts)
        if more and not (found.was and found.now):
            text += f" ({say('fact-more' if more == 1 else 'facts-more', language, n=more)})"
    state = _became(found, language)
    return f"{text} ({state})" if state else text


def _became(found: Difference, language: str) -> str:
    was, now = found.was, found.now
    if was and now and was != now:
        return say(f"state {was} to {now}", language)
    only = was or now
    return say(f"state {only}", language) if only != IN_FORCE and not (was and now) else ""


def _before(fact: FactDifference) -> bool:
    return bool(fact.before)


def _after(fact: FactDifference) -> bool:
    return bool(fact.after)


def _own(form: Form, facts: Sequence[FactDifference], language: str) -> str:
    return _filled(form, form.own, [f.row[form.head :] for f in facts], language)


def _sentences(form: Form, rows: Sequence[Any], language: str) -> str:
    return _filled(form, form.columns, rows, language)


def _filled(form: Form, columns: Sequence[Any], rows: Sequence[Any], language: str) -> str:
    """Rows of a form as one sentence where they differ only in lists, else as several."""
    text: str = getattr(form, language)
    distinct = list(dict.fromkeys(rows))
    if form.paired:
        distinct = [row for row in distinct if str(row[0]) <= str(row[1])] or distinct
    members = [list(dict.fromkeys(column)) for column in zip(*distinct, strict=True)]
    groups = [members] if set(product(*members)) == set(distinct) else [[[v] for v in row] for row in distinct]
    return "; ".join(_sentence(text, columns, group, language) for group in groups)


def _sentence(text: str, columns: Sequence[Any], members: Sequence[Sequence[Any]], language: str) -> str:
    for column, values in zip(columns, members, strict=True):
        types = "|".join(column.types)
        text = put(text, column.name, listed([shown(v, types, language) for v in values], language))
    return text
