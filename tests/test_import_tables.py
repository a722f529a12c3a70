"""Networks read from workbooks and CSV files, also from those that people have broken."""

import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netdsl.check.network import read_network
from netdsl.cli.main import netdsl
from netdsl.data.from_network import tables_from
from netdsl.data.guide import INTERVIEW, LINES, THEMES
from netdsl.data.sheets import TITLES
from netdsl.data.statements import network_text
from netdsl.data.tables import COLUMNS, Tables
from netdsl.data.texts import TEXTS
from netdsl.data.workbook import workbook
from netdsl.model.facts import facts
from netdsl.report.asking import THEMES as ASKED_THEMES
from netdsl.report.texts import say as report_word
from netdsl.source import Source, read
from netdsl.syntax.network import parse
from tests.network_strategies import Collaboration, collaborations
from tests.test_import_graphs import DATA, HERE, canonical, exchanges, imported, relation

ROOT = Path(__file__).parent.parent
FILES = [*sorted((ROOT / "examples").glob("*.net")), *sorted((ROOT / "tests" / "collaborations").glob("*.net"))]

Meaning = dict[tuple[str, Any], list[Any]]


def meaning(text: str) -> Meaning:
    """What a network says, with the sources and words of each line."""
    network, diagnostics = read_network(Source("a.net", text))
    assert network, diagnostics
    return {
        (name, row): sorted({(o.line.references, o.line.aside or "") for o in origins})
        for name, rows in facts(network).relations.items()
        for row, origins in rows.items()
    }


def tables(text: str, language: str | None = None) -> Tables:
    document, diagnostics = parse(Source("a.net", text))
    assert not diagnostics
    return tables_from(document, language)


@settings(max_examples=60)
@given(collaborations(endings=True, sources=True))
def test_tables_hold_all_that_a_network_says(drawn: Collaboration) -> None:
    made = network_text(tables(drawn.text), "a.net")
    assert not made.problems
    assert not made.remarks
    assert meaning(made.text) == meaning(drawn.text)
    assert canonical(made.text)


