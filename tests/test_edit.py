"""Edits of a file's text: what they add and end is there, nothing else is another, and canonical files stay so."""

import random
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from attrs import evolve, frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from netdsl.check.consistency import report_clashes
from netdsl.check.network import read_network, resolve
from netdsl.diagnostics import Report
from netdsl.model.change import THINGS, Change, changed
from netdsl.model.facts import facts
from netdsl.model.forms import dialects, forms
from netdsl.model.network import Network, Statement
from netdsl.source import Source, Span, decode, read
from netdsl.syntax.dialect import header
from netdsl.syntax.edit import RELATED, StaleError, edited, edits, endings, write_back
from netdsl.syntax.format import Rows, formatted, laid_out, units_of
from netdsl.syntax.network import Document, Paragraph, Sentence, parse
from netdsl.syntax.pointing import called, head_like, thing
from netdsl.syntax.reading import Reader, Reading, start_of
from tests import network_strategies, strategies
from tests.network_strategies import Collaboration, taken_apart
from tests.strategies import expansions, networks


@frozen
class Trial:
    """A file and a change of it, both as text. `over` has places in the file."""

    text: str
    additions: tuple[str, ...]
    over: frozenset[Span]
    language: str

    @property
    def document(self) -> Document:
        return parsed(self.text, self.language)

    @property
    def after(self) -> str:
        return edited(self.document, self.additions, self.over)


def parsed(text: str, language: str | None = None) -> Document:
    document, diagnostics = parse(Source("drawn.net", text), language)
    assert not diagnostics, diagnostics[0]
    return document


def sentences(document: Document) -> list[Sentence]:
    return [s for p in document.paragraphs for s in (p.head, *p.lines) if s]


def trial(seed: int, number: int, language: str, tidy: bool) -> Trial:
    """A collaboration without some of its statements, which are the change, and with others that end."""
    chance = random.Random(seed)  # noqa: S311  it draws examples
    drawn = network_strategies.written(seed, number, endings=chance.random() < 0.5)
    text = formatted(parsed(drawn.text), language)
    pieces = taken_apart(Source("drawn.net", text))
    kept, additions = _split(pieces, chance)
    blocks = [[s.head, *(line for _, line in s.lines)] for s in kept.statements]
    base = strategies.laid_out(language, blocks, chance)
    if tidy:
        base = formatted(parsed(base))
    elif chance.random() < 0.3:
        base = base.partition("\n")[2]
    chance.shuffle(additions)
    document = parsed(base, language)
    often = chance.choice([0.0, 0.1, 0.5])
    over = {s.line.span for s in _endable(document) if chance.random() < often}
    # `changed` says of a statement that ends nothing more.
    over -= {s.line.span for p in document.paragraphs if p.head and p.head.line.span in over for s in p.lines}
    return Trial(base, tuple(additions), frozenset(over), language)


def _split(pieces: Collaboration, chance: random.Random) -> tuple[Collaboration, list[str]]:
    """A part of a collaboration that stands by itself, and the rest as additions to it."""
    often = chance.choice([0.05, 0.3])
    gone = {
        n for n, s in enumerate(pieces.statements) if s.form not in ("network", "source") and chance.random() < often
    }
    while True:
        kept = evolve(pieces, statements=tuple(s for n, s in enumerate(pieces.statements) if n not in gone))
        found = read_network(Source("drawn.net", kept.text), language=pieces.language)[1]
        if not found:
            break
        starts = [n for n in range(len(pieces.statements)) if n not in gone]
        number = 2
        for place in starts:
            number += 1 + len(pieces.statements[place].lines)
            if found[0].span.line < number:
                gone.add(place)
                break
    additions = [s.text for n, s in enumerate(pieces.statements) if n in gone]
    statements = []
    for statement in kept.statements:
        moved = {line for line in statement.lines if not line[0].endswith((".attended", ".ended", ".until", ".since"))}
        # A line without sources takes those of its head, also when it is added: it may then contradict another.
        if statement.form in THINGS and "[" not in statement.head and moved and chance.random() < 0.5:
            name = thing(parsed(statement.text, pieces.language).paragraphs[0])[1]
            noun = dialects()[pieces.language]["words"][statement.form.upper()][0]
            additions.append(
                "\n".join([f"{noun} {name}", *(f"  {line[1]}" for line in statement.lines if line in moved)])
            )
            statements.append(evolve(statement, lines=tuple(line for line in statement.lines if line not in moved)))
        else:
            statements.append(statement)
    return evolve(kept, statements=tuple(statements)), additions


