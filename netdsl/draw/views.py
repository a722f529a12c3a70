"""The views of a network: which actors and ties a picture of each shows, read from its facts and its evaluation."""

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

from attrs import evolve

from netdsl.draw.scene import NOTHING, WEIGHTS, Also, Cell, Key, Node, Scene, Tie
from netdsl.draw.texts import say
from netdsl.evaluate import Evaluation
from netdsl.model.facts import Facts
from netdsl.model.forms import word
from netdsl.model.network import Row
from netdsl.report.messages import listed, said, shown

SHOWN_ROLES = ("coordinator", "outside")
"""Roles that a picture shows, the first before the second."""

MEETING_LINES = ("meeting.frequency", "meeting.occasion", "meeting.decides")


def scene(evaluation: Evaluation, view: str, language: str, also: Also = NOTHING) -> Scene:
    """What a picture of one of VIEWS shows, and what comes with it."""
    ties = (*_with_parts(_TIES[view](evaluation, language), evaluation.facts, language), *also.ties)
    nodes = [
        *_actors(evaluation.facts, language),
        *(_meetings(evaluation.facts, language) if view == "meetings" else ()),
        *also.nodes,
    ]
    known = {n.key for n in nodes}
    tied = dict.fromkeys(key for t in ties for key in (t.start, t.end) if key not in known)
    nodes += [Node(key, say("group", language, name=key[1]) if key[0] == "group" else key[1]) for key in tied]
    network = evaluation.network
    title = f"{network.name}: {say(view, language)}"
    if network.as_of:
        title += f", {say('as-of', language, date='-'.join(f'{n:02}' for n in network.as_of))}"
    matrix = _together(evaluation.facts, language) if view == "meetings" else {}
    found = Scene(view, language, title, "", tuple(nodes), ties, matrix, also.cells)
    return evolve(found, summary=_summary(found))


def _summary(found: Scene) -> str:
    language = found.language
    actors = [n for n in found.nodes if n.kind == "actor"]
    count = say("actor", language) if len(actors) == 1 else say("actors", language, n=len(actors))
    parts = [f"{count}."]
    hubs = [n.name for n in actors if n.role == "coordinator"]
    alone = [n.name for n in found.isolates]
    if hubs:
        parts.append(say("hub-summary", language, names=listed(hubs, language)))
    if all(t.also for t in found.ties):
        parts.append(say("nothing", language))
    elif alone:
        parts.append(say("isolates-summary", language, names=listed(alone, language)))
    return " ".join(parts)


def _rows(facts: Facts, form: str) -> Iterable[Row]:
    return facts.relations.get(form, {})


def _actors(facts: Facts, language: str) -> Iterator[Node]:
    sectors = {str(row[0]): str(row[1]) for row in _rows(facts, "actor.sector")}
    levels = {str(row[0]): str(row[1]) for row in _rows(facts, "actor.level")}
    roles: dict[str, list[str]] = {}
    for row in _rows(facts, "actor.role"):
        roles.setdefault(str(row[0]), []).append(str(row[1]))
    for (actor,) in _rows(facts, "actor"):
        name = str(actor)
        sector, own = sectors.get(name, ""), roles.get(name, [])
        words = [word("SECTOR", sector, language) if sector else say("untold-sector", language)]
        if name in levels:
            words.append(word("LEVEL", levels[name], language))
        words += [word("ROLE", role, language) for role in own]
        role = next((r for r in SHOWN_ROLES if r in own), "")
        yield Node(("actor", name), f"{name}: {', '.join(words)}", sector=sector, role=role)


def _meetings(facts: Facts, language: str) -> Iterator[Node]:
    for (meeting,) in _rows(facts, "meeting"):
        name = str(meeting)
        about = [said(form, row, language) for form in MEETING_LINES for row in _rows(facts, form) if row[0] == name]
        yield Node(("meeting", name), say("meeting", language, name=name), tuple(about))


def _exchanges(evaluation: Evaluation, language: str) -> tuple[Tie, ...]:
    facts = evaluation.facts
    return (
        *_things(facts, "gives", "given", language),
        *_things(facts, "pays", "paid", language, extra=("pays.extent", "EXTENT")),
    )


