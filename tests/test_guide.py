"""The guided start: any answers give a file that reads, leaving loses nothing, and each answer can be taken back."""

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from netdsl.check.network import read_network
from netdsl.cli.main import netdsl
from netdsl.guide.answers import Choice
from netdsl.guide.draft import Draft, patch
from netdsl.guide.guiding import NAMES, Guide
from netdsl.guide.progress import SUFFIX, Progress, load
from netdsl.guide.talk import LeftError
from netdsl.guide.texts import TEXTS
from netdsl.model.forms import dialects
from netdsl.pipeline import evaluate_network, load_rules
from netdsl.source import Source, read
from netdsl.syntax.format import formatted
from netdsl.syntax.network import parse

BASE = {
    "en": """\
# language: en

source K "head", interview, Office

actor Office, public, municipal
actor School, public
actor Red Cross, voluntary
group Youth
need rest

measure night watch
  run by Red Cross
""",
    "nb": """\
# språk: nb

kilde K "leder", intervju, Office

aktør Office, offentlig, kommunal
aktør School, offentlig
aktør Red Cross, frivillig
gruppe Youth
behov rest

tiltak night watch
  drives av Red Cross
""",
}

NAMED = [
    "Office",
    "School",
    "Red Cross",
    "office",
    "Scool",
    "Office, School",
    "Office and School",
    "Church",
    "12",
    "all",
]
THINGS = ["night watch", "rest", "rest, food", "Youth", "beds", '"beds, dry"', "K", "K p. 4, R", "-", "nobody", "2024"]
ODD = [
    "'Smith, Jones'", "O'Brien's", "'", '"', '""', "\\", "a\\", "#1", "A # b", "[K]", "x]", "🙂", "A🙂", "A\u0308rlig",
    "A\u202eb", "\x1b[D", "\udce6", "a" * 300, "A: b", "gives", "Office gives School", "actor", "no other", "Nobody",
    "the", "A and B", "og", "«Hei»", "\tA\t b", ",", ";,", "every week", "every 0 weeks", "seldom", "by agreement",
    "40–50 %", "5 % of \"us\", 2024", "yes  [K]", "1", "99", "٣", "Ⅷ", "essential", "K [", "note", "-1", "None", "*",
    "avgjørende", "hver uke",
]  # fmt: skip
ANSWERS = st.one_of(
    st.just(""),
    st.sampled_from(["yes", "ja", "no", "1", "2", "?", "back"]),
    st.sampled_from(NAMED),
    st.sampled_from(THINGS),
    st.sampled_from(ODD),
    st.text(max_size=12).filter(lambda text: text.strip().casefold() not in ("quit", "avslutt")),
)
TALKS = st.tuples(st.sampled_from(("en", "nb")), st.booleans(), st.sampled_from(NAMES), st.lists(ANSWERS, max_size=40))


class Session:
    """One file and the talks about it; a new one is read from disk each time, as after leaving."""

    def __init__(self, folder: str, language: str, known: bool, section: str) -> None:
        self.place = Path(folder) / "x.net"
        self.language, self.section, self.known = language, section, known
        if known:
            self.place.write_text(BASE[language], "utf-8")
        self.told: list[str] = []

    def opened(self) -> Guide:
        source = read(str(self.place)) if self.place.exists() else None
        progress = load(str(self.place), source.text if source else None)
        progress = progress or Progress(self.section, self.language, began=not self.known)
        return Guide(
            Draft(source or Source(str(self.place), ""), progress.language), progress, self.prompt, self.told.append
        )

    def prompt(self, text: str, words: Sequence[str]) -> str:
        answer = next(self.answers, None)
        if answer is None:
            raise LeftError
        return answer

    def answer(self, answers: Sequence[str]) -> Guide:
        self.answers: Iterator[str] = iter(answers)
        guide = self.opened()
        with suppress(LeftError):
            guide.run()
        return guide

    @property
    def text(self) -> str | None:
        return self.place.read_text("utf-8") if self.place.exists() else None


