"""What an answer of the guided start means: nothing for Enter, so many for `all`, and a name only when it is one."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from netdsl.cli.main import netdsl
from tests.test_guide import BASE, Session, assert_reads


def answered(folder: Path, language: str, section: str, answers: Sequence[str]) -> tuple[str, str]:
    """What a talk that begins at a section adds to the file, and what it tells."""
    session = Session(str(folder), language, True, section)
    session.answer(answers)
    assert_reads(session.text or "")
    before = set(BASE[language].splitlines())
    return "\n".join(x for x in (session.text or "").splitlines() if x not in before), "\n".join(session.told)


@pytest.mark.parametrize(
    ("language", "who", "subject"),
    [
        ("nb", "alle", "Office, School og Red Cross"),
        ("nb", "Alle", "Office, School og Red Cross"),
        ("nb", "de fleste", "de fleste partnerne"),
        ("en", "all", "Office, School and Red Cross"),
        ("en", "most", "most partners"),
        ("en", "some", "some partners"),
    ],
)
def test_all_or_most_may_know(tmp_path: Path, language: str, who: str, subject: str) -> None:
    added, _ = answered(tmp_path, language, "knows", [who, "3", "4", "", ""])
    verbs = {"en": ("know of", "do not know of"), "nb": ("vet om", "vet ikke om")}[language]
    normal = added.replace(" og ", ", ").replace(" and ", ", ")
    for verb in verbs:
        assert f"{subject.replace(' og ', ', ').replace(' and ', ', ')} {verb} " in normal, added


def test_all_are_those_without_another_role(tmp_path: Path) -> None:
    session = Session(str(tmp_path), "en", True, "knows")
    text = BASE["en"].replace("actor School, public\n", "actor School, public\n  role owner\n\n")
    session.place.write_text(text, "utf-8")
    session.answer(["all", "3", "", ""])
    line = next(line for line in (session.text or "").splitlines() if "know of" in line)
    assert "Office" in line
    assert "School" not in line


@pytest.mark.parametrize("name", ["Alle", "alle", "De fleste", "Ingen", "noen", "Most", "all partners"])
def test_a_word_for_how_many_is_no_actor(tmp_path: Path, name: str) -> None:
    for section in ("actors", "gives", "coordinator"):
        added, told = answered(tmp_path, "nb", section, [name])
        assert not added
        assert "sier hvor mange" in told


def test_enter_names_no_source_and_a_sign_the_last(tmp_path: Path) -> None:
    added, _ = answered(
        tmp_path, "en", "notes", ["one", "K §2", "two", "", "three", "=", "four", "-", "five", "=", "six", "R"]
    )
    lines = [line for line in added.splitlines() if line.startswith("note")]
    named = [line.partition("[")[2].rstrip("]") for line in lines]
    assert named[:5] == ["K §2", "", "K §2", "", "K §2"]


def test_a_sign_for_the_last_source_takes_one(tmp_path: Path) -> None:
    added, told = answered(tmp_path, "en", "notes", ["one", "=", "", "quit"])
    assert 'note "one"' in added
    assert "[" not in added
    assert "no source is named before" in told


def test_enter_to_yes_or_no_says_no(tmp_path: Path) -> None:
    added, told = answered(tmp_path, "en", "coordinator", ["Ofice", "", "", "Office", ""])
    assert "Ofice" not in added
    assert "role coordinator" in added
    assert "then name another" in told
    place = tmp_path / "there.net"
    place.write_text(BASE["en"], "utf-8")
    result = CliRunner().invoke(netdsl, ["new", str(place)], input="\n")
    assert result.exit_code == 0
    assert place.read_text("utf-8") == BASE["en"]


def test_a_name_like_a_known_one_is_asked_about_as_a_new_one(tmp_path: Path) -> None:
    answers = ["Crew", "", "res", "no"]
    assert "need res" not in answered(tmp_path, "en", "groups", [*answers, "no", "", ""])[0]
    (tmp_path / "x.net").unlink()
    (tmp_path / "x.net.progress").unlink(missing_ok=True)
    assert "need res" in answered(tmp_path, "en", "groups", [*answers, "yes", ""])[0].splitlines()


def test_a_small_letter_is_offered_as_a_capital(tmp_path: Path) -> None:
    session = Session(str(tmp_path), "en", True, "actors")
    asked: list[str] = []
    answers = iter(["church", "yes", "3", "", "", "mill", "no", "", "Mill", "", "", ""])

    def prompt(text: str, _: Sequence[str]) -> str:
        asked.append(text)
        answer = next(answers, None)
        return "quit" if answer is None else answer

    session.prompt = prompt  # type: ignore[method-assign]
    session.answer([])
    assert "actor Church, voluntary" in (session.text or "")
    assert "mill" not in (session.text or "")
    assert any("Shall it be `Church`?" in text for text in asked)
