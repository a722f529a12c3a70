"""What the names in a statement stand for."""

from collections.abc import Iterable, Sequence

from netdsl.diagnostics import Label, Report, nearest
from netdsl.model.forms import dialects
from netdsl.source import Span
from netdsl.syntax.names import Names

NAMED = ("network", "source", "actor", "group", "need", "goal", "measure", "meeting", "outcome")
"""The kinds of thing that have names."""

COMPARISONS = 100_000
"""With how many names a file's unknown ones are compared; nobody reads on beyond that, and each takes its time."""

_MANY = 4


class Lookup:
    """Finds what names stand for, and says what is wrong with those that stand for nothing."""

    def __init__(self, names: Names, report: Report) -> None:
        self.names = names
        self.report = report
        self._meant: dict[tuple[str, tuple[str, ...]], str | None] = {}
        self._comparisons = COMPARISONS

    def find(self, name: str, types: Sequence[str], span: Span) -> None:
        """Look a name up where things of these types may stand, and report it unless it stands for one of them."""
        fitting = [kind for kind in types if name in self.names.declared.get(kind, ())]
        if len(fitting) == 1:
            return
        kinds = [kind for kind in types if kind in NAMED]
        if fitting:
            words = self.report.one_of(f"`{self.noun(kind)}`" for kind in fitting)
            self.report.add("N027", span, self._places(name, fitting), name=name, words=words)
        elif others := self.names.kinds(name):
            words = self.report.one_of(f"`{self.noun(kind)}`" for kind in kinds)
            self.report.add(
                "N024", span, self._places(name, others), name=name, other=self.noun(others[0]), words=words
            )
        else:
            self._unknown(name, kinds, span, quotable="text" in types)

    def unknown_source(self, name: str, span: Span) -> None:
        """Report that no source is called so."""
        self.report.add("N029", span, (), self._advice(name, ["source"], quotable=False), name=name)

    def noun(self, kind: str) -> str:
        """The word that declares things of a kind."""
        word: str = dialects()[self.report.language]["words"][kind.upper()][0]
        return word

    def meant(self, name: str, kinds: Iterable[str]) -> str | None:
        """The declared name that was probably meant."""
        key = name, tuple(kinds)
        if key not in self._meant:
            known = [other for kind in key[1] for other in self.names.declared.get(kind, ())]
            self._meant[key] = nearest(name, known) if self._comparisons > 0 else None
            self._comparisons -= len(known)
        return self._meant[key]

    def _unknown(self, name: str, kinds: list[str], span: Span, *, quotable: bool) -> None:
        some = [self.noun(kind) for kind in kinds]
        noun = self.report.one_of(some) if len(some) < _MANY else self.report.say("name")
        self.report.add("N012", span, (), self._advice(name, kinds, quotable=quotable), noun=noun, name=name)

    def _advice(self, name: str, kinds: list[str], *, quotable: bool) -> str:
        noun = self.noun(kinds[0])
        if meant := self.meant(name, kinds):
            return self.report.say("help-meant-or-quote" if quotable else "help-meant", word=meant, noun=noun)
        return self.report.say("help-quote" if quotable else "help-declare", noun=noun, name=name)

    def _places(self, name: str, kinds: list[str]) -> list[Label]:
        return [Label(self.names.declared[kind][name], self.report.say("label-declared")) for kind in kinds]
