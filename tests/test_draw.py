"""Pictures: what they show, that their labels stand apart, and that the same network gives the same bytes."""

import random
import re
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest
from attrs import evolve
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from netdsl.check.network import read_network
from netdsl.cli.main import netdsl
from netdsl.draw import graphs
from netdsl.draw.figure import GAP, Figure, figure, picture
from netdsl.draw.font import lacking, width
from netdsl.draw.label import lines, shortened
from netdsl.draw.layout import Box, Place, layout
from netdsl.draw.line import WEIGHED
from netdsl.draw.scene import UNDIRECTED, VIEWS, WEIGHTS, Also, Key, Node, Scene, Tie
from netdsl.draw.shape import shape
from netdsl.draw.tables import crowded
from netdsl.draw.texts import TEXTS
from netdsl.draw.views import scene
from netdsl.evaluate import Evaluation
from netdsl.pipeline import evaluate_network, load_rules
from netdsl.source import Source, read
from tests.conftest import Expect
from tests.network_strategies import Collaboration, collaborations, evaluated

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"
PICTURES = ROOT / "docs" / "pictures"
EXAMPLES = ("flood_watch", "lantern", "ny_sjanse", "second_helping")
SVG = "{http://www.w3.org/2000/svg}"

WORDS = ("Røde Kors", "Ærfuglvika", "Office", "Barne-, ungdoms- og familiedirektoratet", "Åsen", "Arbeidsmarkedsetaten")
NASTY = (
    '"Quoted"',
    "A & B <x>",
    "</svg>",
    "🙂 Glad 日本",
    "e\u0301́",
    "x" * 300,
    "Ærlig Ødegård på Å",
    "]]>",
    "'",
    "\\n",
)


def of_text(text: str) -> Evaluation:
    network, problems = read_network(Source("t.net", f"# language: en\nnetwork Test\n{text}"))
    assert network, problems
    return evaluate_network(network, load_rules())


def example(name: str) -> Evaluation:
    network, _ = read_network(read(str(ROOT / "examples" / f"{name}.net")))
    assert network
    return evaluate_network(network, load_rules())