def _information(evaluation: Evaluation, language: str) -> tuple[Tie, ...]:
    return tuple(_things(evaluation.facts, "informs", "told", language))


def _things(facts: Facts, form: str, text: str, language: str, extra: tuple[str, str] | None = None) -> Iterator[Tie]:
    """A tie for each two actors between whom a form says that things pass, with what it says of each thing."""
    between: dict[tuple[str, str], list[Row]] = {}
    for row in _rows(facts, form):
        if row[0] != row[1]:
            between.setdefault((str(row[0]), str(row[1])), []).append(row)
    weights = _said_of(facts, f"{form}.weight")
    more = _said_of(facts, extra[0]) if extra else {}
    types = "KNOWLEDGE|text" if form == "informs" else ""
    for (one, other), rows in between.items():
        heaviest = -1
        things: dict[str, list[str]] = {}
        for row in rows:
            own = sorted(weights.get(row, ()), key=WEIGHTS.index)
            heaviest = max([heaviest, *map(WEIGHTS.index, own)])
            details = [word("WEIGHT", w, language) for w in own]
            details += [word(extra[1], value, language) for value in more.get(row, ())] if extra else []
            things.setdefault(", ".join(details), []).append(shown(row[2], types, language))
        texts = [listed(some, language) + (f" ({details})" if details else "") for details, some in things.items()]
        title = say(text, language, one=one, other=other, things="; ".join(texts))
        weight = WEIGHTS[heaviest] if heaviest >= 0 else ""
        yield Tie(("actor", one), ("actor", other), form, title, weight, _lines(facts, form, rows))


def _said_of(facts: Facts, form: str) -> dict[Row, list[str]]:
    """What lines of a form say, by the row of their head."""
    found: dict[Row, list[str]] = {}
    for row in _rows(facts, form):
        found.setdefault(row[:-1], []).append(str(row[-1]))
    return found


def _with_parts(ties: tuple[Tie, ...], facts: Facts, language: str) -> Iterator[Tie]:
    """Ties, and who is part of an actor that has one."""
    yield from ties
    tied = {key for t in ties for key in (t.start, t.end)}
    for row in _rows(facts, "actor.part_of"):
        one, whole = str(row[0]), str(row[1])
        if one != whole and ("actor", whole) in tied:
            title = say("part", language, one=one, other=whole)
            yield Tie(("actor", one), ("actor", whole), "part", title, lines=_lines(facts, "actor.part_of", [row]))


def _lines(facts: Facts, form: str, rows: Iterable[Row]) -> tuple[int, ...]:
    return tuple(sorted({origin.line.span.line for row in rows for origin in facts.origins(form, row)}))


def _dependence(evaluation: Evaluation, language: str) -> tuple[Tie, ...]:
    found = []
    for pair, dependence, dependent in evaluation.partnerships:
        one, other = pair if dependent in (None, pair[0]) else pair[::-1]
        ways = ((one, other), (other, one)) if dependence == "mutual" else ((one, other),)
        kind, text = {
            "mutual": ("depends", "both-depend"),
            "asymmetric": ("depends", "one-sided"),
            "none": ("independent", "independent"),
        }.get(dependence, ("undecided", "undecided"))
        title = say(text, language, one=one, other=other)
        found += [Tie(("actor", a), ("actor", b), kind, title) for a, b in ways]
    return tuple(found)


def _attendance(evaluation: Evaluation, language: str) -> tuple[Tie, ...]:
    facts = evaluation.facts
    found: dict[tuple[Key, Key], Tie] = {}
    for form, kind in (("meeting.attended", "attends"), ("meeting.at_times", "at_times")):
        for row in _rows(facts, form):
            meeting, participant = str(row[0]), str(row[1])
            ends = _participant(facts, participant), ("meeting", meeting)
            title = say(kind, language, one=participant, other=meeting)
            found.setdefault(ends, Tie(*ends, kind, title, lines=_lines(facts, form, [row])))
    for attender, rows in _choices(facts):
        title = say("one_of", language, one=attender, things=listed([str(row[1]) for row in rows], language))
        for row in rows:
            ends = _participant(facts, attender), ("meeting", str(row[1]))
            found.setdefault(ends, Tie(*ends, "one_of", title, lines=_lines(facts, "attends_one_of", [row])))
    return tuple(found.values())


