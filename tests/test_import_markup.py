"""Networks read from GraphML and GEXF, as other programs write them and as people break them."""

from io import BytesIO
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netdsl.data.reading import read_files
from tests.test_import_graphs import exchanges, expected, imported, networks, relation

drawn_networks = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("form", ["graphml", "gexf"])
@drawn_networks
@given(networks())
def test_what_networkx_writes_gives_the_same_ties(
    tmp_path: Path, form: str, drawn: tuple[list[str], dict[str, set[tuple[int, int]]]]
) -> None:
    names, relations = drawn
    graph = nx.MultiDiGraph()
    for number, name in enumerate(names):
        graph.add_node(number, label=name, sector="public")
    for thing, ties in relations.items():
        for a, b in sorted(ties):
            graph.add_edge(a, b, relation=thing, weight=1.0)
    data = BytesIO()
    (nx.write_graphml if form == "graphml" else nx.write_gexf)(graph, data)
    status, text, err = imported(tmp_path, data.getvalue(), f"a.{form}")
    assert status == 0, err
    assert exchanges(text) == expected(names, relations)
    assert set(relation(text, "actor")) == {name.replace("'", "’") for name in names}
    assert {tuple(v) for v in relation(text, "actor.sector").values()} == {("public",)}


GRAPHML = """\
<?xml version="1.0" encoding="ISO-8859-1"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
  <key id="k0" for="node" attr.name="sector" attr.type="string"><default>GOV</default></key>
  <key id="k1" for="edge" attr.name="relation"/>
  <key id="k2" for="node" attr.name="budget"/>
  <key id="k3" for="edge" attr.name="weight"/>
  <key id="k4" for="node" yfiles.type="nodegraphics"/>
  <graph id="G" edgedefault="directed">
    <node id="a"><data key="k4"><y:ShapeNode><y:NodeLabel>Bø kommune</y:NodeLabel></y:ShapeNode></data></node>
    <node id="b">
      <data key="k0">NGO</data>
      <data key="k2">1000</data>
      <data key="k4"><y:ShapeNode><y:NodeLabel>Club &amp; Co</y:NodeLabel></y:ShapeNode></data>
    </node>
    <node id="c"/>
    <edge source="a" target="b"><data key="k1">money</data><data key="k3">2.5</data></edge>
    <edge source="b" target="c" directed="false"><data key="k1">advice</data></edge>
    <hyperedge><endpoint node="a"/><endpoint node="b"/></hyperedge>
  </graph>
</graphml>
"""


def test_a_graphml_file_with_everything_in_it(tmp_path: Path) -> None:
    status, text, err = imported(tmp_path, GRAPHML.encode("latin-1"), "a.graphml")
    assert status == 0, err
    assert exchanges(text) == {
        ("Bø kommune", "Club & Co", "money"),
        ("Club & Co", "c", "advice"),
        ("c", "Club & Co", "advice"),
    }
    assert relation(text, "actor.sector") == {"Bø kommune": {"public"}, "Club & Co": {"voluntary"}, "c": {"public"}}
    assert 'note "value 2.5"' in text
    said = [line.removeprefix("a.graphml") for line in err.splitlines()]
    assert said == [
        ": what says how to draw vertices and ties, or when they hold, is left out",
        ":18: the section `<hyperedge>` is not read",
        ": the sectors are read from `sector`: GOV = public, NGO = voluntary",
        ": the attribute `budget` has no place in a network (1 time): Club & Co 1000",
        ":16: values of `money` other than 1 are kept as notes, which no rule reads (1)",
        ":17: ties of `advice` have no direction: each is read as given both ways (1)",
    ]


GEXF = """\
<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:viz="http://www.gexf.net/1.2draft/viz" version="1.2">
  <meta><description>From a survey</description></meta>
  <graph defaultedgetype="undirected">
    <attributes class="node"><attribute id="0" title="sektor" type="string"/></attributes>
    <nodes>
      <node id="1" label="Kommunen">
        <attvalues><attvalue for="0" value="offentlig"/></attvalues><viz:size value="2"/>
      </node>
      <node id="2" label="Klubben" start="2010"><attvalues><attvalue id="0" value="frivillig"/></attvalues></node>
      <node id="3" label="Klubben 2"/>
    </nodes>
    <edges>
      <edge source="1" target="2" weight="1.0" label="penger" type="directed"/>
      <edge source="2" target="3" label="råd"/>
    </edges>
  </graph>
</gexf>
"""


def test_a_gexf_file_with_everything_in_it(tmp_path: Path) -> None:
    status, text, err = imported(tmp_path, GEXF, "a.gexf")
    assert status == 0, err
    assert exchanges(text) == {
        ("Kommunen", "Klubben", "penger"), ("Klubben", "Klubben 2", "råd"), ("Klubben 2", "Klubben", "råd"),
    }  # fmt: skip
    assert relation(text, "actor.sector") == {"Kommunen": {"public"}, "Klubben": {"voluntary"}}
    assert text.startswith("# språk: nb\n")
    assert "attributtet `description` har ingen plass i et nettverk (1 gang): From a survey" in err
    assert "hvordan noder og bånd tegnes" in err