def drawn(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314  the text is the program's own


def groups(root: ElementTree.Element, css: str) -> list[ElementTree.Element]:
    return [g for g in root.iter(f"{SVG}g") if css in (g.get("class") or "").split()]


def title(element: ElementTree.Element) -> str:
    found = element.find(f"{SVG}title")
    assert found is not None and found.text
    return found.text


@st.composite
def scenes(draw: st.DrawFn, most: int = 60) -> Scene:
    """Scenes of 2 to 60 actors, with and without a hub, isolates, long names and all kinds of tie."""
    size, chance, hub = draw(st.integers(2, most)), random.Random(draw(st.integers(0, 10**6))), draw(st.booleans())  # noqa: S311  nothing secret is drawn
    strange = chance.sample(NASTY, min(size, chance.choice([0, 2, len(NASTY)])))
    names = [*strange, *(f"{chance.choice(WORDS)} {n}" for n in range(size - len(strange)))]
    nodes = [
        Node(
            ("actor", name),
            name,
            sector=chance.choice(["public", "private", "voluntary", ""]),
            role="coordinator" if hub and not place else chance.choice(["", "", "outside"]),
        )
        for place, name in enumerate(names)
    ]
    ties = {}
    for _ in range(draw(st.integers(0, 2 * size))):
        one, other = (nodes[0] if hub and chance.random() < 0.5 else chance.choice(nodes)), chance.choice(nodes)
        start, end = (one.key, other.key) if chance.random() < 0.5 else (other.key, one.key)
        kind = chance.choice(["gives", "gives", "pays", "informs", "depends", "independent", "undecided"])
        if start != end:
            weight = chance.choice([*WEIGHTS, ""])
            ties[start, end, kind] = Tie(start, end, kind, f"{start[1]} {kind} {end[1]}", weight)
    return Scene("exchanges", "nb", "En prøve", "Alt.", tuple(nodes), tuple(ties.values()), {})


def overlapping(found: Figure) -> list[tuple[str, str]]:
    """Pairs of labels that stand on each other, by the widths of their letters."""
    boxes = [(label.text, label.box) for label in found.labels]
    return [
        (a, b)
        for (a, (left, top, right, bottom)), (b, (left2, top2, right2, bottom2)) in combinations(boxes, 2)
        if min(right, right2) - max(left, left2) > 0.1 and min(bottom, bottom2) - max(top, top2) > 0.1
    ]


@settings(max_examples=25)
@given(scenes())
def test_labels_stand_apart_and_within_the_picture(shown: Scene) -> None:
    found = picture(shown)
    assert not overlapping(found)
    for label in found.labels:
        left, top, right, bottom = label.box
        assert left >= 0 and top >= 0 and right <= found.width and bottom <= found.height, label.text


@settings(max_examples=15)
@given(scenes(30))
def test_every_actor_and_tie_is_there_once_with_what_it_is(shown: Scene) -> None:
    root = drawn(picture(shown).svg)
    assert root.get("role") == "img" and title(root) == shown.title
    labelled = [e.get("id") for e in root if e.tag in (f"{SVG}title", f"{SVG}desc")]
    assert (root.get("aria-labelledby") or "").split() == labelled and len(labelled) == 2
    if not crowded(shown):
        assert sorted(str(g.get("data-actor")) for g in groups(root, "actor")) == sorted(n.name for n in shown.nodes)
        ties = [(g.get("data-from"), g.get("data-to"), g.get("data-kind")) for g in groups(root, "tie")]
        assert sorted(map(str, ties)) == sorted(str((t.start[1], t.end[1], t.kind)) for t in shown.ties)
    for group in (*groups(root, "actor"), *groups(root, "tie")):
        assert title(group)


@settings(max_examples=10)
@given(scenes(30))
def test_the_same_scene_gives_the_same_bytes(shown: Scene) -> None:
    assert picture(shown).svg == picture(shown).svg
    assert graphs.dot(shown) == graphs.dot(shown)


def bounds(element: ElementTree.Element) -> tuple[float, float, float, float]:
    """The left, top, right and bottom of a node's outermost outline."""
    outline = next(e for e in element if "net-shape" in (e.get("class") or ""))
    if outline.tag == f"{SVG}rect":
        x, y, wide, high = (float(outline.get(name) or 0) for name in ("x", "y", "width", "height"))
        return x, y, x + wide, y + high
    xs, ys = zip(*(map(float, point.split(",")) for point in (outline.get("points") or "").split()), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


@settings(max_examples=15)
@given(scenes(12), st.integers(0, 10**6))
def test_every_tie_begins_and_ends_at_its_nodes(shown: Scene, seed: int) -> None:
    chance, kinds = random.Random(seed), ("gives", "pays", "depends", "undecided", "attends")  # noqa: S311
    pairs = [pair for tie in shown.ties for pair in ((tie.start, tie.end), (tie.end, tie.start))]
    more = {
        (*pair, kind): Tie(*pair, kind, str((*pair, kind)), chance.choice([*WEIGHTS, ""]), also=chance.random() < 0.5)
        for pair in pairs
        for kind in kinds
        if chance.random() < 0.7
    }
    shown = evolve(shown, ties=tuple(more.values()))
    if crowded(shown):
        return
    root = drawn(picture(shown).svg)
    boxes = {str(g.get("data-actor")): g for g in groups(root, "actor")}
    corners = {n.key: shape(n) for n in shown.nodes}

    def distance(key: Key, place: tuple[float, float]) -> float:
        left, top, right, bottom = bounds(boxes[key[1]])
        outline = corners[key].corners(Place((left + right) / 2, (top + bottom) / 2))
        return min(
            to_segment(place, one, other) for one, other in zip(outline, [*outline[1:], outline[0]], strict=True)
        )

    for group, tie in zip(
        sorted(groups(root, "tie"), key=title), sorted(shown.ties, key=lambda t: t.title), strict=True
    ):
        numbers = [float(n) for n in re.findall(r"-?[\d.]+", str(next(group.iter(f"{SVG}path")).get("d")))]
        head = next(group.iter(f"{SVG}polygon"), None)
        tip = tuple(map(float, (head.get("points") or "").split()[0].split(","))) if head is not None else numbers[4:]
        halved = "mutual" in (group.get("class") or "") and tie.kind not in WEIGHED
        assert halved or distance(tie.start, (numbers[0], numbers[1])) < 0.3
        # The gap is a share of the time, and a curve ends at most twice as fast as it runs on the whole; then rounding.
        assert distance(tie.end, (tip[0], tip[1])) < 2 * GAP + 0.3


def to_segment(place: tuple[float, float], one: tuple[float, float], other: tuple[float, float]) -> float:
    """How far a place is from a line between two others."""
    (x, y), (x1, y1), (x2, y2) = place, one, other
    long = (x2 - x1) ** 2 + (y2 - y1) ** 2
    share = max(0.0, min(1.0, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / long)) if long else 0.0
    return float(((x - x1 - share * (x2 - x1)) ** 2 + (y - y1 - share * (y2 - y1)) ** 2) ** 0.5)


def test_another_process_draws_the_same_bytes(tmp_path: Path) -> None:
    for seed in ("0", "1"):
        command = [sys.executable, "-m", "netdsl", "draw", "examples/lantern.net", "-o", str(tmp_path / f"{seed}.svg")]
        environment = {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "PATH": ""}
        subprocess.run(command, check=True, cwd=ROOT, env=environment, capture_output=True)
    assert (tmp_path / "0.svg").read_bytes() == (tmp_path / "1.svg").read_bytes()


@settings(max_examples=20)
@given(collaborations(), st.sampled_from(VIEWS), st.sampled_from(["en", "nb"]))
def test_any_network_can_be_drawn_in_any_view(collaboration: Collaboration, view: str, language: str) -> None:
    evaluation = evaluated(collaboration.text)
    found = figure(evaluation, view, language)
    assert not overlapping(found)
    shown = {g.get("data-actor") for g in groups(drawn(found.svg), "actor")}
    assert {str(row[0]) for row in evaluation.facts.relations.get("actor", {})} <= shown


@given(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=20), st.lists(
    st.tuples(st.floats(10, 200), st.floats(10, 60)), min_size=12, max_size=12))  # fmt: skip
@settings(max_examples=40)
def test_boxes_do_not_overlap(pairs: list[tuple[int, int]], sizes: list[tuple[float, float]]) -> None:
    boxes = [Box(*size) for size in sizes]
    places = layout(boxes, pairs)
    for (a, p), (b, q) in combinations(zip(boxes, places, strict=True), 2):
        assert abs(p.x - q.x) >= (a.width + b.width) / 2 or abs(p.y - q.y) >= (a.height + b.height) / 2


def test_what_is_tied_is_nearer_than_what_is_not() -> None:
    boxes = [Box(60, 30)] * 6
    places = layout(boxes, [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5)])

    def apart(one: int, other: int) -> float:
        return abs(places[one].x - places[other].x) + abs(places[one].y - places[other].y)

    assert all(apart(n, n + 1) < apart(0, 5) / 2 for n in range(5))


