"""Two evaluations side by side as JSON."""

from typing import Any

from netdsl.evaluate import Evaluation
from netdsl.model.dates import day
from netdsl.recommend.difference import Account, Difference
from netdsl.report.comparison import Accounted, ComparisonView
from netdsl.report.statements import difference_text
from netdsl.report.structured import finding_summary, json_text


def as_json(shown: ComparisonView) -> str:
    """The comparison as JSON; `statements` are numbered from 0, and accounts name them by number."""
    numbers = {id(d): n for n, d in enumerate(shown.differing)}

    def account(found: Account) -> dict[str, list[int]]:
        return {part: [numbers[id(d)] for d in some] for part, some in found._asdict().items()}

    def accounted(found: Accounted) -> dict[str, Any]:
        return {**finding_summary(found.finding), "account": account(found.account)}

    data = {
        "language": shown.language,
        "before": _side_data(shown.comparison.before),
        "after": _side_data(shown.comparison.after),
        "dimensions": [
            {
                "id": v.dimension, "before": v.before, "after": v.after, "summary": v.why or None,
                "account": account(v.account) if v.account else None,
            }
            for v in shown.verdicts
        ],
        "findings": {
            "gone": [accounted(f) for f in shown.gone],
            "new": [accounted(f) for f in shown.new],
            "changed": [
                {
                    **finding_summary(c.after), "severity_before": c.before.severity,
                    "accepted_before": c.before.accepted, "accepted": c.after.accepted,
                }
                for c in shown.changed
            ],
            "kept": shown.kept,
        },
        "partnerships": [
            {
                "actors": list(c.actors),
                "before": c.before and c.before.dependence,
                "after": c.after and c.after.dependence,
            }
            for c in shown.comparison.partnerships
        ],
        "questions": {"answered": list(shown.answered), "opened": list(shown.opened)},
        "statements": [_statement_data(d, shown.language) for d in shown.differing],
        "tried_one_by_one": shown.accounts.tried,
    }  # fmt: skip
    return json_text(data)


def _side_data(evaluation: Evaluation) -> dict[str, Any]:
    network = evaluation.network
    return {
        "file": network.source.name, "name": network.name, "as_of": day(network.as_of),
        "as_seen_by": list(network.seen_by),
    }  # fmt: skip


def _statement_data(found: Difference, language: str) -> dict[str, Any]:
    return {
        "was": found.was,
        "now": found.now,
        "line_before": found.before.line.span.line if found.before else None,
        "line_after": found.after.line.span.line if found.after else None,
        "text": difference_text(found, language),
    }
