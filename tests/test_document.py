"""The report that is handed on: links lead somewhere, text stays text, the same file gives the same bytes."""

import base64
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import html5lib
import pytest
from click.testing import CliRunner
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from netdsl.cli.main import netdsl
from netdsl.document import figures
from netdsl.document.blocks import (
    Document,
    Line,
    Link,
    Listed,
    Listing,
    Paragraph,
    Picture,
    Point,
    Section,
    Table,
    Text,
    clean,
    plain,
    walk,
)
from netdsl.document.content import document
from netdsl.document.html import html
from netdsl.document.markdown import markdown
from netdsl.document.material import Material
from netdsl.document.states import states
from netdsl.document.texts import own
from netdsl.document.told import told as told_in
from netdsl.document.word import word
from netdsl.draw.scene import Scene
from netdsl.draw.views import scene
from netdsl.evaluate import Evaluation
from netdsl.pipeline import open_lines
from netdsl.report.planning import table as plan_table
from netdsl.report.texts import TEXTS
from netdsl.report.view import verdict_view
from tests.conftest import Expect
from tests.network_strategies import Collaboration, collaborations, evaluated

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"
EXAMPLES = ["flood_watch", "lantern", "ny_sjanse", "second_helping"]
HOSTILE = Path(__file__).parent / "reports" / "hostile_names.net"
LANGUAGES = ["en", "nb"]
XHTML = "{http://www.w3.org/1999/xhtml}"


PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
"""An image."""


def report(file: Path | str, output: Path, *options: str) -> bytes:
    """What `netdsl report` writes."""
    result = CliRunner().invoke(netdsl, ["report", str(file), "-o", str(output), *options])
    assert result.exit_code == 0, result.output
    return output.read_bytes()


def material(evaluation: Evaluation, language: str = "en") -> Material:
    return Material(evaluation, language, {}, open_lines())


def page(found: Material) -> str:
    """The report as a web page, as the command makes it."""
    made = states(found)
    return html(document(found, figures.drawn(found, made.also), states=made.data))


@cache
def example(name: str) -> Evaluation:
    return evaluated((ROOT / "examples" / f"{name}.net").read_text("utf-8"))


@cache
def example_page(name: str, language: str) -> str:
    return page(material(example(name), language))


def parsed(text: str) -> Any:
    """The page as a tree; a page that is not well-formed raises an error."""
    return html5lib.HTMLParser(strict=True).parse(text)


def elements(tree: Any, name: str) -> list[Any]:
    return [e for e in tree.iter() if e.tag == XHTML + name]


# --- what is told


@pytest.mark.parametrize(("name", "language"), [("flood_watch", "en"), ("second_helping", "nb"), ("lantern", "en")])
def test_report_as_markdown(name: str, language: str, tmp_path: Path, expect: Expect, monkeypatch: Any) -> None:
    monkeypatch.chdir(ROOT)
    text = report(f"examples/{name}.net", tmp_path / "x.md", "--language", language).decode("utf-8")
    expect(GOLDEN / f"{name}.report.md", text)


def test_report_as_a_page(tmp_path: Path, expect: Expect, monkeypatch: Any) -> None:
    monkeypatch.chdir(HOSTILE.parent)
    text = report(HOSTILE.name, tmp_path / "x.html", "--language", "en").decode("utf-8")
    bare = re.sub(r"<style>.*?</style>|<script>.*?</script>|script-src '[^']*'", "", text, flags=re.DOTALL)
    expect(HOSTILE.with_suffix(".html"), bare)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", EXAMPLES)
def test_all_that_was_found_and_can_be_done_is_told(name: str, language: str) -> None:
    found = material(example(name), language)
    text = " ".join(parsed(example_page(name, language)).itertext())
    for finding in found.view.findings:
        assert finding.message[1:] in text
        assert found.titled(finding) in text
    for group in found.advice:
        assert group[0].message[1:] in text
    for verdict in found.view.verdicts:
        assert verdict.ideal in text
    for line in example(name).network.source.lines:
        assert line in text


def test_no_text_takes_the_place_of_one_of_all_reports() -> None:
    assert not own().keys() & TEXTS.keys()


