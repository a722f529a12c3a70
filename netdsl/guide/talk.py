"""A talk in a terminal: questions asked one by one, each answer checked at once and kept.

How a question reaches a person is not known here: `prompt` shows a text and gives the answer, `tell` shows a text.
"""

import unicodedata
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from netdsl.diagnostics import Diagnostic, nearest
from netdsl.guide.answers import Choice, WrongError, codes, listed, name, words
from netdsl.guide.draft import Additions, Draft, Spell
from netdsl.guide.progress import Progress
from netdsl.guide.texts import BACK, NO, QUANTITIES, QUIT, YES, say
from netdsl.model.forms import dialects

T = TypeVar("T")

CAPITAL = ("actor", "group")
"""Kinds whose names begin with a capital."""

LONGEST = 10_000
"""Characters of an answer."""

Other = Callable[[str], str | None]
"""What an answer means that is no name, if it does."""


class LeftError(Exception):
    """The person leaves."""


class BackError(Exception):
    """The person takes the last answer back."""


class Prompt(Protocol):
    """Shows a text and gives the answer to it, in which `words` may be. Raises LeftError when there is none."""

    def __call__(self, text: str, words: Sequence[str]) -> str:
        """Ask."""


class Talk:
    """Asks about one file. Answers that are no statement yet are pending; those in `again` are given once more first.

    new: the names that the statement in hand will declare, by kind.
    """

    def __init__(self, draft: Draft, progress: Progress, prompt: Prompt, tell: Callable[[str], None]) -> None:
        self.draft = draft
        self.progress = progress
        self.tell = tell
        self.new: dict[str, list[str]] = {}
        self.again: list[str] = []
        self._prompt = prompt

    @property
    def language(self) -> str:
        """The language of the file and of the talk."""
        return self.draft.language

    def known(self, kind: str) -> list[str]:
        """The names of a kind, with those that the statement in hand declares."""
        return list(dict.fromkeys([*self.draft.known(kind), *self.new.get(kind, ())]))

    def begin(self, again: Sequence[str]) -> None:
        """Begin a statement, with answers that are given once more."""
        self.again = list(again)
        self.new = {}
        self.progress.pending = []

    # --- questions

    def ask(
        self, key: str, check: Callable[[str], T], hint: str = "", known: Sequence[str] = (), /, **holes: object
    ) -> T | None:
        """What is answered to a question; None where it is skipped."""
        text = say(key, self.language, **holes)
        while True:
            mark = len(self.progress.pending)
            new = {kind: list(names) for kind, names in self.new.items()}
            answer = self._answer(text, known)
            if answer == "?":
                del self.progress.pending[mark:]
                self.tell(f"  {hint or say('any-words', self.language)}")
                continue
            if not answer:
                return None
            try:
                return check(answer)
            except WrongError as wrong:
                del self.progress.pending[mark:]
                self.new, self.again = new, []
                self.keep()
                self.tell(f"  {wrong}")

    def sure(self, key: str, **holes: object) -> bool:
        """Yes, or else no: also where nothing is answered."""
        yes, no = (say(key, self.language) for key in ("yes", "no"))
        text = f"  {say(key, self.language, **holes)} ({yes}, {no})"
        while True:
            answer = self._answer(text, (yes, no)).casefold()
            if not answer or answer in YES | NO:
                return answer in YES
            self.progress.pending.pop()
            self.again = []
            self.tell(f"  {say('yes-or-no', self.language)}")

    def yes(self, key: str) -> bool | None:
        """Yes, no, or skipped."""
        yes, no = (say(each, self.language) for each in ("yes", "no"))

        def check(answer: str) -> bool:
            if answer.casefold() not in YES | NO:
                raise WrongError(say("yes-or-no", self.language))
            return answer.casefold() in YES

        return self.ask(key, check, f"{yes}, {no}", (yes, no))

    def words(self, key: str, /, **holes: object) -> str | None:
        """Free words, as they stand in double quotes."""
        return self.ask(key, words, **holes)

    def choice(self, key: str, table: str, /, *values: str, **holes: object) -> str | None:
        """One of the words of a table, or of some of its values."""
        choice = Choice(table, self.language, values or None)
        return self._choice(key, choice, choice.one, **holes)

    def choices(self, key: str, table: str, /, **holes: object) -> list[str] | None:
        """Some of the words of a table."""
        choice = Choice(table, self.language)
        return self._choice(key, choice, choice.several, **holes)

    def _choice(self, key: str, choice: Choice, check: Callable[[str], T], **holes: object) -> T | None:
        self.tell(f"  {choice.shown}")
        hint = say("choose", self.language, words=choice.shown)
        return self.ask(key, check, hint, tuple(choice.words.values()), **holes)

    def name(self, key: str, kind: str, /, **holes: object) -> str | None:
        """A name that nothing of a kind has yet."""

        def check(answer: str) -> str:
            found = self._new(answer, kind)
            if self._small(answer, found) and not self.sure("capital", name=found):
                raise WrongError(say("small", self.language, name=answer))
            if found in self.known(kind):
                raise WrongError(say("there", self.language, name=found, noun=self.noun(kind)))
            return found

        return self.ask(key, check, self._names(kind), **holes)

    def one(self, key: str, kind: str, /, other: Other | None = None, **holes: object) -> str | None:
        """A name of a kind, known or new; what `other` makes of an answer goes first."""

        def check(answer: str) -> str:
            return (other and other(answer)) or self._member(" ".join(answer.split()), kind)

        return self.ask(key, check, self._names(kind), self.known(kind), **holes)

    def another(self, key: str, kind: str, first: str) -> str | None:
        """A name of a kind, known or new, that is not the one named first."""

        def check(answer: str) -> str:
            found = self._member(" ".join(answer.split()), kind)
            if found == first:
                raise WrongError(say("itself", self.language, name=found))
            return found

        return self.ask(key, check, self._names(kind), self.known(kind))

    def several(
        self,
        key: str,
        kind: str,
        /,
        least: int = 1,
        other: Other | None = None,
        without: str | None = None,
        sure: bool = True,
        **holes: object,
    ) -> list[str] | None:
        """Names of a kind, at least so many, `without` not among them; what `other` makes of an answer goes first.

        A name that is not known yet is asked about when it is to be sure.
        """

        def check(answer: str) -> list[str]:
            if other and (meant := other(answer)):
                return [meant]
            parts = listed(answer, self.known(kind))
            found = list(dict.fromkeys(self._member(part, kind, sure=sure) for part in parts))
            if without in found:
                raise WrongError(say("itself", self.language, name=without))
            if len(found) < least:
                raise WrongError(say("two", self.language) if found else self._names(kind))
            return found

        hint = f"{self._names(kind)}; {say('several', self.language)}"
        return self.ask(key, check, hint, self.known(kind), **holes)

    def thing(self, key: str) -> str | None:
        """What is given, paid for or talked about: the name of a measure, or words in double quotes."""

        def check(answer: str) -> str:
            quoted = len(answer) > 1 and answer[0] == answer[-1] == '"'
            if not quoted and (meant := self._like(answer, "measure")[0]) is not None:
                return meant
            return words(answer)

        hint = f"{self._names('measure')}; {say('any-words', self.language)}"
        return self.ask(key, check, hint, self.known("measure"))

    def sources(self) -> str:
        """The sources of the statement in hand, as they stand after it; none where nothing is answered."""
        if not self.known("source"):
            return ""
        before = self.progress.codes

        def check(answer: str) -> str:
            if answer == "-":
                return ""
            if answer == "=":
                if not before:
                    raise WrongError(say("no-last", self.language))
                return before
            found = [(self._member(code, "source"), place) for code, place in codes(answer, self.known("source"))]
            text = ", ".join(f"{code} {place}".strip() for code, place in found)
            if not text:
                raise WrongError(self._names("source"))
            self._check([f'{self.draft.say("NOTE")} "x"  [{text}]'])
            return text

        key = "ask-said-as-before" if before else "ask-said-by"
        answer = self.ask(key, check, self._names("source"), self.known("source"), codes=before)
        self.progress.codes = answer or before
        return f"  [{answer}]" if answer else ""

    def checked(
        self, key: str, statements: Callable[[str], list[str]], *forms: str, hint: str = "", **holes: object
    ) -> str | None:
        """Words of the language: whatever makes statements that can be read, the last line of one of some forms."""

        def check(answer: str) -> str:
            text = " ".join(answer.split())
            self._check(statements(text))
            if "[" in text or "#" in text or self.draft.forms(statements(text))[-1] not in forms:
                raise WrongError(say("unexpected", self.language, text=text, hint=hint))
            return text

        return self.ask(key, check, hint, **holes)

    def _check(self, statements: list[str]) -> None:
        if wrong := self.draft.unread(statements):
            raise WrongError(shown(wrong))

    # --- statements

    def whole(self, additions: Additions) -> Additions:
        """Statements after those that declare the names they bring."""
        declared = [(kind, name) for kind, names in self.new.items() for name in names]

        def every(spell: Spell) -> list[str]:
            return [*(f"{self.draft.say(kind.upper())} {spell(name)}" for kind, name in declared), *additions(spell)]

        return every

    def keep(self) -> None:
        """Keep how far the talk has come, once there is anything to keep."""
        if self.progress.started:
            self.progress.save(self.draft.name, self.draft.text)

    # --- answers

    def _answer(self, text: str, known: Sequence[str] = ()) -> str:
        """The next answer, without blanks around it."""
        if self.again:
            answer = self.again.pop(0)
            self.tell(f"{text} {answer}")
        else:
            answer = self._asked(text, known)
            if answer.casefold() in QUIT:
                raise LeftError
            if answer.casefold() in BACK:
                raise BackError
        self.progress.pending.append(answer)
        if not self.again:
            self.keep()
        return answer

    def _asked(self, text: str, known: Sequence[str]) -> str:
        """An answer that can stand in a file."""
        while True:
            answer = unicodedata.normalize("NFC", self._prompt(text, known).strip("\ufeff \t\r\n"))
            wrong = next((c for c in answer if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") and c != "\t"), None)
            if wrong is not None:
                self.tell(f"  {say('unreadable', self.language, character=f'U+{ord(wrong):04X}')}")
            elif len(answer) > LONGEST:
                self.tell(f"  {say('long', self.language, length=len(answer), most=LONGEST)}")
            else:
                return answer

    def _member(self, text: str, kind: str, *, sure: bool = True) -> str:
        """The name that a text means: one that is known, the one that is like it, or a new one."""
        found, asked = self._like(text, kind)
        if found is not None:
            return found
        new = self._new(text, kind)
        if (sure or asked) and not self.sure("new", name=new, noun=self.noun(kind)):
            raise WrongError(say("not-new", self.language))
        if not (sure or asked) and self._small(text, new) and not self.sure("capital", name=new):
            raise WrongError(say("not-new", self.language))
        self.new.setdefault(kind, []).append(new)
        return new

    def _new(self, text: str, kind: str) -> str:
        """A new name of a kind, with a capital where it takes one. Raises WrongError."""
        if kind in CAPITAL and " ".join(text.casefold().split()) in QUANTITIES:
            raise WrongError(say("reserved", self.language, name=text, noun=self.noun(kind)))
        found = name(text, kind, self.language)
        if kind in CAPITAL and found[0].islower():
            found = found[0].upper() + found[1:]
            if found[0].islower():
                raise WrongError(say("small", self.language, name=found))
        return found

    def _small(self, text: str, found: str) -> bool:
        """Whether a name was written with a small letter, and has a capital now."""
        return found[0] != text.strip("' ")[:1]

    def _like(self, text: str, kind: str) -> tuple[str | None, bool]:
        """The known name that a text means, if any, and whether that was asked, since it is only like it."""
        text = " ".join(text.strip("'").split())
        known = self.known(kind)
        same = [name for name in known if name.casefold() == text.casefold()]
        if text in known or same:
            return (text if text in known else same[0]), False
        near = nearest(text, known)
        if near is None:
            return None, False
        return (near if self.sure("meant", noun=self.noun(kind), name=text, near=near) else None), True

    def _names(self, kind: str) -> str:
        known = self.known(kind)
        return say("known", self.language, names=", ".join(known)) if known else say("none-known", self.language)

    def noun(self, kind: str) -> str:
        """What things of a kind are called."""
        found: str = dialects()[self.language]["words"][kind.upper()][0]
        return found


def shown(wrong: Diagnostic) -> str:
    """What is wrong with a statement, in one line."""
    return f"{wrong.message} ({wrong.help})" if wrong.help else wrong.message
