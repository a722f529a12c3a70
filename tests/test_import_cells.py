"""Errors in tables point at the very cell, and a wrong cell makes no other one wrong."""

import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from netdsl.cli.main import netdsl
from netdsl.data.grid import letters
from netdsl.data.guide import EXAMPLES
from netdsl.data.sheets import GUIDE, TITLES
from netdsl.data.tables import ACTORS, COLUMNS, EXCHANGES, MEETINGS, NETWORK, SOURCES
from tests.test_import_graphs import exchanges, imported, relation
from tests.test_import_tables import fill, filled, saved

WRONG = {
    "names": "Nobody Known", "words": "whatever", "list": "whatever", "date": "2024,5", "frequency": "now and then",
    "flag": "perhaps", "references": "X9",
}  # fmt: skip


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


# --- what people write in cells


ROLES = ("coordinator", "owner")


@pytest.mark.parametrize("between", ["; ", ";", ", ", "\n"])
def test_several_roles_stand_in_a_cell(tmp_path: Path, between: str) -> None:
    book = ready(tmp_path)
    put(book, ACTORS, "role", between.join(ROLES), 2)
    _, out, err = imported(tmp_path, saved(book), "a.xlsx")
    assert relation(out, "actor.role")["Office"] == set(ROLES), err


@pytest.mark.parametrize("between", ["; ", "\n"])
def test_several_givers_and_things_stand_in_a_cell(tmp_path: Path, between: str) -> None:
    book = ready(tmp_path)
    put(book, EXCHANGES, "from", between.join(["Club", "School"]), 2)
    put(book, EXCHANGES, "what", between.join(["courses", "boats"]), 2)
    out = imported(tmp_path, saved(book), "a.xlsx")[1]
    assert {(a, "Office", b) for a in ("Club", "School") for b in ("courses", "boats")} <= exchanges(out)


@pytest.mark.parametrize(
    ("language", "written", "read"),
    [
        ("en", "Every 6 weeks", "every 6 weeks"),
        ("en", "When needed", "when needed"),
        ("en", "Twice a year", "2 times per year"),
        ("en", "3 times per year", "3 times per year"),
        ("en", "every other week", "every 2 weeks"),
        ("nb", "Ved behov", "ved behov"),
        ("nb", "Hver 6. uke", "hver 6. uke"),
        ("nb", "månedlig", "hver måned"),
        ("nb", "3 ganger i året", "3 ganger per år"),
        ("nb", "en gang i måneden", "1 gang per måned"),
        ("nb", "annenhver uke", "hver 2. uke"),
    ],
)
def test_how_often_may_be_said_in_other_words_which_is_told(
    tmp_path: Path, language: str, written: str, read: str
) -> None:
    book = filled(tmp_path, language)
    at = next(n for n, column in enumerate(COLUMNS[MEETINGS]) if column.name == "often")
    book[TITLES[MEETINGS][language]][f"{letters(at)}2"] = written
    status, out, err = imported(tmp_path, saved(book), "a.xlsx")
    assert status == 0, err
    assert f"\n  {read}\n" in out
    assert (f"`{written}`" in err and f"`{read}`" in err) == (written.casefold() != read)


@pytest.mark.parametrize(
    ("written", "read"),
    [("14.03.2024", "2024-03-14"), ("mars 2024", "2024-03"), ("March 2024", "2024-03"), ("1. mai 2024", "2024-05-01")],
)
def test_a_date_may_be_written_as_people_do_which_is_told(tmp_path: Path, written: str, read: str) -> None:
    book = ready(tmp_path)
    put(book, SOURCES, "date", written, 2)
    _, out, err = imported(tmp_path, saved(book), "a.xlsx")
    assert f"Office, {read}\n" in out
    assert f"`{written}` is read as `{read}`" in err


@pytest.mark.parametrize("written", ["2024,5", "2024.5", "31.02.2024", "some time 2024"])
def test_what_is_no_date_is_shown_whole_and_makes_no_other_date_wrong(tmp_path: Path, written: str) -> None:
    book = ready(tmp_path)
    put(book, NETWORK, "name", "Pool", 2)
    put(book, NETWORK, "since", "2020", 2)
    cell = put(book, NETWORK, "as_of", written, 2)
    err = imported(tmp_path, saved(book), "a.xlsx")[2]
    assert err.count("error") == 1
    assert f"`{written}` is no date\n --> a.xlsx, sheet Network, cell {cell}\n" in err


