"""What several files say of the same actors is put together, and what they say differently is told."""

from pathlib import Path

import pytest

from netdsl.data.reading import read_files

PROJECT = """*Network N
*Vertices 2
1 "A"
2 "B"
*Arcs
1 2
*Partition sector: 1 public, 2 private
*Vertices 2
1
2
"""


def written(folder: Path, **texts: str) -> list[str]:
    files = []
    for name, text in texts.items():
        place = folder / name.replace("_", ".")
        place.write_text(text, "utf-8")
        files.append(str(place))
    return files


def test_a_list_of_actors_and_a_graph_are_put_together(tmp_path: Path) -> None:
    own = "name,role\nA,coordinator\nB,partner\n"
    for files in (written(tmp_path, own_csv=own, n_paj=PROJECT), written(tmp_path, n_paj=PROJECT, own_csv=own)):
        found = {r.text("name"): (r.text("role"), r.text("sector")) for r in read_files(files).of("actors")}
        assert found == {"A": ("coordinator", "public"), "B": ("partner", "private")}


@pytest.mark.parametrize("own", ["name,sector\nA,voluntary\nB,private\n", "id,sector\nA,voluntary\nB,private\n"])
def test_what_they_say_differently_is_told(tmp_path: Path, own: str) -> None:
    tables = read_files(written(tmp_path, own_csv=own, n_paj=PROJECT))
    assert {r.text("name"): r.text("sector") for r in tables.of("actors")} == {"A": "voluntary", "B": "private"}
    told = [remark.text("en") for remark in tables.remarks if "is told before" in remark.text("en")]
    assert len(told) == 1 and "`A`: `public`" in told[0]