@pytest.mark.parametrize("language", [None, "en", "nb"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_tables_hold_all_of_a_real_file_in_either_language(path: Path, language: str | None) -> None:
    text = read(str(path)).text
    made = network_text(tables(text, language), "a.net", "en")
    assert not made.problems
    assert meaning(made.text) == meaning(text)


@settings(max_examples=8)
@given(collaborations(sources=True))
def test_a_workbook_holds_all_that_a_network_says(tmp_path_factory: Any, drawn: Collaboration) -> None:
    data = workbook(tables(drawn.text))
    assert workbook(tables(drawn.text)) == data
    status, text, err = imported(tmp_path_factory.mktemp("book"), data, "a.xlsx")
    assert (status, err) == (0, "")
    assert meaning(text) == meaning(drawn.text)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_workbook_holds_all_of_a_real_file(tmp_path: Path, path: Path) -> None:
    text = read(str(path)).text
    status, out, err = imported(tmp_path, workbook(tables(text)), "a.xlsx")
    assert (status, err) == (0, "")
    assert meaning(out) == meaning(text)


# --- a workbook that somebody fills in


def new(folder: Path, language: str = "en") -> Any:
    place = folder / "new.xlsx"
    result = CliRunner().invoke(netdsl, ["new", "--workbook", str(place), "--language", language])
    assert result.exit_code == 0, result.output
    book = openpyxl.load_workbook(place)
    place.unlink()
    return book


def filled(folder: Path, language: str = "en") -> Any:
    """The workbook with a small collaboration in it."""
    book = new(folder, language)
    words = {"en": ("public", "voluntary", "gives", "essential"), "nb": ("offentlig", "frivillig", "gir", "avgjørende")}
    public, voluntary, gives, essential = words[language]
    fill(
        book[TITLES["actors"][language]],
        [["Office", None, public], ["Club", None, voluntary], ["School", None, public]],
    )
    exchanges = [["Club", gives, "Office", "courses", None, None, essential], ["Office", None, "Club", "money"]]
    fill(book[TITLES["exchanges"][language]], exchanges)
    fill(book[TITLES["meetings"][language]], [["Monday", None, None, "Office; Club", "School"]])
    return book


def fill(sheet: Any, rows: Sequence[Sequence[object]], first: int = 2) -> None:
    for number, row in enumerate(rows, first):
        for column, value in enumerate(row, 1):
            if value is not None:
                sheet.cell(number, column).value = value


def saved(book: Any) -> bytes:
    data = BytesIO()
    book.save(data)
    return data.getvalue()


TIES = {("Club", "Office", "courses"), ("Office", "Club", "money")}


@pytest.mark.parametrize("language", ["en", "nb"])
def test_the_workbook_can_be_filled_in_in_either_language(tmp_path: Path, language: str) -> None:
    status, out, err = imported(tmp_path, saved(filled(tmp_path, language)), "a.xlsx")
    assert (status, err) == (0, "")
    assert exchanges(out) == TIES
    assert relation(out, "actor.sector") == {"Office": {"public"}, "Club": {"voluntary"}, "School": {"public"}}
    assert relation(out, "meeting.attended") == {"Monday": {"Office", "Club"}}
    assert relation(out, "meeting.at_times") == {"Monday": {"School"}}
    assert out.startswith({"en": "# language: en", "nb": "# språk: nb"}[language])


@pytest.mark.parametrize("language", ["en", "nb"])
def test_the_empty_workbook_is_a_workbook_to_fill_in(tmp_path: Path, language: str) -> None:
    book = new(tmp_path, language)
    assert [sheet.title for sheet in book if sheet.sheet_state == "hidden"] == ["Lists"]
    asked = book[{"en": "Questions", "nb": "Spørsmål"}[language]]
    assert [row[1].value for row in asked.iter_rows(min_row=2)] == [q[1 if language == "en" else 2] for q in INTERVIEW]
    listed = {v.formula1 for sheet in book for v in sheet.data_validations.dataValidation}
    for columns in {str(f).split("!")[1].split("$")[1] for f in listed if str(f).startswith("Lists")}:
        assert book["Lists"][f"{columns}1"].value
    status, out, err = imported(tmp_path, saved(book), "a.xlsx")
    assert (status, out) == (2, "")
    assert {"en": "nothing in it says who takes part", "nb": "ingenting i den sier hvem som er med"}[language] in err


def test_the_empty_workbook_is_the_same_each_time_and_writes_over_nothing(tmp_path: Path) -> None:
    place = tmp_path / "a.xlsx"
    run = lambda *more: CliRunner().invoke(netdsl, ["new", "--workbook", str(place), *more])  # noqa: E731
    assert run().exit_code == 0
    first = place.read_bytes()
    assert "is there already" in run().stderr
    assert run("--force").exit_code == 0
    assert place.read_bytes() == first
    assert CliRunner().invoke(netdsl, ["new", "--workbook", str(tmp_path / "a.ods")]).exit_code == 2


def test_the_interview_has_every_theme_in_its_order() -> None:
    assert tuple(dict.fromkeys(theme for theme, *_ in INTERVIEW)) == ASKED_THEMES == tuple(THEMES)
    assert all(THEMES[t][lang] == report_word(f"theme-{t}", lang) for t in THEMES for lang in ("en", "nb"))
    assert len(LINES["en"]) == len(LINES["nb"])


def test_answers_become_notes_with_their_source(tmp_path: Path) -> None:
    book = filled(tmp_path)
    fill(book["Sources"], [["N1", "leader", "interview", "Office", 2024]])
    book["Questions"]["C4"] = 'We have to: "the law"'
    book["Questions"]["D4"] = "N1"
    status, out, err = imported(tmp_path, saved(book), "a.xlsx")
    assert status == 0, err
    assert 'note "Why are you in this collaboration? We have to: \\"the law\\""  [N1]' in out
    assert 'source N1 "leader", interview, Office, 2024' in out
    assert "answers are taken as notes, which no rule reads (1)" in err


def rename(sheet: str, cell: str, value: object) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        book[sheet][cell] = value

    return change


def several(*changes: Callable[[Any], None]) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        for one in changes:
            one(book)

    return change


BROKEN: list[tuple[str, Callable[[Any], None], str, str]] = [
    (
        "a renamed column",
        rename("Exchanges", "A1", "frm"),
        "no column `from` in the table of exchanges",
        "Exchanges, cell A1",
    ),
    ("a column twice", rename("Exchanges", "B1", "from"), "two columns are called `from`", "Exchanges, cell B1"),
    ("a wrong value", rename("Actors", "C2", "publik"), "`publik` is no value of `sector`", "Actors, cell C2"),
    ("a wrong value", rename("Exchanges", "G2", "very"), "`very` is no value of `importance`", "Exchanges, cell G2"),
    ("a wrong deed", rename("Exchanges", "B2", "sends"), "`sends` is no value of `deed`", "Exchanges, cell B2"),
    ("an unknown actor", rename("Exchanges", "A2", "Clubb"), "unknown actor `Clubb`", "Exchanges, cell A2"),
    (
        "an unknown actor in a list",
        rename("Meetings", "D2", "Office; Clib"),
        "unknown actor or group `Clib`",
        "Meetings, cell D2",
    ),
    ("a name twice", rename("Actors", "A3", "Office "), "actor `Office` is declared twice", "Actors, cell A3"),
    (
        "an empty cell",
        rename("Exchanges", "C2", None),
        "`to` is empty in a row that says something else",
        "Exchanges, cell C2",
    ),
    ("a formula", rename("Actors", "A2", "=A3"), "a formula without a value: `=A3`", "Actors, cell A2"),
    ("no yes", rename("Exchanges", "M2", "perhaps"), "which says yes or nothing", "Exchanges, cell M2"),
    (
        "a frequency",
        rename("Meetings", "G2", "now and then"),
        "`now and then` is no value of `how often`",
        "Meetings, cell G2",
    ),
    ("a date", rename("Network", "G2", "last year"), "`name` is empty", "Network, cell A2"),
    (
        "no date",
        several(rename("Network", "A2", "X"), rename("Network", "G2", "last year")),
        "`last year` is no date",
        "Network, cell G2",
    ),
    (
        "a wrong statement",
        rename("Other statements", "A2", 'Office gvies Club "x"'),
        "`gvies` is no verb",
        "Other statements, cell A2",
    ),
    ("a source", rename("Exchanges", "F2", "N1 §2"), "unknown source `N1`", "Exchanges, cell F2"),
    (
        "a level without a sector",
        several(rename("Actors", "C2", None), rename("Actors", "D2", "state")),
        "`sector` is not told",
        "Actors, cell C2",
    ),
]


@pytest.mark.parametrize(("change", "said", "place"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_what_is_wrong_in_a_workbook_is_said_with_its_cell(
    tmp_path: Path, change: Callable[[Any], None], said: str, place: str
) -> None:
    book = filled(tmp_path)
    change(book)
    status, out, err = imported(tmp_path, saved(book), "a.xlsx")
    assert (status, out) == (2, "")
    assert said in err
    assert f" --> a.xlsx, sheet {place}\n" in err


def test_what_was_meant_is_said(tmp_path: Path) -> None:
    cases = (("A2", "Clubb", "did you mean `Club`?"), ("G2", "esential", "did you mean `essential`?"))
    for cell, value, said in (*cases, ("A1", "form", "if it is `form`, call it `from`")):
        book = filled(tmp_path)
        book["Exchanges"][cell] = value
        assert said in imported(tmp_path, saved(book), "a.xlsx")[2]


def test_all_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    book = filled(tmp_path)
    book["Actors"]["C2"] = "publik"
    book["Exchanges"]["A2"] = "Clubb"
    err = imported(tmp_path, saved(book), "a.xlsx")[2]
    assert "publik" in err
    assert "Clubb" in err
    assert err.count("error") == 2


def test_errors_are_in_the_language_of_the_workbook(tmp_path: Path) -> None:
    book = filled(tmp_path, "nb")
    book["Aktører"]["C2"] = "offentli"
    err = imported(tmp_path, saved(book), "a.xlsx")[2]
    assert "feil: `offentli` er ingen verdi for `sektor`" in err
    assert " --> a.xlsx, ark Aktører, celle C2" in err
    book["Aktører"]["A1"] = "nvn"
    assert "ingen kolonne `navn` i tabellen over aktører" in imported(tmp_path, saved(book), "a.xlsx")[2]


READ_ALL_THE_SAME: list[tuple[str, Callable[[Any], None], str]] = [
    (
        "blanks and capitals",
        several(
            rename("Actors", "A2", " Office  "), rename("Actors", "C2", "PUBLIC "), rename("Exchanges", "A1", " From ")
        ),
        "",
    ),
    ("an empty row", lambda book: book["Exchanges"].insert_rows(3, 3), ""),
    ("a row of blanks", lambda book: fill(book["Exchanges"], [[" ", "\t", "  "]], 9), ""),
    (
        "a title above",
        several(lambda book: book["Actors"].insert_rows(1), rename("Actors", "B1", "Those who take part")),
        "sheet Actors, cell B1: `Those who take part` stands under no heading, and is left out",
    ),
    (
        "a column of one's own",
        several(rename("Actors", "P1", "Phone"), rename("Actors", "P2", 123)),
        "sheet Actors, cell P1: the column `Phone` is not known, and left out (1 cell): 123",
    ),
    (
        "a sheet of one's own",
        lambda book: fill(book.create_sheet("Budget"), [["a", "b"]], 1),
        "sheet Budget: the sheet is not known, and left out (1 row)",
    ),
    (
        "a hidden row",
        lambda book: setattr(book["Actors"].row_dimensions[3], "hidden", True),
        "sheet Actors: hidden rows are read, too: 3",
    ),
    (
        "a hidden sheet",
        lambda book: setattr(book["Meetings"], "sheet_state", "hidden"),
        "sheet Meetings: the sheet is hidden, and is read all the same",
    ),
    ("columns in another order", lambda book: book["Exchanges"].move_range("C1:C9", cols=20), ""),
    (
        "a sector by another word",
        rename("Actors", "C3", "NGO"),
        "sheet Actors, cell C3: the sectors are read from `sector`: NGO = voluntary",
    ),
    ("a no", rename("Exchanges", "M2", "no"), "`less than before` says no; only yes can be said, so nothing is"),
    ("a sheet left out", lambda book: book.remove(book["Sources"]), ""),
]


@pytest.mark.parametrize(
    ("change", "said"), [case[1:] for case in READ_ALL_THE_SAME], ids=[case[0] for case in READ_ALL_THE_SAME]
)
def test_what_can_be_read_is_read_and_what_is_left_out_is_said(
    tmp_path: Path, change: Callable[[Any], None], said: str
) -> None:
    book = filled(tmp_path)
    change(book)
    status, out, err = imported(tmp_path, saved(book), "a.xlsx")
    assert status == 0, err
    assert exchanges(out) == TIES
    assert relation(out, "actor.sector") == {"Office": {"public"}, "Club": {"voluntary"}, "School": {"public"}}
    assert said in err
    assert bool(said) == bool(err)
    assert all(f"#   {line}" in out for line in err.splitlines())


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from([t["en"] for t in TITLES.values()]),
    st.integers(1, 4),
    st.integers(1, 14),
    st.one_of(st.text(max_size=12), st.integers(), st.floats(allow_nan=False), st.booleans(), st.dates()),
)
def test_whatever_stands_in_a_cell_is_read_or_answered(
    tmp_path: Path, sheet: str, row: int, column: int, value: object
) -> None:
    book = filled(tmp_path)
    try:
        book[sheet].cell(row, column).value = value
    except openpyxl.utils.exceptions.IllegalCharacterError:
        return
    status, out, err = imported(tmp_path, saved(book), "a.xlsx")
    assert (status == 0) == bool(out)
    assert status == 0 or err.startswith("error")
    assert status == 2 or canonical(out)


def test_merged_cells_hold_for_each_of_their_rows(tmp_path: Path) -> None:
    book = filled(tmp_path)
    fill(book["Exchanges"], [["School", None, "Office", "rooms"], [None, None, "Club", "pupils"]], 4)
    book["Exchanges"].merge_cells("A4:A5")
    _, out, err = imported(tmp_path, saved(book), "a.xlsx")
    assert exchanges(out) == TIES | {("School", "Office", "rooms"), ("School", "Club", "pupils")}
    assert "merged cells A4:A5: `School` is read in each of them" in err


def test_numbers_and_dates_are_read_as_they_are_written(tmp_path: Path) -> None:
    import datetime

    book = filled(tmp_path)
    fill(book["Actors"], [[7.0, None, "private"]], 5)
    fill(book["Exchanges"], [[7, None, "Office", 2.5]], 4)
    fill(book["Network"], [["Trial", None, None, None, None, None, 2015]])
    book["Exchanges"]["N4"] = datetime.datetime(2014, 9, 1)
    status, out, err = imported(tmp_path, saved(book), "a.xlsx")
    assert status == 0, err
    assert '7 gives Office "2.5"\n  since 2014-09-01\n' in out
    assert "as of 2015" in out


def test_a_formula_s_last_value_is_read_and_that_is_said(tmp_path: Path) -> None:
    import re

    book = filled(tmp_path)
    book["Exchanges"]["D2"] = '="cour"&"ses"'
    data = BytesIO(saved(book))
    out_data = BytesIO()
    with zipfile.ZipFile(data) as before, zipfile.ZipFile(out_data, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            # As a spreadsheet program stores it: with the value it has worked out.
            content = re.sub(
                rb'<c r="D2"([^>]*)><f>(.*?)</f><v ?/?>(</v>)?',
                rb'<c r="D2"\1 t="str"><f>\2</f><v>courses</v>',
                content,
            )
            after.writestr(name, content)
    status, out, err = imported(tmp_path, out_data.getvalue(), "a.xlsx")
    assert status == 0, err
    assert exchanges(out) == TIES
    assert "sheet Exchanges, cell D2: a formula: its last value `courses` is read" in err


def test_without_a_sheet_of_actors_those_named_are_the_actors(tmp_path: Path) -> None:
    book = filled(tmp_path)
    book.remove(book["Actors"])
    status, out, err = imported(tmp_path, saved(book), "a.xlsx")
    assert status == 0, err
    assert set(relation(out, "actor")) == {"Office", "Club", "School"}
    assert "there is no list of actors: those who are named are taken to be the actors (3)" in err


def packed(*names: str) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as packing:
        for name in names:
            packing.writestr(name, "<x/>")
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("damaged.xlsx", b"PK\x03\x04rest"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ("password.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1EncryptedPackage"),
        ("libre.ods", packed("mimetype", "content.xml")),
        ("letter.docx", packed("[Content_Types].xml", "word/document.xml")),
        ("files.zip", packed("a.txt")),
        ("web.xls", b"<html><table><tr><td>from</td></tr></table></html>"),
        ("really.xlsx", b"from,to,what\nA,B,money\n"),
    ],
)
def test_what_is_no_workbook_is_refused(tmp_path: Path, name: str, data: bytes) -> None:
    status, out, err = imported(tmp_path, data, name)
    assert (status, out) == (2, "")
    assert (
        err
        == f"error: `{name}` is no workbook that can be read\n --> {name}\nhelp: save it as .xlsx, without a password\n"
    )


def test_a_workbook_by_another_name_is_read(tmp_path: Path) -> None:
    assert exchanges(imported(tmp_path, saved(filled(tmp_path)), "a.csv")[1]) == TIES


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#DIV/0!"])
def test_an_error_in_a_cell_is_one(tmp_path: Path, error: str) -> None:
    book = filled(tmp_path)
    book["Exchanges"]["D2"] = error
    err = imported(tmp_path, saved(book), "a.xlsx")[2]
    assert err == f"error: the cell shows the error {error}\n --> a.xlsx, sheet Exchanges, cell D2\n"


def test_a_row_twice_is_read_once_and_that_is_said(tmp_path: Path) -> None:
    book = filled(tmp_path)
    fill(book["Exchanges"], [["Club", "gives", "Office", " courses", None, None, "essential"]], 6)
    fill(book["Actors"], [["Club", None, "voluntary"]], 6)
    _, out, err = imported(tmp_path, saved(book), "a.xlsx")
    assert exchanges(out) == TIES
    assert out.count("courses") == 1
    assert err == (
        "a.xlsx, sheet Actors, cell A6: the row says the same as the one in A3: it is read once\n"
        "a.xlsx, sheet Exchanges, cell A6: the row says the same as the one in A2: it is read once\n"
    )


def test_a_renamed_sheet_is_read_by_its_headings(tmp_path: Path) -> None:
    book = filled(tmp_path)
    for title in ("Actors", "Exchanges", "Meetings"):
        book[title].title = f"{title} 2024"
    status, out, err = imported(tmp_path, saved(book), "a.xlsx")
    assert (status, err) == (0, "")
    assert exchanges(out) == TIES
    assert relation(out, "meeting.attended") == {"Monday": {"Office", "Club"}}


def test_numbers_as_text_are_the_same_as_numbers(tmp_path: Path) -> None:
    texts = []
    for number, year in ((7, 2015), ("7", "2015"), (" 7 ", "2015 ")):
        book = filled(tmp_path)
        fill(book["Actors"], [[number, None, "private"]], 5)
        fill(book["Exchanges"], [[number, None, "Office", "rent"]], 4)
        fill(book["Network"], [["Trial", None, None, None, None, None, year]])
        texts.append(imported(tmp_path, saved(book), "a.xlsx")[1])
    assert ("7", "Office", "rent") in exchanges(texts[0])
    assert texts[0] == texts[1] == texts[2]


def test_a_chart_is_no_sheet_to_read(tmp_path: Path) -> None:
    from openpyxl.chart import BarChart, Reference

    book = filled(tmp_path)
    chart = BarChart()
    chart.add_data(Reference(book["Exchanges"], min_col=1, min_row=1, max_row=2))
    book.create_chartsheet("Chart").add_chart(chart)
    assert imported(tmp_path, saved(book), "a.xlsx")[::2] == (0, "")


def test_a_list_by_commas_where_no_actors_are_listed_is_said(tmp_path: Path) -> None:
    data = b'from,to,what\n"Smith, Jones","\'Hill, Inc\'",money\n'
    _, out, err = imported(tmp_path, data, "a.csv")
    assert set(relation(out, "actor")) == {"Smith", "Jones", "Hill, Inc"}
    assert "a.csv, cell A2: `Smith, Jones` is read as a list of `Smith`, `Jones`; a name with a comma" in err


@pytest.mark.parametrize(
    ("data", "said", "place"),
    [
        ('{"actors": [{"name": "A"},]}', "this does not read as JSON", ":1"),
        ('{"actors":' + "[" * 100_000, "this does not read as JSON: too deep", ":1"),
        ('{"people": []}', "not the JSON of `netdsl export`", ""),
        ('{"actors": [7]}', "expected a row, `{…}`, found `7`", ", cell actors[0]"),
        ('{"language": ["en"], "actors": []}', "is no value of `language`", ", cell language"),
        (
            '{"actors": [{"name": "A", "sector": "publik"}]}',
            "`publik` is no value of `sector`",
            ", cell actors[0].sector",
        ),
    ],
)
def test_what_is_wrong_in_json_is_said_with_its_place(tmp_path: Path, data: str, said: str, place: str) -> None:
    status, out, err = imported(tmp_path, data, "a.json")
    assert (status, out) == (2, "")
    assert said in err
    assert f" --> a.json{place}\n" in err


def test_what_json_has_beside_the_tables_is_left_out_and_said(tmp_path: Path) -> None:
    _, out, err = imported(tmp_path, '{"actors": [{"name": 7, "fax": "1"}], "extra": [1]}', "a.json")
    assert set(relation(out, "actor")) == {"7"}
    assert "a.json, cell actors[0].fax: the column `fax` is not known, and left out (1 cell): 1" in err
    assert "a.json, cell extra: the column `extra` is not known" in err


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"PK\x03\x04", b"{", b"<gexf>", b"from,to,what\n", b"*Vertices 2\n"]),
    st.sampled_from(["a.csv", "a.xlsx", "a.json", "a.graphml", "a.net", "a.dat", "a"]),
)
def test_no_bytes_are_answered_with_a_traceback(tmp_path: Path, data: bytes, opening: bytes, name: str) -> None:
    status, out, err = imported(tmp_path, opening + data, name)
    assert (status == 0) == bool(out)
    assert status == 0 or err.startswith(("error", "feil"))


