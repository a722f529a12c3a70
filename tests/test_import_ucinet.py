"""UCINET files as people write them: data after `data:`, and tables of others that look like the older form."""

from pathlib import Path

import pytest

from netdsl.data.reading import read_files


def ties(tables: object) -> set[tuple[str, str]]:
    return {(r.text("from"), r.text("to")) for r in tables.of("exchanges")}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "data",
    [
        "data: 1 2\n2 3",
        "data:\n1 2\n2 3",
        "data: 1 2\n\n2 3",
        "row labels embedded\ncolumn labels embedded\ndata: A B\nB C",
    ],
)
def test_data_may_begin_on_the_line_that_says_so(tmp_path: Path, data: str) -> None:
    labels = "" if "embedded" in data else 'labels:\n"A",B,C\n'
    place = tmp_path / "some.dl"
    place.write_text(f"dl n=3 format=edgelist1\n{labels}{data}\n", "utf-8")
    assert ties(read_files([str(place)])) == {("A", "B"), ("B", "C")}


def test_a_matrix_may_begin_there_too_and_a_label_may_be_called_data(tmp_path: Path) -> None:
    place = tmp_path / "some.dl"
    place.write_text('dl n=2 labels: "the data: here",B data: 0 1\n0 0\n', "utf-8")
    assert ties(read_files([str(place)])) == {("the data: here", "B")}


@pytest.mark.parametrize(
    "text", ["id,size,founded,sector,town\n1,20,1999,public,Bodo\n", "from,to,value,what,kind\n1,2,3,money,cash\n"]
)
def test_a_table_with_three_numbers_and_two_words_is_no_older_ucinet_file(tmp_path: Path, text: str) -> None:
    place = tmp_path / "some.csv"
    place.write_text(text, "utf-8")
    found = read_files([str(place)])
    assert [r.text("name") for r in found.of("actors")] in (["1"], ["1", "2"])


def test_a_cell_is_where_a_spreadsheet_has_it(tmp_path: Path) -> None:
    from netdsl.data.tables import Problem

    place = tmp_path / "some.csv"
    place.write_text('source,target,relation\nA,B,"mo\nney"\n\nC,,x\n', "utf-8")
    with pytest.raises(Problem) as raised:
        read_files([str(place)])
    assert raised.value.place.cell == "B4"
