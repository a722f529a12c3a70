"""An anonymous network: no name is left in it, and the same is found."""

import json
import random
import stat
import unicodedata
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from netdsl.anonymise import network as rewriting
from netdsl.anonymise.network import HIDDEN, Anonymised, SlippedError, anonymised
from netdsl.anonymise.traces import Traces, people, secret
from netdsl.check.network import read_network
from netdsl.check.perspective import as_seen_by
from netdsl.cli.main import netdsl
from netdsl.model.network import Network
from netdsl.pipeline import anonymous, evaluate_network, load_rules
from netdsl.recommend.recommendations import recommend
from netdsl.report.markdown import markdown
from netdsl.report.structured import as_json
from netdsl.report.view import view
from netdsl.source import Source, read
from netdsl.syntax.format import formatted
from netdsl.syntax.network import parse
from tests.network_strategies import NAMES, collaborations, evaluated
from tests.strategies import networks
from tests.test_evaluation import FILES, summary

NETWORK = """\
# language: en
network Harbour Pact "the pact of Oslo harbour"
  purpose "safe quays in Oslo"
  as of 2024  # told on the phone by Kari
source K1 "Kari Moe, head of quays", interview, Quay Office, 2024
source Report "yearly report", document
actor Quay Office "in Oslo", public, municipal [K1]
  note "Kari left in May"
actor Sailors' Aid, voluntary
actor Æøå Rederi, private
group Crews in Molde
need rest
measure night watch "by Kari's people"
  run by Quay Office
measure 'tea at the Quay office, daily'
  run by Sailors' Aid
Sailors' Aid gives Quay Office night watch, "beds in Molde" [K1 p. 4, p. 9; Report]
  essential "Kari: no beds without them"
nobody pays Sailors' Aid for "beds in Molde"
meeting "the talk with Kari"
  attended by Quay Office "Kari", Sailors' Aid
  about night watch, "beds in Molde"
meeting
  attended by Quay Office, Æøå Rederi
accept NET101 for Sailors' Aid
  because "Kari says so"
  by "Kari"
note "Kari is the cousin of Ola"
# Kari again
"""


LANGUAGE = "Participants"
"""A name that is a word of the language."""


def document(text: str) -> Any:
    found, wrong = parse(Source("drawn.net", text))
    assert not wrong
    return found


def made(text: str) -> Anonymised:
    return anonymised(document(text))


def network(text: str) -> Network:
    found, wrong = read_network(Source("drawn.net", text))
    assert found, wrong[0]
    return found


# --- what is said stays, about others


def renamed(before: str, after: Anonymised) -> Any:
    """What a value of the one network is in the other."""
    new = {name: pseudonym for kind, names in after.key.items() if kind != "text" for pseudonym, name in names.items()}
    new |= {f'"{words}"': f'"{pseudonym}"' for pseudonym, words in after.key.get("text", {}).items()}
    meetings = zip(network(before).of("meeting"), network(after.text).of("meeting"), strict=True)
    new |= {str(a.head.rows[0][0]): str(b.head.rows[0][0]) for a, b in meetings}
    return lambda value: new.get(value, value)


def assert_the_same(text: str) -> None:
    after = made(text)
    assert summary(evaluated(after.text)) == summary(evaluated(text), renamed(text, after))


def assert_canonical(text: str) -> None:
    assert formatted(document(text)) == text


@settings(max_examples=40)
@given(collaborations(endings=True))
def test_the_same_is_found(drawn: Any) -> None:
    assert_the_same(drawn.text)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_same_is_found_in_the_examples(file: Path) -> None:
    assert_the_same(read(str(file)).text)
    assert_canonical(made(read(str(file)).text).text)


@settings(max_examples=40)
@given(networks())
def test_any_network_has_an_anonymous_copy_in_canonical_form(text: str) -> None:
    found, wrong = read_network(Source("drawn.net", text))
    assume(found is not None and not wrong)
    after = made(text)
    assert_canonical(after.text)
    assert made(text) == after
    heads = [s.head.form for s in network(text).statements if s.head.form != "remark"]
    assert [s.head.form for s in network(after.text).statements] == heads


@settings(max_examples=40)
@given(collaborations(endings=True))
def test_no_name_and_no_quoted_word_is_left(drawn: Any) -> None:
    after = made(drawn.text)
    kept = after.text.casefold()
    for kind in ("actor", "group"):
        assert not [name for name in NAMES[kind] if name != LANGUAGE and name.casefold() in kept]
    assert not [word for word in ("why", "visitors", "know-how") if word in after.text]