@given(st.text(min_size=1, max_size=80), st.floats(30, 200), st.integers(1, 4))
def test_lines_keep_within_their_room(text: str, room: float, most: int) -> None:
    found = lines(text, 13, room, most)
    assert 1 <= len(found) <= most
    assert all(width(line, 13) <= room or len(line) <= 2 for line in found)
    assert width(shortened(text, 13, room), 13) <= room


def test_names_that_mean_something_to_xml_are_shown_as_they_are() -> None:
    nodes = tuple(Node(("actor", name), name) for name in (*NASTY, "a\x00b"))
    ties = tuple(Tie(nodes[0].key, n.key, "gives", n.name) for n in nodes[1:])
    found = picture(Scene("exchanges", "en", 'A <b> & "c"', "", nodes, ties, {}))
    names = {g.get("data-actor") for g in groups(drawn(found.svg), "actor")}
    assert names == {*NASTY, "a\ufffdb"}


def test_a_long_name_is_cut_in_the_picture_and_whole_in_its_title() -> None:
    name = "Interkommunalt samarbeidsorgan for kvalifisering og inkludering " * 3
    found = picture(Scene("exchanges", "nb", "t", "", (Node(("actor", name), f"{name}: offentlig"),), (), {}))
    texts = [e.text or "" for e in drawn(found.svg).iter(f"{SVG}text")]
    assert any(t.endswith("…") for t in texts)
    assert title(groups(drawn(found.svg), "actor")[0]) == f"{name}: offentlig"


