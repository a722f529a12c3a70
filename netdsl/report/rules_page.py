"""The page of the documentation that has every rule for a lay reader, in one language."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from netdsl.check.network import read_network
from netdsl.check.ruleset import DIMENSIONS
from netdsl.evaluate import evaluate
from netdsl.pipeline import Rules
from netdsl.report.messages import full
from netdsl.report.reading import Reader, spoken
from netdsl.report.texts import say
from netdsl.report.view import finding_view
from netdsl.source import Source
from netdsl.syntax.format import formatted
from netdsl.syntax.network import parse
from netdsl.syntax.rule_tree import Block, Definition, Example, Rule, RuleFile, Threshold, Verdict

WORDS = {
    "en": {
        "title": "The rules",
        "generated": "Generated from `rules/` by `python -m netdsl.report.docs`: change the rules, not this page.",
        "intro": """\
Every rule that `netdsl evaluate` judges by, as `netdsl rules show NAME` prints it too. A word with a capital stands for
something in your file: the same word, the same thing. A finding is made where all lines under *found when* hold.
Silence decides nothing: where a line is neither told nor ruled out, the rule asks instead of finding. What the
sentences in the lines mean, and what must be told before one of them counts as false, stands
[at the end](#the-sentences).""",
        "verdict": "Verdict, the first that holds",
        "why": "Why it matters",
        "risk": "At risk",
        "when": "Found when",
        "or": "or when",
        "eased": "One step less severe when",
        "raised": "Raised to {severity} when",
        "recommends": "What would change it",
        "where": "where",
        "literature": "Literature",
        "example": "Example",
        "gives": "Found",
        "about": "one finding for each {0}",
        "pair": "one finding for each pair {0}, in no order",
        "network": "one finding for the network",
        "thresholds": "Thresholds",
        "thresholds-intro": """\
Where a rule has to say how much is much. The defaults are the project's own, since no published cut-off exists; set
another with `--set NAME=VALUE`.""",
        "costs": "Costs",
        "costs-intro": """\
What each kind of change asks of those who make it: ranks in the project's own order, no amounts. Recommendations are
ranked, and plans chosen, by them; set another with `--cost KIND=RANK`.""",
        "sentences": "The sentences",
        "sentences-intro": "What the rules say of actors, measures and meetings, and when it holds.",
        "holds": "Holds when",
        "settled": "Counts as false only when",
        "asks": "Until then it is asked",
        "parts": "Each {0} is in a part. They are those",
        "joined": "Two are in one part when",
    },
    "nb": {
        "title": "Reglene",
        "generated": "Laget av `rules/` med `python -m netdsl.report.docs`: endre reglene, ikke denne siden.",
        "intro": """\
Alle reglene som `netdsl evaluate` vurderer etter, slik `netdsl rules show NAVN --language nb` også viser dem. Et ord
med stor bokstav står for noe i fila: samme ord, samme ting. Et funn gjøres der alle linjene under *funnet når* holder.
Taushet avgjør ingenting: der en linje verken er sagt eller utelukket, spør regelen i stedet for å finne. Hva setningene
i linjene betyr, og hva som må være sagt før en av dem regnes som usann, står [til slutt](#setningene).""",
        "verdict": "Vurdering, den første som holder",
        "why": "Hvorfor det betyr noe",
        "risk": "I fare",
        "when": "Funnet når",
        "or": "eller når",
        "eased": "Ett trinn mindre alvorlig når",
        "raised": "Hevet til {severity} når",
        "recommends": "Hva som ville endre det",
        "where": "der",
        "literature": "Litteratur",
        "example": "Eksempel",
        "gives": "Funn",
        "about": "ett funn for hver {0}",
        "pair": "ett funn for hvert par {0}, uten rekkefølge",
        "network": "ett funn for nettverket",
        "thresholds": "Terskler",
        "thresholds-intro": """\
Der en regel må si hvor mye som er mye. Standardene er prosjektets egne, for det finnes ingen publiserte grenser; sett
en annen med `--set NAVN=VERDI`.""",
        "costs": "Kostnader",
        "costs-intro": """\
Hva hvert slag endring krever av dem som gjør den: rangen i prosjektets egen rekkefølge, ingen beløp. Anbefalinger
rangeres og planer velges etter dem; sett en annen med `--cost SLAG=RANG`.""",
        "sentences": "Setningene",
        "sentences-intro": "Hva reglene sier om aktører, tiltak og møter, og når det holder.",
        "holds": "Holder når",
        "settled": "Regnes som usant først når",
        "asks": "Til da spørres det",
        "parts": "Hver {0} er i en del. De er dem",
        "joined": "To er i samme del når",
    },
}