def test_what_stays_and_what_goes() -> None:
    after = made(NETWORK)
    assert after.text == (
        "# language: en\n"
        "\n"
        "network Collaboration 1\n"
        '  purpose "purpose 1"\n'
        "  as of 2024\n"
        "\n"
        "source S1, interview, Public 1, 2024\n"
        "source S2, document\n"
        "actor Public 1, public, municipal  [S1]\n"
        "actor Voluntary 1, voluntary\n"
        "actor Private 1, private\n"
        "group Group 1\n"
        "need rest\n"
        "\n"
        "measure night watch\n"
        "  run by Public 1\n"
        "\n"
        "measure Measure 1\n"
        "  run by Voluntary 1\n"
        "\n"
        'Voluntary 1 gives Public 1 night watch, "contribution 1"  [S1, S2]\n'
        "  essential\n"
        "\n"
        'nobody pays Voluntary 1 for "contribution 1"\n'
        "\n"
        "meeting Meeting 1\n"
        "  attended by Public 1, Voluntary 1\n"
        '  about night watch, "contribution 1"\n'
        "\n"
        "meeting\n"
        "  attended by Public 1, Private 1\n"
        "\n"
        "accept NET101 for Voluntary 1\n"
    )
    assert after.key["source"] == {"S1": "K1", "S2": "Report"}
    assert after.key["actor"] == {"Public 1": "Quay Office", "Voluntary 1": "Sailors' Aid", "Private 1": "Æøå Rederi"}
    assert after.key["measure"] == {"Measure 1": "tea at the Quay office, daily"}


def test_a_pseudonym_is_the_name_of_nothing_else() -> None:
    text = "# language: en\nsource S1\nactor Public 1, public\nactor Office, public\nmeasure Group 1\ngroup Youth\n"
    key = made(text).key
    assert list(key["actor"]) == ["Public 2", "Public 3"]
    assert list(key["source"]) == ["S2"]
    assert list(key["group"]) == ["Group 2"]


# --- looking for names


def told(name: str, text: str, kind: str = "actor", language: str = "en", keep: tuple[str, ...] = ()) -> bool:
    return bool(Traces((secret(kind, name),), language, keep).in_text(text))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Bodø kommune", "measure tur i bodø"),
        ("Bodø kommune", f"measure tur i {unicodedata.normalize('NFD', 'BODØ')}"),
        ("Åsgård skole", f"measure tur til {unicodedata.normalize('NFD', 'åsgård')}"),
        ("Bodø kommune", "measure Bodøs dag"),
        ("Bodø kommune", "measure bodøkurset"),
        ("Red Cross", "measure the cross's walk"),
        ("Red Cross", "measure walk\n  for red\n\tcross"),
        ("Kirkens bymisjon", "measure tur med kirken"),
        ("Kirkens bymisjon", "measure tur til bymisjonens hus"),
        ("X1", "measure walk with X1"),
        ("Y 2", "measure walk with Y\n2"),
        ("NAV Intro", "measure NAV-kurs"),
    ],
)
def test_a_name_is_found_however_it_is_written(name: str, text: str) -> None:
    assert told(name, text, language="nb")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Red Cross", "measure reading"),
        ("The authorities", "started by the authorities"),
        ("Public 7", "actor Public 1, public"),
        ("B1", "requires language at least B1"),
        ("112", "size 112"),
        ("The Mill for the young", "measure walk for the crew"),
        ("A", "measure a walk"),
    ],
)
def test_words_of_the_language_and_numbers_tell_nobody(name: str, text: str) -> None:
    assert not told(name, text)


def test_a_word_can_be_kept() -> None:
    assert told("Night Shelter", "measure night watch")
    assert not told("Night Shelter", "measure night watch", keep=("Night",))
    assert told("Night Shelter", "measure watch at the night shelter", keep=("night",))


def test_of_a_group_capitalised_words_are_looked_for() -> None:
    assert told("Women in Molde", "measure walks in Molde", "group")
    assert told("Women in Molde", "measure walks for women in Molde", "group")
    assert not told("Women in Molde", "measure walks for women", "group")