def test_the_hub_and_who_has_no_tie_are_plain() -> None:
    evaluation = of_text(
        'actor Hub, public\n  role coordinator\nactor A, private\nactor Alone, voluntary\n\nA gives Hub "help"\n'
    )
    found = figure(evaluation, "exchanges", "en")
    root = drawn(found.svg)
    hub, other = (next(g for g in groups(root, "actor") if g.get("data-actor") == name) for name in ("Hub", "A"))
    assert len(list(hub.iter(f"{SVG}polygon"))) == 2 and len(list(other.iter(f"{SVG}polygon"))) == 1
    assert "net-bold" in str(next(hub.iter(f"{SVG}text")).get("class"))
    heading = next(label for label in found.labels if label.text == TEXTS["isolates"]["en"])
    alone, tied = (next(label for label in found.labels if label.text == name) for name in ("Alone", "A"))
    assert tied.y < heading.y < alone.y
    assert "Not tied to anyone here: Alone" in found.scene.summary


def test_sectors_differ_in_shape_and_a_tie_in_more_than_its_colour() -> None:
    nodes = tuple(Node(("actor", s or "?"), s, sector=s) for s in ("public", "private", "voluntary", ""))
    root = drawn(picture(Scene("exchanges", "en", "t", "", nodes, (), {})).svg)
    outlines = [
        (shape.tag, len(shape.get("points", "").split()))
        for g in groups(root, "actor")
        for shape in g
        if "net-shape" in (shape.get("class") or "")
    ]
    assert len(set(outlines)) == 4
    ends = (nodes[0].key, nodes[1].key)
    seen = []
    for kind, weight in (
        *(("gives", w) for w in (*WEIGHTS, "")),
        ("pays", "important"),
        *((k, "") for k in UNDIRECTED),
    ):
        scene_of_one = Scene("exchanges", "en", "t", "", nodes[:2], (Tie(*ends, kind, "x", weight),), {})
        (group,) = groups(drawn(picture(scene_of_one).svg), "tie")
        path = next(group.iter(f"{SVG}path"))
        dashes = re.findall("net-dashed|net-thin|net-seldom", path.get("class") or "")
        seen.append(
            (
                path.get("stroke-width"),
                tuple(dashes),
                len(list(group)),
                next((t.text for t in group.iter(f"{SVG}text")), ""),
            )
        )
    assert len(set(seen)) == len(seen)


def test_mutual_ties_are_told_from_one_sided_ones() -> None:
    evaluation = of_text('actor A\nactor B\nactor C\n\nA gives B "x"\n\nB gives A "y"\n\nA gives C "z"\n')
    root = drawn(figure(evaluation, "exchanges", "en").svg)
    mutual = {(g.get("data-from"), g.get("data-to")) for g in groups(root, "mutual")}
    assert mutual == {("A", "B"), ("B", "A")}
    assert len(groups(root, "tie")) == 3


def test_a_tie_says_what_passes_how_much_it_matters_and_where_that_stands() -> None:
    evaluation = example("ny_sjanse")
    root = drawn(figure(evaluation, "exchanges", "nb").svg)
    tie = next(g for g in groups(root, "tie") if g.get("data-kind") == "pays" and g.get("data-to") == "Røde Kors")
    assert title(tie) == "Kommunen betaler Røde Kors for leksehjelp og flyktningguide (avgjørende, fullt ut)"
    assert tie.get("data-weight") == "essential"
    line = int(str(tie.get("data-lines")))
    assert evaluation.network.source.lines[line - 1].startswith("Kommunen betaler Røde Kors")


def test_the_meeting_view_counts_who_sits_together() -> None:
    evaluation = of_text(
        "actor A\nactor B\nactor C\nactor D\n\nmeeting M\n  attended by A, B\n  at times C\n\n"
        "meeting N\n  attended by A, B\n\nA and D never meet\n"
    )
    found = scene(evaluation, "meetings", "en")
    cells = {(a[1], b[1]): (cell.kind, cell.meetings) for (a, b), cell in found.matrix.items()}
    assert cells["A", "B"] == cells["B", "A"] == ("together", 2)
    assert cells["A", "C"] == cells["C", "B"] == ("at_times", 1)
    assert cells["A", "D"] == ("never", 0)
    assert ("B", "D") not in cells
    kinds = [g.get("data-kind") for g in groups(drawn(picture(found).svg), "cell")]
    assert kinds.count("together") == 2 and kinds.count("at_times") == 4 and kinds.count("never") == 2