def _choices(facts: Facts) -> Iterator[tuple[str, list[Row]]]:
    """Who attends one of several meetings, and of which: each line that says so is a choice of its own."""
    found: dict[tuple[str, int], list[Row]] = {}
    for row in _rows(facts, "attends_one_of"):
        for line in _lines(facts, "attends_one_of", [row]) or (0,):
            found.setdefault((str(row[0]), line), []).append(row)
    for rows in dict.fromkeys(map(tuple, found.values())):
        yield str(rows[0][0]), list(rows)


def _participant(facts: Facts, name: str) -> Key:
    return ("actor" if (name,) in facts.relations.get("actor", {}) else "group", name)


def _together(facts: Facts, language: str) -> dict[tuple[Key, Key], Cell]:
    """In which meetings two sit together: as a rule, or where one of them comes at times; or that they never meet."""
    seats: dict[str, dict[str, bool]] = {}
    for form, always in (("meeting.at_times", False), ("meeting.attended", True)):
        for row in _rows(facts, form):
            seats.setdefault(str(row[0]), {})[str(row[1])] = always
    shared: dict[tuple[str, str], dict[bool, list[str]]] = {}
    for (meeting,) in _rows(facts, "meeting"):
        for one, other in combinations(seats.get(str(meeting), {}), 2):
            both = seats[str(meeting)][one] and seats[str(meeting)][other]
            for pair in ((one, other), (other, one)):
                shared.setdefault(pair, {True: [], False: []})[both].append(str(meeting))
    perhaps = _chosen(facts, seats, shared, language)
    found = {}
    for (one, other), meetings in shared.items():
        kind = "together" if meetings[True] else "at_times"
        named = meetings[True] or meetings[False]
        text = "together" if meetings[True] else "at-times-together"
        title = say(text, language, one=one, other=other, things=listed(named, language))
        found[_participant(facts, one), _participant(facts, other)] = Cell(kind, len(named), title)
    for (one, other), some in perhaps.items():
        ends = _participant(facts, one), _participant(facts, other)
        title = say("perhaps-together", language, one=one, other=other, things=listed(some, language))
        found.setdefault(ends, Cell("perhaps", len(some), title))
    for row in _rows(facts, "never_meet"):
        one, other = str(row[0]), str(row[1])
        ends = _participant(facts, one), _participant(facts, other)
        found.setdefault(ends, Cell("never", 0, say("never", language, one=one, other=other)))
    return found


def _chosen(
    facts: Facts,
    seats: dict[str, dict[str, bool]],
    shared: dict[tuple[str, str], dict[bool, list[str]]],
    language: str,
) -> dict[tuple[str, str], list[str]]:
    """Whom those who attend one of several meetings may sit with, and in which; whom they do, is added to `shared`.

    Whoever attends all of the meetings sits with them in one, whichever it is; whoever attends one of them, too, may.
    """
    choosing = [(attender, [str(row[1]) for row in rows]) for attender, rows in _choices(facts)]
    found: dict[tuple[str, str], list[str]] = {}
    for attender, meetings in choosing:
        others = dict.fromkeys(name for m in meetings for name in seats.get(m, {}) if name != attender)
        for other in others:
            attended = [m for m in meetings if other in seats.get(m, {})]
            sure = len(attended) == len(meetings)
            always = all(seats[m][other] for m in attended)
            for pair in ((attender, other), (other, attender)):
                if sure:
                    label = say("one-of-these", language, things=listed(meetings, language))
                    shared.setdefault(pair, {True: [], False: []})[always].append(label)
                else:
                    found.setdefault(pair, []).extend(attended)
    for (one, some), (other, more) in combinations(choosing, 2):
        common = [m for m in some if m in more]
        for pair in ((one, other), (other, one)) if common and one != other else ():
            found.setdefault(pair, []).extend(common)
    return {pair: list(dict.fromkeys(meetings)) for pair, meetings in found.items()}


_TIES: dict[str, Callable[[Evaluation, str], tuple[Tie, ...]]] = {
    "exchanges": _exchanges,
    "meetings": _attendance,
    "dependence": _dependence,
    "information": _information,
}
