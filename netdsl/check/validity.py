"""Which statements are in force at the time that a network is looked at."""

from collections.abc import Sequence

from attrs import evolve

from netdsl.diagnostics import Report
from netdsl.model.dates import Date, earlier
from netdsl.model.forms import dialects
from netdsl.model.network import Entry, Statement
from netdsl.model.quantities import Interval


class Validity:
    """Judges the statements of one file at a time, `as_of`: the one that is given, else the one that the file says."""

    def __init__(self, report: Report, statements: Sequence[Statement], at: Date | None) -> None:
        self._report = report
        said = (_date(line) for s in statements for line in s.lines if line.form == "network.as_of")
        self.as_of = at or next(said, None)

    def judged(self, statement: Statement) -> Statement:
        """The statement with whether it is in force: begun and not over."""
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
        outside = now and ((since and earlier(now, since)) or (until and earlier(until, now)))
        return evolve(statement, in_force=False) if ended or outside else statement

    def _without_time(self, line: Entry, date: Date) -> None:
        words = dialects()[self._report.language]["words"]
        said = "-".join(f"{part:02}" for part in date)
        example = f"{words['AS_OF'][0]} {date[0]:04}"
        self._report.add("N035", line.span, word=said, noun=words["NETWORK"][0], example=example)


def _date(line: Entry) -> Date | None:
    value = line.rows[0][0] if line.rows and line.rows[0] else None
    return value if isinstance(value, tuple) and not isinstance(value, Interval) else None
