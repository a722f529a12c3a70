"""Why a line could not be read, in the words of the one who wrote it: what stands there, what could, what was meant."""

import re
from collections.abc import Iterable

from netdsl.diagnostics import Report, likeness
from netdsl.source import Span
from netdsl.syntax.lalr import Failure, Token
from netdsl.syntax.layout import Line
from netdsl.syntax.reading import starts
from netdsl.syntax.tables import Keyword
from netdsl.syntax.vocabulary import Vocabulary

_LISTED = 24
_CURLY = "“”„«»"
_WORD = re.compile(r"[^\W_](?:[\w’&/+-]|['.](?=\w))*|\S")
_QUOTED = {'"': re.compile(r'"(?:[^"\\]|\\.)*"'), "'": re.compile("'[^']+'"), "[": re.compile(r"\[[^\[\]]*\]")}
_OPTIONAL = ("REFS", "TEXT", "COMMA", "AND", "$END")
_VERBS = ("GIVES", "PAYS", "INFORMS", "UNAWARE", "AWARE", "INSTRUCTS", "WANTS", "DISAGREE", "SHARE", "MAY_PROPOSE")
_NEGATIONS = {"no", "not", "never", "nobody", "ikke", "ingen", "aldri"}
_NEGATING = ("u", "un", "dis", "ikke-", "non-")
_ALIKE = 0.6
_WITHOUT_LINES = {"NOBODY", "ALL_PARTNERS", "QUANTITY", "NO_OTHER"}