def graphml(body: str, default: str = "directed") -> str:
    return f'<graphml>\n<graph edgedefault="{default}">\n{body}\n</graph>\n</graphml>\n'


NODES = '<node id="a"/>\n<node id="b"/>\n'


@pytest.mark.parametrize(
    ("text", "line", "said", "advice"),
    [
        (graphml(f'{NODES}<edge source="a" target="c"/>'), 5, "there is no node `c`", ""),
        (graphml('<node id="north"/>\n<edge source="north" target="nroth"/>'), 4, "no node `nroth`", "mean `north`?"),
        (graphml(f'{NODES}<edge source="a"/>'), 5, "a `edge` without `target`", ""),
        (graphml(f"{NODES}<node/>"), 5, "a `node` without `id`", ""),
        (graphml(f'{NODES}<node id="a"/>'), 5, "two vertices are called `a`", ""),
        (graphml(f"{NODES}<edge"), 6, "this does not read as GraphML", ""),
        (graphml(NODES)[:-12], 6, "this does not read as GraphML: no element found", ""),
        ("<!DOCTYPE x>\n" + graphml(NODES), 1, "a document type, which is not read", ""),
        ('<!DOCTYPE x [<!ENTITY a "b">]>\n<gexf/>', 1, "a document type, which is not read", ""),
    ],
)
def test_an_error_says_the_line(tmp_path: Path, text: str, line: int, said: str, advice: str) -> None:
    status, out, err = imported(tmp_path, text, "a.graphml")
    assert (status, out) == (2, "")
    assert f"error: {said}" in err or said in err
    assert f" --> a.graphml:{line}\n" in err
    assert advice in err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<html><body><table></table></body></html>", "is in no format that can be read here"),
        ("<svg/>", "is in no format that can be read here"),
        ("<gexf/>", "nothing in it says who takes part"),
        (graphml(""), "nothing in it says who takes part"),
    ],
)
def test_a_file_of_something_else_is_refused(tmp_path: Path, text: str, said: str) -> None:
    status, out, err = imported(tmp_path, text, "a.graphml")
    assert (status, out) == (2, "")
    assert said in err


def test_labels_that_two_nodes_share_are_not_their_names(tmp_path: Path) -> None:
    text = GEXF.replace("Klubben 2", "Klubben")
    _, out, err = imported(tmp_path, text, "a.gexf", "--language", "en")
    assert set(relation(out, "actor")) == {"1", "2", "3"}
    assert "several nodes are labelled `Klubben`: all are called by their ids" in err


def test_nodes_of_the_other_mode_are_meetings(tmp_path: Path) -> None:
    graph = nx.Graph()
    graph.add_nodes_from(["A", "B"], bipartite=0)
    graph.add_nodes_from(["Monday"], bipartite=1)
    graph.add_edges_from([("A", "Monday"), ("B", "Monday")])
    data = BytesIO()
    nx.write_graphml(graph, data)
    _, out, err = imported(tmp_path, data.getvalue(), "a.graphml")
    assert err == ""
    assert relation(out, "meeting.attended") == {"Monday": {"A", "B"}}


@drawn_networks
@given(st.data())
def test_a_damaged_file_is_answered_without_a_traceback(tmp_path: Path, data: Any) -> None:
    text = data.draw(st.sampled_from([GRAPHML, GEXF]))
    at = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(at, min(len(text), at + 40)))
    more = data.draw(st.one_of(st.text(max_size=5), st.sampled_from(["<", "</node>", '"', "<node/>", "&x;", "\0"])))
    damaged = (text[:at] + more + text[end:]).encode("utf-8", "surrogatepass")
    status, out, err = imported(tmp_path, damaged, "a.graphml")
    assert (status == 0) == bool(out)
    assert status == 0 or err.startswith(("error", "feil"))


@pytest.mark.parametrize("first", ["directed", "undirected"])
def test_edges_have_the_direction_of_their_own_graph(tmp_path: Path, first: str) -> None:
    other = "undirected" if first == "directed" else "directed"
    place = tmp_path / "two.graphml"
    place.write_text(
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
        f'<graph edgedefault="{first}"><node id="A"/><node id="B"/><edge source="A" target="B"/></graph>'
        f'<graph edgedefault="{other}"><node id="C"><graph edgedefault="{other}"><node id="D"/></graph></node>'
        '<edge source="C" target="D"/></graph></graphml>',
        "utf-8",
    )
    tables = read_files([str(place)])
    both = {"A", "B"} if first == "undirected" else {"C", "D"}
    assert {r.text("from") for r in tables.of("exchanges")} == {"A", "C"} | both
    assert any("inside another" in remark.text("en") for remark in tables.remarks)
