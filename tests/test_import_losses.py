"""What data files must not lose without a word, and files made to break the reading of them."""

import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from netdsl.cli.main import netdsl
from netdsl.data import spreadsheet


def told(*arguments: object) -> Result:
    """What a command says; never a traceback."""
    result = CliRunner().invoke(netdsl, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def wrong(*arguments: object) -> str:
    """The error of a command that refuses."""
    result = told(*arguments)
    assert result.exit_code == 2, result.output
    return result.output


def saved(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def ties_workbook(path: Path, change: Any) -> Path:
    """A workbook with a list of ties, changed."""
    book = openpyxl.Workbook()
    page = book.active
    for row in (("from", "to", "what"), ("A", "B", "x")):
        page.append(row)
    change(page)
    packed = BytesIO()
    book.save(packed)
    path.write_bytes(packed.getvalue())
    return path


@pytest.mark.parametrize("row", [4, 70, 5_000, 1_048_576])
@pytest.mark.parametrize("aside", ["E1", "XFD1", "XFD1048576"])
def test_rows_are_read_however_far_the_sheet_seems_to_reach(tmp_path: Path, row: int, aside: str) -> None:
    def change(page: Any) -> None:
        page[aside].fill = openpyxl.styles.PatternFill("solid", fgColor="FFFF00")
        for column, text in enumerate(("C", "D", "y"), 1):
            page.cell(row, column, text)

    assert 'C gives D "y"' in told("import", ties_workbook(tmp_path / "far.xlsx", change)).stdout


def test_a_row_before_the_first_is_refused(tmp_path: Path) -> None:
    whole = ties_workbook(tmp_path / "whole.xlsx", lambda page: page.append(("C", "D", "y")))
    file = tmp_path / "before.xlsx"
    with zipfile.ZipFile(whole) as read, zipfile.ZipFile(file, "w") as written:
        for member in read.infolist():
            content = re.sub(rb'<c r="[A-Z]+3"', b"<c", read.read(member))
            written.writestr(member.filename, content.replace(b'<row r="3"', b'<row r="-5"'))
    assert "no workbook" in wrong("import", file)


@pytest.mark.parametrize("area", ["A1:XFD1048576", "C1:C1048576"])
def test_areas_merged_without_end_are_refused(tmp_path: Path, area: str) -> None:
    def change(page: Any) -> None:
        page.merged_cells.ranges.add(openpyxl.worksheet.cell_range.CellRange(area))

    assert area in wrong("import", ties_workbook(tmp_path / "merged.xlsx", change))


def test_more_cells_than_can_be_read_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def change(page: Any) -> None:
        for row in range(3, 40):
            page.cell(row, 9).fill = openpyxl.styles.PatternFill("solid", fgColor="FFFF00")

    file = ties_workbook(tmp_path / "many.xlsx", change)
    assert told("import", file).exit_code == 0
    monkeypatch.setattr(spreadsheet, "_MOST", 60)
    assert "more than 60 cells" in wrong("import", file)


@pytest.mark.parametrize("number", ["²", "١", "1" * 5_000, "0"])
def test_the_number_of_a_vertex_is_one_of_them(tmp_path: Path, number: str) -> None:
    head = "dl n=2 format=edgelist1\nlabels:\na,b\ndata:\n"
    assert "the number of a vertex, 1 to 2" in wrong("import", saved(tmp_path / "a.dl", f"{head}1 {number}\n"))


def test_a_vertex_line_without_a_word_is_refused(tmp_path: Path) -> None:
    assert "a.net:2" in wrong("import", saved(tmp_path / "a.net", "*Vertices 2\n,\n2 b\n*Arcs\n"))


def test_long_numbers_in_json_stay_as_they_are_written(tmp_path: Path) -> None:
    number = "1" * 5_000
    file = saved(tmp_path / "a.json", f'{{"actors": [{{"name": "A", "note": {number}}}]}}')
    assert number in told("import", file).stdout


@pytest.mark.parametrize("text", ["w" * 32_768, "\U0001f600" * 16_384, "a\uffff", "a\ufffe"])
def test_what_a_cell_cannot_hold_is_not_exported(tmp_path: Path, text: str) -> None:
    file = saved(tmp_path / "a.net", f'# language: en\nactor A\nactor B\nA gives B "{text}"\n')
    output = tmp_path / "a.xlsx"
    said = wrong("export", file, "-o", output)
    assert "a.net:4" in said
    assert "`what`" in said
    assert not output.exists()


def test_the_longest_cell_comes_back_whole(tmp_path: Path) -> None:
    longest = "w" * 32_767
    file = saved(tmp_path / "a.net", f'# language: en\nactor A\nactor B\nA gives B "{longest}"\n')
    assert told("export", file, "-o", tmp_path / "a.xlsx").exit_code == 0
    assert longest in told("import", tmp_path / "a.xlsx").stdout


VALUES = {"5": "note", "1": "", "0": "", "-1": "below 0", "NA": "missing", ".": "missing", "0.5": "note"}

TWO_MODE = {
    "a.csv": "actor,committee,value\nA,M,{}\nB,M,1\n",
    "matrix.net": '*Vertices 3 2\n1 "A"\n2 "B"\n3 "M"\n*Matrix\n{}\n1\n',
    "a.net": '*Vertices 3 2\n1 "A"\n2 "B"\n3 "M"\n*Edges\n1 3 {}\n2 3 1\n',
    "a.dl": "dl nr=2 nc=1 format=fullmatrix\nrow labels:\nA,B\ncolumn labels:\nM\ndata:\n{}\n1\n",
    "list.dl": "dl nr=2 nc=1 format=edgelist2\nrow labels:\nA,B\ncolumn labels:\nM\ndata:\n1 1 {}\n2 1 1\n",
}


@pytest.mark.parametrize("form", TWO_MODE)
@pytest.mark.parametrize("value", VALUES)
def test_attendance_has_the_values_that_ties_have(tmp_path: Path, form: str, value: str) -> None:
    result = told("import", saved(tmp_path / form, TWO_MODE[form].format(value)))
    attends = value not in ("0", "-1", "NA", ".")
    assert f"attended by {'A, B' if attends else 'B'}\n" in result.stdout
    assert (f'note "A: value {value}"' in result.stdout) == (VALUES[value] == "note")
    assert VALUES[value] in result.stderr
    assert bool(result.stderr) == bool(VALUES[value])


def test_a_tie_between_meetings_is_told(tmp_path: Path) -> None:
    file = saved(tmp_path / "a.net", '*Vertices 3 1\n1 "A"\n2 "M"\n3 "N"\n*Edges\n1 2\n2 3\n')
    assert "between two meetings" in told("import", file).stderr


@pytest.mark.parametrize("form", ["fullmatrix", "edgelist2"])
def test_a_row_and_a_column_of_two_modes_have_names_of_their_own(tmp_path: Path, form: str) -> None:
    head = f"dl nr=2 nc=2 format={form}\nrow labels:\nA,B\ncolumn labels:\nM,A\ndata:\n"
    said = wrong("import", saved(tmp_path / "a.dl", head + "1 0\n0 1\n"))
    assert "two vertices are called `A`" in said
    assert "a.dl:5" in said


def test_the_two_modes_of_an_embedded_list_have_names_of_their_own(tmp_path: Path) -> None:
    head = "dl nr=2 nc=2 format=edgelist2\nlabels embedded\ndata:\n"
    assert "a.dl:5" in wrong("import", saved(tmp_path / "a.dl", head + "A M\nB A\n"))


@pytest.mark.parametrize("order", ["A,A,B", "A,B,A", "B,A,A"])
def test_two_of_one_name_in_a_matrix_are_refused(tmp_path: Path, order: str) -> None:
    rows = [f"{name},0,1,1" for name in order.split(",")]
    said = wrong("import", saved(tmp_path / "a.csv", "\n".join([f",{order}", *rows])))
    assert "two vertices are called `A`" in said
    assert f"cell {'BCD'[order.rindex('A') // 2]}1" in said


@pytest.mark.parametrize(("row", "ties"), [("B,,0,1", 1), ("B,1,0", 1), ("B", 2), ("B,NA,.,.", 2), ("B,0,,0", 0)])
def test_cells_that_a_matrix_lacks_are_told(tmp_path: Path, row: str, ties: int) -> None:
    result = told("import", saved(tmp_path / "a.csv", f",A,B,C\nA,0,1,1\n{row}\nC,1,0,0\n"))
    assert (f"stays open ({ties})" in result.stderr) == (ties > 0)
    assert bool(result.stderr) == (ties > 0)


@pytest.mark.parametrize("rows", ["A,0,1,7\n", "A,0,1\n,,,7\n", "A,0,1\n,7\n"])
def test_numbers_outside_a_matrix_are_told(tmp_path: Path, rows: str) -> None:
    result = told("import", saved(tmp_path / "a.csv", f",A,B\n{rows}B,1,0\n"))
    assert "`7` stands under no heading" in result.stderr


@pytest.mark.parametrize(
    "text",
    ['{"actors": [{"name": "A"}], "actors": [{"name": "B"}]}', '{"actors": [{"name": "A", "actors": 1, "actors": 2}]}'],
)
def test_a_key_that_stands_twice_is_refused(tmp_path: Path, text: str) -> None:
    assert "`actors` stands twice" in wrong("import", saved(tmp_path / "a.json", text))


@pytest.mark.parametrize("lines", ["1 a\n1 b", "1 a\n1", "1\n1 a"])
def test_a_vertex_that_stands_twice_is_refused(tmp_path: Path, lines: str) -> None:
    said = wrong("import", saved(tmp_path / "a.net", f"*Vertices 2\n{lines}\n*Arcs\n1 2\n"))
    assert "the vertex 1 stands twice" in said
    assert "a.net:3" in said


GRAPHML = (
    '<graphml><graph edgedefault="directed">\n'
    '<node id="{}"/>\n<node id="{}"/>\n<edge source="{}" target="{}"/></graph></graphml>'
)


def test_ids_that_differ_in_blanks_alone_are_refused(tmp_path: Path) -> None:
    file = saved(tmp_path / "a.graphml", GRAPHML.format("a b", "a  b", "a b", "a  b"))
    assert "a.graphml:3" in wrong("import", file)


def test_blanks_around_an_id_are_no_part_of_it(tmp_path: Path) -> None:
    file = saved(tmp_path / "a.graphml", GRAPHML.format(" a", "b", "a", "b "))
    assert "'a' gives 'b'" in told("import", file).stdout


@pytest.mark.parametrize(
    "table",
    [
        "actor,committee\nHelse [Nord],Board\n",
        'actor,committee\n"House ""Nest""",Board\nHouse,Board\n',
        "id\nHelse [Nord]\nHelse\n",
        "source,target,relation\nHelse [Nord],Helse,money\n",
        "from,to,what\nHelse [Nord],Helse,money\n",
        ",Helse [Nord],Helse\nHelse [Nord],0,1\nHelse,0,0\n",
    ],
)
def test_a_cell_of_a_foreign_table_that_is_a_name_is_taken_as_it_stands(tmp_path: Path, table: str) -> None:
    made = told("import", saved(tmp_path / "a.csv", table))
    assert made.exit_code == 0
    assert "actor 'Helse [Nord]'" in made.stdout or "actor 'House \"Nest\"'" in made.stdout
    assert "source Nord" not in made.stdout


@pytest.mark.parametrize("heads", ["source,target", "id,size", "actor,committee", "from,to"])
def test_what_stands_above_the_headings_or_under_none_is_told(tmp_path: Path, heads: str) -> None:
    made = told("import", saved(tmp_path / "a.csv", f"A title,,\n{heads}\nA,B,lost\n"))
    assert made.exit_code == 0
    assert "cell A1: `A title` stands under no heading" in made.stderr
    assert "cell C2: the column `C` is not known, and left out (1 cell): lost" in made.stderr


@pytest.mark.parametrize("heads", ["source,target,year,Year", "id,size,year,year", "actor,committee,year,year"])
def test_two_columns_of_one_heading_are_refused(tmp_path: Path, heads: str) -> None:
    error = wrong("import", saved(tmp_path / "a.csv", f"{heads}\nA,B,2001,2002\n"))
    assert "two columns are called" in error
    assert "cell D1" in error


@pytest.mark.parametrize(
    ("heads", "says"),
    [("from,to,what,value", "A gives B"), ("from,to,what,weight", "A gives B"), ("fra,til,hva,verdi", "A gir B")],
)
def test_a_tie_of_the_value_0_is_none_whatever_its_columns_are_called(tmp_path: Path, heads: str, says: str) -> None:
    made = told("import", saved(tmp_path / "a.csv", f"{heads}\nA,B,x,1\nB,A,x,0\n"))
    assert [line for line in made.stdout.splitlines() if line.endswith('"x"')] == [f'{says} "x"']


@pytest.mark.parametrize("first", ["name", "id"])
def test_a_column_called_name_is_read_as_any_other_of_names(tmp_path: Path, first: str) -> None:
    attendance = told("import", saved(tmp_path / "a.csv", f"{first},meeting\nAnn,Board\nBo,Board\n"))
    assert "meeting Board\n  attended by Ann, Bo\n" in attendance.stdout
    matrix = told("import", saved(tmp_path / "a.csv", f"{first},A,B\nA,0,1\nB,0,0\n"))
    assert 'A gives B "a"' in matrix.stdout
    sectors = told("import", saved(tmp_path / "a.csv", f"{first},type\nA,GOV\nB,NGO\n"), "--sector", "type")
    assert "actor A, public\nactor B, voluntary\n" in sectors.stdout