def assert_reads(text: str) -> None:
    network, wrong = read_network(Source("x.net", text))
    assert network is not None, (wrong[0].message, text)
    assert formatted(parse(Source("x.net", text))[0]) == text


def state(guide: Guide) -> Any:
    progress = guide.progress
    return guide.draft.text, progress.section, progress.pending, progress.codes, progress.steps


@settings(max_examples=150)
@given(TALKS)
def test_any_answers_give_a_file_that_reads_and_evaluates(talk: Any) -> None:
    language, known, section, answers = talk
    with TemporaryDirectory() as folder:
        session = Session(folder, language, known, section)
        guide = session.answer(answers)
        assert session.text in (None, guide.draft.text)
        assert_reads(guide.draft.text)
        network, _ = read_network(guide.draft.source)
        assert network
        evaluate_network(network, load_rules())
        assert not [line for line in session.told if "Traceback" in line]


@settings(max_examples=60)
@given(TALKS, st.sets(st.integers(0, 40)))
def test_leaving_and_taking_up_again_gives_what_going_through_gives(talk: Any, stops: set[int]) -> None:
    language, known, section, answers = talk
    with TemporaryDirectory() as straight, TemporaryDirectory() as broken:
        through = Session(straight, language, known, section)
        expected = state(through.answer(answers))
        session = Session(broken, language, known, section)
        start = 0
        guide = session.answer(answers[:0])
        for stop in [*sorted(stop for stop in stops if stop < len(answers)), len(answers)]:
            guide = session.answer(answers[start:stop])
            start = stop
            if stop < len(answers) and not guide.progress.started:
                return  # nothing is kept where all was skipped
        assert state(guide) == expected
        assert session.text == through.text


@settings(max_examples=60)
@given(TALKS, ANSWERS)
def test_an_answer_is_taken_back_as_if_it_had_not_been_given(talk: Any, answer: str) -> None:
    language, known, section, answers = talk
    with TemporaryDirectory() as folder:
        session = Session(folder, language, known, section)
        before = session.answer([*answers, "K"])
        was = state(before)
        count = len(was[2]) + sum(len(step.answers) for step in was[4])
        after = state(session.answer([answer]))
        if (
            not before.progress.started
            or answer.strip() == "back"
            or len(after[2]) + sum(len(step.answers) for step in after[4]) != count + 1
        ):
            return  # it was not taken
        if not after[1]:
            return  # it was the last
        back = state(session.answer(["back"]))
        assert (back[0], *back[2:]) == (was[0], *was[2:])
        assert NAMES.index(back[1]) >= NAMES.index(was[1]) if was[1] else True


@given(st.text("ab\n", max_size=12), st.text("ab\n", max_size=12))
def test_a_patch_takes_back(after: str, before: str) -> None:
    assert patch(after, before).applied(after) == before


@pytest.mark.parametrize("language", ["en", "nb"])
def test_the_last_step_is_taken_again_when_only_the_progress_was_written(language: str, tmp_path: Path) -> None:
    session = Session(str(tmp_path), language, True, "actors")
    session.answer(["Church"])
    before = session.text
    session.answer(["", "", "", ""])
    after = session.text
    assert before != after
    session.place.write_text(before or "", "utf-8")
    guide = session.answer([])
    assert guide.draft.text == after
    assert session.text == after


def test_what_somebody_else_writes_meanwhile_stays(tmp_path: Path) -> None:
    session = Session(str(tmp_path), "en", True, "actors")
    session.answer(["Church", "3"])
    session.place.write_text(BASE["en"] + "\nactor Mill\n", "utf-8")
    session.answer(["", "", "", "Yard"])
    assert "actor Mill" in (session.text or "")
    assert "actor Church, voluntary" in (session.text or "")


