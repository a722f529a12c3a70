"""What the tests draw from: whole networks as text, made from the grammar, so that they grow with it."""

import random
from collections.abc import Iterator
from functools import cache

from hypothesis import strategies as st
from lark import Lark
from lark.grammar import NonTerminal

from netdsl.check.network import read_network
from netdsl.model.forms import dialects
from netdsl.source import Source
from netdsl.syntax.dialect import header
from netdsl.syntax.reading import GRAMMAR, name_kinds, starts

NAMES = {
    "network": ["Prøve"],
    "source": ["N1", "doc", "Annual report"],
    "actor": ["Office", "Red Cross", "Red Cross Youth", "Ålesund 2", "'north, dept. 2'", "'small'"],
    "group": ["Participants", "2. wave".replace(". ", " ")],
    "need": ["language", "a way in", "Øving"],
    "goal": ["work", "part in society"],
    "measure": ["café", "homework help", "R&D"],
    "meeting": ["Teaching", "the café on Friday"],
    "outcome": ["in work"],
}
"""Names of every kind: of one word and several, one the beginning of another, quoted, with letters beyond ASCII."""

TEXTS = ['"why"', "\"a # b, [c] 'd'\"", '"say \\"so\\""', '""', '"blåbær «og» 5 %"']
DATES = ["2013", "2015", "2015-03", "2016-02-29"]
REFERENCES = ["[N1]", "[N1 §5.1; doc]", "[ Annual report  p. 3,§4 , N1 ]"]
GLUED = {"COMMA", "COLON", "ORDINAL", "DASH"}

REPAIRED = {"N025", "N028", "N030", "N031", "N036", "N040"}
"""What random statements may get wrong together; such lines are taken out again."""


@cache
def expansions() -> dict[str, list[list[tuple[str, bool]]]]:
    """Rule -> its expansions, as symbols and whether each is a rule."""
    words = {t for entry in dialects().values() for t in (*entry["words"], *entry["values"])}
    declared = "\n".join(f'{word}: "\\u0001{word}"' for word in sorted(words))
    lark = Lark(f"{GRAMMAR.read_text('utf-8')}\n{declared}", start=list(starts()), keep_all_tokens=True)
    found: dict[str, list[list[tuple[str, bool]]]] = {}
    for rule in lark.rules:
        symbols = [(str(s.name), isinstance(s, NonTerminal)) for s in rule.expansion]
        found.setdefault(str(rule.origin.name), []).append(symbols)
    return found


@cache
def _heights() -> dict[str, int]:
    """Rule -> the height of its smallest tree."""
    heights: dict[str, int] = {}
    changed = True
    while changed:
        changed = False
        for rule, options in expansions().items():
            sizes = [_height(option, heights) for option in options]
            best = min((s for s in sizes if s is not None), default=None)
            if best is not None and heights.get(rule, 99) > best + 1:
                heights[rule] = best + 1
                changed = True
    return heights


def _height(option: list[tuple[str, bool]], heights: dict[str, int]) -> int | None:
    inner = [heights.get(name) for name, is_rule in option if is_rule]
    return None if None in inner else max((h for h in inner if h is not None), default=0)


class Writer:
    """Writes random lines from the rules of the grammar."""

    def __init__(self, language: str, chance: random.Random) -> None:
        self.language = language
        self.chance = chance
        self.form = ""
        self.role = ""
        self.new_name = ""
        self.number = 0

    def line(self, start: str, form: str | None = None, new_name: str = "", under: str = "") -> str:
        """A line from a start symbol; `form` when it is to have that one."""
        self.form, self.role, self.new_name, self.number = under, "", new_name, 0
        tokens = list(self._rule(start, 0, form))
        text = ""
        for type_, word in tokens:
            blank = self.chance.choice(["", "", " "]) if type_ in GLUED else self.chance.choice([" ", " ", "  ", "\t"])
            text += blank * bool(text) + word
        return text

    def _rule(self, rule: str, depth: int, form: str | None = None) -> Iterator[tuple[str, str]]:
        options = expansions()[rule]
        if form:
            options = [o for o in options if o[0] == (form, True)]
        elif rule == self.form == "meeting":
            options = [o for o in options if (("name", True) in o) == bool(self.new_name)]
        elif depth > 8:
            least = min(_height(o, _heights()) or 0 for o in options)
            options = [o for o in options if (_height(o, _heights()) or 0) == least]
        last = ""
        for name, is_rule in self.chance.choice(options):
            if is_rule:
                outer = self.form, self.role
                self._enter(rule, name)
                yield from self._rule(name, depth + 1)
                self.form, self.role = outer
            else:
                yield name, self._word(name, last)
            last = name

    def _enter(self, rule: str, name: str) -> None:
        if rule in starts():
            self.form = f"{self.form}.{name}" if rule not in ("head", "deed") else name
        elif not name.startswith("_") and (rule.rpartition(".")[2] == self.form.rpartition(".")[2] or rule[0] == "_"):
            self.role = name

    def _word(self, terminal: str, last: str) -> str:
        entry = dialects()[self.language]
        if terminal in entry["words"]:
            return self._pick([form for text in entry["words"][terminal] for form in text.split("|")])
        if terminal in entry["values"]:
            values = {
                v: t for v, t in entry["values"][terminal].items() if not (v == "hour" and "frequency" in self.form)
            }
            return self._pick([form for texts in values.values() for text in texts for form in text.split("|")])
        if terminal == "NAME":
            kinds = [k for k in name_kinds(self.form).get(self.role, ("actor",)) if k in NAMES]
            return self._pick([name for kind in kinds[:1] for name in NAMES[kind]])
        if terminal == "NUMBER":
            self.number = self.number + self.chance.randint(0, 3) if last == "DASH" else self.chance.randint(1, 60)
            return self._pick([str(self.number), f"{self.number}.5"] if last != "DASH" else [f"{self.number}.75"])
        fixed = {
            "NEW_NAME": [self.new_name],
            "TEXT": TEXTS,
            "REFS": REFERENCES,
            "CODE": ["NET101", "XY7"],
            "DATE": DATES,
            "CEFR": ["A1", "B2"],
            "ORDINAL": ["."],
            "DASH": ["–", "-"],
            "PERCENT": ["%"],
            "COMMA": [","],
            "COLON": [":"],
        }
        return self._pick(fixed[terminal])

    def _pick(self, options: list[str]) -> str:
        return self.chance.choice(options)


