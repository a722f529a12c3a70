"""What `netdsl ask` shows, in the words of a language; each layout only lays it out."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from attrs import frozen

from netdsl.check.ruleset import SEVERITIES
from netdsl.evaluate import Evaluation
from netdsl.model.forms import dialects, forms
from netdsl.model.network import Network, Value
from netdsl.recommend.answers import CONTESTED, OPEN, RANKS, Answer, Asking, by_head
from netdsl.recommend.settling import Fact
from netdsl.recommend.writing import Replacement, Writing, replacements, writings
from netdsl.report.messages import fill, listed, put, sentence, shown
from netdsl.report.texts import say
from netdsl.report.view import FindingView, VerdictView, finding_view, verdict_view

THEMES = (
    "background", "role", "cooperation", "results",
    "returns", "alternatives", "common_rules", "autonomy", "steering", "close",
)  # fmt: skip
"""The themes of an interview in their order; `forms().theme` tells in which of them a statement is asked about."""

NOTHING = len(RANKS) - 1

Way = tuple[Fact, ...]
Instead = Mapping[tuple[str, int, Value], str]
"""Words for a value in a column of a relation, in place of its own."""

Cluster = tuple[tuple[int, ...], tuple[Way, ...]]
"""Ways that differ in some columns of their last fact only."""

HEADS = 3
"""So many statements of one answer are told in a sentence; the rest are counted."""


class Person(NamedTuple):
    """Whom to ask, and the sources of the file that speak for it; `heard` is False where there is none."""

    name: str
    sources: tuple[str, ...]
    heard: bool

    def text(self, language: str) -> str:
        """`School (V)`."""
        if self.sources:
            return f"{self.name} ({', '.join(self.sources)})"
        return self.name if self.heard else f"{self.name} ({say('not-heard', language)})"


@frozen(slots=False)
class AnswersView:
    """Answers that decide the same, in words."""

    asking: Asking
    answers: tuple[Answer, ...]
    evaluation: Evaluation
    language: str

    @property
    def alike(self) -> bool:
        """Whether the answers only decide alike, each for other names; what is changed is that of the first."""
        return len({a.outcome for a in self.answers}) > 1

    @cached_property
    def says(self) -> tuple[str, ...]:
        """The answers as sentences, those drawn together that differ in one word."""
        if self.asking.kind == OPEN:
            return tuple(sentences([a.edit.facts for a in self.answers], self.language))
        return tuple(dict.fromkeys(self._said(a) for a in self.answers))

    def _said(self, answer: Answer) -> str:
        said = self._value(answer)
        if self.asking.kind == CONTESTED or len(answer.edit.replaced) == len(self.asking.origins):
            return said
        sources = (r.source for _, entry in answer.edit.replaced for r in entry.references)
        return f"{said} ({say('only', self.language)} {listed(list(dict.fromkeys(sources)), self.language)})"

    def _value(self, answer: Answer) -> str:
        """What an answer to a doubt says: yes or no, the value, or the whole statement."""
        relation, _ = answer.value
        form = forms()[relation]
        if _denial(self.asking.facts):
            return say("no" if form.denies else "yes", self.language)
        return _last(answer.value, self.language) if form.ask_en else saying((answer.value,), self.language)

    @property
    def before(self) -> bool:
        """Whether a more decisive question has these answers too."""
        return self.answers[0].edit in self.asking.before

    @property
    def closes(self) -> bool:
        """Whether the question is not asked any more."""
        return self.answers[0].closes

    @cached_property
    def new(self) -> tuple[FindingView, ...]:
        """The findings that come."""
        return tuple(finding_view(f, self.language) for f in self.answers[0].new)

    @cached_property
    def gone(self) -> tuple[FindingView, ...]:
        """The findings that go."""
        return tuple(finding_view(f, self.language) for f in self.answers[0].gone)

    @cached_property
    def verdicts(self) -> tuple[tuple[VerdictView | None, VerdictView | None], ...]:
        """The verdicts that are others, before and after."""
        comparison = self.answers[0].comparison
        return tuple(
            (
                c.before and verdict_view(comparison.before, c.dimension, self.language),
                c.after and verdict_view(comparison.after, c.dimension, self.language),
            )
            for c in self.answers[0].verdicts
        )

    def writings(self, answer: Answer | None = None) -> tuple[Writing, ...]:
        """What to write anew into the file for one of the answers, by default the first."""
        return writings(self._network, (answer or self.answers[0]).edit)

    def replacements(self, answer: Answer | None = None) -> tuple[Replacement, ...]:
        """What to strike or replace for one of the answers, by default the first."""
        return replacements(self._network, (answer or self.answers[0]).edit)

    @property
    def _network(self) -> Network:
        return self.evaluation.network


@frozen(slots=False)
class AskingView:
    """A question that is worth asking, in words."""

    asking: Asking
    evaluation: Evaluation
    language: str

    @cached_property
    def question(self) -> str:
        """The question."""
        language = self.language
        if self.asking.kind == OPEN:
            first = self.asking.asked[0]
            return fill(first.question.ask.texts[language], first.values, first.rule.types, language)
        *_, (relation, row) = facts = self.asking.facts
        form = forms()[relation]
        text: str = getattr(form, f"ask_{language}")
        if not text:
            return say("really", language, said=saying(facts, language))
        asked = sentence(text, [c.name for c in form.columns], row, ["|".join(c.types) for c in form.columns], language)
        if _denial(facts):
            yes, no = (say(key, language) + self._told_by(f) for key, f in zip(("yes", "no"), facts, strict=True))
            return say("which-of", language, asked=asked, yes=yes, no=no)
        told = [_last(f, language) + self._told_by(f) for f in facts]
        others = dict.fromkeys(_last(a.value, language) for a in self.asking.answers if a.value not in facts)
        return f"{asked}: {_either([*told, *others], language)}?"

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """Whom to ask."""
        asking = self.asking
        if asking.role:
            return (Person(say(asking.role, self.language), (), True),)
        told = self.evaluation.facts.relations
        speaking = {(str(row[0]), row[1]) for row in told.get("source.member", ())}
        found = []
        for name in asking.whom:
            parts = {name, *(row[0] for row in told.get("actor.part_of", ()) if row[1] == name)}
            sources = sorted({source for source, member in speaking if member in parts})
            found.append(Person(name, tuple(s for s in sources if not asking.sources or s in asking.sources), False))
        people = {source for source, _ in speaking}
        found += [Person(say("the-source", self.language, name=s), (), True) for s in asking.sources if s not in people]
        if not found and asking.facts:
            relation, row = asking.facts[0]
            actors = [v for c, v in zip(forms()[relation].columns, row, strict=True) if "actor" in c.types]
            found = [Person(str(name), (), False) for name in actors[-1:]]
        return tuple(found)

    @property
    def whom(self) -> str:
        """Whom to ask, in words."""
        return listed([p.text(self.language) for p in self.people], self.language)

    @property
    def theme(self) -> str:
        """The theme of an interview that it belongs to."""
        return self.asking.themes[0] if self.asking.themes else "close"

    @cached_property
    def groups(self) -> tuple[AnswersView, ...]:
        """The answers, together those that decide the same."""
        return tuple(AnswersView(self.asking, g, self.evaluation, self.language) for g in self.asking.groups)

    @cached_property
    def kinds(self) -> tuple[AnswersView, ...]:
        """The answers, together those that decide alike, each for other names."""
        found: dict[Any, list[Answer]] = {}
        for group in self.asking.groups:
            first = group[0]
            shape = [tuple(sorted(f.rule.code for f in some)) for some in (first.new, first.gone)]
            found.setdefault((*shape, first.outcome[-1], first.closes, first.edit in self.asking.before), []).extend(
                group
            )
        return tuple(AnswersView(self.asking, tuple(g), self.evaluation, self.language) for g in found.values())

    @property
    def decides(self) -> str:
        """The most that an answer changes, as one of `RANKS`."""
        return RANKS[self.asking.rank]

    @cached_property
    def hangs(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The dimensions whose verdicts hang on it, and the codes of the findings that do, the most severe first."""
        dimensions = dict.fromkeys(c.dimension for a in self.asking.further for c in a.verdicts)
        found = [f for a in self.asking.further for f in (*a.gone, *a.new)]
        found.sort(key=lambda f: (-SEVERITIES.index(f.severity), f.rule.code))
        return tuple(dimensions), tuple(dict.fromkeys(f.rule.code for f in found))

    def _told_by(self, fact: Fact) -> str:
        origins = self.evaluation.facts.origins(*fact)
        sources = list(dict.fromkeys(r.source for o in origins for r in o.line.references))
        return f" ({', '.join(sources)})" if sources else ""