def _endable(document: Document) -> list[Sentence]:
    word = dialects()[document.language]["words"]["ENDED"][0]
    reader = Reader(document.language, document.names)
    ended = {p.head for p in document.paragraphs if p.head and any(s.form.endswith(".ended") for s in p.lines)}
    return [
        s
        for s in sentences(document)
        if (s.form in NO_LONGER if "." in s.form else s not in ended and _reads(reader, word, s.form))
    ]


def _reads(reader: Reader, text: str, form: str) -> bool:
    return isinstance(reader.read(text, start_of(text, form), form), Reading)


NO_LONGER = {
    form
    for form in forms()
    for option in expansions().get(form.partition(".")[2], ())
    if any(name == "no_longer" for name, _ in option)
}
"""Lines that may hold no longer."""


def trials(tidy: bool | None = None) -> st.SearchStrategy[Trial]:
    whether = st.booleans() if tidy is None else st.just(tidy)
    return st.builds(trial, st.integers(0, 2**32), st.integers(0, 16), st.sampled_from(sorted(dialects())), whether)


def after(drawn: Trial) -> Network:
    """The network of the file, changed by the statements of the additions."""
    whole = "\n".join([drawn.text, *drawn.additions])
    size = drawn.text.count("\n") + 1
    read, _ = resolve(parse(Source("drawn.net", whole), drawn.language)[0])
    network, wrong = read_network(Source("drawn.net", drawn.text), language=drawn.language)
    assert network and not wrong
    return changed(network, Change(tuple(s for s in read.statements if s.head.span.line > size), drawn.over))


def said(network: Network) -> tuple[object, ...]:
    """What a network states, without the order and the places."""
    relations = {relation: set(rows) for relation, rows in facts(network).relations.items()}
    return relations, Counter(_placeless(s) for s in network.statements), network.name, network.as_of


def _placeless(statement: Statement) -> object:
    lines = Counter((s.form, s.rows if s.rows != ((),) else (), s.over) for s in statement.lines)
    head = statement.head.form, statement.head.rows, statement.in_force, statement.begun
    return head, frozenset(lines.items())


@settings(max_examples=60)
@given(trials())
def test_the_network_is_the_changed_one(drawn: Trial) -> None:
    network, diagnostics = resolve(parsed(drawn.after, drawn.language))
    expected = after(drawn)
    assert said(network) == said(expected)
    clashes = Report(drawn.language)
    report_clashes(expected, clashes)
    assert Counter(d.code for d in diagnostics) == Counter(d.code for d in clashes.diagnostics)


@settings(max_examples=60)
@given(trials(tidy=True))
def test_a_canonical_file_stays_canonical(drawn: Trial) -> None:
    assert formatted(drawn.document) == drawn.text
    assert drawn.after == formatted(parsed(drawn.after))


def plain(line: str, language: str) -> str:
    """What a line has in it, however it is spaced, without the word that it is over."""
    word = dialects()[language]["words"]["NO_LONGER"][0]
    return "".join(line.replace(f" {word}", "").split())


def within(lines: Iterable[str], others: Iterable[str]) -> bool:
    """Whether lines stand among others in their order."""
    rest = iter(others)
    return all(line in rest for line in lines)


@settings(max_examples=60)
@given(trials())
def test_every_line_stays_and_what_is_new_is_what_was_asked_for(drawn: Trial) -> None:
    document, language = drawn.document, drawn.language
    before, later = drawn.text.split("\n"), drawn.after.split("\n")
    touched = {
        number
        for p in document.paragraphs
        if p.head and (drawn.over & {s.line.span for s in (p.head, *p.lines)} or _gains(p, drawn))
        for number in range(p.head.line.number, _end(document, p) + 1)
    }
    assert within([line for number, line in enumerate(before, 1) if number not in touched], later)

    old = Counter(plain(line, language) for line in before)
    new = Counter(plain(line, language) for line in later)
    added = Counter(plain(line, language) for text in drawn.additions for line in _brought(document, text))
    ended = plain(dialects()[language]["words"]["ENDED"][0], language)
    heads = {p.head.line.span for p in document.paragraphs if p.head}
    assert old - new == Counter()
    del old[""], new[""]
    # A file whose language was only guessed may have to say it now.
    assert new - old - Counter([plain(header(language), language)]) == added + Counter({ended: len(drawn.over & heads)})


def _gains(paragraph: Paragraph, drawn: Trial) -> bool:
    """Whether lines are added to a statement."""
    own = {thing(parsed(text, drawn.language).paragraphs[0]) for text in drawn.additions}
    return thing(paragraph) in own