def written(language: str, seed: int, statements: int) -> str:
    """A network as text: every name declared, and so many other statements, all with lines under them."""
    chance = random.Random(seed)  # noqa: S311  it draws examples
    writer = Writer(language, chance)
    words = dialects()[language]["words"]
    about = [
        f"{words['NETWORK'][0]} {NAMES['network'][0]}",
        f"{words['AS_OF'][0]} 2015",
        *_under(writer, "network", chance),
    ]
    blocks = [about]
    for kind, names in NAMES.items():
        if kind != "network":
            blocks += [[writer.line("head", kind, name), *_under(writer, kind, chance)] for name in names]
    heads = [rule for ((rule, _),) in expansions()["head"] if rule not in NAMES or rule == "meeting"]
    deeds = [rule for ((rule, _),) in expansions()["deed"]]
    for _ in range(statements):
        form = chance.choice(heads + deeds)
        head = writer.line("deed" if form in deeds else "head", form)
        blocks.append([head, *_under(writer, form, chance)])
    chance.shuffle(blocks)
    return laid_out(language, blocks, chance)


def _under(writer: Writer, form: str, chance: random.Random) -> list[str]:
    start = f"{form}_line" if f"{form}_line" in starts() else "deed_line"
    options = [start, f"{form}_party"] if f"{form}_party" in starts() else [start]
    lines = [writer.line(chance.choice(options), under=form) for _ in range(chance.choice([0, 0, 1, 2, 4]))]
    if form == "meeting":
        lines.append(writer.line("meeting_line", "attended", under=form))
    return lines


def laid_out(language: str, blocks: list[list[str]], chance: random.Random) -> str:
    """Statements as a file that nobody has tidied: with comments and blank lines, indented in several ways."""
    lines = [header(language)]
    for head, *under in blocks:
        lines += chance.choice([[], [], [""], ["", ""], ["# a comment"], ["", "#another", ""], ["  # indented"]])
        lines.append(head + chance.choice(["", "", "  # why", "#"]))
        indent = chance.choice(["  ", " ", "\t", "      "])
        for line in under:
            lines += chance.choice([[], [], [], [""], ["# between"], ["    # between"]])
            lines.append(indent + line + chance.choice(["", "", " # so"]))
    return "\n".join(lines) + chance.choice(["", "\n", "\n\n"])


def _repaired(text: str) -> str:
    """The text without the lines that contradict another one."""
    lines = text.split("\n")
    while found := read_network(Source("drawn.net", "\n".join(lines)))[1]:
        wrong = {d.code for d in found} - REPAIRED
        assert not wrong, (wrong, found[0], lines[found[0].span.line - 1])
        place = found[0].span.line - 1
        indented = lines[place][0].isspace()
        del lines[place]
        while not indented and place < len(lines) and (not lines[place].strip() or lines[place][0] in " \t#"):
            del lines[place]
    return "\n".join(lines)


def drawn(language: str, seed: int, statements: int) -> str:
    """A network as text, without errors."""
    return _repaired(written(language, seed, statements))


def networks(language: str | None = None, most: int = 20) -> st.SearchStrategy[str]:
    """Whole networks as text, without errors."""
    languages = st.just(language) if language else st.sampled_from(sorted(dialects()))
    return st.builds(drawn, languages, st.integers(0, 2**32), st.integers(0, most))


def broken(text: str, seed: int) -> str:
    """A text with something cut out, put in or moved."""
    chance = random.Random(seed)  # noqa: S311  it draws examples
    for _ in range(chance.randint(1, 4)):
        start = chance.randint(0, len(text))
        end = min(len(text), start + chance.randint(0, 12))
        put = chance.choice(
            [
                "",
                " ",
                "\t",
                "\n",
                '"',
                "'",
                "[",
                "]",
                "#",
                ",",
                "gives",
                "av",
                "0",
                "É",
                "\u200b",
                "\x00",
                text[end : end + 9],
            ]
        )
        text = text[:start] + put + text[end:]
    return text