def test_a_workbook_of_something_else_is_refused_with_its_sheets(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    fill(book.active, [["Budget", "2024"], ["Rent", 100]], 1)
    err = imported(tmp_path, saved(book), "a.xlsx")[2]
    assert "no sheet of actors or exchanges; the sheets are `Sheet`" in err
    assert "netdsl new --workbook" in err


def test_without_the_library_it_is_said_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("netdsl.cli.extras.find_spec", lambda _: None)
    assert 'pip install ".[data]"' in imported(tmp_path, packed("a"), "a.csv")[2]
    assert 'pip install ".[data]"' in CliRunner().invoke(netdsl, ["new", "--workbook", "a.xlsx"]).stderr


# --- CSV

EDGES = "from,to,relation\nA,B,money\nB,A,advice\n"


@pytest.mark.parametrize(
    "data",
    [
        EDGES.encode(),
        EDGES.replace(",", ";").encode("utf-8-sig"),
        EDGES.replace(",", "\t").encode("utf-16"),
        ("sep=;\r\n" + EDGES.replace(",", ";").replace("\n", "\r\n")).encode(),
        b"\n\n" + EDGES.replace(",", " , ").encode(),
        b'"from","to","relation"\n"A","B","money"\n\n"B","A","advice"',
        EDGES.replace("from,to,relation", "Source,Target,Relation").encode(),
        EDGES.replace("from,to,relation", "fra,til,relasjon").encode(),
        b"from,deed,to,what\nA,gives,B,money\nB,,A,advice\n",
    ],
)  # fmt: skip
def test_a_list_of_ties_is_read_however_it_is_written(tmp_path: Path, data: bytes) -> None:
    status, out, err = imported(tmp_path, data, "a.csv")
    assert status == 0, err
    assert exchanges(out) == {("A", "B", "money"), ("B", "A", "advice")}


def test_latin_1_is_read_and_that_is_said(tmp_path: Path) -> None:
    _, out, err = imported(tmp_path, "fra;til;hva\nBø;Ås;råd\n".encode("latin-1"), "a.csv")
    assert exchanges(out) == {("Bø", "Ås", "råd")}
    assert "Windows-1252" in err
    assert out.startswith("# språk: nb")


def test_a_matrix_is_read(tmp_path: Path) -> None:
    _, out, err = imported(tmp_path, b",A,B,C\nA,0,1,0\nB,2,0,\nC,0,0,0\n", "money.csv")
    assert exchanges(out) == {("A", "B", "money"), ("B", "A", "money")}
    assert set(relation(out, "actor")) == {"A", "B", "C"}
    assert 'note "value 2"' in out
    assert "values of `money` other than 1 are kept as notes" in err


@pytest.mark.parametrize(
    ("data", "said", "place"),
    [
        (b"from,to,relation\nA,,money\n", "`to` is empty in a row that says something else", "cell B2"),
        (b"a,b\n1,2\n", "a table whose columns say neither who takes part, nor who gives what", "cell A1"),
        (b'from,to\nA,"B\n', "this does not read as CSV", ""),
        (b"id\nA\nB\nA\n", "two vertices are called `A`", "cell A4"),
        (b",A,B\nA,0,x\nB,0,0\n", "expected a number, found `x`", "cell C2"),
    ],
)
def test_what_is_wrong_in_a_csv_file_is_said_with_its_place(tmp_path: Path, data: bytes, said: str, place: str) -> None:
    status, out, err = imported(tmp_path, data, "a.csv")
    assert (status, out) == (2, "")
    assert said in err
    assert f" --> a.csv{', ' if place else ':'}{place}" in err


def together(*files: Path | str) -> tuple[int, str, str]:
    result = CliRunner().invoke(netdsl, ["import", *map(str, files)])
    return result.exit_code, result.stdout, result.stderr


@HERE
def test_tables_of_actors_ties_and_members_make_one_network() -> None:
    names = ("chemnet_nodes.csv", "chemnet_ties.csv", "chemnet_committees.csv")
    status, out, err = together(*(DATA / name for name in names))
    assert status == 0, err
    assert sum(tie[2] == "pol" for tie in exchanges(out)) == 342
    assert len(relation(out, "actor")) == 30
    assert len(relation(out, "meeting.attended")) == 20
    assert sum(map(len, relation(out, "meeting.attended").values())) == 180
    assert "the attribute `type` has no place in a network (30 times): BMA gov" in err


@HERE
def test_a_column_of_sectors_can_be_named() -> None:
    nodes = str(DATA / "chemnet_nodes.csv")
    result = CliRunner().invoke(netdsl, ["import", nodes, "--sector", "type"])
    assert {tuple(v) for v in relation(result.stdout, "actor.sector").values()} == {("public",)}
    assert "`ig` in `type` is no sector that is known here" in result.stderr
    result = CliRunner().invoke(netdsl, ["import", nodes, "--sector", "tpe"])
    assert (result.exit_code, "did you mean `type`?" in result.stderr) == (2, True)


def test_a_column_of_sectors_that_is_nowhere_is_an_error(tmp_path: Path) -> None:
    status, _, err = imported(tmp_path, b"from,to,what\nA,B,x\n", "a.csv", "--sector", "type")
    assert status == 2
    assert "no column or attribute `type` that says something of actors" in err


def test_a_tie_of_somebody_who_is_not_listed_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "n.csv").write_text("id,sector\nOffice,GOV\nClub,VOL\n", "utf-8")
    (tmp_path / "t.csv").write_text("source,target\nOffice,Clubb\n", "utf-8")
    status, _, err = together(tmp_path / "n.csv", tmp_path / "t.csv")
    assert status == 2
    assert "unknown actor `Clubb`" in err
    assert "t.csv, cell B2" in err
    assert "did you mean `Club`?" in err


def test_every_text_that_is_used_is_there() -> None:
    import re

    folder = ROOT / "netdsl" / "data"
    code = "".join(path.read_text("utf-8") for path in folder.glob("*.py") if path.name != "texts.py")
    used = re.findall(
        r'(?:say\(|Problem\(\s*[^"]{0,60},\s*|remark\([^"]{0,60}, |Remark\([^"]{0,60}, )"([a-z-]+)"', code
    )
    assert len(used) > 50
    assert not set(used) - set(TEXTS)


def test_texts_are_in_both_languages() -> None:
    assert all(set(texts) == {"en", "nb"} and all(texts.values()) for texts in TEXTS.values())
    for columns in COLUMNS.values():
        for language in ("en", "nb"):
            headers = [c.header(language) for c in columns]
            assert len(headers) == len(set(headers))
            assert all(h == " ".join(h.split()).casefold() for h in headers)
