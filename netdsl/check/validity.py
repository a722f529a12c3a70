"""Which statements are in force at the time that a network is looked at."""

from collections.abc import Sequence

from attrs import evolve

from netdsl.diagnostics import Report
from netdsl.model.dates import Date, day, earlier
from netdsl.model.forms import dialects
from netdsl.model.network import Entry, Statement
from netdsl.model.quantities import Interval


class Validity:
    """Judges the statements of one file at a time, `as_of`: the one that is given, else the one that the file says."""

    def __init__(self, report: Report, statements: Sequence[Statement], at: Date | None) -> None:
        self._report = report
        self._told = False
        said = (_date(line) for s in statements for line in s.lines if line.form == "network.as_of")
        self.as_of = at or next(said, None)

    def judged(self, statement: Statement) -> Statement:
        """The statement with whether it has begun and is in force."""
        ended = False
        since: Date | None = None
        until: Date | None = None
        for line in statement.lines:
            kind, date = line.form.rpartition(".")[2], _date(line)
            if kind not in ("since", "until", "ended"):
                continue
            if date and self.as_of is None:
                self._without_time(line, date)
            ended = ended or kind == "ended"
            since = date if kind == "since" else since
            until = date if kind == "until" else until
            if since and until and earlier(until, since):
                self._report.add("N036", line.span)
        now = self.as_of
        begun = not (now and since and earlier(now, since))
        if not begun and statement.head.form == "network":
            line = next(line for line in reversed(statement.lines) if line.form == "network.since")
            self._report.add("N040", line.span, since=day(since), now=day(now))
        over = ended or bool(now and until and earlier(until, now))
        return evolve(statement, in_force=begun and not over, begun=begun)

    def _without_time(self, line: Entry, date: Date) -> None:
        if self._told:
            return
        self._told = True
        words = dialects()[self._report.language]["words"]
        said = "-".join(f"{part:02}" for part in date)
        example = f"{words['AS_OF'][0]} {date[0]:04}"
        self._report.add("N035", line.span, word=said, noun=words["NETWORK"][0], example=example)


def _date(line: Entry) -> Date | None:
    value = line.rows[0][0] if line.rows and line.rows[0] else None
    return value if isinstance(value, tuple) and not isinstance(value, Interval) else None