def test_what_somebody_else_writes_meanwhile_stays_when_nothing_more_is_answered(tmp_path: Path) -> None:
    session = Session(str(tmp_path), "en", True, "actors")
    session.answer(["Church", "3", "", "", ""])
    written = (session.text or "") + "\nactor Mill\n"
    session.place.write_text(written, "utf-8")
    session.answer(["", ""])
    assert session.text == written


def test_what_was_told_before_there_were_sources_gets_them_at_once(tmp_path: Path) -> None:
    session = Session(str(tmp_path), "en", True, "told")
    before = session.text or ""
    session.answer(["K p. 2", ""])
    for line in re.findall("(?m)^actor .*", before):
        assert f"{line}  [K p. 2]" in (session.text or "")
    assert_reads(session.text or "")
    session.answer(["back", "back"])
    assert session.text == before


def test_the_sections_are_all_named_and_texts_are_in_both_languages() -> None:
    from netdsl.guide.sections import SECTIONS

    assert len(set(NAMES)) == len(NAMES)
    for section in SECTIONS:
        assert f"section-{section.heading}" in TEXTS
    for key, texts in TEXTS.items():
        assert set(texts) == {"en", "nb"}, key
        holes = [{part.split("}")[0] for part in text.split("{")[1:]} for text in texts.values()]
        assert holes[0] == holes[1], key


@pytest.mark.parametrize("language", ["en", "nb"])
def test_every_word_of_a_choice_is_taken(language: str) -> None:
    for table, words in dialects()[language]["values"].items():
        choice = Choice(table, language)
        for number, value in enumerate(words, 1):
            assert choice.one(choice.words[value]) == choice.words[value]
            assert choice.one(str(number)) == choice.words[value]


# --- the command


def new(*arguments: str, answers: Sequence[str] = ()) -> Result:
    return CliRunner().invoke(netdsl, ["new", *arguments], input="".join(f"{answer}\n" for answer in answers))


def test_a_file_that_somebody_else_began_meanwhile_is_not_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    place = Path("d.net")
    new("d.net", "--language", "en", answers=["Pool", ""])
    assert not place.exists()
    place.write_text("# my own comments\n", "utf-8")
    new("d.net", answers=["back", "back", "back", "quit"])
    assert place.read_text("utf-8") == "# my own comments\n"


THROUGH = ["Lakeside", "no child drowns", "2024", "", "", "Office", "1", "1", "", "", "Club", "voluntary", "", "", ""]
ENTERS = [""] * 40


def test_through_to_the_end(tmp_path: Path) -> None:
    place = tmp_path / "x.net"
    result = new(str(place), "--language", "en", answers=[*THROUGH, *ENTERS])
    assert result.exit_code == 0
    assert place.read_text("utf-8") == (
        '# language: en\n\nnetwork Lakeside\n  purpose "no child drowns"\n  as of 2024\n\n'
        "actor Office, public, municipal\nactor Club, voluntary\n"
    )
    assert "Done:" in result.output
    assert [p.name for p in tmp_path.iterdir()] == ["x.net"]


def test_nothing_answered_leaves_nothing(tmp_path: Path) -> None:
    for answers in ([], ["", ""], ENTERS, ["Lakeside", "back", "quit"], ["A", "", "", "", "", "back", *["back"] * 5]):
        result = new(str(tmp_path / "x.net"), "--language", "nb", answers=answers)
        assert result.exit_code == 0
        assert list(tmp_path.iterdir()) == [], answers


def test_a_file_that_is_there_is_asked_about_and_stays(tmp_path: Path) -> None:
    place = tmp_path / "x.net"
    place.write_text(BASE["en"], "utf-8")
    for answers in (["no"], [], ["what", "n"]):
        assert new(str(place), answers=answers).exit_code == 0
        assert place.read_text("utf-8") == BASE["en"]
        assert [p.name for p in tmp_path.iterdir()] == ["x.net"]
    assert new(str(place), answers=["yes", "Lakeside", "", "", "", "", "quit"]).exit_code == 0
    assert place.read_text("utf-8") == BASE["en"] + "\nnetwork Lakeside\n"
    assert Path(f"{place}{SUFFIX}").exists()