def test_every_text_stands_in_both_languages_with_the_same_holes() -> None:
    for key, texts in own().items():
        assert texts.keys() == set(LANGUAGES), key
        holes = [sorted(re.findall(r"\{(\w+)\}", text)) for text in texts.values()]
        assert holes[0] == holes[1], key


def test_no_report_says_the_same_sentence_twice_in_a_cell() -> None:
    for name in EXAMPLES:
        for block in walk(document(material(example(name))).sections):
            if isinstance(block, Table):
                for row in block.rows:
                    for cell in row:
                        told = re.split(r"(?<=[.;]) ", "".join(w.text for w in cell))
                        assert len(told) == len(set(told)), told


def told_under(found: Material, anchor: str) -> str:
    """The words of a section."""
    (section,) = (s for s in walk(document(found).sections) if isinstance(s, Section) and s.anchor == anchor)
    told = []
    for block in walk(section.blocks):
        if isinstance(block, Paragraph):
            told.append(block.words)
        elif isinstance(block, Listed):
            told += block.items
        elif isinstance(block, Table):
            told += (cell for row in block.rows for cell in row)
    return "\n".join("".join(word.text for word in words) for words in told)


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_the_collaboration_is_for_is_told(name: str) -> None:
    found = material(example(name))
    told, relations = told_under(found, "collaboration"), found.evaluation.facts.relations
    for _, purpose in relations.get("network.purpose", ()):
        assert str(purpose).strip('"') in told
    for form in ("group", "group.needs", "actor.aims", "actor.owned_by"):
        for row in relations.get(form, ()):
            assert all(str(value) in told for value in row)
    for row in relations.get("group", ()):
        assert str(row[0]) in told_under(found, "unsaid")


FIGURES = """
network N

source A, interview
source B, interview

outcome jobs
  value about 45 %         [A]
  value about 50 %         [A]
  value 50 %               [B]
  value 7 of "the guests"  [B]
"""


def test_a_figure_that_is_about_so_much_is_told_so() -> None:
    assert "about 45 %; 50 %; 7 of" in told_under(material(evaluated(FIGURES)), "measures")


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_the_plan_changes_is_told(name: str) -> None:
    found = material(example(name))
    assert found.plan
    after = found.plan.plan.comparison.after
    for now in found.view.verdicts:
        then = verdict_view(after, now.dimension, "en")
        assert (then.summary == now.summary) or then.summary[1:] in told_under(found, "plan")
        assert (then.summary == now.summary) or then.summary in plan_table(found.plan, 1000)
    for step in found.plan.steps:
        assert step.message in told_under(found, "summary")


def test_several_of_whom_nothing_is_said_are_told_with_or() -> None:
    assert "No source speaks for Market Hall, Soup Kitchen or Guests." in told_under(
        material(example("second_helping")), "unsaid"
    )


# --- links


def held(text: str) -> None:
    """Every anchor stands once, and every link leads to one."""
    tree = parsed(text)
    anchors = [e.get("id") for e in tree.iter() if e.get("id")]
    assert len(anchors) == len(set(anchors))
    targets = [e.get("href") for e in elements(tree, "a")]
    assert all(target.startswith("#") for target in targets)
    assert {target[1:] for target in targets} <= set(anchors)
    for e in tree.iter():
        for key in ("aria-labelledby", "aria-describedby"):
            assert set((e.get(key) or "").split()) <= set(anchors)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", EXAMPLES)
def test_links_of_examples_lead_somewhere(name: str, language: str) -> None:
    held(example_page(name, language))


@settings(max_examples=8)
@given(collaborations(), st.sampled_from(LANGUAGES))
def test_links_lead_somewhere(drawn: Collaboration, language: str) -> None:
    found = material(evaluated(drawn.text), language)
    held(page(found))
    text = markdown(document(found))
    anchors = re.findall(r'<a id="([^"]*)"></a>', text)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r"\]\(#([^)]*)\)", text)) <= set(anchors)


