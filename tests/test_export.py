"""Networks written for other programs: nothing is lost that a format can carry, and what it cannot is said."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import networkx as nx
import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from netdsl.check.network import read_network
from netdsl.cli.main import netdsl
from netdsl.data.exporting import FORMATS, exported, notes
from netdsl.data.reading import read_files
from netdsl.data.statements import network_text
from netdsl.data.tables import KINDS
from netdsl.data.texts import TEXTS
from netdsl.model.facts import FORMERLY, facts
from netdsl.model.forms import forms
from netdsl.source import Source, read
from netdsl.syntax.network import parse
from tests.network_strategies import NAMES, Collaboration, collaborations
from tests.test_import_graphs import canonical
from tests.test_import_tables import FILES, meaning

drawn_networks = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

Facts = set[tuple[str, tuple[Any, ...]]]


def said(text: str) -> Facts:
    network, diagnostics = read_network(Source("a.net", text))
    assert network, diagnostics
    return {(name, row) for name, rows in facts(network).relations.items() for row in rows}


def wrote(text: str, name: str, **options: Any) -> tuple[bytes, dict[str, list[str]]]:
    document, diagnostics = parse(Source("a.net", text))
    assert not diagnostics
    made = exported(document, name, **options)
    assert exported(document, name, **options) == made
    return made.data, made.left


def back(folder: Path, *files: tuple[str, bytes]) -> str:
    """The network that is read from some files, with no other remark than of sources, or Pajek's loops."""
    for name, data in files:
        (folder / name).write_bytes(data)
    tables = read_files([str(folder / name) for name, _ in files])
    made = network_text(tables, "b.net")
    assert not made.problems
    assert {remark.key for remark in made.remarks} <= {"added-sources", "loops"}
    assert canonical(made.text)
    return made.text


def form(name: str) -> str:
    return name.removeprefix(FORMERLY)


HARD_NAMES = {
    **NAMES,
    "actor": ["Helse", "'Helse [Nord]'", "House", "'House \"Nest\"'", "'Smith, Jones; Co [S]'"],
    "group": ["Youth", "'Youth [S]'", "'Youth \"over 18\"'"],
    "goal": ["work", "'work [N]'", "'work \"for all\"'"],
    "measure": ["teaching", "'teaching [S]'", "'teaching \"at home\"'"],
    "meeting": ["Monday", "'Monday [S]'", "'Monday \"late\"'"],
}
"""Names that end as others do with their sources, or with somebody's words."""


def networks(**options: Any) -> st.SearchStrategy[Collaboration]:
    """Random collaborations, of plain names or of hard ones."""
    return collaborations(**options) | collaborations(names=HARD_NAMES, **options)


IN_GRAPHS = ("actor", "meeting", "gives", "pays", "informs")


@pytest.mark.parametrize("name", ["a.graphml", "a.gexf"])
@drawn_networks
@given(networks(endings=True))
def test_a_graph_file_holds_actors_exchanges_and_meetings_with_all_their_details(
    tmp_path: Path, name: str, drawn: Collaboration
) -> None:
    data, left = wrote(drawn.text, name)
    before, after = said(drawn.text), said(back(tmp_path, (name, data)))
    carried = {name for name in forms() if name.partition(".")[0] in IN_GRAPHS and name != "gives_nothing"}
    carried |= {name for name in forms() if name.partition(".")[0] == "network"}
    assert {fact for fact in before if form(fact[0]) in carried} == {f for f in after if form(f[0]) in carried}
    assert after <= before
    assert bool(of(before - after, "source")) <= bool(left.get("drop-sources"))
    other = {name for name, _ in before - after} - {"source"} - {f for f in forms() if f.startswith("network")}
    assert bool(other) <= bool(left.get("drop-statements"))