def test_a_reader_that_stops_early_is_no_fault_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(_: Guide) -> None:
        raise BrokenPipeError

    monkeypatch.setattr(Guide, "run", closed)
    assert "N039" not in new(str(tmp_path / "x.net"), "--language", "en").stderr


def test_no_answer_to_the_language_is_that_of_the_person(monkeypatch: pytest.MonkeyPatch) -> None:
    for locale, file in (("nb_NO.UTF-8", "samarbeid.net"), ("C", "collaboration.net")):
        monkeypatch.setenv("LC_ALL", locale)
        assert file in new(answers=["", "x.txt"]).stdout


def test_what_cannot_be_begun_is_told(tmp_path: Path) -> None:
    wrong = tmp_path / "w.net"
    wrong.write_text("actor\n", "utf-8")
    binary = tmp_path / "b.net"
    binary.write_bytes(b"\0\xff\0")
    folder = tmp_path / "f.net"
    folder.mkdir()
    for file in (wrong, binary, folder, tmp_path / "no" / "x.net", tmp_path / "x.txt", "a\0.net"):
        result = new(str(file), "--language", "en", answers=["yes"])
        assert result.exit_code == 2, file
        assert not isinstance(result.exception, Exception) or isinstance(result.exception, SystemExit)
    good = tmp_path / "g.net"
    good.write_text(BASE["nb"], "utf-8")
    assert new(str(good), "--language", "en", answers=["ja"]).exit_code == 2


def test_a_broken_progress_file_is_no_hindrance(tmp_path: Path) -> None:
    place = tmp_path / "x.net"
    for text in ("", "{}", "[", '{"section": 1}', "\xff", "[" * 100_000):
        Path(f"{place}{SUFFIX}").write_bytes(text.encode("latin-1"))
        result = new(str(place), "--language", "en", answers=["Lakeside", "quit"])
        assert result.exit_code == 0, result.output


# --- a process of its own: terminals, signals, closed streams


PROGRAM = [sys.executable, "-m", "netdsl", "new"]


class Terminal:
    """The program in a pseudo-terminal."""

    def __init__(self, *arguments: str) -> None:
        self.process, self.master = pty.fork()
        if self.process == 0:
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # what runs the tests in the background may have it ignored
            os.execv(PROGRAM[0], [*PROGRAM, *arguments])  # noqa: S606
        self.shown = b""

    def wait(self, text: str) -> None:
        end = time.monotonic() + 60
        while text.encode() not in self.shown:
            if time.monotonic() > end:
                os.kill(self.process, signal.SIGKILL)
                raise AssertionError(self.shown)
            if select.select([self.master], [], [], 1)[0]:
                self.shown += os.read(self.master, 4096)
        self.shown = self.shown.partition(text.encode())[2]

    def type(self, data: bytes) -> None:
        os.write(self.master, data)

    def end(self, key: bytes = b"") -> int:
        """Its exit status. A key is typed again when it was lost, as it is while the terminal changes its mode."""
        end = time.monotonic() + 60
        with suppress(OSError):
            os.write(self.master, key)
            while time.monotonic() < end:
                if select.select([self.master], [], [], 5)[0]:
                    if not (data := os.read(self.master, 4096)):
                        break
                    self.shown += data
                else:
                    os.write(self.master, key)
        os.close(self.master)
        if time.monotonic() > end:
            os.kill(self.process, signal.SIGKILL)
        return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])