@pytest.mark.parametrize("name", EXAMPLES)
def test_findings_lead_to_the_lines_they_follow_from(name: str) -> None:
    tree = parsed(example_page(name, "en"))
    source = example(name).network.source.lines
    lines = {e.get("id"): "".join(e.itertext()) for e in elements(tree, "span") if e.get("class") == "line"}
    told = [s for s in elements(tree, "section") if s.get("class") == "finding"]
    assert len(told) == len(example(name).findings)
    for section in told:
        links = [a for a in elements(section, "a") if re.fullmatch(r"#line-\d+", a.get("href"))]
        for link in links:
            number = int(link.get("href").removeprefix("#line-"))
            assert lines[link.get("href")[1:]] == f"{number}{source[number - 1]}"


# --- text stays text

WORDS = st.text(st.sampled_from("<>&\"'`|*_[]()#\\-!~$ aæ\n\u202e\x07"), max_size=12) | st.sampled_from(
    [
        "<script>alert(1)</script>",
        "</script>",
        "<!--",
        "]]>",
        "&amp;",
        "![x](http://e.x/y)",
        "<http://e.x>",
        "--- | ---",
    ]
)


@st.composite
def documents(draw: Any) -> Document:
    """Documents of words that mean something else to those who read HTML or Markdown."""
    kinds = st.sampled_from(["", "strong", "code", "severity major"])
    inline = st.builds(Text, WORDS, kinds, WORDS) | st.builds(Link, st.just("a"), WORDS)
    some = st.lists(inline, min_size=1, max_size=3).map(tuple)
    block = (
        st.builds(Paragraph, some)
        | st.builds(Listed, st.lists(some, max_size=3).map(tuple), st.booleans())
        | st.builds(lambda a, b, c: Table(a, (b, b), ((c, c),)), WORDS, WORDS, some)
        | st.builds(
            lambda a, b: Listing(a, (Line(b, 1, "l"), Line(b)), "en"), WORDS, WORDS.map(lambda t: t.replace("\n", " "))
        )
    )
    blocks = tuple(draw(st.lists(block, max_size=1)))
    return Document(
        draw(WORDS), draw(WORDS), "en", (), (Section("a", draw(WORDS), blocks),), {"states": {draw(WORDS): 1}}
    )


@settings(max_examples=60)
@given(documents())
def test_no_text_becomes_part_of_the_page(made: Document) -> None:
    text = html(made)
    tree = html5lib.parse(text)
    assert len(elements(tree, "script")) == 2
    assert not elements(tree, "img")
    allowed = {
        "html",
        "head",
        "meta",
        "link",
        "title",
        "style",
        "body",
        "a",
        "header",
        "h1",
        "p",
        "nav",
        "h2",
        "ol",
        "li",
    }
    allowed |= {"main", "section", "script", "aside", "details", "summary", "ul", "button", "strong", "code", "span"}
    allowed |= {"div", "table", "caption", "thead", "tr", "th", "tbody", "td", "pre"}
    assert {e.tag.removeprefix(XHTML) for e in tree.iter() if isinstance(e.tag, str)} <= allowed
    told = " ".join("".join(tree.itertext()).split())
    for b in walk(made.sections):
        if isinstance(b, Paragraph):
            for w in b.words:
                assert " ".join(clean(w.text).split()) in told
    data = next(e for e in elements(tree, "script") if e.get("id") == "data")
    assert json.loads(data.text)["states"] == made.states["states"]


@settings(max_examples=60)
@given(documents())
def test_no_text_becomes_markup_of_markdown(made: Document) -> None:
    bare = re.sub(r'<a id="[al]"></a>', "", markdown(made))
    bare = re.sub(r"^(`{3,})text\n.*?^\1$", "", bare, flags=re.DOTALL | re.MULTILINE)
    bare = re.sub(r"(?<![\\`])(`+)(?!`).*?(?<!`)\1(?!`)", "", bare, flags=re.DOTALL)
    assert not re.search(r"(?<!\\)<[a-zA-Z/!]", bare)
    assert not re.search(r"(?<!\\)!\[", bare)
    assert all(target == "#a" for target in re.findall(r"(?<!\\)\]\(([^)]*)\)", bare))


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_names_are_names(language: str) -> None:
    found = material(evaluated(HOSTILE.read_text("utf-8")), language)
    text = page(found)
    tree = parsed(text)
    assert len(elements(tree, "script")) == 2
    assert not elements(tree, "img")
    assert not any(key.startswith("on") for e in tree.iter() for key in e.keys())  # noqa: SIM118 (it is no dict)
    assert "<script>alert(1)</script>" in "".join(tree.itertext())
    assert "http:" not in re.sub(r"<style>.*?</style>|http://b|http://www.w3.org/\S*", "", text, flags=re.DOTALL)


