"""The generated pages of the documentation: the rules for a lay reader, and the lists in the hand-written pages.

`python -m netdsl.report.docs` writes them into the checkout's `docs`; with `--check` it only says which are stale.
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from netdsl import resources
from netdsl.check.network import read_network
from netdsl.check.ruleset import DIMENSIONS
from netdsl.diagnostics import codes, say as message
from netdsl.evaluate import evaluate
from netdsl.model.forms import Form, dialects, forms
from netdsl.pipeline import BUILT_IN, Rules, load_rules, rule_files
from netdsl.report.reading import Reader
from netdsl.report.texts import say
from netdsl.report.view import finding_view
from netdsl.source import Source, read
from netdsl.syntax.format import formatted
from netdsl.syntax.lalr import Failure
from netdsl.syntax.names import Names
from netdsl.syntax.network import parse
from netdsl.syntax.reading import Reader as LineReader
from netdsl.syntax.reading import start_of
from netdsl.syntax.rule_tree import Block, Definition, Example, Rule, RuleFile, Verdict
from netdsl.syntax.rules import parse as parse_rules
from netdsl.syntax.spelling import spell

DOCS = resources.GRAMMAR.parent / "docs"

WORDS = {
    "en": {
        "title": "The rules",
        "generated": "This page is generated from `rules/` by `python -m netdsl.report.docs`: change the rules, not the page.",
        "intro": (
            "Every rule that `netdsl evaluate` judges by. A word with a capital stands for something in your file: the same"
            " word, the same thing. A finding is made when all lines under *found when* hold. A line marked *counts as false"
            " only when it is told that …* is not decided by silence: until it is told, the rule asks instead of finding."
            " What the sentences mean stands [at the end](#the-sentences)."
        ),
        "thresholds": "Thresholds",
        "thresholds-intro": "The defaults are the project's own: no published cut-off exists. Set another with `--set NAME=VALUE`.",
        "verdict": "The verdict",
        "otherwise": "otherwise",
        "sentences": "The sentences",
        "sentences-intro": "What the rules say of actors, measures and meetings, and when it holds.",
        "why": "Why it matters",
        "risk": "At risk when it is found",
        "when": "Found when",
        "or": "or when",
        "eased": "Less severe when",
        "raised": "Raised to {severity} when",
        "threshold": "Threshold",
        "literature": "Literature",
        "example": "An example",
        "gives": "gives",
        "about": "one finding for each {0}",
        "pair": "one finding for each pair {0}",
        "network": "one finding for the network",
        "settled": "Counts as false only when",
        "asks": "Until then it is asked",
        "parts": "{0} and all that hang together with it, counting those of which",
        "joined": "Two of them hang together when",
    },
    "nb": {
        "title": "Reglene",
        "generated": "Denne siden lages av `rules/` med `python -m netdsl.report.docs`: endre reglene, ikke siden.",
        "intro": (
            "Alle reglene som `netdsl evaluate` vurderer etter. Et ord med stor bokstav står for noe i fila: samme ord, samme"
            " ting. Et funn gjøres når alle linjene under *funnet når* holder. En linje med *regnes som usant først når det"
            " er sagt at …* avgjøres ikke av taushet: til det er sagt, spør regelen i stedet for å finne. Hva setningene"
            " betyr, står [til slutt](#setningene)."
        ),
        "thresholds": "Terskler",
        "thresholds-intro": "Standardene er prosjektets egne: det finnes ingen publiserte grenser. Sett en annen med `--set NAVN=VERDI`.",
        "verdict": "Vurderingen",
        "otherwise": "ellers",
        "sentences": "Setningene",
        "sentences-intro": "Hva reglene sier om aktører, tiltak og møter, og når det holder.",
        "why": "Hvorfor det betyr noe",
        "risk": "I fare når det er funnet",
        "when": "Funnet når",
        "or": "eller når",
        "eased": "Mindre alvorlig når",
        "raised": "Hevet til {severity} når",
        "threshold": "Terskel",
        "literature": "Litteratur",
        "example": "Et eksempel",
        "gives": "gir",
        "about": "ett funn for hver {0}",
        "pair": "ett funn for hvert par {0}",
        "network": "ett funn for nettverket",
        "settled": "Regnes som usant først når",
        "asks": "Til da spørres det",
        "parts": "{0} og alle som henger sammen med den, av dem der",
        "joined": "To av dem henger sammen når",
    },
}  # fmt: skip


class RulesPage:
    """All rules in one language, by dimension, then the sentences they share."""

    def __init__(self, loaded: Rules, files: Sequence[RuleFile], language: str) -> None:
        self.loaded = loaded
        self.files = files
        self.language = language
        self.words = WORDS[language]
        self.reader = Reader(loaded.rules, language)

    def lines(self) -> Iterator[str]:
        """The page."""
        words = self.words
        yield from (f"# {words['title']}", "", words["generated"], "", words["intro"], "")
        rules = sorted((r for f in self.files for r in f.rules), key=lambda r: r.code)
        verdicts = {v.dimension: v for f in self.files for v in f.verdicts}
        for dimension in DIMENSIONS:
            here = [r for r in rules if r.dimension == dimension]
            if here or dimension in verdicts:
                yield from (f"- [{self._dimension(dimension)}](#{slug(self._dimension(dimension))})",)
                yield from (f"  - [{self._title(r)}](#{slug(self._title(r))}), {self._say(r.severity)}" for r in here)
        yield ""
        for dimension in DIMENSIONS:
            here = [r for r in rules if r.dimension == dimension]
            if here or dimension in verdicts:
                yield from (f"## {self._dimension(dimension)}", "")
                if dimension in verdicts:
                    yield from self._verdict(verdicts[dimension])
                for rule in here:
                    yield from self._rule(rule)
        yield from self._thresholds()
        yield from (f"## {words['sentences']}", "", words["sentences-intro"], "")
        for definition in (d for f in self.files for d in f.definitions):
            yield from self._definition(definition)

    # --- parts

    def _dimension(self, dimension: str) -> str:
        name = self._say(dimension)
        return name[0].upper() + name[1:]

    def _title(self, rule: Rule) -> str:
        return f"{rule.code} {rule.title[self.language]}"

    def _say(self, key: str) -> str:
        return say(key, self.language)

    def _verdict(self, verdict: Verdict) -> Iterator[str]:
        yield from (f"**{self._say('ideal-is')}:** {verdict.ideal.get(self.language, '')}", "")
        yield from (f"**{self.words['verdict']}**", "")
        for case in verdict.cases:
            name = self._say(case.verdict)
            yield f"- *{name}*: {case.texts[self.language]}"
        yield ""

    def _rule(self, rule: Rule) -> Iterator[str]:
        words, language = self.words, self.language
        names = ", ".join(t.text for t in rule.about)
        about = words["network"] if not names else words["pair" if rule.pair else "about"].format(names)
        yield from (f"### {self._title(rule)}", "")
        yield from (f"`{rule.name}` · {self._say(rule.severity)} · {about}", "")
        yield from (f"> {rule.finding[language]}", "")
        yield from (f"**{words['why']}.** {rule.why[language]}", "")
        if rule.risks:
            yield from (f"**{words['risk']}:** {', '.join(map(self._say, rule.risks))}", "")
        yield from self._blocks(words["when"], rule.blocks)
        for easing in rule.eased:
            yield from self._blocks(f"{words['eased']} {easing.texts[language]}", [easing.conditions])
        for severity, block in rule.raised:
            yield from self._blocks(words["raised"].format(severity=self._say(severity)), [block])
        for threshold in rule.thresholds:
            value = " ".join(t.text for t in threshold.default)
            yield from (f"**{words['threshold']}** `{threshold.name} = {value}`: {threshold.texts[language]}", "")
        if rule.literature:
            yield from (f"**{words['literature']}:** {'; '.join(rule.literature)}", "")
        example = next((e for e in rule.examples if e.kind == "fires"), None)
        if example:
            yield from self._example(rule, example)

    def _blocks(self, title: str, blocks: Iterable[Block]) -> Iterator[str]:
        yield from (f"**{title}**", "", "```text")
        for number, block in enumerate(blocks):
            if number:
                yield from ("", self.words["or"], "")
            yield from self.reader.block(block)
        yield from ("```", "")

    def _example(self, rule: Rule, example: Example) -> Iterator[str]:
        source = Source(rule.name, f"# language: en\n{example.network}")
        network, _ = read_network(source)
        assert network and self.loaded.program
        findings = evaluate(network, self.loaded.rules, self.loaded.program).findings
        found = [f for f in findings if f.rule.name == rule.name and example.binding.items() <= f.about.items()]
        text = formatted(parse(source)[0], self.language).partition("\n")[2].strip("\n")
        yield from (f"**{self.words['example']}**", "", "```net", *text.split("\n"), "```", "")
        yield from (f"{self.words['gives']}: {finding_view(f, self.language).message}" for f in found[:1])
        yield ""

    def _thresholds(self) -> Iterator[str]:
        words = self.words
        yield from (f"## {words['thresholds']}", "", words["thresholds-intro"], "")
        for threshold in (t for f in self.files for t in (*f.thresholds, *(t for r in f.rules for t in r.thresholds))):
            value = " ".join(t.text for t in threshold.default)
            yield f"- `{threshold.name} = {value}`: {threshold.texts[self.language]}"
        yield ""

    def _definition(self, definition: Definition) -> Iterator[str]:
        words, language = self.words, self.language
        english = " ".join(t.text for t in definition.terms)
        said = english if language == "en" else re.sub(r"\{(\w+)\}", r"\1", definition.texts[language])
        yield from (f"### {said}", "")
        if definition.parts:
            node, nodes, edges = definition.parts
            yield from self._blocks(words["parts"].format(node.text), [nodes])
            yield from self._blocks(words["joined"], [edges])
        else:
            yield from ("```text",)
            for number, block in enumerate(definition.blocks):
                if number:
                    yield from ("", words["or"], "")
                yield from self.reader.block(block)
            yield from ("```", "")
        if definition.settled:
            yield from self._blocks(words["settled"], definition.settled)
        if definition.ask:
            yield from (f"{words['asks']}: *{definition.ask.texts[language]}*", "")


def slug(title: str) -> str:
    """The anchor of a heading."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