def _end(document: Document, paragraph: Paragraph) -> int:
    """The number of the last line of a statement and the comments under it."""
    return next(u.numbers[-1] for u in units_of(document) if u.head is paragraph.head)


def _brought(document: Document, text: str) -> list[str]:
    """The lines of an addition that come into the file."""
    head, *lines = text.split("\n")
    paragraph = parsed(text, document.language).paragraphs[0]
    known = any(thing(p) == thing(paragraph) for p in document.paragraphs if p.head and p.head.form in THINGS)
    return lines if known else [head, *lines]


@settings(max_examples=40)
@given(trials())
def test_what_ends_is_shown_as_it_then_stands(drawn: Trial) -> None:
    """The lines shown with a head are those of the edited file that say that something is over, and no others."""
    shown = [text.split("\n") for text in endings(drawn.document, drawn.over)]
    later = parsed(edited(drawn.document, [], drawn.over), drawn.language)
    over = []
    for number, paragraph in enumerate(later.paragraphs):
        before, head = drawn.document.paragraphs[number], paragraph.head
        assert head
        old = Counter(_bare(s) for s in before.lines)
        over += [(_bare(head), _bare(s)) for s in paragraph.lines if not old[_bare(s)]]
    assert Counter(("".join(head.split()), "".join(line.split())) for head, line in shown) == Counter(over)


def _bare(sentence: Sentence) -> str:
    """What a line says, without blanks and without its comment."""
    return "".join(sentence.line.text[: sentence.line.end].split())


@settings(max_examples=40)
@given(trials(tidy=False))
def test_in_an_untidy_statement_only_the_lines_that_are_over_change(drawn: Trial) -> None:
    document = drawn.document
    units = {u.numbers[0]: u.numbers for u in units_of(document) if u.head}
    rows = Rows(document, units_of(document), drawn.language)
    lines = document.source.lines
    over = {span.line for span in drawn.over}
    for number in edits(document, drawn.additions, drawn.over).written:
        unit = next(numbers for numbers in units.values() if number in numbers)
        tidy = laid_out([rows.row(n) for n in unit]) == lines[unit[0] - 1 : unit[-1]]
        assert tidy or number in over


@settings(max_examples=30)
@given(networks())
def test_nothing_to_do_gives_the_same_text(text: str) -> None:
    assert edited(parsed(text), [], []) == text


@settings(max_examples=30)
@given(trials())
def test_what_is_over_stays_as_it_is(drawn: Trial) -> None:
    document = parsed(drawn.after, drawn.language)
    over = [p.head.line.span for p in document.paragraphs if p.head and any(".ended" in s.form for s in p.lines)]
    over += [s.line.span for p in document.paragraphs for s in p.lines if s.node.node("no_longer")]
    assert edited(document, [], over) == drawn.after


@settings(max_examples=40)
@given(trials(), st.sampled_from(["\r\n", "\r", "\n"]), st.booleans(), st.booleans())
def test_a_file_keeps_its_line_ends(drawn: Trial, end: str, mark: bool, last: bool) -> None:
    text = drawn.text.rstrip("\n") + "\n" * last
    document = parsed(text, drawn.language)
    found = edits(document, drawn.additions, drawn.over)
    exact = "\ufeff" * mark + text.replace("\n", end)
    assert found.applied(exact) == "\ufeff" * mark + found.applied(text).replace("\n", end)
    assert found.applied(text).endswith("\n") == text.endswith("\n")


@settings(max_examples=20)
@given(trials(), st.randoms())
def test_each_line_keeps_its_own_end(drawn: Trial, chance: random.Random) -> None:
    found = edits(drawn.document, drawn.additions, drawn.over)
    lines = drawn.text.split("\n")
    ended = [line + chance.choice(["\r\n", "\n"]) for line in lines[:-1]] + lines[-1:]
    later = found.applied("".join(ended))
    kept = [line for number, line in enumerate(ended[:-1], 1) if number not in found.written]
    assert within(kept, later.splitlines(keepends=True))
    assert decode("drawn.net", later.encode()).text == found.applied(drawn.text)


def test_a_file_is_written_back_as_it_was_but_for_the_edits(tmp_path: Path) -> None:
    file = tmp_path / "a.net"
    composed, apart = "Å", "A\u030a"
    data = f"\ufeff# language: en\r\n\r\nactor {apart}s  # {apart}\r\n\r\ngroup G\r\n# end".encode()
    file.write_bytes(data)
    document = parse(read(str(file)))[0]
    assert document.paragraphs[0].head
    found = edits(document, ["group H"], [document.paragraphs[0].head.line.span])
    write_back(document, found)
    lines = [
        "\ufeff# language: en",
        "",
        f"actor {apart}s  # {apart}",
        "  over by now",
        "",
        "group G",
        "group H",
        "# end",
    ]
    assert file.read_bytes() == "\r\n".join(lines).encode()
    assert composed not in file.read_text("utf-8")
    with pytest.raises(StaleError):
        write_back(document, found)
    assert file.read_bytes() == "\r\n".join(lines).encode()