def test_a_page_names_no_address() -> None:
    text = example_page("ny_sjanse", "nb")
    assert not re.findall(r"(?:src|href|action|data)=\"(?!#|data:,)", text)
    assert not re.search(r"@import|url\(", text)


# --- the same each time

SCRIPT = """
import sys, hashlib
from netdsl.cli.main import netdsl
netdsl(sys.argv[1:], standalone_mode=False)
"""


@pytest.mark.parametrize("form", ["html", "md", "docx"])
def test_the_same_file_gives_the_same_bytes(form: str, tmp_path: Path) -> None:
    found = set()
    for seed in ("0", "7"):
        output = tmp_path / f"{seed}.{form}"
        arguments = ["report", "examples/flood_watch.net", "-o", str(output)]
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        subprocess.run([sys.executable, "-c", SCRIPT, *arguments], check=True, cwd=ROOT, env=environment)
        found.add(output.read_bytes())
    assert len(found) == 1


# --- figures, and what changes do


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_figure_says_in_words_what_it_shows(name: str, language: str) -> None:
    tree = parsed(example_page(name, language))
    assert len(elements(tree, "figure")) == len(figures.VIEWS)
    for figure in elements(tree, "figure"):
        assert len("".join(elements(figure, "figcaption")[0].itertext())) > 20
    drawings = [e for e in tree.iter() if str(e.tag).endswith("}svg")]
    assert all(any(str(e.tag).endswith("}title") for e in drawing) for drawing in drawings)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_verdict_of_the_file_is_marked_for_changes(name: str) -> None:
    tree = parsed(example_page(name, "en"))
    sections = [s for s in elements(tree, "section") if s.get("id") in ("dimensions", "findings")]
    marks = [e.get("data-mark") for s in sections for e in elements(s, "span") if "verdict" in (e.get("class") or "")]
    assert marks == [f"verdict:{d}" for d in example(name).verdicts] * 2
    whys = [e.get("data-mark") for s in sections for e in elements(s, "span")]
    assert all(whys.count(f"why:{d}") == 2 for d in example(name).verdicts)


def test_a_page_has_a_place_for_what_is_ticked_where_anything_can_be() -> None:
    (place,) = (s for s in elements(parsed(example_page("flood_watch", "en")), "section") if s.get("id") == "ticked")
    assert place.get("hidden") is not None
    assert not any("".join(e.itertext()) for e in elements(place, "ul"))
    assert 'id="ticked"' not in html(document(material(example("lantern"))))


@settings(max_examples=6)
@given(collaborations())
def test_what_is_told_of_changes_is_what_they_do(drawn: Collaboration) -> None:
    found = material(evaluated(drawn.text))
    made = states(found).data
    is_what_they_do(found, made, made.get("states", {}))


def test_what_is_told_of_the_changes_of_an_example_is_what_they_do() -> None:
    found = material(example("ny_sjanse"))
    made = states(found).data
    every = " ".join(made["together"])
    told_of = {name: state for name, state in made["states"].items() if " " not in name or name == every}
    assert any("severity" in state for state in told_of.values())
    is_what_they_do(found, made, told_of)