def test_in_a_terminal_ctrl_c_leaves_and_the_rest_is_asked_later(tmp_path: Path) -> None:
    place = str(tmp_path / "x.net")
    terminal = Terminal(place, "--language", "nb")
    terminal.wait("Hva heter samarbeidet?")
    terminal.type("Bølgen\n".encode())
    terminal.wait("med få ord?")
    assert terminal.end(b"\x03") == 130
    assert b"Traceback" not in terminal.shown
    assert b"netdsl new" in terminal.shown
    terminal = Terminal(place)
    terminal.wait("Hva heter samarbeidet? Bølgen")
    terminal.wait("med få ord?")
    terminal.type(b"\n\n\n\n")
    terminal.wait("En organisasjon")
    assert terminal.end(b"\x04") == 0
    assert Path(place).read_text("utf-8") == "# språk: nb\n\nnettverk Bølgen\n"


def test_a_name_is_completed_with_the_tabulator(tmp_path: Path) -> None:
    pytest.importorskip("readline")
    place = tmp_path / "x.net"
    place.write_text(BASE["en"], "utf-8")
    Path(f"{place}{SUFFIX}").write_text("", "utf-8")
    terminal = Terminal(str(place))
    terminal.wait("added to it?")
    terminal.type(b"yes\n")
    terminal.wait("called?")
    terminal.type(b"\n")
    terminal.wait("Enter when that is all):")
    terminal.type(b"\n")
    terminal.wait("Enter when that is all):")
    terminal.type(b"\n")
    terminal.wait("Who says so")
    terminal.type(b"\n")
    terminal.wait("Who coordinates?")
    terminal.type(b"Red\t\n")
    terminal.wait("Who says so")
    terminal.type(b"\n")
    assert terminal.end(b"\x04") == 0
    assert "actor Red Cross, voluntary\n  role coordinator" in place.read_text("utf-8")


