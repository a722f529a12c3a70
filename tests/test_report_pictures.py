"""What figures and tables of the report show: hidden ties move nothing; who sits with whom; columns fit words."""

import io
import re
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from netdsl.document.blocks import Document, Section, Table, plain, walk
from netdsl.document.content import document
from netdsl.document.figures import VIEWS, drawn
from netdsl.document.material import Material
from netdsl.document.states import states
from netdsl.document.word import word
from netdsl.draw.figure import figure, picture
from netdsl.draw.layout import Place
from netdsl.draw.legend import legend
from netdsl.draw.marks import tie_marks
from netdsl.draw.scene import NOTHING, Cell, Node, Scene, Tie
from netdsl.draw.views import scene
from netdsl.evaluate import Evaluation
from netdsl.pipeline import open_lines
from tests.network_strategies import evaluated

ROOT = Path(__file__).parent.parent
MEETINGS = """network N
actor A
  role partner
actor B
  role partner
actor C
  role partner
meeting First
  attended by A, B
  every 6 weeks
  about "plans"
meeting Second
  attended by A
  at times B
C attends one of First, Second
A gives B "bread"
  few alternatives
D pays A for "bread"
  in full
  essential
actor D
  role outside
"""


def example(name: str) -> Evaluation:
    return evaluated((ROOT / "examples" / f"{name}.net").read_text("utf-8"))


def tables(evaluation: Evaluation) -> dict[str, list[list[str]]]:
    """Caption -> the rows of a table of the report, its head first."""
    found = {}
    for block in walk(document(Material(evaluation, "en", {}, open_lines())).sections):
        if isinstance(block, Table):
            rows = [["".join(w.text for w in cell) for cell in row] for row in block.rows]
            found[block.caption] = [list(block.head), *rows]
    return found


def visible(svg: str) -> list[str]:
    """The elements of a picture, in their order, but for those that are hidden."""
    return [line for line in svg.splitlines()[1:] if "net-also" not in line or line.startswith(".")]


@pytest.mark.parametrize("view", VIEWS)
def test_what_changes_bring_moves_nothing(view: str) -> None:
    evaluation = example("ny_sjanse")
    also = states(Material(evaluation, "nb", {}, open_lines())).also[view]
    assert any(also)
    with_changes, without = (figure(evaluation, view, "nb", some).svg for some in (also, NOTHING))
    assert with_changes != without
    assert visible(with_changes) == visible(without)


KEYS = [("actor", name) for name in "ABCDE"]
PAIRS = st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS)).filter(lambda pair: pair[0] != pair[1])
TIES = st.lists(st.tuples(PAIRS, st.sampled_from(["gives", "pays"])), max_size=8, unique=True)


@given(TIES, TIES)
def test_hidden_ties_never_move_others(seen: list[Any], hidden: list[Any]) -> None:
    ties = tuple(Tie(*pair, kind, "it") for pair, kind in seen)
    more = tuple(Tie(*pair, kind, "it", also=True) for pair, kind in hidden if (pair, kind) not in seen)
    nodes = tuple(Node(key, key[1]) for key in KEYS)
    found = [picture(Scene("exchanges", "en", "N", "", nodes, some, {})).svg for some in ((*ties, *more), ties)]
    assert visible(found[0]) == visible(found[1])


MEETS = [("meeting", name) for name in "MNO"]
SEATS = st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from(MEETS)), max_size=9, unique=True)
LONG = st.text("Wide ", min_size=1, max_size=60).map(lambda text: f"X{text.strip()}")