def is_what_they_do(found: Material, made: dict[str, Any], told_of: dict[str, Any]) -> None:
    known = {c.id: c for c in found.changes}
    before = {f.id for f in found.evaluation.findings}
    for name, state in told_of.items():
        ids, rest = [], name
        while rest:
            first = max((i for i in known if rest == i or rest.startswith(f"{i} ")), key=len)
            ids.append(first)
            rest = rest[len(first) + 1 :]
        change = known[ids[0]].proposal.change
        for one in ids[1:]:
            change = change | known[one].proposal.change
        after = found.evaluation.after(change)
        gone = {found.anchors.of("finding", i) for i in before - {f.id for f in after.findings}}
        assert {made["words"][n] for n in state.get("gone", [])} == gone
        assert len(state.get("new", [])) == len({f.id for f in after.findings} - before)
        severities = {f.id: f.severity for f in found.evaluation.findings}
        changed = {
            found.anchors.of("finding", f.id): f.severity
            for f in after.findings
            if severities.get(f.id, f.severity) != f.severity
        }
        assert {made["words"][n]: severity for n, severity in state.get("severity", [])} == changed
        told = {d: [v, made["words"][why]] for d, (v, why) in state.get("verdicts", {}).items()}
        for dimension in after.verdicts:
            shown, was = (verdict_view(e, dimension, found.language) for e in (after, found.evaluation))
            if dimension in told or (shown.verdict, shown.summary) != (was.verdict, was.summary):
                assert told[dimension] == [shown.verdict, shown.summary]
        for view in figures.VIEWS:
            then, now = (pieces(scene(e, view, found.language)) for e in (found.evaluation, after))

            def of(part: str, view: str = view, state: dict[str, Any] = state) -> list[Any]:
                return list(state.get(part, {}).get(view, []))

            assert {piece(made, n) for n in of("came")} == now.keys() - then.keys()
            assert {piece(made, n) for n in of("went")} == then.keys() - now.keys()
            retitled = {piece(made, n): made["words"][word] for n, word in of("titles")}
            assert retitled.items() <= now.items()
            assert all(key in retitled for key in now.keys() & then.keys() if now[key] != then[key])


def pieces(found: Scene) -> dict[tuple[Any, ...], str]:
    """What tells a tie or a cell of a scene from the others -> what it says."""
    ties = {(t.start, t.end, t.kind, t.weight): t.title for t in found.ties}
    return ties | {(*ends, cell.kind, str(cell.meetings)): cell.title for ends, cell in found.matrix.items()}


def piece(made: dict[str, Any], number: int) -> tuple[Any, ...]:
    """The same, of one that the data of a page names by its number."""
    start, end, *rest = made["pieces"][number]
    return (tuple(start), tuple(end), *rest)


# --- Word


