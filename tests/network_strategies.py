"""Random collaborations whose statements have to do with each other: few names, many exchanges and meetings.

They are written line by line from the grammar, so that they grow with it. A collaboration stays in pieces (statements
with the lines under them), so that tests can put it in another order, take from it and add to it; drawn again from
other names it is the same.
"""

import random
from collections.abc import Iterator
from typing import Any

from attrs import evolve, frozen
from hypothesis import strategies as st

from netdsl.check.network import read_network
from netdsl.evaluate import Evaluation
from netdsl.model.facts import FORMERLY, facts
from netdsl.model.forms import forms
from netdsl.pipeline import evaluate_network, load_rules
from netdsl.source import Source
from netdsl.syntax.dialect import header
from netdsl.syntax.network import parse
from netdsl.syntax.reading import name_kinds
from tests.strategies import REPAIRED, Writer

Names = dict[str, list[str]]

NAMES: Names = {
    "actor": ["Office", "School", "Church", "Red Cross", "Employers", "Board"],
    "group": ["Participants", "Youth"],
    "need": ["language", "company", "a way in"],
    "goal": ["work", "belonging"],
    "measure": ["teaching", "café", "homework help", "practice"],
    "meeting": ["Monday", "Review", "The big one", "Friday"],
    "outcome": ["in work", "at school"],
}

OTHER_NAMES: Names = {
    "actor": ["Zoo", "Port", "Yard", "Mill", "Arts Hall", "X1"],
    "group": ["Newcomers", "Elders"],
    "need": ["shelter", "advice", "a bed"],
    "goal": ["calm", "growth"],
    "measure": ["night watch", "legal aid", "kitchen", "walks"],
    "meeting": ["Zenith", "Annual", "Board room", "By the sea"],
    "outcome": ["housed", "advised"],
}
"""As many names of each kind, none of them in `NAMES`, in another order of the alphabet."""

DEEDS = {
    "gives": 16,
    "gives_nothing": 2,
    "pays": 5,
    "meeting": 0,
    "informs": 3,
    "share": 3,
    "disagree": 2,
    "instructs": 1,
    "unpaid": 3,
    "no_other": 4,
}
"""How often a deed comes, where it is not once in so many."""

DETAILS = {
    "actor.role": 0.3,
    "actor.part_of": 0.05,
    "actor.owned_by": 0.1,
    "gives.weight": 0.9,
    "gives.less": 0.15,
    "meeting.decides": 0.8,
    "meeting.less": 0.15,
}
"""How often a line stands under its head, where it is not in every second."""

WHOLE = ("network", "source", "accept", "remark")
"""Statements that say nothing of an actor."""

WIDE = ("all_share", "partners_", "never_together", "no_other", "nobody_instructs")
NETWORK_WIDE = {f for f in forms() if f.startswith(WIDE)}
"""Statements about all partners, or about the list of them."""

DENIED = {"gives_nothing": ["gives", "pays"]}
"""Statements that deny more than one other."""

TIMED = ("actor", "meeting", "gives", "pays", "informs", "share", "instructs")
ENDINGS = (("ended", "over by now"), ("until", "until 2014"), ("since", "since 2013"))
ROLES = ("actor.role", "actor.part_of")


@frozen
class Statement:
    """A statement as it is written: its form, its head, and the lines under it, each with its form."""

    form: str
    head: str
    lines: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        return "\n".join([self.head, *(f"  {line}" for _, line in self.lines)])


@frozen
class Collaboration:
    """Statements in order."""

    statements: tuple[Statement, ...]
    language: str = "en"

    @property
    def text(self) -> str:
        return "\n".join([header(self.language), *(s.text for s in self.statements), ""])

    def __repr__(self) -> str:
        return f"\n{self.text}"


def taken_apart(source: Source, language: str | None = None) -> Collaboration:
    """A file without errors, as statements; its comments fall away."""
    document, diagnostics = parse(source, language)
    assert not diagnostics
    statements = []
    for paragraph in document.paragraphs:
        head, *lines = ((s.form, s.line.text[s.line.start : s.line.end]) for s in (paragraph.head, *paragraph.lines))
        statements.append(Statement(*head, tuple(lines)))
    return Collaboration(tuple(statements), document.language)


class _Writer(Writer):
    """Writes lines with the names of one collaboration and plain words."""

    def __init__(self, chance: random.Random, names: Names, mark: str) -> None:
        super().__init__("en", chance)
        self.names = names
        self.mark = mark

    def _word(self, terminal: str, last: str) -> str:
        if terminal == "NAME":
            kinds = [k for k in name_kinds(self.form).get(self.role, ("actor",)) if k in self.names]
            return self._pick([name for kind in kinds for name in self.names[kind]])
        if terminal == "TEXT":
            return self._pick([f'"{word}{self.mark}"' for word in ("why", "visitors", "know-how")])
        if terminal == "REFS":
            return self._pick(["[S]", "[S]", "[N]", "[S, N]"])
        if terminal == "DATE":
            return self._pick(["2013", "2015", "2016"])
        return super()._word(terminal, last)


