"""No conclusion is hidden in a name, a quoted text or a word of the language: only what is stated tells."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from netdsl import resources
from netdsl.check.network import read_network
from netdsl.evaluate import Evaluation
from netdsl.model.forms import dialects
from netdsl.pipeline import evaluate_network, load_rules, rule_syntax
from netdsl.source import Source, read
from netdsl.syntax.lalr import Token
from netdsl.syntax.names import NAME_TYPES, named
from netdsl.syntax.network import parse

ROOT = Path(__file__).parent.parent
FILE = ROOT / "examples" / "ny_sjanse.net"


def phrases(dialect: dict[str, Any]) -> Iterator[str]:
    """The words and the values of a dialect, every form of each."""
    for table in (dialect["words"], *dialect["values"].values()):
        for written in table.values():
            for forms in written:
                yield from forms.lower().split("|")


def words_of(dialect: dict[str, Any]) -> set[str]:
    return {word for phrase in phrases(dialect) for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", phrase)}


# --- Names and quoted texts mean nothing


class Nonsense:
    """Each name and each text replaced by a letter and a number: the same for the same, a capital for a capital."""

    def __init__(self, source: Source) -> None:
        self.document = parse(source)[0]
        self.source = source
        self.names = sorted({n for known in self.document.names.declared.values() for n in known})
        self.texts: dict[str, str] = {}

    def name(self, name: str) -> str:
        return f"{'Q' if name[0].isupper() else 'q'}{self.names.index(name)}"

    def replaced(self, token: Token) -> str | None:
        if token.type in NAME_TYPES:
            return self.name(named(token))
        if token.type == "TEXT":
            return self.texts.setdefault(token.text, f'"x{len(self.texts)}"')
        if token.type == "REFS":
            sources = sorted(self.document.names.declared["source"], key=len, reverse=True)
            return re.sub(rf"\b({'|'.join(map(re.escape, sources))})\b", lambda m: self.name(m[0]), token.text)
        return None

    def written(self) -> Source:
        lines = ["" if line.lstrip().startswith("#") else line for line in self.source.lines]
        lines[0] = self.source.lines[0]
        for paragraph in self.document.paragraphs:
            for sentence in (paragraph.head, *paragraph.lines):
                assert sentence
                for token in reversed(sentence.reading.tokens):
                    if (text := self.replaced(token)) is not None:
                        at = sentence.line.number - 1
                        lines[at] = lines[at][: token.start] + text + lines[at][token.end :]
        return Source("nonsense", "\n".join(lines))


@cache
def evaluated(source: Source) -> Evaluation:
    network, found = read_network(source)
    assert network, found
    return evaluate_network(network, load_rules())


@cache
def case() -> tuple[Evaluation, Evaluation]:
    """The case as it is, and as nonsense."""
    source = read(str(FILE))
    return evaluated(source), evaluated(Nonsense(source).written())


def test_nothing_of_the_case_is_left_in_the_nonsense() -> None:
    nonsense = Nonsense(read(str(FILE)))
    words = set(re.findall(r"[^\W\d_]+", nonsense.written().text.lower()))
    known = {part for word in words_of(dialects()["nb"]) for part in word.split("-")}
    assert words - known == {"språk", "nb", "q", "x", "a", "b"}  # the header, the nonsense, and levels like A2


def test_nonsense_has_the_same_findings() -> None:
    was, now = (Counter((f.rule.code, f.severity, len(f.easings)) for f in e.findings) for e in case())
    assert was == now
    assert len(was) > 20


def test_nonsense_has_the_same_verdicts() -> None:
    was, now = ({d: v.case.verdict for d, v in e.verdicts.items()} for e in case())
    assert was == now
    assert len(was) == 5


def test_nonsense_has_the_same_partnerships_and_questions() -> None:
    was, now = (Counter((p.dependence, p.dependent is None) for p in e.partnerships) for e in case())
    assert was == now
    was_open, now_open = (Counter((q.rule.code, q.question.ask.texts["en"]) for q in e.questions) for e in case())
    assert was_open == now_open
    assert was_open


# --- The words of the language state facts, not what is wrong

DEVIATIONS = {
    "en": (
        "apart asymmetr bilateral blind command conflict contested deviat diverg exclu fragment hierarch hinder "
        "insecure insufficien irrelevan isolat loose market misse mutual one-sided onesided paper presum replaceable "
        "self-regulat subordinat superior threat unconnected uncovered unequal uninformed unpaid weak"
    ),
    "nb": (
        "asymmetr avhengig avvik befal bilateral ekskluder ensidig faller fragment gjensidig hierark hindr innsyn "
        "irrelevan isoler kommando konflikt løs marked motstrid omstrid overordn papir selvreguler spriker svak svek "
        "tosidig truet ubetalt uinformert ulik underordn usikk utelukk utestengt utilstrekkelig utrygg uvitende"
    ),
}
"""How words begin that name a deviation in the theory, or what a rule concludes, in each language."""

ABOUT = {
    "actor", "aims", "authorities", "authority", "autonomy", "by", "designed", "duty", "effect", "for", "group",
    "identity", "little", "measure", "measures", "meeting", "meetings", "need", "network", "network-building", "no",
    "on", "one", "outcome", "participant", "participants", "partner", "partners", "qualification", "results", "some",
    "unknown",
}  # fmt: skip
"""Words in the names of rules that say what a rule is about, not what is wrong with it."""

REPORTED = {"decides", "directed", "disagree", "disagrees", "exchanges", "instruct", "instructs"}
"""Words akin to those in the names of rules that report a deed: a rule decides whether it tells against a network."""


def smuggled(words: set[str], language: str) -> list[str]:
    return sorted(word for word in words if word.startswith(tuple(DEVIATIONS[language].split())))


@pytest.mark.parametrize("language", DEVIATIONS)
def test_no_word_names_a_deviation(language: str) -> None:
    assert smuggled(words_of(dialects()[language]), language) == []


@pytest.mark.parametrize("language", DEVIATIONS)
def test_the_stems_know_a_deviation_when_they_see_one(language: str) -> None:
    titles = " ".join(rule.title[language] for rule in titled()).lower()
    assert len(smuggled(set(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", titles)), language)) > 5


def test_words_akin_to_the_names_of_rules_are_known() -> None:
    in_names = {word for name in rule_syntax() for word in name.split("_")}
    stems = tuple(word[:7] for word in in_names if len(word) > 4)
    words = words_of(dialects()["en"])
    assert {word for word in words if word in in_names or word.startswith(stems)} == ABOUT | REPORTED


@pytest.mark.parametrize("language", DEVIATIONS)
def test_no_phrase_is_a_rules_name_or_title(language: str) -> None:
    conclusions = {rule.title[language].lower() for rule in titled()} | {n.replace("_", " ") for n in rule_syntax()}
    assert not conclusions & set(phrases(dialects()[language]))


def titled() -> list[Any]:
    return list(load_rules().rules.rules)


# --- Rules, grammar and program know no case

FILES = sorted(
    file
    for folder in (resources.RULES, resources.GRAMMAR, ROOT / "netdsl")
    for file in folder.rglob("*")
    if file.suffix in (".rules", ".lark", ".toml", ".py")
)

PLAIN = {"arbeid", "norsk", "opplæring"}
"""Names in the case that are plain words of Norwegian: work, the language itself, and training."""

KINDS = ("network", "actor", "group", "measure", "goal", "need", "meeting", "outcome")


@cache
def told() -> re.Pattern[str]:
    """Any name that the case declares, also joined by other signs than blanks."""
    declared = parse(read(str(FILE)))[0].names.declared
    names = {name for kind in KINDS for name in declared.get(kind, ())} - PLAIN
    written = (r"[\s_-]*".join(map(re.escape, name.split(" "))) for name in names if len(name) > 2)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(written)})(?![^\W_])", re.IGNORECASE)


def test_the_names_of_the_case_are_found_where_they_are() -> None:
    found = {" ".join(name.split()) for name in told().findall(FILE.read_text("utf-8"))}
    assert {"Ny sjanse", "Røde Kors", "kvinnetreff", "inkludering"} <= found
    assert told().search("def ny_sjanse():")
    assert len(FILES) > 100


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_file_mentions_a_name_of_the_case(file: Path) -> None:
    text = re.sub(r"</?nav\b", "", file.read_text("utf-8"))  # of HTML
    assert told().findall(text) == []