def test_what_an_actor_would_give_itself_is_an_error_also_in_merged_cells(tmp_path: Path) -> None:
    book = ready(tmp_path)
    page = sheet(book, EXCHANGES)
    page.merge_cells("A2:A3")
    err = imported(tmp_path, saved(book), "a.xlsx")[2]
    assert f"`{page['A2'].value}` is both" in err
    assert "sheet Exchanges, cell C3\n" in err


def test_rows_with_different_answers_are_named_by_their_cells(tmp_path: Path) -> None:
    book = ready(tmp_path)
    put(book, EXCHANGES, "weight", "important", 2)
    for at, cell in enumerate(list(sheet(book, EXCHANGES)[2]), 1):
        sheet(book, EXCHANGES).cell(4, at).value = cell.value
    at = put(book, EXCHANGES, "weight", "marginal", 4)
    err = imported(tmp_path, saved(book), "a.xlsx")[2]
    assert f"cell {at}\n" in err
    assert f"this and cell {at.replace('4', '2')} give different answers" in err
    assert not re.search(r"\bline \d", err)


def test_a_wrong_word_is_told_with_all_that_may_stand_there(tmp_path: Path) -> None:
    book = ready(tmp_path)
    put(book, EXCHANGES, "weight", "very important", 2)
    err = imported(tmp_path, saved(book), "a.xlsx")[2]
    assert "help: did you mean `important`?\n" in err
    assert "help: one of marginal, important, essential\n" in err


@pytest.mark.parametrize(
    ("heading", "told"),
    [("importans", "if it is `importance`, call it that"), ("how vital", "the sheet lacks `importance`")],
)
def test_a_column_under_another_name_is_told_with_the_one_that_is_missing(
    tmp_path: Path, heading: str, told: str
) -> None:
    book = ready(tmp_path)
    cell = put(book, EXCHANGES, "weight", heading, 1)
    status, _, err = imported(tmp_path, saved(book), "a.xlsx")
    assert status == 0
    assert re.search(f"sheet Exchanges, cell {cell}: .*{told}", err)


# --- matrices


def test_a_matrix_of_actors_and_meetings_is_attendance(tmp_path: Path) -> None:
    status, out, err = imported(tmp_path, ";Board;Lunch\nOffice;1;0\nClub;1;2\n", "a.csv")
    assert status == 0, err
    assert relation(out, "meeting.attended") == {"Board": {"Office", "Club"}, "Lunch": {"Club"}}
    assert "the columns as meetings" in err


def test_the_order_of_names_in_a_matrix_does_not_matter(tmp_path: Path) -> None:
    out = imported(tmp_path, ";B;A\nA;1;0\nB;0;1\n", "a.csv")[1]
    assert exchanges(out) == {("A", "B", "a"), ("B", "A", "a")}


@pytest.mark.parametrize("corner", ["", "actor"])
def test_a_matrix_with_a_misspelt_name_is_an_error(tmp_path: Path, corner: str) -> None:
    text = f"{corner};Office;Clubb;Bath\nOffice;0;1;1\nClub;1;0;0\nBath;1;0;0\n"
    status, _, err = imported(tmp_path, text, "a.csv")
    assert status == 2
    assert "`Clubb` is named only on one side" in err
    assert "a.csv, cell C1\nhelp: did you mean `Club`?" in err


def test_a_list_of_actors_with_numbers_is_no_matrix(tmp_path: Path) -> None:
    _, out, err = imported(tmp_path, "actor;large;old\nOffice;1;0\nClub;0;1\n", "a.csv")
    assert not relation(out, "meeting.attended")
    assert "leave the cell above the names empty" in err


def test_other_columns_of_who_attends_are_told(tmp_path: Path) -> None:
    err = imported(tmp_path, "actor;meeting;role;hours\nOffice;Board;head;2\nClub;Board;;\n", "a.csv")[2]
    for cell, column in (("C1", "role"), ("D1", "hours")):
        assert f"cell {cell}: the column `{column}` is not known, and left out (1 cell)" in err


# --- tables where a network is expected


@pytest.mark.parametrize("command", ["check", "evaluate", "ask"])
@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_a_table_where_a_network_is_expected_is_told_with_the_way_to_one(
    tmp_path: Path, command: str, name: str
) -> None:
    data = saved(ready(tmp_path)) if name == "a.xlsx" else b"from,to,what\nA,B,x\n"
    (tmp_path / name).write_bytes(data)
    result = CliRunner().invoke(netdsl, [command, str(tmp_path / name)])
    assert result.exit_code == 2
    assert "holds tables, not a network" in result.output
    assert f"`netdsl import {tmp_path / name} -o {tmp_path / 'a.net'}`" in result.output