@pytest.mark.parametrize(
    ("quoted", "names"),
    [
        ("Kari Moe, head of quays", ["Kari", "Moe"]),
        ("Head of quays", []),
        ("leader", []),
        ("leader, Moe", ["Moe"]),
        ("Kari, head of quays", ["Kari"]),
        ("Kari (leader)", ["Kari"]),
        ("Siri", ["Siri"]),
        ("", []),
    ],
)
def test_people_in_what_is_said_of_a_source(quoted: str, names: list[str]) -> None:
    assert [one.name for one in people(quoted)] == names


@settings(max_examples=40)
@given(collaborations(), st.randoms(use_true_random=False))
def test_a_name_that_is_put_in_is_found(drawn: Any, chance: random.Random) -> None:
    looked_for = rewriting.traces(document(drawn.text))
    after = made(drawn.text).text
    assert not looked_for.in_text(after)
    found = [one for one in looked_for.secrets if one.kind in HIDDEN and len(one.name) > 2 and one.name != LANGUAGE]
    one = chance.choice(found)
    lines = after.splitlines()
    number = chance.randrange(1, len(lines))
    lines[number] += chance.choice([" {}", " {}s", "-{}", "\n{}"]).format(chance.choice([one.name, one.name.upper()]))
    assert [t for t in looked_for.in_text("\n".join(lines)) if t.line in (number + 1, number + 2)]


# --- an evaluation about pseudonyms, for reports


def reported(evaluation: Any) -> str:
    """All that is told of an evaluation, as Markdown and JSON."""
    told = view(evaluation, "en", advice=recommend(evaluation))
    return markdown([told]) + as_json([told])


@settings(max_examples=20)
@given(collaborations())
def test_an_anonymous_evaluation_finds_the_same_and_tells_no_name(drawn: Any) -> None:
    before = evaluated(drawn.text)
    after, made_of_it = anonymous(before)
    assert summary(after) == summary(before, renamed(drawn.text, made_of_it))
    text = reported(after)
    assert not [t for t in rewriting.traces(document(drawn.text)).names_in(text) if t.secret.kind != "source"]
    assert "visitors" not in text


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_name_of_an_example_is_in_its_anonymous_report(file: Path) -> None:
    source = read(str(file))
    network_, _ = read_network(source)
    assert network_
    after, _ = anonymous(evaluate_network(network_, load_rules()))
    looked_for = rewriting.traces(document(source.text))
    text = reported(after)
    assert file.name not in text
    names = [one.name for one in looked_for.secrets if len(one.name.split()) > 1]
    assert names
    assert not [name for name in names if name.casefold() in text.casefold()]


def test_an_anonymous_evaluation_keeps_its_view() -> None:
    whole = network(NETWORK)
    seen = evaluate_network(as_seen_by(whole, ("K1",)), load_rules())
    after, _ = anonymous(seen, ("K1",))
    assert len(after.findings) == len(seen.findings)
    assert len(after.questions) == len(seen.questions)


@pytest.mark.parametrize("keep", [(), ("aid",)])
def test_the_options_for_other_commands(keep: tuple[str, ...], file: str) -> None:
    from netdsl.cli.anonymise import anonymous as for_command
    from netdsl.cli.anonymise import key_kept

    found = evaluated(Path(file).read_text("utf-8"))
    after, made_of_it = for_command(found, "out.html", "key.json", keep)
    with pytest.raises(KeyError), key_kept(found, made_of_it, "key.json"):
        raise KeyError
    assert not Path("key.json").exists()
    with key_kept(found, made_of_it, "key.json"):
        pass
    assert "Public 1" in after.network.source.text
    assert "Quay Office" in Path("key.json").read_text("utf-8")
    for output, key in (("quay.html", "k.json"), ("out.html", "key.json"), ("r.html", "r.html")):
        with pytest.raises((SystemExit, click.UsageError)):
            for_command(found, output, key, keep)
    assert sorted(place.name for place in Path().iterdir()) == ["key.json", "pact.net"]


# --- the command


def run(*arguments: str) -> Result:
    return CliRunner().invoke(netdsl, ["anonymise", *arguments])


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("pact.net").write_text(NETWORK, "utf-8")
    return "pact.net"


def test_the_copy_and_the_key_are_written(file: str) -> None:
    result = run(file, "-o", "out.net", "--key", "key.json")
    assert result.exit_code == 0, result.output
    assert Path("out.net").read_text("utf-8") == made(NETWORK).text
    assert json.loads(Path("key.json").read_text("utf-8")) == made(NETWORK).key
    assert stat.S_IMODE(Path("key.json").stat().st_mode) == 0o600
    assert run(file, "-o", "-").stdout == made(NETWORK).text