# --- the statements of the network language


def statements() -> Iterator[str]:
    """Every statement of the network language: as a file has it in each language, what it means, as a rule writes it."""
    heads = [f for f in forms().values() if f.parent is None]
    for head in heads:
        yield from (f"### {_shape(head)}", "", f"{head.means[0].upper()}{head.means[1:]}.", "")
        group = [head, *(f for f in forms().values() if f.parent == head.name)]
        rows = [[f"`{f.example}`", f"`{translated(f)}`", f.means if f is not head else "", f"`{_shape(f)}`"] for f in group]
        yield from table(["English", "Norsk", "Meaning", "In a rule"], rows)
        yield ""
    yield from ("### Words that stand for values", "")
    yield from table(["English", "Norsk", "In a rule"], _values())
    yield ""


def translated(form: Form, language: str = "nb") -> str:
    """The example of a statement in another language; names and quoted texts stay as they are."""
    parent = None if form.on_head else form.parent
    reading = LineReader("en", Names()).read(form.example, start_of(form.example, parent), parent)
    assert not isinstance(reading, Failure)
    return spell(reading.tokens, language)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A Markdown table."""
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


def _shape(form: Form) -> str:
    return re.sub(r"\{\w+\}", "_", form.en)


def _values() -> Iterator[list[str]]:
    words = {language: entry["values"] for language, entry in dialects().items()}
    for name, values in words["en"].items():
        used = [f"`{_shape(f)}`" for f in forms().values() if any(name in c.types for c in f.own)]
        shown = [", ".join(f"`{words[language][name][value][0]}`" for value in values) for language in ("en", "nb")]
        yield [*shown, ", ".join(used)]


# --- diagnostics


def diagnostics(letter: str) -> Iterator[str]:
    """Every diagnostic whose code begins with a letter, and its help."""
    rows = []
    for code in (c for c in codes() if c[0] == letter):
        values = _Blanks()
        helped = _template(f"{code}-help", values)
        rows.append([f"`{code}`", _template(code, values) or "", helped or ""])
    yield from table(["Code", "Message", "Help"], rows)
    yield ""


class _Blanks(dict[str, str]):
    """Fills every hole of a message with a blank."""

    def __missing__(self, key: str) -> str:
        return "…"


def _template(key: str, values: dict[str, str]) -> str | None:
    import tomllib

    texts = tomllib.loads((resources.GRAMMAR / "messages.toml").read_text("utf-8"))
    return texts[key]["en"].format_map(values) if key in texts else None


# --- pages


def pages() -> dict[Path, str]:
    """The generated pages, and the hand-written ones with their generated parts anew."""
    loaded = load_rules()
    files = [parse_rules(read(str(file))) for file in rule_files([BUILT_IN])]
    found = {
        DOCS / "rules.md": _text(RulesPage(loaded, files, "en").lines()),
        DOCS / "no" / "regler.md": _text(RulesPage(loaded, files, "nb").lines()),
    }
    parts: dict[str, dict[str, Callable[[], Iterator[str]]]] = {
        "language.md": {"statements": statements, "diagnostics": lambda: diagnostics("N")},
        "writing-rules.md": {"diagnostics": lambda: diagnostics("R")},
    }
    for name, made in parts.items():
        text = (DOCS / name).read_text("utf-8")
        for part, lines in made.items():
            text = _put(text, part, _text(lines()))
        found[DOCS / name] = text
    return found


def _text(lines: Iterable[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).rstrip("\n") + "\n"


def _put(text: str, part: str, generated: str) -> str:
    begin, end = f"<!-- {part}: generated by python -m netdsl.report.docs -->\n", f"<!-- end of {part} -->"
    before, mark, rest = text.partition(begin)
    if not mark or end not in rest:
        raise ValueError(f"no place for {part}: {begin.strip()} … {end}")
    return f"{before}{begin}\n{generated}\n{end}{rest.partition(end)[2]}"


def main(arguments: Sequence[str]) -> int:
    """Write the pages; with `--check`, say which are stale, and give 1 where one is."""
    stale = [(path, text) for path, text in pages().items() if not path.exists() or path.read_text("utf-8") != text]
    for path, text in stale:
        if "--check" in arguments:
            sys.stderr.write(f"{path.relative_to(DOCS.parent)} is stale: run python -m netdsl.report.docs\n")
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
    return int(bool(stale) and "--check" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