def test_the_dependence_view_is_that_of_the_evaluation() -> None:
    evaluation = example("ny_sjanse")
    found = scene(evaluation, "dependence", "en")
    drawn_pairs: dict[frozenset[str], list[Tie]] = {}
    for tie in found.ties:
        if tie.kind != "part":
            drawn_pairs.setdefault(frozenset((tie.start[1], tie.end[1])), []).append(tie)
    assert len(drawn_pairs) == len(evaluation.partnerships)
    for actors, dependence, dependent in evaluation.partnerships:
        ties = drawn_pairs[frozenset(actors)]
        kinds = {
            "mutual": ["depends"] * 2,
            "asymmetric": ["depends"],
            "none": ["independent"],
            "unknown": ["undecided"],
        }
        assert [t.kind for t in ties] == kinds[dependence]
        assert dependent is None or ties[0].start[1] == dependent


def test_what_is_over_is_not_drawn() -> None:
    evaluation = of_text('  as of 2020\nactor A\nactor B\n\nA gives B "x"\n  until 2018\n')
    assert not scene(evaluation, "exchanges", "en").ties


def test_too_many_ties_for_lines_become_a_table() -> None:
    nodes = tuple(Node(("actor", f"A{n}"), f"A{n}", sector="public") for n in range(20))
    ties = tuple(Tie(a.key, b.key, "informs", "x") for a, b in combinations(nodes, 2))
    found = Scene("information", "en", "t", "", nodes, ties, {})
    assert crowded(found)
    root = drawn(picture(found).svg)
    assert len(groups(root, "tie")) == len(ties)
    assert not overlapping(picture(found))
    assert not crowded(Scene("information", "en", "t", "", nodes, ties[:40], {}))
    many = tuple(Node(("actor", f"A{n}"), f"A{n}") for n in range(200))
    star = tuple(Tie(many[0].key, n.key, "informs", "x") for n in many[1:])
    assert crowded(Scene("information", "en", "t", "", many, star, {}))
    assert not crowded(Scene("information", "en", "t", "", many, star[:60], {}))


def test_ties_to_be_shown_when_asked_for_are_hidden_and_move_nothing() -> None:
    evaluation = example("lantern")
    plain = figure(evaluation, "exchanges", "en")
    names = [n.key for n in plain.scene.nodes]
    extra = Tie(names[0], names[-1], "gives", "something new", also=True)
    found = figure(evaluation, "exchanges", "en", Also(ties=(extra,)))
    hidden = [title(group) for group in groups(drawn(found.svg), "net-also")]
    entry = TEXTS["key came"]["en"]
    assert hidden == ["something new", entry]
    assert [label for label in found.labels if label.text != entry] == list(plain.labels)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_pictures_of_the_examples(name: str, view: str, expect: Expect) -> None:
    evaluation = example(name)
    found = figure(evaluation, view, evaluation.network.language)
    assert not overlapping(found)
    if (name, view) in {("lantern", "meetings"), ("flood_watch", "exchanges"), ("second_helping", "dependence")}:
        expect(GOLDEN / f"{name}-{view}.svg", found.svg)


@pytest.mark.parametrize(("view", "language"), [("exchanges", "en"), ("meetings", "en")])
def test_the_pictures_of_the_documentation_are_fresh(view: str, language: str, expect: Expect) -> None:
    expect(PICTURES / f"ny_sjanse-{view}.svg", figure(example("ny_sjanse"), view, language).svg)


def test_the_text_exports_hold_every_actor_and_tie() -> None:
    found = scene(example("ny_sjanse"), "exchanges", "nb")
    dot, mermaid = graphs.dot(found), graphs.mermaid(found)
    assert dot.count(" -> ") == len(found.ties)
    assert all(f'"{n.name}" [' in dot and f'"{n.name}"' in mermaid for n in found.nodes)
    edges = [line for line in mermaid.splitlines() if re.match(r"  n\d+ \S+ n\d+$", line)]
    assert len(edges) == len(found.ties)


