"""How questions that are worth asking are laid out: for a terminal, in Markdown and as JSON; by weight or by person."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from textwrap import wrap
from typing import Any

from netdsl.recommend.answers import OPEN, Answer
from netdsl.report.asking import HEADS, THEMES, AnswersView, AskingView, AskView
from netdsl.report.markdown import plain
from netdsl.report.messages import capital, full
from netdsl.report.structured import finding_summary, json_text, verdicts_data
from netdsl.report.table import bold, indented, turn
from netdsl.report.texts import say

FINDINGS = 3
"""So many findings that an answer brings or clears are told in full; the rest by their code."""

GROUPS = 4
"""So many different outcomes of a question are shown in short."""

SENTENCES = 3
"""So many sentences of answers that decide the same are shown in short."""


def table(shown: AskView, width: int, by_person: bool, verbose: bool) -> str:
    """The questions as a terminal shows them."""
    return "\n".join(_table(shown, width, by_person, verbose)) + "\n"


def _table(shown: AskView, width: int, by_person: bool, verbose: bool) -> Iterator[str]:
    language = shown.language
    yield bold(f"{shown.evaluation.network.name}: {say('ask-heading', language)}")
    if not shown.askings:
        yield say("ask-none", language)
    elif by_person:
        for person, themes in persons(shown):
            yield ""
            yield bold(person)
            for theme, askings in themes:
                yield f"  {say(f'theme-{theme}', language)}"
                for asking in askings:
                    yield from indented(f"- {asking.question}", width, "    ")
                    yield from indented(hanging(asking), width, "      ")
    else:
        yield from wrap(say("ask-tried", language), width)
        number = 0
        for decides, group in groupby(shown.askings, key=lambda asking: asking.decides):
            yield ""
            yield bold(say(f"decides-{decides}", language))
            for asking in group:
                number += 1
                yield ""
                yield from _asking(number, asking, width, verbose)
    for key, number in (("ask-idle", shown.idle), ("ask-untried", shown.untried)):
        if number:
            yield ""
            yield from wrap(say(key, language, n=number), width)


def _asking(number: int, asking: AskingView, width: int, verbose: bool) -> Iterator[str]:
    language = asking.language
    mark = f"{number}. "
    yield from map(bold, wrap(asking.question, width, initial_indent=mark, subsequent_indent=" " * len(mark)))
    theme = f"{say('theme', language)}: {say(f'theme-{asking.theme}', language)}"
    yield from indented(f"{say('ask-whom', language)}: {asking.whom or '–'}; {theme}", width, "   ")
    groups = asking.groups if verbose else asking.kinds[:GROUPS]
    for group in groups:
        yield from _group(group, width, verbose)
    if not verbose and len(asking.kinds) > len(groups):
        yield f"   … {len(asking.kinds) - len(groups)} {say('others', language)}: --verbose"
    if not asking.groups:
        yield from indented(say(_unanswered(asking), language), width, "   ")
    elif not asking.asking.complete:
        yield f"   {say('ask-incomplete', language)}"


def _unanswered(asking: AskingView) -> str:
    """The text for a question without an answer."""
    return "ask-untold" if asking.asking.tried else "ask-not-tried"


def _group(group: AnswersView, width: int, verbose: bool) -> Iterator[str]:
    language = group.language
    said = group.says if verbose else group.says[:SENTENCES]
    for sentence in said:
        yield from indented(f"– {sentence}", width, "   ")
    if len(group.says) > len(said):
        yield f"   – … {len(group.says) - len(said)} {say('others', language)}"
    for effect in effects(group):
        yield from indented(f"→ {effect}", width, "     ")
    if verbose or (not group.before and (group.verdicts or group.new or group.gone)):
        yield from (f"     {line}" for line in notes(group, group.answers[0], None if verbose else HEADS))


def effects(group: AnswersView) -> Iterator[str]:
    """What answers change, a line for each verdict and finding."""
    language = group.language
    if group.before:
        yield say("told-before", language)
        return
    if group.alike:
        yield say("alike", language)
    for before, after in group.verdicts:
        if before and after:
            yield turn(before, after, language)
    for key, found in (("brings", group.new), ("clears", group.gone)):
        for f in found[:FINDINGS]:
            yield f"{say(key, language)} {say(f.severity, language)} {f.code}: {f.message}"
        if rest := [f.id for f in found[FINDINGS:]]:
            yield f"{say(key, language)}: {', '.join(rest)}"
    if not (group.verdicts or group.new or group.gone):
        yield say("settles-only" if group.closes and group.asking.kind == OPEN else "changes-nothing", language)
    if not group.closes:
        yield say("leaves-open", language)


def notes(group: AnswersView, answer: Answer, most: int | None = None) -> Iterator[str]:
    """What to write into the file, line by line; at most so many statements."""
    language = group.language
    found = group.writings(answer)
    for place, some in groupby(found[:most], key=lambda writing: writing.line):
        where = f" {say('under-line', language, n=place)}" if place else ""
        yield f"{say('write', language)}{where}:"
        for writing in some:
            yield f"  {' '.join(writing.head.split()) if place else writing.head}"
            yield from (f"    {line}" for line in writing.lines)
    if len(found) > len(found[:most]):
        yield f"  … {len(found) - len(found[:most])} {say('others', language)}"
    for line, text in group.replacements(answer):
        if text is None:
            yield f"{say('strike', language, n=line)}: {_line(group, line)}"
        else:
            yield f"{say('write', language)} {say('instead-of', language, n=line)}: {text}"


def _line(group: AnswersView, number: int) -> str:
    return " ".join(group.evaluation.network.source.lines[number - 1].split())


def hanging(asking: AskingView) -> str:
    """What hangs on a question: verdicts and findings by code."""
    dimensions, codes = asking.hangs
    words = [say(d, asking.language) for d in dimensions] + list(codes)
    return f"{say('hangs-on-it', asking.language)}: {', '.join(words) or '–'}"


def persons(shown: AskView) -> list[tuple[str, list[tuple[str, list[AskingView]]]]]:
    """Whom to ask, the most decisive first; for each the questions by theme, in the order of an interview."""
    found: dict[str, dict[str, list[AskingView]]] = {}
    for asking in shown.askings:
        names = [p.text(shown.language) for p in asking.people] or ["–"]
        for name in names:
            found.setdefault(name, {}).setdefault(asking.theme, []).append(asking)
    return [(name, sorted(themes.items(), key=lambda item: THEMES.index(item[0]))) for name, themes in found.items()]


# --- Markdown


def markdown(views: Sequence[AskView], by_person: bool) -> str:
    """The questions about some networks as one Markdown text."""
    return "\n".join(line for shown in views for line in _markdown(shown, by_person)) + "\n"


def _markdown(shown: AskView, by_person: bool) -> Iterator[str]:
    language = shown.language
    yield f"# {plain(shown.evaluation.network.name)}: {say('ask-heading', language)}"
    yield ""
    if not shown.askings:
        yield f"{say('ask-none', language)}\n"
    elif by_person:
        for person, themes in persons(shown):
            yield f"## {plain(person)}"
            yield ""
            for theme, askings in themes:
                yield f"### {capital(say(f'theme-{theme}', language))}"
                yield ""
                for asking in askings:
                    yield f"- {plain(asking.question)}"
                    yield f"  - {plain(hanging(asking))}"
                yield ""
    else:
        yield f"{full(say('ask-tried', language))}\n"
        number = 0
        for decides, group in groupby(shown.askings, key=lambda asking: asking.decides):
            yield f"## {say(f'decides-{decides}', language)}"
            yield ""
            for asking in group:
                number += 1
                yield from _asking_in_markdown(number, asking)
    for key, number in (("ask-idle", shown.idle), ("ask-untried", shown.untried)):
        if number:
            yield f"{say(key, language, n=number)}\n"


def _asking_in_markdown(number: int, asking: AskingView) -> Iterator[str]:
    language = asking.language
    yield f"### {number}. {plain(asking.question)}"
    yield ""
    yield f"- {say('ask-whom', language)}: {plain(asking.whom or '–')}"
    yield f"- {say('theme', language)}: {say(f'theme-{asking.theme}', language)}"
    yield ""
    for group in asking.kinds:
        yield from (f"- {plain(sentence)}" for sentence in group.says)
        yield from (f"  - → {plain(effect)}" for effect in effects(group))
        yield ""
        if not group.before:
            yield from (f"      {line}" for line in notes(group, group.answers[0]))
            yield ""
    if not asking.groups:
        yield f"{say(_unanswered(asking), language)}\n"
    elif not asking.asking.complete:
        yield f"{say('ask-incomplete', language)}\n"


# --- JSON


def as_json(views: Sequence[AskView], by_person: bool) -> str:
    """The questions about some networks as one JSON text."""
    return json_text({"networks": [_network(v, by_person) for v in views]})


def _network(shown: AskView, by_person: bool) -> dict[str, Any]:
    network = shown.evaluation.network
    found: dict[str, Any] = {
        "file": network.source.name,
        "name": network.name,
        "language": shown.language,
        "questions": [_question(a) for a in shown.askings],
        "without_effect": shown.idle,
        "untried": shown.untried,
    }
    if by_person:
        numbers = {id(a): n for n, a in enumerate(shown.askings)}
        found["by_person"] = [
            {"ask": person, "themes": [{"theme": t, "questions": [numbers[id(a)] for a in some]} for t, some in themes]}
            for person, themes in persons(shown)
        ]
    return found


def _question(asking: AskingView) -> dict[str, Any]:
    return {
        "kind": asking.asking.kind,
        "question": asking.question,
        "ask": [
            {"name": p.name, "sources": list(p.sources), "heard": p.heard or bool(p.sources)} for p in asking.people
        ],
        "theme": asking.theme,
        "decides": asking.decides,
        "rules": list(dict.fromkeys(q.rule.name for q in asking.asking.asked)),
        "lines": sorted({o.line.span.line for o in asking.asking.origins}),
        "complete": asking.asking.complete,
        "outcomes": [_outcome(g) for g in asking.groups],
    }


def _outcome(group: AnswersView) -> dict[str, Any]:
    return {
        "says": list(group.says),
        "settles": group.closes,
        "told_before": group.before,
        "introduces": [finding_summary(f) for f in group.new],
        "clears": [finding_summary(f) for f in group.gone],
        "verdicts": verdicts_data(group.verdicts),
        "answers": [
            {
                "write": [{"under": w.line, "head": w.head, "lines": list(w.lines)} for w in group.writings(a)],
                "replace": [{"line": r.line, "text": r.text} for r in group.replacements(a)],
            }
            for a in group.answers
        ],
    }