@cache
def example_word(language: str) -> bytes:
    found = material(example("ny_sjanse"), language)
    return word(document(found, figures.images(found), found.say("no-picture")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_word_has_headings_tables_and_figures(language: str) -> None:
    found = material(example("ny_sjanse"), language)
    made = document(found, figures.images(found), found.say("no-picture"))
    read = docx.Document(io.BytesIO(example_word(language)))
    blocks = list(walk(made.sections))
    levels = [int(p.style.name[-1]) for p in read.paragraphs if p.style.name.startswith("Heading")]
    assert len(levels) == sum(isinstance(b, Section) for b in blocks)
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    tables = [b for b in blocks if isinstance(b, Table)]
    assert [len(t.rows) - 1 for t in read.tables] == [len(t.rows) for t in tables]
    for table in read.tables:
        heads = [n for n, row in enumerate(table.rows) if list(row._tr.iter(qn("w:tblHeader")))]
        assert heads == [0]
    pictures = [b for b in blocks if isinstance(b, Picture)]
    assert [s._inline.docPr.get("descr") for s in read.inline_shapes] == [p.alt for p in pictures]
    locale = {"en": "en-GB", "nb": "nb-NO"}[language]
    assert read.core_properties.language == locale
    languages = [e.get(qn("w:val")) for e in read.styles.element.iter(qn("w:lang"))]
    assert locale in languages
    assert set(languages) == {locale}


def test_links_of_word_lead_somewhere() -> None:
    body = docx.Document(io.BytesIO(example_word("nb"))).element
    marks = [e.get(qn("w:name")) for e in body.iter(qn("w:bookmarkStart"))]
    assert len(marks) == len(set(marks))
    assert all(len(name) <= 40 for name in marks)
    assert {e.get(qn("w:anchor")) for e in body.iter(qn("w:hyperlink"))} <= set(marks)


def test_word_is_a_whole_zip_file_and_names_no_address() -> None:
    with zipfile.ZipFile(io.BytesIO(example_word("nb"))) as file:
        assert file.testzip() is None
        relations = file.read("word/_rels/document.xml.rels").decode()
    assert 'TargetMode="External"' not in relations


@settings(max_examples=25)
@given(documents())
def test_word_keeps_any_text(made: Document) -> None:
    read = docx.Document(io.BytesIO(word(made)))
    assert [p.text for p in read.paragraphs if p.style.name == "Heading 1"] == [clean(made.sections[0].title)]


@pytest.mark.parametrize("letters", [255, 256, 1000])
def test_word_takes_a_title_of_any_length(letters: int) -> None:
    read = docx.Document(io.BytesIO(word(Document("ø" * letters, "b" * letters, "nb", (), ()))))
    assert read.paragraphs[0].text == "ø" * letters
    assert read.core_properties.title == "ø" * min(letters, 255)


# --- what goes wrong is said


def failed(*arguments: str) -> str:
    result = CliRunner().invoke(netdsl, ["report", *arguments])
    assert result.exit_code != 0, result.output
    assert isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    return result.output


FLOOD = str(ROOT / "examples" / "flood_watch.net")


@pytest.mark.parametrize(
    ("output", "told"),
    [
        ("x.htm", ".html"),
        ("x.doc", ".docx"),
        ("x.pdf", "ends in one of"),
        ("x", "ends in one of"),
        ("", "ends in one of"),
    ],
)
def test_an_ending_that_is_none_is_told(output: str, told: str, tmp_path: Path) -> None:
    assert told in failed(FLOOD, "-o", str(tmp_path / output) if output else "")


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    assert "may not be written" in failed(FLOOD, "-o", str(tmp_path / "no" / "such" / "x.html"))
    assert "may not be written" in failed(FLOOD, "-o", str(tmp_path / f"{'y' * 300}.html"))
    (tmp_path / "x.html").mkdir()
    assert "may not be written" in failed(FLOOD, "-o", str(tmp_path / "x.html"))


def test_a_report_does_not_replace_what_it_is_about(tmp_path: Path) -> None:
    file = tmp_path / "x.md"
    file.write_bytes(Path(FLOOD).read_bytes())
    assert "is the file that it would be made from" in failed(str(file), "-o", str(file))
    assert file.read_bytes() == Path(FLOOD).read_bytes()


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"nonsense\n", b"network\n", b"\x00" * 50])
def test_a_broken_file_leaves_no_report(data: bytes, tmp_path: Path) -> None:
    file, output = tmp_path / "x.net", tmp_path / "x.html"
    file.write_bytes(data)
    result = CliRunner().invoke(netdsl, ["report", str(file), "-o", str(output)])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    assert output.exists() == (result.exit_code == 0)


NAMES = ("Eastmere", "Fire Brigade", "Port Company", "Flood Office", "quay foreman", "reads out its orders")
"""Of the network, its actors, a source's description and a quotation."""


@pytest.mark.parametrize("form", [".html", ".md", ".docx"])
def test_an_anonymous_report_names_and_quotes_nobody(form: str, tmp_path: Path) -> None:
    key = tmp_path / "key.json"
    assert all(name in words_of(report(FLOOD, tmp_path / f"named{form}"), form) for name in NAMES)
    text = words_of(report(FLOOD, tmp_path / f"x{form}", "--anonymise", "--key", str(key)), form)
    assert "Public 1" in text
    assert not [name for name in NAMES if name.casefold() in text.casefold()]
    assert "Fire Brigade" in key.read_text("utf-8")


def words_of(data: bytes, form: str) -> str:
    if form != ".docx":
        return data.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = "".join(file.read(name).decode("utf-8") for name in file.namelist() if name.endswith((".xml", ".rels")))
    return re.sub(r"<[^>]*>", "", parts)