def at(document: Document, text: str) -> Span:
    """The place of the line that has a text in it."""
    return next(s.line.span for s in sentences(document) if text in s.line.text)


def change(text: str, *additions: str, over: Iterable[str] = ()) -> str:
    document = parsed(text)
    return edited(document, additions, [at(document, words) for words in over])


FILE = """\
# language: en

source S
source T

# The two of them.
actor A  [S]
actor B

need n

measure m
  run by A                   [S]
  lacks hours "twelve only"  [T]
  # to be asked again

A gives B m  [S]
  essential

# About money.
B pays A for m  [T]

outcome o
"""


@pytest.mark.parametrize(
    ("additions", "over", "before", "later"),
    [
        pytest.param(["need k"], [], "need n\n", "need n\nneed k\n", id="small beside small"),
        pytest.param(["actor C\n  role owner"], [], "B\n", "B\n\nactor C\n  role owner\n", id="large beside small"),
        pytest.param(["actor B\n  role owner"], [], "actor B\n", "\nactor B\n  role owner\n", id="small becomes large"),
        pytest.param(['need n\n  note "x"'], [], "need n\n", 'need n\n  note "x"\n', id="lines of a thing"),
        pytest.param(["goal g"], [], "need n\n", "need n\ngoal g\n", id="after the nearest related form"),
        pytest.param(["group G"], [], "need n\n", "need n\ngroup G\n", id="nothing of its form"),
        pytest.param(
            ["nobody pays B for m"],
            [],
            "for m  [T]\n\noutcome o\n",
            "for m  [T]\nnobody pays B for m\n\noutcome o\n",
            id="after the last of the related forms",
        ),
        pytest.param(['A wants "x"'], [], "outcome o\n", 'outcome o\n\nA wants "x"\n', id="at the end"),
        pytest.param(
            ["meeting\n  attended by A, B", "meeting\n  attended by B, A\n  decides by vote", "meeting Z"],
            [],
            "outcome o\n",
            "outcome o\n\nmeeting\n  attended by A, B\n  decides by vote\n\nmeeting Z\n",
            id="a meeting is known by who attends",
        ),
        pytest.param([], ["A gives"], "essential\n", "essential\n  over by now\n", id="a statement ends"),
        pytest.param([], ["B pays"], "for m  [T]\n", "for m  [T]\n  over by now\n", id="a small statement ends"),
        pytest.param(
            [],
            ["lacks"],
            '  run by A                   [S]\n  lacks hours "twelve only"  [T]\n',
            '  run by A                             [S]\n  lacks hours no longer "twelve only"  [T]\n',
            id="the sources move",
        ),
        pytest.param(
            ["measure m\n  covers n"], ["measure m"], "[T]\n  #", "[T]\n  covers n\n  over by now\n  #", id="a comment"
        ),
    ],
)
def test_what_changes(additions: list[str], over: list[str], before: str, later: str) -> None:
    assert FILE.count(before) == 1
    written = change(FILE, *additions, over=over)
    assert written == FILE.replace(before, later)
    assert formatted(parsed(written)) == written


UNTIDY = """\
actor  A   [S]
actor B,public
measure m
\t\trun by A  and B [S]
\t\t# who else?
\t\tlacks hours   "twelve"[S]

source S"""


@pytest.mark.parametrize(
    ("additions", "over", "before", "later"),
    [
        pytest.param(["actor A\n  role owner"], [], "[S]\nactor B", "[S]\n  role owner\n\nactor B", id="blank lines"),
        pytest.param(["actor C"], [], "public\n", "public\nactor C\n", id="a new one"),
        pytest.param(["source T"], [], "source S", "source S\nsource T", id="after the last line"),
        pytest.param(["measure m\n  kind other"], [], '"[S]\n', '"[S]\n\t\tkind other\n', id="the indentation"),
        pytest.param([], ["measure m"], '"[S]\n', '"[S]\n\t\tover by now\n', id="a statement ends"),
        pytest.param([], ["lacks"], 'hours   "', 'hours no longer   "', id="a line ends"),
    ],
)
def test_what_changes_in_a_file_that_is_not_canonical(
    additions: list[str], over: list[str], before: str, later: str
) -> None:
    assert UNTIDY.count(before) == 1
    assert change(UNTIDY, *additions, over=over) == UNTIDY.replace(before, later)