class RulesPage:
    """All rules by dimension, then the thresholds and the sentences that they share."""

    def __init__(self, loaded: Rules, files: Sequence[RuleFile], language: str) -> None:
        self.loaded = loaded
        self.files = files
        self.language = language
        self.words: Mapping[str, str] = WORDS[language]
        self.reader = Reader(loaded.rules, language)

    def lines(self) -> Iterator[str]:
        """The page."""
        words, language = self.words, self.language
        rules = sorted((r for f in self.files for r in f.rules), key=lambda r: r.code)
        verdicts = {v.dimension: v for f in self.files for v in f.verdicts}
        yield from (f"# {words['title']}", "", f"*{words['generated']}*", "", words["intro"], "")
        for dimension in DIMENSIONS:
            yield f"- {_link(self._heading(dimension))}"
            yield from (
                f"  - {_link(self._title(r))} ({self._say(r.severity)})" for r in rules if r.dimension == dimension
            )
        yield from (f"- {_link(words[part])}" for part in ("thresholds", "costs", "sentences"))
        yield ""
        for dimension in DIMENSIONS:
            yield from (f"## {self._heading(dimension)}", "")
            if dimension in verdicts:
                yield from self._verdict(verdicts[dimension])
            for rule in rules:
                if rule.dimension == dimension:
                    yield from self._rule(rule)
        yield from (f"## {words['thresholds']}", "", words["thresholds-intro"], "")
        shared = [t for f in self.files for t in f.thresholds]
        yield from map(self._threshold, (*shared, *(t for r in rules for t in r.thresholds)))
        yield from ("", f"## {words['costs']}", "", words["costs-intro"], "")
        for kind, cost in self.loaded.rules.costs.items():
            yield f"- `{kind} = {cost.default}`: {cost.texts[language]}"
        yield from ("", f"## {words['sentences']}", "", words["sentences-intro"], "")
        for definition in (d for f in self.files for d in f.definitions):
            yield from self._definition(definition)

    def _say(self, key: str) -> str:
        return say(key, self.language)

    def _heading(self, key: str) -> str:
        text = self._say(key)
        return text[0].upper() + text[1:]

    def _title(self, rule: Rule) -> str:
        return f"{rule.code} {rule.title[self.language]}"

    def _verdict(self, verdict: Verdict) -> Iterator[str]:
        yield from (f"{self._heading('ideal-is')}: {verdict.ideal.get(self.language, '')}.", "")
        yield from (f"**{self.words['verdict']}:**", "")
        yield from (f"- *{self._say(case.verdict)}*: {spoken(case.texts[self.language])}" for case in verdict.cases)
        yield ""

    def _rule(self, rule: Rule) -> Iterator[str]:
        words, language = self.words, self.language
        names = ", ".join(f"`{t.text}`" for t in rule.about)
        about = words["network"] if not names else words["pair" if rule.pair else "about"].format(names)
        yield from (f"### {self._title(rule)}", "", f"`{rule.name}`, {self._say(rule.severity)}, {about}.", "")
        yield from (f"> {full(spoken(rule.finding[language]))}", "", f"**{words['why']}:** {rule.why[language]}", "")
        if rule.risks:
            yield from (f"**{words['risk']}:** {', '.join(map(self._say, rule.risks))}.", "")
        yield from self._blocks(words["when"], rule.blocks)
        for easing in rule.eased:
            yield from self._blocks(f"{words['eased']} {spoken(easing.texts[language])}", [easing.conditions])
        for severity, block in rule.raised:
            yield from self._blocks(words["raised"].format(severity=self._say(severity)), [block])
        for change in rule.changes:
            cost = self.loaded.rules.costs[change.kind]
            said = f"{spoken(change.texts[language])} ({self._say('cost')} {cost.default}: {cost.texts[language]})"
            if change.for_:
                yield from self._blocks(f"{words['recommends']}:** {said} **{words['where']}", [change.for_])
            else:
                yield from (f"**{words['recommends']}:** {said}", "")
        if rule.unchanged:
            yield from (f"**{self._heading('unchanged')}:** {rule.unchanged[language]}", "")
        if rule.thresholds:
            yield from (*map(self._threshold, rule.thresholds), "")
        if rule.literature:
            yield from (f"**{words['literature']}:** {'; '.join(rule.literature)}.", "")
        for example in [e for e in rule.examples if e.kind == "fires"][:1]:
            yield from self._example(rule, example)

    def _blocks(self, title: str, blocks: Iterable[Block]) -> Iterator[str]:
        yield from (f"**{title}:**", "", "```text")
        for number, block in enumerate(blocks):
            if number:
                yield from ("", self.words["or"], "")
            yield from self.reader.block(block)
        yield from ("```", "")

    def _threshold(self, threshold: Threshold) -> str:
        value = " ".join(t.text for t in threshold.default)
        return f"- `{threshold.name} = {value}`: {threshold.texts[self.language]}"

    def _example(self, rule: Rule, example: Example) -> Iterator[str]:
        source = Source(rule.name, f"# language: en\n{example.network}")
        network, _ = read_network(source)
        assert network and self.loaded.program
        findings = evaluate(network, self.loaded.rules, self.loaded.program).findings
        shown = next(f for f in findings if f.rule.name == rule.name and example.binding.items() <= f.about.items())
        text = formatted(parse(source)[0], self.language).partition("\n")[2].strip("\n")
        yield from (f"**{self.words['example']}:**", "", "```text", text, "```", "")
        yield from (f"**{self.words['gives']}:** {finding_view(shown, self.language).message}", "")

    def _definition(self, definition: Definition) -> Iterator[str]:
        words, language = self.words, self.language
        said = definition.texts[language] if language != "en" else " ".join(t.text for t in definition.terms)
        yield from (f"### {spoken(said)}", "")
        if definition.parts:
            node, nodes, edges = definition.parts
            yield from self._blocks(words["parts"].format(node.text), [nodes])
            yield from self._blocks(words["joined"], [edges])
        else:
            yield from self._blocks(words["holds"], definition.blocks)
        if definition.settled:
            yield from self._blocks(words["settled"], definition.settled)
        if definition.ask:
            yield from (f"**{words['asks']}:** {spoken(definition.ask.texts[language])}", "")


def _link(title: str) -> str:
    """A link to the heading of a title."""
    anchor = re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
    return f"[{title}](#{anchor})"