def test_text_exports_escape_what_means_something_there() -> None:
    keys: list[Key] = [("actor", 'a "b" \\ & ;'), ("actor", "#c; `d`")]
    nodes = tuple(Node(key, key[1]) for key in keys)
    found = Scene("exchanges", "en", 'x "y"', "", nodes, (Tie(keys[0], keys[1], "gives", "z"),), {})
    assert '"a \\"b\\" \\\\ &amp; ;" -> "#c; `d`"' in graphs.dot(found)
    assert 'n0[/"a #34;b#34; #92; #38; ;"/]' in graphs.mermaid(found)
    assert 'n1[/"#35;c; #96;d#96;"/]' in graphs.mermaid(found)


def test_every_text_is_in_both_languages() -> None:
    holes = re.compile(r"\{\w+\}")
    for key, texts in TEXTS.items():
        assert set(texts) == {"en", "nb"}, key
        assert set(holes.findall(texts["en"])) == set(holes.findall(texts["nb"])), key


def test_letters_of_norwegian_are_in_the_font_and_wide_signs_are_told() -> None:
    assert not lacking("æøåÆØÅéüß–—«»“”…·§")
    assert lacking("a日🙂\u0301") == ["日", "🙂"]
    assert 0 < width("i", 10) < width("m", 10) < width("m", 10, bold=True) + 0.1


def ran(*arguments: str) -> Result:
    return CliRunner().invoke(netdsl, ["draw", *arguments], prog_name="netdsl")


@pytest.mark.parametrize(
    ("suffix", "begins"),
    [("svg", b"<svg "), ("png", b"\x89PNG"), ("pdf", b"%PDF"), ("dot", b"digraph"), ("mmd", b"---")],
)
def test_every_kind_of_picture_is_written_and_the_same_each_time(suffix: str, begins: bytes, tmp_path: Path) -> None:
    for name in ("a", "b"):
        result = ran(str(ROOT / "examples/ny_sjanse.net"), "-o", str(tmp_path / f"{name}.{suffix}"))
        assert result.exit_code == 0, result.output
    one, other = ((tmp_path / f"{name}.{suffix}").read_bytes() for name in ("a", "b"))
    assert one.startswith(begins) and one == other
    assert sorted(p.name for p in tmp_path.iterdir()) == [f"a.{suffix}", f"b.{suffix}"]


def test_a_missing_extra_is_said_and_nothing_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    result = ran(str(ROOT / "examples/lantern.net"), "-o", str(tmp_path / "x.png"))
    assert result.exit_code == 1 and 'pip install ".[draw]"' in result.output
    assert not list(tmp_path.iterdir())
    assert ran(str(ROOT / "examples/lantern.net"), "-o", str(tmp_path / "x.svg")).exit_code == 0


@pytest.mark.parametrize(("output", "said"), [("x.pgn", ".png"), ("x", "one of .svg"), ("x.docx", "one of")])
def test_another_ending_is_no_picture(output: str, said: str, tmp_path: Path) -> None:
    result = ran(str(ROOT / "examples/lantern.net"), "-o", str(tmp_path / output))
    assert result.exit_code == 2 and said in result.output
    assert not list(tmp_path.iterdir())


def test_where_nothing_can_be_written_the_old_picture_stays(tmp_path: Path) -> None:
    place = tmp_path / "x.svg"
    place.mkdir()
    result = ran(str(ROOT / "examples/lantern.net"), "-o", str(place))
    assert result.exit_code == 2 and "N039" in result.output
    assert list(tmp_path.iterdir()) == [place]
    bad = tmp_path / "bad.net"
    bad.write_text("# language: en\nnonsense here\n", "utf-8")
    old = tmp_path / "old.svg"
    old.write_text("old", "utf-8")
    assert ran(str(bad), "-o", str(old)).exit_code == 2
    assert old.read_text("utf-8") == "old"


def test_a_letter_that_the_font_lacks_is_said(tmp_path: Path) -> None:
    file = tmp_path / "x.net"
    file.write_text("# language: en\nnetwork Test\nactor 日本\n", "utf-8")
    result = ran(str(file), "-o", str(tmp_path / "x.png"))
    assert result.exit_code == 0 and "日 本" in result.output
    assert "日" not in ran(str(file), "-o", str(tmp_path / "x.svg")).output
