"""Partitions of Pajek in files of their own."""

from pathlib import Path

import pytest

from netdsl.data.reading import read_files
from netdsl.data.tables import Problem

NETWORK = '*Vertices 3\n1 "A"\n2 "B"\n3 "C"\n*Arcs\n1 2\n2 3\n'


@pytest.fixture
def network(tmp_path: Path) -> str:
    (tmp_path / "some.net").write_text(NETWORK, "utf-8")
    return str(tmp_path / "some.net")


@pytest.mark.parametrize("head", ["*Vertices 3\n", "*Partition kind\n*Vertices 3\n"])
@pytest.mark.parametrize("numbers", [("1", "3", "2"), ("1", "2", "2"), ("0", "0", "0")])
def test_a_partition_is_of_the_network_before_it(
    tmp_path: Path, network: str, head: str, numbers: tuple[str, ...]
) -> None:
    place = tmp_path / "kind.clu"
    place.write_text(head + "\n".join(numbers) + "\n", "utf-8")
    tables = read_files([network, str(place)], "en")
    assert [record.text("name") for record in tables.of("actors")] == ["A", "B", "C"]
    left = [remark.text("en") for remark in tables.remarks if "kind" in remark.text("en")]
    assert left and numbers[0] in left[0]


def test_a_partition_without_a_network_or_of_another_size_is_an_error(tmp_path: Path, network: str) -> None:
    place = tmp_path / "kind.clu"
    place.write_text("*Vertices 2\n1\n2\n", "utf-8")
    for files in ([str(place)], [network, str(place)]):
        with pytest.raises(Problem) as raised:
            read_files(files)
        assert raised.value.place.file == str(place)
