"""The changes that rules recommend for what they found, filled in: as statements of the model and as text."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache as remember
from functools import cached_property
from itertools import count, product
from typing import Any

from attrs import evolve, field, frozen

from netdsl.check.ruleset import CheckedChange, CheckedRule, Constant, Ending, Match, Variable
from netdsl.evaluate import Evaluation, Finding
from netdsl.model.change import THINGS, Change, said, union
from netdsl.model.facts import Origin, facts_of, pairs
from netdsl.model.forms import Form, dialects, forms
from netdsl.model.network import Entry, Reference, Row, Statement
from netdsl.model.quantities import Interval
from netdsl.recommend.additions import Additions
from netdsl.source import Span
from netdsl.syntax.format import formatted
from netdsl.syntax.names import NAME_TYPES
from netdsl.syntax.network import Document, Paragraph, Sentence
from netdsl.syntax.templates import file_line, holes, holes_in_order, left, names_given, required, stated
from netdsl.syntax.values import quoted

Values = Mapping[str, Any]

Again = tuple[Span, str]
"""The place of a line that is over, and a statement in English words that says again what still holds of it."""


@frozen(slots=False)
class Proposal:
    """A change that a rule recommends for a finding, not yet tried.

    `values` fill its message; `text` is what it adds, in English words, without what it says `again` of lines that are
    over; `additions` reads them.
    """

    rule: CheckedRule
    kind: str
    texts: Mapping[str, str]
    types: Mapping[str, str]
    values: Values
    change: Change
    text: str
    again: tuple[str, ...]
    additions: Additions = field(repr=False, eq=False)

    @property
    def id(self) -> str:
        """The rule's code, the kind of change, and the names it is about: the same however the file is ordered.

        These are the names in its message, then those that only its statements have, then lists, joined with `+`;
        each once.
        """
        spoken = holes_in_order(self.texts["en"])
        more = [hole for hole in self.values if hole not in spoken and isinstance(self.values[hole], str)]
        values = sorted((self.values[hole] for hole in (*spoken, *more)), key=_is_list)
        names = dict.fromkeys(map(_named, values))
        return ":".join([self.rule.code, self.kind, *filter(None, names)])

    @cached_property
    def key(self) -> tuple[Any, ...]:
        """What it does to the network: two proposals that do the same are one."""
        return frozenset(map(said, self.change.added)), self.change.over

    def statements(self, language: str) -> tuple[str, ...]:
        """The statements that it adds, as text in a language."""
        return written([self], language)


class Drafts:
    """Drafts changes of one evaluated network."""

    def __init__(self, evaluation: Evaluation) -> None:
        self.evaluation = evaluation
        self.additions = Additions(evaluation.network)

    def proposals(self, finding: Finding) -> Iterator[Proposal]:
        """What the rule of a finding recommends, filled in."""
        for change in finding.rule.changes:
            texts = (*change.add, *change.texts.values())
            wanted = sorted({hole for text in texts for hole in holes(text)})
            needed = [n for n, hole in enumerate(wanted) if any(hole in required(text) for text in texts)]
            ways: dict[tuple[Any, ...], list[Mapping[str, Any]]] = {}
            for bindings in finding.bindings:
                for found in self.evaluation.explainer.solutions(change.for_, {**finding.values, **bindings}):
                    ways.setdefault(tuple(found[hole] for hole in wanted), []).append(found)
            for filled in sorted((way for way in ways if all(way[n] != () for n in needed)), key=repr):
                values = dict(zip(wanted, filled, strict=True))
                if proposal := self._proposal(finding.rule, change, values, ways[filled]):
                    yield proposal

    def _proposal(
        self, rule: CheckedRule, change: CheckedChange, values: Values, ways: Sequence[Mapping[str, Any]]
    ) -> Proposal | None:
        """A change with its holes filled; what ends is what agrees with any of the ways that fill them so."""
        language = self.evaluation.network.language
        left_over = left(change.add, values)
        others = self._other_names(change, left_over, values)
        lines = [stated(line, values, change.types, language, others) for line in left_over]
        over: set[Span] = set()
        again = [found for ending in change.ends for found in self._ended(ending, ways, over)]
        added = None if others else self.additions.filled(change, values)
        if added is None:
            added, _, wrong = self.additions.read("\n".join(lines), "en")
            if any(d.level == "error" for d in wrong):
                return None
        again += [found for s in added for found in self._denials(s, over)]
        kept = [(span, s) for span, text in again for s in self.additions.read(text, "en")[0]]
        made = Change((*added, *(s for _, s in kept)), frozenset(over), frozenset((span, said(s)) for span, s in kept))
        texts = tuple(text for _, text in again)
        return Proposal(
            rule, change.kind, change.texts, change.types, values, made, "\n".join(lines), texts, self.additions
        )

    # --- what is new

    def _other_names(self, change: CheckedChange, lines: Sequence[str], values: Values) -> dict[str, str]:
        """Names for new things whose own name something else has already: `Joint forum 2` for `Joint forum`.

        A thing that the file declares just as the change does keeps its name: nothing is to be added.
        """
        language = self.evaluation.network.language
        heads = (line for line in lines if line.startswith(_nouns()))
        given = [name for line in heads for name in names_given(line, values, language)]
        others: dict[str, str] = {}
        for name in given:
            for number in count(1):
                others[name] = f"{name} {number}" if number > 1 else name
                if others[name] not in self._things:
                    break
                text = "\n".join(stated(line, values, change.types, language, others) for line in lines)
                new = self.additions.read(text, "en")[0]
                if any(_alike(one, other) for one in new for other in self._things[others[name]]):
                    break
        return {name: other for name, other in others.items() if name != other}

    @cached_property
    def _things(self) -> dict[str, list[Statement]]:
        """The things of the file by name, without those that another change adds."""
        network = self.evaluation.network
        last = len(network.source.lines)
        found: dict[str, list[Statement]] = {}
        for statement in network.statements:
            if statement.head.form in THINGS and statement.head.span.line <= last:
                found.setdefault(str(statement.head.rows[0][0]), []).append(statement)
        return found

    # --- what ends

    def _ended(self, ending: Ending, ways: Sequence[Mapping[str, Any]], over: set[Span]) -> list[Again]:
        """End what agrees with the terms; what still holds of the same lines, said again."""
        rows: set[Row] = set()
        facts = self.evaluation.facts.relations.get(ending.relation, {})
        explainer = self.evaluation.explainer
        members = (one for known in ways for one in _members(ending, known))
        for found in (found for one in members for found in explainer.solutions(ending.body, one)):
            wanted = [
                (n, found[t.name] if isinstance(t, Variable) else t.value)
                for n, t in enumerate(ending.terms)
                if isinstance(t, Constant) or (isinstance(t, Variable) and t.name in found)
            ]
            rows |= {row for row in facts if all(_agrees(row[n], value) for n, value in wanted)}
        return self.end(ending.relation, rows, over)

    def _denials(self, statement: Statement, over: set[Span]) -> list[Again]:
        """End what denies what a statement says."""
        found: list[Again] = []
        for entry in (statement.head, *statement.lines):
            form = forms().get(entry.form)
            for denial in forms().values():
                if form and denial.denies == entry.form:
                    rows = {
                        row
                        for row in self.evaluation.facts.relations.get(denial.name, {})
                        if any(_denied(denial, row, form, said) for said in entry.rows)
                    }
                    found += self.end(denial.name, rows, over)
        return found

    def end(self, relation: str, rows: Collection[Row], over: set[Span]) -> list[Again]:
        """End the lines that state some facts: their places are added to `over`. What else they say, said again.

        A line of which a file could not say the rest again does not end.
        """
        facts = self.evaluation.facts
        origins = {o.line.span: o for row in rows for o in facts.origins(relation, row)}
        again: list[Again] = []
        for span, origin in sorted(origins.items(), key=lambda item: item[0]):
            texts = [self._again(origin, row) for row in _kept(origin, rows)] if span not in over else [None]
            if None in texts:
                continue  # ended already, or what still holds of it cannot be said again
            over.add(span)
            again += [(span, text) for text in texts if text]
        return again

    def _again(self, origin: Origin, row: Row) -> str | None:
        """A fact that a line states among others, as a statement of its own, with what else is said of it.

        What was added in quotes is left out where it was said of something else in the line, and cannot stand here.
        None when a file cannot say it.
        """
        for asides in (True, False):
            text = "\n".join(self._lines(origin, row, asides))
            found, _, wrong = self.additions.read(text, "en")
            stated = {(relation, r) for s in found for relation, r, _ in facts_of(s)}
            if (origin.line.form, row) in stated and not any(d.level == "error" for d in wrong):
                return text
        return None

    def _lines(self, origin: Origin, row: Row, asides: bool) -> Iterator[str]:
        head, line = origin
        width = len(forms()[head.form].own)
        yield _written(head, row[:width], head.references, asides)
        if line is not head:
            yield f"  {_written(line, row[width:], _own_references(line, head), asides)}"
            return
        for detail in self._statements[head.span].lines:
            if not detail.over and not (detail.form in forms() and forms()[detail.form].on_head):
                references = _own_references(detail, head)
                yield from (f"  {_written(detail, own, references, asides)}" for own in detail.rows)

    @cached_property
    def _statements(self) -> dict[Span, Statement]:
        return {s.head.span: s for s in self.evaluation.network.statements}


def written(proposals: Sequence[Proposal], language: str) -> tuple[str, ...]:
    """The statements that some proposals add together, in their order, as text in a language.

    What several of them add of a thing stands under one head.
    """
    whole = union(p.change for p in proposals)
    kept = {what for _, what in whole.again}
    heads: dict[str, dict[str, None]] = {}
    for proposal in proposals:
        texts = [proposal.text, *(t for t in proposal.again if said(proposal.additions.read(t, "en")[0][0]) in kept)]
        document = proposal.additions.read("\n".join(filter(None, texts)), "en")[1]
        for statement in statements(document, language):
            head, *lines = statement.split("\n")
            heads.setdefault(head, {}).update(dict.fromkeys(lines))
    return tuple("\n".join([head, *lines]) for head, lines in heads.items())


def statements(document: Document, language: str) -> tuple[str, ...]:
    """The statements of a text, each in its canonical form in a language, without needless quotes around names."""
    bare = tuple(Paragraph(p.head and _bare(p.head), tuple(map(_bare, p.lines))) for p in document.paragraphs)
    _, *lines = formatted(evolve(document, paragraphs=bare), language).rstrip("\n").split("\n")
    found: list[list[str]] = []
    for line in lines:
        if line.startswith(" "):
            found[-1].append(line)
        elif line:
            found.append([line])
    return tuple("\n".join(block) for block in found)


def _bare(sentence: Sentence) -> Sentence:
    """A line with its names out of quotes; when it does not read so, it is written with all of them in quotes."""
    tokens = tuple(
        t._replace(text=t.text.strip("'")) if t.type in NAME_TYPES and "," not in t.text else t
        for t in sentence.reading.tokens
    )
    return sentence._replace(reading=evolve(sentence.reading, tokens=tokens))


@remember
def _nouns() -> tuple[str, ...]:
    """What a statement begins with that declares a thing, in English."""
    return tuple(f"{noun} " for form in THINGS for noun in dialects()["en"]["words"][form.upper()])


def _alike(one: Statement, other: Statement) -> bool:
    """Whether two statements say the same, and both hold."""

    def rows(statement: Statement) -> set[tuple[str, Row]]:
        return {(line.form, row) for line in statement.lines for row in line.rows}

    holds = one.in_force and other.in_force and not any(line.over for line in (*one.lines, *other.lines))
    return holds and (one.head.form, one.head.rows) == (other.head.form, other.head.rows) and rows(one) == rows(other)


def _named(value: Any) -> str:
    if _is_list(value):
        return "+".join(filter(None, map(_named, value)))
    return value.strip('"').replace(" ", "_") if isinstance(value, str) else ""


def _agrees(value: Any, wanted: Any) -> bool:
    """Whether a value is the one that is wanted, or among several."""
    return value in wanted if _is_list(wanted) else value == wanted


def _denied(denial: Form, row: Row, form: Form, said: Row) -> bool:
    """Whether a denial speaks of what somebody now says; None in it stands for anything."""
    now = dict(zip([c.name for c in form.own], said, strict=False))
    return all(
        value is None or now.get(column.name) == value for column, value in zip(denial.columns, row, strict=True)
    )


def _rows(origin: Origin) -> list[Row]:
    heads = pairs(forms()[origin.head.form], origin.head.rows)
    if origin.line is origin.head or origin.line.span == origin.head.span:
        return heads
    return [(*head, *own) for head in heads for own in origin.line.rows]


def _kept(origin: Origin, ended: Collection[Row]) -> list[Row]:
    """What still holds of a line when some rows do not; of a pair that is said in both orders, one."""
    if not forms()[origin.head.form].paired:
        return [row for row in _rows(origin) if row not in ended]
    kept: dict[Row, None] = {}
    for row in _rows(origin):
        if row not in ended and _turned(row) not in ended and _turned(row) not in kept:
            kept[row] = None
    return list(kept)


def _members(ending: Ending, known: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The holes of what ends: a list in the lines above the one that ends stands for each of its members."""
    used = {t.name for step in ending.body if isinstance(step, Match) for t in step.terms if isinstance(t, Variable)}
    lists = {name: known[name] for name in sorted(used & known.keys()) if _is_list(known[name])}
    for members in product(*lists.values()):
        yield {**known, **dict(zip(lists, members, strict=True))}


def _is_list(value: Any) -> bool:
    return isinstance(value, tuple) and not isinstance(value, Interval)


def _turned(row: Row) -> Row:
    """A row about a pair, with the two in the other order."""
    return (row[1], row[0], *row[2:])


def _written(entry: Entry, row: Row, references: Sequence[Reference], asides: bool) -> str:
    """A line with one of its rows, in English, with sources and what was added in quotes."""
    text = file_line(entry.form, row)
    if asides and (words := _aside(entry, row)):
        text += f" {quoted(words)}"
    if references:
        text += f" [{', '.join(f'{source} {locator}'.strip() for source, locator in references)}]"
    return text


def _aside(entry: Entry, row: Row) -> str:
    """What was added in quotes to a line, without what was said there of something that is not in the row."""
    others = {str(value) for other in entry.rows for value in other} - set(map(str, row))
    found = []
    for words in (entry.aside or "").split("; "):
        about, colon, rest = words.partition(": ")
        if not (colon and about in others):
            found.append(rest if colon and about in row else words)
    return "; ".join(found)


def _own_references(entry: Entry, head: Entry) -> tuple[Reference, ...]:
    """The sources of a line that it would not have from its head."""
    return () if entry.references == head.references else entry.references