def test_a_key_is_never_overwritten(file: str) -> None:
    Path("key.json").write_text("another", "utf-8")
    result = run(file, "-o", "out.net", "--key", "key.json")
    assert result.exit_code == 2
    assert "key.json" in result.stderr
    assert Path("key.json").read_text("utf-8") == "another"
    assert not Path("out.net").exists()


@pytest.mark.parametrize("arguments", [["-o", "pact.net"], ["-o", "a", "--key", "a"], ["-o", "a", "--key", "pact.net"]])
def test_the_file_with_the_names_stays(file: str, arguments: list[str]) -> None:
    assert run(file, *arguments).exit_code == 2
    assert Path(file).read_text("utf-8") == NETWORK
    assert [place.name for place in Path().iterdir()] == [file]


def test_no_key_is_left_where_the_copy_cannot_be_written(file: str) -> None:
    assert run(file, "-o", "nowhere/out.net", "--key", "key.json").exit_code == 2
    assert not Path("key.json").exists()


def test_where_a_name_is_left_nothing_is_written(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rewriting, "RENAMED", ())
    with pytest.raises(SlippedError):
        made(NETWORK)
    result = run(file, "-o", "out.net", "--key", "key.json")
    assert result.exit_code == 2
    assert "line 18: `Quay`, of actor `Quay Office`" in result.stderr
    assert [place.name for place in Path().iterdir()] == [file]


def test_what_is_left_is_told_once(file: str) -> None:
    source = 'source K "Kari Moe, head of the office", interview, 2024\nactor Office, public\nmeasure watch "by Kari"\n'
    Path(file).write_text(f"# language: en\n{source}", "utf-8")
    told = [line for line in run(file, "-o", "kari.net").stderr.splitlines() if line.startswith("  ")]
    assert len(told) == len(set(told)) == 1


def test_the_name_of_the_copy_tells_nobody(file: str) -> None:
    result = run(file, "-o", "quay_office.net")
    assert result.exit_code == 2
    assert "`quay`, of actor `Quay Office`" in result.stderr
    assert [place.name for place in Path().iterdir()] == [file]


def test_a_file_with_errors_has_no_copy(file: str) -> None:
    Path(file).write_text("actor A\nactor A\n", "utf-8")
    result = run(file, "-o", "out.net")
    assert result.exit_code == 2
    assert "N025" in result.stderr
    assert not Path("out.net").exists()


@pytest.mark.parametrize(
    ("language", "actor", "measure"),
    [
        ("nb", "Kirken", "kirkekaffe"), ("nb", "Gamlebyen skole", "nygamlebyfesten"),
        ("nb", "Bymisjonen", "bymisjonsfest"),
        ("nb", "NAV Sinsen", "navkurs"), ("nb", "AOF", "aofkurset"), ("nb", "Sinsen skole", "superSinsenkurs"),
        ("en", "Mary O’Neil", "O’Neil talk"), ("en", "Mary O’Neil", "oneil talk"), ("en", "Churches", "church coffee"),
        ("en", "Library", "libraries day"), ("en", "Library", "Lib\u00adrary day"),
        ("en", "Library", "\uff2c\uff29\uff22rary day"),
        ("nb", "Kirken", "k\u200birkekaffe"),
    ],
)  # fmt: skip
def test_other_forms_of_a_name_tell_it(language: str, actor: str, measure: str) -> None:
    kinds = {"nb": ("aktør", "tiltak"), "en": ("actor", "measure")}[language]
    header = {"nb": "# språk: nb", "en": "# language: en"}[language]
    text = f"{header}\n{kinds[0]} {actor}\n{kinds[1]} {measure}\n{kinds[1]} swimming\n"
    made = rewriting.anonymised(document(text)).text
    assert measure not in made
    assert "swimming" in made


def test_a_key_is_not_overwritten_by_a_copy(file: str) -> None:
    kept = Path("old.json")
    kept.write_text(json.dumps({"actor": {"Public 1": "Quay Office"}}), "utf-8")
    result = CliRunner().invoke(netdsl, ["anonymise", file, "-o", "old.json"])
    assert result.exit_code == 2
    assert "is a key" in result.output
    assert "Quay Office" in kept.read_text("utf-8")