@pytest.mark.parametrize(
    ("additions", "over"),
    [
        pytest.param([], ["essential"], id="a line that cannot end"),
        pytest.param([], ["outcome"], id="a statement that cannot end"),
        pytest.param(["need n\n  sizes"], [], id="an addition that cannot be read"),
        pytest.param(["goal g\ngoal h"], [], id="two in one"),
        pytest.param(["goal g\n# so"], [], id="a comment after it"),
        pytest.param(["  size 3"], [], id="no head"),
        pytest.param(["# no more than this"], [], id="nothing said"),
        pytest.param(["source S"], [], id="a source that is there"),
    ],
)
def test_what_cannot_be(additions: list[str], over: list[str]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        change(FILE, *additions, over=over)


def test_nothing_ends_where_nothing_stands() -> None:
    with pytest.raises(ValueError, match="nothing stands"):
        edited(parsed(FILE), [], [Span(3, 1, 2)])


@pytest.mark.parametrize("text", ["", "\n", "# language: en\n", "# of no language\n"])
def test_a_file_without_statements(text: str) -> None:
    later = change(text, "need n", "group G\n  needs n")
    assert within(text.split("\n"), later.split("\n"))
    assert formatted(parsed(later)).endswith("\n\nneed n\n\ngroup G\n  needs n\n")
    if text == "# language: en\n":
        assert later == f"{text}\nneed n\n\ngroup G\n  needs n\n"


def test_a_language_that_was_guessed_stays() -> None:
    text = 'A ønsker "b"\n' * 39 + "aktør A\n"
    later = change(text, 'A ønsker "c"')
    assert later == f"# språk: nb\n{text}".replace("aktør", 'A ønsker "c"\naktør')
    assert parsed(later).language == parsed(text).language


def test_related_forms_are_forms() -> None:
    assert {form for family in RELATED for form in family} <= set(forms())


# --- which statement is meant


@settings(max_examples=40)
@given(networks())
def test_what_a_sentence_is_called_is_what_finds_it(text: str) -> None:
    document = parsed(text)
    for sentence in sentences(document):
        name = called(document, sentence)
        found = head_like(document, name)
        if isinstance(found, list):
            assert len(found) > 1
            assert any(s is sentence for s in found) or all(called(document, s) == name for s in found)
        else:
            assert found is sentence or called(document, found) == name


MEANT = """\
actor Red Cross "local", voluntary  [S]
actor Office
source S
source T
measure m
  lacks hours "some"  [S]
  lacks hours         [T]
  lacks money, hours
meeting
  attended by Office, Red Cross
  decides by vote
Red Cross gives Office m  [S]
Office, Red Cross share rules "x"
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Red  Cross give Office  m [T]", "Red Cross gives"),
        ('Red Cross and Office share rules "y"', "Office, Red"),
        ("actor Red Cross", "actor Red"),
        ("actor Red Cross: ", []),
        ("measure m: lacks hours, money", "lacks money"),
        ("measure m: lacks hours  [T]", "lacks hours         [T]"),
        ("measure m: lacks hours", ["lacks hours ", "lacks hours "]),
        ("meeting Red Cross, Office", "meeting"),
        ("meeting", ["meeting"]),
        ("meeting Office, Red Cross: decides by vote", "decides"),
        ("Office gives Red Cross m", ["Red Cross gives"]),
        ("Red Cros gives Office m", ["Red Cross gives"]),
        ("measure n: lacks money, hour", ["lacks money"]),
        ("", []),
        (":", []),
        ("'", []),
        ("xyzzy", []),
    ],
)
def test_which_is_meant(text: str, found: str | list[str]) -> None:
    document = parsed(MEANT)
    meant = head_like(document, text)
    if isinstance(found, str):
        assert isinstance(meant, Sentence)
        assert found in meant.line.text
    else:
        assert isinstance(meant, list)
        assert [words in s.line.text for words, s in zip(found, meant, strict=False)] == [True] * len(found)
        assert bool(found) == bool(meant)


def test_a_line_that_comes_under_a_thing_with_sources_has_these_in_the_file() -> None:
    text = "# language: en\nsource S\nactor A\nmeasure m  [S]\n  lacks hours\n"
    network, _ = read_network(Source("a.net", change(text, "measure m\n  evaluated by A", over=["lacks hours"])))
    assert network
    head, lacks, evaluated = (line for s in network.of("measure") for line in (s.head, *s.lines))
    assert head.references == lacks.references == evaluated.references != ()
    assert lacks.over and not evaluated.over