def test_other_encodings_closed_streams_and_binary_input_bring_no_traceback(tmp_path: Path) -> None:
    place = tmp_path / "x.net"
    for number, (data, env) in enumerate(
        [
            (b"Lakes\xff\n\x00\x01\nGood\n", {}),
            (b"\xff" * 50 + b"\n", {"PYTHONIOENCODING": "ascii"}),
            ("Bølgen\n".encode("latin-1"), {"PYTHONIOENCODING": "latin-1"}),
            (os.urandom(3000), {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
        ]
    ):
        name = str(place.with_name(f"{number}.net"))
        ran = subprocess.run(
            [*PROGRAM, name, "--language", "nb"],
            input=data,
            capture_output=True,
            env={**os.environ, **env},
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        assert b"Traceback" not in ran.stderr + ran.stdout
    assert '"Bølgen"' in Path(place.with_name(f"2.net{SUFFIX}")).read_text("utf-8")
    for closed in ("<&-", ">&-", "<&- >&- 2>&-"):
        ran = subprocess.run(
            ["/bin/sh", "-c", f'"$0" -m netdsl new "$1" --language en {closed}', sys.executable, str(place)],
            capture_output=True, check=False,
        )  # fmt: skip
        assert ran.returncode in (0, 1), (closed, ran)
        assert b"Traceback" not in ran.stderr, ran.stderr


def test_a_killed_talk_has_lost_nothing(tmp_path: Path) -> None:
    place = str(tmp_path / "x.net")
    terminal = Terminal(place, "--language", "en")
    terminal.wait("called?")
    terminal.type(b"Lakeside\n")
    terminal.wait("few words?")
    os.kill(terminal.process, signal.SIGKILL)
    terminal.end()
    found = load(place, None)
    assert found
    assert found.pending == ["Lakeside"]


# --- a whole interview: what is answered to each question, in its order


INTERVIEW = {
    "ask-name": ["Harbour"],
    "ask-purpose": ['safe "quays"'],
    "ask-time": ["2024"],
    "ask-problem": ["1"],
    "ask-started": ["2"],
    "ask-actor": ["Office", "Club"],
    "ask-sector": ["1", "3"],
    "ask-level": ["1"],
    "ask-role": ["", "1"],
    "ask-joined": ["", "freely|frivillig"],
    "ask-source": ["K"],
    "ask-kind": ["1"],
    "ask-member": ["office"],
    "ask-date": ["2024-03"],
    "ask-coordinator": ["Ofice"],
    "meant": ["y"],
    "ask-said-by": ["K §2"],
    "ask-aiming": ["Office, Club"],
    "ask-goals": ["safety"],
    "ask-group": ["Crews"],
    "ask-size": ["120"],
    "ask-needs": ["rest, food"],
    "ask-measure": ["night watch"],
    "ask-run": ["Club"],
    "ask-designed": ["Club"],
    "ask-for": ["crews"],
    "ask-covers": ["rest"],
    "ask-meeting": ["Monday"],
    "ask-attended": ["Club, Office"],
    "ask-often": ["every 2 weeks|hver 2. uke"],
    "ask-decides": ["by a|i e"],
    "ask-never": ["all|alle"],
    "ask-informs": ["Office"],
    "ask-informed": ["Club"],
    "ask-about": ["3"],
    "ask-knower": ["Club"],
    "ask-unknown": ["4, 5"],
    "ask-disagree": ["Club, Office"],
    "ask-disagree-about": ["who has the keys"],
    "ask-settled": ["no|nei"],
    "ask-giver": ["Club"],
    "ask-receiver": ["Office"],
    "ask-thing": ["night watch"],
    "ask-resource": ["8"],
    "ask-weight": ["essential|avgjørende"],
    "ask-alternatives": ["2"],
    "ask-payer": ["nobody|ingen", "Office"],
    "ask-payee": ["Club", "Club"],
    "ask-paid": ["night watch", "boats"],
    "ask-extent": ["2"],
    "ask-sharers": ["all|alle", "Club, Office"],
    "ask-shared": ["1", "roles|roller"],
    "ask-unshared": ["6", ""],
    "ask-guards": ["Club"],
    "ask-leaves": ["Club"],
    "ask-instructs": ["nobody|ingen"],
    "ask-proposes": ["Office"],
    "ask-proposed": ["Club"],
    "ask-judged": ["night watch"],
    "ask-effect": ["3"],
    "ask-lacks": ["5, 1"],
    "ask-outcome": ["fewer accidents"],
    "ask-value": ['40 % of "all", 2023|40 % av "alle", 2023'],
    "ask-lasting": ["2"],
    "ask-through": ["night watch"],
    "ask-complete": ["1, 3"],
    "ask-note": ["all \\ is said"],
}


def _is(template: str, text: str) -> bool:
    return all(part in text for part in re.split(r"\{\w+\}", template))


def interviewed(language: str, folder: Path) -> tuple[str, dict[str, list[str]]]:
    """The file that the interview makes, and the answers that were not asked for."""
    left = {key: [a.split("|")[-1 if language == "nb" else 0] for a in some] for key, some in INTERVIEW.items()}
    session = Session(str(folder), language, False, NAMES[0])

    def prompt(text: str, _: Sequence[str]) -> str:
        if _is(TEXTS["ask-said-as-before"][language], text):
            return "="
        # Where two questions are worded alike, the one that comes first in the interview is asked first.
        fitting = [key for key in left if left[key] and _is(TEXTS[key][language], text)]
        key = max(fitting, key=lambda key: len(TEXTS[key][language]), default="")
        return left[key].pop(0) if key else ""

    session.prompt = prompt  # type: ignore[method-assign]
    session.opened().run()
    return session.text or "", {key: some for key, some in left.items() if some}


@pytest.mark.parametrize("language", ["en", "nb"])
def test_an_interview_in_each_language_makes_the_same_file(language: str, tmp_path: Path) -> None:
    text, left = interviewed(language, tmp_path)
    assert left == {}
    assert_reads(text)
    english = formatted(parse(Source("x.net", text))[0], "en")
    expected = (Path(__file__).parent / "golden" / "interview.net").read_text("utf-8")
    assert english.replace('of "alle"', 'of "all"') == expected