@pytest.mark.parametrize("name", ["a.graphml", "a.gexf"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_real_file_goes_through_a_graph_file(tmp_path: Path, name: str, path: Path) -> None:
    text = read(str(path)).text
    for language in (None, "en", "nb"):
        after = said(back(tmp_path, (name, wrote(text, name, language=language)[0])))
        assert after <= said(text)
        assert {f for f in said(text) - after if form(f[0]).partition(".")[0] in IN_GRAPHS} == set()


@pytest.mark.parametrize("name", ["a.json", "a.xlsx"])
@settings(drawn_networks, max_examples=15)
@given(networks(endings=True, sources=True))
def test_a_workbook_and_json_hold_all(tmp_path: Path, name: str, drawn: Collaboration) -> None:
    data, left = wrote(drawn.text, name)
    assert not left
    assert meaning(back(tmp_path, (name, data))) == meaning(drawn.text)


@drawn_networks
@given(networks(endings=True, sources=True))
def test_the_tables_as_csv_hold_all_together(tmp_path: Path, drawn: Collaboration) -> None:
    files = [(f"{kind}.csv", wrote(drawn.text, "a.csv", table=kind)[0]) for kind in KINDS]
    assert meaning(back(tmp_path, *files)) == meaning(drawn.text)


def of(found: Facts, *names: str) -> set[tuple[str, ...]]:
    return {(name, *(str(v).strip('"') for v in row)) for name, row in found if name in names}


@pytest.mark.parametrize("name", ["a.net", "a.paj"])
@drawn_networks
@given(collaborations())
def test_a_pajek_file_holds_who_gives_pays_and_tells_what(tmp_path: Path, name: str, drawn: Collaboration) -> None:
    (tmp_path / "p").mkdir(exist_ok=True)
    data, left = wrote(drawn.text, name)
    before, after = said(drawn.text), said(back(tmp_path / "p", (name, data)))
    before = {fact for fact in before if fact[0] == "actor" or fact[1][:1] != fact[1][1:2]}
    for deed in ("gives", "pays", "informs"):
        # A tie of an actor to itself is not read from Pajek.
        assert of(before, deed) == of(after, deed)
    assert of(before, "actor") == of(after, "actor")
    if name == "a.net":
        assert bool(of(before, "meeting")) == bool(left.get("drop-meetings"))
        assert not of(after, "meeting", "actor.sector")
    else:
        assert of(before, "meeting", "actor.sector", "actor.level") == of(
            after, "meeting", "actor.sector", "actor.level"
        )
        groups = {row[0] for relation, row in before if relation == "group"}
        attending = {row for row in of(before, "meeting.attended", "meeting.at_times") if row[2] not in groups}
        assert attending == of(after, "meeting.attended", "meeting.at_times")


@drawn_networks
@given(collaborations(endings=True))
def test_what_is_over_is_not_given_to_pajek_and_said(tmp_path: Path, drawn: Collaboration) -> None:
    data, left = wrote(drawn.text, "a.net")
    before = said(drawn.text)
    assume(of(before, "actor"))  # a file with nobody in it is not read again
    after = said(back(tmp_path, ("a.net", data)))
    over = {name for _, name, *_ in of(before, f"{FORMERLY}actor")}
    listed = set(left.get("drop-ended", []))
    for deed in ("gives", "pays", "informs"):
        held = {row for row in of(before, deed) if row[1] != row[2]}
        assert of(after, deed) == {row for row in held if not over & set(row[1:3])}
        gone = of(before, f"{FORMERLY}{deed}") | held - of(after, deed)
        assert all(any(tie.startswith(f"{giver} → {to} ") for tie in listed) for _, giver, to, _ in gone)


def test_what_lasts_until_later_is_given_to_pajek_and_each_tie_that_goes_is_said() -> None:
    text = "# language: en\nnetwork N\n  as of 2024\nactor A\nactor B\nactor C\n  until 2023\n"
    text += 'A gives B "money"\n  until 2030\nA gives C "advice"\nA gives B "rooms"\n  until 2023-12\n'
    data, left = wrote(f"{text}meeting M\n  attended by A, C\n", "a.paj")
    assert b'*Arcs :1 "money"\n1 2 1\n' in data
    assert left["drop-ended"] == ["C", "C → M attended by", "A → C advice", "A → B rooms"]


# --- other programs

TWO = """\
# language: en

network Harbour
  as of 2015

actor Port "the harbour's own", private
actor 'Club, sailing & Co', voluntary
  role coordinator
actor Council, public, municipal

measure courses
  run by Port

group Youth

meeting Monday  [S]
  attended by Port "leader", Council, Youth
  at times 'Club, sailing & Co'

meeting
  attended by Council

source S

# what is given
Port gives 'Club, sailing & Co' "berths <3>"  [S]
  essential "nowhere else"
  for Youth
Council gives Port courses
Council pays Port for courses
  until 2014
"""


def edges(graph: Any) -> set[tuple[str, str, str]]:
    labels = {node: data.get("label", node) for node, data in graph.nodes(data=True)}
    return {(labels[a], labels[b], str(data.get("label"))) for a, b, data in graph.edges(data=True)}


EDGES = {
    ("Port", "Club, sailing & Co", "berths <3>"),
    ("Council", "Port", "courses"),
    ("Council", "Port", "pays for courses"),
    ("Port", "Monday", "attended by"),
    ("Council", "Monday", "attended by"),
    ("Youth", "Monday", "attended by"),
    ("Club, sailing & Co", "Monday", "at times"),
    ("Council", "Council (meeting)", "attended by"),
}


@pytest.mark.parametrize(("name", "reader"), [("a.graphml", nx.read_graphml), ("a.gexf", nx.read_gexf)])
def test_networkx_opens_graph_files(name: str, reader: Any) -> None:
    data, _ = wrote(TWO, name)
    graph = reader(BytesIO(data))
    assert graph.is_directed()
    assert edges(graph) == EDGES
    port = next(data for _, data in graph.nodes(data=True) if data["label"] == "Port")
    assert (port["kind of node"], port["sector"], port["in words"]) == ("actor", "private", "the harbour's own")
    gift = next(data for *_, data in graph.edges(data=True) if data["label"] == "berths <3>")
    assert (gift["importance"], gift["for"], gift["what"]) == ("essential", "Youth", "berths <3>")


def test_networkx_opens_a_pajek_file_of_one_relation(tmp_path: Path) -> None:
    text = "# language: en\nactor A\nactor 'B, C'\nactor D\n"
    text += 'A gives \'B, C\' "money"\n  note "value 3.5"\n\'B, C\' gives D "money"\n'
    data, left = wrote(text, "a.net")
    assert not left
    graph = nx.parse_pajek(data.decode().split("\n"))
    assert {(a, b, d["weight"], d["l"]) for a, b, d in graph.edges(data=True)} == {
        ("A", "B, C", 3.5, "money"), ("B, C", "D", 1.0, "money"),
    }  # fmt: skip
    assert said(back(tmp_path, ("a.json", wrote(text, "a.json")[0]))) == said(text)


def test_igraph_opens_graphml_and_pajek(tmp_path: Path) -> None:
    igraph = pytest.importorskip("igraph")
    (tmp_path / "a.graphml").write_bytes(wrote(TWO, "a.graphml")[0])
    graph = igraph.Graph.Read_GraphML(str(tmp_path / "a.graphml"))
    assert (graph.vcount(), graph.ecount(), graph.is_directed()) == (6, 8, True)
    assert set(graph.vs["label"]) == {"Port", "Club, sailing & Co", "Council", "Monday", "Council (meeting)", "Youth"}
    text = '# language: en\nactor A\nactor B\nA gives B "money"\nB gives A "money"\n'
    (tmp_path / "a.net").write_bytes(wrote(text, "a.net")[0])
    graph = igraph.Graph.Read_Pajek(str(tmp_path / "a.net"))
    assert (graph.vs["name"], graph.ecount()) == (["A", "B"], 2)


def test_edges_of_one_kind_between_the_same_nodes_are_apart_in_gexf() -> None:
    text = '# language: en\nactor A\nactor B\nA gives B "money"\n  note "x"\nA gives B "money"\nB gives A "money"\n'
    root = Xml.fromstring(wrote(text, "a.gexf")[0])  # noqa: S314  it is our own
    kinds = [edge.get("kind") for edge in root.iter("{http://gexf.net/1.3}edge")]
    assert kinds == ["money", "money (2)", "money"]


def test_the_weight_of_a_tie_is_a_number() -> None:
    text = '# language: en\nactor A\nactor B\nA gives B "money"\n  note "value 3"\n  note "late"\n'
    for name, reader in (("a.graphml", nx.read_graphml), ("a.gexf", nx.read_gexf)):
        (data,) = (data for *_, data in reader(BytesIO(wrote(text, name)[0])).edges(data=True))
        assert (data["weight"], data["note"]) == (3.0, "late")


PAJEK = """\
% language: en
*Network Harbour
*Vertices 3
1 "Port"
2 "Club, sailing & Co"
3 "Council"
*Arcs :1 "berths <3>"
1 2 1
*Arcs :2 "courses"
3 1 1

*Partition sector: 1 private, 2 voluntary, 3 public
*Vertices 3
1
2
3

*Partition level: 1 municipal
*Vertices 3
0
0
1

*Partition role: 1 coordinator
*Vertices 3
0
1
0

*Network attended by / at times
*Vertices 5 3
1 "Port"
2 "Club, sailing & Co"
3 "Council"
4 "Monday"
5 "Council (meeting)"
*Edges :1 "attended by"
1 4 1
3 4 1
3 5 1
*Edges :2 "at times"
2 4 1
"""


def test_a_pajek_project_and_what_it_leaves_out() -> None:
    data, left = wrote(TWO, "a.paj")
    assert data.decode() == PAJEK
    assert notes(left, "a.paj", "en") == [
        "left out, since Pajek has no place for it:",
        "  1 statement: `measure courses run by Port`",
        "  words in quotes (2)",
        "  which source says what (2)",
        "  1 source: `S`",
        "  1 comment",
        "  what is said of the network: `as of`",
        "  details of actors, ties and meetings: `in words`, `importance`, `for`, …",
        "  1 group that attends meetings: `Youth`",
        "  what is over by now or ends (1): `Council → Port pays for courses`",
        "  that `courses` are measures (1)",
    ]


def test_a_csv_file_holds_one_table() -> None:
    data, left = wrote(TWO, "a.csv")
    assert data.decode() == (
        "from,deed,to,what,sources,importance,for,until\n"
        'Port,gives,"\'Club, sailing & Co\'",berths <3>,S,"essential ""nowhere else""",Youth,\n'
        "Council,gives,Port,courses,,,,\n"
        "Council,pays,Port,courses,,,,2014\n"
    )
    assert set(left) == {
        "drop-network",
        "drop-sources",
        "drop-actors",
        "drop-meetings",
        "drop-statements",
        "drop-comments",
    }
    data, _ = wrote(TWO, "a.csv", table="actors", language="nb")
    assert data.decode().startswith("navn,med ord,sektor,nivå,rolle\nPort,the harbour's own,privat,,\n")


def test_a_csv_file_alone_is_a_network_again(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(wrote(TWO.replace("  until 2014\n", ""), "a.csv")[0])
    made = network_text(read_files([str(tmp_path / "a.csv")]), "b.net")
    assert not made.problems
    assert [r.key for r in made.remarks] == ["added-actors", "added-names", "added-sources"]
    assert "\nsource S\n" in made.text
    assert "\ngroup Youth\n" in made.text


def test_each_text_of_what_is_left_out_can_be_said() -> None:
    left = {key: ["one"] for key in TEXTS if key.startswith("drop-")}
    assert {"drop-network", *(f"drop-{kind}" for kind in KINDS)} <= set(left)
    for language in ("en", "nb"):
        assert len(notes(left, "a.gexf", language)) == len(left) + 1


# --- the command


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(netdsl, ["export", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.stdout == ""
    return result.exit_code, result.stderr


@pytest.fixture
def harbour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "harbour.net").write_text(TWO, "utf-8")
    return tmp_path


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_ending_tells_the_format(harbour: Path, suffix: str) -> None:
    status, err = run("harbour.net", "-o", f"out{suffix.upper()}")
    assert (status, err.splitlines()[-1]) == (0, f"written: out{suffix.upper()}")
    data = (harbour / f"out{suffix.upper()}").read_bytes()
    if suffix == ".xlsx":
        assert openpyxl.load_workbook(BytesIO(data))["Actors"]["A2"].value == "Port"
    elif suffix == ".json":
        assert json.loads(data)["actors"][0]["name"] == "Port"
    elif suffix in (".graphml", ".gexf"):
        Xml.fromstring(data)  # noqa: S314  it is our own
    assert f"left out, since {FORMATS[suffix]} has no place for it:" in err


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("out", "`out` does not say which format it is; its name ends in one of .xlsx"),
        ("out.graphm", "did you mean `.graphml`?"),
        ("harbour.net", "`harbour.net` is the file that it would be made from"),
        ("no/such/out.gexf", "may not be written: there is no folder `no/such`"),
        ("folder.json", "may not be written"),
    ],
)
def test_an_output_that_cannot_be_is_refused(harbour: Path, output: str, said: str) -> None:
    (harbour / "folder.json").mkdir()
    status, err = run("harbour.net", "-o", output)
    assert status == 2
    assert said in err
    assert (harbour / "harbour.net").read_text("utf-8") == TWO


def test_a_file_with_errors_is_not_exported(harbour: Path) -> None:
    (harbour / "bad.net").write_text("# language: en\nactor A\nB gives A x\n", "utf-8")
    (harbour / "out.json").write_text("before", "utf-8")
    status, err = run("bad.net", "-o", "out.json")
    assert status == 2
    assert "unknown actor `B`" in err
    assert (harbour / "out.json").read_text("utf-8") == "before"
    assert run("none.net", "-o", "out.json")[0] == 2
    (harbour / "binary.net").write_bytes(b"\0\1")
    assert run("binary.net", "-o", "out.json")[0] == 2


@pytest.mark.usefixtures("harbour")
def test_a_table_is_for_csv() -> None:
    assert "--table is for .csv" in run("harbour.net", "-o", "a.json", "--table", "actors")[1]


@pytest.mark.usefixtures("harbour")
def test_without_the_library_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("netdsl.cli.extras.find_spec", lambda _: None)
    status, err = run("harbour.net", "-o", "a.xlsx")
    assert (status, 'pip install ".[data]"' in err) == (1, True)
    assert run("harbour.net", "-o", "a.graphml")[0] == 0


@pytest.mark.usefixtures("harbour")
def test_what_was_left_out_is_said_in_the_language_of_the_words() -> None:
    assert "utelatt, siden GEXF ikke har plass:" in run("harbour.net", "-o", "a.gexf", "--language", "nb")[1]


@drawn_networks
@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=20))
def test_any_words_go_through_every_format(tmp_path: Path, words: str) -> None:
    bare = " ".join(words.replace("\\", "").replace('"', "").split()) or "x"
    text = f'# language: en\nactor A\nactor B\nA gives B "{bare}"\n  note "{bare}"\n'
    if parse(Source("a.net", text))[1]:
        return
    for suffix in (".json", ".xlsx", ".graphml", ".gexf"):
        assert said(back(tmp_path, (f"a{suffix}", wrote(text, f"a{suffix}")[0]))) == said(text)


FORMULAS = st.builds(
    "{}{}".format, st.sampled_from(["=", "+", "-", "@", "'=", "''-", "'"]), st.sampled_from(["1+1", "x"])
)


@drawn_networks
@given(FORMULAS, st.sampled_from(["a.csv", "a.xlsx"]))
def test_a_text_that_would_be_run_as_a_formula_is_a_text_and_stays_the_same(
    tmp_path: Path, words: str, name: str
) -> None:
    text = f'# language: en\nactor A\nactor B\nA gives B "{words}"\n  note "{words}"\n'
    made = [(f"{kind}-{name}", wrote(text, name, table=kind)[0]) for kind in ("actors", "exchanges")]
    for _, data in made:
        if name == "a.csv":
            assert not any(cell[:1] in ("=", "+", "-", "@") for cell in data.decode().replace("\n", ",").split(","))
        else:
            sheet = openpyxl.load_workbook(BytesIO(data))["Exchanges"]
            assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
    assert said(back(tmp_path, *(made if name == "a.csv" else made[:1]))) == said(text)