@given(SEATS, LONG, st.sets(st.sampled_from(KEYS)))
def test_a_meeting_that_comes_moves_nothing_and_hides_nobody(seats: list[Any], name: str, attenders: set[Any]) -> None:
    nodes = tuple(Node(key, key[1]) for key in (*KEYS, *MEETS))
    ties = tuple(Tie(*ends, "attends", "it") for ends in seats)
    came = Node(("meeting", name), name, also=True)
    more = tuple(Tie(key, came.key, "attends", "it", also=True) for key in sorted(attenders))
    cells = tuple(((a, b), Cell("together", 1, "it", also=True)) for a in attenders for b in attenders if a < b)
    without = picture(Scene("meetings", "en", "N", "", nodes, ties, {}))
    found = picture(Scene("meetings", "en", "N", "", (*nodes, came), (*ties, *more), {}, cells))
    shapes = [
        line
        for line in without.svg.splitlines()
        if line.startswith(('<g class="actor', '<g class="meeting', '<g class="tie'))
    ]
    assert len(shapes) == len(nodes) + len(ties)
    assert {*shapes} <= {*found.svg.splitlines()}
    shown = [line for line in found.svg.splitlines() if line.startswith('<g class="meeting net-also"')]
    assert len(shown) == 1 and f"<title>{name}</title>" in shown[0]
    for one, other in combinations(found.labels, 2):
        left, right = max(one.box[0], other.box[0]), min(one.box[2], other.box[2])
        top, bottom = max(one.box[1], other.box[1]), min(one.box[3], other.box[3])
        assert min(right - left, bottom - top) < 0.5


def test_no_two_entries_of_a_key_look_the_same() -> None:
    for name in ("ny_sjanse", "flood_watch", "lantern"):
        elements = legend(scene(example(name), "exchanges", "en"), 0, 0, 10_000).elements[1:]
        shapes = []
        for element in elements:
            sign = element.partition("</title>")[2].rpartition("<text")[0]
            shapes.append("".join(c for c in sign if not c.isdigit()))
        assert len(shapes) == len(elements) > 3
        weighed = [e for e in elements if "gives: " in e]
        assert weighed and not any(">gives</text>" in e for e in elements)


def test_who_attends_one_of_several_meetings_sits_with_those_of_all() -> None:
    found = scene(evaluated(MEETINGS), "meetings", "en")
    cells = {(a[1], b[1]): (cell.kind, cell.meetings) for (a, b), cell in found.matrix.items()}
    assert cells["A", "C"] == cells["C", "A"] == ("together", 1)
    assert cells["B", "C"] == ("at_times", 1)
    some = scene(evaluated(MEETINGS.replace("  at times B\n", "")), "meetings", "en")
    assert {(a[1], b[1]): c.kind for (a, b), c in some.matrix.items()}["B", "C"] == "perhaps"
    assert "perhaps together" in figure(evaluated(MEETINGS.replace("  at times B\n", "")), "meetings", "en").svg


CHOICES = """network N
actor A
actor B
actor C
actor D
meeting First
  attended by C
meeting Second
  attended by C, D
meeting Third
  attended by D
A attends one of First, Second
B attends one of First, Second
A attends one of Second, Third
"""


def test_each_choice_of_meetings_is_one_of_its_own_and_two_who_choose_may_meet() -> None:
    found = scene(evaluated(CHOICES), "meetings", "en")
    titles = {t.end[1]: t.title for t in found.ties if t.start[1] == "A" and t.kind == "one_of"}
    assert "First and Second" in titles["First"] and "Second and Third" in titles["Third"]
    kinds = {(a[1], b[1]): cell.kind for (a, b), cell in found.matrix.items()}
    assert kinds["A", "C"] == kinds["A", "D"] == kinds["B", "C"] == "together"
    assert kinds["A", "B"] == kinds["B", "A"] == kinds["B", "D"] == "perhaps"


def test_what_is_said_of_a_figure_is_true_of_it() -> None:
    told = Material(evaluated(MEETINGS), "en", {}, open_lines())
    alts = {picture.name: picture.alt for picture in drawn(told)}
    assert told.say("alt exchanges") in alts["exchanges"]
    names = [f"A{n}" for n in range(20)]
    text = "network N\n" + "".join(f"actor {name}\n  role partner\n" for name in names)
    nothing = Material(evaluated(text), "en", {}, open_lines())
    assert all(nothing.say(f"alt {p.name}") not in p.alt and "table" not in p.alt for p in drawn(nothing))
    text += "".join(f'{one} gives {other} "x"\n' for one, other in combinations(names, 2))
    many = Material(evaluated(text), "en", {}, open_lines())
    (alt,) = [picture.alt for picture in drawn(many) if picture.name == "exchanges"]
    assert many.say("alt table exchanges") in alt and "arrow" not in alt