ONLY_AFTER_CHANGES = """
rule after_changes  OWN901
  dimension   frame
  severity    note
  title       en "All agree"  nb "Alle er enige"
  why         en "what all agree on is done"  nb "det alle er enige om, blir gjort"
  about       M

  when
    meeting M
      decides by agreement
    B pays A for _

  finding
    en "{M} agrees, as the Fire Brigade wished"
    nb "{M} er enig, som Fire Brigade ønsket"

  fires
    actor A, public
    actor B, public
    meeting Forum
      decides by agreement
    B pays A for "help"

  silent
    meeting Forum
"""
"""A rule that finds something in the flood watch only with two changes, neither of which brings it alone."""


def test_an_anonymous_report_that_tells_a_name_is_refused(tmp_path: Path) -> None:
    rules, output = tmp_path / "own.rules", tmp_path / "x.html"
    rules.write_text(ONLY_AFTER_CHANGES, "utf-8")
    assert b"as the Fire Brigade wished" in report(FLOOD, output, "--rules", str(rules))
    output.unlink()
    key = tmp_path / "key.json"
    told = failed(FLOOD, "-o", str(output), "--anonymise", "--key", str(key), "--rules", str(rules))
    assert "Fire Brigade" in told
    assert list(tmp_path.iterdir()) == [rules]


TOLD = "Marit of the quay"


@pytest.mark.parametrize(
    "made",
    [
        Document(TOLD, "", "en", (), ()),
        Document("", "", "en", (), (Section("a", "", (Paragraph(plain(TOLD)),)),)),
        Document("", "", "en", (), (Section("a", "", (Table(TOLD, ("b",), ()),)),)),
        Document("", "", "en", (), (Section("a", "", (Listing("b", (Line(TOLD, 7),), "en"),)),)),
        Document("", "", "en", (), (Section("a", "", (Picture("b", "c", TOLD, "<svg></svg>", PIXEL),)),)),
    ],
)
@pytest.mark.parametrize("form", [".html", ".docx"])
def test_all_that_is_written_is_searched(made: Document, form: str) -> None:
    data = word(made) if form == ".docx" else html(made).encode()
    assert TOLD in told_in(data, form)


@pytest.mark.parametrize(
    "made",
    [
        Document("", "", "en", (), (Section("a", "", (Picture("b", "c", "d", f"<svg><title>{TOLD}</title></svg>"),)),)),
        Document("", "", "en", (), (Section("a", "", (Point((TOLD,), (), "b"),)),)),
        Document("", "", "en", (), (), {"words": [f"</script>{TOLD}"]}),
        Document("", "", "en", (), (), {"states": {TOLD: {"new": []}}}),
    ],
)
def test_all_that_a_page_is_made_with_is_searched(made: Document) -> None:
    assert TOLD in told_in(html(made).encode(), ".html")


def test_the_key_goes_with_an_anonymous_report(tmp_path: Path) -> None:
    assert "--anonymise" in failed(FLOOD, "-o", str(tmp_path / "x.html"), "--key", str(tmp_path / "key.json"))
    gone = str(tmp_path / "gone" / "x.html")
    failed(FLOOD, "-o", gone, "--anonymise", "--key", str(tmp_path / "key.json"))
    assert not list(tmp_path.iterdir())


def test_a_report_tells_no_folder_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "x.net"
    file.write_bytes(Path(FLOOD).read_bytes())
    assert tmp_path.name not in report(str(file), tmp_path / "x.html").decode("utf-8")


def test_without_what_makes_word_files_that_is_told(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    monkeypatch.setattr("importlib.util.find_spec", lambda *_: None)
    assert ".[report]" in failed(FLOOD, "-o", str(tmp_path / "x.docx"))
    assert not list(tmp_path.iterdir())


def test_without_a_solver_or_images_the_report_says_so(tmp_path: Path, monkeypatch: Any) -> None:
    for module in ("netdsl.document.material", "netdsl.document.figures"):
        monkeypatch.setattr(f"{module}.find_spec", lambda _: None)
    assert ".[plan]" in report(FLOOD, tmp_path / "x.html").decode("utf-8")
    report(FLOOD, tmp_path / "x.docx")
    read = docx.Document(tmp_path / "x.docx")
    assert not read.inline_shapes
    assert any(".[draw]" in p.text for p in read.paragraphs)


def test_plain_words_of_nothing_are_nothing() -> None:
    assert plain("") == ()