class AskView(NamedTuple):
    """The questions about one network, in words.

    idle: how many are left out because no answer changes anything, untried: because no answer was tried.
    """

    evaluation: Evaluation
    language: str
    askings: tuple[AskingView, ...]
    idle: int
    untried: int


def ask_view(evaluation: Evaluation, found: Sequence[Asking], language: str | None, every: bool) -> AskView:
    """Questions in the words of a language, by default the file's own; without `every`, those that decide something."""
    language = language or evaluation.network.language
    kept = [a for a in found if every or a.rank < NOTHING]
    views = tuple(AskingView(a, evaluation, language) for a in kept)
    untried = sum(not a.tried for a in found if not every)
    return AskView(evaluation, language, views, len(found) - len(kept) - untried, untried)


# --- sentences


def _denial(facts: Sequence[Fact]) -> bool:
    """Whether what is in doubt is told and denied, rather than told with several values."""
    return any(forms()[relation].denies for relation, _ in facts)


def _last(fact: Fact, language: str) -> str:
    """The value that a line tells."""
    relation, row = fact
    return shown(row[-1], "|".join(forms()[relation].columns[-1].types), language)


def saying(facts: Iterable[Fact], language: str, instead: Instead | None = None) -> str:
    """What some facts tell, each statement with its lines after it; `instead` has words for some columns."""
    blocks = list(by_head(facts).items())
    told = []
    for head, details in blocks[:HEADS]:
        lines = "; ".join(_fact(relation, row, language, instead, own=True) for relation, row in details)
        told.append(", ".join(filter(None, (_fact(*head, language, instead), lines))))
    if len(blocks) > HEADS:
        told.append(f"… {len(blocks) - HEADS} {say('others', language)}")
    return "; ".join(told)