class Failures:
    """Explains the lines of one file that could not be read."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._vocabulary = Vocabulary(report.language)
        self._nouns: dict[str, tuple[str, int] | None] = {}

    def explain(self, line: Line, failure: Failure, start: str, head: str | None) -> None:
        """Report a line that could not be read from `start`; `head` is the form of the head above it, if any."""
        text, place = line.text[: line.end], failure.column
        if place >= line.end:
            self._ends(line, failure)
        elif text[place] in _CURLY:
            self._report.add(
                "N021", _span(line, place, place + 1), (), self._report.say("help-straight"), mark=text[place]
            )
        elif text[place] in _QUOTED and not _QUOTED[text[place]].match(text, place):
            closing = {"[": "]"}.get(text[place], text[place])
            advice = self._report.say("help-close", mark=closing)
            self._report.add("N021", _span(line, place, line.end), (), advice, mark=text[place])
        elif text[place] == '"' and ({"NAME", "NEW_NAME"} & set(failure.expected) or (start == "head" and place == 0)):
            end = _QUOTED['"'].match(text, place).end()  # type: ignore[union-attr]
            self._report.add("N020", _span(line, place, end), name=text[place + 1 : end - 1])
        elif place == line.start:
            self._line(line, text, failure, head) if head else self._head(line, text, failure)
        elif start == "deed" and failure.tokens[-1].type == "NAME" and "GIVES" in failure.expected:
            self._verb(line, text, failure)
        else:
            self._unexpected(line, text, failure)

    def noun(self, text: str) -> tuple[str, int] | None:
        """The noun that a line was probably meant to begin with, and where its first word ends."""
        first = text.split(None, 1)[0]
        if first not in self._nouns:
            nouns = [k for k in self._vocabulary.opening("head") if f"{k.terminal.lower()}_line" in starts()]
            meant = self._vocabulary.meant(text, 0, nouns)
            self._nouns[first] = (" ".join(meant[0].words), meant[1]) if meant else None
        return self._nouns[first]

    def form_meant(self, text: str, failure: Failure | None, tokens: tuple[Token, ...]) -> str | None:
        """The form that a head was meant to have: by a word that could be read, else by a verb that is nearly one.

        `deed` for the forms that have no lines of their own.
        """
        if not tokens:
            return None
        if tokens[0].type == "NOTE":
            return "remark"
        if tokens[0].type in _WITHOUT_LINES:
            return "deed"
        terminals = [token.type for token in tokens]
        if failure and (meant := self._vocabulary.meant(text, failure.column, self._verbs(failure))):
            terminals.append(meant[0].terminal)
        forms = [terminal.lower() for terminal in terminals if terminal not in ("NAME", "COMMA", "AND")]
        return next((form for form in forms if f"{form}_line" in starts()), "deed" if forms else None)

    def _ends(self, line: Line, failure: Failure) -> None:
        span = _span(line, max(line.start, line.end - 1), line.end)
        if "GIVES" in failure.expected:
            advice = self._report.say("help-verbs", words=self._listed(self._verbs(failure)))
            self._report.add("N019", span, (), advice, words=self._report.say("term-verb"))
        else:
            self._report.add("N019", span, words=self._expected(failure.expected))

    def _head(self, line: Line, text: str, failure: Failure) -> None:
        word = _word(text, 0)
        welcome = self._welcome(failure)
        if self._vocabulary.finds(_VERBS, text):
            advice = self._report.say("help-capital", word=word)
        elif self._forms_with(text, 0):
            advice = self._report.say("help-indented")
        elif meant := self._vocabulary.meant(text, 0, welcome):
            word, advice = text[: meant[1]], self._did_you_mean(meant[0])
        else:
            nouns = [k for k in welcome if f"{k.terminal.lower()}_line" in starts()]
            advice = self._report.say("help-nouns", words=self._listed(nouns))
        self._report.add("N015", _span(line, 0, len(word)), (), advice, word=word)

    def _line(self, line: Line, text: str, failure: Failure, head: str) -> None:
        word, noun = _word(text, line.start), self._noun_of(head)
        welcome = self._welcome(failure)
        if meant := self._vocabulary.meant(text, line.start, welcome):
            word, advice = text[line.start : meant[1]], self._did_you_mean(meant[0])
        elif text[line.start].isupper() or self._vocabulary.opens("head", text, line.start):
            advice = self._report.say("help-margin")
        elif elsewhere := self._forms_with(text, line.start):
            words = self._report.one_of(f"`{self._noun_of(form)}`" for form in elsewhere)
            advice = self._report.say("help-elsewhere", words=words)
        else:
            advice = self._report.say("help-details", noun=noun, words=self._listed(welcome))
        self._report.add("N017", _span(line, line.start, line.start + len(word)), (), advice, word=word, noun=noun)

    def _verb(self, line: Line, text: str, failure: Failure) -> None:
        first, verbs = failure.tokens[0], self._verbs(failure)
        nouns = {" ".join(keyword.words) for keyword in self._vocabulary.opening("head")}
        if first.text.lower() in nouns:
            advice = self._report.say("help-small", word=first.text.lower())
            self._report.add("N015", _span(line, first.start, first.end), (), advice, word=first.text)
            return
        word = _word(text, failure.column)
        candidates = verbs
        while meant := self._vocabulary.meant(text, failure.column, candidates):
            word = text[failure.column : meant[1]]
            if not _opposite(word.lower().split(), " ".join(meant[0].words).lower().split()):
                advice = self._did_you_mean(meant[0], failure.tokens)
                break
            opposite = meant[0]
            candidates = [keyword for keyword in candidates if keyword != opposite]
        else:
            advice = self._report.say("help-verbs", words=self._listed(verbs))
        self._report.add("N016", _span(line, failure.column, failure.column + len(word)), (), advice, word=word)

    def _unexpected(self, line: Line, text: str, failure: Failure) -> None:
        word, advice = _word(text, failure.column), None
        if meant := self._vocabulary.meant(text, failure.column, self._welcome(failure)):
            word, advice = text[failure.column : meant[1]], self._did_you_mean(meant[0])
        elif failure.tokens[-1].type == "NEW_NAME":
            advice = self._report.say("help-quote-name")
        span = _span(line, failure.column, failure.column + len(word))
        self._report.add("N018", span, (), advice, words=self._expected(failure.expected), word=word)

    def _did_you_mean(self, keyword: Keyword, tokens: Iterable[Token] | None = None) -> str:
        word = " ".join(keyword.words) if tokens is None else self._vocabulary.canonical(keyword, tokens)
        return self._report.say("help-meant", word=word)

    def _welcome(self, failure: Failure) -> list[Keyword]:
        """The words that could have stood where a line failed; a state of the parser may know more from other lines."""
        return [k for k in self._vocabulary.welcome(failure.state) if k.terminal in failure.expected]

    def _verbs(self, failure: Failure) -> list[Keyword]:
        return [k for k in self._welcome(failure) if k.terminal != "AND"]

    def _forms_with(self, text: str, place: int) -> list[str]:
        """The forms of heads under which a line may begin as the text does."""
        lines = [start for start in starts() if start.endswith("_line") and self._vocabulary.opens(start, text, place)]
        return [start.removesuffix("_line") for start in lines]

    def _noun_of(self, form: str) -> str:
        """What a form of statement is called in a file: its noun or its verb."""
        texts = self._vocabulary.words.get("NOTE" if form == "remark" else form.upper())
        return texts[0].split("|")[-1] if texts else self._report.say("deed")

    def _listed(self, keywords: Iterable[Keyword]) -> str:
        found = list(dict.fromkeys(f"`{self._vocabulary.canonical(keyword)}`" for keyword in keywords))
        return self._report.one_of(found) if len(found) <= _LISTED else ", ".join([*found[:_LISTED], "…"])

    def _expected(self, terminals: tuple[str, ...]) -> str:
        """What could stand at a place; what may be left out is named only where nothing else could stand."""
        words, values = self._vocabulary.words, self._vocabulary.values
        found: list[str] = []
        for terminal in sorted([t for t in terminals if t not in _OPTIONAL] or terminals):
            if terminal in values:
                found += [f"`{texts[0].split('|')[0]}`" for texts in values[terminal].values()]
            elif terminal in words:
                found.append(f"`{words[terminal][0].split('|')[-1]}`")
            else:
                found.insert(0, self._report.say(f"term-{terminal}"))
        return self._report.one_of(dict.fromkeys(found))


def _opposite(said: list[str], meant: list[str]) -> bool:
    """Whether one of two verbs denies what the other says, so that it cannot have been meant."""
    if _NEGATIONS & {*said} and not _NEGATIONS & {*meant}:
        return True
    if not _NEGATIONS & {*said} and (negations := _NEGATIONS & {*meant}):
        return all(likeness(word, negations) < _ALIKE for word in said if word not in meant)
    return any(_denies(one, other) or _denies(other, one) for one, other in zip(said, meant, strict=False))


def _denies(plain: str, denied: str) -> bool:
    """Whether a word is another one with a negating prefix, rather than that one misspelled."""
    rests = [denied.removeprefix(p) for p in _NEGATING if denied.startswith(p) and not plain.startswith(p)]
    return any(rest and plain != denied and likeness(plain, [rest]) > likeness(plain, [denied]) for rest in rests)


def _span(line: Line, start: int, end: int) -> Span:
    return Span(line.number, start, end)


def _word(text: str, place: int) -> str:
    pattern = _QUOTED.get(text[place], _WORD)
    match = pattern.match(text, place)
    return match.group() if match else text[place]
