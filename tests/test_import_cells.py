"""Errors in tables point at the very cell, and a wrong cell makes no other one wrong."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from netdsl.cli.main import netdsl
from netdsl.data.guide import EXAMPLES
from netdsl.data.sheets import GUIDE, TITLES, letters
from netdsl.data.tables import ACTORS, COLUMNS, EXCHANGES, MEETINGS, SOURCES
from tests.test_import_graphs import imported
from tests.test_import_tables import fill, filled, saved

WRONG = {"names": "Nobody Known", "words": "whatever", "flag": "perhaps", "references": "X9"}


def sheet(book: Any, kind: str) -> Any:
    return book[TITLES[kind]["en"]]


def put(book: Any, kind: str, name: str, value: str, row: int) -> str:
    """Write into the cell of a column; the cell's name."""
    at = next(n for n, column in enumerate(COLUMNS[kind]) if column.name == name)
    cell = f"{letters(at)}{row}"
    sheet(book, kind)[cell] = value
    return cell


def ready(folder: Path) -> Any:
    """A workbook without errors, with something in each table that a wrong cell can be put beside."""
    book = filled(folder)
    fill(sheet(book, SOURCES), [["K", None, "interview", "Office", "2024"], ["R", None, "document", "Club", "2024"]])
    put(book, ACTORS, "level", "municipal", 2)
    assert imported(folder, saved(book), "a.xlsx")[0] == 0
    return book


CELLS = [
    (kind, column.name, WRONG[column.name if column.name == "references" else column.takes])
    for kind, columns in COLUMNS.items()
    if kind in (SOURCES, ACTORS, EXCHANGES, MEETINGS)
    for column in columns
    if (column.takes in WRONG and (kind, column.name) != (ACTORS, "aims")) or column.name == "references"
]


@pytest.mark.parametrize("row", [2, 3])
@pytest.mark.parametrize(("kind", "name", "value"), CELLS)
def test_a_wrong_cell_is_the_only_one_and_is_named(tmp_path: Path, kind: str, name: str, value: str, row: int) -> None:
    book = ready(tmp_path)
    if kind == MEETINGS and row == 3:
        fill(sheet(book, MEETINGS), [["Friday", None, None, "Office; Club"]], 3)
    cell = put(book, kind, name, value, row)
    status, out, err = imported(tmp_path, saved(book), "a.xlsx")
    assert (status, out) == (2, "")
    assert err.count("error") == 1, err
    assert f"sheet {TITLES[kind]['en']}, cell {cell}\n" in err


@pytest.mark.parametrize("name", ["from", "to", "what"])
def test_an_empty_cell_is_named(tmp_path: Path, name: str) -> None:
    book = ready(tmp_path)
    at = next(n for n, column in enumerate(COLUMNS[EXCHANGES]) if column.name == name)
    sheet(book, EXCHANGES)[f"{letters(at)}3"] = None
    err = imported(tmp_path, saved(book), "a.xlsx")[2]
    assert err.count("error") == 1
    assert f"sheet Exchanges, cell {letters(at)}3\n" in err


def test_in_tables_of_others_the_end_or_the_one_who_attends_is_named(tmp_path: Path) -> None:
    actors, ties = b"name;sector\nOffice;GOV\nClub;NGO\n", b"source;target;relation\nOffice;Clubb;money\nOfice;Club;x\n"
    members = b"actor;meeting\nOffice;Board\nClubb;Board\n"
    for name, data in (("actors.csv", actors), ("ties.csv", ties), ("members.csv", members)):
        (tmp_path / name).write_bytes(data)
    files = [str(tmp_path / name) for name in ("actors.csv", "ties.csv", "members.csv")]
    err = CliRunner().invoke(netdsl, ["import", *files]).stderr
    for place in ("ties.csv, cell B2\n", "ties.csv, cell A3\n", "members.csv, cell A3\n"):
        assert place in err


# --- details on the line of a name, and goals that are only named


@pytest.mark.parametrize(
    ("stated", "rest"),
    [
        ("measure courses run by Club", "run by Club"),
        ("measure courses run by Klub", "run by Klub"),
        ("group Children\nmeasure courses for Children", "for Children"),
        ("meeting Lunch attended by Office, Club", "attended by Office"),
        ("meeting Lunch every 6 weeks", "every 6 weeks"),
    ],
)
def test_a_detail_on_the_line_of_a_name_is_refused(tmp_path: Path, stated: str, rest: str) -> None:
    book = ready(tmp_path)
    for number, text in enumerate(stated.split("\n"), 2):
        book["Other statements"][f"A{number}"] = text
    status, out, err = imported(tmp_path, saved(book), "a.xlsx")
    assert (status, out) == (2, "")
    cell = f"A{2 + stated.count(chr(10))}"
    if "," in stated:  # then it reads as no name at all
        assert f"cell {cell}" in err
    else:
        assert f"`{rest}` stands on the line of" in err
        assert "Alt+Enter" in err
        assert f"sheet Other statements, cell {cell}\n" in err


@pytest.mark.parametrize(
    "stated", ["measure courses\n  run by Club", "measure 'courses run by Club'", "measure courses for beginners"]
)
def test_a_name_or_details_on_their_own_lines_are_taken(tmp_path: Path, stated: str) -> None:
    book = ready(tmp_path)
    book["Other statements"]["A2"] = stated
    status, out, err = imported(tmp_path, saved(book), "a.xlsx")
    assert status == 0, err
    assert stated.split("\n", maxsplit=1)[0].replace("'", "") in out


def test_goals_are_declared_where_nothing_declares_one_and_that_is_said(tmp_path: Path) -> None:
    book = ready(tmp_path)
    cell = put(book, ACTORS, "aims", "dry feet", 2)
    status, out, err = imported(tmp_path, saved(book), "a.xlsx")
    assert status == 0, err
    assert "\ngoal dry feet\n" in out
    assert f"sheet Actors, cell {cell}: no line declares `goal`" in err
    book["Other statements"]["A2"] = "goal warm hands"
    status, out, err = imported(tmp_path, saved(book), "a.xlsx")
    assert (status, out) == (2, "")
    assert f"sheet Actors, cell {cell}\n" in err
    assert "`goal dry feet`, in the sheet Other statements" in err


@pytest.mark.parametrize(("language", "club"), [("en", "Swimming Club"), ("nb", "Svømmeklubben")])
def test_the_examples_of_the_workbook_can_be_written_into_it(tmp_path: Path, language: str, club: str) -> None:
    book = filled(tmp_path, language)
    shown = [cell.value for row in book[GUIDE[language]].iter_rows() for cell in row if cell.value]
    book[TITLES[ACTORS][language]]["A9"] = club
    assert sum("\n" in text for text in EXAMPLES[language]) == 2
    for number, text in enumerate(EXAMPLES[language], 2):
        assert text in shown
        book[TITLES["statements"][language]][f"A{number}"] = text
    status, out, err = imported(tmp_path, saved(book), "a.xlsx")
    assert status == 0, err
    assert all(line in out for text in EXAMPLES[language] for line in text.split("\n"))