def sentences(ways: Sequence[Way], language: str) -> list[str]:
    """What each of some ways tells; those that differ in one column, or in two of them, are told together."""
    by_last = _drawn_together([((), (way,)) for way in dict.fromkeys(ways)], (-1,))
    return [_told(varied, some, language) for varied, some in _drawn_together(by_last, (0, 1, -2))]


def _drawn_together(found: list[Cluster], places: Sequence[int]) -> list[Cluster]:
    """Clusters of ways made larger: those that differ only in one more column of their last fact, the largest first."""
    made: list[Cluster] = []
    waiting = list(found)
    while waiting:
        options: dict[Any, list[Cluster]] = {}
        for place in places:
            for varied, ways in waiting:
                width = len(ways[0][-1][1])
                column = place % width if -width <= place < width else None
                if column is not None and column not in varied:
                    values = frozenset(way[-1][1][n] for n in varied for way in ways)
                    key = (column, varied, values, _blank(ways[0], (*varied, column)))
                    options.setdefault(key, []).append((varied, ways))
        column, together = max(
            ((key[0], some) for key, some in options.items()), key=lambda o: len(o[1]), default=(0, [])
        )
        if len(together) < 2:
            return [*made, *waiting]
        made.append(((*together[0][0], column), tuple(way for _, ways in together for way in ways)))
        waiting = [cluster for cluster in waiting if cluster not in together]
    return made


def _blank(way: Way, columns: Sequence[int]) -> tuple[Any, ...]:
    """A way with some values of its last fact left open, in all facts of that statement."""
    relation, last = way[-1]
    head = relation.partition(".")[0]
    return tuple(
        (
            name,
            tuple(
                "·" if n in columns and n < len(last) and value == last[n] and name.partition(".")[0] == head else value
                for n, value in enumerate(row)
            ),
        )
        for name, row in way
    )


def _told(varied: tuple[int, ...], ways: Sequence[Way], language: str) -> str:
    relation, _ = ways[0][-1]
    form = forms()[relation]
    instead = {}
    for column in varied:
        kinds = form.columns[column].types
        values = sorted({way[-1][1][column] for way in ways}, key=lambda value: _rank(value, kinds))
        words = _either([shown(value, "|".join(kinds), language) for value in values], language)
        value = ways[0][-1][1][column]
        instead[relation, column, value] = words
        if form.parent and column < form.head:
            instead[form.parent, column, value] = words
    return saying(ways[0], language, instead)


def _rank(value: Value, kinds: Sequence[str]) -> tuple[int, str]:
    tables = dialects()["en"]["values"]
    words = [word for kind in kinds for word in tables.get(kind, ())]
    return (words.index(value) if value in words else 0, repr(value))


def _fact(
    relation: str, row: Sequence[Value], language: str, instead: Instead | None,
    own: bool = False,
) -> str:  # fmt: skip
    """A fact as a sentence; with `own` only what its line says."""
    form = forms()[relation]
    text: str = getattr(form, language)
    for place, (column, value) in enumerate(zip(form.columns, row, strict=True)):
        if place >= form.head or not own:
            said = (instead or {}).get((relation, place, value)) or shown(value, "|".join(column.types), language)
            text = put(text, column.name, said)
    return text


def _either(words: Sequence[str], language: str) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {say('or', language)} {words[-1]}"