def test_names_of_different_kinds_are_told_apart() -> None:
    text = 'network N\nactor Board\nactor School\nmeeting Board\n  attended by School\nBoard gives School "x"\n'
    svg = figure(evaluated(text), "meetings", "en").svg
    (attends,) = [line for line in svg.splitlines() if 'class="tie"' in line]
    assert 'data-from="School" data-to="Board" data-to-kind="meeting"' in attends


WEIGHTS = ("", "marginal", "important", "essential")


def test_a_table_of_exchanges_hides_neither_gift_nor_payment() -> None:
    sizes: dict[str, list[tuple[str, float]]] = {"gives": [], "pays": []}
    for weight in WEIGHTS:
        ranges = []
        for kind, some in sizes.items():
            (mark,) = tie_marks(Tie(KEYS[0], KEYS[1], kind, "it", weight), Place(0, 0), 24)
            said = {key: float(value) for key, value in re.findall(r' (x|width|height)="(-?[\d.]+)"', mark)}
            some.append((mark.split('"')[1], said["height"]))
            ranges.append((said["x"], said["x"] + said["width"]))
        assert ranges[0][1] < ranges[1][0] and ranges[0][0] > -12 and ranges[1][1] < 12
    for some in sizes.values():
        assert len(set(some)) == len(WEIGHTS)
        assert [high for _, high in some[1:]] == sorted(high for _, high in some[1:])


def test_the_tables_tell_of_meetings_and_exchanges_what_is_told() -> None:
    found = tables(evaluated(MEETINGS))
    head, first, second = found["The meetings, and who attends them"]
    assert head == ["Meeting", "Attended by", "How often", "About", "Lines"]
    assert first[:4] == ["First", "A, B and C (one of several)", "about 9 times a year", "“plans”"]
    assert second[:4] == ["Second", "A, B (at times) and C (one of several)", "", ""]
    head, given_, paid = found["What passes between the actors"]
    assert head[3:5] == ["How much it matters", "Alternatives"]
    assert given_[4] == "few alternatives"
    assert paid[3] == "in full, essential"


def test_dependence_on_those_outside_is_pointed_to() -> None:
    def told(text: str) -> bool:
        blocks = walk(document(Material(evaluated(text), "en", {}, open_lines())).sections)
        some = [b for b in blocks if isinstance(b, Section) and b.anchor == "ties-dependence"]
        return any("is not shown here" in w.text for s in some for b in s.blocks for w in getattr(b, "words", ()))

    assert told(MEETINGS)
    assert not told(MEETINGS.replace("  role outside", "  role partner"))


WORDS = st.text("abcdefghijklmno", min_size=1, max_size=30)
CELLS = st.lists(WORDS, max_size=12).map(" ".join)


@given(st.integers(2, 6).flatmap(lambda n: st.lists(st.lists(CELLS, min_size=n, max_size=n), min_size=2, max_size=4)))
def test_columns_of_a_word_file_agree_and_fit_their_words(rows: list[list[str]]) -> None:
    head, *rest = rows
    table = Table("T", tuple(head), tuple(tuple(map(plain, row)) for row in rest))
    made = docx.Document(io.BytesIO(word(Document("N", "", "en", (), (Section("s", "S", (table,)),))))).tables[0]
    grid = [int(c.get(qn("w:w"))) for c in made._tbl.tblGrid.findall(qn("w:gridCol"))]
    assert abs(sum(grid) - 16.5 * 567) < 10
    for row in made.rows:
        assert [int(cell._tc.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for cell in row.cells] == grid
    longest = [max(len(w) for text in column for w in text.split() or [""]) for column in zip(*rows, strict=True)]
    narrow = [n for n, width in zip(longest, grid, strict=True) if width < 567 * 0.16 * n]
    assert not narrow or sum(longest) * 0.16 + 0.45 * len(longest) > 16.5


def test_no_caption_follows_another_in_a_word_file() -> None:
    from netdsl.document.figures import images

    material = Material(example("second_helping"), "en", {}, open_lines())
    figures = images(material)
    data = word(document(material, figures))
    styles = [p.style.name for p in docx.Document(io.BytesIO(data)).paragraphs if p.style]
    assert "Caption" in styles
    assert not any(a == b == "Caption" for a, b in pairwise(styles))