class _Author:
    """Draws one collaboration."""

    def __init__(self, seed: int, names: Names, mark: str, endings: bool, wide: bool, sources: bool) -> None:
        self.chance = random.Random(seed)  # noqa: S311  nothing secret is drawn
        self.names = {k: n[: self.chance.randint(3 if k == "actor" else 1, len(n))] for k, n in names.items()}
        self.writer = _Writer(self.chance, self.names, mark)
        self.endings = endings
        self.wide = wide
        self.sources = sources

    def statements(self, number: int) -> Iterator[Statement]:
        yield Statement("network", "network Trial", (("network.as_of", "as of 2015"),))
        for name in "SN":
            yield self.statement("source", name) if self.sources else Statement("source", f"source {name}")
        for kind, names in self.names.items():
            for name in names:
                yield self.statement(kind, name)
        heads = [f for f in forms().values() if f.parent is None and f.name not in self.names and f.name not in WHOLE]
        fitting = [f.name for f in heads if self.wide or f.name not in NETWORK_WIDE]
        weighted = [name for name in fitting for _ in range(DEEDS.get(name, 1))]
        for _ in range(number):
            yield self.statement(self.chance.choice(weighted))

    def statement(self, form: str, name: str = "") -> Statement:
        deed = forms()[form].en.startswith("{") and form not in NETWORK_WIDE
        head = self.writer.line("deed" if deed else "head", form, name)
        lines = list(self.lines(form))
        if form == "meeting" and not any(f == "meeting.attended" for f, _ in lines):
            lines.append(("meeting.attended", self.writer.line("meeting_line", "attended", under=form)))
        return Statement(form, head, tuple(lines))

    def lines(self, form: str) -> Iterator[tuple[str, str]]:
        under = [f for f in forms().values() if f.parent == form and not f.on_head]
        for detail in under:
            often = DETAILS.get(detail.name, 0.4)
            while self.chance.random() < often:
                often = 0.2  # once more, at times: from another source, or beside the first
                rule = detail.name.partition(".")[2]
                start = f"{form}_party" if rule.startswith("party") else f"{form}_line"
                yield detail.name, self.writer.line(start, rule, under=form)
        if self.endings and form in TIMED and self.chance.random() < 0.15:
            yield self.chance.choice(ENDINGS)


def written(
    seed: int,
    number: int = 12,
    names: Names | None = None,
    mark: str = "",
    endings: bool = False,
    wide: bool = True,
    sources: bool = False,
) -> Collaboration:
    """A collaboration without errors; `names` are those it speaks of, `mark` tells its quoted words from others'.

    sources: whether they say of what kind they are, whose, and when.
    """
    author = _Author(seed, names or NAMES, mark, endings, wide, sources)
    return _repaired(Collaboration(tuple(author.statements(number))))


def _repaired(drawn: Collaboration) -> Collaboration:
    """A collaboration without the lines that contradict another one."""
    while found := read_network(Source("drawn.net", drawn.text))[1]:
        assert found[0].code in REPAIRED, (found[0], drawn.text.split("\n")[found[0].span.line - 1])
        drawn = without(drawn, {found[0].span.line})
    return drawn


def without(drawn: Collaboration, numbers: set[int]) -> Collaboration:
    """A collaboration without the lines of some numbers; without a head, what stands under it goes too."""
    kept = []
    number = 1
    for statement in drawn.statements:
        number += 1
        head = number
        lines = []
        for line in statement.lines:
            number += 1
            if number not in numbers:
                lines.append(line)
        if head not in numbers:
            kept.append(evolve(statement, lines=tuple(lines)))
    return evolve(drawn, statements=tuple(kept))


def said_once(drawn: Collaboration) -> Collaboration:
    """A collaboration in which no two lines say the same, none denies another, and nobody has to do with itself."""
    while numbers := _said_twice(drawn):
        drawn = without(drawn, numbers)
    return drawn


def _said_twice(drawn: Collaboration) -> set[int]:
    """The first line that should go."""
    network, _ = read_network(Source("drawn.net", drawn.text))
    assert network
    said = facts(network).relations
    for relation, rows in said.items():
        form = forms()[relation.removeprefix(FORMERLY)]
        actors = [n for n, column in enumerate(form.columns) if column.types == ("actor",)]
        for row, origins in rows.items():
            named = [row[n] for n in actors]
            others = [other for deed in DENIED.get(form.name, [form.denies]) for other in said.get(str(deed), ())]
            denied = form.denies and any(other[: len(row)] == row[: len(other)] for other in others)
            if len(set(named)) < len(named) or denied:
                return {origins[0].line.span.line}
            lines = {origin.line.span.line for origin in origins}
            if len(lines) > 1:
                return {max(lines)}
    return set()


def collaborations(**options: Any) -> st.SearchStrategy[Collaboration]:
    """Random collaborations."""
    return st.builds(lambda seed, number: written(seed, number, **options), st.integers(0, 2**32), st.integers(0, 24))


def evaluated(text: str) -> Evaluation:
    """The evaluation of a text without errors by the built-in rules."""
    network, diagnostics = read_network(Source("drawn.net", text))
    assert network, diagnostics[0]
    return evaluate_network(network, load_rules())
